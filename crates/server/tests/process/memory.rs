//! P7: what no request may cost.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::support::{Folder, Process, basic};

/// The most memory that the process has ever had, in kilobytes.
fn peak(process: &Process) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.child.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[test]
fn p7_no_request_beyond_a_bound_costs_two_megabytes() {
    let folder = Folder::new("memory");
    let process = Process::start(&folder);
    let staff = basic(process.told("api user"));
    let address = process.told("listening on").strip_prefix("http://").unwrap().to_owned();
    let post = |headers: &str, body: &str| {
        format!(
            "POST /api/v1/scheduling/jobs HTTP/1.1\r\nhost: x\r\nauthorization: {staff}\r\n\
             content-type: application/json\r\nconnection: close\r\n{headers}content-length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    let get = |path: &str, headers: &str| {
        format!("GET {path} HTTP/1.1\r\nhost: x\r\nauthorization: {staff}\r\nconnection: close\r\n{headers}\r\n")
    };
    let requests = [
        (post("", &" ".repeat(64 * 1024 + 1)), "413"),
        (post("", &" ".repeat(1024 * 1024)), "413"),
        (post("content-encoding: gzip\r\n", &" ".repeat(64 * 1024)), "415"),
        (post("", &"[".repeat(60_000)), "400"),
        (post("", &format!("{{\"a\":[{}]}}", vec!["1"; 10_001].join(","))), "400"),
        (post("", &format!("{{\"a\":[{}]}}", vec!["{}"; 10_000].join(","))), "422"),
        (get(&format!("/api/v1/users?{}", "x".repeat(8 * 1024)), ""), "414"),
        (get(&format!("/api/v1/users?{}", "x".repeat(1024 * 1024)), ""), "431"),
        (get("/api/v1/users", &format!("x-long: {}\r\n", "x".repeat(16 * 1024))), "431"),
        (get("/api/v1/users", &"x-many: x\r\n".repeat(5000)), "431"),
    ];
    let send = |request: &str| {
        let mut stream = TcpStream::connect(&address).unwrap();
        // Some are answered before they are whole, and the rest is not wanted.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    };
    // What is made ready once is nobody's cost in particular.
    for path in ["/api/v1/users", "/api/v1/scheduling/jobs?limit=10"] {
        for _ in 0..20 {
            assert!(send(&get(path, "")).starts_with("HTTP/1.1 200"));
        }
    }
    for (request, status) in requests {
        let before = peak(&process);
        let answer = send(&request);
        let begin: String = request.chars().take(60).collect();
        // A connection that is cut off while we send takes the answer with it.
        assert!(answer.is_empty() || answer.starts_with(&format!("HTTP/1.1 {status}")), "{begin}: {answer}");
        assert!(request.len() > 1_000_000 || !answer.is_empty(), "{begin}: no answer");
        // The kernel counts by processor, and may have counted a few pages more before.
        let cost = peak(&process).saturating_sub(before);
        assert!(cost < 2048, "{begin}: {cost} kB");
    }
}
