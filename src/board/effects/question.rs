//! "Why not…?": the question about one job at a time.

use std::sync::Arc;

use leptos::task::spawn_local;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::{CLOCK_PATH, Clock, WHY_NOT_PATH, WhyNot};
use slotwright_wire::sonar::{Data, DesiredDateTime, Job};
use slotwright_wire::time::parse_minute;

use super::names::load_names;
use crate::board::state::Answer;
use crate::board::widget::Widget;
use crate::ground::job::job_path;
use crate::ground::text::{self, fill};
use crate::ground::why_not::{Fields, first_wish, in_short, query, tomorrow};
use crate::kit::fetch::read;

/// Begins to ask about a job, at its own time, else at its first wish, else tomorrow.
pub fn open(w: Widget, job: Arc<Job>) {
    let turn = w.next_turn();
    let own = job.scheduled_datetime.as_deref().and_then(parse_minute);
    w.state().fields.set(own.map(Fields::of).unwrap_or_default());
    w.state().answer.set(Answer::Nothing);
    w.state().unsaved.set(None);
    let id = job.id;
    w.state().job.set(Some(job));
    w.focus("[data-is=heading]");
    spawn_local(async move {
        if own.is_none()
            && let Some(start) = begins_with(w, id).await
            && w.is_now(turn)
            // What was typed meanwhile stays.
            && w.state().fields.peek() == Fields::default()
        {
            w.state().fields.set(Fields::of(start));
        }
        load_names(w).await;
    });
}

/// Ends it, and puts the focus back to where it was opened.
pub fn close(w: Widget) {
    let Some(job) = w.state().job.peek() else { return };
    forget(w);
    w.focus(&fill("[data-is=why-not-{id}]", &[("id", &job.id.to_string())]));
}

/// Ends it, since the jobs are no longer shown.
pub fn forget(w: Widget) {
    w.next_turn();
    w.state().job.set(None);
}

/// Asks.
pub fn ask(w: Widget) {
    let Some(job) = w.state().job.peek() else { return };
    let turn = w.next_turn();
    w.state().unsaved.set(None);
    let Some(start) = w.state().fields.peek().start() else {
        w.state().answer.set(Answer::Incomplete);
        return w.focus("[data-is=date]");
    };
    w.state().answer.set(Answer::Asking);
    w.say(text::WHY_NOT_ASKING.to_owned());
    spawn_local(async move {
        let answer = w.get(&[WHY_NOT_PATH, &query(&job, start)].concat()).await.and_then(read::<WhyNot>);
        if !w.is_now(turn) {
            return;
        }
        match answer {
            Ok(why_not) => {
                w.say(in_short(&why_not));
                w.state().answer.set(Answer::Here(start, Arc::new(why_not)));
            }
            Err(failure) => w.state().answer.set(Answer::Failed(failure)),
        }
    });
}

/// When to begin, where the job has no time yet.
async fn begins_with(w: Widget, job_id: u64) -> Option<Minute> {
    let wishes = w.get(&job_path(Some(job_id), "/desired_job_datetimes")).await;
    if let Ok(Data { data, .. }) = wishes.and_then(read::<Data<Vec<DesiredDateTime>>>)
        && let Some(start) = first_wish(&data)
    {
        return Some(start);
    }
    let Clock { now, .. } = read(w.get(CLOCK_PATH).await.ok()?).ok()?;
    tomorrow(&now)
}
