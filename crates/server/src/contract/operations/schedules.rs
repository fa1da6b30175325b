//! `/scheduling/schedules`

use schemars::JsonSchema;
use slotwright_wire::sonar::{Schedule, ScheduleDay};

use super::super::operation::Operation;
use super::super::values::{
    GivenBoolean, GivenDate, GivenDayPart, GivenIds, GivenName, GivenRepetitions, GivenWeekday, GivenWeeks, Pages,
};
use super::{Group, scheduling};
use crate::inbound::sonar::Success;

pub fn group() -> Group {
    let (all, one) = (scheduling("/schedules"), scheduling("/schedules/{id}"));
    let (days, day) =
        (scheduling("/schedules/{id}/schedule_days"), scheduling("/schedules/{id}/schedule_days/{day_id}"));
    Group {
        name: "Schedules",
        about: "The hours in which jobs of some types may, or may not, be scheduled. A change never cancels a visit: the answer names those that it has put outside the hours in `collisions`.",
        operations: vec![
            Operation::get(&all, "listSchedules", "List schedules").query::<Pages>().page_of::<Schedule>(),
            Operation::post(&all, "createSchedule", "Create a schedule").body::<NewSchedule>().one::<Schedule>(201),
            Operation::get(&one, "getSchedule", "Get a schedule").one::<Schedule>(200),
            Operation::patch(&one, "changeSchedule", "Change a schedule")
                .notes("What is left out stays.")
                .change::<NewSchedule>()
                .one_with_collisions::<Schedule>(200),
            Operation::delete(&one, "deleteSchedule", "Delete a schedule")
                .notes("Its days go with it, the visits in it stay.")
                .one_with_collisions::<Success>(200),
            Operation::get(&days, "listScheduleDays", "List a schedule's days")
                .notes("An addition of ours: the vendor documents no way to list them. Times are `HH:MM`.")
                .query::<Pages>()
                .page_of::<ScheduleDay>(),
            Operation::post(&days, "createScheduleDay", "Add a day to a schedule")
                .notes("Answers its times with seconds.")
                .body::<NewScheduleDay>()
                .one_with_collisions::<ScheduleDay>(201),
            Operation::get(&day, "getScheduleDay", "Get a schedule's day")
                .notes("Times are `HH:MM`.")
                .one::<ScheduleDay>(200),
            Operation::patch(&day, "changeScheduleDay", "Change a schedule's day")
                .notes("What is left out stays. Answers 201, and its times without seconds: so the vendor does it.")
                .change::<NewScheduleDay>()
                .one_with_collisions::<ScheduleDay>(201),
            Operation::delete(&day, "deleteScheduleDay", "Delete a schedule's day").one_with_collisions::<Success>(200),
        ],
    }
}

/// Hours in which jobs of some types may, or may not, be scheduled. Its days are made after it.
#[derive(JsonSchema)]
pub struct NewSchedule {
    /// For people.
    name: GivenName,
    /// Whose hours.
    user_ids: GivenIds,
    /// For jobs of which types.
    job_type_ids: GivenIds,
    /// From which day on.
    start: GivenDate,
    /// Whether it opens or closes.
    available: GivenBoolean,
    /// Whether it never ends.
    infinite_repetitions: GivenBoolean,
    /// How many active weeks follow the first.
    repetitions: GivenRepetitions,
    /// Every how many weeks.
    weeks: GivenWeeks,
}

/// One stretch of a schedule's week.
#[derive(JsonSchema)]
pub struct NewScheduleDay {
    /// The day of the week.
    day: GivenWeekday,
    /// From when.
    start_timestamp: GivenDayPart,
    /// Until when.
    end_timestamp: GivenDayPart,
}
