//! One job is told: what it is to be there is compared with what it was, and the difference sent.

use std::collections::BTreeMap;

use slotwright_domain::{Actor, Completion, Job, JobChange, JobDeed, System};
use slotwright_matching::{Day, IntervalSet, Minute};
use slotwright_store::{Confirmation, DueMessage, Error, Refused, Told, UpstreamFacts, UpstreamLink};
use slotwright_upstream::{
    End, Failure, Found, KnownJob, Made, Moment, Operation, Scheduler, Seen as There, SeenStatus, Start, Untold,
    Upstream, UpstreamJob, Visit,
};

use slotwright_wire::slotwright::{FieldKind, JobField};

use super::breaker::Breaker;
use super::difference::{Seen, Stands, Step};
use crate::app::App;
use crate::config::Pace;
use crate::time::zone::{from_jiff, to_jiff};

/// How long somebody is waited for who is still at work on making a job, in attempts.
const PENDING_ATTEMPTS: u32 = 8;
/// A system that wants to be left alone is left alone no longer than this, in milliseconds.
const MAX_WANTED_MS: i64 = 300_000;

/// Why telling stops.
enum Stop {
    /// The store can't be asked.
    Store(Error),
    /// The system has failed.
    Upstream(Failure),
    /// Nobody can tell what came of it.
    CantTell,
    /// It is not there yet.
    NotYet(&'static str),
    /// It was changed there by others: this is what it is now.
    ChangedThere(Box<Seen>),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Upstream(failure)
    }
}

/// Tells a job, and gives what came of it with the number of the last message that it was about.
pub async fn tell(
    app: &App,
    upstream: &Upstream,
    pace: Pace,
    breaker: &Breaker,
    due: &DueMessage,
    job_id: u64,
) -> Result<(Told, u64), Error> {
    let Some(facts) = app.store.upstream_facts(job_id).await? else { return Ok((Told::Delivered, due.message.id)) };
    let asked = facts.asked.max(due.message.id);
    let mut link = facts.link.clone();
    link.wrong_fields.clear();
    let wanted = facts.job.as_ref().map(|job| Seen::wanted(job, &facts.wishes));
    let done = carry_out(app, upstream, pace, &facts, wanted.as_ref(), &mut link).await;
    let attempts = due.message.attempts;
    let told = match done {
        Ok(()) => {
            breaker.answered();
            let is_by_hand = seen(&link).is_some_and(|seen| seen.is_by_hand);
            link.state = if is_by_hand { Confirmation::Local } else { Confirmation::Confirmed };
            link.reason = None;
            Told::Delivered
        }
        Err(Stop::Store(error)) => return Err(error),
        Err(Stop::Upstream(Failure::Refused { sentence, fields, .. })) => {
            breaker.answered();
            take_back(app, &facts, seen(&link)).await?;
            (link.state, link.reason) = (Confirmation::Refused, Some(sentence));
            link.wrong_fields = fields.into_iter().map(|field| (field.name, field.sentence)).collect();
            Told::Delivered
        }
        Err(Stop::ChangedThere(there)) => {
            breaker.answered();
            take_back(app, &facts, Some(*there.clone())).await?;
            link.seen = written(&there);
            (link.state, link.reason) = (Confirmation::Refused, Some("It was changed there meanwhile.".to_owned()));
            Told::Delivered
        }
        Err(Stop::CantTell) => {
            link.state = Confirmation::Unknown;
            Told::Dead("it was sent, and whether it arrived can't be asked: look there, then retry or drop".to_owned())
        }
        Err(Stop::NotYet(problem)) => {
            breaker.answered();
            if PENDING_ATTEMPTS < attempts {
                link.state = Confirmation::Unknown;
            }
            Told::Again(pace.pause_ms(attempts), problem.to_owned())
        }
        Err(Stop::Upstream(failure)) => {
            if let Failure::Unauthorized(_) = failure {
                breaker.answered();
            } else {
                breaker.failed();
                app.elsewhere.iter().for_each(|elsewhere| elsewhere.failed());
            }
            if link.sent_ms.is_some() || failure.may_have_happened() {
                link.state = Confirmation::Unknown;
            }
            let wanted = match failure {
                Failure::Busy { retry_after: Some(after) } => after.as_millis() as i64,
                _ => 0,
            };
            Told::Again(pace.pause_ms(attempts).max(wanted.min(MAX_WANTED_MS)), failure.to_string())
        }
    };
    app.store.set_upstream_link(link, asked).await?;
    Ok((told, asked))
}

async fn carry_out(
    app: &App,
    upstream: &Upstream,
    pace: Pace,
    facts: &UpstreamFacts,
    wanted: Option<&Seen>,
    link: &mut UpstreamLink,
) -> Result<(), Stop> {
    if link.upstream_id.is_none()
        && let Some(sent_ms) = link.sent_ms
    {
        look_for(app, upstream, pace, facts, link, sent_ms).await?;
    }
    let (Some(job), Some(wanted)) = (&facts.job, wanted) else {
        return match known(link) {
            Some(known) => gone(upstream.cancel(&known, "The job was deleted.").await),
            None => Ok(()),
        };
    };
    let Some(known) = known(link) else {
        return match wanted.stands {
            Stands::Open => create(app, upstream, facts, job, wanted, link).await,
            // What was over before it was ever told is nobody's business there.
            _ => Ok(()),
        };
    };
    change(app, upstream, facts, job, (&known, wanted), link).await
}

/// What is gone there needs not be given up.
fn gone(done: Result<(), Failure>) -> Result<(), Stop> {
    match done {
        Ok(()) | Err(Failure::NotThere | Failure::Unsupported) => Ok(()),
        Err(failure) => Err(failure.into()),
    }
}

fn known(link: &UpstreamLink) -> Option<KnownJob> {
    link.upstream_id.clone().map(|id| KnownJob { id, kept: link.kept.clone() })
}

fn seen(link: &UpstreamLink) -> Option<Seen> {
    link.seen.as_deref().and_then(|seen| serde_json::from_str(seen).ok())
}

fn written(seen: &Seen) -> Option<String> {
    serde_json::to_string(seen).ok()
}

/// Looks for a job whose making was not answered. Where it isn't there it may be sent again, once it can't be on its way any more.
async fn look_for(
    app: &App,
    upstream: &Upstream,
    pace: Pace,
    facts: &UpstreamFacts,
    link: &mut UpstreamLink,
    sent_ms: i64,
) -> Result<(), Stop> {
    // 0: somebody has looked, and wants it sent.
    let may_be_sent = sent_ms == 0;
    let found = match &facts.job {
        Some(job) => upstream.find(&to_upstream(app, upstream, facts, job)).await?,
        None => return Err(Stop::CantTell),
    };
    match found {
        Found::Job(known) => {
            (link.upstream_id, link.kept, link.sent_ms) = (Some(known.id), known.kept, None);
            // Nothing but that it is there is sure: it is read, and what is not as it should be told once more.
            link.seen = written(&Seen::default());
            app.store.set_upstream_link(link.clone(), facts.asked).await?;
            Ok(())
        }
        Found::CantTell if !may_be_sent => Err(Stop::CantTell),
        Found::Nothing if !may_be_sent && facts.now_ms < sent_ms + i64::from(pace.settle_ms) => {
            Err(Stop::NotYet("it was sent, no answer came, and it is not there yet"))
        }
        Found::CantTell | Found::Nothing => {
            link.sent_ms = None;
            Ok(())
        }
    }
}

async fn create(
    app: &App,
    upstream: &Upstream,
    facts: &UpstreamFacts,
    job: &Job,
    wanted: &Seen,
    link: &mut UpstreamLink,
) -> Result<(), Stop> {
    // Before it is sent: whoever comes after a crash knows that it may be there.
    app.store.note_sent(job.id).await?;
    link.sent_ms = Some(facts.now_ms);
    match upstream.create(&to_upstream(app, upstream, facts, job)).await {
        Ok(Made { known, is_pending, missing, untold }) => {
            for sentence in missing {
                tracing::warn!(job_id = job.id, "upstream a job is not all that it is here: {sentence}");
            }
            (link.upstream_id, link.kept, link.sent_ms) = (Some(known.id), known.kept, None);
            let mut seen = Seen { is_pending, ..wanted.clone() };
            for part in &untold {
                match part {
                    Untold::Visit => (seen.start, seen.user_ids) = (None, Vec::new()),
                    Untold::Wishes => seen.wishes = None,
                    Untold::Fields => seen.fields.clear(),
                }
            }
            if !untold.is_empty() {
                // What came of telling it is not known either.
                seen.sent = Some(Box::new(wanted.clone()));
            }
            link.seen = written(&seen);
            match (is_pending, untold.is_empty()) {
                (true, _) => Err(Stop::NotYet("it is being made there")),
                (false, true) => Ok(()),
                (false, false) => Err(Stop::NotYet("it is there, and not all of it was told")),
            }
        }
        Err(failure) => {
            if !failure.may_have_happened() {
                link.sent_ms = None;
            }
            Err(failure.into())
        }
    }
}

async fn change(
    app: &App,
    upstream: &Upstream,
    facts: &UpstreamFacts,
    job: &Job,
    (known, wanted): (&KnownJob, &Seen),
    link: &mut UpstreamLink,
) -> Result<(), Stop> {
    let mut now = seen(link).unwrap_or_default();
    let is_readable = upstream.capabilities().of(Operation::Read).is_sent();
    if is_readable && (now.is_pending || now != *wanted) {
        match upstream.read(known).await {
            Ok(there) => {
                if let Some(changed) = changed_there(app, &now, wanted, &there) {
                    return Err(Stop::ChangedThere(Box::new(changed)));
                }
                if !now.is_sure() && !now.is_pending {
                    now = as_it_is(app, &now, &there);
                }
                now.is_pending = false;
                link.seen = written(&now);
            }
            Err(Failure::NotThere) if now.is_pending => return Err(Stop::NotYet("it is being made there")),
            Err(Failure::NotThere) if wanted.stands != Stands::Open => return Ok(()),
            Err(Failure::NotThere) => {
                // Whoever books it once more has it made once more.
                link.upstream_id = None;
                let gone = Seen { stands: Stands::Cancelled, start: None, user_ids: Vec::new(), ..now };
                return Err(Stop::ChangedThere(Box::new(gone)));
            }
            Err(failure) => return Err(failure.into()),
        }
    }
    let (told, steps) = (to_upstream(app, upstream, facts, job), now.steps_to(wanted));
    if !steps.is_empty() {
        // Before it is sent: whoever comes after a crash, or without an answer, knows what of it may be there, and takes it for nobody
        // else's deed.
        now.sent = Some(Box::new(wanted.clone()));
        link.seen = written(&now);
        app.store.set_upstream_link(link.clone(), facts.asked).await?;
    }
    for step in steps {
        let done = match step {
            Step::Reschedule => upstream.reschedule(known, &told).await,
            Step::Unschedule => upstream.unschedule(known, &told).await,
            Step::ChangeNotes => upstream.change_notes(known, &told).await,
            Step::SetWishes => upstream.set_wishes(known, &told).await,
            Step::SetFields => {
                // Also those that hold nothing any more.
                let fields = fields(upstream.system(), facts, job, true);
                upstream.set_fields(known, &UpstreamJob { fields, ..told.clone() }).await
            }
            Step::Cancel => upstream.cancel(known, "The customer has given the visit up.").await,
            Step::End => upstream.end(known, &told, &end(app, job)).await,
        };
        // When somebody comes is told by whoever reads of it, where the system can't be. What else it can't be told stays with us.
        if matches!(step, Step::Reschedule | Step::Unschedule | Step::Cancel) {
            now.is_by_hand = matches!(done, Err(Failure::Unsupported));
        }
        match done {
            Ok(()) | Err(Failure::Unsupported) => {}
            // The visit stands all the same, and what is wrong is told at its field.
            Err(Failure::Refused { sentence, fields, .. }) if matches!(step, Step::SetFields) => {
                tracing::warn!(job_id = job.id, "upstream refuses what is in a job's fields: {sentence}");
                link.wrong_fields = fields.into_iter().map(|field| (field.name, field.sentence)).collect();
            }
            // What is gone there can't be given up again.
            Err(Failure::NotThere) if matches!(step, Step::Cancel) => {}
            Err(Failure::NotThere) => return Err(Failure::refused("There is no such job any more.").into()),
            Err(failure) => return Err(failure.into()),
        }
        now = now.after(step, wanted);
        link.seen = written(&now);
    }
    now.sent = None;
    link.seen = written(&now);
    Ok(())
}

/// What a job is there, as it was read; what is not told of it there is not known.
fn as_it_is(app: &App, last: &Seen, there: &There) -> Seen {
    Seen {
        stands: stands(there).unwrap_or(last.stands),
        start: start(app, there),
        length_in_minutes: there.length_in_minutes.unwrap_or(last.length_in_minutes),
        user_ids: there.user_ids.clone().unwrap_or_default(),
        notes: there.notes.clone().unwrap_or_default(),
        fields: BTreeMap::new(),
        wishes: None,
        is_by_hand: false,
        is_pending: false,
        sent: None,
    }
}

/// When it begins there, by the instance's clocks.
fn start(app: &App, there: &There) -> Option<Minute> {
    there.start.map(|start| match start {
        Start::Minute(minute) => minute,
        Start::Unix(second) => {
            let instant = jiff::Timestamp::from_second(second).unwrap_or_default();
            app.zone.wall_clock(instant).minute()
        }
    })
}

/// Where it stands there; `None` for a word that nobody knows.
fn stands(there: &There) -> Option<Stands> {
    there.status.map(|status| match status {
        SeenStatus::Completed => Stands::Completed,
        SeenStatus::Failed => Stands::Failed,
        SeenStatus::Cancelled => Stands::Cancelled,
        SeenStatus::Queued | SeenStatus::Scheduled | SeenStatus::InProgress => Stands::Open,
    })
}

/// What a job is there, when others have given it another time, or ended it, since it was last written or read.
fn changed_there(app: &App, last: &Seen, wanted: &Seen, there: &There) -> Option<Seen> {
    let is_first_look = last.length_in_minutes == 0;
    if is_first_look || last.is_pending {
        return None;
    }
    let start = start(app, there);
    let stands = stands(there).unwrap_or(last.stands);
    // Whoever says that a job is scheduled and not when has said nothing of a change.
    let is_queued = there.status == Some(SeenStatus::Queued) && start.is_none() && last.start.is_some();
    let is_moved = start.is_some() && start != last.start;
    if !is_moved && !is_queued && stands == last.stands {
        return None;
    }
    // What was sent before and not answered has arrived; and whoever gives a job up overwrites no time of it.
    let is_as = |other: &Seen| stands == other.stands && (stands != Stands::Open || start == other.start);
    if is_as(wanted)
        || last.sent.as_deref().is_some_and(is_as)
        || (wanted.stands != Stands::Open && stands == Stands::Open)
    {
        return None;
    }
    let start = if stands == Stands::Open && !is_queued { start.or(last.start) } else { None };
    let user_ids = there.user_ids.clone().unwrap_or_else(|| last.user_ids.clone());
    Some(Seen { stands, start, user_ids, sent: None, ..last.clone() })
}

/// Makes of a job here what it is there: at the time that it has there, without one, or ended.
async fn take_back(app: &App, facts: &UpstreamFacts, there: Option<Seen>) -> Result<(), Error> {
    let Some(job) = facts.job.as_ref().filter(|job| !job.status.has_ended()) else { return Ok(()) };
    let by = Actor::Upstream { seen_start: job.start };
    let there = there.unwrap_or_default();
    let done = match there.stands {
        Stands::Completed | Stands::Failed => {
            let successfully = there.stands == Stands::Completed;
            let completion = Completion { at: app.now().second(), by_user_id: None, successfully, reason: None };
            app.store.complete_job(job.id, completion, by, app.now().unix()).await.map(drop)
        }
        Stands::Cancelled => {
            let deed = JobDeed::Cancel;
            app.store.record(job.id, deed, None, by, |_| IntervalSet::default(), app.now().unix()).await.map(drop)
        }
        // What was refused is something else than the time.
        Stands::Open if (there.start, &there.user_ids) == (job.start, &job.user_ids) => Ok(()),
        Stands::Open => match there.start.filter(|_| !there.user_ids.is_empty()) {
            Some(start) => move_back(app, job, start, there.user_ids, by).await,
            None if job.start.is_none() => Ok(()),
            None => app.store.queue_job(job.id, by).await.map(drop),
        },
    };
    match done {
        Err(Refused::Storage(error)) => Err(error),
        // It was changed or deleted here meanwhile, which is told next.
        _ => Ok(()),
    }
}

/// Gives a job the time that it has there; where somebody else has that here by now, it waits for another.
async fn move_back(app: &App, job: &Job, start: Minute, user_ids: Vec<u64>, by: Actor) -> Result<(), Refused> {
    let zone = app.zone.clone();
    let skipped = move |start: Minute| -> IntervalSet {
        let day = Day::of(start);
        zone.skipped(day, day + 1)
    };
    let change = JobChange { start: Some(start), user_ids: Some(user_ids), ..JobChange::default() };
    match app.store.change_job(job.id, change, by.clone(), skipped).await {
        Ok(_) => Ok(()),
        Err(refused @ (Refused::MovedMeanwhile { .. } | Refused::NoSuchJob | Refused::Storage(_))) => Err(refused),
        Err(_) => app.store.queue_job(job.id, by).await.map(drop),
    }
}

fn to_upstream(app: &App, upstream: &Upstream, facts: &UpstreamFacts, job: &Job) -> UpstreamJob {
    let place = facts.place.clone().unwrap_or_else(|| slotwright_domain::Place {
        place: job.place,
        name: String::new(),
        account_status_id: None,
        address: None,
        point: None,
    });
    UpstreamJob {
        id: job.id,
        marker: facts.link.marker.clone(),
        job_type_id: job.job_type_id,
        job_type_name: facts.job_type_name.clone(),
        place,
        length_in_minutes: job.length_in_minutes,
        notes: job.notes.clone(),
        visit: job.start.map(|start| visit(app, job, start)),
        wishes: facts.wishes.clone(),
        fields: fields(upstream.system(), facts, job, false),
    }
}

/// What is in the fields of a job's type, by the names that the system has for them. What the type doesn't ask for any more stays
/// with us, and so do photos, which no system takes.
fn fields(system: System, facts: &UpstreamFacts, job: &Job, with_empty: bool) -> Vec<(String, String)> {
    let held = |field: &JobField| {
        let text = job.fields.get(&field.key).cloned().unwrap_or_default();
        (with_empty || !text.is_empty()).then(|| (field.name_in(system).to_owned(), text))
    };
    facts.fields.iter().filter(|field| field.kind != FieldKind::Photos).filter_map(held).collect()
}

fn visit(app: &App, job: &Job, start: Minute) -> Visit {
    let at = |minute: Minute| Moment { minute, unix: from_jiff(app.zone.instant_of(minute)).unix() };
    // A visit takes as long as it takes on every clock.
    let end = from_jiff(app.zone.instant_of(start)) + i64::from(job.length_in_minutes) * 60;
    Visit {
        start: at(start),
        end: Moment { minute: app.zone.wall_clock(to_jiff(end)).minute(), unix: end.unix() },
        arrival: app.policy.arrival.window(start).map(|window| (at(window.start()), at(window.end()))),
        user_ids: job.user_ids.clone(),
    }
}

fn end(app: &App, job: &Job) -> End {
    let now = app.now();
    let at = Moment { minute: now.minute(), unix: now.unix() };
    match &job.completion {
        Some(Completion { successfully, reason, .. }) => End { is_success: *successfully, reason: reason.clone(), at },
        None => End { is_success: true, reason: None, at },
    }
}
