//! What a look at time that is free again needs, by one question of one moment: the jobs that wait for a time and have wishes on
//! those days, and who is free then.

use slotwright_domain::{Job, Page, Place, Status, Wish, WishWindow};
use slotwright_matching::{Around, Day, IntervalSet, Roster};
use slotwright_wire::slotwright::OwnPolicy;

use crate::error::Error;
use crate::jobs::JobFilter;
use crate::roster::{self, RosterQuestion};
use crate::sql::params;
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::{directory, jobs, rather_not, settings, wishes};

impl Store {
    /// Reads what a look at some days needs, and does with it what takes a while. What anybody holds is nobody else's, whoever asks.
    pub async fn waiters<T: Send + 'static>(
        &self,
        days: WaitedFor,
        then: impl FnOnce(Waiters) -> T + Send + 'static,
    ) -> Result<T, Error> {
        self.ask_and(move |db| waiters(db, days), then).await
    }
}

/// For which days jobs wait, and which of them are left out.
#[derive(Clone, Debug)]
pub struct WaitedFor {
    /// The first day.
    pub first: Day,
    /// The last day, included.
    pub last: Day,
    /// Not these jobs: the time was theirs.
    pub except_job_ids: Vec<u64>,
    /// The minutes that the clocks skip on these days.
    pub skipped: IntervalSet,
}

/// Who waits, and what decides when people are free.
#[derive(Clone, Debug)]
pub struct Waiters {
    /// The jobs, by number.
    pub jobs: Vec<Waiter>,
    /// Everybody, by number.
    pub user_ids: Vec<u64>,
    /// What decides whether they are free.
    pub roster: Roster,
    /// What is kept around jobs.
    pub around: Around,
    /// What was set for customers.
    pub policy: OwnPolicy,
}

/// A job that waits for a time.
#[derive(Clone, Debug)]
pub struct Waiter {
    /// The job.
    pub job: Job,
    /// All its wishes, by rank.
    pub wishes: Vec<Wish>,
    /// When its customer would rather not have it.
    pub rather_not: Vec<WishWindow>,
    /// Where it is; `None` where there is no such place any more.
    pub place: Option<Place>,
}

fn waiters(db: &Db, days: WaitedFor) -> Result<Waiters, Error> {
    let WaitedFor { first, last, except_job_ids, skipped } = days;
    let waiting = "SELECT DISTINCT job_id FROM desired_job_datetimes JOIN jobs ON jobs.id = job_id
        WHERE day BETWEEN ?1 AND ?2 AND status = 'queued'";
    let mut ids: Vec<u64> = db.column(waiting, params![first.0, last.0])?;
    ids.retain(|id| !except_job_ids.contains(id));
    let filter = JobFilter { ids: Some(ids.clone()), statuses: Some(vec![Status::Queued]), ..JobFilter::default() };
    let (queued, _) = jobs::list(db, &filter, Page::ALL)?;
    let (mut wishes, mut rather_not) = (wishes::of_jobs(db, &ids)?, rather_not::of_jobs(db, &ids)?);
    let waiter = |job: Job| {
        Ok(Waiter {
            wishes: wishes.remove(&job.id).unwrap_or_default(),
            rather_not: rather_not.remove(&job.id).unwrap_or_default(),
            place: directory::place(db, job.place)?,
            job,
        })
    };
    let jobs = queued.into_iter().map(waiter).collect::<Result<_, Error>>()?;
    let user_ids: Vec<u64> = directory::users(db)?.into_iter().map(|user| user.id).collect();
    let question = RosterQuestion { user_ids: user_ids.clone(), job_type_id: None, first, last };
    let (roster, around) = roster::load(db, &question, None, skipped)?;
    Ok(Waiters { jobs, user_ids, roster, around, policy: settings::policy(db)? })
}
