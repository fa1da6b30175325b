//! PostgreSQL: a few connections, each with a thread of its own; any number of servers beside this one.
//!
//! A transaction here is a piece of plain code that runs from its begin to its commit (the same code as on SQLite), and
//! not a chain of futures that can be left in the middle: so each thread waits for its own connection. Under it is the
//! asynchronous client, because that one can send several statements before the first is answered.

mod tls;
mod transaction;
mod url;

use std::cell::RefCell;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio_postgres::{Client, Statement};

use super::super::memory::Memory;
use super::super::{Error, migrations};
use super::{Db, Engine, Lock};
use crate::metrics;

use transaction::Begin;
pub(in crate::store) use transaction::Transaction;
pub use url::Url;

type Work = Box<dyn FnOnce(&mut Session) + Send>;

/// Most of the time of a change is waiting for the disk, so a few more than there are cores.
const WRITERS: usize = 8;
const READERS: usize = 4;
/// How often a change is tried again that the database took back because others were in its way.
const RETRIES: u64 = 3;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// For how long a connection that worked is taken for one that works.
const TRUSTED: Duration = Duration::from_secs(1);
/// Nobody waits longer for another's lock, a statement, or us. And a statement is planned once: its indexes fit whatever
/// its parameters are, and to plan what decides about a booking takes eight times as long as to ask it.
const SETTINGS: &str = "SET lock_timeout = '2s'; SET statement_timeout = '5s';
    SET idle_in_transaction_session_timeout = '10s'; SET plan_cache_mode = force_generic_plan";

/// Sets our advisory locks apart from those that others take in the same database.
const OURS: i32 = 0x536c_6f74;

/// Connections that are asked in turn.
#[derive(Clone)]
pub(in crate::store) struct Pool {
    writers: mpsc::Sender<Work>,
    readers: mpsc::Sender<Work>,
    url: Url,
    memory: Memory,
}

impl Pool {
    /// Connects, and brings the tables up to date.
    pub(in crate::store) fn open(url: &Url, memory: Memory) -> Result<Self, Error> {
        // A session waits in a runtime of its own and must not find itself in another.
        let (first, none) = (url.clone(), memory.clone());
        let started = thread::spawn(move || {
            let mut session = Session::new(first)?;
            session.write(&none, migrations::postgres::run).map(|()| session)
        });
        let session = started.join().map_err(|_| Error::Closed)??;
        let readers = start("store-reader", READERS, url, None)?;
        Ok(Self { writers: start("store-writer", WRITERS, url, Some(session))?, readers, url: url.clone(), memory })
    }

    /// Runs `change` in one transaction, which is kept when it returns `Ok` and taken back otherwise. Where others are
    /// in its way it is run again.
    pub(in crate::store) async fn write<T, E, F>(&self, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Db) -> Result<T, E> + Send + 'static,
    {
        let memory = self.memory.clone();
        run(&self.writers, move |session| session.write(&memory, change)).await
    }

    /// Runs `question` in one transaction, in which it sees one moment.
    pub(in crate::store) async fn read<T, F>(&self, question: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> Result<T, Error> + Send + 'static,
    {
        let memory = self.memory.clone();
        run(&self.readers, move |session| session.read(&memory, Begin::ToRead, question)).await
    }

    /// Runs a `question` that is one statement, which is of one moment by itself.
    pub(in crate::store) async fn read_once<T, F>(&self, question: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> Result<T, Error> + Send + 'static,
    {
        let memory = self.memory.clone();
        run(&self.readers, move |session| session.read(&memory, Begin::Nothing, question)).await
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
            let lock = |session: &mut Session| {
                session.connect(&Memory::default())?;
                let Session { runtime, connected: Some(connected), .. } = session else { return Err(Error::Closed) };
                Ok(runtime.block_on(connected.client.batch_execute(&lock))?)
            };
            let locked = session.as_mut().map_err(|_| Error::Closed).and_then(lock);
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
        // Given up while it waited: who asked does not know whether it was done, and then it better is not.
        if answer.is_closed() {
            return;
        }
        // A panic takes its own transaction back and must not take the thread with it.
        if let Ok(result) = catch_unwind(AssertUnwindSafe(|| work(session))) {
            // Nobody may wait any more; what has begun is made all the same.
            let _ = answer.send(result);
        }
    });
    queue.send(work).map_err(|_| Error::Closed)?;
    answered.await.map_err(|_| Error::Closed)?
}

fn start(name: &str, count: usize, url: &Url, first: Option<Session>) -> Result<mpsc::Sender<Work>, Error> {
    let (queue, work) = mpsc::channel::<Work>();
    let work = Arc::new(Mutex::new(work));
    let sessions = first.into_iter().map(Ok).chain(std::iter::repeat_with(|| Session::new(url.clone()))).take(count);
    for session in sessions {
        let (mut session, work) = (session?, work.clone());
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
    runtime: Runtime,
    connected: Option<Connected>,
}

struct Connected {
    client: Client,
    used: Instant,
    statements: RefCell<HashMap<String, Statement>>,
}

impl Session {
    fn new(url: Url) -> Result<Self, Error> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Error::Foreign(format!("the store's thread does not start: {error}")))?;
        Ok(Self { url, runtime, connected: None })
    }

    /// Sees to it that there is a connection. With a new one nothing is remembered any more: it may be that of a database
    /// which was put back to what it had been, where the same versions are of other things.
    fn connect(&mut self, memory: &Memory) -> Result<(), Error> {
        let Self { url, runtime, connected } = self;
        // A connection that broke while nobody used it is noticed only when it is asked.
        let is_broken = |connected: &Connected| {
            let answers = async { tokio::time::timeout(CONNECT_TIMEOUT, connected.client.simple_query("")).await };
            connected.client.is_closed()
                || (TRUSTED < connected.used.elapsed() && !matches!(runtime.block_on(answers), Ok(Ok(_))))
        };
        if connected.as_ref().is_some_and(is_broken) {
            *connected = None;
        }
        match connected {
            Some(connected) => connected.used = Instant::now(),
            missing => {
                let tls = tls::connector(url)?;
                let made = runtime.block_on(async {
                    let (client, connection) = url.config().connect(tls).await?;
                    // Ends with the client. What is wrong with it is told to whoever asks.
                    tokio::spawn(connection);
                    client.batch_execute(SETTINGS).await?;
                    Ok::<_, tokio_postgres::Error>(client)
                });
                memory.forget();
                *missing = Some(Connected { client: made?, statements: RefCell::default(), used: Instant::now() });
            }
        }
        Ok(())
    }

    fn begin<'a>(&'a mut self, memory: &Memory, begin: Begin) -> Result<Db<'a>, Error> {
        self.connect(memory)?;
        let connected = self.connected.as_ref().ok_or(Error::Closed)?;
        let transaction = Transaction::new(&self.runtime, &connected.client, &connected.statements, begin);
        Ok(Db::new(Engine::Postgres(transaction), memory))
    }

    fn write<T, E: From<Error>>(&mut self, memory: &Memory, change: impl Fn(&Db) -> Result<T, E>) -> Result<T, E> {
        let mut tries = 0;
        loop {
            let db = self.begin(memory, Begin::ToWrite)?;
            let result = change(&db).and_then(|result| db.finish().map(|()| result).map_err(E::from));
            let Engine::Postgres(transaction) = db.into_engine() else { return result };
            let (refused, is_in_the_way) = match result {
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

    fn read<T>(
        &mut self,
        memory: &Memory,
        begin: Begin,
        question: impl FnOnce(&Db) -> Result<T, Error>,
    ) -> Result<T, Error> {
        question(&self.begin(memory, begin)?)
    }
}
