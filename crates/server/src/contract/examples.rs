//! The recorded examples: requests to the world of the golden examples, and what this server answered.

use serde_json::{Map, Value, json};

/// All of them.
pub struct Examples(Vec<Value>);

impl Examples {
    /// Reads them from a JSON list.
    ///
    /// # Panics
    ///
    /// It is not a JSON list.
    #[must_use]
    pub fn read(json: &str) -> Self {
        Self(serde_json::from_str(json).expect("the examples are a JSON list"))
    }

    /// The bodies that were sent to an operation and accepted.
    #[must_use]
    pub fn requests(&self, operation: &str) -> Map<String, Value> {
        let accepted = |example: &&Value| example["response"]["status"].as_u64().is_some_and(|status| status < 300);
        let sent = self.of(operation).filter(accepted).filter_map(|example| {
            let request = &example["request"];
            let body =
                [&request["body"], &request["form"]].into_iter().find(|body| body.is_object() || body.is_array());
            body.map(|body| named(example, body))
        });
        sent.collect()
    }

    /// What an operation answered with a status.
    #[must_use]
    pub fn answers(&self, operation: &str, status: u16) -> Map<String, Value> {
        let fitting = self.of(operation).filter(|example| example["response"]["status"] == status);
        fitting.map(|example| named(example, &example["response"]["body"])).collect()
    }

    fn of(&self, operation: &str) -> impl Iterator<Item = &Value> {
        self.0.iter().filter(move |example| example["operation"] == operation)
    }
}

fn named(example: &Value, value: &Value) -> (String, Value) {
    let name = example["name"].as_str().unwrap_or_default();
    let slug: String = name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
    (slug.to_lowercase(), json!({"summary": name, "value": value}))
}
