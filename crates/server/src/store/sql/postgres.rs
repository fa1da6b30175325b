//! PostgreSQL: a few connections, each with a thread of its own; any number of servers beside this one.
//!
//! The client is the synchronous one, because a transaction here is a piece of plain code that runs from its begin to
//! its commit (the same code as on SQLite), and not a chain of futures that can be left in the middle.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use bytes::BytesMut;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Config, IsolationLevel, NoTls, Statement};
use tokio::sync::oneshot;

use super::super::{Error, migrations};
use super::{Db, Engine, Lock, Row, Value};
use crate::metrics;

type Work = Box<dyn FnOnce(&mut Session) + Send>;

/// Most of the time of a change is waiting for the disk, so a few more than there are cores.
const WRITERS: usize = 8;
const READERS: usize = 4;
/// How often a change is tried again that the database took back because others were in its way.
const RETRIES: u64 = 3;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// For how long a connection that worked is taken for one that works.
const TRUSTED: Duration = Duration::from_secs(1);
/// Nobody waits longer for another's lock, a statement, or us.
const TIMEOUTS: &str = "SET lock_timeout = '2s'; SET statement_timeout = '5s';
    SET idle_in_transaction_session_timeout = '10s'";

/// Sets our advisory locks apart from those that others take in the same database.
const OURS: i32 = 0x536c_6f74;

/// Where a database is. Does not print its password.
#[derive(Clone)]
pub struct Url {
    config: Box<Config>,
}

impl FromStr for Url {
    type Err = String;

    fn from_str(url: &str) -> Result<Self, Self::Err> {
        let mut config = Config::from_str(url).map_err(|error| format!("not an address of PostgreSQL: {error}"))?;
        config.application_name("slotwright").connect_timeout(CONNECT_TIMEOUT);
        Ok(Self { config: Box::new(config) })
    }
}

impl fmt::Display for Url {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        use postgres::config::Host;
        formatter.write_str("postgres://")?;
        if let Some(user) = self.config.get_user() {
            write!(formatter, "{user}@")?;
        }
        match self.config.get_hosts().first() {
            Some(Host::Tcp(host)) => formatter.write_str(host)?,
            #[cfg(unix)]
            Some(Host::Unix(path)) => write!(formatter, "{}", path.display())?,
            None => {}
        }
        write!(formatter, "/{}", self.config.get_dbname().unwrap_or_default())
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// Connections that are asked in turn.
#[derive(Clone)]
pub(in crate::store) struct Pool {
    writers: mpsc::Sender<Work>,
    readers: mpsc::Sender<Work>,
    url: Url,
}

impl Pool {
    /// Connects, and brings the tables up to date.
    pub(in crate::store) fn open(url: &Url) -> Result<Self, Error> {
        // The client runs a runtime of its own and must not find itself in another.
        let first = url.clone();
        let started = thread::spawn(move || {
            let mut session = Session::new(first);
            session.write(migrations::postgres::run).map(|()| session)
        });
        let session = started.join().map_err(|_| Error::Closed)??;
        let readers = start("store-reader", READERS, url, None)?;
        Ok(Self { writers: start("store-writer", WRITERS, url, Some(session))?, readers, url: url.clone() })
    }

    /// Runs `change` in one transaction, which is kept when it returns `Ok` and taken back otherwise. Where others are
    /// in its way it is run again.
    pub(in crate::store) async fn write<T, E, F>(&self, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Db) -> Result<T, E> + Send + 'static,
    {
        run(&self.writers, move |session| session.write(change)).await
    }

    /// Runs `question` in one transaction, in which it sees one moment.
    pub(in crate::store) async fn read<T, F>(&self, question: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> Result<T, Error> + Send + 'static,
    {
        run(&self.readers, move |session| session.read(question)).await
    }
}

/// Keeps other servers from starting on the same database until it is dropped.
pub struct Alone {
    _end: mpsc::Sender<()>,
}

impl Pool {
    /// Waits until no other server is starting.
    pub(in crate::store) async fn start_alone(&self) -> Result<Alone, Error> {
        let (ready, is_ready) = oneshot::channel();
        let (end, ended) = mpsc::channel::<()>();
        let url = self.url.clone();
        thread::spawn(move || {
            let mut session = Session::new(url);
            let lock = format!(
                "SET lock_timeout = '60s'; SET statement_timeout = '60s'; SELECT pg_advisory_lock({OURS}, {})",
                Lock::Start as i32
            );
            let locked = session.connect().and_then(|connected| Ok(connected.client.batch_execute(&lock)?));
            // The lock ends with the connection.
            if ready.send(locked).is_ok() {
                let _ = ended.recv();
            }
        });
        is_ready.await.map_err(|_| Error::Closed)??;
        Ok(Alone { _end: end })
    }
}

async fn run<T, E>(
    queue: &mpsc::Sender<Work>,
    work: impl FnOnce(&mut Session) -> Result<T, E> + Send + 'static,
) -> Result<T, E>
where
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    let (answer, answered) = oneshot::channel();
    let work: Work = Box::new(move |session| {
        // A panic takes its own transaction back and must not take the thread with it.
        if let Ok(result) = catch_unwind(AssertUnwindSafe(|| work(session))) {
            // Nobody may wait any more; the change is made all the same, it has been asked for.
            let _ = answer.send(result);
        }
    });
    queue.send(work).map_err(|_| Error::Closed)?;
    answered.await.map_err(|_| Error::Closed)?
}

fn start(name: &str, count: usize, url: &Url, first: Option<Session>) -> Result<mpsc::Sender<Work>, Error> {
    let (queue, work) = mpsc::channel::<Work>();
    let work = Arc::new(Mutex::new(work));
    let sessions = first.into_iter().chain(std::iter::repeat_with(|| Session::new(url.clone()))).take(count);
    for mut session in sessions {
        let work = work.clone();
        thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                loop {
                    let next = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(work) = next else { return };
                    work(&mut session);
                }
            })
            .map_err(|error| Error::Foreign(format!("the store's thread does not start: {error}")))?;
    }
    Ok(queue)
}

/// One connection, made when it is needed and again when it broke.
struct Session {
    url: Url,
    connected: Option<Connected>,
}

struct Connected {
    client: Client,
    used: Instant,
    statements: RefCell<HashMap<String, Statement>>,
}

impl Session {
    fn new(url: Url) -> Self {
        Self { url, connected: None }
    }

    fn connect(&mut self) -> Result<&mut Connected, Error> {
        // A connection that broke while nobody used it is noticed only when it is asked.
        let is_broken = |connected: &mut Connected| {
            connected.client.is_closed()
                || (TRUSTED < connected.used.elapsed() && connected.client.is_valid(CONNECT_TIMEOUT).is_err())
        };
        if self.connected.as_mut().is_some_and(is_broken) {
            self.connected = None;
        }
        match &mut self.connected {
            Some(connected) => {
                connected.used = Instant::now();
                Ok(connected)
            }
            missing => {
                let mut client = self.url.config.connect(NoTls)?;
                client.batch_execute(TIMEOUTS)?;
                Ok(missing.insert(Connected { client, statements: RefCell::default(), used: Instant::now() }))
            }
        }
    }

    fn write<T, E: From<Error>>(&mut self, change: impl Fn(&Db) -> Result<T, E>) -> Result<T, E> {
        let mut tries = 0;
        loop {
            let connected = self.connect()?;
            let transaction = connected.client.transaction().map_err(Error::from)?;
            let db = Db::from(Engine::Postgres(Transaction::new(transaction, &connected.statements)));
            let result = change(&db);
            let Engine::Postgres(transaction) = db.into_engine() else { return result };
            let (refused, is_in_the_way) = match result {
                // Whoever went on after a failed statement has written nothing.
                Ok(_) if transaction.was_refused() => (Error::TakenBack.into(), transaction.was_in_the_way()),
                Ok(result) => match transaction.commit() {
                    Ok(()) => return Ok(result),
                    Err(error) => {
                        let is_in_the_way = error.is_in_the_way();
                        (E::from(error), is_in_the_way)
                    }
                },
                Err(refused) => (refused, transaction.was_in_the_way()),
            };
            if !is_in_the_way || tries == RETRIES {
                return Err(refused);
            }
            tries += 1;
            metrics::deadlock_retry();
            // Long enough for the other to be through, and not the same for all who lost.
            let jitter = crate::gateway::random_bytes::<1>()[0];
            thread::sleep(Duration::from_millis(5 + u64::from(jitter) % 45));
        }
    }

    fn read<T>(&mut self, question: impl FnOnce(&Db) -> Result<T, Error>) -> Result<T, Error> {
        let connected = self.connect()?;
        let begin =
            connected.client.build_transaction().read_only(true).isolation_level(IsolationLevel::RepeatableRead);
        let db = Db::from(Engine::Postgres(Transaction::new(begin.start()?, &connected.statements)));
        question(&db)
    }
}

/// A transaction of PostgreSQL.
pub(in crate::store) struct Transaction<'a> {
    transaction: RefCell<postgres::Transaction<'a>>,
    statements: &'a RefCell<HashMap<String, Statement>>,
    refused: RefCell<Option<bool>>,
}

impl<'a> Transaction<'a> {
    fn new(transaction: postgres::Transaction<'a>, statements: &'a RefCell<HashMap<String, Statement>>) -> Self {
        Self { transaction: RefCell::new(transaction), statements, refused: RefCell::new(None) }
    }

    pub(super) fn execute(&self, sql: &str, values: &[Value]) -> Result<u64, Error> {
        self.run(sql, values, |transaction, statement, values| transaction.execute(statement, values))
    }

    pub(super) fn rows(&self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Error> {
        let rows = self.run(sql, values, |transaction, statement, values| transaction.query(statement, values))?;
        rows.iter().map(read).collect()
    }

    pub(super) fn each(&self, sql: &str, take: &mut dyn FnMut(Row) -> Result<(), Error>) -> Result<(), Error> {
        let mut transaction = self.transaction.borrow_mut();
        let nothing: [&(dyn ToSql + Sync); 0] = [];
        let mut rows = self.noted(transaction.query_raw(&dialect(sql), nothing))?;
        while let Some(row) = self.noted(rows.next())? {
            take(read(&row)?)?;
        }
        Ok(())
    }

    pub(super) fn numbers<const N: usize>(&self, sql: &str, values: &[Value]) -> Result<Vec<[Option<i64>; N]>, Error> {
        let rows = self.run(sql, values, |transaction, statement, values| transaction.query(statement, values))?;
        let read = |row: &postgres::Row| {
            let mut numbers = [None; N];
            for (index, number) in numbers.iter_mut().enumerate() {
                *number = row.try_get(index)?;
            }
            Ok(numbers)
        };
        rows.iter().map(read).collect()
    }

    pub(super) fn lock(&self, lock: Lock) -> Result<(), Error> {
        let sql = format!("SELECT pg_advisory_xact_lock({OURS}, {})", lock as i32);
        self.noted(self.transaction.borrow_mut().batch_execute(&sql))
    }

    pub(in crate::store) fn batch(&self, sql: &str) -> Result<(), Error> {
        self.noted(self.transaction.borrow_mut().batch_execute(sql))
    }

    pub(super) fn commit(self) -> Result<(), Error> {
        Ok(self.transaction.into_inner().commit()?)
    }

    /// Whether a statement failed: the database keeps nothing of this transaction any more.
    fn was_refused(&self) -> bool {
        self.refused.borrow().is_some()
    }

    /// Whether a statement failed because of others, so that it may work now.
    fn was_in_the_way(&self) -> bool {
        *self.refused.borrow() == Some(true)
    }

    fn run<T>(
        &self,
        sql: &str,
        values: &[Value],
        ask: impl FnOnce(&mut postgres::Transaction, &Statement, &[&(dyn ToSql + Sync)]) -> Result<T, postgres::Error>,
    ) -> Result<T, Error> {
        let mut transaction = self.transaction.borrow_mut();
        let known = self.statements.borrow().get(sql).cloned();
        let statement = match known {
            Some(statement) => statement,
            None => {
                let statement = self.noted(transaction.prepare(&dialect(sql)))?;
                self.statements.borrow_mut().insert(sql.to_owned(), statement.clone());
                statement
            }
        };
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        self.noted(ask(&mut transaction, &statement, &values))
    }

    fn noted<T>(&self, result: Result<T, postgres::Error>) -> Result<T, Error> {
        result.map_err(|error| {
            let error = Error::from(error);
            *self.refused.borrow_mut() = Some(error.is_in_the_way());
            error
        })
    }
}

/// The store's SQL in PostgreSQL's spelling.
fn dialect(sql: &str) -> String {
    let mut text = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some((before, after)) = rest.split_once('?') {
        let list = after.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(after.len());
        let (number, after) = after.split_at(list);
        match before.strip_suffix("IN (SELECT value FROM json_each(") {
            Some(before) => {
                text.push_str(before);
                text.push_str("= ANY($");
                text.push_str(number);
                // One bracket of the two closes ANY.
                rest = after.strip_prefix(')').unwrap_or(after);
            }
            None => {
                text.push_str(before);
                text.push('$');
                text.push_str(number);
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

fn read(row: &postgres::Row) -> Result<Row, Error> {
    let value = |index: usize, column: &postgres::Column| -> Result<Value, Error> {
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
    use super::*;

    #[test]
    fn parameters_and_lists_get_the_other_spelling() {
        let sql = "SELECT 1 FROM a WHERE b = ?1 AND c IN (SELECT value FROM json_each(?12)) AND (d = ?2) LIMIT ?3";
        let expected = "SELECT 1 FROM a WHERE b = $1 AND c = ANY($12) AND (d = $2) LIMIT $3";
        assert_eq!(dialect(sql), expected);
    }

    #[test]
    fn an_address_prints_without_its_password() {
        let url: Url = "postgres://ada:hunter22@db.example/slotwright".parse().unwrap();
        assert_eq!(url.to_string(), "postgres://ada@db.example/slotwright");
        assert!(!format!("{url:?}").contains("hunter22"));
    }
}
