//! The races at full length, which is too long for every commit, and with safeguards switched off.

use anyhow::{Result, bail};

use crate::{paths, postgres, scratch, server, shell, tools};

/// `cargo xtask race`: all races at full length, the slow model of matching (`matching`), and a bad day of a gateway (`upstream`); or
/// those named.
pub fn race(arguments: &[String]) -> Result<()> {
    let is_wanted = |name: &str| arguments.is_empty() || arguments.iter().any(|wanted| wanted == name);
    if is_wanted("matching") {
        model()?;
    }
    if is_wanted("upstream") {
        gateway()?;
    }
    let is_race = |wanted: &&String| !["matching", "upstream"].contains(&wanted.as_str());
    let races: Vec<_> = arguments.iter().filter(is_race).map(String::as_str).collect();
    if arguments.is_empty() || !races.is_empty() {
        run(&races)?;
    }
    Ok(())
}

/// The slow model of matching on a million worlds, and in wasm on a hundred thousand.
fn model() -> Result<()> {
    tools::ensure()?;
    let test = ["test", "--release", "--package", "slotwright-matching", "--test", "slow_model"];
    shell::run(shell::cargo().args(test).env("SLOTWRIGHT_WORLDS", "1000000"))?;
    let mut in_wasm = shell::cargo();
    in_wasm.args(test).args(["--target", "wasm32-unknown-unknown"]).env("SLOTWRIGHT_WORLDS", "100000");
    shell::run(in_wasm.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner"))
}

/// Two thousand bookings through a gateway for each system behind it, over a wire that fails and with kills; a line for each.
fn gateway() -> Result<()> {
    let test = ["test", "--package", "slotwright-server", "--test", "upstream", "faults", "--", "--nocapture"];
    shell::run(shell::cargo().args(test).env("SLOTWRIGHT_FAULT_RUNS", "2000"))
}

/// Runs races on the server as it is shipped.
pub fn run(races: &[&str]) -> Result<()> {
    postgres::ensure()?;
    let program = server::release(&[])?;
    let mut prove = shell::cargo();
    prove.args(["run", "--quiet", "--release", "--package", "slotwright-testing", "--bin", PROVE, "--"]);
    prove.arg(program).args(races);
    if !prove.status()?.success() {
        bail!("a promise was broken");
    }
    Ok(())
}

/// `cargo xtask sabotage`: the races on servers in which one safeguard is switched off must go wrong.
pub fn sabotage() -> Result<()> {
    postgres::ensure()?;
    shell::timed("building the server with safeguards that can be switched off: a minute", || {
        server::debug_programs(&[SABOTAGED, PROVE], &["--features", "slotwright-server/sabotage"])
    })?;
    let program = |name| paths::target().join("debug").join(paths::executable(name));
    let mut prove = shell::command(program(PROVE));
    scratch::in_memory(&mut prove);
    if !prove.arg("--controls").arg(program(SABOTAGED)).status()?.success() {
        bail!("a safeguard was switched off and no race missed it, or one went wrong with all of them on");
    }
    Ok(())
}

/// Not the server's own name: it can't be taken for it.
const SABOTAGED: &str = "slotwright-server-sabotaged";

/// What races the servers.
const PROVE: &str = "slotwright-prove";
