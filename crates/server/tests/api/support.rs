//! A whole server for each test: the real router over a real SQLite file, and a clock that stands still.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use serde_json::{Value, json};
use slotwright_domain::StaffScope;
use slotwright_server::App;
use slotwright_server::config::{ExchangeKeys, ExchangeSetting, ExchangeUser, Settings};
use tower::ServiceExt;

use crate::database::{Database, Look};
use document::Asked;

// By its path, since other test programs take this file in by its own.
#[path = "document.rs"]
pub mod document;

/// api:secret, as the golden examples have it.
pub const STAFF: &str = "Basic YXBpOnNlY3JldA==";

/// The world of the golden examples.
///
/// Zone America/Chicago, now Friday 2024-05-10 12:00:00. User 1 has Mondays 08:00-12:00 and 13:00-17:00 from 2024-05-06
/// and leave on 2024-06-03; user 2 has nothing. Types 1 (90 minutes) and 2 (120). Job 8 is queued, job 9 scheduled on
/// 2024-05-13 09:15 for 30 minutes with user 1, job 10 failed.
pub fn golden_world() -> Value {
    json!({
        "time_zone": "America/Chicago",
        "company": "Prairie Networks",
        "users": [1, 2],
        "job_types": [
            {"id": 1, "name": "Installation", "length_in_minutes": 90, "color": "blue", "icon": "smile"},
            {"id": 2, "name": "Service call", "length_in_minutes": 120, "color": "orange", "icon": "book"}
        ],
        "entities": {
            "account:1": {"name": "Ada Novak", "address": "12 Elm St, Peoria, IL", "latitude": 40.5, "longitude": -89.5},
            "network_site:1": {"name": "North tower", "latitude": 40.6, "longitude": -89.6}
        },
        "schedules": [{
            "id": 1, "name": "Mondays", "user_ids": [1], "job_type_ids": [1, 2], "start": "2024-05-06", "available": true,
            "infinite_repetitions": true, "repetitions": 0, "weeks": 1,
            "days": [
                {"id": 1, "day": 1, "start_timestamp": "08:00", "end_timestamp": "12:00"},
                {"id": 2, "day": 1, "start_timestamp": "13:00", "end_timestamp": "17:00"}
            ]
        }],
        "time_offs": [
            {"id": 1, "user_id": 1, "name": "Leave", "start_time": "2024-06-03 00:00:00", "end_time": "2024-06-04 00:00:00"}
        ],
        "jobs": [
            {"id": 8, "job_type_id": 1, "status": "queued", "scheduled_datetime": null, "length_in_minutes": 60,
             "user_ids": [], "assigned_type": "accounts", "assigned_id": 1, "created_by_user_id": 1},
            {"id": 9, "job_type_id": 1, "status": "scheduled", "scheduled_datetime": "2024-05-13 09:15:00",
             "length_in_minutes": 30, "user_ids": [1], "assigned_type": "accounts", "assigned_id": 1,
             "created_by_user_id": 1},
            {"id": 10, "job_type_id": 1, "status": "failed", "scheduled_datetime": null, "length_in_minutes": 60,
             "user_ids": [], "assigned_type": "accounts", "assigned_id": 1, "created_by_user_id": 1,
             "completed_at": "2024-05-09 10:00:00", "completed_by_user_id": 1, "completed_successfully": false,
             "completion_reason": "Nobody at home."}
        ]
    })
}

/// A running server.
pub struct Server {
    pub router: Router,
    pub folder: Folder,
    pub greeting: Vec<(&'static str, String)>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as JSON, null where it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    /// The body's `data`.
    pub fn data(&self) -> Value {
        self.json()["data"].clone()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The code of a refusal.
    pub fn code(&self) -> &str {
        self.header("x-problem-code")
    }

    #[track_caller]
    pub fn assert_status(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.bytes));
        self
    }

    /// Asserts the status and the sentence of Sonar's envelope.
    #[track_caller]
    pub fn assert_refused(self, status: u16, message: impl Into<Value>) -> Self {
        let message = message.into();
        assert_eq!(self.json(), json!({"error": {"message": message, "status_code": status}}));
        self.assert_status(status)
    }
}

impl Server {
    /// The golden world on Friday 2024-05-10 at 12:00.
    pub async fn start() -> Self {
        Self::start_with(golden_world(), "2024-05-10T12:00").await
    }

    pub async fn start_with(world: Value, now: &str) -> Self {
        Self::start_in(Folder::new(), &world, now).await
    }

    pub async fn start_in(folder: Folder, world: &Value, now: &str) -> Self {
        Self::start_with_flags(folder, world, &["--clock", now]).await
    }

    /// With time zone rules from another folder than the system's.
    pub async fn start_by_rules(folder: Folder, world: &Value, now: &str, zoneinfo: &Path) -> Self {
        let zoneinfo = zoneinfo.display().to_string();
        Self::start_with_flags(folder, world, &["--clock", now, "--zoneinfo", &zoneinfo]).await
    }

    /// With further flags.
    pub async fn start_with_flags(folder: Folder, world: &Value, more: &[&str]) -> Self {
        std::fs::write(folder.path().join("world.json"), world.to_string()).unwrap();
        let flags = folder.flags();
        let flags = flags.iter().map(String::as_str).chain(more.iter().copied());
        // The golden examples' password is shorter than a new one may be.
        let settings = Settings {
            api_password: Some(slotwright_server::config::Secret::new("secret")),
            exchanges: exchanges(),
            ..Settings::from_flags(flags, None).unwrap()
        };
        let (app, greeting) = App::build(&settings, "127.0.0.1:8787".parse().unwrap()).await.unwrap();
        Self { router: app.with_standing_clock().router(), folder, greeting }
    }

    /// By the system's clock, on a PostgreSQL whose clock is so many seconds ahead of that.
    pub async fn with_database_ahead(world: &Value, seconds: i64) -> Self {
        let folder = Folder::of_postgres();
        folder.look().put_clock_ahead(seconds);
        std::fs::write(folder.path().join("world.json"), world.to_string()).unwrap();
        let flags = folder.flags();
        let settings = Settings {
            api_password: Some(slotwright_server::config::Secret::new("secret")),
            ..Settings::from_flags(flags.iter().map(String::as_str), None).unwrap()
        };
        let (app, greeting) = App::build(&settings, "127.0.0.1:8787".parse().unwrap()).await.unwrap();
        Self { router: app.router(), folder, greeting }
    }

    /// Stops it; what it stored is kept.
    pub fn stop(self) -> Folder {
        self.folder
    }

    /// The bearer handle of a link that was told at the start: `booking link` or `board`.
    pub fn told_handle(&self, name: &str) -> String {
        let (_, url) = self.greeting.iter().find(|(known, _)| *known == name).unwrap();
        url.rsplit('=').next().unwrap().to_owned()
    }

    /// Sends a request. Whatever it is, the answer must be what the API's document says.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let (parts, body) = request.into_parts();
        let sent = to_bytes(body, usize::MAX).await.unwrap();
        let is_json =
            parts.headers.get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
        let json = if is_json { serde_json::from_slice(&sent).ok() } else { None };
        let asked = Asked { method: parts.method.clone(), path: parts.uri.path().to_owned(), json };
        let request = Request::from_parts(parts, Body::from(sent));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        let is_plain = !parts.headers.contains_key("content-encoding");
        if is_plain {
            document::of_path(&asked.path).assert_holds(&asked, parts.status.as_u16(), &parts.headers, &bytes);
        }
        Answer { status: parts.status.as_u16(), headers: parts.headers, bytes }
    }

    /// Calls as staff, under `/api/v1/scheduling`.
    pub async fn call(&self, method: &str, path: &str, body: Value) -> Answer {
        self.call_as(STAFF, method, &format!("/api/v1/scheduling{path}"), body).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, Value::Null).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.call("POST", path, body).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.call("PATCH", path, body).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.call("DELETE", path, Value::Null).await
    }

    /// Calls any path with an `Authorization` header; a body of null is none.
    pub async fn call_as(&self, authorization: &str, method: &str, path: &str, body: Value) -> Answer {
        let request = Request::builder().method(method).uri(path).header("authorization", authorization);
        let request = match body {
            Value::Null => request.body(Body::empty()),
            body => request.header("content-type", "application/json").body(Body::from(body.to_string())),
        };
        self.send(request.unwrap()).await
    }

    /// Everything that is stored about jobs: what must not change when a request is refused.
    pub async fn all_jobs(&self) -> Value {
        let jobs = self.get("/jobs?limit=1000").await.json();
        let mut wishes = Vec::new();
        for job in jobs["data"].as_array().unwrap() {
            wishes.push(self.get(&format!("/jobs/{}/desired_job_datetimes", job["id"])).await.json());
        }
        json!([jobs, wishes])
    }
}

/// A folder of a test, gone with it.
pub struct Folder {
    path: PathBuf,
    database: Database,
}

impl Folder {
    pub fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("slotwright-server-{}-{number}", std::process::id()));
        std::fs::create_dir_all(folder.join("dist")).unwrap();
        Self { database: Database::new(&folder), path: folder }
    }

    /// With a database in PostgreSQL, whatever the tests were asked to run on.
    pub fn of_postgres() -> Self {
        let mut folder = Self::new();
        folder.database = Database::of_postgres();
        folder
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A look into the database.
    pub fn look(&self) -> Look {
        self.database.look()
    }

    /// The settings of a server that lives in here.
    pub fn flags(&self) -> Vec<String> {
        let path = |name: &str| self.path.join(name).display().to_string();
        let (database, world, assets) = (self.database.url(), path("world.json"), path("dist"));
        ["slotwright-server", "--database-url", &database, "--world", &world, "--assets", &assets]
            .map(str::to_owned)
            .to_vec()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// A CRM whose users `ada` and `bo` are user 1 here, and `eve` a user whom there is not.
fn exchanges() -> Vec<ExchangeSetting> {
    let sessions: Value = serde_json::from_str(include_str!("golden/sessions.json")).unwrap();
    let user = |subject: &str, user_id, scope| ExchangeUser { subject: subject.to_owned(), user_id, scope };
    vec![ExchangeSetting {
        name: "crm".to_owned(),
        issuer: "https://login.crm.example".to_owned(),
        audience: "slotwright".to_owned(),
        keys: ExchangeKeys::Here(json!({"keys": sessions["keys"]}).to_string()),
        scope: StaffScope::Schedule,
        users: vec![user("ada", 1, None), user("bo", 1, Some(StaffScope::View)), user("eve", 4711, None)],
    }]
}

/// A new job for the golden world, with further members.
pub fn job(more: Value) -> Value {
    let mut job = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
    job.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    job
}

/// A recorded body: `{"$repeat": ["a", 401]}` in it is that many letters.
pub fn spelt_out(value: &Value) -> Value {
    match value {
        Value::Object(members) if members.contains_key("$repeat") => {
            let (text, times) = (members["$repeat"][0].as_str().unwrap(), members["$repeat"][1].as_u64().unwrap());
            text.repeat(times as usize).into()
        }
        Value::Object(members) => members.iter().map(|(name, member)| (name.clone(), spelt_out(member))).collect(),
        Value::Array(items) => items.iter().map(spelt_out).collect(),
        other => other.clone(),
    }
}
