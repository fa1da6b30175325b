//! A whole server, or its store, for tests that look at one of its parts at work; what can be asked from outside is asked in `tests/api`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::response::Response;
use serde_json::{Value, json};
use slotwright_store::Store;
use slotwright_testing::postgres::Postgres;
use tower::ServiceExt;

use crate::App;
use crate::config::{Secret, Settings};

/// api:secret.
pub const STAFF: &str = "Basic YXBpOnNlY3JldA==";

/// Users 1 and 2 work every day from 8 to 18; type 1 takes an hour, and account 1 is a place. Now it is Friday 2024-05-10,
/// 12:00.
pub fn world() -> Value {
    let days: Vec<Value> =
        (0..7).map(|day| json!({"day": day, "start_timestamp": "08:00", "end_timestamp": "18:00"})).collect();
    json!({
        "time_zone": "America/Chicago", "users": [1, 2], "job_types": [1], "entities": {"account:1": {}},
        "schedules": [{"user_ids": [1, 2], "job_type_ids": [1], "start": "2024-05-06", "days": days}],
    })
}

/// The store at this address, which is made beside the test's own runtime.
pub async fn open(url: &str) -> Store {
    let location = url.parse().unwrap();
    tokio::task::spawn_blocking(move || Store::open(&location)).await.unwrap().unwrap()
}

/// The same on SQLite and on PostgreSQL.
pub async fn on_both(test: impl AsyncFn(Arc<App>)) {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("slotwright-inside-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("world.json"), world().to_string()).unwrap();
    let postgres = Postgres::shared().database();
    for url in [format!("sqlite://{}", folder.join("test.db").display()), postgres.url()] {
        test(app(&url, &folder.join("world.json").display().to_string()).await).await;
    }
    let _ = std::fs::remove_dir_all(&folder);
}

async fn app(url: &str, world: &str) -> Arc<App> {
    let flags = ["slotwright-server", "--database-url", url, "--world", world, "--clock", "2024-05-10T12:00"];
    let settings = Settings { api_password: Some(Secret::new("secret")), ..Settings::from_flags(flags, None).unwrap() };
    let (app, _) = App::build(&settings, "127.0.0.1:8787".parse().unwrap()).await.unwrap();
    Arc::new(app.with_standing_clock())
}

/// A request with a body of JSON; null is none.
pub fn request(authorization: &str, method: &str, path: &str, body: &Value) -> Request<Body> {
    let request = Request::builder().method(method).uri(path).header("authorization", authorization);
    let request = request.header("content-type", "application/json");
    request.body(if body.is_null() { Body::empty() } else { Body::from(body.to_string()) }).unwrap()
}

/// The status and the body of an answer.
pub async fn call(router: &Router, authorization: &str, method: &str, path: &str, sent: Value) -> (u16, Value) {
    let answer = router.clone().oneshot(request(authorization, method, path, &sent)).await.unwrap();
    (answer.status().as_u16(), body(answer).await)
}

/// The body of an answer; null where it is no JSON.
pub async fn body(answer: Response) -> Value {
    let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    serde_json::from_slice(&body).unwrap_or_default()
}
