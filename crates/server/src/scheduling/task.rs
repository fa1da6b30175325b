//! What is to be done on a job.

use slotwright_domain::{Faults, Numbered, Task, UnixSecond};
use slotwright_matching::Day;
use slotwright_store::{Editor, Refused};

use super::references::fault_unknown_users;
use super::said::good;
use super::{Said, Staff};
use crate::instance::Instance;

/// What a task is to be, as far as the request for it could be read: what is `None` stays, and `Some(None)` takes it away.
#[derive(Clone, Debug)]
pub struct TaskDraft {
    /// What is to be done.
    pub description: Said<String>,
    /// Who is to do it.
    pub user_id: Option<Option<u64>>,
    /// Until when.
    pub due: Option<Option<Day>>,
    /// Whether it is done.
    pub is_done: Option<bool>,
    /// Whether a part could not be read: then the rest is judged, and nothing is done.
    pub could_not_be_read: bool,
}

/// Gives a job a task.
pub async fn create(
    instance: &Instance,
    staff: Staff,
    job_id: u64,
    wanted: TaskDraft,
) -> Result<Numbered<Task>, Refused> {
    let by = (instance.now().unix(), staff.user_id);
    let create = instance.store.edit_as(staff.actor().name(), move |editor| {
        if !editor.lock_job(job_id)? {
            return Err(Refused::NoSuchJob);
        }
        Ok(editor.insert_task(job_id, &judge(&wanted, editor, None, by)?)?)
    });
    create.await
}

/// Changes a task of a job.
pub async fn change(
    instance: &Instance,
    staff: Staff,
    job_id: u64,
    id: u64,
    wanted: TaskDraft,
) -> Result<Numbered<Task>, Refused> {
    let by = (instance.now().unix(), staff.user_id);
    let change = instance.store.edit_as(staff.actor().name(), move |editor| {
        editor.lock_job(job_id)?;
        let before = editor.task(job_id, id)?.ok_or(Refused::NoSuchRecord)?;
        Ok(editor.update_task(job_id, id, &judge(&wanted, editor, Some(before), by)?)?)
    });
    change.await
}

/// Deletes a task of a job.
pub async fn delete(instance: &Instance, staff: Staff, job_id: u64, id: u64) -> Result<(), Refused> {
    let delete = instance.store.edit_as(staff.actor().name(), move |editor| {
        editor.lock_job(job_id)?;
        editor.delete_task(job_id, id)
    });
    if delete.await? { Ok(()) } else { Err(Refused::NoSuchRecord) }
}

/// The task that comes out of it, where it is done `by` somebody now.
fn judge(wanted: &TaskDraft, editor: &Editor, before: Option<Task>, by: (UnixSecond, u64)) -> Result<Task, Refused> {
    let description = wanted.description.over(before.as_ref().map(|before| &before.description));
    let before = before.unwrap_or_default();
    let user_id = wanted.user_id.unwrap_or(before.user_id);
    let mut faults = Faults::default();
    fault_unknown_users(editor, &mut faults, user_id.as_slice())?;
    let (now, who) = by;
    let done = match wanted.is_done {
        // Who did it first did it.
        Some(true) => before.done.or(Some((now, Some(who)))),
        Some(false) => None,
        None => before.done,
    };
    let due = wanted.due.unwrap_or(before.due);
    let task = description.map(|description| Task { description, user_id, due, done });
    good(task, faults, wanted.could_not_be_read)
}
