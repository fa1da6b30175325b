//! `cargo xtask smoke SYSTEM`: the server's own command, from a checkout.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::server;

const SYSTEMS: [&str; 4] = ["sonar", "os1", "bigchange", "frotcom"];

/// Tries a real account. Address, user and password come from where the server has them: the environment and its settings file.
pub fn smoke(arguments: &[String]) -> Result<()> {
    let Some((system, rest)) = arguments.split_first().filter(|(system, _)| SYSTEMS.contains(&system.as_str())) else {
        bail!("which system? {}", SYSTEMS.join(", "));
    };
    let program = server::debug()?;
    let mut command = Command::new(program);
    let status =
        command.args(["--upstream", system, "smoke"]).args(rest).status().context("cannot start the server")?;
    match status.code() {
        Some(0) => Ok(()),
        // What the command says by it is meant for whoever has called us.
        Some(code) => std::process::exit(code),
        None => bail!("the server was stopped"),
    }
}
