//! Where PostgreSQL's server programs are. Needs nothing but the standard library: xtask reads this file too.

use std::fs;
use std::path::{Path, PathBuf};

/// What to do where they are not found.
pub const MISSING: &str = "the tests need PostgreSQL's server programs (initdb, postgres): install them (Debian and Ubuntu: \
     `apt install postgresql`; macOS: `brew install postgresql`), or name their folder in SLOTWRIGHT_POSTGRES; nothing needs \
     to be set up or running";

/// The folder with `initdb` and `postgres`: `$SLOTWRIGHT_POSTGRES`, else Debian's of the highest version, else one on
/// the search path.
#[must_use]
pub fn find() -> Option<PathBuf> {
    if let Some(chosen) = std::env::var_os("SLOTWRIGHT_POSTGRES") {
        return Some(PathBuf::from(chosen)).filter(|folder| has_programs(folder));
    }
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path());
    let version = |folder: &PathBuf| folder.file_name()?.to_str()?.parse::<u32>().ok();
    let debian = versions.filter(|folder| has_programs(&folder.join("bin"))).max_by_key(version);
    let debian = debian.map(|folder| folder.join("bin"));
    debian.or_else(|| std::env::split_paths(&std::env::var_os("PATH")?).find(|folder| has_programs(folder)))
}

fn has_programs(folder: &Path) -> bool {
    ["initdb", "postgres"].iter().all(|program| folder.join(program).is_file())
}
