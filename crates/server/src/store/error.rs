//! What can go wrong with the store itself.

use std::fmt;

/// What went wrong with the store itself. Its text is for the operator.
#[derive(Debug)]
pub enum Error {
    /// SQLite says.
    Sqlite(rusqlite::Error),
    /// The file is a database of something else, or of a version that is newer than this program.
    Foreign(String),
    /// A world was to be loaded over data.
    NotEmpty,
    /// What is stored makes no sense.
    Corrupt(String),
    /// The store is being closed.
    Closed,
    /// A change that was made to see whether it can be made.
    TakenBack,
}

impl Error {
    /// Whether it may work a moment later: the disk is full or busy, rather than something being wrong.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        use rusqlite::ErrorCode::{CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, ReadOnly, SystemIoFailure};
        match self {
            Self::Sqlite(error) => matches!(
                error.sqlite_error_code(),
                Some(DatabaseBusy | DatabaseLocked | DiskFull | SystemIoFailure | ReadOnly | CannotOpen)
            ),
            Self::Closed => true,
            _ => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Sqlite(error) => write!(formatter, "database: {error}"),
            Self::Foreign(what) => formatter.write_str(what),
            Self::NotEmpty => {
                formatter.write_str("the database already has data in it; a world is loaded only into an empty one")
            }
            Self::Corrupt(what) => write!(formatter, "database: {what}"),
            Self::Closed => formatter.write_str("the store is closed"),
            Self::TakenBack => formatter.write_str("the change was taken back"),
        }
    }
}

impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}
