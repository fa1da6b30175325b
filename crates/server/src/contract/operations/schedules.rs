//! `/scheduling/schedules`, `schedule_blockers`, `scheduled_time_offs`

use slotwright_wire::sonar::{Schedule, ScheduleBlocker, ScheduleBlockerOverride, ScheduleDay, ScheduledTimeOff};

use super::super::operation::Operation;
use super::super::requests::{NewBlocker, NewOverride, NewSchedule, NewScheduleDay, NewTimeOff, Pages};
use super::{Group, scheduling};
use crate::inbound::sonar::Success;
use crate::inbound::sonar::schedule_blockers::Changed;

pub fn schedules() -> Group {
    let (all, one) = (scheduling("/schedules"), scheduling("/schedules/{id}"));
    let (days, day) =
        (scheduling("/schedules/{id}/schedule_days"), scheduling("/schedules/{id}/schedule_days/{day_id}"));
    Group {
        name: "Schedules",
        about: "The hours in which jobs of some types may, or may not, be scheduled. A change never cancels a visit.",
        operations: vec![
            Operation::get(&all, "listSchedules", "List schedules").query::<Pages>().page_of::<Schedule>(),
            Operation::post(&all, "createSchedule", "Create a schedule").body::<NewSchedule>().one::<Schedule>(201),
            Operation::get(&one, "getSchedule", "Get a schedule").one::<Schedule>(200),
            Operation::patch(&one, "changeSchedule", "Change a schedule")
                .notes("What is left out stays.")
                .change::<NewSchedule>()
                .one::<Schedule>(200),
            Operation::delete(&one, "deleteSchedule", "Delete a schedule")
                .notes("Its days go with it, the visits in it stay.")
                .one::<Success>(200),
            Operation::get(&days, "listScheduleDays", "List a schedule's days")
                .notes("An addition of ours: the vendor documents no way to list them. Times are `HH:MM`.")
                .query::<Pages>()
                .page_of::<ScheduleDay>(),
            Operation::post(&days, "createScheduleDay", "Add a day to a schedule")
                .notes("Answers its times with seconds.")
                .body::<NewScheduleDay>()
                .one::<ScheduleDay>(201),
            Operation::get(&day, "getScheduleDay", "Get a schedule's day")
                .notes("Times are `HH:MM`.")
                .one::<ScheduleDay>(200),
            Operation::patch(&day, "changeScheduleDay", "Change a schedule's day")
                .notes("What is left out stays. Answers 201, and its times without seconds: so the vendor does it.")
                .change::<NewScheduleDay>()
                .one::<ScheduleDay>(201),
            Operation::delete(&day, "deleteScheduleDay", "Delete a schedule's day").one::<Success>(200),
        ],
    }
}

pub fn blockers() -> Group {
    let (all, one) = (scheduling("/schedule_blockers"), scheduling("/schedule_blockers/{id}"));
    Group {
        name: "Schedule blockers",
        about: "Breaks that repeat by weekday, and can be moved for one user and day.",
        operations: vec![
            Operation::get(&all, "listBlockers", "List blockers").query::<Pages>().page_of::<ScheduleBlocker>(),
            Operation::post(&all, "createBlocker", "Create a blocker").body::<NewBlocker>().one::<ScheduleBlocker>(201),
            Operation::get(&one, "getBlocker", "Get a blocker").one::<ScheduleBlocker>(200),
            Operation::patch(&one, "changeBlocker", "Change a blocker")
                .notes("What is left out stays. Answers the number alone: so the vendor does it.")
                .change::<NewBlocker>()
                .one::<Changed>(200),
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
            .one::<ScheduleBlockerOverride>(200),
        ],
    }
}

pub fn time_offs() -> Group {
    let (all, one) = (scheduling("/scheduled_time_offs"), scheduling("/scheduled_time_offs/{id}"));
    Group {
        name: "Time off",
        about: "When a user is away.",
        operations: vec![
            Operation::get(&all, "listTimeOffs", "List time off").query::<Pages>().page_of::<ScheduledTimeOff>(),
            Operation::post(&all, "createTimeOff", "Enter time off").body::<NewTimeOff>().one::<ScheduledTimeOff>(201),
            Operation::get(&one, "getTimeOff", "Get time off").one::<ScheduledTimeOff>(200),
            Operation::patch(&one, "changeTimeOff", "Change time off")
                .notes("What is left out stays.")
                .change::<NewTimeOff>()
                .one::<ScheduledTimeOff>(200),
            Operation::delete(&one, "deleteTimeOff", "Delete time off").one::<Success>(200),
        ],
    }
}
