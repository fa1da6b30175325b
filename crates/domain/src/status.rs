//! Where a job stands.

/// Where a job stands. Systems that know fewer words have one of theirs for several of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Waits for a time.
    Queued,
    /// Has a time and a crew.
    Scheduled,
    /// Somebody is at work on it.
    InProgress,
    /// Done.
    Completed,
    /// Ended without success.
    Failed,
    /// Given up before it was begun.
    Cancelled,
}

impl Status {
    /// Whether nothing is to be done any more.
    #[must_use]
    pub fn has_ended(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Cancelled)
    }

    /// Whether it has a time, and so takes its crew's.
    #[must_use]
    pub fn has_time(self) -> bool {
        matches!(self, Self::Scheduled | Self::InProgress)
    }
}
