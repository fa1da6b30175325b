//! What links allow: each scope of staff at each address, and what a customer's link may be held to.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use slotwright_server::contract;

use crate::support::{Answer, Folder, STAFF, Server, golden_world, job};

const JOBS: &str = "/api/v1/scheduling/jobs";
const RENEW: &str = "SLOTWRIGHT_RENEW_GOLDEN";
const SCOPES: [&str; 4] = ["view", "schedule", "override", "admin"];

async fn bearer(server: &Server, wanted: Value) -> String {
    let link = server.call_as(STAFF, "POST", "/v1/links", wanted).await.assert_status(201).json();
    format!("Bearer {}", link["handle"].as_str().unwrap())
}

/// Every operation of our own paths, with numbers that nothing has.
fn operations() -> Vec<(String, String, String)> {
    let document: Value = serde_json::from_str(contract::text()).unwrap();
    let mut all = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        let place = path
            .replace("{start_date}", "2024-05-13")
            .replace("{end_date}", "2024-05-13")
            .replace("{entity}", "account");
        let asked: Vec<&str> =
            place.split('/').map(|part| if part.starts_with('{') { "999999" } else { part }).collect();
        for method in operations.as_object().unwrap().keys() {
            all.push((method.to_uppercase(), path.clone(), asked.join("/")));
        }
    }
    assert!(100 < all.len(), "{}", all.len());
    all
}

#[tokio::test]
async fn each_scope_reaches_what_the_golden_table_says_and_is_told_what_it_lacks_elsewhere() {
    let server = Server::start().await;
    let mut bearers = Vec::new();
    for scope in SCOPES {
        bearers.push(bearer(&server, json!({"board": true, "scope": scope})).await);
    }
    let mut found = BTreeMap::new();
    for (method, path, asked) in operations() {
        let mut narrowest = None;
        for (scope, bearer) in SCOPES.into_iter().zip(&bearers) {
            let body = if method == "GET" { Value::Null } else { json!({}) };
            let answer = server.call_as(bearer, &method, &asked, body).await;
            match answer.code() {
                "scope-missing" => {
                    assert_eq!(narrowest, None, "{method} {path}: a wider scope lacks what a narrower has");
                    assert_eq!(answer.status, 403);
                    let needed = answer
                        .header("www-authenticate")
                        .split("scope=\"")
                        .nth(1)
                        .unwrap()
                        .trim_end_matches('"')
                        .to_owned();
                    let text = String::from_utf8(answer.bytes).unwrap();
                    assert!(text.contains(&format!("`{needed}`")) && text.contains(&format!("`{scope}`")), "{text}");
                }
                // What belongs to a customer's link alone is none of staff's.
                "link-invalid" => narrowest = Some("customers"),
                _ => narrowest = narrowest.or(Some(scope)),
            }
        }
        // Nobody has to show anything there.
        if server.call_as("", &method, &asked, Value::Null).await.status < 400 {
            narrowest = Some("anybody");
        }
        found.insert(format!("{method} {path}"), narrowest.unwrap_or("nobody"));
    }
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api/golden/scopes.json");
    let text = serde_json::to_string_pretty(&found).unwrap() + "\n";
    if std::env::var_os(RENEW).is_some() {
        std::fs::write(&golden, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&golden).unwrap(), text, "{RENEW}=1 writes it anew; look at the difference");
}

#[tokio::test]
async fn nobody_makes_a_link_that_goes_further_than_their_own() {
    let server = Server::start().await;
    for (own, wanted, status) in [
        ("schedule", "schedule", 201),
        ("schedule", "view", 201),
        ("schedule", "override", 403),
        ("override", "admin", 403),
        ("view", "view", 403),
    ] {
        let own_bearer = bearer(&server, json!({"board": true, "scope": own})).await;
        let made = server.call_as(&own_bearer, "POST", "/v1/links", json!({"board": true, "scope": wanted})).await;
        assert_eq!(made.status, status, "{own} makes {wanted}");
    }
    let made = server.call_as(STAFF, "POST", "/v1/links", json!({"board": true})).await.assert_status(201).json();
    let links = server.call_as(STAFF, "GET", "/v1/links?limit=1", Value::Null).await.data();
    assert_eq!((&links[0]["id"], &links[0]["scope"]), (&made["id"], &json!("schedule")), "unless asked otherwise");
    let refused = server.call_as(STAFF, "POST", "/v1/links", json!({"board": true, "scope": "root"})).await;
    assert_eq!(refused.assert_status(422).json()["errors"][0]["pointer"], "#/scope");
}

#[tokio::test]
async fn links_of_the_board_from_before_there_were_scopes_do_all_that_they_did() {
    let server = Server::start().await;
    let board = bearer(&server, json!({"board": true, "scope": "view"})).await;
    let rules = server.call_as(&board, "GET", "/v1/rules", Value::Null).await.assert_status(200).json();
    server.call_as(&board, "PUT", "/v1/rules", rules.clone()).await.assert_status(403);
    // As the migration leaves them: with the column's default.
    server.folder.look().execute("UPDATE links SET scope = 'admin' WHERE kind = 'staff'");
    server.call_as(&board, "PUT", "/v1/rules", rules).await.assert_status(200);
}

/// What each operation of a customer's answers, with a link that has one right, or all but one.
#[tokio::test]
async fn a_right_that_a_link_lacks_is_an_operation_that_is_not_there() {
    let operations = |job_id: u64| -> Vec<(&str, String, Value, Vec<&'static str>)> {
        let time = if job_id == 9 { "reschedule" } else { "book" };
        vec![
            ("GET", "/v1/booking".to_owned(), Value::Null, vec!["view"]),
            ("GET", format!("{JOBS}/{job_id}"), Value::Null, vec!["view"]),
            ("GET", format!("{JOBS}/{job_id}/desired_job_datetimes"), Value::Null, vec!["view"]),
            ("PATCH", format!("{JOBS}/{job_id}"), json!({"notes": "Ring twice."}), vec![time]),
            (
                "POST",
                format!("{JOBS}/{job_id}/desired_job_datetimes"),
                json!({"date": "2024-05-14", "start_time": "09:00", "end_time": "12:00"}),
                vec![time],
            ),
            (
                "POST",
                "/v1/holds".to_owned(),
                json!({"scheduled_datetime": "2024-05-13 13:00", "user_ids": [1]}),
                vec!["hold"],
            ),
            ("POST", format!("{JOBS}/{job_id}/queue"), Value::Null, vec!["cancel"]),
        ]
    };
    const RIGHTS: [&str; 5] = ["view", "hold", "book", "reschedule", "cancel"];
    for job_id in [8, 9] {
        let all_but = RIGHTS.map(|right| RIGHTS.into_iter().filter(|other| *other != right).collect::<Vec<_>>());
        for rights in RIGHTS.map(|right| vec![right]).into_iter().chain(all_but) {
            let with_link = async || {
                let server = Server::start().await;
                let bearer = bearer(&server, json!({"job_id": job_id, "rights": rights})).await;
                (server, bearer)
            };
            // What is refused or only reads leaves nothing.
            let shared = with_link().await;
            for (method, path, body, needed) in operations(job_id) {
                let has_right = needed.iter().all(|right| rights.contains(right));
                let own = if has_right && method != "GET" { Some(with_link().await) } else { None };
                let (server, bearer) = own.as_ref().unwrap_or(&shared);
                let answer = server.call_as(bearer, method, &path, body).await;
                if has_right {
                    assert_ne!((answer.status, answer.code()), (404, "not-found"), "{rights:?}: {method} {path}");
                } else {
                    assert_eq!((answer.status, answer.code()), (404, "not-found"), "{rights:?}: {method} {path}");
                    assert!(String::from_utf8(answer.bytes).unwrap().contains("No item with that ID found."));
                }
            }
        }
    }
}

/// A link for a new job at account 1, and under which number user 1 is known to its holder.
struct Customer {
    server: Server,
    bearer: String,
}

impl Customer {
    async fn with(limits: Value) -> Self {
        let server = Server::start().await;
        let mut wanted = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1});
        wanted.as_object_mut().unwrap().extend(limits.as_object().unwrap().clone());
        let bearer = bearer(&server, wanted).await;
        Self { server, bearer }
    }

    async fn call(&self, method: &str, path: &str, body: Value) -> Answer {
        self.server.call_as(&self.bearer, method, path, body).await
    }

    async fn found(&self) -> Value {
        let path = format!(
            "{JOBS}/find_any_available_space?start_date=2024-05-10&end_date=2024-07-01&length_in_minutes=90&job_type_id=1\
             &entityType=account&entityId=1"
        );
        self.call("GET", &path, Value::Null).await.assert_status(200).data()
    }

    async fn alias(&self) -> u64 {
        let found = self.found().await;
        found.as_object().unwrap().values().next().unwrap().as_object().unwrap().keys().next().unwrap().parse().unwrap()
    }

    async fn book(&self, start: &str) -> Answer {
        let alias = self.alias().await;
        self.call("POST", JOBS, job(json!({"scheduled_datetime": start, "user_ids": [alias]}))).await
    }
}

#[tokio::test]
async fn the_days_of_a_link_bound_what_is_offered_held_booked_and_wished() {
    let customer = Customer::with(json!({"earliest_date": "2024-05-20", "latest_date": "2024-05-27"})).await;
    let found = customer.found().await;
    assert_eq!(found.as_object().unwrap().keys().collect::<Vec<_>>(), ["2024-05-20", "2024-05-27"]);
    let alias = customer.alias().await;
    for (start, status) in [("2024-05-13 10:00", 422), ("2024-06-10 10:00", 422), ("2024-05-20 10:00", 201)] {
        let held = customer.call("POST", "/v1/holds", json!({"scheduled_datetime": start, "user_ids": [alias]})).await;
        assert_eq!(held.status, status, "{start}");
        if status == 422 {
            assert_eq!(held.code(), "not-in-days");
            let sentence = held.json()["detail"].as_str().unwrap().to_owned();
            assert_eq!(sentence, "Please choose a day from 2024-05-20 to 2024-05-27: this link is for no other.");
        }
        let booked = customer.book(start).await;
        assert_eq!(booked.status, status, "{start}");
        assert!(status == 201 || booked.code() == "not-in-days");
    }
    let moved = json!({"scheduled_datetime": "2024-05-13 10:00", "user_ids": [alias]});
    let job_id = customer.call("GET", "/v1/booking", Value::Null).await.json()["job"]["id"].clone();
    assert_eq!(
        customer.call("PATCH", &format!("{JOBS}/{job_id}"), moved).await.assert_status(422).code(),
        "not-in-days"
    );
    let wish = |date: &str| json!({"date": date, "start_time": "09:00", "end_time": "12:00"});
    let wishes = format!("{JOBS}/{job_id}/desired_job_datetimes");
    assert_eq!(customer.call("POST", &wishes, wish("2024-05-28")).await.assert_status(422).code(), "not-in-days");
    assert_eq!(customer.call("POST", &wishes, wish("2024-05-27")).await.code(), "");
}

#[tokio::test]
async fn the_windows_of_a_link_bound_what_is_offered_held_booked_moved_and_wished() {
    // The first two touch, and so are one; the fourth is outside the days, and the last is over.
    let window = |date: &str, start_time: &str, end_time: &str| json!({"date": date, "start_time": start_time, "end_time": end_time});
    let windows = json!([
        window("2024-05-20", "09:10:00", "10:00:00"),
        window("2024-05-20", "10:00:00", "11:00:00"),
        window("2024-05-27", "13:10:00", "14:40:00"),
        window("2024-06-10", "08:00:00", "23:59:00"),
        window("2024-05-06", "08:00:00", "12:00:00"),
    ]);
    let customer = Customer::with(json!({"windows": windows, "latest_date": "2024-06-07"})).await;
    let listed = customer.server.call_as(STAFF, "GET", "/v1/links?limit=1", Value::Null).await.data();
    assert_eq!(listed[0]["windows"], windows);
    assert_eq!(customer.call("GET", "/v1/booking", Value::Null).await.json()["windows"], windows);
    let found = customer.found().await;
    let blocks = |day: &str| found[day].as_object().unwrap().values().next().unwrap().clone();
    assert_eq!(found.as_object().unwrap().len(), 2, "{found}");
    assert_eq!(blocks("2024-05-20"), json!([{"start": "09:10:00", "end": "11:00:00"}]));
    assert_eq!(blocks("2024-05-27"), json!([{"start": "13:10:00", "end": "14:40:00"}]));
    let alias = customer.alias().await;
    for (start, code) in [
        ("2024-05-13 10:00", "not-in-windows"),
        ("2024-05-20 09:00", "not-in-windows"),
        ("2024-05-20 09:45", "not-in-windows"),
        ("2024-06-10 10:00", "not-in-days"),
        // Within, and between the starts that are offered.
        ("2024-05-20 09:22", "not-on-grid"),
        ("2024-05-20 09:15", ""),
    ] {
        let held = customer.call("POST", "/v1/holds", json!({"scheduled_datetime": start, "user_ids": [alias]})).await;
        assert_eq!((held.status, held.code()), (if code.is_empty() { 201 } else { 422 }, code), "{start}");
        if start == "2024-05-20 09:45" {
            let sentence = held.json()["detail"].as_str().unwrap().to_owned();
            assert!(sentence.contains("2024-05-27 13:10 to 14:40"), "{sentence}");
            assert!(sentence.ends_with("2024-05-20 09:45:00 to 2024-05-20 11:15:00 lies in none."), "{sentence}");
        }
        assert_eq!(customer.book(start).await.code(), code, "{start}");
    }
    let job_id = customer.call("GET", "/v1/booking", Value::Null).await.json()["job"]["id"].clone();
    let path = format!("{JOBS}/{job_id}");
    let moved = |start: &str| json!({"scheduled_datetime": start, "user_ids": [alias]});
    let refused = customer.call("PATCH", &path, moved("2024-05-27 13:15")).await.assert_status(422);
    assert_eq!(refused.code(), "not-in-windows");
    // The only start that the window leaves, between the quarters.
    customer.call("PATCH", &path, moved("2024-05-27 13:10")).await.assert_status(201);
    let wishes = format!("{path}/desired_job_datetimes");
    let wish = |start: &str, end: &str| window("2024-05-20", start, end);
    assert_eq!(
        customer.call("POST", &wishes, wish("09:00", "11:00")).await.assert_status(422).code(),
        "not-in-windows"
    );
    assert_eq!(customer.call("POST", &wishes, wish("09:10", "11:00")).await.code(), "");
}

#[tokio::test]
async fn a_link_books_and_moves_as_often_as_it_may_and_shows_and_cancels_afterwards() {
    let customer = Customer::with(json!({"max_changes": 2})).await;
    // What is refused is not counted.
    customer.book("2024-05-13 03:00").await.assert_status(422);
    let booked = customer.book("2024-05-13 10:00").await.assert_status(201).data();
    let path = format!("{JOBS}/{}", booked["id"]);
    let moved = |start: &str| json!({"scheduled_datetime": start, "user_ids": booked["user_ids"]});
    customer.call("PATCH", &path, moved("2024-05-13 14:00")).await.assert_status(201);
    // What changes no time is not counted either.
    customer.call("PATCH", &path, json!({"notes": "Ring twice."})).await.assert_status(201);
    let used = customer.call("PATCH", &path, moved("2024-05-20 10:00")).await.assert_status(410);
    assert_eq!(used.code(), "link-used");
    let booking = customer.call("GET", "/v1/booking", Value::Null).await.assert_status(200).json();
    assert_eq!(booking["job"]["scheduled_datetime"], "2024-05-13 14:00:00");
    customer.call("DELETE", &path, Value::Null).await.assert_status(200);
    assert_eq!(customer.book("2024-05-20 10:00").await.assert_status(410).code(), "link-used", "nor is it booked anew");
    let links = customer.server.call_as(STAFF, "GET", "/v1/links?limit=1", Value::Null).await.data();
    assert_eq!((&links[0]["changes"], &links[0]["max_changes"]), (&json!(2), &json!(2)));
}

#[tokio::test]
async fn two_confirmations_at_once_use_a_link_for_one_change_once() {
    let customer = Customer::with(json!({"max_changes": 1})).await;
    let (first, second) = tokio::join!(customer.book("2024-05-13 10:00"), customer.book("2024-05-20 10:00"));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    // The other is told that there is a booking.
    assert_eq!(statuses, [201, 422]);
    let links = customer.server.call_as(STAFF, "GET", "/v1/links?limit=1", Value::Null).await.data();
    assert_eq!(links[0]["changes"], 1);
}

#[tokio::test]
async fn a_link_opens_nothing_before_its_first_moment() {
    let customer = Customer::with(json!({"not_before": "2024-05-10T17:00:01Z"})).await;
    assert_eq!(customer.call("GET", "/v1/booking", Value::Null).await.assert_status(401).code(), "link-invalid");
    let links = customer.server.call_as(STAFF, "GET", "/v1/links?limit=1", Value::Null).await.data();
    assert_eq!((&links[0]["works"], &links[0]["not_before"]), (&json!(false), &json!("2024-05-10T17:00:01Z")));
    Customer::with(json!({"not_before": "2024-05-10T17:00:00Z"}))
        .await
        .call("GET", "/v1/booking", Value::Null)
        .await
        .assert_status(200);
}

#[tokio::test]
async fn a_link_that_names_pages_is_used_on_no_other() {
    let more = ["--clock", "2024-05-10T12:00", "--allowed-origins", "https://shop.example,https://crm.example"];
    let server = Server::start_with_flags(Folder::new(), &golden_world(), &more).await;
    let bearer = bearer(&server, json!({"job_id": 9, "embed_origins": ["https://shop.example"]})).await;
    for (origin, status) in [
        ("https://shop.example", 200),
        ("https://crm.example", 403),
        ("https://shop.example.evil.test", 403),
        ("null", 403),
        ("", 200),
    ] {
        let request = axum::http::Request::builder().uri("/v1/booking").header("authorization", &bearer);
        let request = if origin.is_empty() { request } else { request.header("origin", origin) };
        let answer = server.send(request.body(axum::body::Body::empty()).unwrap()).await;
        assert_eq!(answer.status, status, "{origin}");
        assert!(status == 200 || answer.code() == "origin-not-allowed");
    }
}

#[tokio::test]
async fn what_a_link_is_not_to_have_is_refused_with_its_name() {
    let server = Server::start().await;
    for (wanted, field, part) in [
        (json!({"job_id": 9, "rights": ["view", "rule"]}), "rights", "rights"),
        (
            json!({"job_id": 9, "earliest_date": "2024-05-14", "latest_date": "2024-05-13"}),
            "latest_date",
            "or a later one",
        ),
        (json!({"job_id": 9, "earliest_date": "13.5.2024"}), "earliest_date", "date"),
        (json!({"job_id": 9, "windows": []}), "windows", "one at least"),
        (json!({"job_id": 9, "windows": "noon"}), "windows", "date, start_time and end_time"),
        (
            json!({"job_id": 9, "windows": [{"date": "2024-05-13", "start_time": "10:00", "end_time": "10:00"}]}),
            "windows",
            "Window 1 of the windows: the end time, 10:00, is not after the start time, 10:00",
        ),
        (json!({"job_id": 9, "windows": vec![0; 21]}), "windows", "up to 20 windows; 21 were sent"),
        (json!({"board": true, "windows": [0]}), "windows", "prohibited"),
        (json!({"job_id": 9, "max_changes": 1001}), "max_changes", "1000"),
        (json!({"job_id": 9, "embed_origins": ["https://shop.example/"]}), "embed_origins", "https://shop.example/"),
        (json!({"job_id": 9, "locale": "de CH"}), "locale", "`de CH`"),
        (json!({"job_id": 9, "not_before": "soon"}), "not_before", "`soon`"),
        (json!({"job_id": 9, "scope": "view"}), "scope", "prohibited"),
        (json!({"board": true, "rights": ["view"]}), "rights", "prohibited"),
        (json!({"board": true, "max_changes": 3}), "max_changes", "prohibited"),
        (json!({"job_id": 9, "sealed": true}), "sealed", "LINK_KEYS"),
    ] {
        let refused = server.call_as(STAFF, "POST", "/v1/links", wanted.clone()).await.assert_status(422).json();
        assert_eq!(refused["errors"][0]["pointer"], format!("#/{field}"), "{wanted}");
        let detail = refused["errors"][0]["detail"].as_str().unwrap();
        assert!(detail.contains(part), "{wanted}: {detail}");
    }
}
