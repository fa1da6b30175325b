//! What a dispatcher has in hand: jobs that are being moved, visits that are chosen together, the form that moves one.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_matching::{MINUTES_PER_DAY, Minute};
use slotwright_wire::slotwright::BoardJob;

use crate::ground::deeds::{Deed, Deeds, Moved, Placing};
use crate::ground::moving::{Carried, STEP};
use crate::ground::why_not::Fields;
use crate::kit::reactive::signal;

/// Where the form would move the open job to, as it is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The day and the time.
    pub fields: Fields,
    /// The length, in minutes.
    pub minutes: String,
    /// Who comes.
    pub crew: Vec<u64>,
    /// Whether nothing in it was changed yet.
    pub is_untouched: bool,
    /// Whether something was missing when it was sent.
    pub is_incomplete: bool,
    /// Whether too few are free then, of whom some were to be chosen.
    pub is_too_few: bool,
}

impl Wanted {
    /// Filled in as it is.
    pub fn of(placing: Placing) -> Self {
        let Placing { start, minutes, crew } = placing;
        let fields = Fields::of(start);
        Self { fields, minutes: minutes.to_string(), crew, is_untouched: true, ..Self::default() }
    }

    /// Where it would move the job; `None` while something is missing.
    pub fn filled(&self) -> Option<Placing> {
        let is_length = |minutes: &Minute| (STEP..=MINUTES_PER_DAY).contains(minutes) && minutes % STEP == 0;
        let minutes = self.minutes.parse::<Minute>().ok().filter(is_length)?;
        let start = self.fields.start().filter(|_| !self.crew.is_empty())?;
        Some(Placing { start, minutes, crew: self.crew.clone() })
    }

    /// What is left of it once its job was moved: nothing where that is what it was filled in for; all that was typed otherwise, and
    /// where nothing was, what is so now.
    pub fn after(self, moved: &Moved) -> Option<Self> {
        if self.is_untouched {
            return moved.to.clone().map(Self::of);
        }
        let is_done = self.filled().is_some_and(|filled| Some(filled) == moved.to);
        (!is_done).then_some(self)
    }
}

/// The signals.
#[derive(Clone, Copy)]
pub struct Hand {
    /// The jobs that are being moved.
    pub carried: RwSignal<Option<Carried>>,
    /// Whose time the pointer is over with nothing in hand, and when: there it is said whether the open job could be.
    pub hovered: RwSignal<Option<(u64, Minute)>>,
    /// Where the pointer was pressed on something that can be carried, until it is clear what is meant.
    pub pressed: RwSignal<Option<Pressed>>,
    /// The jobs of the visits that are chosen to be moved together, whichever days are shown by now.
    pub chosen: RwSignal<Vec<Arc<BoardJob>>>,
    /// The form that moves the open job; `None` while it is folded away.
    pub wanted: RwSignal<Option<Wanted>>,
    /// What was done, to be undone and done again.
    pub deeds: RwSignal<Deeds>,
    /// What was refused since somebody isn't free, and may be done all the same.
    pub refused: RwSignal<Option<Deed>>,
    /// Why it is to be done all the same, as far as it is typed.
    pub reason: RwSignal<String>,
}

/// A press of the pointer that may become a drag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pressed {
    /// Where, in pixels of the window.
    pub x: f64,
    /// And from the top.
    pub y: f64,
    /// How many minutes of the job are before the pointer.
    pub before: i32,
    /// The job's number.
    pub job_id: u64,
    /// In whose lane; `None` in the queue.
    pub lane: Option<u64>,
    /// Whether its end was pressed: it is made longer or shorter.
    pub is_end: bool,
}

impl Hand {
    /// With nothing in it.
    pub fn new() -> Self {
        Self {
            carried: signal(None),
            hovered: signal(None),
            pressed: signal(None),
            chosen: signal(Vec::new()),
            wanted: signal(None),
            deeds: signal(Deeds::default()),
            refused: signal(None),
            reason: signal(String::new()),
        }
    }
}
