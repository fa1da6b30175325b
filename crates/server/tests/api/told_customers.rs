//! All that a customer is ever answered, member by member: what is not in the list would be told by oversight.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Folder, STAFF, Server, golden_world};

const JOBS: &str = "/api/v1/scheduling/jobs";
const RENEW: &str = "SLOTWRIGHT_RENEW_GOLDEN";

/// The members of an answer, each by its way to it: `job.notes`, `data[].id`. A member that is named after a day, a user or a field is
/// one of many.
fn members(value: &Value, way: &str, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                let is_of_many = name.starts_with(|first: char| first.is_ascii_digit());
                let name = if is_of_many { "*" } else { name };
                let way = if way.is_empty() { name.to_owned() } else { format!("{way}.{name}") };
                members(value, &way, into);
            }
        }
        Value::Array(all) => all.iter().for_each(|value| members(value, &format!("{way}[]"), into)),
        _ => _ = into.insert(way.to_owned()),
    }
}

#[tokio::test]
async fn customers_are_told_the_members_of_this_list_and_no_others() {
    let mut world = golden_world();
    world["schedules"][0]["user_ids"] = json!([1, 2]);
    let office = json!({"ticket_id": 4711, "services": [4712], "created_by_user_id": 1, "notes": "Ring twice."});
    world["jobs"][1].as_object_mut().unwrap().extend(office.as_object().unwrap().clone());
    let server = Server::start_with_flags(Folder::new(), &world, &["--clock", "2024-05-10T12:00"]).await;
    server.post("/jobs/9/check_in", json!({"user_id": 1})).await.assert_status(201);
    server.post("/jobs/9/tasks", json!({"title": "Bring the key"})).await;
    let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for job_id in [8, 9] {
        let link =
            server.call_as(STAFF, "POST", "/v1/links", json!({"job_id": job_id})).await.assert_status(201).json();
        let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
        let own = format!("{JOBS}/{job_id}");
        let booking = server.call_as(&bearer, "GET", "/v1/booking", Value::Null).await.json();
        let find = format!(
            "/api/v1/scheduling/jobs/find_any_available_space?start_date=2024-05-13&end_date=2024-05-20&length_in_minutes={}\
             &job_type_id={}&entityType=account&entityId={}&hints=true",
            booking["length_in_minutes"], booking["job_type"]["id"], booking["place"]["assigned_id"]
        );
        let at = json!({"scheduled_datetime": "2024-05-13 13:00:00"});
        let wish = json!({"date": "2024-05-14", "start_time": "09:00", "end_time": "12:00"});
        for (method, path, body) in [
            ("GET", "/v1/booking".to_owned(), Value::Null),
            ("GET", own.clone(), Value::Null),
            ("GET", find, Value::Null),
            ("POST", format!("{own}/desired_job_datetimes"), wish),
            ("GET", format!("{own}/desired_job_datetimes"), Value::Null),
            ("GET", "/v1/company".to_owned(), Value::Null),
            ("PATCH", own.clone(), json!({"notes": "Ring once."})),
            ("PATCH", own.clone(), at),
            ("POST", format!("{own}/queue"), json!({})),
            ("GET", format!("{JOBS}/4711"), Value::Null),
        ] {
            let answer = server.call_as(&bearer, method, &path, body).await;
            assert!(answer.status < 500, "{method} {path}");
            let number = path.replace(&format!("/{job_id}"), "/{id}");
            let place = number.split('?').next().unwrap();
            let of = told.entry(format!("{method} {place} {}", answer.status)).or_default();
            members(&answer.json(), "", of);
        }
    }
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api/golden/told_customers.json");
    let text = serde_json::to_string_pretty(&told).unwrap() + "\n";
    if std::env::var_os(RENEW).is_some() {
        std::fs::write(&golden, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&golden).unwrap(), text, "{RENEW}=1 writes it anew; look at the difference");
}
