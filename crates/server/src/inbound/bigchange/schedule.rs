//! `PUT /jobs/{id}/schedule`

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_domain::{JobChange, JobDeed};
use slotwright_matching::Minute;

use super::action::{Undone, look, path_id, until_current, write};
use super::body::{Body, Sent};
use super::document::{Plan, Standing};
use super::facts::Word;
use super::program::Program;
use super::setup::{self, kind};
use super::time::{minute, print};
use super::words::refused_member;
use crate::app::App;
use crate::edge::refusal::Refusal;

/// What a job is to have: what is not said is taken away.
struct Wanted {
    plan: Plan,
    start: Option<Minute>,
}

/// Gives a job a resource, a vehicle and a time, or takes them away: what is sent replaces what was there.
pub async fn schedule(
    State(app): State<Arc<App>>,
    program: Program,
    Path(id): Path<String>,
    body: Body,
) -> Result<StatusCode, Refusal> {
    program.needs("jobs:write")?;
    let id = path_id("jobId", &id)?;
    look(&app, id).await?;
    let wanted = read(&app, body).await?;
    until_current!(once(&app, &program, id, &wanted))?;
    Ok(StatusCode::NO_CONTENT)
}

async fn read(app: &App, body: Body) -> Result<Wanted, Refusal> {
    let mut read = body.optional();
    let resource_id = read.id("resourceId").some();
    let vehicle_id = read.id("vehicleId").some();
    let start = read.instant("plannedStartAt");
    if let Some(unknown) = app.store.unknown_user(resource_id.as_slice()).await? {
        read.refuse("resourceId", format!("resourceId {unknown} is no resource."));
    }
    if let Some(id) = vehicle_id
        && !setup::is_defined(app, kind::VEHICLES, id).await?
    {
        read.refuse("vehicleId", format!("vehicleId {id} is no vehicle."));
    }
    let minute = match start {
        Sent::Is(at) => {
            let minute = minute(app, at);
            if minute.is_none() {
                let text = "is in the hour that the clocks show twice, and can't be kept: only its first is.";
                read.refuse("plannedStartAt", format!("plannedStartAt {} {text}", print(at)));
            }
            minute
        }
        _ => None,
    };
    read.finish()?;
    let start_at = minute.map(|minute| app.zone.instant_of(minute).as_second());
    let plan = Plan { resource_id, vehicle_id, start_at, standing: Standing::Partial };
    Ok(Wanted { plan, start: minute })
}

async fn once(app: &App, program: &Program, id: u64, wanted: &Wanted) -> Result<(), Undone> {
    let mut seen = look(app, id).await?;
    if seen.word.is_begun() || seen.word == Word::Cancelled {
        let sentence = format!("A job that is {} can't be scheduled.", seen.word.name());
        return Err(refused_member("status", sentence).into());
    }
    let Wanted { plan, start } = *wanted;
    let has_vehicle = plan.vehicle_id.is_some() || !setup::options(app).await?.require_vehicle;
    let now = seen.now;
    let deed = match (plan.resource_id, start) {
        (Some(resource_id), Some(start)) if has_vehicle => {
            seen.document.plan = Some(Plan { standing: Standing::Visit, ..plan });
            seen.document.note(Word::Scheduled.name(), now, None);
            let visit = JobChange { start: Some(start), user_ids: Some(vec![resource_id]), ..JobChange::default() };
            JobDeed::Change(Box::new(visit))
        }
        (resource_id, _) => {
            let says_nothing = resource_id.is_none() && plan.vehicle_id.is_none() && start.is_none();
            seen.document.plan = (!says_nothing).then_some(plan);
            match seen.job.start {
                Some(_) => {
                    seen.document.note(Word::Unscheduled.name(), now, None);
                    JobDeed::Unschedule
                }
                None => JobDeed::None,
            }
        }
    };
    seen.document.started = None;
    write(app, program.staff, seen, deed, "plannedStartAt").await?;
    Ok(())
}
