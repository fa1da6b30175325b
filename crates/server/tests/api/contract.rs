//! The API's document is true: its examples are answers of this server, it is what was committed, and every answer that
//! any test gets holds to it (see [`crate::support::Server::send`]).
//!
//! `cargo xtask openapi` writes the examples and the document anew.

mod systems;

use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use slotwright_server::contract;

use crate::support::document::Document;
use crate::support::{Answer, STAFF, Server};

const RENEW: &str = "SLOTWRIGHT_RENEW_CONTRACT";
/// The version of the tables in an answer of `/readyz`.
const MIGRATIONS: &str = "/body/checks/migrations/told";
const HINT: &str = "`cargo xtask openapi` writes it anew; look at the difference";

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[tokio::test]
async fn every_example_is_a_true_answer_and_the_committed_document_is_the_servers() {
    let committed = std::fs::read_to_string(path("src/contract/examples.json")).unwrap();
    let mut examples: Vec<Value> = serde_json::from_str(&committed).unwrap();
    assert!(100 < examples.len());
    let untouched = Server::start().await;
    let on_postgres = untouched.folder.flags().iter().any(|flag| flag.starts_with("postgres://"));
    for example in &mut examples {
        let mut response = match leaves_all(example) {
            true => play(example, &untouched).await,
            false => play(example, &Server::start().await).await,
        };
        // SQLite and PostgreSQL count their migrations apart, and the example is SQLite's answer.
        if on_postgres && let Some(version) = response.pointer_mut(MIGRATIONS) {
            let number = version.as_str().and_then(|version| version.strip_prefix("version "));
            assert!(number.is_some_and(|number| number.parse::<u32>().is_ok()), "{version}");
            *version = example["response"].pointer(MIGRATIONS).cloned().unwrap_or_default();
        }
        if std::env::var_os(RENEW).is_none() {
            assert_eq!(example["response"], response, "{} / {}: {HINT}", example["operation"], example["name"]);
        }
        example["response"] = response;
    }
    let examples = format!("{:#}\n", Value::Array(examples));
    let document = contract::print(&contract::document(&examples));
    if std::env::var_os(RENEW).is_some() {
        std::fs::write(path("src/contract/examples.json"), &examples).unwrap();
        std::fs::write(path("openapi.json"), &document).unwrap();
        return;
    }
    let golden = std::fs::read_to_string(path("openapi.json")).unwrap_or_default();
    assert!(golden == document, "crates/server/openapi.json is not what the server says: {HINT}");
}

#[tokio::test]
async fn the_document_is_served_to_everybody() {
    let server = Server::start().await;
    let request = Request::builder().uri("/openapi.json").body(Body::empty()).unwrap();
    let answer = server.send(request).await.assert_status(200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.bytes, std::fs::read(path("openapi.json")).unwrap(), "{HINT}");
}

/// What OpenAPI itself demands, as far as a mistake is easy.
#[test]
fn the_document_is_well_formed() {
    let document: Value = serde_json::from_str(contract::text()).unwrap();
    assert_eq!(document["openapi"], "3.1.1");
    let document = Document::of(document);
    document.assert_references_lead_somewhere();
    let count = document.assert_examples_hold_to_their_schemas();
    assert!(150 < count, "{count} examples");
}

#[test]
fn every_operation_quotes_an_answer_for_each_status_of_its_own() {
    let document: Value = serde_json::from_str(contract::text()).unwrap();
    let mut without = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            for (status, response) in operation["responses"].as_object().unwrap() {
                let response = match response["$ref"].as_str() {
                    // The shared ones of faults on our side can't be provoked from outside.
                    Some(reference)
                        if ["Internal", "Unavailable", "TooSlow", "InProgress", "TooManyRequests"]
                            .iter()
                            .any(|name| reference.contains(name)) =>
                    {
                        continue;
                    }
                    Some(reference) => document.pointer(&reference[1..]).unwrap(),
                    None => response,
                };
                let Some(contents) = response["content"].as_object() else {
                    assert!(["204", "304"].contains(&&**status), "{method} {path} {status}");
                    continue;
                };
                let codes = response["headers"]["X-Problem-Code"]["schema"]["enum"].clone();
                // A hold ends by the database's clock, and a file of settings is read at the start alone; faults on our side, lost
                // answers and what comes in between can't be provoked from outside. Pages of other origins are refused before
                // an operation is reached: tests/api/origins.rs.
                let provokable = |code: &Value| {
                    let unprovokable = [
                        "hold-expired",
                        "hold-limit",
                        "hold-pause",
                        "changed-by-staff",
                        "request-in-progress",
                        "answer-lost",
                        "too-many-requests",
                        "too-many-guesses",
                        "too-many-changes",
                        "from-settings",
                        "origin-not-allowed",
                        "open-link-limit",
                        "proof-of-work-needed",
                    ];
                    !unprovokable.map(Value::from).contains(code)
                };
                if status == "503"
                    || !codes.as_array().is_some_and(|codes| codes.iter().any(provokable)) && !codes.is_null()
                {
                    continue;
                }
                let has_examples =
                    |content: &Value| content["examples"].as_object().is_some_and(|examples| !examples.is_empty());
                if !contents.values().any(has_examples) && path != "/openapi.json" {
                    without.push(format!("{method} {path} {status}"));
                }
            }
        }
    }
    assert!(without.is_empty(), "{without:#?}");
}

/// Whether others can be played in the same world after it.
fn leaves_all(example: &Value) -> bool {
    let link = example["request"]["authorization"].as_str().is_some_and(|who| {
        ["of job 9", "ended", "used", "for shop", "board to", "open"].iter().any(|kind| who.contains(kind))
    });
    changes_nothing(example) && !link
}

/// Whether it asks, or is refused, which leaves nothing: an example after it would tell.
fn changes_nothing(example: &Value) -> bool {
    let is_refused = example["response"]["status"].as_u64().is_some_and(|status| 400 <= status);
    example["before"].is_null() && (is_refused || example["request"]["method"] == "GET")
}

/// Plays a conversation in the golden world.
async fn play(example: &Value, server: &Server) -> Value {
    let mut asked = example["request"].clone();
    for request in example["before"].as_array().into_iter().flatten() {
        let answer = ask(server, request).await;
        assert!(answer.status < 300, "{example}: {}", answer.json());
        // An address that is told once, and asked then.
        if let Some((_, file)) = answer.json()["url"].as_str().and_then(|url| url.split_once("/calendars/"))
            && asked["path"] == "{feed}"
        {
            asked["path"] = format!("/calendars/{file}").into();
        }
    }
    let answer = ask(server, &asked).await;
    let body = match serde_json::from_slice(&answer.bytes) {
        Ok(Value::Object(body)) => without_chance(Value::Object(body)),
        _ => without_chance(String::from_utf8(answer.bytes.clone()).unwrap().into()),
    };
    let media_type = answer.header("content-type").split(';').next().unwrap();
    match answer.code() {
        "" => json!({"status": answer.status, "content_type": media_type, "body": body}),
        code => json!({"status": answer.status, "content_type": media_type, "code": code, "body": body}),
    }
}

async fn ask(server: &Server, request: &Value) -> Answer {
    let authorization = match request["authorization"].as_str() {
        None => Some(STAFF.to_owned()),
        Some("none") => None,
        Some("link") => Some(format!("Bearer {}", server.told_handle("booking link"))),
        Some("link of job 9") => Some(link_of_job_9(server).await),
        Some("used link") => {
            let new = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1, "max_changes": 0});
            Some(link(server, new).await)
        }
        Some("used link of job 9") => Some(link(server, json!({"job_id": 9, "max_changes": 0})).await),
        Some("link for shop.example") => {
            Some(link(server, json!({"job_id": 9, "embed_origins": ["https://shop.example"]})).await)
        }
        Some("board to look") => Some(link(server, json!({"board": true, "scope": "view"})).await),
        Some("ended link") => Some(ended_link(server).await),
        Some("open link") => Some(open_link(server).await),
        Some("long") => Some("Basic ".to_owned() + &"A".repeat(17_000)),
        Some(header) => Some(header.to_owned()),
    };
    let path = request["path"].as_str().unwrap().replace("{long}", &"x".repeat(9_000));
    let mut builder = Request::builder();
    builder = builder.method(request["method"].as_str().unwrap()).uri(path);
    if let Some(authorization) = authorization {
        builder = builder.header("authorization", authorization);
    }
    if let Some(tag) = request["if_match"].as_str() {
        builder = builder.header("if-match", tag);
    }
    if let Some(origin) = request["origin"].as_str() {
        builder = builder.header("origin", origin);
    }
    if let Some(key) = request["idempotency_key"].as_str() {
        builder = builder.header("idempotency-key", key);
    }
    let body = match &request["body"] {
        Value::Null => Body::empty(),
        Value::String(text) => {
            builder = builder.header("content-type", request["content_type"].as_str().unwrap());
            Body::from(text.repeat(request["repeat"].as_u64().unwrap_or(1) as usize))
        }
        body => {
            builder = builder.header("content-type", "application/json");
            Body::from(body.to_string())
        }
    };
    server.send(builder.body(body).unwrap()).await
}

async fn link_of_job_9(server: &Server) -> String {
    link(server, json!({"job_id": 9})).await
}

async fn link(server: &Server, wanted: Value) -> String {
    let link = server.call_as(STAFF, "POST", "/v1/links", wanted).await.assert_status(201).json();
    format!("Bearer {}", link["handle"].as_str().unwrap())
}

/// A link whose job staff gave to another customer.
async fn ended_link(server: &Server) -> String {
    let bearer = link_of_job_9(server).await;
    server.patch("/jobs/9", json!({"assigned_type": "network_sites", "assigned_id": 1})).await.assert_status(201);
    bearer
}

/// The handle of an open link for both types.
async fn open_link(server: &Server) -> String {
    let wanted = json!({"open": true, "job_type_ids": [1, 2]});
    let link = server.call_as(STAFF, "POST", "/v1/links", wanted).await.assert_status(201).json();
    format!("Bearer {}", link["handle"].as_str().unwrap())
}

/// An answer with fixed words in the place of random ones.
fn without_chance(mut body: Value) -> Value {
    const HANDLE: &str = "Gh0IKnUjXT8lH2Zc5dRZ1Q";
    if let Some(instance) = body.get_mut("instance") {
        *instance = "8c5f0b1d2e7a4936".into();
    }
    if body.get("handle").is_some() {
        body["handle"] = HANDLE.into();
        let page = if body["url"].as_str().is_some_and(|url| url.contains("/board#s=")) { "board#s" } else { "book#l" };
        body["url"] = format!("https://book.example.com/{page}={HANDLE}").into();
    }
    if body["url"].as_str().is_some_and(|url| url.contains("/calendars/")) {
        body["url"] = format!("https://book.example.com/calendars/{HANDLE}.ics").into();
    }
    if body.get("access_token").is_some() {
        body["access_token"] = HANDLE.into();
    }
    if body.get("challenge").is_some() {
        body["salt"] = "1715361000.8c5f0b1d2e7a49368c5f0b1d.".into();
        body["challenge"] = "c1a5".repeat(16).into();
        body["signature"] = "51a7".repeat(16).into();
    }
    if body.get("secret").is_some() {
        body["secret"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=".into();
    }
    if body.get("password").is_some() {
        body["password"] = HANDLE.into();
    }
    told_by_the_databases_clock(&mut body);
    if let Some(page) = body.get_mut("page_url") {
        *page = "https://book.example.com/book".into();
    }
    // By the machine's release of the zones.
    if body.get("checks").is_some() {
        body["checks"]["time_zone_rules"]["told"] = "America/Chicago by 2026f".into();
    }
    // By the database's clock.
    if body.get("remaining_seconds").is_some() {
        body["expires_at"] = "2024-05-10T17:05:00Z".into();
        body["deadline"] = "2024-05-10T17:15:00Z".into();
        body["remaining_seconds"] = 300.into();
    }
    match body {
        Value::String(text) => text
            .lines()
            .map(|line| match line.split_once('@') {
                Some((uid, _)) if uid.starts_with("UID:") => format!("{uid}@5b0cf0d1a2e3f495.slotwright"),
                // By the database's clock.
                _ if line.starts_with("LAST-MODIFIED:") => "LAST-MODIFIED:20240510T170000Z".to_owned(),
                _ if line.starts_with("URL:") => format!("URL:https://book.example.com/book#l={HANDLE}"),
                _ => line.to_owned(),
            })
            .collect::<Vec<_>>()
            .join("\r\n")
            .into(),
        body => body,
    }
}

/// Webhooks, API users and messages, in whatever they stand.
fn told_by_the_databases_clock(body: &mut Value) {
    if body.get("active").is_some() || body.get("attempts").is_some() {
        body["created_at"] = "2024-05-10T17:00:00Z".into();
        if body.get("due_at").is_some_and(Value::is_string) {
            body["due_at"] = "2024-05-10T17:00:00Z".into();
        }
        if body.get("last_used_at").is_some_and(Value::is_string) {
            body["last_used_at"] = "2024-05-10T17:00:00Z".into();
        }
    }
    if body.get("actor").is_some() {
        body["at"] = "2024-05-10T17:00:00Z".into();
    }
    match body {
        Value::Object(members) => members.values_mut().for_each(told_by_the_databases_clock),
        Value::Array(items) => items.iter_mut().for_each(told_by_the_databases_clock),
        _ => {}
    }
}

/// What the document does not know must not go by: these are the checks of the check.
mod an_answer_that_is_not_in_the_document {
    use axum::http::{HeaderMap, Method};
    use serde_json::{Value, json};

    use crate::support::document::{Asked, DOCUMENT};

    fn hold(status: u16, code: Option<&str>, body: &Value) {
        let asked = Asked { method: Method::GET, path: "/api/v1/scheduling/jobs/9".to_owned(), json: None };
        let mut headers = HeaderMap::new();
        headers.insert("content-type", "application/json".parse().unwrap());
        if let Some(code) = code {
            headers.insert("x-problem-code", code.parse().unwrap());
        }
        DOCUMENT.assert_holds(&asked, status, &headers, body.to_string().as_bytes());
    }

    fn refusal() -> Value {
        json!({"error": {"message": "No item with that ID found.", "status_code": 404}})
    }

    #[test]
    fn is_noticed_and_others_are_let_through() {
        hold(404, Some("not-found"), &refusal());
    }

    #[test]
    #[should_panic(expected = "not in the document")]
    fn is_noticed_by_its_status() {
        hold(418, Some("not-found"), &refusal());
    }

    #[test]
    #[should_panic(expected = "X-Problem-Code")]
    fn is_noticed_by_its_code() {
        hold(404, Some("gone-fishing"), &refusal());
    }

    #[test]
    #[should_panic(expected = "required property")]
    fn is_noticed_by_its_body() {
        hold(200, None, &json!({"data": {"id": 9}}));
    }
}
