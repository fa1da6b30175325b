//! The house rules that a machine can hold: floors, looks, pinned tools, commands that the README promises.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// What a folder must not name: each floor knows only what lies below it.
const STRANGERS: &[(&str, &[&str])] = &[
    ("crates/matching/src", &["serde", "chrono", "leptos", "web_sys", "tokio", "axum", "rusqlite", "slotwright_wire"]),
    // No clock and no I/O either: all that the core knows comes as an argument.
    ("crates/matching/src", &["std::time", "std::fs", "std::net", "std::env"]),
    ("crates/wire/src", &["leptos", "web_sys", "gloo_net", "tokio", "axum", "rusqlite", "std::time", "std::net"]),
    // How things are spelled is up to whoever speaks with others.
    (
        "crates/domain/src",
        &["serde", "serde_json", "axum", "hyper", "rusqlite", "tokio_postgres", "std::time", "std::net"],
    ),
    // No system's records and no HTTP: the store knows what is meant.
    ("crates/store/src", &["axum", "hyper", "slotwright_wire::sonar", "leptos", "web_sys"]),
    // Its adapters translate: they remember nothing and decide nothing.
    ("crates/upstream/src", &["axum", "rusqlite", "slotwright_store", "std::time::SystemTime", "leptos"]),
    ("crates/world/src", &["axum", "tokio", "rusqlite", "std::time", "std::net"]),
    // What can be done is not known by any system's words, nor by those of HTTP.
    ("crates/server/src/scheduling", &["axum", "slotwright_wire::sonar", "crate::app"]),
    ("crates/server/src", &["leptos", "web_sys", "wasm_bindgen", "rusqlite", "tokio_postgres", "reqwest"]),
    // It judges the server by what comes out, so it must not share code with it.
    ("crates/testing/src", &["slotwright_server", "slotwright_matching", "slotwright_wire"]),
    ("src", &["tokio", "axum", "rusqlite", "slotwright_server"]),
];

/// The rooms of the widget, each with what it must not name: the ground is pure, the kit serves all elements, and the elements
/// never meet, each being a program of its own. Within an element, effects know no view, and views ask no server.
const ROOMS: &[(&str, &[&str])] = &[
    ("src/ground", &["leptos", "web_sys", "js_sys", "wasm_bindgen", "gloo_net", "send_wrapper"]),
    (
        "src/ground",
        &[
            "crate::kit",
            "crate::booking",
            "crate::board",
            "crate::setup",
            "crate::options",
            "crate::events",
            "super::super",
        ],
    ),
    ("src/kit", &["crate::booking", "crate::board", "crate::setup", "crate::options", "crate::events", "super::super"]),
    ("src/booking", &["crate::board", "crate::setup", "crate::element"]),
    ("src/board", &["crate::booking", "crate::setup", "crate::element"]),
    ("src/setup", &["crate::booking", "crate::board", "crate::element"]),
    ("src/booking/effects", &["crate::booking::views"]),
    ("src/board/effects", &["crate::board::views"]),
    ("src/setup/effects", &["crate::setup::views"]),
    ("src/booking/views", &["gloo_net", "crate::kit::fetch", "crate::events"]),
    ("src/board/views", &["gloo_net", "crate::kit::fetch", "crate::events"]),
    ("src/setup/views", &["gloo_net", "crate::kit::fetch", "crate::events"]),
];

/// The floors of the store, from the ground up: a module names only those of lower floors, and those of one floor know nothing
/// of each other. So `Store` is below all
/// that is asked of it.
const FLOORS_OF_THE_STORE: &[&[&str]] = &[
    &["counters", "private_file", "sabotage"],
    &["error"],
    &["sql"],
    &["sought"],
    &["location", "versions", "migrations", "idempotency_keys", "news", "roster_cache"],
    &["unit_of_work"],
    &["store"],
    &["callbacks", "journal"],
    &[
        "api_users",
        "definitions",
        "directory",
        "messages",
        "particulars",
        "recipients",
        "schedules",
        "settings",
        "status",
        "upstream_jobs",
    ],
    &["access_tokens", "roster", "referred", "effects", "feeds", "history", "listed_webhooks"],
    &["claims"],
    &["earlier", "jobs", "links"],
    &["open_links"],
    &["holds", "photos", "tasks"],
    &["booking"],
    &["rather_not", "wishes"],
    &["facts", "listing"],
    &["editor", "import", "refill", "search", "transfer", "watch"],
];

#[test]
fn a_module_of_the_store_names_only_those_of_lower_floors() {
    let floor = |module: &str| FLOORS_OF_THE_STORE.iter().position(|floor| floor.contains(&module));
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/store/src");
    for (file, text) in texts("crates/store/src", "rs") {
        let path = file.strip_prefix(&source).expect("a file of the store");
        let module = path.iter().next().and_then(|first| first.to_str()).expect("a name").trim_end_matches(".rs");
        // The root lists the modules, and what tests need may look at the whole.
        if ["lib", "testing"].contains(&module) {
            continue;
        }
        let own = floor(module).unwrap_or_else(|| panic!("{module} stands on no floor"));
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        // By `crate::` alone is another module named, so that this sees it.
        let above = if path.iter().count() == 1 { "super::" } else { "super::super::" };
        assert!(!code.contains(above), "{} has `{above}`", file.display());
        for named in code.split("crate::").skip(1) {
            let names: Vec<&str> = match named.strip_prefix('{') {
                Some(list) => list.split('}').next().unwrap_or_default().split(',').collect(),
                None => vec![named],
            };
            for name in names {
                let end = |letter: char| !(letter.is_alphanumeric() || letter == '_');
                let name = name.trim_start().split(end).next().unwrap_or_default();
                let lies_below = floor(name).is_some_and(|floor| floor < own);
                assert!(name.is_empty() || name == module || lies_below, "{} names {name}", file.display());
            }
        }
    }
}

#[test]
fn no_floor_names_what_lies_above_or_beside_it() {
    for (folder, strangers) in STRANGERS.iter().chain(ROOMS) {
        for (file, text) in texts(folder, "rs") {
            for stranger in *strangers {
                assert!(!names(&text, &format!("{stranger}::")), "{} names {stranger}", file.display());
            }
        }
    }
}

/// The crates of the product, from the lowest floor up.
const FLOORS: [&str; 8] = ["matching", "words", "domain", "wire", "upstream", "world", "store", "server"];

#[test]
fn a_crate_depends_on_lower_floors_alone() {
    for (floor, name) in FLOORS.iter().enumerate() {
        let manifest = read(&format!("crates/{name}/Cargo.toml"));
        let needed =
            manifest.split("[dependencies]").nth(1).unwrap_or_default().split("\n[").next().unwrap_or_default();
        for above in &FLOORS[floor..] {
            assert!(!needed.contains(&format!("slotwright-{above}")), "{name} depends on {above}");
        }
    }
}

/// The rooms of the server, each before those that stand on it: a request comes down from the last, and nothing looks up.
const SERVER_ROOMS: [&str; 28] = [
    "time",
    "speech",
    "metrics",
    "edge",
    "elsewhere",
    "instance",
    "live",
    "scheduling",
    "credentials",
    "commands",
    "config",
    "smoke",
    "standin",
    "app",
    "access",
    "outbound",
    "waiting",
    "table",
    "watch",
    "inbound",
    "contract",
    "ours",
    "pages",
    "asking",
    "mcp",
    "plain",
    "sandboxed",
    "router",
];

#[test]
fn a_room_of_the_server_names_only_lower_rooms() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/server/src");
    for (file, text) in texts("crates/server/src", "rs") {
        let inside = file.strip_prefix(&root).expect("a file of the server").to_str().expect("UTF-8");
        let room = inside.split(['/', '.']).next().unwrap_or_default();
        if ["lib", "main", "sabotaged", "testing"].contains(&room) {
            continue;
        }
        let floor = SERVER_ROOMS.iter().position(|known| *known == room);
        let floor = floor.unwrap_or_else(|| panic!("{inside}: `{room}` has no place in the order of the rooms"));
        // Tests may start the whole server.
        let program = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for above in &SERVER_ROOMS[floor + 1..] {
            assert!(!names(program, &format!("crate::{above}::")), "{inside} names `{above}`");
        }
    }
}

#[test]
fn the_matching_core_has_no_dependencies() {
    let manifest = read("crates/matching/Cargo.toml");
    assert!(!manifest.lines().any(|line| line == "[dependencies]"), "{manifest}");
}

#[test]
fn looks_are_in_the_style_sheets_alone() {
    for (file, text) in texts("src", "rs") {
        for banned in ["inner_html", "style=", "style:", "set_css_text"] {
            assert!(!names(&text, banned), "{} has `{banned}`", file.display());
        }
    }
}

#[test]
fn every_token_that_is_used_is_declared() {
    let sheets = texts("style", "css");
    let all = sheets.iter().map(|(_, text)| text.as_str()).collect::<String>();
    for (file, text) in &sheets {
        for used in text.split("var(").skip(1) {
            let end = used.find([')', ',']).expect("var( has an end");
            // A public token may be absent, but then a fallback stands beside it.
            let (name, has_fallback) = (used[..end].trim(), used[end..].starts_with(','));
            assert!(has_fallback || all.contains(&format!("{name}:")), "{}: {name} is not declared", file.display());
        }
    }
}

#[test]
fn lock_files_name_no_host() {
    for folder in ["tests", "tests/hosts", "tests/judges", "xtask/npm", "crates/bench/js", "crates/bench/start"] {
        let lock = &format!("{folder}/package-lock.json");
        assert!(!read(lock).contains("\"resolved\""), "{lock}: see .npmrc beside it");
    }
}

#[test]
fn trunk_is_pinned_to_one_version() {
    let config = read("Trunk.toml");
    let version = config.lines().find_map(|line| line.strip_prefix("trunk-version = \"=")?.strip_suffix('"'));
    let version = version.expect("Trunk.toml names a version");
    assert!(read("xtask/src/tools.rs").contains(&format!("const TRUNK: &str = \"{version}\"")), "not {version} there");
}

#[test]
fn the_readme_names_the_commands_that_run_and_test() {
    for command in ["cargo xtask run", "cargo xtask test"] {
        assert!(read("README.md").contains(command), "{command}");
    }
}

/// The rules of the vendor's API are numbered, and each has tests that are named after it: `s_09_…`. A name alone proves nothing:
/// each of them runs, starts a server, awaits an answer of it, and asserts something after the start.
#[test]
fn every_rule_of_the_vendors_api_has_a_test_with_its_number() {
    let mut rules = BTreeSet::new();
    for (file, text) in texts("crates/server/tests/api", "rs") {
        for (at, _) in text.match_indices("async fn s_") {
            let (name, _) = text[at + "async fn ".len()..].split_once('(').expect("a function has parameters");
            let rule = name.split('_').nth(1).and_then(|number| number.parse::<u32>().ok());
            rules.insert(rule.unwrap_or_else(|| panic!("{name} has no number")));
            let attributes = text[..at].rsplit("\n\n").next().unwrap_or_default();
            assert!(attributes.contains("#[tokio::test") && !attributes.contains("#[ignore"), "{name} is not run");
            let body = body_of(&text[at..]).unwrap_or_else(|| panic!("{}: {name} has no body", file.display()));
            let asked = body.split_once("Server::start").and_then(|(_, rest)| rest.split_once(".await"));
            let (_, asked) = asked.unwrap_or_else(|| panic!("{name} starts no server"));
            assert!(asked.contains(".await"), "{name} awaits no answer");
            assert!(asked.contains("assert"), "{name} asserts nothing");
        }
    }
    assert_eq!(rules, (1..=38).collect(), "rules with tests");
}

/// What keeps a threat off is named with its tests, and each of them is there: by the name of its function, or by its title in a browser,
/// in which `${…}` stands for anything.
#[test]
fn every_test_that_the_table_of_threats_names_is_there() {
    let told = read("docs/security.md");
    let (_, table) = told.split_once("## The table").expect("a table");
    let table = table.split("\n## ").next().unwrap_or_default();
    let token = Regex::new(r#"`([^`]+)`|"([^"]+)""#).expect("a pattern");
    let title = Regex::new(r#"test\((?:"([^"]+)"|`([^`]+)`)"#).expect("a pattern");
    let parts = Regex::new(r"\$\{[^}]*\}").expect("a pattern");
    let mut named = 0;
    for row in table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| **")).skip(1) {
        let tests = row.trim_end_matches(" |").rsplit(" | ").next().unwrap_or_default();
        let mut text = String::new();
        for found in token.captures_iter(tests) {
            match (found.get(1), found.get(2)) {
                (Some(file), _) if file.as_str().contains('.') => {
                    let file = file.as_str();
                    let below = match file.split(['/', '.']).next() {
                        Some("api" | "process" | "upstream" | "races" | "sabotage") => "crates/server/tests/",
                        Some("journeys" | "judges") => "tests/",
                        _ => "",
                    };
                    text = read(&[below, file].concat());
                }
                (Some(name), _) => {
                    assert!(names(&text, name.as_str()), "{} of: {row}", name.as_str());
                    named += 1;
                }
                (None, Some(said)) => {
                    let matches = |found: regex::Captures| {
                        let title = found.get(1).or(found.get(2)).map_or("", |title| title.as_str());
                        // In their order, from the title's beginning to its end.
                        let title = title.trim_end_matches(" @firefox");
                        let mut rest = Some(said.as_str());
                        for (nth, part) in parts.split(title).enumerate() {
                            rest = rest.and_then(|rest| match nth {
                                0 => rest.strip_prefix(part),
                                _ => rest.find(part).map(|at| &rest[at + part.len()..]),
                            });
                        }
                        rest.is_some_and(|rest| rest.is_empty() || title.ends_with('}'))
                    };
                    assert!(title.captures_iter(&text).any(matches), "{} of: {row}", said.as_str());
                    named += 1;
                }
                _ => {}
            }
        }
    }
    assert!(100 < named, "{named}");
}

/// The text between the braces of the function that starts here. Braces in texts count too: those of JSON and of formats come in
/// pairs.
fn body_of(function: &str) -> Option<&str> {
    let start = function.find('{')?;
    let mut depth = 0;
    for (at, letter) in function[start..].char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(&function[start + 1..start + at]);
        }
    }
    None
}

/// Whether `text` has `word` where a new word begins.
fn names(text: &str, word: &str) -> bool {
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_'))
}

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files below a folder whose names end so, with their texts.
fn texts(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                let text = fs::read_to_string(&path).expect("a text");
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "no .{ending} below {folder}");
    found
}
