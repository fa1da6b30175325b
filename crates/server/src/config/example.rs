//! The settings file that operators get, `packaging/settings.toml`: it has every setting, with its default, and each line works.

use std::collections::BTreeMap;

use clap::CommandFactory;

use super::{Settings, sources};

const EXAMPLE: &str = include_str!("../../../../packaging/settings.toml");

/// The lines that are settings, without what makes them comments: key and value.
fn lines() -> BTreeMap<&'static str, &'static str> {
    let setting = |line: &'static str| line.strip_prefix("# ")?.split_once(" = ");
    let is_key = |key: &str| key.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_');
    EXAMPLE.lines().filter_map(setting).filter(|(key, _)| is_key(key)).collect()
}

#[test]
fn the_operators_file_has_every_setting_with_its_default() {
    let command = Settings::command();
    let mut known = sources::names(&command);
    // The file's own place, and what must not stand in a file.
    known.retain(|name| name != "SETTINGS" && name != sources::UPSTREAM_PASSWORD);
    let mut known: Vec<_> = known.iter().map(|name| name.to_lowercase()).collect();
    known.sort();
    assert_eq!(lines().into_keys().collect::<Vec<_>>(), known);
    for arg in command.get_arguments().filter(|arg| arg.get_action().takes_values()) {
        let Some((variable, default)) = arg.get_env().zip(arg.get_default_values().first()) else { continue };
        let (key, default) = (variable.to_str().unwrap().to_lowercase(), default.to_str().unwrap());
        let written = lines()[key.as_str()].trim_matches('"');
        // What is nothing by default has an example.
        assert!(default.is_empty() || written == default, "{key}: {written}, not {default}");
    }
}

#[test]
fn each_line_of_the_operators_file_works_by_itself() {
    let file = std::env::temp_dir().join(format!("slotwright-settings-{}.toml", std::process::id()));
    for (key, value) in lines() {
        let world = if ["clock", "standin"].contains(&key) { "demo = true\n" } else { "" };
        std::fs::write(&file, format!("{world}{key} = {value}\n")).unwrap();
        let arguments = ["slotwright-server", "--settings", file.to_str().unwrap()].map(Into::into).to_vec();
        sources::read(arguments, Vec::new()).unwrap_or_else(|error| panic!("{key} = {value}: {error}"));
    }
    let _ = std::fs::remove_file(&file);
}
