//! What a system can do, and how.

/// What can be asked of a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Which types of jobs there are.
    JobTypes,
    /// When somebody of a crew is free.
    FreeAny,
    /// When a whole crew is free.
    FreeAll,
    /// Whether a time that somebody has already is refused.
    RefuseDoubleBooking,
    /// A job without a time.
    CreateQueued,
    /// A job with a time.
    CreateScheduled,
    /// One job.
    Read,
    /// Jobs, by when they are planned.
    List,
    /// Another time or crew.
    Reschedule,
    /// Back into the queue.
    Unschedule,
    /// Given up.
    Cancel,
    /// Ended well.
    Complete,
    /// Ended without success.
    Fail,
    /// Taken up again after a failure.
    Reopen,
    /// Somebody is on site.
    CheckIn,
    /// And has left.
    CheckOut,
    /// A word for where a job stands that is the system's own.
    SubStatus,
    /// Which fields a type of job has.
    Fields,
    /// What is in them.
    SetFields,
    /// Photos of a customer.
    Photos,
    /// When a customer would like the visit.
    Wishes,
    /// What the technician should know, changed later.
    ChangeNotes,
    /// Deleted.
    Remove,
}

impl Operation {
    /// All, in the order of the table in the README.
    pub const ALL: [Self; 23] = {
        use Operation::{
            Cancel, ChangeNotes, CheckIn, CheckOut, Complete, CreateQueued, CreateScheduled, Fail, Fields, FreeAll,
            FreeAny, JobTypes, List, Photos, Read, RefuseDoubleBooking, Remove, Reopen, Reschedule, SetFields,
            SubStatus, Unschedule, Wishes,
        };
        [
            JobTypes,
            FreeAny,
            FreeAll,
            RefuseDoubleBooking,
            CreateQueued,
            CreateScheduled,
            Read,
            List,
            Reschedule,
            Unschedule,
            Cancel,
            Complete,
            Fail,
            Reopen,
            CheckIn,
            CheckOut,
            SubStatus,
            Fields,
            SetFields,
            Photos,
            Wishes,
            ChangeNotes,
            Remove,
        ]
    };

    /// By which programs know it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::JobTypes => "job_types",
            Self::FreeAny => "free_any",
            Self::FreeAll => "free_all",
            Self::RefuseDoubleBooking => "refuse_double_booking",
            Self::CreateQueued => "create_queued",
            Self::CreateScheduled => "create_scheduled",
            Self::Read => "read",
            Self::List => "list",
            Self::Reschedule => "reschedule",
            Self::Unschedule => "unschedule",
            Self::Cancel => "cancel",
            Self::Complete => "complete",
            Self::Fail => "fail",
            Self::Reopen => "reopen",
            Self::CheckIn => "check_in",
            Self::CheckOut => "check_out",
            Self::SubStatus => "sub_status",
            Self::Fields => "fields",
            Self::SetFields => "set_fields",
            Self::Photos => "photos",
            Self::Wishes => "wishes",
            Self::ChangeNotes => "change_notes",
            Self::Remove => "remove",
        }
    }
}

/// How a system can do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// By an operation of its own.
    Native,
    /// Put together from others.
    Emulated,
    /// With us only: the system is not told.
    Local,
    /// Not at all.
    None,
}

impl Support {
    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Native => "natively",
            Self::Emulated => "put together",
            Self::Local => "with us only",
            Self::None => "impossible",
        }
    }

    /// Whether a request goes out for it.
    #[must_use]
    pub fn is_sent(self) -> bool {
        matches!(self, Self::Native | Self::Emulated)
    }
}

/// What a system can do: how, for each operation.
#[derive(Clone, Copy, Debug)]
pub struct Capabilities(pub fn(Operation) -> Support);

impl Capabilities {
    /// How it can do this.
    #[must_use]
    pub fn of(self, operation: Operation) -> Support {
        (self.0)(operation)
    }
}
