//! Holds.

use schemars::JsonSchema;
use slotwright_wire::slotwright::{HOLDS_PATH, Hold};

use super::super::operation::{Callers, Operation};
use super::super::values::{GivenDateTime, GivenHolder, GivenId, GivenIds, GivenLength, GivenPlaceKind, GivenSeconds};
use super::Group;

pub fn group() -> Group {
    let open = |operation: Operation| operation.callers(Callers::StaffOrLink);
    let hold = format!("{HOLDS_PATH}/{{id}}");
    Group {
        name: "Holds",
        about: "A time is held while somebody fills in the rest: busy for others, free for its holder. A hold is made good \
                by the job that is posted over its time, and ends by itself.",
        operations: vec![
            open(Operation::post(HOLDS_PATH, "placeHold", "Hold a time"))
                .notes(
                    "Staff send `job_type_id`, `assigned_type` and `assigned_id` too; for the holder of a link the link says \
                     them, and a second hold takes the place of the first, under the same deadline. What staff hold is free for \
                     the same API user who books or holds for the same: for that job, or for a new one at that account or site, \
                     or under that `holder`; or who names it as `hold_id`.",
                )
                .body::<NewHold>()
                .bare::<Hold>(201)
                .refuses(409, &["slot-taken"])
                .refuses(
                    422,
                    &[
                        "validation-failed",
                        "too-soon",
                        "too-far",
                        "not-in-days",
                        "not-in-windows",
                        "not-on-grid",
                        "local-time-does-not-exist",
                        "already-completed",
                    ],
                )
                .refuses(428, &["proof-of-work-needed"])
                .refuses(429, &["hold-limit", "hold-pause", "open-link-limit"]),
            open(Operation::post(&format!("{hold}/extend"), "extendHold", "Hold it a little longer"))
                .notes("Never beyond its deadline. For as long as is usual where no `seconds` are sent.")
                .change::<HoldFor>()
                .bare::<Hold>(200)
                .refuses(404, &["not-found"])
                .refuses(409, &["hold-expired"]),
            open(Operation::delete(&hold, "releaseHold", "Let a time go"))
                .notes("Staff may let anybody's go.")
                .nothing()
                .refuses(404, &["not-found"]),
        ],
    }
}

/// A time to be held.
#[derive(JsonSchema)]
pub struct NewHold {
    /// When the visit would start.
    scheduled_datetime: GivenDateTime,
    /// Who would come.
    user_ids: GivenIds,
    /// The type of the job. Required of staff.
    job_type_id: Option<GivenId>,
    /// What the job would be assigned to. Required of staff.
    assigned_type: Option<GivenPlaceKind>,
    /// The account or site. Required of staff.
    assigned_id: Option<GivenId>,
    /// How long; the type's length when left out.
    length_in_minutes: Option<GivenLength>,
    /// The job that would be moved there. Staff only: a link has its own.
    job_id: Option<GivenId>,
    /// Whom it is held for, as the caller calls them. Staff only; the job, or the account or site, where nothing is said.
    holder: Option<GivenHolder>,
    /// For how long, where less is wanted than is usual.
    seconds: Option<GivenSeconds>,
}

/// For how long a hold is to go on.
#[derive(JsonSchema)]
pub struct HoldFor {
    /// From now on, where less is wanted than is usual.
    seconds: Option<GivenSeconds>,
}
