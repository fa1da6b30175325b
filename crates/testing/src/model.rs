//! R9: the sixteen Sonar operations against a model of a page or two.
//!
//! The model is what a patient person with a sheet of paper would do. Random sequences of operations are given to it and
//! to servers on both databases, and all must answer the same: the servers to each other byte for byte, and to the model
//! by meaning. Numbers are given out by each database as it likes and moments are the clock's, so both are put aside.

mod operation;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::arena::{Arena, Plan, monday};
use crate::desk::Desk;
use crate::dice::Dice;
use crate::history::History;
use crate::time::{self, Minute};
pub use operation::Operation;

/// How many technicians there are; each works from 8 to 18.
pub const USERS: u64 = 3;
/// How many days the visits are on: few, so that they meet.
const DAYS: i64 = 2;
/// Stands for every moment.
const MOMENT: &str = "now";
/// A number that nothing has.
const NOBODY: u64 = 999_999;

/// What an operation must answer; numbers are the model's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Value,
}

/// A job on the sheet.
#[derive(Clone, Debug)]
struct Job {
    status: &'static str,
    start: Option<Minute>,
    length: Minute,
    users: Vec<u64>,
    notes: String,
    checked_in: Vec<u64>,
    /// Successfully or not, and the reason.
    completion: Option<(bool, Option<String>)>,
    wishes: BTreeMap<u64, Wish>,
}

/// A wish on the sheet: day, start and end, in minutes.
type Wish = (Minute, Minute, Minute);

/// The sheet of paper. Jobs and wishes have numbers in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Model {
    jobs: BTreeMap<u64, Job>,
    jobs_made: u64,
    wishes_made: u64,
}

type Answer = Result<Expected, Expected>;

impl Model {
    /// Does an operation and tells what must be answered.
    pub fn apply(&mut self, operation: &Operation) -> Expected {
        self.answer(operation).unwrap_or_else(|refused| refused)
    }

    fn answer(&mut self, operation: &Operation) -> Answer {
        match operation {
            Operation::List { limit, page } => {
                Ok(listed(self.jobs.iter().map(|(id, job)| shown(*id, job)), *limit, *page))
            }
            Operation::Get(id) => Ok(data(200, shown(*id, self.job(*id)?))),
            Operation::Create { visit, length, notes } => self.create(visit.as_ref(), *length, notes),
            Operation::Change { id, start, users, length, notes } => {
                self.change(*id, *start, users.as_deref(), *length, notes.as_deref())
            }
            Operation::Delete(id) => match self.jobs.remove(id) {
                Some(_) => Ok(data(200, json!({"success": true}))),
                None => Err(sentence(404, "job does not exist.")),
            },
            Operation::Queue(id) => self.queue(*id),
            Operation::CheckIn { id, user } => self.check_in(*id, *user),
            Operation::CheckOut { id, user } => self.check_out(*id, *user),
            Operation::Complete { id, successfully, reason } => self.complete(*id, *successfully, reason.as_deref()),
            Operation::ListWishes { id, limit, page } => {
                let wishes = self.job(*id)?.wishes.iter();
                Ok(listed(wishes.map(|(id, wish)| shown_wish(*id, *wish)), *limit, *page))
            }
            Operation::GetWish { id, wish } => {
                let found = self.job(*id)?.wishes.get(wish).ok_or_else(no_item)?;
                Ok(data(200, shown_wish(*wish, *found)))
            }
            Operation::CreateWish { id, wish } => self.create_wish(*id, *wish),
            Operation::ChangeWish { id, wish, start, end } => self.change_wish(*id, *wish, *start, *end),
            Operation::DeleteWish { id, wish } => {
                let found = self.jobs.get_mut(id).and_then(|job| job.wishes.remove(wish));
                let gone = found.ok_or_else(|| sentence(404, "desired job date/time does not exist."));
                gone.map(|_| data(200, json!({"success": true})))
            }
            Operation::FindAny { length } => Ok(self.find_any(*length)),
            Operation::Find { users, length } => Ok(self.find(users, *length)),
        }
    }

    fn job(&self, id: u64) -> Result<&Job, Expected> {
        self.jobs.get(&id).ok_or_else(no_item)
    }

    /// Who of a crew is not free, the first in its order.
    fn not_free(&self, own: u64, users: &[u64], start: Minute, length: Minute) -> Option<u64> {
        let midnight = start.div_euclid(1440) * 1440;
        let is_work = midnight + 480 <= start && start + length <= midnight + 1080;
        let meets = |job: &Job, user: u64| {
            job.users.contains(&user)
                && job.start.is_some_and(|other| other < start + length && start < other + job.length)
        };
        let is_taken = |user| self.jobs.iter().any(|(id, job)| *id != own && meets(job, user));
        users.iter().copied().find(|user| !is_work || is_taken(*user))
    }

    fn create(&mut self, visit: Option<&(Minute, Vec<u64>)>, length: Option<Minute>, notes: &str) -> Answer {
        faults(length, visit.map(|visit| visit.1.as_slice()).unwrap_or_default(), false)?;
        let length = length.unwrap_or(60);
        let job = Job {
            status: if visit.is_some() { "scheduled" } else { "queued" },
            start: visit.map(|visit| visit.0),
            length,
            users: visit.map(|visit| visit.1.clone()).unwrap_or_default(),
            notes: notes.to_owned(),
            checked_in: Vec::new(),
            completion: None,
            wishes: BTreeMap::new(),
        };
        if let Some((start, users)) = visit {
            self.must_be_free(0, users, *start, length)?;
        }
        self.jobs_made += 1;
        let expected = data(201, shown(self.jobs_made, &job));
        self.jobs.insert(self.jobs_made, job);
        Ok(expected)
    }

    fn must_be_free(&self, own: u64, users: &[u64], start: Minute, length: Minute) -> Result<(), Expected> {
        let text = |user| format!("There is no availability for that day/time for user ID {user}.");
        self.not_free(own, users, start, length).map_or(Ok(()), |user| Err(sentence(422, &text(user))))
    }

    fn change(
        &mut self,
        id: u64,
        start: Option<Minute>,
        users: Option<&[u64]>,
        length: Option<Minute>,
        notes: Option<&str>,
    ) -> Answer {
        let before = self.jobs.get(&id).ok_or_else(|| sentence(422, "No item with that ID found."))?;
        let is_crew_missing = start.is_some() && users.is_none();
        let users = users.filter(|_| start.is_some() || before.start.is_some());
        faults(length, users.unwrap_or_default(), is_crew_missing)?;
        if start.is_some() && before.completion.is_some() {
            return Err(already_completed());
        }
        let mut job = before.clone();
        job.length = length.unwrap_or(job.length);
        job.notes = notes.map_or(job.notes, str::to_owned);
        if start.is_some() {
            (job.start, job.status) = (start, "scheduled");
        }
        if job.start.is_some() {
            job.users = users.map_or(job.users, <[u64]>::to_vec);
        }
        let is_other =
            |one: &Job, other: &Job| (one.start, one.length, &one.users) != (other.start, other.length, &other.users);
        if let Some(start) = job.start
            && is_other(&job, before)
        {
            self.must_be_free(id, &job.users, start, job.length)?;
        }
        let mut answer = shown(id, &job);
        // So the vendor does it: without seconds in this answer.
        if let Some(start) = job.start {
            answer["scheduled_datetime"] = json!(time::text(start)[..16]);
        }
        self.jobs.insert(id, job);
        Ok(data(201, answer))
    }

    fn with_job(&mut self, id: u64, change: impl FnOnce(&mut Job) -> Result<(), Expected>) -> Answer {
        let job = self.jobs.get_mut(&id).ok_or_else(no_item)?;
        change(job)?;
        Ok(data(201, shown(id, job)))
    }

    fn queue(&mut self, id: u64) -> Answer {
        self.with_job(id, |job| {
            if job.status == "completed" {
                return Err(already_completed());
            }
            (job.status, job.completion) = ("queued", None);
            free(job);
            Ok(())
        })
    }

    fn check_in(&mut self, id: u64, user: Option<u64>) -> Answer {
        self.with_job(id, |job| {
            let user = on_site(user)?;
            match job.status {
                "queued" => return Err(sentence(422, "The job is not scheduled.")),
                "scheduled" => {}
                _ => return Err(already_completed()),
            }
            if !job.checked_in.contains(&user) {
                job.checked_in.push(user);
            }
            Ok(())
        })
    }

    fn check_out(&mut self, id: u64, user: Option<u64>) -> Answer {
        self.with_job(id, |job| {
            let user = on_site(user)?;
            if job.completion.is_some() {
                return Err(already_completed());
            }
            job.checked_in.retain(|known| *known != user);
            Ok(())
        })
    }

    fn complete(&mut self, id: u64, successfully: bool, reason: Option<&str>) -> Answer {
        self.with_job(id, |job| {
            if !successfully && reason.is_none() {
                return Err(field("reason", "The reason field is required when completion type is failure."));
            }
            if job.completion.is_some() {
                return Err(already_completed());
            }
            job.status = if successfully { "completed" } else { "failed" };
            job.completion = Some((successfully, reason.map(str::to_owned)));
            free(job);
            Ok(())
        })
    }

    fn create_wish(&mut self, id: u64, wish: Wish) -> Answer {
        let number = self.wishes_made + 1;
        let job = self.jobs.get_mut(&id).ok_or_else(no_item)?;
        let wish = (wish.0, wish.1, ending(wish.2));
        if wish.2 <= wish.1 {
            return Err(without_length());
        }
        job.wishes.insert(number, wish);
        self.wishes_made = number;
        Ok(data(201, shown_wish(number, wish)))
    }

    fn change_wish(&mut self, id: u64, number: u64, start: Option<Minute>, end: Option<Minute>) -> Answer {
        let job = self.jobs.get_mut(&id).ok_or_else(no_item)?;
        let wish = job.wishes.get_mut(&number).ok_or_else(no_item)?;
        let changed = (wish.0, start.unwrap_or(wish.1), end.map_or(wish.2, ending));
        if changed.2 <= changed.1 {
            return Err(without_length());
        }
        *wish = changed;
        Ok(data(200, shown_wish(number, changed)))
    }

    /// The minutes of a day in which all of them are free, as blocks that are long enough.
    fn blocks(&self, users: &[u64], day: i64, length: Minute) -> Vec<Value> {
        let midnight = monday() + 1440 * day;
        let is_free = |minute: Minute| self.not_free(0, users, midnight + minute, 1).is_none();
        let of_day = |minute: Minute| time::text(midnight + minute)[11..].to_owned();
        let mut blocks = Vec::new();
        let mut start = None;
        for minute in 480..=1080 {
            match (start, minute < 1080 && is_free(minute)) {
                (None, true) => start = Some(minute),
                (Some(from), false) => {
                    if length <= minute - from {
                        blocks.push(json!({"start": of_day(from), "end": of_day(minute)}));
                    }
                    start = None;
                }
                _ => {}
            }
        }
        blocks
    }

    fn find_any(&self, length: Minute) -> Expected {
        let mut days = serde_json::Map::new();
        for day in 0..DAYS {
            let blocks = (1..=USERS).map(|user| (user.to_string(), self.blocks(&[user], day, length)));
            let users: serde_json::Map<_, _> =
                blocks.filter(|(_, blocks)| !blocks.is_empty()).map(|(user, blocks)| (user, blocks.into())).collect();
            if !users.is_empty() {
                days.insert(time::date_text(monday() + 1440 * day), users.into());
            }
        }
        data(200, if days.is_empty() { json!([]) } else { days.into() })
    }

    fn find(&self, users: &[u64], length: Minute) -> Expected {
        let days = (0..DAYS).map(|day| (time::date_text(monday() + 1440 * day), self.blocks(users, day, length)));
        let days: serde_json::Map<_, _> =
            days.filter(|(_, blocks)| !blocks.is_empty()).map(|(day, blocks)| (day, blocks.into())).collect();
        data(200, if days.is_empty() { json!([]) } else { days.into() })
    }
}

fn free(job: &mut Job) {
    job.start = None;
    job.users.clear();
    job.checked_in.clear();
}

/// What is wrong with the parameters of a request, all at once: name and sentence.
fn faults(length: Option<Minute>, users: &[u64], is_crew_missing: bool) -> Result<(), Expected> {
    let mut faults = serde_json::Map::new();
    if length.is_some_and(|length| length % 15 != 0) {
        faults.insert("length_in_minutes".to_owned(), json!("The length in minutes must be divisible by 15."));
    }
    if is_crew_missing {
        let text = "The user ids field is required when scheduled datetime is present.";
        faults.insert("user_ids".to_owned(), json!(text));
    }
    if !are_known(users) {
        faults.insert("user_ids".to_owned(), json!(NO_SUCH_USER));
    }
    if faults.is_empty() { Ok(()) } else { Err(refused(422, &faults.into())) }
}

const NO_SUCH_USER: &str = "That user does not exist.";

fn are_known(users: &[u64]) -> bool {
    users.iter().all(|user| *user <= USERS)
}

/// The user who is meant on site: the caller where none is named.
fn on_site(user: Option<u64>) -> Result<u64, Expected> {
    let user = user.unwrap_or(1);
    if are_known(&[user]) { Ok(user) } else { Err(field("user_id", NO_SUCH_USER)) }
}

fn data(status: u16, data: Value) -> Expected {
    Expected { status, body: json!({"data": data}) }
}

fn refused(status: u16, message: &Value) -> Expected {
    Expected { status, body: json!({"error": {"message": message, "status_code": status}}) }
}

fn sentence(status: u16, text: &str) -> Expected {
    refused(status, &json!(text))
}

fn field(name: &str, text: &str) -> Expected {
    refused(422, &json!({name: text}))
}

fn no_item() -> Expected {
    sentence(404, "No item with that ID found.")
}

fn already_completed() -> Expected {
    sentence(422, "The job has already been completed.")
}

fn without_length() -> Expected {
    sentence(422, "The start_time must be prior to the end_time.")
}

fn listed(all: impl ExactSizeIterator<Item = Value>, limit: u64, page: u64) -> Expected {
    let total = all.len() as u64;
    let part: Vec<_> = all.skip(((page - 1) * limit) as usize).take(limit as usize).collect();
    let paginator = json!({"total_count": total, "total_pages": total.div_ceil(limit).max(1), "current_page": page,
        "limit": limit});
    Expected { status: 200, body: json!({"data": part, "paginator": paginator}) }
}

fn shown(id: u64, job: &Job) -> Value {
    let checked_in = job.checked_in.iter().map(|user| json!({"user_id": user, "datetime": MOMENT}));
    let completed = |value: Value| if job.completion.is_some() { value } else { Value::Null };
    json!({
        "id": id, "scheduled_datetime": job.start.map(time::text), "job_type_id": 1, "length_in_minutes": job.length,
        "ticket_id": null, "assigned_type": "accounts", "assigned_id": 1, "notes": job.notes, "status": job.status,
        "user_ids": job.users, "created_by_user_id": 1, "checked_in_users": checked_in.collect::<Vec<_>>(),
        "services": [], "completed_at": completed(json!(MOMENT)), "completed_by_user_id": completed(json!(1)),
        "completed_successfully": job.completion.as_ref().map(|completion| completion.0),
        "completion_reason": job.completion.as_ref().and_then(|completion| completion.1.clone()),
    })
}

fn shown_wish(id: u64, (day, start, end): Wish) -> Value {
    let of_day = |minute: Minute| time::text(minute)[11..].to_owned();
    json!({"id": id, "date": time::date_text(day), "start_time": of_day(start), "end_time": of_day(end.min(1439))})
}

/// A minute of a day as the end of a part of it: its first and its last are the midnight after it.
fn ending(minute: Minute) -> Minute {
    if [0, 1439].contains(&minute) { 1440 } else { minute }
}

/// A server beside the model: which numbers it gave to what the model counts.
struct Beside<'a> {
    name: &'static str,
    desks: Vec<Desk<'a>>,
    jobs: Vec<u64>,
    wishes: Vec<u64>,
}

impl Beside<'_> {
    /// Sends an operation to one of its processes; gives status and body with the model's numbers.
    fn send(&mut self, operation: &Operation, process: usize) -> (u16, String) {
        let number = |numbers: &[u64], of_model: u64| numbers.get(of_model as usize - 1).copied().unwrap_or(NOBODY);
        let (method, path, body) = operation.request(|job| number(&self.jobs, job), |wish| number(&self.wishes, wish));
        let desk = process % self.desks.len();
        let answer = self.desks[desk].ask(method, &path, &[], body.as_ref());
        let answer = answer.unwrap_or_else(|error| panic!("{}: {method} {path}: {error}", self.name));
        let made = answer.json()["data"]["id"].as_u64().filter(|_| answer.status == 201);
        match (operation, made) {
            (Operation::Create { .. }, Some(id)) => self.jobs.push(id),
            (Operation::CreateWish { .. }, Some(id)) => self.wishes.push(id),
            _ => {}
        }
        let numbers = if operation.is_about_wishes() { &self.wishes } else { &self.jobs };
        (answer.status, put_aside(&answer.text(), numbers))
    }
}

/// The text of an answer without what is a database's or a clock's own.
fn put_aside(text: &str, numbers: &[u64]) -> String {
    let mut aside = String::new();
    let mut rest = text;
    const ID: &str = "{\"id\":";
    const MOMENTS: [&str; 2] = ["\"completed_at\":\"", "\"datetime\":\""];
    loop {
        let found = [ID, MOMENTS[0], MOMENTS[1]].into_iter().filter_map(|name| Some((rest.find(name)?, name))).min();
        let Some((at, name)) = found else { break };
        let (before, after) = rest.split_at(at + name.len());
        aside += before;
        let end = after.find(|end: char| if name == ID { !end.is_ascii_digit() } else { end == '"' });
        let (value, after) = after.split_at(end.unwrap_or(after.len()));
        if name == ID {
            let place = value.parse().ok().and_then(|id: u64| numbers.iter().rposition(|known| *known == id));
            let _ = match place {
                Some(place) => write!(aside, "{}", place + 1),
                None => write!(aside, "\"unknown {value}\""),
            };
        } else {
            aside += MOMENT;
        }
        rest = after;
    }
    aside + rest
}

/// What came of sequences of operations.
#[derive(Clone, Copy, Debug, Default)]
pub struct Agreed {
    /// Sequences.
    pub sequences: usize,
    /// Operations in all of them, each sent to every server.
    pub operations: usize,
    /// How many of them were refused: a model that only agrees on success knows little.
    pub refused: usize,
}

/// Tells so many random sequences of up to `longest` operations to the model and to the servers of each plan.
///
/// # Errors
///
/// The first difference, with all that led to it.
pub fn agree(plans: &[Plan], sequences: usize, longest: u64) -> Result<Agreed, String> {
    let arenas: Vec<_> = plans.iter().map(|plan| Arena::open(&Plan { users: USERS, ..plan.clone() })).collect();
    let history = History::default();
    let mut beside: Vec<_> = (arenas.iter().zip(plans))
        .map(|(arena, plan)| Beside {
            name: plan.backend.name(),
            desks: (0..arena.processes()).map(|process| Desk::new(arena, process, 0, &history)).collect(),
            jobs: Vec::new(),
            wishes: Vec::new(),
        })
        .collect();
    let mut model = Model::default();
    let mut agreed = Agreed::default();
    for sequence in 0..sequences {
        let mut dice = Dice::new(sequence as u64);
        let mut given = Vec::new();
        let length = 1 + dice.below(longest);
        while (given.len() as u64) < length || !model.jobs.is_empty() {
            // At its end each sequence deletes what it made.
            let last = if (given.len() as u64) < length { None } else { model.jobs.keys().next().copied() };
            let operation = last.map_or_else(|| operation::random(&model, &mut dice), Operation::Delete);
            let expected = model.apply(&operation);
            given.push(operation);
            let led = || given.iter().map(|operation| format!("  {operation:?}\n")).collect::<String>();
            let process = dice.below(60) as usize;
            let mut first: Option<String> = None;
            for server in &mut beside {
                let (status, text) = server.send(&given[given.len() - 1], process);
                let body: Value = serde_json::from_str(&text).unwrap_or_default();
                if (status, &body) != (expected.status, &expected.body) {
                    let Expected { status: right, body: expected } = &expected;
                    return Err(format!(
                        "sequence {sequence}: after\n{}{} answered {status} {text}\nexpected {right} {expected}",
                        led(),
                        server.name
                    ));
                }
                match &first {
                    Some(first) if *first != text => {
                        return Err(format!(
                            "sequence {sequence}: after\n{}one wrote {first}\n{} {text}",
                            led(),
                            server.name
                        ));
                    }
                    _ => first = Some(text),
                }
            }
            agreed.operations += 1;
            agreed.refused += usize::from(400 <= expected.status);
        }
        agreed.sequences += 1;
        if agreed.sequences % 1000 == 0 {
            eprintln!("  {} sequences, {} operations", agreed.sequences, agreed.operations);
        }
        for server in &mut beside {
            for desk in &mut server.desks {
                desk.took.clear();
            }
        }
    }
    Ok(agreed)
}
