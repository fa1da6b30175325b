//! API users' passwords.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, Weak};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use tokio::sync::{OnceCell, Semaphore};

use crate::edge::refusal::Refusal;
use crate::metrics;
use crate::scheduling::Staff;
use slotwright_store as store;
use slotwright_store::{ApiUser, Store};

/// Checks names and passwords against the store.
///
/// A check is slow on purpose, and clients send their password with every request: what was right once is remembered, by
/// a hash of what was sent, together with the stored hash that it was right for. Whoever gets another password, or is
/// taken away, is known no longer at the next request.
///
/// Checks are few and so are those who wait for one: whoever guesses faster than that is refused unheard.
pub struct Passwords {
    known: Mutex<HashMap<[u8; 32], Known>>,
    /// What is checked or waits for it. Whoever sends the same waits for the same check.
    asked: Mutex<HashMap<Asked, Weak<OnceCell<bool>>>>,
    /// A check takes a core and 19 MiB for a while: strangers shall not have all of them.
    checks: Arc<Semaphore>,
}

/// A hash of what was sent, and the stored hash that it is held against.
type Asked = ([u8; 32], String);

/// Who was let in.
struct Known {
    /// What their password was right for.
    password_hash: String,
    /// As they were the last time.
    staff: Staff,
    /// How often the store had forgotten everything before.
    forgotten: u64,
}

/// More than an installation has API users; bounds the memory.
const MAX_KNOWN: usize = 1024;
/// How many passwords are checked at once.
const MAX_CHECKS: usize = 2;
/// How many more wait: as many clients as begin at one moment, and no more than are through within a second.
const MAX_WAITING: usize = 8;

impl Default for Passwords {
    fn default() -> Self {
        Self { known: Mutex::default(), asked: Mutex::default(), checks: Arc::new(Semaphore::new(MAX_CHECKS)) }
    }
}

impl Passwords {
    /// Who the sender of these credentials (what follows `Basic `) is; `None` when they are wrong.
    ///
    /// # Errors
    ///
    /// As many passwords as may wait for a check, or the store can't be asked.
    pub async fn staff(&self, credentials: &str, store: &Store) -> Result<Option<Staff>, Refusal> {
        let decoded = STANDARD.decode(credentials).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let pair = decoded.as_deref().filter(|pair| !pair.contains('\0')).and_then(|pair| pair.split_once(':'));
        let Some((name, password)) = pair else {
            return Ok(None);
        };
        let key = key(credentials);
        // Before the store is asked: who guesses costs others nothing there either.
        if !self.remembers(&key) && self.is_full_for(&key)? {
            return Err(too_many());
        }
        let forgotten = store.times_forgotten();
        let api_user = store.api_user(name).await?;
        if let Some(staff) = self.known(&key, api_user.as_ref(), forgotten)? {
            return Ok(Some(staff));
        }
        // For an unknown name a hash is checked as well: how long the answer takes must not tell who exists.
        let hash = api_user.as_ref().map_or(NOBODYS_HASH, |user| &user.password_hash);
        let check = self.check(&key, hash)?;
        // A check of the same may have ended since we looked.
        if let Some(staff) = self.known(&key, api_user.as_ref(), forgotten)? {
            return Ok(Some(staff));
        }
        let is_right = *check.get_or_try_init(|| self.checked(password, hash)).await?;
        let Some(api_user) = api_user.filter(|_| is_right) else { return Ok(None) };
        let staff = staff_of(&api_user);
        let mut known = self.known.lock().map_err(|_| store::Error::Closed)?;
        if known.len() < MAX_KNOWN || known.contains_key(&key) {
            known.insert(key, Known { password_hash: api_user.password_hash, staff, forgotten });
        }
        Ok(Some(staff))
    }

    /// Whether these credentials were right once, so that most likely nothing has to be checked.
    pub fn has_met(&self, credentials: &str) -> bool {
        self.remembers(&key(credentials))
    }

    fn remembers(&self, key: &[u8; 32]) -> bool {
        self.known.lock().is_ok_and(|known| known.contains_key(key))
    }

    /// Whether nobody else may wait for a check; whoever sends the same as another does.
    fn is_full_for(&self, key: &[u8; 32]) -> Result<bool, store::Error> {
        let mut asked = self.asked.lock().map_err(|_| store::Error::Closed)?;
        asked.retain(|_, check| check.strong_count() > 0);
        Ok(MAX_CHECKS + MAX_WAITING <= asked.len() && asked.keys().all(|(asked, _)| asked != key))
    }

    /// The check of this password against this hash, one for all who ask for it at the same time.
    fn check(&self, key: &[u8; 32], hash: &str) -> Result<Arc<OnceCell<bool>>, Refusal> {
        let mut asked = self.asked.lock().map_err(|_| store::Error::Closed)?;
        let question = (*key, hash.to_owned());
        if let Some(check) = asked.get(&question).and_then(Weak::upgrade) {
            return Ok(check);
        }
        asked.retain(|_, check| check.strong_count() > 0);
        if MAX_CHECKS + MAX_WAITING <= asked.len() {
            return Err(too_many());
        }
        let check = Arc::default();
        asked.insert(question, Arc::downgrade(&check));
        Ok(check)
    }

    /// Whether the password has this hash, when the turn of this check has come.
    async fn checked(&self, password: &str, hash: &str) -> Result<bool, store::Error> {
        let turn = self.checks.clone().acquire_owned().await.map_err(|_| store::Error::Closed)?;
        let (password, hash) = (password.to_owned(), hash.to_owned());
        let is_right = tokio::task::spawn_blocking(move || {
            // Ends with the check, not with the request: one that is given up goes on to the end of its check.
            let _turn = turn;
            is_right(&password, &hash)
        });
        is_right.await.map_err(|_| store::Error::Closed)
    }

    /// For whom somebody acts who was right before, with the hash that is stored now.
    fn known(&self, key: &[u8; 32], api_user: Option<&ApiUser>, forgotten: u64) -> Result<Option<Staff>, store::Error> {
        let mut known = self.known.lock().map_err(|_| store::Error::Closed)?;
        let is_so = |known: &Known| api_user.is_some_and(|api_user| known.password_hash == api_user.password_hash);
        // Who is not who they were is a stranger from now on, also at the door.
        if known.get(key).is_some_and(|known| !is_so(known)) {
            known.remove(key);
        }
        let Some((known, api_user)) = known.get_mut(key).zip(api_user) else { return Ok(None) };
        known.staff = staff_of(api_user);
        known.forgotten = forgotten;
        Ok(Some(known.staff))
    }

    /// Who the sender of these credentials was in the version of the plan that is remembered, with which API users change;
    /// `None` when nobody with these has been let in then. Asks nobody.
    pub fn presumed(&self, credentials: &str, store: &Store) -> Option<Staff> {
        let version = store.remembered_plan()?;
        let known = self.known.lock().ok()?;
        let known = known.get(&key(credentials)).filter(|known| known.forgotten == store.times_forgotten())?;
        Some(known.staff).filter(|staff| staff.plan_version == version)
    }
}

fn staff_of(api_user: &ApiUser) -> Staff {
    Staff { user_id: api_user.user_id, caller: api_user.number, plan_version: api_user.plan_version }
}

#[cfg(test)]
impl Passwords {
    /// Nothing is checked while this is held.
    pub async fn hold_checks(&self) -> tokio::sync::OwnedSemaphorePermit {
        self.checks.clone().acquire_many_owned(MAX_CHECKS as u32).await.unwrap()
    }
}

/// Under which credentials are remembered.
fn key(credentials: &str) -> [u8; 32] {
    Sha256::digest(credentials).into()
}

fn too_many() -> Refusal {
    metrics::shed();
    Refusal::too_many_passwords()
}

/// The Argon2id hash of a password, as a PHC string with a random salt.
///
/// # Panics
///
/// The system gives no random bytes.
#[must_use]
pub fn hash(password: &str) -> String {
    Argon2::default().hash_password(password.as_bytes()).expect("the system gives no random bytes").to_string()
}

/// Whether the password has this hash.
fn is_right(password: &str, hash: &str) -> bool {
    let hash = PasswordHash::new(hash);
    hash.is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

/// Of 32 random bytes that nobody kept.
const NOBODYS_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2xvdHdyaWdodC1ub2JvZHk$NvX1fU9Z6wv5y0lq1S3b5xJ8l0rQm3kqk3o1o0vVw1c";

#[cfg(test)]
mod tests {
    use slotwright_matching::{Day, IntervalSet};

    use super::*;
    use crate::testing::open;
    use slotwright_store::RosterQuestion;
    use slotwright_testing::sqlite::SqliteFile;

    #[test]
    fn only_the_right_password_is_right() {
        let hash = hash("correct horse");
        assert!(is_right("correct horse", &hash));
        assert!(!is_right("Correct horse", &hash));
        assert!(!is_right("correct horse", "no hash"));
    }

    #[tokio::test]
    async fn who_gets_another_password_or_is_taken_away_is_known_no_longer_at_the_next_request() {
        let file = SqliteFile::new("passwords");
        let store = open(&file.url()).await;
        let passwords = Passwords::default();
        let (first, second) = (STANDARD.encode("bot:first one"), STANDARD.encode("bot:second one"));
        store.set_api_user("bot", &hash("first one")).await.unwrap();
        // Twice: checked, and remembered.
        for _ in 0..2 {
            assert_eq!(passwords.staff(&first, &store).await.unwrap().map(|staff| staff.user_id), Some(1));
        }
        assert!(passwords.has_met(&first));
        store.set_api_user("bot", &hash("second one")).await.unwrap();
        assert!(passwords.staff(&first, &store).await.unwrap().is_none());
        assert!(!passwords.has_met(&first), "it is a stranger's now");
        assert_eq!(passwords.staff(&second, &store).await.unwrap().map(|staff| staff.user_id), Some(1));
        assert!(store.edit(|editor| editor.remove_api_user("bot")).await.unwrap());
        assert!(passwords.staff(&second, &store).await.unwrap().is_none());
        assert!(!passwords.has_met(&second));
    }

    #[tokio::test]
    async fn a_rush_with_one_password_is_one_check_and_guesses_beyond_the_bound_are_refused_at_once() {
        let file = SqliteFile::new("rush");
        let store = open(&file.url()).await;
        let passwords = Arc::new(Passwords::default());
        store.set_api_user("bot", &hash("right")).await.unwrap();
        let checks = passwords.hold_checks().await;
        let ask = |password: String| {
            let (passwords, store) = (passwords.clone(), store.clone());
            tokio::spawn(async move { passwords.staff(&STANDARD.encode(format!("bot:{password}")), &store).await })
        };
        let rush: Vec<_> = (0..100).map(|_| ask("right".to_owned())).collect();
        let guesses: Vec<_> = (1..MAX_CHECKS + MAX_WAITING).map(|number| ask(number.to_string())).collect();
        while passwords.asked.lock().unwrap().len() < MAX_CHECKS + MAX_WAITING {
            tokio::task::yield_now().await;
        }
        assert!(passwords.staff(&STANDARD.encode("bot:one more"), &store).await.is_err());
        assert!(rush.iter().chain(&guesses).all(|asked| !asked.is_finished()));
        drop(checks);
        for asked in rush {
            assert_eq!(asked.await.unwrap().unwrap().map(|staff| staff.user_id), Some(1));
        }
        for asked in guesses {
            assert!(asked.await.unwrap().unwrap().is_none());
        }
        assert!(
            passwords.staff(&STANDARD.encode("bot:one more"), &store).await.unwrap().is_none(),
            "there is room again"
        );
    }

    #[tokio::test]
    async fn who_was_let_in_is_presumed_to_be_who_they_were_until_the_plan_is_another() {
        let file = SqliteFile::new("presumed");
        let store = open(&file.url()).await;
        let passwords = Passwords::default();
        let right = STANDARD.encode("bot:first one");
        let read_plan = async || {
            let question =
                RosterQuestion { user_ids: vec![1], job_type_id: None, first: Day(20_514), last: Day(20_514) };
            store.roster(question, None, IntervalSet::default()).await.unwrap();
        };
        store.set_api_user("bot", &hash("first one")).await.unwrap();
        let presumed = || passwords.presumed(&right, &store).map(|staff| staff.user_id);
        read_plan().await;
        assert_eq!(presumed(), None, "nobody was let in yet");
        passwords.staff(&right, &store).await.unwrap();
        assert_eq!(presumed(), Some(1));
        assert!(passwords.presumed(&STANDARD.encode("bot:another"), &store).is_none());

        store.set_api_user("bot", &hash("second one")).await.unwrap();
        read_plan().await;
        assert_eq!(presumed(), None);
        store.set_api_user("bot", &hash("first one")).await.unwrap();
        passwords.staff(&right, &store).await.unwrap();
        read_plan().await;
        assert_eq!(presumed(), Some(1));
        store.forget();
        read_plan().await;
        assert_eq!(presumed(), None, "it may be another database");
    }

    #[test]
    fn the_hash_of_nobody_can_be_checked_but_not_met() {
        assert!(PasswordHash::new(NOBODYS_HASH).is_ok());
        assert!(!is_right("", NOBODYS_HASH));
    }
}
