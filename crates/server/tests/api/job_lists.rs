//! Lists of jobs: which ones, and in which order.

use serde_json::{Value, json};

use crate::support::{Server, golden_world};

/// The golden world, and a second account, type and crew.
///
/// Job 8 is queued, 9 on May 13 at 09:15 with user 1, 10 failed, 11 of type 2 at account 2 on May 20 with users 1 and 2, 12 at the
/// network site on May 13 at 13:00 with user 2, 13 queued with a wish.
fn world() -> Value {
    let mut world = golden_world();
    world["entities"]["account:2"] = json!({"name": "Ben Okafor"});
    let jobs = world["jobs"].as_array_mut().unwrap();
    let queued = jobs[0].clone();
    let mut add = |id: u64, members: Value| {
        let mut job = queued.clone();
        job["id"] = id.into();
        job.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        jobs.push(job);
    };
    add(
        11,
        json!({"status": "scheduled", "scheduled_datetime": "2024-05-20 10:00:00", "user_ids": [1, 2], "job_type_id": 2, "assigned_id": 2}),
    );
    add(
        12,
        json!({"status": "scheduled", "scheduled_datetime": "2024-05-13 13:00:00", "user_ids": [2], "assigned_type": "network_sites"}),
    );
    add(13, json!({"assigned_id": 2}));
    world
}

async fn ids(server: &Server, query: &str) -> Vec<u64> {
    let listed = server.get(&format!("/jobs?{query}")).await.assert_status(200);
    let ids: Vec<u64> = listed.data().as_array().unwrap().iter().map(|job| job["id"].as_u64().unwrap()).collect();
    assert_eq!(listed.json()["paginator"]["total_count"], ids.len(), "{query}");
    assert_eq!(listed.header("x-ignored-parameters"), "", "{query}");
    ids
}

#[tokio::test]
async fn jobs_are_found_by_what_a_program_knows_of_them() {
    let server = Server::start_with(world(), "2024-05-10T12:00").await;
    let wish = json!({"date": "2024-05-20", "start_time": "08:00", "end_time": "12:00"});
    server.post("/jobs/13/desired_job_datetimes", wish).await.assert_status(201);
    for (query, found) in [
        ("", &[8, 9, 10, 11, 12, 13][..]),
        ("status=queued", &[8, 13]),
        ("status=queued&status=failed", &[8, 10, 13]),
        ("status[]=completed", &[]),
        ("start_date=2024-05-14", &[11]),
        ("end_date=2024-05-13", &[9, 12]),
        ("start_date=2024-05-13&end_date=2024-05-20", &[9, 11, 12]),
        ("user_ids=2", &[11, 12]),
        ("user_ids=1&user_ids=2", &[9, 11, 12]),
        ("user_ids=77", &[]),
        ("assigned_type=network_sites", &[12]),
        ("assigned_type=accounts&assigned_id=2", &[11, 13]),
        ("job_type_id=2", &[11]),
        ("job_type_id=1&job_type_id=2&status=scheduled", &[9, 11, 12]),
        ("has_wishes=true", &[13]),
        ("has_wishes=0&status=queued", &[8]),
        ("sort=-id", &[13, 12, 11, 10, 9, 8]),
        ("sort=scheduled_datetime", &[9, 12, 11, 8, 10, 13]),
        ("sort=-scheduled_datetime", &[11, 12, 9, 13, 10, 8]),
    ] {
        assert_eq!(ids(&server, query).await, found, "{query}");
    }
    let second = server.get("/jobs?status=scheduled&sort=scheduled_datetime&limit=2&page=2").await.assert_status(200);
    let paginator = json!({"total_count": 3, "total_pages": 2, "current_page": 2, "limit": 2});
    assert_eq!((&second.data()[0]["id"], &second.json()["paginator"]), (&json!(11), &paginator));
}

#[tokio::test]
async fn a_filter_that_means_nothing_is_refused_by_name() {
    let server = Server::start().await;
    for (query, name, sentence) in [
        ("status=open", "status", "The selected status is invalid; allowed is queued, scheduled, completed, failed."),
        ("sort=name", "sort", "The selected sort is invalid."),
        (
            "start_date=2024-05-14&end_date=2024-05-13",
            "end_date",
            "The end date must be a date after or equal to start date.",
        ),
        ("has_wishes=many", "has_wishes", "Has wishes must be a boolean."),
        ("user_ids=Ada", "user_ids", "The user ids must be an array of integers."),
    ] {
        server.get(&format!("/jobs?{query}")).await.assert_refused(422, json!({name: sentence}));
    }
}
