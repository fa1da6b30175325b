//! What is answered.

use serde::{Deserialize, Serialize};

/// Whoever has logged in.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Token {
    /// What is sent as `api_key` from then on.
    pub token: String,
}

/// A job to which tasks were added.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AddedTasks {
    /// The job's number.
    pub id: u64,
    /// The numbers of the tasks, in the order in which they were sent.
    pub tasks: Vec<u64>,
    /// Whether the job was made for them.
    #[serde(rename = "isNew")]
    pub is_new: bool,
}

/// A request that is refused. The vendor documents no body; this is that of the framework which its service is written with.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Refusal {
    /// Why, for people.
    #[serde(rename = "Message")]
    pub message: String,
}
