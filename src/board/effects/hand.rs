//! Jobs in hand: taken hold of by key or pointer, carried, and put down.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_matching::{MINUTES_PER_DAY, Minute};
use slotwright_wire::slotwright::{BoardJob, Timeline};
use slotwright_wire::time::{parse_date, parse_minute};
use slotwright_words::{fill, text};

use super::plan::make;
use super::timeline::turn_to;
use crate::board::hand::Pressed;
use crate::board::state::Planned;
use crate::board::widget::Widget;
use crate::ground::deeds::{Moved, Way};
use crate::ground::grouping::is_unfolded;
use crate::ground::job::is_open;
use crate::ground::moving::{Carried, STEP, Step};
use crate::ground::timeline::{Hours, Place};

/// So many pixels the pointer goes before a press is a drag.
const SLACK: f64 = 4.0;

/// Takes hold of a visit, with those that are chosen.
pub fn pick_up(w: Widget, place: Place) {
    let Some(job) = shown_job(w, place.job_id).filter(|job| is_open(&job.job)) else { return };
    let mut others = chosen(w);
    // One that isn't among them is meant alone.
    if !others.iter().any(|one| one.job.id == place.job_id) {
        others.clear();
    }
    others.retain(|one| one.job.id != place.job_id && is_open(&one.job));
    if let Some(carried) = Carried::visit(job, place.user_id, others) {
        take_hold(w, carried);
    }
}

/// Takes a job out of the queue: to the first who works, at the first quarter that is to come.
pub fn pick_up_waiting(w: Widget, job: Arc<BoardJob>) {
    let Some(timeline) = timeline(w) else { return };
    let grouping = untrack(|| w.derived().grouping());
    // What is folded away is not seen.
    let mut lanes = timeline.technicians.iter().filter(|lane| is_unfolded(&timeline, &grouping, lane.user_id));
    let Some(lane) = lanes.next() else { return };
    let (Some(first), now) = (parse_date(&timeline.start_date), now(w)) else {
        return;
    };
    let begin = first.start() + Hours::of(&timeline).from;
    let start = now.map_or(begin, |now| begin.max((now + STEP - 1).div_euclid(STEP) * STEP));
    take_hold(w, Carried::waiting(job, lane.user_id, start));
}

fn take_hold(w: Widget, carried: Carried) {
    if untrack(|| w.state().work.only_looks()) {
        return w.announce(w.say(text::SETUP_LOOK_ONLY));
    }
    let whose = untrack(|| w.derived().whose(carried.job()));
    w.announce(fill(&w.say(text::MOVE_IN_HAND), &[("whose", &whose)]));
    w.state().hand.carried.set(Some(carried));
}

/// Does with what is in hand what a key means. Whether it means something.
pub fn carry_by_key(w: Widget, key: &str, shift: bool) -> bool {
    let Some(carried) = w.state().hand.carried.get_untracked() else { return false };
    let grouping = untrack(|| w.derived().grouping());
    let lanes = |timeline: Arc<Timeline>| -> Vec<u64> {
        let lanes = timeline.technicians.iter().map(|lane| lane.user_id);
        // What is folded away is passed over, unless it is there that something is carried away from.
        lanes.filter(|id| *id == carried.lane || is_unfolded(&timeline, &grouping, *id)).collect()
    };
    let lanes = timeline(w).map(lanes).unwrap_or_default();
    let rtl = w.say(text::DIRECTION) == "rtl";
    match carried.step(key, shift, &lanes, rtl) {
        Some(Step::Carry(carried)) => {
            w.state().hand.carried.set(Some(carried.clone()));
            let is_of_lane = !w.focused_name(".visit").is_empty();
            let is_turned = turn_to(w, carried.start);
            if is_turned && is_of_lane {
                // On other days it isn't drawn; the keys are heard on all of the schedule.
                w.focus("[data-is=timeline]");
            }
            let said = untrack(|| w.derived().judgement(&carried));
            // Days that were known before are drawn by now, and it is said.
            if !is_turned || w.state().announcement.with_untracked(|known| *known != said) {
                w.announce(said);
            }
            w.bring_into_view(".ghost");
        }
        Some(Step::PutDown) => put_down(w),
        Some(Step::PutBack) => put_back(w),
        None => return false,
    }
    true
}

/// Puts it down where it is.
pub fn put_down(w: Widget) {
    let Some(carried) = w.state().hand.carried.get_untracked() else { return };
    if !carried.is_moved() {
        return put_back(w);
    }
    w.state().hand.carried.set(None);
    // On days that turned it isn't drawn yet, and the focus waits for it.
    w.state().is_led.set_value(!w.focused_name(".timeline").is_empty());
    let deed = carried.deed();
    if let Some(Moved { job, to: Some(to), .. }) = deed.first() {
        let user_id = to.crew.first().copied().unwrap_or(carried.lane);
        w.state().focused.set(Some(Place { user_id, job_id: job.job.id }));
    }
    make(w, Way::Do, deed, None);
}

/// Leaves it where it was.
pub fn put_back(w: Widget) {
    w.state().hand.carried.set(None);
    w.state().hand.pressed.set(None);
    w.announce(w.say(text::MOVE_PUT_BACK));
}

/// Where the pointer is over the timeline: over whose lane, and at which minute.
#[derive(Clone, Copy, Debug)]
pub struct Over {
    /// Whose lane.
    pub lane: u64,
    /// So many minutes from the beginning of what is drawn.
    pub at: Minute,
}

/// The pointer is over somebody's time, or no longer, with nothing in hand.
pub fn hover(w: Widget, over: Option<Over>) {
    let hovered = w.state().hand.hovered;
    let there = over.zip(timeline(w)).and_then(|(over, timeline)| {
        let minute = Hours::of(&timeline).minute(over.at).div_euclid(STEP) * STEP;
        Some((over.lane, parse_date(&timeline.start_date)?.start() + minute))
    });
    if hovered.get_untracked() != there {
        hovered.set(there);
    }
}

/// The pointer was pressed on a job.
pub fn press(w: Widget, pressed: Pressed) {
    w.state().hand.pressed.set(Some(pressed));
}

/// The pointer has moved. `locked` keeps the time. Whether something is dragged.
pub fn drag(w: Widget, (x, y): (f64, f64), over: Option<Over>, locked: bool) -> bool {
    let hand = w.state().hand;
    let Some(pressed) = hand.pressed.get_untracked() else { return false };
    if hand.carried.with_untracked(Option::is_none) {
        if (x - pressed.x).hypot(y - pressed.y) < SLACK {
            return false;
        }
        begin_drag(w, pressed);
    }
    let Some(mut carried) = hand.carried.get_untracked() else { return false };
    let (Some(over), Some(timeline)) = (over, timeline(w)) else { return true };
    let Some(first) = parse_date(&timeline.start_date) else { return true };
    let hours = Hours::of(&timeline);
    let quarter = |minute: Minute| (minute + STEP / 2).div_euclid(STEP) * STEP;
    if pressed.is_end {
        let end = first.start() + quarter(hours.minute(over.at));
        carried = carried.longer(end - carried.start);
    } else {
        carried.lane = over.lane;
        // From the queue it has no time that could be kept.
        if !locked || carried.from.is_none() {
            carried.start = first.start() + quarter(hours.minute(over.at - pressed.before));
        }
    }
    hand.carried.set(Some(carried));
    true
}

fn begin_drag(w: Widget, pressed: Pressed) {
    match pressed.lane {
        Some(user_id) => pick_up(w, Place { user_id, job_id: pressed.job_id }),
        None => w.state().waiting(pressed.job_id).map_or((), |job| pick_up_waiting(w, job)),
    }
}

/// The pointer was let go, over the timeline or not. Whether something was dragged.
pub fn release(w: Widget, is_over: bool) -> bool {
    let hand = w.state().hand;
    let was_dragged = hand.pressed.get_untracked().is_some() && hand.carried.with_untracked(Option::is_some);
    hand.pressed.set(None);
    match (was_dragged, is_over) {
        (true, true) => put_down(w),
        (true, false) => put_back(w),
        (false, _) => {}
    }
    was_dragged
}

/// The job of a visit on the days that are shown.
pub(super) fn shown_job(w: Widget, job_id: u64) -> Option<Arc<BoardJob>> {
    let timeline = timeline(w)?;
    let visit = timeline.visits.iter().find(|visit| visit.listed.job.id == job_id)?;
    Some(Arc::new(visit.listed.clone()))
}

/// The jobs that are chosen: as they are by now where that is shown, and else as they were when they were chosen. Those that are gone
/// from the shown days are chosen no more.
pub(super) fn chosen(w: Widget) -> Vec<Arc<BoardJob>> {
    let chosen = w.state().hand.chosen.get_untracked();
    let days = timeline(w).and_then(|timeline| {
        let first = parse_date(&timeline.start_date)?.start();
        Some(first..first + timeline.days as Minute * MINUTES_PER_DAY)
    });
    let is_elsewhere = |job: &Arc<BoardJob>| {
        let start = job.job.scheduled_datetime.as_deref().and_then(|start| parse_minute(start.get(..16)?));
        days.as_ref().zip(start).is_none_or(|(days, start)| !days.contains(&start))
    };
    let now = |job: Arc<BoardJob>| shown_job(w, job.job.id).or_else(|| is_elsewhere(&job).then_some(job));
    chosen.into_iter().filter_map(now).collect()
}

/// The minute now.
fn now(w: Widget) -> Option<Minute> {
    w.state().now.with_untracked(|now| now.get(..16).and_then(parse_minute))
}

/// The days that are shown.
pub(super) fn timeline(w: Widget) -> Option<Arc<Timeline>> {
    match w.state().planned.get_untracked() {
        Planned::Loaded(timeline) => Some(timeline),
        Planned::Loading | Planned::Failed(_) => None,
    }
}
