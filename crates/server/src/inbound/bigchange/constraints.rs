//! `/jobs/{id}/constraints`

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use slotwright_domain::JobDeed;
use slotwright_wire::bigchange::{Constraint, Created, Page, Vehicle};

use super::action::{Undone, look, path_id, until_current, write};
use super::body::Body;
use super::document::Kept;
use super::facts::{Facts, facts};
use super::program::Program;
use super::query::{Query, answer, cut};
use super::setup::{self, kind};
use super::status_history::NUMBERS_OF_A_JOB;
use super::time::{of_second, print};
use super::words::refused_member;
use crate::app::App;
use crate::edge::problem::capitalized;
use crate::edge::refusal::Refusal;

/// What a constraint needs.
#[derive(Clone, Copy, PartialEq)]
enum Needs {
    Time,
    Entity,
    Nothing,
}

const KINDS: [(&str, Needs); 11] = [
    ("jobMustStartAfter", Needs::Time),
    ("jobMustStartBefore", Needs::Time),
    ("jobMustCompleteBefore", Needs::Time),
    ("jobResource", Needs::Entity),
    ("jobResourceGroup", Needs::Entity),
    ("jobVehicle", Needs::Entity),
    ("jobVehicleGroup", Needs::Entity),
    ("jobRequiresResourceSkill", Needs::Entity),
    ("jobRequiresVehicleAttribute", Needs::Entity),
    ("jobMustStartInAvailableHours", Needs::Nothing),
    ("jobMustCompleteInAvailableHours", Needs::Nothing),
];

/// Their names.
pub fn kinds() -> Vec<&'static str> {
    KINDS.iter().map(|(name, _)| *name).collect()
}

/// How many a job may have.
const MAX_CONSTRAINTS: usize = 100;

/// `GET /jobs/{id}/constraints`
pub async fn list(
    State(app): State<Arc<App>>,
    program: Program,
    Path(id): Path<String>,
    query: Query,
) -> Result<Json<Page<Constraint>>, Refusal> {
    program.needs("jobs:read")?;
    let id = path_id("jobId", &id)?;
    let page = query.page(&app).await?;
    let seen = look(&app, id).await?;
    let facts = facts(&app, &seen.job, &seen.document, None);
    let resources: BTreeMap<u64, String> =
        app.store.users().await?.into_iter().map(|user| (user.id, user.name)).collect();
    let vehicles: Vec<Vehicle> = setup::all(&app, kind::VEHICLES).await?;
    let vehicles: BTreeMap<u64, String> =
        vehicles.into_iter().map(|vehicle| (vehicle.id, vehicle.registration)).collect();
    let end = i64::from(seen.job.length_in_minutes) * 60;
    let told = |kept: Kept| Constraint {
        id: id * NUMBERS_OF_A_JOB + kept.number,
        created_at: print(of_second(kept.created_at)),
        status: if is_violated(&kept, &facts, end) { "IsViolated" } else { "IsNotViolated" },
        constraint_at: kept.at.map(|at| print(of_second(at))),
        entity_id: kept.entity_id,
        entity_name: kept.entity_id.and_then(|id| match kept.kind.as_str() {
            "jobResource" => resources.get(&id).cloned(),
            "jobVehicle" => vehicles.get(&id).cloned(),
            _ => None,
        }),
        kind: capitalized(&kept.kind),
    };
    let constraints = seen.document.constraints.into_iter().map(told).collect();
    Ok(Json(answer(cut(constraints, page), page)))
}

/// Whether what is planned is against it; of what is not planned, and of groups, skills and hours, nothing is known.
fn is_violated(kept: &Kept, facts: &Facts, length_in_seconds: i64) -> bool {
    let at = kept.at.map(of_second);
    let is_later = |instant: Option<Timestamp>| instant.zip(at).is_some_and(|(instant, at)| at < instant);
    let end =
        facts.planned_start.and_then(|start| start.checked_add(SignedDuration::from_secs(length_in_seconds)).ok());
    let is_another = |id: Option<u64>| id.is_some() && id != kept.entity_id;
    match kept.kind.as_str() {
        "jobMustStartAfter" => facts.planned_start.zip(at).is_some_and(|(start, at)| start < at),
        "jobMustStartBefore" => is_later(facts.planned_start),
        "jobMustCompleteBefore" => is_later(end),
        "jobResource" => is_another(facts.resource_id),
        "jobVehicle" => is_another(facts.vehicle_id),
        _ => false,
    }
}

/// `POST /jobs/{id}/constraints`
pub async fn create(
    State(app): State<Arc<App>>,
    program: Program,
    Path(id): Path<String>,
    body: Body,
) -> Result<(StatusCode, Json<Created>), Refusal> {
    program.needs("jobs:write")?;
    let id = path_id("jobId", &id)?;
    look(&app, id).await?;
    let mut read = body.needed()?;
    read.require("type");
    let sent = read.text("type").some();
    let known = sent.as_ref().and_then(|sent| KINDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(sent)));
    if let (Some(sent), None) = (&sent, known) {
        let names = KINDS.map(|(name, _)| name).join(", ");
        read.refuse("type", format!("type must be one of {names}, is {sent:?}."));
    }
    let needs = known.map(|(_, needs)| *needs);
    for (name, need) in [("constraintAt", Needs::Time), ("entityId", Needs::Entity)] {
        if needs == Some(need) {
            read.require(name);
        }
    }
    let (at, entity_id) = (read.instant("constraintAt").some(), read.id("entityId").some());
    if let (Some(("jobResource", _)), Some(entity)) = (known, entity_id)
        && app.store.unknown_user(&[entity]).await?.is_some()
    {
        read.refuse("entityId", format!("entityId {entity} is no resource."));
    }
    if let (Some(("jobVehicle", _)), Some(entity)) = (known, entity_id)
        && !setup::is_defined(&app, kind::VEHICLES, entity).await?
    {
        read.refuse("entityId", format!("entityId {entity} is no vehicle."));
    }
    read.finish()?;
    let Some((name, needs)) = known else { return Err(Refusal::internal()) };
    let kept = Kept {
        number: 0,
        created_at: app.now().unix(),
        kind: (*name).to_owned(),
        at: at.filter(|_| *needs == Needs::Time).map(Timestamp::as_second),
        entity_id: entity_id.filter(|_| *needs == Needs::Entity),
    };
    let number = until_current!(once(&app, &program, id, &kept))?;
    Ok((StatusCode::CREATED, Json(Created { id: id * NUMBERS_OF_A_JOB + number })))
}

async fn once(app: &App, program: &Program, id: u64, kept: &Kept) -> Result<u64, Undone> {
    let mut seen = look(app, id).await?;
    if MAX_CONSTRAINTS <= seen.document.constraints.len() {
        return Err(refused_member("type", format!("A job may have {MAX_CONSTRAINTS} constraints at most.")).into());
    }
    let number = seen.document.constraints.last().map_or(1, |last| last.number + 1);
    seen.document.constraints.push(Kept { number, ..kept.clone() });
    write(app, program.staff, seen, JobDeed::None, "type").await?;
    Ok(number)
}
