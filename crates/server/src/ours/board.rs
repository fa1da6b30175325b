//! `/v1/board`: the jobs as people read them. Ours; no part of the vendor's API, whose jobs have numbers alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::Value;
use slotwright_domain::{ListedJob, Particulars, Status};
use slotwright_store::{self as store, JobFilter};
use slotwright_wire::slotwright::{Board, BoardJob, BoardParticulars, Labelled, StatusCounts, write};

use super::booking::confirmation;
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::jobs::filter;
use crate::inbound::sonar::params::Params;
use crate::inbound::sonar::{page, paginator};
use crate::scheduling::{Staff, freed, outbox};

/// So many characters the longest text has that is looked for.
pub(super) const MAX_SOUGHT: usize = 200;

/// `GET /v1/board`
pub async fn list(State(app): State<Arc<App>>, staff: Staff, params: Params) -> Result<Json<Board>, Refusal> {
    let mut read = params.reader();
    let ids = read.ids("job_ids", "The selected job ids is invalid.");
    let text = read.short_text("q", MAX_SOUGHT).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let overdue_at = read.boolean("overdue").filter(|wanted| *wanted).map(|_| app.now().minute());
    let is_met = read.boolean("can_be_met").unwrap_or(false);
    let is_counted = read.boolean("counts").unwrap_or(false);
    let mut filter = JobFilter { ids, text, overdue_at, ..filter(&mut read) };
    let page = page(read)?;
    if is_met {
        let met = freed::met_now(&app).await?;
        filter.ids = Some(match filter.ids {
            Some(ids) => ids.into_iter().filter(|id| met.contains(id)).collect(),
            None => met.into_iter().collect(),
        });
    }
    let (jobs, total, counts) = match is_counted {
        // How many there are follows from how many are in each state: to look through all of them once is enough.
        true => {
            let statuses = filter.statuses.clone();
            let (jobs, counts) = app.store.counted_jobs(filter, page).await?;
            let is_listed = |status: &Status| statuses.as_ref().is_none_or(|statuses| statuses.contains(status));
            let total = counts.iter().filter(|(status, _)| is_listed(status)).map(|(_, count)| count).sum();
            (jobs, total, Some(counted(counts)))
        }
        false => {
            let (jobs, total) = app.store.listed_jobs(filter, page).await?;
            (jobs, total, None)
        }
    };
    let paginator = paginator(total, page);
    let (data, scope) = (shown(&app, jobs).await?, staff.scope.name().to_owned());
    let sends_links = outbox::sends_links(&app, staff).await?;
    let arrival_window_minutes = app.policy.arrival.window_minutes;
    Ok(Json(Board { data, paginator, scope, sends_links, arrival_window_minutes, counts }))
}

fn counted(counts: Vec<(Status, u64)>) -> StatusCounts {
    let of = |status| counts.iter().find(|(known, _)| *known == status).map_or(0, |(_, count)| *count);
    StatusCounts {
        queued: of(Status::Queued),
        scheduled: of(Status::Scheduled),
        completed: of(Status::Completed),
        failed: of(Status::Failed),
    }
}

/// The jobs as people read them, with what the system behind the server says to them.
pub(super) async fn shown(app: &App, jobs: Vec<ListedJob>) -> Result<Vec<BoardJob>, Refusal> {
    let mut unconfirmed: BTreeMap<u64, store::Confirmation> = match app.upstream {
        Some(_) => app.store.unconfirmed(jobs.iter().map(|job| job.job.id).collect()).await?.into_iter().collect(),
        None => BTreeMap::new(),
    };
    let shown = |job: ListedJob| {
        let confirmation = unconfirmed.remove(&job.job.id).map(confirmation);
        let particulars = job.particulars.iter().map(particulars).collect();
        BoardJob { particulars, confirmation, ..write::board_job(job) }
    };
    Ok(jobs.into_iter().map(shown).collect())
}

fn particulars(kept: &Particulars) -> BoardParticulars {
    let mut details = Vec::new();
    let document: Value = serde_json::from_str(&kept.document).unwrap_or_default();
    collect(&document, "", &mut details);
    BoardParticulars { system: kept.system.name().to_owned(), reference: kept.reference.clone(), details }
}

/// All that is said in a document, each by where it stands.
fn collect(value: &Value, place: &str, into: &mut Vec<Labelled>) {
    let below = |name: &str| if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") };
    let text = match value {
        Value::Null => return,
        Value::Object(members) => {
            return members.iter().for_each(|(name, member)| collect(member, &below(name), into));
        }
        Value::Array(items) => {
            return items.iter().enumerate().for_each(|(i, item)| collect(item, &below(&i.to_string()), into));
        }
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    into.push(Labelled { label: place.to_owned(), text });
}
