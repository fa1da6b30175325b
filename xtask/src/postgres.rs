//! Finding PostgreSQL's server programs, or installing them. The tests start their own server with them.

use std::process::Stdio;

use anyhow::{Result, bail};

use crate::shell;

#[path = "../../crates/testing/src/postgres/programs.rs"]
mod programs;

/// Where the distribution says whether installing a version also sets up and starts a server.
const CLUSTERS: &str = "/etc/postgresql-common/createcluster.conf";

/// Sees to it that the programs are there: on Debian, for root, from its packages.
pub fn ensure() -> Result<()> {
    if programs::find().is_some() {
        return Ok(());
    }
    let is_root = shell::printed(shell::command("id").arg("-u")).as_deref() == Some("0");
    if is_root && shell::which("apt-get").is_some() {
        shell::timed("installing postgresql from the distribution's packages: a minute", || {
            shell::run(shell::command("apt-get").args(["update", "-qq"]))?;
            install("postgresql-common")?;
            // The programs are wanted, not a server that runs from now on.
            shell::run(shell::command("pg_conftool").args([CLUSTERS, "set", "create_main_cluster", "false"]))?;
            let installed = install("postgresql");
            shell::run(shell::command("pg_conftool").args([CLUSTERS, "remove", "create_main_cluster"]))?;
            installed
        })?;
    }
    match programs::find() {
        Some(_) => Ok(()),
        None => bail!("{}", programs::MISSING),
    }
}

fn install(package: &str) -> Result<()> {
    let mut install = shell::command("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive");
    install.args(["install", "-y", "-qq", "--no-install-recommends", package]);
    shell::run(install.stdout(Stdio::null()))
}
