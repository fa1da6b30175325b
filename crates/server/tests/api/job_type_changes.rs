//! Job types: made, changed, deleted.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{STAFF, Server, job};

const NO_ITEM: &str = "No item with that ID found.";
const IN_USE: &str = "The job type is used by jobs, holds, schedules, rules, the policy, fields or booking links.";

fn donut_run(more: Value) -> Value {
    let mut job_type = json!({"name": "Donut Run", "length_in_minutes": 15, "color": "orange", "icon": "cookie"});
    job_type.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    job_type
}

#[tokio::test]
async fn a_job_type_is_made_changed_and_deleted() {
    let server = Server::start().await;
    let plain = json!({
        "id": 3, "change_status_on_completion": false, "account_status_id_completion": null,
        "change_status_on_failure": false, "account_status_id_failure": null, "create_completion_ticket": false,
        "completion_ticket_group_id": null, "create_failure_ticket": false, "failure_ticket_group_id": null,
        "allow_completion_with_uncompleted_tasks": true, "task_template_id": null, "services": [],
        "contract_template_id": null,
    });
    let made = server.post("/job_types", donut_run(json!({}))).await.assert_status(201).data();
    assert_eq!(made, donut_run(plain));
    assert_eq!(server.get("/job_types/3").await.data(), made);
    let change = json!({"name": "Donut Walk", "services": [9, 8], "change_status_on_failure": true,
        "account_status_id_failure": 3, "contract_template_id": 1});
    let changed = server.patch("/job_types/3", change.clone()).await.assert_status(200).data();
    let mut expected = made;
    expected.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    assert_eq!(changed, expected);
    assert_eq!(server.get("/job_types").await.data()[2], changed);
    assert_eq!(server.delete("/job_types/3").await.assert_status(200).json(), json!({"data": {"success": true}}));
    server.delete("/job_types/3").await.assert_refused(404, "job type does not exist.");
    server.get("/job_types/3").await.assert_refused(404, NO_ITEM);
    server.patch("/job_types/3", json!({})).await.assert_refused(404, NO_ITEM);
    let next = server.post("/job_types", donut_run(json!({}))).await.assert_status(201).data();
    assert_eq!(next["id"], 4, "the number of one that was deleted is never given again");
}

#[tokio::test]
async fn s_37_colours_and_icons_are_of_the_vendors_lists() {
    let server = Server::start().await;
    let before = server.get("/job_types").await.json();
    let wrong = json!({"color": "pink", "icon": "Smile", "length_in_minutes": 0, "name": ""});
    let message = json!({
        "name": "The name field is required.",
        "length_in_minutes": "The length in minutes must be at least 1.",
        "color": "The selected color is invalid.",
        "icon": "The selected icon is invalid.",
    });
    server.post("/job_types", wrong.clone()).await.assert_refused(422, message.clone());
    server.patch("/job_types/1", wrong).await.assert_refused(422, message);
    let refused = server.post("/job_types", json!({})).await.assert_status(422).json();
    assert_eq!(refused["error"]["message"].as_object().unwrap().len(), 4);
    assert_eq!(server.get("/job_types").await.json(), before);
}

#[tokio::test]
async fn s_37_an_effect_that_is_on_needs_its_target() {
    let server = Server::start().await;
    for (flag, target, sentence) in [
        (
            "change_status_on_completion",
            "account_status_id_completion",
            "The account status id completion field is required when change status on completion is 1.",
        ),
        (
            "change_status_on_failure",
            "account_status_id_failure",
            "The account status id failure field is required when change status on failure is 1.",
        ),
        (
            "create_completion_ticket",
            "completion_ticket_group_id",
            "The completion ticket group id field is required when create completion ticket is 1.",
        ),
        (
            "create_failure_ticket",
            "failure_ticket_group_id",
            "The failure ticket group id field is required when create failure ticket is 1.",
        ),
    ] {
        let refused = server.post("/job_types", donut_run(json!({flag: true}))).await;
        refused.assert_refused(422, json!({target: sentence}));
        server.patch("/job_types/1", json!({flag: true})).await.assert_refused(422, json!({target: sentence}));
        server.patch("/job_types/1", json!({flag: true, target: 4})).await.assert_status(200);
        // Judged is what comes out of a change, not what is sent.
        server.patch("/job_types/1", json!({target: null})).await.assert_refused(422, json!({target: sentence}));
        server.patch("/job_types/1", json!({target: null, flag: false})).await.assert_status(200);
    }
}

#[tokio::test]
async fn a_new_length_is_for_new_jobs() {
    let server = Server::start().await;
    server.patch("/job_types/1", json!({"length_in_minutes": 45})).await.assert_status(200);
    assert_eq!(server.post("/jobs", job(json!({}))).await.assert_status(201).data()["length_in_minutes"], 45);
    assert_eq!(server.get("/jobs/8").await.data()["length_in_minutes"], 60);
}

#[tokio::test]
async fn a_job_type_that_is_used_stays() {
    let server = Server::start().await;
    server.delete("/job_types/1").await.assert_refused(422, IN_USE);
    server.delete("/job_types/2").await.assert_refused(422, IN_USE);
    server.patch("/schedules/1", json!({"job_type_ids": [1]})).await.assert_status(200);
    let link = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 2});
    server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201);
    server.delete("/job_types/2").await.assert_refused(422, IN_USE);
    assert_eq!(server.get("/job_types/2").await.assert_status(200).data()["name"], "Service call");
}

/// A job type that only schedule 1 names, and a hold for a job of it; then nobody names it but the hold.
async fn held_type(server: &Server) -> (Value, Value) {
    let id = server.post("/job_types", donut_run(json!({}))).await.assert_status(201).data()["id"].clone();
    server.patch("/schedules/1", json!({"job_type_ids": [1, 2, id]})).await.assert_status(200);
    let hold = json!({"job_type_id": id, "assigned_type": "accounts", "assigned_id": 1, "user_ids": [1],
        "length_in_minutes": 60, "scheduled_datetime": "2024-05-13 14:00"});
    let hold = server.call_as(STAFF, "POST", "/v1/holds", hold).await.assert_status(201).json();
    server.patch("/schedules/1", json!({"job_type_ids": [1, 2]})).await.assert_status(200);
    (id, hold["id"].clone())
}

#[tokio::test]
async fn a_job_type_for_which_a_time_is_held_stays_and_so_does_the_hold() {
    let server = Server::start().await;
    let (id, hold) = held_type(&server).await;
    server.delete(&format!("/job_types/{id}")).await.assert_refused(422, IN_USE);
    let extend = format!("/v1/holds/{hold}/extend");
    server.call_as(STAFF, "POST", &extend, Value::Null).await.assert_status(200);
    server.call_as(STAFF, "DELETE", &format!("/v1/holds/{hold}"), Value::Null).await.assert_status(204);
    server.delete(&format!("/job_types/{id}")).await.assert_status(200);
}

#[tokio::test]
async fn expired_holds_go_with_their_job_type_and_what_is_remembered_of_their_users_with_them() {
    let server = Server::start().await;
    let (id, _) = held_type(&server).await;
    let look = server.folder.look();
    look.execute("UPDATE holds SET until_ms = until_ms - 301000");
    let version = || look.count("SELECT version FROM versions WHERE user_id = 1");
    let before = version();
    server.delete(&format!("/job_types/{id}")).await.assert_status(200);
    assert_eq!(
        look.count("SELECT (SELECT count(*) FROM holds) + (SELECT count(*) FROM claims WHERE job_id IS NULL)"),
        0
    );
    assert_eq!(version(), before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_time_that_comes_to_be_held_while_its_job_type_is_deleted_keeps_it() {
    let server = Arc::new(Server::start().await);
    let id = server.post("/job_types", donut_run(json!({}))).await.assert_status(201).data()["id"].clone();
    let placing = server.folder.look();
    let begin = if placing.sees_every_write() { "BEGIN IMMEDIATE" } else { "BEGIN" };
    placing.execute(&format!(
        "{begin}; INSERT INTO holds (holder, job_type_id, start_minute, length_in_minutes, until_ms, deadline_ms)
         VALUES ('user 2', {id}, 30000000, 60, 9000000000000, 9000000000000)"
    ));
    let removal = {
        let server = server.clone();
        tokio::spawn(async move { server.delete(&format!("/job_types/{id}")).await })
    };
    // On SQLite nobody else writes before it has ended, whenever that is.
    if !placing.sees_every_write() {
        let look = server.folder.look();
        let waiting = "SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%job_types%'";
        while look.count(waiting) == 0 {
            assert!(!removal.is_finished(), "it waits for who names the type");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    placing.execute("COMMIT");
    removal.await.unwrap().assert_refused(422, IN_USE);
    assert_eq!(server.folder.look().count("SELECT count(*) FROM holds"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_type_is_deleted_or_used_but_never_both() {
    let server = Arc::new(Server::start().await);
    for _ in 0..10 {
        let made = server.post("/job_types", donut_run(json!({}))).await.assert_status(201).data();
        let id = &made["id"];
        let send = |method: &'static str, path: String, body: Value| {
            let server = server.clone();
            tokio::spawn(async move { server.call(method, &path, body).await })
        };
        let mut uses: Vec<_> =
            (0..3).map(|_| send("POST", "/jobs".to_owned(), job(json!({"job_type_id": id})))).collect();
        let removal = send("DELETE", format!("/job_types/{id}"), Value::Null);
        uses.push(send("PATCH", "/schedules/1".to_owned(), json!({"job_type_ids": [id]})));
        let is_gone = removal.await.unwrap().status == 200;
        for sent in uses {
            let answer = sent.await.unwrap();
            assert!([200, 201, 422].contains(&answer.status), "{}", answer.json());
            assert!(!is_gone || answer.status == 422, "{}", answer.json());
        }
        assert_eq!(server.get(&format!("/job_types/{id}")).await.status, if is_gone { 404 } else { 200 });
        server.patch("/schedules/1", json!({"job_type_ids": [1, 2]})).await.assert_status(200);
    }
}
