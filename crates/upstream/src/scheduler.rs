//! The interface that all adapters have, and the records that go through it.

use std::future::Future;

use slotwright_domain::{Place, System, WishWindow};
use slotwright_matching::Minute;

use crate::bigchange::BigChange;
use crate::capabilities::Capabilities;
use crate::failure::Failure;
use crate::frotcom::Frotcom;
use crate::os1::Os1;
use crate::sonar::Sonar;

/// A moment, both as the clocks of the instance show it and as seconds since 1970-01-01 00:00 UTC: each system wants another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// On the instance's clocks.
    pub minute: Minute,
    /// On the axis of instants.
    pub unix: i64,
}

/// When and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// When it begins.
    pub start: Moment,
    /// When it ends.
    pub end: Moment,
    /// The window in which the customer was promised that somebody arrives, from and until; `None` where they were promised the start
    /// itself, which lies in it.
    pub arrival: Option<(Moment, Moment)>,
    /// Who comes, by our numbers.
    pub user_ids: Vec<u64>,
}

/// A job as a system is told it.
#[derive(Clone, Debug)]
pub struct UpstreamJob {
    /// Our number.
    pub id: u64,
    /// By which it is found again there: 4 to 36 characters of `A-Z a-z 0-9 -`, of no other job.
    pub marker: String,
    /// By our number.
    pub job_type_id: u64,
    /// In words.
    pub job_type_name: String,
    /// Where, with what is known of it.
    pub place: Place,
    /// How long.
    pub length_in_minutes: u32,
    /// What the technician should know; may be empty.
    pub notes: String,
    /// When and by whom; `None` waits for a time.
    pub visit: Option<Visit>,
    /// When the customer would like it, the dearest first; in the instance's wall-clock time.
    pub wishes: Vec<WishWindow>,
    /// What is in the fields of its type, by the name that they have there, as text: yes and no are `true` and `false`, numbers plain,
    /// dates `YYYY-MM-DD`. With [`Scheduler::create`] none is empty.
    pub fields: Vec<(String, String)>,
}

/// A job that is known there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownJob {
    /// What it is called there.
    pub id: String,
    /// What the adapter wants to be given again with the job: JSON; empty where it needs nothing.
    pub kept: String,
}

/// What came of making a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What it is called there.
    pub known: KnownJob,
    /// Whether the system is still at work on it: to be read until it is there.
    pub is_pending: bool,
    /// What could not be told beside the job, each a sentence: it is there, and this is missing.
    pub missing: Vec<String>,
    /// What of that may go well another time, by the operation that tells it.
    pub untold: Vec<Untold>,
}

/// What of a job is to be told once more, after it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untold {
    /// Its time and crew: [`Scheduler::reschedule`]. Without them nobody comes.
    Visit,
    /// The wishes: [`Scheduler::set_wishes`].
    Wishes,
    /// The fields: [`Scheduler::set_fields`].
    Fields,
}

/// What came of looking for a job by its marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// This one; of several the oldest.
    Job(KnownJob),
    /// It is not there.
    Nothing,
    /// The system has no way to tell.
    CantTell,
}

/// Where a job stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeenStatus {
    /// Waits for a time.
    Queued,
    /// Has one.
    Scheduled,
    /// Somebody is at work on it.
    InProgress,
    /// Done.
    Completed,
    /// Ended without success.
    Failed,
    /// Given up.
    Cancelled,
}

/// When a job begins there, as the system says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// By the instance's clocks.
    Minute(Minute),
    /// By instants, in seconds since 1970.
    Unix(i64),
}

/// A job as it is there. What the system doesn't keep, or doesn't tell, is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Where it stands; `None` for a word that nobody knows.
    pub status: Option<SeenStatus>,
    /// When it begins; `None` while it waits for a time.
    pub start: Option<Start>,
    /// How long it takes.
    pub length_in_minutes: Option<u32>,
    /// Who comes, by our numbers, ascending.
    pub user_ids: Option<Vec<u64>>,
    /// What the technician should know.
    pub notes: Option<String>,
}

/// How a job ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// Completed, or failed.
    pub is_success: bool,
    /// Why, or a remark.
    pub reason: Option<String>,
    /// When.
    pub at: Moment,
}

/// When somebody is free.
#[derive(Clone, Debug)]
pub struct FreeQuestion {
    /// From this midnight on the instance's clocks.
    pub from: Minute,
    /// Up to this one.
    pub until: Minute,
    /// For a visit of this length.
    pub length_in_minutes: u32,
    /// Of this type.
    pub job_type_id: u64,
    /// There.
    pub place: slotwright_domain::PlaceRef,
    /// Whom of, by our numbers; nobody named is whoever can do it.
    pub user_ids: Vec<u64>,
}

/// A stretch in which somebody is free; on the instance's clocks, `start < end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreeTime {
    /// Who, by our numbers.
    pub user_id: u64,
    /// From.
    pub start: Minute,
    /// Until.
    pub end: Minute,
}

/// A job that somebody is planned for there, in instants: seconds since 1970, `start < end`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Busy {
    /// What it is called there.
    pub id: String,
    /// Who, by our numbers.
    pub user_id: u64,
    /// From.
    pub start: i64,
    /// Until.
    pub end: i64,
}

/// A system, spoken to. Each call is one attempt; only a session that has ended is renewed within it, once.
///
/// What the system can't do ([`Capabilities`]) is [`Failure::Unsupported`], and nothing is sent for it.
pub trait Scheduler {
    /// What it can do.
    fn capabilities(&self) -> Capabilities;

    /// Whether it is there and the credentials are right: the cheapest call that says so.
    fn check(&self) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Makes a job. After [`Failure::Lost`] it may be there: [`Scheduler::find`] looks.
    fn create(&self, job: &UpstreamJob) -> impl Future<Output = Result<Made, Failure>> + Send;

    /// Looks for a job whose making was not answered, by its marker or by what it is.
    fn find(&self, job: &UpstreamJob) -> impl Future<Output = Result<Found, Failure>> + Send;

    /// Reads a job.
    fn read(&self, _known: &KnownJob) -> impl Future<Output = Result<Seen, Failure>> + Send {
        async { Err(Failure::Unsupported) }
    }

    /// Gives a job the time and crew of `job.visit`, which is there. May be repeated.
    fn reschedule(&self, _known: &KnownJob, _job: &UpstreamJob) -> impl Future<Output = Result<(), Failure>> + Send {
        async { Err(Failure::Unsupported) }
    }

    /// Changes the notes to those of `job`. May be repeated.
    fn change_notes(&self, _known: &KnownJob, _job: &UpstreamJob) -> impl Future<Output = Result<(), Failure>> + Send {
        async { Err(Failure::Unsupported) }
    }

    /// Takes time and crew away. May be repeated.
    fn unschedule(&self, _known: &KnownJob, _job: &UpstreamJob) -> impl Future<Output = Result<(), Failure>> + Send {
        async { Err(Failure::Unsupported) }
    }

    /// Gives it up. May be repeated.
    fn cancel(&self, _known: &KnownJob, _reason: &str) -> impl Future<Output = Result<(), Failure>> + Send {
        async { Err(Failure::Unsupported) }
    }

    /// It has ended. May be repeated.
    fn end(
        &self,
        _known: &KnownJob,
        _job: &UpstreamJob,
        _end: &End,
    ) -> impl Future<Output = Result<(), Failure>> + Send {
        async { Err(Failure::Unsupported) }
    }

    /// Puts the wishes of `job` in the place of those that are there. May be repeated.
    fn set_wishes(&self, _known: &KnownJob, _job: &UpstreamJob) -> impl Future<Output = Result<(), Failure>> + Send {
        async { Err(Failure::Unsupported) }
    }

    /// Puts what is in the fields of `job` into those that are there; an empty text takes away what is there. May be repeated.
    fn set_fields(&self, _known: &KnownJob, _job: &UpstreamJob) -> impl Future<Output = Result<(), Failure>> + Send {
        async { Err(Failure::Unsupported) }
    }

    /// When somebody is free.
    fn free_time(&self, _question: &FreeQuestion) -> impl Future<Output = Result<Vec<FreeTime>, Failure>> + Send {
        async { Err(Failure::Unsupported) }
    }

    /// Who is planned for what, of these users, in these instants (seconds since 1970).
    fn busy(
        &self,
        _user_ids: &[u64],
        _from: i64,
        _until: i64,
    ) -> impl Future<Output = Result<Vec<Busy>, Failure>> + Send {
        async { Err(Failure::Unsupported) }
    }
}

/// The system that an instance speaks to.
pub enum Upstream {
    /// Sonar.
    Sonar(Sonar),
    /// OS1 Dispatch.
    Os1(Os1),
    /// BigChange.
    BigChange(BigChange),
    /// Frotcom.
    Frotcom(Frotcom),
}

/// The same question to whichever system it is.
macro_rules! ask {
    ($self:ident, $system:ident => $question:expr) => {
        match $self {
            Self::Sonar($system) => $question,
            Self::Os1($system) => $question,
            Self::BigChange($system) => $question,
            Self::Frotcom($system) => $question,
        }
    };
}

impl Upstream {
    /// Which.
    #[must_use]
    pub fn system(&self) -> System {
        match self {
            Self::Sonar(_) => System::Sonar,
            Self::Os1(_) => System::Os1,
            Self::BigChange(_) => System::BigChange,
            Self::Frotcom(_) => System::Frotcom,
        }
    }
}

impl Scheduler for Upstream {
    fn capabilities(&self) -> Capabilities {
        ask!(self, system => system.capabilities())
    }

    async fn check(&self) -> Result<(), Failure> {
        ask!(self, system => system.check().await)
    }

    async fn create(&self, job: &UpstreamJob) -> Result<Made, Failure> {
        ask!(self, system => system.create(job).await)
    }

    async fn find(&self, job: &UpstreamJob) -> Result<Found, Failure> {
        ask!(self, system => system.find(job).await)
    }

    async fn read(&self, known: &KnownJob) -> Result<Seen, Failure> {
        ask!(self, system => system.read(known).await)
    }

    async fn reschedule(&self, known: &KnownJob, job: &UpstreamJob) -> Result<(), Failure> {
        ask!(self, system => system.reschedule(known, job).await)
    }

    async fn change_notes(&self, known: &KnownJob, job: &UpstreamJob) -> Result<(), Failure> {
        ask!(self, system => system.change_notes(known, job).await)
    }

    async fn unschedule(&self, known: &KnownJob, job: &UpstreamJob) -> Result<(), Failure> {
        ask!(self, system => system.unschedule(known, job).await)
    }

    async fn cancel(&self, known: &KnownJob, reason: &str) -> Result<(), Failure> {
        ask!(self, system => system.cancel(known, reason).await)
    }

    async fn end(&self, known: &KnownJob, job: &UpstreamJob, end: &End) -> Result<(), Failure> {
        ask!(self, system => system.end(known, job, end).await)
    }

    async fn set_wishes(&self, known: &KnownJob, job: &UpstreamJob) -> Result<(), Failure> {
        ask!(self, system => system.set_wishes(known, job).await)
    }

    async fn set_fields(&self, known: &KnownJob, job: &UpstreamJob) -> Result<(), Failure> {
        ask!(self, system => system.set_fields(known, job).await)
    }

    async fn free_time(&self, question: &FreeQuestion) -> Result<Vec<FreeTime>, Failure> {
        ask!(self, system => system.free_time(question).await)
    }

    async fn busy(&self, user_ids: &[u64], from: i64, until: i64) -> Result<Vec<Busy>, Failure> {
        ask!(self, system => system.busy(user_ids, from, until).await)
    }
}
