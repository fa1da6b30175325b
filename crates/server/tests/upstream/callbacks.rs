//! Programs that were written for OS1 are called back once what they have asked for is carried out.

use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::alone::world;
use crate::counterpart::{Counterpart, PASSWORD, USER};
use crate::receiver::{Received, Receiver};
use crate::webhooks::wait_for_messages;

const SECRET: &str = "canary-of-the-callbacks";
const DISPATCH: &str = "/os1/core/api/v2/dispatch-service";
/// 2026-10-21 12:00 in Chicago.
const NOON: i64 = 1_792_602_000_000;

fn start(options: Value) -> Counterpart {
    let mut world = world();
    world["os1"]["options"] = json!([options]);
    Counterpart::start_in(&world)
}

/// One whose callbacks are signed.
fn signing() -> Counterpart {
    start(json!({"id": "options", "callbackSecret": SECRET}))
}

/// A program that was written for OS1.
struct Program<'s> {
    server: &'s Counterpart,
    token: String,
    /// What callbacks of its requests are signed by, where it says so.
    secret: Option<&'static str>,
}

impl<'s> Program<'s> {
    fn of(server: &'s Counterpart) -> Self {
        let mut program = Self { server, token: String::new(), secret: None };
        let login = json!({"clientId": USER, "clientSecret": PASSWORD});
        let (status, answer) = program.send("POST", "/os1/core/api/v1/aaa/auth/client-credentials", &login);
        assert_eq!(status, 200, "{answer}");
        program.token = answer["data"]["accessToken"].as_str().unwrap().to_owned();
        program
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("http://{}{path}", self.server.address))
            .header("content-type", "application/json")
            .header("x-coreos-request-id", "r-7")
            .header("x-coreos-tid", "slotwright")
            .header("x-coreos-userinfo", r#"{"id":"u-1"}"#)
            .header("x-coreos-access", self.token.as_str());
        if let Some(secret) = self.secret {
            request = request.header("x-coreos-callback-secret", secret);
        }
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut answer = match body {
            Value::Null => agent.run(request.body(()).unwrap()),
            body => agent.run(request.body(body.to_string()).unwrap()),
        }
        .unwrap();
        (answer.status().as_u16(), answer.body_mut().read_json().unwrap_or(Value::Null))
    }

    #[track_caller]
    fn done(&self, method: &str, path: &str, body: &Value) -> Value {
        let (status, answer) = self.send(method, &format!("{DISPATCH}{path}"), body);
        assert!(matches!(status, 200..=202), "{method} {path} {body}: {status} {answer}");
        answer["data"].clone()
    }

    /// The id of a job that was made with this callback.
    #[track_caller]
    fn create(&self, callback: &Value) -> String {
        let job = json!({"jobWorkflowId": "jobWorkflow:visit", "jobTypeId": "type:1", "callback": callback});
        self.done("POST", "/jobs", &job)["jobId"].as_str().unwrap().to_owned()
    }
}

fn is_signed_with(received: &Received, secret: &str) -> bool {
    let hash = Sha256::digest(format!("{}{secret}", received.body));
    let expected: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    received.header("x-coreos-hmac-signature") == Some(expected.as_str())
}

#[test]
fn who_asks_for_it_is_called_back_once_it_is_carried_out_with_what_was_sent_along_and_signed() {
    let (server, receiver) = (signing(), Receiver::answering(202));
    let program = Program::of(&server);
    let callback = json!({"url": receiver.url, "meta": {"key": "a-1", "deep": [null, {"z": 1, "b": 2}]}});
    let id = program.create(&callback);
    let told = receiver.wait_for(1);
    let expected = json!({"eventType": "JOB_CREATED", "service": "dispatch", "requestId": "r-7", "data": {"jobId": id},
        "meta": callback["meta"]});
    assert_eq!(told[0].json(), expected);
    assert!(is_signed_with(&told[0], SECRET), "{told:?}");
    assert_eq!(told[0].header("content-type"), Some("application/json"));

    let with = |mut body: Value| {
        body["callback"] = json!({"url": receiver.url});
        body
    };
    let (job, sub) = (format!("/jobs/{id}"), with(json!({"subStatus": "EN_ROUTE"})));
    program.done("PUT", &job, &with(json!({"scheduledFor": {"startDateTime": NOON}})));
    program.done("POST", &format!("{job}/sub-status"), &sub);
    program.done("POST", "/jobs/sub-status", &with(json!({"jobs": [{"jobId": id, "subStatus": "ON_SITE"}]})));
    // The same again is accepted, and said to be done as well.
    for _ in 0..2 {
        program.done("POST", &format!("{job}/status"), &with(json!({"status": "COMPLETED"})));
    }
    let attribute = json!({"attributes": [{"name": "colour", "dataType": "string"}]});
    program.done("POST", "/job-types/type:1/attributes", &with(attribute));
    let type_id = program.done("POST", "/job-types", &with(json!({"name": "Repair"})))["jobTypeId"].clone();
    let workflow = with(json!({"name": "Two", "objectives": [{"objectiveRef": "first"}]}));
    let workflow_id = program.done("POST", "/job-workflows", &workflow)["jobWorkflowId"].clone();
    let path = format!("/job-workflows/{}/status", workflow_id.as_str().unwrap());
    program.done("PUT", &path, &with(json!({"status": "INACTIVE"})));
    let told = receiver.wait_for(10);
    let mut said: Vec<_> =
        told.iter().map(|one| (one.json()["eventType"].clone(), one.json()["data"].clone())).collect();
    // A job's are told in their order; those of no job when they come.
    let (of_job, mut of_none): (Vec<_>, Vec<_>) = said.drain(..).partition(|(_, data)| data.to_string().contains(&id));
    let one = json!({"jobId": id});
    let expected = [
        ("JOB_CREATED", one.clone()),
        ("JOB_UPDATED", one.clone()),
        ("JOB_SUB_STATUS_CHANGED", one.clone()),
        ("JOB_SUB_STATUS_CHANGED", json!({"jobIds": [id]})),
        ("JOB_COMPLETED", one.clone()),
        ("JOB_COMPLETED", one),
    ];
    assert_eq!(of_job, expected.map(|(event, data)| (json!(event), data)));
    of_none.sort_by_key(|(event, _)| event.to_string());
    let expected = [
        ("JOB_TYPE_ATTRIBUTES_CREATED", json!({"jobTypeId": "type:1", "attributes": ["colour"]})),
        ("JOB_TYPE_CREATED", json!({"jobTypeId": type_id})),
        ("JOB_WORKFLOW_CREATED", json!({"jobWorkflowId": workflow_id})),
        ("JOB_WORKFLOW_STATUS_CHANGED", json!({"jobWorkflowId": workflow_id, "status": "INACTIVE"})),
    ];
    assert_eq!(of_none, expected.map(|(event, data)| (json!(event), data)));
    assert!(told.iter().all(|one| is_signed_with(one, SECRET)));
    assert!(told[1..].iter().all(|one| one.json()["meta"] == json!({})));
    let outbox = wait_for_messages(&server, "state=delivered", 10);
    assert_eq!((&outbox["data"][9]["recipient"], &outbox["data"][9]["webhook_id"]), (&json!("os1"), &Value::Null));
    assert_eq!(outbox["data"][9]["event"], "JOB_CREATED");
    assert!(!outbox.to_string().contains(SECRET) && !server.log().contains(SECRET), "a secret is told");
}

#[test]
fn a_request_says_by_which_secret_it_is_answered_and_without_any_nothing_is_signed() {
    let (server, receiver) = (start(json!({"id": "options"})), Receiver::answering(200));
    let mut program = Program::of(&server);
    program.create(&json!({"url": receiver.url}));
    assert_eq!(receiver.wait_for(1)[0].header("x-coreos-hmac-signature"), None);
    program.secret = Some("canary-of-a-request");
    program.create(&json!({"url": receiver.url}));
    assert!(is_signed_with(&receiver.wait_for(2)[1], "canary-of-a-request"));
    assert!(!server.log().contains("canary-of-a-request"), "a secret is in the log");
}

#[test]
fn what_is_not_acknowledged_with_200_or_202_is_delivered_three_times_as_the_same_and_then_given_up() {
    let (server, receiver) = (signing(), Receiver::answering(202));
    let program = Program::of(&server);
    // 204 is no acknowledgement to this vendor's system.
    receiver.answer_next([(500, Some(1)), (204, Some(1)), (404, Some(1))]);
    let id = program.create(&json!({"url": receiver.url, "meta": {"key": "a-1"}}));
    let told = receiver.wait_for(3);
    let dead = wait_for_messages(&server, "state=dead", 1);
    assert_eq!((&dead["data"][0]["problem"], &dead["data"][0]["attempts"]), (&json!("status 404"), &json!(3)));
    assert_eq!((&dead["data"][0]["recipient"], &dead["data"][0]["event"]), (&json!("os1"), &json!("JOB_CREATED")));
    assert!(told.iter().all(|one| one.body == told[0].body && is_signed_with(one, SECRET)), "{told:?}");
    assert_eq!(receiver.received().len(), 3);
    // What is given up keeps nothing back, and staff may have it told after all.
    let sub = json!({"subStatus": "EN_ROUTE", "callback": {"url": receiver.url}});
    program.done("POST", &format!("/jobs/{id}/sub-status"), &sub);
    assert_eq!(receiver.wait_for(4)[3].json()["eventType"], "JOB_SUB_STATUS_CHANGED");
    assert_eq!(server.ask("POST", &format!("/v1/outbox/{}/retry", dead["data"][0]["id"]), &Value::Null).0, 200);
    assert_eq!(receiver.wait_for(5)[4].body, told[0].body);
    wait_for_messages(&server, "state=delivered", 2);
}

#[test]
fn no_callback_is_lost_when_the_server_is_killed_before_it_could_call() {
    // A port on which nobody listens yet.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let mut server = signing();
    let callback = json!({"url": format!("http://{address}/told"), "meta": {"key": "a-1"}});
    let program = Program::of(&server);
    let mut ids: Vec<_> = (0..3).map(|_| json!(program.create(&callback))).collect();
    server.kill_and_start_again();
    let receiver = Receiver::on(TcpListener::bind(address).unwrap(), 202);
    let told = receiver.wait_for(3);
    let mut told_of: Vec<_> = told.iter().map(|one| one.json()["data"]["jobId"].clone()).collect();
    told_of.sort_by_key(Value::to_string);
    ids.sort_by_key(Value::to_string);
    assert_eq!(told_of, ids);
    assert!(told.iter().all(|one| is_signed_with(one, SECRET) && one.json()["meta"]["key"] == "a-1"), "{told:?}");
    wait_for_messages(&server, "state=delivered", 3);
    let listed = server.kill_and_command(&["outbox", "list", "--state", "delivered"]);
    for id in ids {
        let job = format!("\tos1\tjob {}\tJOB_CREATED\tdelivered\t", id.as_str().unwrap().trim_start_matches("job:"));
        assert!(listed.contains(&job), "{job}: {listed}");
    }
}

#[test]
fn what_is_refused_calls_nobody_back_and_an_address_that_can_t_be_is_refused_with_what_is_allowed() {
    let (server, receiver) = (signing(), Receiver::answering(202));
    let program = Program::of(&server);
    let job = |callback: Value, more: Value| {
        let mut job = json!({"jobWorkflowId": "jobWorkflow:visit", "jobTypeId": "type:1", "callback": callback});
        job.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        job
    };
    let jobs = server.count_of_jobs();
    for url in [
        json!("http://crm.example.com/told"),
        json!("ftp://crm.example.com"),
        json!("https://user:canary-password@crm.example.com"),
        json!("somewhere"),
        json!(7),
        Value::Null,
    ] {
        let (status, answer) = program.send("POST", &format!("{DISPATCH}/jobs"), &job(json!({"url": url}), json!({})));
        let said = answer["error"]["description"].as_str().unwrap();
        assert_eq!((status, said.contains("callback.url")), (400, true), "{url}: {answer}");
        assert!(!said.contains("canary-password") && (!url.is_string() || said.contains("https://")), "{url}: {said}");
    }
    let here = json!({"url": receiver.url});
    let wrong = [
        ("/jobs", job(here.clone(), json!({"customData": {"colour": "red"}}))),
        ("/jobs", job(json!({"url": receiver.url, "meta": 7}), json!({}))),
        ("/jobs/job:4711/status", json!({"status": "COMPLETED", "callback": here})),
        (
            "/job-types/type:1/attributes",
            json!({"attributes": [{"name": "floor", "dataType": "number"}], "callback": here}),
        ),
    ];
    for (path, body) in wrong {
        let (status, answer) = program.send("POST", &format!("{DISPATCH}{path}"), &body);
        assert!(matches!(status, 400 | 404), "{path} {body}: {status} {answer}");
    }
    assert_eq!(server.count_of_jobs(), jobs);
    // Whatever had been written down before this one would have come before it.
    program.create(&here);
    receiver.wait_for(1);
    wait_for_messages(&server, "", 1);
}

#[test]
fn a_job_that_takes_its_time_is_booked_at_once_and_called_back_when_it_can_be_read() {
    let server = start(json!({"id": "options", "asyncDelayMs": 3000}));
    let receiver = Receiver::answering(202);
    let program = Program::of(&server);
    let began = Instant::now();
    let job = json!({"jobWorkflowId": "jobWorkflow:visit", "jobTypeId": "type:1", "callback": {"url": receiver.url},
        "objectives": [{"objectiveRef": "visit", "location": "account:1", "timeslot": {"from": NOON, "to": NOON + 3_600_000}}]});
    let id = program.done("POST", "/jobs", &job)["jobId"].as_str().unwrap().to_owned();
    let number = id.strip_prefix("job:").unwrap();
    let read = || program.send("GET", &format!("{DISPATCH}/jobs/{id}"), &Value::Null).0;
    assert_eq!(read(), 404);
    let (_, seen) = server.ask("GET", &format!("/api/v1/scheduling/jobs/{number}"), &Value::Null);
    assert_eq!(seen["data"]["scheduled_datetime"], "2026-10-21 12:00:00", "{seen}");
    let second = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "length_in_minutes": 60,
        "scheduled_datetime": "2026-10-21 12:30:00", "user_ids": [1]});
    assert_eq!(server.ask("POST", "/api/v1/scheduling/jobs", &second).0, 422, "nobody is in two places meanwhile");
    // What is asked for meanwhile is told after it.
    let sub = json!({"subStatus": "EN_ROUTE", "callback": {"url": receiver.url}});
    program.done("POST", &format!("/jobs/{id}/sub-status"), &sub);
    while receiver.received().is_empty() {
        assert!(began.elapsed() < Duration::from_secs(20), "{}", server.log());
        thread::sleep(Duration::from_millis(20));
    }
    assert!(Duration::from_millis(2900) < began.elapsed(), "called back after {:?}", began.elapsed());
    assert_eq!(read(), 200);
    let told: Vec<_> = receiver.wait_for(2).iter().map(|one| one.json()["eventType"].clone()).collect();
    assert_eq!(told, ["JOB_CREATED", "JOB_SUB_STATUS_CHANGED"]);
}
