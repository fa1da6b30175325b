//! R7: holds that are placed, extended, given back, confirmed and left to end, by many at once.

use std::time::Duration;

use super::{Run, rush};
use crate::arena::{Arena, Plan, monday};
use crate::checker::Promises;
use crate::desk::Desk;
use crate::dice::Dice;
use crate::history::{History, Outcome};

const CLIENTS: usize = 20;
const HOLD: Duration = Duration::from_secs(2);
const HOLD_MAX: Duration = Duration::from_secs(5);
/// What a server may answer to a hold beyond "taken": it is over, it is somebody else's, there are too many.
const REFUSALS: [&str; 3] = ["hold-expired", "not-found", "hold-limit"];

/// `steps` random steps of twenty strangers on a few hours of a few technicians. Holds live for two seconds and five at
/// most; where there are several servers their clocks are minutes apart, and only the database's may count.
///
/// The checker knows of each hold when it was surely and when it was possibly alive; here, beyond that, whoever has a
/// hold that is surely alive must see its time as free and be able to book it.
#[must_use]
pub fn holds(plan: &Plan, steps: usize) -> Run {
    let mut plan = Plan { callers: CLIENTS, ..plan.clone() };
    plan.settings.push(("HOLD_SECONDS", HOLD.as_secs().to_string()));
    plan.settings.push(("HOLD_MAX_SECONDS", HOLD_MAX.as_secs().to_string()));
    plan.is_skewed = true;
    let arena = Arena::open(&plan);
    let history = History::default();
    let days = (steps / 1000).max(1) as u64;
    let mut brought = rush(
        CLIENTS,
        |client| Desk::new(&arena, client, client, &history),
        |client, desk| {
            let mut dice = Dice::new(7000 + client as u64);
            let mut mine: Vec<Mine> = Vec::new();
            let mut jobs: Vec<u64> = Vec::new();
            for _ in 0..steps / CLIENTS {
                mine.retain(|hold| hold.placed.elapsed() < HOLD_MAX);
                match (dice.below(10), mine.len()) {
                    (0..4, _) | (4..9, 0) => {
                        let (users, time) = wish(&mut dice, &plan, days);
                        let placed = std::time::Instant::now();
                        mine.retain(|hold| !hold.is_replaced_by(&users, time));
                        if let Outcome::Done(id) = desk.hold(&users, time) {
                            mine.push(Mine { id, users, time, placed, sure_until: placed + HOLD });
                        }
                    }
                    (4 | 5, held) => {
                        let hold = &mut mine[dice.below(held as u64) as usize];
                        let asked = std::time::Instant::now();
                        if let Outcome::Done(_) = desk.extend(hold.id) {
                            hold.sure_until = (asked + HOLD).min(hold.placed + HOLD_MAX);
                        }
                    }
                    (6, held) => {
                        let hold = mine.swap_remove(dice.below(held as u64) as usize);
                        desk.release(hold.id);
                    }
                    (7 | 8, held) => {
                        let hold = mine.swap_remove(dice.below(held as u64) as usize);
                        mine.retain(|other| !other.is_replaced_by(&hold.users, hold.time));
                        let outcome = desk.book(&hold.users, hold.time);
                        // A second less, for the database counts in seconds.
                        let is_sure = std::time::Instant::now() + Duration::from_secs(1) < hold.sure_until;
                        match outcome {
                            Outcome::Done(id) => jobs.push(id),
                            other if is_sure => return Err(format!("hold {} could not be booked: {other:?}", hold.id)),
                            _ => {}
                        }
                    }
                    // Somebody who needs no hold, and whose visits go again, so that there is room.
                    _ => match jobs.pop() {
                        Some(id) => drop(desk.delete(id)),
                        None => {
                            let (users, time) = wish(&mut dice, &plan, days);
                            mine.retain(|hold| !hold.is_replaced_by(&users, time));
                            if let Outcome::Done(id) = desk.book(&users, time) {
                                jobs.push(id);
                            }
                        }
                    },
                }
            }
            Ok(())
        },
    );
    let is_odd = |outcome: &Outcome| matches!(outcome, Outcome::Refused(_, code) if !REFUSALS.contains(&code.as_str()));
    let odd = history.attempts().into_iter().find(|attempt| is_odd(&attempt.outcome));
    brought.find(odd.map(|attempt| format!("{:?} was answered {:?}", attempt.call, attempt.outcome)));
    let name = format!("{steps} steps with holds, clocks apart, on {}", plan.backend.name());
    let promises = Promises { hold: HOLD, hold_max: HOLD_MAX, ..Promises::default() };
    Run::of(name, arena, &history, &promises, brought)
}

/// A hold as its holder knows it.
struct Mine {
    id: u64,
    users: Vec<u64>,
    time: (i64, i64),
    placed: std::time::Instant,
    sure_until: std::time::Instant,
}

impl Mine {
    /// Whoever holds or books a time gives up the own holds that it overlaps.
    fn is_replaced_by(&self, users: &[u64], time: (i64, i64)) -> bool {
        self.users.iter().any(|user| users.contains(user)) && self.time.0 < time.1 && time.0 < self.time.1
    }
}

/// One or two technicians at some hour.
fn wish(dice: &mut Dice, plan: &Plan, days: u64) -> (Vec<u64>, (i64, i64)) {
    let mut users: Vec<_> = (1..=plan.users).collect();
    dice.shuffle(&mut users);
    users.truncate(1 + usize::from(dice.happens(25)));
    let start = monday() + 1440 * dice.below(days) as i64 + 480 + 30 * dice.below(19) as i64;
    (users, (start, start + 60))
}
