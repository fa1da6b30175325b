//! The token that calls carry: got when it is needed, renewed before it ends, and once where it is refused.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use crate::{Answer, Failure, Secret};

/// A token.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) text: Secret,
    /// From when on it isn't used any more, shortly before its end.
    pub(crate) renew_at: Instant,
}

impl Token {
    /// Whether it is good for a call that is made now.
    pub(crate) fn works(&self, now: Instant) -> bool {
        now < self.renew_at
    }
}

/// The tokens of one session, one after the other.
#[derive(Default)]
pub(crate) struct Tokens {
    /// After how long without a call one is renewed, where each call prolongs its life.
    idle: Option<Duration>,
    /// What came of logging in last; locked while somebody does.
    latest: Mutex<Option<Result<Token, Failure>>>,
    /// How often somebody has logged in.
    ended: AtomicU64,
}

impl Tokens {
    /// Tokens that each call prolongs.
    pub(crate) fn prolonged_by(idle: Duration) -> Self {
        Self { idle: Some(idle), ..Self::default() }
    }

    /// Makes a call with a token; where that is refused nothing was done, and it is made once more with another. Gives the answer and
    /// the token that it is of.
    pub(crate) async fn call<L, S>(
        &self,
        log_in: impl Fn() -> L,
        send: impl Fn(&Secret) -> S,
    ) -> Result<(Answer, Secret), Failure>
    where
        L: Future<Output = Result<Token, Failure>>,
        S: Future<Output = Result<Answer, Failure>>,
    {
        let (token, number) = self.get(None, &log_in).await?;
        let answer = send(&token).await?;
        if answer.status != 401 {
            return Ok((answer, token));
        }
        let (token, _) = self.get(Some(number), &log_in).await?;
        Ok((send(&token).await?, token))
    }

    /// A token that works, and its number. `refused` is the number of one that works no longer.
    ///
    /// Whoever waits for somebody else who logs in takes what comes of it, be it a failure: wrong credentials are sent once, not once
    /// for each call.
    async fn get<L>(&self, refused: Option<u64>, log_in: impl Fn() -> L) -> Result<(Secret, u64), Failure>
    where
        L: Future<Output = Result<Token, Failure>>,
    {
        let ended_before = self.ended.load(Ordering::SeqCst);
        let mut latest = self.latest.lock().await;
        let (ended, now) = (self.ended.load(Ordering::SeqCst), Instant::now());
        match &mut *latest {
            Some(Ok(token)) if refused != Some(ended) && token.works(now) => {
                if let Some(idle) = self.idle {
                    token.renew_at = now + idle;
                }
                return Ok((token.text.clone(), ended));
            }
            Some(Err(failure)) if ended_before < ended => return Err(failure.clone()),
            _ => {}
        }
        let outcome = log_in().await.map_err(nothing_was_done);
        *latest = Some(outcome.clone());
        let ended = self.ended.fetch_add(1, Ordering::SeqCst) + 1;
        outcome.map(|token| (token.text, ended))
    }
}

/// What is lost of logging in is not lost of the call that it was for, which hasn't been made.
fn nothing_was_done(failure: Failure) -> Failure {
    match failure {
        Failure::Lost(cause) => Failure::NotSent(format!("no token could be got: {cause}")),
        failure => failure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Logs in: tokens `T1`, `T2` …, each to be renewed after so long.
    async fn log_in(count: &AtomicU64, renewed_after: Duration) -> Result<Token, Failure> {
        let number = count.fetch_add(1, Ordering::SeqCst) + 1;
        Ok(Token { text: Secret::new(format!("T{number}")), renew_at: Instant::now() + renewed_after })
    }

    #[tokio::test]
    async fn a_token_is_renewed_at_its_time_or_when_it_is_refused_and_not_by_whoever_comes_later_with_the_old_one() {
        let (tokens, count) = (Tokens::default(), AtomicU64::new(0));
        let get = async |refused, seconds| {
            let log_in = || log_in(&count, Duration::from_secs(seconds));
            tokens.get(refused, log_in).await.map(|(token, _)| token.reveal().to_owned()).unwrap()
        };
        assert_eq!([get(None, 60).await, get(None, 60).await], ["T1", "T1"]);
        assert_eq!(get(Some(1), 60).await, "T2");
        assert_eq!(get(Some(1), 60).await, "T2", "somebody else has renewed it meanwhile");
        assert_eq!(get(Some(2), 0).await, "T3");
        assert_eq!(get(None, 60).await, "T4", "it was at its end");
    }

    #[tokio::test]
    async fn a_call_prolongs_a_token_where_the_system_has_it_so() {
        let (tokens, count) = (Tokens::prolonged_by(Duration::from_secs(60)), AtomicU64::new(0));
        let log_in = || log_in(&count, Duration::from_millis(40));
        tokens.get(None, log_in).await.unwrap();
        tokens.get(None, log_in).await.unwrap();
        tokio::time::sleep(Duration::from_millis(60)).await;
        assert_eq!(tokens.get(None, log_in).await.unwrap().1, 1);
    }

    #[test]
    fn what_is_lost_of_logging_in_has_made_nothing() {
        assert!(!nothing_was_done(Failure::Lost("status 500".to_owned())).may_have_happened());
    }
}
