//! Where settings come from: flags go before the environment, and that before the settings file.
//!
//! All three lead through clap's parsers, so that a value is right or wrong for one reason, wherever it stands. A name
//! that is not known stops the start where it can only be meant for us: in the file, and in the environment behind our
//! prefix. `LISTNE` alone may be anybody's variable; `SLOTWRIGHT_SERVER_LISTNE` is a slip of the pen. (The prefix is the
//! program's whole name, for our tools have variables that begin with `SLOTWRIGHT_` too.)
//!
//! Why not figment: what it would take over is which source goes before which, three lines below. Names, flags, help and
//! parsers would stay clap's, since figment has no provider for it, and so would the nearest name. And its environment
//! guesses types: a password `000123` arrives as the number 123, `[x]` as a list, blanks around a name are gone, and bytes of
//! a path that are no UTF-8 are replaced. It brings a second TOML parser besides.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::builder::{BoolishValueParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, Command, CommandFactory, Error, FromArgMatches};

use super::{ExchangeSetting, Secret, Settings, UpstreamTable, WebhookSetting, exchange, webhooks};

/// What a variable may begin with so that only this program is meant.
const PREFIX: &str = "SLOTWRIGHT_SERVER_";
/// The one setting that is no flag: it would stand in the process list.
pub(super) const PASSWORD: &str = "API_PASSWORD";
/// The other that is no flag. It can't stand in the file either, which is often copied.
pub(super) const UPSTREAM_PASSWORD: &str = "UPSTREAM_PASSWORD";
/// The table of the file for the system behind the gateway, and which of its keys are settings of their own.
const UPSTREAM_TABLE: &str = "upstream";
const IN_TABLE: [(&str, &str); 3] = [("system", "UPSTREAM"), ("url", "UPSTREAM_URL"), ("user", "UPSTREAM_USER")];
/// The tables of the file for those who are told what becomes of jobs.
const WEBHOOKS: &str = "webhook";
/// And those for whose sessions are exchanged.
const EXCHANGES: &str = "exchange";
/// The one setting that the file can't have: its own place.
const FILE: &str = "SETTINGS";

/// Reads all sources. `args` begin with the program's name.
pub(super) fn read(args: Vec<OsString>, environment: Vec<(OsString, OsString)>) -> Result<Settings, Error> {
    let mut command = Settings::command();
    // Parsers that are called by themselves need a command that is built.
    command.build();
    // Help, version, and errors in flags and plain variables end here.
    let given = command.clone().try_get_matches_from(&args)?;
    let prefixed = prefixed(&command, environment)?;
    let file = match prefixed.iter().find(|(name, _)| *name == FILE) {
        Some((_, file)) if given.value_source("settings") != Some(ValueSource::CommandLine) => Some(file.clone()),
        _ => given.get_raw("settings").and_then(|mut raw| raw.next()).map(OsStr::to_owned),
    };
    let InFile { values: in_file, upstream: upstream_table, webhooks, exchanges } = match &file {
        Some(file) => in_file(&command, Path::new(file))?,
        None => InFile::default(),
    };

    // What no flag sets becomes a flag, with the value of the first source that has one.
    let mut gathered: Vec<OsString> = args.first().cloned().into_iter().collect();
    for arg in command.get_arguments() {
        let Some(name) = variable(arg) else { continue };
        let source = given.value_source(arg.get_id().as_str());
        if source == Some(ValueSource::CommandLine) {
            continue;
        }
        let plain =
            || given.get_raw(arg.get_id().as_str())?.next().filter(|_| source == Some(ValueSource::EnvVariable));
        let value = value_in(&prefixed, &name).or_else(plain).or_else(|| value_in(&in_file, &name));
        gathered.extend(value.and_then(|value| flag(&command, arg, value)));
    }
    gathered.extend(args.into_iter().skip(1));
    let matches = without_environment(command).try_get_matches_from(gathered)?;
    let mut settings = Settings::from_arg_matches(&matches)?;
    if let Some(table) = upstream_table {
        settings.upstream.table = table;
    }
    settings.webhooks = webhooks;
    settings.exchanges = exchanges;
    let upstream = value_in(&prefixed, UPSTREAM_PASSWORD).map(OsStr::to_owned);
    let upstream = upstream.or_else(|| std::env::var_os(UPSTREAM_PASSWORD)).filter(|password| !password.is_empty());
    let upstream = upstream.map(OsString::into_string).transpose();
    let upstream = upstream.map_err(|_| Settings::problem(&format!("{UPSTREAM_PASSWORD} must be UTF-8")))?;
    settings.upstream.password = upstream.map(Secret::new);

    let plain = std::env::var_os(PASSWORD).filter(|password| !password.is_empty());
    let password = value_in(&prefixed, PASSWORD).map(OsStr::to_owned).or(plain);
    let password = password.or_else(|| value_in(&in_file, PASSWORD).map(OsStr::to_owned));
    let password = password.map(OsString::into_string).transpose();
    let password = password.map_err(|_| Settings::problem(&format!("{PASSWORD} must be UTF-8")))?;
    settings.with_password(password.map(Secret::new))
}

/// The variables that begin with our prefix, without it.
fn prefixed(command: &Command, environment: Vec<(OsString, OsString)>) -> Result<Vec<(String, OsString)>, Error> {
    let mut found = Vec::new();
    for (variable, value) in environment {
        let Some(name) = variable.to_str().and_then(|variable| variable.strip_prefix(PREFIX)) else { continue };
        let names = names(command);
        if !names.iter().any(|known| known == name) {
            let nearest = nearest(&names, name);
            let problem = format!("there is no setting {PREFIX}{name}; the nearest is {PREFIX}{nearest}");
            return Err(Settings::problem(&problem));
        }
        check(command, name, &value).map_err(|fault| Settings::problem(&format!("{PREFIX}{name}: {fault}")))?;
        found.push((name.to_owned(), value));
    }
    Ok(found)
}

/// What stands in a file.
#[derive(Default)]
struct InFile {
    /// The settings, by the names of their variables.
    values: Vec<(String, OsString)>,
    /// The rest of the table for the system behind the gateway.
    upstream: Option<UpstreamTable>,
    webhooks: Vec<WebhookSetting>,
    exchanges: Vec<ExchangeSetting>,
}

fn in_file(command: &Command, file: &Path) -> Result<InFile, Error> {
    let at_file = |fault: String| Settings::problem(&format!("settings file `{}`: {fault}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| at_file(format!("can't be read: {error}")))?;
    let mut table: toml::Table = text.parse().map_err(|error| at_file(without_the_line(&error, &text)))?;
    let mut found = Vec::new();
    let mut upstream = None;
    if let Some(toml::Value::Table(mut rest)) = table.remove(UPSTREAM_TABLE) {
        if rest.contains_key("password") {
            return Err(at_file(format!("a password doesn't belong into it: {UPSTREAM_PASSWORD} is its variable")));
        }
        for (key, name) in IN_TABLE {
            if let Some(value) = rest.remove(key) {
                table.insert(name.to_lowercase(), value);
            }
        }
        let read =
            rest.try_into().map_err(|error: toml::de::Error| at_file(format!("[upstream]: {}", error.message())));
        upstream = Some(read?);
    }
    let webhooks = table.remove(WEBHOOKS).map_or(Ok(Vec::new()), webhooks::read).map_err(at_file)?;
    let exchanges = table.remove(EXCHANGES).map_or(Ok(Vec::new()), exchange::read).map_err(at_file)?;
    for (key, value) in table {
        let names: Vec<String> =
            names(command).into_iter().filter(|name| name != FILE && name != UPSTREAM_PASSWORD).collect();
        let Some(name) = names.iter().find(|name| name.to_lowercase() == key) else {
            let nearest = nearest(&names, &key.to_uppercase()).to_lowercase();
            return Err(at_file(format!("there is no setting `{key}`; the nearest is `{nearest}`")));
        };
        let value = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(answer) => answer.to_string(),
            other => {
                let kind = other.type_str();
                return Err(at_file(format!("`{key}` must be a text, a number, true or false, and is of type {kind}")));
            }
        };
        check(command, name, OsStr::new(&value)).map_err(|fault| at_file(format!("`{key}`: {fault}")))?;
        found.push((name.clone(), value.into()));
    }
    Ok(InFile { values: found, upstream, webhooks, exchanges })
}

/// What is wrong with a file, and where; the line itself may have a password in it.
fn without_the_line(error: &toml::de::Error, text: &str) -> String {
    let line = error.span().and_then(|span| text.get(..span.start)).map_or(1, |before| before.split('\n').count());
    format!("line {line}: {}", error.message())
}

/// The names of all settings, as variables.
pub(super) fn names(command: &Command) -> Vec<String> {
    command.get_arguments().filter_map(variable).chain([PASSWORD, UPSTREAM_PASSWORD].map(str::to_owned)).collect()
}

fn variable(arg: &Arg) -> Option<String> {
    arg.get_env().and_then(OsStr::to_str).map(str::to_owned)
}

fn value_in<'a>(values: &'a [(String, OsString)], name: &str) -> Option<&'a OsStr> {
    values.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_os_str())
}

/// The known name that is most like this one.
fn nearest<'a>(names: &'a [String], name: &str) -> &'a str {
    let alike = |known: &&String| strsim::jaro_winkler(known, name);
    names.iter().max_by(|one, other| alike(one).total_cmp(&alike(other))).map_or("", String::as_str)
}

/// Checks a value by its setting's parser.
fn check(command: &Command, name: &str, value: &OsStr) -> Result<(), String> {
    let Some(arg) = command.get_arguments().find(|arg| variable(arg).is_some_and(|known| known == name)) else {
        return Ok(());
    };
    let parsed = match arg.get_action() {
        ArgAction::SetTrue => BoolishValueParser::new().parse_ref(command, Some(arg), value).map(drop),
        _ => {
            let line = [Some(OsString::from("slotwright-server")), flag(command, arg, value)].into_iter().flatten();
            without_environment(command.clone()).try_get_matches_from(line).map(drop)
        }
    };
    match parsed {
        Err(error) if error.kind() != ErrorKind::ArgumentConflict => {
            let text = error.to_string();
            let sentence = text.lines().next().unwrap_or_default();
            let more = text.lines().map(str::trim).find(|line| line.starts_with("[possible values"));
            Err([Some(sentence.trim_start_matches("error: ")), more]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "))
        }
        _ => Ok(()),
    }
}

/// The flag that sets this value; `None` for a switch that is off.
fn flag(command: &Command, arg: &Arg, value: &OsStr) -> Option<OsString> {
    let mut flag = OsString::from("--");
    flag.push(arg.get_long()?);
    if let ArgAction::SetTrue = arg.get_action() {
        return BoolishValueParser::new().parse_ref(command, Some(arg), value).unwrap_or_default().then_some(flag);
    }
    flag.push("=");
    flag.push(value);
    Some(flag)
}

fn without_environment(command: Command) -> Command {
    command.mut_args(|arg| arg.env(None::<&'static str>))
}
