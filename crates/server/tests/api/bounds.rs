//! P7: each bound at its limit and one beyond.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::{Answer, STAFF, Server, golden_world, job};

const JOBS: &str = "/api/v1/scheduling/jobs";

async fn post(server: &Server, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
    let request = Request::builder().method("POST").uri(path).header("authorization", STAFF);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    server.send(request.body(body.into()).unwrap()).await
}

const JSON: (&str, &str) = ("content-type", "application/json");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// A new job as JSON, with blanks up to this many bytes.
fn body_of(bytes: usize) -> String {
    let job = job(json!({})).to_string();
    format!("{job}{}", " ".repeat(bytes - job.len()))
}

/// Both shapes of a refusal tell its code, and the envelope or the problem its status.
#[track_caller]
fn assert_refused(answer: Answer, status: u16, code: &str, words: &str) {
    let answer = answer.assert_status(status);
    assert_eq!(answer.code(), code);
    let body = answer.json();
    let sentence = match answer.header("content-type") {
        "application/json" => {
            assert_eq!(body["error"]["status_code"], status);
            body["error"]["message"].to_string()
        }
        "application/problem+json" => {
            assert_eq!((&body["status"], &body["code"]), (&json!(status), &json!(code)));
            assert_eq!(body["instance"], answer.header("x-request-id"));
            body["detail"].to_string()
        }
        other => panic!("{other}"),
    };
    assert!(sentence.contains(words), "{sentence}");
}

#[tokio::test]
async fn p7_a_body_has_64_kilobytes_at_most() {
    let server = Server::start().await;
    post(&server, JOBS, &[JSON], body_of(64 * 1024)).await.assert_status(201);
    assert_refused(post(&server, JOBS, &[JSON], body_of(64 * 1024 + 1)).await, 413, "too-large", "64 kilobytes");
    let links = post(&server, "/v1/links", &[JSON], body_of(64 * 1024 + 1)).await;
    assert_refused(links, 413, "too-large", "64 kilobytes");
    // Without a length told first, in pieces.
    let pieces = (0..65).map(|_| Ok::<_, std::convert::Infallible>(vec![b' '; 1024]));
    let stream = Body::from_stream(futures_util::stream::iter(pieces));
    assert_refused(post(&server, JOBS, &[JSON], stream).await, 413, "too-large", "64 kilobytes");
}

#[tokio::test]
async fn p7_an_address_has_8_kilobytes_at_most() {
    let server = Server::start().await;
    for (path, before) in [(JOBS, 200), ("/v1/booking", 401), ("/book", 404), ("/livez", 200)] {
        let of_length = |length: usize| format!("{path}?{}", "x".repeat(length - path.len() - 1));
        let fine = server.call_as(STAFF, "GET", &of_length(8 * 1024), Value::Null).await;
        assert_eq!(fine.status, before, "{path}");
        let refused = server.call_as(STAFF, "GET", &of_length(8 * 1024 + 1), Value::Null).await;
        assert_eq!(refused.header("content-type").ends_with("problem+json"), path != JOBS);
        assert_refused(refused, 414, "too-large", "8 kilobytes");
    }
}

#[tokio::test]
async fn p7_the_headers_have_16_kilobytes_at_most() {
    let server = Server::start().await;
    for (path, before) in [("/api/v1/users", 200), ("/v1/booking", 401), ("/nothing", 404)] {
        // `authorization: …` and its end of line, and those of the filling.
        let others = "authorization".len() + STAFF.len() + 4 + "x-filling".len() + 4;
        let ask = |bytes: usize| {
            let request = Request::builder().uri(path).header("authorization", STAFF);
            server.send(request.header("x-filling", "x".repeat(bytes - others)).body(Body::empty()).unwrap())
        };
        assert_eq!(ask(16 * 1024).await.status, before, "{path}");
        assert_refused(ask(16 * 1024 + 1).await, 431, "too-large", "16 kilobytes");
    }
}

#[tokio::test]
async fn p7_json_is_32_deep_and_10_000_wide_at_most() {
    let server = Server::start().await;
    let with = |value: String| {
        format!("{{\"job_type_id\":1,\"assigned_type\":\"accounts\",\"assigned_id\":1,\"more\":{value}}}")
    };
    let deep = |depth: usize| with(format!("{}{}", "[".repeat(depth - 1), "]".repeat(depth - 1)));
    post(&server, JOBS, &[JSON], deep(32)).await.assert_status(201);
    assert_refused(post(&server, JOBS, &[JSON], deep(33)).await, 400, "malformed-request", "32 deep");
    assert_refused(post(&server, JOBS, &[JSON], "[".repeat(60_000)).await, 400, "malformed-request", "32 deep");
    let wide = |items: usize| with(format!("[{}]", vec!["1"; items].join(",")));
    post(&server, JOBS, &[JSON], wide(10_000)).await.assert_status(201);
    assert_refused(post(&server, JOBS, &[JSON], wide(10_001)).await, 400, "malformed-request", "10000 items");
    let form = |items: usize| {
        let more = vec!["m[]="; items].join("&");
        format!("job_type_id=1&assigned_type=accounts&assigned_id=1&{more}")
    };
    post(&server, JOBS, &[FORM], form(10_000)).await.assert_status(201);
    assert_refused(post(&server, JOBS, &[FORM], form(10_001)).await, 400, "malformed-request", "10000 items");
    // JSON in a text is read by the same rules.
    let field = |options: String| json!({"name": "Deep", "type": "select", "active": true, "entity_type": "jobs", "options": options});
    let nested = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let refused = server.call_as(STAFF, "POST", "/api/v1/system/custom_fields", field(nested)).await;
    refused.assert_status(422);
}

#[tokio::test]
async fn p7_a_body_is_not_compressed() {
    let server = Server::start().await;
    for (encoding, status) in [("gzip", 415), ("br", 415), ("identity, gzip", 415), ("", 415), ("identity", 201)] {
        let answer = post(&server, JOBS, &[JSON, ("content-encoding", encoding)], body_of(100)).await;
        if status == 201 {
            answer.assert_status(201);
        } else {
            assert_refused(answer, 415, "unsupported-media-type", "Content-Encoding");
        }
    }
}

fn question(days: i64, more: &str) -> String {
    let first = jiff::civil::date(2024, 5, 13);
    let last = first + jiff::Span::new().days(days - 1);
    format!(
        "/jobs/find_any_available_space?start_date={first}&end_date={last}&length_in_minutes=90&job_type_id=1\
         &entityType=account&entityId=1{more}"
    )
}

#[tokio::test]
async fn p7_a_link_asks_for_62_days_and_staff_for_a_year() {
    let server = Server::start().await;
    let customer = format!("Bearer {}", server.told_handle("booking link"));
    let board = format!("Bearer {}", server.told_handle("board"));
    for (caller, most) in [(customer.as_str(), 62), (board.as_str(), 366), (STAFF, 366)] {
        for (days, status) in [(most, 200), (most + 1, 422)] {
            let path = format!("/api/v1/scheduling{}", question(days, ""));
            let answer = server.call_as(caller, "GET", &path, Value::Null).await.assert_status(status);
            if status == 422 {
                let sentence = format!("The end date must be within {most} days of the start date.");
                answer.assert_refused(422, json!({"end_date": sentence}));
            }
        }
    }
}

/// The golden world with many users.
fn world_of(users: u64) -> Value {
    let mut world = golden_world();
    world["users"] = json!((1..=users).collect::<Vec<_>>());
    world
}

#[tokio::test]
async fn p7_a_thousand_users_may_be_named_and_a_customer_names_none() {
    let server = Server::start_with(world_of(1001), "2024-05-10T12:00").await;
    let named = |users: u64| {
        let mut body = json!({"start_date": "2024-05-13", "end_date": "2024-05-13", "length_in_minutes": 90,
            "job_type_id": 1, "entityType": "account", "entityId": 1});
        body["users"] = json!((1..=users).collect::<Vec<_>>());
        body
    };
    for path in ["/jobs/find_any_available_space", "/jobs/find_available_space"] {
        server.post(path, named(1000)).await.assert_status(200);
        let refused = server.post(path, named(1001)).await;
        refused.assert_refused(422, json!({"users": "The users may not have more than 1000 items."}));
    }
    let customer = format!("Bearer {}", server.told_handle("booking link"));
    let path = "/api/v1/scheduling/jobs/find_any_available_space";
    let refused = server.call_as(&customer, "POST", path, named(1)).await;
    refused.assert_refused(422, json!({"users": "The users field is prohibited."}));
}

#[tokio::test]
async fn p7_the_more_users_the_fewer_days() {
    let server = Server::start_with(world_of(1000), "2024-05-10T12:00").await;
    let sentence = "The end date must be within 62 days of the start date for 1000 users.";
    for (days, status) in [(62, 200), (63, 422)] {
        let found = server.get(&question(days, "")).await.assert_status(status);
        let last = jiff::civil::date(2024, 5, 13) + jiff::Span::new().days(days - 1);
        let calculated = server.get(&format!("/calculated_schedule/2024-05-13/{last}")).await.assert_status(status);
        if status == 422 {
            found.assert_refused(422, json!({"end_date": sentence}));
            calculated.assert_refused(422, json!({"end_date": sentence}));
        }
    }
    server.get(&question(366, "&users[]=1&users[]=2")).await.assert_status(200);
}

#[tokio::test]
async fn p7_limits_and_pages_are_bounded() {
    let server = Server::start().await;
    for (query, status) in [
        ("limit=1", 200),
        ("limit=1000", 200),
        ("limit=1001", 422),
        ("limit=0", 422),
        ("limit=-1", 422),
        ("limit=9223372036854775808", 422),
        ("page=10000", 200),
        ("page=10001", 422),
        ("page=0", 422),
        ("page=-1", 422),
        ("page=9223372036854775808", 422),
    ] {
        for path in ["/jobs", "/schedules", "/job_types"] {
            let answer = server.get(&format!("{path}?{query}")).await.assert_status(status);
            if status == 422 {
                let name = query.split('=').next().unwrap();
                assert!(answer.json()["error"]["message"][name].is_string(), "{path} {query}");
            }
        }
    }
}

/// The numbers that an operation of the document takes: in the query or in the body, with their bounds.
fn numbers_of(document: &Value, operation: &Value) -> Vec<(bool, String, u64, u64)> {
    fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
        let schema = if schema["anyOf"].is_array() { &schema["anyOf"][0] } else { schema };
        schema["$ref"].as_str().map_or(schema, |reference| document.pointer(&reference[1..]).unwrap())
    }
    let in_query = operation["parameters"].as_array().into_iter().flatten();
    let in_query = in_query.filter(|parameter| parameter["in"] == "query");
    let in_query = in_query.map(|parameter| (true, parameter["name"].as_str().unwrap(), &parameter["schema"]));
    let body = &operation["requestBody"]["content"]["application/json"]["schema"]["properties"];
    let in_body = body.as_object().into_iter().flatten().map(|(name, schema)| (false, name.as_str(), schema));
    let bounded = in_query.chain(in_body).filter_map(|(is_query, name, schema)| {
        let schema = resolved(document, schema);
        // One whose bound depends on another member has no `maximum`; a test of its own takes it there.
        let depends = !schema["exclusiveMaximum"].is_null();
        let is_number = schema["type"] == json!(["integer", "string"]) && !depends;
        is_number.then(|| {
            (is_query, name.to_owned(), schema["minimum"].as_u64().unwrap(), schema["maximum"].as_u64().unwrap())
        })
    });
    bounded.collect()
}

#[tokio::test]
async fn p7_every_number_of_the_document_is_taken_to_its_bounds_and_not_beyond() {
    let server = Server::start().await;
    let document: Value = serde_json::from_str(slotwright_server::contract::text()).unwrap();
    let (mut looked_at, mut pages) = (0, 0);
    for (path, methods) in document["paths"].as_object().unwrap() {
        let address =
            path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect::<Vec<_>>().join("/");
        let address =
            address.replace("jobs/1", "jobs/8").replace("entity_custom_fields/1/", "entity_custom_fields/jobs/");
        for (method, operation) in methods.as_object().unwrap() {
            for (is_query, name, min, max) in numbers_of(&document, operation) {
                let mut told = Vec::new();
                for number in [min, max, max + 1] {
                    let method = method.to_uppercase();
                    let answer = match is_query {
                        true => {
                            let address = format!("{address}?{name}={number}");
                            server.call_as(STAFF, &method, &address, Value::Null).await
                        }
                        false => server.call_as(STAFF, &method, &address, json!({&*name: number})).await,
                    };
                    let body = answer.json();
                    let mut of_problem = body["errors"].as_array().into_iter().flatten();
                    let of_problem =
                        of_problem.find(|error| error["pointer"].as_str().is_some_and(|at| at.contains(&name)));
                    let sentence = of_problem.map_or(&body["error"]["message"][&name], |error| &error["detail"]);
                    told.push((answer.status, sentence.as_str().unwrap_or_default().to_owned()));
                }
                // Where there is no such record, nothing is read.
                if told.iter().any(|(status, _)| [401, 404].contains(status)) {
                    continue;
                }
                looked_at += 1;
                pages += u32::from(name == "page" && max == 10_000);
                let of_bounds = [
                    "may not be greater than",
                    "must be at least",
                    "must be an integer",
                    "must be between",
                    "divisible",
                    "whole number from",
                ];
                let is_of_bounds = |sentence: &str| of_bounds.iter().any(|words| sentence.contains(words));
                let [least, most, beyond] = &told[..] else { unreachable!() };
                let all = format!("{method} {path} {name} from {min} to {max}: {told:?}");
                assert!(!is_of_bounds(&least.1) && !is_of_bounds(&most.1), "{all}");
                // A number of a record that is beyond all others is one that is not there.
                assert!(
                    beyond.0 == 422
                        && (is_of_bounds(&beyond.1)
                            || ["invalid", "exist", "prohibited"].iter().any(|word| beyond.1.contains(word))),
                    "{all}"
                );
            }
        }
    }
    assert!(looked_at > 60 && pages > 15, "{looked_at} {pages}");
}
