//! `/v1/freed`: for whom time would be that is free again.

use serde_json::{Value, json};

use crate::support::{Answer, STAFF, Server, golden_world};

/// A job that waits: its number, its length, and its wishes, from and to.
type Waiting<'w> = (u64, u32, &'w [(&'w str, &'w str)]);

/// The golden world, where three people work on Mondays, with so many jobs that wait: their numbers, lengths and wishes on Monday.
async fn server(waiting: &[Waiting<'_>]) -> Server {
    let mut world = golden_world();
    world["users"] = json!([1, 2, 3]);
    world["schedules"][0]["user_ids"] = json!([1, 2]);
    let wish = |(id, (from, to)): (usize, &(&str, &str))| json!({"id": id + 1, "date": "2024-05-13", "start_time": format!("{from}:00"), "end_time": format!("{to}:00")});
    let mut number = 0;
    for (id, length, wishes) in waiting {
        let wishes: Vec<Value> =
            wishes.iter().enumerate().map(|(place, wanted)| wish((number + place, wanted))).collect();
        number += wishes.len();
        let job = json!({"id": id, "job_type_id": 1, "status": "queued", "scheduled_datetime": null,
            "length_in_minutes": length, "user_ids": [], "assigned_type": "accounts", "assigned_id": 1,
            "created_by_user_id": 1, "desired_job_datetimes": wishes});
        world["jobs"].as_array_mut().unwrap().push(job);
    }
    Server::start_with(world, "2024-05-10T12:00").await
}

fn gap(user_id: u64, from: &str, until: &str) -> Value {
    let on = |time: &str| format!("2024-05-13 {time}:00");
    json!({"user_id": user_id, "from": on(from), "until": on(until)})
}

async fn ask(server: &Server, body: Value) -> Answer {
    server.call_as(STAFF, "POST", "/v1/freed", body).await
}

async fn freed(server: &Server, gaps: &[Value]) -> Value {
    ask(server, json!({"freed": gaps})).await.assert_status(200).json()
}

/// Of each: which job, from when, who comes, by which rank.
fn short(found: &Value) -> Vec<(u64, String, Vec<u64>, u64)> {
    let one = |one: &Value| {
        let start = one["scheduled_datetime"].as_str().unwrap()[11..16].to_owned();
        let crew = one["user_ids"].as_array().unwrap().iter().map(|id| id.as_u64().unwrap()).collect();
        (one["job"]["job"]["id"].as_u64().unwrap(), start, crew, one["rank"].as_u64().unwrap())
    };
    found["data"].as_array().unwrap().iter().map(one).collect()
}

async fn book(server: &Server, job_id: u64, length: u32, start: &str, crew: &[u64]) -> Answer {
    let to =
        json!({"scheduled_datetime": format!("2024-05-13 {start}:00"), "length_in_minutes": length, "user_ids": crew});
    let moves = json!({"moves": [{"job_id": job_id, "from": null, "to": to}]});
    server.call_as(STAFF, "POST", "/v1/moves", moves).await
}

#[tokio::test]
async fn a_cancelled_visits_time_is_offered_to_those_who_wait_the_best_first() {
    let server = server(&[
        (21, 60, &[("06:00", "07:00"), ("08:00", "12:00")]),
        (22, 30, &[("09:00", "10:00")]),
        (23, 30, &[("09:00", "10:00")]),
        (24, 120, &[("09:00", "10:00")]),
        (25, 30, &[("15:00", "17:00")]),
    ])
    .await;
    server.post("/jobs/9/queue", Value::Null).await.assert_status(201);
    let found = freed(&server, &[gap(1, "09:15", "09:45")]).await;
    let (nine, eight) = ("09:00".to_owned(), "08:30".to_owned());
    let expected = [(22, nine.clone(), vec![1], 1), (23, nine, vec![1], 1), (21, eight, vec![1], 2)];
    assert_eq!(short(&found), expected, "{found}");
    assert_eq!((&found["total"], &found["held"]), (&json!(3), &json!([])));
    assert_eq!(found["data"][0]["job"]["place"], "Ada Novak");
    // Each can be booked as it was said.
    for (job_id, start, crew, _) in short(&found).into_iter().take(1) {
        book(&server, job_id, 30, &start, &crew).await.assert_status(200);
    }
    let after = freed(&server, &[gap(1, "09:15", "09:45")]).await;
    assert_eq!(short(&after)[0], (23, "09:30".to_owned(), vec![1], 1), "what is left of it is the next one's");
}

#[tokio::test]
async fn whose_time_it_was_is_not_asked_and_no_more_are_answered_than_wanted() {
    let server = server(&[(21, 30, &[("09:00", "10:00")]), (22, 30, &[("09:00", "10:00")])]).await;
    server.post("/jobs/9/queue", Value::Null).await.assert_status(201);
    let wanted = json!({"freed": [gap(1, "09:15", "09:45")], "except_job_ids": [21]});
    let found = ask(&server, wanted).await.assert_status(200).json();
    assert_eq!(short(&found).iter().map(|one| one.0).collect::<Vec<_>>(), [22]);
    let one = ask(&server, json!({"freed": [gap(1, "09:15", "09:45")], "limit": 1})).await.assert_status(200).json();
    assert_eq!((short(&one).len(), &one["total"]), (1, &json!(2)));
}

#[tokio::test]
async fn what_somebody_holds_is_nobody_elses_and_is_said() {
    let server = server(&[(21, 30, &[("09:15", "09:45")]), (22, 30, &[("09:00", "10:30")])]).await;
    server.post("/jobs/9/queue", Value::Null).await.assert_status(201);
    let hold = json!({"scheduled_datetime": "2024-05-13 09:15:00", "length_in_minutes": 30, "job_type_id": 1,
        "assigned_type": "accounts", "assigned_id": 1, "user_ids": [1]});
    server.call_as(STAFF, "POST", "/v1/holds", hold).await.assert_status(201);
    let found = freed(&server, &[gap(1, "09:00", "10:00")]).await;
    assert_eq!(found["held"], json!([gap(1, "09:15", "09:45")]));
    assert_eq!(short(&found), [(22, "09:45".to_owned(), vec![1], 1)], "{found}");
}

#[tokio::test]
async fn a_crew_of_two_has_somebody_whose_time_is_free_again_and_somebody_beside() {
    let server = server(&[(21, 30, &[("09:00", "10:00")])]).await;
    // Two came to it when it had a time last.
    book(&server, 21, 30, "13:00", &[1, 2]).await.assert_status(200);
    server.post("/jobs/21/queue", Value::Null).await.assert_status(201);
    server.post("/jobs/9/queue", Value::Null).await.assert_status(201);
    let found = freed(&server, &[gap(1, "09:15", "09:45")]).await;
    assert_eq!(short(&found), [(21, "09:00".to_owned(), vec![1, 2], 1)]);
    assert_eq!(found["data"][0]["job"]["crew_size"], 2);
    book(&server, 21, 30, "09:00", &[1, 2]).await.assert_status(200);
}

#[tokio::test]
async fn what_has_passed_and_what_nobody_waits_for_is_answered_by_nothing() {
    let server = server(&[(21, 30, &[("09:00", "10:00")])]).await;
    let nothing = json!({"data": [], "total": 0, "held": []});
    assert_eq!(freed(&server, &[gap(3, "09:00", "10:00")]).await, nothing, "user 3 works never");
    assert_eq!(freed(&server, &[gap(1, "09:15", "09:45")]).await, nothing, "job 9 is there");
    let past = json!({"user_id": 1, "from": "2024-05-06 09:00:00", "until": "2024-05-06 10:00:00"});
    assert_eq!(freed(&server, &[past]).await, nothing);
}

#[tokio::test]
async fn what_is_wrong_with_it_is_said_by_member() {
    let server = server(&[]).await;
    let wrong =
        json!({"freed": [{"user_id": 7, "from": "2024-05-13 10:00", "until": "2024-05-13 09:00"}], "limit": 51});
    let refused = ask(&server, wrong).await.assert_status(422);
    let told = refused.json()["errors"].clone();
    let fault = |pointer: &str, detail: &str| json!({"pointer": pointer, "detail": detail});
    let expected = [
        fault("#/freed.0.until", "The until must be after from."),
        fault("#/limit", "The limit may not be greater than 50."),
        fault("#/freed.0.user_id", "That user does not exist."),
    ];
    assert_eq!(told, json!(expected));
    ask(&server, json!({})).await.assert_status(422);
    let far = json!({"user_id": 1, "from": "2024-05-13 10:00", "until": "2024-08-13 09:00"});
    ask(&server, json!({"freed": [far]})).await.assert_status(422);
}

/// A small generator: the same worlds each time.
fn next(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

fn clock(minute: u64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// The best rank at which a job can be booked on Monday with somebody of whom a minute is free again in the visit: by asking about
/// each quarter of each wish, and each of them.
async fn slowly(server: &Server, job: &Value, gaps: &[(u64, u64, u64)]) -> Option<u64> {
    let length = job["length_in_minutes"].as_u64().unwrap();
    for (rank, wish) in job["desired_job_datetimes"].as_array().unwrap().iter().enumerate() {
        let minute = |name: &str| {
            let time = wish[name].as_str().unwrap();
            time[..2].parse::<u64>().unwrap() * 60 + time[3..5].parse::<u64>().unwrap()
        };
        for start in
            (0..1440).step_by(15).filter(|start| minute("start_time") <= *start && start + length <= minute("end_time"))
        {
            for (user_id, ..) in gaps.iter().filter(|(_, from, until)| *from < start + length && start < *until) {
                let path = format!(
                    "/v1/why_not?scheduled_datetime=2024-05-13%20{}&job_type_id=1&assigned_type=accounts&assigned_id=1\
                     &length_in_minutes={length}&user_ids[]={user_id}&job_id={}",
                    clock(start),
                    job["id"]
                );
                let told = server.call_as(STAFF, "GET", &path, Value::Null).await.assert_status(200).json();
                if told["is_free"] == json!(true) {
                    return Some(rank as u64 + 1);
                }
            }
        }
    }
    None
}

#[tokio::test]
async fn none_is_missing_that_a_slow_look_finds_and_each_can_be_booked_at_once() {
    for mut seed in 1..=4 {
        let seed = &mut seed;
        let mut jobs = Vec::new();
        for id in 21..29_u64 {
            let wishes = 1 + next(seed) % 2;
            let wish = |seed: &mut u64| {
                let from = 420 + next(seed) % 36 * 15;
                (clock(from), clock(from + 30 + next(seed) % 10 * 15))
            };
            let wishes: Vec<(String, String)> = (0..wishes).map(|_| wish(seed)).collect();
            jobs.push((id, 30 + next(seed) as u32 % 4 * 15, wishes));
        }
        let borrowed: Vec<Vec<(&str, &str)>> =
            jobs.iter().map(|(.., wishes)| wishes.iter().map(|(from, to)| (&**from, &**to)).collect()).collect();
        let waiting: Vec<Waiting> =
            jobs.iter().zip(&borrowed).map(|((id, length, _), wishes)| (*id, *length, &wishes[..])).collect();
        let server = server(&waiting).await;
        let gaps: Vec<(u64, u64, u64)> = (1..=2)
            .map(|user_id| {
                let from = 480 + next(seed) % 32 * 15;
                (user_id, from, from + 45 + next(seed) % 4 * 15)
            })
            .collect();
        let asked: Vec<Value> =
            gaps.iter().map(|(user_id, from, until)| gap(*user_id, &clock(*from), &clock(*until))).collect();
        let found = freed(&server, &asked).await;
        let mut expected = Vec::new();
        for (id, length, wishes) in &jobs {
            let wishes: Vec<Value> =
                wishes.iter().map(|(from, to)| json!({"start_time": from, "end_time": to})).collect();
            let job = json!({"id": id, "length_in_minutes": length, "desired_job_datetimes": wishes});
            if let Some(rank) = slowly(&server, &job, &gaps).await {
                expected.push((rank, *id));
            }
        }
        let mut told: Vec<(u64, u64)> = short(&found).into_iter().map(|(id, _, _, rank)| (rank, id)).collect();
        assert!(told.is_sorted_by_key(|(rank, _)| *rank), "{told:?}");
        told.sort_unstable();
        expected.sort_unstable();
        assert_eq!(told, expected, "{gaps:?} {jobs:?}");
        for (id, start, crew, _) in short(&found) {
            let length = jobs.iter().find(|(known, ..)| *known == id).unwrap().1;
            book(&server, id, length, &start, &crew).await.assert_status(200);
            server.post(&format!("/jobs/{id}/queue"), Value::Null).await.assert_status(201);
        }
    }
}
