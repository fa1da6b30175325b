//! PostgreSQL: a few connections, each with a thread of its own; any number of servers beside this one.
//!
//! A transaction here is a piece of plain code that runs from its begin to its commit (the same code as on SQLite), and
//! not a chain of futures that can be left in the middle: so each thread waits for its own connection. Under it is the
//! asynchronous client, because that one can send several statements before the first is answered.

mod tls;
mod transaction;
mod url;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::timeout;
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
/// How long it may take until a connection can be used, for each host that the address names.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long one answer may take, or several that come together: longer than the database itself lets a lock and then a
/// statement take. Whoever has not answered by then is given up.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(8);
/// How long a start waits for another's.
const START_TIMEOUT: Duration = Duration::from_secs(60);
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
                "SET lock_timeout = '{seconds}s'; SET statement_timeout = '{seconds}s';
                 SELECT pg_advisory_lock({OURS}, {})",
                Lock::Start as i32,
                seconds = START_TIMEOUT.as_secs()
            );
            let lock = |session: &mut Session| {
                session.connect(&Memory::default())?;
                let Session { runtime, connected: Some(connected), .. } = session else { return Err(Error::Closed) };
                let locked =
                    async { timeout(START_TIMEOUT + ANSWER_TIMEOUT, connected.client.batch_execute(&lock)).await };
                Ok(runtime.block_on(locked).map_err(|_| Error::Silent { may_be_kept: false })??)
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
                    session.let_go();
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
    /// What moves the bytes. Ends with the client; dropped, it ends at once and says nothing more.
    connection: JoinSet<Result<(), tokio_postgres::Error>>,
    used: Instant,
    statements: RefCell<HashMap<String, Statement>>,
    /// Whether an answer did not come, so that it is of no use any more.
    is_silent: Cell<bool>,
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
        if let Some(connected) = &self.connected
            && self.is_broken(connected)
        {
            connected.is_silent.set(true);
        }
        self.let_go();
        if let Some(connected) = &mut self.connected {
            connected.used = Instant::now();
            return Ok(());
        }
        let tls = tls::connector(&self.url)?;
        let config = self.url.config();
        let limit = CONNECT_TIMEOUT * config.get_hosts().len().max(1) as u32;
        let mut connection = JoinSet::new();
        let made = self.runtime.block_on(async {
            let made = timeout(limit, async {
                let (client, io) = config.connect(tls).await?;
                // What is wrong with it is told to whoever asks.
                connection.spawn(io);
                client.batch_execute(SETTINGS).await?;
                Ok::<_, tokio_postgres::Error>(client)
            });
            let made = made.await.map_err(|_| Error::Unreachable(format!("it takes longer than {limit:?}")));
            if !matches!(made, Ok(Ok(_))) {
                connection.shutdown().await;
            }
            made
        });
        memory.forget();
        self.connected = Some(Connected {
            client: made??,
            connection,
            used: Instant::now(),
            statements: RefCell::default(),
            is_silent: Cell::default(),
        });
        Ok(())
    }

    /// A connection that broke while nobody used it is noticed only when it is asked.
    fn is_broken(&self, connected: &Connected) -> bool {
        let answers = async { timeout(CONNECT_TIMEOUT, connected.client.simple_query("")).await };
        connected.client.is_closed()
            || (TRUSTED < connected.used.elapsed() && !matches!(self.runtime.block_on(answers), Ok(Ok(_))))
    }

    /// Gives a connection up that does not answer: the database then takes back what was begun on it.
    fn let_go(&mut self) {
        if let Some(mut silent) = self.connected.take_if(|connected| connected.is_silent.get()) {
            self.runtime.block_on(silent.connection.shutdown());
        }
    }

    fn begin<'a>(&'a mut self, memory: &Memory, begin: Begin) -> Result<Db<'a>, Error> {
        self.connect(memory)?;
        let connected = self.connected.as_ref().ok_or(Error::Closed)?;
        let transaction = Transaction::new(&self.runtime, connected, begin);
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

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use slotwright_testing::postgres::{Database, Postgres, proxy::Proxy};

    use super::*;
    use crate::store::{Location, Store, settings};

    /// Twice as long as anything here may take.
    const AGES: Duration = Duration::from_secs(30);

    #[test]
    fn a_server_that_takes_connections_and_says_nothing_is_given_up() {
        // Nobody accepts: the system does so far as to let us send.
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("postgres://slotwright@{}/none", silent.local_addr().unwrap());
        let (told, is_told) = mpsc::channel();
        thread::spawn(move || told.send(Store::open(&url.parse::<Location>().unwrap()).err()));
        let refused = is_told.recv_timeout(AGES).expect("it waits for ever").unwrap();
        assert!(matches!(refused, Error::Unreachable(_)), "{refused}");
        assert!(refused.is_passing() && !refused.is_unsure());
    }

    /// A change the answer to one statement of which gets lost; what is told of it, and what is stored then.
    async fn lost(database: &Database<'_>, words: &'static str) -> (Error, Option<String>) {
        let proxy = Proxy::to(database).unwrap();
        let location: Location = proxy.url().parse().unwrap();
        let store = tokio::task::spawn_blocking(move || Store::open(&location)).await.unwrap().unwrap();
        proxy.lose_answer_to(words);
        let change = store.change(|db| settings::set(db, "company", "of the lost answer"));
        let refused = timeout(AGES, change).await.expect("it waits for ever").unwrap_err();
        let kept = store.settings().await.unwrap().company;
        // The connection is given up, and the database has let go of what it had locked for it.
        let begin = Instant::now();
        store.change(|db| settings::set(db, "company", "ours")).await.unwrap();
        assert!(begin.elapsed() < Duration::from_secs(2), "{:?}", begin.elapsed());
        (refused, kept)
    }

    #[tokio::test]
    async fn an_answer_that_does_not_come_is_waited_for_in_vain_but_not_for_ever() {
        let (one, other) = (Postgres::shared().database(), Postgres::shared().database());
        let (of_statement, of_commit) = tokio::join!(lost(&one, "of the lost answer"), lost(&other, "COMMIT\0"));
        let (refused, kept) = of_statement;
        assert!(refused.is_passing() && !refused.is_unsure(), "nobody asked to keep it: {refused}");
        assert_eq!(kept, None);
        let (refused, kept) = of_commit;
        assert!(refused.is_passing() && refused.is_unsure(), "it was kept, and nobody can know: {refused}");
        assert_eq!(kept.as_deref(), Some("of the lost answer"));
    }
}
