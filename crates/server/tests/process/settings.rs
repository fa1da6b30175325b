//! Where settings come from, and which of two holds.

use std::process::Stdio;

use serde_json::json;

use crate::support::{Folder, Process, basic, call};

/// What the program says when it does not start with this file.
fn refusal_of(folder: &Folder, file: &str) -> String {
    std::fs::write(folder.0.join("server.toml"), file).unwrap();
    folder.refusal_of(|command| {
        command.args(["--settings", "server.toml"]);
    })
}

#[test]
fn an_unknown_key_stops_it_with_key_file_and_the_nearest_name() {
    let folder = Folder::new("unknown-key");
    for (key, nearest) in [
        ("lisen", "`listen`"),
        ("databse_url", "`database_url`"),
        ("api-password", "`api_password`"),
        ("LISTEN", "`listen`"),
        ("time_zones", "`time_zone`"),
        ("settings", "`seed`"),
    ] {
        let told = refusal_of(&folder, &format!("seed = 7\n{key} = \"x\""));
        assert!(["server.toml", &format!("`{key}`")].iter().all(|part| told.contains(part)), "{told}");
        if key != "settings" {
            assert!(told.contains(nearest), "{told}");
        }
    }
}

#[test]
fn a_bad_value_in_the_file_stops_it_even_if_a_flag_goes_before_it() {
    let folder = Folder::new("bad-value");
    for (line, parts) in [
        ("listen = \"nowhere\"", &["`listen`", "'nowhere'"][..]),
        ("seed = -1", &["`seed`", "'-1'"]),
        ("seed = [1]", &["`seed`", "array"]),
        ("stop_grace = 5", &["`stop_grace`", "0..=4"]),
        ("demo = \"perhaps\"", &["`demo`", "'perhaps'"]),
        ("log_format = \"xml\"", &["`log_format`", "text, json"]),
        ("api_password = \"short\"", &["API_PASSWORD", "12 characters"]),
        ("[server]\nlisten = \"127.0.0.1:0\"", &["`server`"]),
        ("listen = ", &["server.toml", "line 1"]),
        ("seed = 1\nseed = 2", &["server.toml", "duplicate key"]),
    ] {
        let told = refusal_of(&folder, line);
        assert!(parts.iter().all(|part| told.contains(part)), "{line}: {told}");
    }
}

#[test]
fn an_unknown_variable_with_our_prefix_stops_it_and_without_it_does_not() {
    let folder = Folder::new("unknown-variable");
    let told = folder.refusal_of(|command| {
        command.env("SLOTWRIGHT_SERVER_LISTNE", "127.0.0.1:0");
    });
    assert!(told.contains("SLOTWRIGHT_SERVER_LISTNE") && told.contains("SLOTWRIGHT_SERVER_LISTEN"), "{told}");
    let told = folder.refusal_of(|command| {
        command.env("SLOTWRIGHT_SERVER_SEED", "x");
    });
    assert!(told.contains("SLOTWRIGHT_SERVER_SEED") && told.contains("'x'"), "{told}");
    // Variables of our tools, and of anybody else.
    let mut command = folder.command();
    command.env("SLOTWRIGHT_SERVER", "x").env("SLOTWRIGHT_TOOLS", "x").env("LISTNE", "x").arg("--version");
    assert!(command.stdout(Stdio::null()).status().unwrap().success());
}

#[test]
fn a_flag_goes_before_the_environment_and_that_before_the_file() {
    let folder = Folder::new("order");
    let file = "api_user = \"file\"\ntime_zone = \"Europe/Berlin\"\napi_password = \"from the file\"\nstop_grace = 0\n\
                public_url = \"https://file.example\"\nassets = \"file\"\ndemo = true";
    std::fs::write(folder.0.join("server.toml"), file).unwrap();
    let process = Process::start_as(&folder, |command| {
        command
            .args(["--public-url", "https://flag.example"])
            .env("SLOTWRIGHT_SERVER_SETTINGS", "server.toml")
            .env("PUBLIC_URL", "https://plain.example")
            .env("SLOTWRIGHT_SERVER_PUBLIC_URL", "https://prefixed.example")
            .env("API_USER", "plain")
            .env("SLOTWRIGHT_SERVER_API_USER", "prefixed")
            .env("TIME_ZONE", "America/Denver");
    });
    assert_eq!(process.told("api"), "https://flag.example/api/v1");
    assert_eq!(process.told("api user"), "prefixed / (as set)");
    let staff = basic("prefixed / from the file");
    let (status, application) = call(&process, &staff, "GET", "/api/v1/system/application", None);
    assert_eq!((status, &application["data"]["timezone"]), (200, &json!("America/Denver")));
    let (is_success, log) = process.stop();
    assert!(is_success && !log.contains("from the file"));
}

#[test]
fn what_the_environment_denies_the_file_does_not_grant() {
    let folder = Folder::new("deny");
    std::fs::write(folder.0.join("server.toml"), "demo = true\nclock = \"2026-11-23T08:00\"").unwrap();
    let told = folder.refusal_of(|command| {
        command.args(["--settings", "server.toml"]).env("DEMO", "false");
    });
    assert!(told.contains("--clock (CLOCK)") && told.contains("--demo"), "{told}");
}
