//! R6: several technicians for one visit, named in any order.

use super::{Run, refusals, rush};
use crate::arena::{Arena, Plan, monday};
use crate::checker::Promises;
use crate::desk::Desk;
use crate::dice::Dice;
use crate::history::History;

const CLIENTS: usize = 40;

/// `attempts` random visits of an hour with one to four technicians in random order.
///
/// All of a crew come or none; and servers that lock technicians in the order they are named wait for each other in a
/// circle, which the database's count of deadlocks tells.
#[must_use]
pub fn crews(plan: &Plan, attempts: usize) -> Run {
    let arena = Arena::open(plan);
    let history = History::default();
    let days = (attempts as u64 / 10 / plan.users).max(1);
    let mut brought = rush(
        CLIENTS,
        |client| Desk::new(&arena, client, client % plan.callers, &history),
        |client, desk| {
            let mut dice = Dice::new(1000 + client as u64);
            for _ in 0..attempts / CLIENTS {
                let mut crew: Vec<_> = (1..=plan.users).collect();
                dice.shuffle(&mut crew);
                crew.truncate(1 + dice.below(4) as usize);
                let start = monday() + 1440 * dice.below(days) as i64 + 480 + 30 * dice.below(19) as i64;
                desk.book(&crew, (start, start + 60));
            }
            Ok(())
        },
    );
    brought.find(refusals(&history));
    let name = format!("{attempts} visits of crews in any order, on {}", plan.backend.name());
    Run::of(name, arena, &history, &Promises::default(), brought)
}
