//! The scheduling instance: what it remembers, what time it is there, and what customers may do.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use slotwright_domain::{LinkClock, LinkTerms, Policy};
use slotwright_matching::{Day, Hints, Interval, Minute, Weights};
use slotwright_store::Store;
use tokio::sync::OnceCell;

use crate::edge::turns::Turns;
use crate::elsewhere::{Elsewhere, Origin};

use crate::time::clock::{InstanceClock, Now};
use crate::time::zone::{Zone, from_jiff};

/// Everything that a deed is done with.
pub struct Instance {
    /// What is remembered.
    pub store: Store,
    /// Searches for free time that are waiting or at work.
    pub searches: Searches,
    /// Who else knows people's time: the system behind the gateway, where it tells.
    pub elsewhere: Option<Arc<Elsewhere>>,
    /// The instance's zone.
    pub zone: Arc<Zone>,
    /// What time it is.
    pub clock: Arc<InstanceClock>,
    /// By which clock links ended when the server was started; [`Instance::link_clock`] says by which they do.
    pub link_clock: LinkClock,
    /// What customers may do.
    pub policy: Policy,
}

impl Instance {
    /// The present time.
    #[must_use]
    pub fn now(&self) -> Now {
        self.clock.now(&self.zone)
    }

    /// The first minute from which on at least so many minutes have passed, whatever the clocks do meanwhile. Booking pages are
    /// told the same.
    #[must_use]
    pub fn first_minute_in(&self, minutes: u32) -> Minute {
        self.zone.first_minute_from(from_jiff(self.now().instant) + i64::from(minutes) * 60)
    }

    /// By which clock links end. When the instance's is set, it goes along.
    #[must_use]
    pub fn link_clock(&self) -> LinkClock {
        let moved = self.clock.moved_seconds();
        match self.link_clock {
            LinkClock::Database { ahead } => LinkClock::Database { ahead: ahead + moved },
            LinkClock::Standing(at) => LinkClock::Standing(at + moved),
        }
    }

    /// How links end.
    #[must_use]
    pub fn link_terms(&self) -> LinkTerms {
        let now = self.now();
        LinkTerms {
            clock: self.link_clock(),
            utc_offset: now.second() - now.unix(),
            days_after_visit: self.policy.link_days_after_visit,
        }
    }
}

/// Searches for free time, the one thing that takes longer the more people there are: so few are at work at once, callers take turns
/// at it, and equal questions are one search.
pub struct Searches {
    /// Turns at searching.
    pub turns: Turns,
    /// Those that have not begun: whoever asks the same meanwhile is answered by them. Not by one that has begun, which may know
    /// nothing of what was booked since.
    not_begun: Mutex<HashMap<Vec<u64>, Found>>,
}

/// What a search finds, from where it is known, where others are asked too, and what counts how much in it.
type Found = Arc<OnceCell<(FreeTime, Option<Origin>, Weights)>>;

/// Free time.
#[derive(Clone, Debug, Default)]
pub struct FreeTime {
    /// On which day, whose (by the number that the caller knows), from when to when.
    pub blocks: Vec<(Day, u64, Interval)>,
    /// What the days with such blocks are like, where that was asked for.
    pub hints: Vec<Hints>,
}

/// Fewer than the store answers questions at once, so that others are never behind all of them.
const SEARCHES_AT_ONCE: usize = 2;

impl Default for Searches {
    fn default() -> Self {
        // Whoever waits has a request, and those are bounded.
        Self { turns: Turns::new(SEARCHES_AT_ONCE, usize::MAX), not_begun: Mutex::default() }
    }
}

impl Searches {
    /// The search that answers this question, which is spelt in numbers.
    pub fn join(&self, question: Vec<u64>) -> Shared<'_> {
        let found = self.lock().entry(question.clone()).or_default().clone();
        Shared { searches: self, question, found }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Vec<u64>, Found>> {
        // Each change of the map is one step.
        self.not_begun.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A search that several may wait for.
pub struct Shared<'a> {
    searches: &'a Searches,
    question: Vec<u64>,
    /// What it finds.
    pub found: Found,
}

impl Shared<'_> {
    /// It has begun: nobody joins it any more.
    pub fn begin(&self) {
        let mut not_begun = self.searches.lock();
        if not_begun.get(&self.question).is_some_and(|known| Arc::ptr_eq(known, &self.found)) {
            not_begun.remove(&self.question);
        }
    }
}

impl Drop for Shared<'_> {
    fn drop(&mut self) {
        let mut not_begun = self.searches.lock();
        // The map's, and this one: nobody else waits for what may never have begun.
        let is_last = |known: &Found| Arc::ptr_eq(known, &self.found) && Arc::strong_count(known) == 2;
        if not_begun.get(&self.question).is_some_and(is_last) {
            not_begun.remove(&self.question);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_questions_are_one_search_until_it_begins_and_nothing_is_kept_of_it() {
        let searches = Searches::default();
        let (first, second) = (searches.join(vec![1]), searches.join(vec![1]));
        assert!(Arc::ptr_eq(&first.found, &second.found));
        assert!(!Arc::ptr_eq(&first.found, &searches.join(vec![2]).found));
        first.begin();
        let third = searches.join(vec![1]);
        assert!(!Arc::ptr_eq(&first.found, &third.found), "what was booked since may be unknown to the first");
        second.begin();
        assert!(Arc::ptr_eq(&searches.join(vec![1]).found, &third.found));
        drop((first, second, third));
        assert!(searches.lock().is_empty());
    }
}
