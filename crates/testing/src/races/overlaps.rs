//! R5: visits of all lengths at all minutes, so that hardly two ask for the same time and nearly all for a part of one.

use super::{Run, refusals, rush};
use crate::arena::{Arena, Plan, monday};
use crate::checker::Promises;
use crate::desk::Desk;
use crate::dice::Dice;
use crate::history::History;

const CLIENTS: usize = 40;

/// `attempts` random visits of 15 to 240 minutes for one of the plan's technicians.
///
/// About as many are asked for as would fill the days three times. What is refused must have met something, and what is
/// accepted may meet nothing: that is the rule of a single clerk with one book.
#[must_use]
pub fn overlaps(plan: &Plan, attempts: usize) -> Run {
    let arena = Arena::open(plan);
    let history = History::default();
    // 600 minutes a day, 120 a visit.
    let days = (attempts as u64 / 3 / 5 / plan.users).max(1);
    let mut brought = rush(
        CLIENTS,
        |client| Desk::new(&arena, client, client % plan.callers, &history),
        |client, desk| {
            let mut dice = Dice::new(client as u64);
            for _ in 0..attempts / CLIENTS {
                let length = 15 * (1 + dice.below(16) as i64);
                let start = monday() + 1440 * dice.below(days) as i64 + 480 + dice.below(601 - length as u64) as i64;
                desk.book(&[1 + dice.below(plan.users)], (start, start + length));
            }
            Ok(())
        },
    );
    brought.find(refusals(&history));
    let name = format!("{attempts} visits that overlap in part, on {}", plan.backend.name());
    Run::of(name, arena, &history, &Promises::default(), brought)
}
