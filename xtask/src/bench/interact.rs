//! From a press to the next picture, and the program's memory.

use anyhow::Result;

use crate::{journeys, server, shell};

/// `cargo xtask bench interact`.
pub fn interact() -> Result<()> {
    shell::run(&mut journeys::node(&["bench-interact.mjs"], &server::release(&[])?)?)
}
