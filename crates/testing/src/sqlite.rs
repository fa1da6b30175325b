//! SQLite files for tests.

use std::path::PathBuf;

/// A SQLite file that goes with the value.
pub struct SqliteFile(PathBuf);

impl SqliteFile {
    /// One that is not there yet. The name is the test's own.
    pub fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("slotwright-{name}-{}.db", std::process::id())))
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("sqlite://{}", self.0.display())
    }
}

impl Drop for SqliteFile {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm", ".lock"] {
            let _ = std::fs::remove_file(format!("{}{ending}", self.0.display()));
        }
    }
}
