//! `/scheduling/scheduled_time_offs`

use schemars::JsonSchema;
use slotwright_wire::sonar::ScheduledTimeOff;

use super::super::operation::Operation;
use super::super::values::{GivenDateTime, GivenId, GivenName, NullOr, Pages};
use super::{Group, scheduling};
use crate::inbound::sonar::Success;

pub fn group() -> Group {
    let (all, one) = (scheduling("/scheduled_time_offs"), scheduling("/scheduled_time_offs/{id}"));
    Group {
        name: "Time off",
        about: "When a user is away, or all of them. Visits at that time stay, and the answer names them in `collisions`.",
        operations: vec![
            Operation::get(&all, "listTimeOffs", "List time off").query::<Pages>().page_of::<ScheduledTimeOff>(),
            Operation::post(&all, "createTimeOff", "Enter time off")
                .body::<NewTimeOff>()
                .one_with_collisions::<ScheduledTimeOff>(201),
            Operation::get(&one, "getTimeOff", "Get time off").one::<ScheduledTimeOff>(200),
            Operation::patch(&one, "changeTimeOff", "Change time off")
                .notes("What is left out stays.")
                .change::<NewTimeOff>()
                .one_with_collisions::<ScheduledTimeOff>(200),
            Operation::delete(&one, "deleteTimeOff", "Delete time off").one::<Success>(200),
        ],
    }
}

/// Leave.
#[derive(JsonSchema)]
pub struct NewTimeOff {
    /// For people; unique.
    name: GivenName,
    /// Whose; null (an addition of ours): everybody's, as on a day on which the company is closed.
    user_id: NullOr<GivenId>,
    /// From when.
    start_time: GivenDateTime,
    /// Until when, after `start_time`.
    end_time: GivenDateTime,
}
