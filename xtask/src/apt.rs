//! Debian's packages, installed where that can be done without asking: as root.

use std::process::Stdio;

use anyhow::Result;

use crate::shell;

/// Whether packages can be installed here.
pub fn is_usable() -> bool {
    let is_root = shell::printed(shell::command("id").arg("-u")).as_deref() == Some("0");
    is_root && shell::which("apt-get").is_some()
}

/// Fetches the lists of packages: without, an image that was just made knows none.
pub fn update() -> Result<()> {
    shell::run(shell::command("apt-get").args(["update", "-qq"]))
}

/// Installs packages with what they need and no more.
pub fn install(packages: &[&str]) -> Result<()> {
    let mut install = shell::command("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive");
    install.args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages);
    shell::run(install.stdout(Stdio::null()))
}
