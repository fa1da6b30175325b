//! When some clocks are changed, as a table.

use std::fmt;

use super::Instant;

/// No clock is farther from UTC, either way: just less than 26 hours. Source: RFC 9636, 3.2, which names 26 hours ahead and 25
/// behind as the bounds of what is realistic.
pub const MAX_OFFSET_SECONDS: i32 = 93_599;

/// How far some clocks are ahead of UTC, and when that changes. The default is UTC itself.
///
/// Whoever makes one for a stretch of time asks about that stretch only: before the first change and after the last, the
/// offset stays what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transitions {
    initial: i32,
    /// Ascending, and each with another offset than the one before it.
    changes: Vec<(Instant, i32)>,
}

/// Why a table can't be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadTransitions {
    /// An offset is 26 hours or more.
    Offset {
        /// Which change; `None` = the initial offset.
        change: Option<usize>,
        /// The offset.
        seconds: i32,
    },
    /// A change is not after the one before it.
    Order {
        /// Which change, from 0.
        change: usize,
    },
}

impl Transitions {
    /// A table of offsets in seconds, east of Greenwich positive: the first of all, and from when on each of the others holds.
    /// Changes to the offset that holds already, such as those of a zone's name alone, are left out.
    ///
    /// # Errors
    ///
    /// Which change does not come after the one before it, or which offset is more than [`MAX_OFFSET_SECONDS`].
    ///
    /// ```
    /// use slotwright_matching::time::{BadTransitions, Instant, Transitions};
    /// let [early, late] = [1_772_956_800, 1_793_516_400].map(Instant::from_unix);
    /// let berlin = Transitions::new(3600, vec![(early, 7200), (late, 3600)]).unwrap();
    /// assert_eq!([early + -1, early, late].map(|instant| berlin.offset_at(instant)), [3600, 7200, 3600]);
    ///
    /// let problem = Transitions::new(3600, vec![(late, 7200), (early, 3600)]).unwrap_err();
    /// assert_eq!(problem, BadTransitions::Order { change: 1 });
    /// let problem = Transitions::new(3600, vec![(early, 7_200_000)]).unwrap_err();
    /// assert_eq!(
    ///     problem.to_string(),
    ///     "the offset of change 0 is `7200000` seconds (expected -93599 to 93599, less than 26 hours)"
    /// );
    /// ```
    pub fn new(initial: i32, mut changes: Vec<(Instant, i32)>) -> Result<Transitions, BadTransitions> {
        let is_bad = |offset: i32| !(-MAX_OFFSET_SECONDS..=MAX_OFFSET_SECONDS).contains(&offset);
        if is_bad(initial) {
            return Err(BadTransitions::Offset { change: None, seconds: initial });
        }
        let mut last = None;
        for (change, (at, seconds)) in changes.iter().copied().enumerate() {
            if is_bad(seconds) {
                return Err(BadTransitions::Offset { change: Some(change), seconds });
            }
            if last.replace(at).is_some_and(|last| at <= last) {
                return Err(BadTransitions::Order { change });
            }
        }
        let mut offset = initial;
        changes.retain(|(_, next)| std::mem::replace(&mut offset, *next) != *next);
        Ok(Transitions { initial, changes })
    }

    /// By how many seconds the clocks are ahead of UTC at an instant.
    #[must_use]
    pub fn offset_at(&self, instant: Instant) -> i32 {
        self.offset_after(self.changes.partition_point(|(at, _)| *at <= instant))
    }

    /// The changes: when, and the offset from then on. Ascending, and each changes the offset.
    #[must_use]
    pub fn changes(&self) -> &[(Instant, i32)] {
        &self.changes
    }

    /// The offset once so many of the changes are made.
    pub(super) fn offset_after(&self, made: usize) -> i32 {
        made.checked_sub(1).and_then(|last| self.changes.get(last)).map_or(self.initial, |(_, offset)| *offset)
    }
}

impl fmt::Display for BadTransitions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadTransitions::Offset { change, seconds } => {
                match change {
                    Some(change) => write!(f, "the offset of change {change}")?,
                    None => write!(f, "the initial offset")?,
                }
                let max = MAX_OFFSET_SECONDS;
                write!(f, " is `{seconds}` seconds (expected -{max} to {max}, less than 26 hours)")
            }
            BadTransitions::Order { change } => {
                write!(f, "change {change} is not after the one before it (expected them in order)")
            }
        }
    }
}

impl std::error::Error for BadTransitions {}
