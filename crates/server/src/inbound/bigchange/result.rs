//! `PUT /jobs/{id}/result`

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_domain::{Completion, JobDeed};

use super::action::{Seen, Undone, look, or_now, path_id, until_current, write};
use super::body::Body;
use super::document::{Document, Plan, Standing, Started};
use super::facts::{Facts, Word, facts};
use super::program::Program;
use super::setup::{self, TypeDetails};
use super::time::{of_second, wall_second};
use super::words::refused_member;
use crate::app::App;
use crate::edge::refusal::Refusal;

/// Ends a job that was started.
pub async fn result(
    State(app): State<Arc<App>>,
    program: Program,
    Path(id): Path<String>,
    body: Body,
) -> Result<StatusCode, Refusal> {
    program.needs("jobs:write")?;
    let id = path_id("jobId", &id)?;
    let seen = look(&app, id).await?;
    let mut read = body.needed()?;
    read.require("status");
    read.require("result");
    let choices = [Word::CompletedOk, Word::CompletedWithIssues];
    let mut ending = None;
    if let Some(status) = read.text("status").some() {
        ending = choices.into_iter().find(|word| word.name().eq_ignore_ascii_case(&status));
        if ending.is_none() {
            read.refuse("status", format!("status must be completedOk or completedWithIssues, is {status:?}."));
        }
    }
    let result = read.text("result").some();
    if result.as_ref().is_some_and(|result| result.trim().is_empty()) {
        read.refuse("result", "result may not be empty.");
    } else if let Some((word, result)) = ending.zip(result.as_deref()) {
        let details = setup::type_details(&app, seen.job.job_type_id).await?;
        if let Err(sentence) = judge(&details, word, result) {
            read.refuse("result", sentence);
        }
    }
    let at = or_now(read.instant("statusModifiedAt").some(), app.now().unix());
    read.finish()?;
    let (Some(word), Some(result)) = (ending, result) else { return Err(Refusal::internal()) };
    until_current!(once(&app, &program, id, (word, &result), at))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether a job of a type can end so.
fn judge(details: &TypeDetails, word: Word, result: &str) -> Result<(), String> {
    let known = match word {
        Word::CompletedWithIssues => details.negative_results.as_ref(),
        _ => Some(&details.positive_results),
    };
    match known {
        None => Err("jobs of this type can't be completed with issues: the type has no negativeResults.".to_owned()),
        Some(known) if !known.is_empty() && !known.iter().any(|known| known == result) => {
            Err(format!("result must be one of {known:?}, is {result:?}."))
        }
        Some(_) => Ok(()),
    }
}

async fn once(app: &App, program: &Program, id: u64, ending: (Word, &str), at: i64) -> Result<(), Undone> {
    let mut seen = look(app, id).await?;
    let (word, result) = ending;
    if seen.word != Word::Started {
        let sentence = format!("A job that is {} can't be given a result: it must be started.", seen.word.name());
        return Err(refused_member("status", sentence).into());
    }
    keep_past(app, &mut seen);
    seen.document.note(word.name(), at, None);
    let completion = Completion {
        at: wall_second(app, of_second(at)),
        by_user_id: Some(program.staff.user_id),
        successfully: word == Word::CompletedOk,
        reason: Some(result.to_owned()),
    };
    write(app, program.staff, seen, JobDeed::Complete(completion), "status").await?;
    Ok(())
}

/// Keeps what a job that ends forgets: who was to come, with what, when, and when it was begun.
pub fn keep_past(app: &App, seen: &mut Seen) {
    let Facts { resource_id, vehicle_id, planned_start, actual_start, .. } =
        facts(app, &seen.job, &seen.document, None);
    let start_at = planned_start.map(|start| start.as_second());
    let was_planned = resource_id.is_some() || vehicle_id.is_some() || start_at.is_some();
    let plan = Plan { resource_id, vehicle_id, start_at, standing: Standing::Past };
    let started = actual_start.map(|at| Started { at: at.as_second(), start: seen.job.start });
    seen.document = Document { plan: was_planned.then_some(plan), started, ..std::mem::take(&mut seen.document) };
}
