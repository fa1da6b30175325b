//! `PUT /jobs/{id}/cancel`

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_domain::JobDeed;

use super::action::{Undone, look, path_id, until_current, write};
use super::body::Body;
use super::facts::Word;
use super::program::Program;
use super::result::keep_past;
use super::words::refused_member;
use crate::app::App;
use crate::edge::refusal::Refusal;

/// Gives a job up; its planning is told ever after, and its time is free.
pub async fn cancel(
    State(app): State<Arc<App>>,
    program: Program,
    Path(id): Path<String>,
    body: Body,
) -> Result<StatusCode, Refusal> {
    program.needs("jobs:write")?;
    let id = path_id("jobId", &id)?;
    look(&app, id).await?;
    let mut read = body.optional();
    let reason = read.text("reason").some();
    read.finish()?;
    until_current!(once(&app, &program, id, reason.clone()))?;
    Ok(StatusCode::NO_CONTENT)
}

async fn once(app: &App, program: &Program, id: u64, reason: Option<String>) -> Result<(), Undone> {
    let mut seen = look(app, id).await?;
    match seen.word {
        Word::Cancelled => return Ok(()),
        word if word.is_begun() => {
            let sentence = format!("A job that is {} can't be cancelled.", word.name());
            return Err(refused_member("status", sentence).into());
        }
        _ => {}
    }
    keep_past(app, &mut seen);
    let now = seen.now;
    seen.document.note(Word::Cancelled.name(), now, reason);
    write(app, program.staff, seen, JobDeed::Cancel, "status").await?;
    Ok(())
}
