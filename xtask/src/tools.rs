//! The tools that building needs, in pinned versions: used where they are, installed where they aren't.
//!
//! Trunk could download wasm-bindgen and wasm-opt itself, but only from one host; here everything comes from the
//! registries that cargo and npm are set up for, so it works behind a mirror too.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::{paths, shell};

const TARGET: &str = "wasm32-unknown-unknown";
/// 0.22 wants a newer rustc than this project does.
const TRUNK: &str = "0.21.14";

/// Installs what is missing, into the tools folder.
pub fn ensure() -> Result<()> {
    wasm_target()?;
    cargo_tool("trunk", "trunk", TRUNK, "builds the widget and its pages", "7 minutes")?;
    cargo_tool("wasm-bindgen", "wasm-bindgen-cli", &wasm_bindgen_version()?, "makes the JavaScript glue", "3 minutes")?;
    npm_tools()
}

/// The target that the widget is compiled for.
pub fn wasm_target() -> Result<()> {
    let libraries = shell::printed(shell::command("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    if libraries.is_some_and(|folder| fs::exists(folder).unwrap_or(false)) {
        return Ok(());
    }
    if shell::which("rustup").is_none() {
        bail!("the Rust target {TARGET} is missing, and rustup, which adds it, isn't there (https://rustup.rs)");
    }
    shell::timed(&format!("adding the Rust target {TARGET}, a few seconds"), || {
        shell::run(shell::command("rustup").args(["target", "add", TARGET]))
    })
}

/// A component of the toolchain: a minimal one comes without rustfmt and clippy.
pub fn component(name: &str, subcommand: &str) -> Result<()> {
    if shell::printed(shell::cargo().args([subcommand, "--version"])).is_some() {
        return Ok(());
    }
    shell::timed(&format!("adding {name} to the toolchain, a few seconds"), || {
        shell::run(shell::command("rustup").args(["component", "add", name]))
    })
}

/// The glue and the tool that makes it must be of one version; Cargo.lock says which.
fn wasm_bindgen_version() -> Result<String> {
    let lock = fs::read_to_string(paths::root().join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let mut lines = lock.lines().skip_while(|line| *line != r#"name = "wasm-bindgen""#);
    let version = lines.nth(1).and_then(|line| line.strip_prefix(r#"version = ""#)?.strip_suffix('"'));
    version.map(str::to_owned).context("Cargo.lock names no version of wasm-bindgen")
}

fn cargo_tool(program: &str, package: &str, version: &str, purpose: &str, estimate: &str) -> Result<()> {
    let present = shell::printed(shell::command(program).arg("--version"));
    if present.as_deref() == Some(&format!("{program} {version}")) {
        return Ok(());
    }
    if let Some(other) = present {
        eprintln!("  {other} is there, {version} is needed");
    }
    if shell::which("cargo-binstall").is_some() {
        let downloaded = shell::timed(&format!("fetching {program} {version}, which {purpose}"), || {
            let mut binstall = shell::command("cargo-binstall");
            binstall.args(["--no-confirm", "--disable-strategies", "compile", "--root"]).arg(paths::tools());
            shell::run(binstall.arg(format!("{package}@{version}")))
        });
        match downloaded {
            Ok(()) => return Ok(()),
            Err(error) => eprintln!("  {error:#}; building it instead"),
        }
    }
    shell::timed(&format!("building {program} {version}, which {purpose}: about {estimate} on 2 cores, once"), || {
        let build = paths::tools().join("build");
        let mut install = shell::cargo();
        install.args(["install", package, "--locked", "--no-default-features", "--version"]);
        install.arg(format!("={version}")).arg("--root").arg(paths::tools());
        // A tool that runs for a second needn't be optimised for minutes.
        install.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
        install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16").env("CARGO_TARGET_DIR", &build);
        shell::run(&mut install)?;
        let _ = fs::remove_dir_all(build);
        Ok(())
    })
}

/// wasm-opt and esbuild, as xtask/npm/package.json pins them.
pub fn npm_tools() -> Result<()> {
    let wanted = paths::root().join("xtask/npm");
    npm_packages(&wanted, &paths::tools().join("npm"), "wasm-opt and esbuild, which make the widget smaller: seconds")
}

/// Installs the packages that the lock file in `wanted` names into `folder`, unless they are there.
pub fn npm_packages(wanted: &Path, folder: &Path, what: &str) -> Result<()> {
    let lock = fs::read(wanted.join("package-lock.json")).context("cannot read package-lock.json")?;
    // Written last, so that an installation that broke off is begun again.
    let installed = folder.join("node_modules/.installed");
    if fs::read(&installed).is_ok_and(|present| present == lock) {
        return Ok(());
    }
    match shell::printed(shell::command("node").arg("--version")) {
        None => bail!("Node.js is missing (20 or newer, with npm: https://nodejs.org)"),
        Some(version) => {
            let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
            if major.is_some_and(|major| major < 20) {
                bail!("Node.js {version} is too old, 20 or newer is needed (https://nodejs.org)");
            }
        }
    }
    shell::timed(&format!("fetching {what}"), || {
        fs::create_dir_all(folder)?;
        if wanted != folder {
            for file in ["package.json", "package-lock.json", ".npmrc"] {
                fs::copy(wanted.join(file), folder.join(file))?;
            }
        }
        shell::run(shell::node_program("npm").args(["ci", "--silent"]).current_dir(folder))?;
        Ok(fs::write(&installed, lock)?)
    })
}
