//! What is looked at of every visit before it gets its time: the policy, and the clocks of its day.

use slotwright_domain::{Breach, Faults};
use slotwright_matching::time::Local;
use slotwright_matching::{Day, IntervalSet, Minute, Skipped};
use slotwright_store::Refused;

use super::Customer;
use super::find::{self, Offered};
use crate::instance::Instance;
use crate::time::zone::Zone;

/// Refuses what was found wrong. Nothing is done of a request that `could_not_be_read` in full either: whoever read it has
/// faults of its own to answer.
pub(super) fn refuse_faulty(faults: Faults, could_not_be_read: bool) -> Result<(), Refused> {
    if could_not_be_read || !faults.0.is_empty() { Err(Refused::Faulty(faults)) } else { Ok(()) }
}

/// What a customer wants to have of a visit.
pub(super) struct Wanted<'w> {
    /// When it would start, where that is to change.
    pub(super) start: Option<Minute>,
    /// How long it would take.
    pub(super) length_in_minutes: u32,
    /// Who would come.
    pub(super) user_ids: &'w [u64],
    /// What the technician should know.
    pub(super) notes: Option<&'w str>,
    /// Whether the holder of a hold may do without what it was judged by when it was placed.
    pub(super) may_be_held: bool,
}

/// Holds the policy against what a customer wants.
pub(super) async fn admit(instance: &Instance, customer: &Customer, wanted: Wanted<'_>) -> Result<(), Refused> {
    let Wanted { start, length_in_minutes, user_ids, notes, may_be_held } = wanted;
    instance.policy.admit_notes(notes).map_err(Refused::Policy)?;
    let clocks = Skipped::of(&skipped(instance, start));
    let visit = start.and_then(|start| clocks.visit(start, length_in_minutes as Minute));
    let Some(visit) = visit else { return Ok(()) };
    customer.limits().admit(visit).map_err(Refused::Policy)?;

    let bounds = customer.bounds;
    let earliest = instance.first_minute_in(bounds.notice_minutes);
    let admitted = bounds.admit_visit(visit, earliest, instance.now().today());
    let arrives = instance.policy.arrival.window(visit.start());
    let is_by_the_clock =
        bounds.is_by_the_clock(visit.start()) || arrives.is_some_and(|window| window.start() == visit.start());
    if admitted.is_ok() && is_by_the_clock {
        return Ok(());
    }
    // A time that is held was judged when its hold was placed, and whoever fills in the rest meanwhile has it.
    if may_be_held && instance.store.holds_start(customer.actor(instance).holder(), visit.start()).await? {
        return Ok(());
    }
    admitted.map_err(Refused::Policy)?;
    match find::offers(instance, customer, visit, user_ids).await? {
        // Who is not free is named where that is decided.
        Offered::Yes | Offered::NotFree => Ok(()),
        Offered::No => Err(Refused::Policy(Breach::NotOnGrid)),
    }
}

/// Refuses a start that the clocks skip: nobody is asked whether an hour later was meant. Of a time that comes twice the
/// first is meant, a request's times have no offset.
pub(super) fn refuse_skipped(instance: &Instance, start: Option<Minute>) -> Result<(), Refused> {
    match start.map(|start| instance.zone.local(start)) {
        Some(Local::Gap { .. }) => Err(Refused::SkippedByClocks),
        _ => Ok(()),
    }
}

/// The minutes that the clocks skip on the day of a start, and around it.
pub(super) fn skipped(instance: &Instance, start: Option<Minute>) -> IntervalSet {
    let day = start.map(Day::of);
    day.map(|day| skipped_around(&instance.zone, day, day)).unwrap_or_default()
}

/// What the clocks skip on some days, and before and after them as far as time around jobs reaches: where it begins or ends depends
/// on that too, and all who ask about a day have to know the same.
pub(super) fn skipped_around(zone: &Zone, first: Day, last: Day) -> IntervalSet {
    const REACH: i32 = 4;
    zone.skipped(first + -REACH, last + REACH)
}
