//! What clients asked and were answered: a line before each request, a line after each answer.
//!
//! All clients are threads of one process and share one clock, so that "this was answered before that was sent" is a
//! fact. Lines also go to a file, where one is named: what a run left can be looked at later.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::http::Answer;
use crate::time::{self, Minute};

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A new job with a visit.
    Book,
    /// Another time or crew for this job.
    Move(u64),
    /// No visit any more for this job, which stays.
    Queue(u64),
    /// This job be gone.
    Delete(u64),
    /// A new hold.
    Hold,
    /// More time for this hold.
    Extend(u64),
    /// This hold be gone.
    Release(u64),
}

/// A request before it is sent.
#[derive(Clone, Debug)]
pub struct Call {
    /// What is asked for.
    pub action: Action,
    /// By whom: callers with the same name are the same to the server.
    pub caller: String,
    /// The `Idempotency-Key`.
    pub key: Option<String>,
    /// Who shall come, in the order sent.
    pub users: Vec<u64>,
    /// From when to when, half-open.
    pub time: (Minute, Minute),
}

/// What the answer means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done: the job's or hold's number.
    Done(u64),
    /// The time is not free, because of this user where one is named.
    Conflict(Option<u64>),
    /// Another request with the same key runs; nothing was done.
    Running,
    /// It was refused for another reason, known by its code or text; nothing was done.
    Refused(u16, String),
    /// Nobody knows: no answer, or a fault of the server.
    Unknown,
}

/// A request and what became of it.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Its number in the history; a new job carries it in its notes ([`marker`]).
    pub number: usize,
    /// What was asked for.
    pub call: Call,
    /// When it was sent, since the history began.
    pub called: Duration,
    /// When the answer was there; the end of time where none came.
    pub returned: Duration,
    /// What the answer means.
    pub outcome: Outcome,
    /// Status and body, to be compared with those of a repetition.
    pub answer: (u16, Vec<u8>),
    /// Whether the server said that it repeats an answer.
    pub is_replay: bool,
}

/// The note of a job that was asked for with this number: by it a job is found whose answer was lost.
#[must_use]
pub fn marker(number: usize) -> String {
    format!("attempt {number}")
}

/// All attempts of a run.
pub struct History {
    start: Instant,
    attempts: Mutex<Vec<Attempt>>,
    file: Option<Mutex<File>>,
}

impl Default for History {
    fn default() -> Self {
        Self { start: Instant::now(), attempts: Mutex::default(), file: None }
    }
}

impl History {
    /// A history that is also written to a file, a JSON object a line.
    ///
    /// # Errors
    ///
    /// The file can't be made.
    pub fn in_file(file: &Path) -> std::io::Result<Self> {
        Ok(Self { file: Some(Mutex::new(File::create(file)?)), ..Self::default() })
    }

    /// Notes a request before it is sent. The body may depend on its number.
    pub fn call(&self, call: Call) -> usize {
        let mut attempts = held(&self.attempts);
        let number = attempts.len();
        attempts.push(Attempt {
            number,
            call,
            called: self.start.elapsed(),
            returned: Duration::MAX,
            outcome: Outcome::Unknown,
            answer: (0, Vec::new()),
            is_replay: false,
        });
        if self.file.is_some() {
            let Attempt { call, called, .. } = &attempts[number];
            self.write(
                &json!({"call": number, "op": format!("{:?}", call.action), "key": call.key, "caller": call.caller,
                "users": call.users, "start": time::text(call.time.0), "end": time::text(call.time.1),
                "t_call": called.as_micros() as u64}),
            );
        }
        number
    }

    /// Notes what came of it.
    pub fn returned(&self, number: usize, answer: std::io::Result<Answer>) -> Outcome {
        let returned = self.start.elapsed();
        let mut attempts = held(&self.attempts);
        let attempt = &mut attempts[number];
        if let Ok(answer) = answer {
            attempt.outcome = meaning(&answer, attempt.call.action);
            attempt.returned = returned;
            attempt.is_replay = answer.header("idempotency-replayed") == "true";
            attempt.answer = (answer.status, answer.body);
        }
        let outcome = attempt.outcome.clone();
        if self.file.is_some() {
            self.write(&json!({"return": number, "t_return": returned.as_micros() as u64,
                "status": attempt.answer.0, "result": format!("{outcome:?}")}));
        }
        outcome
    }

    /// The key that an attempt carries.
    #[must_use]
    pub fn key_of(&self, number: usize) -> Option<String> {
        held(&self.attempts)[number].call.key.clone()
    }

    /// All attempts so far.
    #[must_use]
    pub fn attempts(&self) -> Vec<Attempt> {
        held(&self.attempts).clone()
    }

    fn write(&self, line: &serde_json::Value) {
        if let Some(file) = &self.file {
            // A history that is not whole would prove nothing.
            writeln!(held(file), "{line}").expect("the history's file can be written");
        }
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What an answer means, by the promises of the API.
fn meaning(answer: &Answer, action: Action) -> Outcome {
    let json = answer.json();
    let sentence = json["error"]["message"].as_str().unwrap_or_default();
    match answer.status {
        200 | 201 | 204 => {
            let known = match action {
                Action::Move(id)
                | Action::Queue(id)
                | Action::Delete(id)
                | Action::Extend(id)
                | Action::Release(id) => Some(id),
                Action::Book => json["data"]["id"].as_u64(),
                Action::Hold => json["id"].as_u64(),
            };
            known.map_or(Outcome::Unknown, Outcome::Done)
        }
        409 if answer.code() == "request-in-progress" => Outcome::Running,
        409 if answer.code() == "slot-taken" => Outcome::Conflict(None),
        422 if sentence.starts_with("There is no availability") => {
            Outcome::Conflict(sentence.trim_end_matches('.').rsplit(' ').next().and_then(|id| id.parse().ok()))
        }
        400..500 if !answer.code().is_empty() => Outcome::Refused(answer.status, answer.code().to_owned()),
        400..500 => Outcome::Refused(answer.status, answer.text()),
        _ => Outcome::Unknown,
    }
}
