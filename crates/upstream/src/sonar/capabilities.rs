//! What Sonar can do, as far as this adapter asks it.

use crate::{Operation, Support};

/// With a cancelled job put back into the queue.
pub(crate) fn when_queueing(operation: Operation) -> Support {
    match operation {
        Operation::FreeAny
        | Operation::RefuseDoubleBooking
        | Operation::CreateQueued
        | Operation::CreateScheduled
        | Operation::Read
        | Operation::Reschedule
        | Operation::Unschedule
        | Operation::Complete
        | Operation::Fail
        | Operation::SetFields
        | Operation::Wishes
        | Operation::ChangeNotes => Support::Native,
        // Putting a failed job back into the queue takes it up again.
        Operation::Reopen => Support::Native,
        // It has no word for what is given up.
        Operation::Cancel => Support::Emulated,
        // When all of a crew are free follows from when each of them is.
        Operation::FreeAll => Support::Emulated,
        // Its list can't be asked for a stretch of time: all jobs that ever were would have to be read.
        Operation::List => Support::Local,
        // A job takes no file.
        Operation::Photos => Support::Local,
        // It could be told these; no call of the interface does.
        Operation::JobTypes | Operation::CheckIn | Operation::CheckOut | Operation::SubStatus | Operation::Fields => {
            Support::Local
        }
        Operation::Remove => Support::None,
    }
}

/// With a cancelled job deleted.
pub(crate) fn when_deleting(operation: Operation) -> Support {
    match operation {
        Operation::Cancel => Support::Native,
        other => when_queueing(other),
    }
}
