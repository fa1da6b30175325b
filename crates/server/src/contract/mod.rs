//! The API's document: OpenAPI 3.1, for programs and, as a page, for people.
//!
//! It is built when it is first requested: schemas come from the types that go over the wire, the records of requests, words
//! and statuses from [`operations`], the values of parameters from [`values`], and each example is an answer that this
//! server gave (`examples.json`; a test plays all of them again). The router's own table says which operations there are;
//! one that isn't described fails a test, and so does one that is described and isn't there.
//!
//! The systems beside Sonar have a document each, made in the same way ([`systems`]).
//!
//! Whether a library can do it: with typed requests aide can collect paths, parameters and schemas from the handlers, since it
//! speaks schemars and OpenAPI 3.1, and a transform of each operation can add what it does not infer (lists as `name[]` in
//! forms, the codes of each status, the recorded examples), so that nothing of `openapi.json` need be lost. What stands in the
//! way today: its stable release (0.15) is built on schemars 0.9 and only a pre-release on our 1, and handlers take one untyped
//! `Params`, of which it would document nothing; and even then it would replace `operation.rs`, the table's paths and
//! `schemas.rs`, while the values stay, because what the vendor's habits accept is wider than what any Rust type derives.
//! utoipa-axum can't: its schemas are `ToSchema`'s, which every wire record would need beside schemars', and its attributes
//! repeat path, parameters and statuses before each handler, so that a handler's three lines drown in thirty.

mod examples;
mod operation;
mod operations;
mod page;
mod problems;
mod responses;
mod schemas;
pub mod systems;
mod values;

pub use problems::problem_page;

use std::sync::LazyLock;

use examples::Examples;
use operation::{Callers, Operation, Takes};
use schemas::Schemas;
use serde_json::{Map, Value, json};
use slotwright_wire::slotwright::{WebhookEvent, WebhookLinkEvent};
use slotwright_wire::sonar::ROOT;

/// Where the document is.
pub const DOCUMENT_PATH: &str = "/openapi.json";
/// Where the page made of it is.
pub const PAGE_PATH: &str = "/docs";
/// The page's looks.
pub const STYLE_PATH: &str = "/docs.css";
/// The recorded requests and answers that the document quotes.
pub const EXAMPLES: &str = include_str!("examples.json");

/// The style sheet of the page.
pub const STYLE: &str = include_str!("docs.css");

/// The document as it is served.
#[must_use]
pub fn text() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| print(&document(EXAMPLES)));
    &TEXT
}

/// The page as it is served.
#[must_use]
pub fn page() -> &'static str {
    static PAGE: LazyLock<String> = LazyLock::new(|| page_of(&document(EXAMPLES)));
    &PAGE
}

/// The page of a document.
#[must_use]
pub fn page_of(document: &Value) -> String {
    page::print(document)
}

/// The document's text, indented.
#[must_use]
pub fn print(document: &Value) -> String {
    format!("{document:#}\n")
}

/// The document with these recorded requests and answers as its examples.
///
/// # Panics
///
/// They are not JSON.
#[must_use]
pub fn document(examples: &str) -> Value {
    let examples = Examples::read(examples);
    let mut schemas = Schemas::new();
    let mut paths: Map<String, Value> = Map::new();
    let mut tags = Vec::new();
    for group in operations::groups() {
        tags.push(json!({"name": group.name, "description": group.about}));
        for operation in group.operations {
            let described = described(&operation, group.name, &mut schemas, &examples);
            let path = paths.entry(&operation.path).or_insert_with(|| json!({}));
            path[operation.method] = described;
        }
    }
    let responses = responses::shared(&mut schemas, &examples);
    let paths = Value::Object(paths);
    let webhooks = json!({"jobChanged": {"post": webhook(&mut schemas)}});
    let parameters = json!({"Idempotency-Key": idempotency_key(), "Prefer": prefer(), "X-Seen-Scheduled-Datetime": seen(), "If-Match": if_match()});
    let schemas = schemas.into_components(&[&paths, &webhooks, &responses, &parameters]);
    json!({
        "openapi": "3.1.1",
        "info": {
            "title": "Slotwright",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "The Sonar scheduling API, and booking links for customers.",
            "description": include_str!("introduction.md").trim(),
            "contact": contact(),
        },
        "servers": [{"url": "/", "description": "The server that serves this document."}],
        "tags": tags,
        "paths": paths,
        "webhooks": webhooks,
        "components": {
            "securitySchemes": {
                "apiUser": {"type": "http", "scheme": "basic", "description": "The name and password of an API user."},
                "link": {
                    "type": "http", "scheme": "bearer",
                    "description": "The handle of a booking link, 22 characters; or of the board, which counts as staff.",
                },
            },
            "parameters": parameters,
            "headers": responses::headers(),
            "responses": responses,
            "schemas": schemas,
        },
    })
}

/// What a webhook is told.
fn webhook(schemas: &mut Schemas) -> Value {
    let body = schemas.make(|generator| {
        json!({"anyOf": [generator.subschema_for::<WebhookEvent>(), generator.subschema_for::<WebhookLinkEvent>()]})
    });
    let header = |name: &str, description: &str| json!({"name": name, "in": "header", "required": true, "description": description, "schema": {"type": "string"}});
    json!({
        "operationId": "jobChanged",
        "summary": "Something has become of a job",
        "description": "Signed as Standard Webhooks has it, and sent at least once: what came already has the same `webhook-id`.",
        "tags": ["Webhooks"],
        "security": [],
        "parameters": [
            header("webhook-id", "Of this message, the same each time that it is sent."),
            header("webhook-timestamp", "When it is sent: seconds since 1970."),
            header("webhook-signature", "`v1,` and a signature in Base64; two of them while a secret is being replaced."),
        ],
        "requestBody": {
            "required": true,
            "content": {"application/json": {"schema": body}},
        },
        "responses": {"2XX": {"description": "It is taken. With 410 it is not sent again, with any other status it is."}},
    })
}

fn described(operation: &Operation, group: &str, schemas: &mut Schemas, examples: &Examples) -> Value {
    let mut described = json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "description": described_by(operation),
        "tags": [group],
        "security": security(operation.callers),
    });
    let mut parameters: Vec<Value> = operation.path_parameters().map(path_parameter).collect();
    if operation.is_write() {
        parameters.push(json!({"$ref": "#/components/parameters/Idempotency-Key"}));
    }
    if is_vendors(&operation.path) {
        parameters.push(json!({"$ref": "#/components/parameters/Prefer"}));
    }
    if operation.minds_seen {
        parameters.push(json!({"$ref": "#/components/parameters/X-Seen-Scheduled-Datetime"}));
    }
    if operation.is_whole && operation.is_write() {
        parameters.push(json!({"$ref": "#/components/parameters/If-Match"}));
    }
    match operation.takes {
        Takes::Nothing => {}
        Takes::Query(make) => parameters.extend(schemas.query_parameters(make)),
        Takes::Body(make) => described["requestBody"] = body(schemas, make, true, operation, examples),
        Takes::Change(make) => described["requestBody"] = body(schemas, make, false, operation, examples),
        Takes::Whole { .. } => described["requestBody"] = whole_body(operation, schemas, examples),
    }
    if !parameters.is_empty() {
        described["parameters"] = parameters.into();
    }
    described["responses"] = responses::of(operation, schemas, examples);
    described
}

/// What there is to know of an operation: programs that make documentation expect something there.
fn described_by(operation: &Operation) -> String {
    if operation.notes.is_empty() {
        format!("{}.", operation.summary.trim_end_matches('?'))
    } else {
        operation.notes.to_owned()
    }
}

/// Who answers for an API.
fn contact() -> Value {
    json!({"name": "Slotwright"})
}

fn security(callers: Callers) -> Value {
    match callers {
        Callers::Anybody => json!([]),
        Callers::Staff => json!([{"apiUser": []}]),
        Callers::StaffOrLink => json!([{"apiUser": []}, {"link": []}]),
        Callers::Link => json!([{"link": []}]),
    }
}

fn idempotency_key() -> Value {
    json!({
        "name": "Idempotency-Key",
        "in": "header",
        "required": false,
        "description": "Makes a request that is sent again be answered again, and done once. A key is its caller's own, belongs \
                        to one request, and is kept for seven days; an answer given again has the header \
                        `Idempotency-Replayed: true`.",
        "schema": {
            "type": "string", "minLength": 1, "maxLength": 512,
            "pattern": "^([!#-~]{1,255}|\"([ !#-\\[\\]-~]|\\\\[\"\\\\]){1,255}\")$",
        },
    })
}

fn prefer() -> Value {
    json!({
        "name": "Prefer",
        "in": "header",
        "required": false,
        "description": "`handling=strict`: parameters that are not looked at are refused with 422 instead of being named in \
                        `X-Ignored-Parameters`. The answer has `Preference-Applied: handling=strict` then.",
        "schema": {"type": "string", "examples": ["handling=strict"]},
    })
}

fn seen() -> Value {
    json!({
        "name": "X-Seen-Scheduled-Datetime",
        "in": "header",
        "required": false,
        "description": "Of holders of a link: the `scheduled_datetime` of the visit as they saw it when they decided, or `none` \
                        where it had no time. A visit that starts at another time by now is not changed. Staff's is not read.",
        "schema": {"anyOf": [{"const": "none"}, {"$ref": "#/components/schemas/GivenDateTime"}]},
    })
}

fn if_match() -> Value {
    json!({
        "name": "If-Match",
        "in": "header",
        "required": false,
        "description": "The `ETag` of what was read: it is replaced if it is still what is there. Without it whatever is there is \
                        replaced.",
        "schema": {"type": "string"},
    })
}

/// The same name means the same everywhere.
fn path_parameter(name: &str) -> Value {
    let (description, schema) = match name {
        "entity" => ("Which records: `jobs`, in the plural.", json!({"enum": ["jobs"]})),
        "start_date" => ("The first day.", json!({"$ref": "#/components/schemas/GivenDate"})),
        "end_date" => ("The last day, at most 366 days in all.", json!({"$ref": "#/components/schemas/GivenDate"})),
        "did" => ("The desired time's number.", id_schema()),
        "day_id" => ("The day's number.", id_schema()),
        "task_id" => ("The task's number.", id_schema()),
        "address_id" => ("The address's number, among those of its place.", id_schema()),
        "relation_id" => ("The number of this service of this account.", id_schema()),
        "custom_field_id" => ("The field's number.", id_schema()),
        "name" => ("The API user's name.", json!({"$ref": "#/components/schemas/GivenApiUserName"})),
        _ => ("The record's number.", id_schema()),
    };
    json!({"name": name, "in": "path", "required": true, "description": description, "schema": schema})
}

fn id_schema() -> Value {
    json!({"type": "integer", "minimum": 1, "maximum": crate::inbound::sonar::params::bounds::MAX_ID})
}

fn body(
    schemas: &mut Schemas,
    make: operation::MakeSchema,
    is_whole: bool,
    operation: &Operation,
    examples: &Examples,
) -> Value {
    let (mut json_schema, mut form_schema) = schemas.body(make, is_whole);
    if !is_vendors(&operation.path) {
        for schema in [&mut json_schema, &mut form_schema] {
            schema["additionalProperties"] = false.into();
        }
    }
    let is_required = json_schema["required"].as_array().is_some_and(|required| !required.is_empty());
    let mut json_body = json!({"schema": json_schema});
    let asked = examples.requests(operation.id);
    if !asked.is_empty() {
        json_body["examples"] = asked.into();
    }
    json!({
        "required": is_required,
        "content": {
            "application/json": json_body,
            "application/x-www-form-urlencoded": {"schema": form_schema},
        },
    })
}

/// A body that is described as a whole.
fn whole_body(operation: &Operation, schemas: &mut Schemas, examples: &Examples) -> Value {
    let Takes::Whole { media_type, make, is_required } = operation.takes else { return Value::Null };
    let mut content = json!({"schema": schemas.whole_body(make)});
    let asked = examples.requests(operation.id);
    if !asked.is_empty() {
        content["examples"] = asked.into();
    }
    json!({"required": is_required, "content": {media_type: content}})
}

/// Whether a path is the vendor's.
fn is_vendors(path: &str) -> bool {
    path.starts_with(ROOT)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::router::addresses;

    #[test]
    fn the_document_has_every_address_of_the_router_and_no_other() {
        let of_router: BTreeSet<(String, &str)> = addresses()
            .into_iter()
            .flat_map(|address| address.methods.into_iter().map(move |method| (address.path.clone(), method)))
            .collect();
        let described: Vec<(String, &str)> = operations::groups()
            .into_iter()
            .flat_map(|group| group.operations)
            .map(|operation| (operation.path, operation.method))
            .collect();
        let set: BTreeSet<_> = described.iter().cloned().collect();
        assert_eq!(set.len(), described.len(), "an operation is described twice");
        let missing: Vec<_> = of_router.difference(&set).collect();
        let surplus: Vec<_> = set.difference(&of_router).collect();
        assert!(missing.is_empty() && surplus.is_empty(), "not described: {missing:?}; not there: {surplus:?}");
    }

    #[test]
    fn each_operation_has_a_name_of_its_own() {
        let ids: Vec<&str> =
            operations::groups().iter().flat_map(|group| group.operations.iter().map(|it| it.id)).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }
}
