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
    /// Milliseconds until it ends, by the database's clock; not positive when it is over.
    pub remaining_ms: i64,
    /// Milliseconds from its end to the latest end that it may ever have.
    pub extendable_ms: i64,
}

/// A line of what the server notes about each change of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which job.
    pub job: u64,
    /// Who changed it: `user 3`, `link 7`.
    pub actor: String,
    /// `create`, `change`, `queue`, `delete`, …
    pub operation: String,
    /// The job's status after it.
    pub status: String,
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
    /// All entries about jobs, in the order in which they were made.
    pub entries: Vec<Entry>,
    /// What is broken in the database itself, as it reports it.
    pub faults: Vec<String>,
}

const JOBS: &str = "SELECT id, status, notes, start_minute, start_minute + length_in_minutes FROM jobs ORDER BY id";
const CLAIMS: &str = "SELECT user_id, start_minute, end_minute, job_id, hold_id FROM claims ORDER BY 1, 2";
const ENTRIES: &str = "SELECT job_id, actor, operation, status FROM job_history ORDER BY id";

/// In this the databases differ: what their clocks say, in milliseconds.
fn holds(clock: &str) -> String {
    format!("SELECT id, until_ms - {clock}, deadline_ms - until_ms FROM holds ORDER BY id")
}

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
                Ok(claim(row.get(0)?, (row.get(1)?, row.get(2)?), row.get(3)?, row.get(4)?))
            }),
            holds: all(&connection, &holds("CAST(unixepoch('subsec') * 1000 AS INTEGER)"), |row| {
                Ok(Hold { id: row.get(0)?, remaining_ms: row.get(1)?, extendable_ms: row.get(2)? })
            }),
            entries: all(&connection, ENTRIES, |row| {
                Ok(Entry { job: row.get(0)?, actor: row.get(1)?, operation: row.get(2)?, status: row.get(3)? })
            }),
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
        fn all<T>(client: &mut postgres::Client, sql: &str, read: fn(&postgres::Row) -> T) -> Vec<T> {
            let rows = client.query(sql, &[]).unwrap_or_else(|error| panic!("{sql}: {error:?}"));
            rows.iter().map(read).collect()
        }
        fn number(row: &postgres::Row, column: usize) -> u64 {
            row.get::<_, i64>(column) as u64
        }
        fn maybe(row: &postgres::Row, column: usize) -> Option<u64> {
            row.get::<_, Option<i64>>(column).map(|number| number as u64)
        }
        Self {
            jobs: all(client, JOBS, |row| job(number(row, 0), row.get(1), row.get(2), (row.get(3), row.get(4)))),
            claims: all(client, CLAIMS, |row| {
                claim(number(row, 0), (row.get(1), row.get(2)), maybe(row, 3), maybe(row, 4))
            }),
            holds: all(client, &holds("CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"), |row| Hold {
                id: number(row, 0),
                remaining_ms: row.get(1),
                extendable_ms: row.get(2),
            }),
            entries: all(client, ENTRIES, |row| Entry {
                job: number(row, 0),
                actor: row.get(1),
                operation: row.get(2),
                status: row.get(3),
            }),
            faults: Vec::new(),
        }
    }
}

fn job(id: u64, status: String, notes: String, (start, end): (Option<Minute>, Option<Minute>)) -> Job {
    Job { id, status, notes, time: start.zip(end) }
}

fn claim(user: u64, time: (Minute, Minute), job: Option<u64>, hold: Option<u64>) -> Claim {
    let owner = job.map(Owner::Job).or(hold.map(Owner::Hold));
    Claim { user, time, owner: owner.expect("a claim is a job's or a hold's") }
}
