//! `GET /v1/booking?with=availability`: what a booking page shows first, in one answer.

use serde_json::{Value, json};
use slotwright_wire::slotwright::Booking;

use crate::support::{Answer, STAFF, Server, job};

const BOTH: &str = "/v1/booking?with=availability";

/// A customer for an installation at account 1.
async fn customer(server: &Server, more: Value) -> String {
    let mut link = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
    link.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let link = server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201).json();
    format!("Bearer {}", link["handle"].as_str().unwrap())
}

async fn get(server: &Server, bearer: &str, path: &str) -> Answer {
    server.call_as(bearer, "GET", path, Value::Null).await
}

/// What `find_any_available_space` answers about the same days.
async fn found(server: &Server, bearer: &str, availability: &Value, hints: bool) -> Value {
    let [from, to] = ["start_date", "end_date"].map(|name| availability[name].as_str().unwrap());
    let path = format!(
        "/api/v1/scheduling/jobs/find_any_available_space?start_date={from}&end_date={to}&length_in_minutes=90\
         &job_type_id=1&entityType=account&entityId=1&hints={hints}"
    );
    get(server, bearer, &path).await.assert_status(200).json()
}

#[tokio::test]
async fn one_answer_has_what_two_have_and_without_being_asked_it_is_as_it_was() {
    let server = Server::start().await;
    let bearer = customer(&server, json!({})).await;
    let mut both = get(&server, &bearer, BOTH).await.assert_status(200).json();
    let availability = both.as_object_mut().unwrap().remove("availability").unwrap();
    assert_eq!((&availability["start_date"], &availability["end_date"]), (&json!("2024-05-10"), &json!("2024-07-09")));
    let alone = found(&server, &bearer, &availability, true).await;
    assert!(!alone["data"].as_object().unwrap().is_empty());
    assert_eq!((&availability["data"], &availability["hints"]), (&alone["data"], &alone["hints"]));
    assert_eq!(availability.as_object().unwrap().len(), 4, "{availability}");
    for path in ["/v1/booking", "/v1/booking?with="] {
        assert_eq!(get(&server, &bearer, path).await.assert_status(200).json(), both, "{path}");
    }
    let again = get(&server, &bearer, BOTH).await.json();
    let record: Booking = serde_json::from_value(again.clone()).unwrap();
    assert_eq!(serde_json::to_value(record).unwrap(), again, "the record has all that is answered");
}

#[tokio::test]
async fn the_days_are_those_that_the_link_and_the_policy_leave() {
    let server = Server::start().await;
    let nothing = json!({"near": 0, "quiet": 0, "soon": 0, "room": 0});
    let policy = json!({"horizon_days": 20, "notice_minutes": 3000, "recommend": nothing});
    server.call_as(STAFF, "PUT", "/v1/policy", policy).await.assert_status(200);
    let bearer = customer(&server, json!({"latest_date": "2024-05-14"})).await;
    let availability = &get(&server, &bearer, BOTH).await.assert_status(200).json()["availability"];
    assert_eq!((&availability["start_date"], &availability["end_date"]), (&json!("2024-05-12"), &json!("2024-05-30")));
    let alone = found(&server, &bearer, availability, false).await;
    assert_eq!(availability["data"], alone["data"]);
    assert!(availability.get("hints").is_none(), "nothing is recommended");
    let dates: Vec<&String> = availability["data"].as_object().unwrap().keys().collect();
    assert_eq!(dates, ["2024-05-13"], "and not the Mondays after it");
}

#[tokio::test]
async fn nothing_is_searched_once_the_visit_has_its_time() {
    let server = Server::start().await;
    let bearer = customer(&server, json!({})).await;
    let availability = &get(&server, &bearer, BOTH).await.json()["availability"];
    let (date, users) = availability["data"].as_object().unwrap().iter().next().unwrap();
    let (alias, blocks) = users.as_object().unwrap().iter().next().unwrap();
    let start = format!("{date} {}", blocks[0]["start"].as_str().unwrap());
    let visit = json!({"scheduled_datetime": start, "user_ids": [alias.parse::<u64>().unwrap()]});
    server.call_as(&bearer, "POST", "/api/v1/scheduling/jobs", job(visit)).await.assert_status(201);
    let booked = get(&server, &bearer, BOTH).await.assert_status(200).json();
    assert_eq!(booked["job"]["scheduled_datetime"], json!(start));
    assert!(booked.get("availability").is_none());
}

#[tokio::test]
async fn what_can_not_be_asked_for_is_named_with_what_can() {
    let server = Server::start().await;
    let bearer = customer(&server, json!({})).await;
    let refused = get(&server, &bearer, "/v1/booking?with=everything").await.assert_status(422).json();
    let detail = &refused["errors"][0]["detail"];
    assert_eq!(*detail, json!("The selected with is invalid. `with` was `everything`; allowed is `availability`."));
    get(&server, &bearer, "/v1/booking?without=availability").await.assert_status(422);
    get(&server, "Bearer nobody", BOTH).await.assert_status(401);
    get(&server, STAFF, BOTH).await.assert_status(401);
}
