//! Heads of requests, as they are on the wire.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::support::{Folder, Process};

/// All that is answered to these bytes until the connection ends, or rests for a second.
fn answer(process: &Process, bytes: &str) -> String {
    let address = process.told("listening on").strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
    stream.write_all(bytes.as_bytes()).unwrap();
    let (mut answer, mut part) = (Vec::new(), [0; 4096]);
    while let Ok(length @ 1..) = stream.read(&mut part) {
        answer.extend_from_slice(&part[..length]);
    }
    String::from_utf8(answer).unwrap()
}

#[test]
fn a_head_that_a_proxy_could_read_otherwise_is_refused() {
    let folder = Folder::new("heads");
    let process = Process::start(&folder);
    let good = "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n";
    for bad in [
        "GET /livez HTTP/1.1\nHost: a\r\n\r\n",
        "GET /livez HTTP/1.1\r\nHost: a\nX-Other: b\r\n\r\n",
        "GET /livez HTTP/1.1\r\nHost: a\r\n\n",
        "GET /livez HTTP/1.1\r\nHost: a\n\n",
        "\nGET /livez HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /livez HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n",
    ] {
        let told = answer(&process, bad);
        assert!(told.starts_with("HTTP/1.1 400 ") && !told.contains("200"), "{bad:?}: {told}");
        let told = answer(&process, &format!("{good}{bad}"));
        assert!(told.starts_with("HTTP/1.1 200 ") && told.contains("HTTP/1.1 400 "), "after another, {bad:?}: {told}");
        assert_eq!(told.matches("HTTP/1.1 200 ").count(), 1, "{bad:?}: {told}");
    }
    let told = answer(&process, "GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
    assert!(told.contains("more than one Host header") && told.contains("malformed-request"), "{told}");
}

#[test]
fn bodies_are_passed_over_and_one_of_unknown_length_is_the_last_of_its_connection() {
    let folder = Folder::new("bodies");
    let process = Process::start(&folder);
    let good = "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n";
    let body = "{\n\"job_type_id\":\n1}";
    let told = answer(
        &process,
        &format!(
            "POST /v1/links HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}{good}",
            body.len()
        ),
    );
    assert!(told.starts_with("HTTP/1.1 401 ") && told.contains("HTTP/1.1 200 "), "{told}");
    let chunked = "POST /v1/links HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n\
                   3\r\n{\n}\r\n0\r\n\r\n";
    let told = answer(&process, &format!("{chunked}{good}"));
    assert!(told.starts_with("HTTP/1.1 401 ") && told.to_lowercase().contains("connection: close"), "{told}");
    assert!(!told.contains("HTTP/1.1 200 "), "{told}");
}

#[test]
fn whoever_came_by_https_is_told_to_stay_there() {
    let folder = Folder::new("hsts");
    for (url, expected) in [("https://book.example.com", Some("max-age=31536000")), ("http://book.example.com", None)] {
        let process = Process::start_with(&folder, &["--public-url", url]);
        for path in ["/book", "/livez", "/v1/booking", "/api/v1/users", "/nothing"] {
            let told = answer(&process, &format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
            let found = told.lines().find_map(|line| line.strip_prefix("strict-transport-security: "));
            assert_eq!(found, expected, "{url}{path}: {told}");
        }
        process.stop();
    }
}

#[test]
fn somebody_in_two_places_at_once_is_an_error_in_the_log() {
    let folder = Folder::new("overlap-log");
    let (_, log) = Process::start(&folder).stop();
    assert!(!log.contains("two places"), "{log}");
    let edited = rusqlite::Connection::open(folder.0.join("slotwright.db")).unwrap();
    edited
        .execute_batch(
            "DROP TRIGGER claims_never_overlap; DROP TRIGGER claims_never_come_to_overlap;
             CREATE TABLE two AS SELECT min(id) AS id FROM claims WHERE position = 0 GROUP BY job_id LIMIT 2;
             UPDATE claims SET user_id = 1, start_minute = 30000000, end_minute = 30000060 WHERE id IN two; DROP TABLE two;",
        )
        .unwrap();
    drop(edited);
    let process = Process::start_bare(&folder, |command| {
        command.args(["--log-format", "json"]);
    });
    let told = (0..100).find_map(|_| {
        std::thread::sleep(Duration::from_millis(100));
        let log = std::fs::read_to_string(&process.log).unwrap();
        log.lines().find(|line| line.contains("somebody is in two places at once")).map(str::to_owned)
    });
    let told = told.expect("a line of the log");
    assert!(told.contains("\"level\":\"ERROR\"") && told.contains("\"user_id\":1"), "{told}");
    assert!(told.contains("\"start\":\"2027-01-15 08:00:00\""), "{told}");
}
