//! The calendar: months are loaded as they are needed, days focused and selected.

use std::sync::Arc;

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::{Day, Interval, IntervalSet};
use slotwright_wire::convert::free_by_user;
use slotwright_wire::slotwright::AnySpaceFound;
use slotwright_wire::sonar::ROOT;
use slotwright_wire::time::{parse_date, print_date};
use wasm_bindgen::JsValue;

use super::failing::stop;
use crate::booking::derived::Derived;
use crate::booking::state::{LoadState, Notice, Retry, Selected, Step};
use crate::booking::widget::Widget;
use crate::events::Event;
use crate::ground::availability::Availability;
use crate::ground::day_parts::of_day;
use crate::ground::failure::Failure;
use crate::ground::month::Month;
use crate::ground::text::{self, fill};
use crate::kit::fetch::read;

/// After this long without an answer, the visitor reads that we are still looking.
const SLOW_MS: u64 = 4_000;

/// Shows the calendar, from the first month that may be booked or where the person left it.
pub fn choose(w: Widget) {
    let month = move_to(w, w.state().focused.get_untracked());
    w.state().step.set(Step::Choose);
    need_month(w, month);
}

/// Shows a month; Tab then leads to its first day that may be booked.
pub fn show_month(w: Widget, month: Month) {
    let month = move_to(w, month.first());
    need_month(w, month);
    announce_month(w, month);
}

/// Moves the focus of the grid to a day, or to the nearest that may be booked.
pub fn focus_day(w: Widget, day: Day) {
    let before = w.state().month.get_untracked();
    let month = move_to(w, day);
    if month != before {
        need_month(w, month);
        announce_month(w, month);
    }
    let mut selector = String::from("[data-is=\"");
    selector.push_str(&print_date(w.state().focused.get_untracked()));
    selector.push_str("\"]");
    w.focus(&selector);
}

/// Has Tab lead to a day, or to the nearest that may be booked, and shows its month. Returns that month.
fn move_to(w: Widget, day: Day) -> Month {
    let (first, last) = w.now(Derived::days);
    let day = day.clamp(first, last);
    let month = Month::of(day);
    w.state().focused.set(day);
    if w.state().month.get_untracked() != month {
        w.state().month.set(month);
    }
    month
}

/// Shows a day's openings.
pub fn select_day(w: Widget, day: Day) {
    w.state().focused.set(day);
    select(w, day);
    w.bring_into_view(".openings");
    if let Some(count) = w.now(|derived| derived.count(day)) {
        let day = w.now(Derived::formats).day(day);
        w.announce(fill(text::ANNOUNCE_DAY, &[("day", &day), ("openings", &text::OPENINGS.of(count))]));
    }
}

/// Shows a day's openings, if they are not the ones that are shown.
pub fn select(w: Widget, day: Day) {
    let selected =
        Some(Selected { day, openings: of_day(&w.state().availability.get_untracked().openings, day).to_vec() });
    if w.state().selected.get_untracked() != selected {
        w.state().selected.set(selected);
    }
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
    set_timeout(
        move || {
            if !w.is_stale(generation) && w.now(|derived| derived.load_state(month)) == Some(LoadState::Requested) {
                set_load_state(w, month, LoadState::Slow);
            }
        },
        std::time::Duration::from_millis(SLOW_MS),
    );
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
                if w.state().month.get_untracked() == month || is_wished() {
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
    let (first, last) = w.now(Derived::days);
    let (from, to) = (month.first().max(first), month.last().min(last));
    let asked = w.now(Derived::search).zip(w.now(Derived::offer));
    let (Some(booking), Some((search, offer))) = (w.booking(), asked) else { return Ok(()) };
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
    let free = free_by_user(&space.data);
    if let Some(range) = Interval::new(from.start(), (to + 1).start()) {
        let unchanged = space.unchanged_days.unwrap_or_default();
        let unchanged = unchanged.iter().filter_map(|date| Some(parse_date(date)?.interval())).collect();
        let days = IntervalSet::from_unsorted(vec![range]).difference(&unchanged);
        let mut availability = Availability::clone(&w.state().availability.get_untracked());
        availability.refresh(&days, free, &search, offer, w.now(Derived::scheduled));
        w.state().availability.set(Arc::new(availability));
        if let Some(Selected { day, .. }) = w.state().selected.get_untracked() {
            select(w, day);
        }
    }
    set_load_state(w, month, LoadState::Loaded);
    Ok(())
}

fn month_loaded(w: Widget, month: Month) {
    // A notice that this month could not be loaded is out of date.
    if matches!(w.state().notice.get_untracked(), Some(Notice::Failed { retry: Retry::Month(m), .. }) if m == month) {
        w.state().notice.set(None);
    }
    let openings = w.now(|derived| derived.month_count(month));
    w.dispatch(&Event::AvailabilityLoaded { openings });
    let shown = w.state().month.get_untracked();
    if shown == month {
        announce_month(w, month);
        if openings == 0 {
            w.dispatch(&Event::AvailabilityEmpty {});
        } else if w.state().selected.get_untracked().is_none()
            && let Some(opening) = w.now(|derived| derived.next_opening(month.first()))
        {
            // The first times are visible without a click; the focus stays where it is.
            let day = Day::of(opening.start);
            select(w, day);
            w.state().focused.set(day);
        }
    }
    // The next month is prefetched, and so on while there is no opening to show.
    if shown == month || w.now(|derived| derived.next_opening(shown.first())).is_none() {
        need_month(w, month.next());
    }
}

fn announce_month(w: Widget, month: Month) {
    if w.state().step.get_untracked() == Step::Choose
        && w.now(|derived| derived.load_state(month)) == Some(LoadState::Loaded)
    {
        let name = w.now(Derived::formats).month(month.first());
        let openings = text::OPENINGS.of(w.now(|derived| derived.month_count(month)));
        w.announce(fill(text::ANNOUNCE_MONTH, &[("month", &name), ("openings", &openings)]));
    }
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
