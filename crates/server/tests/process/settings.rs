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

#[test]
fn webhooks_of_the_file_are_made_changed_and_removed_and_the_api_neither_changes_nor_deletes_them() {
    let folder = Folder::new("webhooks");
    let entry = |name: &str, host: &str, more: &str| {
        format!("[[webhook]]\nname = \"{name}\"\nurl = \"https://{host}.example.com\"\n{more}\n")
    };
    std::fs::write(folder.0.join("mail-secret"), "whsec_Y2FuYXJ5LW9mLXRoZS1tYWlsLXdlYmhvb2stMQ==\n").unwrap();
    let start = |file: String| {
        std::fs::write(folder.0.join("server.toml"), file).unwrap();
        Process::start_as(&folder, |command| {
            command
                .args(["--settings", "server.toml"])
                .env("API_PASSWORD", "one of twelve letters")
                .env("CRM_SECRET", "whsec_Y2FuYXJ5LW9mLXRoZS1jcm0td2ViaG9vay0x");
        })
    };
    let staff = basic("api / one of twelve letters");
    let all = |process: &Process| {
        let (_, answer) = call(process, &staff, "GET", "/v1/webhooks", None);
        assert!(!answer.to_string().contains("whsec_"), "{answer}");
        let webhooks = answer["data"].as_array().unwrap().clone();
        webhooks
            .into_iter()
            .map(|one| (one["id"].clone(), one["url"].clone(), one["from_settings"].clone()))
            .collect::<Vec<_>>()
    };

    let crm = entry("crm", "crm", "events = [\"job.booked\"]\ndetails = true\nsecret_variable = \"CRM_SECRET\"");
    let process = start(crm + &entry("mail", "mail", "secret_file = \"mail-secret\""));
    let own = json!({"url": "https://own.example.com"});
    let (status, own) = call(&process, &staff, "POST", "/v1/webhooks", Some(own));
    assert_eq!((status, &own["from_settings"]), (201, &json!(null)));
    let first = all(&process);
    assert_eq!(
        first.iter().map(|(.., name)| name.clone()).collect::<Vec<_>>(),
        [json!("crm"), json!("mail"), json!(null)]
    );
    for (method, path, body) in [
        ("PATCH", "", Some(json!({"active": false}))),
        ("DELETE", "", None),
        ("POST", "/rotate_secret", Some(json!({}))),
    ] {
        let (status, answer) = call(&process, &staff, method, &format!("/v1/webhooks/{}{path}", first[0].0), body);
        assert_eq!((status, &answer["code"]), (409, &json!("from-settings")), "{answer}");
        assert!(answer.to_string().contains("`crm`"), "{answer}");
    }
    assert_eq!(call(&process, &staff, "POST", &format!("/v1/webhooks/{}/test", first[0].0), None).0, 202);
    let path = format!("/v1/webhooks/{}", own["id"]);
    assert_eq!(call(&process, &staff, "PATCH", &path, Some(json!({"details": true}))).0, 200);
    assert!(process.stop().0);

    // By its name it is the same, at another address; the other is gone.
    let process = start(entry("crm", "other", "secret_variable = \"CRM_SECRET\""));
    let second = all(&process);
    let own_id = own["id"].clone();
    assert_eq!(
        second,
        [
            (first[0].0.clone(), json!("https://other.example.com"), json!("crm")),
            (own_id, json!("https://own.example.com"), json!(null)),
        ]
    );
    assert!(process.stop().0);

    for (more, part) in [
        ("", "secret_variable"),
        ("secret = \"whsec_canary\"", "doesn't belong into it"),
        ("secret_variable = \"NOBODY_SET_IT\"", "NOBODY_SET_IT"),
        ("secret_file = \"missing\"", "missing"),
        ("secret_file = \"server.toml\"", "24 to 64 bytes"),
        ("secret_variable = \"CRM_SECRET\"\nevents = [\"job.sold\"]", "job.wishes_changed"),
    ] {
        let told = refusal_of(&folder, &entry("crm", "crm", more));
        assert!(told.contains(part) && !told.contains("canary"), "{more}: {told}");
    }
    let told = refusal_of(
        &folder,
        "[[webhook]]\nname = \"crm\"\nurl = \"http://crm.example.com\"\nsecret_file = \"mail-secret\"",
    );
    assert!(told.contains("`crm`") && told.contains("https://"), "{told}");
}

#[test]
fn a_line_that_can_not_be_read_is_named_and_not_repeated() {
    let folder = Folder::new("unreadable");
    let told = refusal_of(&folder, "seed = 7\napi_password = \"canary-of-a-password\nlisten = \"x\"");
    assert!(told.contains("line 2") && !told.contains("canary"), "{told}");
}
