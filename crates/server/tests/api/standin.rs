//! `/__standin`: the switches of a server that is the counterpart in others' tests.

use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::http::Request;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::support::{Answer, Folder, STAFF, Server, golden_world};

const CLOCK: &str = "/__standin/clock";
const FAULTS: &str = "/__standin/faults";

async fn start() -> Server {
    let flags = ["--clock", "2024-05-10T12:00", "--standin"];
    Server::start_with_flags(Folder::new(), &golden_world(), &flags).await
}

/// Without credentials.
async fn send(server: &Server, method: &str, path: &str, body: &Value) -> Answer {
    let request = Request::builder().method(method).uri(path).header("content-type", "application/json");
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    server.send(request.body(body).unwrap()).await
}

async fn want(server: &Server, faults: Value) {
    assert_eq!(send(server, "PUT", FAULTS, &faults).await.assert_status(200).json(), faults);
}

fn once(path_prefix: &str, fault: Value) -> Value {
    json!([{"path_prefix": path_prefix, "requests": 1, "fault": fault}])
}

/// What is answered, whatever a document says: the vendors' never say what a stand-in was told to do.
async fn ask(server: &Server, method: &str, path: &str, body: Value) -> Result<(u16, String, String), String> {
    let request = Request::builder().method(method).uri(path).header("authorization", STAFF);
    let request = request.header("content-type", "application/json");
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    let answer = server.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
    let header =
        |name| answer.headers().get(name).map(|value: &axum::http::HeaderValue| value.to_str().unwrap().to_owned());
    let (status, retry_after) = (answer.status().as_u16(), header("retry-after").unwrap_or_default());
    match to_bytes(answer.into_body(), usize::MAX).await {
        Ok(bytes) => Ok((status, String::from_utf8(bytes.to_vec()).unwrap(), retry_after)),
        Err(error) => Err(error.to_string()),
    }
}

#[tokio::test]
async fn is_not_there_unless_it_is_asked_for() {
    let server = Server::start().await;
    let body = json!({"now": "2024-05-11T12:00"});
    for (method, path) in [("GET", CLOCK), ("PUT", CLOCK), ("GET", FAULTS), ("PUT", FAULTS), ("DELETE", FAULTS)] {
        let answer = send(&server, method, path, &body).await;
        let of_unknown_path = send(&server, method, "/__nothing/clock", &body).await;
        assert_eq!((answer.status, &answer.bytes), (of_unknown_path.status, &of_unknown_path.bytes), "{method} {path}");
    }
    send(&server, "GET", CLOCK, &Value::Null).await.assert_status(404);
    assert!(server.greeting.iter().all(|(name, _)| *name != "stand-in"));
}

#[tokio::test]
async fn says_in_a_line_at_the_start_that_it_needs_no_credentials() {
    let server = start().await;
    let (_, line) = server.greeting.iter().find(|(name, _)| *name == "stand-in").unwrap();
    assert!(line.contains("/__standin") && line.contains("without credentials"), "{line}");
}

#[tokio::test]
async fn sets_the_clock_for_everything_in_the_instance() {
    let server = start().await;
    assert_eq!(send(&server, "GET", CLOCK, &Value::Null).await.json(), json!({"now": "2024-05-10T12:00:00"}));
    let token = crate::frotcom::token(&server).await;
    let check = format!("/frotcom/v2/authorize?api_key={token}");
    let handle = format!("Bearer {}", server.told_handle("booking link"));
    let link = async || server.call_as(&handle, "GET", "/v1/booking", Value::Null).await.status;

    let set = async |now: &str, shown: &str| {
        let answer = send(&server, "PUT", CLOCK, &json!({"now": now})).await.assert_status(200);
        assert_eq!(answer.json(), json!({"now": shown}));
        let told = server.call_as(STAFF, "GET", "/v1/clock", Value::Null).await.json();
        assert!(told.to_string().contains(&shown.replace('T', " ")[..16]), "{told}");
    };
    set("2024-05-10T12:20", "2024-05-10T12:20:00").await;
    send(&server, "PUT", &check, &Value::Null).await.assert_status(200);
    assert_eq!(link().await, 200);
    set("2024-05-10T12:40:01", "2024-05-10T12:40:01").await;
    send(&server, "PUT", &check, &Value::Null).await.assert_status(401);
    set("2024-07-10T12:00", "2024-07-10T12:00:00").await;
    assert_eq!(link().await, 410, "links go by it too");
    set("2024-05-10T12:00", "2024-05-10T12:00:00").await;
    assert_eq!(link().await, 200, "and back");
}

#[tokio::test]
async fn a_time_that_is_none_is_refused_with_what_is_expected() {
    let server = start().await;
    for body in [json!({"now": "noon"}), json!({"now": "9999-01-01T00:00"}), json!({"now": 5}), json!({}), json!([1])] {
        let answer = send(&server, "PUT", CLOCK, &body).await.assert_status(422).json();
        assert!(answer["errors"][0]["pointer"] == "#/now", "{answer}");
    }
    let told = send(&server, "PUT", CLOCK, &json!({"now": "noon"})).await.json()["detail"].clone();
    assert_eq!(
        told,
        "now is \"noon\"; expected a date and time of the years 1970 to 2999, such as `2026-11-23T08:00`."
    );
    let further = json!({"now": "2024-05-10T12:00", "zone": "UTC"});
    send(&server, "PUT", CLOCK, &further).await.assert_status(422);
    let request = Request::builder().method("PUT").uri(CLOCK).body(Body::from("{")).unwrap();
    assert_eq!(server.send(request).await.assert_status(400).code(), "malformed-request");
    send(&server, "DELETE", CLOCK, &Value::Null).await.assert_status(405);
    assert_eq!(send(&server, "GET", CLOCK, &Value::Null).await.json(), json!({"now": "2024-05-10T12:00:00"}));
}

#[tokio::test]
async fn refuses_as_often_as_is_wanted_in_the_shape_of_each_system() {
    let server = start().await;
    let system = "/api/v1/system/application";
    for (path, status, retry_after, shows) in [
        ("/os1/core/api/v2/dispatch-service/jobs/job:9", 503, Some(7), "\"code\":\"INTERNAL_ERROR\""),
        ("/bigchange/v1/jobs/9", 429, Some(30), "\"status\":429"),
        ("/frotcom/v2/jobs/tasks", 500, None, "{\"Message\":"),
        (system, 429, None, "\"status_code\":429"),
    ] {
        let fault = match retry_after {
            Some(seconds) => json!({"status": status, "retry_after": seconds}),
            None => json!({"status": status}),
        };
        want(&server, once(path, fault)).await;
        let (answered, body, told) = ask(&server, "GET", path, Value::Null).await.unwrap();
        assert_eq!(answered, status, "{path}");
        assert!(body.contains(shows), "{path}: {body}");
        let usual = if status == 500 { "" } else { "1" };
        assert_eq!(told, retry_after.map_or(usual.to_owned(), |seconds| seconds.to_string()), "{path}");
        assert_ne!(ask(&server, "GET", path, Value::Null).await.unwrap().0, status, "{path}: it was wanted once");
        assert_eq!(send(&server, "GET", FAULTS, &Value::Null).await.json(), json!([]));
    }
}

#[tokio::test]
async fn cuts_before_or_after_what_is_asked_for_is_done() {
    let server = start().await;
    let (jobs, job) =
        ("/api/v1/scheduling/jobs", json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1}));
    let count = async || server.get("/jobs").await.json()["paginator"]["total_count"].as_u64().unwrap();
    let before = count().await;
    want(&server, once(jobs, "cut_before".into())).await;
    assert!(ask(&server, "POST", jobs, job.clone()).await.is_err());
    assert_eq!(count().await, before, "not done");
    want(&server, once(jobs, "cut_after".into())).await;
    assert!(ask(&server, "POST", jobs, job).await.is_err());
    assert_eq!(count().await, before + 1, "done, and nobody was told");
}

#[tokio::test]
async fn delays_and_garbles_answers() {
    let server = start().await;
    let path = "/bigchange/openapi.json";
    want(&server, once("/bigchange", json!({"delay_ms": 300}))).await;
    let begun = Instant::now();
    assert_eq!(ask(&server, "GET", path, Value::Null).await.unwrap().0, 200);
    assert!(Duration::from_millis(300) <= begun.elapsed());
    want(&server, once("/bigchange", "garbage".into())).await;
    let (status, body, _) = ask(&server, "GET", path, Value::Null).await.unwrap();
    assert_eq!(status, 200);
    assert!(serde_json::from_str::<Value>(&body).is_err(), "{body}");
}

#[tokio::test]
async fn faults_befall_the_systems_alone_and_end_when_they_are_cleared() {
    let server = start().await;
    let all = json!(["/api/v1", "/os1", "/bigchange", "/frotcom"]);
    let all: Vec<Value> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|root| json!({"path_prefix": root, "requests": 5, "fault": {"status": 500}}))
        .collect();
    want(&server, all.into()).await;
    for path in ["/v1/clock", "/livez", "/openapi.json", "/api/v10", FAULTS] {
        assert_ne!(ask(&server, "GET", path, Value::Null).await.unwrap().0, 500, "{path}");
    }
    assert_eq!(ask(&server, "GET", "/api/v1/users", Value::Null).await.unwrap().0, 500);
    assert_eq!(send(&server, "GET", FAULTS, &Value::Null).await.json()[0]["requests"], 4);
    assert!(send(&server, "DELETE", FAULTS, &Value::Null).await.assert_status(204).bytes.is_empty());
    assert_eq!(ask(&server, "GET", "/api/v1/users", Value::Null).await.unwrap().0, 200);
}

#[tokio::test]
async fn a_list_of_faults_that_is_wrong_is_refused_as_a_whole_with_all_that_is_wrong() {
    let server = start().await;
    let kept = once("/os1", "garbage".into());
    want(&server, kept.clone()).await;
    let wrong = json!([
        {"path_prefix": "/v1/booking", "requests": 1, "fault": "cut_after"},
        {"path_prefix": "/os1", "requests": 0, "fault": {"delay_ms": 60_001}},
        {"path_prefix": "/os1", "requests": 1, "fault": {"status": 418}, "after": 2},
        {"path_prefix": "/os1", "requests": 1, "fault": {"status": 503, "retry_after": -1}},
        {"path_prefix": "/os1", "requests": 1, "fault": "explode"},
        "cut_before",
    ]);
    let answer = send(&server, "PUT", FAULTS, &wrong).await.assert_status(422).json();
    let told: Vec<&str> =
        answer["errors"].as_array().unwrap().iter().map(|error| error["detail"].as_str().unwrap()).collect();
    assert_eq!(
        told,
        [
            "path_prefix of fault 0 must be a path below /api/v1, /os1, /bigchange, /frotcom, is \"/v1/booking\".",
            "requests of fault 1 must be a whole number of 1 to 1000000, is 0.",
            "fault of fault 1 has a delay_ms that must be a whole number of 0 to 60000, and is 60001.",
            "after of fault 2 is not known: there are path_prefix, requests, fault.",
            "fault of fault 2 has a status that must be 429, 500 or 503, and is 418.",
            "fault of fault 3 has a retry_after that must be a whole number of 0 to 3600, and is -1.",
            "fault of fault 4 must be {\"delay_ms\": …}, {\"status\": …} with or without \"retry_after\", \"cut_before\", \
             \"cut_after\" or \"garbage\", is \"explode\".",
            "path_prefix of fault 5 must be a path below /api/v1, /os1, /bigchange, /frotcom, is null.",
            "requests of fault 5 must be a whole number of 1 to 1000000, is null.",
            "fault of fault 5 must be {\"delay_ms\": …}, {\"status\": …} with or without \"retry_after\", \"cut_before\", \
             \"cut_after\" or \"garbage\", is null.",
        ]
    );
    for body in [json!({}), json!("cut_before"), Value::Array(vec![kept[0].clone(); 101])] {
        send(&server, "PUT", FAULTS, &body).await.assert_status(422);
    }
    assert_eq!(send(&server, "GET", FAULTS, &Value::Null).await.json(), kept, "it is as it was");
}
