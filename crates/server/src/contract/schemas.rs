//! The schemas of records and parameters, collected under `#/components/schemas/`.

use std::collections::BTreeSet;

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::operation::MakeSchema;
use super::values;
use crate::inbound::sonar::params::bounds::MAX_USERS;

const PREFIX: &str = "#/components/schemas/";

/// The collection.
pub struct Schemas {
    /// Of records: what is always written is required.
    answers: SchemaGenerator,
    /// Of parameters: what may be left out is not.
    requests: SchemaGenerator,
}

impl Schemas {
    /// With nothing in it.
    #[must_use]
    pub fn new() -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        });
        Self { answers: settings.clone().for_serialize().into_generator(), requests: settings.into_generator() }
    }

    /// A schema of an answer.
    pub fn make(&mut self, make: MakeSchema) -> Value {
        make(&mut self.answers)
    }

    /// The schema of a body as a whole.
    pub fn whole_body(&mut self, make: MakeSchema) -> Value {
        let mut schema = make(&mut self.requests);
        tidy(&mut schema);
        schema
    }

    /// The parameters of a query, one for each property.
    pub fn query_parameters(&mut self, make: MakeSchema) -> Vec<Value> {
        let (schema, _) = self.parameters(make);
        let required = names(&schema["required"]);
        let parameters = schema["properties"].as_object().into_iter().flatten().map(|(name, property)| {
            let items = items(property);
            let mut parameter = json!({
                "name": if items.is_some() { format!("{name}[]") } else { name.clone() },
                "in": "query",
                "required": required.contains(name),
            });
            let mut property = property.clone();
            if let Some(description) = property.as_object_mut().and_then(|property| property.remove("description")) {
                parameter["description"] = description;
            }
            if let Some(items) = items {
                parameter["style"] = "form".into();
                parameter["explode"] = true.into();
                let is_bounded = property.to_string().contains("GivenIdsOfUsers");
                property = json!({"type": "array", "items": items});
                if is_bounded {
                    property["maxItems"] = MAX_USERS.into();
                }
            }
            parameter["schema"] = property;
            parameter
        });
        parameters.collect()
    }

    /// The schema of a JSON body and that of a form. One that only changes what is there needs no property.
    pub fn body(&mut self, make: MakeSchema, is_whole: bool) -> (Value, Value) {
        let (mut schema, name) = self.parameters(make);
        let mut form = schema.clone();
        let properties = schema["properties"].as_object().into_iter().flatten();
        let in_form: Map<String, Value> = properties
            .map(|(name, property)| match items(property) {
                Some(items) => {
                    let mut list = json!({"type": "array", "items": items});
                    if property.to_string().contains("GivenIdsOfUsers") {
                        list["maxItems"] = MAX_USERS.into();
                    }
                    if let Some(description) = property.get("description") {
                        list["description"] = description.clone();
                    }
                    (format!("{name}[]"), list)
                }
                // Records and lists of them stand in a form as JSON.
                None if values::LISTS_OF_RECORDS.iter().any(|name| property.to_string().contains(name)) => {
                    let mut text = json!({"type": "string", "minLength": 2, "contentMediaType": "application/json"});
                    text["description"] = property["description"].clone();
                    (name.clone(), text)
                }
                None => (name.clone(), property.clone()),
            })
            .collect();
        let required: Vec<String> = names(&schema["required"])
            .into_iter()
            .map(|name| if in_form.contains_key(&name) { name } else { format!("{name}[]") })
            .collect();
        form["properties"] = in_form.into();
        form["required"] = required.into();
        for schema in [&mut schema, &mut form] {
            if let Some(schema) = schema.as_object_mut()
                && (!is_whole || names(schema.get("required").unwrap_or(&Value::Null)).is_empty())
            {
                schema.remove("required");
            }
        }
        let name = if is_whole {
            name
        } else {
            name.replacen("New", "", 1) + if name.ends_with("Change") { "" } else { "Change" }
        };
        schema["title"] = name.into();
        (schema, form)
    }

    /// The components that these parts of a document refer to, and those that they refer to themselves.
    #[must_use]
    pub fn into_components(mut self, parts: &[&Value]) -> Value {
        let mut components = Map::new();
        for (name, mut schema) in
            self.answers.take_definitions(true).into_iter().chain(self.requests.take_definitions(true))
        {
            tidy(&mut schema);
            components.insert(name, schema);
        }
        components.insert("Nothing".to_owned(), values::nothing());
        let mut used = BTreeSet::new();
        let mut named: Vec<String> = parts.iter().flat_map(|part| names_in(part)).collect();
        while let Some(name) = named.pop() {
            if let Some(schema) = components.get(&name)
                && used.insert(name)
            {
                named.extend(names_in(schema));
            }
        }
        components.retain(|name, _| used.contains(name));
        components.sort_keys();
        components.into()
    }

    /// The schema of a request with all its properties in sight, and its name.
    fn parameters(&mut self, make: MakeSchema) -> (Value, String) {
        let reference = make(&mut self.requests);
        let name = reference["$ref"].as_str().unwrap_or_default().trim_start_matches(PREFIX).to_owned();
        // It stands where it is used and nowhere else.
        let mut schema = self.requests.definitions_mut().remove(&name).unwrap_or_default();
        tidy(&mut schema);
        blank_for_null(&mut schema);
        (schema, name)
    }
}

/// The names of the components that something refers to.
fn names_in(part: &Value) -> Vec<String> {
    match part {
        Value::String(text) => text.strip_prefix(PREFIX).map(str::to_owned).into_iter().collect(),
        Value::Array(items) => items.iter().flat_map(names_in).collect(),
        Value::Object(members) => members.values().flat_map(names_in).collect(),
        _ => Vec::new(),
    }
}

/// The schema of a list's items, where the parameter is a list.
fn items(property: &Value) -> Option<Value> {
    let property = property.to_string();
    if property.contains("GivenKnownDays") {
        return Some(values::known_day());
    }
    if property.contains("GivenStatuses") {
        return Some(values::status());
    }
    if property.contains("GivenEvents") {
        return Some(values::event());
    }
    property.contains("GivenIds").then(|| json!({"$ref": format!("{PREFIX}GivenId")}))
}

fn names(required: &Value) -> Vec<String> {
    required.as_array().into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

/// Null in a parameter's schema stands for all that counts as left out.
fn blank_for_null(schema: &mut Value) {
    match schema {
        Value::Object(members) if members.len() == 1 && members.get("type").is_some_and(|kind| kind == "null") => {
            *schema = json!({"$ref": format!("{PREFIX}Nothing")});
        }
        Value::Object(members) => members.values_mut().for_each(blank_for_null),
        Value::Array(items) => items.iter_mut().for_each(blank_for_null),
        _ => {}
    }
}

/// Removes what is Rust's and not the API's: formats that nobody else knows, links in comments, defaults that say nothing.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members
                .get("format")
                .is_some_and(|format| format.as_str().is_some_and(|format| format.starts_with("uint")))
            {
                members.remove("format");
            }
            // Where a record is read as well: what is answered has it always.
            if members.get("default").is_some_and(Value::is_null) {
                members.remove("default");
            }
            for (name, value) in members.iter_mut() {
                match value {
                    // The same, for generators of clients that know schemas as objects alone.
                    Value::Bool(true) if name == "items" => *value = json!({}),
                    Value::String(text) if name == "description" => {
                        *text = text.replace("[`", "`").replace("`]", "`").replace('\n', " ");
                    }
                    value => tidy(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}
