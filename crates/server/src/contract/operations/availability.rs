//! The find operations and the calculated schedule.

use schemars::JsonSchema;
use slotwright_wire::slotwright::{AnySpaceFound, Recommending};
use slotwright_wire::sonar::{CalculatedDay, CommonSpace, Entries};

use super::super::operation::{Callers, Operation};
use super::super::values::{
    EmptyOr, GivenBoolean, GivenDate, GivenId, GivenIdsOfUsers, GivenKnownDays, GivenMinutes, GivenPlaceKind,
};
use super::{Group, scheduling};

const ANY: &str = "Date → user → stretches of free time that are long enough. Days and users without one are left out. The \
                   holder of a booking link sees aliases, the days from today to the horizon, and its own visit as free. Who has an answer already sends `known_days` and is \
                   answered the other days: `unchanged_days` names those that are as they were; a day that is in neither is \
                   empty now. Who recommends times asks for `hints`: how much is planned on each day, in quarters, and which starts are \
                   beside a visit near by; staff are told by `recommend` how much each counts, and name by `job_id` the job that \
                   they are about to move, whose own time is free.";
const COMMON: &str = "Date → stretches in which all of the users are free, and that are long enough.";
const AS_GET: &str = "The same as by `GET`, for who prefers a body.";

pub fn group() -> Group {
    let (any, common) = (scheduling("/jobs/find_any_available_space"), scheduling("/jobs/find_available_space"));
    Group {
        name: "Availability",
        about: "When somebody, or everybody, is free: schedules, less breaks, time off and what is booked. Times are in \
                the instance's zone; a stretch ends by midnight, which is written 23:59:00. With a system behind that knows \
                people's time, `X-Availability-Source` says whether it was asked (`upstream`) or can't be (`own`), and \
                `X-Availability-Age` how many seconds ago it has said what is answered.",
        operations: vec![
            Operation::get(&any, "findAnyAvailableSpace", "When is anybody free?")
                .notes(ANY)
                .callers(Callers::StaffOrLink)
                .query::<FindAny>()
                .bare::<AnySpaceAnswered>(200),
            Operation::post(&any, "findAnyAvailableSpaceByPost", "When is anybody free? (POST)")
                .notes(AS_GET)
                .callers(Callers::StaffOrLink)
                .body::<FindAny>()
                .bare::<AnySpaceAnswered>(200),
            Operation::get(&common, "findAvailableSpace", "When are all of them free?")
                .notes(COMMON)
                .query::<FindCommon>()
                .one::<CommonSpace>(200),
            Operation::post(&common, "findAvailableSpaceByPost", "When are all of them free? (POST)")
                .notes(AS_GET)
                .body::<FindCommon>()
                .one::<CommonSpace>(200),
            Operation::get(
                &scheduling("/calculated_schedule/{start_date}/{end_date}"),
                "getCalculatedSchedule",
                "Hours, breaks and jobs, day by day",
            )
            .notes(
                "Date → user → hours by job type, jobs, breaks; at most 366 days. Users with nothing on a date are left out \
                 of it. Dates that aren't any are answered with status 422 and 404 in the envelope: so the vendor does it.",
            )
            .one::<Entries<Entries<CalculatedDay>>>(200)
            .refuses(422, &["validation-failed"]),
        ],
    }
}

/// When somebody is free, and to staff who ask what the days are like what counts how much.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "a type that only stands for what is written")]
pub struct AnySpaceAnswered {
    #[serde(flatten)]
    found: AnySpaceFound,
    #[serde(flatten)]
    recommending: Recommending,
}

/// A visit to be planned.
#[derive(JsonSchema)]
#[expect(non_snake_case, reason = "the vendor spells it so")]
pub struct FindAny {
    /// The first day.
    start_date: GivenDate,
    /// The last day, at most 366 days in all.
    end_date: GivenDate,
    /// How long the visit takes. Shorter stretches are left out.
    length_in_minutes: GivenMinutes,
    /// The type of the job: its schedules count.
    job_type_id: GivenId,
    /// What it is assigned to: geofences are held against its address.
    entityType: GivenPlaceKind,
    /// The account or site.
    entityId: GivenId,
    /// Whose time; everybody's when left out. The holder of a booking link can't choose.
    users: Option<EmptyOr<GivenIdsOfUsers>>,
    /// Days that the caller has already, as `date:digest`: those that have not changed are left out of the answer, which names
    /// them in `unchanged_days`.
    known_days: Option<EmptyOr<GivenKnownDays>>,
    /// Whether `hints` are answered too.
    hints: Option<EmptyOr<GivenBoolean>>,
    /// The job that is to be moved: its own time is free. The holder of a booking link has one already, and can't choose.
    job_id: Option<EmptyOr<GivenId>>,
}

/// A visit to be planned for some users together.
#[derive(JsonSchema)]
#[expect(non_snake_case, reason = "the vendor spells it so")]
pub struct FindCommon {
    /// The first day.
    start_date: GivenDate,
    /// The last day, at most 366 days in all.
    end_date: GivenDate,
    /// How long the visit takes. Shorter stretches are left out.
    length_in_minutes: GivenMinutes,
    /// The type of the job: its schedules count.
    job_type_id: GivenId,
    /// What it is assigned to: geofences are held against its address.
    entityType: GivenPlaceKind,
    /// The account or site.
    entityId: GivenId,
    /// Who must all be free.
    users: GivenIdsOfUsers,
}
