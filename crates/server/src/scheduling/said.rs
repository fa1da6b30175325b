//! What a request says about the members of a record that is to be made or changed.

use slotwright_domain::Faults;
use slotwright_matching::{Day, Repetition};
use slotwright_store::Refused;

use super::visit::refuse_faulty;

/// What a request says about a member. A change is judged as what comes out of it together with what was there, so that
/// nothing said has to be told from something that could not be read: of the latter nothing is judged any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said<T> {
    /// Nothing: what was there stays.
    Nothing,
    /// This.
    This(T),
    /// Something that could not be read, or nothing where something is needed.
    Unreadable,
}

impl<T: Clone> Said<T> {
    /// Over what was there before.
    pub(super) fn over(&self, before: Option<&T>) -> Option<T> {
        match self {
            Self::Nothing => before.cloned(),
            Self::This(said) => Some(said.clone()),
            Self::Unreadable => None,
        }
    }
}

/// What a request says about the weeks in which something repeats.
#[derive(Clone, Copy, Debug)]
pub struct RepetitionDraft {
    /// From which day.
    pub start: Said<Day>,
    /// Every how many weeks.
    pub weeks: Said<u32>,
    /// How often.
    pub repetitions: Said<u32>,
    /// Whether for ever.
    pub infinite: Said<bool>,
}

impl RepetitionDraft {
    /// Over what was there before.
    pub(super) fn over(&self, before: Option<&Repetition>) -> Option<Repetition> {
        Some(Repetition {
            start: self.start.over(before.map(|before| &before.start))?,
            weeks: self.weeks.over(before.map(|before| &before.weeks))?,
            repetitions: self.repetitions.over(before.map(|before| &before.repetitions))?,
            infinite: self.infinite.over(before.map(|before| &before.infinite))?,
        })
    }
}

/// The record that comes out of a request in which nothing is wrong. One that is not whole was not read in full.
pub(super) fn good<T>(record: Option<T>, faults: Faults, could_not_be_read: bool) -> Result<T, Refused> {
    refuse_faulty(faults, could_not_be_read)?;
    record.ok_or_else(|| Refused::Faulty(Faults::default()))
}
