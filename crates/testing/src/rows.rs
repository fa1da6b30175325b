//! What is in the database when all is quiet, read straight from it.

use std::path::Path;

use crate::time::Minute;

/// A job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its number.
    pub id: u64,
    /// `queued`, `scheduled`, `completed`, `failed`.
    pub status: String,
    /// Its notes; in a race they say which attempt asked for it.
    pub notes: String,
    /// From when to when; `None` without a visit.
    pub time: Option<(Minute, Minute)>,
}

/// Something that occupies a technician.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Whom.
    pub user: u64,
    /// From when to when, half-open.
    pub time: (Minute, Minute),
    /// For which job or hold.
    pub owner: Owner,
}

/// For what somebody is occupied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A visit.
    Job(u64),
    /// Somebody's hold.
    Hold(u64),
}

/// A hold, live or over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Its number.
    pub id: u64,
    /// Seconds until it ends, by the database's clock; not positive when it is over.
    pub remaining_seconds: i64,
    /// Seconds from its end to the latest end that it may ever have.
    pub extendable_seconds: i64,
}

/// Everything that the checker looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// All jobs, by number.
    pub jobs: Vec<Job>,
    /// All claims, also of holds that are over, by number.
    pub claims: Vec<Claim>,
    /// All holds.
    pub holds: Vec<Hold>,
    /// What is broken in the database itself, told by it.
    pub faults: Vec<String>,
}

/// One form for both databases: they differ in nothing that is asked here but the clock.
const JOBS: &str = "SELECT id, status, notes, start_minute, start_minute + length_in_minutes FROM jobs ORDER BY id";
const CLAIMS: &str = "SELECT user_id, start_minute, end_minute, job_id FROM claims ORDER BY 1, 2";

impl Rows {
    /// Reads a SQLite file, also while a server uses it.
    ///
    /// # Panics
    ///
    /// It can't be read.
    #[must_use]
    pub fn of_sqlite(file: &Path) -> Self {
        use rusqlite::{Connection, OpenFlags, Row};
        let connection =
            Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("the database opens");
        fn all<T>(connection: &Connection, sql: &str, read: fn(&Row) -> rusqlite::Result<T>) -> Vec<T> {
            let mut statement = connection.prepare(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
            let rows = statement.query_map([], read).and_then(Iterator::collect);
            rows.unwrap_or_else(|error| panic!("{sql}: {error}"))
        }
        let mut faults = all(&connection, "PRAGMA integrity_check", |row| row.get(0));
        faults.retain(|fault: &String| fault != "ok");
        faults.extend(all(&connection, "SELECT \"table\" FROM pragma_foreign_key_check", |row| {
            Ok(format!("a reference in {} leads nowhere", row.get::<_, String>(0)?))
        }));
        Self {
            jobs: all(&connection, JOBS, |row| {
                Ok(job(row.get(0)?, row.get(1)?, row.get(2)?, (row.get(3)?, row.get(4)?)))
            }),
            claims: all(&connection, CLAIMS, |row| {
                Ok(Claim { user: row.get(0)?, time: (row.get(1)?, row.get(2)?), owner: Owner::Job(row.get(3)?) })
            }),
            holds: Vec::new(),
            faults,
        }
    }

    /// Reads a PostgreSQL database.
    ///
    /// # Panics
    ///
    /// It can't be read.
    #[must_use]
    pub fn of_postgres(client: &mut postgres::Client) -> Self {
        let mut all = |sql: &str| client.query(sql, &[]).unwrap_or_else(|error| panic!("{sql}: {error:?}"));
        let number = |row: &postgres::Row, column: usize| row.get::<_, i64>(column) as u64;
        Self {
            jobs: all(JOBS)
                .iter()
                .map(|row| job(number(row, 0), row.get(1), row.get(2), (row.get(3), row.get(4))))
                .collect(),
            claims: all(CLAIMS)
                .iter()
                .map(|row| Claim {
                    user: number(row, 0),
                    time: (row.get(1), row.get(2)),
                    owner: Owner::Job(number(row, 3)),
                })
                .collect(),
            holds: Vec::new(),
            faults: Vec::new(),
        }
    }
}

fn job(id: u64, status: String, notes: String, (start, end): (Option<Minute>, Option<Minute>)) -> Job {
    Job { id, status, notes, time: start.zip(end) }
}
