//! `/scheduling/job_types`

use slotwright_wire::sonar::JobType;

use super::super::operation::Operation;
use super::super::requests::{NewJobType, Pages};
use super::{Group, scheduling};
use crate::inbound::sonar::Success;

pub fn group() -> Group {
    let (types, one) = (scheduling("/job_types"), scheduling("/job_types/{id}"));
    Group {
        name: "Job types",
        about: "What kinds of jobs there are, and how long each takes.",
        operations: vec![
            Operation::get(&types, "listJobTypes", "List job types").query::<Pages>().page_of::<JobType>(),
            Operation::post(&types, "createJobType", "Create a job type").body::<NewJobType>().one::<JobType>(201),
            Operation::get(&one, "getJobType", "Get a job type").one::<JobType>(200),
            Operation::patch(&one, "changeJobType", "Change a job type")
                .notes("What is left out stays. Jobs keep the lengths they have.")
                .change::<NewJobType>()
                .one::<JobType>(200),
            Operation::delete(&one, "deleteJobType", "Delete a job type")
                .notes("One that jobs, schedules or working booking links name stays.")
                .one::<Success>(200)
                .refuses(422, &["in-use"]),
        ],
    }
}
