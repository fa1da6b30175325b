//! BigChange's API: its recorded conversations here, its rules, what others see of its jobs, and bad bodies in the files beside.

mod bad_bodies;
mod rules;
mod together;

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::{Answer, STAFF, Server};

/// The world of the recorded conversations, in London, where the clocks are an hour before UTC.
fn world() -> Value {
    let days: Vec<Value> =
        (0..7).map(|day| json!({"day": day, "start_timestamp": "00:00", "end_timestamp": "23:59"})).collect();
    let job = |id: u64, kind: u64, more: Value| {
        let mut job = json!({"id": id, "job_type_id": kind, "assigned_type": "accounts", "assigned_id": 700});
        job.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        job
    };
    json!({
        "time_zone": "Europe/London",
        "users": [31, 32],
        "job_types": [
            {"id": 51, "name": "Installation", "length_in_minutes": 90},
            {"id": 52, "name": "Service call", "length_in_minutes": 60},
            {"id": 53, "name": "Sweep", "length_in_minutes": 30},
            {"id": 54, "name": "Survey", "length_in_minutes": 30},
        ],
        "entities": {
            "account:700": {"name": "Ada Novak", "address": "12 Elm St", "latitude": 51.5, "longitude": -0.1},
            "account:701": {"name": "Bo Lund"},
            "network_site:1": {"name": "North tower"},
        },
        "schedules": [{
            "id": 1, "user_ids": [31, 32], "job_type_ids": [51, 52, 53, 54], "start": "2024-01-01", "available": true,
            "infinite_repetitions": true, "weeks": 1, "days": days,
        }],
        "jobs": [
            job(1000, 52, json!({"status": "queued"})),
            job(1001, 51, json!({"scheduled_datetime": "2024-05-14 10:00:00", "user_ids": [31]})),
            job(1002, 51, json!({"scheduled_datetime": "2024-05-10 13:00:00", "user_ids": [31]})),
            job(1003, 52, json!({
                "status": "completed", "completed_at": "2024-05-09 10:00:00", "completed_successfully": true,
                "completion_reason": "Fine.",
            })),
            job(1004, 52, json!({"scheduled_datetime": "2024-05-10 13:00:00", "user_ids": [32]})),
        ],
        "bigchange": {
            "jobTypes": [
                {"id": 51, "isOrderNumberRequired": true, "positiveResults": ["Done"], "negativeResults": ["No access"]},
                {"id": 52, "positiveResults": ["Done"], "negativeResults": null, "description": "Anything."},
                {"id": 53, "isArchived": true},
                {"id": 54, "autoReference": "SV-"},
            ],
            "customFields": [{"id": 900, "name": "Door code"}, {"id": 901, "name": "Dog"}],
            "vehicles": [{"id": 41, "registration": "AB12 CDE"}, {"id": 42, "registration": "FG34 HIJ"}],
            "persons": [
                {"id": "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "contactId": 700, "name": "Ada", "isPrimary": true},
                {"id": "3f2504e0-4f89-11d3-9a0c-0305e82c3302", "contactId": 700, "name": "Cy"},
                {"id": "3f2504e0-4f89-11d3-9a0c-0305e82c3303", "contactId": 701, "name": "Bo"},
            ],
            "jobGroups": [{"id": 7, "name": "North"}],
            "categories": [{"id": 8, "name": "Urgent"}],
            "contacts": [{"id": 700, "reference": "C-700", "town": "London",
                "accessHours": [{"dayOfWeek": "monday", "start": "09:00", "stop": "17:00"}]}],
            "applications": [
                {"id": "reader", "scopes": ["jobs:read"]},
                {"id": "local", "customerIds": [14532]},
            ],
        },
    })
}

/// A program that has logged in.
pub struct Program<'s> {
    server: &'s Server,
    pub token: String,
}

impl<'s> Program<'s> {
    /// The one of the API user `api`.
    pub async fn of(server: &'s Server) -> Self {
        Self::named(server, "api").await
    }

    async fn named(server: &'s Server, name: &str) -> Self {
        let form = format!("grant_type=client_credentials&client_id={name}&client_secret=secret");
        let told = log_in(server, &form).await.assert_status(200).json();
        Self { server, token: told["access_token"].as_str().unwrap().to_owned() }
    }

    async fn call(&self, method: &str, path: &str, body: Value) -> Answer {
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        self.send(method, path, &[], body).await
    }

    async fn send(&self, method: &str, path: &str, headers: &[(&str, Option<&str>)], body: Vec<u8>) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        let own = [
            ("Authorization", Some(&*bearer)),
            ("Customer-Id", Some("14532")),
            ("Content-Type", Some("application/json")),
        ];
        let is_said = |name: &str| headers.iter().any(|(said, _)| said.eq_ignore_ascii_case(name));
        let own = own.into_iter().filter(|(name, _)| !is_said(name));
        let mut request = Request::builder().method(method).uri(format!("/bigchange{path}"));
        for (name, value) in own.chain(headers.iter().copied()) {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        self.server.send(request.body(Body::from(body)).unwrap()).await
    }

    async fn get(&self, path: &str) -> Value {
        self.call("GET", path, Value::Null).await.assert_status(200).json()
    }

    async fn job(&self, id: u64) -> Value {
        self.get(&format!("/v1/jobs/{id}")).await
    }

    /// Makes a job of type 52 with further members.
    async fn make(&self, more: Value) -> u64 {
        let mut job = json!({"typeId": 52, "contactId": 700});
        job.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let made = self.call("POST", "/v1/jobs", job).await.assert_status(201);
        made.json()["id"].as_u64().unwrap()
    }

    async fn done(&self, method: &str, path: &str, body: Value) {
        let answer = self.call(method, path, body).await.assert_status(204);
        assert!(answer.bytes.is_empty());
    }

    /// Asserts that something is refused with this status, and, where one is named, because of this member.
    #[track_caller]
    fn refused(answer: &Answer, status: u16, member: &str) {
        let told = answer.json();
        assert_eq!(answer.status, status, "{told}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(told["status"], status);
        for name in ["type", "title", "detail", "instance"] {
            assert!(told[name].as_str().is_some_and(|text| !text.is_empty()), "{name}: {told}");
        }
        if !member.is_empty() {
            assert!(told["errors"][member][0].is_string(), "{member}: {told}");
        }
        if status == 422 {
            assert_eq!(told["title"], "One or more validation errors occurred.");
            assert_eq!(told["type"], "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.21");
        }
    }
}

async fn log_in(server: &Server, form: &str) -> Answer {
    let request = Request::builder().method("POST").uri("/bigchange/auth/tokens");
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    server.send(request.body(Body::from(form.to_owned())).unwrap()).await
}

/// The world, with a second application that may only read, one of one customer, and one of another system.
pub async fn start() -> Server {
    let server = Server::start_with(world(), "2024-05-10T13:00").await;
    let look = server.folder.look();
    for (name, systems) in [("reader", "bigchange"), ("local", "bigchange"), ("stranger", "sonar frotcom")] {
        look.execute(&format!(
            "INSERT INTO api_users (name, password_hash, user_id, systems)
             SELECT '{name}', password_hash, user_id, '{systems}' FROM api_users WHERE name = 'api'"
        ));
    }
    server
}

/// As [`start`], with what has been begun in the recorded conversations.
async fn start_recorded() -> Server {
    let server = start().await;
    let program = Program::of(&server).await;
    for id in [1002, 1004] {
        program.done("PUT", &format!("/v1/jobs/{id}/start"), json!({})).await;
    }
    server
}

#[tokio::test]
async fn every_golden_example_is_answered_as_recorded() {
    let examples: Vec<Value> = serde_json::from_str(include_str!("golden/bigchange.json")).unwrap();
    assert_eq!(examples.len(), 20);
    for example in examples {
        let server = start_recorded().await;
        let (writer, reader) = (Program::of(&server).await, Program::named(&server, "reader").await);
        let answer = ask(&writer, &reader, &example["request"]).await;
        let (id, expected) = (&example["id"], &example["response"]);
        assert_eq!(answer.status, expected["status"].as_u64().unwrap() as u16, "{id}: {}", answer.json());
        if !expected["body"].is_null() {
            let is_exact = expected["exact"].as_bool().unwrap_or(false);
            if let Err(difference) = compare(&answer.json(), &expected["body"], is_exact, "") {
                panic!("{id}: {difference}\n{}", answer.json());
            }
        }
    }
}

async fn ask(writer: &Program<'_>, reader: &Program<'_>, request: &Value) -> Answer {
    let program = match request["headers"]["Authorization"].as_str() {
        Some("Bearer T2") => reader,
        _ => writer,
    };
    let mut headers = Vec::new();
    for (name, value) in request["headers"].as_object().into_iter().flatten() {
        if value.as_str() != Some("Bearer T2") {
            headers.push((name.as_str(), value.as_str()));
        }
    }
    // The API user's own name and password stand for the recorded ones.
    let body = match (&request["form"], &request["body"]) {
        (Value::Object(form), _) => {
            let pair = |(name, value): (&String, &Value)| {
                let value = value.as_str().unwrap();
                let value = [("c", "api"), ("s", "secret")]
                    .iter()
                    .find(|(known, _)| *known == value)
                    .map_or(value, |(_, own)| own);
                format!("{name}={value}")
            };
            form.iter().map(pair).collect::<Vec<_>>().join("&").into_bytes()
        }
        (_, Value::Null) => Vec::new(),
        (_, body) => body.to_string().into_bytes(),
    };
    program.send(request["method"].as_str().unwrap(), request["path"].as_str().unwrap(), &headers, body).await
}

/// Member by member; further members are allowed unless the comparison is exact.
fn compare(found: &Value, expected: &Value, is_exact: bool, place: &str) -> Result<(), String> {
    match (found, expected) {
        (found, Value::String(any)) if any == "$any" && !found.is_null() => Ok(()),
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

/// A job as Sonar's programs see it.
async fn at_sonar(server: &Server, id: u64) -> Value {
    server.call_as(STAFF, "GET", &format!("/api/v1/scheduling/jobs/{id}"), Value::Null).await.assert_status(200).data()
}
