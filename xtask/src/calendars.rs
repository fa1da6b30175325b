//! The calendar files of visits, read by four programs of others: two in JavaScript (npm, `tests/package.json`), two in Python.

use anyhow::Result;

use crate::{paths, python, server, shell, tools};

/// Which, from the Python package index.
const PACKAGES: [&str; 2] = ["icalendar==7.3.2", "ical==14.3.1"];

/// Books, moves and cancels a visit in many zones, and has its files read.
pub fn check() -> Result<()> {
    let what = "icalendar and ical, which read our calendar files: seconds";
    let python = python::program("python", "calendars-7.3.2-14.3.1", &PACKAGES, what)?;
    let program = server::debug()?;
    tools::npm_packages(&paths::tests(), &paths::tests(), "ical.js and node-ical for the calendar files: seconds")?;
    let mut node = shell::command("node");
    node.arg("calendars.mjs").current_dir(paths::tests()).env("CALENDARS_PYTHON", python);
    shell::run(node.env("SLOTWRIGHT_SERVER", program).env("SLOTWRIGHT_DIST", paths::dist()))
}
