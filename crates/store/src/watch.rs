//! What is asked by whoever watches the instance.

use std::time::{Duration, Instant};

use slotwright_matching::Minute;

use crate::error::Error;
use crate::sql::{Row, Transaction, params};
use crate::store::{Looked, Store};
use crate::unit_of_work::Db;
use crate::{counters, migrations, settings};

impl Store {
    /// Whether a change can be made and kept now, or could a second ago. Keeps one, since a full disk may be noticed only then.
    pub async fn is_writable(&self) -> Result<(), Error> {
        // Anybody may ask: who does while it is looked gets what was found, and right after it that all was well.
        let asked = Instant::now();
        let mut written = self.written.lock().await;
        // A small change may still find room where a booking finds none. So once one has failed nothing is well until a large
        // one was kept that was begun later.
        let failures = counters::STORAGE_FAILURES.get();
        let known = written.as_ref().map_or(0, |looked| looked.failures);
        let has_failed = known != failures;
        if let Some(Looked { at, found, .. }) = written.as_ref()
            && (asked < *at || (found.is_ok() && !has_failed && at.elapsed() < WRITABLE))
        {
            return found.clone().map_err(Error::Unreachable);
        }
        let probe = if has_failed { settings::probe_with_room } else { settings::probe };
        let found = self.change_unkeyed(probe).await;
        // What has failed once more is not made good by a probe that it was one of.
        let failures = if found.is_ok() { failures } else { known };
        let told = found.as_ref().map_err(ToString::to_string).copied();
        *written = Some(Looked { at: Instant::now(), found: told, failures });
        found
    }

    /// How the claims stand, without those that have ended before this minute.
    pub async fn claims(&self, since: Minute) -> Result<Claims, Error> {
        self.ask(move |db| claims(db, since)).await
    }

    /// The first of those who are in two places at once, without claims that have ended before this minute.
    pub async fn overlaps(&self, since: Minute) -> Result<Vec<Overlap>, Error> {
        self.ask(move |db| overlaps(db, since)).await
    }

    /// The version of the tables.
    pub async fn schema(&self) -> Result<Schema, Error> {
        self.ask(schema).await
    }
}

/// How long a database that could be written is taken for one that can.
const WRITABLE: Duration = Duration::from_secs(1);

/// How the claims stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claims {
    /// Holds that have not expired.
    pub holds: u64,
    /// Claims that begin before an earlier one of the same user has ended, though they must not. Always 0.
    pub overlaps: u64,
}

/// A claim that begins before an earlier one of the same user has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Who is in two places at once.
    pub user_id: u64,
    /// The later of the two jobs; none where it is held for one.
    pub job_id: Option<u64>,
    /// From when on.
    pub start: Minute,
}

/// The version of the tables, and the one that this program knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schema {
    /// As it is stored.
    pub found: u64,
    /// As this program needs it.
    pub known: u64,
}

/// `since`: claims that have ended before are left out. They were looked at while they were to come.
fn claims(db: &Db, since: Minute) -> Result<Claims, Error> {
    let holds = db.value(&format!("SELECT count(*) FROM holds WHERE until_ms > {}", db.clock()), &[])?;
    let overlaps = db.value(&format!("SELECT count(*) {OVERLAPS}"), params![since])?;
    Ok(Claims { holds, overlaps })
}

/// The claims that begin before an earlier one of the same user has ended.
const OVERLAPS: &str = "FROM (
      SELECT user_id, job_id, start_minute, max(end_minute) OVER (
        PARTITION BY user_id ORDER BY start_minute, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ) AS before FROM claims WHERE end_minute > ?1 AND is_exclusive
    ) AS claimed WHERE start_minute < before";

fn overlaps(db: &Db, since: Minute) -> Result<Vec<Overlap>, Error> {
    let sql = format!("SELECT user_id, job_id, start_minute {OVERLAPS} ORDER BY start_minute, user_id LIMIT {TOLD}");
    let read = |row: &Row| Ok(Overlap { user_id: row.get(0)?, job_id: row.get(1)?, start: row.get(2)? });
    db.rows(&sql, params![since])?.iter().map(read).collect()
}

/// How many are told at once.
const TOLD: u32 = 20;

fn schema(db: &Db) -> Result<Schema, Error> {
    let (sql, known) = match **db {
        Transaction::Sqlite(_) => ("SELECT user_version FROM pragma_user_version", migrations::sqlite::known_version()),
        Transaction::Postgres(_) => ("SELECT max(version) FROM schema_versions", migrations::postgres::known_version()),
    };
    Ok(Schema { found: db.value(sql, &[])?, known })
}
