//! The widget in release: Trunk builds it, and calls `finish.rs` for what Trunk doesn't do.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use anyhow::Result;

use crate::{paths, shell, tools};

/// What the widget is made of, below the checkout.
const SOURCES: &[&str] = &[
    "src",
    "style",
    "crates/wire/src",
    "crates/domain/src",
    "crates/matching/src",
    "crates/words/src",
    "crates/words/languages",
    "index.html",
    "board.html",
    "embed.html",
    "embed/widget/custom-elements.json",
    "embed/themes",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "xtask/npm/package-lock.json",
    "xtask/src/finish.rs",
    "xtask/src/languages.rs",
    "xtask/src/widget.rs",
];

/// Builds `dist/`, unless it is newer than all its sources.
pub fn build() -> Result<()> {
    tools::ensure()?;
    // Only a release build leaves this file.
    let mark = paths::dist().join("slotwright_bg.wasm.br");
    let built = modified(&mark);
    let sources = SOURCES.iter().filter_map(|source| newest(&paths::root().join(source))).max();
    if built.is_some_and(|built| sources.is_some_and(|newest| newest < built)) {
        eprintln!("» the widget is up to date");
        return Ok(());
    }
    let begun = SystemTime::now();
    shell::timed("building the widget in release: 3 minutes the first time, then half of one", || {
        let mut trunk = shell::command("trunk");
        trunk.args(["build", "--release", "--cargo-profile", "widget", "--log", "warn"]);
        shell::run(&mut trunk)
    })?;
    // What was written meanwhile is not in it.
    Ok(fs::File::options().append(true).open(mark)?.set_modified(begun)?)
}

/// When a file, or the newest file of a folder, was written.
fn newest(path: &Path) -> Option<SystemTime> {
    if !path.is_dir() {
        return modified(path);
    }
    fs::read_dir(path).ok()?.flatten().filter_map(|entry| newest(&entry.path())).max()
}

fn modified(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|metadata| metadata.modified()).ok()
}
