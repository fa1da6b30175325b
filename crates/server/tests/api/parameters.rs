//! Where parameters may stand: query, form, JSON.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::support::{Answer, STAFF, Server};

async fn post(server: &Server, path: &str, content_type: Option<&str>, body: impl Into<Body>) -> Answer {
    let mut request = Request::builder().method("POST").uri(path).header("authorization", STAFF);
    if let Some(content_type) = content_type {
        request = request.header("content-type", content_type);
    }
    server.send(request.body(body.into()).unwrap()).await
}

const JOBS: &str = "/api/v1/scheduling/jobs";

#[tokio::test]
async fn a_job_can_be_made_by_query_form_and_json_with_numbers_as_text() {
    let server = Server::start().await;
    let form = "job_type_id=1&assigned_type=accounts&assigned_id=1&notes=a+b%26c";
    let answers = [
        post(&server, &format!("{JOBS}?{form}"), None, "").await,
        post(&server, JOBS, Some("application/x-www-form-urlencoded"), form).await,
        post(
            &server,
            JOBS,
            Some("application/json; charset=utf-8"),
            json!({"job_type_id": "1", "assigned_type": "accounts", "assigned_id": "1", "notes": "a b&c"}).to_string(),
        )
        .await,
    ];
    for answer in answers {
        assert_eq!(answer.assert_status(201).data()["notes"], "a b&c");
    }
}

#[tokio::test]
async fn json_wins_over_the_form_and_the_form_over_the_query() {
    let server = Server::start().await;
    let query = format!("{JOBS}?job_type_id=1&assigned_type=accounts&assigned_id=1&notes=query");
    let json = post(&server, &query, Some("application/json"), r#"{"notes": "json"}"#).await.assert_status(201);
    assert_eq!(json.data()["notes"], "json");
    let form = post(&server, &query, Some("application/x-www-form-urlencoded"), "notes=form").await.assert_status(201);
    assert_eq!(form.data()["notes"], "form");
}

#[tokio::test]
async fn lists_may_be_written_in_four_ways() {
    let server = Server::start().await;
    let visit = "job_type_id=1&assigned_type=accounts&assigned_id=1&length_in_minutes=60";
    for (hour, users) in
        [(10, "user_ids[]=1"), (11, "user_ids[0]=1"), (13, "user_ids=1"), (14, "user_ids%5B%5D=1&user_ids%5B%5D=1")]
    {
        let form = format!("{visit}&scheduled_datetime=2024-05-13+{hour}:00:00&{users}");
        let made = post(&server, JOBS, Some("application/x-www-form-urlencoded"), form).await.assert_status(201);
        assert_eq!(made.data()["user_ids"], json!([1]), "{users}");
    }
}

#[tokio::test]
async fn a_name_that_is_repeated_is_a_list_everywhere() {
    let server = Server::start().await;
    let find = "/jobs/find_available_space?start_date=2024-05-13&end_date=2024-05-13&length_in_minutes=60&job_type_id=1\
                &entityType=account&entityId=1";
    // User 2 never works: with both nothing is free, with user 1 alone there is.
    for (users, is_free) in [("users=1", true), ("users=1&users=2", false), ("users=1&users[]=2", false)] {
        let found = server.get(&format!("{find}&{users}")).await.assert_status(200).data();
        assert_eq!(found.is_object(), is_free, "{users}: {found}");
    }
    let form = "job_type_id=1&assigned_type=accounts&assigned_id=1&services=7&services=9";
    let made = post(&server, JOBS, Some("application/x-www-form-urlencoded"), form).await.assert_status(201);
    assert_eq!(made.data()["services"], json!([7, 9]));
    // What is one thing is not chosen among several.
    for twice in ["limit=1&limit=2", "page=1&page=1", "sort=id&sort=-id"] {
        server.get(&format!("/jobs?{twice}")).await.assert_status(422);
    }
}

#[tokio::test]
async fn midnight_ends_a_day_however_it_is_written() {
    let server = Server::start().await;
    let blocker = json!({"name": "Nights", "sunday": true, "monday": false, "tuesday": false, "wednesday": false,
        "thursday": false, "friday": false, "saturday": false, "user_ids": [1], "start": "2024-05-05", "weeks": 1,
        "repetitions": 0, "infinite_repetitions": true, "start_timestamp": "20:00"});
    for (number, end) in ["00:00", "24:00", "23:59", "0:00", "00:00:00"].into_iter().enumerate() {
        let day = json!({"day": number, "start_timestamp": "20:00", "end_timestamp": end});
        let made = server.post("/schedules/1/schedule_days", day).await.assert_status(201);
        assert_eq!(made.data()["end_timestamp"], "23:59:00", "{end}");
        let mut blocker = blocker.clone();
        blocker["end_timestamp"] = json!(end);
        let made = server.post("/schedule_blockers", blocker).await.assert_status(201);
        assert_eq!(made.data()["end_timestamp"], "23:59", "{end}");
        let wish = json!({"date": "2024-05-20", "start_time": "20:00", "end_time": end});
        server.post("/jobs/8/desired_job_datetimes", wish).await.assert_status(201);
    }
    let day = json!({"start_timestamp": "00:00", "end_timestamp": "00:00"});
    server.patch("/schedules/1/schedule_days/1", day).await.assert_status(201);
    // With its date it is the start of a day, and may be the end of a time off that begins before.
    let off = json!({"user_id": 1, "name": "Day", "start_time": "2024-05-14 00:00", "end_time": "2024-05-15 00:00"});
    let made = server.post("/scheduled_time_offs", off).await.assert_status(201);
    assert_eq!(made.data()["end_time"], "2024-05-15 00:00:00");
    let none = json!({"user_id": 1, "name": "None", "start_time": "2024-05-14 00:00", "end_time": "2024-05-14 00:00"});
    server.post("/scheduled_time_offs", none).await.assert_status(422);
}

#[tokio::test]
async fn a_date_that_is_well_written_and_none_is_told_as_what_it_is() {
    let server = Server::start().await;
    let rest = "length_in_minutes=60&job_type_id=1&entityType=account&entityId=1";
    let reach = "The start date must be between 1970-01-01 and 2999-12-31.";
    for (date, sentence) in [
        ("2026-02-29", "The start date is no date: that month has the days 1 to 28."),
        ("2024-02-30", "The start date is no date: that month has the days 1 to 29."),
        ("2026-04-00", "The start date is no date: that month has the days 1 to 30."),
        ("2026-13-01", "The start date is no date: there is no month 13."),
        ("9999-12-31", reach),
        ("3000-01-01", reach),
        ("0000-01-01", reach),
        ("29/02/2024", "The start date does not match the format Y-m-d."),
    ] {
        let asked = format!("/jobs/find_any_available_space?start_date={date}&end_date=2026-03-01&{rest}");
        let refused = server.get(&asked).await.assert_status(422);
        assert_eq!(refused.json()["error"]["message"]["start_date"], sentence);
        if date.starts_with(|digit: char| digit.is_ascii_digit()) && date.as_bytes()[4] == b'-' {
            let visit = json!({"scheduled_datetime": format!("{date} 10:00:00"), "user_ids": [1]});
            let refused = server.patch("/jobs/8", visit).await.assert_status(422);
            let told = refused.json()["error"]["message"]["scheduled_datetime"].clone();
            assert_eq!(told, sentence.replace("start date", "scheduled datetime"));
            let off = json!({"user_id": 1, "name": "x", "start_time": "2026-01-01 10:00", "end_time": format!("{date} 10:00")});
            let refused = server.post("/scheduled_time_offs", off).await.assert_status(422);
            assert_eq!(refused.json()["error"]["message"]["end_time"], sentence.replace("start date", "end time"));
        }
    }
}

#[tokio::test]
async fn both_spellings_of_a_time_are_read() {
    let server = Server::start().await;
    for time in ["2024-05-13 14:00", "2024-05-13 14:00:00", "2024-05-13T14:00", "2024-05-13T14:00:00"] {
        let visit = json!({"scheduled_datetime": time, "user_ids": [1]});
        server.patch("/jobs/8", visit).await.assert_status(201);
        assert_eq!(server.get("/jobs/8").await.data()["scheduled_datetime"], "2024-05-13 14:00:00");
    }
}

#[tokio::test]
async fn what_can_not_be_read_is_told_in_the_envelope() {
    let server = Server::start().await;
    for (content_type, body, status, code) in [
        (Some("application/json"), "{".to_owned(), 400, "malformed-request"),
        (Some("application/json"), "[1]".to_owned(), 400, "malformed-request"),
        (Some("application/json"), r#"{"notes": "a", "notes": "b"}"#.to_owned(), 400, "malformed-request"),
        (Some("application/json"), "\u{feff}{}".to_owned(), 400, "malformed-request"),
        (Some("application/json"), "[".repeat(10_000), 400, "malformed-request"),
        (Some("application/json"), format!("{{\"notes\": \"{}\"}}", "x".repeat(70_000)), 413, "too-large"),
        (Some("text/plain"), "notes=x".to_owned(), 415, "unsupported-media-type"),
        (Some("multipart/form-data; boundary=x"), "--x--".to_owned(), 415, "unsupported-media-type"),
        (None, "{}".to_owned(), 415, "unsupported-media-type"),
        (Some("application/x-www-form-urlencoded"), "notes=Gr%FC%DFe".to_owned(), 400, "malformed-request"),
    ] {
        for path in [JOBS, &format!("{JOBS}/8/queue")] {
            let refused = post(&server, path, content_type, body.clone()).await.assert_status(status);
            assert_eq!(refused.json()["error"]["status_code"], status);
            assert!(refused.json()["error"]["message"].is_string());
            assert_eq!(refused.code(), code);
        }
    }
}

#[tokio::test]
async fn unknown_paths_and_methods_are_told_in_the_envelope() {
    let server = Server::start().await;
    for (method, path, status) in [
        ("GET", "/api/v1", 404),
        ("GET", "/api/v1/", 404),
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/scheduling/jobs/8/nothing", 404),
        ("PUT", "/api/v1/scheduling/jobs/8", 405),
        ("DELETE", "/api/v1/scheduling/jobs", 405),
        ("GET", "/api/v1/scheduling/jobs/%ff", 404),
    ] {
        let answer = server.call_as(STAFF, method, path, json!(null)).await;
        assert!((400..500).contains(&answer.status), "{method} {path}: {}", answer.status);
        if path != "/api/v1/scheduling/jobs/%ff" {
            assert_eq!(answer.status, status, "{method} {path}");
        }
        assert_eq!(answer.json()["error"]["status_code"], answer.status, "{method} {path}");
    }
    for path in ["/v1", "/v1/", "/v1/nothing"] {
        let answer = server.call_as(STAFF, "GET", path, json!(null)).await.assert_status(404);
        assert_eq!((answer.code(), answer.header("content-type")), ("not-found", "application/problem+json"), "{path}");
    }
}
