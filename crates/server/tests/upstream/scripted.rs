//! A system that answers as a test says: for what the counterpart never does.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What is answered to a request, which is given whole: status and body.
type Script = dyn Fn(&str) -> (u16, String) + Send + Sync;

/// A system with a script.
pub struct Scripted {
    /// `127.0.0.1:PORT`.
    pub address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Scripted {
    /// Answers by this script, each request on a thread of its own.
    pub fn start(script: impl Fn(&str) -> (u16, String) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let scripted = Self { address: listener.local_addr().unwrap().to_string(), asked: Arc::default() };
        let (asked, script): (_, Arc<Script>) = (scripted.asked.clone(), Arc::new(script));
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (asked, script) = (asked.clone(), script.clone());
                thread::spawn(move || answer(client, &asked, &*script));
            }
        });
        scripted
    }

    /// All requests so far, whole.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// How many requests there were of which the first line begins so.
    pub fn count(&self, beginning: &str) -> usize {
        self.asked().iter().filter(|request| request.starts_with(beginning)).count()
    }
}

fn answer(mut client: TcpStream, asked: &Mutex<Vec<String>>, script: &Script) -> Option<()> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
    let request = loop {
        let read = client.read(&mut buffer).ok().filter(|read| *read != 0)?;
        bytes.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head
            .to_lowercase()
            .split("content-length:")
            .nth(1)
            .and_then(|rest| rest.lines().next()?.trim().parse().ok());
        if length.unwrap_or(0) <= body.len() {
            break text;
        }
    };
    asked.lock().unwrap().push(request.clone());
    let (status, body) = script(&request);
    let head = format!("HTTP/1.1 {status} Scripted\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    client.write_all(format!("{head}{body}").as_bytes()).ok()
}
