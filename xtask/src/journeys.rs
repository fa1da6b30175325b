//! What runs in a real browser: the journeys, the gallery and the README's pictures.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::{browser, hosts, judges, paths, postgres, scratch, server, shell, tools, widget};

/// A node program in `tests/` with all it needs: this server, browser, built widget, npm packages.
pub fn node(arguments: &[&str], server: &Path) -> Result<Command> {
    widget::build()?;
    let browser = browser::chromium()?;
    packages()?;
    let mut node = shell::command("node");
    // Colours would hide the summary from us.
    node.args(arguments).current_dir(paths::tests()).env("FORCE_COLOR", "0");
    node.env("CHROMIUM", browser).env("SLOTWRIGHT_SERVER", server).env("SLOTWRIGHT_DIST", paths::dist());
    Ok(node)
}

/// The npm packages of `tests/`.
pub fn packages() -> Result<()> {
    tools::npm_packages(&paths::tests(), &paths::tests(), "Playwright and axe for the journeys: seconds")
}

/// Runs the journeys; further `arguments` go to Playwright. Returns how many passed and failed.
pub fn run(arguments: &[String]) -> Result<(u32, u32)> {
    let mut playwright = node(&["node_modules/@playwright/test/cli.js", "test"], &server::debug()?)?;
    judges::packages()?;
    playwright.env("FIREFOX", browser::firefox()?).env("JAVA", judges::java()?);
    playwright.env("SLOTWRIGHT_POSTGRES", postgres::ensure()?);
    hosts::build()?;
    scratch::in_memory(&mut playwright);
    let (mut passed, mut failed) = (0, 0);
    let succeeded = shell::watched(playwright.args(arguments), |line| match tally(line) {
        Some((count, "passed")) => passed = count,
        // A journey that passes only when repeated, or is left out, proves nothing.
        Some((count, "failed" | "flaky" | "skipped" | "interrupted" | "did not run")) => failed += count,
        _ => {}
    })?;
    if !succeeded && failed == 0 {
        failed = 1;
    }
    Ok((passed, failed))
}

/// `cargo xtask bench mounts`: elements and frames that come and go a thousand times leave nothing.
pub fn mounts() -> Result<()> {
    let only = ["node_modules/@playwright/test/cli.js", "test", "--project=chromium", "journeys/mounts"];
    let mut playwright = node(&only, &server::debug()?)?;
    scratch::in_memory(&mut playwright);
    shell::run(playwright.env("FIREFOX", browser::firefox()?).env("MOUNTS", "1000"))
}

/// Reads a line of Playwright's summary: `  12 passed (41.2s)`.
fn tally(line: &str) -> Option<(u32, &str)> {
    let (count, what) = line.trim().split_once(' ')?;
    Some((count.parse().ok()?, what.split(" (").next()?))
}

/// `cargo xtask gallery`: every state of every view, to look at, until it is stopped.
pub fn gallery() -> Result<()> {
    judges::packages()?;
    shell::run(&mut node(&["gallery/serve.mjs"], &server::debug()?)?)
}

/// `cargo xtask pictures`.
pub fn pictures(arguments: &[String]) -> Result<()> {
    let mut node = node(&["pictures.mjs"], &server::debug()?)?;
    match arguments {
        [] => {}
        [all, folder] if all == "--all" => {
            node.args([all, folder]);
        }
        _ => bail!("`pictures` knows only `--all FOLDER`"),
    }
    shell::run(&mut node)
}

#[cfg(test)]
mod tests {
    use super::tally;

    #[test]
    fn the_journeys_summary_is_read() {
        assert_eq!(tally("  12 passed (41.2s)"), Some((12, "passed")));
        assert_eq!(tally("  2 did not run"), Some((2, "did not run")));
        assert_eq!(tally("  ok 3 [chromium] › book.spec.mjs:3:1 › books (1.2s)"), None);
    }
}
