//! `GET /jobs/{id}/status/history`

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use slotwright_wire::bigchange::{Page, StatusEntry};

use super::action::{look, path_id};
use super::facts::facts;
use super::program::Program;
use super::query::{Query, answer, cut};
use super::time::{of_second, print};
use crate::app::App;
use crate::edge::refusal::Refusal;

/// Numbers of what belongs to a job begin with the job's.
pub const NUMBERS_OF_A_JOB: u64 = 1000;

/// What has become of a job, the oldest first. Of what others did, where it stands now.
pub async fn list(
    State(app): State<Arc<App>>,
    program: Program,
    Path(id): Path<String>,
    query: Query,
) -> Result<Json<Page<StatusEntry>>, Refusal> {
    program.needs("jobs:read")?;
    let id = path_id("jobId", &id)?;
    let page = query.page(&app).await?;
    let seen = look(&app, id).await?;
    let times = app.store.times_of(vec![id]).await?.remove(&id);
    let facts = facts(&app, &seen.job, &seen.document, times);
    let mut entries: Vec<(String, Option<String>, Option<String>)> = Vec::new();
    for entry in &seen.document.history {
        entries.push((entry.status.clone(), Some(print(of_second(entry.at))), entry.comment.clone()));
    }
    if entries.is_empty() {
        entries.push(("new".to_owned(), facts.created_at.map(print), None));
    }
    if entries.last().is_none_or(|(status, _, _)| status != facts.word.name()) {
        entries.push((facts.word.name().to_owned(), facts.since.map(print), None));
    }
    let numbered = |(number, (status, created_at, comment))| StatusEntry {
        id: id * NUMBERS_OF_A_JOB + number,
        status,
        created_at,
        comment,
    };
    let entries: Vec<StatusEntry> = (1..).zip(entries).map(numbered).collect();
    Ok(Json(answer(cut(entries, page), page)))
}
