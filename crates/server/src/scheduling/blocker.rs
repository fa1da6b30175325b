//! Blockers: breaks that repeat by weekday, and can be moved for one user and day.

use slotwright_domain::{Blocker, Faults, Numbered};
use slotwright_matching::{BlockerOverride, Day, Minute};
use slotwright_store::{Editor, Refused};

use super::collisions::{self, Done};
use super::references::fault_unknown_users;
use super::said::good;
use super::{RepetitionDraft, Said, Staff};
use crate::instance::Instance;

/// What a blocker is to be, as far as the request for it could be read.
#[derive(Clone, Debug)]
pub struct BlockerDraft {
    /// For people.
    pub name: Said<String>,
    /// Whose break; may be nobody's.
    pub user_ids: Said<Vec<u64>>,
    /// On which days of the week, Sunday first.
    pub weekdays: [Said<bool>; 7],
    /// From which minute of the day.
    pub start: Said<Minute>,
    /// Until which.
    pub end: Said<Minute>,
    /// In which weeks.
    pub repetition: RepetitionDraft,
    /// Whether a part could not be read: then the rest is judged, and nothing is done.
    pub could_not_be_read: bool,
}

/// Where a break is to be moved for one user and day, as far as the request could be read.
#[derive(Clone, Copy, Debug)]
pub struct OverrideDraft {
    /// On which day.
    pub day: Option<Day>,
    /// From which minute of the day.
    pub start: Option<Minute>,
    /// Until which.
    pub end: Option<Minute>,
    /// For whom.
    pub user_id: Option<u64>,
    /// Whether a part could not be read: then the rest is judged, and nothing is done.
    pub could_not_be_read: bool,
}

/// Makes a blocker.
pub async fn create(
    instance: &Instance,
    staff: Staff,
    wanted: BlockerDraft,
) -> Result<Done<Numbered<Blocker>>, Refused> {
    let now = instance.now().minute();
    let create = instance.store.edit_as(staff.actor().name(), move |editor| {
        let done = editor.insert_blocker(&judge(&wanted, editor, None)?)?;
        let collisions = collisions::with_blocker(editor, done.id, &done.record, now)?;
        Ok(Done { done, collisions })
    });
    create.await
}

/// Changes a blocker.
pub async fn change(instance: &Instance, staff: Staff, id: u64, wanted: BlockerDraft) -> Result<Done<()>, Refused> {
    let now = instance.now().minute();
    let change = instance.store.edit_as(staff.actor().name(), move |editor| {
        let before = editor.blocker(id)?.ok_or(Refused::NoSuchRecord)?;
        let blocker = judge(&wanted, editor, Some(&before))?;
        editor.update_blocker(id, &blocker)?;
        Ok(Done { done: (), collisions: collisions::with_blocker(editor, id, &blocker, now)? })
    });
    change.await
}

/// Deletes a blocker: its overrides go with it.
pub async fn delete(instance: &Instance, staff: Staff, id: u64) -> Result<(), Refused> {
    let is_done = instance.store.edit_as(staff.actor().name(), move |editor| editor.delete_blocker(id)).await?;
    if is_done { Ok(()) } else { Err(Refused::NoSuchRecord) }
}

/// Moves a break for one user and day. For a day without the break, or for a user who does not have it, that is kept and
/// changes nothing.
pub async fn move_once(
    instance: &Instance,
    staff: Staff,
    id: u64,
    wanted: OverrideDraft,
) -> Result<Done<BlockerOverride>, Refused> {
    let now = instance.now().minute();
    let moved = instance.store.edit_as(staff.actor().name(), move |editor| {
        if !editor.has_blocker(id)? {
            return Err(Refused::NoSuchRecord);
        }
        let OverrideDraft { day, start, end, user_id, could_not_be_read } = wanted;
        let mut faults = Faults::default();
        faults.add_if_not_after(start, end);
        fault_unknown_users(editor, &mut faults, user_id.as_slice())?;
        let moved = || Some(BlockerOverride { blocker_id: id, user_id: user_id?, day: day?, start: start?, end: end? });
        let moved = good(moved(), faults, could_not_be_read)?;
        editor.insert_override(&moved)?;
        let collisions = collisions::with_moved(editor, &moved, now)?;
        Ok(Done { done: moved, collisions })
    });
    moved.await
}

fn judge(wanted: &BlockerDraft, editor: &Editor, before: Option<&Blocker>) -> Result<Blocker, Refused> {
    let name = wanted.name.over(before.map(|before| &before.name));
    let mut weekdays = [false; 7];
    for (weekday, is_on) in weekdays.iter_mut().enumerate() {
        *is_on = wanted.weekdays[weekday].over(before.map(|before| &before.weekdays[weekday])).unwrap_or(false);
    }
    let start = wanted.start.over(before.map(|before| &before.start));
    let end = wanted.end.over(before.map(|before| &before.end));
    let user_ids = wanted.user_ids.over(before.map(|before| &before.user_ids));
    let repetition = wanted.repetition.over(before.map(|before| &before.repetition));
    let mut faults = Faults::default();
    faults.add_if_not_after(start, end);
    fault_unknown_users(editor, &mut faults, user_ids.as_deref().unwrap_or_default())?;
    let blocker = || {
        Some(Blocker { name: name?, user_ids: user_ids?, weekdays, start: start?, end: end?, repetition: repetition? })
    };
    good(blocker(), faults, wanted.could_not_be_read)
}
