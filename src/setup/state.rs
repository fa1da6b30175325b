//! What is set up, and what somebody is about to change of it: the signals that everything else follows from.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::{ApiUser, Webhook};
use slotwright_wire::sonar::{JobType, Schedule, ScheduleBlocker, ScheduleDay, ScheduledTimeOff};

use crate::ground::failure::Failure;
use crate::ground::idempotency::Idempotency;
use crate::ground::setup::deed::Deed;
use crate::ground::setup::known::Known;
use crate::ground::setup::link::For;
use crate::ground::setup::sheet::Sheet;
use crate::ground::setup::week::{Edge, Week};
use crate::kit::reactive::signal;

/// A part of what is set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The schedules and their weeks.
    Week,
    /// Time off and breaks.
    TimeOff,
    /// The types of jobs and what is asked of whoever books them.
    JobTypes,
    /// What is kept around jobs.
    Rules,
    /// What customers may book.
    Policy,
    /// Who is told what becomes of jobs, and what could not be told.
    Webhooks,
    /// Who may use the API by name and password.
    ApiUsers,
    /// Links of the board, and for anybody.
    Links,
}

/// What is known of the part that is shown.
#[derive(Clone)]
pub enum Asked {
    /// The requests are sent.
    Loading,
    /// One failed, and why.
    Failed(Failure),
    /// All is here.
    Loaded(Arc<Known>),
}

/// What the open form is about; `None` where it is a new one.
#[derive(Clone)]
pub enum What {
    /// A schedule.
    Schedule(Option<Schedule>),
    /// Time off.
    TimeOff(Option<ScheduledTimeOff>),
    /// A break.
    Break(Option<ScheduleBlocker>),
    /// A break that is moved for somebody on one day.
    Moved(ScheduleBlocker),
    /// A type of job.
    JobType(Option<JobType>),
    /// A field of a type of job, by its place.
    Field(u64, Option<usize>),
    /// The rules.
    Rules,
    /// The policy.
    Policy,
    /// A webhook.
    Webhook(Option<Webhook>),
    /// An API user.
    ApiUser(Option<ApiUser>),
    /// A link, which is always a new one.
    Link(For),
}

/// What becomes of a save.
#[derive(Clone, PartialEq)]
pub enum Saving {
    /// None is under way.
    Nothing,
    /// It is sent.
    Sent,
    /// It failed: sentences that belong to no field.
    Failed(Vec<String>),
}

/// A week that was painted and isn't saved.
#[derive(Clone)]
pub struct Painted {
    /// Of which schedule.
    pub schedule_id: u64,
    /// The week as it was.
    pub before: Week,
    /// As it was painted.
    pub week: Week,
}

/// A form in which something was typed that isn't saved.
pub struct Typed {
    /// In which part it stands.
    pub part: Part,
    /// What it is about.
    pub what: What,
    /// What stood in it when it was opened.
    pub before: Sheet,
    /// What was typed.
    pub sheet: Sheet,
}

/// What takes the last save back.
#[derive(Clone)]
pub enum Back {
    /// These requests; what they replace as a whole is still what has this tag.
    Deeds(Vec<Deed>, String),
    /// Another week for a schedule: the days that it had.
    Week(u64, Vec<ScheduleDay>),
}

/// What is being painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// Time is opened or closed between two minutes of a day.
    Paint {
        /// On which day of the week.
        weekday: usize,
        /// Where the pointer was set down.
        from: Minute,
        /// Where it is.
        to: Minute,
        /// Whether it opens.
        opens: bool,
    },
    /// An end of a stretch is drawn along.
    Draw {
        /// On which day of the week.
        weekday: usize,
        /// Which stretch.
        n: usize,
        /// Which end.
        edge: Edge,
    },
}

/// The signals.
#[derive(Clone, Copy)]
pub struct State {
    /// The part that is shown.
    pub part: RwSignal<Part>,
    /// What is known of it.
    pub asked: RwSignal<Asked>,
    /// Counts what was asked for: an answer to an earlier question is dropped.
    pub turn: RwSignal<u32>,
    /// The technician whose schedules are listed; none for all.
    pub technician: RwSignal<Option<u64>>,
    /// The schedule whose week is drawn.
    pub schedule: RwSignal<Option<u64>>,
    /// Its week as somebody has changed it.
    pub week: RwSignal<Week>,
    /// What was painted for other schedules and isn't saved: each waits until its schedule is chosen again.
    pub painted: RwSignal<Vec<Painted>>,
    /// What was typed in the forms of other parts and isn't saved: each waits until its part is shown again.
    pub typed: RwSignal<Vec<Typed>>,
    /// Counts what has changed the week other than by typing: a field that is typed in is not written to.
    pub drawn: RwSignal<u32>,
    /// Whose four weeks are previewed.
    pub previewed: RwSignal<Option<u64>>,
    /// What is being painted.
    pub stroke: RwSignal<Option<Stroke>>,
    /// The type of job whose fields are listed.
    pub job_type: RwSignal<Option<u64>>,
    /// What the open form is about; none while none is open.
    pub open: RwSignal<Option<What>>,
    /// What stands in it.
    pub sheet: RwSignal<Sheet>,
    /// What stood in it when it was opened.
    pub sheet_before: RwSignal<Sheet>,
    /// What becomes of the last save.
    pub saving: RwSignal<Saving>,
    /// Whether the link of the board lacks the scope: a save, or what is asked for, was refused for that.
    pub looks_only: RwSignal<bool>,
    /// What was done last, for people; empty while there is nothing to say.
    pub said: RwSignal<String>,
    /// How that is taken back.
    pub back: RwSignal<Option<Back>>,
    /// The secret of a webhook or the password of an API user, shown once.
    pub secret: RwSignal<Option<String>>,
    /// What is about to be taken away for good, by its name in the page.
    pub removing: RwSignal<Option<String>>,
    /// The key of a write that has no answer yet.
    pub idempotency: RwSignal<Idempotency>,
    /// The text of the live region: what a screen reader says next.
    pub announcement: RwSignal<String>,
}

impl State {
    /// The state before anything is asked for.
    pub fn new() -> Self {
        Self {
            part: signal(Part::Week),
            asked: signal(Asked::Loading),
            turn: signal(0),
            technician: signal(None),
            schedule: signal(None),
            week: signal(Week::default()),
            painted: signal(Vec::new()),
            typed: signal(Vec::new()),
            drawn: signal(0),
            previewed: signal(None),
            stroke: signal(None),
            job_type: signal(None),
            open: signal(None),
            sheet: signal(Sheet::default()),
            sheet_before: signal(Sheet::default()),
            saving: signal(Saving::Nothing),
            looks_only: signal(false),
            said: signal(String::new()),
            back: signal(None),
            secret: signal(None),
            removing: signal(None),
            idempotency: signal(Idempotency::default()),
            announcement: signal(String::new()),
        }
    }

    /// Changes the week that is drawn, and has its fields follow.
    pub fn redraw(self, change: impl FnOnce(&mut Week)) {
        self.week.update(change);
        self.drawn.update(|drawn| *drawn += 1);
    }

    /// What is known, once it is.
    pub fn known(self) -> Option<Arc<Known>> {
        match self.asked.get() {
            Asked::Loaded(known) => Some(known),
            Asked::Loading | Asked::Failed(_) => None,
        }
    }
}
