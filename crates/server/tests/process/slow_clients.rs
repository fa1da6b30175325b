//! P8: clients that send or take a byte a second.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{Folder, Process, basic, call};

const CLIENTS: usize = 500;
/// Within this all of them must be gone.
const GONE: Duration = Duration::from_secs(15);
/// No answer to the others may take so long; the usual one takes a few milliseconds.
const LONGEST_ANSWER: Duration = Duration::from_secs(4);

/// A connection on which every second one more byte is sent.
struct Slow {
    stream: TcpStream,
    closed_after: Option<Duration>,
}

impl Slow {
    fn connect(address: &str, first_words: &str) -> Self {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(first_words.as_bytes()).unwrap();
        stream.set_nonblocking(true).unwrap();
        Self { stream, closed_after: None }
    }

    /// Sends a byte, and sees whether the server has closed the connection.
    fn go_on(&mut self, since: Instant) {
        if self.closed_after.is_some() {
            return;
        }
        let is_sent = self.stream.write(b"a").is_ok();
        let mut answer = [0; 4096];
        let is_open = loop {
            match self.stream.read(&mut answer) {
                Ok(0) => break false,
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => break is_sent,
                Err(_) => break false,
            }
        };
        if !is_open {
            self.closed_after = Some(since.elapsed());
        }
    }
}

#[test]
fn p8_five_hundred_clients_at_a_byte_a_second_keep_nobody_from_working_and_are_closed_in_time() {
    let folder = Folder::new("slow");
    let process = Process::start(&folder);
    let staff = basic(process.told("api user"));
    let address = process.told("listening on").strip_prefix("http://").unwrap().to_owned();
    let ask = || {
        let asked = Instant::now();
        let (status, _) = call(&process, &staff, "GET", "/api/v1/scheduling/jobs?limit=10", None);
        assert_eq!(status, 200);
        asked.elapsed()
    };
    let mut before: Vec<_> = (0..50).map(|_| ask()).collect();

    let since = Instant::now();
    let of_kind = |number: usize| match number % 3 {
        0 => "GET /livez HTTP/1.1\r\nx-slow: ".to_owned(),
        1 => format!(
            "POST /api/v1/scheduling/jobs HTTP/1.1\r\nhost: x\r\nauthorization: {staff}\r\n\
                      content-type: application/json\r\ncontent-length: 60000\r\n\r\n{{"
        ),
        // Nobody who is let in first, and nobody who says it has no right either.
        _ => "POST /v1/links HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nffff\r\n{".to_owned(),
    };
    let mut slow: Vec<_> = (0..CLIENTS).map(|number| Slow::connect(&address, &of_kind(number))).collect();
    let mut beside = Vec::new();
    while since.elapsed() < GONE && slow.iter().any(|client| client.closed_after.is_none()) {
        let second = Instant::now();
        slow.iter_mut().for_each(|client| client.go_on(since));
        while second.elapsed() < Duration::from_secs(1) {
            beside.push(ask());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    let open = slow.iter().filter(|client| client.closed_after.is_none()).count();
    assert_eq!(open, 0, "still open after {:?}", since.elapsed());
    before.sort_unstable();
    beside.sort_unstable();
    let p99 = |times: &[Duration]| times[times.len() * 99 / 100];
    println!("p99 before {:?}, beside {:?} of {}", p99(&before), p99(&beside), beside.len());
    assert!(*beside.last().unwrap() < LONGEST_ANSWER, "{:?}", beside.last());
}

#[test]
fn a_client_that_takes_nothing_of_its_answer_is_closed() {
    let folder = Folder::new("taking");
    let size = 64 * 1024 * 1024;
    std::fs::create_dir_all(folder.0.join("dist")).unwrap();
    std::fs::File::create(folder.0.join("dist/large.bin")).unwrap().set_len(size).unwrap();
    let process = Process::start(&folder);
    let mut stream = TcpStream::connect(process.told("listening on").strip_prefix("http://").unwrap()).unwrap();
    stream.write_all(b"GET /large.bin HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    std::thread::sleep(Duration::from_secs(20));
    let mut taken = 0;
    let mut buffer = vec![0; 1024 * 1024];
    // What had been sent before comes still; then the connection ends, long before the file does.
    while let Ok(length @ 1..) = stream.read(&mut buffer) {
        taken += length as u64;
    }
    assert!(taken < size, "{taken} bytes were sent in the end");
    let (status, _): (u16, Value) = call(&process, &basic(process.told("api user")), "GET", "/api/v1/users", None);
    assert_eq!(status, 200);
}
