//! Schedules, blockers and time off, as they are read.

use serde_json::{Value, json};

use crate::support::{Server, golden_world};

const NO_ITEM: &str = "No item with that ID found.";

#[tokio::test]
async fn schedules_and_their_days_are_read_back() {
    let server = Server::start().await;
    let schedule = json!({
        "id": 1, "user_ids": [1], "job_type_ids": [1, 2], "name": "Mondays", "start": "2024-05-06", "available": true,
        "infinite_repetitions": true, "repetitions": 0, "weeks": 1,
    });
    assert_eq!(server.get("/schedules").await.assert_status(200).data(), json!([schedule]));
    assert_eq!(server.get("/schedules/1").await.assert_status(200).data(), schedule);
    let day = json!({"id": 2, "day": 1, "start_timestamp": "13:00", "end_timestamp": "17:00"});
    assert_eq!(server.get("/schedules/1/schedule_days").await.data()[1], day);
    assert_eq!(server.get("/schedules/1/schedule_days/2").await.data(), day);
    for path in ["/schedules/2", "/schedules/2/schedule_days", "/schedules/1/schedule_days/3", "/schedules/x"] {
        server.get(path).await.assert_refused(404, NO_ITEM);
    }
}

#[tokio::test]
async fn blockers_and_time_off_are_read_back() {
    let mut world = golden_world();
    let blocker = json!({
        "id": 2, "name": "Brunch", "sunday": false, "monday": true, "tuesday": false, "wednesday": false,
        "thursday": false, "friday": false, "saturday": true, "start_timestamp": "13:55", "end_timestamp": "14:30",
        "user_ids": [2, 1], "start": "2024-01-01", "weeks": 1, "repetitions": 1, "infinite_repetitions": true,
    });
    world["blockers"] = json!([blocker]);
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    assert_eq!(server.get("/schedule_blockers").await.data(), json!([blocker]));
    assert_eq!(server.get("/schedule_blockers/2").await.data(), blocker);
    let time_off = json!({
        "id": 1, "user_id": 1, "start_time": "2024-06-03 00:00:00", "end_time": "2024-06-04 00:00:00", "name": "Leave",
    });
    assert_eq!(server.get("/scheduled_time_offs").await.data(), json!([time_off]));
    assert_eq!(server.get("/scheduled_time_offs/1").await.data(), time_off);
    server.get("/schedule_blockers/1").await.assert_refused(404, NO_ITEM);
    server.get("/scheduled_time_offs/9").await.assert_refused(404, NO_ITEM);
}

#[tokio::test]
async fn bad_dates_of_a_calculated_schedule_are_422_with_404_inside() {
    let server = Server::start().await;
    for path in ["2024-05-13/x", "2024-05-13/2024-05-12", "2024-02-30/2024-03-01", "2024-01-01/2026-01-01"] {
        let refused = server.get(&format!("/calculated_schedule/{path}")).await.assert_status(422);
        let error = json!({"message": "schedule day/time does not exist.", "status_code": 404});
        assert_eq!(refused.json(), json!({"error": error}), "{path}");
    }
    let found = server.get("/calculated_schedule/2024-05-13/2024-05-14").await.assert_status(200).data();
    assert_eq!(found["2024-05-13"]["1"]["jobs"][0]["scheduled_datetime"], "2024-05-13 09:15");
    assert_eq!(found["2024-05-14"], Value::Null);
    assert_eq!(server.get("/calculated_schedule/2024-05-14/2024-05-14").await.json(), json!({"data": []}));
}
