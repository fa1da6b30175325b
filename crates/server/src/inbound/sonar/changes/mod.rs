//! `POST`, `PATCH` and `DELETE` of what stands around jobs. Staff only.
//!
//! Each change is read, judged and written in one transaction of the store's writer, so that everything wrong with it
//! is told at once and nothing can come between. A `PATCH` is judged as what comes out of it.
//!
//! Jobs are never touched: a schedule that ends does not cancel the visits in it. They are held against the new hours
//! when they are moved.

mod blockers;
mod job_types;
mod schedule_days;
mod schedules;
mod time_offs;

pub use blockers::{Changed, change_blocker, create_blocker, delete_blocker, override_blocker};
pub use job_types::{change_job_type, create_job_type, delete_job_type};
pub use schedule_days::{change_schedule_day, create_schedule_day, delete_schedule_day};
pub use schedules::{change_schedule, create_schedule, delete_schedule};
pub use time_offs::{change_time_off, create_time_off, delete_time_off};

use slotwright_matching::Repetition;

use super::words::NO_SUCH_USER;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::Reader;
use slotwright_store::{Editor, Error};

/// How long a name may be.
pub(super) const MAX_NAME_CHARACTERS: usize = 255;
/// How seldom something may repeat: beyond a thousand weeks it is a slip of the finger.
const MAX_WEEKS: u32 = 1000;

/// A parameter over what was there before. It is required when there was nothing before, and when it was sent without a
/// value: nothing of this can be taken away.
pub(super) fn over<T>(
    read: &mut Reader,
    name: &str,
    before: Option<T>,
    parse: impl FnOnce(&mut Reader) -> Option<T>,
) -> Option<T> {
    if before.is_some() && !read.is_sent(name) {
        return before;
    }
    read.require(name);
    parse(read)
}

fn name(read: &mut Reader, before: Option<String>) -> Option<String> {
    over(read, "name", before, |read| read.short_text("name", MAX_NAME_CHARACTERS))
}

fn boolean(read: &mut Reader, name: &str, before: Option<bool>) -> Option<bool> {
    over(read, name, before, |read| read.boolean(name))
}

/// `start`, `weeks`, `repetitions`, `infinite_repetitions`.
fn repetition(read: &mut Reader, before: Option<Repetition>) -> Option<Repetition> {
    let start = over(read, "start", before.map(|before| before.start), |read| read.date("start"));
    let weeks = before.map(|before| before.weeks);
    let weeks = over(read, "weeks", weeks, |read| read.integer_up_to("weeks", 1, MAX_WEEKS));
    let repetitions = before.map(|before| before.repetitions);
    let repetitions = over(read, "repetitions", repetitions, |read| read.integer_up_to("repetitions", 0, u32::MAX));
    let infinite = boolean(read, "infinite_repetitions", before.map(|before| before.infinite));
    Some(Repetition { start: start?, weeks: weeks?, repetitions: repetitions?, infinite: infinite? })
}

/// Users that exist. The vendor names the fault `user_id`, though the parameter is `user_ids`.
fn known_users(read: &mut Reader, editor: &Editor, user_ids: Option<Vec<u64>>) -> Result<Option<Vec<u64>>, Error> {
    let Some(user_ids) = user_ids else { return Ok(None) };
    if editor.unknown_user(&user_ids)?.is_some() {
        read.fault("user_id", NO_SUCH_USER);
    }
    Ok(Some(user_ids))
}

/// What the reader let through is there; this is for the compiler.
pub(super) fn complete<T>(draft: Option<T>) -> Result<T, Refusal> {
    draft.ok_or_else(Refusal::no_item)
}
