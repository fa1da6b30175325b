//! `/v1/board`: jobs as people read them.

use serde_json::{Value, json};

use crate::support::{STAFF, Server};

async fn board(server: &Server, query: &str) -> Value {
    server.call_as(STAFF, "GET", &format!("/v1/board{query}"), Value::Null).await.assert_status(200).json()
}

#[tokio::test]
async fn each_job_comes_with_the_names_of_what_it_refers_to_and_with_its_wishes_by_rank() {
    let server = Server::start().await;
    for (date, start, end) in [("2024-05-21", "13:00:00", "17:00:00"), ("2024-05-20", "08:00:00", "12:00:00")] {
        let wish = json!({"date": date, "start_time": start, "end_time": end});
        server.post("/jobs/8/desired_job_datetimes", wish).await.assert_status(201);
    }
    let at_site = json!({"job_type_id": 2, "assigned_type": "network_sites", "assigned_id": 1});
    server.post("/jobs", at_site).await.assert_status(201);
    let told = board(&server, "").await;
    assert_eq!(told["paginator"], json!({"total_count": 4, "total_pages": 1, "current_page": 1, "limit": 100}));

    let jobs = told["data"].as_array().unwrap();
    let listed: Vec<Value> = jobs.iter().map(|listed| listed["job"].clone()).collect();
    assert_eq!(Value::from(listed), server.get("/jobs").await.data(), "the same jobs in the same order");
    let words = |listed: &Value| json!([listed["job_type"], listed["place"], listed["address"]]);
    assert_eq!(words(&jobs[0]), json!(["Installation", "Ada Novak", "12 Elm St, Peoria, IL"]));
    assert_eq!(
        words(&jobs[3]),
        json!(["Service call", "North tower", ""]),
        "a site is not the account with its number"
    );
    let wishes = jobs[0]["wishes"].as_array().unwrap();
    assert_eq!(wishes.iter().map(|wish| &wish["date"]).collect::<Vec<_>>(), ["2024-05-21", "2024-05-20"]);
    let user = server.call_as(STAFF, "GET", "/api/v1/users/1", Value::Null).await.json()["data"][0]["name"].clone();
    assert_eq!((&jobs[0]["crew"], &jobs[1]["crew"]), (&json!([]), &json!([user])));
    assert_eq!(jobs[1]["wishes"], json!([]));

    let second = board(&server, "?limit=2&page=2").await;
    assert_eq!(second["data"], json!([jobs[2], jobs[3]]));
}

#[tokio::test]
async fn the_board_is_for_staff_alone_and_says_what_is_wrong_with_a_page() {
    let server = Server::start().await;
    let link = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
    let link = server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201).json();
    let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
    server.call_as(&bearer, "GET", "/v1/board", Value::Null).await.assert_status(404);
    let told = server.call_as(STAFF, "GET", "/v1/board?page=0&limit=x", Value::Null).await.assert_status(422).json();
    assert!(told.to_string().contains("limit") && told.to_string().contains("page"), "{told}");
}
