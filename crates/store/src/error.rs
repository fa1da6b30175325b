//! What can go wrong with the store itself.

use std::fmt;

use tokio_postgres::error::SqlState;

/// What went wrong with the store itself. Its text is for the operator.
#[derive(Debug)]
pub enum Error {
    /// SQLite says.
    Sqlite(rusqlite::Error),
    /// PostgreSQL says, or could not be asked.
    Postgres(tokio_postgres::Error),
    /// PostgreSQL can't be connected to.
    Unreachable(String),
    /// PostgreSQL did not answer in time.
    Silent {
        /// It was asked to keep the change.
        may_be_kept: bool,
    },
    /// The backstop: a claim would have overlapped another, though it was looked before.
    Overlap,
    /// Another try with the same `Idempotency-Key` is at work.
    KeyInUse,
    /// The file is a database of something else, or of a version that is newer than this program.
    Foreign(String),
    /// A world was to be loaded over data.
    NotEmpty,
    /// What is stored makes no sense.
    Corrupt(String),
    /// The store is being closed.
    Closed,
    /// Nothing was kept of a change: a part of it had failed before, or the roster's definition is another than it was made
    /// for.
    TakenBack,
}

/// Why a change was refused.
pub type Refused = slotwright_domain::Refused<Error>;

/// What others did that a change could not be made beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// They kept a lock for longer than it waited.
    Lock,
    /// They changed the same at the same time.
    Change,
}

impl Error {
    /// Here and nowhere else, so that each is counted.
    fn overlap() -> Self {
        crate::counters::EXCLUSION_VIOLATIONS.inc();
        Self::Overlap
    }

    /// Whether it may work a moment later: the disk is full or busy, rather than something being wrong.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        use rusqlite::ErrorCode::{CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, ReadOnly, SystemIoFailure};
        match self {
            Self::Sqlite(error) => matches!(
                error.sqlite_error_code(),
                Some(DatabaseBusy | DatabaseLocked | DiskFull | SystemIoFailure | ReadOnly | CannotOpen)
            ),
            // Without a code no server answered.
            Self::Postgres(error) => error.code().is_none_or(|code| {
                // 25006: a standby, or kept from writing. 53: out of disk, memory, connections. 57: shutting down, starting,
                // a statement took too long.
                let is_read_only = *code == SqlState::READ_ONLY_SQL_TRANSACTION;
                self.obstacle().is_some() || is_read_only || matches!(&code.code()[..2], "08" | "53" | "57")
            }),
            Self::Unreachable(_) | Self::Silent { .. } | Self::Closed | Self::TakenBack => true,
            _ => false,
        }
    }

    /// Whether the database was lost in the middle, perhaps between its commit and its answer: nobody knows what was done.
    #[must_use]
    pub fn is_unsure(&self) -> bool {
        match self {
            Self::Postgres(error) => error.is_closed() || error.code().is_none(),
            Self::Silent { may_be_kept } => *may_be_kept,
            _ => false,
        }
    }

    /// What was in the way, where that was others, so that the same may work at once.
    pub(crate) fn obstacle(&self) -> Option<Obstacle> {
        let Self::Postgres(error) = self else { return None };
        match *error.code()? {
            SqlState::LOCK_NOT_AVAILABLE => Some(Obstacle::Lock),
            SqlState::T_R_DEADLOCK_DETECTED | SqlState::T_R_SERIALIZATION_FAILURE => Some(Obstacle::Change),
            _ => None,
        }
    }

    /// Whether what was to be written names something that is not there: deleted since the caller looked.
    #[must_use]
    pub fn is_dangling(&self) -> bool {
        use rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY;
        match self {
            Self::Sqlite(error) => {
                error.sqlite_error().is_some_and(|error| error.extended_code == SQLITE_CONSTRAINT_FOREIGNKEY)
            }
            Self::Postgres(error) => error.code() == Some(&SqlState::FOREIGN_KEY_VIOLATION),
            _ => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Sqlite(error) => write!(formatter, "database: {error}"),
            // The client's own text is "db error"; what happened stands in the source. Without the server's details: they
            // quote the row, and the row has a customer's name in it.
            Self::Postgres(error) => match error.as_db_error() {
                Some(said) => write!(formatter, "database: {} ({})", said.message(), said.code().code()),
                None => write!(formatter, "database: {error}{}", cause(error)),
            },
            Self::Unreachable(what) => write!(formatter, "no connection to PostgreSQL: {what}"),
            Self::Silent { may_be_kept: false } => formatter.write_str("database: no answer in time"),
            Self::Silent { may_be_kept: true } => formatter.write_str("database: no answer to a commit in time"),
            Self::KeyInUse => formatter.write_str("another request with this key is at work"),
            Self::Overlap => formatter.write_str("database: a claim would overlap another"),
            Self::Foreign(what) => formatter.write_str(what),
            Self::NotEmpty => formatter.write_str("the database already has data in it; only an empty one is filled"),
            Self::Corrupt(what) => write!(formatter, "database: {what}"),
            Self::Closed => formatter.write_str("the store is closed"),
            Self::TakenBack => formatter.write_str("the change was taken back"),
        }
    }
}

impl std::error::Error for Error {}

fn cause(error: &dyn std::error::Error) -> String {
    error.source().map(|source| format!(": {source}")).unwrap_or_default()
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER;
        match error.sqlite_error() {
            Some(said) if said.extended_code == SQLITE_CONSTRAINT_TRIGGER => Self::overlap(),
            _ => {
                use rusqlite::ErrorCode::{DiskFull, ReadOnly, SystemIoFailure};
                if let Some(DiskFull | ReadOnly | SystemIoFailure) = error.sqlite_error_code() {
                    crate::counters::STORAGE_FAILURES.inc();
                }
                Self::Sqlite(error)
            }
        }
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        match error.code() {
            Some(code) if *code == SqlState::EXCLUSION_VIOLATION => Self::overlap(),
            code => {
                // 58: the system under the database.
                let is_room = |code: &SqlState| *code == SqlState::DISK_FULL || code.code().starts_with("58");
                if code.is_some_and(|code| is_room(code) || *code == SqlState::READ_ONLY_SQL_TRANSACTION) {
                    crate::counters::STORAGE_FAILURES.inc();
                }
                Self::Postgres(error)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;
    use slotwright_testing::postgres::Postgres;

    use super::*;

    #[test]
    fn a_reference_to_nothing_is_dangling_and_other_broken_rules_are_not() {
        let connection = Connection::open_in_memory().unwrap();
        let tables = "PRAGMA foreign_keys = true; CREATE TABLE one (id INTEGER PRIMARY KEY) STRICT;
            CREATE TABLE other (one_id INTEGER NOT NULL REFERENCES one (id)) STRICT;";
        connection.execute_batch(tables).unwrap();
        let problem = |sql: &str| Error::from(connection.execute(sql, []).unwrap_err());
        assert!(problem("INSERT INTO other (one_id) VALUES (1)").is_dangling());
        assert!(!problem("INSERT INTO other (one_id) VALUES (NULL)").is_dangling());
        assert!(!problem("INSERT INTO nowhere (id) VALUES (1)").is_dangling());
    }

    #[test]
    fn whatever_only_the_database_has_refused_is_counted() {
        let connection = Connection::open_in_memory().unwrap();
        let trigger = "CREATE TABLE t (a) ; CREATE TRIGGER never BEFORE INSERT ON t
            BEGIN SELECT RAISE(ABORT, 'claims overlap'); END;";
        connection.execute_batch(trigger).unwrap();
        let counted = || crate::counters::EXCLUSION_VIOLATIONS.get();
        let before = counted();
        let error = Error::from(connection.execute("INSERT INTO t VALUES (1)", []).unwrap_err());
        assert!(matches!(error, Error::Overlap) && before < counted());
    }

    #[test]
    fn a_postgresql_that_may_not_be_written_is_passing_and_one_that_is_lost_leaves_it_open_what_was_done() {
        let database = Postgres::shared().database();
        let mut client = database.connect();
        let mut problem = |sql: &str| Error::from(client.batch_execute(sql).unwrap_err());
        let read_only = problem("BEGIN; SET TRANSACTION READ ONLY; CREATE TABLE a (b BIGINT)");
        assert!(read_only.is_passing() && !read_only.is_unsure(), "{read_only}");
        let _ended = problem("ROLLBACK; SELECT pg_terminate_backend(pg_backend_pid())");
        let lost = problem("SELECT 1");
        assert!(lost.is_passing() && lost.is_unsure(), "{lost}");
        let fault = Error::from(database.connect().batch_execute("SELECT 1 / 0").unwrap_err());
        assert!(!fault.is_passing() && !fault.is_unsure(), "{fault}");
    }

    #[test]
    fn what_postgresql_says_is_shown_without_the_row_that_it_quotes() {
        let database = Postgres::shared().database();
        let mut client = database.connect();
        client.batch_execute("CREATE TABLE people (name TEXT UNIQUE, age BIGINT CHECK (age > 0))").unwrap();
        client.execute("INSERT INTO people VALUES ('Ada Novak', 1)", &[]).unwrap();
        for sql in ["INSERT INTO people VALUES ('Ada Novak', 1)", "INSERT INTO people VALUES ('Ada Novak', 0)"] {
            let error = Error::from(client.execute(sql, &[]).unwrap_err()).to_string();
            assert!(error.contains("constraint") && error.contains("(23"), "{error}");
            assert!(!error.contains("Ada") && error.lines().count() == 1, "{error}");
        }
    }
}
