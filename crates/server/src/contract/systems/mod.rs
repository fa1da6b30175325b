//! The documents of the systems beside Sonar: what we answer below the root of each, in its vendor's words.
//!
//! They are made of the same parts as our own document: operations, the records' schemas, recorded examples. What differs
//! is said once for each system: who may call, which headers all requests have, how refusals look.

mod bigchange;
mod frotcom;
mod os1;

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::examples::Examples;
use super::operation::{Callers, MakeSchema, Operation};
use super::operations::Group;
use super::responses::{self, Written, refused};
use super::schemas::Schemas;
use super::{print, whole_body};

/// Where the document is, below the root of each system.
pub const DOCUMENT_PATH: &str = "/openapi.json";

/// What there is to say of one system.
pub struct SystemDocument {
    /// `os1`: the root without its slash.
    pub name: &'static str,
    /// The recorded requests and answers that the document quotes.
    pub examples: &'static str,
    title: &'static str,
    about: &'static str,
    groups: fn() -> Vec<Group>,
    /// How callers prove who they are.
    security_schemes: fn() -> Value,
    /// The name of the scheme that all operations need, but those that give tokens.
    scheme: &'static str,
    /// Parameters that every request with a token has.
    of_all: fn() -> Vec<Value>,
    /// What a name in a path means, by the path: its description and schema.
    path_parameter: fn(&Operation, &str) -> (&'static str, Value),
    written: Written,
    /// The record of a refusal.
    refusal: MakeSchema,
}

/// All of them.
pub const DOCUMENTS: [SystemDocument; 3] = [os1::DOCUMENT, bigchange::DOCUMENT, frotcom::DOCUMENT];

/// What a request to any operation may be refused with, before or after it is understood.
const OF_ALL: [u16; 8] = [400, 408, 413, 414, 415, 431, 500, 503];
/// And what one that needs a token may be refused with.
const OF_CALLERS: [u16; 2] = [401, 403];

/// The document of the system with this root, as it is served.
#[must_use]
pub fn text(root: &str) -> Option<&'static str> {
    static TEXTS: LazyLock<Vec<(&str, String)>> = LazyLock::new(|| {
        DOCUMENTS.iter().map(|system| (system.name, print(&system.document(system.examples)))).collect()
    });
    let name = root.trim_start_matches('/');
    TEXTS.iter().find(|(known, _)| *known == name).map(|(_, text)| text.as_str())
}

impl SystemDocument {
    /// The document with these recorded requests and answers as its examples.
    ///
    /// # Panics
    ///
    /// They are not JSON.
    #[must_use]
    pub fn document(&self, examples: &str) -> Value {
        let examples = Examples::read(examples);
        let mut schemas = Schemas::new();
        schemas.make(self.refusal);
        let mut paths: Map<String, Value> = Map::new();
        let mut tags = Vec::new();
        for group in (self.groups)() {
            tags.push(json!({"name": group.name, "description": group.about}));
            for operation in group.operations {
                let described = self.described(&operation, group.name, &mut schemas, &examples);
                let path = paths.entry(&operation.path).or_insert_with(|| json!({}));
                path[operation.method] = described;
            }
        }
        let parameters: Map<String, Value> = (self.of_all)().into_iter().map(|it| (name_of(&it), it)).collect();
        let paths = Value::Object(paths);
        let responses = self.shared();
        let mut schemas = schemas.into_components(&[&paths, &responses]);
        without_full_stops(&mut schemas);
        let mut components = json!({
            "securitySchemes": (self.security_schemes)(),
            "headers": {"Retry-After": responses::headers()["Retry-After"]},
            "responses": responses,
            "schemas": schemas,
        });
        if !parameters.is_empty() {
            components["parameters"] = parameters.into();
        }
        json!({
            "openapi": "3.1.1",
            "info": {
                "title": self.title,
                "version": env!("CARGO_PKG_VERSION"),
                "description": self.about,
                "contact": super::contact(),
            },
            "servers": [{"url": format!("/{}", self.name), "description": "The server that serves this document."}],
            "tags": tags,
            "paths": paths,
            "components": components,
        })
    }

    fn described(&self, operation: &Operation, group: &str, schemas: &mut Schemas, examples: &Examples) -> Value {
        let needs_token = operation.callers != Callers::Anybody;
        let mut described = json!({
            "operationId": operation.id,
            "summary": operation.summary,
            "description": super::described_by(operation),
            "tags": [group],
            "security": if needs_token { json!([{self.scheme: operation.scopes}]) } else { json!([]) },
        });
        let mut parameters: Vec<Value> = Vec::new();
        for name in operation.path_parameters() {
            let (description, schema) = (self.path_parameter)(operation, name);
            parameters.push(
                json!({"name": name, "in": "path", "required": true, "description": description, "schema": schema}),
            );
        }
        if needs_token {
            let of_all = (self.of_all)().into_iter();
            parameters.extend(of_all.map(|it| json!({"$ref": format!("#/components/parameters/{}", name_of(&it))})));
        }
        parameters.extend(operation.parameters.iter().cloned());
        if !parameters.is_empty() {
            described["parameters"] = parameters.into();
        }
        let body = whole_body(operation, schemas, examples);
        if !body.is_null() {
            described["requestBody"] = body;
        }
        let mut answers: Vec<(u16, Value)> = vec![(operation.status, responses::done(operation, schemas, examples))];
        for status in statuses(operation) {
            let own = examples.answers(operation.id, status);
            let answer = match own.is_empty() {
                true => json!({"$ref": format!("#/components/responses/Refused{status}")}),
                false => refused(self.written, status, &headers(status), own),
            };
            answers.push((status, answer));
        }
        let answers: Map<String, Value> =
            answers.into_iter().map(|(status, answer)| (status.to_string(), answer)).collect();
        described["responses"] = answers.into();
        described
    }

    /// The refusals without examples, by status: all operations write them alike.
    fn shared(&self) -> Value {
        let operations = (self.groups)().into_iter().flat_map(|group| group.operations);
        let mut all: Vec<u16> = operations.flat_map(|operation| statuses(&operation)).collect();
        all.sort_unstable();
        all.dedup();
        let shared: Map<String, Value> = all
            .into_iter()
            .map(|status| (format!("Refused{status}"), refused(self.written, status, &headers(status), Map::new())))
            .collect();
        shared.into()
    }
}

/// Every status of refusal of an operation, in ascending order.
fn statuses(operation: &Operation) -> Vec<u16> {
    let mut statuses: Vec<u16> = OF_ALL.to_vec();
    if operation.callers != Callers::Anybody {
        statuses.extend(OF_CALLERS);
    }
    statuses.extend(operation.refusals.iter().map(|(status, _)| *status));
    statuses.sort_unstable();
    statuses.dedup();
    statuses
}

fn headers(status: u16) -> Value {
    match status {
        429 | 503 => json!({"Retry-After": {"$ref": "#/components/headers/Retry-After"}}),
        _ => json!({}),
    }
}

fn name_of(parameter: &Value) -> String {
    parameter["name"].as_str().unwrap_or_default().to_owned()
}

/// A parameter in the query that may be left out.
fn in_query(name: &str, description: &str, schema: Value) -> Value {
    json!({"name": name, "in": "query", "required": false, "description": description, "schema": schema})
}

/// A header that has to be sent.
fn header(name: &str, description: &str, schema: Value) -> Value {
    json!({"name": name, "in": "header", "required": true, "description": description, "schema": schema})
}

/// What a member is, is a phrase to programs that check documents, BigChange's among them: without a full stop at its end.
fn without_full_stops(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            for (name, value) in members.iter_mut() {
                match value {
                    Value::String(text) if name == "description" => {
                        text.truncate(text.trim_end_matches('.').len());
                    }
                    value => without_full_stops(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(without_full_stops),
        _ => {}
    }
}

/// One of these words, whatever its case.
fn in_any_case(words: &[&str]) -> Value {
    let any_case = |letter: char| match letter.is_ascii_alphabetic() {
        true => format!("[{}{}]", letter.to_ascii_uppercase(), letter.to_ascii_lowercase()),
        false => letter.to_string(),
    };
    let patterns: Vec<String> = words.iter().map(|word| word.chars().map(any_case).collect()).collect();
    json!({"anyOf": [{"enum": words}, {"type": "string", "pattern": format!("^({})$", patterns.join("|"))}]})
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::inbound::ROOTS;

    #[test]
    fn each_document_has_every_address_of_its_systems_table_and_no_other() {
        for root in ROOTS {
            let system = DOCUMENTS.iter().find(|system| root.path == format!("/{}", system.name));
            let system = system.unwrap_or_else(|| panic!("{} has no document", root.path));
            let of_table: BTreeSet<(String, &str)> = (root.table)()
                .addresses()
                .into_iter()
                .flat_map(|address| address.methods.into_iter().map(move |method| (address.path.clone(), method)))
                .collect();
            let described: Vec<(String, &str)> = (system.groups)()
                .into_iter()
                .flat_map(|group| group.operations)
                .map(|operation| (operation.path, operation.method))
                .collect();
            let set: BTreeSet<_> = described.iter().cloned().collect();
            assert_eq!(set.len(), described.len(), "{}: an operation is described twice", system.name);
            assert_eq!(set, of_table, "{}", system.name);
        }
    }

    #[test]
    fn each_operation_has_a_name_of_its_own() {
        for system in DOCUMENTS {
            let groups = (system.groups)();
            let ids: Vec<&str> = groups.iter().flat_map(|group| group.operations.iter().map(|it| it.id)).collect();
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{}", system.name);
        }
    }
}
