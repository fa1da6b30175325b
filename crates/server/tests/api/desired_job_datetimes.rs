//! `/api/v1/scheduling/jobs/:id/desired_job_datetimes`: rules S-23 to S-26.

use serde_json::{Value, json};

use crate::support::Server;

const WISHES: &str = "/jobs/8/desired_job_datetimes";
const NO_ITEM: &str = "No item with that ID found.";

fn wish(date: &str, start: &str, end: &str) -> Value {
    json!({"date": date, "start_time": start, "end_time": end})
}

#[tokio::test]
async fn a_wish_is_made_read_changed_and_taken_back() {
    let server = Server::start().await;
    let made = server.post(WISHES, wish("2016-09-01", "07:00:00", "09:00:00")).await.assert_status(201);
    let first = json!({"id": 1, "date": "2016-09-01", "start_time": "07:00:00", "end_time": "09:00:00"});
    assert_eq!(made.json(), json!({"data": first}));
    server.post(WISHES, wish("2016-10-01", "9:00", "11:30")).await.assert_status(201);
    let second = json!({"id": 2, "date": "2016-10-01", "start_time": "09:00:00", "end_time": "11:30:00"});
    assert_eq!(
        server.get(WISHES).await.assert_status(200).json(),
        json!({
            "data": [first, second],
            "paginator": {"total_count": 2, "total_pages": 1, "current_page": 1, "limit": 100},
        })
    );
    assert_eq!(server.get(&format!("{WISHES}?limit=1&page=2")).await.data(), json!([second]));
    assert_eq!(server.get(&format!("{WISHES}/1")).await.assert_status(200).json(), json!({"data": first}));
    let changed = server.patch(&format!("{WISHES}/1"), json!({"end_time": "11:45:00"})).await.assert_status(200);
    assert_eq!(changed.data()["end_time"], "11:45:00");
    assert_eq!(changed.data()["start_time"], "07:00:00");
    let deleted = server.delete(&format!("{WISHES}/1")).await.assert_status(200);
    assert_eq!(deleted.json(), json!({"data": {"success": true}}));
    server.get(&format!("{WISHES}/1")).await.assert_refused(404, NO_ITEM);
}

#[tokio::test]
async fn s_23_date_and_times_are_required_and_must_exist() {
    let server = Server::start().await;
    server.post(WISHES, wish("2024-05-20", "09:00:00", "10:00:00")).await.assert_status(201);
    let before = server.all_jobs().await;
    let required = json!({
        "date": "The date field is required.",
        "start_time": "The start time field is required.",
        "end_time": "The end time field is required.",
    });
    server.post(WISHES, json!({})).await.assert_refused(422, required.clone());
    server.post(WISHES, json!({"date": null, "start_time": "", "end_time": " "})).await.assert_refused(422, required);
    let mut formats = json!({
        "date": "The date is no date: that month has the days 1 to 28.",
        "start_time": "The start time does not match the format H:i:s.",
        "end_time": "The end time does not match the format H:i:s.",
    });
    for (date, start, end) in [
        ("2023-02-29", "24:61", "noon"),
        ("20.05.2024", "9", "10:00:00Z"),
        ("2024-5-20", "09:60:00", "23:59:60"),
        ("2024-05-20 09:00", "-1:00", "24:00:01"),
    ] {
        server.post(WISHES, wish(date, start, end)).await.assert_refused(422, formats.clone());
        server.patch(&format!("{WISHES}/1"), wish(date, start, end)).await.assert_refused(422, formats.clone());
        formats["date"] = "The date does not match the format Y-m-d.".into();
    }
    assert_eq!(server.all_jobs().await, before);
}

#[tokio::test]
async fn s_24_a_wish_starts_before_it_ends() {
    let server = Server::start().await;
    let before = server.all_jobs().await;
    for (start, end) in [("09:00:00", "07:00:00"), ("09:00:00", "09:00:00"), ("24:00", "24:00"), ("09:00:01", "09:00")]
    {
        let refused = server.post(WISHES, wish("2024-05-20", start, end)).await;
        refused.assert_refused(422, "The start_time must be prior to the end_time.");
    }
    assert_eq!(server.all_jobs().await, before);
}

#[tokio::test]
async fn s_25_a_changed_wish_starts_before_it_ends_whichever_time_was_changed() {
    let server = Server::start().await;
    server.post(WISHES, wish("2024-05-20", "07:00:00", "09:00:00")).await.assert_status(201);
    let before = server.all_jobs().await;
    for change in [
        json!({"start_time": "09:30:00"}),
        json!({"start_time": "09:00:00"}),
        json!({"end_time": "06:00:00", "date": "2024-05-21"}),
        json!({"end_time": "07:00"}),
        json!({"start_time": "12:00", "end_time": "11:00"}),
    ] {
        let refused = server.patch(&format!("{WISHES}/1"), change).await;
        refused.assert_refused(422, "The start_time must be prior to the end_time.");
    }
    assert_eq!(server.all_jobs().await, before);
    let changed = server.patch(&format!("{WISHES}/1"), json!({"start_time": "09:30", "end_time": "10:00"})).await;
    assert_eq!(changed.assert_status(200).data()["start_time"], "09:30:00");
}

#[tokio::test]
async fn s_26_a_wish_that_is_not_there_or_of_another_job_is_unknown() {
    let server = Server::start().await;
    server.post(WISHES, wish("2024-05-20", "07:00:00", "09:00:00")).await.assert_status(201);
    let before = server.all_jobs().await;
    for path in [
        "/jobs/9/desired_job_datetimes/1",
        "/jobs/8/desired_job_datetimes/2",
        "/jobs/8/desired_job_datetimes/0",
        "/jobs/8/desired_job_datetimes/x",
        "/jobs/999/desired_job_datetimes/1",
        "/jobs/x/desired_job_datetimes/1",
    ] {
        server.get(path).await.assert_refused(404, NO_ITEM);
        for body in [json!({"date": "2024-05-21"}), json!({"date": "?"})] {
            server.patch(path, body).await.assert_refused(404, NO_ITEM);
        }
        server.delete(path).await.assert_refused(404, "desired job date/time does not exist.");
    }
    server.get("/jobs/999/desired_job_datetimes").await.assert_refused(404, NO_ITEM);
    server.post("/jobs/999/desired_job_datetimes", json!({})).await.assert_refused(404, NO_ITEM);
    assert_eq!(server.all_jobs().await, before);
}

#[tokio::test]
async fn wishes_go_with_their_job() {
    let server = Server::start().await;
    server.post(WISHES, wish("2024-05-20", "07:00:00", "09:00:00")).await.assert_status(201);
    server.delete("/jobs/8").await.assert_status(200);
    server.get(&format!("{WISHES}/1")).await.assert_refused(404, NO_ITEM);
}
