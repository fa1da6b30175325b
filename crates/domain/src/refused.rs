//! Why something was not done, by meaning. What it is called is up to whoever answers.

use slotwright_matching::Minute;

use crate::{Breach, Faults, NewcomerBound, WrongField};

/// Why something was not done. `E` is how what it is stored in fails.
#[derive(Debug)]
pub enum Refused<E> {
    /// Members of the request are wrong. None, where whoever read it had found some already.
    Faulty(Faults),
    /// What was filled into the fields of a type of job is wrong.
    WrongFields(Vec<WrongField>),
    /// There is no such job, or none that the caller may know of.
    NoSuchJob,
    /// There is no such wish of that job.
    NoSuchWish,
    /// There is nothing of what is asked for with that number.
    NoSuchRecord,
    /// It stays as long as others need it.
    InUse(InUse),
    /// So many photos wait for their job that no more are taken.
    TooManyPhotos,
    /// A wish would end before it starts.
    WishWithoutLength,
    /// The job has as many wishes as it may have.
    TooManyWishes,
    /// This user is not free for the whole visit.
    NotFree(u64),
    /// The hold has expired, and its time is somebody else's now.
    HoldExpired,
    /// There is no such hold, or it is another's.
    NoSuchHold,
    /// The caller holds as many times as one may.
    TooManyHolds,
    /// The holder of the link has held times for as long as one may, and may again after a while.
    HeldLongEnough {
        /// In how many seconds.
        wait_seconds: u64,
    },
    /// Those who come by open links have had as much as they may, and may again after a while.
    TooManyNewcomers {
        /// Of what.
        bound: NewcomerBound,
        /// In how many seconds.
        wait_seconds: u64,
    },
    /// The job has ended.
    AlreadyCompleted,
    /// The job has open tasks, and its type lets it succeed only without.
    OpenTasks,
    /// Nobody can be on site of a job without a time.
    NotScheduled,
    /// The link has booked and moved as often as it may within a day.
    TooManyChanges,
    /// The link has booked and moved as often as it may at all.
    LinkUsed,
    /// The visit is too near to be changed by the customer.
    TooLateToChange,
    /// A customer does not choose how many come.
    CrewSize {
        /// How many do.
        needed: usize,
        /// How many the customer named.
        named: usize,
    },
    /// The job is another than the one by which the change was judged.
    ChangedMeanwhile,
    /// The job starts at another time than the customer saw when they decided.
    MovedMeanwhile {
        /// When it starts now; `None` where it has no time any more.
        start: Option<Minute>,
    },
    /// The link has its job already.
    AlreadyBooked,
    /// There is an open job of the same type at the same place: this one.
    HasSuchJob(u64),
    /// The link has expired or was revoked meanwhile.
    LinkEnded,
    /// What customers may do does not allow it.
    Policy(Breach),
    /// The clocks are put forward and never show the start on that day.
    SkippedByClocks,
    /// The clocks are put forward past all of a wish.
    WishSkippedByClocks,
    /// Another job of that system is called so: this one.
    ReferenceTaken(u64),
    /// The roster's definition has another version than the one in which it was to be done.
    Outdated,
    /// Of several jobs that were to be moved together, this one can't be.
    OfJob(u64, Box<Self>),
    /// The store itself failed.
    Storage(E),
}

/// What stays as long as others need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InUse {
    /// A job type: jobs, holds, schedules, rules or working booking links name it.
    JobType,
    /// A task template: job types name it.
    TaskTemplate,
}

impl<E> From<E> for Refused<E> {
    fn from(error: E) -> Self {
        Self::Storage(error)
    }
}
