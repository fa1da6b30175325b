//! `/scheduling/jobs`

use slotwright_wire::sonar::Job;

use super::super::operation::{Callers, Operation};
use super::super::requests::{Ending, JobChange, NewJob, OnSite, Pages};
use super::{Group, scheduling};
use crate::inbound::sonar::Success;

/// Why a visit may be refused to the holder of a link, beyond what staff is refused.
const POLICY: [&str; 4] = ["too-soon", "too-far", "not-on-grid", "notes-too-long"];

pub fn group() -> Group {
    let (jobs, job) = (scheduling("/jobs"), scheduling("/jobs/{id}"));
    let deed = |deed: &str| format!("{job}/{deed}");
    Group {
        name: "Jobs",
        about: "A job is one visit: queued until it has a time and a crew, then scheduled, at last completed or failed.",
        operations: vec![
            Operation::get(&jobs, "listJobs", "List jobs").query::<Pages>().page_of::<Job>(),
            Operation::post(&jobs, "createJob", "Create a job")
                .notes(
                    "With `scheduled_datetime` and `user_ids` the job is scheduled, else queued. A visit is booked in one \
                     transaction that checks again whether all of the crew are free.\n\nThe holder of a booking link sends \
                     aliases as `user_ids`, and only what the link is for.",
                )
                .callers(Callers::StaffOrLink)
                .body::<NewJob>()
                .one::<Job>(201)
                .refuses(409, &["hold-expired"])
                .refuses(422, &["validation-failed", "slot-taken", "already-booked", "local-time-does-not-exist"])
                .policy(),
            Operation::get(&job, "getJob", "Get a job")
                .callers(Callers::StaffOrLink)
                .one::<Job>(200)
                .refuses(404, &["not-found"]),
            Operation::patch(&job, "changeJob", "Change or reschedule a job")
                .notes(
                    "What is left out stays. Answers 201, `scheduled_datetime` without seconds, and 422 to an unknown job: \
                     so the vendor does it.",
                )
                .callers(Callers::StaffOrLink)
                .body::<JobChange>()
                .one::<Job>(201)
                .refuses(404, &["not-found"])
                .refuses(409, &["hold-expired", "changed-by-staff"])
                .refuses(422, &["validation-failed", "not-found", "slot-taken", "already-completed", "local-time-does-not-exist"])
                .policy(),
            Operation::delete(&job, "deleteJob", "Delete a job")
                .notes("The holder of a link can delete the job that was made with it, up to the notice before its start.")
                .callers(Callers::StaffOrLink)
                .one::<Success>(200)
                .refuses(404, &["not-found"])
                .refuses(422, &["too-soon", "already-completed"]),
            Operation::post(&deed("queue"), "queueJob", "Put a job back into the queue")
                .notes("Takes its time and its crew away. A failed job can be queued again, a completed one can't.")
                .callers(Callers::StaffOrLink)
                .one::<Job>(201)
                .refuses(404, &["not-found"])
                .refuses(422, &["already-completed", "too-soon"]),
            Operation::post(&deed("check_in"), "checkIn", "Check somebody in")
                .notes("Several users may be on site. Who is checked in already stays so, since then.")
                .body::<OnSite>()
                .one::<Job>(201)
                .refuses(422, &["validation-failed", "already-completed", "not-scheduled"]),
            Operation::post(&deed("check_out"), "checkOut", "Check somebody out")
                .notes("Who is not on site is no fault.")
                .body::<OnSite>()
                .one::<Job>(201)
                .refuses(422, &["validation-failed", "already-completed", "not-scheduled"]),
            Operation::post(&deed("complete"), "completeJob", "Complete or fail a job")
                .notes("Takes the job from the schedule and everybody from the site.")
                .body::<Ending>()
                .one::<Job>(201)
                .refuses(422, &["validation-failed", "already-completed", "open-tasks"]),
        ],
    }
}

impl Operation {
    /// Refuses what the policy does not allow.
    fn policy(mut self) -> Self {
        if let Some((_, codes)) = self.refusals.iter_mut().find(|(status, _)| *status == 422) {
            codes.extend(POLICY);
        }
        self
    }
}
