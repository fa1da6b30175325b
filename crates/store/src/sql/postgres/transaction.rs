//! One transaction, and what is sent together.
//!
//! A statement whose answer decides nothing waits and is sent with the next one: the begin, the locks, what is written
//! last, the commit. The database works through them in their order, each as if it had come alone, and one way there and
//! back serves them all.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use bytes::BytesMut;
use futures_util::StreamExt;
use futures_util::future::{OptionFuture, join, join_all, maybe_done};
use tokio::runtime::Runtime;
use tokio::time::timeout;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Client, Statement};

use super::{ANSWER_TIMEOUT, Connected, LONGEST_WAIT, Lock, OURS};
use crate::error::{Error, Obstacle};
use crate::sql::{Row, Value};

/// How a transaction begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begin {
    /// To change something, unless others have locked what it needs.
    ToWrite,
    /// To change something, and to wait for those others.
    ToWait,
    /// To ask several questions of one moment.
    ToRead,
    /// Not at all: one question is of one moment by itself.
    Nothing,
}

/// A transaction of PostgreSQL. Taken back when it is dropped before its commit.
pub(crate) struct Transaction<'a> {
    runtime: &'a Runtime,
    client: &'a Client,
    statements: &'a RefCell<HashMap<String, Statement>>,
    /// Whether an answer did not come: the next one on this connection would not come either.
    is_silent: &'a Cell<bool>,
    /// How long an answer may take.
    limit: Cell<Duration>,
    waiting: RefCell<Vec<Waiting>>,
    /// Whether the database has heard of it.
    is_open: Cell<bool>,
    /// That a statement failed, and whether others were the cause.
    refused: Cell<Option<Option<Obstacle>>>,
}

/// What is sent with the next statement.
enum Waiting {
    Plain(String),
    Prepared(Statement, Vec<Value>),
}

type Outcome<T> = Result<T, tokio_postgres::Error>;

impl<'a> Transaction<'a> {
    pub(super) fn new(runtime: &'a Runtime, connected: &'a Connected, begin: Begin) -> Self {
        let begin = match begin {
            Begin::ToWrite => Some("BEGIN".to_owned()),
            Begin::ToWait => Some(format!("BEGIN; SET LOCAL lock_timeout = '{LONGEST_WAIT}'")),
            Begin::ToRead => Some("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY".to_owned()),
            Begin::Nothing => None,
        };
        let waiting = begin.map(Waiting::Plain).into_iter().collect();
        Self {
            runtime,
            client: &connected.client,
            statements: &connected.statements,
            is_silent: &connected.is_silent,
            limit: Cell::new(ANSWER_TIMEOUT),
            waiting: RefCell::new(waiting),
            is_open: Cell::new(false),
            refused: Cell::new(None),
        }
    }

    pub(in crate::sql) fn execute(&self, sql: &str, values: &[Value]) -> Result<u64, Error> {
        let statement = self.statement(sql)?;
        self.run(self.client.execute_raw(&statement, values))
    }

    pub(in crate::sql) fn rows(&self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Error> {
        self.query(sql, values)?.iter().map(read).collect()
    }

    pub(in crate::sql) fn numbers<const N: usize>(
        &self,
        sql: &str,
        values: &[Value],
    ) -> Result<Vec<[Option<i64>; N]>, Error> {
        self.query(sql, values)?.iter().map(read_numbers).collect()
    }

    /// Locks of the database's own, and not of the users' rows: a row's lock is written to the disk, and whoever writes
    /// something that only refers to the user would have to be let through.
    pub(in crate::sql) fn lock_users(&self, user_ids: &[u64]) -> Result<(), Error> {
        let sql = "SELECT pg_advisory_xact_lock(value) FROM (SELECT value FROM json_each(?1) AS value ORDER BY value) AS keys";
        let keys: Vec<u64> = user_ids.iter().map(|user_id| lock_key(*user_id)).collect();
        // What is asked next is seen as it is once the locks are ours: each statement sees its own moment.
        self.later(sql, &[Value::Numbers(keys)])
    }

    pub(in crate::sql) fn numbers_if_alone<const N: usize>(
        &self,
        user_id: u64,
        sql: &str,
        values: &[Value],
    ) -> Result<Option<Vec<[Option<i64>; N]>>, Error> {
        let lock = self.statement("SELECT pg_try_advisory_xact_lock(?1)")?;
        let question = self.statement(sql)?;
        let key = Value::Integer(lock_key(user_id) as i64);
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        let key: [&(dyn ToSql + Sync); 1] = [&key];
        let (is_alone, rows) = self.run(async {
            let (lock, rows) = join(self.client.query_one(&lock, &key), self.client.query(&question, &values)).await;
            Ok((lock?.try_get::<_, bool>(0)?, rows?))
        })?;
        // Without the lock it is another moment's answer.
        is_alone.then(|| rows.iter().map(read_numbers).collect()).transpose()
    }

    pub(in crate::sql) fn each(&self, sql: &str, take: &mut dyn FnMut(Row) -> Result<(), Error>) -> Result<(), Error> {
        let nothing: [Value; 0] = [];
        let sql = dialect(sql);
        let rows = self.run(self.client.query_raw(&sql, nothing.iter()))?;
        let mut rows = std::pin::pin!(rows);
        while let Some(row) = self.in_time(rows.next())? {
            take(read(&self.noted(row)?)?)?;
        }
        Ok(())
    }

    /// Sends a statement with the next one. Nothing is told of it but that it failed, and that to the next.
    pub(in crate::sql) fn later(&self, sql: &str, values: &[Value]) -> Result<(), Error> {
        let statement = self.statement(sql)?;
        self.waiting.borrow_mut().push(Waiting::Prepared(statement, values.to_vec()));
        Ok(())
    }

    pub(in crate::sql) fn lock(&self, lock: Lock) -> Result<(), Error> {
        self.batch(&format!("SELECT pg_advisory_xact_lock({OURS}, {})", lock as i32))
    }

    pub(crate) fn batch(&self, sql: &str) -> Result<(), Error> {
        self.run(self.client.batch_execute(sql))
    }

    pub(super) fn commit(self) -> Result<(), Error> {
        // What failed among what waits makes a rollback of it, and is told.
        let committed = self.run(self.client.batch_execute("COMMIT"));
        self.is_open.set(committed.is_err());
        committed.map_err(|error| match error {
            Error::Silent { .. } => Error::Silent { may_be_kept: true },
            error => error,
        })
    }

    /// Lets answers take as long as they do.
    pub(crate) fn without_limit(&self) {
        self.limit.set(Duration::MAX);
    }

    /// Whether a statement failed: the database keeps nothing of this transaction any more.
    pub(in crate::sql) fn was_refused(&self) -> bool {
        self.refused.get().is_some()
    }

    /// What was in the way of the first statement that failed, where that was others, so that it may work now.
    pub(super) fn obstacle(&self) -> Option<Obstacle> {
        self.refused.get().flatten()
    }

    fn query(&self, sql: &str, values: &[Value]) -> Result<Vec<tokio_postgres::Row>, Error> {
        let statement = self.statement(sql)?;
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        self.run(self.client.query(&statement, &values))
    }

    fn statement(&self, sql: &str) -> Result<Statement, Error> {
        if let Some(statement) = self.statements.borrow().get(sql) {
            return Ok(statement.clone());
        }
        // With what waits, since that may be what makes the table.
        let statement = self.run(self.client.prepare(&dialect(sql)))?;
        self.statements.borrow_mut().insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    /// Waits for an answer, and for those to what was sent with it. Of several failures the first is told: the others
    /// follow from it.
    fn run<T>(&self, asked: impl Future<Output = Outcome<T>>) -> Result<T, Error> {
        let waiting = self.waiting.take();
        if !waiting.is_empty() {
            self.is_open.set(true);
        }
        let send = |waiting| async move {
            match waiting {
                Waiting::Plain(sql) => self.client.batch_execute(&sql).await,
                Waiting::Prepared(statement, values) => self.client.execute_raw(&statement, values).await.map(drop),
            }
        };
        let mut before: Vec<_> = waiting.into_iter().map(|waiting| Box::pin(maybe_done(send(waiting)))).collect();
        let answer = self.in_time(async {
            // A future of this client sends when it is first asked.
            poll_fn(|context| {
                before.iter_mut().for_each(|sent| _ = sent.as_mut().poll(context));
                Poll::Ready(())
            })
            .await;
            // What has failed by now was never sent, and nobody may keep what follows without it.
            let are_sent = before.iter_mut().all(|sent| !matches!(sent.as_mut().output_mut(), Some(Err(_))));
            let (_, answer) = join(join_all(before.iter_mut()), OptionFuture::from(are_sent.then_some(asked))).await;
            answer
        })?;
        let before = before.iter_mut().filter_map(|sent| sent.as_mut().take_output());
        before.into_iter().try_for_each(|outcome| self.noted(outcome))?;
        answer.map_or(Err(Error::TakenBack), |answer| self.noted(answer))
    }

    /// What the database has set for itself (a lock, a statement) ends before this limit. It is for a database that is not
    /// there any more, or not to be heard.
    fn in_time<T>(&self, answer: impl Future<Output = T>) -> Result<T, Error> {
        let answered = match self.is_silent.get() {
            true => None,
            false => self.runtime.block_on(async { timeout(self.limit.get(), answer).await.ok() }),
        };
        answered.ok_or_else(|| {
            self.is_silent.set(true);
            self.refused.set(self.refused.get().or(Some(None)));
            Error::Silent { may_be_kept: false }
        })
    }

    fn noted<T>(&self, outcome: Outcome<T>) -> Result<T, Error> {
        outcome.map_err(|error| {
            let error = Error::from(error);
            self.refused.set(self.refused.get().or(Some(error.obstacle())));
            error
        })
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        // Who comes next sends something else first otherwise.
        if self.is_open.get() {
            let _ = self.in_time(self.client.batch_execute("ROLLBACK"));
        }
    }
}

/// The number of a user's lock: apart from those that others take in the same database.
pub(super) fn lock_key(user_id: u64) -> u64 {
    (OURS as u64) << 32 ^ user_id
}

/// The store's SQL in PostgreSQL's spelling.
fn dialect(sql: &str) -> String {
    let mut text = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some((before, after)) = rest.split_once('?') {
        let list = after.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(after.len());
        let (number, after) = after.split_at(list);
        rest = after;
        if let Some(before) = before.strip_suffix("IN (SELECT value FROM json_each(") {
            text += &format!("{before}= ANY(${number}");
            // One bracket of the two closes ANY.
            rest = after.strip_prefix(')').unwrap_or(after);
        } else if let Some(before) = before.strip_suffix("json_each(") {
            text += &format!("{before}unnest(CAST(${number} AS BIGINT[])");
        } else {
            text += &format!("{before}${number}");
        }
    }
    text.push_str(rest);
    text
}

fn read_numbers<const N: usize>(row: &tokio_postgres::Row) -> Result<[Option<i64>; N], Error> {
    let mut numbers = [None; N];
    for (index, number) in numbers.iter_mut().enumerate() {
        *number = row.try_get(index)?;
    }
    Ok(numbers)
}

fn read(row: &tokio_postgres::Row) -> Result<Row, Error> {
    let value = |index: usize, column: &tokio_postgres::Column| -> Result<Value, Error> {
        let kind = column.type_();
        Ok(match *kind {
            Type::INT8 => row.try_get::<_, Option<i64>>(index)?.map(Value::Integer),
            Type::INT4 => row.try_get::<_, Option<i32>>(index)?.map(|number| Value::Integer(number.into())),
            Type::BOOL => row.try_get::<_, Option<bool>>(index)?.map(|truth| Value::Integer(truth.into())),
            Type::FLOAT8 => row.try_get::<_, Option<f64>>(index)?.map(Value::Real),
            Type::TEXT | Type::NAME | Type::VARCHAR => row.try_get::<_, Option<String>>(index)?.map(Value::Text),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(index)?.map(Value::Bytes),
            _ => return Err(Error::Corrupt(format!("a column has the type {kind}"))),
        }
        .unwrap_or(Value::Null))
    };
    let values: Result<_, Error> =
        row.columns().iter().enumerate().map(|(index, column)| value(index, column)).collect();
    Ok(Row(values?))
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Integer(number) => match *kind {
                Type::BOOL => (*number != 0).to_sql(kind, out),
                Type::INT4 => i32::try_from(*number)?.to_sql(kind, out),
                Type::FLOAT8 => (*number as f64).to_sql(kind, out),
                _ => number.to_sql(kind, out),
            },
            Self::Real(number) => number.to_sql(kind, out),
            Self::Text(text) => text.to_sql(kind, out),
            Self::Bytes(bytes) => bytes.to_sql(kind, out),
            Self::Numbers(numbers) => {
                let numbers: Vec<i64> =
                    numbers.iter().map(|number| i64::try_from(*number).unwrap_or(i64::MAX)).collect();
                numbers.to_sql(kind, out)
            }
        }
    }

    /// What does not fit is refused by the database.
    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

#[cfg(test)]
mod tests {
    use slotwright_testing::postgres::{Database, Postgres};

    use super::*;
    use crate::sql::params;
    use crate::unit_of_work::Db;
    use crate::{Location, Store, settings};

    /// Is refused by the database alone.
    const NO_VERSION: &str = "INSERT INTO versions (user_id, version) VALUES (?1, NULL)";

    async fn store(database: &Database<'_>) -> Store {
        let location: Location = database.url().parse().unwrap();
        tokio::task::spawn_blocking(move || Store::open(&location)).await.unwrap().unwrap()
    }

    /// Makes a change in the middle of which something goes wrong, on more connections than there are; then none of it is
    /// there, and the next change is.
    async fn nothing_is_kept(store: &Store, wrong: fn(&Db) -> Result<(), Error>) -> Error {
        let mut told = None;
        for _ in 0..20 {
            let change = store.change(move |db| {
                settings::set(db, "company", "of a change that went wrong")?;
                wrong(db)
            });
            told = Some(change.await.unwrap_err());
            assert_eq!(store.settings().await.unwrap().company, None);
        }
        store.change(|db| settings::set(db, "company", "ours")).await.unwrap();
        assert_eq!(store.settings().await.unwrap().company.as_deref(), Some("ours"));
        store.change(|db| db.execute("DELETE FROM settings WHERE name = 'company'", &[]).map(drop)).await.unwrap();
        told.unwrap()
    }

    #[tokio::test]
    async fn of_a_change_that_goes_wrong_in_the_middle_nothing_is_kept() {
        let database = Postgres::shared().database();
        let store = store(&database).await;
        // What is sent with the commit.
        let told = nothing_is_kept(&store, |db| db.later(NO_VERSION, params![7])).await;
        assert!(told.to_string().contains("(23502)"), "{told}");
        // What can't even be sent: no statement has a parameter of this size.
        let told = nothing_is_kept(&store, |db| db.later("SELECT CAST(?1 AS INT)", params![i64::MAX])).await;
        assert!(told.to_string().contains("error serializing parameter"), "{told}");
        // Of two that are sent together the first is told.
        let told = nothing_is_kept(&store, |db| {
            db.later(NO_VERSION, params![7])?;
            db.value::<i64>("SELECT 1", &[]).map(drop)
        });
        let told = told.await;
        assert!(told.to_string().contains("(23502)"), "{told}");
        // A statement that the database does not understand.
        let told = nothing_is_kept(&store, |db| db.execute("DELETE FROM nothing", &[]).map(drop)).await;
        assert!(told.to_string().contains("(42P01)"), "{told}");
        // One whose failure nobody cares about.
        let told = nothing_is_kept(&store, |db| {
            let _ = db.execute("DELETE FROM nothing", &[]);
            Ok(())
        });
        assert!(matches!(told.await, Error::TakenBack));
        // The same, where versions are to be raised yet.
        let told = nothing_is_kept(&store, |db| {
            db.touch(&[7]);
            let _ = db.execute("DELETE FROM nothing", &[]);
            Ok(())
        });
        let told = told.await;
        assert!(matches!(told, Error::TakenBack), "{told}");
        let told = nothing_is_kept(&store, |_| panic!("on purpose")).await;
        assert!(matches!(told, Error::Closed), "{told}");
        // The rows of an answer that nobody takes.
        let told = nothing_is_kept(&store, |db| {
            let numbers = "SELECT number FROM generate_series(1, 100000) AS number";
            db.each(numbers, &mut |_| Err(Error::NotEmpty))
        });
        assert!(matches!(told.await, Error::NotEmpty));
        let told =
            nothing_is_kept(&store, |db| db.rows("SELECT pg_terminate_backend(pg_backend_pid())", &[]).map(drop));
        let told = told.await;
        assert!(told.is_passing(), "{told}");
    }

    #[test]
    fn parameters_and_lists_get_the_other_spelling() {
        let sql = "SELECT 1 FROM a WHERE b = ?1 AND c IN (SELECT value FROM json_each(?12)) AND (d = ?2) LIMIT ?3";
        let expected = "SELECT 1 FROM a WHERE b = $1 AND c = ANY($12) AND (d = $2) LIMIT $3";
        assert_eq!(dialect(sql), expected);
        let sql = "SELECT value FROM json_each(?2) AS listed (value) ORDER BY value";
        let expected = "SELECT value FROM unnest(CAST($2 AS BIGINT[])) AS listed (value) ORDER BY value";
        assert_eq!(dialect(sql), expected);
    }
}
