//! BigChange (REST, v1): jobs of contacts, on one resource and one vehicle each.
//!
//! It says what is planned for whom, finds a job by its reference, and has words for all that a job goes through. What it can't
//! do, and what is done instead:
//!
//! * A job is made without a time, and given one by a second call. Where that is refused, the job is cancelled with the reason
//!   `Scheduling refused`, so that nobody comes upon half a booking.
//! * A job has one resource: of a crew the first is told, and the others are not.
//! * A job is scheduled only with a vehicle: that of [`Ids::vehicles`]. Of whoever has none the time is planned there, and the
//!   job is not yet scheduled.
//! * It has no availability, and refuses no time that somebody has already: [`Scheduler::busy`] tells what our rosters are to be
//!   read without.
//! * A job has to be started before it can end, and ends in a text of its type's lists. Where several fit, the reason has to be one
//!   of them. When it was begun is not known here: it is told to have begun when it ended.
//! * It has no wishes, and nothing of who was promised a stretch of time but its begin. Its notes are frozen once it is started.
//! * There are no network sites: those that have jobs have to be mapped to contacts ([`Ids::network_sites`]).
//! * Fields are called by the numbers of their definitions; `orderNumber` among them is the member of that name.
//!
//! Documented in the vendor's reference pages "Create a job", "Update a job", "Cancel a job", "Sets a job's result", "Get a job
//! type" and "Get a job's status history", read 2026-11-22. Scheduling and starting a job, and the filters of its list, are known
//! from the programs of others that speak it.

mod answer;
pub(crate) mod capabilities;
mod request;
mod session;

use serde_json::{Map, Value, json};

use crate::{
    Busy, Call, Capabilities, End, Failure, Found, Ids, KnownJob, Made, Method, Scheduler, Secret, Seen, SeenStatus,
    TransportSettings, Untold, UpstreamJob, Visit,
};
use answer::Told;
use session::Session;

/// With which reason a job is cancelled whose time was refused.
const SCHEDULING_REFUSED: &str = "Scheduling refused";
/// How many jobs a part of the list has.
const PAGE_SIZE: usize = 200;
/// How many parts are read at most, should the list never end.
const MAX_PAGES: usize = 100;
/// How many values a filter may have.
const MAX_VALUES: usize = 50;
/// How long before a stretch of time a job may begin that reaches into it, in seconds: a day.
const LONGEST_JOB: i64 = 86_400;

/// How BigChange is spoken to.
#[derive(Clone, Debug)]
pub struct BigChangeSettings {
    /// How it is reached: the address ends before `/auth/tokens` and `/v1`, as in `https://api.bigchange.com`.
    pub transport: TransportSettings,
    /// The application's client id.
    pub user: String,
    /// Its client secret.
    pub password: Secret,
    /// The number of the customer whose jobs they are; given when the customer approves the application.
    pub customer_id: u64,
    /// What our numbers are called there.
    pub ids: Ids,
    /// Whether a job that ends is started first, where nobody has: by default it is. Otherwise such an end is refused there.
    pub auto_start: bool,
}

impl BigChangeSettings {
    /// With the same numbers here and there, and the defaults.
    #[must_use]
    pub fn new(transport: TransportSettings, user: impl Into<String>, password: Secret, customer_id: u64) -> Self {
        Self { transport, user: user.into(), password, customer_id, ids: Ids::default(), auto_start: true }
    }
}

/// The adapter.
pub struct BigChange {
    session: Session,
    ids: Ids,
    auto_start: bool,
}

impl BigChange {
    /// Speaks to the BigChange of these settings. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// The address is none, or there is no certificate store on this machine.
    pub fn new(settings: BigChangeSettings) -> Result<Self, String> {
        let BigChangeSettings { transport, user, password, customer_id, ids, auto_start } = settings;
        Ok(Self { session: Session::new(&transport, user, password, customer_id)?, ids, auto_start })
    }

    async fn told(&self, known: &KnownJob) -> Result<Told, Failure> {
        let body = self.session.send(Call::new(Method::Get, job_path(known)?)).await?;
        answer::job(&body, &self.ids)
    }

    /// Does something with a job that has a path of its own below it.
    async fn put(&self, known: &KnownJob, what: &str, body: Value) -> Result<(), Failure> {
        let call = Call::new(Method::Put, format!("{}/{what}", job_path(known)?)).json(body);
        self.session.send(call).await.map(drop)
    }

    async fn patch(&self, known: &KnownJob, body: Value) -> Result<(), Failure> {
        self.session.send(Call::new(Method::Patch, job_path(known)?).json(body)).await.map(drop)
    }

    async fn schedule(&self, known: &KnownJob, visit: &Visit) -> Result<(), Failure> {
        self.put(known, "schedule", request::schedule(visit, &self.ids)).await.map_err(answer::of_planning)
    }

    async fn is_cancelled(&self, known: &KnownJob) -> bool {
        self.told(known).await.is_ok_and(|told| told.seen.status == Some(SeenStatus::Cancelled))
    }

    /// Gives a job that was just made its time. What of it could not be told, each a sentence, and whether it has its time.
    async fn schedule_new(&self, known: &KnownJob, visit: &Visit) -> Result<(Vec<String>, bool), Failure> {
        match self.schedule(known, visit).await {
            Ok(()) => {}
            Err(refusal @ Failure::Refused { .. }) => {
                return match self.put(known, "cancel", json!({ "reason": SCHEDULING_REFUSED })).await {
                    Ok(()) => Err(refusal),
                    // After a lost answer it may be cancelled.
                    Err(failure) if failure.may_have_happened() && self.is_cancelled(known).await => Err(refusal),
                    // It is there all the same.
                    Err(failure) => {
                        let problem = format!("it has no time there: {refusal}; and it was not cancelled: {failure}");
                        Ok((vec![problem], false))
                    }
                };
            }
            Err(failure) => {
                // After a lost answer it may have its time.
                let has_time = failure.may_have_happened()
                    && self.told(known).await.is_ok_and(|told| told.start == Some(visit.start.unix));
                if !has_time {
                    return Ok((vec![format!("its time was not told: {failure}")], false));
                }
            }
        }
        let mut missing = Vec::new();
        if let [first, _, ..] = visit.user_ids.as_slice() {
            missing.push(format!("of its crew user {first} alone was told: a job has one resource there"));
        }
        let has_vehicle = visit.user_ids.first().is_some_and(|user| self.ids.vehicles.contains_key(user));
        if !has_vehicle {
            // Whether that is enough is a setting there.
            match self.told(known).await {
                Ok(told) if told.seen.status == Some(SeenStatus::Queued) => {
                    missing.push("it is planned there and not scheduled: no vehicle is known for who comes".to_owned());
                }
                Ok(_) => {}
                Err(failure) => {
                    missing.push(format!("whether it is scheduled without a vehicle is not known: {failure}"))
                }
            }
        }
        Ok((missing, true))
    }

    /// The text in which a job of this type ends so.
    async fn result(&self, type_id: Option<&str>, end: &End) -> Result<String, Failure> {
        let (positive, negative) = match type_id.filter(|id| answer::is_id(id)) {
            Some(id) => match self.session.send(Call::new(Method::Get, format!("/v1/jobTypes/{id}"))).await {
                Ok(job_type) => answer::results(&job_type),
                // Of a type that is gone nothing is known: what fits is for the system to say.
                Err(Failure::NotThere) => (Vec::new(), Some(Vec::new())),
                Err(failure) => return Err(failure),
            },
            None => (Vec::new(), Some(Vec::new())),
        };
        choose_result(end, positive, negative)
    }

    /// One part of the list of jobs.
    async fn page(&self, query: Vec<(&'static str, String)>) -> Result<Vec<Value>, Failure> {
        let mut call = Call::new(Method::Get, "/v1/jobs");
        call.query = query;
        let body = self.session.send(call).await.map_err(without_a_job)?;
        answer::items(&body).map(<[Value]>::to_vec)
    }
}

impl Scheduler for BigChange {
    fn capabilities(&self) -> Capabilities {
        Capabilities(capabilities::support)
    }

    async fn check(&self) -> Result<(), Failure> {
        let call = Call::new(Method::Get, "/v1/jobTypes").query("pageNumber", "1").query("pageSize", "1");
        self.session.send(call).await.map(drop).map_err(without_a_job)
    }

    async fn create(&self, job: &UpstreamJob) -> Result<Made, Failure> {
        let (members, mut missing) = request::job(job, &self.ids)?;
        let call = Call::new(Method::Post, "/v1/jobs").json(members);
        let body = self.session.send(call).await;
        let body = body.map_err(|failure| without_a_job(answer::with_fields_named(failure, &job.fields)))?;
        let id = answer::id(&body).ok_or_else(no_number)?;
        let known = KnownJob { id, kept: String::new() };
        let mut untold = Vec::new();
        if let Some(visit) = &job.visit {
            let (also_missing, has_time) = self.schedule_new(&known, visit).await?;
            missing.extend(also_missing);
            untold.extend((!has_time).then_some(Untold::Visit));
            for constraint in request::arrival(visit) {
                let path = format!("{}/constraints", job_path(&known)?);
                if let Err(failure) = self.session.send(Call::new(Method::Post, path).json(constraint)).await {
                    missing.push(format!("the window of arrival was not told: {failure}"));
                }
            }
        }
        Ok(Made { known, is_pending: false, missing, untold })
    }

    /// A job whose making was not answered has no time yet, also where it is to have one: [`Scheduler::reschedule`] gives it.
    async fn find(&self, job: &UpstreamJob) -> Result<Found, Failure> {
        let found = self.page(vec![("reference", job.marker.clone()), ("pageSize", PAGE_SIZE.to_string())]).await?;
        let ours = found.iter().filter(|found| answer::is_open_and_called(found, &job.marker));
        // Numbers of any length, in order.
        let oldest = ours.filter_map(answer::id).min_by_key(|id| (id.len(), id.clone()));
        Ok(oldest.map_or(Found::Nothing, |id| Found::Job(KnownJob { id, kept: String::new() })))
    }

    async fn read(&self, known: &KnownJob) -> Result<Seen, Failure> {
        self.told(known).await.map(|told| told.seen)
    }

    async fn reschedule(&self, known: &KnownJob, job: &UpstreamJob) -> Result<(), Failure> {
        let Some(visit) = &job.visit else { return self.unschedule(known, job).await };
        let before = self.told(known).await?.seen.length_in_minutes;
        let length = |minutes: u32| json!({ "plannedDuration": minutes });
        let is_longer_or_shorter = before != Some(job.length_in_minutes);
        if is_longer_or_shorter {
            self.patch(known, length(job.length_in_minutes.max(1))).await.map_err(answer::of_planning)?;
        }
        let done = self.schedule(known, visit).await;
        if let (Err(Failure::Refused { .. }), Some(before), true) = (&done, before, is_longer_or_shorter) {
            // As it was; where that fails as well, its length alone is another.
            let _ = self.patch(known, length(before)).await;
        }
        done
    }

    async fn change_notes(&self, known: &KnownJob, job: &UpstreamJob) -> Result<(), Failure> {
        self.patch(known, json!({ "description": job.notes })).await
    }

    async fn set_fields(&self, known: &KnownJob, job: &UpstreamJob) -> Result<(), Failure> {
        let fields = request::custom_fields(&job.fields);
        if fields.is_empty() {
            return Ok(());
        }
        let done = self.patch(known, json!({ "customFields": fields })).await;
        done.map_err(|failure| answer::with_fields_named(failure, &job.fields))
    }

    async fn unschedule(&self, known: &KnownJob, _: &UpstreamJob) -> Result<(), Failure> {
        // What is not sent is taken away.
        self.put(known, "schedule", Value::Object(Map::new())).await
    }

    async fn cancel(&self, known: &KnownJob, reason: &str) -> Result<(), Failure> {
        let body = match reason.trim() {
            "" => Value::Object(Map::new()),
            reason => json!({ "reason": reason }),
        };
        match self.put(known, "cancel", body).await {
            Err(refusal @ Failure::Refused { .. }) => match self.read(known).await {
                Ok(seen) if seen.status == Some(SeenStatus::Cancelled) => Ok(()),
                _ => Err(refusal),
            },
            done => done,
        }
    }

    async fn end(&self, known: &KnownJob, _: &UpstreamJob, end: &End) -> Result<(), Failure> {
        let told = self.told(known).await?;
        let wanted = if end.is_success { SeenStatus::Completed } else { SeenStatus::Failed };
        if told.seen.status == Some(wanted) {
            return Ok(());
        }
        // First, so that nothing is started that can't be ended.
        let result = self.result(told.type_id.as_deref(), end).await?;
        let is_to_start = !told.is_started && self.auto_start;
        if is_to_start {
            self.put(known, "start", json!({ "statusModifiedAt": request::instant(end.at.unix) })).await?;
        }
        match self.put(known, "result", request::result(end.is_success, &result, end.at.unix)).await {
            Err(Failure::Refused { is_conflict, sentence, fields }) if is_to_start => {
                let sentence = format!("{sentence} The job was started there, and has not ended.");
                Err(Failure::Refused { is_conflict, sentence, fields })
            }
            done => done,
        }
    }

    async fn busy(&self, user_ids: &[u64], from: i64, until: i64) -> Result<Vec<Busy>, Failure> {
        let mut busy = Vec::new();
        for users in user_ids.chunks(MAX_VALUES) {
            let mut filter = vec![
                ("plannedAtFrom", request::instant(from.saturating_sub(LONGEST_JOB))),
                ("plannedAtTo", request::instant(until)),
                ("sortBy", "plannedStartAt".to_owned()),
                ("pageSize", PAGE_SIZE.to_string()),
            ];
            filter.extend(users.iter().map(|user| ("resourceId", self.ids.user(*user))));
            for number in 1.. {
                if MAX_PAGES < number {
                    return Err(Failure::Lost(format!("a list of more than {MAX_PAGES} parts")));
                }
                let mut query = filter.clone();
                query.push(("pageNumber", number.to_string()));
                let jobs = self.page(query).await?;
                busy.extend(jobs.iter().filter_map(|job| answer::busy(job, &self.ids)));
                if jobs.len() < PAGE_SIZE {
                    break;
                }
            }
        }
        busy.retain(|busy| user_ids.contains(&busy.user_id) && busy.start < until && from < busy.end);
        busy.sort_by_key(|busy| (busy.start, busy.user_id));
        busy.dedup();
        Ok(busy)
    }
}

/// The text in which a job ends, out of those that its type has. A text has to be exactly one of them, so that the type's own
/// spelling is sent; of several nobody here may choose.
fn choose_result(end: &End, positive: Vec<String>, negative: Option<Vec<String>>) -> Result<String, Failure> {
    let reason = end.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    let (texts, otherwise) = match (end.is_success, negative) {
        (true, _) => (positive, "Completed"),
        (false, Some(negative)) => (negative, "Failed"),
        (false, None) => return Err(Failure::refused("jobs of this type can't end without success there")),
    };
    if texts.is_empty() {
        return Ok(reason.unwrap_or(otherwise).to_owned());
    }
    let is_meant = |text: &&String| reason.is_some_and(|reason| text.trim().eq_ignore_ascii_case(reason));
    if let Some(text) = texts.iter().find(is_meant) {
        return Ok(text.clone());
    }
    match texts.as_slice() {
        // Why it went well is a remark; why it failed is not to be put otherwise than it was said.
        [only] if end.is_success || reason.is_none() => Ok(only.clone()),
        texts => Err(Failure::refused(format!("the reason has to be one of these: {}", texts.join("; ")))),
    }
}

/// The path of a job. What can't be a number there is no job there either.
fn job_path(known: &KnownJob) -> Result<String, Failure> {
    match answer::is_id(&known.id) {
        true => Ok(format!("/v1/jobs/{}", known.id)),
        false => Err(Failure::NotThere),
    }
}

fn no_number() -> Failure {
    Failure::Lost("an answer without the number of the job".to_owned())
}

/// What a call came to that is about no job: where even its path is not there, the address is not BigChange's.
fn without_a_job(failure: Failure) -> Failure {
    match failure {
        Failure::NotThere => Failure::refused("status 404: there is no BigChange at this address"),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Moment;

    fn chosen(is_success: bool, reason: Option<&str>, positive: &[&str], negative: Option<&[&str]>) -> Option<String> {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let end = End { is_success, reason: reason.map(str::to_owned), at: Moment { minute: 0, unix: 0 } };
        choose_result(&end, owned(positive), negative.map(owned)).ok()
    }

    #[test]
    fn a_job_ends_in_the_types_own_spelling_of_a_text() {
        let (well, badly): (&[&str], &[&str]) = (&["Done", "Done, tidy up later"], &["No access"]);
        assert_eq!(chosen(true, Some(" done "), well, None).as_deref(), Some("Done"));
        assert_eq!(chosen(false, Some("NO ACCESS"), well, Some(badly)).as_deref(), Some("No access"));
        assert_eq!([chosen(true, None, well, None), chosen(true, Some("Fine"), well, None)], [None, None]);
    }

    #[test]
    fn the_only_text_for_an_end_is_taken_but_never_for_another_reason_to_fail() {
        assert_eq!(chosen(true, Some("All well."), &["Done"], None).as_deref(), Some("Done"));
        assert_eq!(chosen(false, None, &[], Some(&["No access"])).as_deref(), Some("No access"));
        assert_eq!(chosen(false, Some("Dog"), &[], Some(&["No access"])), None);
        assert_eq!(chosen(false, Some("Dog"), &["Done"], None), None, "such jobs never fail there");
    }

    #[test]
    fn a_type_without_texts_takes_any() {
        assert_eq!(chosen(true, None, &[], None).as_deref(), Some("Completed"));
        assert_eq!(chosen(false, Some("Dog"), &[], Some(&[])).as_deref(), Some("Dog"));
        assert_eq!(chosen(false, Some(" "), &[], Some(&[])).as_deref(), Some("Failed"));
    }
}
