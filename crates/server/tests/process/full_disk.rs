//! A disk that has no more room.

use std::process::Command;

use serde_json::{Value, json};

use crate::support::{Folder, Process, basic, call};

/// A server whose files may have so many kilobytes each, by the soft limit that its system has for that; beyond it, writing fails.
fn start_with_room(folder: &Folder, kilobytes: u64) -> Process {
    Process::start_bare(folder, |command| {
        let arguments: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
        let limited = format!("trap '' XFSZ; ulimit -S -f {}; exec \"$0\" \"$@\"", kilobytes * 2);
        let mut shell = Command::new("sh");
        shell.args(["-c", &limited, env!("CARGO_BIN_EXE_slotwright-server")]).args(arguments);
        shell.args(["--demo", "--clock", "2026-11-23T08:00"]).current_dir(&folder.0).env_remove("RUST_LOG");
        *command = shell;
    })
}

#[cfg(target_os = "linux")]
#[test]
fn a_server_whose_bookings_find_no_room_is_not_ready_from_then_on_and_is_again_when_there_is_some() {
    let folder = Folder::new("full-disk");
    let first = Process::start(&folder);
    let staff = basic(first.told("api user"));
    assert!(first.stop().0);
    // A process that ends may leave its journal behind, with all of it in there.
    let database = folder.0.join("slotwright.db");
    let tidy = "PRAGMA wal_checkpoint(TRUNCATE)";
    rusqlite::Connection::open(&database).unwrap().query_row(tidy, [], |_| Ok(())).unwrap();
    let kilobytes = database.metadata().unwrap().len() / 1024 + 64;
    let process = start_with_room(&folder, kilobytes);
    let ready = || call(&process, "", "GET", "/readyz", None);
    assert_eq!(ready().0, 200);

    let job = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "notes": "n".repeat(2000)});
    let book = || call(&process, &staff, "POST", "/api/v1/scheduling/jobs", Some(job.clone()));
    let mut booked = 0;
    let refused: Value = loop {
        match book() {
            (201, _) => booked += 1,
            (503, refused) => break refused,
            other => panic!("{other:?}"),
        }
        assert!(booked < 5000, "there is always room");
    };
    assert!(booked > 0 && refused.to_string().contains("Nothing was changed"), "{booked}: {refused}");
    for _ in 0..20 {
        let (status, told) = ready();
        assert_eq!((status, &told["checks"]["database"]["ok"]), (503, &json!(false)), "{told}");
    }
    assert_eq!(
        call(&process, &staff, "GET", "/api/v1/scheduling/jobs?limit=1", None).0,
        200,
        "what is there can be read"
    );

    let id = process.child.id().to_string();
    let freed = Command::new("prlimit").args(["--pid", &id, "--fsize=unlimited"]).status().unwrap();
    assert!(freed.success());
    assert_eq!(ready().0, 200);
    assert_eq!(book().0, 201);
    let (_, log) = process.stop();
    assert!(log.contains("not ready"), "the log says why");
}
