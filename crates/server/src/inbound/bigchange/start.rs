//! `PUT /jobs/{id}/start`

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_domain::JobDeed;

use super::action::{Undone, look, or_now, path_id, until_current, write};
use super::body::Body;
use super::document::Started;
use super::facts::Word;
use super::program::Program;
use super::time::{of_second, wall_second};
use super::words::refused_member;
use crate::app::App;
use crate::edge::refusal::Refusal;

/// Notes that somebody is at work on a job, or is again.
pub async fn start(
    State(app): State<Arc<App>>,
    program: Program,
    Path(id): Path<String>,
    body: Body,
) -> Result<StatusCode, Refusal> {
    program.needs("jobs:write")?;
    let id = path_id("jobId", &id)?;
    look(&app, id).await?;
    let mut read = body.optional();
    let comment = read.text("comment").some();
    let at = read.instant("statusModifiedAt").some();
    read.finish()?;
    let at = or_now(at, app.now().unix());
    until_current!(once(&app, &program, id, comment.clone(), at))?;
    Ok(StatusCode::NO_CONTENT)
}

async fn once(app: &App, program: &Program, id: u64, comment: Option<String>, at: i64) -> Result<(), Undone> {
    let mut seen = look(app, id).await?;
    if !matches!(seen.word, Word::New | Word::Scheduled | Word::Suspended) {
        let sentence = format!("A job that is {} can't be started.", seen.word.name());
        return Err(refused_member("status", sentence).into());
    }
    // Who goes on with a job has begun it before.
    if seen.word != Word::Suspended {
        seen.document.started = Some(Started { at, start: seen.job.start });
    }
    seen.document.note(Word::Started.name(), at, comment);
    // A job without a time takes nobody's: that it was begun is for the document alone.
    let deed = match (seen.job.start, seen.job.user_ids.first()) {
        (Some(_), Some(user_id)) => JobDeed::CheckIn(*user_id, wall_second(app, of_second(at))),
        _ => JobDeed::None,
    };
    write(app, program.staff, seen, deed, "status").await?;
    Ok(())
}
