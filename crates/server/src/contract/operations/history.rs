//! What was done by whom.

use schemars::JsonSchema;
use serde_json::json;
use slotwright_wire::slotwright::{Deed, EVENTS_PATH, HISTORY_PATH};

use super::super::operation::Operation;
use super::super::values::{GivenActor, GivenId, GivenLimit, GivenPage, schemas};
use super::Group;
use super::api_users::GivenApiUserName;
use crate::inbound::sonar::params::bounds::MAX_ID;

pub fn group() -> Group {
    Group {
        name: "History",
        about: "What is done to jobs, links and API users is written down in the transaction that does it, by the database's clock, and never \
                changed. Nothing of a customer's is in it: numbers, times and states alone.",
        operations: vec![
            Operation::get(HISTORY_PATH, "listHistory", "List what was done, and by whom")
                .notes("The newest first: of all jobs, of one job, of one link, of one API user (for `admin` alone), or by one actor.")
                .query::<DeedsWanted>()
                .page_of::<Deed>(),
            Operation::get(EVENTS_PATH, "listenToEvents", "Hear what is changed, as it is changed")
                .notes(
                    "Server-sent events. With `Accept: text/event-stream` they go on for ever, with a comment each 15 seconds; without, \
                     those that there are by now. First comes `ready`, then a `changed` for each change of a job, a wish, a hold, a \
                     task, a blocker, a time off, a schedule, a type of jobs or the rules: which jobs, users and dates are to be read \
                     again, and who did it. The `id` of an event is its place in the order of the changes: `Last-Event-ID`, or `after`, \
                     is the last that was heard, and all behind it follow. Where that is older than a day or unknown, `resync` comes \
                     instead of `ready`: then everything is to be read again.",
                )
                .query::<EventsWanted>()
                .parameter(json!({
                    "name": "Last-Event-ID", "in": "header", "required": false,
                    "description": "The id of the last event that was heard; counts before `after`.",
                    "schema": {"type": "string"}, "example": "4711",
                }))
                .text("text/event-stream"),
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
    /// Those to the API user of this name, rather than to jobs.
    api_user: Option<GivenApiUserName>,
    /// Those by this one: `user 3`, `link 7`.
    actor: Option<GivenActor>,
    /// Records a page.
    limit: Option<GivenLimit>,
    /// Which page.
    page: Option<GivenPage>,
}

/// From where on.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "a type that only stands for what is read")]
pub struct EventsWanted {
    /// The id of the last event that was heard; without one, and without `Last-Event-ID`, what is changed from now on.
    after: Option<GivenEvent>,
}

schemas! {
    /// The id of an event, from 0 on.
    GivenEvent => json!({"type": ["integer", "string"], "minimum": 0, "maximum": MAX_ID, "pattern": "^[0-9]{1,19}$", "examples": [4711]});
}
