//! The documents of the systems beside Sonar are true in the same way as ours: their examples are answers of this server.

use std::collections::HashMap;

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use slotwright_server::contract;
use slotwright_server::contract::systems::{DOCUMENTS, SystemDocument, text};

use super::{HINT, RENEW, changes_nothing, path};
use crate::support::document::{Asked, Document, of_path};
use crate::support::{Answer, Server};
use crate::{bigchange, frotcom, os1};

/// In the place of words that differ each time.
const BY_CHANCE: &str = "Gh0IKnUjXT8lH2Zc5dRZ1Q";

#[tokio::test]
async fn every_example_is_a_true_answer_and_each_committed_document_is_the_servers() {
    for system in &DOCUMENTS {
        let of_examples = format!("src/contract/systems/examples/{}.json", system.name);
        let mut examples: Vec<Value> =
            serde_json::from_str(&std::fs::read_to_string(path(&of_examples)).unwrap()).unwrap();
        let untouched = start(system).await;
        for example in &mut examples {
            let response = match changes_nothing(example) {
                true => play(system, example, &untouched).await,
                false => play(system, example, &start(system).await).await,
            };
            if std::env::var_os(RENEW).is_none() {
                let name = format!("{}: {} / {}", system.name, example["operation"], example["name"]);
                assert_eq!(example["response"], response, "{name}: {HINT}");
            }
            example["response"] = response;
        }
        let examples = format!("{:#}\n", Value::Array(examples));
        let document = contract::print(&system.document(&examples));
        let committed = path(&committed(system));
        if std::env::var_os(RENEW).is_some() {
            std::fs::write(path(&of_examples), &examples).unwrap();
            std::fs::write(committed, &document).unwrap();
            continue;
        }
        let golden = std::fs::read_to_string(&committed).unwrap_or_default();
        assert!(golden == document, "{} is not what the server says: {HINT}", committed.display());
    }
}

#[tokio::test]
async fn each_document_is_served_to_everybody() {
    let server = Server::start().await;
    for system in &DOCUMENTS {
        let request = Request::builder().uri(format!("/{}/openapi.json", system.name)).body(Body::empty()).unwrap();
        let answer = server.send(request).await.assert_status(200);
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.bytes, std::fs::read(path(&committed(system))).unwrap(), "{HINT}");
    }
}

#[test]
fn each_document_is_well_formed() {
    for (system, least) in DOCUMENTS.iter().zip([40, 40, 10]) {
        let document = document_of(system);
        assert_eq!(document["openapi"], "3.1.1");
        let document = Document::of(document);
        document.assert_references_lead_somewhere();
        let count = document.assert_examples_hold_to_their_schemas();
        assert!(least < count, "{}: {count} examples", system.name);
    }
}

#[test]
fn every_operation_quotes_an_answer_or_a_request_that_is_done() {
    for system in &DOCUMENTS {
        let document = document_of(system);
        let mut without = Vec::new();
        for (path, operations) in document["paths"].as_object().unwrap() {
            for (method, operation) in operations.as_object().unwrap() {
                let quotes = |holder: &Value| {
                    let mut contents = holder["content"].as_object().into_iter().flat_map(|content| content.values());
                    contents.any(|content| content["examples"].is_object())
                };
                let done = ["200", "201", "202", "204"].map(|status| quotes(&operation["responses"][status]));
                let takes_body = !operation["requestBody"].is_null();
                if !done.contains(&true) && !takes_body || takes_body && !quotes(&operation["requestBody"]) {
                    without.push(format!("{} {method} {path}", system.name));
                }
            }
        }
        assert!(without.is_empty(), "{without:#?}");
    }
}

/// What the documents do not know must not go by.
#[test]
#[should_panic(expected = "not in the document")]
fn an_answer_below_a_root_that_its_document_does_not_know_is_noticed() {
    let path = "/bigchange/v1/jobs/1".to_owned();
    let asked = Asked { method: axum::http::Method::GET, path, json: None };
    of_path(&asked.path).assert_holds(&asked, 418, &axum::http::HeaderMap::new(), b"{}");
}

fn committed(system: &SystemDocument) -> String {
    format!("openapi.{}.json", system.name)
}

fn document_of(system: &SystemDocument) -> Value {
    serde_json::from_str(text(&format!("/{}", system.name)).unwrap()).unwrap()
}

async fn start(system: &SystemDocument) -> Server {
    match system.name {
        "os1" => os1::start().await,
        "bigchange" => bigchange::start().await,
        _ => frotcom::start().await,
    }
}

/// Plays a conversation.
async fn play(system: &SystemDocument, example: &Value, server: &Server) -> Value {
    for request in example["before"].as_array().into_iter().flatten() {
        let answer = ask(system, server, request).await;
        assert!(answer.status < 300, "{example}: {}", answer.json());
    }
    let answer = ask(system, server, &example["request"]).await;
    if answer.bytes.is_empty() {
        return json!({"status": answer.status});
    }
    let media_type = answer.header("content-type").split(';').next().unwrap();
    json!({"status": answer.status, "content_type": media_type, "body": without_chance(answer.json())})
}

/// Sends a request with what all requests to the system have.
async fn ask(system: &SystemDocument, server: &Server, request: &Value) -> Answer {
    let is_known = request["authorization"] != "none";
    let mut headers: HashMap<&str, String> = HashMap::new();
    let mut path = format!("/{}{}", system.name, request["path"].as_str().unwrap());
    match system.name {
        "os1" => {
            headers.insert("X-COREOS-REQUEST-ID", "r-1".to_owned());
            headers.insert("X-COREOS-TID", "acme".to_owned());
            headers.insert("X-COREOS-USERINFO", r#"{"id":"u-1"}"#.to_owned());
            if is_known {
                headers.insert("X-COREOS-ACCESS", os1::token(server).await);
            }
        }
        "bigchange" => {
            headers.insert("Customer-Id", "14532".to_owned());
            if is_known {
                headers.insert("Authorization", format!("Bearer {}", bigchange::Program::of(server).await.token));
            }
        }
        _ if is_known => path += &format!("?api_key={}", frotcom::token(server).await),
        _ => {}
    }
    let body = match (&request["body"], &request["form"]) {
        (Value::Null, Value::Object(members)) => {
            headers.insert("Content-Type", "application/x-www-form-urlencoded".to_owned());
            let pairs = members.iter().map(|(name, value)| format!("{name}={}", value.as_str().unwrap()));
            Body::from(pairs.collect::<Vec<_>>().join("&"))
        }
        (Value::Null, _) => Body::empty(),
        (body, _) => {
            headers.insert("Content-Type", "application/json".to_owned());
            Body::from(body.to_string())
        }
    };
    let mut builder = Request::builder().method(request["method"].as_str().unwrap()).uri(path);
    for (name, value) in headers {
        builder = builder.header(name, value);
    }
    server.send(builder.body(body).unwrap()).await
}

/// An answer with fixed words in the place of random ones.
fn without_chance(mut body: Value) -> Value {
    if let Some(Value::Array(items)) = body.pointer_mut("/items") {
        items.iter_mut().for_each(|item| *item = without_chance(item.take()));
    }
    for (place, known) in [
        ("/token", BY_CHANCE),
        ("/access_token", BY_CHANCE),
        ("/data/accessToken", BY_CHANCE),
        ("/instance", "8c5f0b1d2e7a4936"),
        ("/uid", "5b0cf0d1-a2e3-4495-a000-0000000003e9"),
    ] {
        if let Some(found) = body.pointer_mut(place) {
            *found = known.into();
        }
    }
    let is_made = body["request"]["method"] == "POST";
    if let Some(made) = body.pointer_mut("/data/jobWorkflowId").filter(|_| is_made) {
        *made = "jobWorkflow:3f2504e0-4f89-41d3-9a0c-0305e82c3301".into();
    }
    body
}
