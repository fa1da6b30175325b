//! Booking links, and what a link is about.

use schemars::JsonSchema;
use slotwright_wire::slotwright::{BOOKING_PATH, Booking, LINKS_PATH, Link, VISIT_CALENDAR_PATH};

use super::super::operation::{Callers, Operation};
use super::super::values::{GivenDateTime, GivenId, GivenLinkDays, GivenPlaceKind};
use super::Group;

pub fn group() -> Group {
    Group {
        name: "Booking links",
        about: "What the booking page speaks beside the vendor's API. Whoever has a link sees and changes that one visit and \
                nothing else.",
        operations: vec![
            Operation::post(LINKS_PATH, "createLink", "Make a booking link")
                .notes("The handle is shown once: only a hash of it is kept.")
                .body::<NewLink>()
                .bare::<Link>(201),
            Operation::get(BOOKING_PATH, "getBooking", "What a link is about")
                .notes("Which job, where, how long, what may be chosen, and what time it is.")
                .callers(Callers::Link)
                .bare::<Booking>(200),
            Operation::get(VISIT_CALENDAR_PATH, "getVisitCalendar", "The visit as a calendar file")
                .notes(
                    "The same visit after it was moved is the same entry of the calendar. With `cancelled_job_id`, the number of a \
                     job of this link whose visit was cancelled, it is what takes that one out of the calendar again.",
                )
                .query::<CancelledVisit>()
                .callers(Callers::Link)
                .text("text/calendar")
                .refuses(404, &["not-found"]),
        ],
    }
}

/// Which visit was cancelled, where the file is to take it out of the calendar.
#[derive(JsonSchema)]
pub struct CancelledVisit {
    /// Its job.
    cancelled_job_id: Option<GivenId>,
    /// When it was to start; without it the file has no times, which some calendars don't read.
    cancelled_datetime: Option<GivenDateTime>,
}

/// A booking link to be made. Either `job_id` alone: the link is for that job. Or `assigned_type`, `assigned_id` and
/// `job_type_id`: the link is for a new job.
#[derive(JsonSchema)]
pub struct NewLink {
    /// An existing job.
    job_id: Option<GivenId>,
    /// What the new job is assigned to.
    assigned_type: Option<GivenPlaceKind>,
    /// The account or site.
    assigned_id: Option<GivenId>,
    /// The type of the new job.
    job_type_id: Option<GivenId>,
    /// How long the link works.
    expires_in_days: Option<GivenLinkDays>,
}
