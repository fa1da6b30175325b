//! `Idempotency-Key`: what is sent again is answered again, not done again.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use slotwright_testing::postgres::Postgres;

use crate::support::{Answer, Folder, STAFF, Server, golden_world, job};

const JOBS: &str = "/api/v1/scheduling/jobs";

async fn send(server: &Server, caller: &str, key: &str, method: &str, path: &str, body: &Value) -> Answer {
    let request = Request::builder().method(method).uri(path).header("authorization", caller);
    let request = request.header("idempotency-key", key).header("content-type", "application/json");
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    server.send(request.body(body).unwrap()).await
}

async fn post(server: &Server, key: &str, body: &Value) -> Answer {
    send(server, STAFF, key, "POST", JOBS, body).await
}

/// Posts so many jobs at once; the status of each, and whether it may be sent again.
async fn rush(server: &Server, count: usize, key: impl Fn(usize) -> String, body: &Value) -> Vec<(u16, bool)> {
    let answers = (0..count).map(|each| {
        let request = Request::builder().method("POST").uri(JOBS).header("authorization", STAFF);
        let request = request.header("idempotency-key", key(each)).header("content-type", "application/json");
        let (router, request) = (server.router.clone(), request.body(Body::from(body.to_string())).unwrap());
        tokio::spawn(async move {
            let response = tower::ServiceExt::oneshot(router, request).await.unwrap();
            (response.status().as_u16(), response.headers().get("retry-after").is_some())
        })
    });
    let mut found = Vec::new();
    for answer in answers.collect::<Vec<_>>() {
        found.push(answer.await.unwrap());
    }
    found
}

fn visit() -> Value {
    job(json!({"length_in_minutes": 60, "scheduled_datetime": "2024-05-13 14:00:00", "user_ids": [1]}))
}

async fn number_of_jobs(server: &Server) -> u64 {
    server.get("/jobs").await.json()["paginator"]["total_count"].as_u64().unwrap()
}

#[tokio::test]
async fn the_same_request_with_the_same_key_is_done_once_and_answered_the_same() {
    let server = Server::start().await;
    let first = post(&server, "k1", &visit()).await.assert_status(201);
    assert_eq!(first.header("idempotency-replayed"), "");
    for _ in 0..3 {
        let again = post(&server, "k1", &visit()).await.assert_status(201);
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(
            (again.bytes, again.headers["content-type"].clone()),
            (first.bytes.clone(), first.headers["content-type"].clone())
        );
    }
    assert_eq!(number_of_jobs(&server).await, 4);
}

#[tokio::test]
async fn the_layout_of_the_json_and_the_quotes_of_the_key_do_not_matter() {
    let server = Server::start().await;
    let first =
        post(&server, "\"k1\"", &json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1})).await;
    let request = Request::builder().method("POST").uri(JOBS).header("authorization", STAFF);
    let request = request.header("idempotency-key", "k1").header("content-type", "application/json");
    let laid_out = "{ \"assigned_id\" : 1,\n \"assigned_type\": \"accounts\", \"job_type_id\": 1 }";
    let again = server.send(request.body(Body::from(laid_out)).unwrap()).await.assert_status(201);
    assert_eq!(again.bytes, first.assert_status(201).bytes);
}

#[tokio::test]
async fn a_key_belongs_to_one_request() {
    let server = Server::start().await;
    post(&server, "k1", &visit()).await.assert_status(201);
    let other = post(&server, "k1", &job(json!({"notes": "other"}))).await.assert_status(422);
    assert_eq!(other.code(), "key-reused");
    let other = send(&server, STAFF, "k1", "POST", &format!("{JOBS}/8/queue"), &visit()).await.assert_status(422);
    assert_eq!(other.code(), "key-reused");
    assert_eq!(number_of_jobs(&server).await, 4);
}

#[tokio::test]
async fn another_callers_key_is_another_key() {
    let server = Server::start().await;
    let link = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
    let first = post(&server, "k1", &link).await.assert_status(201);
    let made = server.call_as(STAFF, "POST", "/v1/links", link.clone()).await.assert_status(201).json();
    let bearer = format!("Bearer {}", made["handle"].as_str().unwrap());
    let theirs = send(&server, &bearer, "k1", "POST", JOBS, &link).await.assert_status(201);
    assert_eq!(theirs.header("idempotency-replayed"), "");
    assert_ne!(theirs.data()["id"], first.data()["id"]);
    let unknown = send(&server, "Bearer AAAAAAAAAAAAAAAAAAAAAA", "k1", "POST", JOBS, &link).await.assert_status(401);
    assert_eq!(unknown.code(), "link-invalid");
}

#[tokio::test]
async fn api_users_share_neither_keys_nor_holds_though_they_act_for_the_same_user() {
    let server = Server::start().await;
    let look = server.folder.look();
    look.execute(
        "INSERT INTO api_users (name, password_hash, user_id) SELECT 'crm', password_hash, user_id FROM api_users",
    );
    let crm = &format!("Basic {}", STANDARD.encode("crm:secret"));
    let first = post(&server, "k1", &job(json!({}))).await.assert_status(201);
    let theirs = send(&server, crm, "k1", "POST", JOBS, &job(json!({}))).await.assert_status(201);
    assert_eq!(theirs.header("idempotency-replayed"), "");
    assert_ne!(theirs.data()["id"], first.data()["id"]);

    let held = server.call_as(STAFF, "POST", "/v1/holds", visit()).await.assert_status(201).json();
    let theirs = server.call_as(crm, "POST", "/v1/holds", visit()).await.assert_status(409);
    assert_eq!(theirs.code(), "slot-taken");
    let named = json!({"hold_id": held["id"]});
    for more in [&json!({}), &named] {
        let mut theirs = visit();
        theirs.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        assert_eq!(server.call_as(crm, "POST", JOBS, theirs).await.assert_status(422).code(), "slot-taken");
    }
    server.call_as(STAFF, "POST", JOBS, visit()).await.assert_status(201);
}

#[tokio::test]
async fn an_answer_that_could_not_be_kept_is_given_all_the_same() {
    let server = Server::start().await;
    server.folder.look().forbid("idempotency_keys", "status");
    post(&server, "k1", &visit()).await.assert_status(201);
    assert_eq!(number_of_jobs(&server).await, 4);
    let again = post(&server, "k1", &visit()).await.assert_status(201);
    assert_eq!(again.header("idempotency-replayed"), "true", "what was done is told, and no second job made");
    assert_eq!(number_of_jobs(&server).await, 4);
}

#[tokio::test]
async fn a_links_handle_is_told_once_and_kept_nowhere() {
    let server = Server::start().await;
    let order = json!({"job_id": 8});
    let made = send(&server, STAFF, "k1", "POST", "/v1/links", &order).await.assert_status(201).json();
    let again = send(&server, STAFF, "k1", "POST", "/v1/links", &order).await.assert_status(409);
    assert_eq!((again.code(), again.header("idempotency-replayed")), ("answer-lost", "true"));
    let handle = made["handle"].as_str().unwrap();
    let kept = format!("SELECT count(*) FROM idempotency_keys WHERE body LIKE '%{handle}%'");
    let look = server.folder.look();
    assert_eq!((look.count(&kept), look.count("SELECT count(*) FROM idempotency_keys")), (0, 1));
}

/// Waits until it is so, which takes a moment.
async fn in_time(is_so: impl AsyncFn() -> bool) {
    for _ in 0..2000 {
        if is_so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it never came to that");
}

/// The commit is made and its answer never comes, and the plan has changed meanwhile: a caller who was only presumed is looked
/// up again for other refusals, but what may have been done is not done again for them.
#[tokio::test(flavor = "multi_thread")]
async fn what_may_have_been_done_is_not_done_again_for_a_caller_who_was_presumed() {
    let server = Server::start_in(Folder::of_postgres(), &golden_world(), "2024-05-10T12:00").await;
    let look = server.folder.look();
    // A commit that waits for a standby is made, and only its answer is missing.
    Postgres::shared().administrate("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
    Postgres::shared().administrate("SELECT pg_reload_conf()");
    let is_so = "SELECT count(*) FROM pg_settings WHERE setting = 'nobody'";
    in_time(async || server.folder.look().count(is_so) > 0).await;
    Postgres::shared().administrate("CHECKPOINT");
    look.execute(
        "CREATE SEQUENCE tries;
         CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
           IF nextval('tries') = 1 THEN PERFORM set_config('synchronous_commit', 'on', true); END IF;
           RETURN NEW;
         END $$;
         CREATE TRIGGER wait BEFORE INSERT ON jobs FOR EACH ROW WHEN (NEW.notes = 'once') EXECUTE FUNCTION wait()",
    );
    for (start, key) in [("14:00", Some("k1")), ("14:30", None)] {
        // Nobody is presumed to be who they were before a connection was made: here they are made before.
        for number in 0..8 {
            rush(&server, 32, |each| format!("{start} {number} {each}"), &job(json!({}))).await;
        }
        let visit =
            json!({"length_in_minutes": 30, "scheduled_datetime": format!("2024-05-13 {start}"), "user_ids": [1]});
        server.post("/jobs", job(visit)).await.assert_status(201);
        look.execute("ALTER SEQUENCE tries RESTART");
        let before = look.count("SELECT count(*) FROM jobs");
        let once = job(json!({"notes": "once"}));
        let booking = async {
            match key {
                Some(key) => post(&server, key, &once).await,
                None => server.post("/jobs", once.clone()).await,
            }
        };
        let meanwhile = async {
            let waiting = "FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND datname = current_database()";
            in_time(async || look.count(&format!("SELECT count(*) {waiting}")) > 0).await;
            let off = json!({"user_id": 2, "name": format!("Away {before}"), "start_time": "2024-06-03 00:00",
                "end_time": "2024-06-04 00:00"});
            server.post("/scheduled_time_offs", off).await.assert_status(201);
            look.execute(&format!("SELECT pg_terminate_backend(pid) {waiting}"));
        };
        let (answer, ()) = tokio::join!(booking, meanwhile);
        let told = answer.assert_status(503).json()["error"]["message"].to_string();
        assert!(told.contains("Check whether it was applied before you retry"), "{told}");
        assert_eq!(look.count("SELECT count(*) FROM jobs"), before + 1, "{key:?}");
    }
    Postgres::shared().administrate("ALTER SYSTEM RESET synchronous_standby_names");
    Postgres::shared().administrate("SELECT pg_reload_conf()");
}

#[tokio::test]
async fn a_time_that_is_taken_stays_taken_under_its_key_and_a_faulty_request_may_be_mended() {
    let server = Server::start().await;
    let taken = job(json!({"length_in_minutes": 30, "scheduled_datetime": "2024-05-13 09:15:00", "user_ids": [1]}));
    let refused = post(&server, "k1", &taken).await.assert_status(422);
    assert_eq!(refused.code(), "slot-taken");
    server.delete("/jobs/9").await.assert_status(200);
    let again = post(&server, "k1", &taken).await.assert_status(422);
    assert_eq!((again.bytes.as_slice(), again.code()), (refused.bytes.as_slice(), "slot-taken"));
    assert_eq!((again.header("idempotency-replayed"), again.header("content-type")), ("true", "application/json"));
    post(&server, "k2", &taken).await.assert_status(201);

    assert_eq!(post(&server, "k3", &json!({})).await.assert_status(422).code(), "validation-failed");
    post(&server, "k3", &job(json!({}))).await.assert_status(201);
}

#[tokio::test]
async fn a_key_that_is_none_is_refused_before_anything_is_done() {
    let server = Server::start().await;
    for key in ["", "a b", "\"open", &"k".repeat(256)] {
        let refused = post(&server, key, &visit()).await.assert_status(400);
        assert_eq!(refused.code(), "malformed-idempotency-key");
    }
    let request = Request::builder().method("POST").uri(JOBS).header("authorization", STAFF);
    let request = request.header("idempotency-key", "a").header("idempotency-key", "b").body(Body::empty()).unwrap();
    assert_eq!(server.send(request).await.assert_status(400).code(), "malformed-idempotency-key");
    assert_eq!(number_of_jobs(&server).await, 3);
    post(&server, &"k".repeat(255), &visit()).await.assert_status(201);
}

#[tokio::test]
async fn many_at_once_with_one_key_are_one() {
    let server = Server::start().await;
    for answer in rush(&server, 40, |_| "k1".to_owned(), &job(json!({"notes": "once"}))).await {
        assert!([(201, false), (409, true)].contains(&answer), "{answer:?}");
    }
    assert_eq!(number_of_jobs(&server).await, 4);
    post(&server, "k1", &job(json!({"notes": "once"}))).await.assert_status(201);
    assert_eq!(number_of_jobs(&server).await, 4);
}

#[tokio::test]
async fn when_the_answer_got_lost_with_the_server_what_was_done_is_told() {
    let server = Server::start().await;
    let wishes = format!("{JOBS}/8/desired_job_datetimes");
    let wish = json!({"date": "2024-05-20", "start_time": "08:00:00", "end_time": "12:00:00"});
    let requests = [
        ("k1", "POST", JOBS.to_owned(), visit()),
        ("k2", "POST", wishes, wish),
        ("k3", "POST", format!("{JOBS}/9/complete"), Value::Null),
        ("k4", "DELETE", format!("{JOBS}/10"), Value::Null),
    ];
    let mut first = Vec::new();
    for (key, method, path, body) in &requests {
        first.push(send(&server, STAFF, key, method, path, body).await.json());
    }
    // As if the process had been killed between the commit and the answer.
    let look = server.folder.look();
    look.execute("UPDATE idempotency_keys SET status = NULL, body = NULL");
    for (key, method, path, body) in &requests {
        let refused = send(&server, STAFF, key, method, path, body).await.assert_status(409);
        assert_eq!((refused.code(), refused.header("retry-after")), ("request-in-progress", "1"));
    }
    look.execute("UPDATE idempotency_keys SET started_ms = started_ms - 31000");
    let before = server.all_jobs().await;
    for _ in 0..2 {
        for ((key, method, path, body), first) in requests.iter().zip(&first) {
            let told = send(&server, STAFF, key, method, path, body).await;
            assert_eq!((&told.json(), told.header("idempotency-replayed")), (first, "true"), "{key}");
            let status = if *method == "DELETE" { 200 } else { 201 };
            told.assert_status(status);
        }
    }
    assert_eq!(server.all_jobs().await, before);
}

#[tokio::test]
async fn whatever_was_done_is_not_done_again_when_its_answer_got_lost() {
    let server = Server::start().await;
    let api = "/api/v1/scheduling";
    let off = json!({"user_id": 2, "name": "Away", "start_time": "2024-06-03 00:00", "end_time": "2024-06-04 00:00"});
    let requests = [
        ("k1", "/api/v1/jobs/8/tasks".to_owned(), json!({"description": "Bring a ladder."})),
        ("k2", format!("{api}/scheduled_time_offs"), off),
        ("k3", "/v1/holds".to_owned(), visit()),
    ];
    for (key, path, body) in &requests {
        send(&server, STAFF, key, "POST", path, body).await.assert_status(201);
    }
    let look = server.folder.look();
    look.execute("UPDATE idempotency_keys SET status = NULL, body = NULL, started_ms = started_ms - 31000");
    let count = || ["tasks", "time_offs", "holds"].map(|table| look.count(&format!("SELECT count(*) FROM {table}")));
    let before = count();
    for (key, path, body) in &requests {
        let refused = send(&server, STAFF, key, "POST", path, body).await.assert_status(409);
        assert_eq!(refused.code(), "answer-lost", "{path}");
    }
    assert_eq!(count(), before);
}

#[tokio::test]
async fn a_deletion_that_was_refused_may_be_sent_again() {
    let server = Server::start().await;
    let path = "/api/v1/scheduling/job_types/1";
    for _ in 0..2 {
        let refused = send(&server, STAFF, "k1", "DELETE", path, &Value::Null).await.assert_status(422);
        assert_eq!(refused.code(), "in-use");
    }
}

#[tokio::test]
async fn a_search_is_never_answered_from_before() {
    let server = Server::start().await;
    let asked = json!({"start_date": "2024-05-13", "end_date": "2024-05-13", "length_in_minutes": 60, "job_type_id": 1,
        "entityType": "account", "entityId": 1});
    let path = format!("{JOBS}/find_any_available_space");
    let first = send(&server, STAFF, "k1", "POST", &path, &asked).await.assert_status(200);
    post(&server, "k2", &visit()).await.assert_status(201);
    let again = send(&server, STAFF, "k1", "POST", &path, &asked).await.assert_status(200);
    assert_ne!(again.json(), first.json());
    assert_eq!(again.header("idempotency-replayed"), "");
    let malformed = send(&server, STAFF, "a b", "POST", &path, &asked).await.assert_status(400);
    assert_eq!(malformed.code(), "malformed-idempotency-key");
}

#[tokio::test]
async fn answers_are_kept_for_a_week() {
    let server = Server::start().await;
    post(&server, "k1", &job(json!({}))).await.assert_status(201);
    let look = server.folder.look();
    look.execute("UPDATE idempotency_keys SET started_ms = started_ms - 604801000");
    post(&server, "k2", &job(json!({}))).await.assert_status(201);
    assert_eq!(look.count("SELECT count(*) FROM idempotency_keys"), 1);
    post(&server, "k1", &job(json!({}))).await.assert_status(201);
    assert_eq!(number_of_jobs(&server).await, 6);
}

#[tokio::test]
async fn keys_survive_a_restart() {
    let server = Server::start().await;
    let first = post(&server, "k1", &visit()).await.assert_status(201);
    let server = Server::start_in(server.stop(), &golden_world(), "2024-05-10T12:00").await;
    let again = post(&server, "k1", &visit()).await.assert_status(201);
    assert_eq!((again.bytes.as_slice(), again.header("idempotency-replayed")), (first.bytes.as_slice(), "true"));
}

/// Found by Schemathesis: the key of another request hid that the address does not take the method at all.
#[tokio::test]
async fn a_method_that_an_address_does_not_take_is_refused_as_such_whatever_key_it_has() {
    let server = Server::start().await;
    let ask = async |method: &str| {
        let request = Request::builder().method(method).uri("/api/v1/scheduling/jobs").header("authorization", STAFF);
        let request = request.header("idempotency-key", "k1").header("content-type", "application/json");
        server.send(request.body(Body::from(crate::support::job(json!({})).to_string())).unwrap()).await
    };
    ask("POST").await.assert_status(201);
    for method in ["PATCH", "PUT", "DELETE"] {
        let refused = ask(method).await.assert_status(405);
        assert_eq!((refused.code(), refused.header("allow")), ("method-not-allowed", "GET,HEAD,POST"), "{method}");
    }
}
