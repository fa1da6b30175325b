//! "Why not…?": the question about one job at a time.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::{Day, Minute};
use slotwright_wire::slotwright::{BoardJob, CLOCK_PATH, Clock, WHY_NOT_PATH, WhyNot};
use slotwright_wire::sonar::{Data, DesiredDateTime};
use slotwright_wire::time::parse_minute;
use slotwright_words::{fill, text};

use super::look::{DRAWN_MS, look};
use super::names::load_names;
use super::suggestions::suggest;
use super::typed::put_aside;
use crate::attributes::View;
use crate::board::list_state::Draft;
use crate::board::state::{Answer, Planning, Suggested};
use crate::board::widget::Widget;
use crate::events::Event;
use crate::ground::job::{is_open, job_path};
use crate::ground::timeline::Place;
use crate::ground::why_not::{Fields, first_wish, in_short, query, tomorrow};
use crate::kit::document::later;
use crate::kit::fetch::read;

/// Something is typed that stays when the job is opened anew.
const TYPING: &str = "[data-is=job-form] :focus, .mover :focus, [data-is=new-task]:focus";

/// Opens the question about a job, for its own time, else for its first wish, else for tomorrow. What is typed for the job that was
/// open stays with that, and so does a job that is being made: it waits until this one is left.
pub fn open(w: Widget, job: Arc<BoardJob>) {
    let id = job.job.id;
    let before = w.state().job.get_untracked().filter(|before| before.job.id == id);
    if before.is_none() {
        put_aside(w);
    }
    let generation = w.next_generation();
    let own = job.job.scheduled_datetime.as_deref().and_then(parse_minute);
    w.state().fields.set(own.map(Fields::of).unwrap_or_default());
    let list = w.state().list;
    if list.draft.with_untracked(|draft| draft.as_ref().is_some_and(Draft::is_empty)) {
        list.draft.set(None);
    }
    w.state().answer.set(Answer::Nothing);
    w.state().save_failure.set(None);
    w.state().meanwhile.set(None);
    // What is sent is still: the next waits for it.
    if !matches!(w.state().planning.get_untracked(), Planning::Sent) {
        w.state().planning.set(Planning::Nothing);
    }
    w.state().come.set(usize::try_from(job.crew_size).unwrap_or(1).max(1));
    w.state().job.set(Some(job.clone()));
    w.dispatch(&Event::JobSelected { job_id: id });
    if before.is_none() || w.rendered(TYPING).is_empty() {
        w.focus("[data-is=heading]");
    }
    look(w, id, before);
    spawn_local(load_names(w));
    w.state().suggested.set(if is_open(&job.job) { Suggested::Loading } else { Suggested::Nothing });
    later(DRAWN_MS, move || {
        if w.is_current(generation) {
            spawn_local(async move { suggest(w, job, generation).await });
            spawn_local(async move {
                if own.is_none()
                    && let Some(start) = first_time(w, id).await
                    && w.is_current(generation)
                    // What was typed meanwhile stays.
                    && w.state().fields.get_untracked() == Fields::default()
                {
                    w.state().fields.set(Fields::of(start));
                }
            });
        }
    });
}

/// Closes it, and puts the focus back to where it was opened.
pub fn close(w: Widget) {
    let Some(job) = w.state().job.get_untracked() else { return };
    reset(w);
    let id = job.job.id;
    let is_drawn = untrack(|| w.derived().shown()) == View::Timeline;
    if !is_drawn {
        // It was said in it, and is no news beside the list.
        w.state().said.set(String::new());
    }
    let of_lane = w.state().focused.get_untracked().filter(|place| is_drawn && place.job_id == id);
    // On a phone it was opened from somebody's list, and what stands in the lanes isn't seen.
    if let Some(user_id) =
        w.state().technician.get_untracked().or(job.job.user_ids.first().copied()).filter(|_| is_drawn)
    {
        let place = Place { user_id, job_id: id };
        w.focus(&fill("[data-is=agenda-{name}]", &[("name", place.name().trim_start_matches("visit-"))]));
    }
    let name = of_lane.map(Place::name).unwrap_or_else(|| fill("why-not-{id}", &[("id", &id.to_string())]));
    w.focus(&fill("[data-is={name}]", &[("name", &name)]));
    // Its row may be drawn no more.
    w.focus_if_lost("[data-is=list]");
}

/// Closes it without moving the focus, since the jobs are no longer shown.
pub fn reset(w: Widget) {
    put_aside(w);
    w.next_generation();
    w.state().job.set(None);
}

/// Sends the question.
pub fn ask(w: Widget) {
    let Some(job) = w.state().job.get_untracked() else { return };
    let generation = w.next_generation();
    w.state().save_failure.set(None);
    let Some(start) = w.state().fields.get_untracked().start() else {
        w.state().answer.set(Answer::Incomplete);
        return w.focus("[data-is=date]");
    };
    w.state().answer.set(Answer::Asking);
    w.announce(w.say(text::WHY_NOT_ASKING));
    spawn_local(async move {
        let answer = w.get(&[WHY_NOT_PATH, &query(&job.job, start)].concat()).await.and_then(read::<WhyNot>);
        if !w.is_current(generation) {
            return;
        }
        match answer {
            Ok(why_not) => {
                let short = untrack(|| {
                    in_short(&why_not, &w.options().words.all(), |reason| w.derived().phrase(reason, Day::of(start)))
                });
                w.announce(short);
                w.state().answer.set(Answer::Loaded(start, Arc::new(why_not)));
            }
            Err(failure) => w.state().answer.set(Answer::Failed(failure)),
        }
    });
}

/// The time to ask about first, where the job has none yet.
async fn first_time(w: Widget, job_id: u64) -> Option<Minute> {
    let wishes = w.get(&job_path(Some(job_id), "/desired_job_datetimes")).await;
    if let Ok(Data { data, .. }) = wishes.and_then(read::<Data<Vec<DesiredDateTime>>>)
        && let Some(start) = first_wish(&data)
    {
        return Some(start);
    }
    let Clock { now, .. } = read(w.get(CLOCK_PATH).await.ok()?).ok()?;
    tomorrow(&now)
}
