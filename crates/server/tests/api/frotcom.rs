//! `/frotcom`: programs that were written for Frotcom V2.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::spoilt::Dice;
use crate::support::{Answer, STAFF, Server, golden_world, spelt_out};

const TASKS: &str = "/frotcom/v2/jobs/tasks";

/// With job 500, which has task 9001.
fn world() -> Value {
    let mut world = golden_world();
    let job = json!({"id": 500, "job_type_id": 1, "status": "queued", "scheduled_datetime": null, "length_in_minutes": 60,
        "user_ids": [], "assigned_type": "accounts", "assigned_id": 1, "created_by_user_id": 1});
    world["jobs"].as_array_mut().unwrap().push(job);
    world
}

async fn start_with(world: &Value) -> Server {
    let server = Server::start_with(world.clone(), "2024-05-10T12:00").await;
    let counted = "INSERT INTO definitions (system, kind, id, document) VALUES ('frotcom', 'counters', 'task', '9001')";
    server.folder.look().execute(counted);
    server
}

pub async fn start() -> Server {
    start_with(&world()).await
}

async fn with_options(options: Value) -> Server {
    let mut world = world();
    world["frotcom"] = json!({"options": [options]});
    world["frotcom"]["options"][0]["id"] = "options".into();
    start_with(&world).await
}

async fn send(server: &Server, method: &str, path: &str, body: &Value) -> Answer {
    let request = Request::builder().method(method).uri(path).header("content-type", "application/json");
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    server.send(request.body(body).unwrap()).await
}

/// A token of the one API user there is.
pub async fn token(server: &Server) -> String {
    let login = json!({"provider": "thirdparty", "username": "api", "password": "secret"});
    let answer = send(server, "POST", "/frotcom/v2/authorize", &login).await.assert_status(200);
    answer.json()["token"].as_str().unwrap().to_owned()
}

async fn add(server: &Server, tasks: Value) -> Answer {
    let path = format!("{TASKS}?api_key={}", token(server).await);
    send(server, "POST", &path, &tasks).await
}

/// A task of a new job.
fn task(more: Value) -> Value {
    let mut task = json!({"JobId": 0, "TypeId": 1});
    task.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!([task])
}

#[tokio::test]
async fn every_golden_example_is_answered_as_recorded() {
    let examples: Vec<Value> = serde_json::from_str(include_str!("golden/frotcom.json")).unwrap();
    assert!(20 < examples.len());
    for example in examples {
        let (id, request, expected) = (&example["id"], &example["request"], &example["response"]);
        let server = start().await;
        let look = server.folder.look();
        let mut path = format!("/frotcom{}", request["path"].as_str().unwrap());
        if let Some((start, key)) = path.clone().split_once("api_key=") {
            path = format!("{start}api_key={}", token(&server).await);
            if key == "K2" {
                look.execute("UPDATE api_users SET systems = 'sonar'; UPDATE versions SET version = version + 1");
            }
        }
        let mut body = spelt_out(&request["body"]);
        if body["username"] == "u" {
            body["username"] = "api".into();
            body["password"] = "secret".into();
        }
        let jobs = look.count("SELECT count(*) FROM jobs");
        let answer = send(&server, request["method"].as_str().unwrap(), &path, &body).await;
        assert_eq!(answer.status, expected["status"].as_u64().unwrap() as u16, "{id}: {}", answer.json());
        if answer.status == 201 && expected["exact"] == true {
            assert_eq!(answer.json(), expected["body"], "{id}");
        }
        if answer.status >= 400 {
            assert!(answer.json()["Message"].is_string(), "{id}");
            assert_eq!(look.count("SELECT count(*) FROM jobs"), jobs, "{id}: nothing is done");
        }
        if example["kept"].is_array() {
            let document: Value =
                serde_json::from_str(&look.text("SELECT document FROM particulars WHERE job_id = 501")).unwrap();
            assert_eq!(document["tasks"][0]["forms"], example["kept"], "{id}");
            assert_eq!(document["tasks"][0]["sent"], body[0], "{id}: as it was sent");
        }
    }
}

#[tokio::test]
async fn f_1_and_2_a_token_ends_after_twenty_minutes_without_use_and_at_log_out() {
    let server = start().await;
    let login = |provider: &str, password: &str| json!({"provider": provider, "username": "api", "password": password});
    let authorize = "/frotcom/v2/authorize";
    send(&server, "POST", authorize, &login("thirdparty", "wrong")).await.assert_status(401);
    send(&server, "POST", authorize, &login("somebody", "secret")).await.assert_status(400);
    send(&server, "POST", authorize, &json!({"provider": "thirdparty", "username": "api"})).await.assert_status(400);
    send(&server, "POST", authorize, &json!([])).await.assert_status(400);

    let token = token(&server).await;
    let check = format!("{authorize}?api_key={token}");
    let check_body = json!({"provider": "thirdparty", "token": token});
    let age = |seconds: i64| {
        server.folder.look().execute(&format!("UPDATE access_tokens SET used_at = used_at - {seconds}"));
    };
    assert_eq!(send(&server, "PUT", &check, &check_body).await.assert_status(200).json()["token"], token);
    age(20 * 60);
    send(&server, "PUT", &check, &check_body).await.assert_status(200);
    age(20 * 60 - 1);
    send(&server, "PUT", &check, &check_body).await.assert_status(200);
    age(20 * 60 + 1);
    send(&server, "PUT", &check, &check_body).await.assert_status(401);
    send(&server, "POST", &format!("{TASKS}?api_key={token}"), &task(json!({}))).await.assert_status(401);

    let token = self::token(&server).await;
    let key = format!("{authorize}?API_KEY={token}");
    send(&server, "DELETE", &key, &Value::Null).await.assert_status(200);
    send(&server, "PUT", &key, &check_body).await.assert_status(401);
    send(&server, "DELETE", &key, &Value::Null).await.assert_status(401);
}

#[tokio::test]
async fn a_job_that_is_added_is_a_job_like_every_other() {
    let server = start().await;
    let added = add(
        &server,
        task(json!({
            "Who": {"ClientName": "Mara Lindt"},
            "Where": {"AddressLine1": "3 Quay St, Peoria", "Latitude": 40.5, "Longitude": -89.5, "Notes": "Ring twice."},
            "What": {"Reference": "PO 7", "Content": "Router", "Notes": "Bring a ladder.", "Duration": 3600},
            "When": {"When": "TimeRange", "Start": "2024-05-13T13:10:00Z", "End": "2024-05-13T15:00:00.000Z"},
        })),
    )
    .await
    .assert_status(201)
    .json();
    // From 08:10, and nothing that lies over the visit at 09:15: that is not before 09:45.
    let job = server.get(&format!("/jobs/{}", added[0]["id"])).await.assert_status(200).data();
    assert_eq!(job["scheduled_datetime"], "2024-05-13 08:10:00", "{job}");
    assert_eq!((&job["user_ids"], &job["length_in_minutes"]), (&json!([1]), &json!(60)));
    assert_eq!(job["notes"], "Router\nBring a ladder.\nRing twice.");
    let board = server.call_as(STAFF, "GET", "/v1/board", Value::Null).await.assert_status(200).data();
    let listed = board.as_array().unwrap().iter().find(|listed| listed["job"]["id"] == added[0]["id"]).unwrap();
    assert!(listed.to_string().contains("Mara Lindt") && listed.to_string().contains("3 Quay St"), "{listed}");
    server.folder.look().check_claims();

    // The same customer again is the same account.
    let accounts = server.folder.look().count("SELECT count(*) FROM places");
    let again = json!({"Who": {"ClientName": "Mara Lindt"}, "Where": {"AddressLine1": "3 Quay St, Peoria"}});
    add(&server, task(again)).await.assert_status(201);
    assert_eq!(server.folder.look().count("SELECT count(*) FROM places"), accounts);
    let known = json!({"Who": {"ClientId": 1, "ClientName": "Somebody"}});
    let added = add(&server, task(known)).await.assert_status(201).json();
    let job = server.get(&format!("/jobs/{}", added[0]["id"])).await.data();
    assert_eq!((&job["assigned_type"], &job["assigned_id"]), (&json!("accounts"), &json!(1)));
}

#[tokio::test]
async fn when_nobody_is_free_the_job_waits_with_its_time_as_a_wish() {
    let server = start().await;
    let when = |when: Value| task(json!({"Who": {"ClientId": 1}, "What": {"Duration": 3600}, "When": when}));
    let job = async |when: Value| {
        let added = add(&server, when).await.assert_status(201).json();
        let path = format!("/jobs/{}", added[0]["id"]);
        let wishes = server.get(&format!("{path}/desired_job_datetimes")).await.data();
        (server.get(&path).await.data(), wishes)
    };
    // At 09:15 user 1 is somewhere else.
    let (waiting, wishes) = job(when(json!({"When": 3, "Start": "2024-05-13T14:15:00Z"}))).await;
    assert_eq!((&waiting["status"], &waiting["scheduled_datetime"]), (&json!("queued"), &Value::Null));
    assert_eq!((&wishes[0]["date"], &wishes[0]["start_time"]), (&json!("2024-05-13"), &json!("09:15:00")));
    assert_eq!(wishes[0]["end_time"], "10:15:00");
    // A tolerance reaches to where there is room, and an exclusion takes it away again.
    let tolerant = json!({"When": "timeandtolerance", "Start": "2024-05-13T14:15:00Z", "Tolerance": true,
        "ToleranceBefore": 900, "ToleranceAfter": 3600});
    let (booked, _) = job(when(tolerant.clone())).await;
    assert_eq!(booked["scheduled_datetime"], "2024-05-13 09:45:00");
    let mut excluding = tolerant;
    excluding["Exclusion"] = true.into();
    excluding["ExclusionStart"] = "2024-05-13T14:30:00Z".into();
    excluding["ExclusionEnd"] = "2024-05-13T16:00:00Z".into();
    assert_eq!(job(when(excluding)).await.0["status"], "queued");
    // Without a restriction the times are not looked at.
    let (free, wishes) = job(when(json!({"When": 1, "Start": "2024-05-13T19:00:00Z"}))).await;
    assert_eq!((&free["status"], wishes.as_array().unwrap().len()), (&json!("queued"), 0));
    server.folder.look().check_claims();
}

#[tokio::test]
async fn of_two_at_once_for_one_technician_one_is_booked_and_the_other_waits() {
    let server = start().await;
    let at = |_: u32| {
        task(json!({"Who": {"ClientId": 1}, "What": {"Duration": 3600},
        "When": {"When": "TimeAndTolerance", "Start": "2024-05-13T18:30:00Z"}}))
    };
    let by_sonar = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "length_in_minutes": 60,
        "scheduled_datetime": "2024-05-13 13:30", "user_ids": [1]});
    let (one, two, three) = tokio::join!(add(&server, at(1)), add(&server, at(2)), server.post("/jobs", by_sonar));
    let scheduled = "SELECT count(*) FROM jobs WHERE status = 'scheduled' AND id > 500";
    assert_eq!((one.status, two.status, server.folder.look().count(scheduled)), (201, 201, 1));
    assert!([201, 422].contains(&three.status));
    server.folder.look().check_claims();
}

#[tokio::test]
async fn f_21_22_23_tasks_go_to_one_new_job_or_to_the_jobs_that_they_name() {
    let server = start().await;
    let tasks = json!([{"JobId": 8, "TypeId": 1}, {"JobId": 500, "TypeId": 1}, {"JobId": 8, "TypeId": 2}]);
    let added = add(&server, tasks).await.assert_status(201).json();
    assert_eq!(
        added,
        json!([{"id": 8, "tasks": [9002, 9003], "isNew": false}, {"id": 500, "tasks": [9004], "isNew": false}])
    );
    let mixed = json!([{"JobId": 8, "TypeId": 1}, {"JobId": 4711, "TypeId": 1}]);
    let refused = add(&server, mixed).await.assert_status(400);
    assert!(refused.json()["Message"].as_str().unwrap().contains("4711"));
    // Nothing was added to the one that is there.
    assert_eq!(add(&server, json!([{"JobId": 8, "TypeId": 1}])).await.json()[0]["tasks"], json!([9005]));
    let beside = json!([{"JobId": 4711, "TypeId": 1}, {"TypeId": 1}, {"JobId": 0, "TypeId": 1}]);
    let added = add(&server, beside).await.assert_status(201).json();
    assert_eq!(added, json!([{"id": 501, "tasks": [9006, 9007], "isNew": true}]));
    let still_judged = json!([{"JobId": 500, "TypeId": 0}, {"JobId": 0, "TypeId": 1}]);
    add(&server, still_judged).await.assert_status(400);
}

#[tokio::test]
async fn many_who_add_to_one_job_at_once_lose_no_task() {
    let server = start().await;
    let path = format!("{TASKS}?api_key={}", token(&server).await);
    let body = json!([{"JobId": 500, "TypeId": 1}]);
    let adding = (0..6).map(|_| send(&server, "POST", &path, &body));
    let answers = futures_join(adding).await;
    let mut numbers: Vec<u64> = answers.iter().map(|answer| answer.json()[0]["tasks"][0].as_u64().unwrap()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), 6);
    let kept = server.folder.look().text("SELECT document FROM particulars WHERE job_id = 500");
    let kept: Value = serde_json::from_str(&kept).unwrap();
    assert_eq!(kept["tasks"].as_array().unwrap().len(), 6);
}

async fn futures_join<T>(futures: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut pending: Vec<_> = futures.map(Box::pin).collect();
    let mut done: Vec<Option<T>> = pending.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, done) in pending.iter_mut().zip(&mut done) {
            if done.is_none()
                && let std::task::Poll::Ready(answer) = future.as_mut().poll(context)
            {
                *done = Some(answer);
            }
        }
        if done.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done.into_iter().flatten().collect()
}

/// Tasks, the rules that they break, and what is answered: by default, and with the options of this name on.
#[tokio::test]
async fn each_rule_refuses_what_breaks_it_and_lets_its_bounds_pass() {
    let long = |letters: usize| "x".repeat(letters);
    let (start, end) = ("2024-05-13T08:00:00Z", "2024-05-13T09:00:00Z");
    let rows = [
        ("f_5", json!({"TypeId": 0}), 400, 400),
        ("f_5", json!({"TypeId": null}), 400, 400),
        ("f_6", json!({"What": {"Reference": long(400)}}), 201, 201),
        ("f_6", json!({"What": {"Reference": "😀".repeat(201)}}), 400, 400),
        ("f_7", json!({"What": {"Content": long(150)}}), 201, 201),
        ("f_7", json!({"What": {"Content": long(151)}}), 400, 400),
        ("f_8_31", json!({"What": {"UnitId": 0}}), 201, 400),
        ("f_8_31", json!({"What": {"UnitId": 8}}), 201, 400),
        ("f_8_31", json!({"What": {"UnitId": 7}}), 201, 201),
        ("f_9", json!({"What": {"Notes": long(3001)}}), 400, 400),
        ("f_10", json!({"Where": {"PlaceId": 4711}}), 201, 201),
        ("f_11", json!({"Where": {"AddressLine1": long(300)}}), 201, 201),
        ("f_12", json!({"Where": {"AddressLine2": long(151)}}), 400, 400),
        ("f_13", json!({"Where": {"ClientAddressId": 0}}), 400, 400),
        ("f_14", json!({"Where": {"Longitude": 1.5}}), 400, 400),
        ("f_14_34", json!({"Where": {"Latitude": 91, "Longitude": 0}}), 201, 400),
        ("f_15", json!({"Where": {"notes": long(501)}}), 400, 400),
        ("f_16", json!({"When": {"SLA": true, "Start": start}}), 400, 400),
        ("f_16", json!({"When": {"SLA": true}}), 201, 201),
        ("f_17", json!({"When": {"Exclusion": true, "ExclusionStart": start, "ExclusionEnd": start}}), 201, 201),
        ("f_18", json!({"When": {"ExclusionEnd": end}}), 400, 400),
        ("f_19", json!({"When": {"End": end}}), 400, 400),
        ("f_20", json!({"When": {"When": 3, "Start": start, "ToleranceBefore": 5}}), 400, 400),
        ("f_20", json!({"When": {"When": 3, "Tolerance": true, "Start": start, "ToleranceBefore": 5}}), 201, 201),
        ("f_24", json!({"Forms": [{"id": 1}]}), 201, 400),
        ("f_25", json!({"When": {"When": "NOTIMERESTRICTION", "Start": start}}), 201, 400),
        ("f_26", json!({"When": {"When": 3}}), 201, 400),
        ("f_26", json!({"When": {"When": 3, "Start": start, "End": end}}), 201, 400),
        ("f_27", json!({"When": {"When": 4, "Start": end, "End": start}}), 201, 400),
        ("f_27", json!({"When": {"When": 4, "Start": start, "End": end}}), 201, 201),
        ("f_28", json!({"When": {"When": 4, "Start": start, "End": end, "ToleranceAfter": 5}}), 201, 400),
        ("f_28", json!({"When": {"When": 3, "Tolerance": true, "Start": start, "ToleranceAfter": -5}}), 201, 400),
        ("f_29", json!({"When": {"ExclusionStart": start, "ExclusionEnd": end}}), 201, 400),
        ("f_29", json!({"When": {"Exclusion": true}}), 201, 400),
        ("f_30", json!({"Where": {"City": long(51)}}), 201, 400),
        ("f_30", json!({"Forms": [{"id": 1, "version": 1, "fields": [{"name": long(151), "value": "1"}]}]}), 201, 400),
        ("f_32", json!({"TypeId": 1.5}), 400, 400),
        ("f_32", json!({"What": {"Reference": 5}}), 400, 400),
        ("f_32", json!({"What": {"Duration": -1}}), 400, 400),
        ("f_32", json!({"When": {"Start": "tomorrow"}}), 400, 400),
        ("f_32", json!({"When": {"Start": "2024-05-13 08:00:00.1234567"}}), 201, 201),
        ("f_32", json!({"Who": []}), 400, 400),
        ("f_33", json!({"When": {"When": "SLA"}}), 400, 400),
        ("f_33", json!({"When": {"When": null}}), 201, 201),
        ("f_35", json!({"Colour": "red", "When": {"Forms": [{"id": 1, "version": 1}]}}), 201, 201),
    ];
    let (lax, strict) = (start_of(json!({})).await, start_of(json!({"strict": true})).await);
    for (rule, more, by_default, strictly) in rows {
        for (server, status) in [(&lax, by_default), (&strict, strictly)] {
            let answer = add(server, task(more.clone())).await;
            assert_eq!(answer.status, status, "{rule}: {more}: {}", String::from_utf8_lossy(&answer.bytes));
        }
    }
    lax.folder.look().check_claims();
}

async fn start_of(options: Value) -> Server {
    with_options(options).await
}

#[tokio::test]
async fn the_contradictory_rules_are_read_as_the_named_options_say() {
    let literal = with_options(json!({"literalToleranceRule": true})).await;
    let tolerant =
        json!({"When": {"When": 3, "Tolerance": true, "Start": "2024-05-13T08:00:00Z", "ToleranceAfter": 60}});
    add(&literal, task(tolerant)).await.assert_status(400);
    let known = with_options(json!({"knownTypes": [7]})).await;
    add(&known, json!([{"JobId": 0, "TypeId": 7}])).await.assert_status(201);
    let refused = add(&known, json!([{"JobId": 0, "TypeId": 1}])).await.assert_status(400);
    assert_eq!(refused.json()["Message"], "Task 1: TypeId: there is no type 1.");
}

#[tokio::test]
async fn six_hundred_bad_bodies_are_told_in_a_sentence_and_nothing_is_half_done() {
    let server = start().await;
    let path = format!("{TASKS}?api_key={}", token(&server).await);
    let good = json!([{
        "JobId": 0, "TypeId": 1, "Who": {"ClientId": 1, "ContactId": 2, "ClientName": "Ada"},
        "Where": {"AddressLine1": "3 Quay St", "PlaceId": 1, "Latitude": 40.5, "Longitude": -89.5, "Notes": "Ring."},
        "What": {"Reference": "PO", "Content": "Router", "Quantity": 1, "UnitId": 5, "Notes": "Bring.", "Duration": 3600},
        "When": {"When": "TimeRange", "Start": "2024-05-13T13:10:00Z", "End": "2024-05-13T15:00:00Z", "Tolerance": false,
            "ToleranceBefore": 1, "ToleranceAfter": 2, "Exclusion": true, "ExclusionStart": "2024-05-13T14:00:00Z",
            "ExclusionEnd": "2024-05-13T14:10:00Z"},
        "Forms": [{"id": 5, "version": 2, "name": "Visit", "fields": [{"name": "a", "defaultValue": "x", "value": "y"}]}],
    }]);
    let dice = &mut Dice(11);
    let look = server.folder.look();
    let mut state = look.state();
    let mut refused = 0;
    for _ in 0..600 {
        let body = dice.spoilt(&good);
        let answer = send(&server, "POST", &path, &body).await;
        let after = look.state();
        match answer.status {
            201 => assert_ne!(after, state, "{body}"),
            400 => {
                refused += 1;
                assert!(answer.json()["Message"].as_str().is_some_and(|told| !told.is_empty()), "{body}");
                assert_eq!(after, state, "{body} was refused and has written");
            }
            other => panic!("{other} for {body}: {}", String::from_utf8_lossy(&answer.bytes)),
        }
        state = after;
    }
    assert!(200 < refused, "{refused}");
    look.check_claims();
    for text in ["", "{", "[", "nonsense", "[{\"JobId\":0,\"TypeId\":1}", "\u{feff}[]"] {
        let request = Request::builder().method("POST").uri(&path).body(Body::from(text.to_owned())).unwrap();
        server.send(request).await.assert_status(400);
    }
}
