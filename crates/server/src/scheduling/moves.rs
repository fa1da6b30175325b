//! Moving jobs, several at once: each gets another time, another length or another crew, or none does.

use slotwright_domain::Moves;
use slotwright_matching::Day;
use slotwright_store::Refused;

use super::visit::{refuse_skipped, skipped_around};
use super::{Attempt, Staff};
use crate::instance::Instance;

/// Moves all of them, or none.
///
/// # Errors
///
/// [`Refused::MovedMeanwhile`] where a job is another than the caller saw, [`Refused::NotFree`] where somebody is not free then, of
/// one of several in a [`Refused::OfJob`].
pub async fn make(instance: &Instance, staff: Staff, moves: Moves) -> Result<(), Refused> {
    for to in moves.moves.iter().filter_map(|one| one.to.as_ref()) {
        refuse_skipped(instance, Some(to.start))?;
    }
    let zone = instance.zone.clone();
    let skipped = move |start| skipped_around(&zone, Day::of(start), Day::of(start));
    let moved = instance.store.move_jobs(moves, staff.actor(), skipped).await;
    Attempt::default().note(&moved);
    moved
}
