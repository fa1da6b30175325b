//! SQL on two databases: one transaction, and what it is asked.
//!
//! The rest of the store writes one SQL that both understand: numbered parameters (`?1`), `RETURNING`, `ON CONFLICT` with
//! its target, `IS DISTINCT FROM`. The few spellings in which they differ are in `postgres.rs` and here: the list
//! (`IN (SELECT value FROM json_each(?1))`), the lock ([`Transaction::for_update`]) and the clock ([`Transaction::clock`]). A driver that
//! hides the two from each other (sqlx's `Any`) would take the types of columns away and still leave these.

mod bell;
mod postgres;
mod sqlite;
mod value;

pub(crate) use bell::Bell;
pub(crate) use postgres::Pool;
pub use postgres::{Alone, Url as PostgresUrl};
pub use sqlite::sqlite_version;
pub(crate) use sqlite::{Readers, Writer};
pub(crate) use value::{FromValue, Row, ToValue, Value};

use crate::error::Error;
use crate::sabotage::{self, Safeguard};

/// The tables whose records get their numbers from the database.
pub(crate) const NUMBERED: [&str; 18] = [
    "api_user_history",
    "jobs",
    "desired_job_datetimes",
    "overrides",
    "custom_fields",
    "links",
    "link_history",
    "claims",
    "holds",
    "earlier_requests",
    "job_history",
    "news",
    "recipients",
    "messages",
    "account_services",
    "tickets",
    "tasks",
    "photos",
];

/// The values of a statement's parameters, in their order.
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        &[$($crate::sql::ToValue::to_value(&$value)),*]
    };
}
pub(crate) use params;

/// One transaction. It is kept when the change that got it returns `Ok`, and taken back otherwise.
pub(crate) enum Transaction<'a> {
    Sqlite(rusqlite::Transaction<'a>),
    Postgres(postgres::Transaction<'a>),
}

impl Transaction<'_> {
    /// Whether a statement failed, so that the database keeps nothing of it any more, though the change may have gone on.
    pub(crate) fn was_refused(&self) -> bool {
        match self {
            Self::Sqlite(_) => false,
            Self::Postgres(transaction) => transaction.was_refused(),
        }
    }

    /// Runs a statement and gives the number of rows it changed.
    pub(crate) fn execute(&self, sql: &str, values: &[Value]) -> Result<u64, Error> {
        match self {
            Self::Sqlite(transaction) => sqlite::execute(transaction, sql, values),
            Self::Postgres(transaction) => transaction.execute(sql, values),
        }
    }

    /// Runs a statement of which nothing is to be known now. On PostgreSQL it is pipelined: it goes with the
    /// next one, which returns what is wrong with it.
    pub(crate) fn pipeline(&self, sql: &str, values: &[Value]) -> Result<(), Error> {
        match self {
            Self::Sqlite(transaction) => sqlite::execute(transaction, sql, values).map(drop),
            Self::Postgres(transaction) => transaction.pipeline(sql, values),
        }
    }

    /// The rows that a question gives.
    pub(crate) fn rows(&self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Error> {
        match self {
            Self::Sqlite(transaction) => sqlite::rows(transaction, sql, values),
            Self::Postgres(transaction) => transaction.rows(sql, values),
        }
    }

    /// The rows of a question whose columns are all whole numbers: of a long answer no value is made for each cell.
    pub(crate) fn numbers<const N: usize>(&self, sql: &str, values: &[Value]) -> Result<Vec<[Option<i64>; N]>, Error> {
        match self {
            Self::Sqlite(transaction) => sqlite::numbers(transaction, sql, values),
            Self::Postgres(transaction) => transaction.numbers(sql, values),
        }
    }

    /// The first row that a question gives.
    pub(crate) fn row(&self, sql: &str, values: &[Value]) -> Result<Option<Row>, Error> {
        Ok(self.rows(sql, values)?.into_iter().next())
    }

    /// Whether a question gives a row.
    pub(crate) fn exists(&self, sql: &str, values: &[Value]) -> Result<bool, Error> {
        Ok(self.row(sql, values)?.is_some())
    }

    /// The first column of the only row that a question gives.
    pub(crate) fn value<T: FromValue>(&self, sql: &str, values: &[Value]) -> Result<T, Error> {
        self.row(sql, values)?.ok_or_else(|| Error::Corrupt("a question has no answer".to_owned()))?.get(0)
    }

    /// The first column of each row that a question gives.
    pub(crate) fn column<T: FromValue>(&self, sql: &str, values: &[Value]) -> Result<Vec<T>, Error> {
        self.rows(sql, values)?.iter().map(|row| row.get(0)).collect()
    }

    /// Hands the rows that a question gives on, one after the other, without having all of them at once.
    pub(crate) fn each(&self, sql: &str, take: &mut dyn FnMut(Row) -> Result<(), Error>) -> Result<(), Error> {
        match self {
            Self::Sqlite(transaction) => sqlite::each(transaction, sql, &[], take),
            Self::Postgres(transaction) => transaction.each(sql, take),
        }
    }

    /// Lets this transaction's questions, and whoever takes their answers, take as long as they do.
    pub(crate) fn without_time_limit(&self) -> Result<(), Error> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(transaction) => {
                transaction.without_limit();
                transaction.batch("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
            }
        }
    }

    /// The names of a table's columns, in their order.
    pub(crate) fn columns(&self, table: &str) -> Result<Vec<String>, Error> {
        let sql = match self {
            Self::Sqlite(_) => "SELECT name FROM pragma_table_info(?1) ORDER BY cid",
            Self::Postgres(_) => {
                "SELECT CAST(column_name AS TEXT) FROM information_schema.columns
                 WHERE table_schema = current_schema() AND table_name = ?1 ORDER BY ordinal_position"
            }
        };
        self.column(sql, params![table])
    }

    /// The names of all tables.
    pub(crate) fn tables(&self) -> Result<Vec<String>, Error> {
        let sql = match self {
            Self::Sqlite(_) => {
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
            }
            Self::Postgres(_) => {
                "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
            }
        };
        self.column(sql, &[])
    }

    /// The end of a `SELECT` whose rows nobody else may change before this transaction has ended. SQLite's writer is
    /// alone anyway.
    pub(crate) fn for_update(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "",
            Self::Postgres(_) => " FOR UPDATE",
        }
    }

    /// Keeps others who take the same lock waiting until this transaction has ended.
    pub(crate) fn lock(&self, lock: Lock) -> Result<(), Error> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(transaction) => transaction.lock(lock),
        }
    }

    /// Keeps everybody else from booking these users until this transaction has ended. In the order of their numbers:
    /// of two who want the same users, one gets the first of them and the other waits, and neither waits for ever.
    pub(crate) fn lock_users(&self, user_ids: &[u64]) -> Result<(), Error> {
        match self {
            Self::Postgres(transaction) if !sabotage::is_off(Safeguard::Lock) => transaction.lock_users(user_ids),
            _ => Ok(()),
        }
    }

    /// Locks a user and asks a question, whose columns are all whole numbers, as things stand then; `None` when somebody else
    /// has the lock. Does not wait, and goes to the database once.
    pub(crate) fn numbers_if_alone<const N: usize>(
        &self,
        user_id: u64,
        sql: &str,
        values: &[Value],
    ) -> Result<Option<Vec<[Option<i64>; N]>>, Error> {
        match self {
            Self::Postgres(transaction) if !sabotage::is_off(Safeguard::Lock) => {
                transaction.numbers_if_alone(user_id, sql, values)
            }
            _ => self.numbers(sql, values).map(Some),
        }
    }

    /// The database's own clock, for use in a statement: milliseconds since 1970-01-01 00:00 UTC. Several servers agree
    /// on it, whatever their own clocks say.
    pub(crate) fn clock(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
            Self::Postgres(_) => "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)",
        }
    }

    /// Whether a text has another in it, for use in a statement.
    pub(crate) fn has_text(&self, text: &str, part: &str) -> String {
        match self {
            Self::Sqlite(_) => format!("instr({text}, {part}) > 0"),
            Self::Postgres(_) => format!("strpos({text}, {part}) > 0"),
        }
    }

    /// The number for a new record of this table, for use in a statement, where the database allocates it before the record
    /// is written; else 0. What is allocated is not given out again: a record that isn't written after all leaves a gap.
    pub(crate) fn allocate_id(&self, table: &str) -> String {
        match self {
            Self::Sqlite(_) => "0".to_owned(),
            // By the name that identity columns give theirs: to look it up takes as long as to look whether somebody is free.
            Self::Postgres(_) => format!("nextval('{table}_id_seq')"),
        }
    }

    /// The number that the last new record of this table has got in this transaction, for use in a statement.
    pub(crate) fn last_id(&self, table: &str) -> String {
        match self {
            // By itself it would be asked again for each row that the statement writes, and be that row's then.
            Self::Sqlite(_) => "(SELECT last_insert_rowid())".to_owned(),
            Self::Postgres(_) => format!("currval('{table}_id_seq')"),
        }
    }

    /// What [`Transaction::clock`] says.
    pub(crate) fn now_ms(&self) -> Result<i64, Error> {
        self.value(&format!("SELECT {}", self.clock()), &[])
    }

    /// Lets the numbers that the database gives out go on after the highest that is there, once records came with theirs.
    /// SQLite sees to it by itself.
    pub(crate) fn sync_sequences(&self) -> Result<(), Error> {
        let Self::Postgres(_) = self else { return Ok(()) };
        for table in NUMBERED {
            let sql = format!(
                "SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table} HAVING max(id) > 0"
            );
            self.rows(&sql, &[])?;
        }
        Ok(())
    }

    /// The highest number that the database has given out to a record of this table, which may be deleted; 0 when none.
    pub(crate) fn last_number(&self, table: &str) -> Result<u64, Error> {
        let sql = match self {
            Self::Sqlite(_) => "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?1",
            Self::Postgres(_) => {
                "SELECT coalesce(pg_sequence_last_value(CAST(pg_get_serial_sequence(?1, 'id') AS regclass)), 0)"
            }
        };
        let given: u64 = self.value(sql, params![table])?;
        // On SQLite only tables from which records can be deleted by themselves keep count.
        let present: u64 = self.value(&format!("SELECT coalesce(max(id), 0) FROM {table}"), &[])?;
        Ok(given.max(present))
    }

    /// Lets the numbers that the database gives out go on after this one, which is none that is there.
    pub(crate) fn advance_sequence(&self, table: &str, number: u64) -> Result<(), Error> {
        if number <= self.last_number(table)? {
            return Ok(());
        }
        if let Self::Postgres(_) = self {
            self.rows("SELECT setval(pg_get_serial_sequence(?1, 'id'), ?2)", params![table, number])?;
        } else {
            self.execute("DELETE FROM sqlite_sequence WHERE name = ?1", params![table])?;
            self.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)", params![table, number])?;
        }
        Ok(())
    }
}

/// What only one transaction at a time may do.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Lock {
    /// Change what stands around jobs, where the next number is one more than the highest.
    Roster = 1,
    /// Bring the tables up to date.
    Migration = 2,
    /// Start: fill the database, make the first API user.
    Start = 3,
    /// Hold or book as a newcomer: what they may do together is counted.
    Newcomers = 4,
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use slotwright_testing::postgres::Postgres;
    use slotwright_testing::sqlite::SqliteFile;
    use tokio::sync::Mutex;

    use crate::error::Error;
    use crate::testing::open;
    use crate::unit_of_work::Db;

    /// More than can be at work at once.
    const MANY: usize = 24;

    /// In a store with so many writers.
    async fn is_not_done_once_it_was_given_up(url: &str, writers: usize) {
        let store = open(url).await;
        let (gate, begun) = (Arc::new(Mutex::new(())), Arc::new(AtomicUsize::new(0)));
        let work = |count: usize| {
            let each = |_| {
                let (store, gate, begun) = (store.clone(), gate.clone(), begun.clone());
                let pass = move |_: &Db| {
                    begun.fetch_add(1, Ordering::SeqCst);
                    drop(gate.blocking_lock());
                    Ok::<_, Error>(())
                };
                tokio::spawn(async move { store.change(pass).await })
            };
            (0..count).map(each).collect::<Vec<_>>()
        };
        let closed = gate.lock().await;
        let before = work(MANY);
        while begun.load(Ordering::SeqCst) < writers {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        let given_up = tokio::time::timeout(Duration::from_millis(50), store.set_time_zone("Asia/Kolkata")).await;
        assert!(given_up.is_err(), "everybody is at work, and it waits");
        drop(closed);
        for done in before.into_iter().chain(work(MANY)) {
            done.await.unwrap().unwrap();
        }
        assert_eq!(store.settings().await.unwrap().time_zone, None);
        store.set_time_zone("Asia/Kolkata").await.unwrap();
        assert_eq!(store.settings().await.unwrap().time_zone.as_deref(), Some("Asia/Kolkata"));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_was_given_up_while_it_waited_is_not_done() {
        is_not_done_once_it_was_given_up(&SqliteFile::new("given-up").url(), 1).await;
        let database = Postgres::shared().database();
        is_not_done_once_it_was_given_up(&database.url(), super::postgres::WRITERS).await;
    }
}
