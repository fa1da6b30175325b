//! What Frotcom can do: take on work.

use crate::capabilities::{Capabilities, Operation, Support};

/// All of it.
pub const CAPABILITIES: Capabilities = Capabilities(|operation| {
    use Operation::{
        Cancel, ChangeNotes, CheckIn, CheckOut, Complete, CreateQueued, CreateScheduled, Fail, Fields, FreeAll,
        FreeAny, JobTypes, List, Photos, Read, RefuseDoubleBooking, Remove, Reopen, Reschedule, SetFields, SubStatus,
        Unschedule, Wishes,
    };
    match operation {
        CreateQueued | CreateScheduled => Support::Native,
        // Whatever becomes of a job, people do in Frotcom.
        JobTypes | FreeAny | FreeAll | RefuseDoubleBooking | Read | List | Reschedule | Unschedule | Cancel
        | Complete | Fail | Reopen | CheckIn | CheckOut | SubStatus | Fields | Photos | Wishes | ChangeNotes => {
            Support::Local
        }
        // A form is filled in once, with the job.
        SetFields | Remove => Support::None,
    }
});
