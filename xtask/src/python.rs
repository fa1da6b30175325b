//! Programs in Python that tests run, in pinned versions from the Python package index, each in an environment of its own in the
//! tools folder.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::{apt, paths, shell};

/// A program of an environment, which is made with these packages if it isn't there. Its `folder` has the versions in its name.
pub fn program(name: &str, folder: &str, packages: &[&str], what: &str) -> Result<PathBuf> {
    let folder = paths::tools().join(folder);
    let (bin, ending) = if cfg!(windows) { ("Scripts", ".exe") } else { ("bin", "") };
    let program = folder.join(bin).join(format!("{name}{ending}"));
    // Written when all the packages are there: an installation may have been stopped in the middle.
    let whole = folder.join("whole");
    if fs::exists(&whole)? && fs::exists(&program)? {
        return Ok(program);
    }
    let python = if cfg!(windows) { "python" } else { "python3" };
    ensure(python)?;
    shell::timed(&format!("fetching {what}"), || {
        shell::run(shell::command(python).args(["-m", "venv", "--clear"]).arg(&folder))?;
        let mut install = shell::command(folder.join(bin).join(format!("python{ending}")));
        install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        shell::run(install.args(packages))?;
        Ok(fs::write(&whole, "")?)
    })?;
    Ok(program)
}

/// Python with its environments, which Debian keeps in a package of their own.
fn ensure(python: &str) -> Result<()> {
    let is_there = || shell::printed(shell::command(python).args(["-c", "import venv, ensurepip"])).is_some();
    if is_there() {
        return Ok(());
    }
    if apt::is_usable() {
        shell::timed("installing python3-venv from the distribution's packages: a minute", || {
            apt::update()?;
            apt::install(&["python3", "python3-venv"])
        })?;
    }
    if !is_there() {
        bail!(
            "the checks of the API and of its calendar files need Python 3.10 or newer with venv (Debian: `apt install python3-venv`)"
        );
    }
    Ok(())
}
