//! The steps on SQLite.

use rusqlite::{Connection, TransactionBehavior};

use crate::error::Error;
use crate::sabotage::{self, Safeguard};
use crate::sought;
use crate::sql::Transaction;

/// The steps in their order; the file's `user_version` says how many of them it has had.
const STEPS: &[&str] = &[
    include_str!("sqlite/0001.sql"),
    include_str!("sqlite/0002.sql"),
    include_str!("sqlite/0003.sql"),
    include_str!("sqlite/0004.sql"),
    include_str!("sqlite/0005.sql"),
    include_str!("sqlite/0006.sql"),
    include_str!("sqlite/0007.sql"),
    include_str!("sqlite/0008.sql"),
    include_str!("sqlite/0009.sql"),
    include_str!("sqlite/0010.sql"),
    include_str!("sqlite/0011.sql"),
    include_str!("sqlite/0012.sql"),
    include_str!("sqlite/0013.sql"),
    include_str!("sqlite/0014.sql"),
    include_str!("sqlite/0015.sql"),
    include_str!("sqlite/0016.sql"),
    include_str!("sqlite/0017.sql"),
    include_str!("sqlite/0018.sql"),
    include_str!("sqlite/0019.sql"),
    include_str!("sqlite/0020.sql"),
    include_str!("sqlite/0021.sql"),
    include_str!("sqlite/0022.sql"),
    include_str!("sqlite/0023.sql"),
    include_str!("sqlite/0024.sql"),
    include_str!("sqlite/0025.sql"),
];

/// "Slot" in ASCII: marks the file as ours.
const APPLICATION_ID: i32 = 0x536c_6f74;

/// The version that all steps lead to.
pub(crate) fn known_version() -> u64 {
    STEPS.len() as u64
}

/// Brings the file up to date.
///
/// # Errors
///
/// The file belongs to another program or to a newer version of this one.
pub(crate) fn run(connection: &mut Connection) -> Result<(), Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let application_id: i32 = transaction.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: i32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let tables: u32 = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application_id != APPLICATION_ID && tables > 0 {
        return Err(Error::Foreign("the file is a database of another program".to_owned()));
    }
    let Some(steps) = usize::try_from(version).ok().and_then(|done| STEPS.get(done..)) else {
        return Err(Error::Foreign(format!(
            "the database has version {version}; this program knows versions up to {}; use the newer program",
            STEPS.len()
        )));
    };
    for step in steps {
        transaction.execute_batch(step)?;
    }
    if sabotage::is_off(Safeguard::Backstop) {
        transaction.execute_batch(
            "DROP TRIGGER IF EXISTS claims_never_overlap; DROP TRIGGER IF EXISTS claims_never_come_to_overlap",
        )?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", STEPS.len())?;
    transaction.commit()?;
    let transaction = Transaction::Sqlite(connection.transaction_with_behavior(TransactionBehavior::Immediate)?);
    sought::fill(&transaction)?;
    match transaction {
        Transaction::Sqlite(filled) => Ok(filled.commit()?),
        Transaction::Postgres(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster_cache::RosterCache;
    use crate::unit_of_work::Db;
    use crate::{directory, jobs};

    #[test]
    fn a_database_of_the_first_version_is_brought_up_to_date_with_what_is_in_it() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(STEPS[0]).unwrap();
        let filled =
            "INSERT INTO job_types (id, name, length_in_minutes, color, icon) VALUES (4, 'A', 30, 'red', 'dna')";
        connection.execute(filled, []).unwrap();
        connection.execute("INSERT INTO places (kind, id, name) VALUES ('accounts', 1, 'ÖMER')", []).unwrap();
        connection.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        connection.pragma_update(None, "user_version", 1).unwrap();
        run(&mut connection).unwrap();
        run(&mut connection).unwrap(); // nothing is left to be done
        let transaction = Transaction::Sqlite(connection.transaction().unwrap());
        let job_type = directory::job_type(&Db::new(&transaction, &RosterCache::default()), 4).unwrap().unwrap();
        drop(transaction);
        assert_eq!((job_type.name.as_str(), job_type.length_in_minutes), ("A", 30));
        assert!(job_type.effects.allow_completion_with_uncompleted_tasks && job_type.effects.services.is_empty());
        let unfolded = "SELECT count(*) FROM places WHERE sought IS NULL";
        assert_eq!(connection.query_row(unfolded, [], |row| row.get::<_, u32>(0)).unwrap(), 0);
        let sought: String = connection.query_row("SELECT sought FROM places", [], |row| row.get(0)).unwrap();
        assert_eq!(sought, "ömer\n", "what was there before is found too");
        let faults: u32 =
            connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).unwrap();
        assert_eq!(faults, 0);
    }

    #[test]
    fn a_visit_of_two_from_before_the_crew_size_was_kept_is_still_one_of_two_when_it_is_queued() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(&STEPS[..2].concat()).unwrap();
        let filled = "INSERT INTO users VALUES (1, 'a', 'A', 'A'), (2, 'b', 'B', 'B');
            INSERT INTO job_types (id, name, length_in_minutes, color, icon) VALUES (4, 'A', 30, 'red', 'dna');
            INSERT INTO places (kind, id, name) VALUES ('accounts', 1, 'Ada');
            INSERT INTO jobs (id, job_type_id, length_in_minutes, place_kind, place_id, notes, services, status, start_minute)
              VALUES (8, 4, 30, 'accounts', 1, '', '[]', 'queued', NULL), (9, 4, 30, 'accounts', 1, '', '[]', 'scheduled', 60);
            INSERT INTO claims VALUES (9, 0, 1, 60, 90), (9, 1, 2, 60, 90);";
        connection.execute_batch(filled).unwrap();
        connection.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        connection.pragma_update(None, "user_version", 2).unwrap();
        run(&mut connection).unwrap();
        let (transaction, cache) = (Transaction::Sqlite(connection.transaction().unwrap()), RosterCache::default());
        let db = Db::new(&transaction, &cache);
        let kept = |id| jobs::get(&db, id).unwrap().unwrap().last_crew_size;
        assert_eq!((kept(8), kept(9)), (None, Some(2)));
    }

    #[test]
    fn a_job_from_before_jobs_could_be_given_up_can_be_and_no_other_word_is_let_in() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(&STEPS[..11].concat()).unwrap();
        let filled =
            "INSERT INTO job_types (id, name, length_in_minutes, color, icon) VALUES (4, 'A', 30, 'red', 'dna');
            INSERT INTO places (kind, id, name) VALUES ('accounts', 1, 'Ada');
            INSERT INTO jobs (id, job_type_id, length_in_minutes, place_kind, place_id, notes, services, status)
              VALUES (8, 4, 30, 'accounts', 1, '', '[]', 'queued');";
        connection.execute_batch(filled).unwrap();
        connection.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        connection.pragma_update(None, "user_version", 11).unwrap();
        assert!(connection.execute("UPDATE jobs SET status = 'cancelled'", []).is_err());
        run(&mut connection).unwrap();
        assert_eq!(connection.execute("UPDATE jobs SET status = 'cancelled'", []).unwrap(), 1);
        assert!(connection.execute("UPDATE jobs SET status = 'lost'", []).is_err());
        let whole: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(whole, "ok");
    }

    #[test]
    fn webhooks_from_before_programs_were_called_back_are_kept_and_no_other_kind_is_let_in() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(&STEPS[..13].concat()).unwrap();
        let of_kind = |kind: &str| {
            format!(
                "INSERT INTO recipients (kind, url, events, has_details, is_active, secret, made_ms)
                 VALUES ('{kind}', 'https://crm.example.com', '', 0, 1, 'whsec_old', 7)"
            )
        };
        connection.execute_batch(&of_kind("webhook")).unwrap();
        connection.execute_batch("INSERT INTO messages (recipient_id, made_ms, due_ms) VALUES (1, 7, 7)").unwrap();
        assert!(connection.execute_batch(&of_kind("os1")).is_err());
        connection.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        connection.pragma_update(None, "user_version", 13).unwrap();
        run(&mut connection).unwrap();
        connection.execute_batch(&of_kind("os1")).unwrap();
        assert!(connection.execute_batch(&of_kind("fax")).is_err());
        let kept = "SELECT count(*) FROM messages JOIN recipients ON recipients.id = recipient_id
            WHERE kind = 'webhook' AND secret = 'whsec_old' AND messages.url IS NULL";
        assert_eq!(connection.query_row(kept, [], |row| row.get::<_, u32>(0)).unwrap(), 1);
        let whole: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(whole, "ok");
    }
}
