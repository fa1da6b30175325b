//! Agents, by the client of the protocol's own SDK over a real socket.

use axum::body::Body;
use axum::http::Request;
use rmcp::model::{CallToolRequestParams, CallToolResult};
use rmcp::service::RunningService;
use rmcp::transport::StreamableHttpClientTransport;
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use rmcp::{RoleClient, ServiceExt};
use serde_json::{Value, json};

use crate::support::{Folder, STAFF, Server, golden_world};

/// A server on a socket.
struct Served {
    server: Server,
    address: String,
    serving: tokio::task::JoinHandle<()>,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// An agent of somebody.
struct Agent(RunningService<RoleClient, ()>);

impl Served {
    /// Mondays are open for users 1 and 2.
    async fn start(more: &[&str]) -> Self {
        let mut world = golden_world();
        world["schedules"][0]["user_ids"] = json!([1, 2]);
        let flags = [&["--clock", "2024-05-10T12:00"], more].concat();
        let server = Server::start_with_flags(Folder::new(), &world, &flags).await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/mcp", listener.local_addr().unwrap());
        let router = server.router.clone();
        let serving = tokio::spawn(async move { slotwright_server::serve(listener, router).await.unwrap() });
        Self { server, address, serving }
    }

    async fn link(&self, link: Value) -> String {
        let made = self.server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201).json();
        made["handle"].as_str().unwrap().to_owned()
    }

    async fn agent(&self, handle: &str) -> Agent {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let config = StreamableHttpClientTransportConfig::with_uri(self.address.clone()).auth_header(handle);
        Agent(().serve(StreamableHttpClientTransport::from_config(config)).await.unwrap())
    }

    /// An agent of a customer who is to have something installed.
    async fn customer(&self) -> Agent {
        let handle = self.link(json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1})).await;
        self.agent(&handle).await
    }

    /// An agent of staff.
    async fn dispatcher(&self) -> Agent {
        let handle = self.link(json!({"board": true})).await;
        self.agent(&handle).await
    }
}

impl Agent {
    async fn call(&self, name: &'static str, arguments: Value) -> CallToolResult {
        let Value::Object(arguments) = arguments else { panic!("arguments are an object") };
        self.0.call_tool(CallToolRequestParams::new(name).with_arguments(arguments)).await.unwrap()
    }

    /// What a tool answers, which must be no refusal.
    async fn done(&self, name: &'static str, arguments: Value) -> Value {
        let result = self.call(name, arguments).await;
        assert_ne!(result.is_error, Some(true), "{result:?}");
        assert_eq!(result.content.len(), 2, "a sentence, and the data as text");
        result.structured_content.unwrap()
    }

    /// The code of what a tool refuses, and its sentence.
    async fn refused(&self, name: &'static str, arguments: Value) -> (String, String) {
        let result = self.call(name, arguments).await;
        assert_eq!(result.is_error, Some(true), "{result:?}");
        let data = result.structured_content.unwrap();
        assert!(data["next"].as_str().is_some_and(|next| next.ends_with('.')), "{data}");
        let text = |name: &str| data[name].as_str().unwrap().to_owned();
        (text("code"), text("message"))
    }

    async fn tools(&self) -> Vec<rmcp::model::Tool> {
        self.0.list_all_tools().await.unwrap()
    }
}

fn starts(found: &Value) -> Vec<&str> {
    found["openings"].as_array().unwrap().iter().map(|opening| opening["start"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn each_holder_has_the_tools_that_are_theirs_and_no_others() {
    let served = Served::start(&[]).await;
    let (customer, dispatcher) = (served.customer().await, served.dispatcher().await);
    let names = |tools: &[rmcp::model::Tool]| tools.iter().map(|tool| tool.name.to_string()).collect::<Vec<_>>();
    let (of_customers, of_staff) = (customer.tools().await, dispatcher.tools().await);
    assert_eq!(
        names(&of_customers),
        ["show_visit", "find_openings", "hold", "book", "move", "cancel", "send_preferred_times"]
    );
    assert_eq!(names(&of_staff), ["list_jobs", "find_openings_for_job", "schedule_job", "move_job", "cancel_job"]);
    let theirs = CallToolRequestParams::new("list_jobs").with_arguments(Default::default());
    let refused = customer.0.call_tool(theirs).await.unwrap_err().to_string();
    assert!(refused.contains("there is no tool `list_jobs`") && refused.contains("find_openings"), "{refused}");
    for tool in of_customers.iter().chain(&of_staff) {
        let schema = Value::Object((*tool.input_schema).clone());
        assert_eq!(
            (&schema["type"], &schema["additionalProperties"]),
            (&json!("object"), &json!(false)),
            "{}",
            tool.name
        );
        for (name, property) in schema["properties"].as_object().unwrap() {
            assert!(property["description"].is_string(), "{}: {name}", tool.name);
        }
        let hints = tool.annotations.as_ref().unwrap();
        let reads = ["show_visit", "find_openings", "list_jobs", "find_openings_for_job"].contains(&&*tool.name);
        assert_eq!(hints.read_only_hint, Some(reads), "{}", tool.name);
        let destroys = ["move", "cancel", "send_preferred_times", "move_job", "cancel_job"].contains(&&*tool.name);
        assert_eq!((hints.destructive_hint, hints.idempotent_hint), (Some(destroys), Some(true)), "{}", tool.name);
    }
}

#[tokio::test]
async fn what_a_link_or_a_scope_lacks_is_not_among_its_tools() {
    let served = Served::start(&[]).await;
    let names = async |link: Value| {
        let agent = served.agent(&served.link(link).await).await;
        agent.tools().await.iter().map(|tool| tool.name.to_string()).collect::<Vec<_>>()
    };
    let looks = json!({"job_id": 9, "rights": ["view", "cancel"]});
    assert_eq!(names(looks).await, ["show_visit", "find_openings", "cancel"]);
    let board = json!({"board": true, "scope": "view"});
    assert_eq!(names(board).await, ["list_jobs", "find_openings_for_job"]);
}

#[tokio::test]
async fn an_agent_books_moves_and_cancels_what_the_page_would() {
    let served = Served::start(&[]).await;
    let agent = served.customer().await;
    let visit = agent.done("show_visit", json!({})).await;
    assert_eq!((&visit["job_type"]["name"], &visit["job"]), (&json!("Installation"), &Value::Null));
    let found = agent.done("find_openings", json!({})).await;
    assert_eq!(found["time_zone"], "America/Chicago");
    // Job 9 has user 1 from 9:15 to 9:45, and user 2 is free.
    assert_eq!(&starts(&found)[..3], ["2024-05-13 08:00:00", "2024-05-13 08:15:00", "2024-05-13 08:30:00"]);
    assert_eq!(found["openings"][0]["technicians_free"], 1);
    let held = agent.done("hold", json!({"start": "2024-05-13 08:00:00"})).await;
    let booking = json!({"start": "2024-05-13 08:00:00", "notes": "Ring twice.", "hold_id": held["hold_id"]});
    let booked = agent.done("book", booking.clone()).await;
    assert_eq!(booked["job"]["scheduled_datetime"], "2024-05-13 08:00:00");
    assert_eq!(booked["job"]["notes"], "Ring twice.");
    // Sent again, since no answer came: nothing is booked twice.
    assert_eq!(agent.done("book", booking).await["job"]["id"], booked["job"]["id"]);
    let (code, sentence) = agent.refused("book", json!({"start": "2024-05-13 13:00:00"})).await;
    assert_eq!(code, "already-booked");
    assert!(sentence.contains("2024-05-13 08:00:00"), "{sentence}");
    // Decided on what isn't so any more.
    let stale = json!({"start": "2024-05-13 13:00:00", "booked": "2024-05-13 15:00:00"});
    let (code, sentence) = agent.refused("move", stale).await;
    assert_eq!(code, "changed-by-staff");
    assert!(sentence.contains("2024-05-13 08:00:00"), "{sentence}");
    let moved = agent.done("move", json!({"start": "2024-05-13 13:00:00", "booked": "2024-05-13 08:00:00"})).await;
    assert_eq!(moved["job"]["scheduled_datetime"], "2024-05-13 13:00:00");
    assert_eq!(agent.refused("cancel", json!({"booked": "2024-05-13 08:00:00"})).await.0, "changed-by-staff");
    assert!(!starts(&agent.done("find_openings", json!({})).await).contains(&"2024-05-13 13:00:00"));
    let cancelled = agent.done("cancel", json!({})).await;
    assert_eq!(cancelled["job"], Value::Null);
    agent.done("cancel", json!({})).await;
    assert_eq!(agent.refused("move", json!({"start": "2024-05-13 13:00:00"})).await.0, "not-scheduled");
}

#[tokio::test]
async fn a_start_that_is_taken_or_not_offered_is_refused_with_what_to_do_next() {
    let served = Served::start(&[]).await;
    let (one, other) = (served.customer().await, served.customer().await);
    let start = json!({"start": "2024-05-13 08:00:00"});
    // Of the two who could come, one has no time for it: job 9 begins too early.
    one.done("book", start.clone()).await;
    assert_eq!(other.refused("book", start.clone()).await.0, "slot-taken");
    assert_eq!(other.refused("hold", start).await.0, "slot-taken");
    for (start, code) in [
        ("2024-05-13 13:07:00", "not-on-grid"),
        ("2024-05-06 08:00:00", "slot-taken"),
        ("2025-05-12 08:00:00", "slot-taken"),
        ("next Monday", "validation-failed"),
    ] {
        let (found, sentence) = other.refused("book", json!({"start": start})).await;
        assert_eq!(found, code, "{start}: {sentence}");
        assert!(code == "not-on-grid" || sentence.contains(start), "{sentence}");
    }
}

#[tokio::test]
async fn arguments_that_are_wrong_are_named_with_what_is_allowed() {
    let served = Served::start(&[]).await;
    let (customer, dispatcher) = (served.customer().await, served.dispatcher().await);
    for (agent, tool, arguments, parts) in [
        (&customer, "book", json!({"start": "2024-05-13 08:00:00", "crew": 2}), ["`crew`", "`hold_id`"]),
        (&customer, "book", json!({}), ["`start`", "required"]),
        (&customer, "book", json!({"start": 8}), ["`start`", "string, not `8`"]),
        (&customer, "show_visit", json!({"job_id": 9}), ["`job_id`", "there are none"]),
        (&customer, "cancel", json!({"booked": "soon"}), ["`booked`", "not `soon`"]),
        (&customer, "find_openings", json!({"from": "tomorrow"}), ["`from`", "not `tomorrow`"]),
        (&customer, "find_openings", json!({"until": "2024-05-01"}), ["`until`", "2024-05-10"]),
        (&customer, "find_openings", json!({"limit": 0}), ["`limit`", "1 to 400, not 0"]),
        (&customer, "send_preferred_times", json!({"times": []}), ["`times`", "1 to 10"]),
        (
            &customer,
            "send_preferred_times",
            json!({"times": [{"date": "2024-05-20", "start_time": "9", "end_time": "11:00"}]}),
            ["number 1", "`9`"],
        ),
        (&dispatcher, "schedule_job", json!({"job_id": "8", "start": "2024-05-13 08:00:00"}), ["`job_id`", "`\"8\"`"]),
        (&dispatcher, "list_jobs", json!({"status": "lost"}), ["status", "queued"]),
    ] {
        let (code, sentence) = agent.refused(tool, arguments).await;
        assert_eq!(code, "validation-failed", "{sentence}");
        assert!(parts.iter().all(|part| sentence.contains(part)), "{tool}: {sentence}");
    }
    assert_eq!(customer.done("show_visit", json!({})).await["job"], Value::Null, "nothing was done");
}

#[tokio::test]
async fn preferred_times_are_stored_best_first_and_take_the_place_of_those_before() {
    let served = Served::start(&[]).await;
    let agent = served.customer().await;
    let time = |date: &str| json!({"date": date, "start_time": "09:00", "end_time": "11:30"});
    let dates = |visit: &Value| -> Vec<String> {
        visit["wishes"].as_array().unwrap().iter().map(|wish| wish["date"].as_str().unwrap().to_owned()).collect()
    };
    let first = json!({"times": [time("2024-05-21"), time("2024-05-20"), time("2024-05-22")], "notes": "Ring twice."});
    let sent = agent.done("send_preferred_times", first).await;
    assert_eq!(dates(&sent), ["2024-05-21", "2024-05-20", "2024-05-22"]);
    assert_eq!(sent["job"]["notes"], "Ring twice.");
    let second = json!({"times": [time("2024-05-23"), time("2024-05-21")]});
    assert_eq!(dates(&agent.done("send_preferred_times", second).await), ["2024-05-23", "2024-05-21"]);
}

#[tokio::test]
async fn a_dispatchers_agent_schedules_moves_and_cancels_jobs() {
    let served = Served::start(&[]).await;
    let agent = served.dispatcher().await;
    let queued = agent.done("list_jobs", json!({"status": "queued"})).await;
    assert_eq!((queued["jobs"][0]["id"].clone(), queued["jobs"].as_array().unwrap().len()), (json!(8), 1));
    assert_eq!(queued["job_types"]["1"], "Installation");
    let found = agent.done("find_openings_for_job", json!({"job_id": 8, "limit": 2})).await;
    assert_eq!(starts(&found), ["2024-05-13 08:00:00", "2024-05-13 08:15:00"]);
    assert_eq!((&found["are_more"], &found["openings"][0]["user_ids"]), (&json!(true), &json!([2])));
    let scheduled = agent.done("schedule_job", json!({"job_id": 8, "start": "2024-05-13 09:15:00"})).await;
    assert_eq!(scheduled["job"]["user_ids"], json!([2]), "user 1 is at job 9 then");
    let (code, _) = agent.refused("schedule_job", json!({"job_id": 8, "start": "2024-05-13 14:00:00"})).await;
    assert_eq!(code, "already-booked");
    let taken = json!({"job_id": 8, "start": "2024-05-13 09:30:00", "user_ids": [1]});
    assert_eq!(agent.refused("move_job", taken).await.0, "slot-taken");
    let moved = agent.done("move_job", json!({"job_id": 8, "start": "2024-05-13 14:00:00"})).await;
    assert_eq!(moved["job"]["user_ids"], json!([2]));
    let cancelled = agent.done("cancel_job", json!({"job_id": 8})).await;
    assert_eq!(cancelled["job"]["status"], "queued");
    assert_eq!(
        agent.refused("move_job", json!({"job_id": 8, "start": "2024-05-13 14:00:00"})).await.0,
        "not-scheduled"
    );
    assert_eq!(agent.refused("cancel_job", json!({"job_id": 4711})).await.0, "not-found");
    agent.done("cancel_job", json!({"job_id": 8, "delete": true})).await;
    assert_eq!(agent.refused("find_openings_for_job", json!({"job_id": 8})).await.0, "not-found");
}

#[tokio::test]
async fn who_has_no_link_or_comes_from_a_page_that_is_not_listed_is_refused() {
    let served = Served::start(&["--allowed-origins", "https://crm.example,*"]).await;
    let handle = served.link(json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1})).await;
    let ask = async |headers: &[(&str, &str)]| {
        let request = Request::builder().method("POST").uri("/mcp").header("content-type", "application/json");
        let request = request.header("accept", "application/json, text/event-stream").header("host", "rebound.example");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let ping = json!({"jsonrpc": "2.0", "id": 1, "method": "ping"});
        served.server.send(request.body(Body::from(ping.to_string())).unwrap()).await
    };
    let bearer = format!("Bearer {handle}");
    assert_eq!(ask(&[("authorization", &bearer)]).await.assert_status(200).json()["result"], json!({}));
    for credentials in [&[][..], &[("authorization", STAFF)], &[("authorization", "Bearer AAAAAAAAAAAAAAAAAAAAAA")]] {
        let refused = ask(credentials).await.assert_status(401);
        assert_eq!((refused.code(), refused.header("www-authenticate")), ("link-invalid", "Bearer"));
        assert_eq!(refused.header("content-type"), "application/problem+json");
    }
    for (origin, status) in [
        ("https://crm.example", 200),
        ("http://127.0.0.1:8787", 200),
        ("https://other.example", 403),
        ("null", 403),
        // Its own name led here.
        ("http://rebound.example", 403),
    ] {
        let headers = [("authorization", &*bearer), ("origin", origin)];
        let answer = ask(&headers).await.assert_status(status);
        assert_eq!(answer.code(), if status == 403 { "origin-not-allowed" } else { "" }, "{origin}");
    }
    let by_get = Request::builder()
        .uri("/mcp")
        .header("host", "x")
        .header("authorization", &bearer)
        .body(Body::empty())
        .unwrap();
    assert_eq!(served.server.send(by_get).await.assert_status(405).code(), "method-not-allowed");
}
