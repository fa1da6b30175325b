//! Changes to jobs: what is asked is judged and written in one transaction, so that nothing can come between.
//!
//! Whoever may come in between is locked out first (link, then job, then users), so what the claims say here stays true until
//! the commit. The roster's definition is not locked: on PostgreSQL a booking is judged by one that held while it was at work,
//! and a change to it that is answered a moment before the booking is, as if it had come a moment after. Issues of taste (which
//! texts, which status) are the routes'; here a refusal is a meaning.

mod deeds;
mod earlier;
mod moves;
mod rights;
mod states;
mod visits;

use slotwright_domain::{
    Actor, Completion, Job, JobChange, JobDeed, JobDraft, LinkTerms, Moves, ParticularsChange, UnixSecond, WallSecond,
};
use slotwright_matching::{IntervalSet, Minute};

use crate::claims::backstop;
use crate::error::Refused;
use crate::store::Store;
pub(crate) use rights::changeable;

impl Store {
    /// Makes a job; where it has a visit, everybody of its crew must be free. With `expected_version` only as long as the
    /// roster's definition has that version.
    pub async fn create_job(
        &self,
        draft: JobDraft,
        by: Actor,
        skipped: IntervalSet,
        expected_version: Option<u64>,
    ) -> Result<Job, Refused> {
        let crew = draft.visit.as_ref().map(|visit| visit.user_ids.clone()).unwrap_or_default();
        let created = self.change(move |db| visits::create(db, &draft, &by, skipped.clone(), expected_version)).await;
        // PostgreSQL may say so only at the commit.
        created.map_err(|refused| match refused {
            Refused::Storage(error) => backstop(error, &crew),
            refused => refused,
        })
    }

    /// Changes a job; where its visit changes, everybody of its crew must be free. `skipped` gives the minutes that the clocks
    /// skip on the day of a start.
    pub async fn change_job(
        &self,
        id: u64,
        change: JobChange,
        by: Actor,
        skipped: impl Fn(Minute) -> IntervalSet + Send + 'static,
    ) -> Result<Job, Refused> {
        self.change(move |db| visits::change(db, id, &change, &by, &skipped)).await
    }

    /// Moves jobs, all of them or none: the time that one leaves another of them can have. `skipped` gives the minutes that the
    /// clocks skip on the day of a start.
    pub async fn move_jobs(
        &self,
        moves: Moves,
        by: Actor,
        skipped: impl Fn(Minute) -> IntervalSet + Send + 'static,
    ) -> Result<(), Refused> {
        self.change(move |db| moves::all(db, &moves, &by, &skipped)).await
    }

    /// Writes what a system's program says of a job, and what follows for it, at once.
    pub async fn record(
        &self,
        id: u64,
        deed: JobDeed,
        particulars: Option<ParticularsChange>,
        by: Actor,
        skipped: impl Fn(Minute) -> IntervalSet + Send + 'static,
        now: UnixSecond,
    ) -> Result<Job, Refused> {
        self.change(move |db| deeds::record(db, id, &deed, particulars.as_ref(), &by, &skipped, now)).await
    }

    /// Writes what a system's program says of several jobs, and what follows for them: all of it, or nothing.
    pub async fn record_all(
        &self,
        mut all: Vec<(u64, JobDeed, Option<ParticularsChange>)>,
        by: Actor,
        skipped: impl Fn(Minute) -> IntervalSet + Send + 'static,
        now: UnixSecond,
    ) -> Result<(), Refused> {
        // In the order of their numbers: of two who change the same jobs one waits for the other, and neither for ever.
        all.sort_unstable_by_key(|(id, ..)| *id);
        self.change(move |db| {
            for (id, deed, particulars) in &all {
                deeds::record(db, *id, deed, particulars.as_ref(), &by, &skipped, now)?;
            }
            Ok(())
        })
        .await
    }

    /// Deletes a job and frees its crew. Links that were for it end now; one that made it may make another.
    pub async fn delete_job(&self, id: u64, by: Actor, links: LinkTerms) -> Result<(), Refused> {
        self.change(move |db| states::delete(db, id, &by, links)).await
    }

    /// Puts a scheduled or failed job back into the queue.
    pub async fn queue_job(&self, id: u64, by: Actor) -> Result<Job, Refused> {
        self.change(move |db| states::queue(db, id, &by)).await
    }

    /// Notes that a user is on site, since `second`.
    pub async fn check_in(&self, id: u64, user_id: u64, second: WallSecond, by: Actor) -> Result<Job, Refused> {
        self.change(move |db| states::check_in(db, id, user_id, second, &by)).await
    }

    /// Notes that a user has left.
    pub async fn check_out(&self, id: u64, user_id: u64, by: Actor) -> Result<Job, Refused> {
        self.change(move |db| states::check_out(db, id, user_id, &by)).await
    }

    /// Ends a job `now`, with or without success, frees its crew, and brings about what its type says.
    pub async fn complete_job(
        &self,
        id: u64,
        completion: Completion,
        by: Actor,
        now: UnixSecond,
    ) -> Result<Job, Refused> {
        self.change(move |db| states::complete(db, id, &completion, &by, now)).await
    }
}
