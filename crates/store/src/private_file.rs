//! Files that hold customers' names, addresses and notes.

use std::fs::OpenOptions;

/// How to open a file that, if it is made now, only its owner can read and write (mode 0600; SQLite gives the files that it puts
/// beside its database the same rights). A file that is there already keeps its rights.
#[must_use]
pub fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}
