//! The API's document: writing it anew, and holding the running server against it with Schemathesis.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::{paths, python, server, shell};

/// Which Schemathesis, from the Python package index.
const SCHEMATHESIS: &str = "4.32.5";
const PASSWORD: &str = "contract-checks";
/// What the holder of a booking link may call.
const LINK_OPERATIONS: [&str; 18] = [
    "createJob",
    "getJob",
    "changeJob",
    "deleteJob",
    "queueJob",
    "findAnyAvailableSpace",
    "findAnyAvailableSpaceByPost",
    "listDesiredTimes",
    "createDesiredTime",
    "getDesiredTime",
    "changeDesiredTime",
    "deleteDesiredTime",
    "getBooking",
    "getVisitCalendar",
    "placeHold",
    "extendHold",
    "releaseHold",
    "listJobs",
];

/// Plays all examples again and writes what the server answers, and the document with it.
pub fn openapi() -> Result<()> {
    let mut tests = shell::cargo();
    tests.args(["test", "--package", "slotwright-server", "--test", "api", "every_example_is_a_true_answer"]);
    shell::run(tests.env("SLOTWRIGHT_RENEW_CONTRACT", "1"))?;
    eprintln!(
        "written: crates/server/openapi*.json and the examples in crates/server/src/contract; look at the difference"
    );
    Ok(())
}

/// Thousands of made-up requests, as staff and as the holder of a link.
pub fn contract() -> Result<()> {
    let (cases, failed) = check("examples,coverage,fuzzing,stateful", "60")?;
    println!("{cases} cases");
    if failed > 0 {
        bail!("the server does not hold to its document");
    }
    Ok(())
}

/// The short form for the tests: one check as staff, one as the holder of a link.
pub fn in_short() -> Result<(u32, u32)> {
    let (cases, failed) = check("examples,coverage", "1")?;
    println!("{cases} cases");
    Ok((2 - failed, failed))
}

/// How many cases there were, and in how many of the two roles something failed.
fn check(phases: &str, max_examples: &str) -> Result<(u64, u32)> {
    let schemathesis = schemathesis()?;
    let program = server::build(true)?;
    let (mut cases, mut failed) = (0, 0);
    for is_staff in [true, false] {
        // What one of them made is none of the other's business.
        let folder = paths::target().join("contract");
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        fs::create_dir_all(&folder)?;
        let mut command = shell::command(&program);
        command.args(["--demo", "--clock", "2024-05-10T12:00", "--listen", "127.0.0.1:0", "--database-url"]);
        command.arg(format!("sqlite://{}", folder.join("slotwright.db").display())).arg("--assets").arg(paths::dist());
        command.env("API_PASSWORD", PASSWORD).env("RUST_LOG", "error");
        // What is sent without the right password is to be refused for that, however often.
        command.env("WRONG_PASSWORDS_PER_MINUTE", "0");
        let server = server::Server::start(&mut command)?;
        let address = server.said("listening on").context("the server does not say where it listens")?;

        let mut run = shell::command(&schemathesis);
        run.arg("--config-file").arg(paths::root().join("xtask/schemathesis.toml"));
        run.arg("run").arg(format!("{address}/openapi.json"));
        run.args(["--checks", "all", "--generation-deterministic", "--continue-on-failure", "--no-color"]);
        run.args(["--suppress-health-check", "all", "--warnings", "off", "--phases", phases, "-n", max_examples]);
        if is_staff {
            println!("as staff");
            run.args(["--auth", &format!("api:{PASSWORD}")]);
        } else {
            println!("as the holder of a booking link");
            let link = server.said("booking link").context("the server does not say a booking link")?;
            let handle = link.rsplit('=').next().unwrap_or_default();
            run.arg("--header").arg(format!("Authorization: Bearer {handle}"));
            for operation in LINK_OPERATIONS {
                run.args(["--include-operation-id", operation]);
            }
        }
        let mut generated = 0;
        let is_fine = shell::watched(run.current_dir(&folder), |line| generated += cases_of(line))?;
        // A run of nothing proves nothing.
        if !is_fine || generated == 0 {
            failed += 1;
        }
        cases += generated;
    }
    Ok((cases, failed))
}

/// Reads `7564 generated, 7561 passed`.
fn cases_of(line: &str) -> u64 {
    line.split_once(" generated").and_then(|(count, _)| count.trim().replace(',', "").parse().ok()).unwrap_or(0)
}

/// The program, in a Python environment of its own in the tools folder.
fn schemathesis() -> Result<PathBuf> {
    let what = format!("Schemathesis {SCHEMATHESIS}, which checks the API against its document: a minute");
    let packages = format!("schemathesis=={SCHEMATHESIS}");
    python::program("schemathesis", &format!("schemathesis-{SCHEMATHESIS}"), &[&packages], &what)
}

#[cfg(test)]
mod tests {
    use super::cases_of;

    #[test]
    fn the_summary_of_schemathesis_is_read() {
        assert_eq!(cases_of("  7564 generated, 15 found 15 unique failures, 127 skipped"), 7564);
        assert_eq!(cases_of("Test cases:"), 0);
    }
}
