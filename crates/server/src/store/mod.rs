//! What the instance remembers, on SQLite or PostgreSQL.
//!
//! The rest of the server asks named questions and gets records; SQL stays in this folder. Each question sees one moment,
//! each change is one transaction that looks and writes (`booking`), and an answer to its caller means that it is on disk.
//! On SQLite one thread makes all changes; on PostgreSQL any number of servers do, and whoever changes a job or books
//! users locks them first: the link's row, then the job's, then the users in the order of their numbers (locks of their own,
//! not rows). There each statement of a change sees its own moment: what is neither locked nor read by one statement has to
//! be looked at again (`roster::in_one_plan`).

mod booking;
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
mod memory;
mod migrations;
mod numbers;
mod plan;
mod records;
mod referred;
mod roster;
mod schedules;
mod search;
mod settings;
mod sql;
mod tasks;
mod transfer;
mod versions;
mod watch;
mod wishes;

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use slotwright_matching::{Around, IntervalSet, Minute, Roster};
use slotwright_wire::slotwright::Rules;
use slotwright_wire::sonar;
use tokio::sync::Mutex;

pub use booking::Refused;
pub use editor::{ApiUserEntry, BlockerDraft, CustomField, Editor, FieldType, Removal, ScheduleDraft, TimeOffDraft};
pub use error::Error;
pub use ledger::{Answer, Effect, KeyedRequest, Known, for_request};
pub use numbers::Numbers;
pub use records::*;
pub use referred::{References, Referred};
pub use roster::is_hold;
pub use search::{Search, Searched};
pub use tasks::TaskDraft;
pub use transfer::{Moved, Problem as TransferProblem};
pub use watch::{Claims, Schema};

use memory::Memory;
use sql::{Alone, Db, Pool, PostgresUrl, Readers, Writer};

use crate::world::{PlaceKind, PlaceRef, World};

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

/// Where a store is: `sqlite://` and a file, or `postgres://` and what PostgreSQL's own tools understand. Prints without
/// a password.
#[derive(Clone, Debug)]
pub enum Location {
    /// A file, which is made where it does not exist.
    Sqlite(PathBuf),
    /// A database, which exists.
    Postgres(PostgresUrl),
}

impl FromStr for Location {
    type Err = String;

    fn from_str(url: &str) -> Result<Self, Self::Err> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return url.parse().map(Self::Postgres);
        }
        match url.strip_prefix("sqlite://") {
            Some("") => Err("a file's name must follow `sqlite://`, as in `sqlite://slotwright.db`".to_owned()),
            Some(path) => std::path::absolute(path).map(Self::Sqlite).map_err(|error| error.to_string()),
            None => Err("expected `sqlite://` and a file, as in `sqlite:///var/lib/slotwright/slotwright.db`, or \
                         `postgres://` and a database, as in `postgres://user@host/slotwright`"
                .to_owned()),
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(formatter, "sqlite://{}", path.display()),
            Self::Postgres(url) => url.fmt(formatter),
        }
    }
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

    /// Whether nothing is in it yet: no users, types, places, jobs.
    pub async fn is_empty(&self) -> Result<bool, Error> {
        self.ask(import::is_empty).await
    }

    /// Fills an empty store with a world whose times are meant in this zone, all of it or nothing.
    ///
    /// # Errors
    ///
    /// [`Error::NotEmpty`] when something is in it already.
    pub async fn load_world(&self, world: World, time_zone: &str) -> Result<(), Error> {
        let time_zone = time_zone.to_owned();
        self.change(move |db| {
            settings::set(db, "time_zone", &time_zone)?;
            import::load(db, &world)
        })
        .await
    }

    /// What holds for the whole instance.
    pub async fn settings(&self) -> Result<Settings, Error> {
        self.ask(settings::get).await
    }

    /// Remembers the zone in which all stored times are meant.
    pub async fn set_time_zone(&self, name: &str) -> Result<(), Error> {
        let name = name.to_owned();
        self.change(move |db| settings::set(db, "time_zone", &name)).await
    }

    /// Remembers the instance's random name.
    pub async fn set_instance_id(&self, instance_id: &str) -> Result<(), Error> {
        let instance_id = instance_id.to_owned();
        self.change(move |db| settings::set(db, "instance_id", &instance_id)).await
    }

    /// What is kept around jobs.
    pub async fn rules(&self) -> Result<Rules, Error> {
        self.ask_once(settings::rules).await
    }

    /// All users, by number.
    pub async fn users(&self) -> Result<Vec<User>, Error> {
        self.ask_once(directory::users).await
    }

    /// The first of these numbers that no user has.
    pub async fn unknown_user(&self, user_ids: &[u64]) -> Result<Option<u64>, Error> {
        let user_ids = user_ids.to_vec();
        self.ask_once(move |db| directory::unknown_user(db, &user_ids)).await
    }

    /// A part of the places of one kind, by number, and how many there are.
    pub async fn places(&self, kind: PlaceKind, page: Page) -> Result<(Vec<Place>, u64), Error> {
        self.ask(move |db| directory::places(db, kind, page)).await
    }

    /// One account or network site.
    pub async fn place(&self, place: PlaceRef) -> Result<Option<Place>, Error> {
        self.ask_once(move |db| directory::place(db, place)).await
    }

    /// All job types, by number.
    pub async fn job_types(&self) -> Result<Vec<sonar::JobType>, Error> {
        self.ask_once(directory::job_types).await
    }

    /// One job type.
    pub async fn job_type(&self, id: u64) -> Result<Option<sonar::JobType>, Error> {
        self.ask_once(move |db| directory::job_type(db, id)).await
    }

    /// The API user of that name.
    pub async fn api_user(&self, name: &str) -> Result<Option<ApiUser>, Error> {
        let name = name.to_owned();
        self.ask_once(move |db| directory::api_user(db, &name)).await
    }

    /// Whether there is any API user.
    pub async fn has_api_users(&self) -> Result<bool, Error> {
        self.ask_once(directory::has_api_users).await
    }

    /// Makes an API user, or gives it a new password. It acts for the user with that username; else for the user with
    /// the lowest number; where there is none, user 1 is made.
    pub async fn set_api_user(&self, name: &str, password_hash: &str) -> Result<(), Error> {
        let (name, password_hash) = (name.to_owned(), password_hash.to_owned());
        self.change(move |db| directory::set_api_user(db, &name, &password_hash)).await
    }

    /// What decides whether users are free, as far as the question needs it: for everybody, or for the holder of holds.
    /// `skipped` are the minutes that the clocks skip in that time. With what is kept around jobs; then the roster has also
    /// those of the neighbouring days.
    pub async fn roster(
        &self,
        question: RosterQuestion,
        holder: Option<Holder>,
        skipped: IntervalSet,
    ) -> Result<(Roster, Around), Error> {
        self.ask(move |db| roster::load(db, &question, holder, skipped)).await
    }

    /// The roster for a question about all types of jobs, and the numbers that belong to it at the same moment.
    pub async fn numbered_roster(
        &self,
        question: RosterQuestion,
        holder: Option<Holder>,
        skipped: IntervalSet,
    ) -> Result<(Roster, Around, Numbers), Error> {
        self.ask(move |db| {
            let (roster, around) = roster::load(db, &question, holder, skipped)?;
            Ok((roster, around, numbers::of(db, &question.user_ids)?))
        })
        .await
    }

    /// Reads what a search for free time needs, and does with it what takes a while.
    pub async fn search<T: Send + 'static>(
        &self,
        search: Search,
        then: impl FnOnce(Searched) -> T + Send + 'static,
    ) -> Result<T, Error> {
        self.ask_and(move |db| search::search(db, search), then).await
    }

    /// A part of the schedules, by number, and how many there are.
    pub async fn schedules(&self, page: Page) -> Result<(Vec<sonar::Schedule>, u64), Error> {
        self.ask(move |db| schedules::schedules(db, page)).await
    }

    /// One schedule.
    pub async fn schedule(&self, id: u64) -> Result<Option<sonar::Schedule>, Error> {
        self.ask(move |db| schedules::schedule(db, id)).await
    }

    /// The days of a schedule; `None` when there is no such schedule.
    pub async fn schedule_days(&self, schedule_id: u64) -> Result<Option<Vec<sonar::ScheduleDay>>, Error> {
        self.ask(move |db| schedules::schedule_days(db, schedule_id)).await
    }

    /// A part of the blockers, by number, and how many there are.
    pub async fn blockers(&self, page: Page) -> Result<(Vec<sonar::ScheduleBlocker>, u64), Error> {
        self.ask(move |db| schedules::blockers(db, page)).await
    }

    /// One blocker.
    pub async fn blocker(&self, id: u64) -> Result<Option<sonar::ScheduleBlocker>, Error> {
        self.ask(move |db| schedules::blocker(db, id)).await
    }

    /// A part of the time offs, by number, and how many there are.
    pub async fn time_offs(&self, page: Page) -> Result<(Vec<sonar::ScheduledTimeOff>, u64), Error> {
        self.ask(move |db| schedules::time_offs(db, page)).await
    }

    /// One time off.
    pub async fn time_off(&self, id: u64) -> Result<Option<sonar::ScheduledTimeOff>, Error> {
        self.ask(move |db| schedules::time_off(db, id)).await
    }

    /// A part of the jobs, by number, and how many there are.
    pub async fn jobs(&self, page: Page) -> Result<(Vec<Job>, u64), Error> {
        self.ask(move |db| jobs::list(db, page)).await
    }

    /// One job.
    pub async fn job(&self, id: u64) -> Result<Option<Job>, Error> {
        self.ask(move |db| jobs::get(db, id)).await
    }

    /// These jobs, in the order in which they were scheduled.
    pub async fn jobs_as_scheduled(&self, ids: Vec<u64>) -> Result<Vec<Job>, Error> {
        self.ask(move |db| jobs::as_scheduled(db, &ids)).await
    }

    /// How often what is remembered was forgotten, since the database may be another one: versions say nothing beyond that.
    #[must_use]
    pub fn times_forgotten(&self) -> u64 {
        self.memory.times_forgotten()
    }

    /// As when a connection breaks.
    #[cfg(test)]
    pub(crate) fn forget(&self) {
        self.memory.forget();
    }

    /// The version of the plan that was read last, by whatever question; it may have another by now.
    #[must_use]
    pub fn remembered_plan(&self) -> Option<u64> {
        self.memory.last_plan().map(|plan| plan.version)
    }

    /// Makes a job; where it has a visit, everybody of its crew must be free. With `in_plan` only as long as the plan has that
    /// version.
    pub async fn create_job(
        &self,
        draft: JobDraft,
        by: By,
        skipped: IntervalSet,
        in_plan: Option<u64>,
    ) -> Result<Job, Refused> {
        let crew = draft.visit.as_ref().map(|visit| visit.user_ids.clone()).unwrap_or_default();
        let created = self.change(move |db| booking::create(db, &draft, &by, skipped.clone(), in_plan)).await;
        // PostgreSQL may say so only at the commit.
        created.map_err(|refused| match refused {
            Refused::Storage(error) => booking::backstop(error, &crew),
            refused => refused,
        })
    }

    /// Changes a job; where its visit changes, everybody of its crew must be free. `skipped` gives the minutes that the clocks
    /// skip on the day of a start.
    pub async fn change_job(
        &self,
        id: u64,
        change: JobChange,
        by: By,
        skipped: impl Fn(Minute) -> IntervalSet + Send + 'static,
    ) -> Result<Job, Refused> {
        self.change(move |db| booking::change(db, id, &change, &by, &skipped)).await
    }

    /// Forgets a job and frees its crew. Links that were for it end `now`; one that made it may make another.
    pub async fn delete_job(&self, id: u64, by: By, now: UnixSecond) -> Result<(), Refused> {
        self.change(move |db| booking::delete(db, id, &by, now)).await
    }

    /// Puts a scheduled or failed job back into the queue.
    pub async fn queue_job(&self, id: u64, by: By) -> Result<Job, Refused> {
        self.change(move |db| booking::queue(db, id, &by)).await
    }

    /// Notes that a user is on site, since `second`.
    pub async fn check_in(&self, id: u64, user_id: u64, second: WallSecond, by: By) -> Result<Job, Refused> {
        self.change(move |db| booking::check_in(db, id, user_id, second, &by)).await
    }

    /// Notes that a user has left.
    pub async fn check_out(&self, id: u64, user_id: u64, by: By) -> Result<Job, Refused> {
        self.change(move |db| booking::check_out(db, id, user_id, &by)).await
    }

    /// Ends a job `now`, with or without success, frees its crew, and brings about what its type says.
    pub async fn complete_job(&self, id: u64, completion: Completion, by: By, now: UnixSecond) -> Result<Job, Refused> {
        self.change(move |db| booking::complete(db, id, &completion, &by, now)).await
    }

    /// A part of a job's tasks, and how many there are; `None` when there is no such job.
    pub async fn tasks(&self, job_id: u64, page: Page) -> Result<Option<(Vec<sonar::Task>, u64)>, Error> {
        self.ask(move |db| tasks::list(db, job_id, page)).await
    }

    /// One task of a job.
    pub async fn task(&self, job_id: u64, id: u64) -> Result<Option<sonar::Task>, Error> {
        self.ask(move |db| tasks::get(db, job_id, id)).await
    }

    /// A part of the task templates, by number, and how many there are.
    pub async fn task_templates(&self, page: Page) -> Result<(Vec<sonar::TaskTemplate>, u64), Error> {
        self.ask(move |db| tasks::templates(db, page)).await
    }

    /// One task template.
    pub async fn task_template(&self, id: u64) -> Result<Option<sonar::TaskTemplate>, Error> {
        self.ask(move |db| tasks::template(db, id)).await
    }

    /// A part of a template's tasks, and how many there are; `None` when there is no such template.
    pub async fn template_tasks(
        &self,
        template_id: u64,
        page: Page,
    ) -> Result<Option<(Vec<sonar::TemplateTask>, u64)>, Error> {
        self.ask(move |db| tasks::template_tasks(db, template_id, page)).await
    }

    /// One task of a template.
    pub async fn template_task(&self, template_id: u64, id: u64) -> Result<Option<sonar::TemplateTask>, Error> {
        self.ask(move |db| tasks::template_task(db, template_id, id)).await
    }

    /// A part of the services of an account, and how many there are; `None` when there is no such account.
    pub async fn account_services(
        &self,
        account_id: u64,
        page: Page,
    ) -> Result<Option<(Vec<sonar::AccountService>, u64)>, Error> {
        self.ask(move |db| effects::account_services(db, account_id, page)).await
    }

    /// One service of an account, by the number of the relation between the two.
    pub async fn account_service(&self, account_id: u64, id: u64) -> Result<Option<sonar::AccountService>, Error> {
        self.ask(move |db| effects::account_service(db, account_id, id)).await
    }

    /// A part of the tickets, by number, and how many there are.
    pub async fn tickets(&self, page: Page) -> Result<(Vec<sonar::Ticket>, u64), Error> {
        self.ask(move |db| effects::tickets(db, page)).await
    }

    /// One ticket.
    pub async fn ticket(&self, id: u64) -> Result<Option<sonar::Ticket>, Error> {
        self.ask(move |db| effects::ticket(db, id)).await
    }

    /// Holds a time.
    pub async fn place_hold(
        &self,
        draft: HoldDraft,
        by: By,
        terms: HoldTerms,
        skipped: IntervalSet,
    ) -> Result<Hold, Refused> {
        self.change(move |db| holds::place(db, &draft, &by, terms, skipped.clone())).await
    }

    /// Holds a time for longer, up to its deadline.
    pub async fn extend_hold(&self, id: u64, by: By, terms: HoldTerms) -> Result<Hold, Refused> {
        self.change(move |db| holds::extend(db, id, &by, terms)).await
    }

    /// Lets a time go.
    pub async fn release_hold(&self, id: u64, by: By) -> Result<(), Refused> {
        self.change(move |db| holds::release(db, id, &by)).await
    }

    /// A part of a job's wishes, by rank, and how many there are; `None` when there is no such job.
    pub async fn wishes(&self, job_id: u64, page: Page) -> Result<Option<(Vec<Wish>, u64)>, Error> {
        self.ask(move |db| wishes::list(db, job_id, page)).await
    }

    /// One wish of a job.
    pub async fn wish(&self, job_id: u64, id: u64) -> Result<Option<Wish>, Error> {
        self.ask(move |db| wishes::get(db, job_id, id)).await
    }

    /// Adds a wish to a job.
    pub async fn create_wish(&self, job_id: u64, window: WishWindow, by: By) -> Result<Wish, Refused> {
        self.change(move |db| wishes::create(db, job_id, window, &by)).await
    }

    /// Changes a wish of a job; what is `None` stays. Start must be before end in what comes out.
    pub async fn change_wish(&self, job_id: u64, id: u64, change: WishChange, by: By) -> Result<Wish, Refused> {
        self.change(move |db| wishes::change(db, job_id, id, change, &by)).await
    }

    /// Takes a wish back.
    pub async fn delete_wish(&self, job_id: u64, id: u64, by: By) -> Result<(), Refused> {
        self.change(move |db| wishes::delete(db, job_id, id, &by)).await
    }

    /// The link whose handle has this hash.
    pub async fn link(&self, handle_hash: [u8; 32]) -> Result<Option<Link>, Error> {
        self.ask_once(move |db| links::find(db, &handle_hash)).await
    }

    /// Remembers a new link.
    pub async fn create_link(&self, draft: LinkDraft) -> Result<(), Error> {
        self.change(move |db| links::create(db, &draft)).await
    }
}
