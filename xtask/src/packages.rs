//! `cargo xtask packages`: what npm publishes, for pages that are put together with the element or the loader in them.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{paths, shell, widget};

/// A package: its folder below `embed/`, and which files of the build are put into it.
struct Package {
    folder: &'static str,
    built: &'static [&'static str],
}

const PACKAGES: [Package; 2] = [
    Package {
        folder: "widget",
        built: &[
            "element.js",
            "board.js",
            "setup.js",
            "proof.js",
            "photos.js",
            "picture.js",
            "slotwright_bg.wasm",
            "slotwright-board_bg.wasm",
            "slotwright-setup_bg.wasm",
            "slotwright.css",
            "slotwright-board.css",
            "slotwright-setup.css",
            "slotwright.ar.js",
            "slotwright.de.js",
            "slotwright.es.js",
            "slotwright.fr.js",
            "slotwright.pl.js",
            "slotwright.pt.js",
            "slotwright-board.ar.js",
            "slotwright-board.de.js",
            "slotwright-board.es.js",
            "slotwright-board.fr.js",
            "slotwright-board.pl.js",
            "slotwright-board.pt.js",
            "slotwright-setup.ar.js",
            "slotwright-setup.de.js",
            "slotwright-setup.es.js",
            "slotwright-setup.fr.js",
            "slotwright-setup.pl.js",
            "slotwright-setup.pt.js",
        ],
    },
    Package { folder: "loader", built: &["embed.js"] },
];

/// Packs them into `target/packages/`, prints their files, and returns where they lie.
pub fn pack() -> Result<Vec<PathBuf>> {
    widget::build()?;
    let target = paths::target().join("packages");
    let mut packed = Vec::new();
    for package in PACKAGES {
        let folder = target.join(package.folder);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        for entry in fs::read_dir(source(&package))? {
            let entry = entry?;
            fs::copy(entry.path(), folder.join(entry.file_name()))?;
        }
        for file in package.built {
            fs::copy(paths::dist().join(file), folder.join(file)).with_context(|| format!("dist/ has no {file}"))?;
        }
        let mut npm = shell::node_program("npm");
        npm.args(["pack", "--silent", "--pack-destination"]).arg(&target).current_dir(&folder);
        let name = shell::printed(&mut npm).with_context(|| format!("npm can't pack {}", folder.display()))?;
        println!("{}", target.join(&name).display());
        shell::run(shell::command("node").args(["-e", TABLE]).args(package.built).current_dir(&folder))?;
        packed.push(target.join(name));
    }
    Ok(packed)
}

/// Prints files of the current folder with their bytes, raw and with brotli, and the hash that `integrity` takes.
const TABLE: &str = "
    const fs = require('node:fs'), zlib = require('node:zlib'), { createHash } = require('node:crypto');
    for (const file of process.argv.slice(1)) {
        const raw = fs.readFileSync(file);
        const small = zlib.brotliCompressSync(raw).length;
        const hash = createHash('sha384').update(raw).digest('base64');
        console.log('  ' + file.padEnd(26), String(raw.length).padStart(8), String(small).padStart(8), ' sha384-' + hash);
    }";

fn source(package: &Package) -> PathBuf {
    paths::root().join("embed").join(package.folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: PathBuf) -> String {
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    }

    #[test]
    fn packages_and_scripts_have_the_version_of_the_workspace() {
        let version = env!("CARGO_PKG_VERSION");
        for package in &PACKAGES {
            let manifest = read(source(package).join("package.json"));
            assert!(manifest.contains(&format!("\"version\": \"{version}\",")), "{}", package.folder);
        }
        assert!(read(paths::root().join("src/life.js")).contains(&format!("const VERSION = \"{version}\";")));
    }

    #[test]
    fn a_package_lists_what_is_put_into_it_and_what_lies_beside_its_manifest() {
        for package in &PACKAGES {
            let manifest = read(source(package).join("package.json"));
            let listed = manifest.split("\"files\"").nth(1).expect("a list of files").to_owned();
            let beside =
                fs::read_dir(source(package)).expect("a folder").map(|entry| entry.expect("a file").file_name());
            let beside = beside.map(|name| name.to_string_lossy().into_owned());
            // npm takes these two by itself.
            let beside = beside.filter(|name| name != "package.json" && name != "README.md");
            for file in beside.chain(package.built.iter().map(|file| (*file).to_owned())) {
                assert!(listed.contains(&format!("\"{file}\"")), "{}: {file}", package.folder);
            }
        }
    }
}
