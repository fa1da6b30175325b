//! `slotwright-server link`: links without a running server.

use std::process::Output;

use serde_json::json;

use crate::support::{Folder, Process, basic, call};

fn link(folder: &Folder, arguments: &[&str]) -> Output {
    folder.command().args(["--public-url", "https://book.example.com/", "link"]).args(arguments).output().unwrap()
}

#[track_caller]
fn done(output: Output) -> String {
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

#[track_caller]
fn refused(output: Output) -> String {
    assert!(!output.status.success() && output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!told.contains("panicked"), "{told}");
    told
}

/// The bearer of a link at this address.
fn bearer(url: &str, start: &str) -> String {
    let handle = url.lines().next().unwrap().strip_prefix(start).unwrap_or_else(|| panic!("{url}"));
    assert_eq!(handle.len(), 22);
    format!("Bearer {handle}")
}

#[test]
fn links_are_made_listed_and_revoked_while_the_server_is_stopped() {
    let folder = Folder::new("links");
    let first = Process::start(&folder);
    let api = first.told("api user").to_owned();
    assert!(first.stop().0);

    let board = bearer(&done(link(&folder, &["board"])), "https://book.example.com/board#s=");
    let customer = done(link(&folder, &["create", "--account", "1", "--job-type-id", "1", "--days", "30"]));
    assert!(customer.lines().skip(1).any(|line| line.ends_with(" is for the same)")), "{customer}");
    let customer = bearer(&customer, "https://book.example.com/book#l=");
    let list = done(link(&folder, &["list"]));
    let lines: Vec<Vec<_>> = list.lines().map(|line| line.split('\t').collect()).collect();
    let seen = |line: &[&str]| line[..4].join(" | ");
    assert_eq!(lines.len(), 4, "with the two of the start");
    assert_eq!(seen(&lines[0]), "4 | works | booking | accounts 1, job type 1");
    assert_eq!(seen(&lines[1]), "3 | works | board | user 1, scope schedule");
    for handle in [&board, &customer] {
        assert!(!list.contains(&handle["Bearer ".len()..]));
    }

    let second = Process::start(&folder);
    assert_eq!(call(&second, &board, "GET", "/v1/clock", None).0, 200);
    assert_eq!(call(&second, &customer, "GET", "/v1/booking", None).0, 200);
    let seen = call(&second, &basic(&api), "GET", "/v1/links", None).1;
    assert_eq!(seen["paginator"]["total_count"], 6, "each start of the demonstration makes two");
    assert_eq!((&seen["data"][3]["id"], &seen["data"][3]["kind"]), (&json!(3), &json!("board")));
    assert!(second.stop().0);

    assert_eq!(done(link(&folder, &["revoke", "3"])), "link 3 is revoked");
    assert!(done(link(&folder, &["list"])).contains("3\trevoked\tboard"));
    let third = Process::start(&folder);
    assert_eq!(call(&third, &board, "GET", "/v1/clock", None).0, 410);
    assert_eq!(call(&third, &customer, "GET", "/v1/booking", None).0, 200);
}

#[test]
fn what_can_not_be_done_about_links_is_told_in_a_sentence_and_changes_nothing() {
    let folder = Folder::new("links-refused");
    let told = refused(link(&folder, &["board"]));
    assert!(told.contains("there is no database") && told.contains("--database-url"), "{told}");
    assert!(Process::start(&folder).stop().0);
    let before = done(link(&folder, &["list"]));
    for (arguments, parts) in [
        (&["create"][..], &["--job-id", "--account"][..]),
        (&["create", "--account", "1"], &["--job-type-id"]),
        (&["create", "--job-id", "99999"], &["no job 99999", "--job-id"]),
        (&["create", "--job-id", "1", "--account", "1"], &["--account"]),
        (&["create", "--account", "99999", "--job-type-id", "1"], &["no account 99999"]),
        (&["create", "--network-site", "99999", "--job-type-id", "1"], &["no network site 99999"]),
        (&["create", "--account", "1", "--job-type-id", "99999"], &["no job type 99999"]),
        (&["board", "--user-id", "99999"], &["no user 99999"]),
        (&["board", "--days", "91"], &["--days", "91", "1..=90"]),
        (&["revoke", "99999"], &["no link 99999"]),
    ] {
        let told = refused(link(&folder, arguments));
        assert!(parts.iter().all(|part| told.contains(part)), "{arguments:?}: {told}");
    }
    assert_eq!(done(link(&folder, &["list"])), before);
}

#[test]
fn on_postgresql_links_are_made_and_revoked_beside_a_running_server() {
    let database = crate::database::Database::of_postgres();
    let folder = Folder::new("links-beside");
    let url = database.url();
    let process = Process::start_with(&folder, &["--database-url", &url]);
    let run = |arguments: &[&str]| {
        let arguments = [&["--database-url", &url][..], arguments].concat();
        done(link(&folder, &arguments))
    };
    let board = bearer(&run(&["board"]), "https://book.example.com/board#s=");
    assert_eq!(call(&process, &board, "GET", "/v1/clock", None).0, 200);
    assert_eq!(run(&["revoke", "3"]), "link 3 is revoked");
    assert_eq!(call(&process, &board, "GET", "/v1/clock", None).0, 410);
}

#[test]
fn a_key_is_printed_without_a_database_and_seals_links_that_the_server_opens() {
    let folder = Folder::new("links-sealed");
    let key = done(link(&folder, &["key"]));
    let keys = folder.0.join("link-keys.toml");
    std::fs::write(&keys, &key).unwrap();
    std::fs::set_permissions(&keys, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let keys = keys.display().to_string();
    let flags = ["--link-keys", &keys, "--public-url", "https://book.example.com"];
    assert!(Process::start(&folder).stop().0);
    assert!(refused(link(&folder, &["create", "--job-id", "1", "--sealed"])).contains("--link-keys"));
    let days = ["create", "--job-id", "1", "--sealed", "--days", "15"];
    assert!(refused(link(&folder, &days)).contains("14 days at most, not 15 (--days)"));
    let made =
        done(link(&folder, &["create", "--account", "1", "--job-type-id", "1", "--sealed", "--link-keys", &keys]));
    let token = made.lines().next().unwrap().strip_prefix("https://book.example.com/book#l=").unwrap().to_owned();
    assert!(token.starts_with("v4.local."), "{made}");
    // By the system's clock, which is the one that the command seals by.
    let process = Process::start_bare(&folder, |command| {
        command.args(["--log-format", "json"]).args(flags);
    });
    assert_eq!(call(&process, &format!("Bearer {token}"), "GET", "/v1/booking", None).0, 200);
    assert!(process.stop().0);
}

#[test]
fn an_open_link_is_made_and_lets_anybody_begin() {
    let folder = Folder::new("open-links");
    assert!(Process::start(&folder).stop().0);
    let made = done(link(&folder, &["open", "--job-type-ids", "2,1", "--title", "On our page"]));
    let open = bearer(&made, "https://book.example.com/book#l=");
    let list = done(link(&folder, &["list"]));
    let first: Vec<_> = list.lines().next().unwrap().split('\t').collect();
    assert_eq!(first[1..4].join(" | "), "works | open | On our page, job types [2, 1], 0 bookings");
    for (arguments, named) in [
        (&["--job-type-ids", "1,999"][..], "no job type 999 (--job-type-ids)"),
        (&["--job-type-ids", "1", "--days", "366"], "366"),
        (&["--title", "x"], "--job-type-ids"),
        (&["--job-type-ids", "1", "--title", &"x".repeat(101)], "--title may have up to 100 characters"),
    ] {
        let told = refused(link(&folder, &[&["open"], arguments].concat()));
        assert!(told.contains(named), "{told}");
    }
    let server = Process::start(&folder);
    let (status, told) = call(&server, &open, "GET", "/v1/open", None);
    assert_eq!((status, &told["job_types"][0]["id"]), (200, &json!(2)));
}

#[test]
fn a_link_made_by_command_allows_less_where_it_is_said_and_what_cant_be_is_refused() {
    let folder = Folder::new("limits");
    assert!(Process::start(&folder).stop().0);
    fn create<'a>(more: &[&'a str]) -> Vec<&'a str> {
        [&["create", "--account", "1", "--job-type-id", "1"], more].concat()
    }
    for (more, told) in [
        (&["--rights", "view,fly"][..], "view, hold, book, reschedule, cancel"),
        (&["--earliest-date", "soon"], "2026-11-29"),
        (&["--earliest-date", "2026-11-30", "--latest-date", "2026-11-29"], "--latest-date"),
        (&["--embed-origins", "shop.example"], "https://shop.example"),
        (&["--windows", "2026-11-29T12:00/09:00"], "2026-11-29T09:00/12:00"),
        (&["--windows", "2026-11-29 09:00-12:00"], "2026-11-29T09:00/12:00"),
        (&["--locale", "de_CH"], "de-CH"),
    ] {
        assert!(refused(link(&folder, &create(more))).contains(told), "{more:?}");
    }
    let windows = "2999-11-29T09:00/12:00,2999-11-30T13:00/17:30";
    let less = ["--rights", "view,cancel", "--max-changes", "0", "--locale", "de", "--windows", windows];
    let customer = bearer(&done(link(&folder, &create(&less))), "https://book.example.com/book#l=");
    let early = bearer(
        &done(link(&folder, &create(&["--not-before", "2999-01-01T00:00:00Z"]))),
        "https://book.example.com/book#l=",
    );
    let server = Process::start(&folder);
    let (status, booking) = call(&server, &customer, "GET", "/v1/booking", None);
    assert_eq!((status, &booking["rights"]), (200, &json!(["view", "cancel"])));
    let second = json!({ "date": "2999-11-30", "start_time": "13:00:00", "end_time": "17:30:00" });
    assert_eq!(booking["windows"][1], second);
    assert_eq!(call(&server, &customer, "POST", "/v1/holds", Some(json!({}))).0, 404);
    assert_eq!(call(&server, &early, "GET", "/v1/booking", None).0, 401);
}
