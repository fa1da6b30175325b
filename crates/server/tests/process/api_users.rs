//! `slotwright-server api-user`: who may use the API by name and password.

use std::io::Write;
use std::process::{Output, Stdio};

use serde_json::json;

use crate::support::{Folder, Process, basic, call};

/// Runs the command, with this on its standard input.
fn api_user(folder: &Folder, arguments: &[&str], input: &str) -> Output {
    let mut command = folder.command();
    let mut child = command
        .arg("api-user")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that asks for nothing may have ended already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

#[track_caller]
fn done(output: Output) -> String {
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn refused(output: Output) -> String {
    assert!(!output.status.success() && output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!told.contains("panicked"), "{told}");
    told
}

fn status(process: &Process, user: &str) -> u16 {
    call(process, &basic(user), "GET", "/api/v1/users", None).0
}

#[test]
fn api_users_are_added_listed_given_passwords_and_removed() {
    let folder = Folder::new("api-users");
    let first = Process::start(&folder);
    let told = first.told("api user").to_owned();
    assert!(first.stop().0);

    let bot = done(api_user(&folder, &["add", "bot"], ""));
    let bot = bot.trim().to_owned();
    assert!(bot.starts_with("bot / ") && bot.len() == "bot / ".len() + 22, "{bot}");
    assert_eq!(
        done(api_user(&folder, &["add", "ada", "--user-id", "3", "--password-stdin"], "a rather long one\n")),
        "ada (as given)\n"
    );
    let list = done(api_user(&folder, &["list"], ""));
    let lines: Vec<Vec<_>> = list.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(
        lines.iter().map(|line| (line[0], line[1])).collect::<Vec<_>>(),
        [("ada", "3"), ("api", "1"), ("bot", "1")]
    );
    assert!(!list.contains("argon2") && lines[0][2].contains(' '), "{list}");

    let second = Process::start(&folder);
    for user in [&told, &bot, "ada / a rather long one"] {
        assert_eq!(status(&second, user), 200, "{user}");
    }
    assert_eq!(status(&second, "ada / another long one"), 401);
    // Who acts for user 3 checks user 3 in.
    let jobs = call(&second, &basic(&bot), "GET", "/api/v1/scheduling/jobs?limit=1000", None).1;
    let jobs = jobs["data"].as_array().unwrap();
    let job = jobs.iter().find(|job| job["status"] == "scheduled").unwrap();
    let path = format!("/api/v1/scheduling/jobs/{}/check_in", job["id"]);
    let on_site = call(&second, &basic("ada / a rather long one"), "POST", &path, Some(json!({}))).1;
    assert_eq!(on_site["data"]["checked_in_users"][0]["user_id"], 3, "{on_site}");
    assert!(second.stop().0);

    assert_eq!(
        done(api_user(&folder, &["password", "ada", "--password-stdin"], "another long one\n")),
        "ada (as given)\n"
    );
    assert_eq!(done(api_user(&folder, &["remove", "bot"], "")), "bot is removed\n");
    let third = Process::start(&folder);
    assert_eq!(status(&third, "ada / another long one"), 200);
    assert_eq!(status(&third, "ada / a rather long one"), 401);
    assert_eq!(status(&third, &bot), 401);
}

#[test]
fn what_can_not_be_done_about_api_users_is_told_in_a_sentence_and_changes_nothing() {
    let folder = Folder::new("api-users-refused");
    let told = refused(api_user(&folder, &["list"], ""));
    assert!(told.contains("there is no database") && told.contains("--database-url"), "{told}");
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 0);
    assert!(Process::start(&folder).stop().0);
    let before = done(api_user(&folder, &["list"], ""));
    for (arguments, input, parts) in [
        (&["add", "api"][..], "", &["`api` already", "api-user password"][..]),
        (&["add", "b:c"], "", &["'b:c'", "colon"]),
        (&["add", "bot", "--user-id", "99"], "", &["no user 99"]),
        (&["add", "bot", "--password-stdin"], "short\n", &["--password-stdin", "12 characters"]),
        (&["add", "bot", "--password-stdin"], "", &["--password-stdin", "12 characters"]),
        (&["password", "bot"], "", &["no API user `bot`", "there are: api"]),
        (&["remove", "bot"], "", &["no API user `bot`", "there are: api"]),
        (&["rename", "bot"], "", &["rename"]),
    ] {
        let told = refused(api_user(&folder, arguments, input));
        assert!(parts.iter().all(|part| told.contains(part)), "{arguments:?}: {told}");
    }
    assert_eq!(done(api_user(&folder, &["list"], "")), before);
}

#[test]
fn an_api_user_uses_the_systems_it_was_given_and_no_other() {
    let folder = Folder::new("api-user-systems");
    assert!(Process::start(&folder).stop().0);
    let bot = done(api_user(&folder, &["add", "bot", "--systems", "os1,frotcom"], ""));
    let line = |folder: &Folder| {
        let list = done(api_user(folder, &["list"], ""));
        list.lines().find(|line| line.starts_with("bot\t")).unwrap().to_owned()
    };
    assert!(line(&folder).ends_with("\tos1,frotcom\tadmin"), "{}", line(&folder));
    let process = Process::start(&folder);
    assert_eq!(status(&process, bot.trim()), 401, "Sonar's API is not among them");
    assert!(process.stop().0);

    assert_eq!(done(api_user(&folder, &["systems", "bot", "sonar"], "")), "bot may use: sonar\n");
    assert!(line(&folder).ends_with("\tsonar\tadmin"));
    let process = Process::start(&folder);
    assert_eq!(status(&process, bot.trim()), 200);
    assert!(process.stop().0);

    let told = refused(api_user(&folder, &["systems", "bot", "sonic"], ""));
    assert!(told.contains("sonic") && told.contains("sonar, os1, bigchange, frotcom"), "{told}");
    assert!(refused(api_user(&folder, &["systems", "nobody", "os1"], "")).contains("`nobody`"));
}

#[test]
fn one_that_is_held_to_a_scope_goes_no_further_and_a_disabled_one_is_let_in_nowhere() {
    let folder = Folder::new("api-user-scope");
    assert!(Process::start(&folder).stop().0);
    let look = done(api_user(&folder, &["add", "look", "--scope", "view"], "")).trim().to_owned();
    let beyond = |process: &Process| call(process, &basic(&look), "GET", "/v1/webhooks", None).0;
    let process = Process::start(&folder);
    assert_eq!((status(&process, &look), beyond(&process)), (200, 403));
    assert!(process.stop().0);
    for (deed, told, expected) in [("disable", "look is disabled\n", 401), ("enable", "look is enabled\n", 200)] {
        assert_eq!(done(api_user(&folder, &[deed, "look"], "")), told);
        let list = done(api_user(&folder, &["list"], ""));
        assert_eq!(list.contains("\tview\tdisabled"), deed == "disable", "{list}");
        let process = Process::start(&folder);
        assert_eq!(status(&process, &look), expected);
        assert!(process.stop().0);
    }
    let told = refused(api_user(&folder, &["add", "more", "--scope", "view", "--systems", "os1"], ""));
    assert!(told.contains("--scope") && told.contains("sonar"), "{told}");
    assert!(refused(api_user(&folder, &["systems", "look", "os1"], "")).contains("held to a scope"));
    assert!(refused(api_user(&folder, &["disable", "nobody"], "")).contains("`nobody`"));
}
