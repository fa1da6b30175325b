//! How what the vendor's rules leave open, or say in two ways, is read: `frotcom.options` in the world file.

use serde_json::Value;
use slotwright_domain::System;

use crate::app::App;
use crate::edge::refusal::Refusal;

/// The kind, and the one id of it.
const KIND: &str = "options";
const ID: &str = "options";

/// The named options.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether limits that stand in the vendor's table alone, and not among its rules, are kept as well.
    pub strict: bool,
    /// Whether tolerances are refused beside a start without an end, as the rule has it, though the table prescribes just that
    /// for `TimeAndTolerance`.
    pub literal_tolerance_rule: bool,
    /// Which types of task there are; any where nothing is said.
    pub known_types: Option<Vec<i64>>,
}

impl Options {
    /// Those of the instance.
    ///
    /// # Errors
    ///
    /// The store can't be asked.
    pub async fn of(app: &App) -> Result<Self, Refusal> {
        let found = app.store.definition(System::Frotcom, KIND, ID).await?;
        let value: Value = found.and_then(|found| serde_json::from_str(&found.document).ok()).unwrap_or_default();
        let is_on = |name: &str| value[name].as_bool().unwrap_or(false);
        let types = value["knownTypes"].as_array();
        Ok(Self {
            strict: is_on("strict"),
            literal_tolerance_rule: is_on("literalToleranceRule"),
            known_types: types.map(|types| types.iter().filter_map(Value::as_i64).collect()),
        })
    }
}

/// Judges them.
pub fn judge(value: &Value) -> Result<(), String> {
    for (name, member) in value.as_object().into_iter().flatten() {
        match (name.as_str(), member) {
            ("id", Value::String(id)) if id == ID => {}
            ("id", _) => return Err(format!("there is one of them, with the id {ID:?}")),
            ("strict" | "literalToleranceRule", Value::Bool(_)) => {}
            ("strict" | "literalToleranceRule", _) => return Err(format!("{name} must be true or false, is {member}")),
            ("knownTypes", Value::Array(types)) if types.iter().all(Value::is_i64) => {}
            ("knownTypes", _) => return Err(format!("{name} must be a list of whole numbers, is {member}")),
            _ => return Err(format!("{name} is not known: there are strict, literalToleranceRule, knownTypes")),
        }
    }
    Ok(())
}
