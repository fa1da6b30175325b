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
async fn s27_all_but_the_users_are_required_and_those_too_when_all_must_be_free() {
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
    let mut missing = missing;
    missing["users"] = json!("The users field is required.");
    server.get(COMMON).await.assert_refused(422, missing);
}

#[tokio::test]
async fn s28_the_entity_is_an_account_or_a_site_that_exists() {
    let server = Server::start().await;
    for (parameters, status) in [
        ("entityType=account&entityId=1", 200),
        ("entityType=accounts&entityId=1", 200),
        ("entityType=network_site&entityId=1", 200),
        ("entityType=account&entityId=2", 422),
        ("entityType=planet&entityId=1", 422),
    ] {
        let question = QUESTION.replace("entityType=account&entityId=1", parameters);
        assert_eq!(server.get(&format!("{ANY}?{question}")).await.status, status, "{parameters}");
    }
}

#[tokio::test]
async fn s29_the_range_runs_forward_for_a_year_at_most() {
    let server = Server::start().await;
    for (end, status) in [("2024-05-12", 422), ("2025-05-13", 200), ("2025-05-14", 422), ("9999-12-31", 422)] {
        let question = QUESTION.replace("end_date=2024-05-14", &format!("end_date={end}"));
        assert_eq!(server.get(&format!("{ANY}?{question}")).await.status, status, "{end}");
    }
}

#[tokio::test]
async fn s30_any_length_may_be_asked_for() {
    let server = Server::start().await;
    for (length, is_free) in [("47", true), ("240", true), ("241", false), ("9007199254740991", false)] {
        let question = QUESTION.replace("length_in_minutes=60", &format!("length_in_minutes={length}"));
        let found = server.get(&format!("{ANY}?{question}")).await.assert_status(200);
        assert_eq!(found.data() != json!([]), is_free, "{length}");
    }
}

#[tokio::test]
async fn s31_nothing_free_is_an_empty_list() {
    let server = Server::start().await;
    let found = server.get(&format!("{ANY}?{}", QUESTION.replace("2024-05-13", "2024-05-14"))).await;
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
