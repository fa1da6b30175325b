//! The sixteen operations: as requests, and as dice throw them.

use serde_json::{Value, json};

use super::{DAYS, Job, Model, USERS, Wish};
use crate::arena::monday;
use crate::dice::Dice;
use crate::time::{self, Minute};

const ROOT: &str = "/api/v1/scheduling/jobs";

/// One of the operations, with the model's numbers.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names are the API's")]
pub enum Operation {
    List { limit: u64, page: u64 },
    Get(u64),
    Create { visit: Option<(Minute, Vec<u64>)>, length: Option<Minute>, notes: String },
    Change { id: u64, start: Option<Minute>, users: Option<Vec<u64>>, length: Option<Minute>, notes: Option<String> },
    Delete(u64),
    Queue(u64),
    CheckIn { id: u64, user: Option<u64> },
    CheckOut { id: u64, user: Option<u64> },
    Complete { id: u64, successfully: bool, reason: Option<String> },
    ListWishes { id: u64, limit: u64, page: u64 },
    GetWish { id: u64, wish: u64 },
    CreateWish { id: u64, wish: Wish },
    ChangeWish { id: u64, wish: u64, start: Option<Minute>, end: Option<Minute> },
    DeleteWish { id: u64, wish: u64 },
    FindAny { length: Minute },
    Find { users: Vec<u64>, length: Minute },
}

impl Operation {
    /// Whether the numbers in its answer are those of wishes.
    pub(super) fn is_about_wishes(&self) -> bool {
        matches!(
            self,
            Self::ListWishes { .. } | Self::GetWish { .. } | Self::CreateWish { .. } | Self::ChangeWish { .. }
        )
    }

    /// Method, path and body, with the numbers that a server gave.
    pub(super) fn request(
        &self,
        job: impl Fn(u64) -> u64,
        wish_of: impl Fn(u64) -> u64,
    ) -> (&'static str, String, Option<Value>) {
        let of = |id: &u64| format!("{ROOT}/{}", job(*id));
        let wishes = |id: &u64| format!("{}/desired_job_datetimes", of(id));
        let of_wish = |id: &u64, wish: &u64| format!("{}/{}", wishes(id), wish_of(*wish));
        let some = |pairs: Vec<(&str, Option<Value>)>| -> Option<Value> {
            Some(pairs.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect())
        };
        let find = |length: &Minute| {
            let (first, last) = (time::date_text(monday()), time::date_text(monday() + 1440 * (DAYS - 1)));
            json!({"start_date": first, "end_date": last, "length_in_minutes": length, "job_type_id": 1,
                "entityType": "account", "entityId": 1})
        };
        match self {
            Self::List { limit, page } => ("GET", format!("{ROOT}?limit={limit}&page={page}"), None),
            Self::Get(id) => ("GET", of(id), None),
            Self::Create { visit, length, notes } => {
                let start = visit.as_ref().map(|visit| json!(time::text(visit.0)));
                let users = visit.as_ref().map(|visit| json!(visit.1));
                let body = some(vec![
                    ("job_type_id", Some(json!(1))),
                    ("assigned_type", Some(json!("accounts"))),
                    ("assigned_id", Some(json!(1))),
                    ("notes", Some(json!(notes))),
                    ("scheduled_datetime", start),
                    ("user_ids", users),
                    ("length_in_minutes", length.map(|length| json!(length))),
                ]);
                ("POST", ROOT.to_owned(), body)
            }
            Self::Change { id, start, users, length, notes } => {
                let body = some(vec![
                    ("notes", notes.as_ref().map(|notes| json!(notes))),
                    ("scheduled_datetime", start.map(|start| json!(time::text(start)))),
                    ("user_ids", users.as_ref().map(|users| json!(users))),
                    ("length_in_minutes", length.map(|length| json!(length))),
                ]);
                ("PATCH", of(id), body)
            }
            Self::Delete(id) => ("DELETE", of(id), None),
            Self::Queue(id) => ("POST", format!("{}/queue", of(id)), None),
            Self::CheckIn { id, user } => {
                ("POST", format!("{}/check_in", of(id)), some(vec![("user_id", user.map(|user| json!(user)))]))
            }
            Self::CheckOut { id, user } => {
                ("POST", format!("{}/check_out", of(id)), some(vec![("user_id", user.map(|user| json!(user)))]))
            }
            Self::Complete { id, successfully, reason } => {
                let kind = if *successfully { "success" } else { "failure" };
                let reason = reason.as_ref().map(|reason| json!(reason));
                let body = some(vec![("completion_type", Some(json!(kind))), ("reason", reason)]);
                ("POST", format!("{}/complete", of(id)), body)
            }
            Self::ListWishes { id, limit, page } => ("GET", format!("{}?limit={limit}&page={page}", wishes(id)), None),
            Self::GetWish { id, wish } => ("GET", of_wish(id, wish), None),
            Self::CreateWish { id, wish } => {
                let body =
                    json!({"date": time::date_text(wish.0), "start_time": of_day(wish.1), "end_time": of_day(wish.2)});
                ("POST", wishes(id), Some(body))
            }
            Self::ChangeWish { id, wish, start, end } => {
                let time = |minute: &Option<Minute>| minute.map(|minute| json!(of_day(minute)));
                ("PATCH", of_wish(id, wish), some(vec![("start_time", time(start)), ("end_time", time(end))]))
            }
            Self::DeleteWish { id, wish } => ("DELETE", of_wish(id, wish), None),
            Self::FindAny { length } => ("POST", format!("{ROOT}/find_any_available_space"), Some(find(length))),
            Self::Find { users, length } => {
                let mut body = find(length);
                body["users"] = json!(users);
                ("POST", format!("{ROOT}/find_available_space"), Some(body))
            }
        }
    }
}

fn of_day(minute: Minute) -> String {
    time::text(minute)[11..].to_owned()
}

/// A random operation; most are about what is there.
pub(super) fn random(model: &Model, dice: &mut Dice) -> Operation {
    let job = job(model, dice);
    let wish = wish(model.jobs.get(&job), model.wishes_made, dice);
    let maybe_user = |dice: &mut Dice| dice.happens(60).then(|| user(dice));
    match dice.below(24) {
        0 => Operation::List { limit: 1 + dice.below(4), page: 1 + dice.below(3) },
        1 => Operation::Get(job),
        2..7 => {
            let visit = dice.happens(75).then(|| (start(dice), crew(dice)));
            Operation::Create { visit, length: length(dice), notes: notes(dice) }
        }
        7..11 => {
            let (start, users) = (dice.happens(60).then(|| start(dice)), dice.happens(85).then(|| crew(dice)));
            let (length, notes) = (length(dice), dice.happens(40).then(|| notes(dice)));
            Operation::Change { id: job, start, users, length, notes }
        }
        11 => Operation::Delete(job),
        12 => Operation::Queue(job),
        13 | 14 => Operation::CheckIn { id: job, user: maybe_user(dice) },
        15 => Operation::CheckOut { id: job, user: maybe_user(dice) },
        16 => {
            let reason = dice.happens(60).then(|| notes(dice)).filter(|reason| !reason.trim().is_empty());
            Operation::Complete { id: job, successfully: dice.happens(50), reason }
        }
        17 => Operation::ListWishes { id: job, limit: 1 + dice.below(3), page: 1 + dice.below(2) },
        18 => Operation::GetWish { id: job, wish },
        19 => {
            let (start, end) = (30 * dice.below(40) as i64, 30 * dice.below(48) as i64);
            Operation::CreateWish { id: job, wish: (monday() + 1440 * dice.below(9) as i64, start, end) }
        }
        20 => {
            let mut time = || dice.happens(60).then(|| 15 * dice.below(96) as i64);
            Operation::ChangeWish { id: job, wish, start: time(), end: time() }
        }
        21 => Operation::DeleteWish { id: job, wish },
        22 => Operation::FindAny { length: 1 + dice.below(200) as i64 },
        _ => {
            let mut users = crew(dice);
            users.retain(|user| *user <= USERS);
            if users.is_empty() {
                users.push(1);
            }
            Operation::Find { users, length: 1 + dice.below(200) as i64 }
        }
    }
}

/// One that is there, as a rule; else one that was, or never will be.
fn job(model: &Model, dice: &mut Dice) -> u64 {
    let known: Vec<_> = model.jobs.keys().copied().collect();
    if known.is_empty() || dice.happens(8) {
        return 1 + dice.below(model.jobs_made + 2);
    }
    *dice.one(&known)
}

fn wish(job: Option<&Job>, made: u64, dice: &mut Dice) -> u64 {
    let known: Vec<_> = job.into_iter().flat_map(|job| job.wishes.keys().copied()).collect();
    if known.is_empty() || dice.happens(15) {
        return 1 + dice.below(made + 2);
    }
    *dice.one(&known)
}

/// Within working hours, as a rule, and often off the grid.
fn start(dice: &mut Dice) -> Minute {
    let of_day = if dice.happens(10) { dice.below(1440) } else { 480 + dice.below(600) };
    monday() + 1440 * dice.below(DAYS as u64) as i64 + of_day as i64
}

fn length(dice: &mut Dice) -> Option<Minute> {
    match dice.below(20) {
        0 => Some(50),
        1..14 => Some(15 * (1 + dice.below(12) as i64)),
        _ => None,
    }
}

fn user(dice: &mut Dice) -> u64 {
    if dice.happens(5) { USERS + 1 } else { 1 + dice.below(USERS) }
}

fn crew(dice: &mut Dice) -> Vec<u64> {
    let mut users: Vec<_> = (1..=USERS).collect();
    dice.shuffle(&mut users);
    users.truncate(if dice.happens(60) { 1 } else { 1 + dice.below(USERS) as usize });
    if dice.happens(3) {
        users.push(USERS + 1);
    }
    users
}

fn notes(dice: &mut Dice) -> String {
    const SOME: [&str; 5] =
        ["Ring twice.", "", "Zwei Hunde: \"Ben\" & \"Älex\"\nKeller links 🐕", "'; DROP TABLE jobs; --", "0"];
    (*dice.one(&SOME)).to_owned()
}
