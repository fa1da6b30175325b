//! What follows from options and state: each method is a line or two over a pure function. All reads are tracked.

use std::rc::Rc;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use slotwright_matching::{
    Align, Day, Feasibility, Grading, Interval, IntervalSet, Merit, Minute, Opening, Search, Wishes,
};
use slotwright_wire::slotwright::{StartAlignment, read};
use slotwright_wire::sonar::JobStatus;
use slotwright_wire::time::parse_minute;
use slotwright_words::{Text, fill, text};

use crate::attributes::{View, Wanted};
use crate::booking::state::{Booking, LoadState, Opened, State};
use crate::ground::calendar_links::{Entry, utc};
use crate::ground::clocks::{Change, Now, after, before, met, skipped};
use crate::ground::day_parts::of_day;
use crate::ground::month::{Month, start_of_week};
use crate::ground::offer::{Arrival, Offer};
use crate::ground::recommended::{Recommended, recommended};
use crate::ground::sooner::Sooner;
use crate::kit::document::device_now;
use crate::kit::intl::{Formats, elsewhere, formats_for};
use crate::kit::words::Spoken;
use crate::options::Options;

/// The right to give the work its first time, or to say when one would like it.
pub const BOOK: &str = "book";
/// The right to give it another time.
pub const RESCHEDULE: &str = "reschedule";
/// The right to give its time up.
pub const CANCEL: &str = "cancel";
/// The right to have a time held.
pub const HOLD: &str = "hold";

/// So many times are suggested at most.
const SUGGESTED: usize = 3;

/// The derived signals.
#[derive(Clone, Copy)]
pub struct Derived {
    options: Options,
    state: State,
    formats: RwSignal<SendWrapper<Rc<Formats>>>,
}

impl Derived {
    /// Computed from these options and this state.
    pub fn new(options: Options, state: State) -> Self {
        Self { options, state, formats: formats_for(options.locale, options.twelve_hours, options.words) }
    }

    /// The formatters for the language and the clock that page and visitor have set.
    pub fn formats(&self) -> Rc<Formats> {
        self.formats.get().take()
    }

    /// The words of the element's language.
    pub fn words(&self) -> Spoken {
        self.options.words
    }

    /// What is searched for and within which bounds, once the link is looked up.
    pub fn search(&self) -> Option<Search> {
        search_of(self.state, &self.options.wanted.get())
    }

    /// Whether customers are offered starts or windows.
    pub fn offer(&self) -> Option<Offer> {
        let policy = &self.state.opened.get()?.booking.policy;
        let offer = Offer::of(policy);
        Some(self.options.wanted.get().windows.map_or(offer, |minutes| offer.with_windows(minutes)))
    }

    /// When a visit arrives, as the customer reads it: `Tue, Dec 1, 9:30 AM`, or `Tue, Dec 1, between 8:00 AM and 10:00 AM`.
    pub fn moment(&self, start: Minute) -> String {
        let formats = self.formats();
        match self.arrival(start) {
            Arrival::Start(start) => self.with_change(formats.moment(start), start, start),
            Arrival::Window(window) => self.stretch(text::MOMENT_BETWEEN, &formats.day_short(Day::of(start)), window),
        }
    }

    /// A text about a time, with what the clocks show then in the zone that the page asks for, where that is another time.
    pub fn with_elsewhere(&self, text: String, start: Minute) -> String {
        let (zone, locale) = (self.options.time_zone.get(), self.options.locale.get());
        let Some(opened) = self.state.opened.get().filter(|_| !zone.is_empty()) else { return text };
        let Some((there, name)) = elsewhere(&locale, &opened.booking.time_zone, start, &zone) else { return text };
        fill(
            &self.words().say(text::ELSEWHERE),
            &[("text", &text), ("time", &self.formats().moment(there)), ("zone", &name)],
        )
    }

    /// A stretch of a day with the placeholders of `text`: `{day}`, `{from}` and `{to}`.
    pub fn stretch(&self, text: &'static Text, day: &str, stretch: Interval) -> String {
        self.written(text, day, (stretch.start(), stretch.end()), stretch.end() - 1)
    }

    /// A visit that starts then, in the same way: it ends when its time has passed, whatever the clocks show by then.
    pub fn visit(&self, text: &'static Text, day: &str, start: Minute) -> String {
        let end = after(start, self.length(), &self.clock_changes());
        self.written(text, day, (start, end), start + self.length())
    }

    fn written(&self, text: &'static Text, day: &str, (from, to): (Minute, Minute), last: Minute) -> String {
        let formats = self.formats();
        let text = fill(
            &self.words().say(text),
            &[("day", day), ("from", &formats.time(from)), ("to", &formats.time_of_end(to))],
        );
        self.with_change(text, from, last)
    }

    /// A text about the minutes from `first` to `last`, with how the clocks change in them or thereby.
    fn with_change(&self, text: String, first: Minute, last: Minute) -> String {
        let Some((change, line)) = self.clock_change(first, last) else { return text };
        let is_before = change.is_back() && last <= change.from;
        let with =
            if is_before { self.words().say(text::CLOCKS_BEFORE) } else { self.words().say(text::CLOCKS_MEANWHILE) };
        fill(&with, &[("text", &text), ("change", &line)])
    }

    /// How the clocks change in the minutes from `first` to `last` or thereby: `the clocks go back 1 h at 2:00 AM`.
    pub fn clock_change(&self, first: Minute, last: Minute) -> Option<(Change, String)> {
        let change = met(first, last, &self.clock_changes())?;
        let text =
            if change.is_back() { self.words().say(text::CLOCKS_BACK) } else { self.words().say(text::CLOCKS_FORWARD) };
        let (by, time) = (self.words().length((change.to - change.from).abs()), self.formats().time(change.from));
        Some((change, fill(&text, &[("length", &by), ("time", &time)])))
    }

    fn clock_changes(&self) -> Vec<Change> {
        self.state.opened.get().map(|opened| changes_of(&opened)).unwrap_or_default()
    }

    /// What is suggested above the calendar, in the order of time: what is recommended with what speaks for it, or where nothing is
    /// the first opening of each of the first days that have some.
    pub fn suggested(&self) -> Vec<(Minute, Option<Merit>)> {
        let mut suggested: Vec<_> =
            self.recommended().iter().map(|one| (one.opening.start, Some(one.reason))).collect();
        if suggested.is_empty() {
            for opening in &self.state.availability.get().openings {
                if suggested.last().is_none_or(|(last, _)| Day::of(*last) != Day::of(opening.start)) {
                    suggested.push((opening.start, None));
                }
                if suggested.len() == SUGGESTED {
                    break;
                }
            }
        }
        suggested.sort_by_key(|(start, _)| *start);
        suggested
    }

    /// When a visit arrives, as short as can be: `Tue, Dec 1 · 9:30 AM`.
    pub fn chip(&self, start: Minute) -> String {
        let formats = self.formats();
        let time = match self.arrival(start) {
            Arrival::Start(start) => formats.time(start),
            Arrival::Window(window) => self.stretch(text::OPENING_WINDOW, "", window),
        };
        [formats.day_short(Day::of(start)), time].join(" · ")
    }

    /// When a visit that starts then arrives, as far as the customer is promised it.
    pub fn arrival(&self, start: Minute) -> Arrival {
        self.offer().map_or(Arrival::Start(start), |offer| offer.arrival(start))
    }

    /// The first and the last day that may be booked.
    pub fn days(&self) -> (Day, Day) {
        self.search().map_or((Day(0), Day(0)), |search| (Day::of(search.earliest), Day::of(search.latest - 1)))
    }

    /// The first and the last day that the calendar shows.
    pub fn shown(&self) -> (Day, Day) {
        let (first, last) = self.days();
        match self.options.wanted.get().view {
            View::Week => {
                let start = start_of_week(self.state.focused.get(), self.options.first_day());
                (start.max(first), (start + 6).min(last))
            }
            // It grows, month by month.
            View::List => (first, self.state.month.get().last().min(last)),
            _ => self.state.month.get().shown(self.options.first_day(), first, last),
        }
    }

    /// The day that is focused when the calendar is turned, to earlier days or to later ones; `None` where none of these may be booked.
    pub fn turned(&self, is_next: bool) -> Option<Day> {
        let (first, last) = self.days();
        let (from, to) = match self.options.wanted.get().view {
            View::Week => {
                let start = start_of_week(self.state.focused.get(), self.options.first_day());
                let start = start + if is_next { 7 } else { -7 };
                (start, start + 6)
            }
            _ => {
                let month = self.state.month.get();
                let month = if is_next { month.next() } else { month.previous() };
                (month.first(), month.last())
            }
        };
        (first <= to && from <= last).then(|| from.clamp(first, last))
    }

    /// The days that have openings, of those that are shown.
    pub fn days_with_openings(&self) -> Vec<Day> {
        let (first, last) = self.shown();
        let openings = &self.state.availability.get().openings;
        let mut days: Vec<_> = openings.iter().map(|opening| Day::of(opening.start)).collect();
        days.retain(|day| first <= *day && *day <= last);
        days.dedup();
        days
    }

    /// Their name: `December 2026`, or two months.
    pub fn shown_name(&self) -> String {
        let (first, last) = self.shown();
        self.formats().months(first, last)
    }

    /// How far their availability is loaded, and the month that this is about: the first that isn't loaded, or the last.
    pub fn shown_load_state(&self) -> (Month, Option<LoadState>) {
        let (first, last) = self.shown();
        let month = Month::of(first);
        match self.load_state(month) {
            Some(LoadState::Loaded) => (Month::of(last), self.load_state(Month::of(last))),
            state => (month, state),
        }
    }

    /// Today at the place of the visit.
    pub fn today(&self) -> Day {
        self.state.opened.get().map_or(Day(0), |opened| Day::of(now(&opened).minute(&changes_of(&opened))))
    }

    /// How long the visit takes, in minutes.
    pub fn length(&self) -> Minute {
        self.state.opened.get().map_or(0, |opened| opened.booking.length_in_minutes as Minute)
    }

    /// Whether the availability of a month is loaded; `None` where it was not requested.
    pub fn load_state(&self, month: Month) -> Option<LoadState> {
        self.state.months.get().iter().find(|(known, _)| *known == month).map(|(_, loading)| *loading)
    }

    /// How many openings a day has; `None` while that isn't known.
    pub fn count(&self, day: Day) -> Option<usize> {
        let here = self.load_state(Month::of(day)) == Some(LoadState::Loaded);
        here.then(|| of_day(&self.state.availability.get().openings, day).len())
    }

    /// How many openings there are from a day to another, both included.
    pub fn openings_in(&self, (first, last): (Day, Day)) -> usize {
        let availability = self.state.availability.get();
        let openings = &availability.openings;
        let before = |day: Day| openings.partition_point(|opening| opening.start < day.start());
        before(last + 1) - before(first)
    }

    /// The first opening from `day` on.
    pub fn next_opening(&self, day: Day) -> Option<Opening> {
        self.state.availability.get().openings.iter().find(|opening| day.start() <= opening.start).copied()
    }

    /// The best of the openings that are known, at most three and one a day, the best first, and why; none where the provider
    /// recommends none.
    pub fn recommended(&self) -> Vec<Recommended> {
        let Some((search, opened)) = self.search().zip(self.state.opened.get()) else { return Vec::new() };
        let weights = read::weights(opened.booking.policy.recommend);
        let grading = Grading { weights, today: self.today(), crew: search.crew };
        let availability = self.state.availability.get();
        self.offer().map_or_else(Vec::new, |offer| recommended(&availability, &search, offer, &grading))
    }

    /// The wishes, best first, and when the visit would rather not be.
    pub fn wishes(&self) -> Wishes {
        Wishes::ranked(&self.state.wishes.get(), IntervalSet::from_unsorted(self.state.rather_not.get()))
    }

    /// Whether and from when a wish can be met; `None` while that isn't known.
    pub fn feasibility(&self, wish: Interval) -> Option<Feasibility> {
        if self.load_state(Month::of(Day::of(wish.start()))) != Some(LoadState::Loaded) {
            return None;
        }
        let search = self.search()?;
        Some(self.offer()?.feasibility(wish, &self.wishes(), &self.state.availability.get().free, &search))
    }

    /// The best wish that can be met: its place in the list, and its opening.
    pub fn best_wish(&self) -> Option<(usize, Opening)> {
        self.offer()?.best_wish(&self.wishes(), &self.state.availability.get().free, &self.search()?)
    }

    /// The wishes that can be met and are nearest to one that can't; none while that isn't known.
    pub fn suggestions(&self, wish: Interval) -> Vec<Interval> {
        let is_known = self.feasibility(wish).is_some();
        let Some((offer, search)) = self.offer().zip(self.search()).filter(|_| is_known) else { return Vec::new() };
        offer.instead(wish, &self.wishes(), &self.state.availability.get().free, &search)
    }

    /// How many characters the note has, counted as the server counts, and how many it may have.
    pub fn notes_length(&self) -> (usize, usize) {
        // All bytes but those that go on with a character.
        let count = self.state.notes.get().bytes().filter(|byte| byte & 0xc0 != 0x80).count();
        (count, self.state.opened.get().map_or(0, |opened| opened.booking.policy.max_notes_length as usize))
    }

    /// Whether the note is longer than it may be. What the customer didn't touch isn't sent.
    pub fn are_notes_too_long(&self) -> bool {
        let (count, max) = self.notes_length();
        let job = self.state.opened.get().and_then(|opened| opened.booking.job.clone());
        max < count && job.and_then(|job| job.notes) != Some(self.state.notes.get())
    }

    /// When the visit is booked for.
    pub fn scheduled(&self) -> Option<Minute> {
        let opened = self.state.opened.get()?;
        let job = opened.booking.job.as_ref().filter(|job| job.status == JobStatus::Scheduled)?;
        parse_minute(job.scheduled_datetime.as_deref()?)
    }

    /// How it stands with a sooner time for the booked visit.
    pub fn sooner(&self) -> Sooner {
        let opened = self.state.opened.get().filter(|_| self.scheduled().is_some());
        Sooner::of(opened.as_ref().and_then(|opened| opened.booking.earlier.as_ref()))
    }

    /// Until when the booked visit may be moved or cancelled, as the clocks show it.
    pub fn change_until(&self) -> Option<Minute> {
        let notice_minutes = self.state.opened.get()?.booking.policy.change_notice_minutes as Minute;
        Some(before(self.scheduled()?, notice_minutes, &self.clock_changes()))
    }

    /// The booked visit as a calendar is to show it: from the first minute at which somebody may arrive, until the visit is over that
    /// begins at the last.
    pub fn calendar_entry<'a>(&self, booking: &'a Booking, title: &'a str) -> Option<Entry<'a>> {
        let (start, visit) = (self.scheduled()?, booking.visit.as_ref()?);
        let (from, until) = (utc(&visit.starts_at)?, utc(&visit.ends_at)?);
        let (sooner, longer) = match self.arrival(start) {
            Arrival::Start(_) => (0, 0),
            Arrival::Window(window) => (start - window.start(), window.end() - start),
        };
        let place = booking.place.address.as_deref().unwrap_or_default();
        Some(Entry { title, place, from: from - sooner, until: until + longer })
    }

    /// Whether the holder of the link may do this now: [`BOOK`], [`RESCHEDULE`], [`CANCEL`] or [`HOLD`].
    pub fn may(&self, right: &str) -> bool {
        self.state.opened.get().is_some_and(|opened| opened.booking.rights.iter().any(|known| known == right))
    }

    /// Whether the link is for chosen times alone.
    pub fn has_windows(&self) -> bool {
        self.state.opened.get().is_some_and(|opened| !opened.booking.windows.is_empty())
    }

    /// Whether the holder may give the work a time, its first or another.
    pub fn may_choose(&self) -> bool {
        self.may(if self.scheduled().is_some() { RESCHEDULE } else { BOOK })
    }

    /// Whether it isn't too late to move or cancel the booked visit.
    pub fn is_in_time(&self) -> bool {
        let Some((start, opened)) = self.scheduled().zip(self.state.opened.get()) else { return false };
        let notice_minutes = opened.booking.policy.change_notice_minutes as Minute;
        now(&opened).earliest(notice_minutes, &changes_of(&opened)) <= start
    }
}

/// The present time at the place of the visit: as the server answered it, plus what has passed on the device's clock since.
pub fn now(opened: &Opened) -> Now {
    Now::of(&opened.booking.now, device_now().0 - opened.at.0)
}

fn changes_of(opened: &Opened) -> Vec<Change> {
    opened.booking.clock_changes.iter().filter_map(Change::of).collect()
}

fn search_of(state: State, wanted: &Wanted) -> Option<Search> {
    let opened = state.opened.get()?;
    let (now, changes, policy) = (now(&opened), changes_of(&opened), &opened.booking.policy);
    let earliest = now.earliest(policy.notice_minutes as Minute, &changes);
    let latest = (Day::of(now.minute(&changes)) + policy.horizon_days as i32 + 1).start();
    // The page can take days away, and never all of them.
    let earliest = wanted.min.map_or(earliest, |min| earliest.max(min.start())).min(latest - 1);
    let latest = wanted.max.map_or(latest, |max| latest.min((max + 1).start())).max(earliest + 1);
    Some(Search {
        length_minutes: opened.booking.length_in_minutes as Minute,
        crew: crew_of(&opened.booking),
        step_minutes: policy.start_step_minutes as Minute,
        align: match policy.start_alignment {
            StartAlignment::Clock => Align::ClockOrFirst,
            StartAlignment::Block => Align::Block,
        },
        earliest,
        latest,
        skipped: skipped(&changes),
    })
}

/// How many technicians come.
fn crew_of(booking: &Booking) -> usize {
    booking.crew_size.max(1) as usize
}
