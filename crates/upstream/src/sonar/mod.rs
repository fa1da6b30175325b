//! Sonar (v1), the system of an internet provider: jobs are visits to accounts and network sites.
//!
//! It is the one of the four systems that refuses a time that somebody has already, has crews of any size, says when people are
//! free, keeps wishes, and takes a job back into its queue. What it can't do, and what is done instead:
//!
//! * It has no word for a job that was given up: a cancelled job goes back into its queue, or is deleted ([`CancelMode`]).
//! * A job has no reference, by which it could be found again: its notes end with the line `[ref MARKER]`, which is taken off
//!   again when they are read. Who looks for it reads the newest [`NEWEST_PAGES`] pages of its list of jobs, 200 each.
//! * Lengths are multiples of 15 minutes, and are rounded up.
//! * Who was promised a stretch of time to be visited in is told there with its begin alone.
//! * Its list of jobs can't be asked for a stretch of time, so that [`Scheduler::busy`] is not to be had: what is free is.
//! * Its times are those of its own clocks, and so have to be ours: the instance is in the zone of its Sonar.
//!
//! Documented in the vendor's pages "Jobs Endpoints", "Job Types", "Schedules Endpoints" and "Custom Fields", read 2026-11-22; how
//! its answers are spelled in odd cases, by the programs of others that speak it.

mod answer;
pub(crate) mod capabilities;
mod request;
mod session;

use serde_json::Value;
use slotwright_domain::WishWindow;
use slotwright_wire::sonar::ROOT;

use crate::{
    Call, Capabilities, End, Failure, Found, FreeQuestion, FreeTime, Ids, KnownJob, Made, Method, Scheduler, Secret,
    Seen, SeenStatus, TransportSettings, Untold, UpstreamJob,
};
use session::Session;

/// How many pages of the list of jobs are read for a job that was made just now.
pub const NEWEST_PAGES: u64 = 5;
/// How many records a page has: as many as are known to be given.
const PAGE_SIZE: u64 = 200;
/// How many pages of a list are read at most, should it never end.
const MAX_PAGES: u64 = 50;

/// What becomes there of a job that was given up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CancelMode {
    /// It goes back into the queue: it is kept, and waits for a time there.
    #[default]
    Queue,
    /// It is deleted.
    Delete,
}

/// How Sonar is spoken to.
#[derive(Clone, Debug)]
pub struct SonarSettings {
    /// How it is reached: the address ends before `/api/v1`, as in `https://provider.sonar.software`.
    pub transport: TransportSettings,
    /// The name of the Sonar user who acts for us, and who is told there as the creator of jobs.
    pub user: String,
    /// That one's password.
    pub password: Secret,
    /// What our numbers are called there.
    pub ids: Ids,
    /// What becomes there of a job that was given up; by default it goes back into the queue.
    pub cancel_mode: CancelMode,
}

impl SonarSettings {
    /// With the same numbers here and there, and the defaults.
    #[must_use]
    pub fn new(transport: TransportSettings, user: impl Into<String>, password: Secret) -> Self {
        Self { transport, user: user.into(), password, ids: Ids::default(), cancel_mode: CancelMode::default() }
    }
}

/// The adapter.
pub struct Sonar {
    session: Session,
    ids: Ids,
    cancel_mode: CancelMode,
}

impl Sonar {
    /// Speaks to the Sonar of these settings. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// The address is none, or there is no certificate store on this machine.
    pub fn new(settings: SonarSettings) -> Result<Self, String> {
        let SonarSettings { transport, user, password, ids, cancel_mode } = settings;
        Ok(Self { session: Session::new(&transport, &user, password)?, ids, cancel_mode })
    }

    /// All records of a list.
    async fn list(&self, path: &str) -> Result<Vec<Value>, Failure> {
        let mut all = Vec::new();
        for number in 1..=MAX_PAGES {
            let (records, pages) = self.page(path, number).await?;
            all.extend(records);
            if pages <= number {
                return Ok(all);
            }
        }
        Err(Failure::Lost(format!("a list of more than {MAX_PAGES} pages")))
    }

    /// A part of a list, and how many parts it has.
    async fn page(&self, path: &str, number: u64) -> Result<(Vec<Value>, u64), Failure> {
        let call = Call::new(Method::Get, path).query("limit", PAGE_SIZE.to_string()).query("page", number.to_string());
        let body = self.session.send(call).await?;
        let (records, pages) = answer::page(&body)?;
        Ok((records.to_vec(), pages))
    }

    /// Fills the fields of a job, each with a call of its own; those that it doesn't know are `missing`. What is empty stays as it is
    /// there: such a field can't be emptied.
    async fn fill(&self, id: &str, fields: &[(String, String)], missing: &mut Vec<String>) -> Result<(), Failure> {
        if fields.iter().all(|(_, text)| text.is_empty()) {
            return Ok(());
        }
        let definitions = self.list(&path("system/custom_fields")).await?;
        let mut refused = Ok(());
        for (name, text) in fields.iter().filter(|(_, text)| !text.is_empty()) {
            let Some((field_id, kind)) = answer::field(&definitions, name) else {
                missing.push(format!("the field `{name}` was not filled: jobs have none of that name there"));
                continue;
            };
            let call = Call::new(Method::Patch, path(&format!("entity_custom_fields/jobs/{id}/{field_id}")));
            match self.session.send(call.json(request::field(kind, text))).await.map_err(|failure| failure.about(name))
            {
                Ok(_) => {}
                // The others may go well all the same.
                Err(failure) if is_about_this_one(&failure) => refused = refused.and(Err(failure)),
                Err(failure) => return Err(failure),
            }
        }
        refused
    }

    /// Makes the wishes of a job those of ours, each with a call of its own and in place, as their order is their rank.
    async fn wish(&self, id: &str, there: &[Value], ours: &[WishWindow]) -> Result<(), Failure> {
        let wishes = path(&format!("scheduling/jobs/{id}/desired_job_datetimes"));
        for place in 0..there.len().max(ours.len()) {
            let wish_id = there.get(place).map(|wish| answer::id(wish).ok_or_else(no_number)).transpose()?;
            let told = ours.get(place).map(request::wish);
            let call = match (wish_id, told) {
                (Some(_), Some(told)) if there.get(place).is_some_and(|wish| answer::is_wish(wish, &told)) => continue,
                (Some(wish_id), Some(told)) => Call::new(Method::Patch, format!("{wishes}/{wish_id}")).json(told),
                (Some(wish_id), None) => Call::new(Method::Delete, format!("{wishes}/{wish_id}")),
                (None, Some(told)) => Call::new(Method::Post, wishes.clone()).json(told),
                (None, None) => continue,
            };
            let method = call.method;
            match self.session.send(call).await {
                // Somebody there has taken it away meanwhile: as was wanted, or so that the rest are to be looked at again.
                Err(Failure::NotThere) if method == Method::Delete => {}
                Err(Failure::NotThere) if method == Method::Patch => {
                    return Err(Failure::Lost("a wish was taken away meanwhile".to_owned()));
                }
                done => drop(done?),
            }
        }
        Ok(())
    }

    /// Does something with a job that has a path of its own below it.
    async fn act(&self, known: &KnownJob, deed: &str, body: Value) -> Result<(), Failure> {
        let call = Call::new(Method::Post, format!("{}/{deed}", job_path(known)?)).json(body);
        self.session.send(call).await.map(drop)
    }

    async fn change(&self, known: &KnownJob, body: Value) -> Result<(), Failure> {
        self.session.send(Call::new(Method::Patch, job_path(known)?).json(body)).await.map(drop)
    }
}

impl Scheduler for Sonar {
    fn capabilities(&self) -> Capabilities {
        match self.cancel_mode {
            CancelMode::Queue => Capabilities(capabilities::when_queueing),
            CancelMode::Delete => Capabilities(capabilities::when_deleting),
        }
    }

    async fn check(&self) -> Result<(), Failure> {
        self.session.send(Call::new(Method::Get, path("system/application"))).await.map(drop).map_err(without_a_job)
    }

    async fn create(&self, job: &UpstreamJob) -> Result<Made, Failure> {
        let call = Call::new(Method::Post, path("scheduling/jobs")).json(request::job(job, &self.ids));
        let id = answer::made(&self.session.send(call).await.map_err(without_a_job)?)?;
        let (mut missing, mut untold) = (Vec::new(), Vec::new());
        let fields = self.fill(&id, &job.fields, &mut missing).await;
        if let Err(failure) = fields {
            // Told once more, one that was refused is refused as a field is.
            untold.push(Untold::Fields);
            missing.push(format!("not all the fields were filled: {failure}"));
        }
        if let Err(failure) = self.wish(&id, &[], &job.wishes).await {
            // One that was refused is refused again.
            if !matches!(failure, Failure::Refused { .. }) {
                untold.push(Untold::Wishes);
            }
            missing.push(format!("not all the wishes were told: {failure}"));
        }
        Ok(Made { known: KnownJob { id, kept: String::new() }, is_pending: false, missing, untold })
    }

    /// A job whose making was not answered is whole there but for its fields and wishes, which come after it:
    /// [`Scheduler::set_wishes`] tells the wishes.
    async fn find(&self, job: &UpstreamJob) -> Result<Found, Failure> {
        let jobs = path("scheduling/jobs");
        let (first, pages) = self.page(&jobs, 1).await.map_err(without_a_job)?;
        let mut oldest = None;
        // From the last page back, so that what is deleted meanwhile moves no job past the reader.
        for number in (2.max(pages.saturating_sub(NEWEST_PAGES - 1))..=pages).rev() {
            let (records, _) = self.page(&jobs, number).await?;
            oldest = records.into_iter().find(|record| answer::has_marker(record, &job.marker)).or(oldest);
        }
        if pages <= NEWEST_PAGES {
            oldest = first.into_iter().find(|record| answer::has_marker(record, &job.marker)).or(oldest);
        }
        match oldest {
            Some(record) => {
                let id = answer::id(&record).ok_or_else(no_number)?;
                Ok(Found::Job(KnownJob { id, kept: String::new() }))
            }
            None => Ok(Found::Nothing),
        }
    }

    async fn read(&self, known: &KnownJob) -> Result<Seen, Failure> {
        let body = self.session.send(Call::new(Method::Get, job_path(known)?)).await?;
        answer::job(&body, &self.ids)
    }

    async fn reschedule(&self, known: &KnownJob, job: &UpstreamJob) -> Result<(), Failure> {
        self.change(known, request::visit(job, &self.ids)).await
    }

    async fn change_notes(&self, known: &KnownJob, job: &UpstreamJob) -> Result<(), Failure> {
        self.change(known, request::notes(job)).await
    }

    async fn unschedule(&self, known: &KnownJob, _: &UpstreamJob) -> Result<(), Failure> {
        self.act(known, "queue", request::nothing()).await
    }

    /// The reason has no place there.
    async fn cancel(&self, known: &KnownJob, _: &str) -> Result<(), Failure> {
        match self.cancel_mode {
            CancelMode::Queue => self.act(known, "queue", request::nothing()).await,
            CancelMode::Delete => match self.session.send(Call::new(Method::Delete, job_path(known)?)).await {
                // It is gone already.
                Err(Failure::NotThere) => Ok(()),
                done => done.map(drop),
            },
        }
    }

    async fn end(&self, known: &KnownJob, _: &UpstreamJob, end: &End) -> Result<(), Failure> {
        let refusal = match self.act(known, "complete", request::end(end)).await {
            Err(refusal @ Failure::Refused { .. }) => refusal,
            done => return done,
        };
        // What has ended is refused, also where it has ended just so.
        let wanted = if end.is_success { SeenStatus::Completed } else { SeenStatus::Failed };
        match self.read(known).await {
            Ok(seen) if seen.status == Some(wanted) => Ok(()),
            _ => Err(refusal),
        }
    }

    async fn set_wishes(&self, known: &KnownJob, job: &UpstreamJob) -> Result<(), Failure> {
        let there = self.list(&format!("{}/desired_job_datetimes", job_path(known)?)).await?;
        self.wish(&known.id, &there, &job.wishes).await
    }

    async fn set_fields(&self, known: &KnownJob, job: &UpstreamJob) -> Result<(), Failure> {
        match answer::is_id(&known.id) {
            true => self.fill(&known.id, &job.fields, &mut Vec::new()).await,
            false => Err(Failure::NotThere),
        }
    }

    async fn free_time(&self, question: &FreeQuestion) -> Result<Vec<FreeTime>, Failure> {
        let mut call = Call::new(Method::Get, path("scheduling/jobs/find_any_available_space"));
        call.query = request::free_question(question, &self.ids);
        let body = self.session.send(call).await.map_err(without_a_job)?;
        answer::free_time(&body, &self.ids)
    }
}

fn path(below: &str) -> String {
    format!("{ROOT}/{below}")
}

/// The path of a job. What can't be a number there is no job there either.
fn job_path(known: &KnownJob) -> Result<String, Failure> {
    match answer::is_id(&known.id) {
        true => Ok(path(&format!("scheduling/jobs/{}", known.id))),
        false => Err(Failure::NotThere),
    }
}

fn no_number() -> Failure {
    Failure::Lost("a record without a number".to_owned())
}

/// What a call came to that is about no job: where even its path is not there, the address is not Sonar's.
fn without_a_job(failure: Failure) -> Failure {
    match failure {
        Failure::NotThere => Failure::refused("status 404: there is no Sonar at this address"),
        other => other,
    }
}

/// Whether something else may go well all the same.
fn is_about_this_one(failure: &Failure) -> bool {
    matches!(failure, Failure::Refused { .. } | Failure::NotThere)
}
