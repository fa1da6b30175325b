//! What was done by whom, as staff read it.

use serde_json::{Value, json};

use crate::support::{STAFF, Server};

async fn history(server: &Server, query: &str) -> Vec<Value> {
    let answer = server.call_as(STAFF, "GET", &format!("/v1/history{query}"), Value::Null).await.assert_status(200);
    answer.json()["data"].as_array().unwrap().clone()
}

#[tokio::test]
async fn staff_read_who_booked_moved_and_cancelled_and_what_became_of_the_link() {
    let server = Server::start().await;
    let wanted = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1});
    let link = server.call_as(STAFF, "POST", "/v1/links", wanted).await.assert_status(201).json();
    let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
    let told = server.call_as(&bearer, "GET", "/v1/booking", Value::Null).await.assert_status(200).json();
    let body = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": told["job_type"]["id"], "notes": "Ring twice."});
    let job = server.call_as(&bearer, "POST", "/api/v1/scheduling/jobs", body).await.assert_status(201).json();
    let id = job["data"]["id"].as_u64().unwrap();
    let path = format!("/api/v1/scheduling/jobs/{id}");
    server.call_as(STAFF, "PATCH", &path, json!({"notes": "Seen."})).await.assert_status(201);

    let deeds = history(&server, &format!("?job_id={id}")).await;
    let seen: Vec<_> = deeds.iter().map(|deed| (deed["actor"].as_str().unwrap(), deed["job_id"].as_u64())).collect();
    let holder = format!("link {}", link["id"]);
    assert_eq!(seen.len(), 2, "{deeds:?}");
    assert!(seen[0].0.starts_with("user "), "the newest first: {deeds:?}");
    assert_eq!(seen[1], (holder.as_str(), Some(id)));
    assert!(!json!(deeds).to_string().contains("Ring"), "nothing of a customer's");

    let by_holder = history(&server, &format!("?actor={}", holder.replace(' ', "%20"))).await;
    assert_eq!(by_holder.len(), 1);
    let of_link = history(&server, &format!("?link_id={}", link["id"])).await;
    let operations: Vec<_> = of_link.iter().rev().map(|deed| deed["operation"].as_str().unwrap()).collect();
    assert_eq!(operations[0], "create", "{of_link:?}");
    assert!(operations.contains(&"open"), "{of_link:?}");
    server.call_as(STAFF, "DELETE", &path, Value::Null).await.assert_status(200);
    assert_eq!(history(&server, &format!("?job_id={id}&limit=1")).await[0]["status"], "deleted");

    // Nothing of it is a customer's matter.
    server.call_as(&bearer, "GET", "/v1/history", Value::Null).await.assert_status(404);
    for odd in ["?job_id=x", "?job_id=1&link_id=1", "?since=1"] {
        server.call_as(STAFF, "GET", &format!("/v1/history{odd}"), Value::Null).await.assert_status(422);
    }
}
