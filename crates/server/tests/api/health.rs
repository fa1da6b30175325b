//! `/livez`, `/readyz`, request ids.

use std::time::Instant;

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::database::Look;
use crate::support::{Folder, Server, golden_world};

#[tokio::test]
async fn a_server_that_can_store_is_live_and_ready() {
    let server = Server::start().await;
    for path in ["/livez", "/readyz"] {
        let answer = server.call_as("", "GET", path, Value::Null).await.assert_status(200);
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn readiness_names_what_was_looked_at() {
    let server = Server::start().await;
    let ready = server.call_as("", "GET", "/readyz", Value::Null).await.assert_status(200).json();
    assert_eq!(ready["ready"], true);
    let checks = ready["checks"].as_object().unwrap();
    assert_eq!(checks.keys().collect::<Vec<_>>(), ["serving", "database", "migrations", "clock", "time_zone_rules"]);
    assert!(checks.values().all(|check| check["ok"] == true && check["told"].is_string()), "{ready}");
    assert!(checks["time_zone_rules"]["told"].as_str().unwrap().starts_with("America/Chicago by "));
}

#[tokio::test]
async fn a_server_that_can_not_store_is_live_but_not_ready_and_says_so() {
    let server = Server::start().await;
    let database = server.folder.look();
    database.execute("ALTER TABLE settings RENAME TO mislaid");
    let ready = server.call_as("", "GET", "/readyz", Value::Null).await.assert_status(503);
    assert_eq!((ready.code(), ready.header("retry-after")), ("storage-unavailable", "1"));
    let ready = ready.json();
    assert_eq!((&ready["ready"], &ready["checks"]["database"]["ok"]), (&json!(false), &json!(false)), "{ready}");
    assert_eq!(ready["checks"]["serving"]["ok"], true);
    server.call_as("", "GET", "/livez", Value::Null).await.assert_status(200);
    database.execute("ALTER TABLE mislaid RENAME TO settings");
    server.call_as("", "GET", "/readyz", Value::Null).await.assert_status(200);
}

#[tokio::test]
async fn a_database_that_takes_changes_and_keeps_none_is_not_ready() {
    let server = Server::start().await;
    let database = server.folder.look();
    // What is told of at the commit, as a full disk is.
    let (trigger, again) = match &database {
        Look::Sqlite(_) => (
            "CREATE TRIGGER first AFTER INSERT ON settings BEGIN INSERT INTO kept VALUES (1); END;
             CREATE TRIGGER further AFTER UPDATE ON settings BEGIN INSERT INTO kept VALUES (1); END",
            "DROP TRIGGER first; DROP TRIGGER further",
        ),
        Look::Postgres(_) => (
            "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO kept VALUES (1); RETURN NEW; END';
             CREATE TRIGGER each_row AFTER INSERT OR UPDATE ON settings FOR EACH ROW EXECUTE FUNCTION keep()",
            "DROP TRIGGER each_row ON settings",
        ),
    };
    database.execute("CREATE TABLE never (id BIGINT PRIMARY KEY)");
    database.execute("CREATE TABLE kept (id BIGINT REFERENCES never (id) DEFERRABLE INITIALLY DEFERRED)");
    database.execute(trigger);
    let ready = server.call_as("", "GET", "/readyz", Value::Null).await.assert_status(503);
    assert_eq!(ready.json()["checks"]["database"]["ok"], false);
    database.execute(again);
    server.call_as("", "GET", "/readyz", Value::Null).await.assert_status(200);
}

#[tokio::test]
async fn who_asks_again_and_again_whether_it_is_ready_does_not_make_it_write_each_time() {
    let server = Server::start().await;
    let database = server.folder.look();
    let ask = async || server.call_as("", "GET", "/readyz", Value::Null).await.assert_status(200);
    let mut writes = 0;
    let begin = Instant::now();
    for _ in 0..50 {
        let before = database.state();
        ask().await;
        writes += u64::from(database.state() != before);
    }
    let seconds = begin.elapsed().as_secs();
    assert!((1..=seconds + 1).contains(&writes), "{writes} in {seconds} s");
}

#[tokio::test]
async fn tables_of_another_version_are_not_worked_with() {
    let server = Server::start().await;
    let database = server.folder.look();
    let (newer, again) = match &database {
        Look::Sqlite(_) => {
            let version = database.count("SELECT user_version FROM pragma_user_version");
            ("PRAGMA user_version = 99", format!("PRAGMA user_version = {version}"))
        }
        Look::Postgres(_) => {
            ("INSERT INTO schema_versions VALUES (99)", "DELETE FROM schema_versions WHERE version = 99".to_owned())
        }
    };
    database.execute(newer);
    let ready = server.call_as("", "GET", "/readyz", Value::Null).await.assert_status(503).json();
    let check = &ready["checks"]["migrations"];
    assert!(check["ok"] == false && check["told"].as_str().unwrap().starts_with("version 99; "), "{ready}");
    database.execute(&again);
    server.call_as("", "GET", "/readyz", Value::Null).await.assert_status(200);
}

#[tokio::test]
async fn clocks_that_are_more_than_two_seconds_apart_are_told_and_the_server_is_not_ready() {
    for (seconds, direction) in [(1, "ahead"), (7_200, "ahead"), (-7_200, "behind")] {
        let server = Server::with_database_ahead(&golden_world(), seconds).await;
        let status = if seconds == 1 { 200 } else { 503 };
        let ready = server.call_as("", "GET", "/readyz", Value::Null).await.assert_status(status);
        assert_eq!(ready.code(), if seconds == 1 { "" } else { "clock-drift" });
        let check = ready.json()["checks"]["clock"].clone();
        assert_eq!(check["ok"], seconds == 1, "{check}");
        let told = check["told"].as_str().unwrap();
        assert!(told.starts_with("the database's is ") && told.ends_with(direction), "{told}");
    }
}

#[tokio::test]
async fn rules_that_can_not_be_read_any_more_are_told_and_those_known_hold_on() {
    let folder = Folder::new();
    let zoneinfo = folder.path().join("zoneinfo");
    std::fs::create_dir_all(zoneinfo.join("America")).unwrap();
    let release = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/zoneinfo/2026f");
    for file in ["tzdata.zi", "America/Vancouver"] {
        std::fs::copy(release.join(file), zoneinfo.join(file)).unwrap();
    }
    let mut world = golden_world();
    world["time_zone"] = json!("America/Vancouver");
    let server = Server::start_by_rules(folder, &world, "2026-11-22T12:00", &zoneinfo).await;
    let ready = || async { server.call_as("", "GET", "/readyz", Value::Null).await.assert_status(200).json() };
    assert_eq!(ready().await["checks"]["time_zone_rules"], json!({"ok": true, "told": "America/Vancouver by 2026f"}));
    std::fs::remove_dir_all(&zoneinfo).unwrap();
    let mut is_told = false;
    // The server looks by itself, every two seconds; a minute is what is promised.
    for _ in 0..600 {
        let checks = ready().await["checks"].clone();
        assert!(checks["time_zone_rules"]["told"].as_str().unwrap().starts_with("America/Vancouver by 2026f"));
        is_told = checks["time_zone_rules"]["ok"] == false;
        if is_told {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(is_told);
}

#[tokio::test]
async fn each_answer_has_an_id_and_a_tame_one_is_taken_over() {
    let server = Server::start().await;
    let send = |id: &str| {
        server.send(Request::builder().uri("/livez").header("x-request-id", id).body(Body::empty()).unwrap())
    };
    assert_eq!(send("0af7651916cd43dd").await.header("x-request-id"), "0af7651916cd43dd");
    for wild in ["", "short", "with blanks in it", "<script>alert(1)"] {
        let id = send(wild).await.header("x-request-id").to_owned();
        assert!(id != wild && id.len() == 16, "{id}");
    }
}
