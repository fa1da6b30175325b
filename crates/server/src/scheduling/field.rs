//! Fields that an instance adds to its records, and what they hold for jobs.

use slotwright_domain::{Faults, Field, FieldKind, FieldValue, Member, Wrong};
use slotwright_store::Refused;

use super::said::good;
use super::{Said, Staff};
use crate::instance::Instance;

/// The records that jobs are called by in [`Field::entity_type`].
const OF_JOBS: &str = "jobs";

/// What a field is to be, as far as the request for it could be read.
#[derive(Clone, Debug)]
pub struct FieldDraft {
    /// For people.
    pub name: Said<String>,
    /// Whether it can be set where it holds nothing yet.
    pub is_active: Said<bool>,
    /// Whether no two records may hold the same.
    pub is_unique: Said<bool>,
    /// What can be chosen, of a choice.
    pub choices: Said<Vec<String>>,
    /// Whether a part could not be read: then the rest is judged, and nothing is done.
    pub could_not_be_read: bool,
}

/// Makes a field of that kind; `None` where that could not be read.
pub async fn create(
    instance: &Instance,
    staff: Staff,
    kind: Option<FieldKind>,
    entity_type: Option<String>,
    wanted: FieldDraft,
) -> Result<Field, Refused> {
    let field = judge(&wanted, kind, entity_type, None)?;
    let create = instance.store.edit_as(staff.actor().name(), move |editor| {
        let id = editor.insert_custom_field(&field)?;
        Ok(Field { id, ..field.clone() })
    });
    create.await
}

/// What a field holds, which stays as it is: how the rest of a request is read follows from it.
pub async fn kind(instance: &Instance, _: Staff, id: u64) -> Result<FieldKind, Refused> {
    Ok(instance.store.custom_field(id).await?.ok_or(Refused::NoSuchRecord)?.kind)
}

/// Changes a field. What it holds stays as it is, even where it can't be chosen any more.
pub async fn change(instance: &Instance, staff: Staff, id: u64, wanted: FieldDraft) -> Result<Field, Refused> {
    let change = instance.store.edit_as(staff.actor().name(), move |editor| {
        let before = editor.custom_field(id)?.ok_or(Refused::NoSuchRecord)?;
        let field = judge(&wanted, Some(before.kind), Some(before.entity_type.clone()), Some(&before))?;
        if field.is_unique && editor.has_custom_data_twice(id)? {
            let mut faults = Faults::default();
            faults.add(Member::Uniqueness, Wrong::HeldTwice);
            return Err(Refused::Faulty(faults));
        }
        editor.update_custom_field(&field)?;
        Ok(field)
    });
    change.await
}

/// Deletes a field: what it holds goes with it.
pub async fn delete(instance: &Instance, staff: Staff, id: u64) -> Result<(), Refused> {
    let is_done = instance.store.edit_as(staff.actor().name(), move |editor| editor.delete_custom_field(id)).await?;
    if is_done { Ok(()) } else { Err(Refused::NoSuchRecord) }
}

/// A field that jobs have.
pub async fn of_jobs(instance: &Instance, _: Staff, id: u64) -> Result<Field, Refused> {
    let field = instance.store.custom_field(id).await?;
    field.filter(|field| field.entity_type == OF_JOBS).ok_or(Refused::NoSuchRecord)
}

/// What a job's fields hold, by the field's number.
pub async fn values(instance: &Instance, _: Staff, job_id: u64) -> Result<Vec<(u64, FieldValue)>, Refused> {
    instance.store.job_custom_fields(job_id).await?.ok_or(Refused::NoSuchJob)
}

/// What a field holds for a job; `None` where it holds nothing.
pub async fn value(
    instance: &Instance,
    staff: Staff,
    job_id: u64,
    field_id: u64,
) -> Result<Option<FieldValue>, Refused> {
    of_jobs(instance, staff, field_id).await?;
    let values = values(instance, staff, job_id).await?;
    Ok(values.into_iter().find(|(id, _)| *id == field_id).map(|(_, value)| value))
}

/// Sets what a field holds for a job; `None` where that could not be read.
pub async fn set(
    instance: &Instance,
    staff: Staff,
    job_id: u64,
    field_id: u64,
    value: Option<FieldValue>,
    could_not_be_read: bool,
) -> Result<FieldValue, Refused> {
    let set = instance.store.edit_as(staff.actor().name(), move |editor| {
        if !editor.has_job(job_id)? {
            return Err(Refused::NoSuchJob);
        }
        let field = editor.custom_field_of_jobs(field_id)?.ok_or(Refused::NoSuchRecord)?;
        let mut faults = Faults::default();
        // "If the field is not active, it won't show up on any entities that don't already have a value set."
        let is_closed = !field.is_active && !editor.has_job_custom_field(job_id, field_id)?;
        faults.add_if(is_closed, Member::Field, Wrong::Unknown);
        if let Some(value) = &value {
            faults.add_if(!can_hold(&field, value), Member::Value, Wrong::Unknown);
            let is_taken = field.is_unique && editor.is_custom_data_of_another(field_id, value, job_id)?;
            faults.add_if(is_taken, Member::Value, Wrong::Taken);
        }
        let value = good(value.clone(), faults, could_not_be_read)?;
        editor.set_job_custom_field(job_id, field_id, &value)?;
        Ok(value)
    });
    set.await
}

fn can_hold(field: &Field, value: &FieldValue) -> bool {
    match (field.kind, value) {
        (FieldKind::Text, FieldValue::Text(_))
        | (FieldKind::Flag, FieldValue::Flag(_))
        | (FieldKind::Date, FieldValue::Date(_)) => true,
        (FieldKind::Choice, FieldValue::Text(choice)) => field.choices.contains(choice),
        _ => false,
    }
}

fn judge(
    wanted: &FieldDraft,
    kind: Option<FieldKind>,
    entity_type: Option<String>,
    before: Option<&Field>,
) -> Result<Field, Refused> {
    let name = wanted.name.over(before.map(|before| &before.name));
    let is_active = wanted.is_active.over(before.map(|before| &before.is_active));
    let is_unique = wanted.is_unique.over(Some(&before.is_some_and(|before| before.is_unique)));
    let choices = match kind {
        Some(FieldKind::Choice) => wanted.choices.over(before.map(|before| &before.choices)),
        _ => Some(Vec::new()),
    };
    let mut faults = Faults::default();
    let is_no_text = kind.is_some_and(|kind| kind != FieldKind::Text);
    faults.add_if(is_unique == Some(true) && is_no_text, Member::Uniqueness, Wrong::NotForKind);
    let field = || {
        Some(Field {
            id: before.map_or(0, |before| before.id),
            name: name?,
            kind: kind?,
            is_unique: is_unique?,
            is_active: is_active?,
            entity_type: entity_type?,
            choices: choices?,
        })
    };
    good(field(), faults, wanted.could_not_be_read)
}
