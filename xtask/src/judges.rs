//! Programs of others that judge our pages: packages of npm, and Java for one of them.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::{apt, paths, shell, tools};

/// Debian's package of a Java that opens no windows.
const JAVA: &str = "default-jre-headless";

/// Installs the packages, unless they are there. The gallery's fonts are among them.
pub fn packages() -> Result<()> {
    let folder = paths::tests().join("judges");
    tools::npm_packages(&folder, &folder, "what judges the pages (Alfa, Lighthouse, the Nu checker): two minutes")
}

/// Java's program, for the Nu HTML Checker: `$JAVA`, an installed one, or on Debian, for root, one from its packages.
pub fn java() -> Result<PathBuf> {
    if let Some(chosen) = std::env::var_os("JAVA") {
        return Ok(chosen.into());
    }
    if shell::which("java").is_none() && apt::is_usable() {
        shell::timed(&format!("installing {JAVA} from the distribution's packages: a minute"), || {
            apt::update()?;
            apt::install(&[JAVA])
        })?;
    }
    match shell::which("java") {
        Some(found) => Ok(found),
        None => bail!(
            "the Nu HTML Checker needs Java 11 or newer: install it (Debian and Ubuntu: `apt install {JAVA}`; macOS: \
             `brew install openjdk`), or name its program in JAVA"
        ),
    }
}
