//! What the instance remembers, on SQLite.
//!
//! The rest of the server asks named questions and gets records; SQL stays in this folder. One writer (a thread with its
//! own connection, every change in one immediate transaction) and a few read-only connections, which see the last
//! commit. An answer to a writer's caller means that the change is on disk.

mod booking;
mod connections;
mod directory;
mod editor;
mod error;
mod import;
mod jobs;
mod links;
mod migrations;
mod records;
mod roster;
mod schedules;
mod settings;
mod wishes;

use std::path::Path;

use rusqlite::Transaction;
use slotwright_matching::{IntervalSet, Roster};
use slotwright_wire::sonar;

pub use booking::Refused;
pub use editor::{BlockerDraft, CustomField, Editor, FieldType, Removal, ScheduleDraft, TimeOffDraft};
pub use error::Error;
pub use records::*;

use connections::{Readers, Writer};

use crate::world::{PlaceKind, PlaceRef, World};

/// The store. Cheap to clone; all clones are the same store.
#[derive(Clone)]
pub struct Store {
    writer: Writer,
    readers: Readers,
}

impl Store {
    /// Opens the database file, makes it where it does not exist, and brings it up to date.
    ///
    /// # Errors
    ///
    /// The file can't be opened or written, is not ours, or was written by a newer version.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let writer = Writer::open(path)?;
        Ok(Self { writer, readers: Readers::open(path)? })
    }

    /// Whether a change could be made and kept now. Writes and takes it back.
    pub async fn is_writable(&self) -> Result<(), Error> {
        let probe = self
            .writer
            .run(|transaction| {
                settings::set(transaction, "probe", "1")?;
                Err::<(), _>(Error::TakenBack)
            })
            .await;
        match probe {
            Err(Error::TakenBack) | Ok(()) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Whether nothing is in it yet: no users, types, places, jobs.
    pub async fn is_empty(&self) -> Result<bool, Error> {
        self.readers.run(import::is_empty).await
    }

    /// Fills an empty store with a world whose times are meant in this zone, all of it or nothing.
    ///
    /// # Errors
    ///
    /// [`Error::NotEmpty`] when something is in it already.
    pub async fn load_world(&self, world: World, time_zone: &str) -> Result<(), Error> {
        let time_zone = time_zone.to_owned();
        let load = move |transaction: &Transaction| {
            settings::set(transaction, "time_zone", &time_zone)?;
            import::load(transaction, &world)
        };
        self.writer.run(load).await
    }

    /// What holds for the whole instance.
    pub async fn settings(&self) -> Result<Settings, Error> {
        self.readers.run(settings::get).await
    }

    /// Remembers the zone in which all stored times are meant.
    pub async fn set_time_zone(&self, name: &str) -> Result<(), Error> {
        let name = name.to_owned();
        self.writer.run(move |transaction| settings::set(transaction, "time_zone", &name)).await
    }

    /// Remembers the instance's random name.
    pub async fn set_instance_id(&self, instance_id: &str) -> Result<(), Error> {
        let instance_id = instance_id.to_owned();
        self.writer.run(move |transaction| settings::set(transaction, "instance_id", &instance_id)).await
    }

    /// All users, by number.
    pub async fn users(&self) -> Result<Vec<User>, Error> {
        self.readers.run(directory::users).await
    }

    /// The first of these numbers that no user has.
    pub async fn unknown_user(&self, user_ids: &[u64]) -> Result<Option<u64>, Error> {
        let user_ids = user_ids.to_vec();
        self.readers.run(move |connection| directory::unknown_user(connection, &user_ids)).await
    }

    /// A part of the places of one kind, by number, and how many there are.
    pub async fn places(&self, kind: PlaceKind, page: Page) -> Result<(Vec<Place>, u64), Error> {
        self.readers.run(move |connection| directory::places(connection, kind, page)).await
    }

    /// One account or network site.
    pub async fn place(&self, place: PlaceRef) -> Result<Option<Place>, Error> {
        self.readers.run(move |connection| directory::place(connection, place)).await
    }

    /// All job types, by number.
    pub async fn job_types(&self) -> Result<Vec<sonar::JobType>, Error> {
        self.readers.run(directory::job_types).await
    }

    /// One job type.
    pub async fn job_type(&self, id: u64) -> Result<Option<sonar::JobType>, Error> {
        self.readers.run(move |connection| directory::job_type(connection, id)).await
    }

    /// The API user of that name.
    pub async fn api_user(&self, name: &str) -> Result<Option<ApiUser>, Error> {
        let name = name.to_owned();
        self.readers.run(move |connection| directory::api_user(connection, &name)).await
    }

    /// Whether there is any API user.
    pub async fn has_api_users(&self) -> Result<bool, Error> {
        self.readers.run(directory::has_api_users).await
    }

    /// Makes an API user, or gives it a new password. It acts for the user with that username; else for the user with
    /// the lowest number; where there is none, user 1 is made.
    pub async fn set_api_user(&self, name: &str, password_hash: &str) -> Result<(), Error> {
        let (name, password_hash) = (name.to_owned(), password_hash.to_owned());
        self.writer.run(move |transaction| directory::set_api_user(transaction, &name, &password_hash)).await
    }

    /// What decides whether users are free, as far as the question needs it; `skipped` are the minutes that the
    /// clocks skip in that time.
    pub async fn roster(&self, question: RosterQuestion, skipped: IntervalSet) -> Result<Roster, Error> {
        self.readers.run(move |connection| roster::load(connection, &question, skipped)).await
    }

    /// A part of the schedules, by number, and how many there are.
    pub async fn schedules(&self, page: Page) -> Result<(Vec<sonar::Schedule>, u64), Error> {
        self.readers.run(move |connection| schedules::schedules(connection, page)).await
    }

    /// One schedule.
    pub async fn schedule(&self, id: u64) -> Result<Option<sonar::Schedule>, Error> {
        self.readers.run(move |connection| schedules::schedule(connection, id)).await
    }

    /// The days of a schedule; `None` when there is no such schedule.
    pub async fn schedule_days(&self, schedule_id: u64) -> Result<Option<Vec<sonar::ScheduleDay>>, Error> {
        self.readers.run(move |connection| schedules::schedule_days(connection, schedule_id)).await
    }

    /// A part of the blockers, by number, and how many there are.
    pub async fn blockers(&self, page: Page) -> Result<(Vec<sonar::ScheduleBlocker>, u64), Error> {
        self.readers.run(move |connection| schedules::blockers(connection, page)).await
    }

    /// One blocker.
    pub async fn blocker(&self, id: u64) -> Result<Option<sonar::ScheduleBlocker>, Error> {
        self.readers.run(move |connection| schedules::blocker(connection, id)).await
    }

    /// A part of the time offs, by number, and how many there are.
    pub async fn time_offs(&self, page: Page) -> Result<(Vec<sonar::ScheduledTimeOff>, u64), Error> {
        self.readers.run(move |connection| schedules::time_offs(connection, page)).await
    }

    /// One time off.
    pub async fn time_off(&self, id: u64) -> Result<Option<sonar::ScheduledTimeOff>, Error> {
        self.readers.run(move |connection| schedules::time_off(connection, id)).await
    }

    /// A part of the jobs, by number, and how many there are.
    pub async fn jobs(&self, page: Page) -> Result<(Vec<Job>, u64), Error> {
        self.readers.run(move |connection| jobs::list(connection, page)).await
    }

    /// One job.
    pub async fn job(&self, id: u64) -> Result<Option<Job>, Error> {
        self.readers.run(move |connection| jobs::get(connection, id)).await
    }

    /// These jobs, in the order in which they were scheduled.
    pub async fn jobs_as_scheduled(&self, ids: Vec<u64>) -> Result<Vec<Job>, Error> {
        self.readers.run(move |connection| jobs::as_scheduled(connection, &ids)).await
    }

    /// Makes a job; where it has a visit, everybody of its crew must be free.
    pub async fn create_job(&self, draft: JobDraft, by: By, skipped: IntervalSet) -> Result<Job, Refused> {
        self.writer.run(move |transaction| booking::create(transaction, &draft, &by, skipped)).await
    }

    /// Changes a job; where its visit changes, everybody of its crew must be free.
    pub async fn change_job(&self, id: u64, change: JobChange, by: By, skipped: IntervalSet) -> Result<Job, Refused> {
        self.writer.run(move |transaction| booking::change(transaction, id, &change, &by, skipped)).await
    }

    /// Forgets a job and frees its crew. Links that were for it end `now`; one that made it may make another.
    pub async fn delete_job(&self, id: u64, by: By, now: UnixSecond) -> Result<(), Refused> {
        self.writer.run(move |transaction| booking::delete(transaction, id, &by, now)).await
    }

    /// Puts a scheduled or failed job back into the queue.
    pub async fn queue_job(&self, id: u64, by: By) -> Result<Job, Refused> {
        self.writer.run(move |transaction| booking::queue(transaction, id, &by)).await
    }

    /// Notes that a user is on site, since `second`.
    pub async fn check_in(&self, id: u64, user_id: u64, second: WallSecond) -> Result<Job, Refused> {
        self.writer.run(move |transaction| booking::check_in(transaction, id, user_id, second)).await
    }

    /// Notes that a user has left.
    pub async fn check_out(&self, id: u64, user_id: u64) -> Result<Job, Refused> {
        self.writer.run(move |transaction| booking::check_out(transaction, id, user_id)).await
    }

    /// Ends a job, with or without success, and frees its crew.
    pub async fn complete_job(&self, id: u64, completion: Completion) -> Result<Job, Refused> {
        self.writer.run(move |transaction| booking::complete(transaction, id, &completion)).await
    }

    /// A part of a job's wishes, by rank, and how many there are; `None` when there is no such job.
    pub async fn wishes(&self, job_id: u64, page: Page) -> Result<Option<(Vec<Wish>, u64)>, Error> {
        self.readers.run(move |connection| wishes::list(connection, job_id, page)).await
    }

    /// One wish of a job.
    pub async fn wish(&self, job_id: u64, id: u64) -> Result<Option<Wish>, Error> {
        self.readers.run(move |connection| wishes::get(connection, job_id, id)).await
    }

    /// Adds a wish to a job.
    pub async fn create_wish(&self, job_id: u64, window: WishWindow, by: By) -> Result<Wish, Refused> {
        self.writer.run(move |transaction| wishes::create(transaction, job_id, window, &by)).await
    }

    /// Changes a wish of a job; what is `None` stays. Start must be before end in what comes out.
    pub async fn change_wish(&self, job_id: u64, id: u64, change: WishChange, by: By) -> Result<Wish, Refused> {
        self.writer.run(move |transaction| wishes::change(transaction, job_id, id, change, &by)).await
    }

    /// Takes a wish back.
    pub async fn delete_wish(&self, job_id: u64, id: u64, by: By) -> Result<(), Refused> {
        self.writer.run(move |transaction| wishes::delete(transaction, job_id, id, &by)).await
    }

    /// The link whose handle has this hash.
    pub async fn link(&self, handle_hash: [u8; 32]) -> Result<Option<Link>, Error> {
        self.readers.run(move |connection| links::find(connection, &handle_hash)).await
    }

    /// Remembers a new link.
    pub async fn create_link(&self, draft: LinkDraft) -> Result<(), Error> {
        self.writer.run(move |transaction| links::create(transaction, &draft)).await
    }
}
