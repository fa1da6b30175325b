//! Giving a job that comes with a time, and without anybody to come, somebody who is free.

use std::sync::Arc;

use super::book::{NewJob, book};
use super::find::{self, Wanted};
use super::{Attempt, Caller, Staff};
use crate::instance::Instance;
use slotwright_domain::{Job, WishWindow};
use slotwright_matching::{Day, Interval, MINUTES_PER_DAY, Minute};
use slotwright_store::Refused;

/// Makes a job for whose time somebody is to be found: with whoever is free, the lowest number first. Where nobody is, it waits
/// in the queue, and the time is a wish of it: whoever dispatches sees what was meant.
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
    let caller = Caller::Staff(staff);
    let length_in_minutes = u64::try_from(visit.minutes()).unwrap_or_default();
    for user_id in free(instance, staff, &wanted, visit).await? {
        let with = NewJob {
            start: Some(visit.start()),
            user_ids: Some(vec![user_id]),
            length_in_minutes: Some(length_in_minutes),
            ..wanted.clone()
        };
        match book(instance, &caller, with, None, attempt).await {
            // Somebody was faster: the next one.
            Err(Refused::NotFree(_)) => {}
            done => return done,
        }
    }
    let waiting = NewJob {
        start: None,
        user_ids: None,
        length_in_minutes: Some(length_in_minutes),
        wishes: wish(visit).into_iter().collect(),
        ..wanted
    };
    book(instance, &caller, waiting, None, attempt).await
}

/// Who is free for all of a visit, by number.
pub async fn free(instance: &Instance, staff: Staff, wanted: &NewJob, visit: Interval) -> Result<Vec<u64>, Refused> {
    let day = Day::of(visit.start());
    let search = Wanted {
        days: Some((day, day)),
        length_in_minutes: u64::try_from(visit.minutes()).ok(),
        job_type_id: wanted.job_type_id,
        place: wanted.place,
        user_ids: Vec::new(),
        could_not_be_read: false,
    };
    let blocks = find::any(instance, Arc::new(Caller::Staff(staff)), search).await?;
    let is_enough = |block: &Interval| block.start() <= visit.start() && visit.end() <= block.end();
    let mut free: Vec<u64> =
        blocks.into_iter().filter(|(_, _, block)| is_enough(block)).map(|(_, user_id, _)| user_id).collect();
    free.sort_unstable();
    free.dedup();
    Ok(free)
}

/// A visit as a wish; a wish is of one day.
fn wish(visit: Interval) -> Option<WishWindow> {
    let day = Day::of(visit.start());
    let of_day = |minute: Minute| u32::try_from((minute - day.start()).min(MINUTES_PER_DAY) * 60).ok();
    Some(WishWindow { day, start_second: of_day(visit.start())?, end_second: of_day(visit.end())? })
}
