//! What is found by what is typed into the search for everything.

use leptos::prelude::*;
use slotwright_matching::Day;
use slotwright_wire::slotwright::BoardJob;
use slotwright_wire::time::parse_date;
use slotwright_words::{Text, fill, text};

use crate::attributes::View;
use crate::board::derived::Derived;
use crate::board::find_state::{Deed, Jobs, Way};
use crate::ground::deeds;
use crate::ground::find::{days, is_meant};
use crate::ground::job::is_open;
use crate::kit::words::fold;

/// What can be shown, with its name.
pub const VIEWS: [(View, &Text); 4] = [
    (View::Timeline, text::BOARD_TIMELINE),
    (View::Jobs, text::BOARD_TITLE),
    (View::Links, text::BOARD_LINKS),
    (View::Setup, text::BOARD_SETUP),
];

/// As many technicians are found at once.
const TECHNICIANS: usize = 6;

/// Something that is found: its name, what tells more of it, and where it leads.
pub struct Found {
    /// What it is called.
    pub name: String,
    /// What tells more of it.
    pub more: String,
    /// Where it leads.
    pub way: Way,
}

impl Derived {
    /// What is found, by kind; kinds of which nothing is have no group.
    pub fn found(&self) -> Vec<(&'static Text, Vec<Found>)> {
        let sought = fold(&self.state.find.sought.get());
        let groups = [
            (text::BOARD_FIND_DEEDS, self.deeds_like(&sought)),
            (text::BOARD_FIND_DAYS, self.days_like(&sought)),
            (text::BOARD_TITLE, self.jobs_found()),
            (text::WHY_NOT_PEOPLE, self.technicians_like(&sought)),
            (text::BOARD_WAYS, self.views_like(&sought)),
        ];
        groups.into_iter().filter(|(_, found)| !found.is_empty()).collect()
    }

    fn views_like(&self, sought: &str) -> Vec<Found> {
        let all = VIEWS.iter().map(|(view, name)| (self.words.say(name), Way::View(*view)));
        like(sought, all).collect()
    }

    /// What can be done now: with the job that is open, and without one.
    fn deeds_like(&self, sought: &str) -> Vec<Found> {
        let state = self.state;
        let job = state.job.get();
        let is_open = job.as_ref().is_some_and(|job| is_open(&job.job));
        let has_time = job.as_ref().is_some_and(|job| job.job.scheduled_datetime.is_some());
        let may = state.work.may_schedule();
        let can = |way| state.hand.deeds.with(|deeds| deeds.next(way).is_some());
        let all = [
            (Deed::Move, text::MOVE_TO, may && is_open),
            (Deed::End(true), text::COMPLETE_JOB, may && is_open),
            (Deed::End(false), text::FAIL_JOB, may && is_open),
            (Deed::Edit, text::JOB_EDIT, may && is_open),
            (Deed::Queue, text::QUEUE_JOB, may && is_open && has_time),
            (Deed::Link, text::JOB_LINK_SEND, may && is_open),
            (Deed::Delete, text::JOB_DELETE, may && job.is_some()),
            (Deed::Close, text::DISMISS, job.is_some()),
            (Deed::NewJob, text::JOB_NEW, may),
            (Deed::Undo, text::UNDO_PLANNED, can(deeds::Way::Undo)),
            (Deed::Redo, text::REDO_PLANNED, can(deeds::Way::Redo)),
            (Deed::Print, text::BOARD_PRINT, self.shown() == View::Timeline),
            (Deed::Keys, text::KEYS, true),
        ];
        let whose = job.map(|job| self.whose(&job)).unwrap_or_default();
        let of_job = |deed| !matches!(deed, Deed::NewJob | Deed::Undo | Deed::Redo | Deed::Print | Deed::Keys);
        let possible = all.into_iter().filter(|(.., is_possible)| *is_possible);
        let found = like(sought, possible.map(|(deed, name, _)| (self.words.say(name), Way::Deed(deed))));
        let with_job = |found: Found| match found.way {
            Way::Deed(deed) if of_job(deed) => Found { more: whose.clone(), ..found },
            _ => found,
        };
        found.map(with_job).collect()
    }

    fn days_like(&self, sought: &str) -> Vec<Found> {
        let Some(today) = self.state.now.with(|now| now.get(..10).and_then(parse_date)) else { return Vec::new() };
        let own = |day: Day| match day.0 - today.0 {
            0 => self.words.say(text::BOARD_TODAY),
            1 => self.words.say(text::BOARD_TOMORROW),
            _ => String::new(),
        };
        let named = |day: Day| fold(&[&*own(day), " ", &self.day_long(day), " ", &self.day(day)].concat());
        let found = |day: Day| Found { name: self.day(day), more: own(day), way: Way::Day(day) };
        days(today, sought, named).into_iter().map(found).collect()
    }

    fn technicians_like(&self, sought: &str) -> Vec<Found> {
        let names = self.state.names.get();
        let all = names.iter().map(|(user_id, name)| (name.clone(), Way::Technician(*user_id)));
        if sought.is_empty() { Vec::new() } else { like(sought, all).take(TECHNICIANS).collect() }
    }

    fn jobs_found(&self) -> Vec<Found> {
        let Jobs::Found(jobs) = self.state.find.jobs.get() else { return Vec::new() };
        jobs.iter().map(|job| self.job_found(job.clone())).collect()
    }

    fn job_found(&self, job: std::sync::Arc<BoardJob>) -> Found {
        let number = fill(&self.words.say(text::LINK_OF_JOB), &[("id", &job.job.id.to_string())]);
        let more = [&*number, " · ", &job.job_type].concat();
        Found { name: self.whose(&job), more, way: Way::Job(job) }
    }
}

/// Those whose names are meant.
fn like(sought: &str, all: impl Iterator<Item = (String, Way)>) -> impl Iterator<Item = Found> {
    all.filter(|(name, _)| is_meant(&fold(name), sought)).map(|(name, way)| Found { name, more: String::new(), way })
}
