//! Where things are.

use std::path::{Path, PathBuf};

/// The checkout.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the checkout").to_owned()
}

/// Cargo's output.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The built widget and its pages.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The browser journeys and what npm installs for them.
pub fn tests() -> PathBuf {
    root().join("tests")
}

/// Tools that the machine lacks: `$SLOTWRIGHT_TOOLS`, to be shared between checkouts, or the checkout's own folder.
pub fn tools() -> PathBuf {
    match std::env::var_os("SLOTWRIGHT_TOOLS") {
        Some(folder) => root().join(folder),
        None => root().join(".tools"),
    }
}

/// An executable's file name on this system.
pub fn executable(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}
