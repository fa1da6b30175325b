//! Task templates: what is to be done on each job of a type.

use slotwright_domain::{Faults, InUse, Member, Numbered, TaskTemplate, Wrong};
use slotwright_store::{Editor, Refused, Removal};

use super::said::good;
use super::{Said, Staff};
use crate::instance::Instance;

/// A text that a template or one of its tasks is to have, as far as the request for it could be read.
#[derive(Clone, Debug)]
pub struct TextDraft {
    /// The text.
    pub text: Said<String>,
    /// Whether a part could not be read: then the rest is judged, and nothing is done.
    pub could_not_be_read: bool,
}

/// Makes a template of that name, without tasks.
pub async fn create(instance: &Instance, staff: Staff, name: TextDraft) -> Result<TaskTemplate, Refused> {
    let create = instance.store.edit_as(staff.actor().name(), move |editor| {
        let name = judge_name(&name, editor, None)?;
        Ok(editor.insert_task_template(&name)?)
    });
    create.await
}

/// Gives a template another name.
pub async fn rename(instance: &Instance, staff: Staff, id: u64, name: TextDraft) -> Result<TaskTemplate, Refused> {
    let rename = instance.store.edit_as(staff.actor().name(), move |editor| {
        let before = editor.task_template(id)?.ok_or(Refused::NoSuchRecord)?;
        let renamed = judge_name(&name, editor, Some(&before))?;
        if renamed == before.name { Ok(before) } else { Ok(editor.rename_task_template(id, &renamed)?) }
    });
    rename.await
}

/// Deletes a template with its tasks: one that job types name stays.
pub async fn delete(instance: &Instance, staff: Staff, id: u64) -> Result<(), Refused> {
    // Refused inside, so that nothing is kept of it.
    let delete = instance.store.edit_as(staff.actor().name(), move |editor| match editor.delete_task_template(id) {
        Ok(Removal::Done) => Ok(()),
        Ok(Removal::NoSuchItem) => Err(Refused::NoSuchRecord),
        Ok(Removal::InUse) => Err(Refused::InUse(InUse::TaskTemplate)),
        // Somebody named it after we looked.
        Err(error) if error.is_dangling() => Err(Refused::InUse(InUse::TaskTemplate)),
        Err(error) => Err(error.into()),
    });
    delete.await
}

/// Gives a template a task.
pub async fn create_task(
    instance: &Instance,
    staff: Staff,
    template_id: u64,
    task: TextDraft,
) -> Result<Numbered<String>, Refused> {
    let create = instance.store.edit_as(staff.actor().name(), move |editor| {
        editor.task_template(template_id)?.ok_or(Refused::NoSuchRecord)?;
        let task = good(task.text.over(None), Faults::default(), task.could_not_be_read)?;
        Ok(editor.insert_template_task(template_id, &task)?)
    });
    create.await
}

/// Changes a task of a template. Tasks that jobs have of it stay.
pub async fn change_task(
    instance: &Instance,
    staff: Staff,
    template_id: u64,
    id: u64,
    task: TextDraft,
) -> Result<Numbered<String>, Refused> {
    let change = instance.store.edit_as(staff.actor().name(), move |editor| {
        let before = editor.change_template_task(template_id, id, None)?.ok_or(Refused::NoSuchRecord)?;
        let task = good(task.text.over(Some(&before.record)), Faults::default(), task.could_not_be_read)?;
        editor.change_template_task(template_id, id, Some(&task))?.ok_or(Refused::NoSuchRecord)
    });
    change.await
}

/// Deletes a task of a template.
pub async fn delete_task(instance: &Instance, staff: Staff, template_id: u64, id: u64) -> Result<(), Refused> {
    let is_done = instance
        .store
        .edit_as(staff.actor().name(), move |editor| editor.delete_template_task(template_id, id))
        .await?;
    if is_done { Ok(()) } else { Err(Refused::NoSuchRecord) }
}

/// A name that no other template has.
fn judge_name(wanted: &TextDraft, editor: &Editor, before: Option<&TaskTemplate>) -> Result<String, Refused> {
    let mut faults = Faults::default();
    if let Said::This(name) = &wanted.text {
        let own = before.map(|before| before.id);
        faults.add_if(editor.has_task_template_named(name, own)?, Member::Name, Wrong::Taken);
    }
    good(wanted.text.over(before.map(|before| &before.name)), faults, wanted.could_not_be_read)
}
