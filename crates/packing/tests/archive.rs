//! The archive that an operator gets, packed around a program that is none.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::read::GzDecoder;
use slotwright_packing::{SUMS, pack, sum};

const NAME: &str = "slotwright-server-1.2.3-some-target";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A checkout whose widget is built, and a program.
fn checkout(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("slotwright-packing-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    for file in [
        "docs/integrator.md",
        "docs/systems.md",
        "docs/operator.md",
        "docs/security.md",
        "packaging/README.md",
        "packaging/settings.toml",
        "packaging/slotwright-server.service",
    ] {
        fs::create_dir_all(folder.join(file).parent().unwrap()).unwrap();
        fs::copy(root().join(file), folder.join(file)).unwrap();
    }
    fs::create_dir_all(folder.join("dist")).unwrap();
    fs::write(folder.join("dist/sri.json"), "{}").unwrap();
    fs::write(folder.join("program"), "no real one").unwrap();
    folder
}

fn packed(checkout: &Path) -> Vec<u8> {
    fs::read(pack(&checkout.join("program"), checkout, NAME, &checkout.join("out")).unwrap()).unwrap()
}

#[test]
fn the_archive_has_all_that_running_needs_and_checksums_that_are_right() {
    let checkout = checkout("list");
    fs::write(checkout.join("LICENSE"), "as you like").unwrap();
    let mut files = BTreeMap::new();
    let compressed = packed(&checkout);
    let mut archive = tar::Archive::new(GzDecoder::new(compressed.as_slice()));
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let (path, mode) = (entry.path().unwrap().display().to_string(), entry.header().mode().unwrap());
        assert_eq!((entry.header().uid().unwrap(), entry.header().gid().unwrap()), (0, 0), "{path}");
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        files.insert(path.strip_prefix(NAME).unwrap().trim_start_matches('/').to_owned(), (mode, content));
    }
    let names: Vec<_> = files.iter().map(|(name, (mode, _))| (name.as_str(), *mode)).collect();
    assert_eq!(
        names,
        [
            ("", 0o755),
            ("LICENSE", 0o644),
            ("README.md", 0o644),
            (SUMS, 0o644),
            ("integrator.md", 0o644),
            ("operator.md", 0o644),
            ("security.md", 0o644),
            ("settings.toml", 0o644),
            ("slotwright-server", 0o755),
            ("slotwright-server.service", 0o644),
            ("sri.json", 0o644),
            ("systems.md", 0o644),
        ]
    );
    let readme = String::from_utf8(files["README.md"].1.clone()).unwrap();
    for (name, _) in names.iter().filter(|(name, _)| !["", "LICENSE", "README.md"].contains(name)) {
        assert!(readme.contains(&format!("`{name}`")), "the README of the archive does not say what {name} is");
    }
    let sums = String::from_utf8(files.remove(SUMS).unwrap().1).unwrap();
    files.remove("");
    let right: String = files.iter().map(|(name, (_, content))| sum(name, content)).collect();
    assert_eq!(sums, right);
    assert!(right.contains("  slotwright-server\n"));
    // Of a text whose sum is well known.
    assert_eq!(sum("abc", b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  abc\n");
    let _ = fs::remove_dir_all(checkout);
}

#[test]
fn the_same_files_give_the_same_bytes_wherever_they_lie() {
    let (here, there) = (checkout("here"), checkout("there"));
    let archive = packed(&here);
    assert_eq!(archive, packed(&there));
    assert_eq!(fs::read_to_string(here.join("out").join(SUMS)).unwrap(), sum(&format!("{NAME}.tar.gz"), &archive));
    let _ = (fs::remove_dir_all(here), fs::remove_dir_all(there));
}

#[test]
fn a_file_that_is_missing_is_named() {
    let checkout = checkout("missing");
    fs::remove_file(checkout.join("dist/sri.json")).unwrap();
    let refused = pack(&checkout.join("program"), &checkout, NAME, &checkout.join("out")).unwrap_err();
    assert!(refused.to_string().contains("sri.json"), "{refused}");
    let _ = fs::remove_dir_all(checkout);
}

/// Both say how it is installed, to who has the archive and to who reads the page.
#[test]
fn the_operators_page_and_the_readme_install_it_alike() {
    let block = |file: &str| {
        let text = fs::read_to_string(root().join(file)).unwrap();
        let begin = text.find("```sh\ntar ").unwrap_or_else(|| panic!("{file} does not say how to install"));
        text[begin..].split("```").nth(1).unwrap().to_owned()
    };
    let install = block("packaging/README.md");
    assert_eq!(block("docs/operator.md"), install);
    assert_eq!(install.trim_start_matches("sh\n").trim().lines().count(), 5, "five lines: {install}");
}

/// Only where systemd is: it says which line it does not know.
#[test]
fn systemd_takes_the_unit_file() {
    let unit = fs::read_to_string(root().join("packaging/slotwright-server.service")).unwrap();
    for line in
        ["NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=\n", "RuntimeDirectoryPreserve=restart"]
    {
        assert!(unit.contains(line), "{line}");
    }
    let folder = checkout("unit");
    // A program that is there, since it looks.
    let file = folder.join("slotwright-server.service");
    fs::write(&file, unit.replace("/usr/local/bin/slotwright-server", "/bin/true")).unwrap();
    if let Ok(output) = Command::new("systemd-analyze").arg("verify").arg(&file).output() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!said.contains("slotwright-server.service"), "{said}");
    }
    let _ = fs::remove_dir_all(folder);
}
