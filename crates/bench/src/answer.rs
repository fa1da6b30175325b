//! The answer to a workload, and its hash.

use slotwright_matching::{Fleet, Interval};

use crate::workload::{Flat, Size};

/// How many technicians make a crew.
const CREW: usize = 3;
/// How many intervals and days are read before crews are looked at.
const STEP: usize = 4000;

/// Who is free when, when each crew of three is, and who could come at each start.
pub struct Answer {
    fleet: Fleet,
    /// When the crews are free, one behind the other, and where each one's time ends.
    common: Vec<Interval>,
    common_upto: Vec<usize>,
}

impl Answer {
    /// Nothing yet. `None` for a size that can't be asked about.
    #[must_use]
    pub fn new(size: Size) -> Option<Answer> {
        Some(Answer { fleet: Fleet::new(&size.search())?, common: Vec::new(), common_upto: Vec::new() })
    }

    /// Reads further people, to be free and at starts; tells whether some are left. See [`Fleet::step`].
    pub fn step(&mut self, hours: &Flat, busy: &Flat, intervals: usize) -> bool {
        self.fleet.step(&hours.times(), &busy.times(), intervals)
    }

    /// Finds all of it anew, in the memory of the last time.
    #[must_use]
    pub fn again(mut self, size: Size, hours: &Flat, busy: &Flat) -> Option<Answer> {
        self.fleet = self.fleet.again(&size.search())?;
        self.common.clear();
        self.common_upto.clear();
        let mut first = 0;
        loop {
            let is_more = self.step(hours, busy, STEP);
            // While what was found is still near.
            while first + CREW <= self.fleet.people() {
                self.fleet.common(&[first, first + 1, first + 2], &mut self.common);
                self.common_upto.push(self.common.len());
                first += CREW;
            }
            if !is_more {
                break;
            }
        }
        Some(self)
    }

    /// A number that tells whether two answers are the same; `js/hash.mjs` computes the same one.
    #[must_use]
    pub fn hash(&self) -> u32 {
        let mut hash = Hash(0x811c_9dc5);
        for person in 0..self.fleet.people() {
            hash.intervals(self.fleet.free(person));
        }
        let mut from = 0;
        for upto in &self.common_upto {
            hash.intervals(&self.common[from..*upto]);
            from = *upto;
        }
        for opening in self.fleet.openings() {
            hash.number(opening.start as u32);
            hash.number(opening.people);
            self.fleet.who(opening.start).for_each(|person| hash.number(person as u32));
        }
        hash.0
    }
}

/// FNV-1a, by numbers instead of bytes.
struct Hash(u32);

impl Hash {
    fn number(&mut self, number: u32) {
        self.0 = (self.0 ^ number).wrapping_mul(0x0100_0193);
        // High bits must come down, or they are never seen by low ones.
        self.0 ^= self.0 >> 15;
    }

    fn intervals(&mut self, intervals: &[Interval]) {
        self.number(intervals.len() as u32);
        for interval in intervals {
            self.number(interval.start() as u32);
            self.number(interval.end() as u32);
        }
    }
}
