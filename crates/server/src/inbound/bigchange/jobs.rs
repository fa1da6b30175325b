//! `GET /jobs` and `GET /jobs/{id}`

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use slotwright_domain::{Job, Page, System};
use slotwright_store::JobFilter;
use slotwright_wire::bigchange::{self, Page as Answer};

use super::action::path_id;
use super::document::Document;
use super::facts::facts;
use super::filter::{self, Filter, SortBy};
use super::program::Program;
use super::query::{Query, answer, cut};
use super::view::{Names, Told, told};
use super::words::no_such;
use crate::app::App;
use crate::edge::refusal::Refusal;

/// How many jobs are looked at at once.
const PART: u64 = 1000;

/// `GET /jobs/{id}`
pub async fn get(
    State(app): State<Arc<App>>,
    program: Program,
    Path(id): Path<String>,
) -> Result<Json<bigchange::Job>, Refusal> {
    program.needs("jobs:read")?;
    let id = path_id("jobId", &id)?;
    let job = app.store.job(id).await?.ok_or_else(|| no_such("job", id))?;
    let jobs = with_documents(&app, vec![job]).await?;
    let mut names = Names::of(&app).await?;
    let Some(job) = jobs.into_iter().next() else { return Err(no_such("job", id)) };
    Ok(Json(told(&app, &mut names, job).await?))
}

/// `GET /jobs`
pub async fn list(
    State(app): State<Arc<App>>,
    program: Program,
    mut query: Query,
) -> Result<Json<Answer<bigchange::Job>>, Refusal> {
    program.needs("jobs:read")?;
    let filter = filter::read(&app, &mut query);
    let page = query.page(&app).await?;
    let mut found = match numbers(&app, &filter).await? {
        Some(ids) => with_documents(&app, app.store.jobs_as_scheduled(ids).await?).await?,
        None => everywhere(&app, &filter).await?,
    };
    found.retain(|told| filter.lets_through(told));
    found.sort_by(|one, other| in_order(&filter, one, other));
    let mut names = Names::of(&app).await?;
    let mut jobs = Vec::new();
    for job in cut(found, page) {
        jobs.push(told(&app, &mut names, job).await?);
    }
    Ok(Json(answer(jobs, page)))
}

/// The numbers of the jobs that can be meant, where the filter says it.
async fn numbers(app: &App, filter: &Filter) -> Result<Option<Vec<u64>>, Refusal> {
    let Some(references) = &filter.references else { return Ok(filter.ids.clone()) };
    let mut called = BTreeSet::new();
    for reference in references {
        called.extend(app.store.jobs_called(System::BigChange, reference).await?);
    }
    if let Some(ids) = &filter.ids {
        called.retain(|id| ids.contains(id));
    }
    Ok(Some(called.into_iter().collect()))
}

/// Looks at all jobs, a part at a time, and keeps those that are meant.
async fn everywhere(app: &App, filter: &Filter) -> Result<Vec<Told>, Refusal> {
    let mut found = Vec::new();
    for number in 1.. {
        let of_store = JobFilter { job_type_ids: filter.type_ids.clone(), ..JobFilter::default() };
        let (jobs, total) = app.store.jobs(of_store, Page { limit: PART, number }).await?;
        found.extend(with_documents(app, jobs).await?.into_iter().filter(|told| filter.lets_through(told)));
        if total <= number * PART {
            break;
        }
    }
    Ok(found)
}

/// Jobs with what is kept of them beside, and what is so of them.
async fn with_documents(app: &App, jobs: Vec<Job>) -> Result<Vec<Told>, Refusal> {
    let ids: Vec<u64> = jobs.iter().map(|job| job.id).collect();
    let mut kept = app.store.particulars_of(ids.clone(), System::BigChange).await?;
    let mut times = app.store.times_of(ids).await?;
    let with = |job: Job| {
        let kept = kept.remove(&job.id);
        let document = Document::of(kept.as_ref())?;
        let facts = facts(app, &job, &document, times.remove(&job.id));
        Ok(Told { reference: kept.and_then(|kept| kept.reference), job, document, facts })
    };
    jobs.into_iter().map(with).collect()
}

fn in_order(filter: &Filter, one: &Told, other: &Told) -> Ordering {
    let by = match filter.sort_by {
        SortBy::Id => Ordering::Equal,
        SortBy::CreatedAt => one.facts.created_at.cmp(&other.facts.created_at),
        SortBy::StatusModifiedAt => one.facts.since.cmp(&other.facts.since),
        SortBy::PlannedStartAt => one.facts.planned_start.cmp(&other.facts.planned_start),
        SortBy::Reference => one.reference.cmp(&other.reference),
        SortBy::Status => one.facts.word.name().cmp(other.facts.word.name()),
    };
    let by = by.then(one.job.id.cmp(&other.job.id));
    if filter.is_descending { by.reverse() } else { by }
}
