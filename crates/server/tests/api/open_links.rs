//! Links that anybody may open: how they are made, and what those may do who come by them.

use axum::http::Request;
use serde_json::{Value, json};
use slotwright_server::Peer;

use crate::support::{Answer, Folder, STAFF, Server, golden_world};

const LINKS: &str = "/v1/links";
const JOBS: &str = "/api/v1/scheduling/jobs";

fn bearer(answer: &Value) -> String {
    format!("Bearer {}", answer["handle"].as_str().unwrap())
}

/// An open link for both types, as its holder sends it.
async fn open_link(server: &Server) -> (Value, String) {
    let wanted = json!({"open": true, "job_type_ids": [1, 2], "title": "On our page"});
    let link = server.call_as(STAFF, "POST", LINKS, wanted).await.assert_status(201).json();
    let bearer = bearer(&link);
    (link, bearer)
}

/// Asks from an address, as a browser there would.
async fn ask(server: &Server, from: &str, bearer: &str, (method, path): (&str, &str), body: Value) -> Answer {
    let request = Request::builder().method(method).uri(path).header("authorization", bearer);
    let request = request.header("content-type", "application/json").body(body.to_string().into());
    let mut request = request.unwrap();
    request.extensions_mut().insert(Peer(from.parse().unwrap()));
    server.send(request).await
}

async fn start_from(server: &Server, from: &str, open: &str, job_type_id: u64) -> Answer {
    ask(server, from, open, ("POST", "/v1/open/start"), json!({"job_type_id": job_type_id})).await
}

/// A newcomer's own link.
async fn newcomer(server: &Server, from: &str, open: &str) -> String {
    bearer(&start_from(server, from, open, 1).await.assert_status(201).json())
}

async fn booking(server: &Server, bearer: &str) -> Value {
    server.call_as(bearer, "GET", "/v1/booking", Value::Null).await.assert_status(200).json()
}

/// The number under which the holder of a link knows user 1.
async fn alias(server: &Server, bearer: &str, place: &Value, day: &str) -> u64 {
    let path = format!(
        "{JOBS}/find_any_available_space?start_date={day}&end_date={day}&length_in_minutes=90&job_type_id=1\
         &entityType=account&entityId={}",
        place["assigned_id"]
    );
    let found = server.call_as(bearer, "GET", &path, Value::Null).await.assert_status(200).data();
    found[day].as_object().unwrap().keys().next().unwrap().parse().unwrap()
}

fn contact(email: &str) -> Value {
    json!({"contact.name": "Grace Example", "contact.email": email, "contact.street": "1 Main St", "contact.city": "Peoria"})
}

async fn visit(server: &Server, bearer: &str, day: &str, time: &str, fields: Value) -> Value {
    let place = booking(server, bearer).await["place"].clone();
    let alias = alias(server, bearer, &place, day).await;
    json!({
        "job_type_id": 1, "assigned_type": "accounts", "assigned_id": place["assigned_id"],
        "scheduled_datetime": format!("{day} {time}"), "user_ids": [alias], "fields": fields,
    })
}

async fn book(server: &Server, bearer: &str, day: &str, time: &str, fields: Value) -> Answer {
    let visit = visit(server, bearer, day, time, fields).await;
    server.call_as(bearer, "POST", JOBS, visit).await
}

async fn hold(server: &Server, from: &str, bearer: &str, day: &str, time: &str) -> Answer {
    let place = booking(server, bearer).await["place"].clone();
    let alias = alias(server, bearer, &place, day).await;
    let wanted = json!({"scheduled_datetime": format!("{day} {time}"), "user_ids": [alias]});
    ask(server, from, bearer, ("POST", "/v1/holds"), wanted).await
}

/// A link of staff's for account 1, whose e-mail address a newcomer may know.
async fn accounts(server: &Server) -> u64 {
    server.call_as(STAFF, "GET", "/api/v1/accounts?limit=1000", Value::Null).await.data().as_array().unwrap().len()
        as u64
}

#[tokio::test]
async fn whoever_opens_an_open_link_books_and_gets_a_link_of_their_own() {
    let server = Server::start().await;
    let (link, open) = open_link(&server).await;
    let told = server.call_as(&open, "GET", "/v1/open", Value::Null).await.assert_status(200).json();
    assert_eq!(
        told,
        json!({"job_types": [
            {"id": 1, "name": "Installation", "length_in_minutes": 90},
            {"id": 2, "name": "Service call", "length_in_minutes": 120},
        ]})
    );
    assert_eq!(server.call_as(&open, "GET", "/v1/booking", Value::Null).await.assert_status(401).code(), "link-open");
    let own = newcomer(&server, "198.51.100.7", &open).await;
    let before = booking(&server, &own).await;
    assert_eq!((&before["place"]["name"], &before["place"]["address"]), (&json!(""), &Value::Null));
    let keys: Vec<_> =
        before["fields"].as_array().unwrap().iter().map(|field| field["key"].as_str().unwrap()).collect();
    assert_eq!(
        keys,
        ["contact.name", "contact.email", "contact.telephone", "contact.street", "contact.city", "contact.postal_code"]
    );
    assert_eq!(before["fields"][1]["autocomplete"], "email");
    let job = book(&server, &own, "2024-05-13", "10:00", contact("grace@example.com")).await.assert_status(201).data();
    let after = booking(&server, &own).await;
    assert_eq!(after["job"]["id"], job["id"]);
    assert_eq!(after["place"]["name"], "Grace Example");
    assert_eq!(after["place"]["address"], "1 Main St, Peoria");
    assert_eq!(after["place"]["assigned_id"], before["place"]["assigned_id"], "whose account it is nobody is told");
    // Staff see the account, and who it is.
    let job = server.get(&format!("/jobs/{}", job["id"])).await.data();
    assert_ne!(job["assigned_id"], before["place"]["assigned_id"]);
    let fields = server.call_as(STAFF, "GET", &format!("/v1/jobs/{}/fields", job["id"]), Value::Null).await.json();
    assert_eq!(fields["fields"]["contact.email"], "grace@example.com");
    let listed = server.call_as(STAFF, "GET", LINKS, Value::Null).await.data();
    let listed = listed.as_array().unwrap().iter().find(|listed| listed["id"] == link["id"]).unwrap().clone();
    assert_eq!(
        (&listed["kind"], &listed["title"], &listed["bookings"]),
        (&json!("open"), &json!("On our page"), &json!(1))
    );
    // Changed and cancelled like any other.
    let path = format!("{JOBS}/{}", job["id"]);
    let alias = alias(&server, &own, &before["place"], "2024-05-13").await;
    let moved = json!({"scheduled_datetime": "2024-05-13 14:00", "user_ids": [alias]});
    server.call_as(&own, "PATCH", &path, moved).await.assert_status(201);
    server.call_as(&own, "DELETE", &path, Value::Null).await.assert_status(200);
    let cancelled = booking(&server, &own).await;
    assert_eq!((&cancelled["place"]["name"], &cancelled["job"]), (&json!(""), &Value::Null));
    book(&server, &own, "2024-05-13", "15:00", contact("grace@example.com")).await.assert_status(201);
}

#[tokio::test]
async fn an_account_is_found_again_by_its_email_address_or_telephone_number_and_nobody_is_told() {
    let mut world = golden_world();
    world["entities"]["account:1"]["email"] = json!("Ada@example.com");
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    let (_, open) = open_link(&server).await;
    let mut seen = Vec::new();
    let mut places = Vec::new();
    let by_telephone = json!({"contact.name": "G", "contact.telephone": "001 (309) 555-0101", "contact.street": "2", "contact.city": "P"});
    let both = json!({"contact.name": "Grace", "contact.email": "grace@example.com", "contact.telephone": "+1 309 555 0101",
        "contact.street": "1 Main St", "contact.city": "Peoria"});
    for (time, fields) in [
        ("09:45", both),
        ("13:00", contact(" GRACE@Example.com")),
        ("15:00", by_telephone),
        ("08:00", contact("ada@example.com")),
    ] {
        let own = newcomer(&server, "198.51.100.7", &open).await;
        let mut job = book(&server, &own, "2024-05-20", time, fields).await.assert_status(201).data();
        let staffs = server.get(&format!("/jobs/{}", job["id"])).await.data();
        places.push(staffs["assigned_id"].clone());
        for name in ["id", "scheduled_datetime", "user_ids"] {
            job[name] = Value::Null;
        }
        seen.push(job);
    }
    assert_eq!((&places[0], &places[0]), (&places[1], &places[2]));
    assert_eq!(places[3], 1, "the world's own account");
    let seen_of_ada = seen.pop().unwrap();
    assert!(!seen_of_ada.to_string().contains("Novak"), "{seen_of_ada}");
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{seen:#?}");
    assert_eq!(accounts(&server).await, 3, "the world's, the open link's own, and one");
}

#[tokio::test]
async fn a_newcomer_who_does_not_say_who_they_are_is_told_at_which_field() {
    let server = Server::start().await;
    let (_, open) = open_link(&server).await;
    let own = newcomer(&server, "198.51.100.7", &open).await;
    let before = server.all_jobs().await;
    for (fields, pointer) in [
        (json!({}), "#/fields/contact.name"),
        (json!({"contact.name": "G", "contact.street": "1", "contact.city": "P"}), "#/fields/contact.email"),
        (contact("grace@example"), "#/fields/contact.email"),
        (contact("grace@example.com, bob@example.com"), "#/fields/contact.email"),
    ] {
        let refused = book(&server, &own, "2024-05-20", "10:00", fields.clone()).await.assert_status(422).json();
        assert!(refused.to_string().contains(&pointer[9..]), "{fields}: {refused}");
    }
    // Wishes alone come from somebody as well.
    let place = booking(&server, &own).await["place"].clone();
    let queued = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": place["assigned_id"]});
    server.call_as(&own, "POST", JOBS, queued).await.assert_status(422);
    assert_eq!(server.all_jobs().await, before);
}

#[tokio::test]
async fn a_newcomer_sees_and_changes_nothing_of_another() {
    let server = Server::start().await;
    let (_, open) = open_link(&server).await;
    let (one, other) = (newcomer(&server, "198.51.100.7", &open).await, newcomer(&server, "198.51.100.7", &open).await);
    let job = book(&server, &one, "2024-05-20", "10:00", contact("grace@example.com")).await.assert_status(201).data();
    let path = format!("{JOBS}/{}", job["id"]);
    for bearer in [&other, &open] {
        let status = if bearer == &open { 401 } else { 404 };
        server.call_as(bearer, "GET", &path, Value::Null).await.assert_status(status);
        server.call_as(bearer, "DELETE", &path, Value::Null).await.assert_status(status);
        server.call_as(bearer, "PATCH", &path, json!({"notes": "x"})).await.assert_status(status);
    }
    // Nor by the same e-mail address.
    let job =
        book(&server, &other, "2024-05-20", "14:00", contact("grace@example.com")).await.assert_status(201).data();
    let seen = booking(&server, &other).await;
    assert_eq!(seen["job"]["id"], job["id"]);
    assert!(!seen.to_string().contains("10:00:00"), "{seen}");
    // Staff's own paths are none for them.
    for path in [LINKS, "/v1/board", "/api/v1/accounts"] {
        server.call_as(&other, "GET", path, Value::Null).await.assert_status(404);
        server.call_as(&open, "GET", path, Value::Null).await.assert_status(401);
    }
}

#[tokio::test]
async fn what_a_newcomer_sends_beyond_what_is_asked_changes_nothing() {
    let server = Server::start().await;
    let (_, open) = open_link(&server).await;
    for wrong in [json!({"job_type_id": 9}), json!({"job_type_id": "x"}), json!({}), json!({"job_type_id": [1, 2]})] {
        let refused = ask(&server, "198.51.100.7", &open, ("POST", "/v1/open/start"), wrong).await.assert_status(422);
        assert_eq!(refused.json()["errors"][0]["pointer"], "#/job_type_id");
    }
    let more = json!({"job_type_id": 1, "assigned_id": 1, "job_id": 8});
    assert_ne!(ask(&server, "198.51.100.7", &open, ("POST", "/v1/open/start"), more).await.status, 201);
    let own = newcomer(&server, "198.51.100.7", &open).await;
    let mut wanted = visit(&server, &own, "2024-05-20", "10:00", contact("grace@example.com")).await;
    for (name, value) in
        [("assigned_id", json!(1)), ("job_type_id", json!(2)), ("ticket_id", json!(1)), ("services", json!([1]))]
    {
        let before = wanted[name].clone();
        wanted[name] = value;
        assert_ne!(server.call_as(&own, "POST", JOBS, wanted.clone()).await.status, 201, "{name}");
        wanted[name] = before;
        if wanted[name].is_null() {
            wanted.as_object_mut().unwrap().remove(name);
        }
    }
    server.call_as(&own, "POST", JOBS, wanted).await.assert_status(201);
}

#[tokio::test]
async fn newcomers_in_a_race_book_no_time_twice() {
    let server = Server::start().await;
    let (_, open) = open_link(&server).await;
    let mut visits = Vec::new();
    for number in 0..12 {
        let own = newcomer(&server, &format!("198.51.100.{number}"), &open).await;
        let visit = visit(&server, &own, "2024-05-20", "10:00", contact(&format!("n{number}@example.com"))).await;
        visits.push((own, visit));
    }
    let book = |(own, visit): &(String, Value)| {
        let (own, visit, server) = (own.clone(), visit.clone(), &server);
        async move { server.call_as(&own, "POST", JOBS, visit).await.status }
    };
    let statuses = futures_util::future::join_all(visits.iter().map(book)).await;
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| [201, 409, 422].contains(status)), "{statuses:?}");
}

#[tokio::test]
async fn an_open_link_that_is_revoked_or_over_lets_nobody_in_and_ends_what_nobody_booked_with() {
    let server = Server::start().await;
    let (link, open) = open_link(&server).await;
    let (booked, idle) =
        (newcomer(&server, "198.51.100.7", &open).await, newcomer(&server, "198.51.100.8", &open).await);
    book(&server, &booked, "2024-05-20", "10:00", contact("grace@example.com")).await.assert_status(201);
    server.call_as(STAFF, "DELETE", &format!("{LINKS}/{}", link["id"]), Value::Null).await.assert_status(204);
    assert_eq!(start_from(&server, "198.51.100.9", &open, 1).await.assert_status(410).code(), "link-expired");
    server.call_as(&idle, "GET", "/v1/booking", Value::Null).await.assert_status(410);
    booking(&server, &booked).await;

    let wanted = json!({"open": true, "job_type_ids": [1], "expires_in_days": 365});
    let year = server.call_as(STAFF, "POST", LINKS, wanted).await.assert_status(201).json();
    assert_eq!(year["expires_at"], "2025-05-10T17:00:00Z");
    let (usual, _) = open_link(&server).await;
    assert!(usual["expires_at"].as_str().unwrap().starts_with("2124"), "{usual}");
    let server = Server::start_in(server.stop(), &golden_world(), "2025-05-10T12:00").await;
    server.call_as(&bearer(&year), "GET", "/v1/open", Value::Null).await.assert_status(410);
    server.call_as(&bearer(&usual), "GET", "/v1/open", Value::Null).await.assert_status(200);
}

#[tokio::test]
async fn an_open_link_that_could_not_be_is_refused_at_its_member() {
    let server = Server::start().await;
    for (wanted, member) in [
        (json!({"open": true}), "job_type_ids"),
        (json!({"open": true, "job_type_ids": []}), "job_type_ids"),
        (json!({"open": true, "job_type_ids": [1, 99]}), "job_type_ids"),
        (json!({"open": true, "job_type_ids": [1], "title": "x".repeat(101)}), "title"),
        (json!({"open": true, "job_type_ids": [1], "expires_in_days": 366}), "expires_in_days"),
        (json!({"job_id": 8, "expires_in_days": 91}), "expires_in_days"),
        (json!({"board": true, "expires_in_days": 91}), "expires_in_days"),
        (json!({"open": true, "job_type_ids": [1], "job_id": 8}), "job_id"),
        (json!({"open": true, "job_type_ids": [1], "board": true}), "board"),
        (json!({"job_id": 8, "title": "x"}), "title"),
        (json!({"board": true, "job_type_ids": [1]}), "job_type_ids"),
    ] {
        let refused = server.call_as(STAFF, "POST", LINKS, wanted.clone()).await.assert_status(422).json();
        assert_eq!(refused["errors"][0]["pointer"], format!("#/{member}"), "{wanted}: {refused}");
    }
}

#[tokio::test]
async fn from_one_network_two_times_are_held_and_from_others_as_many_as_leave_the_day_to_others() {
    let server = Server::start_with(week_of_two(), "2024-05-10T12:00").await;
    let (_, open) = open_link(&server).await;
    // In IPv6 a network is all that somebody has.
    let mut holders = Vec::new();
    for (from, time, status) in [
        ("2001:db8:1:2::1", "08:00", 201),
        ("2001:db8:1:2::2", "10:00", 201),
        ("2001:db8:1:2::3", "13:00", 429),
        ("2001:db8:1:3::1", "13:00", 201),
        // Of sixteen hours of two people 4 h 48 min may be held.
        ("198.51.100.1", "15:00", 429),
    ] {
        let own = newcomer(&server, from, &open).await;
        let held = hold(&server, from, &own, "2024-05-20", time).await.assert_status(status);
        if status == 429 {
            assert_eq!(held.code(), "open-link-limit");
            let wait: u64 = held.header("retry-after").parse().unwrap();
            assert!((1..=301).contains(&wait), "{wait}");
        }
        holders.push((own, held.json()));
    }
    // Who chooses anew holds one time still.
    let (own, _) = &holders[0];
    hold(&server, "2001:db8:1:2::1", own, "2024-05-20", "08:15").await.assert_status(201);
    // Another day, and staff, are not bound by it.
    let own = newcomer(&server, "198.51.100.2", &open).await;
    hold(&server, "198.51.100.2", &own, "2024-05-27", "10:00").await.assert_status(201);
    let staffs = json!({"scheduled_datetime": "2024-05-20 15:00", "user_ids": [1], "job_type_id": 1,
        "assigned_type": "accounts", "assigned_id": 1});
    server.call_as(STAFF, "POST", "/v1/holds", staffs).await.assert_status(201);
}

/// The golden world with two people who have whole Mondays.
fn week_of_two() -> Value {
    let mut world = golden_world();
    world["schedules"][0]["user_ids"] = json!([1, 2]);
    world
}

#[tokio::test]
async fn one_network_books_so_often_a_day_and_all_so_often_an_hour() {
    let flags = ["--clock", "2024-05-10T12:00", "--open-bookings-per-address", "2", "--open-bookings-per-hour", "4"];
    let server = Server::start_with_flags(Folder::new(), &week_of_two(), &flags).await;
    let (_, open) = open_link(&server).await;
    let mut statuses = Vec::new();
    let days = ["2024-05-13", "2024-05-20", "2024-05-27", "2024-06-10", "2024-06-17", "2024-06-24"];
    for (number, day) in days.into_iter().enumerate() {
        let from = format!("198.51.100.{}", number / 3);
        let own = newcomer(&server, &from, &open).await;
        let booked = book(&server, &own, day, "10:00", contact("grace@example.com")).await;
        if booked.status == 429 {
            assert_eq!(booked.code(), "open-link-limit");
            assert!(3000 < booked.header("retry-after").parse::<u64>().unwrap());
            // It is as free as it was, and staff's links are not counted.
            let link = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1});
            let link = server.call_as(STAFF, "POST", LINKS, link).await.json();
            book(&server, &bearer(&link), day, "10:00", json!({})).await.assert_status(201);
        }
        statuses.push(booked.status);
    }
    assert_eq!(statuses, [201, 201, 429, 201, 201, 429]);
    let own = newcomer(&server, "203.0.113.9", &open).await;
    assert_eq!(
        book(&server, &own, "2024-07-01", "10:00", contact("a@example.com")).await.status,
        429,
        "as many as in an hour"
    );
}

/// Solves a challenge, as a browser does.
async fn solve(server: &Server) -> String {
    use sha2::{Digest, Sha256};
    let asked = server.call_as("", "GET", "/v1/proof_of_work", Value::Null).await.assert_status(200).json();
    let (salt, challenge) = (asked["salt"].as_str().unwrap(), asked["challenge"].as_str().unwrap());
    let is_it = |number: &u64| {
        let digest = Sha256::digest(format!("{salt}{number}"));
        digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>() == challenge
    };
    let number = (0..=asked["max_number"].as_u64().unwrap()).find(is_it).unwrap();
    format!("{salt},{number},{}", asked["signature"].as_str().unwrap())
}

async fn with_proof(server: &Server, bearer: &str, path: &str, body: &Value, proof: &str) -> Answer {
    let request = Request::builder().method("POST").uri(path).header("authorization", bearer);
    let request = request.header("content-type", "application/json").header("x-proof-of-work", proof);
    server.send(request.body(body.to_string().into()).unwrap()).await
}

#[tokio::test]
async fn where_work_is_asked_for_a_solved_challenge_is_good_once_and_for_ten_minutes() {
    let flags = |now| ["--clock", now, "--proof-of-work", "open", "--proof-of-work-max-number", "1000"];
    let server = Server::start_with_flags(Folder::new(), &golden_world(), &flags("2024-05-10T12:00")).await;
    let (_, open) = open_link(&server).await;
    let (path, body) = ("/v1/open/start", json!({"job_type_id": 1}));
    assert_eq!(start_from(&server, "198.51.100.7", &open, 1).await.assert_status(428).code(), "proof-of-work-needed");
    for wrong in ["", "1,2,3", "1715361000.00.,7,00"] {
        with_proof(&server, &open, path, &body, wrong).await.assert_status(428);
    }
    // What is faulty anyhow uses nothing up.
    let proof = solve(&server).await;
    with_proof(&server, &open, path, &json!({"job_type_id": 9}), &proof).await.assert_status(422);
    let own = bearer(&with_proof(&server, &open, path, &body, &proof).await.assert_status(201).json());
    let again = with_proof(&server, &open, path, &body, &proof).await.assert_status(428);
    assert!(again.json()["detail"].as_str().unwrap().contains("used before"));
    // Who has begun so is asked no more, neither at a hold nor when it is booked.
    hold(&server, "198.51.100.7", &own, "2024-05-20", "10:00").await.assert_status(201);
    book(&server, &own, "2024-05-20", "10:00", contact("grace@example.com")).await.assert_status(201);
    let late = solve(&server).await;
    let server = Server::start_with_flags(server.stop(), &golden_world(), &flags("2024-05-10T12:10")).await;
    let refused = with_proof(&server, &open, path, &body, &late).await.assert_status(428);
    assert!(refused.json()["detail"].as_str().unwrap().contains("expired"));
}

#[tokio::test]
async fn where_work_is_asked_of_all_each_hold_of_a_customer_takes_some_and_staffs_take_none() {
    let flags = ["--clock", "2024-05-10T12:00", "--proof-of-work", "all", "--proof-of-work-max-number", "1000"];
    let server = Server::start_with_flags(Folder::new(), &golden_world(), &flags).await;
    let link = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1});
    let own = bearer(&server.call_as(STAFF, "POST", LINKS, link).await.assert_status(201).json());
    hold(&server, "198.51.100.7", &own, "2024-05-20", "10:00").await.assert_status(428);
    let alias = alias(&server, &own, &json!({"assigned_id": 1}), "2024-05-20").await;
    let wanted = json!({"scheduled_datetime": "2024-05-20 10:00", "user_ids": [alias]});
    let proof = solve(&server).await;
    with_proof(&server, &own, "/v1/holds", &wanted, &proof).await.assert_status(201);
    book(&server, &own, "2024-05-20", "10:00", json!({})).await.assert_status(201);
    let staffs = json!({"scheduled_datetime": "2024-05-20 15:00", "user_ids": [1], "job_type_id": 1,
        "assigned_type": "accounts", "assigned_id": 1});
    server.call_as(STAFF, "POST", "/v1/holds", staffs).await.assert_status(201);
}

#[tokio::test]
async fn thousands_of_addresses_are_counted_apart_and_an_open_link_is_nobodys_bottleneck() {
    let flags = ["--clock", "2024-05-10T12:00", "--link-requests-per-minute", "20"];
    let server = Server::start_with_flags(Folder::new(), &golden_world(), &flags).await;
    let (_, open) = open_link(&server).await;
    for number in 0..3000_u32 {
        let from = format!("2001:db8:{:x}:{:x}::1", number / 1000, number);
        ask(&server, &from, &open, ("GET", "/v1/open"), Value::Null).await.assert_status(200);
    }
    // One network is one, whatever addresses it has.
    let mut statuses = Vec::new();
    for number in 0..30 {
        let from = format!("2001:db8:ffff:1::{number:x}");
        statuses.push(ask(&server, &from, &open, ("GET", "/v1/open"), Value::Null).await.status);
    }
    assert_eq!((statuses[19], statuses[29]), (200, 429), "{statuses:?}");
}
