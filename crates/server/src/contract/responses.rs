//! What is answered, by status.

use serde_json::{Map, Value, json};
use slotwright_wire::slotwright::Problem;
use slotwright_wire::sonar::ErrorBody;

use super::examples::Examples;
use super::is_vendors;
use super::operation::{Callers, Content, Operation};
use super::schemas::Schemas;

/// The statuses of refusal that mean the same wherever they come from, and when they come.
const MEANINGS: [(u16, &str); 17] = [
    (400, "The request can't be read."),
    (401, "No credentials, or wrong ones."),
    (403, "The caller may not do this."),
    (404, "There is no such record, or none that the caller may know of."),
    (408, "The body took too long to come."),
    (409, "Somebody was faster, a hold has ended, or a request with the same key is running."),
    (410, "The booking link has ended."),
    (412, "What was to be replaced is another by now. Nothing was changed."),
    (413, "The body is too long."),
    (414, "The address is longer than 8 kB."),
    (415, "The body is neither JSON nor a form, or is compressed."),
    (422, "The request is understood, and can't be done."),
    (428, "A proof of work comes first: GET /v1/proof_of_work."),
    (429, "The caller has as many as one may have, or has asked too often."),
    (431, "The headers are longer than 16 kB."),
    (500, "Something went wrong on our side."),
    (503, "Too busy, or nothing can be stored at the moment. Nothing was changed."),
];

/// The responses of an operation: its own examples, or the shared response of that status where it has none.
pub fn of(operation: &Operation, schemas: &mut Schemas, examples: &Examples) -> Value {
    let mut responses = Map::new();
    let mut done = done(operation, schemas, examples);
    if is_vendors(&operation.path) {
        done["headers"] = json!({"X-Ignored-Parameters": {"$ref": "#/components/headers/X-Ignored-Parameters"}});
    }
    if operation.is_whole {
        let about = "The tag of this answer, for the `If-Match` of whoever replaces it.";
        done["headers"] = json!({"ETag": {"description": about, "schema": {"type": "string"}}});
    }
    responses.insert(operation.status.to_string(), done);
    if operation.knows_tags {
        responses.insert("304".to_owned(), json!({"description": "The answer is the one whose tag was sent."}));
    }
    for (status, codes) in operation.all_refusals() {
        let own = examples.answers(operation.id, status);
        let own_record = operation.refused_with.filter(|(refused, _)| *refused == status);
        // What is a record of the operation's own has not what every problem has.
        let (own, in_record): (Map<_, _>, Map<_, _>) = own
            .into_iter()
            .partition(|(_, example)| own_record.is_none() || example.pointer("/value/instance").is_some());
        let shared = if own.is_empty() { shared_name(operation, status, &codes) } else { None };
        let mut refused = match shared {
            Some(name) => json!({"$ref": format!("#/components/responses/{name}")}),
            None => refusal(is_vendors(&operation.path), status, &codes, own),
        };
        if let Some((_, make)) = own_record {
            let mut record = json!({"schema": schemas.make(make)});
            if !in_record.is_empty() {
                record["examples"] = in_record.into();
            }
            refused["content"]["application/json"] = record;
        }
        responses.insert(status.to_string(), refused);
    }
    responses.into()
}

/// What an operation answers when it is done.
pub fn done(operation: &Operation, schemas: &mut Schemas, examples: &Examples) -> Value {
    let status = operation.status;
    let mut done = json!({"description": if status == 200 { "The answer." } else { "Done." }});
    let content = match operation.content {
        Content::Json(make) => Some(("application/json", schemas.make(make))),
        Content::Text("application/json") => Some(("application/json", json!({"type": "object"}))),
        // Programs look at a stream event by event, for which this version of OpenAPI has no word.
        Content::Text("text/event-stream") => Some(("text/event-stream", json!({}))),
        Content::Text(media_type) => Some((media_type, json!({"type": "string"}))),
        Content::Nothing => None,
    };
    if let Some((media_type, schema)) = content {
        let mut content = json!({"schema": schema});
        let answers = examples.answers(operation.id, status);
        if !answers.is_empty() {
            content["examples"] = answers.into();
        }
        done["content"] = json!({media_type: content});
    }
    done
}

/// The response of this status and these codes that operations share, if there is one.
fn shared_name(operation: &Operation, status: u16, codes: &[&str]) -> Option<String> {
    // A customer shall not be asked for a password.
    if !is_vendors(&operation.path) && operation.callers == Callers::Link && status == 401 {
        return Some("LinkInvalidProblem".to_owned());
    }
    let (_, name, _) = SHARED.iter().find(|(known, _, theirs)| *known == status && *theirs == codes)?;
    Some(if is_vendors(&operation.path) { (*name).to_owned() } else { format!("{name}Problem") })
}

/// The responses that operations share, in the vendor's envelope and as problems. Their examples are recorded under
/// the response's name instead of an operation's.
pub fn shared(schemas: &mut Schemas, examples: &Examples) -> Value {
    schemas.make(|generator| generator.subschema_for::<ErrorBody>().to_value());
    schemas.make(|generator| generator.subschema_for::<Problem>().to_value());
    let mut shared = Map::new();
    for (is_vendors, ending) in [(true, ""), (false, "Problem")] {
        for (status, name, codes) in SHARED {
            let name = format!("{name}{ending}");
            let answers = examples.answers(&name, *status);
            shared.insert(name, refusal(is_vendors, *status, codes, answers));
        }
    }
    let answers = examples.answers("LinkInvalidProblem", 401);
    shared.insert("LinkInvalidProblem".to_owned(), refusal(false, 401, &["link-invalid", "link-open"], answers));
    shared.into()
}

const SHARED: &[(u16, &str, &[&str])] = &[
    (400, "Malformed", &["malformed-request"]),
    (400, "MalformedWrite", &["malformed-request", "malformed-idempotency-key"]),
    (401, "Unauthorized", &["invalid-credentials", "link-invalid", "link-open"]),
    (403, "OriginNotAllowed", &["origin-not-allowed"]),
    (403, "Forbidden", &["scope-missing", "origin-not-allowed"]),
    (404, "NotFound", &["not-found"]),
    (408, "TooSlow", &["too-slow"]),
    (409, "InProgress", &["request-in-progress", "answer-lost"]),
    (410, "Gone", &["link-expired"]),
    (413, "TooLarge", &["too-large"]),
    (414, "AddressTooLong", &["too-large"]),
    (415, "UnsupportedMediaType", &["unsupported-media-type"]),
    (422, "Invalid", &["validation-failed"]),
    (422, "KeyReused", &["validation-failed", "key-reused"]),
    (429, "TooManyRequests", &["too-many-requests", "too-many-guesses"]),
    (431, "HeadersTooLong", &["too-large"]),
    (500, "Internal", &["internal"]),
    (503, "Unavailable", &["overloaded", "took-too-long", "storage-unavailable"]),
];

/// How refusals are written.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    /// `application/problem+json`
    pub media_type: &'static str,
    /// The name of the record.
    pub schema: &'static str,
}

const IN_ENVELOPES: Written = Written { media_type: "application/json", schema: "ErrorBody" };
const AS_PROBLEMS: Written = Written { media_type: "application/problem+json", schema: "Problem" };

fn refusal(is_vendors: bool, status: u16, codes: &[&str], examples: Map<String, Value>) -> Value {
    let mut headers = json!({
        "X-Problem-Code": {"required": true, "description": "Why, as a stable word.", "schema": {"enum": codes}},
    });
    if status == 401 {
        headers["WWW-Authenticate"] = json!({"$ref": "#/components/headers/WWW-Authenticate"});
    }
    if matches!(status, 429 | 503) {
        headers["Retry-After"] = json!({"$ref": "#/components/headers/Retry-After"});
    }
    refused(if is_vendors { IN_ENVELOPES } else { AS_PROBLEMS }, status, &headers, examples)
}

/// A refusal of this status.
pub fn refused(written: Written, status: u16, headers: &Value, examples: Map<String, Value>) -> Value {
    let meaning = MEANINGS.iter().find(|(known, _)| *known == status).map_or("", |(_, meaning)| meaning);
    let mut content = json!({"schema": {"$ref": format!("#/components/schemas/{}", written.schema)}});
    if !examples.is_empty() {
        content["examples"] = examples.into();
    }
    json!({"description": meaning, "headers": headers, "content": {written.media_type: content}})
}

/// The headers that responses refer to.
pub fn headers() -> Value {
    json!({
        "WWW-Authenticate": {
            "required": true, "description": "`Basic` for staff, `Bearer` for links.", "schema": {"type": "string"},
        },
        "X-Ignored-Parameters": {
            "description": "The names of parameters that were sent and not looked at, separated by commas.",
            "schema": {"type": "string"},
        },
        "Retry-After": {
            "required": true, "description": "After how many seconds to try again.",
            "schema": {"type": "integer", "minimum": 1},
        },
    })
}
