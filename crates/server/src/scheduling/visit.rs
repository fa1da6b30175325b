//! What is looked at of every visit before it gets its time: the policy, and the clocks of its day.

use slotwright_domain::Faults;
use slotwright_matching::time::Local;
use slotwright_matching::{Day, Interval, IntervalSet, Minute};
use slotwright_store::Refused;

use crate::instance::Instance;
use crate::time::zone::Zone;

/// Refuses what was found wrong. Nothing is done of a request that `could_not_be_read` in full either: whoever read it has
/// faults of its own to answer.
pub(super) fn refuse_faulty(faults: Faults, could_not_be_read: bool) -> Result<(), Refused> {
    if could_not_be_read || !faults.0.is_empty() { Err(Refused::Faulty(faults)) } else { Ok(()) }
}

/// Holds the policy against what a customer wants.
pub(super) fn admit(
    instance: &Instance,
    start: Option<Minute>,
    length_in_minutes: u32,
    notes: Option<&str>,
) -> Result<(), Refused> {
    instance.policy.admit_notes(notes).map_err(Refused::Policy)?;
    match start.and_then(|start| Interval::new(start, start + length_in_minutes as Minute)) {
        Some(visit) => instance.policy.admit_visit(visit, instance.now().wall).map_err(Refused::Policy),
        None => Ok(()),
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

/// The minutes that the clocks skip on the day of a start.
pub(super) fn skipped(instance: &Instance, start: Option<Minute>) -> IntervalSet {
    start.map(|start| skipped_on(&instance.zone, Day::of(start))).unwrap_or_default()
}

/// A visit may end on the day after.
pub(super) fn skipped_on(zone: &Zone, day: Day) -> IntervalSet {
    zone.skipped(day, day + 1)
}
