//! Calendars of technicians that others subscribe to.

use std::collections::BTreeMap;

use crate::directory;
use crate::error::Error;
use crate::sql::{Row, params};
use crate::store::Store;

impl Store {
    /// Gives the calendar of a user this address, in the place of the one that it had. Whether there is such a user. `by` is as the
    /// history names who does.
    pub async fn set_feed(&self, user_id: u64, handle_hash: [u8; 32], by: String) -> Result<bool, Error> {
        self.change(move |db| {
            if directory::unknown_user(db, &[user_id])?.is_some() {
                return Ok(false);
            }
            let sql = format!(
                "INSERT INTO feeds (user_id, handle_hash, made_by, made_ms) VALUES (?1, ?2, ?3, {})
                 ON CONFLICT (user_id) DO UPDATE
                 SET handle_hash = excluded.handle_hash, made_by = excluded.made_by, made_ms = excluded.made_ms",
                db.clock()
            );
            db.execute(&sql, params![user_id, handle_hash, by])?;
            Ok(true)
        })
        .await
    }

    /// Takes the address of a user's calendar away. Whether it had one.
    pub async fn remove_feed(&self, user_id: u64) -> Result<bool, Error> {
        self.change(move |db| Ok(0 < db.execute("DELETE FROM feeds WHERE user_id = ?1", params![user_id])?)).await
    }

    /// Whose calendar has this address.
    pub async fn feed(&self, handle_hash: [u8; 32]) -> Result<Option<u64>, Error> {
        self.ask_once(move |db| {
            let row = db.row("SELECT user_id FROM feeds WHERE handle_hash = ?1", params![handle_hash])?;
            row.map(|row| row.get(0)).transpose()
        })
        .await
    }

    /// How often these jobs were changed, and when last, by the database's clock: milliseconds since 1970-01-01 00:00 UTC. Those that
    /// came with the world and stayed as they were are not among them.
    pub async fn changes_of(&self, job_ids: Vec<u64>) -> Result<BTreeMap<u64, (u32, i64)>, Error> {
        self.ask_once(move |db| {
            let sql = "SELECT job_id, count(*), max(at_ms) FROM job_history
                WHERE job_id IN (SELECT value FROM json_each(?1)) GROUP BY job_id";
            let read = |row: &Row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)));
            db.rows(sql, params![job_ids])?.iter().map(read).collect()
        })
        .await
    }
}
