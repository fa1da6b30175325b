//! The steps on PostgreSQL.

use crate::error::Error;
use crate::sabotage::{self, Safeguard};
use crate::sought;
use crate::sql::{Lock, Transaction, params};

/// The steps in their order; the table `schema_versions` says which of them were taken.
const STEPS: &[&str] = &[
    include_str!("postgres/0001.sql"),
    include_str!("postgres/0002.sql"),
    include_str!("postgres/0003.sql"),
    include_str!("postgres/0004.sql"),
    include_str!("postgres/0005.sql"),
    include_str!("postgres/0006.sql"),
    include_str!("postgres/0007.sql"),
    include_str!("postgres/0008.sql"),
    include_str!("postgres/0009.sql"),
    include_str!("postgres/0010.sql"),
    include_str!("postgres/0011.sql"),
    include_str!("postgres/0012.sql"),
    include_str!("postgres/0013.sql"),
    include_str!("postgres/0014.sql"),
    include_str!("postgres/0015.sql"),
    include_str!("postgres/0016.sql"),
    include_str!("postgres/0017.sql"),
    include_str!("postgres/0018.sql"),
    include_str!("postgres/0019.sql"),
    include_str!("postgres/0020.sql"),
    include_str!("postgres/0021.sql"),
    include_str!("postgres/0022.sql"),
];

/// The version that all steps lead to.
pub(crate) fn known_version() -> u64 {
    STEPS.len() as u64
}

/// Brings the tables up to date. Of several servers that start at once, one does it and the others wait.
///
/// # Errors
///
/// The database can't keep every text, has tables of another program, or of a newer version of this one.
pub(crate) fn run(db: &Transaction) -> Result<(), Error> {
    let Transaction::Postgres(transaction) = db else { return Ok(()) };
    // A step is many statements in one, each with its own time.
    transaction.without_limit();
    let encoding: String = db.value("SELECT current_setting('server_encoding')", &[])?;
    if !["UTF8", "SQL_ASCII"].contains(&encoding.as_str()) {
        return Err(Error::Foreign(format!(
            "the database is encoded in {encoding}, in which not every name can be written; make one with \
             `createdb --encoding=UTF8 --template=template0`"
        )));
    }
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
    sought::fill(db)
}

#[cfg(test)]
mod tests {
    use slotwright_testing::postgres::Postgres;

    use crate::{Location, Store};

    #[test]
    fn a_database_that_cannot_keep_every_name_is_refused_with_what_to_do() {
        let postgres = Postgres::start_listening(None).unwrap();
        postgres.administrate("CREATE DATABASE latin OWNER slotwright ENCODING 'LATIN1' TEMPLATE template0");
        let url = format!("postgres://slotwright@127.0.0.1:{}/latin", postgres.port());
        let location: Location = url.parse().unwrap();
        let refused = Store::open(&location).err().unwrap().to_string();
        assert!(refused.contains("LATIN1") && refused.contains("--encoding=UTF8"), "{refused}");
    }
}
