//! Checks of passwords that somebody chose: few at once, each made once, and what was right is remembered.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use slotwright_store::Error;
use tokio::sync::{OnceCell, Semaphore};

use super::passwords::is_right_chosen;
use crate::edge::refusal::Refusal;
use crate::metrics;

/// A check is slow on purpose, and clients send their password with every request: what was right once is remembered,
/// together with the stored hash that it was right for, and whoever sends what is being checked waits for that check.
///
/// Checks are few and so are those who wait for one: whoever guesses faster than that is refused unheard.
pub(super) struct PasswordChecks {
    /// By a hash of what was sent.
    checks: Mutex<Checks>,
    /// A check takes a core and 19 MiB for a while: whoever guesses shall not have all of them.
    at_once: Arc<Semaphore>,
    /// For those who had the right password before: they wait behind nobody who guesses.
    of_remembered: Arc<Semaphore>,
}

type Checks = HashMap<[u8; 32], Arc<Check>>;

/// A password held against a stored hash.
struct Check {
    password_hash: String,
    is_right: OnceCell<bool>,
}

/// How many passwords are checked at once.
const MAX_AT_ONCE: usize = 2;
/// How many more wait: as many clients as begin at one moment, and no more than are through within a second.
const MAX_WAITING: usize = 8;
/// More than an installation has API users; bounds the memory.
const MAX_REMEMBERED: usize = 1024;

impl Default for PasswordChecks {
    fn default() -> Self {
        Self {
            checks: Mutex::default(),
            at_once: Arc::new(Semaphore::new(MAX_AT_ONCE)),
            of_remembered: Arc::new(Semaphore::new(1)),
        }
    }
}

impl PasswordChecks {
    /// Whether the sender of this would be refused unheard.
    pub(super) fn is_full_for(&self, key: &[u8; 32]) -> bool {
        let mut checks = self.lock();
        !checks.contains_key(key) && is_full(&mut checks)
    }

    /// Whether this password has this hash. `key` is a hash of all that was sent, by somebody who had the right password before, or
    /// may never have had it.
    ///
    /// # Errors
    ///
    /// As many passwords as may wait for a check, or the process is about to end.
    pub(super) async fn is_right(
        &self,
        key: [u8; 32],
        password: &str,
        password_hash: &str,
        is_remembered: bool,
    ) -> Result<bool, Refusal> {
        let check = self.check(key, password_hash, is_remembered)?;
        let line = if is_remembered { &self.of_remembered } else { &self.at_once };
        Ok(*check.is_right.get_or_try_init(|| Self::checked(line, password, password_hash)).await?)
    }

    /// The check of this, one for all who ask for it.
    fn check(&self, key: [u8; 32], password_hash: &str, is_remembered: bool) -> Result<Arc<Check>, Refusal> {
        let mut checks = self.lock();
        if let Some(check) = checks.get(&key).filter(|check| check.password_hash == password_hash) {
            return Ok(check.clone());
        }
        if is_full(&mut checks) && !is_remembered {
            return Err(too_many());
        }
        if MAX_REMEMBERED <= checks.len() {
            checks.retain(|_, check| !check.is_right.initialized());
        }
        let check = Arc::new(Check { password_hash: password_hash.to_owned(), is_right: OnceCell::new() });
        checks.insert(key, check.clone());
        Ok(check)
    }

    /// Whether the password has this hash, when the turn of this check has come.
    async fn checked(line: &Arc<Semaphore>, password: &str, hash: &str) -> Result<bool, Error> {
        let permit = line.clone().acquire_owned().await.map_err(|_| Error::Closed)?;
        let (password, hash) = (password.to_owned(), hash.to_owned());
        let is_right = tokio::task::spawn_blocking(move || {
            // Ends with the check, not with the request: one that is given up goes on to the end of its check.
            let _permit = permit;
            is_right_chosen(&password, &hash)
        });
        is_right.await.map_err(|_| Error::Closed)
    }

    fn lock(&self) -> MutexGuard<'_, Checks> {
        // Each change of the map is one step.
        self.checks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether nobody else may wait for a check. Forgets what was wrong, and checks that were given up.
fn is_full(checks: &mut Checks) -> bool {
    checks.retain(|_, check| check.is_right.get().copied().unwrap_or(1 < Arc::strong_count(check)));
    let not_ended = checks.values().filter(|check| !check.is_right.initialized()).count();
    MAX_AT_ONCE + MAX_WAITING <= not_ended
}

pub(super) fn too_many() -> Refusal {
    metrics::shed();
    Refusal::too_many_passwords()
}

#[cfg(test)]
impl PasswordChecks {
    /// Nothing is checked while this is held.
    pub(super) async fn hold(&self) -> tokio::sync::OwnedSemaphorePermit {
        self.at_once.clone().acquire_many_owned(MAX_AT_ONCE as u32).await.unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NO_HASH: &str = "no hash";

    #[tokio::test]
    async fn whoever_gives_up_makes_room_and_what_was_wrong_is_not_remembered() {
        let checks = Arc::new(PasswordChecks::default());
        let held = checks.hold().await;
        let ask = |number: u8| {
            let checks = checks.clone();
            tokio::spawn(async move { checks.is_right([number; 32], "a guess", NO_HASH, false).await.ok() })
        };
        let asked: Vec<_> = (0..MAX_AT_ONCE + MAX_WAITING).map(|number| ask(number as u8)).collect();
        while !checks.is_full_for(&[100; 32]) {
            tokio::task::yield_now().await;
        }
        assert!(!checks.is_full_for(&[0; 32]), "it waits for the check that there is");
        asked[0].abort();
        while checks.is_full_for(&[100; 32]) {
            tokio::task::yield_now().await;
        }
        drop(held);
        for asked in asked.into_iter().skip(1) {
            assert_eq!(asked.await.unwrap(), Some(false));
        }
        assert!(!checks.is_full_for(&[100; 32]));
        assert!(checks.lock().is_empty());
    }
}
