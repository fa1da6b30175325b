//! Giving a job that comes with a time, and without anybody to come, somebody who is free.

use std::sync::Arc;

use super::book::{NewJob, book};
use super::find::{self, Wanted};
use super::{Attempt, Caller, Staff};
use crate::instance::Instance;
use slotwright_domain::{Job, WishWindow};
use slotwright_matching::{Day, Interval, MINUTES_PER_DAY, Minute};
use slotwright_store::Refused;

/// When somebody is to come.
#[derive(Clone, Copy, Debug)]
pub struct Starts {
    /// From then on.
    pub first: Minute,
    /// Until then, included.
    pub last: Minute,
    /// Not then.
    pub except: Option<Interval>,
}

/// A range of starts is searched for so many days.
const MAX_DAYS: i32 = 31;

/// Makes a job for whose time somebody is to be found. As [`assign_within`], for one start.
///
/// # Errors
///
/// As [`book`], but that nobody is free.
pub async fn assign(
    instance: &Instance,
    staff: Staff,
    wanted: NewJob,
    visit: Interval,
    attempt: &mut Attempt,
) -> Result<Job, Refused> {
    let starts = Starts { first: visit.start(), last: visit.start(), except: None };
    assign_within(instance, staff, wanted, (visit.minutes(), starts), attempt).await
}

/// Makes a job for which somebody is to come: as early as may be, with whoever is free then, the lowest number first. Where nobody
/// is, it waits in the queue, and the time is a wish of it: whoever dispatches sees what was meant.
///
/// # Errors
///
/// As [`book`], but that nobody is free.
pub async fn assign_within(
    instance: &Instance,
    staff: Staff,
    wanted: NewJob,
    (minutes, starts): (Minute, Starts),
    attempt: &mut Attempt,
) -> Result<Job, Refused> {
    let caller = Caller::Staff(staff);
    let length_in_minutes = u64::try_from(minutes).unwrap_or_default();
    for (start, user_id) in free(instance, staff, &wanted, minutes, starts).await? {
        let with = NewJob {
            start: Some(start),
            user_ids: Some(vec![user_id]),
            length_in_minutes: Some(length_in_minutes),
            ..wanted.clone()
        };
        match book(instance, &caller, with, None, attempt).await {
            // Somebody was faster: the next one.
            Err(Refused::NotFree(_) | Refused::SkippedByClocks) => {}
            done => return done,
        }
    }
    let waiting = NewJob {
        start: None,
        user_ids: None,
        length_in_minutes: Some(length_in_minutes),
        wishes: wish(minutes, starts).into_iter().collect(),
        ..wanted
    };
    book(instance, &caller, waiting, None, attempt).await
}

/// The first start of each stretch of time in which somebody is free for so long, and who; the earliest first.
///
/// # Errors
///
/// As [`find::any`].
pub async fn free(
    instance: &Instance,
    staff: Staff,
    wanted: &NewJob,
    minutes: Minute,
    starts: Starts,
) -> Result<Vec<(Minute, u64)>, Refused> {
    let first = Day::of(starts.first);
    let search = Wanted {
        days: Some((first, Day::of(starts.last).min(first + MAX_DAYS))),
        length_in_minutes: u64::try_from(minutes).ok(),
        job_type_id: wanted.job_type_id,
        place: wanted.place,
        job_id: None,
        user_ids: Vec::new(),
        hints: false,
        could_not_be_read: false,
    };
    let blocks = find::any(instance, Arc::new(Caller::Staff(staff)), search).await?;
    let earliest = |block: Interval| {
        let start = block.start().max(starts.first);
        let start = match starts.except {
            Some(except) if except.start() <= start && start < except.end() => except.end(),
            _ => start,
        };
        (start <= starts.last && start + minutes <= block.end()).then_some(start)
    };
    let mut free: Vec<(Minute, u64)> =
        blocks.time.blocks.into_iter().filter_map(|(_, user_id, block)| Some((earliest(block)?, user_id))).collect();
    free.sort_unstable();
    free.dedup();
    Ok(free)
}

/// The time as a wish; a wish is of one day.
fn wish(minutes: Minute, starts: Starts) -> Option<WishWindow> {
    let day = Day::of(starts.first);
    let of_day = |minute: Minute| u32::try_from((minute - day.start()).min(MINUTES_PER_DAY) * 60).ok();
    Some(WishWindow { day, start_second: of_day(starts.first)?, end_second: of_day(starts.last + minutes)? })
}
