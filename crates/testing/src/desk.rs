//! One client: it books, moves and holds, and its history says what it was answered.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::arena::{Arena, actor};
use crate::history::{Action, Call, History, Outcome, marker};
use crate::http::{Answer, Client};
use crate::time::{self, Minute};

const JOBS: &str = "/api/v1/scheduling/jobs";
const HOLDS: &str = "/v1/holds";

/// A client with its connection.
pub struct Desk<'a> {
    client: Client,
    caller: String,
    history: &'a History,
    /// How long each answer took.
    pub took: Vec<Duration>,
}

impl<'a> Desk<'a> {
    /// A client of one of the servers, for one of the callers, already connected.
    ///
    /// # Panics
    ///
    /// Nobody listens.
    #[must_use]
    pub fn new(arena: &Arena, server: usize, caller: usize, history: &'a History) -> Self {
        let mut client = arena.client(server, caller);
        client.connect().expect("the server listens");
        Self { client, caller: actor(caller), history, took: Vec::new() }
    }

    /// Asks for a new job with a visit.
    pub fn book(&mut self, users: &[u64], time: (Minute, Minute)) -> Outcome {
        let number = self.call(Action::Book, None, users, time);
        self.send(number, "POST", JOBS, Some(&visit(number, users, time)))
    }

    /// Asks for a new job with a visit, with a key; `note` is the attempt whose marker the job carries, so that a
    /// repetition has the same body.
    pub fn book_once(&mut self, key: &str, note: Option<usize>, users: &[u64], time: (Minute, Minute)) -> Outcome {
        let number = self.call(Action::Book, Some(key), users, time);
        self.send(number, "POST", JOBS, Some(&visit(note.unwrap_or(number), users, time)))
    }

    /// Asks for another time or crew for a job.
    pub fn move_job(&mut self, id: u64, users: &[u64], time: (Minute, Minute)) -> Outcome {
        let number = self.call(Action::Move(id), None, users, time);
        let body = json!({"scheduled_datetime": time::text(time.0), "user_ids": users,
            "length_in_minutes": time.1 - time.0});
        self.send(number, "PATCH", &format!("{JOBS}/{id}"), Some(&body))
    }

    /// Puts a job back into the queue.
    pub fn queue(&mut self, id: u64) -> Outcome {
        let number = self.call(Action::Queue(id), None, &[], (0, 0));
        self.send(number, "POST", &format!("{JOBS}/{id}/queue"), None)
    }

    /// Deletes a job.
    pub fn delete(&mut self, id: u64) -> Outcome {
        let number = self.call(Action::Delete(id), None, &[], (0, 0));
        self.send(number, "DELETE", &format!("{JOBS}/{id}"), None)
    }

    /// Asks for a hold.
    pub fn hold(&mut self, users: &[u64], time: (Minute, Minute)) -> Outcome {
        let number = self.call(Action::Hold, None, users, time);
        let body = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "user_ids": users,
            "scheduled_datetime": time::text(time.0), "length_in_minutes": time.1 - time.0});
        self.send(number, "POST", HOLDS, Some(&body))
    }

    /// Asks for more time for a hold.
    pub fn extend(&mut self, id: u64) -> Outcome {
        let number = self.call(Action::Extend(id), None, &[], (0, 0));
        self.send(number, "POST", &format!("{HOLDS}/{id}/extend"), None)
    }

    /// Gives a hold back.
    pub fn release(&mut self, id: u64) -> Outcome {
        let number = self.call(Action::Release(id), None, &[], (0, 0));
        self.send(number, "DELETE", &format!("{HOLDS}/{id}"), None)
    }

    /// Who is free on a day: all blocks, by user.
    ///
    /// # Panics
    ///
    /// The server does not tell.
    pub fn find(&mut self, day: Minute, length: Minute) -> Vec<(u64, (Minute, Minute))> {
        let date = time::date_text(day);
        let path = format!(
            "{JOBS}/find_any_available_space?start_date={date}&end_date={date}&length_in_minutes={length}\
             &job_type_id=1&entityType=account&entityId=1"
        );
        let answer = self.ask("GET", &path, &[], None).expect("an answer");
        assert_eq!(answer.status, 200, "{}", answer.text());
        let mut free = Vec::new();
        let minute = |block: &Value, name: &str| time::parse(&format!("{date} {}", block[name].as_str()?));
        for (user, blocks) in answer.json()["data"][&date].as_object().into_iter().flatten() {
            for block in blocks.as_array().into_iter().flatten() {
                let time = minute(block, "start").zip(minute(block, "end"));
                free.extend(user.parse().ok().zip(time));
            }
        }
        free
    }

    /// Asks anything; nothing is noted.
    ///
    /// # Errors
    ///
    /// No answer comes.
    pub fn ask(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> std::io::Result<Answer> {
        let start = Instant::now();
        let answer = self.client.send(method, path, headers, body);
        self.took.push(start.elapsed());
        answer
    }

    fn call(&self, action: Action, key: Option<&str>, users: &[u64], time: (Minute, Minute)) -> usize {
        let key = key.map(str::to_owned);
        self.history.call(Call { action, caller: self.caller.clone(), key, users: users.to_vec(), time })
    }

    fn send(&mut self, number: usize, method: &str, path: &str, body: Option<&Value>) -> Outcome {
        let key = self.history.key_of(number);
        let headers: Vec<_> = key.iter().map(|key| ("idempotency-key", key.as_str())).collect();
        let answer = self.ask(method, path, &headers, body);
        self.history.returned(number, answer)
    }
}

fn visit(note: usize, users: &[u64], time: (Minute, Minute)) -> Value {
    json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "notes": marker(note), "user_ids": users,
        "scheduled_datetime": time::text(time.0), "length_in_minutes": time.1 - time.0})
}
