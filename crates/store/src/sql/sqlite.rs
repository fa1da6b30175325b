//! SQLite: one writer, a few readers, one process.
//!
//! SQLite has one writer at a time whatever we do. With a thread of our own that writer waits in our queue instead of
//! in SQLite's busy handler, which neither is fair nor leaves an async task free meanwhile.

use std::fs::{File, TryLockError};
use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql, Transaction, TransactionBehavior, params_from_iter};
use tokio::sync::{Semaphore, oneshot};

use super::{Row, Transaction as AnyTransaction, Value};
use crate::error::Error;
use crate::private_file::private_file;

type Work = Box<dyn FnOnce(&mut Connection) + Send>;

/// Below this, two connections that write at the same moment can destroy the file (the WAL-reset bug of 3.7.0 to
/// 3.51.2).
const LEAST_VERSION: i32 = 3_051_003;

/// The version of the SQLite library.
#[must_use]
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

/// The only connection that changes anything. With its last clone the file is put in order.
#[derive(Clone)]
pub(crate) struct Writer(Arc<WritingThread>);

/// The thread that has the connection. Both are there until it is dropped.
struct WritingThread {
    queue: Option<mpsc::Sender<Work>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Drop for WritingThread {
    fn drop(&mut self) {
        // Without a queue the thread has nothing more to wait for. Nobody else waits for it: a process that ends takes its
        // threads with it, whatever they are at.
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Writer {
    /// Opens the file, and has `migrate` bring its tables up to date.
    pub(crate) fn open(path: &Path, migrate: impl FnOnce(&mut Connection) -> Result<(), Error>) -> Result<Self, Error> {
        if rusqlite::version_number() < LEAST_VERSION {
            let found = rusqlite::version();
            return Err(Error::Foreign(format!("SQLite {found} can lose data; at least 3.51.3 is needed")));
        }
        let lock = lock(path)?;
        let mut connection = Connection::open(path)?;
        prepare(&connection)?;
        // In this order: the journal's mode is kept in the file, the rest is the connection's.
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        // FULL: an answered booking survives a power cut, not only a crash.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "cell_size_check", true)?;
        migrate(&mut connection)?;
        let (queue, work) = mpsc::channel::<Work>();
        let thread = thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || {
                while let Ok(work) = work.recv() {
                    work(&mut connection);
                }
                // The last clone of the store is gone. Leaves one tidy file behind, where nobody else has it open.
                let _ = connection.pragma_update_and_check(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()));
                drop(connection);
                drop(lock);
            })
            .map_err(|error| Error::Foreign(format!("the store's thread does not start: {error}")))?;
        Ok(Self(Arc::new(WritingThread { queue: Some(queue), thread: Some(thread) })))
    }

    /// Runs `change` in one transaction, which is kept when it returns `Ok` and taken back otherwise.
    pub(crate) async fn run<T, E, F>(&self, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: FnOnce(&AnyTransaction) -> Result<T, E> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let work: Work = Box::new(move |connection| {
            // Given up while it waited: who asked does not know whether it was done, and then it better is not.
            if answer.is_closed() {
                return;
            }
            // A panic takes its own transaction back and must not take the writer with it.
            let result = catch_unwind(AssertUnwindSafe(|| commit(connection, change)));
            if let Ok(result) = result {
                // Nobody may wait any more; what has begun is made all the same.
                let _ = answer.send(result);
            }
        });
        self.0.queue.as_ref().ok_or(Error::Closed)?.send(work).map_err(|_| Error::Closed)?;
        answered.await.map_err(|_| Error::Closed)?
    }
}

fn commit<T, E: From<Error>>(
    connection: &mut Connection,
    change: impl FnOnce(&AnyTransaction) -> Result<T, E>,
) -> Result<T, E> {
    let begin = connection.transaction_with_behavior(TransactionBehavior::Immediate);
    let transaction = AnyTransaction::Sqlite(begin.map_err(Error::from)?);
    let result = change(&transaction)?;
    if let AnyTransaction::Sqlite(transaction) = transaction {
        transaction.commit().map_err(Error::from)?;
    }
    Ok(result)
}

/// A server that is being replaced may need a moment to put the file in order.
const LOCK_TRIES: u32 = 100;

/// Keeps other processes away from the file. SQLite itself would let them in; their writers would disturb each other,
/// and what one of them has in memory the other would not know.
fn lock(path: &Path) -> Result<File, Error> {
    let cant =
        |error: std::io::Error| Error::Foreign(format!("unable to open database file {}: {error}", path.display()));
    if path.is_dir() {
        return Err(cant(std::io::ErrorKind::IsADirectory.into()));
    }
    // By whatever name the file is called, the lock lies beside the file itself, which therefore must be there.
    // One that is there is not opened: on closing it the locks that SQLite has on it in this process would end.
    if !path.exists() {
        private_file().write(true).create(true).truncate(false).open(path).map_err(cant)?;
    }
    has_one_name(path)?;
    let mut name = path.canonicalize().map_err(cant)?.into_os_string();
    name.push(".lock");
    let name = PathBuf::from(name);
    let mut file = private_file().read(true).write(true).create(true).truncate(false).open(&name).map_err(cant)?;
    let mut locked = file.try_lock();
    for _ in 0..LOCK_TRIES {
        if !matches!(locked, Err(TryLockError::WouldBlock)) {
            break;
        }
        thread::sleep(Duration::from_millis(20));
        locked = file.try_lock();
    }
    match locked {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            let _ = file.read_to_string(&mut holder);
            let holder = holder.trim();
            return Err(Error::Foreign(format!(
                "another server (process {}) uses this database; SQLite is for one server, PostgreSQL for several",
                if holder.is_empty() { "unknown" } else { holder }
            )));
        }
        Err(TryLockError::Error(error)) => return Err(cant(error)),
    }
    file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id())).map_err(cant)?;
    Ok(file)
}

/// A file with two names has two journals beside it and two locks: what is written by the one is lost by the other.
fn has_one_name(path: &Path) -> Result<(), Error> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let names = path.metadata().map_or(1, |metadata| metadata.nlink());
        if names > 1 {
            return Err(Error::Foreign(format!(
                "the database file {} has {names} names (hard links), and SQLite can't keep it whole under more than one; \
                 remove the others, or copy the file",
                path.display()
            )));
        }
    }
    Ok(())
}

/// Connections that only read. Each answer is of one moment: that of the last commit before it began.
#[derive(Clone)]
pub(crate) struct Readers {
    idle: Arc<Mutex<Vec<Connection>>>,
    permits: Arc<Semaphore>,
    path: Arc<PathBuf>,
}

const READERS: usize = 4;

impl Readers {
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        Ok(Self {
            idle: Arc::new(Mutex::new(vec![open_reader(path)?])),
            permits: Arc::new(Semaphore::new(READERS)),
            path: Arc::new(path.to_owned()),
        })
    }

    /// Runs `question`, and `then` with its answer, when the connection is another's already.
    pub(crate) async fn run<T, U, F, G>(&self, question: F, then: G) -> Result<U, Error>
    where
        T: Send + 'static,
        U: Send + 'static,
        F: FnOnce(&AnyTransaction) -> Result<T, Error> + Send + 'static,
        G: FnOnce(T) -> U + Send + 'static,
    {
        let permit = self.permits.clone().acquire_owned().await.map_err(|_| Error::Closed)?;
        let readers = self.clone();
        let asked = tokio::task::spawn_blocking(move || {
            let idle = readers.idle.lock().map_err(|_| Error::Closed)?.pop();
            let mut connection = match idle {
                Some(connection) => connection,
                None => open_reader(&readers.path)?,
            };
            let transaction = AnyTransaction::Sqlite(connection.transaction()?);
            let answer = question(&transaction);
            drop(transaction);
            readers.idle.lock().map_err(|_| Error::Closed)?.push(connection);
            drop(permit);
            answer.map(then)
        });
        asked.await.map_err(|_| Error::Closed)?
    }
}

fn open_reader(path: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    prepare(&connection)?;
    Ok(connection)
}

fn prepare(connection: &Connection) -> Result<(), Error> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

pub(super) fn execute(transaction: &Transaction, sql: &str, values: &[Value]) -> Result<u64, Error> {
    let changed = transaction.prepare_cached(sql)?.execute(params_from_iter(values))?;
    Ok(changed as u64)
}

pub(super) fn rows(transaction: &Transaction, sql: &str, values: &[Value]) -> Result<Vec<Row>, Error> {
    let mut found = Vec::new();
    each(transaction, sql, values, &mut |row| {
        found.push(row);
        Ok(())
    })?;
    Ok(found)
}

pub(super) fn numbers<const N: usize>(
    transaction: &Transaction,
    sql: &str,
    values: &[Value],
) -> Result<Vec<[Option<i64>; N]>, Error> {
    let mut statement = transaction.prepare_cached(sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let mut numbers = [None; N];
        for (index, number) in numbers.iter_mut().enumerate() {
            *number = row.get(index)?;
        }
        found.push(numbers);
    }
    Ok(found)
}

pub(super) fn each(
    transaction: &Transaction,
    sql: &str,
    values: &[Value],
    take: &mut dyn FnMut(Row) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut statement = transaction.prepare_cached(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query(params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        let values: Result<_, rusqlite::Error> = (0..columns).map(|index| read(row.get_ref(index)?)).collect();
        take(Row(values?))?;
    }
    Ok(())
}

fn read(value: ValueRef) -> Result<Value, rusqlite::Error> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(_) => Value::Text(value.as_str()?.to_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    })
}

impl ToSql for Value {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>, rusqlite::Error> {
        Ok(match self {
            Self::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Integer(number) => ToSqlOutput::Borrowed(ValueRef::Integer(*number)),
            Self::Real(number) => ToSqlOutput::Borrowed(ValueRef::Real(*number)),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Self::Numbers(numbers) => {
                let list: Vec<String> = numbers.iter().map(u64::to_string).collect();
                ToSqlOutput::Owned(rusqlite::types::Value::Text(format!("[{}]", list.join(","))))
            }
        })
    }
}
