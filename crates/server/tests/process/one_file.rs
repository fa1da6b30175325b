//! Two servers on one SQLite file: the operator's mistake that would cost bookings.

use crate::support::{Folder, Process, basic, call};

#[test]
fn a_second_server_on_one_file_does_not_start_and_names_the_first() {
    let folder = Folder::new("one-file");
    let first = Process::start(&folder);
    let pid = first.child.id();
    // However the file is named.
    std::fs::create_dir(folder.0.join("sub")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.0.join("slotwright.db"), folder.0.join("link.db")).unwrap();
    let spellings = ["slotwright.db", "./slotwright.db", "sub/../slotwright.db", "link.db"];
    for spelling in &spellings[..if cfg!(unix) { 4 } else { 3 }] {
        let told = folder.refusal_of(|command| {
            command.env("DATABASE_URL", format!("sqlite://{spelling}"));
        });
        assert!(told.contains(&format!("another server (process {pid})")), "{spelling}: {told}");
        assert!(told.contains("--database-url") && told.lines().count() == 1, "{spelling}: {told}");
    }
    let user = basic(first.told("api user"));
    assert_eq!(call(&first, &user, "GET", "/api/v1/scheduling/jobs", None).0, 200);
}

#[cfg(unix)]
#[test]
fn a_file_with_two_names_is_refused_since_each_would_have_a_journal_of_its_own() {
    let folder = Folder::new("two-names");
    Process::start(&folder).stop();
    std::fs::hard_link(folder.0.join("slotwright.db"), folder.0.join("other.db")).unwrap();
    for name in ["slotwright.db", "other.db"] {
        let told = folder.refusal_of(|command| {
            command.env("DATABASE_URL", format!("sqlite://{name}"));
        });
        assert!(told.contains(name) && told.contains("2 names (hard links)") && told.lines().count() == 1, "{told}");
    }
    std::fs::remove_file(folder.0.join("other.db")).unwrap();
    Process::start(&folder);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_that_is_not_there_yet_is_that_file() {
    let folder = Folder::new("dangling");
    std::os::unix::fs::symlink(folder.0.join("slotwright.db"), folder.0.join("link.db")).unwrap();
    let first = Process::start_bare(&folder, |command| {
        command.env("DATABASE_URL", "sqlite://link.db").env("DEMO", "1");
    });
    let told = folder.refusal_of(|command| {
        command.env("DATABASE_URL", "sqlite://slotwright.db");
    });
    assert!(told.contains(&format!("another server (process {})", first.child.id())), "{told}");
}

#[test]
fn a_server_that_was_killed_keeps_nobody_out() {
    let folder = Folder::new("killed");
    let mut first = Process::start(&folder);
    first.child.kill().unwrap();
    first.child.wait().unwrap();
    let second = Process::start(&folder);
    assert!(second.told("listening on").starts_with("http://"));
}
