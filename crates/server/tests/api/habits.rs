//! The vendor's habits and quirks, by the numbers of the list of them; what other files prove is not repeated here.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::{STAFF, Server, job};

/// Sends everything in the query, as one of the vendor's clients does with every method.
async fn by_query(server: &Server, method: &str, path: &str) -> crate::support::Answer {
    let request = Request::builder().method(method).uri(format!("/api/v1/scheduling{path}"));
    server.send(request.header("authorization", STAFF).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn quirk_02_what_is_made_answers_201_and_what_is_changed_200_but_for_a_job_and_a_schedules_day() {
    let server = Server::start().await;
    let wish = json!({"date": "2024-05-20", "start_time": "09:00", "end_time": "10:00"});
    let off =
        json!({"user_id": 1, "name": "Dentist", "start_time": "2024-05-14 09:00", "end_time": "2024-05-14 10:00"});
    for (method, path, body, status) in [
        ("POST", "/jobs/8/desired_job_datetimes", wish, 201),
        ("PATCH", "/jobs/8/desired_job_datetimes/1", json!({"start_time": "08:00"}), 200),
        ("DELETE", "/jobs/8/desired_job_datetimes/1", Value::Null, 200),
        ("POST", "/jobs/9/check_in", Value::Null, 201),
        ("POST", "/jobs/9/check_out", Value::Null, 201),
        ("PATCH", "/jobs/9", json!({"notes": "x"}), 201),
        ("POST", "/jobs/9/queue", Value::Null, 201),
        ("POST", "/jobs/9/complete", Value::Null, 201),
        ("DELETE", "/jobs/9", Value::Null, 200),
        ("PATCH", "/schedules/1", json!({"name": "x"}), 200),
        ("PATCH", "/schedules/1/schedule_days/1", json!({"day": 2}), 201),
        ("POST", "/scheduled_time_offs", off, 201),
        ("PATCH", "/scheduled_time_offs/1", json!({"name": "x"}), 200),
        ("PATCH", "/job_types/1", json!({"name": "x"}), 200),
    ] {
        let answer = server.call(method, path, body).await;
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.json());
    }
}

#[tokio::test]
async fn quirk_04_times_have_seconds_except_in_the_answer_to_a_change_and_in_a_calculated_schedule() {
    let server = Server::start().await;
    let visit = json!({"scheduled_datetime": "2024-05-13 14:00", "user_ids": [1], "length_in_minutes": 30});
    let made = server.post("/jobs", job(visit)).await.assert_status(201).data();
    assert_eq!(made["scheduled_datetime"], "2024-05-13 14:00:00");
    let path = format!("/jobs/{}", made["id"]);
    assert_eq!(server.patch(&path, json!({})).await.data()["scheduled_datetime"], "2024-05-13 14:00");
    for deed in ["check_in", "check_out"] {
        let answer = server.post(&format!("{path}/{deed}"), Value::Null).await.data();
        assert_eq!(answer["scheduled_datetime"], "2024-05-13 14:00:00", "{deed}");
    }
    assert_eq!(server.get(&path).await.data()["scheduled_datetime"], "2024-05-13 14:00:00");
    let day = server.get("/calculated_schedule/2024-05-13/2024-05-13").await.data();
    assert_eq!(day["2024-05-13"]["1"]["jobs"][1]["scheduled_datetime"], "2024-05-13 14:00");
}

#[tokio::test]
async fn quirk_05_a_job_has_all_its_members_whatever_it_went_through() {
    let server = Server::start().await;
    let all = [
        "assigned_id",
        "assigned_type",
        "checked_in_users",
        "completed_at",
        "completed_by_user_id",
        "completed_successfully",
        "completion_reason",
        "created_by_user_id",
        "id",
        "job_type_id",
        "length_in_minutes",
        "notes",
        "scheduled_datetime",
        "services",
        "status",
        "ticket_id",
        "user_ids",
    ];
    let made = server.post("/jobs", job(json!({}))).await;
    let changed = server.patch("/jobs/8", json!({"notes": "x"})).await;
    let on_site = server.post("/jobs/9/check_in", Value::Null).await;
    let done = server.post("/jobs/9/complete", Value::Null).await;
    let queued = server.post("/jobs/10/queue", Value::Null).await;
    for answer in [made, changed, on_site, done, queued, server.get("/jobs/8").await] {
        let data = answer.data();
        let mut members: Vec<_> = data.as_object().unwrap().keys().map(String::as_str).collect();
        members.sort_unstable();
        assert_eq!(members, all);
    }
}

#[tokio::test]
async fn quirk_08_an_empty_map_is_an_empty_list() {
    let server = Server::start().await;
    let nobody = "start_date=2024-05-14&end_date=2024-05-14&length_in_minutes=60&job_type_id=1&entityType=account\
                  &entityId=1&users[]=1";
    for path in [
        &format!("/jobs/find_any_available_space?{nobody}"),
        &format!("/jobs/find_available_space?{nobody}"),
        "/calculated_schedule/2024-05-14/2024-05-14",
    ] {
        let answer = server.get(path).await.assert_status(200);
        assert_eq!(String::from_utf8(answer.bytes).unwrap(), r#"{"data":[]}"#, "{path}");
    }
}

#[tokio::test]
async fn quirk_09_everything_may_stand_in_the_query_whatever_the_method() {
    let server = Server::start().await;
    let made = by_query(
        &server,
        "POST",
        "/jobs?job_type_id=1&assigned_type=accounts&assigned_id=1&length_in_minutes=30\
         &scheduled_datetime=2024-05-13%2010:00:00&user_ids[]=1&services[]=7&services[]=9",
    );
    let made = made.await.assert_status(201).data();
    assert_eq!((&made["user_ids"], &made["services"]), (&json!([1]), &json!([7, 9])));
    let path = format!("/jobs/{}", made["id"]);
    let changed = by_query(&server, "PATCH", &format!("{path}?length_in_minutes=45")).await.assert_status(201).data();
    assert_eq!(changed["length_in_minutes"], 45);
    let on_site = by_query(&server, "POST", &format!("{path}/check_in?user_id=2")).await.assert_status(201).data();
    assert_eq!(on_site["checked_in_users"][0]["user_id"], 2);
    let failed = by_query(&server, "POST", &format!("{path}/complete?completion_type=failure&reason=No%20key")).await;
    assert_eq!(failed.assert_status(201).data()["completion_reason"], "No key");
    let schedule = "name=Late&user_ids[0]=1&user_ids[1]=2&job_type_ids[]=1&start=2024-05-13&available=1\
                    &infinite_repetitions=false&repetitions=0&weeks=2";
    let schedule = by_query(&server, "POST", &format!("/schedules?{schedule}")).await.assert_status(201).data();
    assert_eq!((&schedule["available"], &schedule["infinite_repetitions"]), (&json!(true), &json!(false)));
    assert_eq!(schedule["user_ids"], json!([1, 2]));
}

#[tokio::test]
async fn quirk_10_find_answers_the_same_to_get_and_post() {
    let server = Server::start().await;
    for path in ["/jobs/find_any_available_space", "/jobs/find_available_space"] {
        let query = "start_date=2024-05-13&end_date=2024-05-20&length_in_minutes=60&job_type_id=1&entityType=account\
                     &entityId=1&users[]=1";
        let body = json!({"start_date": "2024-05-13", "end_date": "2024-05-20", "length_in_minutes": 60,
            "job_type_id": 1, "entityType": "account", "entityId": 1, "users": [1]});
        let by_get = server.get(&format!("{path}?{query}")).await.assert_status(200);
        assert_eq!(server.post(path, body).await.assert_status(200).bytes, by_get.bytes, "{path}");
        assert_eq!(by_query(&server, "POST", &format!("{path}?{query}")).await.bytes, by_get.bytes, "{path}");
        assert!(by_get.data()["2024-05-20"] != Value::Null);
    }
}

#[tokio::test]
async fn quirk_11_a_schedule_in_a_list_has_its_job_types() {
    let server = Server::start().await;
    assert_eq!(server.get("/schedules").await.data()[0]["job_type_ids"], json!([1, 2]));
}

#[tokio::test]
async fn quirk_13_a_change_without_a_length_keeps_the_jobs_own() {
    let server = Server::start().await;
    for body in [json!({"notes": "x"}), json!({"length_in_minutes": null, "notes": "y"})] {
        let changed = server.patch("/jobs/8", body).await.assert_status(201).data();
        assert_eq!(changed["length_in_minutes"], 60, "the type has 90");
    }
}

#[tokio::test]
async fn quirk_20_a_length_is_on_the_grid_and_a_start_may_be_at_any_minute() {
    let server = Server::start().await;
    for (time, status) in [("2024-05-13 10:53", 201), ("2024-05-13 11:07", 422), ("2024-05-13 11:08", 201)] {
        let visit = json!({"scheduled_datetime": time, "user_ids": [1], "length_in_minutes": 15});
        assert_eq!(server.post("/jobs", job(visit)).await.status, status, "{time}");
    }
}

#[tokio::test]
async fn pages_have_a_hundred_records_unless_asked_otherwise_in_the_order_of_their_numbers() {
    let server = Server::start().await;
    for _ in 0..120 {
        server.post("/jobs", job(json!({}))).await.assert_status(201);
    }
    let ids = |page: Value| -> Vec<u64> {
        page["data"].as_array().unwrap().iter().map(|job| job["id"].as_u64().unwrap()).collect()
    };
    let page = server.get("/jobs").await.json();
    let paginator = json!({"total_count": 123, "total_pages": 2, "current_page": 1, "limit": 100});
    assert_eq!(page["paginator"], paginator);
    assert_eq!(ids(page), (8..108).collect::<Vec<_>>());
    assert_eq!(ids(server.get("/jobs?page=2").await.json()), (108..131).collect::<Vec<_>>());
    assert_eq!(ids(server.get("/jobs?limit=1000").await.json()).len(), 123);
}
