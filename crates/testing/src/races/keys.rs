//! R17: one key, sent by many at once.

use super::{Run, rush};
use crate::arena::{Arena, Plan, monday};
use crate::checker::Promises;
use crate::desk::Desk;
use crate::history::{History, Outcome};

/// So many clients of one caller ask for the same visit with the same key, and go on asking until they have a final
/// answer; then everybody asks three times more.
///
/// One visit must come of it and one answer, to all of them, for ever. Whoever asks while it is being made must be answered
/// to come again.
#[must_use]
pub fn keys(plan: &Plan, clients: usize) -> Run {
    const KEY: &str = "one-key-for-all";
    let arena = Arena::open(plan);
    let history = History::default();
    let time = (monday() + 540, monday() + 600);
    let mut brought = rush(
        clients,
        |client| Desk::new(&arena, client, 0, &history),
        |client, desk| {
            let mut finals = 0;
            for _ in 0..1000 {
                match desk.book_once(KEY, Some(0), &[1], time) {
                    Outcome::Running => std::thread::sleep(std::time::Duration::from_millis(20)),
                    Outcome::Done(_) if finals == 3 => return Ok(()),
                    Outcome::Done(_) => finals += 1,
                    other => return Err(format!("client {client} was answered {other:?}")),
                }
            }
            Err(format!("client {client} never got an answer"))
        },
    );
    let attempts = history.attempts();
    let firsts = attempts.iter().filter(|attempt| matches!(attempt.outcome, Outcome::Done(_)) && !attempt.is_replay);
    let firsts = firsts.count();
    brought.find((firsts != 1).then(|| format!("{firsts} answers were marked as new ones")));
    let name = format!("{clients} clients with one key, on {}", plan.backend.name());
    let promises = Promises { visits: Some(1), ..Promises::default() };
    Run::of(name, arena, &history, &promises, brought)
}
