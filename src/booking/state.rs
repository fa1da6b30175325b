//! What the person did, and what the server told us: the signals that everything else follows from.

use std::sync::Arc;

use slotwright_matching::time::EpochMillis;
use slotwright_matching::{Day, Interval, Minute, Opening};
use slotwright_wire::slotwright;
use slotwright_wire::sonar::JobSummary;

use crate::ground::availability::Availability;
use crate::ground::failure::Failure;
use crate::ground::hold::Held;
use crate::ground::month::Month;
use crate::ground::wishes::Draft;
use crate::kit::live::Live;

/// Where the person is on the way through a booking.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The link is being looked up.
    Opening,
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
    /// The visit was cancelled just now.
    Cancelled {
        /// When it would have started.
        start: Minute,
    },
    /// The job is completed, or it failed.
    Done {
        /// Whether it failed.
        failed: bool,
    },
}

/// What stands above a step because something was in the way.
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
    /// The link's job was booked elsewhere meanwhile.
    AlreadyBooked,
    /// The visit was cancelled elsewhere meanwhile.
    Gone,
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
    /// Fetch the calendar file.
    Calendar,
}

/// How far a month's availability has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Loading {
    /// Asked for.
    Asked,
    /// Asked for, and it takes long.
    Slow,
    /// Here.
    Here,
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

/// What a link opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// What it is about.
    pub booking: Arc<Booking>,
    /// When the answer came, on the page's own clock.
    pub at: EpochMillis,
}

/// The signals.
#[derive(Clone, Copy)]
pub struct State {
    /// Where the person is.
    pub step: Live<Step>,
    /// What the link is about.
    pub opened: Live<Option<Opened>>,
    /// Who is free when, for the months that are here.
    pub availability: Live<Arc<Availability>>,
    /// The months that were asked for.
    pub months: Live<Vec<(Month, Loading)>>,
    /// The month that is shown: set only when it changes, since its grid is then drawn anew.
    pub month: Live<Month>,
    /// The day of the grid that Tab leads to; it lies in `month`.
    pub focused: Live<Day>,
    /// The day whose openings are shown, with them: set only when they change, since they are then drawn anew.
    pub selected: Live<Option<Selected>>,
    /// The time that is held while the person fills in the rest.
    pub held: Live<Option<Held>>,
    /// How many minutes it is still held, 0 when no longer; `None` when none was: what is shown, and changes seldom.
    pub minutes_held: Live<Option<u32>>,
    /// What the technician should know.
    pub notes: Live<String>,
    /// The wishes, best first.
    pub wishes: Live<Vec<Interval>>,
    /// The wish that is being written, and what the list did last.
    pub draft: Live<Draft>,
    /// What is in the way.
    pub notice: Live<Option<Notice>>,
    /// Whether a booking, change or cancellation is on its way.
    pub pending: Live<bool>,
    /// What a screen reader is to say next.
    pub announcement: Live<String>,
}

impl State {
    /// Nothing known, nothing done.
    pub fn new() -> Self {
        Self {
            step: Live::new(Step::Opening),
            opened: Live::new(None),
            availability: Live::new(Arc::default()),
            months: Live::new(Vec::new()),
            month: Live::new(Month::of(Day(0))),
            focused: Live::new(Day(0)),
            selected: Live::new(None),
            held: Live::new(None),
            minutes_held: Live::new(None),
            notes: Live::new(String::new()),
            wishes: Live::new(Vec::new()),
            draft: Live::new(Draft::default()),
            notice: Live::new(None),
            pending: Live::new(false),
            announcement: Live::new(String::new()),
        }
    }

    /// Forgets all, for another link.
    pub fn reset(self) {
        self.step.set(Step::Opening);
        self.opened.set(None);
        self.availability.set(Arc::default());
        self.months.set(Vec::new());
        self.selected.set(None);
        self.held.set(None);
        self.minutes_held.set(None);
        self.notes.set(String::new());
        self.wishes.set(Vec::new());
        self.draft.set(Draft::default());
        self.notice.set(None);
        self.pending.set(false);
    }
}
