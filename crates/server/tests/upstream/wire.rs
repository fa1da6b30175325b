//! The wire between an adapter and its counterpart, which can be cut, slow, or full of nonsense.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What becomes of what is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It goes through.
    None,
    /// It is cut before the counterpart hears anything.
    CutBefore,
    /// It is cut after the counterpart has acted: its answer is lost.
    CutAfter,
    /// The counterpart acts, and something else comes back.
    Garbage,
    /// The counterpart never hears it, and 429 comes back with `Retry-After: 7`.
    Busy,
    /// The counterpart never hears it, and 429 comes back, which doesn't say for how long.
    Throttled,
    /// The counterpart never hears it, and 500 comes back.
    Broken,
    /// Nothing goes through, and nothing is cut.
    Silent,
}

/// A wire, as an address that leads to the counterpart.
pub struct Wire {
    /// `127.0.0.1:PORT`.
    pub address: String,
    plan: Arc<Mutex<Plan>>,
    sent: Arc<Mutex<Vec<String>>>,
}

/// What becomes of the next requests.
#[derive(Default)]
struct Plan {
    /// So many go through,
    passed: usize,
    /// and to so many after them
    left: usize,
    /// this happens.
    fault: Option<Fault>,
    /// And then to one request after the other what lies here.
    pile: VecDeque<Fault>,
    /// How many of these were used that are a fault.
    used: usize,
}

impl Plan {
    /// What becomes of the next request.
    fn next(&mut self) -> Fault {
        for (count, fault) in [(&mut self.passed, None), (&mut self.left, self.fault)] {
            if 0 < *count {
                *count -= 1;
                return fault.unwrap_or(Fault::None);
            }
        }
        let fault = self.pile.pop_front().unwrap_or(Fault::None);
        self.used += usize::from(fault != Fault::None);
        fault
    }
}

impl Wire {
    /// A wire to this address.
    pub fn to(address: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let own = listener.local_addr().unwrap().to_string();
        let wire = Self { address: own, plan: Arc::default(), sent: Arc::default() };
        let (plan, sent, target) = (wire.plan.clone(), wire.sent.clone(), address.to_owned());
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (plan, sent, target) = (plan.clone(), sent.clone(), target.clone());
                thread::spawn(move || carry(client, &target, &plan, &sent));
            }
        });
        wire
    }

    /// From now on, for the next so many requests, this happens; then nothing again.
    pub fn next(&self, requests: usize, fault: Fault) {
        self.after(0, requests, fault);
    }

    /// As [`Wire::next`], after so many requests that go through.
    pub fn after(&self, passed: usize, requests: usize, fault: Fault) {
        let mut plan = self.plan.lock().unwrap();
        (plan.passed, plan.left, plan.fault) = (passed, requests, Some(fault));
    }

    /// These happen to one request each, in this order, after all that lies on the pile already; then nothing again.
    pub fn pile(&self, faults: impl IntoIterator<Item = Fault>) {
        self.plan.lock().unwrap().pile.extend(faults);
    }

    /// From now on nothing happens any more; how many faults of the pile there were.
    pub fn heal(&self) -> usize {
        std::mem::take(&mut *self.plan.lock().unwrap()).used
    }

    /// The first lines of all requests so far, as in `POST /os1/core/api/… HTTP/1.1`.
    pub fn sent(&self) -> Vec<String> {
        self.sent.lock().unwrap().clone()
    }
}

/// One connection; a request at a time, each with one answer.
fn carry(mut client: TcpStream, target: &str, plan: &Mutex<Plan>, sent: &Mutex<Vec<String>>) -> Option<()> {
    let mut server = TcpStream::connect(target).ok()?;
    loop {
        let request = message(&mut client)?;
        let first = String::from_utf8_lossy(&request).lines().next().unwrap_or_default().to_owned();
        sent.lock().unwrap().push(first);
        let fault = plan.lock().unwrap().next();
        if matches!(fault, Fault::None | Fault::CutAfter | Fault::Garbage) {
            server.write_all(&request).ok()?;
            let answer = message(&mut server)?;
            if fault == Fault::None {
                client.write_all(&answer).ok()?;
                continue;
            }
        }
        let told: &[u8] = match fault {
            Fault::Garbage => b"HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n<html>Welcome!</html>\n",
            Fault::Busy => b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n",
            Fault::Throttled => b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n",
            Fault::Broken => b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\n\r\n{}",
            Fault::Silent => {
                // Until whoever asked has gone.
                client.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
                let _ = client.read(&mut [0]);
                return None;
            }
            _ => b"",
        };
        if told.is_empty() {
            let _ = client.shutdown(Shutdown::Both);
            return None;
        }
        client.write_all(told).ok()?;
    }
}

/// A whole message: its head, and as much body as that says, or until the chunk that ends it.
fn message(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 16 * 1024]);
    loop {
        let read = stream.read(&mut buffer).ok().filter(|read| *read != 0)?;
        bytes.extend_from_slice(&buffer[..read]);
        let Some(head) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let text = String::from_utf8_lossy(&bytes[..head]).to_lowercase();
        let is_whole = match text
            .split("content-length:")
            .nth(1)
            .and_then(|rest| rest.lines().next()?.trim().parse::<usize>().ok())
        {
            Some(length) => bytes.len() >= head + 4 + length,
            None if text.contains("transfer-encoding: chunked") => bytes.ends_with(b"0\r\n\r\n"),
            None => true,
        };
        if is_whole {
            return Some(bytes);
        }
    }
}
