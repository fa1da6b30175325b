//! PostgreSQL: a few connections, each with a thread of its own; any number of servers beside this one.
//!
//! A transaction here is a piece of plain code that runs from its begin to its commit (the same code as on SQLite), and
//! not a chain of futures that can be left in the middle: so each thread waits for its own connection. Under it is the
//! asynchronous client, because that one can send several statements before the first is answered.
//!
//! Not by deadpool-postgres: a change is plain code, so it needs a thread to wait on whatever lends it a client, and the threads
//! with their queue, the turns of those that wait for a lock and the pipeline would all stay. What went is the check of an idle
//! connection and making it anew, and each answer would come by a runtime that another thread drives.

mod bell;
mod tls;
mod transaction;
mod url;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_postgres::{Client, Statement};
use transaction::Begin;

use super::{Lock, Transaction as AnyTransaction};
use crate::error::{Error, Obstacle};
pub(super) use bell::begin_to_listen;
pub(crate) use transaction::Transaction;
pub use url::Url;

type Work = Box<dyn FnOnce(&mut Session) + Send>;

/// Most of the time of a change is waiting for the disk, so a few more than there are cores.
pub(super) const WRITERS: usize = 8;
const READERS: usize = 4;
/// How many of the writers may wait for what others have locked. The rest is there for those who need not: whoever books one
/// technician does not have to wait for those who want another.
const WAITING: usize = WRITERS / 2;
/// How long a change waits for a lock that others have, before it is taken back and retried until it is one of those that may
/// wait. Longer than a booking takes, so that those who want the same technician at the same time hardly notice.
const FIRST_WAIT: &str = "50ms";
/// How long one of those that may waits for a lock.
const LONGEST_WAIT: &str = "2s";
/// How long a change is retried while others have locked what it needs: then it is refused.
const RETRY_TIMEOUT: Duration = Duration::from_secs(5);
/// How often it is attempted in that time, since it may not have to wait any more.
const ATTEMPTS: u32 = 5;
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
/// Nobody waits longer for a statement, or for us. And a statement is planned once: its indexes fit whatever
/// its parameters are, and to plan what decides about a booking takes eight times as long as to ask it.
const SETTINGS: &str = "SET statement_timeout = '5s';
    SET idle_in_transaction_session_timeout = '10s'; SET plan_cache_mode = force_generic_plan";

/// Sets our advisory locks apart from those that others take in the same database.
const OURS: i32 = 0x536c_6f74;

/// Connections that are asked in turn.
#[derive(Clone)]
pub(crate) struct Pool {
    writers: mpsc::Sender<Work>,
    readers: mpsc::Sender<Work>,
    waiting: Arc<Semaphore>,
    url: Url,
}

/// What is done whenever a connection was made, the first time and after one broke.
pub(crate) type OnConnect = Arc<dyn Fn() + Send + Sync>;

impl Pool {
    /// Connects, and has `migrate` bring the tables up to date.
    pub(crate) fn open(
        url: &Url,
        migrate: impl Fn(&AnyTransaction) -> Result<(), Error> + Send + 'static,
        on_connect: OnConnect,
    ) -> Result<Self, Error> {
        // A session waits in a runtime of its own and must not find itself in another.
        let (first, of_first) = (url.clone(), on_connect.clone());
        let started = thread::spawn(move || {
            let mut session = Session::new(first, FIRST_WAIT, of_first)?;
            session.write(Begin::ToWait, &migrate, &|| false).into_result().map(|()| session)
        });
        let first = started.join().map_err(|_| Error::Closed)??;
        let session = |wait| Session::new(url.clone(), wait, on_connect.clone());
        let others = |wait| std::iter::repeat_with(move || session(wait));
        let readers = start("store-reader", others(LONGEST_WAIT).take(READERS))?;
        let writers = start("store-writer", std::iter::once(Ok(first)).chain(others(FIRST_WAIT)).take(WRITERS))?;
        Ok(Self { writers, readers, waiting: Arc::new(Semaphore::new(WAITING)), url: url.clone() })
    }

    /// Runs `change` in one transaction, which is kept when it returns `Ok` and taken back otherwise. Where others are
    /// in its way it is run again; for what they have locked it waits in turn.
    pub(crate) async fn write<T, E, F>(&self, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&AnyTransaction) -> Result<T, E> + Send + 'static,
    {
        let (mut tried, mut change) = self.attempt(Begin::ToWrite, None, change).await?;
        let mut turn = pin!(self.waiting.clone().acquire_owned());
        for _ in 0..ATTEMPTS {
            if let Tried::Over(result) = tried {
                return result;
            }
            crate::counters::DEADLOCK_RETRIES.inc();
            (tried, change) = match timeout(RETRY_TIMEOUT / ATTEMPTS, &mut turn).await {
                Ok(Ok(turn)) => return self.attempt(Begin::ToWait, Some(turn), change).await?.0.into_result(),
                // Those that may wait do so for somebody else, and what this needs may be free.
                _ => self.attempt(Begin::ToWrite, None, change).await?,
            };
        }
        tried.into_result()
    }

    /// Tries it once, and gives the change back. The `turn` lasts for as long as that takes, also when nobody waits any more.
    async fn attempt<T, E, F>(
        &self,
        begin: Begin,
        turn: Option<OwnedSemaphorePermit>,
        change: F,
    ) -> Result<(Tried<T, E>, F), Error>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&AnyTransaction) -> Result<T, E> + Send + 'static,
    {
        let work = move |session: &mut Session, is_given_up: &dyn Fn() -> bool| {
            let tried = session.write(begin, &change, is_given_up);
            drop(turn);
            Ok((tried, change))
        };
        run(&self.writers, work).await
    }

    /// Runs `question` in one transaction, in which it sees one moment.
    pub(crate) async fn read<T, F>(&self, question: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&AnyTransaction) -> Result<T, Error> + Send + 'static,
    {
        run(&self.readers, move |session, _| session.read(Begin::ToRead, question)).await
    }

    /// Runs a `question` that is one statement, which is of one moment by itself.
    pub(crate) async fn read_once<T, F>(&self, question: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&AnyTransaction) -> Result<T, Error> + Send + 'static,
    {
        run(&self.readers, move |session, _| session.read(Begin::Nothing, question)).await
    }
}

/// Keeps other servers from starting on the same database until it is dropped.
pub struct Alone {
    _end: mpsc::Sender<()>,
}

impl Pool {
    /// Waits until no other server is starting.
    pub(crate) async fn start_alone(&self) -> Result<Alone, Error> {
        let (ready, is_ready) = oneshot::channel();
        let (end, ended) = mpsc::channel::<()>();
        let url = self.url.clone();
        thread::spawn(move || {
            let mut session = Session::new(url, LONGEST_WAIT, Arc::new(|| {}));
            let lock = format!(
                "SET lock_timeout = '{seconds}s'; SET statement_timeout = '{seconds}s';
                 SELECT pg_advisory_lock({OURS}, {})",
                Lock::Start as i32,
                seconds = START_TIMEOUT.as_secs()
            );
            let lock = |session: &mut Session| {
                session.connect()?;
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
    work: impl FnOnce(&mut Session, &dyn Fn() -> bool) -> Result<T, E> + Send + 'static,
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
        if let Ok(result) = catch_unwind(AssertUnwindSafe(|| work(session, &|| answer.is_closed()))) {
            // Nobody may wait any more; what has begun is made all the same, though not begun again.
            let _ = answer.send(result);
        }
    });
    queue.send(work).map_err(|_| Error::Closed)?;
    answered.await.map_err(|_| Error::Closed)?
}

fn start(name: &str, sessions: impl Iterator<Item = Result<Session, Error>>) -> Result<mpsc::Sender<Work>, Error> {
    let (queue, work) = mpsc::channel::<Work>();
    let work = Arc::new(Mutex::new(work));
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

/// How it went when a change was tried.
enum Tried<T, E> {
    /// It is kept, or refused.
    Over(Result<T, E>),
    /// Others have locked what it needs: it is refused with this unless it may wait.
    Blocked(E),
}

impl<T, E> Tried<T, E> {
    fn into_result(self) -> Result<T, E> {
        match self {
            Self::Over(result) => result,
            Self::Blocked(refused) => Err(refused),
        }
    }
}

/// One connection, made when it is needed and again when it broke.
struct Session {
    url: Url,
    /// How long a statement waits for what others have locked.
    wait: &'static str,
    on_connect: OnConnect,
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
    fn new(url: Url, wait: &'static str, on_connect: OnConnect) -> Result<Self, Error> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Error::Foreign(format!("the store's thread does not start: {error}")))?;
        Ok(Self { url, wait, on_connect, runtime, connected: None })
    }

    /// Sees to it that there is a connection.
    fn connect(&mut self) -> Result<(), Error> {
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
        let made = self.make();
        (self.on_connect)();
        self.connected = Some(made?);
        Ok(())
    }

    fn make(&self) -> Result<Connected, Error> {
        let tls = tls::connector(&self.url)?;
        let config = self.url.config();
        let limit = CONNECT_TIMEOUT * config.get_hosts().len().max(1) as u32;
        let mut connection = JoinSet::new();
        let made = self.runtime.block_on(async {
            let made = timeout(limit, async {
                let (client, io) = config.connect(tls).await?;
                // What is wrong with it is returned to whoever asks.
                connection.spawn(io);
                client.batch_execute(&format!("SET lock_timeout = '{}'; {SETTINGS}", self.wait)).await?;
                Ok::<_, tokio_postgres::Error>(client)
            });
            let made = made.await.map_err(|_| Error::Unreachable(format!("it takes longer than {limit:?}")));
            if !matches!(made, Ok(Ok(_))) {
                connection.shutdown().await;
            }
            made
        });
        let client = made??;
        let (used, statements, is_silent) = (Instant::now(), RefCell::default(), Cell::default());
        Ok(Connected { client, connection, used, statements, is_silent })
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

    fn begin(&mut self, begin: Begin) -> Result<AnyTransaction<'_>, Error> {
        self.connect()?;
        let connected = self.connected.as_ref().ok_or(Error::Closed)?;
        Ok(AnyTransaction::Postgres(Transaction::new(&self.runtime, connected, begin)))
    }

    fn write<T, E: From<Error>>(
        &mut self,
        begin: Begin,
        change: &impl Fn(&AnyTransaction) -> Result<T, E>,
        is_given_up: &dyn Fn() -> bool,
    ) -> Tried<T, E> {
        let mut tries = 0;
        loop {
            let transaction = match self.begin(begin) {
                Ok(transaction) => transaction,
                Err(error) => return Tried::Over(Err(error.into())),
            };
            let result = change(&transaction);
            let AnyTransaction::Postgres(transaction) = transaction else { return Tried::Over(result) };
            let (refused, obstacle) = match result {
                Ok(result) => match transaction.commit() {
                    Ok(()) => return Tried::Over(Ok(result)),
                    Err(error) => {
                        let obstacle = error.obstacle();
                        (E::from(error), obstacle)
                    }
                },
                Err(refused) => (refused, transaction.obstacle()),
            };
            if obstacle == Some(Obstacle::Lock) {
                return match begin {
                    Begin::ToWrite => Tried::Blocked(refused),
                    _ => Tried::Over(Err(refused)),
                };
            }
            if obstacle.is_none() || tries == RETRIES || is_given_up() {
                return Tried::Over(Err(refused));
            }
            tries += 1;
            crate::counters::DEADLOCK_RETRIES.inc();
            // Long enough for the other to be through, and not the same for all who lost.
            let jitter = getrandom::u32().unwrap_or_default() as u8;
            thread::sleep(Duration::from_millis(5 + u64::from(jitter) % 45));
        }
    }

    fn read<T>(
        &mut self,
        begin: Begin,
        question: impl FnOnce(&AnyTransaction) -> Result<T, Error>,
    ) -> Result<T, Error> {
        question(&self.begin(begin)?)
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use slotwright_domain::Actor;
    use slotwright_matching::{Day, IntervalSet};
    use slotwright_testing::postgres::{Database, Postgres, proxy::Proxy};
    use slotwright_world as world;

    use super::*;
    use crate::testing::{MONDAYS, draft, open};
    use crate::{Location, Store, settings};

    /// Twice as long as anything here may take.
    const AGES: Duration = Duration::from_secs(30);

    #[test]
    fn a_server_that_takes_connections_and_says_nothing_is_given_up() {
        // Nobody accepts: the system does so far as to let us send.
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("postgres://slotwright@{}/none", silent.local_addr().unwrap());
        let (refusal, refused) = mpsc::channel();
        thread::spawn(move || refusal.send(Store::open(&url.parse::<Location>().unwrap()).err()));
        let refused = refused.recv_timeout(AGES).expect("it waits for ever").unwrap();
        assert!(matches!(refused, Error::Unreachable(_)), "{refused}");
        assert!(refused.is_passing() && !refused.is_unsure());
    }

    /// A change the answer to one statement of which gets lost; what is returned of it, and what is stored then.
    async fn lost(database: &Database<'_>, words: &'static str) -> (Error, Option<String>) {
        let proxy = Proxy::to(database).unwrap();
        let store = open(&proxy.url()).await;
        proxy.lose_answer_to(words);
        let change = store.change(|db| settings::set(db, "company", "of the lost answer"));
        let refused = timeout(AGES, change).await.expect("it waits for ever").unwrap_err();
        let kept = store.settings().await.unwrap().company;
        // The connection is given up, and the database has let go of what it had locked for it.
        let begin = Instant::now();
        store.change(|db| settings::set(db, "company", "ours")).await.unwrap();
        assert!(begin.elapsed() < Duration::from_secs(4), "{:?}", begin.elapsed());
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

    #[tokio::test]
    async fn whoever_wants_a_technician_who_is_locked_keeps_nobody_else_waiting_and_has_them_in_the_end() {
        let database = Postgres::shared().database();
        let store = open(&database.url()).await;
        store.load_world(world::read("world", MONDAYS).unwrap().world, "UTC", IntervalSet::default()).await.unwrap();
        let book = |user_id, week| {
            let store = store.clone();
            let by = Actor::Staff { user_id: 1, caller: 1 };
            let visit = draft(Day(20_514 + 7 * week).start() + 600, &[user_id]);
            tokio::spawn(async move { store.create_job(visit, by, IntervalSet::default(), None).await })
        };

        let lock = format!("BEGIN; SELECT pg_advisory_xact_lock({})", transaction::lock_key(1));
        let other = tokio::task::spawn_blocking(move || {
            let mut other = database.connect();
            other.batch_execute(&lock).unwrap();
            (database, other)
        });
        let (database, mut other) = other.await.unwrap();
        let of_locked: Vec<_> = (0..2 * WRITERS as i32).map(|week| book(1, week)).collect();
        let waited = tokio::task::spawn_blocking(move || {
            let waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
            while other.query_one(waiting, &[]).unwrap().get::<_, i64>(0) < WAITING as i64 {
                thread::sleep(Duration::from_millis(1));
            }
            (database, other)
        });
        let (_database, mut other) = waited.await.unwrap();

        let of_free = book(2, 0).await.unwrap();
        let are_waiting = of_locked.iter().all(|booking| !booking.is_finished());
        tokio::task::spawn_blocking(move || other.batch_execute("COMMIT").unwrap()).await.unwrap();
        assert_eq!(of_free.unwrap().user_ids, [2]);
        assert!(are_waiting, "it took as long as others wait for a lock");
        for booking in of_locked {
            assert_eq!(booking.await.unwrap().unwrap().user_ids, [1]);
        }
    }
}
