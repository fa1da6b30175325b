//! `/v1/holds`: a time is held while somebody fills in the rest.

use serde_json::{Value, json};

use crate::support::{Answer, STAFF, Server, golden_world, job};

const HOLDS: &str = "/v1/holds";
/// The afternoon of 2024-05-13, when nobody holds a part of it.
const AFTERNOON: &str = r#"{"start":"13:00:00","end":"17:00:00"}"#;

fn wanted(time: &str) -> Value {
    json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "length_in_minutes": 60,
        "scheduled_datetime": format!("2024-05-13 {time}"), "user_ids": [1]})
}

/// Two customers for whom somebody is to come, and the number under which each knows user 1.
async fn customers(server: &Server) -> [(String, u64); 2] {
    let mut customers = Vec::new();
    for _ in 0..2 {
        let link = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
        let link = server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201).json();
        let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
        let alias = find(server, &bearer).await.keys().next().unwrap().parse().unwrap();
        customers.push((bearer, alias));
    }
    customers.try_into().unwrap()
}

/// The free blocks of 2024-05-13 by user.
async fn find(server: &Server, caller: &str) -> serde_json::Map<String, Value> {
    let path = "/api/v1/scheduling/jobs/find_any_available_space?start_date=2024-05-13&end_date=2024-05-13\
        &length_in_minutes=90&job_type_id=1&entityType=account&entityId=1";
    let found = server.call_as(caller, "GET", path, Value::Null).await.assert_status(200);
    found.data()["2024-05-13"].as_object().cloned().unwrap_or_default()
}

async fn hold(server: &Server, (bearer, alias): &(String, u64), time: &str) -> Answer {
    let wanted = json!({"scheduled_datetime": format!("2024-05-13 {time}"), "user_ids": [alias]});
    server.call_as(bearer, "POST", HOLDS, wanted).await
}

async fn book(server: &Server, (bearer, alias): &(String, u64), time: &str, more: Value) -> Answer {
    let mut wanted = job(json!({"scheduled_datetime": format!("2024-05-13 {time}"), "user_ids": [alias]}));
    wanted.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    server.call_as(bearer, "POST", "/api/v1/scheduling/jobs", wanted).await
}

#[tokio::test]
async fn a_held_time_is_busy_for_others_and_free_for_its_holder() {
    let server = Server::start().await;
    let [ada, ben] = customers(&server).await;
    let held = hold(&server, &ada, "14:00").await.assert_status(201).json();
    assert_eq!(held["scheduled_datetime"], "2024-05-13 14:00:00");
    assert_eq!((&held["length_in_minutes"], &held["user_ids"]), (&json!(90), &json!([ada.1])));
    assert!((295..=300).contains(&held["remaining_seconds"].as_u64().unwrap()), "{held}");

    let free = |blocks: serde_json::Map<String, Value>| blocks.values().next().unwrap().to_string();
    assert!(free(find(&server, &ada.0).await).contains(AFTERNOON), "free for its holder");
    assert!(!free(find(&server, &ben.0).await).contains("13:00:00"), "too short before it");
    assert_eq!(hold(&server, &ben, "14:30").await.assert_status(409).code(), "slot-taken");
    assert_eq!(book(&server, &ben, "14:30", json!({})).await.assert_status(422).code(), "slot-taken");
    server
        .post("/jobs", job(json!({"scheduled_datetime": "2024-05-13 15:00:00", "user_ids": [1]})))
        .await
        .assert_status(422);

    book(&server, &ada, "14:00", json!({"hold_id": held["id"]})).await.assert_status(201);
    let look = server.folder.look();
    look.check_claims();
    assert_eq!(look.count("SELECT count(*) FROM holds"), 0, "it was made good");
}

#[tokio::test]
async fn what_is_let_go_is_free_again() {
    let server = Server::start().await;
    let [ada, ben] = customers(&server).await;
    let held = hold(&server, &ada, "14:00").await.assert_status(201).json();
    let path = format!("{HOLDS}/{}", held["id"]);
    server.call_as(&ben.0, "DELETE", &path, Value::Null).await.assert_status(404);
    server.call_as(&ada.0, "DELETE", &path, Value::Null).await.assert_status(204);
    server.call_as(&ada.0, "DELETE", &path, Value::Null).await.assert_status(404);
    book(&server, &ben, "14:00", json!({})).await.assert_status(201);
}

#[tokio::test]
async fn a_customer_holds_one_time_and_choosing_another_lets_the_first_go() {
    let server = Server::start().await;
    let [ada, ben] = customers(&server).await;
    hold(&server, &ada, "14:00").await.assert_status(201);
    hold(&server, &ada, "15:00").await.assert_status(201);
    hold(&server, &ben, "13:00").await.assert_status(201);
    assert_eq!(server.folder.look().count("SELECT count(*) FROM holds"), 2);
}

#[tokio::test]
async fn a_hold_is_extended_up_to_its_deadline() {
    let server = Server::start().await;
    let [ada, ben] = customers(&server).await;
    let held = hold(&server, &ada, "14:00").await.assert_status(201).json();
    let path = format!("{HOLDS}/{}/extend", held["id"]);
    server.call_as(&ben.0, "POST", &path, Value::Null).await.assert_status(404);
    let look = server.folder.look();
    // Six minutes later, if it had been extended in between.
    look.execute("UPDATE holds SET until_ms = until_ms - 260000, deadline_ms = deadline_ms - 360000");
    let extended = server.call_as(&ada.0, "POST", &path, Value::Null).await.assert_status(200).json();
    assert!((295..=300).contains(&extended["remaining_seconds"].as_u64().unwrap()), "{extended}");
    look.execute("UPDATE holds SET deadline_ms = until_ms - 200000, until_ms = until_ms - 200000");
    let extended = server.call_as(&ada.0, "POST", &path, Value::Null).await.assert_status(200).json();
    assert!(extended["remaining_seconds"].as_u64().unwrap() <= 100, "{extended}");
    assert_eq!(extended["expires_at"], extended["deadline"]);
}

#[tokio::test]
async fn an_expired_hold_is_no_hold() {
    let server = Server::start().await;
    let [ada, ben] = customers(&server).await;
    let held = hold(&server, &ada, "14:00").await.assert_status(201).json();
    let look = server.folder.look();
    look.execute("UPDATE holds SET until_ms = until_ms - 301000");
    let path = format!("{HOLDS}/{}/extend", held["id"]);
    assert_eq!(server.call_as(&ada.0, "POST", &path, Value::Null).await.assert_status(409).code(), "hold-expired");
    assert!(find(&server, &ben.0).await.values().next().unwrap().to_string().contains(AFTERNOON));
    // Nobody else wanted it: its holder may still have it.
    book(&server, &ada, "14:00", json!({"hold_id": held["id"]})).await.assert_status(201);
}

#[tokio::test]
async fn whoever_comes_after_a_hold_has_expired_may_take_its_time_and_the_holder_is_told() {
    let server = Server::start().await;
    let [ada, ben] = customers(&server).await;
    let held = hold(&server, &ada, "14:00").await.assert_status(201).json();
    server.folder.look().execute("UPDATE holds SET until_ms = until_ms - 301000");
    book(&server, &ben, "14:30", json!({})).await.assert_status(201);
    let refused = book(&server, &ada, "14:00", json!({"hold_id": held["id"]})).await.assert_status(409);
    assert_eq!(refused.code(), "hold-expired");
    assert_eq!(book(&server, &ada, "14:00", json!({})).await.assert_status(422).code(), "slot-taken");
    server.folder.look().check_claims();
}

#[tokio::test]
async fn a_visit_is_moved_over_its_own_present_time_through_a_hold() {
    let server = Server::start().await;
    let [ada, _] = customers(&server).await;
    let made = book(&server, &ada, "14:00", json!({})).await.assert_status(201).data();
    let held = hold(&server, &ada, "14:30").await.assert_status(201).json();
    let change = json!({"scheduled_datetime": "2024-05-13 14:30", "user_ids": [ada.1], "hold_id": held["id"]});
    let path = format!("/api/v1/scheduling/jobs/{}", made["id"]);
    server.call_as(&ada.0, "PATCH", &path, change).await.assert_status(201);
    server.folder.look().check_claims();
}

#[tokio::test]
async fn staff_hold_many_times_but_not_without_end() {
    let mut world = golden_world();
    world["schedules"][0]["days"] = json!(
        (0..7)
            .map(|day| json!({"id": day + 1, "day": day, "start_timestamp": "00:00", "end_timestamp": "24:00"}))
            .collect::<Vec<_>>()
    );
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    let mut placed = 0;
    for day in 14..31 {
        for quarter in 0..24 {
            let wanted = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "length_in_minutes": 15,
                "scheduled_datetime": format!("2024-05-{day} {quarter:02}:00"), "user_ids": [1]});
            let answer = server.call_as(STAFF, "POST", HOLDS, wanted).await;
            if placed == 200 {
                assert_eq!(answer.assert_status(429).code(), "hold-limit");
                return;
            }
            answer.assert_status(201);
            placed += 1;
        }
    }
    panic!("{placed} times are held");
}

#[tokio::test]
async fn holds_of_staff_that_nobody_wanted_do_not_pile_up() {
    let server = Server::start().await;
    for time in ["13:00", "14:00"] {
        server.call_as(STAFF, "POST", HOLDS, wanted(time)).await.assert_status(201);
    }
    let look = server.folder.look();
    look.execute("UPDATE holds SET until_ms = until_ms - 7200000, deadline_ms = deadline_ms - 7200000");
    server.call_as(STAFF, "POST", HOLDS, wanted("15:00")).await.assert_status(201);
    assert_eq!(look.count("SELECT count(*) FROM holds"), 1);
}

#[tokio::test]
async fn a_bad_hold_is_told_by_its_fields_and_holds_nothing() {
    let server = Server::start().await;
    for (change, field) in [
        (json!({"job_type_id": null}), "job type id"),
        (json!({"job_type_id": 99}), "job type id"),
        (json!({"assigned_id": 99}), "assigned id"),
        (json!({"user_ids": [99]}), "user"),
        (json!({"user_ids": []}), "user ids"),
        (json!({"scheduled_datetime": "2024-02-30 10:00"}), "scheduled datetime"),
        (json!({"length_in_minutes": 7}), "length in minutes"),
        (json!({"job_id": 99}), "job id"),
    ] {
        let mut hold = wanted("14:00");
        hold.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let refused = server.call_as(STAFF, "POST", HOLDS, hold).await.assert_status(422);
        assert_eq!((refused.code(), refused.header("content-type")), ("validation-failed", "application/problem+json"));
        let told = refused.json();
        assert!(told["detail"].as_str().unwrap().contains(field), "{change}: {told}");
        let name = change.as_object().unwrap().keys().next().unwrap();
        assert_eq!(told["errors"], json!([{"pointer": format!("#/{name}"), "detail": told["detail"]}]), "{change}");
        assert_eq!((&told["title"], &told["retryable"]), (&json!("Validation failed"), &json!(false)));
    }
    let several = server.call_as(STAFF, "POST", HOLDS, json!({})).await.assert_status(422).json();
    assert_eq!(several["errors"].as_array().unwrap().len(), 5, "{several}");
    assert_eq!(server.folder.look().count("SELECT count(*) FROM holds"), 0);
    for path in ["/v1/holds/0", "/v1/holds/x", "/v1/holds/99999999999999999999"] {
        server.call_as(STAFF, "DELETE", path, Value::Null).await.assert_status(404);
    }
}

#[tokio::test]
async fn a_customer_holds_only_what_the_link_is_for_and_the_policy_allows() {
    let server = Server::start().await;
    let [ada, _] = customers(&server).await;
    let send = |change: Value| {
        let mut wanted = json!({"scheduled_datetime": "2024-05-13 14:00", "user_ids": [ada.1]});
        wanted.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        server.call_as(&ada.0, "POST", HOLDS, wanted)
    };
    for change in [json!({"job_type_id": 2}), json!({"user_ids": [1]}), json!({"length_in_minutes": 15})] {
        assert_eq!(send(change).await.assert_status(422).code(), "validation-failed");
    }
    assert_eq!(send(json!({"scheduled_datetime": "2024-05-13 14:07"})).await.assert_status(422).code(), "not-on-grid");
    assert_eq!(send(json!({"scheduled_datetime": "2024-05-10 12:30"})).await.assert_status(422).code(), "too-soon");
}

/// As if so many seconds had passed since a link held its first time.
fn let_pass(server: &Server, seconds: u64) {
    server.folder.look().execute(&format!(
        "UPDATE holds SET until_ms = until_ms - {seconds}000, deadline_ms = deadline_ms - {seconds}000;
         UPDATE links SET hold_deadline_ms = hold_deadline_ms - {seconds}000"
    ));
}

#[tokio::test]
async fn a_link_that_holds_again_and_again_has_one_deadline_and_then_a_pause() {
    let server = Server::start().await;
    let [ada, ben] = customers(&server).await;
    let first = hold(&server, &ada, "14:00").await.assert_status(201).json();
    let_pass(&server, 700);
    let again = hold(&server, &ada, "14:00").await.assert_status(201).json();
    assert!((195..=200).contains(&again["remaining_seconds"].as_u64().unwrap()), "{again}");
    assert_eq!((&again["expires_at"], first["id"] == again["id"]), (&again["deadline"], false));
    // Letting it go does not begin anew either, nor does another time.
    server.call_as(&ada.0, "DELETE", &format!("{HOLDS}/{}", again["id"]), Value::Null).await.assert_status(204);
    assert!(hold(&server, &ada, "15:00").await.assert_status(201).json()["remaining_seconds"].as_u64().unwrap() <= 200);
    let_pass(&server, 201);
    let refused = hold(&server, &ada, "14:00").await.assert_status(429);
    assert_eq!(refused.code(), "hold-pause");
    assert!(refused.json()["detail"].as_str().unwrap().contains(" seconds"), "{:?}", refused.json());
    hold(&server, &ben, "14:00").await.assert_status(201);
    assert_eq!(book(&server, &ada, "13:00", json!({})).await.assert_status(422).code(), "slot-taken", "14:00 is held");
    let_pass(&server, 900);
    let anew = hold(&server, &ada, "14:00").await.assert_status(201).json();
    assert!((295..=300).contains(&anew["remaining_seconds"].as_u64().unwrap()), "{anew}");
}

#[tokio::test]
async fn whoever_has_booked_has_a_new_deadline_to_move_the_visit() {
    let server = Server::start().await;
    let [ada, _] = customers(&server).await;
    hold(&server, &ada, "14:00").await.assert_status(201);
    let_pass(&server, 901);
    hold(&server, &ada, "14:00").await.assert_status(429);
    let made = book(&server, &ada, "14:00", json!({})).await.assert_status(201).data();
    let held = hold(&server, &ada, "14:30").await.assert_status(201).json();
    let_pass(&server, 901);
    let change = json!({"scheduled_datetime": "2024-05-13 14:30", "user_ids": [ada.1], "hold_id": held["id"]});
    let path = format!("/api/v1/scheduling/jobs/{}", made["id"]);
    server.call_as(&ada.0, "PATCH", &path, change).await.assert_status(201);
    hold(&server, &ada, "15:00").await.assert_status(201);
}

#[tokio::test]
async fn staff_let_anybodys_hold_go() {
    let server = Server::start().await;
    let [ada, ben] = customers(&server).await;
    let held = hold(&server, &ada, "14:00").await.assert_status(201).json();
    let path = format!("{HOLDS}/{}", held["id"]);
    let board = format!("Bearer {}", server.told_handle("board"));
    server.call_as(&board, "DELETE", &path, Value::Null).await.assert_status(204);
    hold(&server, &ben, "14:00").await.assert_status(201);
    let theirs = server.call_as(STAFF, "POST", HOLDS, wanted("10:00")).await.assert_status(201).json();
    server.call_as(&board, "DELETE", &format!("{HOLDS}/{}", theirs["id"]), Value::Null).await.assert_status(204);
    server.call_as(&board, "DELETE", &path, Value::Null).await.assert_status(404);
}

#[tokio::test]
async fn the_link_of_a_job_that_has_ended_or_can_no_longer_be_moved_holds_nothing() {
    let server = Server::start().await;
    for (id, ending) in [(8, json!({})), (9, json!({"completion_type": "failure", "reason": "Nobody at home."}))] {
        let link = server.call_as(STAFF, "POST", "/v1/links", json!({"job_id": id})).await.assert_status(201).json();
        let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
        let path = format!(
            "/api/v1/scheduling/jobs/find_any_available_space?start_date=2024-05-20&end_date=2024-05-20\
             &length_in_minutes={}&job_type_id=1&entityType=account&entityId=1",
            if id == 8 { 60 } else { 30 }
        );
        let found = server.call_as(&bearer, "GET", &path, Value::Null).await.assert_status(200).data();
        let alias = found["2024-05-20"].as_object().unwrap().keys().next().unwrap().parse::<u64>().unwrap();
        server.post(&format!("/jobs/{id}/complete"), ending).await.assert_status(201);
        let wanted = json!({"scheduled_datetime": "2024-05-20 14:00", "user_ids": [alias]});
        let refused = server.call_as(&bearer, "POST", HOLDS, wanted).await.assert_status(422);
        assert_eq!(refused.code(), "already-completed", "job {id}");
    }
    let [ada, _] = customers(&server).await;
    book(&server, &ada, "14:00", json!({})).await.assert_status(201);
    let server = Server::start_in(server.stop(), &golden_world(), "2024-05-13T13:30").await;
    assert_eq!(hold(&server, &ada, "16:00").await.assert_status(422).code(), "too-soon");
    assert_eq!(server.folder.look().count("SELECT count(*) FROM holds"), 0);
}

/// As [`wanted`], for the network site.
fn wanted_at_the_tower(time: &str) -> Value {
    let mut wanted = wanted(time);
    wanted["assigned_type"] = "network_sites".into();
    wanted
}

#[tokio::test]
async fn what_staff_hold_for_one_customer_is_taken_for_another() {
    let server = Server::start().await;
    let post = async |path: &str, body: Value| server.call_as(STAFF, "POST", path, body).await;
    let held = post(HOLDS, wanted("14:00")).await.assert_status(201).json();
    for time in ["14:00", "14:30"] {
        assert_eq!(post(HOLDS, wanted_at_the_tower(time)).await.assert_status(409).code(), "slot-taken");
    }
    let jobs = "/api/v1/scheduling/jobs";
    assert_eq!(post(jobs, wanted_at_the_tower("14:00")).await.assert_status(422).code(), "slot-taken");
    assert!(find(&server, STAFF).await.values().next().unwrap().to_string().contains(AFTERNOON), "free for its own");
    let extend = format!("{HOLDS}/{}/extend", held["id"]);
    post(&extend, Value::Null).await.assert_status(200);
    // For the same customer it may be placed anew, and is made good without its number.
    post(HOLDS, wanted("14:30")).await.assert_status(201);
    assert_eq!(server.folder.look().count("SELECT count(*) FROM holds"), 1);
    post(jobs, wanted("14:30")).await.assert_status(201);
    let look = server.folder.look();
    look.check_claims();
    assert_eq!(look.count("SELECT count(*) FROM holds"), 0);
}

#[tokio::test]
async fn a_hold_for_a_job_is_that_jobs_and_one_with_a_name_is_the_names() {
    let server = Server::start().await;
    let jobs = "/api/v1/scheduling/jobs";
    let with = |time: &str, more: Value| {
        let mut wanted = wanted(time);
        wanted.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        wanted
    };
    let post = async |path: &str, body: Value| server.call_as(STAFF, "POST", path, body).await;
    post(HOLDS, with("14:00", json!({"job_id": 8}))).await.assert_status(201);
    assert_eq!(post(HOLDS, wanted("14:00")).await.assert_status(409).code(), "slot-taken", "a new job is another");
    assert_eq!(post(jobs, wanted("14:00")).await.assert_status(422).code(), "slot-taken");
    let visit = json!({"scheduled_datetime": "2024-05-13 14:00", "user_ids": [1]});
    server.patch("/jobs/8", visit).await.assert_status(201);

    let basket = json!({"holder": "basket 4711"});
    let held = post(HOLDS, with("10:00", basket.clone())).await.assert_status(201).json();
    let held_again = post(HOLDS, with("10:00", basket)).await.assert_status(201).json();
    assert_eq!(
        post(HOLDS, with("10:00", json!({"holder": "basket 4712"}))).await.assert_status(409).code(),
        "slot-taken"
    );
    assert_eq!(post(jobs, wanted("10:00")).await.assert_status(422).code(), "slot-taken", "nobody says whose it is");
    assert_eq!(post(jobs, with("10:00", json!({"hold_id": held["id"]}))).await.assert_status(422).code(), "slot-taken");
    post(jobs, with("10:00", json!({"hold_id": held_again["id"]}))).await.assert_status(201);
    let too_long = post(HOLDS, with("15:00", json!({"holder": "x".repeat(256)}))).await.assert_status(422).json();
    assert_eq!(too_long["errors"][0]["pointer"], "#/holder");
    server.folder.look().check_claims();
}

#[tokio::test]
async fn who_is_refused_hears_that_a_hold_has_expired_only_when_it_has() {
    let server = Server::start().await;
    let [ada, ben] = customers(&server).await;
    let held = hold(&server, &ada, "14:00").await.assert_status(201).json();
    let other = hold(&server, &ada, "10:00").await.assert_status(201).json();
    book(&server, &ben, "14:00", json!({})).await.assert_status(201);
    // It was given up for the other time, and has not expired.
    let refused = book(&server, &ada, "14:00", json!({"hold_id": held["id"]})).await.assert_status(422);
    assert_eq!(refused.code(), "slot-taken");
    // The other is still held; the time that is wanted is another's.
    let refused = book(&server, &ada, "14:00", json!({"hold_id": other["id"]})).await.assert_status(422);
    assert_eq!(refused.code(), "slot-taken");
    server.folder.look().check_claims();
}

#[tokio::test]
async fn whoever_holds_a_time_for_less_loses_it_unless_they_are_heard_of() {
    let server = Server::start().await;
    let [ada, ben] = customers(&server).await;
    let ask = async |path: &str, body: Value| server.call_as(&ada.0, "POST", path, body).await;
    let wanted = json!({"scheduled_datetime": "2024-05-13 14:00", "user_ids": [ada.1], "seconds": 2});
    let held = ask(HOLDS, wanted.clone()).await.assert_status(201).json();
    assert_eq!(held["usual_seconds"], 300, "{held}");
    assert!((1..=2).contains(&held["remaining_seconds"].as_u64().unwrap()), "{held}");
    assert_eq!(hold(&server, &ben, "14:30").await.assert_status(409).code(), "slot-taken");
    // Never longer than is usual.
    let extend = format!("{HOLDS}/{}/extend", held["id"]);
    let extended = ask(&extend, json!({"seconds": 4_000_000_000_u32})).await.assert_status(200).json();
    assert!((299..=300).contains(&extended["remaining_seconds"].as_u64().unwrap()), "{extended}");
    ask(&extend, json!({"seconds": 2})).await.assert_status(200);
    for bad in [json!(0), json!(-1), json!("long"), json!(4_294_967_296_u64)] {
        let mut wanted = wanted.clone();
        wanted["seconds"] = bad.clone();
        let told = ask(HOLDS, wanted).await.assert_status(422).json()["errors"][0].clone();
        assert_eq!(told["pointer"], "#/seconds", "{told}");
        ask(&extend, json!({"seconds": bad})).await.assert_status(422);
    }
    tokio::time::sleep(std::time::Duration::from_millis(2_100)).await;
    assert_eq!(ask(&extend, json!({"seconds": 2})).await.assert_status(409).code(), "hold-expired");
    hold(&server, &ben, "14:30").await.assert_status(201);
}
