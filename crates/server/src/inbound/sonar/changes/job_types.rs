//! `/scheduling/job_types`

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_matching::MINUTES_PER_DAY;
use slotwright_wire::sonar::{self, Data, write};

use super::super::{Success, success};
use super::{boolean, complete, name, over};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::{Params, Reader, path_id};
use crate::scheduling::Staff;
use slotwright_domain::{Effects, JobType};
use slotwright_store::{Editor, Removal};
use slotwright_world::{COLORS, ICONS};

/// What a deletion that finds nothing says does not exist.
const JOB_TYPE: &str = "job type";

/// `POST /scheduling/job_types`
pub async fn create_job_type(
    State(app): State<Arc<App>>,
    _: Staff,
    params: Params,
) -> Result<(StatusCode, Json<Data<sonar::JobType>>), Refusal> {
    let job_type = app.store.edit(move |editor| {
        let job_type = draft(&params, editor, None)?;
        let id = editor.insert_job_type(&job_type)?;
        Ok::<_, Refusal>(JobType { id, ..job_type })
    });
    Ok((StatusCode::CREATED, Json(Data::of(write::job_type(job_type.await?)))))
}

/// `PATCH /scheduling/job_types/:id`: jobs keep the lengths they have.
pub async fn change_job_type(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Data<sonar::JobType>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let job_type = app.store.edit(move |editor| {
        let before = editor.job_type(id)?.ok_or_else(Refusal::no_item)?;
        let job_type = draft(&params, editor, Some(before))?;
        editor.update_job_type(&job_type)?;
        Ok::<_, Refusal>(job_type)
    });
    Ok(Json(Data::of(write::job_type(job_type.await?))))
}

/// `DELETE /scheduling/job_types/:id`
///
/// The vendor does not say what becomes of jobs and schedules of a type that is deleted. Here one that jobs, holds, schedules,
/// rules or working booking links name stays, with 422: what it is needed for would lose its meaning.
pub async fn delete_job_type(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
) -> Result<Json<Data<Success>>, Refusal> {
    let unknown = || Refusal::does_not_exist(JOB_TYPE);
    let id = path_id(&id).ok_or_else(unknown)?;
    let now = app.now().unix();
    let in_use = || Refusal::in_use("The job type is used by jobs, holds, schedules, rules or booking links.");
    // Refused inside, so that nothing is kept of it.
    let deleted = app.store.edit(move |editor| match editor.delete_job_type(id, now) {
        Ok(Removal::Done) => Ok(success()),
        Ok(Removal::NoSuchItem) => Err(unknown()),
        Ok(Removal::InUse) => Err(in_use()),
        // Somebody named it after we looked.
        Err(error) if error.is_dangling() => Err(in_use()),
        Err(error) => Err(error.into()),
    });
    deleted.await
}

fn draft(params: &Params, editor: &Editor, before: Option<JobType>) -> Result<JobType, Refusal> {
    let mut read = params.reader();
    let there = before.as_ref();
    let name = name(&mut read, there.map(|before| before.name.clone()));
    let length = there.map(|before| before.length_in_minutes);
    let length_in_minutes = over(&mut read, "length_in_minutes", length, |read| {
        read.integer_up_to("length_in_minutes", 1, MINUTES_PER_DAY as u32)
    });
    let color = one_of(&mut read, "color", &COLORS, there.map(|before| before.color.clone()));
    let icon = one_of(&mut read, "icon", &ICONS, there.map(|before| before.icon.clone()));
    // Without these a type has no effects, and tasks are no obstacle: so the vendor's example answers.
    let plain = Effects { allow_completion_with_uncompleted_tasks: true, ..Effects::default() };
    let (id, before) = before.map_or((0, plain), |before| (before.id, before.effects));
    let mut flag = |name: &str, before: bool| boolean(&mut read, name, Some(before)).unwrap_or(before);
    let change_status_on_completion = flag("change_status_on_completion", before.change_status_on_completion);
    let change_status_on_failure = flag("change_status_on_failure", before.change_status_on_failure);
    let create_completion_ticket = flag("create_completion_ticket", before.create_completion_ticket);
    let create_failure_ticket = flag("create_failure_ticket", before.create_failure_ticket);
    let allow_completion_with_uncompleted_tasks =
        flag("allow_completion_with_uncompleted_tasks", before.allow_completion_with_uncompleted_tasks);
    let mut target = |name: &str, before: Option<u64>, flag: &str, is_on: bool| {
        let target = optional(&mut read, name, before);
        if is_on && target.is_none() {
            let words = |name: &str| name.replace('_', " ");
            read.fault(name, format!("The {} field is required when {} is 1.", words(name), words(flag)));
        }
        target
    };
    let account_status_id_completion = target(
        "account_status_id_completion",
        before.account_status_id_completion,
        "change_status_on_completion",
        change_status_on_completion,
    );
    let account_status_id_failure = target(
        "account_status_id_failure",
        before.account_status_id_failure,
        "change_status_on_failure",
        change_status_on_failure,
    );
    let completion_ticket_group_id = target(
        "completion_ticket_group_id",
        before.completion_ticket_group_id,
        "create_completion_ticket",
        create_completion_ticket,
    );
    let failure_ticket_group_id = target(
        "failure_ticket_group_id",
        before.failure_ticket_group_id,
        "create_failure_ticket",
        create_failure_ticket,
    );
    let task_template_id = optional(&mut read, "task_template_id", before.task_template_id);
    let contract_template_id = optional(&mut read, "contract_template_id", before.contract_template_id);
    let services = match read.is_sent("services") {
        true => read.ids("services", "The selected services is invalid.").unwrap_or_default(),
        false => before.services,
    };
    // Where the instance keeps lists of them.
    if editor.unknown_service(&services)?.is_some() {
        read.invalid("services");
    }
    if let Some(id) = task_template_id
        && editor.is_unknown_task_template(id)?
    {
        read.invalid("task_template_id");
    }
    read.finish()?;
    let draft = || {
        Some(JobType {
            id,
            name: name?,
            length_in_minutes: length_in_minutes?,
            color: color?,
            icon: icon?,
            effects: Effects {
                change_status_on_completion,
                account_status_id_completion,
                change_status_on_failure,
                account_status_id_failure,
                create_completion_ticket,
                completion_ticket_group_id,
                create_failure_ticket,
                failure_ticket_group_id,
                allow_completion_with_uncompleted_tasks,
                task_template_id,
                services,
                contract_template_id,
            },
        })
    };
    complete(draft())
}

fn one_of(read: &mut Reader, name: &str, words: &[&'static str], before: Option<String>) -> Option<String> {
    let words: Vec<(&str, &str)> = words.iter().map(|word| (*word, *word)).collect();
    over(read, name, before, |read| read.choice(name, &words).map(str::to_owned))
}

/// A number that can be taken away with null.
fn optional(read: &mut Reader, name: &str, before: Option<u64>) -> Option<u64> {
    if read.is_sent(name) { read.id(name) } else { before }
}
