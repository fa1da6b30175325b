//! What the person did and what the server answered: the signals that everything else follows from.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_matching::time::EpochMillis;
use slotwright_matching::{Day, Interval, Minute, Opening};
use slotwright_wire::slotwright::{self, OpenJobType};
use slotwright_wire::sonar::JobSummary;

use crate::ground::availability::Availability;
use crate::ground::failure::Failure;
use crate::ground::hold::Held;
use crate::ground::month::Month;
use crate::ground::wishes::{Draft, Kind};
use crate::kit::reactive::signal;

/// Where the person is on the way through a booking.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The link is being looked up.
    LookingUp,
    /// The link is open to everybody: what is to be done is chosen.
    Kinds(Vec<OpenJobType>),
    /// The link could not be looked up.
    Stopped(Failure),
    /// The calendar and the times of a day.
    Choose,
    /// A time is chosen; the last look before it is booked.
    Details {
        /// When the visit would start.
        start: Minute,
        /// Where "back" leads: to the wishes, or to the calendar.
        from_wishes: bool,
    },
    /// The wishes are being written.
    Wishes,
    /// A visit is booked.
    Booked {
        /// Whether it was moved just now.
        moved: bool,
    },
    /// Wishes are stored and wait for an answer.
    Waiting,
    /// The visit was cancelled.
    Cancelled {
        /// When it would have started.
        start: Minute,
        /// Its job, which may be no more.
        job_id: u64,
    },
    /// The job is completed, or it failed.
    Done {
        /// Whether it failed.
        failed: bool,
    },
}

/// What stands above a step because something could not be done as asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// Somebody else was faster.
    Taken {
        /// The time that was wanted.
        wanted: Minute,
        /// The nearest that are still free, nearest first.
        nearest: Vec<Opening>,
    },
    /// The chosen time could be held only until now; it is still free.
    NotHeld {
        /// The time.
        wanted: Minute,
        /// The nearest others, nearest first.
        nearest: Vec<Opening>,
    },
    /// The chosen time can't be had.
    Refused {
        /// Why.
        sentence: String,
        /// The time.
        wanted: Minute,
        /// The nearest that are free, nearest first.
        nearest: Vec<Opening>,
    },
    /// The time that was booked could not be confirmed.
    NotConfirmed,
    /// The link's job was booked elsewhere meanwhile.
    AlreadyBooked,
    /// The visit was cancelled elsewhere meanwhile.
    Gone,
    /// The visit was moved elsewhere meanwhile, so that nothing was done to it.
    Changed,
    /// A request failed.
    Failed {
        /// Why.
        failure: Failure,
        /// What "try again" does.
        retry: Retry,
    },
}

/// What is done again after a failure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Retry {
    /// Load a month.
    Month(Month),
    /// Book the visit that starts then.
    Book(Minute),
    /// Store the wishes.
    SaveWishes,
    /// Cancel the visit.
    Cancel,
    /// Look how it stands with a sooner time.
    Earlier,
    /// Fetch the calendar file.
    Calendar,
}

/// Whether a month's availability is loaded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LoadState {
    /// The request is sent.
    Requested,
    /// The request is sent, and its answer takes long.
    Slow,
    /// The answer is here.
    Loaded,
    /// The request failed.
    Failed,
}

/// A day whose openings are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Selected {
    /// The day.
    pub day: Day,
    /// Its openings, ascending.
    pub openings: Vec<Opening>,
}

/// What a link is about, with what the widget reads of its job.
pub type Booking = slotwright::Booking<JobSummary>;

/// What the link is about, as the server answered last.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The answer.
    pub booking: Arc<Booking>,
    /// When the answer came, on the page's own clock.
    pub at: EpochMillis,
}

/// The signals.
#[derive(Clone, Copy)]
pub struct State {
    /// Where the person is.
    pub step: RwSignal<Step>,
    /// What the link is about.
    pub opened: RwSignal<Option<Opened>>,
    /// Who is free when, for the months that are loaded.
    pub availability: RwSignal<Arc<Availability>>,
    /// The months that were requested.
    pub months: RwSignal<Vec<(Month, LoadState)>>,
    /// The month that is shown: set only when it changes, since its grid is then rendered again.
    pub month: RwSignal<Month>,
    /// The day of the grid that Tab leads to; it lies in `month`.
    pub focused: RwSignal<Day>,
    /// The day whose openings are shown, with them: set only when they change, since they are then rendered again.
    pub selected: RwSignal<Option<Selected>>,
    /// The time that is pressed and not yet gone on with.
    pub pressed: RwSignal<Option<Minute>>,
    /// The time that is held while the person fills in the rest.
    pub held: RwSignal<Option<Held>>,
    /// For how many minutes it is still held, 0 when no longer; `None` when none was. A signal of its own, since this is what
    /// is shown, and it changes seldom.
    pub minutes_held: RwSignal<Option<u32>>,
    /// What the technician should know.
    pub notes: RwSignal<String>,
    /// What is filled in beyond the time, in the order of the booking's fields.
    pub answers: RwSignal<Vec<String>>,
    /// What is wrong with it, a sentence each; empty where nothing is.
    pub field_faults: RwSignal<Vec<String>>,
    /// The wishes, best first.
    pub wishes: RwSignal<Vec<Interval>>,
    /// When the visit would rather not be, by the clock.
    pub rather_not: RwSignal<Vec<Interval>>,
    /// What is being written for one of these lists, and what can be undone in them.
    pub draft: RwSignal<Draft>,
    /// The notice above the step.
    pub notice: RwSignal<Option<Notice>>,
    /// Whether a booking, change or cancellation is on its way.
    pub pending: RwSignal<bool>,
    /// Whose it is, once that is known: what `ground/company.rs` makes of it.
    pub company: RwSignal<Vec<String>>,
    /// Which booking that was made just now is undone by one press; 0 when none is any more.
    pub undoable: RwSignal<u32>,
    /// Why the visit is to be cancelled, by the name that the API has for it; empty where nothing is said.
    pub reason: RwSignal<String>,
    /// What became of the link that was to be copied.
    pub link_copied: RwSignal<Option<bool>>,
    /// Whether the calendar showed weeks before the list took its place.
    pub was_weekly: RwSignal<bool>,
    /// Whether a calendar file was asked for.
    pub calendar_saved: RwSignal<bool>,
    /// The text of the live region: what a screen reader says next.
    pub announcement: RwSignal<String>,
}

impl State {
    /// The list of one kind of windows.
    pub fn windows(self, kind: Kind) -> RwSignal<Vec<Interval>> {
        match kind {
            Kind::Wish => self.wishes,
            Kind::RatherNot => self.rather_not,
        }
    }

    /// The state before the link is looked up.
    pub fn new() -> Self {
        Self {
            step: signal(Step::LookingUp),
            opened: signal(None),
            availability: signal(Arc::default()),
            months: signal(Vec::new()),
            month: signal(Month::of(Day(0))),
            focused: signal(Day(0)),
            selected: signal(None),
            pressed: signal(None),
            held: signal(None),
            minutes_held: signal(None),
            notes: signal(String::new()),
            answers: signal(Vec::new()),
            field_faults: signal(Vec::new()),
            wishes: signal(Vec::new()),
            rather_not: signal(Vec::new()),
            draft: signal(Draft::default()),
            notice: signal(None),
            pending: signal(false),
            company: signal(Vec::new()),
            undoable: signal(0),
            reason: signal(String::new()),
            link_copied: signal(None),
            was_weekly: signal(false),
            calendar_saved: signal(false),
            announcement: signal(String::new()),
        }
    }

    /// Puts all back to the beginning, for another link.
    pub fn reset(self) {
        self.step.set(Step::LookingUp);
        self.opened.set(None);
        self.availability.set(Arc::default());
        self.months.set(Vec::new());
        self.selected.set(None);
        self.pressed.set(None);
        self.held.set(None);
        self.minutes_held.set(None);
        self.notes.set(String::new());
        self.answers.set(Vec::new());
        self.field_faults.set(Vec::new());
        self.wishes.set(Vec::new());
        self.rather_not.set(Vec::new());
        self.draft.set(Draft::default());
        self.notice.set(None);
        self.pending.set(false);
        self.undoable.set(0);
        self.link_copied.set(None);
        self.calendar_saved.set(false);
    }
}
