//! What must hold of claims in every database at every time, asked of the file itself.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

/// Nobody is in two places, and a job has the claims of its crew exactly while it is scheduled.
pub fn check(database: &Path) {
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    for (promise, counted) in [
        (
            "no two claims of one user overlap",
            "SELECT count(*) FROM claims AS one JOIN claims AS other ON one.user_id = other.user_id
               AND one.rowid < other.rowid
               AND one.start_minute < other.end_minute AND other.start_minute < one.end_minute",
        ),
        (
            "a job has claims exactly while it is scheduled",
            "SELECT count(*) FROM jobs
             WHERE (status = 'scheduled') <> EXISTS (SELECT 1 FROM claims WHERE job_id = jobs.id)",
        ),
        (
            "a claim is as long as its job and starts with it",
            "SELECT count(*) FROM claims JOIN jobs ON jobs.id = job_id
             WHERE claims.start_minute <> jobs.start_minute OR end_minute <> jobs.start_minute + length_in_minutes",
        ),
        ("the file is whole", "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
        ("all references lead somewhere", "SELECT count(*) FROM pragma_foreign_key_check"),
    ] {
        let broken: u32 = connection.query_row(counted, [], |row| row.get(0)).unwrap();
        assert_eq!(broken, 0, "{promise}");
    }
}
