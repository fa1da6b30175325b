//! What customers are told around and after a booking: whose it is, what to prepare, until when wishes are answered, and that the
//! visit was cancelled.

use serde_json::{Value, json};

use crate::support::{Answer, Folder, STAFF, Server, golden_world};

const JOBS: &str = "/api/v1/scheduling/jobs";

/// Somebody with a link for a job of the first type at the account, or for a job that there is.
struct Customer<'s> {
    server: &'s Server,
    bearer: String,
}

impl Customer<'_> {
    async fn of(server: &Server, wanted: Value) -> Customer<'_> {
        let link = server.call_as(STAFF, "POST", "/v1/links", wanted).await.assert_status(201).json();
        Customer { server, bearer: format!("Bearer {}", link["handle"].as_str().unwrap()) }
    }

    async fn with_new_job(server: &Server) -> Customer<'_> {
        Self::of(server, json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1})).await
    }

    async fn call(&self, method: &str, path: &str, body: Value) -> Answer {
        self.server.call_as(&self.bearer, method, path, body).await
    }

    async fn booking(&self) -> Value {
        self.call("GET", "/v1/booking", Value::Null).await.assert_status(200).json()
    }

    /// Makes the job, with more of it, and gives its number.
    async fn make_job(&self, more: Value) -> u64 {
        let job = self.call("POST", JOBS, crate::support::job(more)).await.assert_status(201).data();
        job["id"].as_u64().unwrap()
    }

    /// Somebody who is free then, under the name that the link has for them.
    async fn somebody(&self, length: u64) -> Value {
        let path = format!(
            "{JOBS}/find_any_available_space?start_date=2024-05-13&end_date=2024-05-13&length_in_minutes={length}\
             &job_type_id=1&entityType=account&entityId=1"
        );
        let found = self.call("GET", &path, Value::Null).await.assert_status(200).data();
        let alias = found["2024-05-13"].as_object().unwrap().keys().next().unwrap().clone();
        json!([alias.parse::<u64>().unwrap()])
    }

    async fn book(&self) -> u64 {
        let user_ids = self.somebody(90).await;
        self.make_job(json!({"scheduled_datetime": "2024-05-13 10:00:00", "user_ids": user_ids})).await
    }
}

async fn history(server: &Server, job_id: u64) -> Value {
    let path = format!("/v1/history?job_id={job_id}&limit=1");
    server.call_as(STAFF, "GET", &path, Value::Null).await.assert_status(200).json()["data"][0].clone()
}

#[tokio::test]
async fn anybody_may_ask_whose_the_server_is_and_every_booking_says_it_too() {
    let flags = [
        "--company-name",
        "Loop & Sons",
        "--company-logo",
        "/logo.svg",
        "--company-phone",
        "(312) 555-0142",
        "--company-email",
        "help@loop.example",
        "--company-hours",
        "Mon–Fri, 8 AM–6 PM",
    ];
    let server = Server::start_with_flags(Folder::new(), &golden_world(), &flags).await;
    let company = json!({
        "name": "Loop & Sons", "logo_url": "http://127.0.0.1:8787/logo.svg", "phone": "(312) 555-0142",
        "email": "help@loop.example", "hours": "Mon–Fri, 8 AM–6 PM",
    });
    for caller in ["", "Bearer AAAAAAAAAAAAAAAAAAAAAA"] {
        let told = server.call_as(caller, "GET", "/v1/company", Value::Null).await.assert_status(200);
        assert_eq!(told.header("cache-control"), "public, max-age=300");
        assert_eq!(told.json(), company, "{caller}");
    }
    assert_eq!(Customer::with_new_job(&server).await.booking().await["company"], company);
}

#[tokio::test]
async fn pages_may_show_a_logo_of_another_origin_and_no_other_picture() {
    for (logo, sources) in [
        ("https://cdn.example/a/logo.png", "img-src 'self' data: https://cdn.example;"),
        ("data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22/%3E", "img-src 'self' data:;"),
    ] {
        let flags = ["--company-logo", logo];
        let server = Server::start_with_flags(Folder::new(), &golden_world(), &flags).await;
        let page = server.call_as("", "GET", "/docs", Value::Null).await.assert_status(200);
        let policy = page.header("content-security-policy");
        assert!(policy.contains(sources), "{policy}");
    }
}

#[tokio::test]
async fn customers_of_a_type_read_what_they_are_to_prepare() {
    let server = Server::start().await;
    let policy = json!({"job_types": [{"job_type_id": 1, "prepare": " Please clear the way to the router. "}]});
    let set = server.call_as(STAFF, "PUT", "/v1/policy", policy).await.assert_status(200).json();
    assert_eq!(set["job_types"][0]["prepare"], "Please clear the way to the router.");
    let booking = Customer::with_new_job(&server).await.booking().await;
    assert_eq!(booking["job_type"]["prepare"], "Please clear the way to the router.");
    for wrong in ["", "x".repeat(501).as_str()] {
        let policy = json!({"job_types": [{"job_type_id": 1, "prepare": wrong}]});
        let refused = server.call_as(STAFF, "PUT", "/v1/policy", policy).await.assert_status(422).json();
        let told = refused["errors"][0]["detail"].as_str().unwrap();
        assert!(told.starts_with("`job_types[0].prepare`: must be a text of 1 to 500 characters"), "{told}");
    }
}

#[tokio::test]
async fn who_waits_is_told_until_when_their_wishes_are_answered() {
    let server = Server::start().await;
    let customer = Customer::with_new_job(&server).await;
    let id = customer.make_job(json!({})).await;
    let wish = json!({"date": "2024-05-14", "start_time": "10:00:00", "end_time": "14:00:00"});
    customer.call("POST", &format!("{JOBS}/{id}/desired_job_datetimes"), wish).await.assert_status(201);
    assert_eq!(customer.booking().await["answer_by"], Value::Null, "nothing is promised");
    server.call_as(STAFF, "PUT", "/v1/policy", json!({"answer_within_hours": 24})).await.assert_status(200);
    let by = customer.booking().await["answer_by"].clone();
    // The server's clock stands still at noon, and the database's goes on.
    assert!(["2024-05-11 11:59:00", "2024-05-11 12:00:00"].contains(&by.as_str().unwrap()), "{by}");
    let refused =
        server.call_as(STAFF, "PUT", "/v1/policy", json!({"answer_within_hours": 0})).await.assert_status(422);
    let told = refused.json()["errors"][0]["detail"].clone();
    assert_eq!(told, "`answer_within_hours`: must be a whole number from 1 to 720, is 0.");
}

#[tokio::test]
async fn a_link_whose_visit_was_cancelled_says_so_until_something_else_is_done() {
    let server = Server::start().await;
    let customer = Customer::with_new_job(&server).await;
    assert_eq!(customer.booking().await["cancelled"], Value::Null);
    let id = customer.book().await;
    assert_eq!(customer.booking().await["cancelled"], Value::Null);
    let path = format!("{JOBS}/{id}?reason=other_time");
    customer.call("DELETE", &path, Value::Null).await.assert_status(200);
    let cancelled = json!({"job_id": id, "scheduled_datetime": "2024-05-13 10:00:00"});
    assert_eq!(customer.booking().await["cancelled"], cancelled);
    let deed = history(&server, id).await;
    assert_eq!((&deed["operation"], &deed["reason"]), (&json!("delete"), &json!("other_time")));
    customer.book().await;
    assert_eq!(customer.booking().await["cancelled"], Value::Null);
}

#[tokio::test]
async fn a_job_of_the_office_whose_visit_was_cancelled_says_so_until_the_office_has_done_something_with_it() {
    let server = Server::start().await;
    let made = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
    let id = server.call_as(STAFF, "POST", JOBS, made).await.assert_status(201).data()["id"].as_u64().unwrap();
    let customer = Customer::of(&server, json!({"job_id": id})).await;
    let time = json!({"scheduled_datetime": "2024-05-13 10:00:00", "user_ids": customer.somebody(90).await});
    customer.call("PATCH", &format!("{JOBS}/{id}"), time).await.assert_status(201);
    let queue = format!("{JOBS}/{id}/queue");
    let refused = customer.call("POST", &queue, json!({"reason": "rain"})).await.assert_status(422);
    assert_eq!(refused.code(), "validation-failed");
    customer.call("POST", &queue, json!({"reason": "cannot_be_there"})).await.assert_status(201);
    let cancelled = json!({"job_id": id, "scheduled_datetime": "2024-05-13 10:00:00"});
    assert_eq!(customer.booking().await["cancelled"], cancelled);
    assert_eq!(history(&server, id).await["reason"], "cannot_be_there");
    let note = json!({"notes": "We have called."});
    server.call_as(STAFF, "PATCH", &format!("{JOBS}/{id}"), note).await.assert_status(201);
    assert_eq!(customer.booking().await["cancelled"], Value::Null);
    assert_eq!(history(&server, id).await["reason"], Value::Null, "staff give none");
}
