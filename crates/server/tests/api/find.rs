//! The two find operations: rules S-27 to S-31. What "free" means is proved by `availability_examples`.

use serde_json::json;

use crate::support::Server;

const ANY: &str = "/jobs/find_any_available_space";
const COMMON: &str = "/jobs/find_available_space";
const QUESTION: &str =
    "start_date=2024-05-13&end_date=2024-05-14&length_in_minutes=60&job_type_id=1&entityType=account&entityId=1";

#[tokio::test]
async fn any_lists_each_user_and_leaves_out_who_is_never_free() {
    let server = Server::start().await;
    let blocks = json!([
        {"start": "08:00:00", "end": "09:15:00"},
        {"start": "09:45:00", "end": "12:00:00"},
        {"start": "13:00:00", "end": "17:00:00"},
    ]);
    let found = server.get(&format!("{ANY}?{QUESTION}")).await.assert_status(200);
    assert_eq!(found.json(), json!({"data": {"2024-05-13": {"1": blocks}}}));
    let found = server.get(&format!("{COMMON}?{QUESTION}&users[]=1")).await.assert_status(200);
    assert_eq!(found.json(), json!({"data": {"2024-05-13": blocks}}));
}

#[tokio::test]
async fn the_job_that_staff_are_about_to_move_is_not_in_its_own_way() {
    let server = Server::start().await;
    let (morning, afternoon) =
        (json!({"start": "08:00:00", "end": "12:00:00"}), json!({"start": "13:00:00", "end": "17:00:00"}));
    let found = server.get(&format!("{ANY}?{QUESTION}&job_id=9")).await.assert_status(200);
    assert_eq!(found.json(), json!({"data": {"2024-05-13": {"1": [morning, afternoon]}}}));
    let unknown = server.get(&format!("{ANY}?{QUESTION}&job_id=4711")).await;
    unknown.assert_refused(422, json!({"job_id": "The selected job id is invalid."}));
}

#[tokio::test]
async fn s_27_all_but_the_users_are_required_and_those_too_when_all_must_be_free() {
    let server = Server::start().await;
    let missing = json!({
        "start_date": "The start date field is required.",
        "end_date": "The end date field is required.",
        "length_in_minutes": "The length in minutes field is required.",
        "job_type_id": "The job type id field is required.",
        "entityType": "The entity type field is required.",
        "entityId": "The entity id field is required.",
    });
    server.get(ANY).await.assert_refused(422, missing.clone());
    server.post(ANY, json!({"entityId": null, "users": []})).await.assert_refused(422, missing.clone());
    for (name, sentence) in missing.as_object().unwrap() {
        let without: Vec<_> =
            QUESTION.split('&').filter(|parameter| !parameter.starts_with(&format!("{name}="))).collect();
        for path in [ANY, COMMON] {
            let question = format!("{path}?{}&users[]=1", without.join("&"));
            server.get(&question).await.assert_refused(422, json!({name: sentence}));
        }
    }
    let mut missing = missing;
    missing["users"] = json!("The users field is required.");
    server.get(COMMON).await.assert_refused(422, missing.clone());
    server.post(COMMON, json!({"users": []})).await.assert_refused(422, missing);
}

#[tokio::test]
async fn s_28_the_entity_is_an_account_or_a_site_that_exists() {
    let server = Server::start().await;
    let (no_type, no_entity) = (
        json!({"entityType": "The selected entity type is invalid."}),
        json!({"entityId": "The selected entity id is invalid."}),
    );
    for (parameters, message) in [
        ("entityType=account&entityId=1", None),
        ("entityType=accounts&entityId=1", None),
        ("entityType=network_site&entityId=1", None),
        ("entityType=network_sites&entityId=1", None),
        ("entityType=account&entityId=2", Some(&no_entity)),
        ("entityType=network_site&entityId=2", Some(&no_entity)),
        ("entityType=account&entityId=0", Some(&no_entity)),
        ("entityType=account&entityId=-1", Some(&no_entity)),
        ("entityType=planet&entityId=1", Some(&no_type)),
        ("entityType=Account&entityId=1", Some(&no_type)),
    ] {
        for path in [ANY, COMMON] {
            let question = QUESTION.replace("entityType=account&entityId=1", parameters);
            let answer = server.get(&format!("{path}?{question}&users[]=1")).await;
            match message {
                None => answer.assert_status(200),
                Some(message) => answer.assert_refused(422, message.clone()),
            };
        }
    }
}

#[tokio::test]
async fn s_29_the_range_runs_forward_for_a_year_at_most() {
    let server = Server::start().await;
    for end in ["2024-05-13", "2025-05-13"] {
        for path in [ANY, COMMON] {
            let question = QUESTION.replace("end_date=2024-05-14", &format!("end_date={end}"));
            let found = server.get(&format!("{path}?{question}&users[]=1")).await.assert_status(200).data();
            assert!(found["2024-05-13"] != json!(null), "{end}");
        }
    }
    for (end, sentence) in [
        ("2024-05-12", "The end date must be a date after or equal to start date."),
        ("2025-05-14", "The end date must be within 366 days of the start date."),
        ("2024-02-30", "The end date is no date: that month has the days 1 to 29."),
        ("9999-12-31", "The end date must be between 1970-01-01 and 2999-12-31."),
        ("3000-01-01", "The end date must be between 1970-01-01 and 2999-12-31."),
    ] {
        let question = QUESTION.replace("end_date=2024-05-14", &format!("end_date={end}"));
        for path in [ANY, COMMON] {
            let refused = server.get(&format!("{path}?{question}&users[]=1")).await;
            refused.assert_refused(422, json!({"end_date": sentence}));
        }
    }
}

#[tokio::test]
async fn s_30_a_length_that_is_no_multiple_of_15_may_be_asked_for() {
    let server = Server::start().await;
    for (length, is_free) in [("47", true), ("240", true), ("241", false), ("9007199254740991", false)] {
        let question = QUESTION.replace("length_in_minutes=60", &format!("length_in_minutes={length}"));
        let found = server.get(&format!("{ANY}?{question}")).await.assert_status(200);
        assert_eq!(found.data() != json!([]), is_free, "{length}");
    }
}

#[tokio::test]
async fn s_31_nothing_free_is_an_empty_list() {
    let server = Server::start().await;
    let tuesday = QUESTION.replace("2024-05-13", "2024-05-14");
    for path in [ANY, COMMON] {
        for users in ["users[]=1", "users[]=2", "users[]=1&users[]=2"] {
            let found = server.get(&format!("{path}?{tuesday}&{users}")).await;
            assert_eq!(found.assert_status(200).json(), json!({"data": []}), "{path} {users}");
        }
    }
    // On a day on which one of two is free, there is nothing common.
    let found = server.get(&format!("{COMMON}?{QUESTION}&users[]=1&users[]=2")).await;
    assert_eq!(found.assert_status(200).json(), json!({"data": []}));
}

#[tokio::test]
async fn an_unknown_user_is_told() {
    let server = Server::start().await;
    for path in [ANY, COMMON] {
        let refused = server.get(&format!("{path}?{QUESTION}&users[]=1&users[]=77")).await;
        refused.assert_refused(422, json!({"users": "That user does not exist."}));
    }
}

#[tokio::test]
async fn what_find_offers_can_be_booked_and_what_it_does_not_offer_can_not() {
    let server = Server::start().await;
    let found = server.get(&format!("{ANY}?{QUESTION}&users[]=1")).await.data();
    let minute = |text: &str| text[..2].parse::<u32>().unwrap() * 60 + text[3..5].parse::<u32>().unwrap();
    let blocks: Vec<(u32, u32)> = found["2024-05-13"]["1"]
        .as_array()
        .unwrap()
        .iter()
        .map(|block| (minute(block["start"].as_str().unwrap()), minute(block["end"].as_str().unwrap())))
        .collect();
    for start in (7 * 60..18 * 60).step_by(15) {
        let is_offered = blocks.iter().any(|(from, until)| *from <= start && start + 60 <= *until);
        let time = format!("2024-05-13 {:02}:{:02}:00", start / 60, start % 60);
        let visit = json!({"scheduled_datetime": time, "user_ids": [1]});
        let answer = server.patch("/jobs/8", visit).await;
        assert_eq!(answer.status, if is_offered { 201 } else { 422 }, "{time}");
        server.post("/jobs/8/queue", json!({})).await.assert_status(201);
    }
}
