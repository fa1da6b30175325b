//! What is changed, as it is changed: server-sent events.

use serde::{Deserialize, Serialize};

/// Where staff hear what is changed: `GET`.
pub const EVENTS_PATH: &str = "/v1/events";
/// The event with which a stream begins: everything behind its id will be heard. Its data are an empty object.
pub const READY: &str = "ready";
/// The event of a change; its data are a [`Changed`].
pub const CHANGED: &str = "changed";
/// The event where changes can't be told any more, since what was heard last is too old or unknown: everything is to be read again.
/// Its data are an empty object.
pub const RESYNC: &str = "resync";

/// Something that was changed: what is to be read again, and not what it is now.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Changed {
    /// What: `job`, `wish`, `hold`, `task`, `blocker`, `time_off`, `schedule`, `job_type`, `rules`.
    pub kind: String,
    /// How: `create`, `change`, `delete`; of a job and its wishes as in the history.
    pub operation: String,
    /// By whom, as in the history: `user 3`, `link 7`; `slotwright` where nobody has asked for it now.
    pub by: String,
    /// Of which job, which may be deleted.
    pub job_id: Option<u64>,
    /// Of whom, before or after; nobody is anybody.
    pub user_ids: Vec<u64>,
    /// On which days, before or after, `YYYY-MM-DD`; none is any.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<crate::schema::Date>"))]
    pub dates: Vec<String>,
}
