//! Versions of what a roster is made from, so that what was read once need not be read again.
//!
//! Whatever gives or takes a user's claims raises that user's version; whatever an editor changes raises that of the plan.
//! It is raised in the transaction of the change, so nobody ever sees a change without its new version. And it is raised
//! last, in ascending order: whoever waits for such a row holds none that another could need for going on.

use std::collections::HashMap;

use super::Error;
use super::sql::{Db, params};

/// In the place of a user: what editors change (schedules, blockers, overrides, time off, types).
pub(super) const PLAN: u64 = 0;

/// The version of the [`PLAN`], to be read beside something else.
pub(super) const OF_PLAN: &str = "(SELECT coalesce(max(version), 0) FROM versions WHERE user_id = 0)";

/// Raises the versions of these users, or of the [`PLAN`].
pub(super) fn raise(db: &Db, user_ids: &[u64]) -> Result<(), Error> {
    if user_ids.is_empty() {
        return Ok(());
    }
    db.later(&raised_of("?1"), params![user_ids])
}

/// The statement that raises the versions of the users in the list that is its parameter `list`.
pub(super) fn raised_of(list: &str) -> String {
    // SQLite calls the column so by itself, PostgreSQL the whole. `WHERE` tells SQLite that `ON` begins no join.
    format!(
        "INSERT INTO versions (user_id, version)
         SELECT value, 1 FROM json_each({list}) AS value WHERE TRUE ORDER BY value
         ON CONFLICT (user_id) DO UPDATE SET version = versions.version + 1"
    )
}

/// The versions that were ever raised of these users and the [`PLAN`], and what the database's clock says, in milliseconds.
pub(super) fn of(db: &Db, user_ids: &[u64]) -> Result<(HashMap<u64, u64>, i64), Error> {
    let sql = format!(
        "SELECT user_id, version FROM versions
         WHERE user_id = {PLAN} OR user_id IN (SELECT value FROM json_each(?1))
         UNION ALL SELECT -1, {}",
        db.clock()
    );
    let (mut versions, mut now_ms) = (HashMap::new(), 0);
    for [user_id, version] in db.numbers(&sql, params![user_ids])? {
        let (user_id, version) = (user_id.unwrap_or_default(), version.unwrap_or_default());
        match u64::try_from(user_id) {
            Ok(user_id) => drop(versions.insert(user_id, version as u64)),
            Err(_) => now_ms = version,
        }
    }
    Ok((versions, now_ms))
}
