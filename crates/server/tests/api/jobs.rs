//! `/api/v1/scheduling/jobs`: rules S-1 to S-21, but for S-15 and S-16, which are in
//! `effects`. The states of a job are in `job_states`.

use serde_json::{Value, json};

use crate::support::{Server, job};

const NO_ITEM: &str = "No item with that ID found.";
const NOBODY_FREE: &str = "There is no availability for that day/time for user ID 1.";

/// Each of the vendor's sixteen operations, in a form that would do something.
const OPERATIONS: [(&str, &str); 16] = [
    ("GET", "/jobs"),
    ("GET", "/jobs/8"),
    ("POST", "/jobs"),
    ("PATCH", "/jobs/8"),
    ("DELETE", "/jobs/8"),
    ("POST", "/jobs/9/check_in"),
    ("POST", "/jobs/9/check_out"),
    ("POST", "/jobs/9/complete"),
    ("POST", "/jobs/9/queue"),
    ("GET", "/jobs/find_any_available_space"),
    ("GET", "/jobs/find_available_space"),
    ("GET", "/jobs/8/desired_job_datetimes"),
    ("GET", "/jobs/8/desired_job_datetimes/1"),
    ("POST", "/jobs/8/desired_job_datetimes"),
    ("PATCH", "/jobs/8/desired_job_datetimes/1"),
    ("DELETE", "/jobs/8/desired_job_datetimes/1"),
];

#[tokio::test]
async fn s_01_wrong_credentials_are_401_with_a_challenge() {
    let server = Server::start().await;
    let wish = json!({"date": "2024-05-20", "start_time": "09:00", "end_time": "10:00"});
    server.post("/jobs/8/desired_job_datetimes", wish).await.assert_status(201);
    let before = server.all_jobs().await;
    let body = job(json!({"notes": "x", "date": "2024-05-21", "start_time": "10:00", "end_time": "11:00"}));
    for authorization in ["Basic YXBpOndyb25n", "Basic bm9ib2R5OnNlY3JldA==", "Basic !", "Basic", "Digest x", ""] {
        for (method, path) in OPERATIONS {
            let answer =
                server.call_as(authorization, method, &format!("/api/v1/scheduling{path}"), body.clone()).await;
            let answer = answer.assert_refused(401, "Invalid credentials.");
            assert_eq!(answer.header("www-authenticate"), "Basic realm=\"Sonar\"", "{authorization} {method} {path}");
        }
    }
    let request = axum::http::Request::builder().uri("/api/v1/scheduling/jobs").body(axum::body::Body::empty());
    server.send(request.unwrap()).await.assert_refused(401, "Invalid credentials.");
    assert_eq!(server.all_jobs().await, before);
}

#[tokio::test]
async fn s_02_type_and_entity_are_required_to_create() {
    let server = Server::start().await;
    let before = server.all_jobs().await;
    let all = json!({
        "job_type_id": "The job type id field is required.",
        "assigned_type": "The assigned type field is required.",
        "assigned_id": "The assigned id field is required.",
    });
    for nothing in [
        json!({}),
        json!({"job_type_id": null, "assigned_type": null, "assigned_id": null}),
        json!({"job_type_id": "", "assigned_type": " ", "assigned_id": []}),
    ] {
        server.post("/jobs", nothing).await.assert_refused(422, all.clone());
    }
    for (name, sentence) in all.as_object().unwrap() {
        let mut body = job(json!({}));
        body.as_object_mut().unwrap().remove(name);
        server.post("/jobs", body).await.assert_refused(422, json!({name: sentence}));
    }
    assert_eq!(server.all_jobs().await, before);
}

#[tokio::test]
async fn s_03_the_entity_may_be_named_in_plural_or_singular_and_is_shown_in_plural() {
    let server = Server::start().await;
    for (kind, shown) in [
        ("network_sites", "network_sites"),
        ("network_site", "network_sites"),
        ("accounts", "accounts"),
        ("account", "accounts"),
    ] {
        let made = server.post("/jobs", job(json!({"assigned_type": kind}))).await.assert_status(201).data();
        assert_eq!(made["assigned_type"], shown, "{kind}");
        let change = json!({"assigned_type": kind, "assigned_id": 1});
        let changed = server.patch("/jobs/8", change).await.assert_status(201).data();
        assert_eq!(changed["assigned_type"], shown, "{kind}");
    }
    let before = server.all_jobs().await;
    let invalid = json!({"assigned_type": "The selected assigned type is invalid."});
    for kind in [json!("planets"), json!("Accounts"), json!("jobs"), json!(1), json!(["accounts"]), json!(true)] {
        let body = job(json!({"assigned_type": kind}));
        server.post("/jobs", body).await.assert_refused(422, invalid.clone());
        let change = json!({"assigned_type": kind, "assigned_id": 1});
        server.patch("/jobs/8", change).await.assert_refused(422, invalid.clone());
    }
    assert_eq!(server.all_jobs().await, before);
}

#[tokio::test]
async fn s_04_type_and_entity_must_exist() {
    let server = Server::start().await;
    let before = server.all_jobs().await;
    let no_type = json!({"job_type_id": "The selected job type id is invalid."});
    let no_entity = json!({"assigned_id": "The selected assigned id is invalid."});
    for id in [json!(99), json!("99"), json!(0), json!(-1), json!(9_007_199_254_740_991_u64)] {
        server.post("/jobs", job(json!({"job_type_id": id}))).await.assert_refused(422, no_type.clone());
        for kind in ["accounts", "network_sites"] {
            let entity = json!({"assigned_type": kind, "assigned_id": id});
            server.post("/jobs", job(entity.clone())).await.assert_refused(422, no_entity.clone());
            server.patch("/jobs/8", entity).await.assert_refused(422, no_entity.clone());
        }
    }
    let both = json!({
        "job_type_id": "The selected job type id is invalid.",
        "assigned_id": "The selected assigned id is invalid.",
    });
    server.post("/jobs", job(json!({"job_type_id": 99, "assigned_id": 77}))).await.assert_refused(422, both);
    assert_eq!(server.all_jobs().await, before);
}

#[tokio::test]
async fn s_05_a_length_is_a_positive_multiple_of_15() {
    let server = Server::start().await;
    let before = server.all_jobs().await;
    let (divisible, least) = ("must be divisible by 15.", "must be at least 1.");
    for (length, sentence) in [
        (json!(50), divisible),
        (json!("50"), divisible),
        (json!(1), divisible),
        (json!(1439), divisible),
        (json!(0), least),
        (json!(-15), least),
        (json!("-15"), least),
        (json!(7.5), "must be an integer."),
        (json!("an hour"), "must be an integer."),
        (json!([60]), "must be an integer."),
        (json!(9_007_199_254_740_992_u64), "must be an integer."),
        (json!(1455), "may not be greater than 1440."),
    ] {
        let message = json!({"length_in_minutes": format!("The length in minutes {sentence}")});
        let length = json!({"length_in_minutes": length});
        server.post("/jobs", job(length.clone())).await.assert_refused(422, message.clone());
        server.patch("/jobs/8", length.clone()).await.assert_refused(422, message.clone());
        server.patch("/jobs/9", length).await.assert_refused(422, message);
    }
    assert_eq!(server.all_jobs().await, before);
    for length in [json!(15), json!("30"), json!(1440)] {
        let made = server.post("/jobs", job(json!({"length_in_minutes": length}))).await.assert_status(201).data();
        assert_eq!(made["length_in_minutes"].to_string(), length.to_string().replace('"', ""));
    }
}

#[tokio::test]
async fn s_06_without_a_length_a_job_takes_its_types_whatever_it_is() {
    let server = Server::start().await;
    for body in [json!({"job_type_id": 2}), json!({"job_type_id": 2, "length_in_minutes": null})] {
        let made = server.post("/jobs", job(body)).await.assert_status(201).data();
        assert_eq!(made["length_in_minutes"], 120);
    }
    server.patch("/job_types/2", json!({"length_in_minutes": 50})).await.assert_status(200);
    let made = server.post("/jobs", job(json!({"job_type_id": 2}))).await.assert_status(201).data();
    assert_eq!((&made["length_in_minutes"], &made["status"]), (&json!(50), &json!("queued")));
}

#[tokio::test]
async fn s_07_time_and_crew_come_together() {
    let server = Server::start().await;
    let before = server.all_jobs().await;
    let sentence = "The scheduled datetime field is required when user ids is present.";
    let refused = server.post("/jobs", job(json!({"user_ids": [1]}))).await;
    refused.assert_refused(422, json!({"scheduled_datetime": sentence}));
    let sentence = "The user ids field is required when scheduled datetime is present.";
    let refused = server.post("/jobs", job(json!({"scheduled_datetime": "2024-05-13 10:00:00"}))).await;
    refused.assert_refused(422, json!({"user_ids": sentence}));
    assert_eq!(server.all_jobs().await, before);
}

#[tokio::test]
async fn s_08_an_empty_crew_is_none_and_an_unknown_user_is_told() {
    let server = Server::start().await;
    let before = server.all_jobs().await;
    let visit = |user_ids: Value| job(json!({"scheduled_datetime": "2024-05-13 10:00:00", "user_ids": user_ids}));
    let sentence = "The user ids field is required when scheduled datetime is present.";
    for none in [json!([]), json!(null), json!("")] {
        server.post("/jobs", visit(none)).await.assert_refused(422, json!({"user_ids": sentence}));
    }
    for unknown in [json!([77]), json!([1, 77]), json!(["77"]), json!([0]), json!([-1]), json!([1, -1])] {
        let refused = server.post("/jobs", visit(unknown.clone())).await;
        refused.assert_refused(422, json!({"user_ids": "That user does not exist."}));
        let change = json!({"scheduled_datetime": "2024-05-13 10:00:00", "user_ids": unknown});
        let refused = server.patch("/jobs/8", change).await;
        refused.assert_refused(422, json!({"user_ids": "That user does not exist."}));
    }
    assert_eq!(server.all_jobs().await, before);
    // No crew and no time is a job for the queue; and nobody comes twice.
    let made = server.post("/jobs", job(json!({"user_ids": []}))).await.assert_status(201).data();
    assert_eq!(made["status"], "queued");
    let made = server.post("/jobs", visit(json!([1, "1", 1]))).await.assert_status(201).data();
    assert_eq!(made["user_ids"], json!([1]));
}

#[tokio::test]
async fn s_09_every_user_has_free_time_for_the_whole_job() {
    let server = Server::start().await;
    let visit = |time: &str, length: u32, user_ids: Value| json!({"length_in_minutes": length, "scheduled_datetime": time, "user_ids": user_ids});
    let before = server.all_jobs().await;
    for (time, length, user_ids, user) in [
        ("2024-05-13 09:00:00", 60, json!([1]), 1), // job 9 is from 09:15 to 09:45
        ("2024-05-13 09:30", 15, json!([1]), 1),
        ("2024-05-13 11:30", 120, json!([1]), 1), // lunch
        ("2024-05-13 07:45", 30, json!([1]), 1),  // before work
        ("2024-05-13 16:45", 30, json!([1]), 1),  // after it
        ("2024-05-14 10:00", 30, json!([1]), 1),  // a Tuesday
        ("2024-06-03 10:00", 30, json!([1]), 1),  // leave
        ("2024-05-13 10:00", 30, json!([2]), 2),  // no hours at all
        ("2024-05-13 10:00", 30, json!([1, 2]), 2),
        ("2024-05-13 10:00", 30, json!([2, 1]), 2),
        ("2024-05-13 09:30", 30, json!([1, 2]), 1), // the first who is not free is named
    ] {
        let sentence = format!("There is no availability for that day/time for user ID {user}.");
        for refused in [
            server.post("/jobs", job(visit(time, length, user_ids.clone()))).await,
            server.patch("/jobs/8", visit(time, length, user_ids.clone())).await,
        ] {
            let refused = refused.assert_refused(422, sentence.as_str());
            assert_eq!(refused.code(), "slot-taken", "{time}");
        }
    }
    assert_eq!(server.all_jobs().await, before);
    // What touches does not overlap, in both spellings of the time.
    for (time, length) in [("2024-05-13 08:15", 60), ("2024-05-13 09:45:00", 60), ("2024-05-13T10:45", 75)] {
        let made = server.post("/jobs", job(visit(time, length, json!([1])))).await.assert_status(201).data();
        assert_eq!(made["scheduled_datetime"], format!("{}:00", time.replace('T', " ").get(..16).unwrap()));
        assert_eq!((&made["status"], &made["user_ids"]), (&json!("scheduled"), &json!([1])));
    }
    server.post("/jobs", job(visit("2024-05-13 10:30:00", 30, json!([1])))).await.assert_refused(422, NOBODY_FREE);
}

#[tokio::test]
async fn s_10_kind_and_number_of_the_entity_change_together() {
    let server = Server::start().await;
    let before = server.all_jobs().await;
    let refused = server.patch("/jobs/8", json!({"assigned_id": 1, "notes": "x"})).await;
    let sentence = "The assigned type field is required when assigned id is present.";
    refused.assert_refused(422, json!({"assigned_type": sentence}));
    let refused = server.patch("/jobs/8", json!({"assigned_type": "accounts", "notes": "x"})).await;
    let sentence = "The assigned id field is required when assigned type is present.";
    refused.assert_refused(422, json!({"assigned_id": sentence}));
    assert_eq!(server.all_jobs().await, before);
    let changed = server.patch("/jobs/8", json!({"assigned_type": "network_sites", "assigned_id": 1})).await;
    let changed = changed.assert_status(201).data();
    assert_eq!((&changed["assigned_type"], &changed["assigned_id"]), (&json!("network_sites"), &json!(1)));
}

#[tokio::test]
async fn s_11_a_new_time_needs_a_crew_even_if_the_job_has_one() {
    let server = Server::start().await;
    let before = server.all_jobs().await;
    let sentence = "The user ids field is required when scheduled datetime is present.";
    for id in [8, 9] {
        for body in [
            json!({"scheduled_datetime": "2024-05-13 10:00:00"}),
            json!({"scheduled_datetime": "2024-05-13 10:00:00", "user_ids": []}),
        ] {
            let refused = server.patch(&format!("/jobs/{id}"), body).await;
            refused.assert_refused(422, json!({"user_ids": sentence}));
        }
    }
    assert_eq!(server.all_jobs().await, before);
}

#[tokio::test]
async fn s_12_a_crew_without_time_is_ignored_while_queued() {
    let server = Server::start().await;
    let before = server.all_jobs().await;
    // Numbers that are nobody's are ignored as well.
    for user_ids in [json!([2]), json!([77]), json!([1, 2])] {
        let changed = server.patch("/jobs/8", json!({"user_ids": user_ids})).await.assert_status(201).data();
        assert_eq!((&changed["user_ids"], &changed["status"]), (&json!([]), &json!("queued")));
    }
    assert_eq!(server.all_jobs().await, before);
    let changed = server.patch("/jobs/8", json!({"user_ids": [77], "notes": "x"})).await.assert_status(201).data();
    assert_eq!(changed["notes"], "x", "the rest is done");
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
async fn s_13_changing_an_unknown_job_is_422() {
    let server = Server::start().await;
    let before = server.all_jobs().await;
    for id in ["999", "0", "-1", "9007199254740993", "99999999999999999999", "x", "8.0", "%20"] {
        // Whatever is sent: that there is no such job is told first.
        for body in [json!({"notes": "x"}), json!({}), json!({"length_in_minutes": 50})] {
            server.patch(&format!("/jobs/{id}"), body).await.assert_refused(422, NO_ITEM);
        }
    }
    assert_eq!(server.all_jobs().await, before);
}

#[tokio::test]
async fn s_14_a_longer_job_must_still_fit() {
    let server = Server::start().await;
    let before = server.all_jobs().await;
    server.patch("/jobs/9", json!({"length_in_minutes": 180, "notes": "x"})).await.assert_refused(422, NOBODY_FREE);
    assert_eq!(server.all_jobs().await, before);
    let changed = server.patch("/jobs/9", json!({"length_in_minutes": 165})).await.assert_status(201).data();
    assert_eq!(changed["length_in_minutes"], 165);
    let last = json!({"length_in_minutes": 15, "scheduled_datetime": "2024-05-13 11:45:00", "user_ids": [1]});
    server.post("/jobs", job(last.clone())).await.assert_refused(422, NOBODY_FREE);
    // A shorter one gives the rest of its time back.
    server.patch("/jobs/9", json!({"length_in_minutes": 150})).await.assert_status(201);
    server.post("/jobs", job(last)).await.assert_status(201);
    // One in the queue takes nobody's time.
    server.patch("/jobs/8", json!({"length_in_minutes": 1440})).await.assert_status(201);
}

#[tokio::test]
async fn s_17_an_unknown_job_is_404_everywhere_else() {
    let server = Server::start().await;
    let before = server.all_jobs().await;
    for id in ["999", "0", "-1", "9007199254740993", "99999999999999999999", "x"] {
        server.get(&format!("/jobs/{id}")).await.assert_refused(404, NO_ITEM);
        for deed in ["check_in", "check_out", "complete", "queue"] {
            // Whatever is sent: that there is no such job is told first.
            for body in [json!({}), json!({"user_id": "?", "completion_type": "failure"})] {
                server.post(&format!("/jobs/{id}/{deed}"), body).await.assert_refused(404, NO_ITEM);
            }
        }
    }
    assert_eq!(server.all_jobs().await, before);
}

#[tokio::test]
async fn s_18_deleting_an_unknown_job_says_so_and_a_deleted_one_is_unknown() {
    let server = Server::start().await;
    let before = server.all_jobs().await;
    for id in ["999", "0", "-1", "9007199254740993", "x"] {
        server.delete(&format!("/jobs/{id}")).await.assert_refused(404, "job does not exist.");
    }
    assert_eq!(server.all_jobs().await, before);
    let deleted = server.delete("/jobs/9").await.assert_status(200);
    assert_eq!(deleted.json(), json!({"data": {"success": true}}));
    server.delete("/jobs/9").await.assert_refused(404, "job does not exist.");
    server.get("/jobs/9").await.assert_refused(404, NO_ITEM);
    server.patch("/jobs/9", json!({"notes": "x"})).await.assert_refused(422, NO_ITEM);
    for deed in ["check_in", "check_out", "complete", "queue", "desired_job_datetimes"] {
        server.post(&format!("/jobs/9/{deed}"), json!({})).await.assert_refused(404, NO_ITEM);
    }
    // Its crew is free again.
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
async fn s_19_an_unknown_user_is_neither_checked_in_nor_out() {
    let server = Server::start().await;
    server.post("/jobs/9/check_in", Value::Null).await.assert_status(201);
    let before = server.all_jobs().await;
    for deed in ["check_in", "check_out"] {
        for (user, sentence) in [
            (json!(77), "That user does not exist."),
            (json!("77"), "That user does not exist."),
            (json!(0), "That user does not exist."),
            (json!(-1), "That user does not exist."),
            (json!("me"), "The user id must be an integer."),
            (json!([1]), "The user id must be an integer."),
            (json!(1.5), "The user id must be an integer."),
        ] {
            let refused = server.post(&format!("/jobs/9/{deed}"), json!({"user_id": user})).await;
            refused.assert_refused(422, json!({"user_id": sentence}));
        }
    }
    assert_eq!(server.all_jobs().await, before);
    // Without a user the API's own is meant.
    let left = server.post("/jobs/9/check_out", json!({"user_id": null})).await.assert_status(201).data();
    assert_eq!(left["checked_in_users"], json!([]));
}

#[tokio::test]
async fn s_20_a_completion_is_a_success_unless_it_is_a_failure() {
    let server = Server::start().await;
    let before = server.all_jobs().await;
    let invalid = json!({"completion_type": "The selected completion type is invalid."});
    for kind in [json!("perhaps"), json!("Success"), json!(1), json!(true), json!(["success"])] {
        let refused = server.post("/jobs/9/complete", json!({"completion_type": kind, "reason": "x"})).await;
        refused.assert_refused(422, invalid.clone());
    }
    assert_eq!(server.all_jobs().await, before);
    for body in [Value::Null, json!({"completion_type": null}), json!({"completion_type": "success"})] {
        let id = server.post("/jobs", job(json!({}))).await.data()["id"].clone();
        let done = server.post(&format!("/jobs/{id}/complete"), body).await.assert_status(201).data();
        assert_eq!((&done["status"], &done["completed_successfully"]), (&json!("completed"), &json!(true)));
    }
}

#[tokio::test]
async fn s_20_completing_takes_a_job_off_the_schedule_and_the_users_off_the_job() {
    let server = Server::start().await;
    server.post("/jobs/9/check_in", Value::Null).await.assert_status(201);
    server.post("/jobs/9/check_in", json!({"user_id": 2})).await.assert_status(201);
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
    assert_eq!(server.get("/jobs/9").await.data(), done);
    let day = server.get("/calculated_schedule/2024-05-13/2024-05-13").await.assert_status(200).data();
    assert!(!day.to_string().contains("09:15"), "{day}");
    // Its time is somebody else's.
    let visit = json!({"length_in_minutes": 30, "scheduled_datetime": "2024-05-13 09:15:00", "user_ids": [1]});
    server.post("/jobs", job(visit)).await.assert_status(201);
}

#[tokio::test]
async fn s_21_a_failure_needs_a_reason() {
    let server = Server::start().await;
    let before = server.all_jobs().await;
    let sentence = "The reason field is required when completion type is failure.";
    for reason in [json!({}), json!({"reason": null}), json!({"reason": ""}), json!({"reason": " \t"})] {
        let mut body = reason;
        body["completion_type"] = json!("failure");
        let refused = server.post("/jobs/9/complete", body).await;
        refused.assert_refused(422, json!({"reason": sentence}));
    }
    assert_eq!(server.all_jobs().await, before);
    let failed = server.post("/jobs/9/complete", json!({"completion_type": "failure", "reason": "No access"})).await;
    let failed = failed.assert_status(201).data();
    assert_eq!((&failed["status"], &failed["completed_successfully"]), (&json!("failed"), &json!(false)));
    assert_eq!(failed["completion_reason"], "No access");
    assert_eq!(server.get("/jobs/9").await.data(), failed);
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
    for beyond in ["3", "10000"] {
        let page = server.get(&format!("/jobs?limit=2&page={beyond}")).await.assert_status(200).json();
        assert_eq!((&page["data"], &page["paginator"]["total_pages"]), (&json!([]), &json!(2)));
    }
    for (query, fault) in [
        ("limit=0", json!({"limit": "The limit must be at least 1."})),
        ("limit=-3", json!({"limit": "The limit must be at least 1."})),
        ("limit=1001", json!({"limit": "The limit may not be greater than 1000."})),
        ("limit=ten", json!({"limit": "The limit must be an integer."})),
        ("page=0", json!({"page": "The page must be at least 1."})),
        ("page=10001", json!({"page": "The page may not be greater than 10000."})),
        ("page=1.5", json!({"page": "The page must be an integer."})),
        ("page=99999999999999999999999", json!({"page": "The page must be an integer."})),
    ] {
        server.get(&format!("/jobs?{query}")).await.assert_refused(422, fault);
    }
}
