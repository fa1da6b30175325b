//! Job types, and what their jobs bring about.

use slotwright_domain::{Effects, Faults, InUse, JobType, Member, Wrong};
use slotwright_store::{Editor, Refused, Removal};

use super::said::good;
use super::{Said, Staff};
use crate::instance::Instance;

/// What a job type is to be, as far as the request for it could be read.
#[derive(Clone, Debug)]
pub struct JobTypeDraft {
    /// For people.
    pub name: Said<String>,
    /// The length of its jobs unless they say otherwise, in minutes.
    pub length_in_minutes: Said<u32>,
    /// How it is coloured in calendars.
    pub color: Said<String>,
    /// Its picture.
    pub icon: Said<String>,
    /// What its jobs bring about.
    pub effects: EffectsDraft,
    /// Whether a part could not be read: then the rest is judged, and nothing is done.
    pub could_not_be_read: bool,
}

/// What the jobs of a type are to bring about: what is `None` stays, and `Some(None)` takes it away.
#[derive(Clone, Debug)]
pub struct EffectsDraft {
    /// Whether completion changes the account's status.
    pub change_status_on_completion: Option<bool>,
    /// To which one.
    pub account_status_id_completion: Option<Option<u64>>,
    /// Whether failure changes the account's status.
    pub change_status_on_failure: Option<bool>,
    /// To which one.
    pub account_status_id_failure: Option<Option<u64>>,
    /// Whether completion makes a ticket.
    pub create_completion_ticket: Option<bool>,
    /// For which group.
    pub completion_ticket_group_id: Option<Option<u64>>,
    /// Whether failure makes a ticket.
    pub create_failure_ticket: Option<bool>,
    /// For which group.
    pub failure_ticket_group_id: Option<Option<u64>>,
    /// Whether a job can be completed while tasks of it are open.
    pub allow_completion_with_uncompleted_tasks: Option<bool>,
    /// Which tasks its jobs begin with.
    pub task_template_id: Option<Option<u64>>,
    /// What completion adds to the account.
    pub services: Option<Vec<u64>>,
    /// Which contract scheduling adds to the account.
    pub contract_template_id: Option<Option<u64>>,
}

/// Makes a job type.
pub async fn create(instance: &Instance, staff: Staff, wanted: JobTypeDraft) -> Result<JobType, Refused> {
    let create = instance.store.edit_as(staff.actor().name(), move |editor| {
        let job_type = judge(&wanted, editor, None)?;
        let id = editor.insert_job_type(&job_type)?;
        Ok(JobType { id, ..job_type })
    });
    create.await
}

/// Changes a job type: jobs keep the lengths they have.
pub async fn change(instance: &Instance, staff: Staff, id: u64, wanted: JobTypeDraft) -> Result<JobType, Refused> {
    let change = instance.store.edit_as(staff.actor().name(), move |editor| {
        let before = editor.job_type(id)?.ok_or(Refused::NoSuchRecord)?;
        let job_type = judge(&wanted, editor, Some(&before))?;
        editor.update_job_type(&job_type)?;
        Ok(job_type)
    });
    change.await
}

/// Deletes a job type. One that jobs, holds, schedules, rules or working booking links name stays: what it is needed for would
/// lose its meaning.
pub async fn delete(instance: &Instance, staff: Staff, id: u64) -> Result<(), Refused> {
    let clock = instance.link_clock();
    // Refused inside, so that nothing is kept of it.
    let delete = instance.store.edit_as(staff.actor().name(), move |editor| match editor.delete_job_type(id, clock) {
        Ok(Removal::Done) => Ok(()),
        Ok(Removal::NoSuchItem) => Err(Refused::NoSuchRecord),
        Ok(Removal::InUse) => Err(Refused::InUse(InUse::JobType)),
        // Somebody named it after we looked.
        Err(error) if error.is_dangling() => Err(Refused::InUse(InUse::JobType)),
        Err(error) => Err(error.into()),
    });
    delete.await
}

fn judge(wanted: &JobTypeDraft, editor: &Editor, before: Option<&JobType>) -> Result<JobType, Refused> {
    let name = wanted.name.over(before.map(|before| &before.name));
    let length_in_minutes = wanted.length_in_minutes.over(before.map(|before| &before.length_in_minutes));
    let color = wanted.color.over(before.map(|before| &before.color));
    let icon = wanted.icon.over(before.map(|before| &before.icon));
    let effects = wanted.effects.over(before.map(|before| &before.effects));
    let mut faults = Faults::default();
    let targets = [
        (effects.change_status_on_completion, effects.account_status_id_completion, Member::CompletionStatus),
        (effects.change_status_on_failure, effects.account_status_id_failure, Member::FailureStatus),
        (effects.create_completion_ticket, effects.completion_ticket_group_id, Member::CompletionTicketGroup),
        (effects.create_failure_ticket, effects.failure_ticket_group_id, Member::FailureTicketGroup),
    ];
    for (is_on, target, member) in targets {
        faults.add_if(is_on && target.is_none(), member, Wrong::Needed);
    }
    // Where the instance keeps lists of them.
    faults.add_if(editor.unknown_service(&effects.services)?.is_some(), Member::Services, Wrong::Unknown);
    if let Some(id) = effects.task_template_id {
        faults.add_if(editor.is_unknown_task_template(id)?, Member::TaskTemplate, Wrong::Unknown);
    }
    let job_type = || {
        Some(JobType {
            id: before.map_or(0, |before| before.id),
            name: name?,
            length_in_minutes: length_in_minutes?,
            color: color?,
            icon: icon?,
            effects,
        })
    };
    good(job_type(), faults, wanted.could_not_be_read)
}

impl EffectsDraft {
    fn over(&self, before: Option<&Effects>) -> Effects {
        // Without these a type has no effects, and tasks are no obstacle: so the vendor's example answers.
        let plain = Effects { allow_completion_with_uncompleted_tasks: true, ..Effects::default() };
        let before = before.unwrap_or(&plain);
        Effects {
            change_status_on_completion: self.change_status_on_completion.unwrap_or(before.change_status_on_completion),
            account_status_id_completion: self
                .account_status_id_completion
                .unwrap_or(before.account_status_id_completion),
            change_status_on_failure: self.change_status_on_failure.unwrap_or(before.change_status_on_failure),
            account_status_id_failure: self.account_status_id_failure.unwrap_or(before.account_status_id_failure),
            create_completion_ticket: self.create_completion_ticket.unwrap_or(before.create_completion_ticket),
            completion_ticket_group_id: self.completion_ticket_group_id.unwrap_or(before.completion_ticket_group_id),
            create_failure_ticket: self.create_failure_ticket.unwrap_or(before.create_failure_ticket),
            failure_ticket_group_id: self.failure_ticket_group_id.unwrap_or(before.failure_ticket_group_id),
            allow_completion_with_uncompleted_tasks: self
                .allow_completion_with_uncompleted_tasks
                .unwrap_or(before.allow_completion_with_uncompleted_tasks),
            task_template_id: self.task_template_id.unwrap_or(before.task_template_id),
            services: self.services.clone().unwrap_or_else(|| before.services.clone()),
            contract_template_id: self.contract_template_id.unwrap_or(before.contract_template_id),
        }
    }
}
