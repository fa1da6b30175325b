//! What is handed to an operator: an archive of the program and what running it needs.
//!
//! The same files give the same bytes, whoever packs them and when: entries in order, one time, no owner. The tar and gzip of a
//! system differ from one to the next, so none is called.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};
use tar::{Builder, EntryType, Header};

/// The checksums' file, in the archive and beside it, as `sha256sum --check` reads it.
pub const SUMS: &str = "SHA256SUMS";

/// The time that everything in the archive has, in seconds since 1970: 1980, before which some programs can't count.
const TIME: u64 = 315_532_800;

/// A file of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// Its name; there are no folders below that of the archive.
    pub name: String,
    /// Whether it is a program.
    pub is_program: bool,
    /// What is in it.
    pub content: Vec<u8>,
}

/// The files of the archive, but for their checksums: the program, and from the checkout what stands beside it.
///
/// # Errors
///
/// A file that can't be read, with its name.
pub fn gather(program: &Path, checkout: &Path) -> io::Result<Vec<Packed>> {
    let beside = [
        ("README.md", "packaging/README.md"),
        ("operator.md", "docs/operator.md"),
        // To which that one leads.
        ("integrator.md", "docs/integrator.md"),
        ("systems.md", "docs/systems.md"),
        // For who judges whether it may run here.
        ("security.md", "docs/security.md"),
        ("settings.toml", "packaging/settings.toml"),
        ("slotwright-server.service", "packaging/slotwright-server.service"),
        ("LICENSE", "LICENSE"),
        ("sri.json", "dist/sri.json"),
    ];
    let mut files = vec![Packed { name: "slotwright-server".to_owned(), is_program: true, content: read(program)? }];
    for (name, place) in beside {
        let path = checkout.join(place);
        if name == "LICENSE" && !path.exists() {
            continue;
        }
        files.push(Packed { name: name.to_owned(), is_program: false, content: read(&path)? });
    }
    Ok(files)
}

/// A compressed archive in which these files lie in one folder, with their checksums beside them.
///
/// # Errors
///
/// A name that is too long for an archive.
pub fn archive(folder: &str, mut files: Vec<Packed>) -> io::Result<Vec<u8>> {
    files.sort_by(|one, other| one.name.cmp(&other.name));
    let sums: String = files.iter().map(|file| sum(&file.name, &file.content)).collect();
    files.insert(0, Packed { name: SUMS.to_owned(), is_program: false, content: sums.into_bytes() });
    let compressed = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::best());
    let mut archive = Builder::new(compressed);
    archive.append_data(&mut header(EntryType::Directory, 0, 0o755), format!("{folder}/"), io::empty())?;
    for file in files {
        let mode = if file.is_program { 0o755 } else { 0o644 };
        let mut header = header(EntryType::Regular, file.content.len() as u64, mode);
        archive.append_data(&mut header, format!("{folder}/{}", file.name), file.content.as_slice())?;
    }
    archive.into_inner()?.finish()
}

/// A line of checksums.
#[must_use]
pub fn sum(name: &str, content: &[u8]) -> String {
    let digest: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{digest}  {name}\n")
}

/// Packs a program, and writes the archive and its checksum into `into`. Returns where the archive lies.
///
/// # Errors
///
/// A file that can't be read or written, with its name.
pub fn pack(program: &Path, checkout: &Path, name: &str, into: &Path) -> io::Result<PathBuf> {
    let packed = archive(name, gather(program, checkout)?)?;
    let file = format!("{name}.tar.gz");
    fs::create_dir_all(into)?;
    fs::write(into.join(SUMS), sum(&file, &packed))?;
    fs::write(into.join(&file), packed)?;
    Ok(into.join(file))
}

fn header(kind: EntryType, size: u64, mode: u32) -> Header {
    let mut header = Header::new_ustar();
    header.set_entry_type(kind);
    header.set_size(size);
    header.set_mode(mode);
    header.set_mtime(TIME);
    header.set_uid(0);
    header.set_gid(0);
    header
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}
