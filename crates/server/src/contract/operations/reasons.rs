//! Why a start is not free.

use schemars::JsonSchema;
use slotwright_wire::case::Case;
use slotwright_wire::slotwright::{CLOCK_PATH, Clock, WHY_NOT_CASE_PATH, WHY_NOT_PATH, WhyNot};

use super::super::operation::Operation;
use super::super::values::{
    EmptyOr, GivenCrewSize, GivenDateTime, GivenId, GivenIdsOfUsers, GivenLength, GivenPlaceKind,
};
use super::Group;

pub fn group() -> Group {
    Group {
        name: "Reasons",
        about: "Why a start is not free, for the dispatcher who points at it, and what the customer may be told.",
        operations: vec![
            Operation::get(WHY_NOT_PATH, "whyNot", "Why is a start not free?")
                .notes(
                    "All causes at once, for the start and for each user. Neither notice nor horizon nor grid binds staff: a \
                     start without reasons can be booked.",
                )
                .query::<WhyNotAsked>()
                .bare::<WhyNot>(200)
                .refuses(422, &["validation-failed"]),
            Operation::get(WHY_NOT_CASE_PATH, "saveWhyNot", "The question as a case")
                .notes(
                    "A file with the question, all that the answer follows from, and the answer in codes, for whoever has to find \
                     out why. Nobody's name or address is in it: users, jobs and types are numbers, places are coordinates.",
                )
                .query::<WhyNotAsked>()
                .bare::<Case>(200)
                .refuses(422, &["validation-failed"]),
            Operation::get(CLOCK_PATH, "getClock", "What time is it?")
                .notes("On the clocks of the instance's zone, by which all starts are told.")
                .bare::<Clock>(200),
        ],
    }
}

/// A start, and for whom and what.
#[derive(JsonSchema)]
pub struct WhyNotAsked {
    /// When the visit would start.
    scheduled_datetime: GivenDateTime,
    /// The type of the job: its schedules count.
    job_type_id: GivenId,
    /// What the job is assigned to: geofences are held against its address.
    assigned_type: GivenPlaceKind,
    /// The account or site.
    assigned_id: GivenId,
    /// How long; the type's length when left out.
    length_in_minutes: Option<GivenLength>,
    /// Who would come; everybody is asked about when left out.
    user_ids: Option<EmptyOr<GivenIdsOfUsers>>,
    /// How many must be able to come; when left out all that are named, or one of everybody.
    crew_size: Option<GivenCrewSize>,
    /// The job that would be moved there: its time counts as free.
    job_id: Option<GivenId>,
}
