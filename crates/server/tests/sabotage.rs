//! The build with safeguards that can be switched off can't be taken for the one that is shipped.

use std::fs;
use std::process::Command;

/// How the sabotaged program is told what to switch off.
const TRACE: &[u8] = b"SLOTWRIGHT_SABOTAGE";

#[test]
fn in_the_shipped_program_nothing_can_be_switched_off() {
    let program = fs::read(env!("CARGO_BIN_EXE_slotwright-server")).unwrap();
    assert!(!program.windows(TRACE.len()).any(|bytes| bytes == TRACE));
}

#[test]
fn a_release_can_not_be_built_with_it() {
    let folder = std::env::temp_dir().join(format!("slotwright-sabotage-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let module = concat!(env!("CARGO_MANIFEST_DIR"), "/../store/src/sabotage.rs");
    let source = folder.join("lib.rs");
    fs::write(&source, format!("#[path = {module:?}]\npub mod sabotage;\n")).unwrap();
    let compiled = |debug_assertions: &str| {
        let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        rustc.args(["--crate-type", "lib", "--edition", "2024", "--emit", "metadata", "--cfg", "feature=\"sabotage\""]);
        rustc.args(["-C", debug_assertions, "--out-dir"]).arg(&folder).arg(&source);
        let output = rustc.output().unwrap();
        (output.status.success(), String::from_utf8(output.stderr).unwrap())
    };
    let (is_built, told) = compiled("debug-assertions=no");
    assert!(!is_built && told.contains("can't be built for release"), "{told}");
    let (is_built, told) = compiled("debug-assertions=yes");
    assert!(is_built, "{told}");
    fs::remove_dir_all(folder).unwrap();
}
