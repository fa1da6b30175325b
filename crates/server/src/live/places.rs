//! Places among those who follow, of which there are only so many.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The places; all clones are the same.
#[derive(Clone)]
pub(super) struct Places(Arc<Inner>);

struct Inner {
    most: usize,
    most_of_one: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    taken: HashMap<String, usize>,
    /// Whether somebody works for those who have one.
    is_served: bool,
}

/// A place, given back when it is dropped.
pub struct Place {
    places: Places,
    caller: String,
}

impl Places {
    pub(super) fn new(most: usize, most_of_one: usize) -> Self {
        Self(Arc::new(Inner { most, most_of_one, state: Mutex::default() }))
    }

    /// A place, if there is one; for the first it is seen to it that somebody works for those who have one.
    pub(super) fn take(&self, caller: &str, serve: impl FnOnce()) -> Option<Place> {
        let mut state = self.lock();
        let all: usize = state.taken.values().sum();
        let own = state.taken.get(caller).copied().unwrap_or_default();
        if self.0.most <= all || self.0.most_of_one <= own {
            return None;
        }
        state.taken.insert(caller.to_owned(), own + 1);
        if !std::mem::replace(&mut state.is_served, true) {
            serve();
        }
        Some(Place { places: self.clone(), caller: caller.to_owned() })
    }

    /// How many are taken.
    pub(super) fn taken(&self) -> usize {
        self.lock().taken.values().sum()
    }

    /// Where none is taken: does this, and whoever takes the next one has to be served anew.
    pub(super) fn end_if_empty(&self, end: impl FnOnce()) -> bool {
        let mut state = self.lock();
        let is_empty = state.taken.is_empty();
        if is_empty {
            state.is_served = false;
            end();
        }
        is_empty
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing in here panics between two changes.
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut state = self.places.lock();
        if let Some(own) = state.taken.get_mut(&self.caller) {
            *own -= 1;
            if *own == 0 {
                state.taken.remove(&self.caller);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_has_more_than_a_share_and_what_is_given_back_is_there_for_others() {
        let places = Places::new(3, 2);
        let served = std::cell::Cell::new(0);
        let take = |caller: &str| places.take(caller, || served.set(served.get() + 1));
        let (one, two) = (take("a"), take("a"));
        assert!(one.is_some() && two.is_some() && take("a").is_none());
        let three = take("b");
        assert!(three.is_some() && take("c").is_none());
        drop(one);
        assert!(take("c").is_some());
        assert_eq!((served.get(), places.taken()), (1, 2));
        assert!(!places.end_if_empty(|| {}));
        drop((two, three));
        assert!(places.end_if_empty(|| {}));
        assert!(take("a").is_some());
        assert_eq!(served.get(), 2);
    }
}
