//! Times for the job that is open.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_matching::{Align, Day, Grading, Interval, IntervalSet, Minute, Search, Skipped, Weights, Wishes};
use slotwright_wire::convert::{free_by_user, hints_of, interval_of_window, window_of};
use slotwright_wire::slotwright::{AnySpaceFound, BoardJob, CLOCK_PATH, Clock};
use slotwright_wire::sonar::ROOT;
use slotwright_wire::time::{parse_minute, print_date};
use slotwright_words::fill;

use crate::board::state::Suggested;
use crate::board::widget::Widget;
use crate::ground::availability::Availability;
use crate::ground::failure::Failure;
use crate::ground::job::is_open;
use crate::ground::offer::Offer;
use crate::ground::suggestions::{Suggestion, suggestions};
use crate::kit::fetch::read;

/// So many days are looked at.
const DAYS: i32 = 28;
/// Starts are suggested on quarters, as the API has lengths.
const STEP_MINUTES: Minute = 15;

/// Looks for times for a job, unless it has ended, and shows them if the job is still the open one by then.
pub async fn suggest(w: Widget, job: Arc<BoardJob>, generation: u32) {
    if !is_open(&job.job) {
        return w.state().suggested.set(Suggested::Nothing);
    }
    w.state().suggested.set(Suggested::Loading);
    let found = look_up(w, &job).await;
    if w.is_current(generation) {
        w.state().suggested.set(match found {
            Ok(found) => Suggested::Loaded(Arc::new(found)),
            Err(failure) => Suggested::Failed(failure),
        });
    }
}

async fn look_up(w: Widget, listed: &BoardJob) -> Result<Vec<Suggestion>, Failure> {
    let job = &listed.job;
    let Clock { now, .. } = read(w.get(CLOCK_PATH).await?)?;
    let now = now.get(..16).and_then(parse_minute).ok_or(Failure::Server(String::new()))?;
    let (first, last) = (Day::of(now), Day::of(now) + (DAYS - 1));
    // The find operations name the kind of place in the singular.
    let kind = if job.assigned_type == "network_sites" { "network_site" } else { "account" };
    let path = fill(
        "{root}/scheduling/jobs/find_any_available_space?start_date={first}&end_date={last}&length_in_minutes={length}\
         &job_type_id={type}&entityType={kind}&entityId={id}&hints=true",
        &[
            ("root", ROOT),
            ("first", &print_date(first)),
            ("last", &print_date(last)),
            ("length", &job.length_in_minutes.to_string()),
            ("type", &job.job_type_id.to_string()),
            ("kind", kind),
            ("id", &job.assigned_id.to_string()),
        ],
    );
    let space: AnySpaceFound = read(w.get(&path).await?)?;
    let crew = job.user_ids.len().max(1);
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
    let grading = Grading { weights: Weights::default(), today: first, crew };
    let wishes: Vec<Interval> = listed.wishes.iter().filter_map(window_of).collect();
    let wishes = Wishes::ranked(&wishes, listed.rather_not.iter().filter_map(interval_of_window).collect());
    Ok(suggestions(&availability, &search, &grading, &wishes))
}
