//! Rules for time around jobs.

use schemars::JsonSchema;
use slotwright_wire::slotwright::{RULES_PATH, Rules};

use super::super::operation::Operation;
use super::super::values::{GivenBuffers, GivenDayEnds, GivenJobsPerDay, GivenJobsPerDayOf, GivenTravel};
use super::Group;

pub fn group() -> Group {
    Group {
        name: "Rules",
        about: "Time around jobs, and how many a day may have: buffers by job type, travel between neighbouring jobs, the ways to \
                the day's first visit and from its last, jobs a day. They are kept from every search, booking and hold from then \
                on. Visits that stand are not touched, and are held against the rules when they are moved. A number of jobs for \
                all users together is no rule here: each booking would have to wait for each other one.",
        operations: vec![
            Operation::get(RULES_PATH, "getRules", "What is kept around jobs").bare::<Rules>(200).whole(),
            Operation::put(RULES_PATH, "setRules", "Keep time around jobs")
                .notes("The rules are replaced as a whole: what is left out is kept no more, and `{}` is no rules.")
                .body::<NewRules>()
                .bare::<Rules>(200)
                .refuses(422, &["validation-failed"])
                .whole(),
        ],
    }
}

/// What is to be kept around jobs. No other members are taken.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NewRules {
    /// Time kept before and after jobs of some types, towards other jobs.
    buffers: Option<GivenBuffers>,
    /// How long ways between jobs take; no time when left out.
    travel: Option<GivenTravel>,
    /// Where users' days start and end; the ways from and to there lie in working hours.
    day_ends: Option<GivenDayEnds>,
    /// How many jobs a user may have on a day; any number when left out.
    jobs_per_day: Option<GivenJobsPerDay>,
    /// Who may have another number.
    jobs_per_day_of: Option<GivenJobsPerDayOf>,
}
