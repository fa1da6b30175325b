//! Trunk's hook after each build: what Trunk doesn't do. Style sheets always; in release the files are also made small.

use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::{languages, paths, server, shell, tools};

/// The sheets that are downloaded; they import the other files of `style/`. Those of our own pages around the elements are
/// files by themselves.
const SHEETS: [&str; 7] = [
    "slotwright.css",
    "slotwright-board.css",
    "slotwright-setup.css",
    "book.css",
    "page.css",
    "plain.css",
    "playground.css",
];

/// The scripts that pages name. Each element's has its glue put into it, its only user: that saves a request before the
/// wasm can start.
const SCRIPTS: [&str; 11] = [
    "element.js",
    "board.js",
    "setup.js",
    "book.js",
    "page.js",
    "frame.js",
    "proof.js",
    "photos.js",
    "picture.js",
    "embed.js",
    "playground.js",
];

/// Those of them that other pages may want to pin: what they name, and what that fetches once somebody opens it.
const PINNED: [&str; 4] = ["board.js", "element.js", "embed.js", "setup.js"];

/// What scripts ask for only where they need it.
const APART: [&str; 8] = [
    "./frame.js",
    "./proof.js",
    "./photos.js",
    "./picture.js",
    "./setup.js",
    "./slotwright.*.js",
    "./slotwright-board.*.js",
    "./slotwright-setup.*.js",
];

/// What nobody asks for once it is part of these scripts: the glue that wasm-bindgen made, and what they share.
const BUNDLED: [&str; 14] = [
    "slotwright.js",
    "slotwright-board.js",
    "slotwright-setup.js",
    "ahead.js",
    "life.js",
    "tables.js",
    "language.js",
    "refusals.js",
    "unstarted.js",
    "tab.js",
    "live.js",
    "lanes.js",
    "setup_element.js",
    "drawn.js",
];

/// The elements' programs.
const PROGRAMS: [&str; 3] = ["slotwright_bg.wasm", "slotwright-board_bg.wasm", "slotwright-setup_bg.wasm"];

/// `cargo xtask finish`, run when the files of a build are complete but not yet in `dist/`.
pub fn finish() -> Result<()> {
    let variable = |name| std::env::var(name).with_context(|| format!("{name} is not set (this is Trunk's hook)"));
    let folder = PathBuf::from(variable("TRUNK_STAGING_DIR")?);
    let is_release = variable("TRUNK_PROFILE")? != "debug";
    tools::npm_tools()?;
    bundle(&paths::root().join("style"), &SHEETS, &folder, is_release)?;
    languages::write(&folder)?;
    if !is_release {
        hint_server();
        return Ok(());
    }
    bundle(&folder, &SCRIPTS, &folder, true)?;
    for file in BUNDLED {
        fs::remove_file(folder.join(file))?;
    }
    for program in PROGRAMS {
        optimise(&folder.join(program))?;
    }
    integrity(&folder)?;
    compress(&folder)
}

/// Writes files of one folder into another, with what they import put into them. The glue carries its documentation, and
/// classes that nothing uses; Trunk's own minifier fails on it.
fn bundle(from: &Path, files: &[&str], to: &Path, is_minified: bool) -> Result<()> {
    let mut esbuild = shell::node_program("esbuild");
    esbuild.args(files.iter().map(|file| from.join(file)));
    esbuild.args(["--bundle", "--format=esm", "--allow-overwrite", "--log-level=warning"]);
    esbuild.args(APART.map(|file| format!("--external:{file}")));
    if is_minified {
        esbuild.arg("--minify");
    }
    shell::run(esbuild.arg(format!("--outdir={}", to.display())))
}

/// Makes a wasm smaller; what no browser reads is left out: names of functions, what made it, and for which features.
fn optimise(wasm: &Path) -> Result<()> {
    let mut optimiser = shell::node_program("wasm-opt");
    optimiser.args(["-Oz", "--strip-producers", "--strip-target-features"]);
    shell::run(optimiser.arg(wasm).arg("-o").arg(wasm))
}

/// Writes what the scripts' `integrity` has to be in a page that pins them, as `sri.json`. By Node for the reason that
/// `compress` has.
fn integrity(folder: &Path) -> Result<()> {
    const SCRIPT: &str = "
        const fs = require('node:fs'), crypto = require('node:crypto'), path = require('node:path');
        const [folder, ...names] = process.argv.slice(1);
        const digest = (name) => crypto.createHash('sha384').update(fs.readFileSync(path.join(folder, name))).digest('base64');
        const all = Object.fromEntries(names.map((name) => [name, `sha384-${digest(name)}`]));
        fs.writeFileSync(path.join(folder, 'sri.json'), JSON.stringify(all, null, 2) + '\\n');";
    let mut node = shell::command("node");
    shell::run(node.args(["-e", SCRIPT]).arg(folder).args(PINNED))
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
    let all = fs::read_dir(folder)?.flatten().map(|entry| entry.path());
    let is_compressed = |file: &PathBuf| {
        ["wasm", "js", "css", "html"].iter().any(|ending| file.extension().is_some_and(|found| found == *ending))
    };
    shell::run(node.args(all.filter(is_compressed)))
}

/// Says how to start a server when `trunk serve` has none to ask.
fn hint_server() {
    let address = server::DEBUG_ADDRESS.parse().expect("an address");
    if TcpStream::connect_timeout(&address, Duration::from_millis(300)).is_err() {
        eprintln!("no server answers at {address}: start one with `cargo xtask serve` and open the link it prints");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_file_of_style_is_part_of_one_sheet_that_is_downloaded() {
        let folder = paths::root().join("style");
        let mut downloaded: Vec<_> = SHEETS.map(str::to_owned).to_vec();
        // Our page has two of them in one.
        for sheet in SHEETS.into_iter().filter(|sheet| *sheet != "book.css") {
            let text = fs::read_to_string(folder.join(sheet)).expect("a sheet");
            let imports = text.lines().filter_map(|line| line.strip_prefix("@import \"./")?.strip_suffix("\";"));
            downloaded.extend(imports.map(str::to_owned));
        }
        let files = fs::read_dir(&folder).expect("style/").map(|entry| entry.expect("a file").file_name());
        let files: BTreeSet<_> = files.map(|name| name.to_string_lossy().into_owned()).collect();
        assert_eq!(downloaded.iter().cloned().collect::<BTreeSet<_>>(), files);
        assert_eq!(downloaded.len(), files.len(), "{downloaded:?}: one is imported twice");
    }
}
