//! Who may use the API by name and password, as staff make, change and remove them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::support::{STAFF, Server};

const USERS: &str = "/v1/api_users";

fn basic(name: &str, password: &Value) -> String {
    format!("Basic {}", STANDARD.encode(format!("{name}:{}", password.as_str().unwrap())))
}

/// Makes one, and gives what it calls with.
async fn made(server: &Server, wanted: Value) -> String {
    let made = server.call_as(STAFF, "POST", USERS, wanted.clone()).await.assert_status(201).json();
    basic(wanted["name"].as_str().unwrap(), &made["password"])
}

async fn status(server: &Server, caller: &str, path: &str) -> u16 {
    server.call_as(caller, "GET", path, Value::Null).await.status
}

#[tokio::test]
async fn one_is_made_with_a_password_that_is_shown_once_rotated_disabled_and_removed() {
    let server = Server::start().await;
    let wanted = json!({"name": "crm", "scope": "schedule", "user_id": 2});
    let answer = server.call_as(STAFF, "POST", USERS, wanted.clone()).await.assert_status(201).json();
    let first = basic("crm", &answer["password"]);
    assert_eq!(
        [&answer["user_id"], &answer["scope"], &answer["systems"], &answer["active"], &answer["from_settings"]],
        [&json!(2), &json!("schedule"), &json!(["sonar"]), &json!(true), &json!(false)]
    );
    let listed = async || {
        let all = server.call_as(STAFF, "GET", USERS, Value::Null).await.assert_status(200).data();
        all.as_array().unwrap().iter().find(|user| user["name"] == "crm").cloned()
    };
    let user = listed().await.unwrap();
    assert_eq!(user["last_used_at"], Value::Null, "nobody has called");
    assert!(user["created_at"].is_string() && user.get("password").is_none(), "{user}");
    assert_eq!(status(&server, &first, "/v1/clock").await, 200);
    assert!(listed().await.unwrap()["last_used_at"].is_string());

    let rotated = server.call_as(STAFF, "POST", &format!("{USERS}/crm/rotate_password"), Value::Null).await;
    let second = basic("crm", &rotated.assert_status(200).json()["password"]);
    assert_eq!((status(&server, &first, "/v1/clock").await, status(&server, &second, "/v1/clock").await), (401, 200));

    for (active, expected) in [(false, 401), (true, 200)] {
        let change = json!({"active": active});
        let changed = server.call_as(STAFF, "PATCH", &format!("{USERS}/crm"), change).await.assert_status(200).json();
        assert_eq!((&changed["active"], &changed["scope"]), (&json!(active), &json!("schedule")));
        assert_eq!(status(&server, &second, "/v1/clock").await, expected);
    }
    server.call_as(STAFF, "DELETE", &format!("{USERS}/crm"), Value::Null).await.assert_status(204);
    assert_eq!(status(&server, &second, "/v1/clock").await, 401);
    assert_eq!(listed().await, None);

    // What became of it stays, and nothing secret is in it.
    let deeds = server.call_as(STAFF, "GET", "/v1/history?api_user=crm", Value::Null).await.assert_status(200).data();
    let told =
        |member: &str| deeds.as_array().unwrap().iter().rev().map(|deed| deed[member].clone()).collect::<Vec<_>>();
    assert_eq!(told("operation"), ["create", "rotate_password", "disable", "enable", "remove"]);
    assert!(told("actor").iter().all(|actor| actor == "user 1") && told("api_user").iter().all(|name| name == "crm"));
    let secrets = [&first, &second].map(|caller| {
        let decoded = STANDARD.decode(caller.trim_start_matches("Basic ")).unwrap();
        String::from_utf8(decoded).unwrap().split_once(':').unwrap().1.to_owned()
    });
    assert!(secrets.iter().all(|secret| !deeds.to_string().contains(secret)), "{deeds}");
}

#[tokio::test]
async fn one_reaches_what_its_scope_reaches_and_its_scope_is_changed_at_the_next_request() {
    let server = Server::start().await;
    let reached = async |caller: &str| {
        let (type_, rules) = (json!({"name": "A", "length_in_minutes": 30, "color": "blue", "icon": "dna"}), json!({}));
        let blocker = "/api/v1/scheduling/schedule_blockers/999";
        let asked = [
            ("GET", "/v1/board", Value::Null),
            ("POST", "/v1/holds", json!({})),
            ("DELETE", blocker, Value::Null),
            ("PUT", "/v1/rules", rules),
            ("POST", "/api/v1/scheduling/job_types", type_),
            ("GET", USERS, Value::Null),
            ("GET", "/v1/history?api_user=crm", Value::Null),
        ];
        let mut reached = Vec::new();
        for (method, path, body) in asked {
            reached.push(server.call_as(caller, method, path, body).await.code() != "scope-missing");
        }
        reached
    };
    let crm = made(&server, json!({"name": "crm", "scope": "view"})).await;
    for (scope, expected) in [
        ("view", [true, false, false, false, false, false, false]),
        ("schedule", [true, true, false, false, false, false, false]),
        ("override", [true, true, true, false, false, false, false]),
        ("admin", [true; 7]),
        ("view", [true, false, false, false, false, false, false]),
    ] {
        server.call_as(STAFF, "PATCH", &format!("{USERS}/crm"), json!({"scope": scope})).await.assert_status(200);
        assert_eq!(reached(&crm).await, expected, "{scope}");
    }
    // It is also so for what is looked up without a question to the database.
    let job = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
    let refused = server.call_as(&crm, "POST", "/api/v1/scheduling/jobs", job).await;
    assert_eq!((refused.status, refused.code()), (403, "scope-missing"));
}

#[tokio::test]
async fn who_is_held_to_a_scope_reaches_no_other_systems_api() {
    let server = Server::start().await;
    let wanted = json!({"name": "crm", "scope": "schedule", "systems": ["sonar", "os1"]});
    let refused = server.call_as(STAFF, "POST", USERS, wanted).await.assert_status(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "#/systems");
    made(&server, json!({"name": "crm", "scope": "admin", "systems": ["os1", "sonar"]})).await;
    let narrowed = server.call_as(STAFF, "PATCH", &format!("{USERS}/crm"), json!({"scope": "view"})).await;
    assert_eq!(narrowed.assert_status(422).json()["errors"][0]["pointer"], "#/systems");
    // However it came to be so.
    let os1 = async |password: &str| {
        let body = json!({"username": "crm", "password": password});
        server.call_as("", "POST", "/os1/v1/auth/token", body).await
    };
    assert_eq!(os1("wrong").await.status / 100, 4);
    let gone =
        server.call_as(STAFF, "PATCH", &format!("{USERS}/crm"), json!({"scope": "view", "systems": "sonar"})).await;
    assert_eq!(gone.assert_status(200).json()["systems"], json!(["sonar"]));
}

#[tokio::test]
async fn the_last_who_may_set_up_stays_and_the_one_of_the_settings_is_changed_there() {
    let server = Server::start().await;
    let own = format!("{USERS}/api");
    for (method, path) in [("DELETE", own.clone()), ("POST", format!("{own}/rotate_password"))] {
        let refused = server.call_as(STAFF, method, &path, Value::Null).await;
        assert_eq!((refused.status, refused.code()), (409, "from-settings"), "{method}");
    }
    made(&server, json!({"name": "viewer", "scope": "view"})).await;
    for change in
        [json!({"active": false}), json!({"scope": "override", "systems": "sonar"}), json!({"systems": "os1"})]
    {
        let refused = server.call_as(STAFF, "PATCH", &own, change.clone()).await;
        assert_eq!((refused.status, refused.code()), (409, "last-admin"), "{change}");
    }
    let boss = made(&server, json!({"name": "boss", "scope": "admin"})).await;
    server.call_as(STAFF, "PATCH", &own, json!({"active": false})).await.assert_status(200);
    assert_eq!(server.call_as(&boss, "DELETE", &format!("{USERS}/boss"), Value::Null).await.code(), "last-admin");
    server.call_as(&boss, "DELETE", &format!("{USERS}/viewer"), Value::Null).await.assert_status(204);
    server.call_as(&boss, "PATCH", &own, json!({"active": true})).await.assert_status(200);
    // By now it is not the last, and may go: also by itself.
    server.call_as(&boss, "DELETE", &format!("{USERS}/boss"), Value::Null).await.assert_status(204);
    assert_eq!(status(&server, &boss, "/v1/clock").await, 401);
}

#[tokio::test]
async fn what_can_not_be_made_is_refused_with_its_member_and_what_is_not_there_is_not_found() {
    let server = Server::start().await;
    made(&server, json!({"name": "crm", "scope": "view"})).await;
    for (wanted, member, part) in [
        (json!({"scope": "view"}), "name", "required"),
        (json!({"name": "other"}), "scope", "required"),
        (json!({"name": "other", "scope": "root"}), "scope", "invalid"),
        (json!({"name": "crm", "scope": "view"}), "name", "`crm` already"),
        (json!({"name": "a:b", "scope": "view"}), "name", "`a:b`"),
        (json!({"name": "..", "scope": "view"}), "name", "`..`"),
        (json!({"name": "a/b", "scope": "view"}), "name", "slash"),
        (json!({"name": "x".repeat(101), "scope": "view"}), "name", "100"),
        (json!({"name": "other", "scope": "view", "user_id": 999}), "user_id", "invalid"),
        (json!({"name": "other", "scope": "admin", "systems": ["sonic"]}), "systems", "systems"),
    ] {
        let refused = server.call_as(STAFF, "POST", USERS, wanted.clone()).await.assert_status(422).json();
        let fault = &refused["errors"][0];
        assert_eq!(fault["pointer"], format!("#/{member}"), "{wanted}");
        assert!(fault["detail"].as_str().unwrap().contains(part), "{wanted}: {fault}");
    }
    for (method, path) in [("PATCH", ""), ("DELETE", ""), ("POST", "/rotate_password")] {
        let body = if method == "PATCH" { json!({"active": true}) } else { Value::Null };
        let answer = server.call_as(STAFF, method, &format!("{USERS}/nobody{path}"), body).await;
        assert_eq!(answer.status, 404, "{method} {path}");
    }
    // Names stand in addresses as they must.
    made(&server, json!({"name": "Büro & CRM", "scope": "view"})).await;
    let path = format!("{USERS}/B%C3%BCro%20%26%20CRM");
    server.call_as(STAFF, "DELETE", &path, Value::Null).await.assert_status(204);
}
