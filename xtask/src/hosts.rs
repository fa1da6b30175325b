//! Pages of others, in the frameworks that others use: the packages are installed into them as anybody would, and the journeys book
//! in them.

use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use anyhow::Result;

use crate::{packages, paths, shell, tools, widget};

/// What has to be as it was for the built pages to be so still, below the checkout.
const SOURCES: [&str; 4] = ["embed", "tests/hosts", "dist/element.js", "dist/slotwright_bg.wasm"];

/// Checks the packages by the tools that others check them by, and builds the pages, unless they are there already.
pub fn build() -> Result<()> {
    widget::build()?;
    let folder = folder();
    tools::npm_packages(&folder, &folder, "the frameworks of the journeys' pages of others: a minute")?;
    let done = folder.join("dist/.built");
    if is_newer_than_sources(&done) {
        eprintln!("» the pages of others are up to date");
        return Ok(());
    }
    let packed = packages::pack()?;
    shell::timed("checking the packages, and building pages of others with them: half a minute", || {
        let mut install = shell::node_program("npm");
        install.args(["install", "--no-save", "--no-package-lock", "--silent", "--prefer-offline"]).args(&packed);
        shell::run(install.current_dir(&folder))?;
        for package in &packed {
            // Elements are for modules; what can't import those can't use them.
            let checks: [(&str, &[&str]); 2] = [
                ("publint/src/cli.js", &["run", "--strict"]),
                ("@arethetypeswrong/cli/dist/index.js", &["--profile", "esm-only", "--quiet"]),
            ];
            for (program, arguments) in checks {
                let program = folder.join("node_modules").join(program);
                shell::run(shell::command("node").arg(program).args(arguments).arg(package).current_dir(&folder))?;
            }
        }
        shell::run(
            shell::command("node").args(["node_modules/typescript/bin/tsc", "-p", "types"]).current_dir(&folder),
        )?;
        shell::run(shell::command("node").arg("build.mjs").current_dir(&folder))?;
        Ok(fs::write(done, "")?)
    })
}

fn folder() -> PathBuf {
    paths::tests().join("hosts")
}

fn is_newer_than_sources(file: &PathBuf) -> bool {
    let modified = |file: &PathBuf| fs::metadata(file).and_then(|metadata| metadata.modified()).ok();
    let newest = SOURCES.iter().filter_map(|source| newest(&paths::root().join(source))).max();
    modified(file).is_some_and(|built| newest.is_some_and(|newest| newest < built))
}

/// When a file, or the newest file of a folder, was written; what is installed or built is no source.
fn newest(path: &PathBuf) -> Option<SystemTime> {
    if !path.is_dir() {
        return fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    }
    let entries = fs::read_dir(path).ok()?.flatten().map(|entry| entry.path());
    entries
        .filter(|entry| !entry.ends_with("node_modules") && !entry.ends_with("dist"))
        .filter_map(|entry| newest(&entry))
        .max()
}
