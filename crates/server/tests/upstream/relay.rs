//! Somebody between an adapter and its counterpart who reads along: hands on, answers instead, or changes what comes back.

use std::sync::{Arc, Mutex};

use serde_json::Value;

use crate::scripted::Scripted;

/// The ends of the paths at which somebody logs in.
const LOGINS: [&str; 3] = ["/client-credentials", "/auth/tokens", "/authorize"];

/// A running relay.
pub struct Relay {
    /// It listens, and has what it was asked.
    pub scripted: Scripted,
    tokens: Arc<Mutex<Vec<Vec<String>>>>,
}

/// What a relay does with a request.
pub struct Passing {
    /// Where the real one is.
    target: String,
    /// The request, whole.
    pub request: String,
    /// Whether it comes with the first token that was given out.
    pub has_first_token: bool,
}

impl Relay {
    /// To the counterpart at this address. What is no login is answered by `answer`.
    pub fn to(address: &str, answer: impl Fn(&Passing) -> (u16, String) + Send + Sync + 'static) -> Self {
        let tokens: Arc<Mutex<Vec<Vec<String>>>> = Arc::default();
        let (given, target) = (tokens.clone(), address.to_owned());
        let scripted = Scripted::start(move |request| {
            // One login after the other, so that the first token is the first.
            let mut given = given.lock().unwrap();
            let first = given.first().into_iter().flatten();
            let has_first_token = first.into_iter().any(|token| request.contains(token));
            let passing = Passing { target: target.clone(), request: request.to_owned(), has_first_token };
            if is_login(request) {
                let (status, body) = passing.hand_on();
                given.push(long_texts(&serde_json::from_str(&body).unwrap_or_default()));
                return (status, body);
            }
            drop(given);
            answer(&passing)
        });
        Self { scripted, tokens }
    }

    /// All tokens that were given out, and whatever else is long in the answers that gave them.
    pub fn tokens(&self) -> Vec<String> {
        self.tokens.lock().unwrap().concat()
    }

    /// How often somebody logged in.
    pub fn logins(&self) -> usize {
        self.scripted.asked().iter().filter(|request| is_login(request)).count()
    }
}

impl Passing {
    /// What the real one answers to it.
    pub fn hand_on(&self) -> (u16, String) {
        self.hand_on_with(&[])
    }

    /// The same with these headers added.
    pub fn hand_on_with(&self, headers: &[(&str, &str)]) -> (u16, String) {
        let (head, body) = self.request.split_once("\r\n\r\n").unwrap();
        let mut lines = head.lines();
        let mut first = lines.next().unwrap().split(' ');
        let (method, path) = (first.next().unwrap(), first.next().unwrap());
        let mut onward = ureq::http::Request::builder().method(method).uri(format!("http://{}{path}", self.target));
        let own = ["host", "connection", "content-length", "accept-encoding", "transfer-encoding"];
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            if !own.contains(&name.to_lowercase().as_str()) {
                onward = onward.header(name, value);
            }
        }
        for (name, value) in headers {
            onward = onward.header(*name, *value);
        }
        let config = ureq::Agent::config_builder().http_status_as_error(false).allow_non_standard_methods(true);
        let agent: ureq::Agent = config.build().into();
        let mut answer = agent.run(onward.body(body.to_owned()).unwrap()).unwrap();
        (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
    }
}

fn is_login(request: &str) -> bool {
    let path = request.split(' ').nth(1).unwrap_or_default().split('?').next().unwrap_or_default();
    request.starts_with("POST ") && LOGINS.iter().any(|end| path.ends_with(end))
}

/// All texts in it that are longer than an id of a request.
fn long_texts(value: &Value) -> Vec<String> {
    match value {
        // Paths are told as well.
        Value::String(text) if 20 <= text.len() && !text.starts_with('/') => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(long_texts).collect(),
        Value::Object(members) => members.values().flat_map(long_texts).collect(),
        _ => Vec::new(),
    }
}
