//! The matching core beside plain JavaScript and the libraries that pages use: native, and as wasm in a real browser.

use std::path::PathBuf;

use anyhow::Result;

use crate::{browser, paths, shell, tools};

const PACKAGE: &str = "slotwright-bench";

/// `cargo xtask bench matching`.
pub fn matching() -> Result<()> {
    tools::wasm_target()?;
    let folder = paths::root().join("crates/bench/js");
    tools::npm_packages(&folder, &folder, "luxon, date-fns, an interval tree and the browser's driver: seconds")?;
    let browser = browser::chromium()?;
    let native = native()?;
    let (simd, scalar) = (wasm("simd", "-C target-feature=+simd128")?, wasm("scalar", "")?);
    let mut node = shell::command("node");
    node.arg("run.mjs").current_dir(&folder).env("CHROMIUM", browser);
    shell::run(node.env("NATIVE", native).env("SIMD", simd).env("SCALAR", scalar))
}

fn native() -> Result<PathBuf> {
    shell::run(shell::cargo().args(["build", "--quiet", "--release", "--package", PACKAGE]))?;
    Ok(paths::target().join("release").join(paths::executable(PACKAGE)))
}

/// In a folder of its own, so that other flags build nothing else anew.
fn wasm(folder: &str, flags: &str) -> Result<PathBuf> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let folder = paths::target().join("bench").join(folder);
    let mut build = shell::cargo();
    build.args(["build", "--quiet", "--release", "--package", PACKAGE, "--lib", "--target", TARGET, "--target-dir"]);
    shell::run(build.arg(&folder).env("RUSTFLAGS", flags))?;
    Ok(folder.join(TARGET).join("release/slotwright_bench.wasm"))
}
