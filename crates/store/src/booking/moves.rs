//! Several jobs moved at once: all of them, or none.
//!
//! All leave the time that they have before any takes the one that it is to have, so two can change places.

use slotwright_domain::{Actor, Job, Move, Moves, Placing, Status};
use slotwright_matching::{IntervalSet, Minute, Skipped};

use super::states::freed;
use super::visits::{claim, ends_waiting};
use crate::claims::{Heed, backstop};
use crate::error::Refused;
use crate::history::Change;
use crate::idempotency_keys::Effect;
use crate::unit_of_work::Db;
use crate::{earlier, history, jobs};

pub(super) fn all(
    db: &Db,
    Moves { moves, override_reason }: &Moves,
    by: &Actor,
    skipped: &impl Fn(Minute) -> IntervalSet,
) -> Result<(), Refused> {
    // In the order of their numbers: of two who move the same jobs one waits for the other, and neither for ever.
    let mut moves: Vec<&Move> = moves.iter().collect();
    moves.sort_unstable_by_key(|one| one.job_id);
    let named = |one: &Move, refused| match moves.len() {
        1 => refused,
        _ => Refused::OfJob(one.job_id, Box::new(refused)),
    };
    let mut left = Vec::with_capacity(moves.len());
    for one in &moves {
        left.push(leave(db, one).map_err(|refused| named(one, refused))?);
    }
    // All who are to come at once, for the same reason.
    let crews = moves.iter().filter_map(|one| one.to.as_ref()).flat_map(|to| to.user_ids.iter().copied());
    db.lock_users(&crews.collect::<Vec<_>>())?;
    for (one, (before, left)) in moves.iter().zip(&left) {
        let taken = take(db, one, before, left, by, skipped, override_reason.as_deref());
        taken.map_err(|refused| named(one, refused))?;
    }
    db.note(Effect::Change)?;
    Ok(())
}

/// Takes a job off the schedule. It as it was, and as it is then.
fn leave(db: &Db, one: &Move) -> Result<(Job, Job), Refused> {
    let before = jobs::get_for_update(db, one.job_id)?.ok_or(Refused::NoSuchJob)?;
    if before.status.has_ended() {
        return Err(Refused::AlreadyCompleted);
    }
    let placed = before.start.map(|start| Placing {
        start,
        length_in_minutes: before.length_in_minutes,
        user_ids: before.user_ids.clone(),
    });
    if placed != one.from {
        return Err(Refused::MovedMeanwhile { start: before.start });
    }
    let left = Job { status: Status::Queued, last_crew_size: Some(before.crew_size()), ..freed(before.clone()) };
    if before.start.is_some() {
        jobs::update(db, &before, &left, Skipped::NONE)?;
    }
    Ok((before, left))
}

/// Gives it the time that it is to have.
fn take(
    db: &Db,
    one: &Move,
    before: &Job,
    left: &Job,
    by: &Actor,
    skipped: &impl Fn(Minute) -> IntervalSet,
    override_reason: Option<&str>,
) -> Result<(), Refused> {
    let Some(to) = &one.to else {
        let change = Change { before: Some(before), after: Some(left) };
        return Ok(history::note(db, by, one.job_id, "queue", change)?);
    };
    let after = Job {
        status: Status::Scheduled,
        start: Some(to.start),
        length_in_minutes: to.length_in_minutes,
        user_ids: to.user_ids.clone(),
        checked_in: before.checked_in.clone(),
        ..left.clone()
    };
    let skipped = skipped(to.start);
    let heed = if override_reason.is_some() { Heed::Claims } else { Heed::All };
    let ends_waiting = before.start != after.start && ends_waiting(db, &after, by)?;
    claim(db, &after, None, by, skipped.clone(), heed)?;
    if ends_waiting {
        earlier::remove(db, one.job_id)?;
    }
    jobs::update(db, left, &after, Skipped::of(&skipped)).map_err(|error| backstop(error, &after.user_ids))?;
    let change = Change { before: Some(before), after: Some(&after) };
    match override_reason {
        Some(reason) => history::note_override(db, by, one.job_id, change, reason)?,
        None => history::note(db, by, one.job_id, "change", change)?,
    }
    Ok(())
}
