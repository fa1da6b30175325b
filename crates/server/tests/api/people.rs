//! `/users`, `/accounts`, `/network/network_sites`, `/scheduling/job_types`, `/system/application`.

use serde_json::{Value, json};

use crate::support::{Answer, STAFF, Server};

async fn get(server: &Server, path: &str) -> Answer {
    server.call_as(STAFF, "GET", &format!("/api/v1{path}"), Value::Null).await
}

#[tokio::test]
async fn a_single_user_comes_as_a_list_of_one_and_the_list_without_paginator() {
    let server = Server::start().await;
    let users = get(&server, "/users/").await.assert_status(200).json();
    assert_eq!(users["data"].as_array().unwrap().len(), 2);
    assert_eq!(users["paginator"], Value::Null);
    let user = get(&server, "/users/2").await.assert_status(200).data();
    assert_eq!((user.as_array().unwrap().len(), &user[0]["id"]), (1, &json!(2)));
    get(&server, "/users/77").await.assert_refused(404, "No item with that ID found.");
}

#[tokio::test]
async fn accounts_and_sites_have_a_name_and_a_place_on_earth() {
    let server = Server::start().await;
    let account = get(&server, "/accounts/1").await.assert_status(200).data();
    assert_eq!((&account["name"], &account["latitude"]), (&json!("Ada Novak"), &json!(40.5)));
    let site = get(&server, "/network/network_sites/1").await.assert_status(200).data();
    assert_eq!(site["name"], "North tower");
    assert_eq!(get(&server, "/accounts").await.json()["paginator"]["total_count"], 1);
    assert_eq!(get(&server, "/network/network_sites").await.json()["paginator"]["total_count"], 1);
    get(&server, "/accounts/2").await.assert_refused(404, "No item with that ID found.");
}

#[tokio::test]
async fn job_types_are_listed_and_read() {
    let server = Server::start().await;
    let types = get(&server, "/scheduling/job_types?limit=1&page=2").await.assert_status(200).json();
    assert_eq!(types["data"][0]["name"], "Service call");
    assert_eq!(types["paginator"]["total_pages"], 2);
    assert_eq!(get(&server, "/scheduling/job_types/1").await.data()["length_in_minutes"], 90);
    get(&server, "/scheduling/job_types/9").await.assert_refused(404, "No item with that ID found.");
}

#[tokio::test]
async fn the_instance_tells_its_zone() {
    let server = Server::start().await;
    assert_eq!(get(&server, "/system/application").await.data()["timezone"], "America/Chicago");
}

/// Another server changes something that editors change.
fn elsewhere(server: &Server, sql: &str) {
    let look = server.folder.look();
    look.execute(&format!("BEGIN; {sql}; UPDATE versions SET version = version + 1 WHERE user_id = 0; COMMIT"));
}

#[tokio::test]
async fn who_was_taken_away_by_another_server_books_nothing_more() {
    let server = Server::start().await;
    let at = |time: &str| {
        json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "length_in_minutes": 30,
               "scheduled_datetime": format!("2024-05-13 {time}:00"), "user_ids": [1]})
    };
    let jobs = || server.folder.look().count("SELECT count(*) FROM jobs");
    for time in ["08:00", "08:30"] {
        server.post("/jobs", at(time)).await.assert_status(201);
    }
    let before = jobs();
    elsewhere(&server, "UPDATE users SET name = 'Ada' WHERE id = 1");
    server.post("/jobs", at("10:00")).await.assert_status(201);
    assert_eq!(jobs(), before + 1, "nobody was taken away");

    elsewhere(&server, "DELETE FROM api_users");
    server.post("/jobs", at("10:30")).await.assert_status(401);
    server.post("/jobs", at("10:00")).await.assert_status(401);
    server.post("/jobs", json!({"job_type_id": 99})).await.assert_status(401);
    server
        .post("/jobs", json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1}))
        .await
        .assert_status(401);
    assert_eq!(jobs(), before + 1);
}
