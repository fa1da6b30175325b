//! What OS1 can do, as far as this adapter asks it.

use crate::capabilities::{Capabilities, Operation, Support};

/// Of a system whose job types have an attribute for the notes.
pub const WITH_NOTES: Capabilities = Capabilities(|operation| match operation {
    Operation::ChangeNotes => Support::Native,
    operation => support(operation),
});

/// Of one whose job types have none.
pub const WITHOUT_NOTES: Capabilities = Capabilities(support);

fn support(operation: Operation) -> Support {
    use Operation::{
        Cancel, ChangeNotes, CheckIn, CheckOut, Complete, CreateQueued, CreateScheduled, Fail, Fields, FreeAll,
        FreeAny, JobTypes, List, Photos, Read, RefuseDoubleBooking, Remove, Reopen, Reschedule, SetFields, SubStatus,
        Unschedule, Wishes,
    };
    match operation {
        // Fields are told with the job.
        CreateQueued | CreateScheduled | Read | Reschedule | Complete | SetFields => Support::Native,
        // Both are sub-statuses, which people and programs there have to know.
        Cancel | Fail => Support::Emulated,
        // Who comes, when they are free, what the customer wishes: a job there knows of none of it, and no time is taken from one.
        FreeAny | FreeAll | RefuseDoubleBooking | List | Unschedule | Photos | Wishes | ChangeNotes => Support::Local,
        // It could be told or asked these; no call of the interface does.
        JobTypes | CheckIn | CheckOut | SubStatus | Fields => Support::Local,
        Reopen | Remove => Support::None,
    }
}
