//! Recorded conversations: what is asked, and what the answer must have. Each starts from the golden world.

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;

use crate::support::{STAFF, Server};

#[tokio::test]
async fn every_golden_example_is_answered_as_recorded() {
    let examples: Vec<Value> = serde_json::from_str(include_str!("golden/sonar.json")).unwrap();
    assert!(15 < examples.len());
    for example in examples {
        let server = Server::start().await;
        let answer = ask(&server, &example["request"]).await;
        let expected = &example["response"];
        let id = &example["id"];
        assert_eq!(answer.status, expected["status"].as_u64().unwrap() as u16, "{id}: {}", answer.json());
        let is_exact = expected["exact"].as_bool().unwrap_or(false);
        if let Err(difference) = compare(&answer.json(), &expected["body"], is_exact, "") {
            panic!("{id}: {difference}\n{}", answer.json());
        }
    }
}

async fn ask(server: &Server, request: &Value) -> crate::support::Answer {
    let path = request["path"].as_str().unwrap();
    let mut builder = Request::builder().method(request["method"].as_str().unwrap()).uri(path);
    let is_anonymous = request["headers"].get("Authorization").is_some_and(Value::is_null);
    if !is_anonymous {
        builder = builder.header("authorization", STAFF);
    }
    let body = match &request["body"] {
        Value::Null => Body::empty(),
        body => {
            builder = builder.header("content-type", "application/json");
            Body::from(body.to_string())
        }
    };
    server.send(builder.body(body).unwrap()).await
}

/// Member by member; further members are allowed unless the comparison is exact.
fn compare(found: &Value, expected: &Value, is_exact: bool, place: &str) -> Result<(), String> {
    match (found, expected) {
        (_, Value::String(any)) if any == "$any" => Ok(()),
        (Value::Object(found), Value::Object(expected)) => {
            if let Some(more) = found.keys().find(|name| is_exact && !expected.contains_key(*name)) {
                return Err(format!("{place}: unexpected {more}"));
            }
            expected.iter().try_for_each(|(name, expected)| {
                let found = found.get(name).ok_or_else(|| format!("{place}: {name} is missing"))?;
                compare(found, expected, is_exact, &format!("{place}.{name}"))
            })
        }
        (Value::Array(found), Value::Array(expected)) if found.len() == expected.len() => {
            found.iter().zip(expected).enumerate().try_for_each(|(index, (found, expected))| {
                compare(found, expected, is_exact, &format!("{place}[{index}]"))
            })
        }
        (found, expected) if found == expected => Ok(()),
        (found, expected) => Err(format!("{place}: {found} instead of {expected}")),
    }
}
