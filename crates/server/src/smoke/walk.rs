//! The steps, one after the other, through the interface that the gateway itself uses.

use std::future::Future;
use std::time::{Duration, Instant};

use slotwright_matching::Minute;
use slotwright_upstream::{
    Failure, Found, KnownJob, Operation, Scheduler, Seen, SeenStatus, Start, Support, Upstream, UpstreamJob,
};

use super::plan::{Plan, REASON};
use super::said::{Report, next};

/// For how long a system may be at work on a job before it can be read.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it is asked meanwhile.
const PAUSE: Duration = Duration::from_millis(500);

/// A walk through all that can be asked of a system.
pub(super) struct Walk<'w> {
    upstream: &'w Upstream,
    /// Takes away what giving up leaves there.
    remover: Option<&'w Upstream>,
    plan: &'w Plan,
    /// The job that was made.
    made: Option<KnownJob>,
    /// Whether one may be there that nobody has told us the number of.
    may_be_there: bool,
    is_given_up: bool,
}

impl<'w> Walk<'w> {
    pub fn new(upstream: &'w Upstream, remover: Option<&'w Upstream>, plan: &'w Plan) -> Self {
        Self { upstream, remover, plan, made: None, may_be_there: false, is_given_up: false }
    }

    /// All steps but the last, which gives the job up.
    pub async fn steps(&mut self, report: &mut Report, is_read_only: bool) {
        if self.step(report, "check", Support::Native, self.upstream.check()).await.is_none() {
            // Nothing else would go better.
            return;
        }
        let start = self.availability(report).await;
        if is_read_only {
            return;
        }
        let Some(job) = self.plan.job() else { return };
        self.create(report, &job).await;
        let Some(known) = self.made.clone() else { return };
        self.find(report, &job, &known).await;
        self.read(report, "read", &known, |seen| not_as_told(seen.status, SeenStatus::Queued)).await;
        if let Some(start) = start {
            self.reschedule(report, &known, start).await;
        }
        self.notes_and_wishes(report, &known).await;
        let told = self.tell(report, "unschedule", Operation::Unschedule, self.upstream.unschedule(&known, &job)).await;
        if told {
            let is_waiting = |seen: &Seen| not_as_told(seen.status, SeenStatus::Queued);
            self.read(report, "read again", &known, is_waiting).await;
        }
    }

    /// Gives up what was made, also after a failure.
    pub async fn tidy_up(&mut self, report: &mut Report) {
        if self.made.is_none() && self.may_be_there {
            self.look_for_lost(report).await;
        }
        let Some(known) = self.made.clone() else { return };
        let marker = &self.plan.marker;
        let support = self.upstream.capabilities().of(Operation::Cancel);
        if !support.is_sent() {
            report.skipped(
                "cancel",
                support.name(),
                &format!("the job {} with the reference {marker} stays there: remove it by hand", known.id),
            );
            return;
        }
        let cancelled = self.step(report, "cancel", support, self.upstream.cancel(&known, REASON)).await;
        self.is_given_up = cancelled.is_some();
        if let Some(remover) = self.remover
            && self.step(report, "remove", Support::Native, remover.cancel(&known, REASON)).await.is_some()
        {
            self.is_given_up = true;
        } else if self.remover.is_some() {
            self.is_given_up = false;
        }
        if !self.is_given_up {
            report.note_failure(&format!(
                "The job {} with the reference {marker} is still there: remove it by hand.",
                known.id
            ));
        }
    }

    /// Asks who is free and who is planned, and gives a time to try: one that is free, else a usual one.
    async fn availability(&self, report: &mut Report) -> Option<Minute> {
        let usual = self.plan.usual_start();
        let support = self.upstream.capabilities().of(Operation::FreeAny);
        let mut start = usual;
        match self.plan.free_question() {
            _ if !support.is_sent() => report.skipped("free time", support.name(), STAYS),
            None => report.skipped("free time", support.name(), "it needs --job-type, --place, --user and --on"),
            Some(question) => {
                let asked = Instant::now();
                match self.upstream.free_time(&question).await {
                    Ok(free) => {
                        let long = |minutes: Minute| self.plan.length() <= minutes;
                        let fits = free.iter().filter(|free| long(free.end.saturating_sub(free.start)));
                        let at_usual = |free: &&slotwright_upstream::FreeTime| {
                            usual.is_some_and(|usual| free.start <= usual && long(free.end.saturating_sub(usual)))
                        };
                        let fits: Vec<_> = fits.collect();
                        if !fits.iter().any(at_usual) {
                            start = fits.first().map(|free| free.start).or(usual);
                        }
                        let more = format!("{} free stretches", free.len());
                        report.well("free time", support.name(), asked.elapsed(), &more);
                    }
                    Err(failure) => self.failed(report, "free time", support, asked, &failure),
                }
            }
        }
        let support = self.upstream.capabilities().of(Operation::List);
        match self.plan.day().zip(self.plan.user_id) {
            _ if !support.is_sent() => report.skipped("busy", support.name(), STAYS),
            None => report.skipped("busy", support.name(), "it needs --user and --on"),
            Some(((from, until), user_id)) => {
                let asked = Instant::now();
                match self.upstream.busy(&[user_id], from.unix, until.unix).await {
                    Ok(busy) => {
                        report.well("busy", support.name(), asked.elapsed(), &format!("{} planned jobs", busy.len()));
                    }
                    Err(failure) => self.failed(report, "busy", support, asked, &failure),
                }
            }
        }
        start
    }

    async fn create(&mut self, report: &mut Report, job: &UpstreamJob) {
        let support = self.upstream.capabilities().of(Operation::CreateQueued);
        let asked = Instant::now();
        self.may_be_there = true;
        match self.upstream.create(job).await {
            Ok(made) => {
                let mut more = format!("job {}", made.known.id);
                for missing in &made.missing {
                    more += &format!("; {}", missing.trim_end_matches('.'));
                }
                report.well("create", support.name(), asked.elapsed(), &more);
                self.made = Some(made.known);
            }
            Err(failure) => {
                self.may_be_there = failure.may_have_happened();
                self.failed(report, "create", support, asked, &failure);
            }
        }
    }

    /// Whether it is found by its marker, which a gateway needs after an answer that was lost.
    async fn find(&self, report: &mut Report, job: &UpstreamJob, known: &KnownJob) {
        let asked = Instant::now();
        match self.upstream.find(job).await {
            Ok(Found::Job(found)) if found.id == known.id => {
                report.well("find", Support::Native.name(), asked.elapsed(), "");
            }
            Ok(Found::Job(found)) => {
                let sentence = format!("it found the job {}, and {} was made", found.id, known.id);
                report.badly("find", Support::Native.name(), asked.elapsed(), &sentence, REPORT);
            }
            Ok(Found::Nothing) => {
                let sentence = "it is not found by its reference";
                report.badly("find", Support::Native.name(), asked.elapsed(), sentence, REPORT);
            }
            Ok(Found::CantTell) => report.skipped("find", Support::None.name(), "the system has no way to tell"),
            Err(failure) => self.failed(report, "find", Support::Native, asked, &failure),
        }
    }

    /// Reads the job, and holds it against what was told. A job that is still being made is waited for.
    async fn read(
        &self,
        report: &mut Report,
        step: &'static str,
        known: &KnownJob,
        wrong: impl Fn(&Seen) -> Option<String>,
    ) {
        let support = self.upstream.capabilities().of(Operation::Read);
        if !support.is_sent() {
            report.skipped(step, support.name(), STAYS);
            return;
        }
        let asked = Instant::now();
        loop {
            let seen = self.upstream.read(known).await;
            let is_late = PATIENCE < asked.elapsed();
            match seen {
                Err(Failure::NotThere) if !is_late => {}
                Err(failure) => return self.failed(report, step, support, asked, &failure),
                Ok(seen) => match wrong(&seen) {
                    None => return report.well(step, support.name(), asked.elapsed(), ""),
                    // What was told may be carried out later.
                    Some(sentence) if is_late => {
                        return report.badly(step, support.name(), asked.elapsed(), &sentence, REPORT);
                    }
                    Some(_) => {}
                },
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn reschedule(&self, report: &mut Report, known: &KnownJob, start: Minute) {
        let Some(job) = self.plan.booked(start) else { return };
        let told = self.upstream.reschedule(known, &job);
        if !self.tell(report, "reschedule", Operation::Reschedule, told).await {
            return;
        }
        let Some(visit) = &job.visit else { return };
        let (minute, unix) = (visit.start.minute, visit.start.unix);
        let wrong = |seen: &Seen| match seen.start {
            Some(Start::Minute(there)) if there == minute => None,
            Some(Start::Unix(there)) if there == unix => None,
            Some(_) => Some("it begins at another time there than was told".to_owned()),
            None => Some("it has no time there".to_owned()),
        };
        self.read(report, "read again", known, wrong).await;
    }

    async fn notes_and_wishes(&self, report: &mut Report, known: &KnownJob) {
        if let Some(job) = self.plan.with_other_notes() {
            let told = self.upstream.change_notes(known, &job);
            if self.tell(report, "change notes", Operation::ChangeNotes, told).await {
                let wrong = |seen: &Seen| match &seen.notes {
                    Some(notes) if !notes.contains(job.notes.as_str()) => {
                        Some("it has other notes there than were told".to_owned())
                    }
                    _ => None,
                };
                self.read(report, "read again", known, wrong).await;
            }
        }
        if let Some(job) = self.plan.wished() {
            self.tell(report, "wishes", Operation::Wishes, self.upstream.set_wishes(known, &job)).await;
        }
    }

    /// Looks for a job whose making was not answered.
    async fn look_for_lost(&mut self, report: &mut Report) {
        let marker = &self.plan.marker;
        let Some(job) = self.plan.job() else { return };
        match self.upstream.find(&job).await {
            Ok(Found::Job(known)) => self.made = Some(known),
            Ok(Found::Nothing) => {}
            Ok(Found::CantTell) | Err(_) => report.note_failure(&format!(
                "Whether the job was made is not known: look in the system for the reference {marker}."
            )),
        }
    }

    /// Tells something, if the system is told such things. Whether it went well.
    async fn tell(
        &self,
        report: &mut Report,
        step: &'static str,
        operation: Operation,
        told: impl Future<Output = Result<(), Failure>>,
    ) -> bool {
        let support = self.upstream.capabilities().of(operation);
        if !support.is_sent() {
            report.skipped(step, support.name(), STAYS);
            return false;
        }
        self.step(report, step, support, told).await.is_some()
    }

    async fn step<T>(
        &self,
        report: &mut Report,
        step: &'static str,
        support: Support,
        asked: impl Future<Output = Result<T, Failure>>,
    ) -> Option<T> {
        let since = Instant::now();
        match asked.await {
            Ok(answer) => {
                report.well(step, support.name(), since.elapsed(), "");
                Some(answer)
            }
            Err(failure) => {
                self.failed(report, step, support, since, &failure);
                None
            }
        }
    }

    fn failed(&self, report: &mut Report, step: &'static str, support: Support, since: Instant, failure: &Failure) {
        let sentence = failure.to_string();
        let next = next(failure, &self.plan.marker);
        report.badly(step, support.name(), since.elapsed(), sentence.trim_end_matches('.'), &next);
    }
}

/// Why nothing is sent.
const STAYS: &str = "it stays with us, and nothing is sent";
/// What to do when a system does something else than its adapter thinks.
const REPORT: &str = "Next: keep a recording of it (--record FOLDER), and tell us.";

/// What is wrong with where it stands, if anything is.
fn not_as_told(there: Option<SeenStatus>, told: SeenStatus) -> Option<String> {
    let there = there.filter(|there| *there != told)?;
    Some(format!("it is {there:?} there, and should be {told:?}").to_lowercase())
}
