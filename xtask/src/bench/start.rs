//! From link to first opening: the widget beside a floor, which Leptos alone draws, and beside whole booking components of others.

use std::path::Path;

use anyhow::Result;

use crate::{journeys, paths, server, shell, tools};

/// The components of others, a script each.
const COMPONENTS: [&str; 2] = ["nylas.js", "cronofy.js"];

/// `cargo xtask bench start`.
pub fn start() -> Result<()> {
    let server = server::release(&[])?;
    let mut node = journeys::node(&["bench-start.mjs"], &server)?;
    let pages = paths::target().join("bench/pages");
    floor(&pages)?;
    components(&pages, "start", COMPONENTS)?;
    shell::run(node.env("PEERS", pages))
}

/// Builds the floor as the widget is built.
fn floor(pages: &Path) -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    shell::timed("building the floor: seconds once the widget is built", || {
        let mut build = shell::cargo();
        build.args(["build", "--quiet", "--profile", "widget", "--target", TARGET]);
        shell::run(build.args(["--package", "slotwright", "--bin", "slotwright-floor"]))?;
        let program = paths::target().join(TARGET).join("widget/slotwright-floor.wasm");
        let mut glue = shell::command("wasm-bindgen");
        glue.args(["--target", "web", "--no-typescript", "--out-name", "floor", "--out-dir"]).arg(pages).arg(program);
        shell::run(&mut glue)?;
        let wasm = pages.join("floor_bg.wasm");
        shell::run(shell::node_program("wasm-opt").arg("-Oz").arg(&wasm).arg("-o").arg(&wasm))?;
        let glue = pages.join("floor.js");
        let mut minify = shell::node_program("esbuild");
        minify.arg(&glue).args(["--minify", "--allow-overwrite", "--log-level=warning"]);
        shell::run(minify.arg(format!("--outfile={}", glue.display())))
    })
}

/// Fetches what is of others, and bundles it as their users would: the scripts of a folder of `crates/bench`.
pub fn components(pages: &Path, of: &str, scripts: [&str; 2]) -> Result<()> {
    let (source, folder) = (paths::root().join("crates/bench").join(of), paths::tools().join(format!("bench-{of}")));
    tools::npm_packages(&source, &folder, "two components of others, to be measured: half a minute")?;
    let mut esbuild = shell::node_program("esbuild");
    esbuild.args(scripts.map(|script| source.join(script))).args(["--bundle", "--minify", "--format=esm"]);
    esbuild.args(["--log-level=error", "--allow-overwrite"]).arg(format!("--outdir={}", pages.display()));
    shell::run(esbuild.env("NODE_PATH", folder.join("node_modules")))
}
