//! One operation of the API: what it takes and what it answers, in words and types.

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};
use slotwright_wire::slotwright::Collision;
use slotwright_wire::sonar::Paginator;

use crate::inbound::sonar::collisions::MAX_COLLISIONS;

/// Who may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callers {
    /// Everybody, without credentials.
    Anybody,
    /// Staff.
    Staff,
    /// Staff, and the holder of a booking link within its bounds.
    StaffOrLink,
    /// The holder of a booking link.
    Link,
}

/// The parameters beside those in the path.
#[derive(Clone, Copy)]
pub enum Takes {
    /// None; a body or a query is not looked at.
    Nothing,
    /// In the query.
    Query(MakeSchema),
    /// In the body.
    Body(MakeSchema),
    /// In the body, none of them required.
    Change(MakeSchema),
    /// A body of one media type, which is described as a whole.
    Whole {
        /// `application/json`
        media_type: &'static str,
        /// What it is.
        make: MakeSchema,
        /// Whether it has to be there.
        is_required: bool,
    },
}

/// What an operation answers when it is done.
#[derive(Clone, Copy)]
pub enum Content {
    /// JSON of this schema.
    Json(MakeSchema),
    /// Text of this media type.
    Text(&'static str),
    /// Nothing: the status says it all.
    Nothing,
}

/// Gives a schema, and puts what it refers to into the generator.
pub type MakeSchema = fn(&mut SchemaGenerator) -> Value;

/// One operation.
pub struct Operation {
    /// `get`
    pub method: &'static str,
    /// As the router spells it.
    pub path: String,
    /// A name for programs: `createJob`.
    pub id: &'static str,
    /// What it does, in a few words.
    pub summary: &'static str,
    /// What there is to know beyond.
    pub notes: &'static str,
    /// Who may call.
    pub callers: Callers,
    /// What the caller's token must be good for, where tokens are good for parts of an API.
    pub scopes: Vec<&'static str>,
    /// The parameters.
    pub takes: Takes,
    /// Parameters that are described one by one.
    pub parameters: Vec<Value>,
    /// The status of success.
    pub status: u16,
    /// And what comes with it.
    pub content: Content,
    /// A status of refusal that has a record of its own beside the problem.
    pub refused_with: Option<(u16, MakeSchema)>,
    /// What is refused beyond what all operations refuse: status and codes.
    pub refusals: Vec<(u16, Vec<&'static str>)>,
    /// Whether the holder of a link may say what they saw of the visit.
    pub minds_seen: bool,
    /// Whether it answers 304 to whoever knows its answer already.
    pub knows_tags: bool,
    /// Whether it is a whole document's, whose answers have a tag that a write may name.
    pub is_whole: bool,
}

/// Why a request to any operation may be refused, before or after it is understood.
const OF_ALL: [(u16, &[&str]); 9] = [
    (400, &["malformed-request"]),
    (403, &["origin-not-allowed"]),
    (408, &["too-slow"]),
    (413, &["too-large"]),
    (414, &["too-large"]),
    (415, &["unsupported-media-type"]),
    (429, &["too-many-requests", "too-many-guesses"]),
    (431, &["too-large"]),
    (503, &["overloaded", "took-too-long", "storage-unavailable"]),
];

impl Operation {
    fn new(method: &'static str, path: &str, id: &'static str, summary: &'static str) -> Self {
        Self {
            method,
            path: path.to_owned(),
            id,
            summary,
            notes: "",
            callers: Callers::Staff,
            scopes: Vec::new(),
            takes: Takes::Nothing,
            parameters: Vec::new(),
            status: 200,
            content: Content::Text("text/plain"),
            refused_with: None,
            refusals: Vec::new(),
            minds_seen: false,
            knows_tags: false,
            is_whole: false,
        }
    }

    /// `GET`
    #[must_use]
    pub fn get(path: &str, id: &'static str, summary: &'static str) -> Self {
        Self::new("get", path, id, summary)
    }

    /// `POST`
    #[must_use]
    pub fn post(path: &str, id: &'static str, summary: &'static str) -> Self {
        Self::new("post", path, id, summary)
    }

    /// `PUT`
    #[must_use]
    pub fn put(path: &str, id: &'static str, summary: &'static str) -> Self {
        Self::new("put", path, id, summary)
    }

    /// `PATCH`
    #[must_use]
    pub fn patch(path: &str, id: &'static str, summary: &'static str) -> Self {
        Self::new("patch", path, id, summary)
    }

    /// `DELETE`
    #[must_use]
    pub fn delete(path: &str, id: &'static str, summary: &'static str) -> Self {
        Self::new("delete", path, id, summary)
    }

    /// What there is to know beyond the summary.
    #[must_use]
    pub fn notes(self, notes: &'static str) -> Self {
        Self { notes, ..self }
    }

    /// Changes a visit of which the holder of a link may say what they saw.
    #[must_use]
    pub fn minds_seen(self) -> Self {
        Self { minds_seen: true, ..self }.refuses(409, &["changed-by-staff"])
    }

    /// Answers 304, without a body, to whoever sends the tag of the answer that there is.
    #[must_use]
    pub fn knows_tags(self) -> Self {
        Self { knows_tags: true, ..self }
    }

    /// Reads or replaces a document as a whole: its answers have a tag, and who replaces it may say which one they have read.
    #[must_use]
    pub fn whole(self) -> Self {
        let whole = Self { is_whole: true, ..self };
        if whole.is_write() { whole.refuses(412, &["changed-by-staff"]) } else { whole }
    }

    /// Who may call, if not staff alone.
    #[must_use]
    pub fn callers(self, callers: Callers) -> Self {
        Self { callers, ..self }
    }

    /// Parameters in the query.
    #[must_use]
    pub fn query<T: JsonSchema>(self) -> Self {
        Self { takes: Takes::Query(schema::<T>), ..self }
    }

    /// Parameters in the body.
    #[must_use]
    pub fn body<T: JsonSchema>(self) -> Self {
        Self { takes: Takes::Body(schema::<T>), ..self }
    }

    /// Parameters in the body, of which what is left out stays as it is.
    #[must_use]
    pub fn change<T: JsonSchema>(self) -> Self {
        Self { takes: Takes::Change(schema::<T>), ..self }
    }

    /// Needs a token that is good for this.
    #[must_use]
    pub fn scope(self, scope: &'static str) -> Self {
        Self { scopes: vec![scope], ..self }
    }

    /// A parameter in the query or in a header.
    #[must_use]
    pub fn parameter(mut self, parameter: Value) -> Self {
        self.parameters.push(parameter);
        self
    }

    /// Takes JSON.
    #[must_use]
    pub fn json<T: JsonSchema>(self) -> Self {
        let takes = Takes::Whole { media_type: "application/json", make: schema::<T>, is_required: true };
        Self { takes, ..self }
    }

    /// Takes JSON, or nothing.
    #[must_use]
    pub fn json_or_nothing<T: JsonSchema>(self) -> Self {
        let takes = Takes::Whole { media_type: "application/json", make: schema::<T>, is_required: false };
        Self { takes, ..self }
    }

    /// Takes a form.
    #[must_use]
    pub fn form<T: JsonSchema>(self) -> Self {
        let media_type = "application/x-www-form-urlencoded";
        Self { takes: Takes::Whole { media_type, make: schema::<T>, is_required: true }, ..self }
    }

    /// Answers a record in the envelope.
    #[must_use]
    pub fn one<T: JsonSchema>(self, status: u16) -> Self {
        Self { status, content: Content::Json(one::<T>), ..self }
    }

    /// Answers a record in the envelope, and beside it which visits collide with what was done.
    #[must_use]
    pub fn one_with_collisions<T: JsonSchema>(self, status: u16) -> Self {
        Self { status, content: Content::Json(one_with_collisions::<T>), ..self }
    }

    /// Answers a page of records.
    #[must_use]
    pub fn page_of<T: JsonSchema>(self) -> Self {
        Self { content: Content::Json(page_of::<T>), ..self }
    }

    /// Answers without the envelope.
    #[must_use]
    pub fn bare<T: JsonSchema>(self, status: u16) -> Self {
        Self { status, content: Content::Json(schema::<T>), ..self }
    }

    /// Answers a text.
    #[must_use]
    pub fn text(self, media_type: &'static str) -> Self {
        Self { content: Content::Text(media_type), ..self }
    }

    /// Answers 204 and no body.
    #[must_use]
    pub fn nothing(self) -> Self {
        Self { status: 204, content: Content::Nothing, ..self }
    }

    /// A status of refusal that has a record of its own, and its codes.
    #[must_use]
    pub fn refuses_with<T: JsonSchema>(self, status: u16, codes: &[&'static str]) -> Self {
        Self { refused_with: Some((status, schema::<T>)), ..self }.refuses(status, codes)
    }

    /// A status of refusal and its codes.
    #[must_use]
    pub fn refuses(mut self, status: u16, codes: &[&'static str]) -> Self {
        match self.refusals.iter_mut().find(|(known, _)| *known == status) {
            Some((_, known)) => known.extend(codes),
            None => self.refusals.push((status, codes.to_vec())),
        }
        self
    }

    /// The names of the parameters in the path.
    pub fn path_parameters(&self) -> impl Iterator<Item = &str> {
        self.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
    }

    /// Whether it changes something, and so may have a key.
    #[must_use]
    pub fn is_write(&self) -> bool {
        self.method != "get"
    }

    /// Every status of refusal with its codes, in ascending order.
    #[must_use]
    pub fn all_refusals(&self) -> Vec<(u16, Vec<&'static str>)> {
        let mut all = self.refusals.clone();
        let mut add = |status: u16, codes: &[&'static str]| match all.iter_mut().find(|(known, _)| *known == status) {
            Some((_, known)) => {
                for code in codes {
                    if !known.contains(code) {
                        known.push(code);
                    }
                }
            }
            None => all.push((status, codes.to_vec())),
        };
        match self.callers {
            Callers::Anybody => {}
            Callers::Staff => {
                add(401, &["invalid-credentials", "link-invalid", "link-open"]);
                add(403, &["scope-missing"]);
                add(404, &["not-found"]);
                add(410, &["link-expired"]);
            }
            Callers::StaffOrLink => {
                add(401, &["invalid-credentials", "link-invalid", "link-open"]);
                add(403, &["scope-missing"]);
                // What a link has no right to is not there for its holder.
                add(404, &["not-found"]);
                add(410, &["link-expired"]);
            }
            Callers::Link => {
                add(401, &["link-invalid", "link-open"]);
                add(404, &["not-found"]);
                add(410, &["link-expired"]);
            }
        }
        OF_ALL.iter().for_each(|(status, codes)| add(*status, codes));
        // Also where nothing is taken: parameters that nobody reads may be refused.
        if self.callers != Callers::Anybody || !matches!(self.takes, Takes::Nothing) {
            add(422, &["validation-failed"]);
        }
        if self.is_write() {
            add(400, &["malformed-idempotency-key"]);
            add(409, &["request-in-progress", "answer-lost"]);
            add(422, &["key-reused"]);
        }
        add(500, &["internal"]);
        all.sort_by_key(|(status, _)| *status);
        all
    }
}

fn schema<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    generator.subschema_for::<T>().to_value()
}

fn one<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    json!({"type": "object", "required": ["data"], "properties": {"data": schema::<T>(generator)}})
}

fn one_with_collisions<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    let mut one = one::<T>(generator);
    one["properties"]["collisions"] = json!({
        "type": "array", "minItems": 1, "maxItems": MAX_COLLISIONS, "items": schema::<Collision>(generator),
        "description": "An addition of ours: visits to come that stand where nobody is to work any more. They stay, and it is up \
                        to staff to move them. Left out where there are none; of more than 1,000 the first.",
    });
    one
}

fn page_of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    json!({
        "type": "object",
        "required": ["data", "paginator"],
        "properties": {
            "data": {"type": "array", "items": schema::<T>(generator)},
            "paginator": schema::<Paginator>(generator),
        },
    })
}
