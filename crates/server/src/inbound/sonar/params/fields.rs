//! What is in the fields of a job's type: `{"floor": 3, "gate": "1234"}`.

use serde_json::Value;

use super::{Reader, words};
use crate::scheduling::fields::SentFields;

impl Reader<'_> {
    /// An object of texts, numbers, yes and no by the keys of fields; null takes away what is there. Also as JSON in a text, which
    /// is how a form can send it.
    pub fn fields(&mut self, name: &str) -> SentFields {
        let Some(value) = self.value(name) else { return SentFields::new() };
        let parsed: Value;
        let object = match value {
            Value::String(json) => {
                let is_within_bounds = crate::edge::limits::check_json(json.as_bytes()).is_ok();
                parsed = is_within_bounds.then(|| serde_json::from_str(json).ok()).flatten().unwrap_or(Value::Null);
                parsed.as_object()
            }
            // An empty list is how some programs write an object without members.
            Value::Array(list) if list.is_empty() => return SentFields::new(),
            value => value.as_object(),
        };
        let Some(object) = object else {
            self.fault(
                name,
                format!("The {} must be an object: texts, numbers, true and false by their keys.", words(name)),
            );
            return SentFields::new();
        };
        let text = |value: &Value| match value {
            Value::Null => Some(String::new()),
            Value::Bool(truth) => Some(truth.to_string()),
            Value::Number(number) => Some(number.to_string()),
            Value::String(text) => Some(text.clone()),
            Value::Array(_) | Value::Object(_) => None,
        };
        object.iter().map(|(key, value)| (key.clone(), text(value))).collect()
    }
}
