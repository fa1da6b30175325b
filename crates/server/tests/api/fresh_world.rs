//! However an instance came to what it holds: it answers as one that was filled with the same from a world file.

use serde_json::{Value, json};

use crate::support::{STAFF, Server, golden_world};

const NOW: &str = "2024-05-10T12:00";
/// Around the account, not around the network site.
const CITY: [[f64; 2]; 4] = [[40.45, -89.55], [40.45, -89.45], [40.55, -89.45], [40.55, -89.55]];

fn world() -> Value {
    let mut world = golden_world();
    world["geofences"] = json!([{"id": 1, "polygons": [CITY]}]);
    world["schedules"].as_array_mut().unwrap().push(json!({
        "id": 2, "user_ids": [2], "job_type_ids": [1], "start": "2024-05-06", "geofence_ids": [1],
        "days": [{"id": 3, "day": 3, "start_timestamp": "07:00", "end_timestamp": "15:00"}],
    }));
    world
}

/// What the server holds, as a world file. The API does not show areas and overrides: those come from the test.
async fn exported(server: &Server, overrides: &[Value]) -> Value {
    let mut copy = world();
    let mut schedules = server.get("/schedules").await.data();
    for schedule in schedules.as_array_mut().unwrap() {
        schedule["days"] = server.get(&format!("/schedules/{}/schedule_days", schedule["id"])).await.data();
        if schedule["id"] == 2 {
            schedule["geofence_ids"] = json!([1]);
        }
    }
    copy["schedules"] = schedules;
    for (member, path) in [
        ("job_types", "/job_types"),
        ("blockers", "/schedule_blockers"),
        ("time_offs", "/scheduled_time_offs"),
        ("jobs", "/jobs"),
    ] {
        copy[member] = server.get(path).await.data();
    }
    copy["rules"] = server.call_as(STAFF, "GET", "/v1/rules", Value::Null).await.json();
    copy["overrides"] = json!(overrides);
    copy
}

/// Every question about three months.
async fn answers(server: &Server) -> Vec<Value> {
    let dates = "start_date=2024-05-01&end_date=2024-07-31";
    let mut answers = vec![server.get("/calculated_schedule/2024-05-01/2024-07-31").await.assert_status(200).json()];
    let job_types = server.get("/job_types").await.data();
    for job_type in job_types.as_array().unwrap() {
        for place in ["entityType=account&entityId=1", "entityType=network_site&entityId=1"] {
            let query = format!("{dates}&{place}&length_in_minutes=20&job_type_id={}", job_type["id"]);
            let any = server.get(&format!("/jobs/find_any_available_space?{query}")).await;
            let common = server.get(&format!("/jobs/find_available_space?{query}&users[]=1&users[]=2")).await;
            answers.extend([any.assert_status(200).json(), common.assert_status(200).json()]);
        }
    }
    answers
}

#[tokio::test]
async fn after_every_change_the_answers_are_those_of_a_fresh_world_with_the_same_in_it() {
    let server = Server::start_with(world(), NOW).await;
    let shut = json!({
        "name": "Stocktaking", "user_ids": [1, 2], "job_type_ids": [1], "start": "2024-06-01", "available": false,
        "infinite_repetitions": false, "repetitions": 3, "weeks": 2,
    });
    let lunch = json!({
        "name": "Lunch", "sunday": false, "monday": true, "tuesday": true, "wednesday": true, "thursday": true,
        "friday": true, "saturday": false, "start_timestamp": "11:50", "end_timestamp": "12:35", "user_ids": [1, 2],
        "start": "2024-05-08", "weeks": 1, "repetitions": 0, "infinite_repetitions": true,
    });
    let moved =
        |start: &str| json!({"date": "2024-05-20", "start_timestamp": start, "end_timestamp": "23:59", "user_id": 1});
    let course =
        json!({"name": "Course", "user_id": 2, "start_time": "2024-05-21 10:00", "end_time": "2024-05-22 23:59"});
    let rules = json!({
        "buffers": [{"job_type_id": 3, "before_minutes": 0, "after_minutes": 20}],
        "travel": {"speed_km_h": 50, "detour_percent": 130, "least_minutes": 5},
        "day_ends": [{"user_id": 1, "start": {"latitude": 40.5, "longitude": -89.5}, "end": null}],
        "jobs_per_day_of": [{"user_id": 1, "jobs": 1}],
    });
    let changes = [
        ("PATCH", "/schedules/1/schedule_days/1", json!({"day": 3, "end_timestamp": "11:30"})),
        ("PATCH", "/schedules/1", json!({"user_ids": [2, 1], "weeks": 2})),
        ("POST", "/schedules/2/schedule_days", json!({"day": 6, "start_timestamp": "9:00", "end_timestamp": "24:00"})),
        ("PATCH", "/schedules/2", json!({"infinite_repetitions": false, "repetitions": 5, "start": "2024-05-15"})),
        ("POST", "/schedules", shut),
        ("POST", "/schedules/3/schedule_days", json!({"day": 3, "start_timestamp": "8:15", "end_timestamp": "9:45"})),
        ("POST", "/schedule_blockers", lunch),
        ("POST", "/schedule_blockers/1/schedule_blocker_overrides", moved("09:10")),
        ("POST", "/schedule_blockers/1/schedule_blocker_overrides", moved("16:10")),
        ("PATCH", "/schedule_blockers/1", json!({"wednesday": false, "weeks": 3, "user_ids": [1]})),
        ("POST", "/scheduled_time_offs", course),
        (
            "PATCH",
            "/scheduled_time_offs/1",
            json!({"start_time": "2024-05-27T13:30", "end_time": "2024-05-27 24:00:00"}),
        ),
        ("POST", "/job_types", json!({"name": "Survey", "length_in_minutes": 30, "color": "grey", "icon": "dna"})),
        ("PATCH", "/schedules/2", json!({"job_type_ids": [3, 1]})),
        (
            "POST",
            "/jobs",
            json!({
                "job_type_id": 3, "assigned_type": "accounts", "assigned_id": 1, "scheduled_datetime": "2024-05-15 07:10",
                "user_ids": [2],
            }),
        ),
        ("PUT", "/v1/rules", rules),
        ("DELETE", "/schedules/1/schedule_days/2", Value::Null),
        ("DELETE", "/scheduled_time_offs/2", Value::Null),
        ("DELETE", "/schedule_blockers/1", Value::Null),
        ("DELETE", "/schedules/3", Value::Null),
    ];
    let mut overrides = Vec::new();
    let mut before = answers(&server).await;
    for (method, path, body) in changes {
        let answer = match path.starts_with("/v1") {
            true => server.call_as(STAFF, method, path, body).await,
            false => server.call(method, path, body).await,
        };
        assert!((200..300).contains(&answer.status), "{method} {path}: {}", answer.json());
        if path.ends_with("overrides") {
            overrides.push(answer.data());
        }
        if method == "DELETE" && path.starts_with("/schedule_blockers") {
            overrides.clear();
        }
        let fresh = Server::start_with(exported(&server, &overrides).await, NOW).await;
        let after = answers(&server).await;
        assert_eq!(after, answers(&fresh).await, "{method} {path}");
        let is_silent = path == "/schedules";
        assert_eq!(after == before, is_silent, "{method} {path} must make a difference, unless it has no days yet");
        before = after;
    }
}
