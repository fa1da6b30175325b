//! `/scheduling/jobs/:id/desired_job_datetimes`

use schemars::JsonSchema;
use slotwright_wire::sonar::DesiredDateTime;

use super::super::operation::{Callers, Operation};
use super::super::values::{GivenDate, GivenTime, Pages};
use super::{Group, scheduling};
use crate::inbound::sonar::Success;

const POLICY: [&str; 7] = [
    "validation-failed",
    "too-soon",
    "too-far",
    "not-in-days",
    "not-in-windows",
    "local-time-does-not-exist",
    "already-completed",
];

pub fn group() -> Group {
    let wishes = scheduling("/jobs/{id}/desired_job_datetimes");
    let wish = scheduling("/jobs/{id}/desired_job_datetimes/{did}");
    let open = |operation: Operation| operation.callers(Callers::StaffOrLink).refuses(404, &["not-found"]);
    Group {
        name: "Desired times",
        about: "When the customer would like a visit. A job's wishes rank by their numbers, the first is the dearest.",
        operations: vec![
            open(Operation::get(&wishes, "listDesiredTimes", "List a job's desired times"))
                .query::<Pages>()
                .page_of::<DesiredDateTime>(),
            open(Operation::post(&wishes, "createDesiredTime", "Add a desired time"))
                .minds_seen()
                .body::<Wish>()
                .one::<DesiredDateTime>(201)
                .refuses(422, &[&POLICY[..], &["too-many-wishes"]].concat()),
            open(Operation::get(&wish, "getDesiredTime", "Get a desired time")).one::<DesiredDateTime>(200),
            open(Operation::patch(&wish, "changeDesiredTime", "Change a desired time"))
                .minds_seen()
                .notes("What is left out stays.")
                .body::<WishChange>()
                .one::<DesiredDateTime>(200)
                .refuses(422, &POLICY),
            open(Operation::delete(&wish, "deleteDesiredTime", "Take a desired time back"))
                .minds_seen()
                .one::<Success>(200)
                .refuses(422, &["already-completed"]),
        ],
    }
}

/// When a customer would like it: at home on `date` from `start_time` to `end_time`.
#[derive(JsonSchema)]
pub struct Wish {
    /// The day.
    date: GivenDate,
    /// From when.
    start_time: GivenTime,
    /// Until when, after `start_time`.
    end_time: GivenTime,
}

/// What is to change in a wish; what is left out stays.
#[derive(JsonSchema)]
pub struct WishChange {
    /// The day.
    date: Option<GivenDate>,
    /// From when.
    start_time: Option<GivenTime>,
    /// Until when, after `start_time`.
    end_time: Option<GivenTime>,
}
