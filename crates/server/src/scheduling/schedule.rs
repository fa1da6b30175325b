//! Schedules: the hours in which jobs of some types may, or may not, be scheduled.

use slotwright_domain::{Faults, Member, Numbered, Schedule, Wrong};
use slotwright_store::{Editor, Refused};

use super::collisions::{Before, Done};
use super::references::fault_unknown_users;
use super::said::good;
use super::{RepetitionDraft, Said, Staff};
use crate::instance::Instance;

/// What a schedule is to be, as far as the request for it could be read.
#[derive(Clone, Debug)]
pub struct ScheduleDraft {
    /// For people.
    pub name: Said<String>,
    /// Whose hours.
    pub user_ids: Said<Vec<u64>>,
    /// For jobs of which types.
    pub job_type_ids: Said<Vec<u64>>,
    /// Whether it opens or closes.
    pub available: Said<bool>,
    /// In which weeks.
    pub repetition: RepetitionDraft,
    /// Whether a part could not be read: then the rest is judged, and nothing is done.
    pub could_not_be_read: bool,
}

/// Makes a schedule; it opens and closes nothing until it gets days.
///
/// So no visit can collide with it yet.
pub async fn create(instance: &Instance, staff: Staff, wanted: ScheduleDraft) -> Result<Numbered<Schedule>, Refused> {
    instance
        .store
        .edit_as(staff.actor().name(), move |editor| Ok(editor.insert_schedule(&judge(&wanted, editor, None)?)?))
        .await
}

/// Changes a schedule.
pub async fn change(
    instance: &Instance,
    staff: Staff,
    id: u64,
    wanted: ScheduleDraft,
) -> Result<Done<Numbered<Schedule>>, Refused> {
    let now = instance.now().minute();
    let change = instance.store.edit_as(staff.actor().name(), move |editor| {
        let before = editor.schedule(id)?.ok_or(Refused::NoSuchRecord)?;
        let schedule = judge(&wanted, editor, Some(&before))?;
        let hours = Before::read(editor, now)?;
        let done = editor.update_schedule(id, &schedule)?;
        Ok(Done { done, collisions: hours.put_outside(editor)? })
    });
    change.await
}

/// Deletes a schedule. Its days go with it, the visits in it stay.
pub async fn delete(instance: &Instance, staff: Staff, id: u64) -> Result<Done<()>, Refused> {
    let now = instance.now().minute();
    let delete = instance.store.edit_as(staff.actor().name(), move |editor| {
        let hours = Before::read(editor, now)?;
        if !editor.delete_schedule(id)? {
            return Err(Refused::NoSuchRecord);
        }
        Ok(Done { done: (), collisions: hours.put_outside(editor)? })
    });
    delete.await
}

fn judge(wanted: &ScheduleDraft, editor: &Editor, before: Option<&Schedule>) -> Result<Schedule, Refused> {
    let name = wanted.name.over(before.map(|before| &before.name));
    let user_ids = wanted.user_ids.over(before.map(|before| &before.user_ids));
    let job_type_ids = wanted.job_type_ids.over(before.map(|before| &before.job_type_ids));
    let available = wanted.available.over(before.map(|before| &before.available));
    let repetition = wanted.repetition.over(before.map(|before| &before.repetition));
    let mut faults = Faults::default();
    fault_unknown_users(editor, &mut faults, user_ids.as_deref().unwrap_or_default())?;
    let is_unknown = editor.unknown_job_type(job_type_ids.as_deref().unwrap_or_default())?.is_some();
    faults.add_if(is_unknown, Member::JobTypes, Wrong::Unknown);
    let schedule = || {
        Some(Schedule {
            name: name?,
            user_ids: user_ids?,
            job_type_ids: job_type_ids?,
            available: available?,
            repetition: repetition?,
        })
    };
    good(schedule(), faults, wanted.could_not_be_read)
}
