//! All that the booking element does to the world: requests, focus, announcements, events.

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::{Day, Interval, Minute, choose_crew, nearest};
use slotwright_wire::convert::{free_by_user, window_of};
use slotwright_wire::slotwright::{BOOKING_PATH, Booking, OnCancel, VISIT_CALENDAR_PATH};
use slotwright_wire::sonar::{self, Data, Job, JobChange, JobStatus, NewJob};
use slotwright_wire::time::{print_date, print_datetime};
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use crate::browser::document::{download, elapsed_ms, focus_soon};
use crate::browser::fetch::{Endpoint, json};
use crate::derived::Derived;
use crate::events::{Event, When, tell};
use crate::failure::Failure;
use crate::month::Month;
use crate::options::Options;
use crate::state::{Loading, Notice, People, Retry, State, Step};
use crate::text::{self, fill};
use crate::wishes::{SyncStep, sync_steps};

/// After this long without an answer, the visitor hears that we are still looking.
const SLOW_MS: u64 = 4_000;
/// How many alternatives are offered for a time that was taken.
const ALTERNATIVES: usize = 3;

/// One booking element: what the page set, what the person did, what follows.
#[derive(Clone, Copy)]
pub struct Widget {
    /// What the page set.
    pub options: Options,
    /// What the person did.
    pub state: State,
    /// What follows.
    pub derived: Derived,
    host: StoredValue<HtmlElement, LocalStorage>,
    /// Counts the links that were opened: an answer for an earlier one is dropped.
    turn: StoredValue<u32>,
}

impl Widget {
    /// An element that has not begun.
    pub fn new(options: Options, host: &HtmlElement) -> Self {
        let state = State::new();
        let widget = Self {
            options,
            state,
            derived: Derived::new(options, state),
            host: StoredValue::new_local(host.clone()),
            turn: StoredValue::new(0),
        };
        // Listens to: the token (another link in the same page), but not to its first value.
        Effect::watch(move || options.token.get(), move |_, _, _| begin(widget), false);
        // Listens to: the wishes. Their months are needed to tell which can be met.
        Effect::new(move || {
            let months: Vec<Month> =
                state.wishes.with(|wishes| wishes.iter().map(|w| Month::of(Day::of(w.start()))).collect());
            months.into_iter().for_each(|month| need_month(widget, month));
        });
        widget
    }

    /// The element itself.
    pub fn host(self) -> HtmlElement {
        self.host.get_value()
    }

    /// Has a screen reader say something.
    pub fn say(self, mut sentence: String) {
        // The same words again must differ, or nothing is said.
        if self.state.announcement.with_untracked(|last| *last == sentence) {
            sentence.push('\u{a0}');
        }
        self.state.announcement.set(sentence);
    }

    /// Focuses an element once it is drawn.
    pub fn focus(self, selector: &str) {
        focus_soon(&self.host(), selector);
    }

    fn tell(self, event: &Event) {
        tell(&self.host(), event);
    }

    fn tell_when(self, event: fn(When) -> Event, start: Minute) {
        let when = self.state.booking.with_untracked(|booking| {
            let booking = booking.as_ref()?;
            let is_booked = untrack(|| self.derived.scheduled()) == Some(start);
            Some(When {
                job_id: booking.job.as_ref().map(|job| job.id),
                start: print_datetime(start),
                time_zone: booking.time_zone.clone(),
                starts_at: booking.visit.as_ref().filter(|_| is_booked).map(|visit| visit.starts_at.clone()),
            })
        });
        if let Some(when) = when {
            self.tell(&event(when));
        }
    }

    fn endpoint(self) -> Endpoint {
        Endpoint { source: self.options.source.get_untracked(), token: self.options.token.get_untracked() }
    }

    /// Whether an answer for that turn still matters: the element may be gone, or show another link.
    fn is_over(self, turn: u32) -> bool {
        self.turn.try_get_value() != Some(turn)
    }
}

/// Opens the link.
pub fn begin(w: Widget) {
    w.turn.update_value(|turn| *turn += 1);
    let turn = w.turn.get_value();
    w.state.reset();
    spawn_local(async move {
        let opened = reload(w, turn).await;
        if w.is_over(turn) {
            return;
        }
        match opened {
            Ok(()) => {
                enter(w);
                w.tell(&Event::Ready {});
            }
            Err(failure) => {
                w.tell(&Event::Error { code: code_of(&failure) });
                w.state.step.set(Step::Stopped(failure));
            }
        }
    });
}

/// Asks again what the link is about.
async fn reload(w: Widget, turn: u32) -> Result<(), Failure> {
    let endpoint = w.endpoint();
    if endpoint.token.is_empty() {
        return Err(Failure::LinkInvalid);
    }
    let booking: Booking = endpoint.call(Method::GET, BOOKING_PATH, JsValue::UNDEFINED).await?;
    if w.is_over(turn) {
        return Ok(());
    }
    w.state.booking_at_ms.set(elapsed_ms());
    w.state.booking.set(Some(booking));
    Ok(())
}

/// Goes to the step that fits what the link is about.
fn enter(w: Widget) {
    let (status, notes, wishes) = w.state.booking.with_untracked(|booking| {
        let booking = booking.as_ref();
        let job = booking.and_then(|booking| booking.job.as_ref());
        let wishes: Vec<Interval> = booking.map_or_else(Vec::new, |b| b.wishes.iter().filter_map(window_of).collect());
        (job.map(|job| job.status), job.and_then(|job| job.notes.clone()).unwrap_or_default(), wishes)
    });
    let has_wishes = !wishes.is_empty();
    w.state.notes.set(notes);
    w.state.wishes.set(wishes);
    match status {
        Some(JobStatus::Scheduled) => w.state.step.set(Step::Booked { moved: false }),
        Some(JobStatus::Completed | JobStatus::Failed) => w.state.step.set(Step::Done),
        Some(JobStatus::Queued) if has_wishes => w.state.step.set(Step::Waiting),
        _ => choose(w),
    }
}

/// Shows the calendar, from the first month that may be booked or where the person left it.
pub fn choose(w: Widget) {
    let (first, last) = w.derived.days();
    let focused = w.state.focused.get_untracked();
    if focused < first || last < focused {
        w.state.focused.set(first);
    }
    let month = Month::of(w.state.focused.get_untracked());
    w.state.month.set(month);
    w.state.step.set(Step::Choose);
    need_month(w, month);
}

/// Chooses another step by hand, and puts the focus where it begins.
pub fn go(w: Widget, step: Step) {
    w.state.notice.set(None);
    match step {
        Step::Choose => choose(w),
        Step::Details { start, .. } => {
            w.tell_when(Event::OpeningSelected, start);
            w.state.step.set(step);
        }
        step => w.state.step.set(step),
    }
    w.focus("[data-heading]");
}

/// Shows a month and puts the focus on a day of it, if the person came by keyboard.
pub fn show_month(w: Widget, month: Month) {
    w.state.month.set(month);
    let (first, last) = w.derived.days();
    w.state.focused.set(month.first().clamp(first, last));
    need_month(w, month);
    announce_month(w, month);
}

/// Moves the focus of the grid to a day, as near as may be booked.
pub fn focus_day(w: Widget, day: Day) {
    let (first, last) = w.derived.days();
    let day = day.clamp(first, last);
    let month = Month::of(day);
    w.state.focused.set(day);
    if w.state.month.get_untracked() != month {
        w.state.month.set(month);
        need_month(w, month);
        announce_month(w, month);
    }
    let mut selector = String::from("[data-day=\"");
    selector.push_str(&print_date(day));
    selector.push_str("\"]");
    w.focus(&selector);
}

/// Shows a day's openings.
pub fn select_day(w: Widget, day: Day) {
    w.state.focused.set(day);
    w.state.selected.set(Some(day));
    if let Some(count) = w.derived.count(day) {
        let day = w.derived.formats().day(day);
        w.say(fill(text::SAY_DAY, &[("day", &day), ("openings", &text::OPENINGS.of(count))]));
    }
}

/// Sees to it that a month's availability is here or on its way.
pub fn need_month(w: Widget, month: Month) {
    let (first, last) = w.derived.days();
    let out_of_range = month.last() < first || last < month.first();
    if out_of_range || !matches!(untrack(|| w.derived.loading(month)), None | Some(Loading::Failed)) {
        return;
    }
    load_month(w, month);
}

fn load_month(w: Widget, month: Month) {
    let turn = w.turn.get_value();
    set_loading(w, month, Loading::Asked);
    set_timeout(
        move || {
            if !w.is_over(turn) && untrack(|| w.derived.loading(month)) == Some(Loading::Asked) {
                set_loading(w, month, Loading::Slow);
            }
        },
        std::time::Duration::from_millis(SLOW_MS),
    );
    spawn_local(async move {
        let loaded = fetch_month(w, month).await;
        if w.is_over(turn) {
            return;
        }
        match loaded {
            Ok(()) => month_is_here(w, month),
            Err(failure) => {
                set_loading(w, month, Loading::Failed);
                w.tell(&Event::Error { code: code_of(&failure) });
                w.state.notice.set(Some(Notice::Failed { failure, retry: Retry::Month(month) }));
            }
        }
    });
}

/// Asks for a month's availability, as far as it may be booked, and takes it over.
async fn fetch_month(w: Widget, month: Month) -> Result<(), Failure> {
    let (first, last) = w.derived.days();
    let (from, to) = (month.first().max(first), month.last().min(last));
    let path = w.state.booking.with_untracked(|booking| {
        let booking = booking.as_ref()?;
        let place = &booking.place;
        let kind = if place.assigned_type == "network_sites" { "network_site" } else { "account" };
        let mut path = String::from(sonar::ROOT);
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
        Some(path)
    });
    let Some(path) = path else { return Ok(()) };
    let turn = w.turn.get_value();
    let space: Data<sonar::AnySpace> = w.endpoint().call(Method::GET, &path, JsValue::UNDEFINED).await?;
    if w.is_over(turn) {
        return Ok(());
    }
    let free = free_by_user(&space.data);
    if let Some(range) = Interval::new(from.start(), (to + 1).start()) {
        w.state.people.update(|people| people.refresh(range, free));
    }
    set_loading(w, month, Loading::Here);
    Ok(())
}

fn month_is_here(w: Widget, month: Month) {
    // A notice about this month has served its time.
    if w.state
        .notice
        .with_untracked(|n| matches!(n, Some(Notice::Failed { retry: Retry::Month(m), .. }) if *m == month))
    {
        w.state.notice.set(None);
    }
    let openings = w.derived.month_count(month);
    w.tell(&Event::AvailabilityLoaded { openings });
    let shown = w.state.month.get_untracked();
    if shown == month {
        announce_month(w, month);
        if openings == 0 {
            w.tell(&Event::AvailabilityEmpty {});
        } else if w.state.selected.get_untracked().is_none()
            && let Some(opening) = w.derived.next_opening(month.first())
        {
            // The first times are in sight without a click; the focus stays where it is.
            let day = Day::of(opening.start);
            w.state.selected.set(Some(day));
            w.state.focused.set(day);
        }
    }
    // The next month is fetched before it is asked for, and so on while there is nothing to show.
    if shown == month || w.derived.next_opening(shown.first()).is_none() {
        need_month(w, month.next());
    }
}

fn announce_month(w: Widget, month: Month) {
    if untrack(|| w.derived.loading(month)) == Some(Loading::Here) {
        let name = w.derived.formats().month(month.first());
        let openings = text::OPENINGS.of(w.derived.month_count(month));
        w.say(fill(text::SAY_MONTH, &[("month", &name), ("openings", &openings)]));
    }
}

fn set_loading(w: Widget, month: Month, loading: Loading) {
    w.state.months.update(|months| {
        months.retain(|(known, _)| *known != month);
        months.push((month, loading));
    });
}

/// Books the visit that starts then, or moves the booked one there.
pub fn book(w: Widget, start: Minute) {
    if w.state.pending.get_untracked() {
        return;
    }
    let turn = w.turn.get_value();
    w.state.pending.set(true);
    w.state.notice.set(None);
    w.tell_when(Event::BookingSubmitted, start);
    spawn_local(async move {
        let was_scheduled = untrack(|| w.derived.scheduled()).is_some();
        let mut outcome = post_visit(w, start).await;
        // Somebody else may have taken the technician, not the time: look again, and try once with another one.
        if outcome == Err(Failure::Taken) && !w.is_over(turn) {
            outcome = match fetch_month(w, Month::of(Day::of(start))).await {
                Ok(()) if !w.is_over(turn) && crew_for(w, start).is_some() => post_visit(w, start).await,
                Ok(()) => Err(Failure::Taken),
                Err(failure) => Err(failure),
            };
        }
        if w.is_over(turn) {
            return;
        }
        match outcome {
            Ok(()) => {
                // Without the fresh state the visit is booked all the same; the link shows it when it opens again.
                let reloaded = reload(w, turn).await;
                if w.is_over(turn) {
                    return;
                }
                w.state.pending.set(false);
                forget_availability(w);
                if let Err(failure) = reloaded {
                    w.state.step.set(Step::Stopped(failure));
                    return;
                }
                let event = if was_scheduled { Event::RescheduleConfirmed } else { Event::BookingConfirmed };
                w.tell_when(event, start);
                go(w, Step::Booked { moved: was_scheduled });
            }
            Err(failure) => {
                w.state.pending.set(false);
                w.tell(&Event::BookingFailed { code: code_of(&failure) });
                booking_failed(w, turn, start, failure).await;
            }
        }
    });
}

async fn booking_failed(w: Widget, turn: u32, start: Minute, failure: Failure) {
    match failure {
        Failure::Taken => {
            let month = Month::of(Day::of(start));
            let refreshed = fetch_month(w, month).await;
            if w.is_over(turn) {
                return;
            }
            if refreshed.is_err() {
                set_loading(w, month, Loading::Failed);
            }
            let nearest = w.derived.openings.with_untracked(|openings| nearest(openings, start, ALTERNATIVES));
            let day = Day::of(nearest.first().map_or(start, |opening| opening.start));
            w.state.focused.set(day);
            w.state.selected.set(Some(day));
            go(w, Step::Choose);
            w.state.notice.set(Some(Notice::Taken { wanted: start, nearest }));
            w.focus("[data-notice]");
        }
        Failure::AlreadyBooked => {
            if reload(w, turn).await.is_ok() && !w.is_over(turn) {
                enter(w);
                w.state.notice.set(Some(Notice::AlreadyBooked));
                w.focus("[data-notice]");
            }
        }
        Failure::LinkExpired | Failure::LinkInvalid => w.state.step.set(Step::Stopped(failure)),
        failure => {
            w.state.notice.set(Some(Notice::Failed { failure, retry: Retry::Book(start) }));
            w.focus("[data-notice]");
        }
    }
}

fn crew_for(w: Widget, start: Minute) -> Option<Vec<u64>> {
    let visit = Interval::new(start, start + w.derived.length())?;
    w.state.people.with_untracked(|People { numbers, free }| {
        let crew = choose_crew(free, visit, 1)?;
        Some(crew.into_iter().map(|i| numbers[i]).collect())
    })
}

async fn post_visit(w: Widget, start: Minute) -> Result<(), Failure> {
    let user_ids = crew_for(w, start).ok_or(Failure::Taken)?;
    let scheduled_datetime = Some(print_datetime(start));
    let notes = Some(w.state.notes.get_untracked());
    let job_id = job_id(w);
    let endpoint = w.endpoint();
    let _: Data<Job> = match job_id {
        Some(id) => {
            let change = JobChange { notes, scheduled_datetime, user_ids };
            endpoint.call(Method::PATCH, &job_path(Some(id), ""), json(&change)).await?
        }
        None => {
            let new = new_job(w).map(|new| NewJob { scheduled_datetime, user_ids, ..new });
            endpoint.call(Method::POST, &job_path(None, ""), json(&new)).await?
        }
    };
    Ok(())
}

fn new_job(w: Widget) -> Option<NewJob> {
    w.state.booking.with_untracked(|booking| {
        let booking = booking.as_ref()?;
        Some(NewJob {
            job_type_id: booking.job_type.id,
            assigned_type: booking.place.assigned_type.clone(),
            assigned_id: booking.place.assigned_id,
            length_in_minutes: None,
            notes: Some(w.state.notes.get_untracked()),
            scheduled_datetime: None,
            user_ids: Vec::new(),
        })
    })
}

fn job_id(w: Widget) -> Option<u64> {
    w.state.booking.with_untracked(|booking| Some(booking.as_ref()?.job.as_ref()?.id))
}

fn job_path(id: Option<u64>, rest: &str) -> String {
    let mut path = String::from(sonar::ROOT);
    path.push_str("/scheduling/jobs");
    if let Some(id) = id {
        path.push('/');
        path.push_str(&id.to_string());
    }
    path.push_str(rest);
    path
}

/// Others' time changes when ours does: what is known is asked for again when it is next needed.
fn forget_availability(w: Widget) {
    w.state.months.set(Vec::new());
    w.state.people.set(People::default());
    w.state.selected.set(None);
}

/// Cancels the booked visit.
pub fn cancel(w: Widget) {
    let (Some(id), Some(start)) = (job_id(w), untrack(|| w.derived.scheduled())) else { return };
    if w.state.pending.get_untracked() {
        return;
    }
    let turn = w.turn.get_value();
    let deletes = w
        .state
        .booking
        .with_untracked(|booking| booking.as_ref().is_some_and(|b| b.policy.on_cancel == OnCancel::Delete));
    w.state.pending.set(true);
    w.state.notice.set(None);
    spawn_local(async move {
        let endpoint = w.endpoint();
        let nothing = JsValue::UNDEFINED;
        let cancelled: Result<serde::de::IgnoredAny, Failure> = if deletes {
            endpoint.call(Method::DELETE, &job_path(Some(id), ""), nothing).await
        } else {
            endpoint.call(Method::POST, &job_path(Some(id), "/queue"), nothing).await
        };
        let outcome = match cancelled {
            Ok(_) => reload(w, turn).await,
            Err(failure) => Err(failure),
        };
        if w.is_over(turn) {
            return;
        }
        w.state.pending.set(false);
        match outcome {
            Ok(()) => {
                forget_availability(w);
                w.tell(&Event::BookingCancelled { job_id: id });
                need_month(w, Month::of(Day::of(start)));
                go(w, Step::Cancelled { start });
            }
            Err(failure) => {
                w.state.notice.set(Some(Notice::Failed { failure, retry: Retry::Cancel }));
                w.focus("[data-notice]");
            }
        }
    });
}

/// The wishes were changed by hand.
pub fn wishes_changed(w: Widget) {
    w.tell(&Event::WishesChanged { wishes: w.state.wishes.with_untracked(Vec::len) });
}

/// Stores the wishes with the job, and makes the job where there is none.
pub fn leave_wishes(w: Widget) {
    if w.state.pending.get_untracked() {
        return;
    }
    let turn = w.turn.get_value();
    w.state.pending.set(true);
    w.state.notice.set(None);
    spawn_local(async move {
        let stored = store_wishes(w, turn).await;
        if w.is_over(turn) {
            return;
        }
        w.state.pending.set(false);
        match stored {
            Ok(job_id) => {
                w.tell(&Event::BookingQueued { job_id });
                go(w, Step::Waiting);
            }
            Err(failure) => {
                // Some may be stored: what is there is read again, so that trying again adds nothing twice.
                let _ = reload(w, turn).await;
                if !w.is_over(turn) {
                    w.state.notice.set(Some(Notice::Failed { failure, retry: Retry::SaveWishes }));
                    w.focus("[data-notice]");
                }
            }
        }
    });
}

async fn store_wishes(w: Widget, turn: u32) -> Result<u64, Failure> {
    let endpoint = w.endpoint();
    let id = match job_id(w) {
        Some(id) => id,
        None => {
            let made: Data<Job> = endpoint.call(Method::POST, &job_path(None, ""), json(&new_job(w))).await?;
            made.data.id
        }
    };
    if w.is_over(turn) {
        return Ok(id);
    }
    let stored =
        w.state.booking.with_untracked(|booking| booking.as_ref().map(|b| b.wishes.clone()).unwrap_or_default());
    let steps = sync_steps(&stored, &w.state.wishes.get_untracked());
    let path = |wish: Option<u64>| {
        let mut rest = String::from("/desired_job_datetimes");
        if let Some(wish) = wish {
            rest.push('/');
            rest.push_str(&wish.to_string());
        }
        job_path(Some(id), &rest)
    };
    for step in steps {
        let _: serde::de::IgnoredAny = match step {
            SyncStep::Create(new) => endpoint.call(Method::POST, &path(None), json(&new)).await?,
            SyncStep::Change(wish, new) => endpoint.call(Method::PATCH, &path(Some(wish)), json(&new)).await?,
            SyncStep::Delete(wish) => endpoint.call(Method::DELETE, &path(Some(wish)), JsValue::UNDEFINED).await?,
        };
    }
    reload(w, turn).await?;
    Ok(id)
}

/// Gives the visitor the booked visit as a calendar file.
pub fn save_calendar(w: Widget) {
    let turn = w.turn.get_value();
    spawn_local(async move {
        let file = w.endpoint().text(VISIT_CALENDAR_PATH).await;
        if w.is_over(turn) {
            return;
        }
        match file {
            Ok(file) => _ = download("visit.ics", "text/calendar", &file),
            Err(failure) => {
                w.state.notice.set(Some(Notice::Failed { failure, retry: Retry::Calendar }));
                w.focus("[data-notice]");
            }
        }
    });
}

/// Does again what failed.
pub fn retry(w: Widget, retry: Retry) {
    w.state.notice.set(None);
    match retry {
        Retry::Month(month) => need_month(w, month),
        Retry::Book(start) => book(w, start),
        Retry::SaveWishes => leave_wishes(w),
        Retry::Cancel => cancel(w),
        Retry::Calendar => save_calendar(w),
    }
    w.focus("[data-heading]");
}

/// The kind of a failure, as events name it.
fn code_of(failure: &Failure) -> &'static str {
    match failure {
        Failure::Unreachable => "offline",
        Failure::LinkInvalid => "link-invalid",
        Failure::LinkExpired => "link-expired",
        Failure::Taken => "taken",
        Failure::AlreadyBooked => "already-booked",
        Failure::Refused(_) => "refused",
        Failure::Server(_) => "server",
    }
}
