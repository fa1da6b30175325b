//! When customers would like a visit: wishes of a job.

use slotwright_domain::{Page, Wish, WishChange, WishWindow};
use slotwright_matching::{Interval, Minute};
use slotwright_store::Refused;

use super::{Caller, Customer};
use crate::instance::Instance;

/// A part of a job's wishes, by rank, and how many there are.
pub async fn list(instance: &Instance, caller: &Caller, job_id: u64, page: Page) -> Result<(Vec<Wish>, u64), Refused> {
    refuse_unseen(caller, job_id)?;
    instance.store.wishes(job_id, page).await?.ok_or(Refused::NoSuchJob)
}

/// One wish of a job.
pub async fn get(instance: &Instance, caller: &Caller, job_id: u64, id: u64) -> Result<Wish, Refused> {
    refuse_unseen(caller, job_id)?;
    instance.store.wish(job_id, id).await?.ok_or(Refused::NoSuchWish)
}

/// Adds a wish to a job.
pub async fn add(instance: &Instance, caller: &Caller, job_id: u64, window: WishWindow) -> Result<Wish, Refused> {
    refuse_unseen(caller, job_id)?;
    admit(instance, caller, window)?;
    instance.store.create_wish(job_id, window, caller.actor(instance)).await
}

/// Changes a wish of a job; `before` is as it was when the change was read.
pub async fn change(
    instance: &Instance,
    caller: &Caller,
    job_id: u64,
    before: Wish,
    change: WishChange,
) -> Result<Wish, Refused> {
    let window = WishWindow {
        day: change.day.unwrap_or(before.window.day),
        start_second: change.start_second.unwrap_or(before.window.start_second),
        end_second: change.end_second.unwrap_or(before.window.end_second),
    };
    admit(instance, caller, window)?;
    instance.store.change_wish(job_id, before.id, change, caller.actor(instance)).await
}

/// Takes a wish back.
pub async fn remove(instance: &Instance, caller: &Caller, job_id: u64, id: u64) -> Result<(), Refused> {
    if !caller.may_see(job_id) {
        return Err(Refused::NoSuchWish);
    }
    instance.store.delete_wish(job_id, id, caller.actor(instance)).await
}

fn refuse_unseen(caller: &Caller, job_id: u64) -> Result<(), Refused> {
    if caller.may_see(job_id) { Ok(()) } else { Err(Refused::NoSuchJob) }
}

fn admit(instance: &Instance, caller: &Caller, window: WishWindow) -> Result<(), Refused> {
    // Nobody is at home when the clocks show none of it, whoever asks.
    let minute = |second: u32| window.day.start() + second as Minute;
    let asked = Interval::new(minute(window.start_second / 60), minute(window.end_second.div_ceil(60)));
    if asked.is_some_and(|asked| instance.zone.skipped(window.day, window.day).covers(asked)) {
        return Err(Refused::WishSkippedByClocks);
    }
    match caller {
        // One without length is refused as such first.
        Caller::Customer(customer) if window.start_second < window.end_second => {
            let Customer { bounds, .. } = &**customer;
            asked.map_or(Ok(()), |asked| customer.limits().admit(asked)).map_err(Refused::Policy)?;
            let earliest = instance.first_minute_in(bounds.notice_minutes);
            bounds.admit_wish(window, earliest, instance.now().today()).map_err(Refused::Policy)
        }
        _ => Ok(()),
    }
}
