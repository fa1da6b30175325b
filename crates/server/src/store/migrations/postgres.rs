//! The steps on PostgreSQL.

use super::super::Error;
use super::super::sql::{Db, Engine, Lock, params};
use crate::sabotage::{self, Safeguard};

/// The steps in their order; the table `schema_versions` says which of them were taken.
const STEPS: &[&str] = &[
    include_str!("postgres/0001.sql"),
    include_str!("postgres/0002.sql"),
    include_str!("postgres/0003.sql"),
    include_str!("postgres/0004.sql"),
];

/// The version that all steps lead to.
pub(in crate::store) fn known_version() -> u64 {
    STEPS.len() as u64
}

/// Brings the tables up to date. Of several servers that start at once, one does it and the others wait.
///
/// # Errors
///
/// The database has tables of another program, or of a newer version of this one.
pub(in crate::store) fn run(db: &Db) -> Result<(), Error> {
    let Engine::Postgres(transaction) = db.engine() else { return Ok(()) };
    // A step is many statements in one, each with its own time.
    transaction.without_limit();
    db.lock(Lock::Migration)?;
    let tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()
        AND table_name = ?1";
    if !db.exists(tables, params!["schema_versions"])? {
        if db.exists(tables, params!["jobs"])? {
            return Err(Error::Foreign(
                "the database has tables of another program; give us one of our own".to_owned(),
            ));
        }
        transaction.batch("CREATE TABLE schema_versions (version BIGINT PRIMARY KEY)")?;
    }
    let version: i64 = db.value("SELECT coalesce(max(version), 0) FROM schema_versions", &[])?;
    let Some(steps) = usize::try_from(version).ok().and_then(|done| STEPS.get(done..)) else {
        return Err(Error::Foreign(format!(
            "the database has version {version}; this program knows versions up to {}; use the newer program",
            STEPS.len()
        )));
    };
    for (step, number) in steps.iter().zip(version + 1..) {
        transaction.batch(step)?;
        db.execute("INSERT INTO schema_versions (version) VALUES (?1)", params![number])?;
    }
    if sabotage::is_off(Safeguard::Backstop) {
        transaction.batch("ALTER TABLE claims DROP CONSTRAINT IF EXISTS claims_never_overlap")?;
    }
    Ok(())
}
