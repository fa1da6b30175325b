//! How many requests are at work at once, and how many wait for their turn.
//!
//! A process does not get faster by beginning everything at once: the store has one writer. So a few work, the others wait
//! in the order in which they came, for a while; and when the queue is full or the wait too long, a request is refused
//! before anything of it was done, with the word that it may be repeated.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::edge::refusal::Refusal;
use crate::metrics::{self, Present};

/// How many requests work at once.
const AT_WORK: usize = 64;
/// How many wait: with those at work more than the thousand customers of a rush.
const WAITING: usize = 1024;
/// How long one waits. A thousand at once are through in about a second; the bound is there for the day on which a machine
/// is slow or busy with something else, and leaves the request half of its time.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// The turns of one router.
#[derive(Clone, Debug)]
pub struct Turns {
    at_work: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    longest_wait: Duration,
}

impl Default for Turns {
    fn default() -> Self {
        Self::new(AT_WORK, WAITING, LONGEST_WAIT)
    }
}

impl Turns {
    fn new(at_work: usize, waiting: usize, longest_wait: Duration) -> Self {
        Self { at_work: Arc::new(Semaphore::new(at_work)), waiting: Arc::new(Semaphore::new(waiting)), longest_wait }
    }

    /// For one at a time.
    #[cfg(test)]
    pub fn of_one() -> Self {
        Self::new(1, WAITING, LONGEST_WAIT)
    }

    /// A turn, which ends when it is dropped; `None` when there is none to be had.
    async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        if let Ok(turn) = self.at_work.try_acquire() {
            return Some(turn);
        }
        let _place = self.waiting.try_acquire().ok()?;
        let _present = Present::waiting();
        tokio::time::timeout(self.longest_wait, self.at_work.acquire()).await.ok()?.ok()
    }
}

/// Lets a request work when its turn has come.
pub async fn in_turn(State(turns): State<Turns>, request: Request, next: Next) -> Response {
    match turns.turn().await {
        Some(_turn) => next.run(request).await,
        None => {
            metrics::shed();
            Refusal::overloaded().into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn some_work_some_wait_in_order_and_the_rest_is_refused_at_once() {
        let turns = Turns::new(2, 2, Duration::from_secs(5));
        let (first, second) = (turns.turn().await.unwrap(), turns.turn().await.unwrap());
        let wait = |turns: Turns| tokio::spawn(async move { turns.turn().await.map(SemaphorePermit::forget) });
        let (third, fourth) = (wait(turns.clone()), wait(turns.clone()));
        tokio::task::yield_now().await;
        let asked = tokio::time::Instant::now();
        assert!(turns.turn().await.is_none());
        assert_eq!(asked.elapsed(), Duration::ZERO, "a full queue is told at once");
        drop(first);
        assert!(third.await.unwrap().is_some());
        assert!(!fourth.is_finished(), "one turn, one request");
        drop(second);
        assert!(fourth.await.unwrap().is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_for_ever() {
        let turns = Turns::new(1, 2, Duration::from_secs(5));
        let _only = turns.turn().await.unwrap();
        let asked = tokio::time::Instant::now();
        assert!(turns.turn().await.is_none());
        assert_eq!(asked.elapsed(), Duration::from_secs(5));
    }
}
