//! The days of schedules: which hours of which day of the week.

use slotwright_domain::{Faults, Member, Wrong};
use slotwright_matching::{Minute, Shift};
use slotwright_store::Refused;

use super::collisions::{Before, Done};
use super::said::good;
use super::{Said, Staff};
use crate::instance::Instance;

/// Schedules are drawn on this grid.
const GRID_MINUTES: Minute = 15;

/// What a day of a schedule is to be, as far as the request for it could be read.
#[derive(Clone, Copy, Debug)]
pub struct ShiftDraft {
    /// Which day of the week, Sunday first.
    pub weekday: Said<u8>,
    /// From which minute of the day.
    pub start: Said<Minute>,
    /// Until which.
    pub end: Said<Minute>,
    /// Whether a part could not be read: then the rest is judged, and nothing is done.
    pub could_not_be_read: bool,
}

/// Adds a day to a schedule. Its number, and what it is.
pub async fn create(
    instance: &Instance,
    staff: Staff,
    schedule_id: u64,
    wanted: ShiftDraft,
) -> Result<Done<(u64, Shift)>, Refused> {
    let now = instance.now().minute();
    let create = instance.store.edit_as(staff.actor().name(), move |editor| {
        if !editor.has_schedule(schedule_id)? {
            return Err(Refused::NoSuchRecord);
        }
        let shift = judge(&wanted, None)?;
        let hours = Before::read(editor, now)?;
        let done = (editor.insert_schedule_day(schedule_id, shift)?, shift);
        Ok(Done { done, collisions: hours.put_outside(editor)? })
    });
    create.await
}

/// Changes a day of a schedule.
pub async fn change(
    instance: &Instance,
    staff: Staff,
    schedule_id: u64,
    id: u64,
    wanted: ShiftDraft,
) -> Result<Done<Shift>, Refused> {
    let now = instance.now().minute();
    let change = instance.store.edit_as(staff.actor().name(), move |editor| {
        let before = editor.schedule_day(schedule_id, id)?.ok_or(Refused::NoSuchRecord)?;
        let shift = judge(&wanted, Some(&before))?;
        let hours = Before::read(editor, now)?;
        editor.update_schedule_day(id, shift)?;
        Ok(Done { done: shift, collisions: hours.put_outside(editor)? })
    });
    change.await
}

/// Deletes a day of a schedule.
pub async fn delete(instance: &Instance, staff: Staff, schedule_id: u64, id: u64) -> Result<Done<()>, Refused> {
    let now = instance.now().minute();
    let delete = instance.store.edit_as(staff.actor().name(), move |editor| {
        let hours = Before::read(editor, now)?;
        if !editor.delete_schedule_day(schedule_id, id)? {
            return Err(Refused::NoSuchRecord);
        }
        Ok(Done { done: (), collisions: hours.put_outside(editor)? })
    });
    delete.await
}

fn judge(wanted: &ShiftDraft, before: Option<&Shift>) -> Result<Shift, Refused> {
    let weekday = wanted.weekday.over(before.map(|before| &before.weekday));
    let start = wanted.start.over(before.map(|before| &before.start));
    let end = wanted.end.over(before.map(|before| &before.end));
    let mut faults = Faults::default();
    // Only what is said: a day from a world file may lie between the lines, and keeps its times until they change.
    let is_off_grid = |said: Said<Minute>| matches!(said, Said::This(minute) if minute % GRID_MINUTES != 0);
    faults.add_if(is_off_grid(wanted.start), Member::Start, Wrong::OffGrid { minutes: GRID_MINUTES });
    faults.add_if(is_off_grid(wanted.end), Member::End, Wrong::OffGrid { minutes: GRID_MINUTES });
    faults.add_if_not_after(start, end);
    let shift = || Some(Shift { weekday: weekday?, start: start?, end: end? });
    good(shift(), faults, wanted.could_not_be_read)
}
