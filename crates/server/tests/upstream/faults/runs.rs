//! Runs, many at once, and the kills among them.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use slotwright_testing::dice::Dice;

use super::bed::{Bed, Caller};
use crate::alone::{ACCOUNTS, USERS};
use crate::wire::Fault;

/// How many customers are served at once.
const AT_ONCE: u64 = 6;
/// While more than this is to be told, nobody books: so that faults and kills meet what is being told, and not a heap that waits.
const MAX_WAITING: u64 = 24;
/// Visits of an hour, of which a day has so many, and the last ends before midnight.
const VISITS_A_DAY: u64 = 22;

/// What is done to a visit after it was booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    None,
    /// It is moved.
    Move,
    /// It is moved, and moved again.
    MoveTwice,
    /// It is moved, and back to where it was.
    MoveBack,
    /// Its notes are others.
    Notes,
    /// It goes back into the queue.
    Queue,
    /// It is taken off the list.
    Delete,
    /// It is completed.
    Complete,
}

/// What somebody who booked a visit knows of it.
#[derive(Debug)]
pub struct Run {
    /// Which run: its notes begin with `Run 17.`
    pub number: u64,
    /// The job's number, where the booking was answered.
    pub job_id: Option<u64>,
    /// What was done then.
    pub change: Change,
    /// When it was ever to begin, in the order in which that was wanted.
    pub starts: Vec<String>,
    /// Whether others had one of these times there before.
    pub is_contended: bool,
}

/// Does so many runs, and kills the gateway so many times.
pub fn all(bed: &Bed, runs: u64, kills: u64, seed: u64) -> Vec<Run> {
    let (next, done) = (AtomicU64::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for customer in 0..AT_ONCE {
            let (next, done) = (&next, &done);
            scope.spawn(move || {
                let (mut dice, mut caller) = (Dice::new(seed * 1000 + customer), bed.caller());
                // What is not changed at once is changed after the next booking.
                let mut later: Option<Run> = None;
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if runs <= number {
                        break;
                    }
                    let run = book(bed, &mut caller, &mut dice, number);
                    let (now, then) = if dice.happens(50) { (Some(run), None) } else { (None, Some(run)) };
                    for run in [later.take(), now].into_iter().flatten() {
                        change(&mut caller, &run);
                        done.lock().unwrap().push(run);
                    }
                    later = then;
                }
                if let Some(run) = later {
                    change(&mut caller, &run);
                    done.lock().unwrap().push(run);
                }
            });
        }
        let mut dice = Dice::new(seed * 1000 + AT_ONCE);
        for kill in 0..kills {
            // Once in each part of the runs, and then at a moment of some milliseconds.
            let part = (kill * runs / kills, (kill + 1) * runs / kills);
            let at = part.0 + dice.below((part.1 - part.0).max(1));
            while next.load(Ordering::Relaxed) < at {
                thread::sleep(Duration::from_millis(1));
            }
            thread::sleep(Duration::from_millis(dice.below(40)));
            bed.kill();
        }
    });
    done.into_inner().unwrap()
}

/// A booking, with a fault for it.
fn book(bed: &Bed, caller: &mut Caller, dice: &mut Dice, number: u64) -> Run {
    while MAX_WAITING < count(&caller.ask("/v1/outbox?state=waiting&limit=1")) {
        thread::sleep(Duration::from_millis(5));
    }
    let fault = match dice.below(20) {
        0..4 => Fault::CutBefore,
        4..9 => Fault::CutAfter,
        9..12 => Fault::Garbage,
        12..14 => Fault::Throttled,
        14..16 => Fault::Broken,
        16 => Fault::Silent,
        _ => Fault::None,
    };
    // About as many as a run has requests, so that the next run's fault is there for the next run.
    let before = dice.below(match bed.system {
        "frotcom" => 1,
        "os1" => 3,
        _ => 4,
    }) as usize;
    bed.wire.pile(std::iter::repeat_n(Fault::None, before).chain([fault]));
    let change = match dice.below(11) {
        0..2 => Change::None,
        2..4 => Change::Move,
        4 => Change::MoveTwice,
        5 => Change::Notes,
        6 | 7 => Change::Queue,
        8 => Change::Delete,
        9 => Change::MoveBack,
        _ => Change::Complete,
    };
    let moves = match change {
        Change::Move | Change::MoveBack => 1,
        Change::MoveTwice => 2,
        _ => 0,
    };
    let mut starts: Vec<String> = (0..=moves).map(|move_of_it| start(bed, number, move_of_it)).collect();
    if change == Change::MoveBack {
        starts.push(starts[0].clone());
    }
    // The others give a visit to whoever is free.
    let is_contended = knows_crews(bed.system) && dice.happens(8);
    if is_contended {
        let contended = dice.one(&starts).clone();
        let body = job(number, &contended, "Others were here first.");
        let (status, answer) = bed.there.ask("POST", "/api/v1/scheduling/jobs", &body);
        assert_eq!(status, 201, "{answer}");
    }
    let body = job(number, &starts[0], &format!("Run {number}."));
    let path = "/api/v1/scheduling/jobs";
    let read = |(status, answer): (u16, Value)| {
        assert_eq!(status, 201, "{answer}");
        answer["data"]["id"].as_u64().unwrap()
    };
    // Some say by a key that it is the same booking, and repeat it until it is answered, or once more than that.
    let job_id = match dice.below(10) {
        0..4 => {
            let key = format!("run-{number}");
            let mut book = || caller.send_until_answered(&key, "POST", path, &body).map(read);
            let (job_id, again) = (book(), book());
            assert!(job_id.is_none() || again.is_none() || job_id == again, "it was made twice: {job_id:?} {again:?}");
            job_id.or(again)
        }
        4..7 => caller.send_until_answered(&format!("run-{number}"), "POST", path, &body).map(read),
        _ => caller.send("POST", path, Some(&body)).map(read),
    };
    Run { number, job_id, change, starts, is_contended }
}

/// What is done after a booking. It may be refused, where the booking was refused there meanwhile, and it may not be answered.
fn change(caller: &mut Caller, run: &Run) {
    let Some(id) = run.job_id else { return };
    let path = format!("/api/v1/scheduling/jobs/{id}");
    let moved = |start: &String| json!({"scheduled_datetime": start, "user_ids": [user(run.number)]});
    let done = match run.change {
        Change::None => vec![],
        Change::Move | Change::MoveTwice | Change::MoveBack => {
            run.starts[1..].iter().map(|start| caller.send("PATCH", &path, Some(&moved(start)))).collect()
        }
        Change::Notes => {
            let notes = json!({"notes": format!("Run {}. Ring three times.", run.number)});
            vec![caller.send("PATCH", &path, Some(&notes))]
        }
        Change::Queue => vec![caller.send("POST", &format!("{path}/queue"), None)],
        Change::Delete => vec![caller.send("DELETE", &path, None)],
        Change::Complete => {
            let end = json!({"completion_type": "success", "reason": "Done"});
            vec![caller.send("POST", &format!("{path}/complete"), Some(&end))]
        }
    };
    for (status, answer) in done.into_iter().flatten() {
        assert!(status < 300 || status == 422, "{run:?}: {status} {answer}");
    }
}

/// How many records a list has in all.
fn count(body: &Value) -> u64 {
    body["paginator"]["total_count"].as_u64().unwrap()
}

fn job(number: u64, start: &str, notes: &str) -> Value {
    json!({
        "job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1 + number % ACCOUNTS, "length_in_minutes": 60,
        "notes": notes, "scheduled_datetime": start, "user_ids": [user(number)],
    })
}

/// Who comes.
pub fn user(number: u64) -> u64 {
    1 + number % USERS
}

/// Whether the system is told who comes.
pub fn knows_crews(system: &str) -> bool {
    matches!(system, "sonar" | "bigchange")
}

/// When, first or after moves, up to two: nobody else's time, and where the system decides who comes, no other visit's.
fn start(bed: &Bed, number: u64, move_of_it: u64) -> String {
    let at_once = if knows_crews(bed.system) { USERS } else { 1 };
    let place = number / at_once * 3 + move_of_it;
    let day = jiff::civil::date(2026, 10, 21) + jiff::Span::new().days((place / VISITS_A_DAY) as i64);
    format!("{day} {:02}:00:00", place % VISITS_A_DAY)
}
