//! Lists the files of the built widget, so that the program can carry them (`src/pages/files.rs`). Only for the feature `embedded`:
//! who builds without it needs no widget.

use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_EMBEDDED").is_none() {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist");
    // A new file is a change of the folder, and a changed one by itself is noticed by what is included.
    println!("cargo:rerun-if-changed={}", root.display());
    let Ok(folder) = fs::read_dir(&root) else {
        panic!("the feature `embedded` needs the built widget, and there is no dist/: `cargo xtask dist` builds both");
    };
    let mut files: Vec<_> = folder.map(|entry| entry.expect("a readable folder").path()).collect();
    files.retain(|file| file.is_file());
    // The same program from the same files.
    files.sort();
    let mut list = "&[\n".to_owned();
    for file in files {
        let file = file.canonicalize().expect("a file");
        let name = file.file_name().and_then(|name| name.to_str()).expect("a name in UTF-8");
        list += &format!("    ({name:?}, include_bytes!({:?})),\n", file.display().to_string());
    }
    let out = Path::new(&env::var_os("OUT_DIR").expect("cargo sets it")).join("widget.rs");
    fs::write(out, list + "]\n").expect("a folder of ours");
}
