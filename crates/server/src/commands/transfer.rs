//! `slotwright-server export > FILE` and `import FILE`: a whole instance moves from one database to another.

use std::fs::File;
use std::io::{self, BufReader, BufWriter};
use std::path::Path;

use slotwright_store::{Moved, Store, TransferProblem};

/// Writes everything to the standard output. What is told besides goes to the standard error output.
pub(super) async fn export(store: &Store) -> Result<String, String> {
    let moved = store.export(BufWriter::new(io::stdout())).await.map_err(|error| error.to_string())?;
    eprintln!("exported {}", sum(&moved));
    Ok(String::new())
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
