//! What somebody speaks who has no link but an open one.

use schemars::JsonSchema;
use slotwright_wire::slotwright::{Challenge, OPEN_PATH, OPEN_START_PATH, OpenBooking, PROOF_OF_WORK_PATH, Started};

use super::super::operation::{Callers, Operation};
use super::super::values::GivenId;
use super::Group;

pub fn group() -> Group {
    Group {
        name: "Open links",
        about: "Staff may make a link that anybody may open and that stands on a page for all to see. Whoever opens it says what \
                is to be done and gets a booking link of their own, with which all the rest is done: who they are is asked for \
                among the fields of the booking, with keys that begin with `contact.`. Nobody learns of an account that is there \
                already.",
        operations: vec![
            Operation::get(OPEN_PATH, "getOpenLink", "What may be booked with an open link")
                .callers(Callers::Link)
                .bare::<OpenBooking>(200),
            Operation::post(OPEN_START_PATH, "startByOpenLink", "Get a booking link of one's own")
                .notes(
                    "The link works for 7 days, and as any booking link once something is booked with it. Not with an \
                     Idempotency-Key: sent again, it makes another link. Where the server asks for it, with a proof of work.",
                )
                .callers(Callers::Link)
                .body::<NewStart>()
                .bare::<Started>(201)
                .refuses(428, &["proof-of-work-needed"]),
            Operation::get(PROOF_OF_WORK_PATH, "getProofOfWork", "Get a challenge for a proof of work")
                .notes(
                    "Find the whole number, 0 to `max_number`, whose decimals put behind `salt` have `challenge` as their SHA-256, \
                     and send `salt`, number and `signature` with commas between as X-Proof-Of-Work. Good once, and for ten minutes.",
                )
                .callers(Callers::Anybody)
                .bare::<Challenge>(200)
                .refuses(422, &["validation-failed"]),
        ],
    }
}

/// What somebody begins with who came by an open link.
#[derive(JsonSchema)]
pub struct NewStart {
    /// What is to be done: one of those that the link allows.
    job_type_id: GivenId,
}
