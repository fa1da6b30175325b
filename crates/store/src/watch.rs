//! What is asked by whoever watches the instance.

use slotwright_matching::Minute;

use super::sql::{Db, Engine, params};
use super::{Error, migrations};

/// How the claims stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claims {
    /// Holds that have not expired.
    pub holds: u64,
    /// Claims that begin before an earlier one of the same user has ended, though they must not. Always 0.
    pub overlaps: u64,
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
pub(super) fn claims(db: &Db, since: Minute) -> Result<Claims, Error> {
    let holds = db.value(&format!("SELECT count(*) FROM holds WHERE until_ms > {}", db.clock()), &[])?;
    let overlaps = db.value(
        "SELECT count(*) FROM (
           SELECT start_minute, max(end_minute) OVER (
             PARTITION BY user_id ORDER BY start_minute, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
           ) AS before FROM claims WHERE end_minute > ?1 AND is_exclusive
         ) AS claimed WHERE start_minute < before",
        params![since],
    )?;
    Ok(Claims { holds, overlaps })
}

pub(super) fn schema(db: &Db) -> Result<Schema, Error> {
    let (sql, known) = match db.engine() {
        Engine::Sqlite(_) => ("SELECT user_version FROM pragma_user_version", migrations::sqlite::known_version()),
        Engine::Postgres(_) => ("SELECT max(version) FROM schema_versions", migrations::postgres::known_version()),
    };
    Ok(Schema { found: db.value(sql, &[])?, known })
}
