//! Bad bodies over every address that writes what stands around jobs: each parameter with each nasty value. Always a
//! 4xx in the envelope, or a write of something harmless; never a 500, never half of it.

use serde_json::{Value, json};

use crate::support::{STAFF, Server, golden_world};

/// What is no good for any of these parameters, except that some texts are good names.
fn nasty() -> Vec<Value> {
    vec![
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!(u64::MAX),
        json!(9_007_199_254_740_993_u64),
        json!(""),
        json!(" \t"),
        json!("a\u{0}b"),
        json!("'; DROP TABLE schedules; --"),
        json!("24:61"),
        json!("2024-02-30"),
        json!("2024-13-01 00:00:00"),
        json!("9999-12-31 10:00:00"),
        json!("٣"),
        json!("x".repeat(300)),
        json!([[1]]),
        json!([1, null]),
        json!([-1]),
        json!([77]),
        json!({"id": 1}),
        json!({}),
        json!(null),
    ]
}

/// The addresses that write, each with a body that is good.
fn writes() -> Vec<(&'static str, &'static str, Value)> {
    let schedule = json!({
        "name": "Late", "user_ids": [1], "job_type_ids": [1], "start": "2024-05-13", "available": true,
        "infinite_repetitions": true, "repetitions": 0, "weeks": 1,
    });
    let day = json!({"day": 2, "start_timestamp": "13:45", "end_timestamp": "15:00"});
    let blocker = json!({
        "name": "brunch", "sunday": false, "monday": true, "tuesday": false, "wednesday": false, "thursday": false,
        "friday": false, "saturday": false, "start_timestamp": "13:55", "end_timestamp": "14:30", "user_ids": [1],
        "start": "2017-01-01", "weeks": 1, "repetitions": 1, "infinite_repetitions": true,
    });
    let moved = json!({"date": "2024-05-13", "start_timestamp": "10:30", "end_timestamp": "11:30", "user_id": 1});
    let off = json!({
        "user_id": 1, "start_time": "2024-05-14 01:00:00", "end_time": "2024-05-14 01:30:00", "name": "test",
    });
    let job_type = json!({
        "name": "Donut Run", "length_in_minutes": 15, "color": "orange", "icon": "cookie",
        "change_status_on_completion": true, "account_status_id_completion": 1, "services": [1],
    });
    let field = json!({
        "name": "Ladder", "type": "select", "active": true, "entity_type": "jobs", "select_options": [{"text": "a"}],
    });
    let data = json!({"data": "2024-05-13"});
    vec![
        ("POST", "/scheduling/schedules", schedule.clone()),
        ("PATCH", "/scheduling/schedules/1", schedule),
        ("POST", "/scheduling/schedules/1/schedule_days", day.clone()),
        ("PATCH", "/scheduling/schedules/1/schedule_days/1", day),
        ("POST", "/scheduling/schedule_blockers", blocker.clone()),
        ("PATCH", "/scheduling/schedule_blockers/1", blocker),
        ("POST", "/scheduling/schedule_blockers/1/schedule_blocker_overrides", moved),
        ("POST", "/scheduling/scheduled_time_offs", off.clone()),
        ("PATCH", "/scheduling/scheduled_time_offs/1", off),
        ("POST", "/scheduling/job_types", job_type.clone()),
        ("PATCH", "/scheduling/job_types/1", job_type),
        ("POST", "/system/custom_fields", field),
        ("PATCH", "/system/custom_fields/1", json!({"name": "Since", "active": true})),
        ("PATCH", "/entity_custom_fields/jobs/8/1", data),
    ]
}

#[tokio::test]
async fn each_parameter_with_each_nasty_value_is_refused_whole_or_written_whole() {
    let mut world = golden_world();
    world["blockers"] = json!([{
        "id": 1, "user_ids": [1], "monday": true, "start_timestamp": "15:00", "end_timestamp": "15:20",
        "start": "2024-01-01",
    }]);
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    let date = json!({"name": "Since", "type": "date", "active": true, "entity_type": "jobs"});
    server.call_as(STAFF, "POST", "/api/v1/system/custom_fields", date).await.assert_status(201);
    let mut count = 0;
    let look = server.folder.look();
    let mut before = look.state();
    for (method, path, good) in writes() {
        for name in good.as_object().unwrap().keys() {
            for value in nasty() {
                let mut body = if method == "POST" { good.clone() } else { json!({}) };
                body[name] = value;
                let path = format!("/api/v1{path}");
                let answer = server.call_as(STAFF, method, &path, body.clone()).await;
                let told = format!("{method} {path} {body}: {} {}", answer.status, answer.json());
                assert!((200..500).contains(&answer.status), "{told}");
                let after = look.state();
                if answer.status < 300 {
                    assert!(after != before || !look.sees_every_write(), "{told}");
                    let is_text_or_list = name == "name" || name == "user_ids" || name == "services";
                    let is_target = name.ends_with("_id") || name.ends_with("_completion");
                    assert!(is_text_or_list || is_target || body[name].is_null(), "{told}");
                } else {
                    assert_eq!(answer.json()["error"]["status_code"], answer.status, "{told}");
                    assert!(answer.json()["error"]["message"].is_object(), "{told}");
                    assert_eq!(after, before, "{told}");
                }
                before = after;
                count += 1;
            }
        }
    }
    assert!(1000 < count, "{count}");
}

#[tokio::test]
async fn what_stands_around_jobs_may_be_written_in_the_query_as_well() {
    let server = Server::start().await;
    let query = "name=Late&user_ids[]=1&user_ids[]=2&job_type_ids[0]=2&start=2024-05-13&available=true\
        &infinite_repetitions=0&repetitions=1&weeks=2";
    let made = server.post(&format!("/schedules?{query}"), Value::Null).await.assert_status(201).data();
    assert_eq!((&made["user_ids"], &made["job_type_ids"]), (&json!([1, 2]), &json!([2])));
    assert_eq!((&made["available"], &made["infinite_repetitions"]), (&json!(true), &json!(false)));
    let day = "/schedules/2/schedule_days?day=1&start_timestamp=8:00&end_timestamp=9:15";
    let made = server.post(day, json!({"end_timestamp": "10:15"})).await.assert_status(201).data();
    assert_eq!(made["end_timestamp"], "10:15:00", "the body wins over the query");
}
