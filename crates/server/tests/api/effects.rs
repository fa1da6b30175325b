//! What jobs bring about besides the visit: services of accounts, their status, tickets. And the lists they are on.

use serde_json::{Value, json};

use crate::support::{Answer, STAFF, Server, golden_world, job};

const NO_ITEM: &str = "No item with that ID found.";

async fn get(server: &Server, path: &str) -> Answer {
    server.call_as(STAFF, "GET", &format!("/api/v1{path}"), Value::Null).await
}

/// Of an account: service and number of the relation, in the order of the list.
async fn services(server: &Server) -> Vec<(u64, u64)> {
    let services = get(server, "/accounts/1/services").await.assert_status(200).data();
    let number = |service: &Value, name: &str| service[name].as_u64().unwrap();
    let services = services.as_array().unwrap().iter();
    services.map(|service| (number(service, "id"), number(service, "unique_service_relationship_id"))).collect()
}

/// A server whose type 1 has every effect.
async fn with_effects() -> Server {
    let mut world = golden_world();
    world["entities"]["account:1"]["account_status_id"] = json!(2);
    let effects = json!({
        "account_status_id_completion": 4, "account_status_id_failure": 3, "completion_ticket_group_id": 5,
        "failure_ticket_group_id": 6, "services": [7, 8],
    });
    world["job_types"][0].as_object_mut().unwrap().extend(effects.as_object().unwrap().clone());
    Server::start_with(world, "2024-05-10T12:00").await
}

#[tokio::test]
async fn a_completed_job_adds_the_services_of_its_type_and_its_own_to_the_account() {
    let server = with_effects().await;
    assert_eq!(services(&server).await, []);
    server.patch("/jobs/9", json!({"services": [9, 7]})).await.assert_status(201);
    server.post("/jobs/9/complete", Value::Null).await.assert_status(201);
    assert_eq!(services(&server).await, [(7, 1), (8, 2), (9, 3)]);
    // In the vendor's shape.
    let service = json!({
        "id": 8, "number_of_times_billed": 0, "price_override": null, "price_override_reason": null, "package_id": null,
        "unique_package_id": null, "unique_service_relationship_id": 2, "name_override": null, "quantity": 1,
        "next_bill_date": null, "metadata": {},
    });
    assert_eq!(get(&server, "/accounts/1/services/2").await.assert_status(200).json(), json!({"data": service}));
    let page = get(&server, "/accounts/1/services?limit=1&page=2").await.json();
    assert_eq!((&page["data"], &page["paginator"]["total_count"]), (&json!([service]), &json!(3)));
    // Each job adds its own.
    server.post("/jobs/8/complete", Value::Null).await.assert_status(201);
    assert_eq!(services(&server).await.len(), 5);
    for path in ["/accounts/2/services", "/accounts/1/services/99", "/accounts/x/services", "/accounts/1/services/x"] {
        get(&server, path).await.assert_refused(404, NO_ITEM);
    }
}

#[tokio::test]
async fn a_failed_job_and_one_at_a_network_site_add_no_services() {
    let server = with_effects().await;
    let failure = json!({"completion_type": "failure", "reason": "No power."});
    server.post("/jobs/9/complete", failure).await.assert_status(201);
    let site = job(json!({"assigned_type": "network_sites", "services": [9]}));
    let id = server.post("/jobs", site).await.assert_status(201).data()["id"].clone();
    server.post(&format!("/jobs/{id}/complete"), Value::Null).await.assert_status(201);
    assert_eq!(services(&server).await, []);
    let site = get(&server, "/network/network_sites/1").await.assert_status(200).data();
    assert_eq!(site.get("account_status_id"), None, "it is no account");
}

#[tokio::test]
async fn the_end_of_a_job_changes_the_accounts_status_as_its_type_says() {
    let server = with_effects().await;
    let status = || async { get(&server, "/accounts/1").await.assert_status(200).data()["account_status_id"].clone() };
    assert_eq!(status().await, 2);
    let failure = json!({"completion_type": "failure", "reason": "No power."});
    server.post("/jobs/9/complete", failure).await.assert_status(201);
    assert_eq!(status().await, 3);
    server.post("/jobs/9/queue", Value::Null).await.assert_status(201);
    assert_eq!(status().await, 3);
    server.post("/jobs/9/complete", Value::Null).await.assert_status(201);
    assert_eq!(status().await, 4);
    assert_eq!(get(&server, "/accounts").await.data()[0]["account_status_id"], 4);
    // A type without effects leaves everything as it is.
    let id = server.post("/jobs", job(json!({"job_type_id": 2}))).await.data()["id"].clone();
    server.post(&format!("/jobs/{id}/complete"), Value::Null).await.assert_status(201);
    assert_eq!((status().await, services(&server).await.len()), (json!(4), 2));
}

#[tokio::test]
async fn the_end_of_a_job_is_reported_by_a_ticket_to_the_group_of_its_type() {
    let server = with_effects().await;
    let failure = json!({"completion_type": "failure", "reason": "No power."});
    server.post("/jobs/9/complete", failure).await.assert_status(201);
    server.post("/jobs/8/complete", Value::Null).await.assert_status(201);
    let tickets = get(&server, "/tickets").await.assert_status(200).json();
    assert_eq!(tickets["paginator"]["total_count"], 2);
    let ticket = json!({
        "id": 1, "subject": "Installation failed: job 9", "type": "internal", "ticket_group_id": 6, "user_id": null,
        "assignee": "accounts", "assignee_id": 1, "due_date": null, "email_address": null, "priority": 3,
        "category_ids": [], "open": true, "parent_ticket_id": null, "child_ticket_ids": [],
        "inbound_email_account_id": null, "spam": false, "last_reply_incoming": false, "closed_at": null,
        "closed_by_user_id": null, "created_at": "2024-05-10 17:00:00",
    });
    assert_eq!(tickets["data"][0], ticket);
    assert_eq!(get(&server, "/tickets/1").await.assert_status(200).json(), json!({"data": ticket}));
    let second = get(&server, "/tickets/2").await.data();
    assert_eq!((&second["subject"], &second["ticket_group_id"]), (&json!("Installation completed: job 8"), &json!(5)));
    get(&server, "/tickets/3").await.assert_refused(404, NO_ITEM);
    // A refused completion reports nothing.
    server.post("/jobs/8/complete", Value::Null).await.assert_status(422);
    assert_eq!(get(&server, "/tickets").await.json()["paginator"]["total_count"], 2);
    // Our own reports are no list of tickets: others are kept elsewhere, and any number is one.
    server.post("/jobs", job(json!({"ticket_id": 4711}))).await.assert_status(201);
}

#[tokio::test]
async fn s_15_a_ticket_exists_and_null_unlinks_it() {
    let mut world = golden_world();
    world["tickets"] = json!([5, {"id": 44, "subject": "No light since the storm"}]);
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    assert_eq!(get(&server, "/tickets/44").await.assert_status(200).data()["subject"], "No light since the storm");
    let changed = |body| server.patch("/jobs/8", body);
    assert_eq!(changed(json!({"ticket_id": 5})).await.assert_status(201).data()["ticket_id"], 5);
    assert_eq!(changed(json!({"notes": "x"})).await.assert_status(201).data()["ticket_id"], 5);
    let before = server.all_jobs().await;
    let invalid = json!({"ticket_id": "The selected ticket id is invalid."});
    for id in [json!(6), json!("6"), json!(0), json!(-1), json!(9_007_199_254_740_991_u64)] {
        changed(json!({"ticket_id": id})).await.assert_refused(422, invalid.clone());
        server.post("/jobs", job(json!({"ticket_id": id}))).await.assert_refused(422, invalid.clone());
    }
    assert_eq!(server.all_jobs().await, before);
    assert_eq!(changed(json!({"ticket_id": null})).await.assert_status(201).data()["ticket_id"], Value::Null);
    let made = server.post("/jobs", job(json!({"ticket_id": "44"}))).await.assert_status(201);
    assert_eq!(made.data()["ticket_id"], 44);
    let made = server.post("/jobs", job(json!({"ticket_id": null}))).await.assert_status(201);
    assert_eq!(made.data()["ticket_id"], Value::Null);
}

#[tokio::test]
async fn s_15_without_a_list_of_tickets_any_number_is_one() {
    let server = Server::start().await;
    let made = server.post("/jobs", job(json!({"ticket_id": 4711}))).await.assert_status(201);
    assert_eq!(made.data()["ticket_id"], 4711);
    let refused = server.post("/jobs", job(json!({"ticket_id": -1}))).await;
    refused.assert_refused(422, json!({"ticket_id": "The selected ticket id is invalid."}));
}

#[tokio::test]
async fn s_16_services_exist_are_kept_and_taken_away() {
    let mut world = golden_world();
    world["services"] = json!([7, {"id": 9, "name": "Fibre 500"}]);
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    let changed = |body| server.patch("/jobs/8", body);
    assert_eq!(changed(json!({"services": [7, 9]})).await.assert_status(201).data()["services"], json!([7, 9]));
    assert_eq!(changed(json!({"notes": "x"})).await.assert_status(201).data()["services"], json!([7, 9]));
    let (before, types) = (server.all_jobs().await, server.get("/job_types").await.json());
    let invalid = json!({"services": "The selected services is invalid."});
    for services in [json!([8]), json!([7, 8]), json!(["8"]), json!([0]), json!([-1])] {
        let body = json!({"services": services});
        changed(body.clone()).await.assert_refused(422, invalid.clone());
        server.post("/jobs", job(body.clone())).await.assert_refused(422, invalid.clone());
        server.patch("/job_types/1", body).await.assert_refused(422, invalid.clone());
    }
    assert_eq!((server.all_jobs().await, server.get("/job_types").await.json()), (before, types));
    assert_eq!(changed(json!({"services": []})).await.assert_status(201).data()["services"], json!([]));
    server.patch("/job_types/1", json!({"services": [9]})).await.assert_status(200);
}

#[tokio::test]
async fn s_16_without_a_list_of_services_any_number_is_one() {
    let server = Server::start().await;
    let made = server.post("/jobs", job(json!({"services": [4711]}))).await.assert_status(201);
    assert_eq!(made.data()["services"], json!([4711]));
}

#[tokio::test]
async fn a_place_has_its_address_under_both_prefixes_in_the_vendors_shape() {
    let server = Server::start().await;
    let address = json!({
        "id": 1, "line1": "12 Elm St, Peoria, IL", "line2": "", "city": null, "state": null, "county": null, "zip": null,
        "country": null, "latitude": 40.5, "longitude": -89.5, "address_type_id": 1,
    });
    let listed = get(&server, "/accounts/1/addresses").await.assert_status(200).json();
    let paginator = json!({"total_count": 1, "total_pages": 1, "current_page": 1, "limit": 100});
    assert_eq!(listed, json!({"data": [address], "paginator": paginator}));
    assert_eq!(get(&server, "/accounts/1/addresses/1").await.json(), json!({"data": address}));
    let site = get(&server, "/network_sites/1/addresses").await.assert_status(200).data();
    assert_eq!((&site[0]["line1"], &site[0]["latitude"]), (&json!(""), &json!(40.6)));
    assert_eq!(get(&server, "/network_sites/1/addresses/1").await.data(), site[0]);
    assert_eq!(get(&server, "/accounts/1/addresses?page=2").await.data(), json!([]));
    for path in [
        "/accounts/2/addresses",
        "/network_sites/2/addresses",
        "/accounts/x/addresses",
        "/accounts/1/addresses/2",
        "/network_sites/1/addresses/x",
    ] {
        get(&server, path).await.assert_refused(404, NO_ITEM);
    }
}

#[tokio::test]
async fn a_place_of_which_nothing_is_known_has_no_address() {
    let mut world = golden_world();
    world["entities"]["account:2"] = json!({});
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    assert_eq!(get(&server, "/accounts/2/addresses").await.assert_status(200).data(), json!([]));
}
