//! The options of a custom field: `[{"text": "…"}]`.

use serde_json::Value;

use super::{Reader, words};

impl Reader<'_> {
    /// A list of objects with a `text` of at most `max` characters each, no two the same; also as JSON in a text, which
    /// is how a form can send it.
    pub fn options(&mut self, name: &str, max: usize) -> Option<Vec<String>> {
        let value = self.value(name)?;
        let parsed: Value;
        let list = match value {
            Value::String(json) => {
                let is_within_bounds = crate::edge::limits::check_json(json.as_bytes()).is_ok();
                parsed = is_within_bounds.then(|| serde_json::from_str(json).ok()).flatten().unwrap_or(Value::Null);
                parsed.as_array()
            }
            value => value.as_array(),
        };
        let options: Option<Vec<&str>> =
            list.and_then(|list| list.iter().map(|option| option["text"].as_str()).collect());
        let Some(options) = options.filter(|options| !options.is_empty()) else {
            self.fault(name, format!("The {} must be an array of objects with a text.", words(name)));
            return None;
        };
        let mut texts = Vec::with_capacity(options.len());
        for option in options {
            let is_fit = !option.trim().is_empty() && !option.contains('\0') && option.chars().count() <= max;
            if !is_fit || texts.iter().any(|known| known == option) {
                let sentence = format!("The {} must be different texts of 1 to {max} characters.", words(name));
                self.fault(name, sentence);
                return None;
            }
            texts.push(option.to_owned());
        }
        Some(texts)
    }
}
