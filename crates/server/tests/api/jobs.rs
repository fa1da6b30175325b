//! `/api/v1/scheduling/jobs`: rules S-1 to S-22, and the states of a job.

use serde_json::{Value, json};

use crate::support::{Server, job};

const NO_ITEM: &str = "No item with that ID found.";
const NOBODY_FREE: &str = "There is no availability for that day/time for user ID 1.";
const COMPLETED: &str = "The job has already been completed.";

#[tokio::test]
async fn s1_wrong_credentials_are_401_with_a_challenge() {
    let server = Server::start().await;
    for authorization in ["Basic YXBpOndyb25n", "Basic bm9ib2R5OnNlY3JldA==", "Basic !", "Basic", "Digest x", ""] {
        let answer = server.call_as(authorization, "GET", "/api/v1/scheduling/jobs", Value::Null).await;
        let answer = answer.assert_refused(401, "Invalid credentials.");
        assert_eq!(answer.header("www-authenticate"), "Basic realm=\"Sonar\"", "{authorization}");
    }
}

#[tokio::test]
async fn s2_type_and_entity_are_required_to_create() {
    let server = Server::start().await;
    server.post("/jobs", json!({})).await.assert_refused(
        422,
        json!({
            "job_type_id": "The job type id field is required.",
            "assigned_type": "The assigned type field is required.",
            "assigned_id": "The assigned id field is required.",
        }),
    );
}

#[tokio::test]
async fn s3_the_entity_may_be_named_in_plural_or_singular_and_is_shown_in_plural() {
    let server = Server::start().await;
    for kind in ["network_sites", "network_site"] {
        let created = server.post("/jobs", job(json!({"assigned_type": kind}))).await.assert_status(201);
        assert_eq!(created.data()["assigned_type"], "network_sites");
    }
    let refused = server.post("/jobs", job(json!({"assigned_type": "planets"}))).await;
    refused.assert_refused(422, json!({"assigned_type": "The selected assigned type is invalid."}));
}

#[tokio::test]
async fn s4_type_and_entity_must_exist() {
    let server = Server::start().await;
    server.post("/jobs", job(json!({"job_type_id": 99, "assigned_id": 77}))).await.assert_refused(
        422,
        json!({
            "job_type_id": "The selected job type id is invalid.",
            "assigned_id": "The selected assigned id is invalid.",
        }),
    );
}

#[tokio::test]
async fn s5_a_length_must_be_divisible_by_15() {
    let server = Server::start().await;
    let refused = server.post("/jobs", job(json!({"length_in_minutes": 50}))).await;
    refused.assert_refused(422, json!({"length_in_minutes": "The length in minutes must be divisible by 15."}));
    let refused = server.patch("/jobs/8", json!({"length_in_minutes": 50})).await;
    refused.assert_refused(422, json!({"length_in_minutes": "The length in minutes must be divisible by 15."}));
}

#[tokio::test]
async fn s6_without_a_length_a_job_takes_its_types() {
    let server = Server::start().await;
    let created = server.post("/jobs", job(json!({"job_type_id": 2}))).await.assert_status(201);
    assert_eq!(created.data()["length_in_minutes"], 120);
}

#[tokio::test]
async fn s7_time_and_crew_come_together() {
    let server = Server::start().await;
    let refused = server.post("/jobs", job(json!({"user_ids": [1]}))).await;
    let sentence = "The scheduled datetime field is required when user ids is present.";
    refused.assert_refused(422, json!({"scheduled_datetime": sentence}));
}

#[tokio::test]
async fn s8_an_empty_crew_is_none_and_an_unknown_user_is_told() {
    let server = Server::start().await;
    let time = "2024-05-13 10:00:00";
    let refused = server.post("/jobs", job(json!({"scheduled_datetime": time, "user_ids": []}))).await;
    let sentence = "The user ids field is required when scheduled datetime is present.";
    refused.assert_refused(422, json!({"user_ids": sentence}));
    let refused = server.post("/jobs", job(json!({"scheduled_datetime": time, "user_ids": [1, 77]}))).await;
    refused.assert_refused(422, json!({"user_ids": "That user does not exist."}));
}

#[tokio::test]
async fn s9_nobody_is_booked_twice() {
    let server = Server::start().await;
    let visit = |time: &str| job(json!({"length_in_minutes": 60, "scheduled_datetime": time, "user_ids": [1]}));
    server.post("/jobs", visit("2024-05-13 09:00:00")).await.assert_refused(422, NOBODY_FREE);
    let created = server.post("/jobs", visit("2024-05-13 09:45")).await.assert_status(201);
    assert_eq!(created.data()["scheduled_datetime"], "2024-05-13 09:45:00");
    assert_eq!(created.data()["status"], "scheduled");
    let refused = server.post("/jobs", visit("2024-05-13T10:30:00")).await.assert_refused(422, NOBODY_FREE);
    assert_eq!(refused.code(), "slot-taken");
    server.post("/jobs", visit("2024-05-13 10:45:00")).await.assert_status(201);
}

#[tokio::test]
async fn s10_kind_and_number_of_the_entity_change_together() {
    let server = Server::start().await;
    let refused = server.patch("/jobs/8", json!({"assigned_id": 1})).await;
    let sentence = "The assigned type field is required when assigned id is present.";
    refused.assert_refused(422, json!({"assigned_type": sentence}));
    let refused = server.patch("/jobs/8", json!({"assigned_type": "accounts"})).await;
    let sentence = "The assigned id field is required when assigned type is present.";
    refused.assert_refused(422, json!({"assigned_id": sentence}));
    let changed = server.patch("/jobs/8", json!({"assigned_type": "network_sites", "assigned_id": 1})).await;
    assert_eq!(changed.assert_status(201).data()["assigned_type"], "network_sites");
}

#[tokio::test]
async fn s11_a_new_time_needs_a_crew() {
    let server = Server::start().await;
    let refused = server.patch("/jobs/8", json!({"scheduled_datetime": "2024-05-13 10:00:00"})).await;
    let sentence = "The user ids field is required when scheduled datetime is present.";
    refused.assert_refused(422, json!({"user_ids": sentence}));
}

#[tokio::test]
async fn s12_a_crew_without_time_is_ignored_while_queued() {
    let server = Server::start().await;
    let changed = server.patch("/jobs/8", json!({"user_ids": [77], "notes": "x"})).await.assert_status(201).data();
    assert_eq!((&changed["user_ids"], &changed["notes"]), (&json!([]), &json!("x")));
}

#[tokio::test]
async fn a_crew_without_time_is_replaced_while_scheduled_when_it_is_free() {
    let mut world = crate::support::golden_world();
    world["schedules"][0]["user_ids"] = json!([1, 2]);
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    let changed = server.patch("/jobs/9", json!({"user_ids": [2, 1]})).await.assert_status(201).data();
    assert_eq!(changed["user_ids"], json!([2, 1]));
    assert_eq!(changed["scheduled_datetime"], "2024-05-13 09:15");
}

#[tokio::test]
async fn s13_changing_an_unknown_job_is_422() {
    let server = Server::start().await;
    for id in ["999", "0", "-1", "9007199254740993", "99999999999999999999", "x", "8.0", "%20"] {
        server.patch(&format!("/jobs/{id}"), json!({"notes": "x"})).await.assert_refused(422, NO_ITEM);
    }
}

#[tokio::test]
async fn s14_a_longer_job_must_still_fit() {
    let server = Server::start().await;
    server.patch("/jobs/9", json!({"length_in_minutes": 180})).await.assert_refused(422, NOBODY_FREE);
    let changed = server.patch("/jobs/9", json!({"length_in_minutes": 165})).await.assert_status(201).data();
    assert_eq!(changed["length_in_minutes"], 165);
    server
        .post(
            "/jobs",
            job(json!({"length_in_minutes": 15, "scheduled_datetime": "2024-05-13 11:45:00", "user_ids": [1]})),
        )
        .await
        .assert_refused(422, NOBODY_FREE);
}

#[tokio::test]
async fn s15_null_unlinks_the_ticket_and_its_absence_keeps_it() {
    let server = Server::start().await;
    let changed = |body| server.patch("/jobs/8", body);
    assert_eq!(changed(json!({"ticket_id": 5})).await.data()["ticket_id"], 5);
    assert_eq!(changed(json!({"notes": "x"})).await.data()["ticket_id"], 5);
    assert_eq!(changed(json!({"ticket_id": null})).await.data()["ticket_id"], Value::Null);
}

#[tokio::test]
async fn s16_services_are_kept_and_taken_away() {
    let server = Server::start().await;
    let changed = |body| server.patch("/jobs/8", body);
    assert_eq!(changed(json!({"services": [7, 9]})).await.data()["services"], json!([7, 9]));
    assert_eq!(changed(json!({"notes": "x"})).await.data()["services"], json!([7, 9]));
    assert_eq!(changed(json!({"services": []})).await.data()["services"], json!([]));
}

#[tokio::test]
async fn s17_an_unknown_job_is_404_everywhere_else() {
    let server = Server::start().await;
    for id in ["999", "0", "-1", "9007199254740993", "99999999999999999999", "x"] {
        server.get(&format!("/jobs/{id}")).await.assert_refused(404, NO_ITEM);
        for deed in ["check_in", "check_out", "complete", "queue"] {
            server.post(&format!("/jobs/{id}/{deed}"), json!({"user_id": "?"})).await.assert_refused(404, NO_ITEM);
        }
    }
}

#[tokio::test]
async fn s18_a_deleted_job_is_gone_and_frees_its_crew() {
    let server = Server::start().await;
    server.delete("/jobs/999").await.assert_refused(404, "job does not exist.");
    let deleted = server.delete("/jobs/9").await.assert_status(200);
    assert_eq!(deleted.json(), json!({"data": {"success": true}}));
    server.delete("/jobs/9").await.assert_refused(404, "job does not exist.");
    server.get("/jobs/9").await.assert_refused(404, NO_ITEM);
    let visit = json!({"length_in_minutes": 30, "scheduled_datetime": "2024-05-13 09:15:00", "user_ids": [1]});
    let created = server.post("/jobs", job(visit)).await.assert_status(201);
    assert_eq!(created.data()["id"], 11, "a number is never used twice");
}

#[tokio::test]
async fn the_number_of_the_last_job_is_not_given_again() {
    let server = Server::start().await;
    server.delete("/jobs/10").await.assert_status(200);
    assert_eq!(server.post("/jobs", job(json!({}))).await.data()["id"], 11);
}

#[tokio::test]
async fn s19_an_unknown_user_is_not_checked_in() {
    let server = Server::start().await;
    for deed in ["check_in", "check_out"] {
        let refused = server.post(&format!("/jobs/9/{deed}"), json!({"user_id": 77})).await;
        refused.assert_refused(422, json!({"user_id": "That user does not exist."}));
    }
}

#[tokio::test]
async fn several_users_check_in_once_each_and_out() {
    let server = Server::start().await;
    let entry = |user: u64| json!({"user_id": user, "datetime": "2024-05-10 12:00:00"});
    server.post("/jobs/9/check_in", Value::Null).await.assert_status(201);
    server.post("/jobs/9/check_in", json!({"user_id": 2})).await.assert_status(201);
    let again = server.post("/jobs/9/check_in", json!({"user_id": 1})).await.assert_status(201).data();
    assert_eq!(again["checked_in_users"], json!([entry(1), entry(2)]));
    let left = server.post("/jobs/9/check_out", json!({"user_id": 1})).await.assert_status(201).data();
    assert_eq!(left["checked_in_users"], json!([entry(2)]));
    assert_eq!((&left["status"], &left["user_ids"]), (&json!("scheduled"), &json!([1])));
    server.post("/jobs/8/check_in", Value::Null).await.assert_refused(422, "The job is not scheduled.");
}

#[tokio::test]
async fn s20_completing_clears_the_schedule_and_the_checked_in() {
    let server = Server::start().await;
    server.post("/jobs/9/check_in", Value::Null).await.assert_status(201);
    let done = server.post("/jobs/9/complete", json!({"reason": "foobar"})).await.assert_status(201).data();
    for (name, value) in [
        ("status", json!("completed")),
        ("scheduled_datetime", Value::Null),
        ("user_ids", json!([])),
        ("checked_in_users", json!([])),
        ("completed_at", json!("2024-05-10 12:00:00")),
        ("completed_by_user_id", json!(1)),
        ("completed_successfully", json!(true)),
        ("completion_reason", json!("foobar")),
    ] {
        assert_eq!(done[name], value, "{name}");
    }
    let refused = server.post("/jobs/8/complete", json!({"completion_type": "perhaps"})).await;
    refused.assert_refused(422, json!({"completion_type": "The selected completion type is invalid."}));
}

#[tokio::test]
async fn s21_a_failure_needs_a_reason() {
    let server = Server::start().await;
    let sentence = "The reason field is required when completion type is failure.";
    let refused = server.post("/jobs/9/complete", json!({"completion_type": "failure", "reason": " "})).await;
    refused.assert_refused(422, json!({"reason": sentence}));
    let failed = server.post("/jobs/9/complete", json!({"completion_type": "failure", "reason": "No access"})).await;
    let failed = failed.assert_status(201).data();
    assert_eq!((&failed["status"], &failed["completed_successfully"]), (&json!("failed"), &json!(false)));
}

#[tokio::test]
async fn what_has_ended_is_not_moved() {
    let server = Server::start().await;
    server.post("/jobs/8/complete", Value::Null).await.assert_status(201);
    let visit = json!({"scheduled_datetime": "2024-05-13 14:00:00", "user_ids": [1]});
    for id in [8, 10] {
        server.patch(&format!("/jobs/{id}"), visit.clone()).await.assert_refused(422, COMPLETED);
        for deed in ["check_in", "check_out", "complete"] {
            server.post(&format!("/jobs/{id}/{deed}"), Value::Null).await.assert_refused(422, COMPLETED);
        }
    }
    server.post("/jobs/8/queue", Value::Null).await.assert_refused(422, COMPLETED);
}

#[tokio::test]
async fn a_queued_job_frees_its_crew() {
    let server = Server::start().await;
    let queued = server.post("/jobs/9/queue", Value::Null).await.assert_status(201).data();
    assert_eq!((&queued["status"], &queued["user_ids"]), (&json!("queued"), &json!([])));
    assert_eq!(queued["scheduled_datetime"], Value::Null);
    server.post("/jobs/9/queue", Value::Null).await.assert_status(201);
    let visit = json!({"length_in_minutes": 30, "scheduled_datetime": "2024-05-13 09:15:00", "user_ids": [1]});
    server.post("/jobs", job(visit)).await.assert_status(201);
}

#[tokio::test]
async fn a_change_is_answered_without_seconds_and_a_reading_with_them() {
    let server = Server::start().await;
    let visit = json!({"scheduled_datetime": "2024-05-13 14:00:00", "user_ids": [1]});
    let changed = server.patch("/jobs/8", visit).await.assert_status(201).data();
    assert_eq!(changed["scheduled_datetime"], "2024-05-13 14:00");
    assert_eq!(changed["status"], "scheduled");
    assert_eq!(server.get("/jobs/8").await.data()["scheduled_datetime"], "2024-05-13 14:00:00");
}

#[tokio::test]
async fn a_job_may_be_moved_by_less_than_its_length() {
    let server = Server::start().await;
    let visit = json!({"scheduled_datetime": "2024-05-13 09:30:00", "user_ids": [1]});
    server.patch("/jobs/9", visit).await.assert_status(201);
}

#[tokio::test]
async fn lists_come_in_pages() {
    let server = Server::start().await;
    let all = server.get("/jobs").await.assert_status(200).json();
    assert_eq!(all["paginator"], json!({"total_count": 3, "total_pages": 1, "current_page": 1, "limit": 100}));
    let ids: Vec<_> = all["data"].as_array().unwrap().iter().map(|job| job["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, [8, 9, 10]);
    for beyond in ["3", "9007199254740991"] {
        let page = server.get(&format!("/jobs?limit=2&page={beyond}")).await.assert_status(200).json();
        assert_eq!((&page["data"], &page["paginator"]["total_pages"]), (&json!([]), &json!(2)));
    }
    for (query, fault) in [
        ("limit=0", json!({"limit": "The limit must be at least 1."})),
        ("limit=-3", json!({"limit": "The limit must be at least 1."})),
        ("limit=1001", json!({"limit": "The limit may not be greater than 1000."})),
        ("limit=ten", json!({"limit": "The limit must be an integer."})),
        ("page=0", json!({"page": "The page must be at least 1."})),
        ("page=1.5", json!({"page": "The page must be an integer."})),
        ("page=99999999999999999999999", json!({"page": "The page must be an integer."})),
    ] {
        server.get(&format!("/jobs?{query}")).await.assert_refused(422, fault);
    }
}
