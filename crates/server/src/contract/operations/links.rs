//! Booking links, and what a link is about.

use schemars::JsonSchema;
use slotwright_wire::slotwright::{
    BOOKING_PATH, Booking, EARLIER_DECLINE_PATH, EARLIER_PATH, Earlier, LINKS_PATH, Link, ListedLink, RATHER_NOT_PATH,
    RatherNot, VISIT_CALENDAR_PATH,
};

use super::super::operation::{Callers, Operation};
use super::super::values::{
    GivenBoolean, GivenChanges, GivenDate, GivenDateTime, GivenId, GivenInstant, GivenLanguage, GivenOpenDays,
    GivenOpenTitle, GivenOrigins, GivenPlaceKind, GivenRights, GivenStaffScope, GivenWindows, GivenWith, Pages,
};
use super::Group;

pub fn group() -> Group {
    Group {
        name: "Booking links",
        about: "What the booking page speaks beside the vendor's API. Whoever has a link sees and changes that one visit and \
                nothing else. A link works for 14 days, and for longer while its job waits for a time and until some days \
                after the visit, or for as many days as were asked for; the database's clock decides.",
        operations: vec![
            Operation::get(LINKS_PATH, "listLinks", "List links")
                .notes("The newest first; never their handles.")
                .query::<Pages>()
                .page_of::<ListedLink>(),
            Operation::post(LINKS_PATH, "createLink", "Make a booking link, an open one, or one of the board")
                .notes("The handle is shown once: only a hash of it is kept.")
                .body::<NewLink>()
                .bare::<Link>(201),
            Operation::delete(&format!("{LINKS_PATH}/{{id}}"), "revokeLink", "Revoke a link")
                .notes("It ends at once, and what its holder holds is let go. Revoked again, it stays so.")
                .nothing()
                .refuses(404, &["not-found"]),
            Operation::get(BOOKING_PATH, "getBooking", "What a link is about")
                .notes(
                    "Which job, where, how long, what may be chosen, and what time it is. With `with=availability` also what \
                     `findAnyAvailableSpace` answers about the days that a page shows first, as long as the visit has no time: \
                     left out where that can't be answered, or not at once, which who asks for it by itself is told.",
                )
                .query::<MoreOfBooking>()
                .callers(Callers::Link)
                .bare::<Booking>(200),
            Operation::get(VISIT_CALENDAR_PATH, "getVisitCalendar", "The visit as a calendar file")
                .notes(
                    "The same visit after it was moved is the same entry of the calendar. With `cancelled_job_id`, the number of a \
                     job of this link whose visit was cancelled, it is what takes that one out of the calendar again. \
                     Its words are in the link's language, else in the first of `Accept-Language` that there is.",
                )
                .query::<CancelledVisit>()
                .callers(Callers::Link)
                .text("text/calendar")
                .refuses(404, &["not-found"]),
            Operation::put(RATHER_NOT_PATH, "setRatherNot", "Say when the visit would rather not be")
                .notes(
                    "Windows in which the holder could have the visit and would rather not, in the place of all that were said \
                     before: of the openings in a preferred time one outside of them is better, and of two preferred times that \
                     can be met the one with such an opening. Nothing is closed by it. There must be a job: with preferred times \
                     there is.",
                )
                .callers(Callers::Link)
                .minds_seen()
                .body::<SaidRatherNot>()
                .bare::<RatherNot>(200)
                .refuses(404, &["not-found"])
                .refuses(422, &["validation-failed", "already-completed"]),
            Operation::put(EARLIER_PATH, "waitForEarlier", "Wait for a sooner time")
                .notes(
                    "Who has a visit would rather have it sooner. What becomes free from now on is held for one of those who wait \
                     at a time, who asked first before the others, and shown in `earlier` of `getBooking`. It is taken as any \
                     other change of the visit, with its time, its `user_ids` and its `hold_id`. Asked again, the turn is kept.",
                )
                .callers(Callers::Link)
                .minds_seen()
                .change::<WaitedFor>()
                .bare::<Earlier>(200)
                .refuses(404, &["not-found"])
                .refuses(410, &["link-used"])
                .refuses(422, &["validation-failed", "not-scheduled", "already-completed", "too-soon"]),
            Operation::delete(EARLIER_PATH, "stopWaiting", "Don't wait any more")
                .notes("What is held for them is let go. Who does not wait is no fault.")
                .callers(Callers::Link)
                .minds_seen()
                .nothing()
                .refuses(404, &["not-found"])
                .refuses(422, &["validation-failed", "not-scheduled", "already-completed"]),
            Operation::post(EARLIER_DECLINE_PATH, "declineEarlier", "Rather keep the present time")
                .notes("What is held for them is let go, for the next who waits. They wait on.")
                .callers(Callers::Link)
                .minds_seen()
                .body::<Declined>()
                .nothing()
                .refuses(404, &["not-found"])
                .refuses(422, &["validation-failed", "not-scheduled", "already-completed"]),
        ],
    }
}

/// What somebody waits for.
#[derive(JsonSchema)]
pub struct WaitedFor {
    /// Nothing before this is offered: as soon as the notice allows where nothing is said.
    not_before: Option<GivenDateTime>,
}

/// When somebody would rather not have their visit.
#[derive(JsonSchema)]
pub struct SaidRatherNot {
    /// All of it, as many windows as there may be wishes; an empty list where any time is as welcome as another.
    rather_not: Vec<super::wishes::Wish>,
}

/// What somebody would rather not have.
#[derive(JsonSchema)]
pub struct Declined {
    /// By which hold it is held for them.
    hold_id: GivenId,
}

/// What the answer is to have beside what the link is about.
#[derive(JsonSchema)]
pub struct MoreOfBooking {
    /// When somebody is free.
    with: Option<GivenWith>,
}

/// Which visit was cancelled, where the file is to take it out of the calendar.
#[derive(JsonSchema)]
pub struct CancelledVisit {
    /// Its job.
    cancelled_job_id: Option<GivenId>,
    /// When it was to start; without it the file has no times, which some calendars don't read.
    cancelled_datetime: Option<GivenDateTime>,
}

/// A link to be made. Either `job_id` alone: the link is for that job. Or `assigned_type`, `assigned_id` and `job_type_id`: the
/// link is for a new job. Or `board`: the link is staff's. Or `open` and `job_type_ids`: the link is anybody's, may be published,
/// and works for as many as come.
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
    /// Whether it is to open the board, for which it acts as staff.
    board: Option<GivenBoolean>,
    /// Of a link of the board: for which user it acts; the caller's where nothing is said.
    user_id: Option<GivenId>,
    /// Of a link of the board: how far it goes, and no further than the caller; `schedule` where nothing is said.
    scope: Option<GivenStaffScope>,
    /// Whether all that it is for shall stand in it, sealed, rather than a handle.
    sealed: Option<GivenBoolean>,
    /// Of a booking link: what its holder may do; everything where nothing is said.
    rights: Option<GivenRights>,
    /// Of a booking link: the first day that may be booked.
    earliest_date: Option<GivenDate>,
    /// Of a booking link: the last one.
    latest_date: Option<GivenDate>,
    /// Of a booking link: the windows in one of which the whole visit has to lie, and a preferred time too. Such as overlap or touch
    /// count as one; what is over, or outside `earliest_date` and `latest_date`, is of no use.
    windows: Option<GivenWindows>,
    /// Of a booking link: how often its holder may book and move; any number where nothing is said, and 3 of a sealed one.
    max_changes: Option<GivenChanges>,
    /// Of a booking link: whether it is handed on at once, as `link.send`, to the webhooks that take that event, which send it to the
    /// customer. `sent` in the answer says how many have taken it within 5 seconds; it is told once, and the link is made in any case.
    send: Option<GivenBoolean>,
    /// Of a booking link: the pages of other origins on which it may be used; all that the server allows where none is named.
    embed_origins: Option<GivenOrigins>,
    /// The language of whom it is sent to.
    locale: Option<GivenLanguage>,
    /// Before this it opens nothing.
    not_before: Option<GivenInstant>,
    /// Whether anybody may book with it.
    open: Option<GivenBoolean>,
    /// Of an open link: what may be booked with it.
    job_type_ids: Option<Vec<GivenId>>,
    /// Of an open link: what staff call it, up to 100 characters; `Open link` where nothing is said.
    title: Option<GivenOpenTitle>,
    /// How long the link works, whatever becomes of its job; a sealed one 14 days at most, an open one up to 365,
    /// and for a hundred years where nothing is said.
    expires_in_days: Option<GivenOpenDays>,
}
