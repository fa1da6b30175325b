//! The concurrency limit: how many requests are handled at once, and how many wait in the queue.
//!
//! A process does not get faster by beginning everything at once: the store has one writer. So a few requests are handled,
//! the others wait, for a while: callers take turns, each in the order in which their requests came (`turns`). When the queue is
//! full or the wait too long, a request is refused before anything of it was done, with `Retry-After`.
//!
//! Why not tower's layers: `ConcurrencyLimit` queues without bound, and `LoadShed` around it refuses whoever would have to
//! wait at all. `LoadShed` around `Buffer` around `ConcurrencyLimit` does bound the queue, but neither bounds the wait alone
//! (`Timeout` bounds the handling too) nor counts who waits; each of our two routers would have a queue of its own, so that
//! the order would be lost between them; and every request would pass through the buffer's one worker task. And all of them know
//! one queue, in which whoever sends most gets most.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::edge::address::Client;
use crate::edge::refusal::Refusal;
use crate::edge::turns::{CallerKey, Turn, Turns};
use crate::metrics;

/// How many requests are handled at once.
const CONCURRENT: usize = 64;
/// How many of them may be one API user's: a little is left for others whatever a program does.
const STAFFS_SHARE: usize = 48;
/// How many may be one link's, or one address's without credentials: a page asks for a few things at once.
const CUSTOMERS_SHARE: usize = 8;
/// How many wait: with those that are handled more than the thousand customers of a rush.
const WAITING: usize = 1024;
/// How long one waits. A thousand at once are through in about a second; the bound is there for the day on which a machine
/// is slow or busy with something else, and leaves the request half of its time.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// The limit, shared by the clones.
#[derive(Clone, Debug)]
pub struct ConcurrencyLimit {
    turns: Turns,
    longest_wait: Duration,
}

impl Default for ConcurrencyLimit {
    fn default() -> Self {
        Self::new(CONCURRENT, WAITING, LONGEST_WAIT)
    }
}

impl ConcurrencyLimit {
    fn new(at_once: usize, waiting: usize, longest_wait: Duration) -> Self {
        Self { turns: Turns::new(at_once, waiting), longest_wait }
    }

    /// One request at a time.
    #[cfg(test)]
    pub fn one() -> Self {
        Self::new(1, WAITING, LONGEST_WAIT)
    }

    /// A turn at being handled, given back when it is dropped; `None` when the request is to be refused.
    async fn turn(&self, (caller, share): (CallerKey, usize)) -> Option<Turn> {
        tokio::time::timeout(self.longest_wait, self.turns.take(caller, share)).await.ok()?
    }
}

/// In the extensions of a request that is handled: work that goes on without its client keeps it to its end.
#[derive(Clone, Debug)]
pub struct Permit(#[expect(dead_code, reason = "it is given back when the last clone is dropped")] Arc<Turn>);

/// Handles a request as soon as the limit allows it, or refuses it.
pub async fn limit_concurrency(State(limit): State<ConcurrencyLimit>, mut request: Request, next: Next) -> Response {
    match limit.turn(caller_of(&request)).await {
        Some(turn) => {
            // Goes with the request, and with what is done for it.
            let permit = Permit(Arc::new(turn));
            request.extensions_mut().insert(permit.clone());
            next.run(request).await
        }
        None => {
            metrics::shed();
            Refusal::overloaded().into_response()
        }
    }
}

/// By what a caller is told from others before anything is looked up, and how much is theirs at once.
fn caller_of(request: &Request) -> (CallerKey, usize) {
    match request.headers().get(header::AUTHORIZATION).map(axum::http::HeaderValue::as_bytes) {
        Some(authorization) => {
            let is_staff = authorization.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"basic "));
            (Sha256::digest(authorization).into(), if is_staff { STAFFS_SHARE } else { CUSTOMERS_SHARE })
        }
        None => {
            let Some(Client(Some(address))) = request.extensions().get() else { return ([0; 32], STAFFS_SHARE) };
            (Sha256::digest(address.to_string()).into(), CUSTOMERS_SHARE)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: (CallerKey, usize) = ([1; 32], 64);

    #[tokio::test(start_paused = true)]
    async fn some_are_handled_some_wait_in_order_and_the_rest_is_refused_at_once() {
        let limit = ConcurrencyLimit::new(2, 2, Duration::from_secs(5));
        let (first, second) = (limit.turn(ONE).await.unwrap(), limit.turn(ONE).await.unwrap());
        let wait = |limit: ConcurrencyLimit| tokio::spawn(async move { limit.turn(ONE).await.map(std::mem::forget) });
        let (third, fourth) = (wait(limit.clone()), wait(limit.clone()));
        tokio::task::yield_now().await;
        let asked = tokio::time::Instant::now();
        assert!(limit.turn(ONE).await.is_none());
        assert_eq!(asked.elapsed(), Duration::ZERO, "a full queue refuses at once");
        drop(first);
        assert!(third.await.unwrap().is_some());
        assert!(!fourth.is_finished(), "one turn, one request");
        drop(second);
        assert!(fourth.await.unwrap().is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_for_ever() {
        let limit = ConcurrencyLimit::new(1, 2, Duration::from_secs(5));
        let _only = limit.turn(ONE).await.unwrap();
        let asked = tokio::time::Instant::now();
        assert!(limit.turn(ONE).await.is_none());
        assert_eq!(asked.elapsed(), Duration::from_secs(5));
    }
}
