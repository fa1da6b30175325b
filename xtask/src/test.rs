//! `cargo xtask test`: all that is checked, stage by stage, and the sum.

use std::process::Command;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::{beside, calendars, contract, journeys, postgres, prove, scratch, shell, size, tools, widget};

/// A stage: its name, and what counts how many of its checks passed and failed.
type Stage = (&'static str, fn() -> Result<(u32, u32)>);

const STAGES: &[Stage] = &[
    ("format", || one(format())),
    ("clippy", || one(clippy())),
    ("cargo", cargo_tests),
    ("postgres", postgres_tests),
    ("sabotage", || one(prove::sabotage())),
    ("wasm", wasm_tests),
    ("widget", || one(widget::build())),
    ("size", || one(size::size())),
    ("contract", contract::in_short),
    ("calendars", || one(calendars::check())),
    ("journeys", || journeys::run(&[])),
];

/// The first stage that needs what is made ready beside those before it.
const NEEDS_BESIDE: &str = "wasm";

/// Runs all stages, or those named by `--only`; an error when anything failed.
pub fn test(arguments: &[String]) -> Result<()> {
    let only = read(arguments)?;
    let mut beside = if only.is_empty() { beside::start()? } else { None };
    let mut summary = Vec::new();
    for (name, run) in STAGES.iter().filter(|(name, _)| only.is_empty() || only.contains(name)) {
        println!("\n━━ {name}");
        let start = Instant::now();
        if *name == NEEDS_BESIDE
            && let Some(beside) = beside.take()
        {
            beside.wait()?;
        }
        // What a stage needs is built by it, so the others go on when one fails.
        let (passed, failed) = run().unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            (0, 1)
        });
        summary.push((name, passed, failed, start.elapsed()));
    }
    println!("\n{:<12}{:>8}{:>8}   time", "stage", "passed", "failed");
    for (name, passed, failed, time) in &summary {
        println!("{name:<12}{passed:>8}{failed:>8}   {}", shell::duration(*time));
    }
    let passed = summary.iter().map(|(_, passed, _, _)| passed).sum::<u32>();
    let failed = summary.iter().map(|(_, _, failed, _)| failed).sum::<u32>();
    println!("\n{passed} passed, {failed} failed");
    if failed > 0 {
        std::process::exit(1);
    }
    Ok(())
}

fn read(arguments: &[String]) -> Result<Vec<&'static str>> {
    let names: Vec<_> = STAGES.iter().map(|(name, _)| *name).collect();
    let mut only = Vec::new();
    for pair in arguments.chunks(2) {
        match pair {
            [flag, name] if flag == "--only" => match STAGES.iter().find(|(stage, _)| stage == name) {
                Some((stage, _)) => only.push(*stage),
                None => bail!("no stage `{name}` (there are: {})", names.join(", ")),
            },
            _ => bail!("`test` knows only `--only STAGE` (there are: {})", names.join(", ")),
        }
    }
    Ok(only)
}

/// The counts of a stage that is one check.
fn one(outcome: Result<()>) -> Result<(u32, u32)> {
    outcome.map(|()| (1, 0))
}

fn cargo(arguments: &[&str]) -> Result<()> {
    shell::run(shell::cargo().args(arguments))
}

fn format() -> Result<()> {
    tools::component("rustfmt", "fmt")?;
    cargo(&["fmt", "--all", "--check"])
}

/// Twice, since most of the widget is only there in a browser.
fn clippy() -> Result<()> {
    tools::component("clippy", "clippy")?;
    tools::wasm_target()?;
    cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])?;
    let widget = ["--package", "slotwright", "--target", "wasm32-unknown-unknown"];
    cargo(&[&["clippy", "--quiet"], &widget[..], &["--", "-D", "warnings"]].concat())
}

fn cargo_tests() -> Result<(u32, u32)> {
    // Without it some tests fail, and the others still tell something.
    _ = postgres::ensure().map_err(|error| eprintln!("  {error:#}"));
    counted(shell::cargo().args(["test", "--workspace", "--no-fail-fast"]))
}

/// The tests of the API once more: what it promises, it promises on both databases.
fn postgres_tests() -> Result<(u32, u32)> {
    postgres::ensure()?;
    let mut tests = shell::cargo();
    // The whole workspace is named so that nothing is built again: see `server::debug_programs`.
    tests.args(["test", "--workspace", "--test", "api", "--no-fail-fast"]);
    counted(tests.env("SLOTWRIGHT_TEST_DATABASE", "postgres"))
}

/// What of the widget needs JavaScript but no page, in Node.js; and the slow model of matching, in the wasm that it runs in.
fn wasm_tests() -> Result<(u32, u32)> {
    tools::ensure()?;
    let mut sum = (0, 0);
    for tests in [&["slotwright", "--lib"][..], &["slotwright-matching", "--test", "slow_model"]] {
        let mut command = shell::cargo();
        command.args(["test", "--target", "wasm32-unknown-unknown", "--package"]);
        command.args(tests);
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
        let (passed, failed) = counted(&mut command)?;
        sum = (sum.0 + passed, sum.1 + failed);
    }
    Ok(sum)
}

/// Runs tests and adds up what they say of themselves.
fn counted(tests: &mut Command) -> Result<(u32, u32)> {
    scratch::in_memory(tests);
    if std::env::var_os("RUST_TEST_THREADS").is_none() {
        // Some wait, for a hold to end or a client that is slow: one more at once than there are cores, and none of these is idle.
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        tests.env("RUST_TEST_THREADS", (cores + 1).to_string());
    }
    let (mut passed, mut failed) = (0, 0);
    let succeeded = shell::watched(tests, |line| {
        if let Some((good, bad)) = tally(line) {
            passed += good;
            failed += bad;
        }
    })?;
    if !succeeded && failed == 0 {
        failed = 1;
    }
    Ok((passed, failed))
}

/// Reads `test result: ok. 12 passed; 0 failed; 1 ignored; …`. A test left out proves nothing, and so counts as failed.
fn tally(line: &str) -> Option<(u32, u32)> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let count = |what| counts.split("; ").find_map(|part| part.strip_suffix(what)?.trim().parse::<u32>().ok());
    Some((count("passed")?, count("failed")? + count("ignored")?))
}

#[cfg(test)]
mod tests {
    use super::tally;

    #[test]
    fn the_summary_of_cargo_test_is_read() {
        let line = "test result: FAILED. 12 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(tally(line), Some((12, 3)));
        assert_eq!(tally("test day::tests::a_day_has_1440_minutes ... ok"), None);
    }
}
