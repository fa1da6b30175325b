//! The store: which database it is, and how one transaction is run on it.

use std::sync::Arc;
use std::time::Instant;

use tokio::sync::{Mutex, watch};

use crate::error::Error;
use crate::idempotency_keys::{self, Answer, KeyedRequest, Known};
use crate::location::Location;
use crate::migrations;
use crate::roster_cache::RosterCache;
use crate::sql::{Alone, Bell, Pool, Readers, Transaction, Writer};
use crate::unit_of_work::Db;

/// The store. Cheap to clone; all clones are the same store.
#[derive(Clone)]
pub struct Store {
    database: Database,
    pub(crate) cache: RosterCache,
    /// When it was last looked whether a change can be kept, and what came of it.
    pub(crate) written: Arc<Mutex<Option<Looked>>>,
    /// Wakes whoever tells others what became of jobs.
    pub(crate) messages: watch::Sender<u64>,
    /// Wakes whoever follows the news.
    pub(crate) bell: Bell,
}

/// When it was looked whether a change can be kept, and what came of it.
pub(crate) struct Looked {
    pub(crate) at: Instant,
    pub(crate) found: Result<(), String>,
    /// How many changes had failed for want of room until then, those aside that are not made good yet.
    pub(crate) failures: u64,
}

#[derive(Clone)]
enum Database {
    /// In this order: who reads last would leave the journal beside the file. Without a writer it is for reading alone.
    Sqlite {
        readers: Readers,
        writer: Option<Writer>,
    },
    Postgres(Pool),
}

impl Store {
    /// Opens the database, makes the file where it does not exist, and brings it up to date. Waits for it, so not to be
    /// called where others must not wait.
    ///
    /// # Errors
    ///
    /// It can't be opened or written, is not ours, was written by a newer version, or (SQLite) another server has it.
    pub fn open(location: &Location) -> Result<Self, Error> {
        let cache = RosterCache::default();
        let mut bell = Bell::default();
        let database = match location {
            Location::Sqlite(path) => {
                let writer = Writer::open(path, migrations::sqlite::run)?;
                Database::Sqlite { readers: Readers::open(path)?, writer: Some(writer) }
            }
            Location::Postgres(url) => {
                // With a new connection nothing is known any more: it may be that of a database which was put back to what it
                // had been, where the same versions are of other things.
                let cached = cache.clone();
                bell = Bell::of(url)?;
                Database::Postgres(Pool::open(url, migrations::postgres::run, Arc::new(move || cached.invalidate()))?)
            }
        };
        Ok(Self { database, cache, written: Arc::default(), messages: watch::Sender::default(), bell })
    }

    /// Opens the database as it is, to read it beside a server that may be running on it. Waits for it, as [`Store::open`] does.
    ///
    /// # Errors
    ///
    /// It is not there, or can't be opened. Whether its tables are those that this program knows, [`Store::schema`] says.
    pub fn open_to_read(location: &Location) -> Result<Self, Error> {
        let database = match location {
            Location::Sqlite(path) => Database::Sqlite { readers: Readers::open(path)?, writer: None },
            Location::Postgres(url) => Database::Postgres(Pool::open(url, |_| Ok(()), Arc::new(|| ()))?),
        };
        Ok(Self {
            database,
            cache: RosterCache::default(),
            written: Arc::default(),
            messages: watch::Sender::default(),
            bell: Bell::default(),
        })
    }

    /// Waits until no other server is starting on this database; others wait until what this gives is dropped.
    pub async fn start_alone(&self) -> Result<Option<Alone>, Error> {
        match &self.database {
            Database::Sqlite { .. } => Ok(None),
            Database::Postgres(pool) => pool.start_alone().await.map(Some),
        }
    }

    /// Runs `change` in one transaction, which is kept when it returns `Ok` and taken back otherwise. It may be run more
    /// than once; only the last one counts.
    pub(crate) async fn change<T, E, F>(&self, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Db) -> Result<T, E> + Send + 'static,
    {
        self.change_for(idempotency_keys::current(), change).await
    }

    /// As [`Store::change`], whatever request it is for.
    pub(crate) async fn change_unkeyed<T, E, F>(&self, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Db) -> Result<T, E> + Send + 'static,
    {
        self.change_for(None, change).await
    }

    async fn change_for<T, E, F>(&self, request: Option<KeyedRequest>, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Db) -> Result<T, E> + Send + 'static,
    {
        let cache = self.cache.clone();
        let work = move |transaction: &Transaction| -> Result<(T, bool, bool), E> {
            let db = Db::for_request(transaction, &cache, request.as_ref())?;
            let result = change(&db)?;
            db.finish()?;
            Ok((result, db.has_messages(), db.has_news()))
        };
        let (result, has_messages, has_news) = match &self.database {
            Database::Sqlite { writer: Some(writer), .. } => writer.run(work).await?,
            Database::Sqlite { writer: None, .. } => {
                return Err(Error::Foreign("the database was opened to be read alone".to_owned()).into());
            }
            Database::Postgres(pool) => pool.write(work).await?,
        };
        if has_messages {
            self.messages.send_modify(|count| *count = count.wrapping_add(1));
        }
        if has_news {
            self.bell.ring();
        }
        Ok(result)
    }

    /// Changes whenever a change was kept that there may be something to be told of; those of other servers don't count.
    #[must_use]
    pub fn tidings(&self) -> watch::Receiver<u64> {
        self.messages.subscribe()
    }

    /// Asks a question of one moment.
    pub(crate) async fn ask<T, F>(&self, question: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> Result<T, Error> + Send + 'static,
    {
        let cache = self.cache.clone();
        let question = move |transaction: &Transaction| question(&Db::new(transaction, &cache));
        match &self.database {
            Database::Sqlite { readers, .. } => readers.run(question, |answer| answer).await,
            Database::Postgres(pool) => pool.read(question).await,
        }
    }

    /// As [`Store::ask`], and does with the answer what takes a while, beside the threads that serve the sockets.
    pub(crate) async fn ask_and<T, U, F, G>(&self, question: F, then: G) -> Result<U, Error>
    where
        T: Send + 'static,
        U: Send + 'static,
        F: FnOnce(&Db) -> Result<T, Error> + Send + 'static,
        G: FnOnce(T) -> U + Send + 'static,
    {
        let cache = self.cache.clone();
        let question = move |transaction: &Transaction| question(&Db::new(transaction, &cache));
        match &self.database {
            Database::Sqlite { readers, .. } => readers.run(question, then).await,
            Database::Postgres(pool) => {
                let answer = pool.read(question).await?;
                // Not on the connection's thread: the next who asks is waiting for it.
                tokio::task::spawn_blocking(move || then(answer)).await.map_err(|_| Error::Closed)
            }
        }
    }

    /// As [`Store::ask`], for a question that is one statement.
    pub(crate) async fn ask_once<T, F>(&self, question: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> Result<T, Error> + Send + 'static,
    {
        let cache = self.cache.clone();
        let question = move |transaction: &Transaction| question(&Db::new(transaction, &cache));
        match &self.database {
            Database::Sqlite { readers, .. } => readers.run(question, |answer| answer).await,
            Database::Postgres(pool) => pool.read_once(question).await,
        }
    }

    /// How often the cache was invalidated, since the database may be another one: versions say nothing beyond that.
    #[must_use]
    pub fn cache_invalidations(&self) -> u64 {
        self.cache.cache_invalidations()
    }

    /// Empties the cache, as when a connection breaks.
    pub fn invalidate_cache(&self) {
        self.cache.invalidate();
    }

    /// The version of the roster's definition that was read last, by whatever question; it may have another by now.
    #[must_use]
    pub fn cached_definition_version(&self) -> Option<u64> {
        self.cache.last_definition().map(|definition| definition.version)
    }

    /// What is known of a request's key.
    pub async fn known(&self, request: KeyedRequest) -> Result<Known, Error> {
        self.ask_once(move |db| idempotency_keys::known(db, &request)).await
    }

    /// Keeps an answer, unless another try has left one; then that one is what is known.
    pub async fn keep_answer(&self, request: KeyedRequest, answer: Answer) -> Result<Known, Error> {
        self.change_unkeyed(move |db| idempotency_keys::keep(db, &request, &answer)).await
    }

    /// The try has ended without an answer: whoever sends the request again need not wait for it.
    pub async fn end_try(&self, request: KeyedRequest) -> Result<(), Error> {
        self.change_unkeyed(move |db| idempotency_keys::end_try(db, &request)).await
    }
}
