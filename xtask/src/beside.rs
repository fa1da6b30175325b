//! What the later stages of the tests need, made ready while the first ones run: these often wait, for a server, a clock or one core,
//! and building the tools and the widget takes ten minutes.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command};

use anyhow::{Context, Result};

use crate::{hosts, journeys, judges, paths, shell, tools};

/// `cargo xtask ready`, at work.
pub struct Beside {
    process: Child,
    log: PathBuf,
}

/// Begins, with the lowest priority, so that a test that looks at the time doesn't notice. Nothing where no `nice` is: whoever
/// needs something builds it then.
pub fn start() -> Result<Option<Beside>> {
    if shell::which("nice").is_none() {
        return Ok(None);
    }
    // Rustup is asked by one process at a time.
    tools::wasm_target()?;
    let log = paths::target().join("ready.log");
    fs::create_dir_all(paths::target())?;
    let file = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
    let mut command = Command::new("nice");
    command.args(["-n", "19"]).arg(std::env::current_exe()?).arg("ready");
    let process = command.stdout(file.try_clone()?).stderr(file).spawn().context("cannot start nice")?;
    eprintln!("» making tools, widget and pages of others ready beside this ({})", log.display());
    Ok(Some(Beside { process, log }))
}

impl Beside {
    /// Waits until all is ready, and shows what was done. What went wrong is done again, and told, by the stage that needs it.
    pub fn wait(mut self) -> Result<()> {
        shell::timed("waiting for what was made ready beside", || Ok(self.process.wait()?))?;
        eprint!("{}", fs::read_to_string(&self.log).unwrap_or_default());
        Ok(())
    }
}

/// `cargo xtask ready`: tools, the widget, and the pages of others with it.
pub fn ready() -> Result<()> {
    tools::ensure()?;
    journeys::packages()?;
    judges::packages()?;
    hosts::build()
}
