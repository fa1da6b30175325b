//! The API's document, to hold answers against it.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use axum::http::{HeaderMap, Method};
use jsonschema::Validator;
use serde_json::{Value, json};
use slotwright_server::contract::systems::{self, SystemDocument};

/// The document that the server serves.
pub static DOCUMENT: LazyLock<Document> =
    LazyLock::new(|| Document::of(serde_json::from_str(slotwright_server::contract::text()).unwrap()));

/// Those of the systems beside Sonar.
static OF_SYSTEMS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let of = |system: &SystemDocument| {
        let root = format!("/{}", system.name);
        let text = systems::text(&root).unwrap();
        Document { root, ..Document::of(serde_json::from_str(text).unwrap()) }
    };
    systems::DOCUMENTS.iter().map(of).collect()
});

/// The document that describes what is at this path.
pub fn of_path(path: &str) -> &'static Document {
    let of_system = OF_SYSTEMS.iter().find(|document| path.starts_with(&format!("{}/", document.root)));
    of_system.unwrap_or(&DOCUMENT)
}

/// A document and what was compiled of it.
pub struct Document {
    /// What its paths stand below.
    root: String,
    document: Value,
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

/// What was asked, as far as the document knows of it.
pub struct Asked {
    pub method: Method,
    pub path: String,
    pub json: Option<Value>,
}

impl Document {
    pub fn of(document: Value) -> Self {
        Self { root: String::new(), document, validators: Mutex::default() }
    }

    /// Panics when an answer is not what the document says. Addresses that it does not know are none of its business,
    /// nor is a method that an address does not take.
    #[track_caller]
    pub fn assert_holds(&self, asked: &Asked, status: u16, headers: &HeaderMap, bytes: &[u8]) {
        let method = if asked.method == Method::HEAD { "get".into() } else { asked.method.as_str().to_lowercase() };
        let path = asked.path.strip_prefix(&self.root).unwrap_or_default();
        let Some(operation) = self.path_item(path).and_then(|item| item.get(&method)) else { return };
        let name = format!("{} {} answered {status}", asked.method, asked.path);
        let header = |name: &str| headers.get(name).map_or("", |value| value.to_str().unwrap());
        let response = self.resolved(&operation["responses"][status.to_string()]);
        assert!(response.is_object(), "{name}, which is not in the document: {}", String::from_utf8_lossy(bytes));
        for (required, description) in response["headers"].as_object().into_iter().flatten() {
            let value = header(required);
            let schema = &self.resolved(description)["schema"];
            let value = value.parse::<u64>().map_or_else(|_| json!(value), |number| json!(number));
            self.assert_valid(schema, &value, &format!("{name}, header {required}"));
        }
        if response["content"].is_null() {
            assert!(bytes.is_empty(), "{name} with a body");
            return;
        }
        let media_type = header("content-type").split(';').next().unwrap_or_default();
        let of_all = media_type.split_once('/').map(|(kind, _)| format!("{kind}/*")).unwrap_or_default();
        let content = [media_type, &of_all].map(|named| &response["content"][named]);
        let content = content.into_iter().find(|content| content.is_object()).unwrap_or(&Value::Null);
        assert!(content.is_object(), "{name} as `{media_type}`, which is not in the document");
        if asked.method == Method::HEAD {
            return;
        }
        let body = match media_type.ends_with("json") {
            true => serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{name} with no JSON: {error}")),
            false => json!(String::from_utf8_lossy(bytes)),
        };
        self.assert_valid(&content["schema"], &body, &name);
        if let Some(json) = asked.json.as_ref().filter(|_| status < 300) {
            let sent = &self.resolved(&operation["requestBody"])["content"]["application/json"]["schema"];
            // What else is needed may have stood in the query.
            let mut sent = sent.clone();
            if let Some(sent) = sent.as_object_mut() {
                sent.remove("required");
            }
            if sent.is_object() {
                self.assert_valid(&sent, json, &format!("{name} to what should not be sent"));
            }
        }
    }

    /// The path's entry: of all templates that fit, the one with the most literal parts.
    fn path_item(&self, path: &str) -> Option<&Value> {
        let fits = |template: &str| {
            let (mut ours, mut theirs) = (template.split('/'), path.split('/'));
            loop {
                match (ours.next(), theirs.next()) {
                    (None, None) => return true,
                    (Some(ours), Some(theirs)) if ours == theirs || (ours.starts_with('{') && !theirs.is_empty()) => {}
                    _ => return false,
                }
            }
        };
        let fitting = self.document["paths"].as_object()?.iter().filter(|(template, _)| fits(template));
        fitting.min_by_key(|(template, _)| template.matches('{').count()).map(|(_, item)| item)
    }

    fn resolved<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str() {
            Some(reference) => self.document.pointer(&reference[1..]).unwrap_or(&Value::Null),
            None => value,
        }
    }

    #[track_caller]
    fn assert_valid(&self, schema: &Value, value: &Value, name: &str) {
        let validator = self.validator(schema);
        let faults: Vec<String> =
            validator.iter_errors(value).map(|error| format!("{} at {}", error, error.instance_path())).collect();
        assert!(faults.is_empty(), "{name}: {}\n{value:#}", faults.join("\n"));
    }

    fn validator(&self, schema: &Value) -> Arc<Validator> {
        let key = schema.to_string();
        let mut validators = self.validators.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let compiled = || {
            let mut whole = schema.clone();
            whole["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
            whole["components"] = json!({"schemas": self.document["components"]["schemas"]});
            Arc::new(jsonschema::options().should_validate_formats(true).build(&whole).unwrap())
        };
        validators.entry(key).or_insert_with(compiled).clone()
    }

    pub fn assert_references_lead_somewhere(&self) {
        fn walk(document: &Value, value: &Value) {
            match value {
                Value::Object(members) => {
                    if let Some(Value::String(reference)) = members.get("$ref") {
                        assert!(document.pointer(&reference[1..]).is_some(), "{reference}");
                    }
                    members.values().for_each(|value| walk(document, value));
                }
                Value::Array(items) => items.iter().for_each(|value| walk(document, value)),
                _ => {}
            }
        }
        walk(&self.document, &self.document);
    }

    /// How many there are.
    pub fn assert_examples_hold_to_their_schemas(&self) -> usize {
        let mut count = 0;
        self.walk_contents(&self.document, &mut |schema, example| {
            count += 1;
            self.assert_valid(schema, example, "an example");
        });
        count
    }

    fn walk_contents(&self, value: &Value, see: &mut impl FnMut(&Value, &Value)) {
        match value {
            Value::Object(members) => {
                if let (Some(schema), Some(Value::Object(examples))) = (members.get("schema"), members.get("examples"))
                {
                    examples.values().for_each(|example| see(schema, &example["value"]));
                }
                members.values().for_each(|value| self.walk_contents(value, see));
            }
            Value::Array(items) => items.iter().for_each(|value| self.walk_contents(value, see)),
            _ => {}
        }
    }
}
