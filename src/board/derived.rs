//! What follows from options and state. All reads are tracked.

mod found;
mod judgement;

use leptos::prelude::*;
use slotwright_matching::{Day, Interval, Minute};
use slotwright_wire::slotwright::{BoardJob, WhyNotReason};
use slotwright_wire::sonar::Paginator;
use slotwright_wire::time::parse_date;
use slotwright_words::{Counted, fill, text};

use crate::attributes::View;
use crate::board::state::{Answer, State};
use crate::ground::grouping::Grouping;
use crate::ground::job::{crew_of, numbered, whose};
use crate::ground::reasons::{Clock, phrase};
use crate::kit::dates::Dates;
use crate::kit::words::Spoken;
use crate::options::Options;

pub use found::{Found, VIEWS};

/// The derived signals.
#[derive(Clone, Copy)]
pub struct Derived {
    options: Options,
    words: Spoken,
    state: State,
    dates: Dates,
}

impl Derived {
    /// Computed from these options and this state.
    pub fn new(options: Options, state: State) -> Self {
        let dates = Dates::new(options.locale, options.twelve_hours, options.words);
        Self { options, words: options.words, state, dates }
    }

    /// `Tue, Dec 1, 2026, 9:30 AM`.
    pub fn moment(&self, start: Minute) -> String {
        self.dates.moment(start)
    }

    /// `Tue, Dec 1, 2026, 8:00 AM to 12:00 PM`.
    pub fn window(&self, window: Interval) -> String {
        let day = self.day(Day::of(window.start()));
        let (from, to) = (self.time(window.start()), self.time_of_end(window.end()));
        fill(&self.words.say(text::BOARD_WISH), &[("day", &day), ("from", &from), ("to", &to)])
    }

    /// `Tue, Dec 1, 9:30 AM to 10:30 AM`.
    pub fn until(&self, start: Minute, minutes: Minute) -> String {
        let (from, to) = (self.time(start), self.time_of_end(start + minutes));
        let day = self.day_short(Day::of(start));
        fill(&self.words.say(text::BOARD_WISH), &[("day", &day), ("from", &from), ("to", &to)])
    }

    /// A cause for which a start on `day` is not free, as a phrase.
    pub fn phrase(&self, reason: &WhyNotReason, day: Day) -> String {
        let (time, end) = (|minute| self.time(minute), |minute| self.time_of_end(minute));
        let clock = Clock { time: &time, end: &end, moment: &|minute| self.moment(minute) };
        phrase(reason, day, &self.words.all(), &clock)
    }

    /// What is shown: the jobs, the links, what the board is set up by, and else everybody's day.
    pub fn shown(&self) -> View {
        match self.options.wanted.get().view {
            view @ (View::Jobs | View::Links | View::Setup) => view,
            _ => View::Timeline,
        }
    }

    /// In which groups technicians stand.
    pub fn grouping(&self) -> Grouping {
        Grouping::of(&self.state.grouping.get())
    }

    /// What the page asks for by this name; empty where it doesn't.
    pub fn wanted(&self, name: &str) -> String {
        let wanted = self.options.wanted.get().link;
        wanted.into_iter().find(|(known, _)| *known == name).map(|(_, value)| value).unwrap_or_default()
    }

    /// The day of an instant as the server writes it, `2026-12-01T15:00:00Z`: `Tue, Dec 1, 2026`.
    pub fn date_of(&self, instant: &str) -> String {
        instant.get(..10).and_then(parse_date).map(|day| self.day(day)).unwrap_or_default()
    }

    /// `9:30 AM`.
    pub fn time(&self, minute: Minute) -> String {
        self.dates.time(minute)
    }

    /// The time at which something ends.
    pub fn time_of_end(&self, minute: Minute) -> String {
        self.dates.time_of_end(minute)
    }

    /// `Tue, Dec 1, 2026`.
    pub fn day(&self, day: Day) -> String {
        self.dates.day(day)
    }

    /// `Tuesday, December 1`.
    pub fn day_long(&self, day: Day) -> String {
        self.dates.day_long(day)
    }

    /// `Tue, Dec 1`.
    pub fn day_short(&self, day: Day) -> String {
        self.dates.day_short(day)
    }

    /// Where the shown page of a list stands: `Page 2 of 5 · 230 jobs`.
    pub fn place(&self, paginator: RwSignal<Option<Paginator>>, counted: &'static Counted) -> String {
        let Some(paginator) = paginator.get() else { return String::new() };
        let (page, pages) = (paginator.current_page.to_string(), paginator.total_pages.to_string());
        let place = fill(&self.words.say(text::BOARD_PAGE), &[("page", &page), ("pages", &pages)]);
        self.words.joined([place, self.words.count(counted, paginator.total_count as usize)])
    }

    /// For whom a job is: the name, or the number where that is all that is known.
    pub fn whose(&self, job: &BoardJob) -> String {
        whose(job, &self.words.all())
    }

    /// `Lena Ortiz, job 9`.
    pub fn named(&self, job: &BoardJob) -> String {
        fill(&self.words.say(text::JOB_NAMED), &[("whose", &self.whose(job)), ("id", &job.job.id.to_string())])
    }

    /// How many wait for what is free again, and by which key they are listed.
    pub fn waiting(&self, total: u64) -> String {
        [&*self.words.count(text::FREED_COUNT, total as usize), " (F)"].concat()
    }

    /// The names of these technicians.
    pub fn names_of(&self, user_ids: &[u64]) -> String {
        user_ids.iter().map(|user_id| self.name_of(*user_id)).collect::<Vec<_>>().join(", ")
    }

    /// The names of a job's crew.
    pub fn crew(&self, job: &BoardJob) -> String {
        crew_of(job, &self.words.all())
    }

    /// `true` for a job that others have changed a moment ago, else `false`: as an attribute says it.
    pub fn freshness(&self, job_id: u64) -> String {
        self.state.fresh.get().contains(&job_id).to_string()
    }

    /// Who is named so in the history: a technician by name, and who they are else.
    pub fn actor(&self, actor: &str) -> String {
        match actor.split_once(' ') {
            Some(("user", id)) => id.parse().map_or_else(|_| actor.to_owned(), |id| self.name_of(id)),
            Some(("link", _)) => self.words.say(text::BOARD_BY_CUSTOMER),
            _ if actor == "upstream" => self.words.say(text::BOARD_BY_SYSTEM),
            _ => actor.to_owned(),
        }
    }

    /// Whether an answer is on its way.
    pub fn is_asking(&self) -> bool {
        matches!(self.state.answer.get(), Answer::Asking)
    }

    /// Whether day or time was missing.
    pub fn is_incomplete(&self) -> bool {
        matches!(self.state.answer.get(), Answer::Incomplete)
    }

    /// The technician's name, or the number where that is all that is known.
    pub fn name_of(&self, user_id: u64) -> String {
        let names = self.state.names.get();
        let known = names.iter().find(|(id, name)| *id == user_id && !name.is_empty());
        known.map_or_else(|| numbered(user_id, &self.words.all()), |(_, name)| name.clone())
    }
}
