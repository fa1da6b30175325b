//! Who had the right password before, also before the process was started.
//!
//! A check is slow on purpose, so few wait for one, and who guesses fills the line. Whoever had the right password before is let past
//! that line; the password is checked all the same. To know them again at once, something of what they sent has to be kept that can
//! be compared fast, and whoever has that can try passwords as fast: against it Argon2 would be of no use. So it is
//!
//! - never in the database, nor beside it on a disk: whoever gets hold of a copy or a backup has nothing but Argon2's hashes;
//! - in a folder in memory, in a file that nobody but the server's own user reads. Whoever can read that can read the process's
//!   memory too, through which each password goes in plain;
//! - keyed with random bytes that are in the same file and are made anew with it, so that it is of use nowhere else, and is gone
//!   with the machine's memory.
//!
//! Roads not taken: a few bits of a fast hash in the database would spare whoever tries passwords nearly all of Argon2's work; and
//! the addresses from which people came say nothing behind a proxy, where the one who guesses has the same.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use crate::edge::random::random_bytes;

/// Who had the right password, by a keyed hash of what they sent.
pub(super) struct Remembered {
    key: [u8; SIZE],
    tags: Mutex<(HashSet<[u8; SIZE]>, Option<File>)>,
}

const SIZE: usize = 32;
/// More than an installation has API users; bounds memory and file.
const MOST: usize = 1024;

impl Default for Remembered {
    fn default() -> Self {
        Self { key: random_bytes(), tags: Mutex::default() }
    }
}

impl Remembered {
    /// Those of an earlier process that kept them in this file; from now on they are kept there.
    ///
    /// # Errors
    ///
    /// The file can't be read and written, or others may read it.
    pub(super) fn in_file(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        #[cfg(unix)]
        if std::os::unix::fs::PermissionsExt::mode(&file.metadata()?.permissions()) & 0o077 != 0 {
            return Err(io::Error::other("others than its owner may read it"));
        }
        let mut kept = Vec::new();
        (&file).take(((MOST + 1) * SIZE) as u64).read_to_end(&mut kept)?;
        let (lines, _) = kept.as_chunks::<SIZE>();
        let Some((key, tags)) = lines.split_first() else {
            let new = Self::default();
            file.set_len(0)?;
            file.write_all(&new.key)?;
            new.lock().1 = Some(file);
            return Ok(new);
        };
        // What was cut off in the middle would shift all that follows.
        file.set_len((lines.len() * SIZE) as u64)?;
        Ok(Self { key: *key, tags: Mutex::new((tags.iter().copied().collect(), Some(file))) })
    }

    /// Whether the sender of this had the right password before.
    pub(super) fn has(&self, credentials: &str) -> bool {
        self.lock().0.contains(&self.tag(credentials))
    }

    /// The sender of this has the right password.
    pub(super) fn add(&self, credentials: &str) {
        let tag = self.tag(credentials);
        let mut tags = self.lock();
        let (known, file) = &mut *tags;
        if MOST <= known.len() || !known.insert(tag) {
            return;
        }
        if let Some(Err(error)) = file.as_mut().map(|file| file.write_all(&tag)) {
            tracing::warn!(%error, "who had the right password can't be kept");
            *file = None;
        }
    }

    /// It is right no more.
    pub(super) fn remove(&self, credentials: &str) {
        self.lock().0.remove(&self.tag(credentials));
    }

    fn tag(&self, credentials: &str) -> [u8; SIZE] {
        Sha256::new().chain_update(self.key).chain_update(credentials).finalize().into()
    }

    fn lock(&self) -> MutexGuard<'_, (HashSet<[u8; SIZE]>, Option<File>)> {
        // Each change is one step.
        self.tags.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The file in this folder for the instance with this id; the folder is made where it is not there.
pub(super) fn file_in(folder: &Path, instance_id: &str) -> io::Result<std::path::PathBuf> {
    fs::create_dir_all(folder)?;
    Ok(folder.join(format!("{instance_id}.logins")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_had_the_right_password_is_known_after_a_restart_and_the_password_is_not() {
        let folder = std::env::temp_dir().join(format!("slotwright-remembered-{}", std::process::id()));
        let path = file_in(&folder, "x").unwrap();
        let before = Remembered::in_file(&path).unwrap();
        before.add("api:right");
        drop(before);
        fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(b"cut off").unwrap();
        for _ in 0..2 {
            let after = Remembered::in_file(&path).unwrap();
            assert!(after.has("api:right") && !after.has("api:wrong"));
            after.add("bot:right");
        }
        assert!(Remembered::in_file(&path).unwrap().has("bot:right"));
        let kept = fs::read(&path).unwrap();
        assert_eq!(kept.len(), 3 * SIZE);
        let unkeyed: [u8; SIZE] = Sha256::digest("api:right").into();
        assert!(!kept.windows(SIZE).any(|part| part == unkeyed));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
            assert!(Remembered::in_file(&path).is_err(), "somebody else may have read it");
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
