//! What is another's is not there: three customers, every address, and nothing of anybody else's to be seen or changed.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use slotwright_server::contract;

use crate::support::{Answer, Folder, STAFF, Server, golden_world, job};

const JOBS: &str = "/api/v1/scheduling/jobs";

/// Three customers at three places, each with a job of their own: 8 is queued, 9 scheduled, 11 scheduled at a network site. Each
/// has a wish.
async fn start() -> (Server, Vec<(u64, String)>) {
    let mut world = golden_world();
    world["entities"]["account:2"] = json!({"name": "Bo Larsen", "address": "1 Oak St"});
    world["jobs"][1]["assigned_id"] = json!(2);
    let another = json!({
        "id": 11, "job_type_id": 2, "status": "scheduled", "scheduled_datetime": "2024-05-20 13:00:00", "length_in_minutes": 60,
        "user_ids": [1], "assigned_type": "network_sites", "assigned_id": 1, "created_by_user_id": 1
    });
    world["jobs"].as_array_mut().unwrap().push(another);
    // Nobody asks so much in a minute.
    let more = ["--clock", "2024-05-10T12:00", "--link-requests-per-minute", "0"];
    let server = Server::start_with_flags(Folder::new(), &world, &more).await;
    let mut customers = Vec::new();
    for job_id in [8, 9, 11] {
        let wish = json!({"date": "2024-05-14", "start_time": "09:00", "end_time": "12:00"});
        server.post(&format!("/jobs/{job_id}/desired_job_datetimes"), wish).await;
        let link =
            server.call_as(STAFF, "POST", "/v1/links", json!({"job_id": job_id})).await.assert_status(201).json();
        customers.push((job_id, format!("Bearer {}", link["handle"].as_str().unwrap())));
    }
    (server, customers)
}

/// Status, code and body, without what is of each request alone.
fn told(answer: &Answer) -> (u16, String, Value) {
    let mut body = answer.json();
    if let Some(members) = body.as_object_mut() {
        members.remove("instance");
    }
    (answer.status, answer.code().to_owned(), body)
}

/// Every operation with a number in its path.
fn with_numbers() -> Vec<(String, String)> {
    let document: Value = serde_json::from_str(contract::text()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let numbered = paths.iter().filter(|(path, _)| path.contains('{'));
    let all: Vec<_> = numbered
        .flat_map(|(path, operations)| {
            operations.as_object().unwrap().keys().map(|method| (method.to_uppercase(), path.clone()))
        })
        .collect();
    assert!(50 < all.len(), "{}", all.len());
    all
}

fn at(path: &str, first: u64, further: u64) -> String {
    let mut number = first;
    let part = |part: &str| match part {
        "{start_date}" | "{end_date}" => "2024-05-13".to_owned(),
        "{entity}" => "job".to_owned(),
        part if part.starts_with('{') => {
            let own = number;
            number = further;
            own.to_string()
        }
        part => part.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn what_is_anothers_looks_like_what_is_not_there_at_every_address_and_stays_as_it_is() {
    let (server, customers) = start().await;
    let before = server.all_jobs().await;
    let bodies = [
        json!({}),
        json!({"notes": "mine", "user_ids": [1], "scheduled_datetime": "2024-05-20 10:00:00"}),
        json!({"date": "2024-05-21", "start_time": "09:00", "end_time": "12:00"}),
    ];
    const ABSENT: u64 = 4711;
    let mut asked = 0;
    for (own, bearer) in &customers {
        for (method, path) in with_numbers() {
            for body in if method == "GET" || method == "DELETE" { &[Value::Null][..] } else { &bodies[..] } {
                let further = [1, 2, 3, ABSENT];
                for further in further.into_iter().take(if path.matches('{').count() > 1 { 4 } else { 1 }) {
                    let nobodys = server.call_as(bearer, &method, &at(&path, ABSENT, further), body.clone()).await;
                    assert!(400 <= nobodys.status, "{method} {path}");
                    for (other, _) in customers.iter().filter(|(other, _)| other != own) {
                        let answer = server.call_as(bearer, &method, &at(&path, *other, further), body.clone()).await;
                        assert_eq!(
                            told(&answer),
                            told(&nobodys),
                            "{own} asks {method} {path} for {other}, {further}: {body}"
                        );
                        asked += 1;
                    }
                }
            }
        }
        // What is their own is there.
        server.call_as(bearer, "GET", &format!("{JOBS}/{own}"), Value::Null).await.assert_status(200);
    }
    assert!(500 < asked, "{asked}");
    assert_eq!(server.all_jobs().await, before);
}

/// Two tenants are two instances, each with a store of its own and the same numbers in it.
#[tokio::test]
async fn a_link_of_another_tenant_is_none_at_any_address() {
    let ((server, customers), (_other, foreign)) = (start().await, start().await);
    let before = server.all_jobs().await;
    let mut asked = 0;
    for (method, path) in with_numbers() {
        for (number, bearer) in &foreign {
            let place = at(&path, *number, 1);
            let answer = server.call_as(bearer, &method, &place, json!({})).await;
            let nobodys = server.call_as("Bearer AAAAAAAAAAAAAAAAAAAAAA", &method, &place, json!({})).await;
            assert!(400 <= answer.status, "{method} {path}");
            assert_eq!(told(&answer), told(&nobodys), "{method} {path}");
            asked += 1;
        }
    }
    assert!(150 < asked, "{asked}");
    assert_eq!(server.all_jobs().await, before);
    server.call_as(&customers[0].1, "GET", &format!("{JOBS}/8"), Value::Null).await.assert_status(200);
}

#[tokio::test]
async fn a_customer_reads_nothing_of_the_others_names_and_places() {
    let (server, customers) = start().await;
    let names = ["Ada Novak", "Bo Larsen", "North tower"];
    for ((own, bearer), name) in customers.iter().zip(names) {
        for path in ["/v1/booking".to_owned(), format!("{JOBS}/{own}"), format!("{JOBS}/{own}/desired_job_datetimes")] {
            let text =
                String::from_utf8(server.call_as(bearer, "GET", &path, Value::Null).await.assert_status(200).bytes)
                    .unwrap();
            for other in names.iter().filter(|other| **other != name) {
                assert!(!text.contains(other), "{own}: {path} has {other}");
            }
        }
    }
}

/// What a job consists of, and what a request for one may have, by the document.
fn members() -> BTreeSet<String> {
    let document: Value = serde_json::from_str(contract::text()).unwrap();
    let schemas = &document["components"]["schemas"];
    let mut all = BTreeSet::new();
    for record in ["Job", "NewJob", "JobChange"] {
        let properties = schemas[record]["properties"].as_object();
        all.extend(properties.into_iter().flat_map(|properties| properties.keys().cloned()));
    }
    assert!(15 < all.len(), "{all:?}");
    // And what nobody ever documented.
    all.extend(
        ["link_id", "customer_id", "account_id", "completed", "price", "is_admin", "scope", "rights", "made_job"]
            .map(str::to_owned),
    );
    all
}

fn values() -> Vec<Value> {
    vec![
        json!(2),
        json!(1),
        json!("2"),
        json!("completed"),
        json!("scheduled"),
        json!(true),
        json!([2]),
        json!([1]),
        json!([{"user_id": 2}]),
        json!({"id": 2}),
        json!("2024-05-27 10:00:00"),
        json!("network_sites"),
        Value::Null,
    ]
}

/// What customers may set.
const THEIRS: [&str; 6] = ["notes", "scheduled_datetime", "user_ids", "fields", "hold_id", "desired_job_datetimes"];

#[tokio::test]
async fn a_member_beside_those_that_customers_may_set_changes_nothing_of_a_job() {
    let (server, customers) = start().await;
    let (job_id, bearer) = &customers[1];
    let before = server.all_jobs().await;
    let mut sent = 0;
    for member in members().iter().filter(|member| !THEIRS.contains(&member.as_str())) {
        for value in values() {
            for more in [json!({}), json!({"notes": ""})] {
                let mut body = more.clone();
                body[member.as_str()] = value.clone();
                let answer = server.call_as(bearer, "PATCH", &format!("{JOBS}/{job_id}"), body.clone()).await;
                assert!(answer.status < 500, "{body}");
                sent += 1;
            }
        }
        assert_eq!(server.all_jobs().await, before, "{member}");
    }
    assert!(300 < sent, "{sent}");
}

#[tokio::test]
async fn a_member_beside_those_that_customers_may_set_makes_no_other_job() {
    let server = Server::start().await;
    let link = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1});
    let mut expected: Option<Value> = None;
    for member in members().iter().filter(|member| !THEIRS.contains(&member.as_str())) {
        for value in values() {
            let made = server.call_as(STAFF, "POST", "/v1/links", link.clone()).await.assert_status(201).json();
            let bearer = format!("Bearer {}", made["handle"].as_str().unwrap());
            let mut body = job(json!({}));
            body[member.as_str()] = value;
            let answer = server.call_as(&bearer, "POST", JOBS, body.clone()).await;
            assert!(answer.status < 500, "{body}");
            if answer.status != 201 {
                continue;
            }
            let id = answer.data()["id"].clone();
            let mut stored = server.get(&format!("/jobs/{id}")).await.data();
            stored.as_object_mut().unwrap().remove("id");
            assert_eq!(&stored, expected.get_or_insert_with(|| stored.clone()), "{body}");
            server.delete(&format!("/jobs/{id}")).await.assert_status(200);
        }
    }
    let expected = expected.unwrap();
    assert_eq!(
        (&expected["status"], &expected["created_by_user_id"], &expected["services"]),
        (&json!("queued"), &Value::Null, &json!([]))
    );
}
