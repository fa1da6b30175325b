//! Building the server, starting it, and reading what it says when it is ready.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{paths, shell};

const SERVER: &str = "slotwright-server";

/// Where `trunk serve` looks for the debug server (Trunk.toml).
pub const DEBUG_ADDRESS: &str = "127.0.0.1:8787";

/// Builds the server as it is shipped, with further arguments for cargo, and returns where it lies.
pub fn release(more: &[&str]) -> Result<PathBuf> {
    shell::timed("building the server in release: 4 minutes the first time", || {
        let mut build = shell::cargo();
        build.args(["build", "--package", "slotwright-server", "--bin", SERVER, "--release"]).args(more);
        shell::run(&mut build)
    })?;
    let program = paths::target().join("release").join(paths::executable(SERVER));
    refuse_sabotaged(&program)?;
    Ok(program)
}

/// Builds the server as the tests have it, and returns where it lies.
pub fn debug() -> Result<PathBuf> {
    shell::timed("building the server for tests: 3 minutes the first time", || debug_programs(&[SERVER], &[]))?;
    Ok(paths::target().join("debug").join(paths::executable(SERVER)))
}

/// Builds programs of the workspace as `cargo test --workspace` does.
///
/// Which features a dependency has follows from all that is built at once, and that tests are among it: without them tokio has
/// fewer, and cargo would build it and all that stands on it, the server too, a second time. So a small test comes with the programs.
pub fn debug_programs(programs: &[&str], more: &[&str]) -> Result<()> {
    let mut build = shell::cargo();
    build.args(["build", "--workspace", "--test", "conventions"]);
    for program in programs {
        build.args(["--bin", program]);
    }
    shell::run(build.args(more))
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::refuse_sabotaged;

    #[test]
    fn a_program_whose_safeguards_can_be_switched_off_is_never_taken_for_one_to_ship() {
        let program = std::env::temp_dir().join(format!("slotwright-xtask-{}", std::process::id()));
        fs::write(&program, b"\x7fELF \0 SLOTWRIGHT_ADDRESS \0").unwrap();
        refuse_sabotaged(&program).unwrap();
        fs::write(&program, b"\x7fELF \0 SLOTWRIGHT_SABOTAGE \0").unwrap();
        let refused = refuse_sabotaged(&program).unwrap_err().to_string();
        assert!(refused.contains("its safeguards can be switched off"), "{refused}");
        fs::remove_file(program).unwrap();
    }
}
