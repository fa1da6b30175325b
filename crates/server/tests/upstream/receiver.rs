//! An address that is told something: it listens, keeps what comes, and answers as it was told to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

/// What a receiver got.
#[derive(Clone, Debug)]
pub struct Received {
    /// Its headers, with their names in lower case.
    pub head: Vec<(String, String)>,
    /// What was sent.
    pub body: String,
}

impl Received {
    /// A header, if it was sent.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// An address that is told something.
pub struct Receiver {
    /// Where.
    pub url: String,
    received: Arc<Mutex<Vec<Received>>>,
    answers: Arc<Mutex<Vec<Answer>>>,
    usual: u16,
}

/// A status, and after how many seconds to come again, where that is said.
type Answer = (u16, Option<u32>);

impl Receiver {
    /// One that answers 204.
    pub fn start() -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").unwrap(), 204)
    }

    /// One that answers with this status.
    pub fn answering(usual: u16) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").unwrap(), usual)
    }

    /// One at this address.
    pub fn on(listener: TcpListener, usual: u16) -> Self {
        let url = format!("http://{}/told", listener.local_addr().unwrap());
        let receiver = Self { url, received: Arc::default(), answers: Arc::default(), usual };
        let (received, answers) = (receiver.received.clone(), receiver.answers.clone());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (received, answers) = (received.clone(), answers.clone());
                thread::spawn(move || take(stream, &received, &answers, usual));
            }
        });
        receiver
    }

    /// Answers what comes next with these, one after the other, and then as usual.
    pub fn answer_next(&self, answers: impl IntoIterator<Item = Answer>) {
        self.answers.lock().unwrap().extend(answers);
    }

    /// What has come so far.
    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// Waits until so many have come, and gives them.
    #[track_caller]
    pub fn wait_for(&self, count: usize) -> Vec<Received> {
        let until = Instant::now() + Duration::from_secs(40);
        loop {
            let received = self.received();
            if count <= received.len() || until < Instant::now() {
                assert_eq!(received.len(), count, "{received:#?}, answered with {} as usual", self.usual);
                return received;
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

fn take(stream: TcpStream, received: &Mutex<Vec<Received>>, answers: &Mutex<Vec<Answer>>, usual: u16) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut stream = stream;
    loop {
        let (mut head, mut length) = (Vec::<(String, String)>::new(), 0);
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read != 0)?;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok()?;
            let Some((name, value)) = line.trim().split_once(':') else { break };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().ok()?;
            }
            head.push((name.to_lowercase(), value.trim().to_owned()));
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        received.lock().unwrap().push(Received { head, body: String::from_utf8(body).ok()? });
        let (status, after) = {
            let mut answers = answers.lock().unwrap();
            if answers.is_empty() { (usual, None) } else { answers.remove(0) }
        };
        let after = after.map(|seconds| format!("Retry-After: {seconds}\r\n")).unwrap_or_default();
        write!(stream, "HTTP/1.1 {status} Any\r\n{after}Content-Length: 0\r\n\r\n").ok()?;
    }
}
