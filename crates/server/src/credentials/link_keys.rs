//! The keys that links are sealed with: in a file, which is read again when it changes.
//!
//! So keys are changed while the server runs: a new one is added to the file of every server, and is made the first, which seals,
//! once all have it; the old one opens what it has sealed until it is taken out.

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use pasetors::keys::SymmetricKey;
use pasetors::version4::V4;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use slotwright_domain::UnixSecond;

use crate::edge::random::{hex, random_bytes};

/// How long a change of the file may go unnoticed.
const REFRESH_INTERVAL: Duration = Duration::from_secs(2);
/// More than anybody rotates; bounds the memory.
const MOST_KEYS: usize = 64;
const MAX_FILE_BYTES: u64 = 64 * 1024;
/// What a key of this kind begins with, as PASERK has it.
const PREFIX: &str = "k4.local.";

/// A key, and what it is good for.
pub(super) struct Key {
    /// What links say they are sealed with.
    pub(super) id: String,
    pub(super) secret: SymmetricKey<V4>,
    /// Links from before this are dead.
    pub(super) revoke_before: Option<UnixSecond>,
}

/// The keys of this server; none where there is no file.
#[derive(Default)]
pub struct LinkKeys {
    file: Option<PathBuf>,
    known: RwLock<(Arc<Vec<Key>>, [u8; 32])>,
}

impl LinkKeys {
    /// Those of the file that is set, if one is.
    ///
    /// # Errors
    ///
    /// What is wrong with it, with the setting's name.
    pub fn of_setting(file: Option<&Path>) -> Result<Self, String> {
        let at_setting = |problem| format!("--link-keys (LINK_KEYS): {problem}");
        file.map_or_else(|| Ok(Self::default()), Self::of_file).map_err(at_setting)
    }

    /// Those of a file.
    ///
    /// # Errors
    ///
    /// What is wrong with it; nothing of a key.
    pub fn of_file(file: &Path) -> Result<Self, String> {
        let (keys, digest) = read(file)?;
        Ok(Self { file: Some(file.to_owned()), known: RwLock::new((Arc::new(keys), digest)) })
    }

    /// The keys, the one that seals first.
    pub(super) fn all(&self) -> Arc<Vec<Key>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// Reads the file again. Whether the keys are others now.
    fn refresh(&self) -> Result<bool, String> {
        let Some(file) = &self.file else { return Ok(false) };
        let (keys, digest) = read(file)?;
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let is_other = known.1 != digest;
        if is_other {
            *known = (Arc::new(keys), digest);
        }
        Ok(is_other)
    }
}

impl fmt::Debug for LinkKeys {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "LinkKeys({})", self.all().len())
    }
}

/// Has the keys follow their file for as long as somebody has them. What can't be read leaves them as they are.
pub fn keep_fresh(keys: &Arc<LinkKeys>) {
    if keys.file.is_none() {
        return;
    }
    let keys = Arc::downgrade(keys);
    tokio::spawn(async move {
        let mut problem = None;
        loop {
            tokio::time::sleep(REFRESH_INTERVAL).await;
            let Some(keys) = keys.upgrade() else { return };
            match tokio::task::spawn_blocking(move || keys.refresh().map(|is_other| (is_other, keys.all().len()))).await
            {
                Ok(Ok((true, count))) => tracing::info!(count, "the keys of sealed links were read again"),
                Ok(Ok((false, _))) => problem = None,
                // Logged once, and not every two seconds.
                Ok(Err(new)) if problem.as_ref() != Some(&new) => {
                    tracing::error!("the keys of sealed links can't be read again, the known ones stay in use: {new}");
                    problem = Some(new);
                }
                _ => {}
            }
        }
    });
}

/// A new key, as it stands in the file.
#[must_use]
pub fn new_entry() -> String {
    let id = hex(&random_bytes::<4>());
    format!("[[key]]\nkid = \"{id}\"\nkey = \"{PREFIX}{}\"", URL_SAFE_NO_PAD.encode(random_bytes::<32>()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    #[serde(default)]
    key: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kid: String,
    key: String,
    revoke_before: Option<String>,
}

fn read(path: &Path) -> Result<(Vec<Key>, [u8; 32]), String> {
    let at = |problem: String| format!("{}: {problem}", path.display());
    let file = File::open(path).map_err(|error| at(error.to_string()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = file.metadata().map_err(|error| at(error.to_string()))?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(at(format!("others than its owner may read it (mode {:o}; expected 600)", mode & 0o777)));
        }
    }
    let mut text = String::new();
    file.take(MAX_FILE_BYTES).read_to_string(&mut text).map_err(|error| at(error.to_string()))?;
    Ok((keys_in(&text).map_err(at)?, Sha256::digest(&text).into()))
}

/// The keys in a text. Nothing of one is told in what is wrong.
fn keys_in(text: &str) -> Result<Vec<Key>, String> {
    let read: Keys = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    if read.key.is_empty() || MOST_KEYS < read.key.len() {
        return Err(format!("it must have 1 to {MOST_KEYS} keys, each below a line `[[key]]`"));
    }
    let mut keys = Vec::<Key>::new();
    for (number, Entry { kid, key, revoke_before }) in (1..).zip(read.key) {
        let at = |problem: &str| format!("[[key]] {number}: {problem}");
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
        if kid.is_empty() || 32 < kid.len() || !kid.chars().all(is_name) {
            return Err(at("`kid` must have 1 to 32 letters, digits, `-`, `_` and `.`"));
        }
        let mut secret = [0; 32];
        let is_key = key.strip_prefix(PREFIX).map(|key| URL_SAFE_NO_PAD.decode_slice(key, &mut secret)) == Some(Ok(32));
        let secret = SymmetricKey::from(&secret).ok().filter(|_| is_key);
        let secret =
            secret.ok_or_else(|| at("`key` must be `k4.local.` and 43 letters of base64url (link key makes one)"))?;
        let revoke_before = match revoke_before {
            Some(text) => {
                let instant: Result<Timestamp, _> = text.parse();
                let expected = "`revoke_before` must be an instant such as \"2026-11-29T12:00:00Z\"";
                Some(instant.map_err(|_| at(expected))?.as_second())
            }
            None => None,
        };
        if keys.iter().any(|known| known.id == kid || known.secret == secret) {
            return Err(at("there is another with this `kid` or this `key`"));
        }
        keys.push(Key { id: kid, secret, revoke_before });
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_entry_is_read_and_a_faulty_one_is_named_without_its_key() {
        let good = new_entry();
        let keys = keys_in(&format!("{good}\nrevoke_before = \"2026-11-29T12:00:00Z\"\n{}", new_entry())).unwrap();
        assert_eq!((keys.len(), keys[0].revoke_before, keys[1].revoke_before), (2, Some(1_795_953_600), None));
        let secret = good.split(PREFIX).nth(1).unwrap().trim_end_matches('"');
        for (text, part) in [
            (String::new(), "1 to 64 keys"),
            (format!("{good}\n{good}"), "[[key]] 2: there is another"),
            (good.replace(PREFIX, "k3.local."), "[[key]] 1: `key` must"),
            (good.replace(secret, &secret[1..]), "[[key]] 1: `key` must"),
            (good.replace("kid = \"", "kid = \" "), "`kid` must"),
            (format!("{good}\nrevoke_before = \"yesterday\""), "`revoke_before` must"),
            (format!("{good}\ncolour = 1"), "unknown field `colour`"),
            (good.replace("[[key]]", "[key]"), "sequence"),
            (good.replace('=', ""), ""),
        ] {
            let problem = keys_in(&text).map(drop).unwrap_err();
            assert!(problem.contains(part) && !problem.contains(&secret[1..]), "{text}: {problem}");
        }
        assert!(!format!("{:?}", LinkKeys::default()).contains(secret));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_read_is_refused_and_a_change_is_taken_up() {
        use std::os::unix::fs::PermissionsExt;
        let path = std::env::temp_dir().join(format!("slotwright-link-keys-{}", std::process::id()));
        std::fs::write(&path, new_entry()).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        let problem = LinkKeys::of_file(&path).unwrap_err();
        assert!(problem.contains("mode 640; expected 600") && problem.contains("slotwright-link-keys"), "{problem}");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        let keys = LinkKeys::of_file(&path).unwrap();
        assert_eq!((keys.refresh(), keys.all().len()), (Ok(false), 1));
        let before = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, format!("{before}\n{}", new_entry())).unwrap();
        assert_eq!((keys.refresh(), keys.all().len()), (Ok(true), 2));
        std::fs::write(&path, "[[key]]").unwrap();
        assert!(keys.refresh().is_err() && keys.all().len() == 2, "the known ones stay");
        std::fs::remove_file(&path).unwrap();
    }
}
