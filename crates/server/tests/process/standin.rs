//! A server that stands in for a vendor's, on a real connection.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::Value;

use crate::support::{Folder, Process};

/// Everything that comes back for a request with this body, until the connection is closed.
fn raw(process: &Process, method: &str, path: &str, body: &str) -> String {
    let address = process.told("listening on").trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\
         connection: close\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    // A connection that is reset has been closed, too.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_cut_connection_brings_not_a_byte_and_the_next_one_is_answered() {
    let folder = Folder::new("standin-cut");
    let process = Process::start_with(&folder, &["--standin"]);
    assert!(process.told("stand-in").contains("/__standin"));
    let login = r#"{"provider": "thirdparty", "username": "api", "password": "wrong"}"#;
    for fault in ["cut_before", "cut_after"] {
        let wanted = format!(r#"[{{"path_prefix": "/frotcom/v2/authorize", "requests": 1, "fault": "{fault}"}}]"#);
        assert!(raw(&process, "PUT", "/__standin/faults", &wanted).starts_with("HTTP/1.1 200"));
        assert_eq!(raw(&process, "POST", "/frotcom/v2/authorize", login), "", "{fault}");
        assert!(raw(&process, "POST", "/frotcom/v2/authorize", login).starts_with("HTTP/1.1 401"), "{fault}");
    }
}

#[test]
fn the_clock_runs_on_from_where_it_was_set() {
    let folder = Folder::new("standin-clock");
    let process = Process::start_with(&folder, &["--standin"]);
    let now = |answer: String| {
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        let body: Value = serde_json::from_str(body.trim()).unwrap_or_else(|error| panic!("{error}: {answer}"));
        body["now"].as_str().unwrap().to_owned()
    };
    assert!(now(raw(&process, "GET", "/__standin/clock", "")).starts_with("2026-11-23T08:0"));
    assert_eq!(now(raw(&process, "PUT", "/__standin/clock", r#"{"now": "2027-03-01T09:30"}"#)), "2027-03-01T09:30:00");
    std::thread::sleep(std::time::Duration::from_millis(1100));
    let later = now(raw(&process, "GET", "/__standin/clock", ""));
    assert!("2027-03-01T09:30:00" < later.as_str() && later.starts_with("2027-03-01T09:3"), "{later}");
}

#[test]
fn without_a_world_of_its_own_it_does_not_start() {
    let folder = Folder::new("standin-alone");
    let told = folder.refusal_of(|command| {
        command.arg("--standin");
    });
    assert!(told.contains("--standin (STANDIN) is for others' tests: it works only with --demo or --world"), "{told}");
}
