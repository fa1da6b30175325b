//! How links are made, seen and ended by staff, and how long they live.

use serde_json::{Value, json};

use crate::support::{Answer, Folder, STAFF, Server, golden_world, job};

const LINKS: &str = "/v1/links";
const JOBS: &str = "/api/v1/scheduling/jobs";

/// For a new installation at account 1.
fn new_job() -> Value {
    json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1})
}

async fn make(server: &Server, wanted: Value) -> Value {
    server.call_as(STAFF, "POST", LINKS, wanted).await.assert_status(201).json()
}

fn bearer(link: &Value) -> String {
    format!("Bearer {}", link["handle"].as_str().unwrap())
}

async fn open(server: &Server, bearer: &str) -> Answer {
    server.call_as(bearer, "GET", "/v1/booking", Value::Null).await
}

/// The number under which the holder of a link knows user 1.
async fn alias(server: &Server, bearer: &str, day: &str) -> u64 {
    let path = format!(
        "{JOBS}/find_any_available_space?start_date={day}&end_date={day}&length_in_minutes=90&job_type_id=1\
         &entityType=account&entityId=1"
    );
    let found = server.call_as(bearer, "GET", &path, Value::Null).await.assert_status(200).data();
    found[day].as_object().unwrap().keys().next().unwrap().parse().unwrap()
}

async fn book(server: &Server, bearer: &str, day: &str, time: &str) -> Answer {
    let alias = alias(server, bearer, day).await;
    let visit = job(json!({"scheduled_datetime": format!("{day} {time}"), "user_ids": [alias]}));
    server.call_as(bearer, "POST", JOBS, visit).await
}

/// The same database at another time.
async fn at(server: Server, now: &str) -> Server {
    Server::start_in(server.stop(), &golden_world(), now).await
}

#[tokio::test]
async fn a_link_works_until_two_weeks_after_its_visit() {
    let server = Server::start().await;
    let bearer = bearer(&make(&server, new_job()).await);
    // Far beyond the 14 days for which the link was made.
    book(&server, &bearer, "2024-07-08", "10:00").await.assert_status(201);
    let mut server = server;
    for (now, status) in [("2024-06-20T12:00", 200), ("2024-07-22T11:29", 200), ("2024-07-22T11:30", 410)] {
        server = at(server, now).await;
        let answer = open(&server, &bearer).await;
        assert_eq!(answer.status, status, "{now}");
    }
    assert_eq!(open(&server, &bearer).await.code(), "link-expired");
}

#[tokio::test]
async fn for_how_many_days_after_the_visit_is_a_setting() {
    let flags = |now| ["--clock", now, "--link-days-after-visit", "1"];
    let server = Server::start_with_flags(Folder::new(), &golden_world(), &flags("2024-05-10T12:00")).await;
    let bearer = bearer(&make(&server, new_job()).await);
    book(&server, &bearer, "2024-07-08", "10:00").await.assert_status(201);
    let mut folder = server.stop();
    for (now, status) in [("2024-07-09T11:29", 200), ("2024-07-09T11:30", 410)] {
        let server = Server::start_with_flags(folder, &golden_world(), &flags(now)).await;
        assert_eq!(open(&server, &bearer).await.status, status, "{now}");
        folder = server.stop();
    }
}

#[tokio::test]
async fn a_link_works_while_its_job_waits_and_two_weeks_after_it_has_ended() {
    let server = Server::start().await;
    let bearer = bearer(&make(&server, json!({"job_id": 8})).await);
    let server = at(server, "2025-03-03T12:00").await;
    open(&server, &bearer).await.assert_status(200);
    server.post("/jobs/8/complete", json!({})).await.assert_status(201);
    let server = at(server, "2025-03-17T11:59").await;
    open(&server, &bearer).await.assert_status(200);
    let server = at(server, "2025-03-17T12:00").await;
    assert_eq!(open(&server, &bearer).await.assert_status(410).code(), "link-expired");
}

#[tokio::test]
async fn a_link_that_staff_gave_a_number_of_days_ends_with_them() {
    let server = Server::start().await;
    let bearer = bearer(&make(&server, json!({"job_id": 9, "expires_in_days": 1})).await);
    let server = at(server, "2024-05-11T11:59").await;
    open(&server, &bearer).await.assert_status(200);
    let server = at(server, "2024-05-11T12:00").await;
    open(&server, &bearer).await.assert_status(410);
}

#[tokio::test]
async fn whoever_cancels_late_can_book_again_with_the_same_link() {
    let server = Server::start().await;
    let bearer = bearer(&make(&server, new_job()).await);
    let made = book(&server, &bearer, "2024-07-08", "10:00").await.assert_status(201).data();
    let server = at(server, "2024-06-20T12:00").await;
    server.call_as(&bearer, "DELETE", &format!("{JOBS}/{}", made["id"]), Value::Null).await.assert_status(200);
    let server = at(server, "2024-07-04T11:59").await;
    assert_eq!(open(&server, &bearer).await.assert_status(200).json()["job"], Value::Null);
    let server = at(server, "2024-07-04T12:00").await;
    open(&server, &bearer).await.assert_status(410);
}

#[tokio::test]
async fn the_databases_clock_decides_when_a_link_has_ended() {
    // The clock of this server is two hours behind the database's, and two hours before it.
    for (ahead, status) in [(7_200, 410), (-7_200, 200)] {
        let server = Server::with_database_ahead(&golden_world(), ahead).await;
        let link = make(&server, json!({"job_id": 8, "expires_in_days": 1})).await;
        let expires_at: jiff::Timestamp = link["expires_at"].as_str().unwrap().parse().unwrap();
        let made_at = expires_at.as_second() - 86_400;
        assert!((made_at - jiff::Timestamp::now().as_second() - ahead).abs() < 60, "it begins by the same clock");
        let bearer = bearer(&link);
        open(&server, &bearer).await.assert_status(200);
        // Ends a minute ago, or in an hour, for who goes by the database's clock; for the server's in two hours, or an hour ago.
        let seconds = if status == 410 { 86_400 + 60 } else { 86_400 - 3_600 };
        server.folder.look().execute(&format!("UPDATE links SET expires_at = expires_at - {seconds}"));
        assert_eq!(open(&server, &bearer).await.status, status);
        let alias = json!({"scheduled_datetime": "2024-05-13 14:00", "user_ids": [1]});
        let changed = server.call_as(&bearer, "PATCH", &format!("{JOBS}/8"), alias).await;
        assert_eq!(changed.status == 410, status == 410);
        let works = server.call_as(STAFF, "GET", LINKS, Value::Null).await.json()["data"][0]["works"].clone();
        assert_eq!(works, status == 200);
    }
}

#[tokio::test]
async fn staff_see_all_links_page_by_page_the_newest_first_and_never_a_handle() {
    let server = Server::start().await;
    let link = make(&server, new_job()).await;
    let bearer = bearer(&link);
    let of_job = make(&server, json!({"job_id": 9})).await;
    open(&server, &bearer).await.assert_status(200);
    let first = server.call_as(STAFF, "GET", "/v1/links?limit=2", Value::Null).await.assert_status(200);
    let text = String::from_utf8(first.bytes.clone()).unwrap();
    assert!(!text.contains(link["handle"].as_str().unwrap()) && !text.contains("handle") && !text.contains("salt"));
    let first = first.json();
    assert_eq!(first["paginator"], json!({"total_count": 4, "total_pages": 2, "current_page": 1, "limit": 2}));
    assert_eq!(first["data"][0]["id"], of_job["id"]);
    assert_eq!((&first["data"][0]["job_id"], &first["data"][0]["opened_at"]), (&json!(9), &Value::Null));
    let mut listed = first["data"][1].clone();
    assert!(listed["opened_at"].as_str().unwrap().ends_with('Z'), "{listed}");
    listed["opened_at"] = Value::Null;
    assert_eq!(
        listed,
        json!({
            "id": link["id"], "kind": "booking", "works": true, "whom": "Ada Novak",
            "job_type": "Installation", "assigned_type": "accounts", "assigned_id": 1,
            "job_type_id": 1, "job_id": null, "user_id": null, "scope": null,
            "rights": ["view", "hold", "book", "reschedule", "cancel"], "earliest_date": null, "latest_date": null,
            "windows": [], "max_changes": null, "changes": 0, "embed_origins": [], "locale": null, "sealed": false, "not_before": null,
            "created_at": "2024-05-10T17:00:00Z", "expires_at": "2024-05-24T17:00:00Z", "revoked_at": null, "opened_at": null,
            "title": null, "job_type_ids": null, "bookings": null,
        })
    );
    let rest = server.call_as(STAFF, "GET", "/v1/links?limit=2&page=2", Value::Null).await.assert_status(200).json();
    assert_eq!((&rest["data"][0]["kind"], &rest["data"][0]["user_id"]), (&json!("board"), &json!(1)));
    server.call_as(&bearer, "GET", LINKS, Value::Null).await.assert_status(404);
    let refused = server.call_as(STAFF, "GET", "/v1/links?limit=1001", Value::Null).await.assert_status(422);
    assert!(refused.json()["detail"].as_str().unwrap().contains("limit"));
}

#[tokio::test]
async fn a_link_that_is_revoked_ends_at_once_and_lets_its_times_go() {
    let server = Server::start().await;
    let link = make(&server, new_job()).await;
    let (bearer, path) = (bearer(&link), format!("{LINKS}/{}", link["id"]));
    let wanted =
        json!({"scheduled_datetime": "2024-05-13 14:00", "user_ids": [alias(&server, &bearer, "2024-05-13").await]});
    server.call_as(&bearer, "POST", "/v1/holds", wanted).await.assert_status(201);
    server.call_as(&bearer, "DELETE", &path, Value::Null).await.assert_status(404);
    server.call_as(STAFF, "DELETE", &path, Value::Null).await.assert_status(204);
    assert_eq!(open(&server, &bearer).await.assert_status(410).code(), "link-expired");
    let visit = job(json!({"scheduled_datetime": "2024-05-13 14:00", "user_ids": [1]}));
    server.post("/jobs", visit).await.assert_status(201);
    server.call_as(STAFF, "DELETE", &path, Value::Null).await.assert_status(204);
    for unknown in ["/v1/links/999", "/v1/links/0", "/v1/links/x"] {
        server.call_as(STAFF, "DELETE", unknown, Value::Null).await.assert_status(404);
    }
    let listed = server.call_as(STAFF, "GET", LINKS, Value::Null).await.json()["data"][0].clone();
    assert_eq!((&listed["works"], &listed["revoked_at"]), (&json!(false), &json!("2024-05-10T17:00:00Z")));
}

#[tokio::test]
async fn staff_make_links_of_the_board_that_act_for_a_user_and_can_be_revoked() {
    let server = Server::start().await;
    let link = make(&server, json!({"board": true, "user_id": 2})).await;
    assert_eq!(link["url"], format!("http://127.0.0.1:8787/board#s={}", link["handle"].as_str().unwrap()));
    assert_eq!((&link["expires_at"], &link["warnings"]), (&json!("2024-05-24T17:00:00Z"), &json!([])));
    let board = bearer(&link);
    server.call_as(&board, "GET", "/v1/clock", Value::Null).await.assert_status(200);
    let made = server.call_as(&board, "POST", JOBS, job(json!({}))).await.assert_status(201).data();
    assert_eq!(made["created_by_user_id"], 2);
    for (wanted, field) in [
        (json!({"board": true, "user_id": 99}), "user_id"),
        (json!({"board": true, "job_id": 8}), "job_id"),
        (json!({"board": true, "job_type_id": 1, "assigned_id": 1}), "assigned_id"),
        (json!({"board": true, "expires_in_days": 91}), "expires_in_days"),
        (json!({"board": "perhaps"}), "board"),
        (json!({"job_id": 8, "user_id": 1}), "user_id"),
    ] {
        let refused = server.call_as(STAFF, "POST", LINKS, wanted.clone()).await.assert_status(422).json();
        let pointers: Vec<_> =
            refused["errors"].as_array().unwrap().iter().map(|error| error["pointer"].clone()).collect();
        assert!(pointers.contains(&json!(format!("#/{field}"))), "{wanted}: {refused}");
    }
    server.call_as(STAFF, "DELETE", &format!("{LINKS}/{}", link["id"]), Value::Null).await.assert_status(204);
    server.call_as(&board, "GET", "/v1/clock", Value::Null).await.assert_status(410);
}

#[tokio::test]
async fn whoever_makes_a_second_link_for_the_same_is_told_of_the_first_and_of_open_jobs() {
    let mut world = golden_world();
    world["jobs"] = json!([]);
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    // The link of the start is for account 1 and type 1 too.
    let elsewhere = json!({"assigned_type": "network_sites", "assigned_id": 1, "job_type_id": 1});
    let first = make(&server, elsewhere.clone()).await;
    assert_eq!(first["warnings"], json!([]));
    let second = make(&server, elsewhere.clone()).await;
    let told = second["warnings"][0].as_str().unwrap();
    assert!(told.starts_with(&format!("Link {} works too", first["id"])), "{told}");
    for link in [&first, &second] {
        server.call_as(STAFF, "DELETE", &format!("{LINKS}/{}", link["id"]), Value::Null).await.assert_status(204);
    }
    let made = server.post("/jobs", elsewhere.clone()).await.assert_status(201);
    assert!(!made.headers.contains_key("x-warning"));
    let (third, id) = (make(&server, elsewhere.clone()).await, made.data()["id"].clone());
    assert_eq!(third["warnings"].as_array().unwrap().len(), 1);
    assert!(third["warnings"][0].as_str().unwrap().starts_with(&format!("Job {id} of the same type")));

    let another = server.post("/jobs", elsewhere).await.assert_status(201);
    assert!(another.header("x-warning").starts_with(&format!("Job {id} of the same type")), "{:?}", another.headers);
    let read = server.get(&format!("/jobs/{id}")).await.assert_status(200);
    assert!(read.header("x-warning").starts_with(&format!("Job {} ", another.data()["id"])), "{:?}", read.headers);
    server.post(&format!("/jobs/{id}/complete"), json!({})).await.assert_status(201);
    let alone = server.get(&format!("/jobs/{}", another.data()["id"])).await.assert_status(200);
    assert!(!alone.headers.contains_key("x-warning"));
}

#[tokio::test]
async fn two_links_for_the_same_book_once_where_the_policy_refuses_a_second_job() {
    let mut world = golden_world();
    world["jobs"] = json!([]);
    for (policy, second_status) in [("refuse", 422), ("allow", 201)] {
        let flags = ["--clock", "2024-05-10T12:00", "--second-job", policy];
        let server = Server::start_with_flags(Folder::new(), &world, &flags).await;
        let [one, two] = [make(&server, new_job()).await, make(&server, new_job()).await].map(|link| bearer(&link));
        let (first, second) =
            tokio::join!(book(&server, &one, "2024-05-13", "10:00"), book(&server, &two, "2024-05-13", "14:00"));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, second_status]);
        let refused = [first, second].into_iter().find(|answer| answer.status == 422);
        assert!(refused.is_none_or(|refused| refused.code() == "second-job"));
        // Staff know why.
        server.post("/jobs", new_job()).await.assert_status(201);
    }
}

#[tokio::test]
async fn what_is_done_with_a_link_is_in_the_history() {
    let server = Server::start().await;
    let link = make(&server, new_job()).await;
    let bearer = bearer(&link);
    for _ in 0..3 {
        open(&server, &bearer).await.assert_status(200);
    }
    let made = book(&server, &bearer, "2024-05-13", "14:00").await.assert_status(201).data();
    let path = format!("{JOBS}/{}", made["id"]);
    server.call_as(&bearer, "PATCH", &path, json!({"notes": "Ring twice."})).await.assert_status(201);
    let wish = json!({"date": "2024-05-14", "start_time": "09:00", "end_time": "12:00"});
    let wishes = format!("{path}/desired_job_datetimes");
    let wish = server.call_as(&bearer, "POST", &wishes, wish).await.assert_status(201).data();
    let wish = format!("{wishes}/{}", wish["id"]);
    server.call_as(&bearer, "PATCH", &wish, json!({"end_time": "11:00"})).await.assert_status(200);
    server.call_as(&bearer, "DELETE", &wish, Value::Null).await.assert_status(200);
    server.call_as(&bearer, "DELETE", &path, Value::Null).await.assert_status(200);
    server.call_as(STAFF, "DELETE", &format!("{LINKS}/{}", link["id"]), Value::Null).await.assert_status(204);

    let look = server.folder.look();
    let id = &link["id"];
    for operation in ["create", "change", "add_wish", "change_wish", "remove_wish", "delete"] {
        let noted = format!("SELECT count(*) FROM job_history WHERE actor = 'link {id}' AND operation = '{operation}'");
        assert_eq!(look.count(&noted), 1, "{operation}");
    }
    for (actor, operation) in [("user 1", "create"), (&format!("link {id}"), "open"), ("user 1", "revoke")] {
        let noted = format!(
            "SELECT count(*) FROM link_history WHERE link_id = {id} AND actor = '{actor}' AND operation = '{operation}'"
        );
        assert_eq!(look.count(&noted), 1, "{operation}, once");
    }
}
