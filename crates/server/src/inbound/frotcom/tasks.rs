//! Adding tasks to jobs.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use serde_json::Value;
use slotwright_domain::{JobDeed, ParticularsChange, System};
use slotwright_store::Refused;
use slotwright_wire::frotcom::AddedTasks;

use super::authorize::{json, staff};
use super::job::{self, Document, KeptTask};
use super::options::Options;
use super::read::{Object, Wrong};
use super::task::Task;
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::words::refused_as;
use crate::scheduling::assign::assign_within;
use crate::scheduling::book::{NewJob, book};
use crate::scheduling::record::record;
use crate::scheduling::{Attempt, Caller, Staff};

/// What the numbers of tasks are counted by.
const COUNTER: &str = "task";
/// A task that was added while others were is added again.
const ATTEMPTS: usize = 10;

type Answer = (StatusCode, Json<Vec<AddedTasks>>);

/// `POST /v2/jobs/tasks`
pub async fn add(State(app): State<Arc<App>>, RawQuery(query): RawQuery, body: Bytes) -> Result<Answer, Refusal> {
    let staff = staff(&app, query.as_deref()).await?;
    let options = Options::of(&app).await?;
    let value = json(&body)?;
    let sent: &[Value] = value.as_array().map(Vec::as_slice).unwrap_or_default();
    if sent.is_empty() {
        return Err(Refusal::malformed("The body must be an array with at least one task."));
    }
    let read = |(index, task): (usize, &Value)| -> Result<Task, Wrong> {
        let at = |wrong: Wrong| format!("Task {}: {wrong}", index + 1);
        Object::of(task, "task").and_then(|task| Task::read(&task, &options)).map_err(at)
    };
    let tasks: Vec<Task> = sent.iter().enumerate().map(read).collect::<Result<_, _>>().map_err(Refusal::malformed)?;
    let all: Vec<(&Task, &Value)> = tasks.iter().zip(sent).collect();
    let new: Vec<_> = all.iter().copied().filter(|(task, _)| task.job_id == 0).collect();
    // Beside tasks of a new job all others are left out.
    let added =
        if new.is_empty() { to_known(&app, staff, &all).await? } else { vec![to_new(&app, staff, &new).await?] };
    Ok((StatusCode::CREATED, Json(added)))
}

/// Makes a job of these tasks.
async fn to_new(app: &App, staff: Staff, tasks: &[(&Task, &Value)]) -> Result<AddedTasks, Refusal> {
    let (wanted, time) = job::wanted(app, &tasks.iter().map(|(task, _)| *task).collect::<Vec<_>>()).await?;
    let (kept, numbers) = kept(app, tasks).await?;
    let reference = tasks.first().and_then(|(task, _)| task.what.reference.clone());
    let particulars = Some(Document { tasks: kept }.particulars(reference));
    let wanted = NewJob { particulars, ..wanted };
    let mut attempt = Attempt::default();
    let made = match time {
        Some(time) => assign_within(app, staff, wanted, time, &mut attempt).await,
        None => book(app, &Caller::Staff(staff), wanted, None, &mut attempt).await,
    };
    let job = made.map_err(|refused| refusal(refused, app, staff))?;
    Ok(AddedTasks { id: job.id, tasks: numbers, is_new: true })
}

/// Adds tasks to the jobs that they name, one after the other, once all of them are known to be there.
async fn to_known(app: &App, staff: Staff, tasks: &[(&Task, &Value)]) -> Result<Vec<AddedTasks>, Refusal> {
    let mut jobs: Vec<u64> = Vec::new();
    for (task, _) in tasks {
        let id = u64::try_from(task.job_id).unwrap_or_default();
        if app.store.job(id).await?.is_none() {
            return Err(Refusal::malformed(format!("JobId: there is no job {}.", task.job_id)));
        }
        if !jobs.contains(&id) {
            jobs.push(id);
        }
    }
    let mut added = Vec::new();
    for id in jobs {
        let of_job: Vec<_> = tasks.iter().copied().filter(|(task, _)| u64::try_from(task.job_id) == Ok(id)).collect();
        added.push(to_one(app, staff, id, &of_job).await?);
    }
    Ok(added)
}

async fn to_one(app: &App, staff: Staff, id: u64, tasks: &[(&Task, &Value)]) -> Result<AddedTasks, Refusal> {
    for _ in 0..ATTEMPTS {
        let before = app.store.particulars(id, System::Frotcom).await?;
        let mut document = Document::read(before.as_ref())?;
        let (kept, numbers) = kept(app, tasks).await?;
        document.tasks.extend(kept);
        let reference = before.as_ref().and_then(|before| before.reference.clone());
        let change = ParticularsChange { before, after: document.particulars(reference), callback: None };
        match record(app, staff, id, JobDeed::None, Some(change)).await {
            Ok(_) => return Ok(AddedTasks { id, tasks: numbers, is_new: false }),
            // Somebody else has added one meanwhile.
            Err(Refused::ChangedMeanwhile) => {}
            Err(refused) => return Err(refusal(refused, app, staff)),
        }
    }
    Err(Refusal::from(slotwright_store::Error::TakenBack))
}

/// What is kept of tasks, with a number for each.
async fn kept(app: &App, tasks: &[(&Task, &Value)]) -> Result<(Vec<KeptTask>, Vec<u64>), Refusal> {
    let first = app.store.take_numbers(System::Frotcom, COUNTER, tasks.len() as u64).await?;
    let keep =
        |(id, (task, sent)): (u64, &(&Task, &Value))| KeptTask { id, sent: (*sent).clone(), forms: task.forms.clone() };
    let kept: Vec<_> = (first..).zip(tasks).map(keep).collect();
    let numbers = kept.iter().map(|task| task.id).collect();
    Ok((kept, numbers))
}

/// What was refused is the fault of a request, for which this API has one status.
fn refusal(refused: Refused, app: &App, staff: Staff) -> Refusal {
    let refusal = refused_as(refused, app, &Caller::Staff(staff));
    if refusal.status.is_client_error() { Refusal { status: StatusCode::BAD_REQUEST, ..refusal } } else { refusal }
}
