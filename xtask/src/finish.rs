//! Trunk's hook after each build: what Trunk doesn't do. Style sheets always; in release the files are also made small.

use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::{server, shell, style};

/// The elements' programs: the name that Trunk gives each one's files, and the script that starts it.
const PROGRAMS: [(&str, &str); 2] = [("slotwright", "element"), ("slotwright-board", "board")];

/// Trunk's hook, run when the files of a build are complete but not yet in `dist/`.
pub fn finish() -> Result<()> {
    let variable = |name| std::env::var(name).with_context(|| format!("{name} is not set (this is Trunk's hook)"));
    let folder = PathBuf::from(variable("TRUNK_STAGING_DIR")?);
    style::write(&folder)?;
    if variable("TRUNK_PROFILE")? == "debug" {
        hint_server();
        return Ok(());
    }
    for (program, script) in PROGRAMS {
        optimise(&folder.join(format!("{program}_bg.wasm")))?;
        bundle(&folder, program, script)?;
    }
    fs::remove_file(folder.join("life.js"))?;
    minify(&folder)?;
    compress(&folder)
}

/// Makes a wasm smaller; names of functions, which only a debugger reads, are left out.
fn optimise(wasm: &Path) -> Result<()> {
    shell::run(shell::node_program("wasm-opt").arg("-Oz").arg(wasm).arg("-o").arg(wasm))
}

/// Puts wasm-bindgen's glue into the element's script, its only user: that saves a request before the wasm can start.
fn bundle(folder: &Path, program: &str, script: &str) -> Result<()> {
    let script = folder.join(format!("{script}.js"));
    let mut esbuild = shell::node_program("esbuild");
    esbuild.arg(&script).args(["--bundle", "--format=esm", "--allow-overwrite", "--log-level=warning"]);
    shell::run(esbuild.arg(format!("--outfile={}", script.display())))?;
    Ok(fs::remove_file(folder.join(format!("{program}.js")))?)
}

/// The glue carries its documentation, and classes that nothing uses; Trunk's own minifier fails on it.
fn minify(folder: &Path) -> Result<()> {
    for file in files(folder, &["js"])? {
        let outfile = format!("--outfile={}", file.display());
        let mut esbuild = shell::node_program("esbuild");
        esbuild.arg(&file).args(["--minify", "--format=esm", "--allow-overwrite", "--log-level=warning"]);
        shell::run(esbuild.arg(outfile))?;
    }
    Ok(())
}

/// Puts a `.br` beside each text and each wasm. Node's own brotli does it: a Rust one would cost every fresh machine
/// more time to compile than it takes to run.
fn compress(folder: &Path) -> Result<()> {
    const SCRIPT: &str = "
        const fs = require('node:fs'), zlib = require('node:zlib');
        const { BROTLI_PARAM_QUALITY: quality, BROTLI_PARAM_LGWIN: window, BROTLI_PARAM_SIZE_HINT: size } = zlib.constants;
        for (const file of process.argv.slice(1)) {
            const raw = fs.readFileSync(file);
            const params = { [quality]: 11, [window]: 22, [size]: raw.length };
            fs.writeFileSync(file + '.br', zlib.brotliCompressSync(raw, { params }));
        }";
    let mut node = shell::command("node");
    node.args(["-e", SCRIPT]);
    shell::run(node.args(files(folder, &["wasm", "js", "css", "html"])?))
}

/// The files of a folder with one of these endings.
fn files(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let all = fs::read_dir(folder)?.flatten().map(|entry| entry.path());
    Ok(all.filter(|file| endings.iter().any(|ending| file.extension().is_some_and(|found| found == *ending))).collect())
}

/// Says how to start a server when `trunk serve` has none to ask.
fn hint_server() {
    let address = server::DEBUG_ADDRESS.parse().expect("an address");
    if TcpStream::connect_timeout(&address, Duration::from_millis(300)).is_err() {
        eprintln!("no server answers at {address}: start one with `cargo xtask serve` and open the link it prints");
    }
}
