//! Just enough HTTP for many clients at once: one connection each, a request in one packet, the times ours to take.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// How long an answer may take before its outcome counts as unknown.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A client with a kept connection.
pub struct Client {
    address: String,
    authorization: String,
    connection: Option<BufReader<TcpStream>>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body as it came.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value; empty where there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The code of a refusal; empty where there is none.
    #[must_use]
    pub fn code(&self) -> &str {
        self.header("x-problem-code")
    }

    /// The body as JSON, null where it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Client {
    /// A client of the server at `host:port`; connects at the first request.
    #[must_use]
    pub fn new(address: &str, authorization: &str) -> Self {
        Self { address: address.to_owned(), authorization: authorization.to_owned(), connection: None }
    }

    /// Connects now, so that the first request needn't.
    ///
    /// # Errors
    ///
    /// Nobody listens there.
    pub fn connect(&mut self) -> io::Result<()> {
        if self.connection.is_none() {
            let stream = TcpStream::connect(&self.address)?;
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(TIMEOUT))?;
            self.connection = Some(BufReader::new(stream));
        }
        Ok(())
    }

    /// Asks, and waits for the answer.
    ///
    /// # Errors
    ///
    /// The connection ends or nothing comes: whether the request was executed is unknown. The next one connects again.
    pub fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> io::Result<Answer> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nauthorization: {}\r\ncontent-length: {}\r\n",
            self.address,
            self.authorization,
            body.len()
        );
        if !body.is_empty() {
            request += "content-type: application/json\r\n";
        }
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        request += "\r\n";
        request += &body;
        let answer = self.exchange(request.as_bytes());
        if answer.as_ref().map_or(true, |answer| answer.header("connection") == "close") {
            self.connection = None;
        }
        answer
    }

    fn exchange(&mut self, request: &[u8]) -> io::Result<Answer> {
        self.connect()?;
        let connection = self.connection.as_mut().ok_or(io::ErrorKind::NotConnected)?;
        connection.get_mut().write_all(request)?;
        let status = line(connection)?;
        let status = status.get(9..12).and_then(|code| code.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
        let mut headers = Vec::new();
        loop {
            let line = line(connection)?;
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut answer = Answer { status, headers, body: Vec::new() };
        if answer.header("transfer-encoding") == "chunked" {
            loop {
                let size = line(connection)?;
                let size = usize::from_str_radix(&size, 16).map_err(|_| io::ErrorKind::InvalidData)?;
                read_into(connection, &mut answer.body, size)?;
                line(connection)?;
                if size == 0 {
                    break;
                }
            }
        } else if status != 204 {
            let length = answer.header("content-length").parse().map_err(|_| io::ErrorKind::InvalidData)?;
            read_into(connection, &mut answer.body, length)?;
        }
        Ok(answer)
    }
}

fn line(connection: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut line = String::new();
    if connection.read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end().to_owned())
}

fn read_into(connection: &mut BufReader<TcpStream>, body: &mut Vec<u8>, size: usize) -> io::Result<()> {
    let start = body.len();
    body.resize(start + size, 0);
    connection.read_exact(&mut body[start..])
}

/// The value of `Authorization` for HTTP Basic.
#[must_use]
pub fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
}
