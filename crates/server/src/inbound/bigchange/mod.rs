//! BigChange: what its programs send, and what they are answered.

mod shape;

use serde_json::Value;

use super::Root;
use crate::table::Table;

/// Where it stands.
pub const ROOT: Root = Root { path: "/bigchange", table, shape: shape::SHAPE };

/// All its paths.
fn table() -> Table {
    Table::new()
}

/// Judges a part of what a world has of it.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn judge(_kind: &str, _value: &Value) -> Result<(), String> {
    Ok(())
}
