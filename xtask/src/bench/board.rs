//! The board's schedule beside resource timelines of others.

use anyhow::Result;

use super::start::components;
use crate::{journeys, paths, server, shell};

/// The timelines of others, a script each.
const TIMELINES: [&str; 2] = ["eventcalendar.js", "fullcalendar.js"];

/// `cargo xtask bench board`.
pub fn board() -> Result<()> {
    let mut node = journeys::node(&["bench-board.mjs"], &server::release(&[])?)?;
    let pages = paths::target().join("bench/board");
    components(&pages, "board", TIMELINES)?;
    shell::run(node.env("PEERS", pages))
}
