//! Figures: how long until a customer sees the first opening and what they press is answered, how long the server and the
//! matching core search, how many it books, and what a gateway costs.

mod board;
mod find;
mod interact;
mod matching;
mod start;
mod upstream;

use std::time::Duration;

use anyhow::{Result, bail};

use crate::{journeys, prove};

/// `cargo xtask bench start | interact | board | mounts | find | matching | book | stampede | upstream`.
pub fn bench(arguments: &[String]) -> Result<()> {
    match arguments {
        [which] if which == "start" => start::start(),
        [which] if which == "interact" => interact::interact(),
        [which] if which == "board" => board::board(),
        [which] if which == "mounts" => journeys::mounts(),
        [which] if which == "find" => find::find(),
        [which] if which == "matching" => matching::matching(),
        [which] if which == "book" => prove::run(&["bookings"]),
        [which] if which == "stampede" => prove::run(&["stampede"]),
        [which] if which == "upstream" => upstream::upstream(),
        _ => bail!(
            "`bench` needs `start`, `interact`, `board`, `mounts`, `find`, `matching`, `book`, `stampede` or `upstream`"
        ),
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}
