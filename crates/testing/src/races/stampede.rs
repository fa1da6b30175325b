//! R1, R2: many more customers than openings, all at one moment.

use serde_json::json;

use super::{Run, booked, refusals, rush};
use crate::arena::{Arena, Plan, monday};
use crate::checker::Promises;
use crate::desk::Desk;
use crate::history::{History, Outcome};
use crate::time;

/// How large a stampede is.
#[derive(Clone, Copy, Debug)]
pub struct Stampede {
    /// Clients; a multiple of the openings.
    pub clients: usize,
    /// Openings of an hour each; a multiple of ten, which is what a technician has on a day.
    pub openings: usize,
}

const HOURS: usize = 10;

/// Every opening is wanted by as many clients. Half of them want a certain technician and take no for an answer; the
/// other half want any who is free at that hour: they ask, try, and ask again until nobody is.
///
/// Exactly as many visits as openings must be booked, and nobody may be left without an answer.
#[must_use]
pub fn stampede(plan: &Plan, scale: Stampede) -> Run {
    let users = scale.openings / HOURS;
    let plan = Plan { users: users as u64, ..plan.clone() };
    let arena = Arena::open(&plan);
    let history = History::default();
    warm_up(&arena, plan.callers);
    let mut brought = rush(
        scale.clients,
        |client| Desk::new(&arena, client, client % plan.callers, &history),
        |client, desk| {
            let opening = client % scale.openings;
            let (user, hour) = ((opening / HOURS) as u64 + 1, (opening % HOURS) as i64);
            let start = monday() + 480 + 60 * hour;
            let time = (start, start + 60);
            if (client / scale.openings).is_multiple_of(2) {
                desk.book(&[user], time);
                return Ok(());
            }
            loop {
                let free = desk.find(monday(), 60);
                let free: Vec<_> = free.iter().filter(|(_, block)| block.0 <= time.0 && time.1 <= block.1).collect();
                // Not everybody tries the same one first.
                let Some((user, _)) = free.get(client % free.len().max(1)) else { return Ok(()) };
                match desk.book(&[*user], time) {
                    Outcome::Conflict(_) => {}
                    _ => return Ok(()),
                }
            }
        },
    );
    brought.find(refusals(&history));
    let (booked, openings) = (booked(&history), scale.openings);
    brought.find((booked != openings).then(|| format!("{booked} clients were booked, there were {openings} openings")));
    let name = format!(
        "stampede of {} clients on {} openings, {} on {}: {booked} booked, {} refused",
        scale.clients,
        scale.openings,
        processes(arena.processes()),
        plan.backend.name(),
        scale.clients - booked
    );
    let promises = Promises { visits: Some(scale.openings), ..Promises::default() };
    Run::of(name, arena, &history, &promises, brought)
}

/// A stampede meets servers that have been running: with their connections made and their statements prepared. What is
/// asked for here, visits at night, is refused, and leaves nothing.
fn warm_up(arena: &Arena, callers: usize) {
    let history = History::default();
    let night = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "user_ids": [1],
        "scheduled_datetime": time::text(monday() + 180)});
    let warm = rush(
        16 * arena.processes(),
        |client| Desk::new(arena, client, client % callers, &history),
        |_, desk| {
            for _ in 0..8 {
                desk.find(monday(), 60);
                let refused = desk.ask("POST", "/api/v1/scheduling/jobs", &[], Some(&night));
                let refused = refused.map_err(|error| error.to_string())?;
                if refused.status != 422 {
                    return Err(format!("a visit at night was answered {}", refused.text()));
                }
            }
            Ok(())
        },
    );
    assert!(warm.faults.is_empty(), "{:?}", warm.faults);
}

fn processes(number: usize) -> String {
    if number == 1 { "1 process".to_owned() } else { format!("{number} processes") }
}
