//! Finding PostgreSQL's server programs, or installing them. The tests start their own server with them.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::{apt, shell};

#[path = "../../crates/testing/src/postgres/programs.rs"]
mod programs;

/// Where the distribution says whether installing a version also sets up and starts a server.
const CLUSTERS: &str = "/etc/postgresql-common/createcluster.conf";

/// Sees to it that the programs are there: on Debian, for root, from its packages. Their folder.
pub fn ensure() -> Result<PathBuf> {
    if let Some(folder) = programs::find() {
        return Ok(folder);
    }
    if apt::is_usable() {
        shell::timed("installing postgresql from the distribution's packages: a minute", || {
            apt::update()?;
            apt::install(&["postgresql-common"])?;
            // The programs are wanted, not a server that runs from now on.
            shell::run(shell::command("pg_conftool").args([CLUSTERS, "set", "create_main_cluster", "false"]))?;
            let installed = apt::install(&["postgresql"]);
            shell::run(shell::command("pg_conftool").args([CLUSTERS, "remove", "create_main_cluster"]))?;
            installed
        })?;
    }
    match programs::find() {
        Some(folder) => Ok(folder),
        None => bail!("{}", programs::MISSING),
    }
}
