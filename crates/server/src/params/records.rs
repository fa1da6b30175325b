//! Parameters that are records and lists of records.

use serde_json::Value;

use super::Params;

impl Params {
    /// All of them as one object, for who reads records: a text is what it says as JSON, which is how a form can send records,
    /// and a blank one is left out.
    #[must_use]
    pub fn records(&self) -> Value {
        let value = |value: &Value| match value {
            Value::String(text) if text.trim().is_empty() => Value::Null,
            Value::String(text) => {
                let is_within_bounds = crate::bounds::hold_json(text.as_bytes()).is_ok();
                let json = is_within_bounds.then(|| serde_json::from_str(text).ok()).flatten();
                json.unwrap_or_else(|| value.clone())
            }
            value => value.clone(),
        };
        Value::Object(self.0.iter().map(|(name, sent)| (name.clone(), value(sent))).collect())
    }
}
