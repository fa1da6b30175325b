//! The log holds what an operator needs, and nobody's name, words, handle or password.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::{Value, json};

use crate::support::{Folder, Process, basic, call};

/// Of these none may stand in the log, wherever they were sent.
const NAME: &str = "Zenobia Quillfeather";
const ADDRESS: &str = "77 Marzipan Row";
const NOTES: &str = "the canary sings at dawn";
const PASSWORD: &str = "canary-password-4711";
const WRONG: &str = "canary-wrong-0815";

fn world() -> Value {
    json!({
        "users": [{"id": 1, "name": NAME}],
        "job_types": [1],
        "entities": {"account:1": {"name": NAME, "address": ADDRESS}},
        "schedules": [{"id": 1, "name": NAME, "user_ids": [1], "job_type_ids": [1], "start": "2026-11-02",
            "days": [{"day": 2, "start_timestamp": "08:00", "end_timestamp": "17:00"}]}],
        "jobs": [{"id": 1, "job_type_id": 1, "notes": NOTES}, {"id": 2, "job_type_id": 1, "nmae": NAME}],
        "invoices": [{"name": NAME}]
    })
}

/// Sends words as they are, and reads to the end of the connection.
fn raw(address: &str, words: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(words.as_bytes()).unwrap();
    if !words.contains("connection: close") {
        stream.shutdown(std::net::Shutdown::Write).unwrap();
    }
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn nothing_that_is_somebodys_gets_into_the_log_whatever_is_done_with_it() {
    let folder = Folder::new("canary");
    std::fs::write(folder.0.join("world.json"), world().to_string()).unwrap();
    let process = Process::start_bare(&folder, |command| {
        command
            .args(["--world", "world.json", "--log-format", "json", "--clock", "2026-11-23T08:00"])
            .env("RUST_LOG", "debug")
            .env("API_PASSWORD", PASSWORD);
    });
    let address = process.told("listening on").strip_prefix("http://").unwrap().to_owned();
    let staff = basic(&format!("api / {PASSWORD}"));
    let handle = process.told("booking link").rsplit('=').next().unwrap().to_owned();
    let board = process.told("board").rsplit('=').next().unwrap().to_owned();
    let customer = format!("Bearer {handle}");
    let jobs = "/api/v1/scheduling/jobs";

    let visit = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "length_in_minutes": 60,
        "scheduled_datetime": "2026-11-24 09:00", "user_ids": [1], "notes": format!("{NAME}: {NOTES}")});
    assert_eq!(call(&process, &staff, "POST", jobs, Some(visit.clone())).0, 201);
    assert_eq!(call(&process, &staff, "POST", jobs, Some(visit)).0, 422, "taken");
    assert_eq!(call(&process, &customer, "GET", "/v1/booking", None).1["place"]["name"], NAME);
    let mut wild = json!({"notes": [NOTES]});
    for member in ["job_type_id", "assigned_type", "scheduled_datetime", "length_in_minutes", NAME] {
        wild[member] = json!(NAME);
    }
    assert_eq!(call(&process, &staff, "POST", jobs, Some(wild.clone())).0, 422);
    assert_eq!(call(&process, &customer, "POST", jobs, Some(wild)).0, 422);
    let field = json!({"name": NAME, "type": "text", "active": true, "entity_type": "jobs"});
    assert_eq!(call(&process, &staff, "POST", "/api/v1/system/custom_fields", Some(field)).0, 201);
    for wrong in [basic(&format!("{WRONG} / {WRONG}")), basic(&format!("api / {WRONG}")), format!("Bearer {WRONG}")] {
        assert_eq!(call(&process, &wrong, "GET", "/v1/booking", None).0, 401);
    }
    // Another system's token stands in the address.
    let login = json!({"provider": "thirdparty", "username": "api", "password": PASSWORD});
    let token =
        call(&process, "", "POST", "/frotcom/v2/authorize", Some(login)).1["token"].as_str().unwrap().to_owned();
    let tasks = |token: &str| format!("/frotcom/v2/jobs/tasks?api_key={token}");
    let task = json!([{"JobId": 0, "TypeId": 1, "Who": {"ClientName": NAME}, "What": {"Notes": NOTES}}]);
    assert_eq!(call(&process, "", "POST", &tasks(&token), Some(task)).0, 201);
    assert_eq!(call(&process, "", "POST", &tasks(&token), Some(json!([{"TypeId": NAME}]))).0, 400);
    assert_eq!(call(&process, "", "POST", &tasks(WRONG), Some(json!([]))).0, 401);
    // An agent's tool is called with words of its customer.
    let tool =
        json!({"name": "book", "arguments": {"start": "2026-11-24 11:00:00", "notes": format!("{NAME}: {NOTES}")}});
    let tool = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": tool}).to_string();
    let agent = format!(
        "POST /mcp HTTP/1.1\r\nhost: x\r\nauthorization: {customer}\r\ncontent-type: application/json\r\n\
         accept: application/json, text/event-stream\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{tool}",
        tool.len()
    );
    let answer = raw(&address, &agent);
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.contains("The visit is booked for 2026-11-24 11:00:00."),
        "{answer}"
    );
    // A page without script gets the link and what was typed in a form.
    let form = format!("link={handle}&do=check&start=2026-11-24+13%3A00%3A00&notes={}", NOTES.replace(' ', "+"));
    let page = format!(
        "POST /plain HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n{form}",
        form.len()
    );
    let answer = raw(&address, &page);
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(NAME), "{answer}");
    let in_path = NAME.replace(' ', "%20");
    for path in [
        format!("{jobs}/{in_path}"),
        format!("{jobs}?limit={in_path}&{in_path}={handle}"),
        format!("/api/v1/{in_path}/{handle}"),
        format!("/v1/{handle}"),
        format!("/plain/{handle}"),
        format!("/{in_path}.html?{handle}"),
    ] {
        let ask = format!(
            "GET {path} HTTP/1.1\r\nhost: {in_path}\r\nauthorization: {staff}\r\nuser-agent: {NAME}\r\n\
             referer: http://x/{handle}\r\nx-request-id: {NAME}\r\ntraceparent: 00-{NAME}-{handle}-01\r\ncookie: {handle}\r\n\
             connection: close\r\n\r\n"
        );
        assert!(raw(&address, &ask).starts_with("HTTP/1.1 4"), "{path}");
    }
    // What is no JSON, no HTTP, no method, too long, or ends too early.
    for broken in [
        format!(
            "POST {jobs} HTTP/1.1\r\nhost: x\r\nauthorization: {staff}\r\ncontent-type: application/json\r\ncontent-length: 40\r\n\
                 connection: close\r\n\r\n{{\"notes\": \"{NOTES}\", {NAME}"
        ),
        format!("POST {jobs} HTTP/1.1\r\nhost: x\r\nauthorization: {staff}\r\ncontent-length: 5000\r\n\r\n{NAME}"),
        format!("ZENOBIA /{handle} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"),
        format!("GET /{} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", handle.repeat(400)),
        format!("GET / HTTP/1.1\r\nhost: x\r\nx-name: {}\r\nconnection: close\r\n\r\n", NAME.repeat(1000)),
        format!("{NAME}\r\n{NOTES}\r\n\r\n"),
    ] {
        raw(&address, &broken);
    }
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let traced = ureq::get(&format!("http://{address}/livez")).header("x-request-id", "0af7651916cd43dd");
    traced.header("traceparent", &format!("00-{trace}-00f067aa0ba902b7-01")).call().unwrap();

    let (is_success, log) = process.stop();
    assert!(is_success);
    for secret in
        [NAME, "Zenobia", "ZENOBIA", "Quillfeather", ADDRESS, NOTES, "canary", PASSWORD, WRONG, &handle, &board, &token]
    {
        assert!(!log.contains(secret), "{secret} is in the log");
        assert!(!log.contains(&secret.replace(' ', "%20")), "{secret} is in the log, escaped");
    }
    let credentials = staff.strip_prefix("Basic ").unwrap();
    assert!(!log.contains(credentials), "nor the password as it is sent");
    // And yet it is a log.
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let requests: Vec<_> = lines.iter().filter(|line| line["message"] == "request").collect();
    assert!(15 < requests.len(), "{log}");
    assert!(requests.iter().all(|line| line["timestamp"].as_str().unwrap().ends_with('Z')));
    let traced = requests.iter().find(|line| line["trace_id"] == trace).expect("the trace is told");
    assert_eq!((&traced["route"], &traced["request_id"]), (&json!("/livez"), &json!("0af7651916cd43dd")));
    assert!(requests.iter().any(|line| line["method"] == "other"), "a method that is none");
    assert!(lines.iter().any(|line| line["message"].as_str().is_some_and(|text| text.contains("left out"))));
}
