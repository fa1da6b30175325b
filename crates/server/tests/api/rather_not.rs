//! `/v1/booking/rather_not`: when the holder of a booking link would rather not have their visit.

use serde_json::{Value, json};

use crate::support::{Answer, STAFF, Server, job};

const JOBS: &str = "/api/v1/scheduling/jobs";

/// A link for a new installation at account 1, as its holder shows it.
async fn link(server: &Server) -> String {
    let wanted = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1});
    let link = server.call_as(STAFF, "POST", "/v1/links", wanted).await.assert_status(201).json();
    format!("Bearer {}", link["handle"].as_str().unwrap())
}

/// A job in the queue, made by the holder of a link.
async fn asked(server: &Server, bearer: &str) -> u64 {
    let made = server.call_as(bearer, "POST", JOBS, job(json!({}))).await.assert_status(201).data();
    made["id"].as_u64().unwrap()
}

async fn put(server: &Server, bearer: &str, rather_not: Value) -> Answer {
    server.call_as(bearer, "PUT", "/v1/booking/rather_not", json!({"rather_not": rather_not})).await
}

fn window(date: &str, start: &str, end: &str) -> Value {
    json!({"date": date, "start_time": start, "end_time": end})
}

async fn booking(server: &Server, bearer: &str) -> Value {
    server.call_as(bearer, "GET", "/v1/booking", Value::Null).await.assert_status(200).json()
}

#[tokio::test]
async fn what_is_said_takes_the_place_of_what_was_said_before_and_is_told_to_customer_and_board() {
    let server = Server::start().await;
    let bearer = link(&server).await;
    let id = asked(&server, &bearer).await;
    assert_eq!(booking(&server, &bearer).await["rather_not"], json!([]));

    let (late, early) = (window("2024-05-14", "16:00", "24:00"), window("2024-05-14", "08:00", "10:00"));
    let stored = json!([window("2024-05-14", "08:00:00", "10:00:00"), window("2024-05-14", "16:00:00", "23:59:00")]);
    let said = put(&server, &bearer, json!([late, early, late])).await.assert_status(200).json();
    assert_eq!(said, json!({"rather_not": stored}), "by the clock, and each once");
    assert_eq!(booking(&server, &bearer).await["rather_not"], stored);
    let board = server.call_as(STAFF, "GET", &format!("/v1/board?job_ids={id}"), Value::Null).await.json();
    assert_eq!(board["data"][0]["rather_not"], stored);
    assert_eq!(board["data"][0]["wishes"], json!([]), "it is no wish");

    // What is sent back as it was read is the same, and the same said again is no change.
    put(&server, &bearer, stored.clone()).await.assert_status(200);
    put(&server, &bearer, stored).await.assert_status(200);
    let noted = "SELECT count(*) FROM job_history WHERE operation = 'rather_not'";
    assert_eq!(server.folder.look().count(noted), 2, "from midnight it reads until 23:59, which is another text");

    assert_eq!(put(&server, &bearer, json!([])).await.assert_status(200).json(), json!({"rather_not": []}));
    assert_eq!(booking(&server, &bearer).await["rather_not"], json!([]));
}

#[tokio::test]
async fn what_is_wrong_with_a_window_is_said_and_nothing_of_it_kept() {
    let server = Server::start().await;
    let bearer = link(&server).await;
    asked(&server, &bearer).await;
    let good = window("2024-05-14", "08:00", "10:00");
    put(&server, &bearer, json!([good])).await.assert_status(200);
    let shape = "The rather not must be an array of objects with date, start_time and end_time; an empty one for none.";
    let second = |wrong: &str| format!("Window 2 of the rather not: {wrong}.");
    for (sent, sentence) in [
        (Value::Null, shape.to_owned()),
        (json!("soon"), shape.to_owned()),
        (json!({"date": "2024-05-14"}), shape.to_owned()),
        (json!([good, 7]), second("the date is not a text")),
        (json!([good, {"date": "2024-05-14", "start_time": "08:00"}]), second("the end time is not a text")),
        (
            json!([good, window("2024-02-30", "08:00", "10:00")]),
            second("the date, 2024-02-30, is no date from 1970-01-01 to 2999-12-31, written Y-m-d"),
        ),
        (
            json!([good, window("2024-05-14", "8 o'clock", "10:00")]),
            second("the start time, 8 o'clock, is no time of day from 00:00 to 24:00, written H:i:s"),
        ),
        (
            json!([good, window("2024-05-14", "10:00", "08:00")]),
            second("the end time, 08:00, is not after the start time, 10:00"),
        ),
        (Value::from(vec![good.clone(); 11]), "The rather not may have up to 10 windows; 11 were sent.".to_owned()),
    ] {
        let refused = put(&server, &bearer, sent.clone()).await.assert_status(422).json();
        assert_eq!(refused["errors"], json!([{"pointer": "#/rather_not", "detail": sentence}]), "{sent}");
    }
    let kept = booking(&server, &bearer).await["rather_not"].clone();
    assert_eq!(kept, json!([window("2024-05-14", "08:00:00", "10:00:00")]));
}

#[tokio::test]
async fn it_is_for_the_holder_of_a_link_alone_who_has_a_job_that_is_still_to_be_done() {
    let server = Server::start().await;
    let bearer = link(&server).await;
    let windows = json!([window("2024-05-14", "08:00", "10:00")]);
    put(&server, &bearer, windows.clone()).await.assert_status(404);
    put(&server, STAFF, windows.clone()).await.assert_status(401);
    let id = asked(&server, &bearer).await;
    put(&server, &bearer, windows.clone()).await.assert_status(200);
    let done = json!({"completed_successfully": true});
    server.call_as(STAFF, "POST", &format!("{JOBS}/{id}/complete"), done).await.assert_status(201);
    assert_eq!(put(&server, &bearer, json!([])).await.assert_status(422).code(), "already-completed");
}
