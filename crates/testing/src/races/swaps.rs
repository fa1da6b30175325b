//! R8: visits that change places, while somebody looks.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use serde_json::Value;

use super::{Run, refusals, rush};
use crate::arena::{Arena, Plan, monday};
use crate::checker::Promises;
use crate::desk::Desk;
use crate::history::{History, Outcome};
use crate::time;

/// How many visits move along.
const CHAIN: usize = 5;

/// Chains of five visits at five hours of one technician, and a sixth hour that is free. In each round every visit is
/// asked to move on by one hour, all at the same moment, and by the same clients two are asked to change places.
///
/// Which of them get through is up to the race. But no visit may get lost, nobody may be in two places even for a moment,
/// and whoever is refused must have found the hour taken. Readers look at all jobs all the while.
#[must_use]
pub fn swaps(plan: &Plan, rounds: usize) -> Run {
    let arena = Arena::open(plan);
    let history = History::default();
    let hour = |number: usize| {
        let start = monday() + 480 + 60 * (number % (CHAIN + 1)) as i64;
        (start, start + 60)
    };
    let mut clerk = Desk::new(&arena, 0, 0, &history);
    let mut jobs = Vec::new();
    for user in 1..=plan.users {
        for number in 0..CHAIN {
            match clerk.book(&[user], hour(number)) {
                Outcome::Done(id) => jobs.push((id, user, AtomicUsize::new(number))),
                other => panic!("the chain can't be made: {other:?}"),
            }
        }
    }
    let (movers, is_over) = (jobs.len(), AtomicBool::new(false));
    let left = AtomicUsize::new(movers);
    const READERS: usize = 2;
    let mut brought = rush(
        movers + READERS,
        |client| Desk::new(&arena, client, client % plan.callers, &history),
        |client, desk| {
            let Some((id, user, place)) = jobs.get(client) else {
                while !is_over.load(Ordering::Relaxed) {
                    nobody_is_in_two_places(desk)?;
                }
                return Ok(());
            };
            for round in 0..rounds {
                let now = place.load(Ordering::Relaxed);
                // Two of a chain want each other's place at every third round: both must be refused, or one has moved on.
                let next = match (round % 3, client % CHAIN) {
                    (2, 0) => jobs[client + 1].2.load(Ordering::Relaxed),
                    (2, 1) => jobs[client - 1].2.load(Ordering::Relaxed),
                    _ => now + 1,
                };
                if let Outcome::Done(_) = desk.move_job(*id, &[*user], hour(next)) {
                    place.store(next % (CHAIN + 1), Ordering::Relaxed);
                }
            }
            if left.fetch_sub(1, Ordering::Relaxed) == 1 {
                is_over.store(true, Ordering::Relaxed);
            }
            Ok(())
        },
    );
    brought.find(refusals(&history));
    let name = format!("{} visits change places {rounds} times, on {}", movers, plan.backend.name());
    let promises = Promises { visits: Some(movers), ..Promises::default() };
    Run::of(name, arena, &history, &promises, brought)
}

/// What one look at all jobs shows: each has its visit, and no two of one technician meet.
fn nobody_is_in_two_places(desk: &mut Desk) -> Result<(), String> {
    let answer = desk.ask("GET", "/api/v1/scheduling/jobs?limit=1000", &[], None).map_err(|error| error.to_string())?;
    let jobs = answer.json();
    let mut seen = std::collections::HashSet::new();
    for job in jobs["data"].as_array().into_iter().flatten() {
        let start = job["scheduled_datetime"].as_str().and_then(time::parse);
        let user = job["user_ids"].as_array().and_then(|users| users.first()).and_then(Value::as_u64);
        match start.zip(user) {
            None => return Err(format!("a reader saw a job without its visit: {job}")),
            Some(place) if !seen.insert(place) => {
                return Err(format!("a reader saw two jobs at one hour of one technician: {job}"));
            }
            Some(_) => {}
        }
    }
    if seen.is_empty() { Err(format!("a reader saw nothing: {}", answer.text())) } else { Ok(()) }
}
