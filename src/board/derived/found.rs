//! What is found by what is typed into the search for everything.

use leptos::prelude::*;
use slotwright_matching::Day;
use slotwright_wire::time::parse_date;
use slotwright_words::{Text, fill, text};

use crate::attributes::View;
use crate::board::derived::Derived;
use crate::board::find_state::{Deed, Way};
use crate::board::state::Page;
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

/// What is offered, of which only what is like what is typed is found. Written in loops: chains of iterators would be compiled again
/// for each kind.
struct Search {
    sought: String,
    groups: Vec<(&'static Text, Vec<Found>)>,
}

impl Search {
    /// Begins with another kind.
    fn kind(&mut self, name: &'static Text) {
        self.groups.push((name, Vec::new()));
    }

    /// Offers something whose name it is.
    fn offer(&mut self, name: String, more: &str, way: Way) {
        if is_meant(&fold(&name), &self.sought) {
            self.take(name, more.to_owned(), way);
        }
    }

    /// Takes what is found otherwise.
    fn take(&mut self, name: String, more: String, way: Way) {
        if let Some((_, found)) = self.groups.last_mut() {
            found.push(Found { name, more, way });
        }
    }
}

impl Derived {
    /// What is found, by kind; kinds of which nothing is have no group.
    pub fn found(&self) -> Vec<(&'static Text, Vec<Found>)> {
        let mut search = Search { sought: fold(&self.state.find.sought.get()), groups: Vec::new() };
        self.offer_deeds(&mut search);
        if !search.sought.trim().is_empty() {
            self.find_days(&mut search);
            self.find_jobs(&mut search);
            self.offer_technicians(&mut search);
        }
        search.kind(text::BOARD_WAYS);
        for (view, name) in VIEWS {
            search.offer(self.words.say(name), "", Way::View(view));
        }
        search.groups.retain(|(_, found)| !found.is_empty());
        search.groups
    }

    /// What can be done now: with the job that is open, and without one.
    fn offer_deeds(&self, search: &mut Search) {
        let state = self.state;
        let job = state.job.get();
        let is_open = job.as_ref().is_some_and(|job| is_open(&job.job));
        let has_time = job.as_ref().is_some_and(|job| job.job.scheduled_datetime.is_some());
        let may = state.work.may_schedule();
        let can = |way| state.hand.deeds.with(|deeds| deeds.has(way));
        let with_job = [
            (Deed::Move, text::MOVE_TO, may && is_open),
            (Deed::End(true), text::COMPLETE_JOB, may && is_open),
            (Deed::End(false), text::FAIL_JOB, may && is_open),
            (Deed::Edit, text::JOB_EDIT, may && is_open),
            (Deed::Queue, text::QUEUE_JOB, may && is_open && has_time),
            (Deed::Link, text::JOB_LINK_SEND, may && is_open),
            (Deed::Delete, text::JOB_DELETE, may && job.is_some()),
            (Deed::Close, text::DISMISS, job.is_some()),
        ];
        let without = [
            (Deed::NewJob, text::JOB_NEW, may),
            (Deed::Undo, text::UNDO_PLANNED, can(deeds::Way::Undo)),
            (Deed::Redo, text::REDO_PLANNED, can(deeds::Way::Redo)),
            (Deed::Print, text::BOARD_PRINT, self.shown() == View::Timeline),
            (Deed::Keys, text::KEYS, true),
        ];
        search.kind(text::BOARD_FIND_DEEDS);
        let whose = job.map(|job| self.whose(&job)).unwrap_or_default();
        for (deeds, whose) in [(&with_job[..], &*whose), (&without[..], "")] {
            for (deed, name, is_possible) in deeds {
                if *is_possible {
                    search.offer(self.words.say(name), whose, Way::Deed(*deed));
                }
            }
        }
    }

    fn find_days(&self, search: &mut Search) {
        let Some(today) = self.state.now.with(|now| now.get(..10).and_then(parse_date)) else { return };
        let own = |day: Day| match day.0 - today.0 {
            0 => self.words.say(text::BOARD_TODAY),
            1 => self.words.say(text::BOARD_TOMORROW),
            _ => String::new(),
        };
        search.kind(text::BOARD_FIND_DAYS);
        let named = |day: Day| fold(&[&*own(day), " ", &self.day_long(day), " ", &self.day(day)].concat());
        for day in days(today, &search.sought, named) {
            search.take(self.day(day), own(day), Way::Day(day));
        }
    }

    fn find_jobs(&self, search: &mut Search) {
        search.kind(text::BOARD_TITLE);
        self.state.find.jobs.with(|jobs| {
            let Page::Loaded(jobs) = jobs else { return };
            for job in jobs {
                let number = fill(&self.words.say(text::LINK_OF_JOB), &[("id", &job.job.id.to_string())]);
                search.take(self.whose(job), self.words.joined([&*number, &*job.job_type]), Way::Job(job.clone()));
            }
        });
    }

    fn offer_technicians(&self, search: &mut Search) {
        search.kind(text::WHY_NOT_PEOPLE);
        for (user_id, name) in self.state.names.get().iter() {
            search.offer(name.clone(), "", Way::Technician(*user_id));
        }
        if let Some((_, found)) = search.groups.last_mut() {
            found.truncate(TECHNICIANS);
        }
    }
}
