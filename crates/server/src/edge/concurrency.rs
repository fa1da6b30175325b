//! The concurrency limit: how many requests are handled at once, and how many wait in the queue.
//!
//! A process does not get faster by beginning everything at once: the store has one writer. So a few requests are handled,
//! the others wait in the order in which they came, for a while; and when the queue is full or the wait too long, a request
//! is refused before anything of it was done, with `Retry-After`.
//!
//! Why not tower's layers: `ConcurrencyLimit` queues without bound, and `LoadShed` around it refuses whoever would have to
//! wait at all. `LoadShed` around `Buffer` around `ConcurrencyLimit` does bound the queue, but neither bounds the wait alone
//! (`Timeout` bounds the handling too) nor counts who waits; each of our two routers would have a queue of its own, so that
//! the order would be lost between them; and every request would pass through the buffer's one worker task. What is left
//! to borrow is one `acquire` of tokio's semaphore, which is what all of them are made of.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::edge::refusal::Refusal;
use crate::metrics::{self, Present};

/// How many requests are handled at once.
const CONCURRENT: usize = 64;
/// How many wait: with those that are handled more than the thousand customers of a rush.
const WAITING: usize = 1024;
/// How long one waits. A thousand at once are through in about a second; the bound is there for the day on which a machine
/// is slow or busy with something else, and leaves the request half of its time.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// The limit, shared by the clones.
#[derive(Clone, Debug)]
pub struct ConcurrencyLimit {
    permits: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    longest_wait: Duration,
}

impl Default for ConcurrencyLimit {
    fn default() -> Self {
        Self::new(CONCURRENT, WAITING, LONGEST_WAIT)
    }
}

impl ConcurrencyLimit {
    fn new(permits: usize, waiting: usize, longest_wait: Duration) -> Self {
        Self { permits: Arc::new(Semaphore::new(permits)), waiting: Arc::new(Semaphore::new(waiting)), longest_wait }
    }

    /// One request at a time.
    #[cfg(test)]
    pub fn one() -> Self {
        Self::new(1, WAITING, LONGEST_WAIT)
    }

    /// A permit to handle a request, given back when it is dropped; `None` when the request is to be refused.
    async fn permit(&self) -> Option<OwnedSemaphorePermit> {
        if let Ok(permit) = self.permits.clone().try_acquire_owned() {
            return Some(permit);
        }
        let _place = self.waiting.try_acquire().ok()?;
        let _present = Present::waiting();
        tokio::time::timeout(self.longest_wait, self.permits.clone().acquire_owned()).await.ok()?.ok()
    }
}

/// In the extensions of a request that is handled: work that goes on without its client keeps it to its end.
#[derive(Clone, Debug)]
pub struct Permit(#[expect(dead_code, reason = "it is given back when the last clone is dropped")] Arc<OwnedSemaphorePermit>);

/// Handles a request as soon as the limit allows it, or refuses it.
pub async fn limit_concurrency(State(limit): State<ConcurrencyLimit>, mut request: Request, next: Next) -> Response {
    match limit.permit().await {
        Some(permit) => {
            let permit = Permit(Arc::new(permit));
            request.extensions_mut().insert(permit.clone());
            next.run(request).await
        }
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
    async fn some_are_handled_some_wait_in_order_and_the_rest_is_refused_at_once() {
        let limit = ConcurrencyLimit::new(2, 2, Duration::from_secs(5));
        let (first, second) = (limit.permit().await.unwrap(), limit.permit().await.unwrap());
        let wait =
            |limit: ConcurrencyLimit| tokio::spawn(async move { limit.permit().await.map(OwnedSemaphorePermit::forget) });
        let (third, fourth) = (wait(limit.clone()), wait(limit.clone()));
        tokio::task::yield_now().await;
        let asked = tokio::time::Instant::now();
        assert!(limit.permit().await.is_none());
        assert_eq!(asked.elapsed(), Duration::ZERO, "a full queue refuses at once");
        drop(first);
        assert!(third.await.unwrap().is_some());
        assert!(!fourth.is_finished(), "one permit, one request");
        drop(second);
        assert!(fourth.await.unwrap().is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_for_ever() {
        let limit = ConcurrencyLimit::new(1, 2, Duration::from_secs(5));
        let _only = limit.permit().await.unwrap();
        let asked = tokio::time::Instant::now();
        assert!(limit.permit().await.is_none());
        assert_eq!(asked.elapsed(), Duration::from_secs(5));
    }
}
