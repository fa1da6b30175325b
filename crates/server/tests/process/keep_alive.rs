//! For how long a connection may rest, and that clients are told.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::{Folder, Process};

/// A connection, kept for one request after the other.
struct Connection(TcpStream);

impl Connection {
    fn open(process: &Process) -> Self {
        let stream = TcpStream::connect(process.told("listening on").strip_prefix("http://").unwrap()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        Self(stream)
    }

    /// The head of the answer to a request, whose body is short.
    fn ask(&mut self, headers: &str) -> String {
        self.0.write_all(format!("GET /livez HTTP/1.1\r\nhost: x\r\n{headers}\r\n").as_bytes()).unwrap();
        let mut answer = String::new();
        while !answer.ends_with("ok\n") {
            let mut buffer = [0; 4096];
            let length = self.0.read(&mut buffer).unwrap();
            assert!(length > 0, "closed after {answer:?}");
            answer.push_str(std::str::from_utf8(&buffer[..length]).unwrap());
        }
        answer.to_ascii_lowercase()
    }

    /// After how long the server closes it.
    fn closed_after(mut self) -> Duration {
        let since = Instant::now();
        loop {
            match self.0.read(&mut [0; 16]) {
                Ok(0) => return since.elapsed(),
                Err(error) if error.kind() == ErrorKind::ConnectionReset => return since.elapsed(),
                // By a signal for the tests' own process: another child of it has ended.
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                other => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn a_connection_rests_for_as_long_as_its_answers_say_and_a_moment_longer() {
    let folder = Folder::new("keep-alive");
    let process = Process::start_with(&folder, &["--keep-alive", "3"]);
    let mut connection = Connection::open(&process);
    for _ in 0..3 {
        let answer = connection.ask("");
        assert!(answer.contains("\r\nkeep-alive: timeout=3\r\n"), "{answer}");
        assert!(answer.contains("\r\nconnection: keep-alive\r\n"), "{answer}");
        sleep(Duration::from_millis(2900));
    }
    connection.ask("");
    let closed = connection.closed_after();
    assert!(Duration::from_secs(3) < closed && closed < Duration::from_secs(6), "{closed:?}");

    let mut last = Connection::open(&process);
    let answer = last.ask("connection: close\r\n");
    assert!(!answer.contains("keep-alive"), "{answer}");
    assert!(last.closed_after() < Duration::from_secs(1));
}

#[test]
fn a_connection_may_rest_75_seconds_unless_set_otherwise_and_who_begins_still_has_10() {
    let folder = Folder::new("keep-alive-default");
    let process = Process::start(&folder);
    let (mut resting, mut slow) = (Connection::open(&process), Connection::open(&process));
    let silent = Connection::open(&process);
    assert!(resting.ask("").contains("\r\nkeep-alive: timeout=75\r\n"));
    slow.ask("");
    slow.0.write_all(b"GET /livez HTTP/1.1\r\nx-slow: ").unwrap();
    let closed = slow.closed_after();
    assert!(Duration::from_secs(8) < closed && closed < Duration::from_secs(13), "{closed:?}");
    assert!(silent.closed_after() < Duration::from_secs(4), "nothing came from the start, and 10 seconds are over");
    sleep(Duration::from_secs(3));
    resting.ask("");
}
