//! `known_days`: who asks again is answered what has changed.

use serde_json::{Value, json};
use slotwright_matching::{Day, IntervalSet, digests};
use slotwright_wire::convert::free_by_user;
use slotwright_wire::sonar::AnySpace;
use slotwright_wire::time::{parse_date, print_date};

use crate::support::{Answer, STAFF, Server, golden_world, job};

const ANY: &str = "/api/v1/scheduling/jobs/find_any_available_space";
/// Two Mondays, and the days between them.
const FIRST: &str = "2024-05-13";
const LAST: &str = "2024-05-20";

fn day(date: &str) -> Day {
    parse_date(date).unwrap()
}

/// What a caller knows who read this answer about the two weeks: a digest of each day, also of those without free time.
fn known(data: &Value) -> Vec<String> {
    let space: AnySpace = serde_json::from_value(data.clone()).unwrap();
    let free = free_by_user(&space);
    let people: Vec<(u64, &IntervalSet)> = free.iter().map(|(user_id, free)| (*user_id, free)).collect();
    let digests = digests(&people, day(FIRST), day(LAST));
    digests.into_iter().map(|(day, digest)| format!("{}:{}", print_date(day), digest.text())).collect()
}

fn question(more: Value) -> Value {
    let mut question = json!({"start_date": FIRST, "end_date": LAST, "length_in_minutes": 60, "job_type_id": 1,
        "entityType": "account", "entityId": 1});
    question.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    question
}

async fn find(server: &Server, caller: &str, more: Value) -> Value {
    server.call_as(caller, "POST", ANY, question(more)).await.assert_status(200).json()
}

/// All days of the question but these.
fn all_but(changed: &[&str]) -> Value {
    let dates = (day(FIRST).0..=day(LAST).0).map(|number| print_date(Day(number)));
    dates.filter(|date| !changed.contains(&date.as_str())).collect()
}

async fn book(server: &Server, start: &str) {
    let visit = json!({"scheduled_datetime": start, "user_ids": [1], "length_in_minutes": 60});
    server.post("/jobs", job(visit)).await.assert_status(201);
}

#[tokio::test]
async fn who_knows_all_is_answered_nothing_but_that_nothing_has_changed() {
    let server = Server::start().await;
    let first = find(&server, STAFF, json!({})).await;
    assert_eq!(first.as_object().unwrap().keys().collect::<Vec<_>>(), ["data"], "for who says nothing of known days");
    let again = find(&server, STAFF, json!({"known_days": known(&first["data"])})).await;
    assert_eq!(again, json!({"data": [], "unchanged_days": all_but(&[])}));
    // The same by GET, where a list is written so.
    let pairs: Vec<String> = known(&first["data"]).iter().map(|pair| format!("&known_days[]={pair}")).collect();
    let path = format!(
        "{ANY}?start_date={FIRST}&end_date={LAST}&length_in_minutes=60&job_type_id=1&entityType=account&entityId=1"
    );
    let by_get = server.call_as(STAFF, "GET", &(path + &pairs.concat()), Value::Null).await.assert_status(200);
    assert_eq!(by_get.json(), again);
}

#[tokio::test]
async fn after_a_booking_only_its_day_comes() {
    let server = Server::start().await;
    let known = known(&find(&server, STAFF, json!({})).await["data"]);
    book(&server, "2024-05-20 09:00").await;
    let again = find(&server, STAFF, json!({"known_days": known})).await;
    assert_eq!(again["data"].as_object().unwrap().keys().collect::<Vec<_>>(), ["2024-05-20"]);
    assert_eq!(again["data"], json!({"2024-05-20": find(&server, STAFF, json!({})).await["data"]["2024-05-20"]}));
    assert_eq!(again["unchanged_days"], all_but(&["2024-05-20"]));
}

#[tokio::test]
async fn a_day_that_has_become_empty_is_neither_answered_nor_unchanged() {
    let server = Server::start().await;
    let known = known(&find(&server, STAFF, json!({})).await["data"]);
    let off =
        json!({"user_id": 1, "name": "Ill", "start_time": "2024-05-13 00:00:00", "end_time": "2024-05-14 00:00:00"});
    server.post("/scheduled_time_offs", off).await.assert_status(201);
    let again = find(&server, STAFF, json!({"known_days": known})).await;
    assert_eq!(again, json!({"data": [], "unchanged_days": all_but(&["2024-05-13"])}));
}

#[tokio::test]
async fn days_that_are_not_known_come_and_those_not_asked_for_are_not_spoken_of() {
    let server = Server::start().await;
    let first = find(&server, STAFF, json!({})).await;
    let of_20th: Vec<String> =
        known(&first["data"]).into_iter().filter(|pair| pair.starts_with("2024-05-20")).collect();
    let again = find(&server, STAFF, json!({"known_days": of_20th})).await;
    assert_eq!(again, json!({"data": {"2024-05-13": first["data"]["2024-05-13"]}, "unchanged_days": ["2024-05-20"]}));
    let again = find(&server, STAFF, json!({"known_days": []})).await;
    assert_eq!(again, json!({"data": first["data"], "unchanged_days": []}));

    let one_day = json!({"end_date": FIRST, "known_days": known(&first["data"])});
    assert_eq!(find(&server, STAFF, one_day).await, json!({"data": [], "unchanged_days": [FIRST]}));
    // What is long enough for another visit is another answer.
    let longer = find(&server, STAFF, json!({"length_in_minutes": 120, "known_days": known(&first["data"])})).await;
    assert_eq!(longer["data"].as_object().unwrap().keys().collect::<Vec<_>>(), ["2024-05-13"], "it lost a short block");
}

#[tokio::test]
async fn customers_know_days_under_the_aliases_that_they_see() {
    let server = Server::start().await;
    let link = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
    let link = server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201).json();
    let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
    let asked = json!({"length_in_minutes": 90});
    let with = |known: Vec<String>| json!({"length_in_minutes": 90, "known_days": known});
    let first = find(&server, &bearer, asked.clone()).await;
    let again = find(&server, &bearer, with(known(&first["data"]))).await;
    assert_eq!(again, json!({"data": [], "unchanged_days": all_but(&[])}));
    // Digests of numbers that a customer never sees say nothing about what it was answered.
    let of_staff = known(&find(&server, STAFF, asked).await["data"]);
    assert_eq!(find(&server, &bearer, with(of_staff)).await["data"], first["data"]);

    book(&server, "2024-05-13 10:00").await;
    let again = find(&server, &bearer, with(known(&first["data"]))).await;
    assert_eq!(again["unchanged_days"], all_but(&["2024-05-13"]));
    // Days that are over are empty, and nothing is looked up for them.
    let empty = known(&json!([]));
    let over =
        json!({"start_date": "2024-05-06", "end_date": "2024-05-07", "length_in_minutes": 90, "known_days": empty});
    assert_eq!(find(&server, &bearer, over).await, json!({"data": [], "unchanged_days": []}));
}

#[tokio::test]
async fn a_day_that_is_free_to_its_last_minute_or_but_for_it_is_known_as_it_is_written() {
    let mut world = golden_world();
    world["schedules"][0]["days"] = json!([{"id": 1, "day": 1, "start_timestamp": "00:00", "end_timestamp": "24:00"}]);
    // The API writes 23:59 for both ends.
    world["time_offs"] = json!([{"id": 1, "user_id": 1, "name": "Late", "start_time": "2024-05-20 23:59:00",
        "end_time": "2024-05-21 06:00:00"}]);
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    let first = find(&server, STAFF, json!({})).await;
    let again = find(&server, STAFF, json!({"known_days": known(&first["data"])})).await;
    assert_eq!(again, json!({"data": [], "unchanged_days": all_but(&[])}));
}

#[tokio::test]
async fn a_malformed_pair_is_refused_by_its_name() {
    let server = Server::start().await;
    let good = "2024-05-13:-AhQNr1VpMU";
    for bad in
        ["2024-05-13", "2024-02-30:-AhQNr1VpMU", "2024-05-13:-AhQNr1VpM", "2024-05-13:-AhQNr1VpMV", "", ":", "13.5.:x"]
    {
        let refused: Answer = server.call_as(STAFF, "POST", ANY, question(json!({"known_days": [good, bad]}))).await;
        let sentence = format!(
            "The known days must be pairs of date and digest, such as 2024-05-13:-AhQNr1VpMU: `{bad}` is none."
        );
        refused.assert_refused(422, json!({"known_days": sentence}));
    }
    let refused = server.call_as(STAFF, "POST", ANY, question(json!({"known_days": [good, 5]}))).await;
    refused.assert_refused(422, json!({"known_days": "The known days must be an array of strings."}));
    find(&server, STAFF, json!({"known_days": good})).await;
    find(&server, STAFF, json!({"known_days": null})).await;
}
