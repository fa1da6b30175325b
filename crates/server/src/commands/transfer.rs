//! `slotwright-server export > FILE` and `import FILE`: a whole instance moves from one database to another. `backup FILE` writes
//! the same beside a server that goes on.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter};
use std::path::Path;

use slotwright_store::{Moved, Schema, Store, TransferProblem, private_file};

/// Writes everything to the standard output. What is told besides goes to the standard error output.
pub(super) async fn export(store: &Store) -> Result<String, String> {
    let moved = store.export(BufWriter::new(io::stdout())).await.map_err(|error| error.to_string())?;
    eprintln!("exported {}", sum(&moved));
    Ok(String::new())
}

/// Writes everything to a file, which is there when it is whole and on the disk, and not before.
pub(super) async fn backup(store: &Store, file: &Path) -> Result<String, String> {
    let Schema { found, known } = store.schema().await.map_err(|error| error.to_string())?;
    if found != known {
        return Err(format!(
            "the database has version {found}, and this program knows {known}: take the program that serves it"
        ));
    }
    let problem = |error: io::Error| format!("{}: {error}", file.display());
    if file.try_exists().map_err(problem)? {
        return Err(format!("{} is there already, and a backup takes nothing's place", file.display()));
    }
    let mut name = file.file_name().unwrap_or(OsStr::new("backup")).to_owned();
    name.push(".partial");
    let partial = file.with_file_name(name);
    // What an earlier try has left is of no use to anybody.
    let _ = fs::remove_file(&partial);
    let written = write_backup(store, &partial).await;
    let kept = written.and_then(|moved| fs::rename(&partial, file).map(|()| moved).map_err(problem));
    let moved = kept.inspect_err(|_| _ = fs::remove_file(&partial))?;
    // The file's name is on the disk when its folder is. Not every system can be asked for that.
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(format!("backed up {}", sum(&moved)))
}

async fn write_backup(store: &Store, file: &Path) -> Result<Moved, String> {
    let problem = |error: io::Error| format!("{}: {error}", file.display());
    let opened = private_file().write(true).create_new(true).open(file).map_err(problem)?;
    let writer = opened.try_clone().map_err(problem)?;
    let moved = store.export(BufWriter::new(writer)).await.map_err(|error| error.to_string())?;
    opened.sync_all().map_err(problem)?;
    // A disk that says it has written and hasn't is noticed today, and not on the day of need.
    let mut lines = BufReader::new(File::open(file).map_err(problem)?).lines();
    let lines = lines.try_fold(0, |count, line| line.map(|_| count + 1_u64)).map_err(problem)?;
    let expected = moved.rows.values().sum::<u64>() + 2;
    if lines != expected {
        return Err(format!("{}: {lines} lines can be read of the {expected} that were written", file.display()));
    }
    Ok(moved)
}

/// Fills an empty database.
pub(super) async fn import(store: &Store, file: &Path) -> Result<String, String> {
    let path = file.to_owned();
    let moved = store.import(move || Ok(BufReader::new(File::open(&path)?))).await;
    let moved = moved.map_err(|problem| match problem {
        TransferProblem::File(problem) => format!("{}: {problem}", file.display()),
        TransferProblem::Store(error) => error.to_string(),
    })?;
    for overlap in &moved.overlaps {
        eprintln!("{overlap}");
    }
    Ok(format!("imported {}", sum(&moved)))
}

/// `12 users, 345 jobs, 6789 rows in all`
fn sum(moved: &Moved) -> String {
    let of = |table: &str| moved.rows.get(table).copied().unwrap_or_default();
    format!("{} users, {} jobs, {} rows in all", of("users"), of("jobs"), moved.rows.values().sum::<u64>())
}
