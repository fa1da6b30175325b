//! Many people's intervals, as they come from a wire: flat arrays of minutes.

use super::days::{Days, Pairs};
use crate::Minute;

/// The intervals of many people in flat arrays, in any order; they may touch and overlap.
///
/// Nothing is checked and nothing fails: a pair whose end is not after its start has no minute in it and is ignored, and
/// of arrays that don't fit together counts what does.
#[derive(Clone, Copy, Debug, Default)]
pub struct Times<'a> {
    /// Where each interval starts.
    pub starts: &'a [Minute],
    /// Where it ends, the first minute after it.
    pub ends: &'a [Minute],
    /// For each person, where theirs end in both arrays; they begin where those of the person before end. Ascending.
    pub upto: &'a [u32],
}

impl<'a> Times<'a> {
    /// How many people there are.
    #[must_use]
    pub fn people(&self) -> usize {
        self.upto.len()
    }

    /// How many intervals there are, of all people.
    pub(super) fn intervals(&self) -> usize {
        self.starts.len().min(self.ends.len())
    }

    /// How many intervals one person has.
    pub(super) fn count(&self, person: usize) -> usize {
        self.of(person).0.len()
    }

    /// The starts and the ends of one person's intervals, as many of both; none for a person who isn't there.
    pub(super) fn of(&self, person: usize) -> Pairs<'a> {
        let upto = |person: usize| self.upto.get(person).map_or(0, |upto| *upto as usize);
        let own = person.checked_sub(1).map_or(0, upto)..upto(person);
        match (self.starts.get(own.clone()), self.ends.get(own)) {
            (Some(starts), Some(ends)) => (starts, ends),
            _ => (&[], &[]),
        }
    }
}

/// Pairs cut to a window; the room that it takes is used again.
#[derive(Debug, Default)]
pub(super) struct Cut {
    starts: Vec<Minute>,
    ends: Vec<Minute>,
}

impl Cut {
    /// Those of `pairs` that lie in the window, as far as they do. Mostly they are just as they came.
    pub(super) fn read<'a>(&'a mut self, pairs: Pairs<'a>, days: &Days) -> Pairs<'a> {
        if days.have_all(pairs) {
            return pairs;
        }
        self.starts.clear();
        self.ends.clear();
        for (start, end) in pairs.0.iter().zip(pairs.1) {
            let (start, end) = (days.cut(*start), days.cut(*end));
            if start < end {
                self.starts.push(start);
                self.ends.push(end);
            }
        }
        (&self.starts, &self.ends)
    }
}
