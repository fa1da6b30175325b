//! Names and passwords of API users, as they come with a request.

use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use slotwright_domain::System;
use slotwright_store::{ApiUser, Store};
use tokio::time::Instant;

use super::caller_cache::CallerCache;
use super::password_checks::{PasswordChecks, too_many};
use super::passwords::{NOBODYS_HASH, is_of_generated, is_right_generated, may_be_generated};
use super::remembered::{self, Remembered};
use crate::edge::quota::Quota;
use crate::edge::refusal::Refusal;
use crate::metrics;
use crate::scheduling::Staff;

/// Holds names and passwords against the store, at each request: whoever gets another password, or is taken away, is not let in
/// at the next one.
#[derive(Default)]
pub struct ApiUsers {
    checks: PasswordChecks,
    cache: CallerCache,
    remembered: Remembered,
    guesses: Guesses,
    /// When it was last noted of each that it is in use.
    noted: Mutex<HashMap<String, Instant>>,
}

/// So long it is not noted again that an API user is in use.
const NOTED_FOR: Duration = Duration::from_secs(5 * 60);

/// How often a wrong password may be sent: from an address for one name, and from an address for all.
struct Guesses {
    of_name: Quota<(IpAddr, [u8; 32])>,
    of_address: Quota<IpAddr>,
}

/// How many wrong passwords an address may send in a minute, unless asked otherwise. Somebody who mistypes is through by then; of
/// the weakest passwords that may be chosen none is.
pub const WRONG_PASSWORDS_PER_MINUTE: u32 = 20;

impl Guesses {
    /// So many of an address, and a quarter of them for one name; 0 is any number.
    fn bounded(per_minute: u32) -> Self {
        let of_name = per_minute.div_ceil(4);
        Self { of_name: Quota::new(of_name, of_name), of_address: Quota::new(per_minute, per_minute) }
    }
}

impl Default for Guesses {
    fn default() -> Self {
        Self::bounded(WRONG_PASSWORDS_PER_MINUTE)
    }
}

impl ApiUsers {
    /// With so many wrong passwords of an address in a minute; 0 is any number.
    #[must_use]
    pub fn with_guesses(per_minute: u32) -> Self {
        Self { guesses: Guesses::bounded(per_minute), ..Self::default() }
    }

    /// Who the sender of these credentials (what follows `Basic `) is; `None` when they are wrong.
    ///
    /// # Errors
    ///
    /// As many passwords as may wait for a check, or the store can't be asked.
    pub async fn authenticate(&self, credentials: &str, store: &Store) -> Result<Option<Staff>, Refusal> {
        let cache_invalidations = store.cache_invalidations();
        let api_user = self.api_user(credentials, store).await?;
        let staff = api_user.filter(|api_user| api_user.systems.contains(&System::Sonar)).map(|user| staff_of(&user));
        // Who is not who they were is unknown from now on, also at the door.
        self.cache.put(key(credentials), staff, cache_invalidations);
        Ok(staff)
    }

    /// Whose name and password these are, of whatever system's API they may use.
    ///
    /// # Errors
    ///
    /// As [`ApiUsers::authenticate`].
    pub async fn api_user(&self, credentials: &str, store: &Store) -> Result<Option<ApiUser>, Refusal> {
        let Some((name, password)) = decoded(credentials) else {
            return Ok(None);
        };
        let (name, password) = (name.as_str(), password.as_str());
        let key = key(credentials);
        // Before the store is asked: who guesses costs others nothing there either. What may be generated is let pass, as a link's
        // handle is: if it is right, it waits for nobody.
        let is_remembered = self.remembered.has(credentials);
        if !is_remembered && !may_be_generated(password) && self.checks.is_full_for(&key) {
            return Err(too_many());
        }
        let api_user = store.api_user(name).await?;
        let is_right = match api_user.as_ref().map(|api_user| &api_user.password_hash) {
            Some(hash) if is_right_generated(password, hash) => true,
            Some(hash) if !is_of_generated(hash) => self.checks.is_right(key, password, hash, is_remembered).await?,
            // For an unknown name, and for a generated password that is wrong, a hash is checked as well: how long the answer
            // takes must not tell who exists.
            _ => {
                self.checks.is_right(key, password, NOBODYS_HASH, false).await?;
                false
            }
        };
        match is_right {
            true if !is_remembered => self.remembered.add(credentials),
            false if is_remembered => self.remembered.remove(credentials),
            _ => {}
        }
        if is_right && api_user.is_some() {
            self.note_use(name, store).await;
        }
        Ok(api_user.filter(|_| is_right))
    }

    /// Notes that an API user is in use, once in some minutes. Nothing depends on it, so what can't be noted is logged and no more.
    pub async fn note_use(&self, name: &str, store: &Store) {
        let now = Instant::now();
        {
            let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
            if noted.get(name).is_some_and(|at| now < *at + NOTED_FOR) {
                return;
            }
            noted.insert(name.to_owned(), now);
        }
        if let Err(error) = store.note_use_of_api_user(name, NOTED_FOR.as_millis() as i64).await {
            tracing::warn!(%error, "that an API user is in use could not be noted");
        }
    }

    /// Whether a password may be tried from this address, where that is known. What was right before may, and so may what was
    /// generated: who guesses from the same address, which may be a proxy's, keeps nobody out who has one of those.
    ///
    /// # Errors
    ///
    /// Too many were wrong; after that long another may be tried.
    pub fn may_try(&self, credentials: &str, address: Option<IpAddr>) -> Result<(), Duration> {
        let Some(address) = address else { return Ok(()) };
        let Some((name, password)) = decoded(credentials) else { return Ok(()) };
        if may_be_generated(&password) || self.remembered.has(credentials) {
            return Ok(());
        }
        self.guesses.of_name.check((address, key(&name))).and(self.guesses.of_address.check(address))
    }

    /// The password was wrong that was tried from this address.
    pub fn was_wrong(&self, credentials: &str, address: Option<IpAddr>) {
        metrics::wrong_password();
        let (Some(address), Some((name, _))) = (address, decoded(credentials)) else { return };
        let _ = self.guesses.of_name.take((address, key(&name)));
        let _ = self.guesses.of_address.take(address);
    }

    /// Knows from now on who had the right password in an earlier process, and keeps that in this folder for a later one.
    ///
    /// # Errors
    ///
    /// The folder can't be used.
    pub fn remember_in(&mut self, folder: &Path, instance_id: &str) -> io::Result<()> {
        self.remembered = Remembered::in_file(&remembered::file_in(folder, instance_id)?)?;
        Ok(())
    }

    /// This is somebody's password: they need not have been let in to be known.
    pub fn remember(&self, name: &str, password: &str) {
        self.remembered.add(&STANDARD.encode(format!("{name}:{password}")));
    }

    /// Whether the sender of these credentials was let in the last time, so that most likely nothing has to be checked.
    pub fn was_let_in(&self, credentials: &str) -> bool {
        self.cache.has(&key(credentials))
    }

    /// As [`ApiUsers::note_use`], of the sender of these credentials.
    pub async fn note_use_by(&self, credentials: &str, store: &Store) {
        if let Some((name, _)) = decoded(credentials) {
            self.note_use(&name, store).await;
        }
    }

    /// Who the sender of these credentials was in the version of the roster's definition that is remembered; `None` when nobody
    /// with these has been let in then. Asks nobody.
    pub fn cached(&self, credentials: &str, store: &Store) -> Option<Staff> {
        self.cache.get(&key(credentials), store)
    }
}

/// As whom an API user acts.
pub fn staff_of(api_user: &ApiUser) -> Staff {
    Staff {
        user_id: api_user.user_id,
        caller: api_user.number,
        roster_version: api_user.roster_version,
        scope: api_user.scope,
    }
}

/// The name and the password.
fn decoded(credentials: &str) -> Option<(String, String)> {
    let decoded = String::from_utf8(STANDARD.decode(credentials).ok()?).ok()?;
    let (name, password) = decoded.split_once(':').filter(|_| !decoded.contains('\0'))?;
    Some((name.to_owned(), password.to_owned()))
}

/// Under which credentials are remembered.
fn key(credentials: &str) -> [u8; 32] {
    Sha256::digest(credentials).into()
}

#[cfg(test)]
impl ApiUsers {
    /// Nothing is checked while this is held.
    pub async fn hold_checks(&self) -> tokio::sync::OwnedSemaphorePermit {
        self.checks.hold().await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use slotwright_matching::{Day, IntervalSet};
    use slotwright_store::RosterQuestion;
    use slotwright_testing::sqlite::SqliteFile;

    use super::super::passwords::{NewPassword, hash_of_chosen as hash};
    use super::*;
    use crate::testing::open;

    #[tokio::test]
    async fn who_gets_another_password_or_is_taken_away_is_known_no_longer_at_the_next_request() {
        let file = SqliteFile::new("passwords");
        let store = open(&file.url()).await;
        let api_users = ApiUsers::default();
        let (first, second) = (STANDARD.encode("bot:first one"), STANDARD.encode("bot:second one"));
        store.set_api_user("bot", &hash("first one")).await.unwrap();
        // Twice: checked, and remembered.
        for _ in 0..2 {
            assert_eq!(api_users.authenticate(&first, &store).await.unwrap().map(|staff| staff.user_id), Some(1));
        }
        assert!(api_users.was_let_in(&first));
        store.set_api_user("bot", &hash("second one")).await.unwrap();
        assert!(api_users.authenticate(&first, &store).await.unwrap().is_none());
        assert!(!api_users.was_let_in(&first), "it is a stranger's now");
        assert_eq!(api_users.authenticate(&second, &store).await.unwrap().map(|staff| staff.user_id), Some(1));
        assert!(store.edit(|editor| editor.remove_api_user("bot")).await.unwrap());
        assert!(api_users.authenticate(&second, &store).await.unwrap().is_none());
        assert!(!api_users.was_let_in(&second));
    }

    #[tokio::test]
    async fn a_rush_with_one_password_is_one_check_and_guesses_beyond_the_bound_are_refused_at_once() {
        let file = SqliteFile::new("rush");
        let store = open(&file.url()).await;
        let api_users = Arc::new(ApiUsers::default());
        store.set_api_user("bot", &hash("right")).await.unwrap();
        let checks = api_users.hold_checks().await;
        let ask = |password: String| {
            let (api_users, store) = (api_users.clone(), store.clone());
            tokio::spawn(
                async move { api_users.authenticate(&STANDARD.encode(format!("bot:{password}")), &store).await },
            )
        };
        let rush: Vec<_> = (0..100).map(|_| ask("right".to_owned())).collect();
        let guesses: Vec<_> = (1..10).map(|number| ask(number.to_string())).collect();
        let one_more = STANDARD.encode("bot:one more");
        while !api_users.checks.is_full_for(&key(&one_more)) {
            tokio::task::yield_now().await;
        }
        assert!(api_users.authenticate(&one_more, &store).await.is_err());
        assert!(rush.iter().chain(&guesses).all(|asked| !asked.is_finished()));
        drop(checks);
        for asked in rush {
            assert_eq!(asked.await.unwrap().unwrap().map(|staff| staff.user_id), Some(1));
        }
        for asked in guesses {
            assert!(asked.await.unwrap().unwrap().is_none());
        }
        assert!(api_users.authenticate(&one_more, &store).await.unwrap().is_none(), "there is room again");
    }

    #[tokio::test]
    async fn who_had_the_right_password_before_a_restart_waits_for_nobody_who_guesses() {
        let file = SqliteFile::new("remembered");
        let store = open(&file.url()).await;
        let folder = std::env::temp_dir().join(format!("slotwright-runtime-{}", std::process::id()));
        let right = STANDARD.encode("bot:a right one of some length");
        store.set_api_user("bot", &hash("a right one of some length")).await.unwrap();
        let address = Some("192.0.2.1".parse().unwrap());
        for is_first in [true, false] {
            let mut api_users = ApiUsers::default();
            api_users.remember_in(&folder, "x").unwrap();
            let api_users = Arc::new(api_users);
            if is_first {
                api_users.authenticate(&right, &store).await.unwrap().unwrap();
                continue;
            }
            let _no_stranger_is_checked = api_users.hold_checks().await;
            let guesses: Vec<_> = (0..10)
                .map(|number| {
                    let (api_users, store) = (api_users.clone(), store.clone());
                    let guess = STANDARD.encode(format!("bot:{number}"));
                    tokio::spawn(async move { api_users.authenticate(&guess, &store).await.map(drop) })
                })
                .collect();
            let one_more = STANDARD.encode("bot:one more");
            while !api_users.checks.is_full_for(&key(&one_more)) {
                tokio::task::yield_now().await;
            }
            (0..50).for_each(|_| api_users.was_wrong(&one_more, address));
            assert!(api_users.may_try(&one_more, address).is_err());
            assert!(api_users.may_try(&right, address).is_ok());
            assert_eq!(api_users.authenticate(&right, &store).await.unwrap().map(|staff| staff.user_id), Some(1));
            guesses.iter().for_each(tokio::task::JoinHandle::abort);
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn guesses_are_slowed_by_address_and_name_and_nobody_elses_first_try_is() {
        let api_users = ApiUsers::default();
        let [one, other] = ["192.0.2.1", "192.0.2.2"].map(|address| Some(address.parse().unwrap()));
        let guess = |name: &str| STANDARD.encode(format!("{name}:wrong"));
        let wrong = |name: &str, address| {
            api_users.may_try(&guess(name), address).is_ok() && {
                api_users.was_wrong(&guess(name), address);
                true
            }
        };
        assert_eq!((0..50).filter(|_| wrong("api", one)).count(), 5);
        assert!(wrong("api", other) && wrong("bot", one));
        assert_eq!((0..50).filter(|number| wrong(&format!("name {number}"), one)).count(), 14, "20 from there in all");
        assert!(
            api_users.may_try(&STANDARD.encode("api:AAAAAAAAAAAAAAAAAAAAAA"), one).is_ok(),
            "generated ones are not guessed"
        );
        assert!(wrong("api", None) && wrong("api", None), "where nobody knows from where, nobody is slowed");
        tokio::time::advance(Duration::from_secs(13)).await;
        assert!(wrong("api", one) && !wrong("api", one));
    }

    #[tokio::test]
    async fn a_generated_password_waits_for_no_check_and_a_wrong_one_does() {
        let file = SqliteFile::new("generated");
        let store = open(&file.url()).await;
        let api_users = ApiUsers::default();
        let (right, wrong) = (NewPassword::generate(), NewPassword::generate());
        let [right_one, wrong_one] =
            [&right, &wrong].map(|password| STANDARD.encode(format!("bot:{}", password.reveal_generated().unwrap())));
        store.set_api_user("bot", &right.hash().await.unwrap()).await.unwrap();
        let checks = api_users.hold_checks().await;
        assert_eq!(api_users.authenticate(&right_one, &store).await.unwrap().map(|staff| staff.user_id), Some(1));
        for credentials in [&wrong_one, &STANDARD.encode("bot:chosen"), &STANDARD.encode("nobody:chosen")] {
            let mut asked = Box::pin(api_users.authenticate(credentials, &store));
            let waits = tokio::time::timeout(std::time::Duration::from_millis(50), &mut asked).await;
            assert!(waits.is_err(), "as long as anything else that is wrong");
        }
        drop(checks);
        assert!(api_users.authenticate(&wrong_one, &store).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn a_password_that_was_generated_when_all_were_stored_by_argon2_lets_in_as_before() {
        let file = SqliteFile::new("generated-before");
        let store = open(&file.url()).await;
        let password = NewPassword::generate().reveal_generated().unwrap();
        store.set_api_user("bot", &hash(&password)).await.unwrap();
        let credentials = STANDARD.encode(format!("bot:{password}"));
        let staff = ApiUsers::default().authenticate(&credentials, &store).await.unwrap();
        assert_eq!(staff.map(|staff| staff.user_id), Some(1));
    }

    #[tokio::test]
    async fn who_was_let_in_is_presumed_to_be_who_they_were_until_the_plan_is_another() {
        let file = SqliteFile::new("presumed");
        let store = open(&file.url()).await;
        let api_users = ApiUsers::default();
        let right = STANDARD.encode("bot:first one");
        let read_plan = async || {
            let question =
                RosterQuestion { user_ids: vec![1], job_type_id: None, first: Day(20_514), last: Day(20_514) };
            store.roster(question, None, IntervalSet::default()).await.unwrap();
        };
        store.set_api_user("bot", &hash("first one")).await.unwrap();
        let cached = || api_users.cached(&right, &store).map(|staff| staff.user_id);
        read_plan().await;
        assert_eq!(cached(), None, "nobody was let in yet");
        api_users.authenticate(&right, &store).await.unwrap();
        assert_eq!(cached(), Some(1));
        assert!(api_users.cached(&STANDARD.encode("bot:another"), &store).is_none());

        store.set_api_user("bot", &hash("second one")).await.unwrap();
        read_plan().await;
        assert_eq!(cached(), None);
        store.set_api_user("bot", &hash("first one")).await.unwrap();
        api_users.authenticate(&right, &store).await.unwrap();
        read_plan().await;
        assert_eq!(cached(), Some(1));
        store.invalidate_cache();
        read_plan().await;
        assert_eq!(cached(), None, "it may be another database");
    }
}
