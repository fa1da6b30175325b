//! What becomes of jobs, as those who are told of it know it.

use crate::{Job, Status};

/// What became of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobEvent {
    /// It waits for a time: made without one, or given back.
    Queued,
    /// It has a time, and had none before.
    Booked,
    /// Another time, length or crew.
    Moved,
    /// Something else of it is another: notes, place, what a system keeps of it.
    Changed,
    /// The customer's wishes are others.
    WishesChanged,
    /// A sooner time is held for its customer, who waits for one.
    EarlierOffered,
    /// Somebody is on site.
    CheckedIn,
    /// And has left.
    CheckedOut,
    /// Done.
    Completed,
    /// Ended without success.
    Failed,
    /// Given up, or deleted.
    Cancelled,
    /// A link is to be sent to its customer. Nothing has become of a job by that, and it is told without being written down, to those
    /// alone who have named it.
    LinkSend,
}

impl JobEvent {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Queued,
        Self::Booked,
        Self::Moved,
        Self::Changed,
        Self::WishesChanged,
        Self::EarlierOffered,
        Self::CheckedIn,
        Self::CheckedOut,
        Self::Completed,
        Self::Failed,
        Self::Cancelled,
        Self::LinkSend,
    ];

    /// By which programs know it, and by which it is stored.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Queued => "job.queued",
            Self::Booked => "job.booked",
            Self::Moved => "job.moved",
            Self::Changed => "job.changed",
            Self::WishesChanged => "job.wishes_changed",
            Self::EarlierOffered => "job.earlier_offered",
            Self::CheckedIn => "job.checked_in",
            Self::CheckedOut => "job.checked_out",
            Self::Completed => "job.completed",
            Self::Failed => "job.failed",
            Self::Cancelled => "job.cancelled",
            Self::LinkSend => "link.send",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.name() == name)
    }

    /// What became of a job that was `before` and is `after`: `None` is before it was made, and when nothing is left of it.
    #[must_use]
    pub fn between(before: Option<&Job>, after: Option<&Job>) -> Self {
        let Some(after) = after else { return Self::Cancelled };
        let status = before.map(|before| before.status);
        match after.status {
            Status::Completed if status != Some(Status::Completed) => return Self::Completed,
            Status::Failed if status != Some(Status::Failed) => return Self::Failed,
            Status::Cancelled if status != Some(Status::Cancelled) => return Self::Cancelled,
            Status::Queued if status != Some(Status::Queued) => return Self::Queued,
            _ => {}
        }
        let visit = |job: &Job| (job.start, job.length_in_minutes, job.user_ids.clone());
        match before {
            None => Self::Booked,
            Some(before) if before.start.is_none() && after.start.is_some() => Self::Booked,
            Some(before) if after.start.is_some() && visit(before) != visit(after) => Self::Moved,
            Some(before) if before.checked_in.len() < after.checked_in.len() => Self::CheckedIn,
            Some(before) if after.checked_in.len() < before.checked_in.len() => Self::CheckedOut,
            Some(_) => Self::Changed,
        }
    }
}
