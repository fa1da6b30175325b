//! What is written from the tables in `src/reference` is what they say: the tables of the integrator's page, the manifest
//! `custom-elements.json` and the types for TypeScript. And the tables are what the code does.
//!
//! `cargo xtask elements` writes the files anew: it runs these tests with `SLOTWRIGHT_WRITE` set.

mod manifest;
mod markdown;
mod types;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use regex::Regex;
use slotwright::attributes::NAMES;
use slotwright::reference::{ATTRIBUTES, ELEMENTS, EVENTS, PARTS, SLOTS, TOKENS, is_of};

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Compares a file with what it should be, or writes it.
fn hold(file: &str, text: &str) {
    if std::env::var_os("SLOTWRIGHT_WRITE").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    assert!(read(file) == text, "{file} is not what the tables say: `cargo xtask elements` writes it");
}

#[test]
fn the_integrators_tables_say_what_the_tables_in_the_code_say() {
    hold("docs/integrator.md", &markdown::page(&read("docs/integrator.md")));
}

#[test]
fn the_packages_page_says_what_the_tables_say() {
    hold("embed/widget/README.md", &markdown::package(&read("embed/widget/README.md")));
}

#[test]
fn the_manifest_says_what_the_tables_say() {
    const FILE: &str = "embed/widget/custom-elements.json";
    let manifest = manifest::manifest();
    if std::env::var_os("SLOTWRIGHT_WRITE").is_some() {
        return hold(FILE, &manifest);
    }
    // The order of members is that of whatever else is built along with this: they are compared by what they say.
    let said = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    assert_eq!(said(&read(FILE)), said(&manifest), "`cargo xtask elements` writes it");
}

#[test]
fn the_types_say_what_the_tables_say() {
    hold("embed/widget/elements.d.ts", &types::types());
}

#[test]
fn the_table_has_the_attributes_that_are_parsed() {
    assert_eq!(ATTRIBUTES.map(|attribute| attribute.name), NAMES);
}

/// By the enum that is serialised: each variant's members are those of its event.
#[test]
fn the_table_has_the_events_that_are_dispatched_with_their_members() {
    let code = read("src/events.rs");
    let names: BTreeMap<String, String> = Regex::new(r#"Self::(\w+)[^=]*=> "(slotwright-[a-z-]+)""#)
        .unwrap()
        .captures_iter(&code)
        .map(|found| (found[1].to_owned(), found[2].to_owned()))
        .collect();
    let members = |text: &str| -> BTreeSet<String> {
        Regex::new(r"(?m)^\s*(?:pub )?(\w+): ").unwrap().captures_iter(text).map(|found| found[1].to_owned()).collect()
    };
    let when = members(code.split_once("pub struct When {").and_then(|(_, rest)| rest.split_once('}')).unwrap().0);
    let variants = code.split_once("pub enum Event {").and_then(|(_, rest)| rest.split_once("\n}")).unwrap().0;
    let dispatched: BTreeMap<String, BTreeSet<String>> = Regex::new(r"(?ms)^    (\w+)(?:\((When)\)| \{(.*?)\}),$")
        .unwrap()
        .captures_iter(variants)
        .map(|found| {
            let of = if found.get(2).is_some() { when.clone() } else { members(&found[3]) };
            (names[&found[1]].clone(), of)
        })
        .collect();
    let table: BTreeMap<String, BTreeSet<String>> = EVENTS
        .iter()
        .map(|event| (event.name.to_owned(), event.detail.iter().map(|member| member.name.to_owned()).collect()))
        .collect();
    assert_eq!(table, dispatched);
}

#[test]
fn an_element_has_the_attributes_that_are_its_own_alone() {
    let life = read("src/life.js");
    let only = Regex::new(r#""(slotwright-[a-z]+)": \[([^\]]*)\]"#).unwrap();
    let told: BTreeMap<String, BTreeSet<String>> = only
        .captures_iter(&life)
        .map(|found| {
            (found[1].to_owned(), found[2].split(", ").map(|name| name.trim_matches('"').to_owned()).collect())
        })
        .collect();
    let own = |element: &str, other: &str| {
        let own = ATTRIBUTES.iter().filter(|attribute| is_of(attribute.of, element) && !is_of(attribute.of, other));
        (element.to_owned(), own.map(|attribute| attribute.name.to_owned()).collect())
    };
    let [(booking, _), (board, _)] = ELEMENTS;
    assert_eq!(told, [own(booking, board), own(board, booking)].into());
}

/// By what each element's own code dispatches; what is tried before its program runs is `life.js`'s, of both.
#[test]
fn an_event_is_of_the_elements_that_dispatch_it() {
    let names: BTreeMap<String, String> = Regex::new(r#"Self::(\w+)[^=]*=> "(slotwright-[a-z-]+)""#)
        .unwrap()
        .captures_iter(&read("src/events.rs"))
        .map(|found| (found[1].to_owned(), found[2].to_owned()))
        .collect();
    let dispatched = Regex::new(r"\bEvent::([A-Z]\w+|error)").unwrap();
    for (element, room) in ELEMENTS.iter().zip(["src/booking", "src/board"]) {
        let code = code_below(room);
        let found = dispatched
            .captures_iter(&code)
            .filter_map(|found| names.get(found[1].replace("error", "Error").as_str()).cloned());
        let told = EVENTS.iter().filter(|event| is_of(event.of, element.0)).map(|event| event.name.to_owned());
        assert_eq!(found.collect::<BTreeSet<_>>(), told.collect(), "{}", element.0);
    }
}

#[test]
fn the_tables_have_the_tokens_parts_and_slots_that_are_there() {
    let tokens = read("style/tokens.css");
    let used: BTreeSet<String> =
        Regex::new("var\\((--sw-[a-z-]+)").unwrap().captures_iter(&tokens).map(|found| found[1].to_owned()).collect();
    let dark = |token: &slotwright::reference::Token| token.has_dark.then(|| format!("{}-dark", token.name));
    let told = TOKENS.iter().flat_map(|token| [Some(token.name.to_owned()), dark(token)]).flatten();
    assert_eq!(told.collect::<BTreeSet<_>>(), used, "tokens");

    let code = code_below("src");
    let find = |pattern: &str| -> BTreeSet<String> {
        Regex::new(pattern).unwrap().captures_iter(&code).map(|found| found[1].to_owned()).collect()
    };
    // Those that are put together from several: a day's and a button's.
    let together = ["day", "today", "selected", "open", "button", "opening"].map(str::to_owned);
    // What stands in lanes is drawn by a script.
    let lanes = read("src/lanes.js");
    let drawn = Regex::new(r#"part: "([a-z]+)""#).unwrap();
    let drawn = drawn.captures_iter(&lanes).map(|found| found[1].to_owned());
    let parts: BTreeSet<_> = find(r#"\.part\("([a-z ]+)"\)"#).into_iter().chain(together).chain(drawn).collect();
    assert_eq!(PARTS.iter().map(|part| part.name.to_owned()).collect::<BTreeSet<_>>(), parts, "parts");
    for state in ["\" today\"", "\" selected\"", "\" open\"", "String::from(\"day\")", "\"button\""] {
        assert!(code.contains(state), "{state}");
    }
    let slots = find(r#"slot\("([a-z]+)""#);
    assert_eq!(SLOTS.iter().map(|slot| slot.name.to_owned()).collect::<BTreeSet<_>>(), slots, "slots");
}

#[test]
fn a_theme_sets_properties_of_the_table_and_nothing_else() {
    let has = |name: &str| {
        TOKENS
            .iter()
            .any(|token| token.name == name || token.has_dark && name.strip_suffix("-dark") == Some(token.name))
    };
    let rule = Regex::new(r"(?s)^/\* [^*]+ \*/\nslotwright-booking,\nslotwright-board \{(.*)\n\}\n$").unwrap();
    for theme in ["brand", "crm", "contrast"] {
        let text = read(&format!("embed/themes/theme-{theme}.css"));
        let inside = rule.captures(&text).unwrap_or_else(|| panic!("{theme} is more than one rule")).get(1).unwrap();
        for declaration in inside.as_str().trim().split(';').filter(|declaration| !declaration.is_empty()) {
            let name = declaration.split(':').next().unwrap_or_default().trim();
            assert!(has(name), "{theme} sets {name}");
        }
    }
}

/// All Rust below a folder, but the tables themselves.
fn code_below(folder: &str) -> String {
    let mut text = String::new();
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("a folder");
    for entry in entries.map(|entry| entry.expect("an entry")) {
        let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() && !name.ends_with("/reference") {
            text += &code_below(&name);
        } else if name.ends_with(".rs") {
            text += &read(&name);
        }
    }
    text
}
