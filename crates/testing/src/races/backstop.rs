//! The database itself, asked behind the server's back.

use super::{Run, Rush};
use crate::arena::{Arena, Plan, monday};
use crate::checker::Promises;
use crate::desk::Desk;
use crate::history::{History, Outcome};

/// Writes claims that overlap others straight into the database, and moves some there: it must refuse them, whoever
/// writes, for nothing else is left when a lock is forgotten. The rest of the races demand that it never has to.
#[must_use]
pub fn backstop(plan: &Plan) -> Run {
    let arena = Arena::open(&Plan { users: 2, ..plan.clone() });
    let history = History::default();
    let mut desk = Desk::new(&arena, 0, 0, &history);
    let time = (monday() + 540, monday() + 600);
    let mut brought = Rush::default();
    let jobs = [desk.book(&[1], time), desk.book(&[2], time)];
    let [Outcome::Done(_), Outcome::Done(other)] = jobs else { panic!("the visits can't be booked: {jobs:?}") };
    let insert = |start: i64, end: i64| {
        format!(
            "INSERT INTO claims (job_id, position, user_id, start_minute, end_minute) \
             VALUES ({other}, 1, 1, {start}, {end})"
        )
    };
    let of_other = format!("WHERE job_id = {other}");
    for statement in [
        insert(time.0, time.1),
        insert(time.0 - 30, time.0 + 1),
        insert(time.1 - 1, time.1 + 30),
        insert(time.0 + 10, time.0 + 20),
        insert(time.0 - 60, time.1 + 60),
        format!("UPDATE claims SET user_id = 1 {of_other}"),
        format!("UPDATE claims SET user_id = 1, start_minute = {}, end_minute = {} {of_other}", time.1 - 1, time.1 + 9),
    ] {
        // What is written is taken back in either case.
        let is_taken = arena.tries(&statement);
        brought.find(is_taken.then(|| format!("the database takes a claim that overlaps another: {statement}")));
    }
    for statement in [insert(time.0 - 60, time.0), insert(time.1, time.1 + 60)] {
        let is_refused = !arena.tries(&statement);
        brought
            .find(is_refused.then(|| format!("the database refuses a claim that only touches another: {statement}")));
    }
    brought.times = std::mem::take(&mut desk.took);
    let name = format!("overlaps written past the server, on {}", plan.backend.name());
    Run::of(name, arena, &history, &Promises { visits: Some(2), ..Promises::default() }, brought)
}
