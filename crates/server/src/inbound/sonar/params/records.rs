//! Parameters that are records and lists of records.

use serde_json::Value;

use super::{Params, integer_of};

impl Params {
    /// All of them as one object, for who reads records. A text that begins as a list or an object does is read as JSON, which
    /// is how a form can send records; digits are a number, and a blank text is left out.
    #[must_use]
    pub fn records(&self) -> Value {
        let meant = |text: &str| {
            if text.trim().is_empty() {
                return Some(Value::Null);
            }
            if !text.trim_start().starts_with(['[', '{']) {
                return integer_of(&text.into()).map(Value::from);
            }
            let is_within_bounds = crate::edge::limits::check_json(text.as_bytes()).is_ok();
            is_within_bounds.then(|| serde_json::from_str(text).ok()).flatten()
        };
        let value = |value: &Value| value.as_str().and_then(meant).unwrap_or_else(|| value.clone());
        Value::Object(self.sent.iter().map(|(name, sent)| (name.clone(), value(sent))).collect())
    }
}
