//! `/scheduling/jobs`

use schemars::JsonSchema;
use slotwright_wire::sonar::Job;

use super::super::operation::{Callers, Operation};
use super::super::values::{
    CompletionType, EmptyOr, GivenBoolean, GivenDate, GivenDateTime, GivenFieldTexts, GivenId, GivenIds, GivenLength,
    GivenLimit, GivenOrder, GivenPage, GivenPlaceKind, GivenReason, GivenStatuses, GivenText,
};
use super::{Group, scheduling};
use crate::inbound::sonar::Success;

/// Why a visit may be refused to the holder of a link, beyond what staff is refused.
const POLICY: [&str; 6] = ["too-soon", "too-far", "not-on-grid", "not-in-days", "not-in-windows", "notes-too-long"];

pub fn group() -> Group {
    let (jobs, job) = (scheduling("/jobs"), scheduling("/jobs/{id}"));
    let action = |action: &str| format!("{job}/{action}");
    Group {
        name: "Jobs",
        about: "A job is one visit: queued until it has a time and a crew, then scheduled, at last completed or failed.",
        operations: vec![
            Operation::get(&jobs, "listJobs", "List jobs")
                .notes(
                    "All of them, or those for which all that is said holds; `paginator` counts those. The filters are an addition \
                     of ours: the vendor documents `limit` and `page` alone. Only scheduled jobs have a time and a crew.",
                )
                .query::<JobsWanted>()
                .page_of::<Job>(),
            Operation::post(&jobs, "createJob", "Create a job")
                .notes(
                    "With `scheduled_datetime` and `user_ids` the job is scheduled, else queued. A visit is booked in one \
                     transaction that checks again whether all of the crew are free.\n\nThe holder of a booking link sends \
                     aliases as `user_ids`, and only what the link is for.\n\nStaff are told in a header `X-Warning` when \
                     another job of the same type for the same account or site is open.",
                )
                .callers(Callers::StaffOrLink)
                .body::<NewJob>()
                .one::<Job>(201)
                .refuses(409, &["hold-expired"])
                .refuses(422, &["validation-failed", "slot-taken", "already-booked", "second-job", "local-time-does-not-exist"])
                .refuses(410, &["link-used"])
                .refuses(429, &["too-many-changes", "open-link-limit"])
                .policy(),
            Operation::get(&job, "getJob", "Get a job")
                .callers(Callers::StaffOrLink)
                .one::<Job>(200)
                .refuses(404, &["not-found"]),
            Operation::patch(&job, "changeJob", "Change or reschedule a job")
                .notes(
                    "What is left out stays. Answers 201, `scheduled_datetime` without seconds, and 422 to an unknown job: \
                     so the vendor does it. A visit keeps its time and its crew: null or an empty list there is refused while \
                     the job is scheduled, queueing takes both away.",
                )
                .callers(Callers::StaffOrLink)
                .body::<JobChange>()
                .one::<Job>(201)
                .minds_seen()
                .refuses(404, &["not-found"])
                .refuses(409, &["hold-expired"])
                .refuses(422, &["validation-failed", "not-found", "slot-taken", "already-completed", "local-time-does-not-exist"])
                .refuses(410, &["link-used"])
                .refuses(429, &["too-many-changes"])
                .policy(),
            Operation::delete(&job, "deleteJob", "Delete a job")
                .notes("The holder of a link can delete the job that was made with it, up to the notice before its start.")
                .callers(Callers::StaffOrLink)
                .minds_seen()
                .query::<Cancelled>()
                .one::<Success>(200)
                .refuses(404, &["not-found"])
                .refuses(422, &["validation-failed", "too-soon", "already-completed"]),
            Operation::post(&action("queue"), "queueJob", "Put a job back into the queue")
                .notes("Takes its time and its crew away. A failed job can be queued again, a completed one can't.")
                .callers(Callers::StaffOrLink)
                .minds_seen()
                .query::<Cancelled>()
                .one::<Job>(201)
                .refuses(404, &["not-found"])
                .refuses(422, &["validation-failed", "already-completed", "too-soon"]),
            Operation::post(&action("check_in"), "checkIn", "Check somebody in")
                .notes("Several users may be on site. Who is checked in already stays so, since then.")
                .body::<OnSite>()
                .one::<Job>(201)
                .refuses(422, &["validation-failed", "already-completed", "not-scheduled"]),
            Operation::post(&action("check_out"), "checkOut", "Check somebody out")
                .notes("Who is not on site is no fault.")
                .body::<OnSite>()
                .one::<Job>(201)
                .refuses(422, &["validation-failed", "already-completed", "not-scheduled"]),
            Operation::post(&action("complete"), "completeJob", "Complete or fail a job")
                .notes("Takes the job from the schedule and everybody from the site.")
                .body::<Ending>()
                .one::<Job>(201)
                .refuses(422, &["validation-failed", "already-completed", "open-tasks"]),
        ],
    }
}

/// Which jobs a list is to have.
#[derive(JsonSchema)]
pub struct JobsWanted {
    /// Where they stand.
    status: Option<GivenStatuses>,
    /// Visits that start on this day or later.
    start_date: Option<GivenDate>,
    /// Visits that start on this day or before.
    end_date: Option<GivenDate>,
    /// Visits to which at least one of these users comes.
    user_ids: Option<EmptyOr<GivenIds>>,
    /// What they are assigned to.
    assigned_type: Option<GivenPlaceKind>,
    /// The account or site.
    assigned_id: Option<GivenId>,
    /// Of one of these types.
    job_type_id: Option<EmptyOr<GivenIds>>,
    /// With desired times, or without.
    has_wishes: Option<GivenBoolean>,
    /// In which order; by number when left out.
    sort: Option<GivenOrder>,
    /// Records a page.
    limit: Option<GivenLimit>,
    /// Which page.
    page: Option<GivenPage>,
}

/// Which jobs the board's list is to have.
#[derive(JsonSchema)]
pub struct BoardWanted {
    /// These.
    job_ids: Option<EmptyOr<GivenIds>>,
    /// With this in the name or address of their place, in their notes or in their number.
    q: Option<GivenText>,
    /// That wait, and of which a wish can be met now: within 60 days, by those who are free.
    can_be_met: Option<GivenBoolean>,
    /// Whose visit should be over by now, and nobody has said that it is.
    overdue: Option<GivenBoolean>,
    /// Whether to count the jobs of each state too.
    counts: Option<GivenBoolean>,
    #[schemars(flatten)]
    wanted: JobsWanted,
}

/// A job to be made.
#[derive(JsonSchema)]
pub struct NewJob {
    /// Its type, fixed from then on.
    job_type_id: GivenId,
    /// What it is assigned to.
    assigned_type: GivenPlaceKind,
    /// The account or site.
    assigned_id: GivenId,
    /// How long; the type's length when left out.
    length_in_minutes: Option<GivenLength>,
    /// What the technician should know.
    notes: Option<GivenText>,
    /// When; needs `user_ids`.
    scheduled_datetime: Option<GivenDateTime>,
    /// The crew; needs `scheduled_datetime`. All of them must be free for the whole job.
    user_ids: Option<EmptyOr<GivenIds>>,
    /// What is added to the account on completion. Staff only.
    services: Option<EmptyOr<GivenIds>>,
    /// The ticket that the job is linked to. Staff only.
    ticket_id: Option<GivenId>,
    /// The hold that the visit makes good: when it has expired and its time is taken, the answer says so.
    hold_id: Option<GivenId>,
    /// What is in the fields of its type. Of customers those that are required have to be there with a time.
    fields: Option<EmptyOr<GivenFieldTexts>>,
}

/// What is to change in a job; what is left out stays.
#[derive(JsonSchema)]
pub struct JobChange {
    /// What it is assigned to; needs `assigned_id`.
    assigned_type: Option<GivenPlaceKind>,
    /// The account or site; needs `assigned_type`.
    assigned_id: Option<GivenId>,
    /// How long. A scheduled job must have room for it.
    length_in_minutes: Option<GivenLength>,
    /// What the technician should know; blank takes it away.
    notes: Option<GivenText>,
    /// When; needs `user_ids`.
    scheduled_datetime: Option<GivenDateTime>,
    /// The crew. Ignored, and named in `X-Ignored-Parameters`, unless the job is scheduled or `scheduled_datetime` is sent.
    user_ids: Option<EmptyOr<GivenIds>>,
    /// What is added to the account on completion; an empty list takes all away. Staff only.
    services: Option<EmptyOr<GivenIds>>,
    /// The ticket that the job is linked to; null unlinks it. Staff only.
    ticket_id: Option<GivenId>,
    /// The hold that the visit makes good: when it has expired and its time is taken, the answer says so.
    hold_id: Option<GivenId>,
    /// What is in some fields of its type; what is left out stays, and null or an empty text takes away what is there.
    fields: Option<EmptyOr<GivenFieldTexts>>,
}

/// Why it is cancelled.
#[derive(JsonSchema)]
pub struct Cancelled {
    /// Of the holder of a link, for the history; staff give none.
    reason: Option<GivenReason>,
}

/// Who comes or goes.
#[derive(JsonSchema)]
pub struct OnSite {
    /// The user; who calls when left out.
    user_id: Option<GivenId>,
}

/// How a job ended.
#[derive(JsonSchema)]
pub struct Ending {
    /// `success` when left out.
    completion_type: Option<CompletionType>,
    /// A remark; required when it failed.
    reason: Option<GivenText>,
}

impl Operation {
    /// Refuses what the policy does not allow.
    fn policy(mut self) -> Self {
        if let Some((_, codes)) = self.refusals.iter_mut().find(|(status, _)| *status == 422) {
            codes.extend(POLICY);
        }
        self
    }
}
