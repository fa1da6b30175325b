//! The events, in the order in which a booking meets them.

use super::Of;

/// An event.
#[derive(Debug)]
pub struct Event {
    /// Its type, as it is listened to.
    pub name: &'static str,
    /// Of which elements.
    pub of: Of,
    /// What is in its `detail`.
    pub detail: &'static [Member],
    /// When it is dispatched, where the name doesn't say it.
    pub remark: &'static str,
}

/// A member of an event's `detail`.
#[derive(Debug)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// Its type in TypeScript.
    pub ts: &'static str,
    /// What it is.
    pub meaning: &'static str,
}

const fn member(name: &'static str, ts: &'static str, meaning: &'static str) -> Member {
    Member { name, ts, meaning }
}

/// A time at the place of the visit.
pub const WHEN: &[Member] = &[
    member("job_id", "number | null", "the job, once there is one"),
    member("start", "string", "`YYYY-MM-DD HH:MM:SS` in `time_zone`"),
    member("time_zone", "string", "an IANA name"),
    member("starts_at", "string | null", "the instant, RFC 3339 in UTC, once it is booked"),
];

const JOB: &[Member] = &[member("job_id", "number", "the job")];

const fn event(name: &'static str, of: Of, detail: &'static [Member], remark: &'static str) -> Event {
    Event { name, of, detail, remark }
}

/// Every event of the elements.
pub const EVENTS: [Event; 18] = [
    event("slotwright-ready", Of::Both, &[], "the link was looked up, and what is shown first is there"),
    event(
        "slotwright-step-shown",
        Of::Booking,
        &[member("title", "string", "the step's heading, for a page that is about nothing else")],
        "",
    ),
    event(
        "slotwright-error",
        Of::Both,
        &[
            member(
                "code",
                "string",
                "`offline`, `server`, `link-invalid`, `link-expired`, `refused`, `changed`, `gone`, or \
             [what keeps it from working](#when-it-does-not-work)",
            ),
            member("request_id", "string | null", "by which the server's operator finds it, where the server failed"),
        ],
        "",
    ),
    event("slotwright-availability-loaded", Of::Booking, &[member("openings", "number", "how many the month has")], ""),
    event("slotwright-availability-empty", Of::Booking, &[], "nothing is free in the days that are shown"),
    event("slotwright-opening-selected", Of::Booking, WHEN, ""),
    event("slotwright-hold-created", Of::Booking, WHEN, "the time is held while the rest is filled in"),
    event("slotwright-hold-expired", Of::Booking, WHEN, "it is held no longer"),
    event("slotwright-wishes-changed", Of::Booking, &[member("wishes", "number", "how many there are")], ""),
    event("slotwright-booking-submitted", Of::Booking, WHEN, "at the click, before the request"),
    event("slotwright-booking-confirmed", Of::Booking, WHEN, ""),
    event("slotwright-booking-queued", Of::Booking, JOB, "the wishes are stored"),
    event(
        "slotwright-booking-failed",
        Of::Booking,
        &[member("code", "string", "as for `slotwright-error`, or `taken`, `already-booked`")],
        "",
    ),
    event("slotwright-reschedule-confirmed", Of::Booking, WHEN, ""),
    event("slotwright-booking-cancelled", Of::Booking, JOB, ""),
    event("slotwright-job-selected", Of::Board, JOB, "a job was opened"),
    event("slotwright-job-changed", Of::Board, JOB, "a job was made, moved, changed or deleted here"),
    event(
        "slotwright-jobs-filtered",
        Of::Board,
        &[member("filter", "string", "which jobs a board lists, as its attribute `filter` takes them")],
        "",
    ),
];
