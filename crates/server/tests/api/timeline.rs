//! `/v1/timeline`: everybody's time and visits, as the board draws them.

use serde_json::{Value, json};

use crate::support::{STAFF, Server};

async fn timeline(server: &Server, query: &str) -> Value {
    server.call_as(STAFF, "GET", &format!("/v1/timeline{query}"), Value::Null).await.assert_status(200).json()
}

#[tokio::test]
async fn everybody_has_a_lane_with_their_hours_and_the_visits_have_names() {
    let server = Server::start().await;
    let told = timeline(&server, "?start_date=2024-05-13").await;
    assert_eq!(
        (&told["now"], &told["time_zone"], &told["start_date"], &told["days"]),
        (&json!("2024-05-10 12:00:00"), &json!("America/Chicago"), &json!("2024-05-13"), &json!(1))
    );
    let lanes = told["technicians"].as_array().unwrap();
    assert_eq!(lanes.iter().map(|lane| &lane["user_id"]).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(lanes[0]["open"], json!([{"start": 480, "end": 720}, {"start": 780, "end": 1020}]));
    assert_eq!((&lanes[1]["open"], &lanes[1]["closed"]), (&json!([]), &json!([])));
    let visits = told["visits"].as_array().unwrap();
    assert_eq!(visits.len(), 1);
    assert_eq!((&visits[0]["start"], &visits[0]["end"]), (&json!(555), &json!(585)));
    let listed = &visits[0]["listed"];
    assert_eq!(
        (&listed["job"]["id"], &listed["place"], &listed["job_type"], &listed["color"]),
        (&json!(9), &json!("Ada Novak"), &json!("Installation"), &json!("blue"))
    );
}

#[tokio::test]
async fn today_is_told_where_no_day_is_asked_for_and_days_stand_side_by_side() {
    let server = Server::start().await;
    assert_eq!(timeline(&server, "").await["start_date"], "2024-05-10");
    let week = timeline(&server, "?start_date=2024-05-10&days=7").await;
    assert_eq!(week["technicians"][0]["open"][0], json!({"start": 3 * 1440 + 480, "end": 3 * 1440 + 720}));
    assert_eq!(week["visits"][0]["start"], 3 * 1440 + 555);
    assert_eq!(timeline(&server, "?start_date=2024-05-14&days=7").await["visits"], json!([]), "it is over by then");
}

#[tokio::test]
async fn what_takes_of_somebodys_time_has_its_name_and_says_whether_it_was_moved() {
    let server = Server::start().await;
    let lunch = json!({"name": "Lunch", "sunday": false, "monday": true, "tuesday": false, "wednesday": false,
        "thursday": false, "friday": false, "saturday": false, "user_ids": [1], "start": "2024-05-06",
        "start_timestamp": "09:00", "end_timestamp": "09:15", "infinite_repetitions": true, "repetitions": 1, "weeks": 1});
    let made = server.post("/schedule_blockers", lunch).await;
    let id = made.assert_status(201).data()["id"].clone();
    let moved = json!({"user_id": 1, "date": "2024-05-20", "start_timestamp": "10:00", "end_timestamp": "10:15"});
    server.post(&format!("/schedule_blockers/{id}/schedule_blocker_overrides"), moved).await.assert_status(200);
    let closed =
        async |day: &str| timeline(&server, &format!("?start_date={day}")).await["technicians"][0]["closed"].clone();
    let lunch = |start: u32, moved: bool| json!([{"start": start, "end": start + 15, "kind": "break", "name": "Lunch", "moved": moved}]);
    assert_eq!(closed("2024-05-13").await, lunch(540, false));
    assert_eq!(closed("2024-05-20").await, lunch(600, true));
    let leave = json!({"start": 0, "end": 1440, "kind": "time_off", "name": "Leave", "moved": false});
    assert!(closed("2024-06-03").await.as_array().unwrap().contains(&leave));
}

#[tokio::test]
async fn what_a_customer_holds_is_seen_as_held() {
    let server = Server::start().await;
    let link = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
    let link = server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201).json();
    let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
    let find = "/api/v1/scheduling/jobs/find_any_available_space?start_date=2024-05-13&end_date=2024-05-13\
        &length_in_minutes=90&job_type_id=1&entityType=account&entityId=1";
    let found = server.call_as(&bearer, "GET", find, Value::Null).await.assert_status(200).data();
    let alias: u64 = found["2024-05-13"].as_object().unwrap().keys().next().unwrap().parse().unwrap();
    let hold = json!({"scheduled_datetime": "2024-05-13 13:00:00", "user_ids": [alias]});
    server.call_as(&bearer, "POST", "/v1/holds", hold).await.assert_status(201);
    let told = timeline(&server, "?start_date=2024-05-13").await;
    let held = json!([{"start": 780, "end": 870, "kind": "held", "name": "", "moved": false}]);
    assert_eq!(told["technicians"][0]["closed"], held);
}

#[tokio::test]
async fn what_the_rules_keep_beside_a_visit_is_told_and_nothing_without_rules() {
    let server = Server::start().await;
    let margins = async || timeline(&server, "?start_date=2024-05-13").await["technicians"][0]["margins"].clone();
    assert_eq!(margins().await, json!([]));
    let rules = json!({"buffers": [{"job_type_id": 1, "before_minutes": 15, "after_minutes": 10}],
        "travel": {"speed_km_h": 60, "detour_percent": 130, "least_minutes": 5}});
    server.call_as(STAFF, "PUT", "/v1/rules", rules).await.assert_status(200);
    let visit = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "length_in_minutes": 60,
        "scheduled_datetime": "2024-05-13 13:00:00", "user_ids": [1]});
    let id = server.post("/jobs", visit).await.assert_status(201).data()["id"].clone();
    let margin = |job: &Value, start: u32, end: u32, kind: &str| json!({"job_id": job, "start": start, "end": end, "kind": kind});
    let expected = json!([
        margin(&json!(9), 540, 555, "buffer"),
        margin(&json!(9), 585, 595, "buffer"),
        margin(&id, 760, 765, "travel"),
        margin(&id, 765, 780, "buffer"),
        margin(&id, 840, 850, "buffer"),
    ]);
    assert_eq!(margins().await, expected);
}

#[tokio::test]
async fn who_is_there_is_told_and_once_they_are_gone_that_somebody_was() {
    let server = Server::start().await;
    let told = async || {
        let told = timeline(&server, "?start_date=2024-05-13").await;
        let visit = told["visits"][0].clone();
        (visit["listed"]["job"]["checked_in_users"].as_array().unwrap().len(), visit["was_left"].clone())
    };
    assert_eq!(told().await, (0, json!(false)));
    server.post("/jobs/9/check_in", json!({"user_id": 1})).await.assert_status(201);
    assert_eq!(told().await, (1, json!(false)));
    server.post("/jobs/9/check_out", json!({"user_id": 1})).await.assert_status(201);
    assert_eq!(told().await, (0, json!(true)));
    let moved = json!({"scheduled_datetime": "2024-05-13 13:00:00", "user_ids": [1]});
    server.patch("/jobs/9", moved).await.assert_status(201);
    assert_eq!(told().await, (0, json!(false)), "to that time nobody has come yet");
}

#[tokio::test]
async fn what_schedules_say_of_somebody_is_told_by_names() {
    let server = Server::start().await;
    let told = timeline(&server, "?start_date=2024-05-13").await;
    let team = |nth: usize| {
        let lane = &told["technicians"][nth];
        [&lane["job_types"], &lane["areas"], &lane["schedules"]].map(Clone::clone)
    };
    assert_eq!(team(0), [json!(["Installation", "Service call"]), json!([]), json!(["Mondays"])]);
    assert_eq!(team(1), [json!([]), json!([]), json!([])], "who works by no schedule");
}

#[tokio::test]
async fn what_is_wrong_with_the_question_is_told() {
    let server = Server::start().await;
    for (query, member) in [("?days=8", "days"), ("?days=0", "days"), ("?start_date=tomorrow", "start_date")] {
        let refused = server.call_as(STAFF, "GET", &format!("/v1/timeline{query}"), Value::Null).await;
        let refused = refused.assert_status(422).json();
        assert!(refused.to_string().contains(member), "{query}: {refused}");
    }
}

#[tokio::test]
async fn the_boards_list_takes_the_filters_of_the_jobs_list_and_numbers_of_jobs() {
    let server = Server::start().await;
    let ids = async |query: &str| {
        let told = server.call_as(STAFF, "GET", &format!("/v1/board{query}"), Value::Null).await.assert_status(200);
        let data = told.json()["data"].as_array().unwrap().clone();
        data.iter().map(|listed| listed["job"]["id"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(ids("?status=queued").await, [8]);
    assert_eq!(ids("?job_ids%5B%5D=10&job_ids%5B%5D=9").await, [9, 10]);
    assert_eq!(ids("?job_ids%5B%5D=9&status=queued").await, [] as [u64; 0]);
    assert_eq!(ids("?start_date=2024-05-13&end_date=2024-05-13").await, [9]);
}
