//! The events, in the order in which a booking meets them.

/// An event.
#[derive(Debug)]
pub struct Event {
    /// Its type, as it is listened to.
    pub name: &'static str,
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

const fn event(name: &'static str, detail: &'static [Member], remark: &'static str) -> Event {
    Event { name, detail, remark }
}

/// Every event of the elements.
pub const EVENTS: [Event; 16] = [
    event("slotwright-ready", &[], "the link was looked up, and the first step is shown"),
    event(
        "slotwright-step-shown",
        &[member("title", "string", "the step's heading, for a page that is about nothing else")],
        "",
    ),
    event(
        "slotwright-error",
        &[member(
            "code",
            "string",
            "`offline`, `server`, `link-invalid`, `link-expired`, `refused`, `changed`, `gone`, or \
             [what keeps it from working](#when-it-does-not-work)",
        )],
        "",
    ),
    event("slotwright-availability-loaded", &[member("openings", "number", "how many the month has")], ""),
    event("slotwright-availability-empty", &[], "nothing is free in the days that are shown"),
    event("slotwright-opening-selected", WHEN, ""),
    event("slotwright-wishes-changed", &[member("wishes", "number", "how many there are")], ""),
    event("slotwright-booking-submitted", WHEN, "at the click, before the request"),
    event("slotwright-booking-confirmed", WHEN, ""),
    event("slotwright-booking-queued", JOB, "the wishes are stored"),
    event(
        "slotwright-booking-failed",
        &[member("code", "string", "as for `slotwright-error`, or `taken`, `already-booked`")],
        "",
    ),
    event("slotwright-reschedule-confirmed", WHEN, ""),
    event("slotwright-booking-cancelled", JOB, ""),
    event("slotwright-job-selected", JOB, "of the board: a job was opened"),
    event("slotwright-job-changed", JOB, "of the board: a job was moved, changed or deleted here"),
    event(
        "slotwright-jobs-filtered",
        &[member("filter", "string", "which jobs a board lists, as its attribute `filter` takes them")],
        "",
    ),
];
