//! The calendar: months are loaded as they are needed, days focused and selected.

use std::sync::Arc;

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::{Day, Interval, IntervalSet, Minute};
use slotwright_wire::convert::{free_by_user, hints_of};
use slotwright_wire::slotwright::{self, AnySpaceFound, Recommend};
use slotwright_wire::sonar::ROOT;
use slotwright_wire::time::{parse_date, print_date};
use slotwright_words::{fill, text};
use wasm_bindgen::JsValue;

use super::failing::stop;
use crate::attributes::View;
use crate::booking::derived::Derived;
use crate::booking::state::{LoadState, Notice, Retry, Selected, Step};
use crate::booking::widget::Widget;
use crate::events::Event;
use crate::ground::availability::Availability;
use crate::ground::day_parts::of_day;
use crate::ground::failure::Failure;
use crate::ground::month::Month;
use crate::kit::document::later;
use crate::kit::fetch::read;

/// After this long without an answer, the visitor reads that we are still looking.
const SLOW_MS: u64 = 4_000;

/// Nothing is recommended.
const NOTHING: Recommend = Recommend { near: 0, quiet: 0, soon: 0, room: 0 };

/// Shows the calendar, from the first month that may be booked or where the person left it.
pub fn choose(w: Widget) {
    move_to(w, w.state().focused.get_untracked());
    w.state().step.set(Step::Choose);
    need_shown(w);
}

/// Turns the calendar to earlier days or to later ones.
pub fn turn(w: Widget, is_next: bool) {
    if let Some(day) = w.now(|derived| derived.turned(is_next)) {
        show_from(w, day);
    }
}

/// Shows the days that begin with `day`, or its month. The first of them that has openings is selected.
fn show_from(w: Widget, day: Day) {
    w.state().focused.set(day);
    w.state().month.set(Month::of(day));
    if let Some(day) = turned(w) {
        w.state().focused.set(day);
    }
}

/// Moves the focus of the grid to a day, or to the nearest that may be booked. Where that turns the page, the times are those of
/// the first day of the new page that has some.
pub fn focus_day(w: Widget, day: Day) {
    let before = w.now(Derived::shown);
    move_to(w, day);
    if w.now(Derived::shown) != before {
        turned(w);
    }
    let mut selector = String::from("[data-is=\"");
    selector.push_str(&print_date(w.state().focused.get_untracked()));
    selector.push_str("\"]");
    w.focus(&selector);
}

/// The calendar shows other days than before: their availability is requested, and times of days that aren't shown leave with
/// them. Returns the day whose times are shown.
fn turned(w: Widget) -> Option<Day> {
    need_shown(w);
    announce_shown(w);
    // A list goes on below, and the times that are open stay.
    if w.options().wanted.get_untracked().view == View::List { None } else { select_first(w) }
}

/// Shows the times of the first day that has some, of those that the calendar shows; none where none has, or that isn't known.
fn select_first(w: Widget) -> Option<Day> {
    let (first, last) = w.now(Derived::shown);
    let is_known = w.now(|derived| derived.load_state(Month::of(first))) == Some(LoadState::Loaded);
    let opening = w.now(|derived| derived.next_opening(first)).filter(|_| is_known);
    let day = opening.map(|opening| Day::of(opening.start)).filter(|day| *day <= last);
    match day {
        Some(day) => select(w, day),
        None => w.state().selected.set(None),
    }
    day
}

/// Has Tab lead to a day, or to the nearest that may be booked, and shows its month, unless it is shown already.
fn move_to(w: Widget, day: Day) {
    let (first, last) = w.now(Derived::days);
    let day = day.clamp(first, last);
    // Of a week, the days follow the focus.
    let is_week = w.options().wanted.get_untracked().view == View::Week;
    let (from, until) = w.now(Derived::shown);
    w.state().focused.set(day);
    if is_week || day < from || until < day {
        w.state().month.set(Month::of(day));
    }
}

/// Shows a day's openings.
pub fn select_day(w: Widget, day: Day) {
    w.state().focused.set(day);
    select(w, day);
    w.bring_into_view(".openings");
    if let Some(count) = w.now(|derived| derived.count(day)) {
        let day = w.now(Derived::formats).day(day);
        w.announce(fill(&w.say(text::ANNOUNCE_DAY), &[("day", &day), ("openings", &w.count(text::OPENINGS, count))]));
    }
}

/// Shows a day's openings, if they are not the ones that are shown. The focus stays on its time, or goes to the day's first where
/// that one is gone.
pub fn select(w: Widget, day: Day) {
    let openings = of_day(&w.state().availability.get_untracked().openings, day).to_vec();
    let before = w.state().selected.get_untracked();
    if before.as_ref().is_some_and(|before| before.day == day && before.openings == openings) {
        return;
    }
    let focused = w.focused(".opening");
    let is_same_day = before.is_some_and(|before| before.day == day);
    let stays = openings.iter().any(|opening| opening_button(opening.start) == focused);
    let is_empty = openings.is_empty();
    w.state()
        .pressed
        .update(|pressed| *pressed = pressed.filter(|start| openings.iter().any(|opening| opening.start == *start)));
    w.state().selected.set(Some(Selected { day, openings }));
    if is_same_day && !focused.is_empty() {
        let mut selector = String::from("[data-is=");
        selector.push_str(&focused);
        selector.push(']');
        w.focus(match (stays, is_empty) {
            (true, _) => &selector,
            (false, false) => ".openings .opening",
            (false, true) => "[data-is=heading]",
        });
    }
}

/// The `data-is` name of an opening's button.
pub fn opening_button(start: Minute) -> String {
    let mut name = String::from("at");
    name.push_str(&start.to_string());
    name
}

/// Takes out the openings for which it has become too late while the page was open.
pub fn drop_past_openings(w: Widget) {
    let Some((search, offer)) = w.now(Derived::search).zip(w.now(Derived::offer)) else { return };
    let known = w.state().availability.get_untracked();
    if known.openings.first().is_none_or(|first| search.earliest <= first.start) {
        return;
    }
    let mut availability = Availability::clone(&known);
    availability.find(&search, offer, w.now(Derived::scheduled));
    set_availability(w, availability);
}

/// What is offered has changed in the page: the openings that are known are found anew, and the days shown are looked up.
pub fn offer_anew(w: Widget) {
    let Some((search, offer)) = w.now(Derived::search).zip(w.now(Derived::offer)) else { return };
    let mut availability = Availability::clone(&w.state().availability.get_untracked());
    availability.find(&search, offer, w.now(Derived::scheduled));
    set_availability(w, availability);
    move_to(w, w.state().focused.get_untracked());
    need_shown(w);
    if let Some(day) = select_first(w) {
        w.state().focused.set(day);
    }
}

fn set_availability(w: Widget, availability: Availability) {
    w.state().availability.set(Arc::new(availability));
    if let Some(Selected { day, .. }) = w.state().selected.get_untracked() {
        select(w, day);
    }
}

/// Requests the availability of the days that are shown, unless it is loaded or requested already.
pub fn need_shown(w: Widget) {
    let (first, last) = w.now(Derived::shown);
    need_month(w, Month::of(first));
    need_month(w, Month::of(last));
}

/// Requests a month's availability, unless it is loaded or requested already.
pub fn need_month(w: Widget, month: Month) {
    let (first, last) = w.now(Derived::days);
    let out_of_range = month.last() < first || last < month.first();
    if out_of_range || !matches!(w.now(|derived| derived.load_state(month)), None | Some(LoadState::Failed)) {
        return;
    }
    load_month(w, month);
}

fn load_month(w: Widget, month: Month) {
    let generation = w.generation().get_untracked();
    set_load_state(w, month, LoadState::Requested);
    if is_shown(w, month) {
        announce_shown(w);
    }
    later(SLOW_MS, move || {
        if !w.is_stale(generation) && w.now(|derived| derived.load_state(month)) == Some(LoadState::Requested) {
            set_load_state(w, month, LoadState::Slow);
            if is_shown(w, month) {
                announce_shown(w);
            }
        }
    });
    spawn_local(async move {
        let loaded = fetch_month(w, month).await;
        if w.is_stale(generation) {
            return;
        }
        match loaded {
            Ok(()) => month_loaded(w, month),
            Err(failure) => {
                set_load_state(w, month, LoadState::Failed);
                let is_wished =
                    || w.state().wishes.get_untracked().iter().any(|wish| Month::of(Day::of(wish.start())) == month);
                // A month that was only prefetched is requested again when it is shown.
                if is_shown(w, month) || is_wished() {
                    month_failed(w, failure, month);
                }
            }
        }
    });
}

/// A month could not be loaded. The focus stays where it is: the person did not ask for this.
fn month_failed(w: Widget, failure: Failure, month: Month) {
    if matches!(failure, Failure::LinkExpired | Failure::LinkInvalid) {
        return stop(w, failure);
    }
    w.dispatch_error(&failure);
    w.state().notice.set(Some(Notice::Failed { failure, retry: Retry::Month(month) }));
}

/// Requests a month's availability, as far as it may be booked, and merges it into what is known.
pub async fn fetch_month(w: Widget, month: Month) -> Result<(), Failure> {
    let generation = w.generation().get_untracked();
    let (first, last) = w.now(Derived::days);
    // A server refuses to answer for too many people and days at once: half of the days are asked for then, and so on.
    let mut ranges = vec![(month.first().max(first), month.last().min(last))];
    while let Some((from, to)) = ranges.pop() {
        match fetch_days(w, from, to).await {
            Err(Failure::Refused(_)) if from < to && !w.is_stale(generation) => {
                let middle = from + (to - from) / 2;
                ranges.extend([(middle + 1, to), (from, middle)]);
            }
            answer => answer?,
        }
        if w.is_stale(generation) {
            return Ok(());
        }
    }
    set_load_state(w, month, LoadState::Loaded);
    Ok(())
}

async fn fetch_days(w: Widget, from: Day, to: Day) -> Result<(), Failure> {
    let Some(booking) = w.booking() else { return Ok(()) };
    let place = &booking.place;
    // The find operations name the kind of place in the singular.
    let kind = if place.assigned_type == "network_sites" { "network_site" } else { "account" };
    let mut path = String::from(ROOT);
    path.push_str("/scheduling/jobs/find_any_available_space");
    for (separator, name, value) in [
        ('?', "start_date", print_date(from)),
        ('&', "end_date", print_date(to)),
        ('&', "length_in_minutes", booking.length_in_minutes.to_string()),
        ('&', "job_type_id", booking.job_type.id.to_string()),
        ('&', "entityType", kind.to_owned()),
        ('&', "entityId", place.assigned_id.to_string()),
    ] {
        path.push(separator);
        path.push_str(name);
        path.push('=');
        path.push_str(&value);
    }
    if booking.policy.recommend != NOTHING {
        path.push_str("&hints=true");
    }
    // Days that have not changed since are not sent again by the server.
    for (day, digest) in w.state().availability.get_untracked().digests(from, to) {
        path.push_str("&known_days%5B%5D=");
        path.push_str(&print_date(day));
        path.push(':');
        path.push_str(&digest.text());
    }
    let generation = w.generation().get_untracked();
    let space: AnySpaceFound = read(w.endpoint().text(Method::GET, &path, JsValue::UNDEFINED).await?)?;
    if w.is_stale(generation) {
        return Ok(());
    }
    know(w, (from, to), space);
    Ok(())
}

/// Merges what was answered about the days from one to another into what is known.
fn know(w: Widget, (from, to): (Day, Day), space: AnySpaceFound) {
    let (Some(range), Some((search, offer))) =
        (Interval::new(from.start(), (to + 1).start()), w.now(Derived::search).zip(w.now(Derived::offer)))
    else {
        return;
    };
    let unchanged = space.unchanged_days.unwrap_or_default();
    let unchanged = unchanged.iter().filter_map(|date| Some(parse_date(date)?.interval())).collect();
    let days = IntervalSet::from_unsorted(vec![range]).difference(&unchanged);
    let mut availability = Availability::clone(&w.state().availability.get_untracked());
    availability.refresh(&days, free_by_user(&space.data), &search, offer, w.now(Derived::scheduled));
    availability.hint(range, space.hints.unwrap_or_default().iter().filter_map(hints_of).collect());
    set_availability(w, availability);
}

/// Takes what came along with the link. The months that it is about are not requested, as far as they may be booked.
pub fn know_first(w: Widget, first: slotwright::Availability) {
    let Some((from, to)) = parse_date(&first.start_date).zip(parse_date(&first.end_date)) else { return };
    know(w, (from, to), AnySpaceFound { data: first.data, unchanged_days: None, hints: first.hints });
    let (first, last) = w.now(Derived::days);
    let mut month = Month::of(from.max(first));
    while from <= month.first().max(first) && month.last().min(last) <= to && month.first() <= last {
        set_load_state(w, month, LoadState::Loaded);
        month = month.next();
    }
}

/// Tells of what came along with the link, now that the step is shown that it is about.
pub fn tell_first(w: Widget) {
    for (month, _) in w.state().months.get_untracked() {
        if w.now(|derived| derived.load_state(month)) == Some(LoadState::Loaded) {
            month_loaded(w, month);
        }
    }
}

fn month_loaded(w: Widget, month: Month) {
    // A notice that this month could not be loaded is out of date.
    if matches!(w.state().notice.get_untracked(), Some(Notice::Failed { retry: Retry::Month(m), .. }) if m == month) {
        w.state().notice.set(None);
    }
    let openings = w.now(|derived| derived.openings_in((month.first(), month.last())));
    w.dispatch(&Event::AvailabilityLoaded { openings });
    let shown = w.now(Derived::shown);
    let next = w.now(|derived| derived.next_opening(shown.0)).map(|opening| Day::of(opening.start));
    if is_shown(w, month) && announce_shown(w) && next.is_none_or(|next| shown.1 < next) {
        w.dispatch(&Event::AvailabilityEmpty {});
    }
    if w.state().selected.get_untracked().is_none() {
        show_first_times(w, next);
    }
    // The next month is prefetched, and so on while there is no opening to show.
    if month == Month::of(shown.0) || next.is_none() {
        need_month(w, month.next());
    }
}

/// Shows the first times without a click; the focus stays where it is. Where the first days that may be booked have none, and
/// nobody has turned the page yet, it is turned to those that have.
fn show_first_times(w: Widget, next: Option<Day>) {
    let (focused, (_, last)) = (w.state().focused, w.now(Derived::shown));
    let has_focus = !w.focused(".day").is_empty();
    let all_is_loaded = w.now(Derived::shown_load_state).1 == Some(LoadState::Loaded);
    match next {
        Some(next)
            if last < next && all_is_loaded && !has_focus && focused.get_untracked() == w.now(Derived::days).0 =>
        {
            show_from(w, next);
        }
        _ => {
            if let Some(day) = select_first(w).filter(|_| !has_focus) {
                focused.set(day);
            }
        }
    }
}

/// Whether a month, or some of it, is shown.
fn is_shown(w: Widget, month: Month) -> bool {
    let (first, last) = w.now(Derived::shown);
    month.first() <= last && first <= month.last()
}

/// Announces how many openings the calendar shows, or that they are looked for. Returns whether that is known.
fn announce_shown(w: Widget) -> bool {
    let state = w.now(Derived::shown_load_state).1;
    let sentence = match state {
        Some(LoadState::Loaded) => {
            let (name, shown) = (w.now(Derived::shown_name), w.now(Derived::shown));
            let openings = w.count(text::OPENINGS, w.now(|derived| derived.openings_in(shown)));
            fill(&w.say(text::ANNOUNCE_MONTH), &[("month", &name), ("openings", &openings)])
        }
        Some(LoadState::Requested) => w.say(text::MONTH_LOADING),
        Some(LoadState::Slow) => w.say(text::MONTH_STILL_LOADING),
        _ => return false,
    };
    if w.state().step.get_untracked() == Step::Choose {
        w.announce(sentence);
    }
    state == Some(LoadState::Loaded)
}

/// Sets whether a month is loaded.
pub fn set_load_state(w: Widget, month: Month, loading: LoadState) {
    let mut months = w.state().months.get_untracked();
    months.retain(|(known, _)| *known != month);
    months.push((month, loading));
    w.state().months.set(months);
}

/// Drops what is known of availability, since others' time changes when ours does: it is requested again when it is next needed.
pub fn invalidate_availability(w: Widget) {
    w.state().months.set(Vec::new());
    w.state().availability.set(Arc::default());
    w.state().selected.set(None);
}
