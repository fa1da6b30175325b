//! What the instance remembers, on SQLite or PostgreSQL.
//!
//! The rest of the server asks named questions and gets records; SQL stays in this folder. Each question sees one moment,
//! each change is one transaction that looks and writes (`booking`), and an answer to its caller means that it is on disk.
//! On SQLite one thread makes all changes; on PostgreSQL any number of servers do, and whoever changes a job or books
//! users locks them first: the link's row, then the job's, then the users in the order of their numbers (locks of their own,
//! not rows). There each statement of a change sees its own moment: what is neither locked nor read by one statement has to
//! be looked at again (`roster::in_one_plan`).

mod api_users;
mod booking;
pub mod counters;
mod directory;
mod editor;
mod effects;
mod error;
mod history;
mod holds;
mod import;
mod jobs;
mod ledger;
mod links;
mod location;
mod memory;
mod migrations;
mod numbers;
mod plan;
mod referred;
mod roster;
pub mod sabotage;
mod schedules;
mod search;
mod settings;
mod sql;
mod tasks;
#[cfg(test)]
mod testing;
mod transfer;
mod versions;
mod watch;
mod wishes;

use std::sync::Arc;
use std::time::{Duration, Instant};

use slotwright_matching::Minute;
use tokio::sync::Mutex;

pub use api_users::ApiUser;
pub use booking::Refused;
pub use editor::{ApiUserEntry, Editor, Removal};
pub use error::Error;
pub use ledger::{Answer, Effect, KeyedRequest, Known, for_request};
pub use location::Location;
pub use numbers::Numbers;
pub use referred::{References, Referred};
pub use roster::{RosterQuestion, is_hold};
pub use search::{Search, Searched};
pub use transfer::{Moved, Problem as TransferProblem};
pub use watch::{Claims, Schema};

use memory::Memory;
use sql::{Alone, Db, Pool, Readers, Writer};

/// The store. Cheap to clone; all clones are the same store.
#[derive(Clone)]
pub struct Store {
    database: Database,
    memory: Memory,
    /// When it was last looked whether a change can be kept, and what came of it.
    written: Arc<Mutex<Option<Looked>>>,
}

/// When it was looked whether a change can be kept, and what came of it.
type Looked = (Instant, Result<(), String>);

/// How long a database that could be written is taken for one that can.
const WRITABLE: Duration = Duration::from_secs(1);

#[derive(Clone)]
enum Database {
    Sqlite { writer: Writer, readers: Readers },
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
        let memory = Memory::default();
        let database = match location {
            Location::Sqlite(path) => {
                let writer = Writer::open(path, memory.clone())?;
                Database::Sqlite { writer, readers: Readers::open(path, memory.clone())? }
            }
            Location::Postgres(url) => Database::Postgres(Pool::open(url, memory.clone())?),
        };
        Ok(Self { database, memory, written: Arc::default() })
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
    async fn change<T, E, F>(&self, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Db) -> Result<T, E> + Send + 'static,
    {
        let request = ledger::current();
        let change = move |db: &Db| {
            if let Some(request) = &request {
                ledger::begin(db, request)?;
            }
            change(db)
        };
        self.change_unkeyed(change).await
    }

    /// As [`Store::change`], whatever request it is for.
    async fn change_unkeyed<T, E, F>(&self, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Db) -> Result<T, E> + Send + 'static,
    {
        match &self.database {
            Database::Sqlite { writer, .. } => writer.run(change).await,
            Database::Postgres(pool) => pool.write(change).await,
        }
    }

    /// Asks a question of one moment.
    async fn ask<T, F>(&self, question: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> Result<T, Error> + Send + 'static,
    {
        match &self.database {
            Database::Sqlite { readers, .. } => readers.run(question, |answer| answer).await,
            Database::Postgres(pool) => pool.read(question).await,
        }
    }

    /// As [`Store::ask`], and does with the answer what takes a while, beside the threads that serve the sockets.
    async fn ask_and<T, U, F, G>(&self, question: F, then: G) -> Result<U, Error>
    where
        T: Send + 'static,
        U: Send + 'static,
        F: FnOnce(&Db) -> Result<T, Error> + Send + 'static,
        G: FnOnce(T) -> U + Send + 'static,
    {
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
    async fn ask_once<T, F>(&self, question: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> Result<T, Error> + Send + 'static,
    {
        match &self.database {
            Database::Sqlite { readers, .. } => readers.run(question, |answer| answer).await,
            Database::Postgres(pool) => pool.read_once(question).await,
        }
    }

    /// Whether a change can be made and kept now, or could a second ago. Keeps one, since a full disk may be noticed only then.
    pub async fn is_writable(&self) -> Result<(), Error> {
        // Anybody may ask: who does while it is looked is told what was found, and right after it that all was well.
        let asked = Instant::now();
        let mut written = self.written.lock().await;
        if let Some((at, found)) = written.as_ref()
            && (asked < *at || (found.is_ok() && at.elapsed() < WRITABLE))
        {
            return found.clone().map_err(Error::Unreachable);
        }
        let found = self.change_unkeyed(settings::probe).await;
        *written = Some((Instant::now(), found.as_ref().map_err(ToString::to_string).copied()));
        found
    }

    /// How the claims stand, without those that have ended before this minute.
    pub async fn claims(&self, since: Minute) -> Result<Claims, Error> {
        self.ask(move |db| watch::claims(db, since)).await
    }

    /// The version of the tables.
    pub async fn schema(&self) -> Result<Schema, Error> {
        self.ask(watch::schema).await
    }
}
