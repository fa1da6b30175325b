//! Every credential is a canary, a day's work is done with them, and none of them is anywhere but where it belongs.

use std::net::TcpListener;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::counterpart::{Counterpart, PASSWORD, USER};
use crate::gateway::{NOON, THREE, book, world_of_all};
use crate::receiver::Receiver;
use crate::scripted::Scripted;

const UPSTREAM_PASSWORD: &str = "canary-upstream-password-8d1e";
const UPSTREAM_TOKEN: &str = "canary-upstream-token-5b77";
const WRONG: &str = "canary-wrong-password-0815";
/// `canary-of-the-webhook-listed` in Base64, behind the prefix of the standard.
const WEBHOOK: &str = "whsec_Y2FuYXJ5LW9mLXRoZS13ZWJob29rLWxpc3RlZA==";

/// A Frotcom that repeats in its refusals whatever it was sent: one job is taken, one refused, one not answered, and then nobody is
/// let in any more.
fn frotcom() -> Scripted {
    let tasks = AtomicU32::new(0);
    Scripted::start(move |request| {
        let echo = json!({"message": request, "Message": request}).to_string();
        if request.contains("/v2/authorize") {
            let is_let_in = tasks.load(Ordering::SeqCst) < 3;
            return if is_let_in { (200, json!({"token": UPSTREAM_TOKEN}).to_string()) } else { (401, echo) };
        }
        match tasks.fetch_add(1, Ordering::SeqCst) {
            0 => (200, json!([{"id": 41, "tasks": [7]}]).to_string()),
            1 => (400, echo),
            2 => (500, echo),
            _ => (401, echo),
        }
    })
}

/// What the server says at an address, whatever it is.
fn page(address: &str, path: &str, authorization: &str) -> String {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let mut request = agent.get(format!("http://{address}{path}"));
    if !authorization.is_empty() {
        request = request.header("authorization", authorization);
    }
    let mut answer = request.call().unwrap();
    let head = format!("{:?}", answer.headers());
    head + &answer.body_mut().read_to_string().unwrap()
}

/// Waits until the outbox says this of a message of that recipient.
fn wait_for_outbox(server: &Counterpart, is_so: impl Fn(&Value) -> bool) -> Value {
    let until = Instant::now() + Duration::from_secs(40);
    loop {
        let (_, outbox) = server.ask("GET", "/v1/outbox?limit=100", &Value::Null);
        if outbox["data"].as_array().unwrap().iter().any(&is_so) {
            return outbox;
        }
        assert!(Instant::now() < until, "{outbox:#}\n{}", server.log());
        thread::sleep(Duration::from_millis(50));
    }
}

/// The tokens of the three systems that have such.
fn tokens(server: &Counterpart) -> Vec<String> {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let url = |path: &str| format!("http://{}{path}", server.address);
    let log_in = |path: &str, body: Value, at: &str| {
        let request = agent.post(url(path)).header("x-coreos-tid", "slotwright");
        let request = request.header("x-coreos-request-id", "7d9f0000-0000-4000-a000-000000000001");
        let answer: Value = request.send_json(&body).unwrap().body_mut().read_json().unwrap();
        let token = answer.pointer(at).and_then(Value::as_str);
        token.unwrap_or_else(|| panic!("{path}: {answer}")).to_owned()
    };
    let os1 = json!({"clientId": USER, "clientSecret": PASSWORD});
    let frotcom = json!({"provider": "thirdparty", "username": USER, "password": PASSWORD});
    let form = [("grant_type", "client_credentials"), ("client_id", USER), ("client_secret", PASSWORD)];
    let bigchange: Value =
        agent.post(url("/bigchange/auth/tokens")).send_form(form).unwrap().body_mut().read_json().unwrap();
    vec![
        log_in("/os1/core/api/v1/aaa/auth/client-credentials", os1, "/data/accessToken"),
        log_in("/frotcom/v2/authorize", frotcom, "/token"),
        bigchange["access_token"].as_str().unwrap().to_owned(),
    ]
}

#[test]
fn no_credential_is_anywhere_but_where_it_belongs_after_a_days_work() {
    let (upstream, receiver) = (frotcom(), Receiver::answering(500));
    let metrics = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let file = std::env::temp_dir().join(format!("slotwright-secrets-{}.toml", std::process::id()));
    let settings = format!(
        "[upstream]\nsystem = \"frotcom\"\nuser = \"{USER}\"\n\
         [[webhook]]\nname = \"crm\"\nurl = \"{}\"\nsecret_variable = \"CANARY_WEBHOOK\"\n",
        receiver.url
    );
    std::fs::write(&file, settings).unwrap();
    let environment = vec![
        ("SETTINGS", file.display().to_string()),
        ("UPSTREAM_URL", format!("http://{}/frotcom", upstream.address)),
        ("UPSTREAM_PASSWORD", UPSTREAM_PASSWORD.to_owned()),
        ("CANARY_WEBHOOK", WEBHOOK.to_owned()),
        ("METRICS_LISTEN", metrics.clone()),
        ("RUST_LOG", "debug".to_owned()),
    ];
    let mut server = Counterpart::start_in_with(&world_of_all(), environment);
    let mut said = Vec::new();

    // What is told once is a canary from then on.
    let board = server.kill_and_command(&["link", "board"]).trim().rsplit('=').next().unwrap().to_owned();
    let second = server.kill_and_command(&["api-user", "add", "second"]);
    let second = second.trim().rsplit([' ', '\n', ':']).next().unwrap().to_owned();
    assert!(12 <= second.len(), "{second}");
    server.kill_and_start_again();
    let (status, link) =
        server.ask("POST", "/v1/links", &json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1}));
    let handle = link["handle"].as_str().unwrap_or_else(|| panic!("{status}: {link}")).to_owned();
    let (_, webhook) = server.ask("POST", "/v1/webhooks", &json!({"url": receiver.url}));
    let (own_secret, own_id) = (webhook["secret"].as_str().unwrap().to_owned(), webhook["id"].clone());
    let tokens = tokens(&server);

    // Taken, refused, not answered (a dead letter), and not let in.
    for start in [NOON, THREE, "2026-10-22 10:00:00"] {
        book(&server, start).unwrap();
        wait_for_outbox(&server, |message| message["recipient"] == "upstream" && message["state"] != "waiting");
        let settled = |message: &Value| message["recipient"] == "upstream" && message["state"] == "waiting";
        let until = Instant::now() + Duration::from_secs(40);
        while server.ask("GET", "/v1/outbox", &Value::Null).1["data"].as_array().unwrap().iter().any(settled) {
            assert!(Instant::now() < until, "{}", server.log());
            thread::sleep(Duration::from_millis(50));
        }
    }
    book(&server, "2026-10-23 10:00:00").unwrap();
    let is_locked_out = |message: &Value| {
        message["recipient"] == "upstream"
            && message["problem"].as_str().is_some_and(|text| text.contains("credentials"))
    };
    let outbox = wait_for_outbox(&server, is_locked_out);
    assert!(outbox["data"].as_array().unwrap().iter().any(|message| message["state"] == "dead"), "{outbox:#}");
    let is_webhook_failing = |message: &Value| message["recipient"] == "webhook" && !message["problem"].is_null();
    said.push(("outbox", wait_for_outbox(&server, is_webhook_failing).to_string()));

    // Wrong passwords and handles, also where they don't belong.
    let wrong = format!("Basic {}", STANDARD.encode(format!("{USER}:{WRONG}")));
    for (authorization, path) in [
        (wrong.as_str(), "/api/v1/users".to_owned()),
        (&format!("Bearer {WRONG}"), "/v1/booking".to_owned()),
        ("", format!("/frotcom/v2/jobs?api_key={}", tokens[1])),
        ("", format!("/frotcom/v2/jobs?api_key={WRONG}")),
        ("", format!("/api/v1/users?password={PASSWORD}")),
        ("", format!("/api/v1/users/{handle}")),
        (&format!("Bearer {handle}"), "/v1/webhooks".to_owned()),
    ] {
        said.push(("error answer", page(&server.address, &path, authorization)));
    }
    let body = json!({"provider": "thirdparty", "username": USER, "password": WRONG});
    said.push(("refused log-in", server.ask_as("", "POST", "/frotcom/v2/authorize", &body).1.to_string()));
    let body = json!({"url": format!("https://user:{WRONG}@crm.example.com"), "events": [WRONG.to_uppercase()]});
    let refused = server.ask("POST", "/v1/webhooks", &body).1.to_string();
    assert!(!refused.contains(PASSWORD), "{refused}");

    // What staff, customers and anybody can read.
    let staff = format!("Basic {}", STANDARD.encode(format!("{USER}:{PASSWORD}")));
    for path in ["/v1/webhooks", "/v1/outbox", "/v1/links", "/v1/policy", "/api/v1/users", "/api/v1/scheduling/jobs"] {
        said.push((path, page(&server.address, path, &staff)));
    }
    for path in ["/", "/book", "/board", "/docs", "/openapi.json", "/livez", "/readyz", "/nowhere"] {
        said.push((path, page(&server.address, path, "")));
    }
    said.push(("booking", page(&server.address, "/v1/booking", &format!("Bearer {handle}"))));
    said.push(("metrics", page(&metrics, "/metrics", "")));
    let log = server.log();
    assert!(30 < log.lines().count() && log.contains("/v1/outbox"), "it is no log: {log}");
    said.push(("log", log));
    for command in [&["outbox", "list"][..], &["link", "list"], &["api-user", "list"]] {
        said.push(("command", server.kill_and_command(command)));
    }
    let export = server.kill_and_command(&["export"]);
    let _ = std::fs::remove_file(&file);

    let basic = staff.strip_prefix("Basic ").unwrap();
    let second_basic = STANDARD.encode(format!("second:{second}"));
    let mut credentials =
        vec![PASSWORD, UPSTREAM_PASSWORD, UPSTREAM_TOKEN, WRONG, &board, &second, &handle, basic, &second_basic];
    credentials.extend(tokens.iter().map(String::as_str));
    let sign = [WEBHOOK, own_secret.as_str()].map(|secret| secret.trim_start_matches("whsec_"));
    for (place, text) in &said {
        assert!(!text.is_empty(), "{place} says nothing");
        for secret in credentials.iter().chain(&sign) {
            assert!(!text.contains(*secret), "{secret} is in {place}: {text}");
        }
    }
    // An instance that moves takes along what signs, which can't be hashed; of all others only hashes.
    assert!(sign.iter().all(|secret| export.contains(secret)), "webhooks {own_id} and of the settings can still sign");
    for secret in credentials {
        assert!(!export.contains(secret), "{secret} is in the export");
    }
}
