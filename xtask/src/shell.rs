//! Running other programs.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::paths;

/// A program to be run in the checkout, with our tools before those of the machine.
///
/// Flags meant for another build (`RUSTFLAGS=-C target-cpu=native`, a default target) would break the wasm build or
/// rebuild everything, so they are not inherited. Nor is what cargo tells us of ourselves: ring watches it, and would be built anew,
/// with all that stands on it, whenever `cargo test` and `cargo xtask` take turns.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(paths::root()).env("PATH", path());
    for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS", "CARGO_BUILD_TARGET"] {
        command.env_remove(name);
    }
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")) {
            command.env_remove(name);
        }
    }
    command
}

/// `cargo` of the toolchain that runs this.
pub fn cargo() -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// A program that npm brought or that comes with Node.js: `npm`, `esbuild`. On Windows these are command files, which
/// are not found without their ending.
pub fn node_program(name: &str) -> Command {
    command(if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() })
}

/// The search path: the tools folder first.
fn path() -> std::ffi::OsString {
    let ours = [paths::tools().join("bin"), paths::tools().join("npm/node_modules/.bin")];
    let inherited = env::var_os("PATH").unwrap_or_default();
    let all = ours.into_iter().chain(env::split_paths(&inherited));
    env::join_paths(all).unwrap_or(inherited)
}

/// Where a program lies on the search path.
pub fn which(name: &str) -> Option<PathBuf> {
    env::split_paths(&path()).map(|folder| folder.join(paths::executable(name))).find(|file| file.is_file())
}

/// Runs a program to its end, its output shown.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", name(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", described(command));
    }
    Ok(())
}

/// Runs a program and takes what it prints; `None` when it isn't there or fails.
pub fn printed(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program and takes what it prints; what is wrong is shown.
pub fn printed_or_fail(command: &mut Command) -> Result<String> {
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start {}", name(command)))?;
    if !output.status.success() {
        bail!("{} failed ({})", described(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program, shows what it prints, and hands each line to `on_line`. Returns whether it succeeded.
pub fn watched(command: &mut Command, mut on_line: impl FnMut(&str)) -> Result<bool> {
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {}", name(command)))?;
    let stdout = child.stdout.take().expect("stdout is piped");
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        println!("{line}");
        on_line(&line);
    }
    Ok(child.wait()?.success())
}

/// A duration for people: `0.4 s`, `38 s`, `6 min 45 s`.
pub fn duration(duration: Duration) -> String {
    match duration.as_secs() {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        seconds @ 10..60 => format!("{seconds} s"),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

/// Does something that takes a while: says what before, and how long it took after.
pub fn timed<T>(what: &str, action: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("» {what}");
    let start = Instant::now();
    let done = action()?;
    eprintln!("  done in {}", duration(start.elapsed()));
    Ok(done)
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn described(command: &Command) -> String {
    let mut text = PathBuf::from(command.get_program()).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    for argument in command.get_args() {
        text += " ";
        text += &argument.to_string_lossy();
    }
    text
}
