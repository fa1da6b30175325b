//! `/scheduling/schedule_blockers`

use schemars::JsonSchema;
use slotwright_wire::sonar::{ScheduleBlocker, ScheduleBlockerOverride};

use super::super::operation::Operation;
use super::super::values::{
    EmptyOr, GivenBoolean, GivenDate, GivenDayPart, GivenId, GivenIds, GivenName, GivenRepetitions, GivenWeeks, Pages,
};
use super::{Group, scheduling};
use crate::inbound::sonar::Success;
use crate::inbound::sonar::schedule_blockers::Changed;

pub fn group() -> Group {
    let (all, one) = (scheduling("/schedule_blockers"), scheduling("/schedule_blockers/{id}"));
    Group {
        name: "Schedule blockers",
        about: "Breaks that repeat by weekday, and can be moved for one user and day. Visits at that time stay, and the answer names them in `collisions`.",
        operations: vec![
            Operation::get(&all, "listBlockers", "List blockers").query::<Pages>().page_of::<ScheduleBlocker>(),
            Operation::post(&all, "createBlocker", "Create a blocker")
                .body::<NewBlocker>()
                .one_with_collisions::<ScheduleBlocker>(201),
            Operation::get(&one, "getBlocker", "Get a blocker").one::<ScheduleBlocker>(200),
            Operation::patch(&one, "changeBlocker", "Change a blocker")
                .notes("What is left out stays. Answers the number alone: so the vendor does it.")
                .change::<NewBlocker>()
                .one_with_collisions::<Changed>(200),
            Operation::delete(&one, "deleteBlocker", "Delete a blocker")
                .notes("Its overrides go with it.")
                .one::<Success>(200),
            Operation::post(
                &format!("{one}/schedule_blocker_overrides"),
                "overrideBlocker",
                "Move a break for one user and day",
            )
            .notes("Answers 200 though it creates, and the user's number as a text: so the vendor does it.")
            .body::<NewOverride>()
            .one_with_collisions::<ScheduleBlockerOverride>(200),
        ],
    }
}

/// A repeating break.
#[derive(JsonSchema)]
#[allow(missing_docs)]
pub struct NewBlocker {
    /// For people.
    name: GivenName,
    sunday: GivenBoolean,
    monday: GivenBoolean,
    tuesday: GivenBoolean,
    wednesday: GivenBoolean,
    thursday: GivenBoolean,
    friday: GivenBoolean,
    saturday: GivenBoolean,
    /// From when.
    start_timestamp: GivenDayPart,
    /// Until when.
    end_timestamp: GivenDayPart,
    /// Whose break; may be nobody's.
    user_ids: EmptyOr<GivenIds>,
    /// From which day on.
    start: GivenDate,
    /// Every how many weeks.
    weeks: GivenWeeks,
    /// How many active weeks follow the first.
    repetitions: GivenRepetitions,
    /// Whether it never ends.
    infinite_repetitions: GivenBoolean,
}

/// A break to be moved for one user and day.
#[derive(JsonSchema)]
pub struct NewOverride {
    /// On which day.
    date: GivenDate,
    /// From when.
    start_timestamp: GivenDayPart,
    /// Until when.
    end_timestamp: GivenDayPart,
    /// Whose.
    user_id: GivenId,
}
