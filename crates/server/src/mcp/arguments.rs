//! The arguments of tools: their schema, what is wrong with them, and their times.

use rmcp::model::JsonObject;
use schemars::{JsonSchema, schema_for};
use serde::de::DeserializeOwned;
use serde_json::Value;
use slotwright_matching::{Day, Minute};
use slotwright_wire::time::{parse_date, parse_minute};

use crate::asking::Refused;

/// The schema of arguments: what is told to agents, and what is held against what they send.
pub(super) fn schema<T: JsonSchema>() -> JsonObject {
    let mut schema = match schema_for!(T).to_value() {
        Value::Object(schema) => schema,
        _ => JsonObject::new(),
    };
    // The name of a type of ours says nothing.
    schema.remove("title");
    // A tool without arguments has an object all the same.
    schema.entry("properties").or_insert_with(|| JsonObject::new().into());
    schema
}

/// The arguments, which [`check`] has found good.
pub(super) fn read<T: DeserializeOwned>(arguments: JsonObject) -> Result<T, Refused> {
    serde_json::from_value(arguments.into()).map_err(|error| Refused::new("validation-failed", format!("{error}.")))
}

/// Refuses arguments that aren't there, are missing, or of another type, each with its name.
pub(super) fn check(schema: &JsonObject, sent: &JsonObject) -> Result<(), Refused> {
    let none = JsonObject::new();
    let known = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
    for (name, value) in sent {
        let Some(property) = known.get(name) else {
            let names: Vec<_> = known.keys().map(|name| format!("`{name}`")).collect();
            let there_are =
                if names.is_empty() { "there are none".to_owned() } else { format!("there are {}", names.join(", ")) };
            return Err(Refused::argument(name, format!("There is no argument `{name}`; {there_are}.")));
        };
        let types: Vec<&str> = match property.get("type") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
            _ => continue,
        };
        let is_right = |kind: &&str| match *kind {
            "string" => value.is_string(),
            "integer" => value.is_u64(),
            "boolean" => value.is_boolean(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            "null" => value.is_null(),
            _ => true,
        };
        if !types.iter().any(is_right) {
            let text: String = value.to_string().chars().take(80).collect();
            let one_of = types.iter().filter(|kind| **kind != "null").copied().collect::<Vec<_>>().join(" or ");
            return Err(Refused::argument(name, format!("`{name}` must be of type {one_of}, not `{text}`.")));
        }
    }
    let required = schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    match required.into_iter().find(|name| !sent.contains_key(*name)) {
        Some(name) => Err(Refused::argument(name, format!("`{name}` is required."))),
        None => Ok(()),
    }
}

/// When a visit starts.
pub(super) fn start(name: &str, text: &str) -> Result<Minute, Refused> {
    let wrong = || format!("`{name}` must be a time YYYY-MM-DD HH:MM:SS as openings are listed, not `{text}`.");
    parse_minute(text).ok_or_else(|| Refused::argument(name, wrong()))
}

/// A day, where one is sent.
pub(super) fn day(name: &str, text: Option<&str>) -> Result<Option<Day>, Refused> {
    let read = |text: &str| {
        let wrong = || format!("`{name}` must be a date YYYY-MM-DD, not `{text}`.");
        parse_date(text).ok_or_else(|| Refused::argument(name, wrong()))
    };
    text.map(read).transpose()
}
