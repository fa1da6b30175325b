//! What is taken out of the board: calendars that others subscribe to, and the list for spreadsheets.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::{Answer, STAFF, Server, job};

async fn make(server: &Server) -> String {
    let made = server.call_as(STAFF, "POST", "/v1/technicians/1/feed", Value::Null).await.assert_status(201).json();
    let url = made["url"].as_str().unwrap();
    let (_, file) = url.split_once("/calendars/").unwrap();
    assert!(file.ends_with(".ics") && file.len() == 26, "{url}");
    format!("/calendars/{file}")
}

async fn read(server: &Server, path: &str, known: Option<&str>) -> Answer {
    let request = Request::builder().uri(path);
    let request = match known {
        Some(tag) => request.header("if-none-match", tag),
        None => request,
    };
    server.send(request.body(Body::empty()).unwrap()).await
}

/// The lines of a calendar, unfolded.
fn lines(answer: &Answer) -> Vec<String> {
    let text = String::from_utf8(answer.bytes.clone()).unwrap().replace("\r\n ", "");
    text.lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn whoever_knows_the_address_reads_the_visits_and_what_is_known_is_not_sent_again() {
    let server = Server::start().await;
    let path = make(&server).await;
    let calendar = read(&server, &path, None).await.assert_status(200);
    assert_eq!(calendar.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(calendar.header("cache-control"), "private, no-cache");
    let found = lines(&calendar);
    for line in [
        "METHOD:PUBLISH",
        "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
        "X-PUBLISHED-TTL:PT15M",
        "SUMMARY:Installation: Ada Novak",
        "LOCATION:12 Elm St\\, Peoria\\, IL",
        "DTSTART:20240513T141500Z",
        "DTEND:20240513T144500Z",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
    ] {
        assert!(found.iter().any(|known| known == line), "{line}: {found:#?}");
    }
    let tag = calendar.header("etag").to_owned();
    for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}")] {
        let same = read(&server, &path, Some(&known)).await.assert_status(304);
        assert_eq!((same.header("etag"), same.bytes.len()), (&*tag, 0));
    }
    // Moved, it is the same entry with a later number; without a time it is there no more.
    let moved = json!({"scheduled_datetime": "2024-05-13 10:00:00", "user_ids": [1]});
    server.patch("/jobs/9", moved).await.assert_status(201);
    let after = lines(&read(&server, &path, Some(&tag)).await.assert_status(200));
    let uid = |lines: &[String]| lines.iter().find(|line| line.starts_with("UID:")).cloned();
    assert_eq!(uid(&found), uid(&after));
    assert!(after.contains(&"SEQUENCE:1".to_owned()) && after.contains(&"DTSTART:20240513T150000Z".to_owned()));
    server.post("/jobs/9/queue", json!({})).await.assert_status(201);
    assert_eq!(uid(&lines(&read(&server, &path, None).await)), None);
}

#[tokio::test]
async fn a_new_address_ends_the_one_before_and_an_end_ends_it_and_what_is_no_address_is_not_there() {
    let server = Server::start().await;
    let first = make(&server).await;
    let second = make(&server).await;
    assert_ne!(first, second);
    read(&server, &first, None).await.assert_status(404);
    read(&server, &second, None).await.assert_status(200);
    read(&server, second.trim_end_matches(".ics"), None).await.assert_status(404);
    let stored = server.folder.look().count("SELECT CAST(length(handle_hash) AS BIGINT) FROM feeds");
    assert_eq!(stored, 32, "a hash alone is kept");
    // Nor does a key keep the address: who sends it again is told that it is made.
    let keyed = async || {
        let request = Request::builder().method("POST").uri("/v1/technicians/2/feed").header("authorization", STAFF);
        server.send(request.header("idempotency-key", "one").body(Body::empty()).unwrap()).await
    };
    keyed().await.assert_status(201);
    assert_eq!(keyed().await.code(), "answer-lost");
    server.call_as(STAFF, "DELETE", "/v1/technicians/1/feed", Value::Null).await.assert_status(204);
    server.call_as(STAFF, "DELETE", "/v1/technicians/1/feed", Value::Null).await.assert_status(404);
    for path in [&*second, "/calendars/x.ics", "/calendars/AAAAAAAAAAAAAAAAAAAAAA.ics"] {
        read(&server, path, None).await.assert_status(404);
    }
    server.call_as(STAFF, "POST", "/v1/technicians/4711/feed", Value::Null).await.assert_status(404);
    // Whoever may only look makes none.
    let link = json!({"board": true, "scope": "view"});
    let link = server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201).json();
    let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
    let refused = server.call_as(&bearer, "POST", "/v1/technicians/1/feed", Value::Null).await;
    assert_eq!(refused.assert_status(403).code(), "scope-missing");
}

#[tokio::test]
async fn the_list_for_spreadsheets_has_the_filters_of_the_boards_and_no_formulas() {
    let server = Server::start().await;
    let notes = json!({"notes": "=HYPERLINK(\"https://evil.example\"), \"ring twice\""});
    let made = server.post("/jobs", job(notes)).await.assert_status(201).data();
    let csv = server.call_as(STAFF, "GET", "/v1/board.csv?status=queued", Value::Null).await.assert_status(200);
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    let text = String::from_utf8(csv.bytes).unwrap();
    let rows: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert!(rows[0].starts_with("job_id,job_type,status,"), "{text}");
    assert!(rows[1].starts_with("8,Installation,queued,,60,Ada Novak,\"12 Elm St, Peoria, IL\","), "{text}");
    assert!(rows[2].starts_with(&format!("{},", made["id"])), "{text}");
    assert!(rows[2].ends_with(",\"'=HYPERLINK(\"\"https://evil.example\"\"), \"\"ring twice\"\"\""), "{text}");
    assert_eq!(rows.len(), 3);
    server.call_as(STAFF, "GET", "/v1/board.csv?status=asleep", Value::Null).await.assert_status(422);
}
