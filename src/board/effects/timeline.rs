//! Everybody's time on the days that are shown.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::{Day, MINUTES_PER_DAY, Minute};
use slotwright_wire::slotwright::{TIMELINE_PATH, Timeline};
use slotwright_wire::time::{parse_date, print_date};
use slotwright_words::fill;

use super::freed::{look_for_waiting, note_freed};
use super::hand::timeline;
use super::tray::{IN_TRAY, keep_focus, load_queued};
use crate::attributes::View;
use crate::board::state::Planned;
use crate::board::widget::Widget;
use crate::ground::deeds::Deeds;
use crate::ground::failure::Failure;
use crate::ground::freed::Gaps;
use crate::ground::grouping::{arrange, is_unfolded};
use crate::ground::moved::move_in;
use crate::ground::timeline::next_visit;
use crate::kit::document::{later, when_looked_at};
use crate::kit::fetch::read;

/// So often what is shown is asked for again: the clock goes on and holds run out, of which nobody tells; and others' changes come
/// by this alone while they can't be heard.
const AGAIN_MS: u64 = 60_000;
/// So long days are looked at before those beside them are asked for.
const QUIET_MS: u64 = 500;
/// Loads the days that are shown, and the jobs that wait for a time. What was there stays until the answer comes.
pub fn load_timeline(w: Widget) {
    load_days(w);
    load_queued(w);
}

/// Loads the days that are shown.
fn load_days(w: Widget) {
    let generation = w.next_drawing();
    if w.options().token.get_untracked().is_empty() {
        return w.state().planned.set(Planned::Failed(Failure::LinkInvalid));
    }
    let (day, days) = (w.state().day.get_untracked(), w.state().days.get_untracked());
    let near = w.state().near;
    // As long as no other is said to be it, today is the day that it was.
    let first = day.or_else(|| w.state().now.with_untracked(|now| parse_date(now.get(..10)?)));
    let known = move || first.and_then(|first| near.with_value(|near| near.known(&print_date(first), days)));
    if let Some((known, _)) = known() {
        draw(w, known);
    }
    spawn_local(async move {
        let timeline = ask(w, day, days).await;
        if !w.is_drawn(generation) {
            return;
        }
        match timeline {
            Ok(mut timeline) => {
                let now = std::mem::take(&mut timeline.now);
                w.state().now.set(now.clone());
                let timeline = Arc::new(timeline);
                near.update_value(|near| near.keep(timeline.clone(), now));
                draw(w, timeline);
                outdated(w, None);
                later(QUIET_MS, move || ask_ahead(w, generation));
                look_for_waiting(w);
            }
            Err(failure) => match known().filter(|_| failure.is_passing()) {
                // What was there is better than nothing, as long as it is of the same days.
                Some((known, when)) => {
                    draw(w, known);
                    outdated(w, Some((failure, when)));
                }
                None => {
                    w.state().planned.set(Planned::Failed(failure));
                    outdated(w, None);
                }
            },
        }
        later(AGAIN_MS, move || {
            let is_shown = move || untrack(|| w.derived().shown()) == View::Timeline;
            if w.is_drawn(generation) && is_shown() {
                when_looked_at(move || {
                    if w.is_drawn(generation) && is_shown() {
                        load_timeline(w);
                    }
                });
            }
        });
    });
}

/// Says why days are shown as they were, and when they were so; or no longer.
fn outdated(w: Widget, why: Option<(Failure, String)>) {
    if w.state().outdated.with_untracked(|known| *known != why) {
        w.state().outdated.set(why);
    }
}

/// Shows days. What is the same stays as it is drawn, and so does the focus in it. What is being moved stays where it goes: the answer
/// may be older.
fn draw(w: Widget, timeline: Arc<Timeline>) {
    let timeline = with_under_way(w, timeline);
    if let Planned::Loaded(before) = w.state().planned.get_untracked()
        && before != timeline
    {
        note_freed(w, &Gaps::between(&before, &timeline));
    }
    redraw(w, timeline);
}

fn with_under_way(w: Widget, mut timeline: Arc<Timeline>) -> Arc<Timeline> {
    let under_way = w.state().hand.deeds.with_untracked(Deeds::under_way);
    if !under_way.is_empty() {
        move_in(Arc::make_mut(&mut timeline), &under_way);
    }
    timeline
}

/// Shows jobs where they are being moved, before the server has said so; and those that were not moved where they are.
pub(super) fn draw_under_way(w: Widget) {
    let Some(shown) = timeline(w) else { return };
    let known = w.state().near.with_value(|near| near.known(&shown.start_date, shown.days));
    if let Some((known, _)) = known {
        redraw(w, with_under_way(w, known));
    }
}

fn redraw(w: Widget, timeline: Arc<Timeline>) {
    let focused = [".visit", IN_TRAY, ".timeline"].map(|selector| w.focused_name(selector)).concat();
    let is_same = |planned: &Planned| matches!(planned, Planned::Loaded(known) if *known == timeline);
    if !w.state().planned.with_untracked(is_same) {
        let named = timeline.technicians.iter().map(|lane| (lane.user_id, lane.name.clone()));
        let named: Vec<_> = named.collect();
        // Who can be chosen is drawn anew with it.
        if w.state().names.with_untracked(|known| **known != named) {
            w.state().names.set(Arc::new(named));
        }
        w.state().planned.set(Planned::Loaded(timeline));
        // What is in hand may have been carried here before these days were known.
        if let Some(carried) = w.state().hand.carried.get_untracked() {
            w.announce(untrack(|| w.derived().judgement(&carried)));
        }
    }
    keep_focus(w, &focused);
}

/// Asks for the days after and before those that are shown, while they are looked at: most turn there next.
fn ask_ahead(w: Widget, generation: u32) {
    let is_shown = move || w.is_drawn(generation) && untrack(|| w.derived().shown()) == View::Timeline;
    // The element may be unmounted meanwhile.
    if !is_shown() {
        return;
    }
    let Some(first) = first_day(w) else { return };
    let (near, days) = (w.state().near, w.state().days.get_untracked());
    when_looked_at(move || {
        spawn_local(async move {
            for day in [first + days as i32, first + -(days as i32)] {
                let is_known = || near.with_value(|near| near.known(&print_date(day), days).is_some());
                if !is_shown() || is_known() {
                    continue;
                }
                if let Ok(mut timeline) = ask(w, Some(day), days).await
                    && is_shown()
                {
                    let now = std::mem::take(&mut timeline.now);
                    near.update_value(|near| near.keep(Arc::new(timeline), now));
                }
            }
        });
    });
}

async fn ask(w: Widget, first: Option<Day>, days: u32) -> Result<Timeline, Failure> {
    let mut path = fill("{path}?days={days}", &[("path", TIMELINE_PATH), ("days", &days.to_string())]);
    if let Some(first) = first {
        path.push_str("&start_date=");
        path.push_str(&print_date(first));
    }
    let mut timeline = read(w.get(&path).await?)?;
    // The element may be unmounted when the answer comes, and technicians stand in other groups.
    if w.is_mounted() {
        arrange(&mut timeline, untrack(|| w.derived().grouping()).by);
    }
    Ok(timeline)
}

/// Shows other days: as many further on, or back.
pub fn turn_days(w: Widget, is_next: bool) {
    let days = w.state().days.get_untracked() as i32;
    let Some(first) = first_day(w) else { return };
    w.state().day.set(Some(first + if is_next { days } else { -days }));
    load_days(w);
}

/// Shows the days with this minute, as many at once as are shown, unless they are. Whether they weren't.
pub(super) fn turn_to(w: Widget, minute: Minute) -> bool {
    let days = w.state().days.get_untracked() as i32;
    let Some(first) = first_day(w) else { return false };
    let turns = (minute - first.start()).div_euclid(days * MINUTES_PER_DAY);
    if turns != 0 {
        w.state().day.set(Some(first + turns * days));
        load_days(w);
    }
    turns != 0
}

/// Shows today, by the server's clock.
pub fn show_today(w: Widget) {
    w.state().day.set(None);
    load_days(w);
}

/// Shows so many days side by side.
pub fn show_days(w: Widget, days: u32) {
    // The same day stays the first.
    w.state().day.set(first_day(w));
    w.state().days.set(days);
    load_days(w);
}

/// Shows the days that begin with this one, as it was typed.
pub fn show_from(w: Widget, date: &str) {
    if let Some(day) = parse_date(date) {
        w.state().day.set(Some(day));
        load_days(w);
    }
}

/// Shows somebody's days, where there is room for those of one.
pub fn show_technician(w: Widget, user_id: u64) {
    // What was pressed is drawn anew, and pressed again by many.
    let pressed = w.focused_name(".agenda [data-is]");
    w.state().technician.set(Some(user_id));
    if !pressed.is_empty() {
        w.focus(&fill("[data-is={name}]", &[("name", &pressed)]));
    }
}

/// Draws a minute bigger, or smaller.
pub fn zoom(w: Widget, is_in: bool) {
    w.state().zoom.update(|zoom| *zoom = if is_in { (*zoom + 1).min(MOST_ZOOM) } else { zoom.saturating_sub(1) });
}

/// As far as it can be drawn bigger.
pub const MOST_ZOOM: u32 = 3;

/// Moves the focus to another visit, as the key says. Returns whether it is one that moves it.
pub fn focus_visit(w: Widget, key: &str) -> bool {
    // The arrows carry what is in hand, and the focus stays.
    if w.state().hand.carried.with_untracked(Option::is_some) {
        return false;
    }
    let Planned::Loaded(timeline) = w.state().planned.get_untracked() else { return false };
    let rtl = w.say(slotwright_words::text::DIRECTION) == "rtl";
    let mut from = w.state().focused.get_untracked();
    let grouping = untrack(|| w.derived().grouping());
    let place = loop {
        let Some(place) = next_visit(&timeline, from, key, rtl) else { return false };
        if is_unfolded(&timeline, &grouping, place.user_id) {
            break place;
        }
        // Lanes that are folded away are passed over.
        if from.replace(place) == Some(place) {
            return false;
        }
    };
    w.state().focused.set(Some(place));
    w.state().is_led.set_value(true);
    w.focus(&fill("[data-is={name}]", &[("name", &place.name())]));
    true
}

fn first_day(w: Widget) -> Option<Day> {
    let drawn = || match w.state().planned.get_untracked() {
        Planned::Loaded(timeline) => parse_date(&timeline.start_date),
        Planned::Loading | Planned::Failed(_) => None,
    };
    // What was asked for may not be drawn yet.
    w.state().day.get_untracked().or_else(drawn)
}
