//! Building the server, starting it, and reading what it says when it is ready.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{paths, shell};

/// Where `trunk serve` looks for the debug server (Trunk.toml).
pub const DEBUG_ADDRESS: &str = "127.0.0.1:8787";

/// Builds the server and returns where it lies.
pub fn build(release: bool) -> Result<PathBuf> {
    build_with(release, &[])
}

/// The same with further arguments for cargo.
pub fn build_with(release: bool, more: &[&str]) -> Result<PathBuf> {
    let (profile, what) = match release {
        true => ("release", "building the server in release: 4 minutes the first time"),
        false => ("debug", "building the server: 2 minutes the first time"),
    };
    shell::timed(what, || {
        let mut build = shell::cargo();
        build.args(["build", "--package", "slotwright-server", "--bins"]).args(more);
        if release {
            build.arg("--release");
        }
        shell::run(&mut build)
    })?;
    let program = paths::target().join(profile).join(paths::executable("slotwright-server"));
    if release {
        refuse_sabotaged(&program)?;
    }
    Ok(program)
}

/// What is built for release must know no way to switch its safeguards off.
fn refuse_sabotaged(program: &Path) -> Result<()> {
    const TRACE: &[u8] = b"SLOTWRIGHT_SABOTAGE";
    let bytes = fs::read(program).with_context(|| format!("cannot read {}", program.display()))?;
    if bytes.windows(TRACE.len()).any(|window| window == TRACE) {
        bail!("{} is sabotaged: its safeguards can be switched off; build it anew", program.display());
    }
    Ok(())
}

/// A running server. It ends when this is dropped.
pub struct Server {
    process: Child,
    lines: Vec<(String, String)>,
}

impl Server {
    /// Starts a server and waits until it says that it is ready.
    pub fn start(command: &mut Command) -> Result<Self> {
        let mut process = command.stdout(Stdio::piped()).spawn().context("cannot start the server")?;
        let stdout = process.stdout.take().expect("stdout is piped");
        let mut server = Self { process, lines: Vec::new() };
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            let (name, value) = line.split_once("  ").unwrap_or((&line, ""));
            server.lines.push((name.trim().to_owned(), value.trim().to_owned()));
            // The last line of a server that is ready.
            if name.trim() == "api" {
                return Ok(server);
            }
        }
        bail!("the server ended before it was ready ({})", server.process.wait()?)
    }

    /// What the server printed for `name`: `booking link`, `board`, `api`, `api user`, `listening on`, `database`.
    pub fn said(&self, name: &str) -> Option<&str> {
        self.lines.iter().find(|(said, _)| said == name).map(|(_, value)| value.as_str())
    }

    /// Waits until the server ends by itself (control-C reaches it too).
    pub fn wait(mut self) -> Result<()> {
        let status = self.process.wait()?;
        if !status.success() {
            bail!("the server ended ({status})");
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
