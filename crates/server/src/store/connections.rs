//! One writer, a few readers.
//!
//! SQLite has one writer at a time whatever we do. With a thread of our own that writer waits in our queue instead of
//! in SQLite's busy handler, which neither is fair nor leaves an async task free meanwhile.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use tokio::sync::{Semaphore, oneshot};

use super::Error;
use super::migrations;

type Work = Box<dyn FnOnce(&mut Connection) + Send>;

/// The only connection that changes anything.
#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Work>,
}

impl Writer {
    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        let mut connection = Connection::open(path)?;
        prepare(&connection)?;
        // In this order: the journal's mode is kept in the file, the rest is the connection's.
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        // FULL: an answered booking survives a power cut, not only a crash.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "cell_size_check", true)?;
        migrations::run(&mut connection)?;
        let (queue, work) = mpsc::channel::<Work>();
        thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || {
                while let Ok(work) = work.recv() {
                    work(&mut connection);
                }
                // The last clone of the store is gone. Leaves one tidy file behind.
                let _ = connection.pragma_update_and_check(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()));
            })
            .map_err(|error| Error::Foreign(format!("the store's thread does not start: {error}")))?;
        Ok(Self { queue })
    }

    /// Runs `change` in one transaction, which is kept when it returns `Ok` and taken back otherwise.
    pub(super) async fn run<T, E, F>(&self, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: FnOnce(&Transaction) -> Result<T, E> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let work: Work = Box::new(move |connection| {
            // A panic takes its own transaction back and must not take the writer with it.
            let result = catch_unwind(AssertUnwindSafe(|| commit(connection, change)));
            if let Ok(result) = result {
                // Nobody may wait any more; the change is made all the same, it has been asked for.
                let _ = answer.send(result);
            }
        });
        self.queue.send(work).map_err(|_| Error::Closed)?;
        answered.await.map_err(|_| Error::Closed)?
    }
}

fn commit<T, E: From<Error>>(
    connection: &mut Connection,
    change: impl FnOnce(&Transaction) -> Result<T, E>,
) -> Result<T, E> {
    let begin = connection.transaction_with_behavior(TransactionBehavior::Immediate);
    let transaction = begin.map_err(Error::from)?;
    let result = change(&transaction)?;
    transaction.commit().map_err(Error::from)?;
    Ok(result)
}

/// Connections that only read. Each answer is of one moment: that of the last commit before it began.
#[derive(Clone)]
pub(super) struct Readers {
    idle: Arc<Mutex<Vec<Connection>>>,
    permits: Arc<Semaphore>,
    path: Arc<PathBuf>,
}

const READERS: usize = 4;

impl Readers {
    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        Ok(Self {
            idle: Arc::new(Mutex::new(vec![open_reader(path)?])),
            permits: Arc::new(Semaphore::new(READERS)),
            path: Arc::new(path.to_owned()),
        })
    }

    pub(super) async fn run<T, F>(&self, question: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    {
        let permit = self.permits.clone().acquire_owned().await.map_err(|_| Error::Closed)?;
        let readers = self.clone();
        let asked = tokio::task::spawn_blocking(move || {
            let idle = readers.idle.lock().map_err(|_| Error::Closed)?.pop();
            let mut connection = match idle {
                Some(connection) => connection,
                None => open_reader(&readers.path)?,
            };
            let transaction = connection.transaction()?;
            let answer = question(&transaction);
            transaction.finish()?;
            readers.idle.lock().map_err(|_| Error::Closed)?.push(connection);
            drop(permit);
            answer
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
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}
