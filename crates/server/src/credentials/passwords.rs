//! Passwords of API users, and how they are stored.
//!
//! One that is generated here has 128 random bits: nobody finds it by trying, so its SHA-256 is enough, and checking it takes
//! no time. One that somebody chose may be one that others try first, so it is stored by Argon2id, which is slow on purpose.
//! What is stored begins with the name of the algorithm, as PHC strings do. Earlier versions stored generated passwords by
//! Argon2id as well, and those are checked so for as long as they are in use.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use slotwright_store::Error;

use super::Handle;

/// What a generated password's stored hash begins with.
const GENERATED: &str = "$sha256$";

/// A password that an API user is to be given.
pub enum NewPassword {
    /// 128 random bits, written as 22 characters.
    Generated(Handle),
    /// What somebody came up with.
    Chosen(String),
}

impl NewPassword {
    /// A new one, of the system's random bytes.
    #[must_use]
    pub fn generate() -> Self {
        Self::Generated(Handle::random())
    }

    /// What is stored of it.
    ///
    /// # Errors
    ///
    /// The process is about to end.
    pub async fn hash(&self) -> Result<String, Error> {
        match self {
            Self::Generated(secret) => Ok(hash_of_generated(secret)),
            Self::Chosen(password) => {
                let password = password.clone();
                let hash = tokio::task::spawn_blocking(move || hash_of_chosen(&password));
                hash.await.map_err(|_| Error::Closed)
            }
        }
    }

    /// It as it is to be shown, once, to whoever has no other way to know it.
    #[must_use]
    pub fn reveal_generated(&self) -> Option<String> {
        match self {
            Self::Generated(secret) => Some(secret.reveal()),
            Self::Chosen(_) => None,
        }
    }
}

/// Whether this looks like a generated password, so that most likely no slow check is needed.
pub(super) fn may_be_generated(password: &str) -> bool {
    Handle::parse(password).is_some()
}

/// Whether what is stored is the hash of a generated password.
pub(super) fn is_of_generated(hash: &str) -> bool {
    hash.starts_with(GENERATED)
}

/// Whether this is a generated password, and has this hash. Fast: it may be asked without bound.
pub(super) fn is_right_generated(password: &str, hash: &str) -> bool {
    // How long it takes tells at most how a hash begins, from which no secret of 128 bits can be found.
    Handle::parse(password).is_some_and(|secret| hash_of_generated(&secret) == hash)
}

/// Whether this password has this hash by Argon2id. Slow on purpose: it takes a core and 19 MiB for a while.
pub(super) fn is_right_chosen(password: &str, hash: &str) -> bool {
    let hash = PasswordHash::new(hash);
    hash.is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

fn hash_of_generated(secret: &Handle) -> String {
    format!("{GENERATED}{}", STANDARD_NO_PAD.encode(secret.hash()))
}

/// As a PHC string with a random salt.
pub(super) fn hash_of_chosen(password: &str) -> String {
    Argon2::default().hash_password(password.as_bytes()).expect("the system gives no random bytes").to_string()
}

/// Of 32 random bytes that nobody kept.
pub(super) const NOBODYS_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2xvdHdyaWdodC1ub2JvZHk$NvX1fU9Z6wv5y0lq1S3b5xJ8l0rQm3kqk3o1o0vVw1c";

/// How short a new password may be. One that was given before stays good.
pub const MIN_PASSWORD_CHARACTERS: usize = 12;

pub fn api_user_name(name: &str) -> Result<String, String> {
    if name.is_empty() || name.contains(':') {
        return Err("must not be empty or contain a colon, which ends the name in HTTP Basic".to_owned());
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_is_right() {
        let hash = hash_of_chosen("correct horse");
        assert!(is_right_chosen("correct horse", &hash));
        assert!(!is_right_chosen("Correct horse", &hash));
        assert!(!is_right_chosen("correct horse", "no hash"));
    }

    #[tokio::test]
    async fn a_generated_password_is_stored_by_its_sha_256_and_a_chosen_one_by_argon2() {
        let (generated, another) = (NewPassword::generate(), NewPassword::generate());
        let (hash, password) = (generated.hash().await.unwrap(), generated.reveal_generated().unwrap());
        assert!(is_of_generated(&hash) && !hash.contains(&password), "{hash}");
        assert!(may_be_generated(&password) && is_right_generated(&password, &hash));
        assert!(!is_right_generated(&another.reveal_generated().unwrap(), &hash));
        assert!(!is_right_generated(&hash, &hash) && !is_right_chosen(&password, &hash));

        // It could have been generated; that it was not is said by what is stored.
        let chosen = NewPassword::Chosen(password.clone());
        let hash = chosen.hash().await.unwrap();
        assert!(hash.starts_with("$argon2id$") && !is_of_generated(&hash), "{hash}");
        assert!(is_right_chosen(&password, &hash) && !is_right_generated(&password, &hash));
        assert!(chosen.reveal_generated().is_none());
    }

    #[test]
    fn the_hash_of_nobody_can_be_checked_but_not_met() {
        assert!(PasswordHash::new(NOBODYS_HASH).is_ok());
        assert!(!is_right_chosen("", NOBODYS_HASH));
    }
}
