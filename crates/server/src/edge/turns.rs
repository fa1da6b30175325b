//! Turns at something that few can do at once: callers take them one after the other, however many requests each of them sends.
//!
//! In one queue for all, whoever sends most gets most: 64 connections of one link kept everybody else waiting for seconds. So each
//! caller has a line of its own, the lines are served in turn, and nobody has more than a share of what is done at once. A caller
//! alone may fill all of the waiting room; another who finds it full takes the place of the last in the longest line.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use crate::metrics::Present;

/// Who takes turns: a hash of what they identify themselves by.
pub type CallerKey = [u8; 32];

/// The turns; all clones are the same.
#[derive(Clone, Debug)]
pub struct Turns(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    most_waiting: usize,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    free: usize,
    waiting: usize,
    lines: HashMap<CallerKey, Line>,
    /// Those with somebody in their line, who is served next first.
    order: VecDeque<CallerKey>,
    /// Whose turn has come, and who has not heard of it yet.
    called: HashSet<u64>,
    next_number: u64,
}

/// One caller's.
#[derive(Debug, Default)]
struct Line {
    at_work: usize,
    share: usize,
    waiting: VecDeque<(u64, oneshot::Sender<()>)>,
}

/// A turn, given back when it is dropped.
#[derive(Debug)]
pub struct Turn {
    turns: Arc<Inner>,
    caller: CallerKey,
}

impl Turns {
    /// So many at once, and so many who wait.
    #[must_use]
    pub fn new(at_once: usize, most_waiting: usize) -> Self {
        let state = State {
            free: at_once,
            waiting: 0,
            lines: HashMap::new(),
            order: VecDeque::new(),
            called: HashSet::new(),
            next_number: 0,
        };
        Self(Arc::new(Inner { most_waiting, state: Mutex::new(state) }))
    }

    /// The caller's turn when it has come, with no more than `share` of them at once; `None` where too many wait.
    pub async fn take(&self, caller: CallerKey, share: usize) -> Option<Turn> {
        let (called, place) = {
            let mut state = self.0.lock();
            let state = &mut *state;
            let line = state.lines.entry(caller).or_default();
            line.share = share.max(1);
            // Whoever else waits has as much as they may.
            if 0 < state.free && line.at_work < line.share && line.waiting.is_empty() {
                line.at_work += 1;
                state.free -= 1;
                return Some(Turn { turns: self.0.clone(), caller });
            }
            let own = line.waiting.len();
            if self.0.most_waiting <= state.waiting && !state.make_room(own) {
                state.forget_if_idle(&caller);
                return None;
            }
            let (call, called) = oneshot::channel();
            let number = state.next_number;
            state.next_number += 1;
            state.waiting += 1;
            if own == 0 {
                state.order.push_back(caller);
            }
            state.lines.entry(caller).or_default().waiting.push_back((number, call));
            (called, Place { turns: self.0.clone(), caller, number })
        };
        let _present = Present::waiting();
        let is_called = called.await.is_ok();
        let is_turn = is_called && place.turns.lock().called.remove(&place.number);
        is_turn.then(|| Turn { turns: self.0.clone(), caller })
    }
}

impl Inner {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing in here panics between two changes.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Sends the last of the longest line away, if that is longer than one's own.
    fn make_room(&mut self, own: usize) -> bool {
        let longest = self.lines.iter().max_by_key(|(_, line)| line.waiting.len());
        let Some(caller) = longest.filter(|(_, line)| own + 1 < line.waiting.len()).map(|(caller, _)| *caller) else {
            return false;
        };
        let line = self.lines.get_mut(&caller);
        let sent_away = line.is_some_and(|line| line.waiting.pop_back().is_some());
        self.waiting -= usize::from(sent_away);
        sent_away
    }

    fn end(&mut self, caller: &CallerKey) {
        if let Some(line) = self.lines.get_mut(caller) {
            line.at_work -= 1;
        }
        self.free += 1;
        self.call();
        self.forget_if_idle(caller);
    }

    /// Calls whose turn it is, as long as there are turns.
    fn call(&mut self) {
        for _ in 0..self.order.len() {
            if self.free == 0 {
                return;
            }
            let Some(caller) = self.order.pop_front() else { return };
            let Some(line) = self.lines.get_mut(&caller) else { continue };
            if line.at_work < line.share
                && let Some((number, call)) = line.waiting.pop_front()
            {
                line.at_work += 1;
                self.free -= 1;
                self.waiting -= 1;
                self.called.insert(number);
                // Whoever has gone away gives the turn back as they go.
                let _ = call.send(());
            }
            if !line.waiting.is_empty() {
                self.order.push_back(caller);
            }
        }
    }

    fn forget_if_idle(&mut self, caller: &CallerKey) {
        if self.lines.get(caller).is_some_and(|line| line.at_work == 0 && line.waiting.is_empty()) {
            self.lines.remove(caller);
            self.order.retain(|other| other != caller);
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.turns.lock().end(&self.caller);
    }
}

/// A place in a line, left when it is dropped.
struct Place {
    turns: Arc<Inner>,
    caller: CallerKey,
    number: u64,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut state = self.turns.lock();
        // Called, and gone before hearing of it.
        if state.called.remove(&self.number) {
            return state.end(&self.caller);
        }
        let Some(line) = state.lines.get_mut(&self.caller) else { return };
        let before = line.waiting.len();
        line.waiting.retain(|(number, _)| *number != self.number);
        let left = before - line.waiting.len();
        state.waiting -= left;
        state.forget_if_idle(&self.caller);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: CallerKey = [1; 32];
    const OTHER: CallerKey = [2; 32];

    /// Notes who has a turn, for as long as it takes to note it.
    fn ask(turns: &Turns, caller: CallerKey, log: &Arc<Mutex<Vec<u8>>>) -> tokio::task::JoinHandle<bool> {
        let (turns, log) = (turns.clone(), log.clone());
        tokio::spawn(async move {
            let Some(_turn) = turns.take(caller, 64).await else { return false };
            log.lock().unwrap().push(caller[0]);
            true
        })
    }

    #[tokio::test]
    async fn callers_are_served_in_turn_however_many_requests_one_of_them_sends() {
        let (turns, log) = (Turns::new(1, 100), Arc::default());
        let first = turns.take(ONE, 64).await.unwrap();
        let mut asked: Vec<_> = (0..20).map(|_| ask(&turns, ONE, &log)).collect();
        tokio::task::yield_now().await;
        asked.push(ask(&turns, OTHER, &log));
        tokio::task::yield_now().await;
        drop(first);
        for asked in asked {
            assert!(asked.await.unwrap());
        }
        let place = log.lock().unwrap().iter().position(|caller| *caller == 2).unwrap();
        assert!(place <= 1, "behind one of the other's and not behind all: {place}");
    }

    #[tokio::test]
    async fn nobody_has_more_than_a_share_and_the_rest_is_for_others() {
        let turns = Turns::new(3, 100);
        let (_one, _two) = (turns.take(ONE, 2).await.unwrap(), turns.take(ONE, 2).await.unwrap());
        let mut third = Box::pin(turns.take(ONE, 2));
        assert!(tokio::time::timeout(std::time::Duration::from_millis(20), &mut third).await.is_err());
        let others = turns.take(OTHER, 2).await.unwrap();
        drop(others);
        assert!(tokio::time::timeout(std::time::Duration::from_millis(20), &mut third).await.is_err());
        drop(_one);
        assert!(third.await.is_some());
    }

    #[tokio::test]
    async fn a_full_room_has_a_place_for_another_caller_and_none_for_the_one_who_fills_it() {
        let (turns, log) = (Turns::new(1, 5), Arc::default());
        let first = turns.take(ONE, 64).await.unwrap();
        let asked: Vec<_> = (0..5).map(|_| ask(&turns, ONE, &log)).collect();
        tokio::task::yield_now().await;
        assert!(turns.take(ONE, 64).await.is_none());
        let other = ask(&turns, OTHER, &log);
        tokio::task::yield_now().await;
        drop(first);
        assert!(other.await.unwrap());
        let mut served = 0;
        for asked in asked {
            served += usize::from(asked.await.unwrap());
        }
        assert_eq!(served, 4, "the last of the longest line made room");
        assert!(turns.0.lock().lines.is_empty(), "nothing is kept of who has gone");
    }

    #[tokio::test]
    async fn whoever_gives_up_leaves_no_turn_behind() {
        let turns = Turns::new(1, 5);
        let first = turns.take(ONE, 1).await.unwrap();
        let log = Arc::default();
        let (called, waiting) = (ask(&turns, OTHER, &log), ask(&turns, OTHER, &log));
        tokio::task::yield_now().await;
        waiting.abort();
        let _ = waiting.await;
        // Called and aborted before it runs again.
        drop(first);
        called.abort();
        let _ = called.await;
        assert!(turns.take(ONE, 1).await.is_some());
        let state = turns.0.lock();
        assert_eq!((state.free, state.waiting, state.called.len()), (1, 0, 0));
    }
}
