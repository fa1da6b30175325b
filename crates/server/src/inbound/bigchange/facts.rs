//! Where a job stands in the vendor's words. The job itself decides; the document only says what the job can't.

use jiff::Timestamp;
use slotwright_domain::{Job, Status};

use super::document::{Document, Plan, Standing};
use super::time::{instant_of, of_millisecond, of_second};
use crate::app::App;

/// A status in the vendor's words. Those that only devices set (sent, read, accepted, refused, onTheWay) never come about here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Never had a time.
    New,
    /// Has one.
    Scheduled,
    /// Has one no more.
    Unscheduled,
    /// Somebody is at work on it.
    Started,
    /// Somebody was, and isn't at the moment.
    Suspended,
    /// Done.
    CompletedOk,
    /// Ended, not well.
    CompletedWithIssues,
    /// Given up.
    Cancelled,
}

/// All words of the vendor, those of devices too, with ours.
pub const WORDS: [(&str, Option<Word>); 13] = [
    ("new", Some(Word::New)),
    ("scheduled", Some(Word::Scheduled)),
    ("unscheduled", Some(Word::Unscheduled)),
    ("sent", None),
    ("read", None),
    ("accepted", None),
    ("refused", None),
    ("onTheWay", None),
    ("started", Some(Word::Started)),
    ("suspended", Some(Word::Suspended)),
    ("completedOk", Some(Word::CompletedOk)),
    ("completedWithIssues", Some(Word::CompletedWithIssues)),
    ("cancelled", Some(Word::Cancelled)),
];

/// All words, also those that never come about.
pub fn words() -> Vec<&'static str> {
    WORDS.iter().map(|(word, _)| *word).collect()
}

impl Word {
    /// As it is written.
    pub fn name(self) -> &'static str {
        WORDS.iter().find(|(_, word)| *word == Some(self)).map_or("new", |(name, _)| name)
    }

    /// Whether it was begun.
    pub fn is_begun(self) -> bool {
        matches!(self, Self::Started | Self::Suspended | Self::CompletedOk | Self::CompletedWithIssues)
    }
}

/// When a job was made and changed last, by the database's clock, where that is known.
pub type Times = (Option<i64>, i64);

/// What is so of a job.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Where it stands.
    pub word: Word,
    /// Since when.
    pub since: Option<Timestamp>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// Who comes.
    pub resource_id: Option<u64>,
    /// With which vehicle.
    pub vehicle_id: Option<u64>,
    /// When it is to begin.
    pub planned_start: Option<Timestamp>,
    /// When it began.
    pub actual_start: Option<Timestamp>,
    /// When it ended.
    pub actual_end: Option<Timestamp>,
}

/// Where a job stands.
pub fn word(job: &Job, document: &Document) -> Word {
    let was_started = document.started.is_some_and(|started| started.start == job.start);
    match job.status {
        Status::Completed => Word::CompletedOk,
        Status::Failed => Word::CompletedWithIssues,
        Status::Cancelled => Word::Cancelled,
        Status::InProgress => Word::Started,
        Status::Scheduled if !job.checked_in.is_empty() => Word::Started,
        // It was begun, and everybody has left.
        Status::Scheduled if was_started => Word::Suspended,
        Status::Scheduled => Word::Scheduled,
        Status::Queued if was_started => Word::Started,
        Status::Queued if job.last_crew_size.is_some() => Word::Unscheduled,
        Status::Queued => Word::New,
    }
}

/// All that is so of a job.
pub fn facts(app: &App, job: &Job, document: &Document, times: Option<Times>) -> Facts {
    let word = word(job, document);
    let zone = &app.zone;
    let created_at = document.created_at.map(of_second);
    let created_at = created_at.or_else(|| times?.0.map(of_millisecond));
    let on_site = job.checked_in.first().map(|(_, since)| instant_of(zone, *since));
    let ended = job.completion.as_ref().map(|completion| instant_of(zone, completion.at));
    let noted = document.history.last().filter(|entry| entry.status == word.name()).map(|entry| of_second(entry.at));
    let since =
        noted.or(ended).or(on_site).or_else(|| times.map(|(_, changed)| of_millisecond(changed))).or(created_at);

    let plan = document.plan;
    let of_standing = |standing| plan.filter(|plan| plan.standing == standing);
    let (resource_id, vehicle_id, planned_start) = match (job.start, job.status) {
        (Some(start), _) => {
            let resource_id = job.user_ids.first().copied();
            // Who was given the job elsewhere comes with a vehicle that nobody knows.
            let visit = of_standing(Standing::Visit).filter(|plan| plan.resource_id == resource_id);
            (resource_id, visit.and_then(|visit| visit.vehicle_id), Some(zone.instant_of(start)))
        }
        (None, Status::Queued) => parts(of_standing(Standing::Partial)),
        (None, _) => parts(of_standing(Standing::Past)),
    };
    let begun = document.started.filter(|started| started.start == job.start || job.status.has_ended());
    Facts {
        word,
        since,
        created_at,
        resource_id,
        vehicle_id,
        planned_start,
        actual_start: begun.map(|started| of_second(started.at)).or(on_site),
        actual_end: ended,
    }
}

fn parts(plan: Option<Plan>) -> (Option<u64>, Option<u64>, Option<Timestamp>) {
    plan.map_or((None, None, None), |plan| (plan.resource_id, plan.vehicle_id, plan.start_at.map(of_second)))
}
