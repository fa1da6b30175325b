//! Times for the job that is open.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::{Align, Day, Grading, Interval, IntervalSet, Minute, Search, Skipped, Weights, Wishes};
use slotwright_wire::convert::{free_by_user, hints_of, interval_of_window, window_of};
use slotwright_wire::slotwright::read::weights;
use slotwright_wire::slotwright::{AnySpaceFound, BoardJob, CLOCK_PATH, Clock, Recommending};
use slotwright_wire::sonar::ROOT;
use slotwright_wire::time::{parse_minute, print_date};
use slotwright_words::{fill, text};

use crate::board::state::Suggested;
use crate::board::widget::Widget;
use crate::ground::availability::Availability;
use crate::ground::failure::Failure;
use crate::ground::job::is_open;
use crate::ground::offer::Offer;
use crate::ground::suggestions::{Space, Suggestion, suggestions};
use crate::kit::fetch::read;

/// So many days are looked at.
pub(super) const DAYS: u32 = 28;
/// More than so many never come.
const MOST_COME: usize = 20;
/// Starts are suggested on quarters, as the API has lengths.
const STEP_MINUTES: Minute = 15;

/// Looks for times for a job, unless it has ended, and shows them if the job is still the open one by then.
pub async fn suggest(w: Widget, job: Arc<BoardJob>, generation: u32) {
    if !is_open(&job.job) {
        return w.state().suggested.set(Suggested::Nothing);
    }
    w.state().suggested.set(Suggested::Loading);
    w.state().space.set(None);
    let found = look_up(w, &job).await;
    if w.is_current(generation) {
        match found {
            Ok((space, found)) => {
                w.state().space.set(Some(Arc::new(space)));
                w.state().suggested.set(Suggested::Loaded(Arc::new(found)));
            }
            Err(failure) => w.state().suggested.set(Suggested::Failed(failure)),
        }
    }
}

/// Looks again, since others may have taken what is suggested. What is shown stays where it is the same, and until there is an answer.
pub(super) fn suggest_again(w: Widget) {
    let known = |w: Widget| match w.state().suggested.get_untracked() {
        Suggested::Loaded(known) => {
            w.state().job.get_untracked().map(|job| (job, w.state().come.get_untracked(), known))
        }
        Suggested::Nothing | Suggested::Loading | Suggested::Failed(_) => None,
    };
    let Some((job, come, _)) = known(w) else { return };
    spawn_local(async move {
        let Ok((space, found)) = look_up(w, &job).await else { return };
        // Another one may be open by now, or more be looked for.
        let before = if w.is_mounted() { known(w) } else { None };
        let Some((_, _, before)) = before.filter(|(now, many, _)| now.job.id == job.job.id && *many == come) else {
            return;
        };
        w.state().space.set(Some(Arc::new(space)));
        if *before != found {
            let focused = w.focused_name(".job-panel [data-is]");
            w.state().suggested.set(Suggested::Loaded(Arc::new(found)));
            if !focused.is_empty() {
                w.focus_if_lost(&fill("[data-is={name}]", &[("name", &focused)]));
                w.focus_if_lost("[data-is=heading]");
            }
        }
    });
}

/// Has one more come to the open job, or one fewer, and looks for times for so many.
pub fn come(w: Widget, is_more: bool) {
    let Some(job) = w.state().job.get_untracked().filter(|job| is_open(&job.job)) else { return };
    let before = w.state().come.get_untracked();
    let most = w.state().names.with_untracked(|names| names.len()).clamp(1, MOST_COME);
    let after = if is_more { (before + 1).min(most) } else { before.saturating_sub(1).max(1) };
    w.announce(w.options().words.count(text::BOARD_COME_COUNT, after));
    if after != before {
        w.state().come.set(after);
        let generation = w.next_generation();
        spawn_local(async move { suggest(w, job, generation).await });
    }
}

async fn look_up(w: Widget, listed: &BoardJob) -> Result<(Space, Vec<Suggestion>), Failure> {
    let job = &listed.job;
    let Clock { now, .. } = read(w.get(CLOCK_PATH).await?)?;
    let now = now.get(..16).and_then(parse_minute).ok_or(Failure::Server(String::new()))?;
    let (first, last) = (Day::of(now), Day::of(now) + (DAYS as i32 - 1));
    // The find operations name the kind of place in the singular.
    let kind = if job.assigned_type == "network_sites" { "network_site" } else { "account" };
    let path = fill(
        "{root}/scheduling/jobs/find_any_available_space?start_date={first}&end_date={last}&length_in_minutes={length}\
         &job_type_id={type}&entityType={kind}&entityId={id}&hints=true&job_id={own}",
        &[
            ("root", ROOT),
            ("first", &print_date(first)),
            ("last", &print_date(last)),
            ("length", &job.length_in_minutes.to_string()),
            ("type", &job.job_type_id.to_string()),
            ("kind", kind),
            ("id", &job.assigned_id.to_string()),
            // Its own time is free for it.
            ("own", &job.id.to_string()),
        ],
    );
    // The element may be unmounted when the answer comes.
    let crew = w.state().come.get_untracked();
    let answer = w.get(&path).await?;
    let Recommending { recommend } = read(answer.clone())?;
    let space: AnySpaceFound = read(answer)?;
    let search = Search {
        length_minutes: job.length_in_minutes as Minute,
        crew,
        step_minutes: STEP_MINUTES,
        align: Align::Clock,
        earliest: now,
        latest: (last + 1).start(),
        skipped: Skipped::NONE,
    };
    let present = job.scheduled_datetime.as_deref().and_then(|start| parse_minute(start.get(..16)?));
    let mut availability = Availability::default();
    if let Some(days) = Interval::new(first.start(), (last + 1).start()) {
        let known: IntervalSet = [days].into_iter().collect();
        availability.refresh(&known, free_by_user(&space.data), &search, Offer::default(), present);
        availability.hint(days, space.hints.unwrap_or_default().iter().filter_map(hints_of).collect());
    }
    let weights = recommend.map_or_else(Weights::default, weights);
    let grading = Grading { weights, today: first, crew };
    let wishes: Vec<Interval> = listed.wishes.iter().filter_map(window_of).collect();
    let wishes = Wishes::ranked(&wishes, listed.rather_not.iter().filter_map(interval_of_window).collect());
    let space = Space { availability, search, present: job.user_ids.clone() };
    let found = suggestions(&space, &grading, &wishes);
    Ok((space, found))
}
