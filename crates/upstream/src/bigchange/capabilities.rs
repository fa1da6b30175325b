//! What BigChange can do, as far as this adapter asks it.

use crate::{Operation, Support};

/// How it can do this.
pub(crate) fn support(operation: Operation) -> Support {
    match operation {
        Operation::CreateQueued
        | Operation::Read
        | Operation::List
        | Operation::Reschedule
        | Operation::Unschedule
        | Operation::Cancel
        | Operation::SetFields
        | Operation::ChangeNotes => Support::Native,
        // Every job begins without a time, and is given one by a call of its own.
        Operation::CreateScheduled => Support::Emulated,
        // A job has to be started before it can end.
        Operation::Complete | Operation::Fail => Support::Emulated,
        // It has no availability: that is our rosters without what its list has.
        Operation::FreeAny | Operation::FreeAll | Operation::RefuseDoubleBooking | Operation::Wishes => Support::Local,
        // A job takes no file.
        Operation::Photos => Support::Local,
        // It could be told or asked some of these; no call of the interface does.
        Operation::JobTypes | Operation::CheckIn | Operation::SubStatus | Operation::Fields => Support::Local,
        Operation::Reopen | Operation::CheckOut | Operation::Remove => Support::None,
    }
}
