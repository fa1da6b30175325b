//! What was done by whom.

use serde::{Deserialize, Serialize};

/// Where staff read what was done: `GET`.
pub const HISTORY_PATH: &str = "/v1/history";

/// Something that was done to a job, to a link or to an API user.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deed {
    /// Its number; what was done later has a higher one, of jobs, of links and of API users apart.
    pub id: u64,
    /// When, RFC 3339 in UTC, by the database's clock.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Instant"))]
    pub at: String,
    /// To which job, which may be deleted by now; none of anything else.
    pub job_id: Option<u64>,
    /// To which link; none of anything else.
    pub link_id: Option<u64>,
    /// To which API user, who may be removed by now; none of anything else.
    pub api_user: Option<String>,
    /// By whom: `user 3`, or `link 7`, its holder.
    pub actor: String,
    /// What: of a job `create`, `change`, `queue`, `cancel`, `check_in`, `add_wish`, `delete` and the like, of a link `create`,
    /// `open`, `revoke`, of an API user `create`, `change`, `disable`, `enable`, `rotate_password`, `remove`.
    pub operation: String,
    /// Why, where a customer who cancelled has said it: `cannot_be_there`, `works_again`, `other_time`, `other`.
    pub reason: Option<String>,
    /// Where the job stood after it; `deleted` where nothing was left.
    pub status: Option<String>,
    /// When its visit began after it, `YYYY-MM-DD HH:MM:SS`.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::DateTime>"))]
    pub scheduled_datetime: Option<String>,
    /// How long it took after it, in minutes.
    pub length_in_minutes: Option<u32>,
    /// Who came after it.
    pub user_ids: Option<Vec<u64>>,
}
