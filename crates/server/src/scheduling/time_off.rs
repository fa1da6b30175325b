//! Scheduled time off.

use slotwright_domain::{Faults, Member, Numbered, TimeOff, Wrong};
use slotwright_matching::Minute;
use slotwright_store::{Editor, Refused};

use super::collisions::{self, Done};
use super::references::fault_unknown_users;
use super::said::good;
use super::{Said, Staff};
use crate::instance::Instance;

/// What a time off is to be, as far as the request for it could be read.
#[derive(Clone, Debug)]
pub struct TimeOffDraft {
    /// For people; no two have the same.
    pub name: Said<String>,
    /// Whose; everybody's where nobody is said to be meant.
    pub user_id: Said<Option<u64>>,
    /// From when.
    pub start: Said<Minute>,
    /// Until when.
    pub end: Said<Minute>,
    /// Whether a part could not be read: then the rest is judged, and nothing is done.
    pub could_not_be_read: bool,
}

/// Makes a time off.
pub async fn create(
    instance: &Instance,
    staff: Staff,
    wanted: TimeOffDraft,
) -> Result<Done<Numbered<TimeOff>>, Refused> {
    let now = instance.now().minute();
    let create = instance.store.edit_as(staff.actor().name(), move |editor| {
        let done = editor.insert_time_off(&judge(&wanted, editor, None)?)?;
        let collisions = collisions::with_time_off(editor, &done.record, now)?;
        Ok(Done { done, collisions })
    });
    create.await
}

/// Changes a time off.
pub async fn change(
    instance: &Instance,
    staff: Staff,
    id: u64,
    wanted: TimeOffDraft,
) -> Result<Done<Numbered<TimeOff>>, Refused> {
    let now = instance.now().minute();
    let change = instance.store.edit_as(staff.actor().name(), move |editor| {
        let before = editor.time_off(id)?.ok_or(Refused::NoSuchRecord)?;
        let done = editor.update_time_off(id, &judge(&wanted, editor, Some((id, &before)))?)?;
        let collisions = collisions::with_time_off(editor, &done.record, now)?;
        Ok(Done { done, collisions })
    });
    change.await
}

/// Deletes a time off.
pub async fn delete(instance: &Instance, staff: Staff, id: u64) -> Result<(), Refused> {
    let is_done = instance.store.edit_as(staff.actor().name(), move |editor| editor.delete_time_off(id)).await?;
    if is_done { Ok(()) } else { Err(Refused::NoSuchRecord) }
}

fn judge(wanted: &TimeOffDraft, editor: &Editor, before: Option<(u64, &TimeOff)>) -> Result<TimeOff, Refused> {
    let (id, before) = before.unzip();
    let name = wanted.name.over(before.map(|before| &before.name));
    let user_id = wanted.user_id.over(before.map(|before| &before.user_id));
    let start = wanted.start.over(before.map(|before| &before.start));
    let end = wanted.end.over(before.map(|before| &before.end));
    let mut faults = Faults::default();
    if let Said::This(name) = &wanted.name {
        faults.add_if(editor.has_time_off_named(name, id)?, Member::Name, Wrong::Taken);
    }
    fault_unknown_users(editor, &mut faults, user_id.flatten().as_slice())?;
    faults.add_if_not_after(start, end);
    let off = || Some(TimeOff { name: name?, user_id: user_id?, start: start?, end: end? });
    good(off(), faults, wanted.could_not_be_read)
}
