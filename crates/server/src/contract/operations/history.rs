//! What was done by whom.

use schemars::JsonSchema;
use slotwright_wire::slotwright::{Deed, HISTORY_PATH};

use super::super::operation::Operation;
use super::super::values::{GivenActor, GivenId, GivenLimit, GivenPage};
use super::Group;

pub fn group() -> Group {
    Group {
        name: "History",
        about: "What is done to jobs and links is written down in the transaction that does it, by the database's clock, and never \
                changed. Nothing of a customer's is in it: numbers, times and states alone.",
        operations: vec![
            Operation::get(HISTORY_PATH, "listHistory", "List what was done, and by whom")
                .notes("The newest first: of all jobs, of one job, of one link, or by one actor.")
                .query::<DeedsWanted>()
                .page_of::<Deed>(),
        ],
    }
}

/// Which deeds.
#[derive(JsonSchema)]
pub struct DeedsWanted {
    /// Those to this job, also where it is deleted.
    job_id: Option<GivenId>,
    /// Those to this link itself, rather than to jobs.
    link_id: Option<GivenId>,
    /// Those by this one: `user 3`, `link 7`.
    actor: Option<GivenActor>,
    /// Records a page.
    limit: Option<GivenLimit>,
    /// Which page.
    page: Option<GivenPage>,
}
