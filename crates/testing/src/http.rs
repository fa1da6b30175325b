//! The HTTP client of the races: ureq, with an agent and so a kept connection for each client.
//!
//! An agent that all shared would have one pool, and a race would be decided at its lock. Nothing is ever sent again by
//! itself: ureq does not retry, so a request that got no answer stays one whose outcome is unknown.

use std::io;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use ureq::Agent;
use ureq::http::{HeaderMap, Request};

/// How long an answer may take before its outcome counts as unknown.
const TIMEOUT: Duration = Duration::from_secs(60);
/// How long a connection is kept without a request: less than the ten seconds after which the server ends it.
const KEPT: Duration = Duration::from_secs(8);
/// A connection's buffers. ureq's own are eight times as large, which hundreds of clients at once spend much time on clearing.
const BUFFER_BYTES: usize = 16 * 1024;

/// A client with a kept connection.
pub struct Client {
    agent: Agent,
    root: String,
    authorization: String,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value; empty where there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
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
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .max_idle_connections(1)
            .max_idle_age(KEPT)
            .input_buffer_size(BUFFER_BYTES)
            .output_buffer_size(BUFFER_BYTES)
            .timeout_global(Some(TIMEOUT));
        let root = format!("http://{address}");
        Self { agent: config.build().into(), root, authorization: authorization.to_owned() }
    }

    /// Connects now, so that the first request needn't.
    ///
    /// # Errors
    ///
    /// Nobody listens there.
    pub fn connect(&mut self) -> io::Result<()> {
        self.send("GET", "/livez", &[], None).map(drop)
    }

    /// Sends a request, and waits for the answer.
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
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.root));
        request = request.header("authorization", &self.authorization);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = match body {
            Some(body) => {
                let request = request.header("content-type", "application/json").body(body.to_string());
                self.agent.run(request.map_err(io::Error::other)?)
            }
            None => self.agent.run(request.body(()).map_err(io::Error::other)?),
        };
        let (parts, mut body) = response.map_err(ureq::Error::into_io)?.into_parts();
        let body = body.with_config().limit(u64::MAX).read_to_vec().map_err(ureq::Error::into_io)?;
        Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, body })
    }
}

/// The value of `Authorization` for HTTP Basic.
#[must_use]
pub fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
}
