//! Giving a job its time, and taking it back.

use std::sync::Arc;

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::{BOARD_PATH, BoardJob};
use slotwright_wire::sonar::{Data, JobChange};
use slotwright_wire::time::{parse_minute, print_datetime};
use slotwright_words::{fill, text};
use wasm_bindgen::JsValue;

use super::question::{ask, open, reset};
use super::shown::load_again;
use super::suggestions::suggest;
use crate::board::state::{Planning, Suggested, Undo};
use crate::board::widget::Widget;
use crate::ground::failure::Failure;
use crate::ground::job::job_path;
use crate::ground::why_not::Fields;
use crate::kit::fetch::{json, read};

/// Plans the open job for this time and this crew. It can be undone.
pub fn plan(w: Widget, start: Minute, crew: Vec<u64>) {
    let Some(job) = w.state().job.get_untracked() else { return };
    write(w, job, Some((start, crew)), false);
}

/// Takes the open job's time away: it waits for one again. It can be undone.
pub fn queue(w: Widget) {
    let Some(job) = w.state().job.get_untracked() else { return };
    write(w, job, None, false);
}

/// Takes the suggestion with this digit, if there is one.
pub fn take(w: Widget, digit: usize) -> bool {
    let Suggested::Loaded(all) = w.state().suggested.get_untracked() else { return false };
    let Some(chosen) = digit.checked_sub(1).and_then(|place| all.get(place)) else { return false };
    plan(w, chosen.start, chosen.crew.clone());
    true
}

/// Makes the last change undone.
pub fn undo(w: Widget) {
    let Some(Undo { job, before }) = w.state().undo.get_untracked() else { return };
    write(w, job, before, true);
}

fn write(w: Widget, job: Arc<BoardJob>, wanted: Option<(Minute, Vec<u64>)>, is_undo: bool) {
    // One after the other: what is sent twice would be planned twice.
    if matches!(w.state().planning.get_untracked(), Planning::Sent) {
        return;
    }
    let before = job.job.scheduled_datetime.as_deref().and_then(|text| parse_minute(text.get(..16)?));
    let before = before.map(|start| (start, job.job.user_ids.clone()));
    let id = job.job.id;
    w.state().planning.set(Planning::Sent);
    spawn_local(async move {
        let answer = match &wanted {
            Some((start, crew)) => {
                let change = JobChange {
                    scheduled_datetime: Some(print_datetime(*start)),
                    user_ids: crew.clone(),
                    ..JobChange::default()
                };
                w.write(Method::PATCH, &job_path(Some(id), ""), json(&change)).await
            }
            None => w.write(Method::POST, &job_path(Some(id), "/queue"), JsValue::UNDEFINED).await,
        };
        if !w.is_mounted() {
            return;
        }
        match answer {
            Ok(_) => {
                w.state().planning.set(Planning::Nothing);
                done(w, id, wanted, is_undo, before).await;
            }
            Err(failure) => {
                let is_taken = matches!(failure, Failure::Taken);
                w.state().planning.set(Planning::Failed(failure));
                if let (true, Some((start, _))) = (is_taken, wanted) {
                    explain(w, job, start);
                }
            }
        }
    });
}

/// Somebody was faster: says who it was and what is in the way, and looks for other times.
fn explain(w: Widget, job: Arc<BoardJob>, start: Minute) {
    w.state().fields.set(Fields::of(start));
    ask(w);
    let generation = w.generation().get_untracked();
    spawn_local(async move { suggest(w, job, generation).await });
}

/// Says what was done, and shows the job as it is now.
async fn done(
    w: Widget,
    id: u64,
    wanted: Option<(Minute, Vec<u64>)>,
    is_undo: bool,
    before: Option<(Minute, Vec<u64>)>,
) {
    let said = match (&wanted, is_undo) {
        (_, true) => w.say(text::UNDONE_PLANNED),
        (Some((start, crew)), false) => {
            let who = untrack(|| w.derived().names_of(crew));
            fill(&w.say(text::PLANNED), &[("when", &untrack(|| w.derived().moment(*start))), ("who", &who)])
        }
        (None, false) => w.say(text::QUEUED_AGAIN),
    };
    w.announce(said.clone());
    let now = job(w, id).await;
    if !w.is_mounted() {
        return;
    }
    w.state().said.set(said);
    reset(w);
    load_again(w);
    if let Ok(Some(now)) = now {
        let now = Arc::new(now);
        w.state().undo.set((!is_undo).then(|| Undo { job: now.clone(), before }));
        open(w, now);
    }
}

async fn job(w: Widget, id: u64) -> Result<Option<BoardJob>, Failure> {
    let path = fill("{path}?job_ids%5B%5D={id}", &[("path", BOARD_PATH), ("id", &id.to_string())]);
    let Data { data, .. } = read::<Data<Vec<BoardJob>>>(w.get(&path).await?)?;
    Ok(data.into_iter().next())
}
