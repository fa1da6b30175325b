//! What is asked of whoever books: a member of a world file, and the body of `PUT /v1/fields`, read and judged alike.

use std::collections::BTreeSet;

use regex::RegexBuilder;
use serde_json::Value;
use slotwright_domain::Photo;
use slotwright_wire::slotwright::{FieldKind, FieldNames, JobField, JobTypeFields, OwnFields, ShownIf};

use super::json::Json;
use super::node::{Node, Object};
use super::numbers::Numbers;
use super::rules::{judged, listed};

/// So many fields a type of job can have: nobody answers more.
pub const MAX_FIELDS: usize = 20;
/// So many things can be chosen from.
pub const MAX_CHOICES: usize = 50;
/// The longest text that can be asked for, in characters.
pub const MAX_FIELD_LENGTH: u32 = 2000;
/// The greatest number that can be asked for, and with a minus the least: beyond, not each whole one has a double of its own.
pub const MAX_FIELD_NUMBER: f64 = 1e15;
const MAX_KEY: usize = 64;
const MAX_LABEL: usize = 120;
const MAX_HINT: usize = 300;
const MAX_CHOICE: usize = 100;
const MAX_NAME: usize = 100;
const MAX_PATTERN: usize = 500;
/// So many bytes of memory may a pattern take.
const MAX_PATTERN_BYTES: usize = 1 << 18;

/// The fields that a JSON value stands for, which may name these job types. Types come out in the order of their numbers.
///
/// # Errors
///
/// All that is wrong with it: the member, and a sentence with the place, what is there and what is allowed.
///
/// ```
/// use slotwright_world::read_fields;
/// use serde_json::json;
/// let floor = json!({"key": "floor", "label": "Which floor?", "kind": "number", "min": 0, "max": 40});
/// let good = json!({"job_types": [{"job_type_id": 7, "fields": [floor]}]});
/// assert_eq!(read_fields(&good, &[7].into()).unwrap().of_type(7)[0].max, Some(40.0));
/// let faults = read_fields(&json!({"job_types": [{"job_type_id": 7}]}), &[7].into()).unwrap_err();
/// assert_eq!(faults, [("job_types".to_owned(), "`job_types[0]`: fields is missing.".to_owned())]);
/// ```
pub fn read_fields(value: &Value, job_types: &BTreeSet<u64>) -> Result<OwnFields, Vec<(String, String)>> {
    judged(value, "fields", |node| fields(node, &Numbers::known("job type", job_types)))
}

/// A pattern of a field as it is held against a whole text; `None` when it is none, or takes too much memory.
///
/// ```
/// let code = slotwright_world::whole_text("[A-Z]{2}|[0-9]+").unwrap();
/// assert!(code.is_match("AB") && !code.is_match("AB1"));
/// ```
#[must_use]
pub fn whole_text(pattern: &str) -> Option<regex::Regex> {
    RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(MAX_PATTERN_BYTES).build().ok()
}

/// The fields at this place.
pub(super) fn fields(node: &Node, job_types: &Numbers) -> Option<OwnFields> {
    let fields = node.object(&["job_types"])?;
    Some(OwnFields { job_types: listed(&fields.list("job_types")?, "job_type_id", job_types, of_type) })
}

fn of_type(node: &Node, number: &str, job_types: &Numbers) -> Option<(u64, JobTypeFields)> {
    let of_type = node.object(&[number, "fields"])?;
    let job_type_id = of_type.needed(number, |node| job_types.refer(node));
    let nodes = of_type.needed("fields", Node::list)?;
    if nodes.len() > MAX_FIELDS {
        of_type.node.fault(format_args!("has {} fields (at most {MAX_FIELDS})", nodes.len()));
    }
    let mut fields: Vec<JobField> = Vec::new();
    for node in &nodes {
        let Some(field) = field(node) else { continue };
        if fields.iter().any(|other| other.key == field.key) {
            node.fault(format_args!("is the second one with the key {:?} (one is allowed)", field.key));
        }
        if let Some(shown_if) = &field.shown_if {
            refers_back(node, shown_if, &fields);
        }
        fields.push(field);
    }
    let job_type_id = job_type_id?;
    Some((job_type_id, JobTypeFields { job_type_id, fields }))
}

fn field(node: &Node) -> Option<JobField> {
    let field = node.object(&[
        "key", "label", "hint", "kind", "required", "choices", "min", "max", "pattern", "shown_if", "names",
    ])?;
    let key = field.needed("key", |node| text(node, 1, MAX_KEY));
    if let Some(key) = &key
        && !key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
    {
        field.node.fault(format_args!("key must be of A-Z a-z 0-9 _ -, is {key:?}"));
    }
    let label = field.needed("label", |node| text(node, 1, MAX_LABEL));
    let hint = field.optional("hint", |node| text(node, 0, MAX_HINT));
    let kind = field.needed("kind", kind);
    let required = field.optional("required", Node::boolean);
    let (choices, pattern, names) =
        (choices(&field), field.optional("pattern", pattern), field.optional("names", names));
    let shown_if = field.optional("shown_if", shown_if);
    let (min, max) = (field.optional("min", number), field.optional("max", number));
    let field = JobField {
        key: key?,
        label: label?,
        hint: hint?.unwrap_or_default(),
        kind: kind?,
        required: required?.unwrap_or(false),
        choices: choices?,
        min: min?,
        max: max?,
        pattern: pattern?,
        shown_if: shown_if?,
        names: names?.unwrap_or_default(),
    };
    fits_its_kind(node, &field);
    Some(field)
}

/// Tells what a field says that its kind has no use for.
fn fits_its_kind(node: &Node, field: &JobField) {
    let of_choice = field.kind == FieldKind::Choice;
    let has_size = matches!(field.kind, FieldKind::Text | FieldKind::Number);
    if of_choice == field.choices.is_empty() {
        node.fault(if of_choice { "choices is missing" } else { "choices is for the kind choice alone" });
    }
    if field.pattern.is_some() && field.kind != FieldKind::Text {
        node.fault("pattern is for the kind text alone");
    }
    if field.kind == FieldKind::Photos {
        let max = f64::from(Photo::MAX_OF_FIELD);
        if field.min.is_some() || field.max.is_some_and(|most| most.fract() != 0.0 || !(1.0..=max).contains(&most)) {
            node.fault(format_args!("of photos max must be a whole number from 1 to {max}, and min is for others"));
        }
        if field.required {
            node.fault("required is for other kinds: who has no camera must be able to book");
        }
        if field.names != FieldNames::default() {
            node.fault("names is for other kinds: no system takes photos");
        }
        return;
    }
    if !has_size && (field.min.is_some() || field.max.is_some()) {
        node.fault("min and max are for the kinds text and number alone");
    }
    let is_length = |size: &f64| size.fract() == 0.0 && (0.0..=f64::from(MAX_FIELD_LENGTH)).contains(size);
    if field.kind == FieldKind::Text && ![field.min, field.max].iter().flatten().all(is_length) {
        node.fault(format_args!("min and max of a text must be whole numbers from 0 to {MAX_FIELD_LENGTH}"));
    }
    if field.min.zip(field.max).is_some_and(|(min, max)| max < min) {
        node.fault("min must not be above max");
    }
}

fn shown_if(node: &Node) -> Option<ShownIf> {
    let shown_if = node.object(&["key", "value"])?;
    let key = shown_if.needed("key", |node| text(node, 1, MAX_KEY));
    let value = shown_if.needed("value", |node| text(node, 1, MAX_CHOICE));
    Some(ShownIf { key: key?, value: value? })
}

/// Tells what a field waits for that none of those before it can hold.
fn refers_back(node: &Node, shown_if: &ShownIf, before: &[JobField]) {
    let ShownIf { key, value } = shown_if;
    let allowed = match before.iter().find(|field| field.key == *key) {
        Some(field) if field.kind == FieldKind::Choice => field.choices.clone(),
        Some(field) if field.kind == FieldKind::Boolean => ["true", "false"].map(str::to_owned).to_vec(),
        Some(_) => return node.fault(format_args!("shown_if.key must be of a choice or boolean, {key:?} is neither")),
        None => return node.fault(format_args!("shown_if.key must be the key of a field before it, is {key:?}")),
    };
    if !allowed.contains(value) {
        node.fault(format_args!("shown_if.value must be one of {}, is {value:?}", allowed.join(", ")));
    }
}

fn kind(node: &Node) -> Option<FieldKind> {
    Some(match node.one_of(&["text", "number", "boolean", "date", "choice", "photos"])? {
        "number" => FieldKind::Number,
        "boolean" => FieldKind::Boolean,
        "date" => FieldKind::Date,
        "choice" => FieldKind::Choice,
        "photos" => FieldKind::Photos,
        _ => FieldKind::Text,
    })
}

fn choices(field: &Object) -> Option<Vec<String>> {
    let nodes = field.list("choices")?;
    if nodes.len() > MAX_CHOICES {
        field.node.fault(format_args!("has {} choices (at most {MAX_CHOICES})", nodes.len()));
    }
    let mut choices: Vec<String> = Vec::new();
    for node in &nodes {
        let choice = text(node, 1, MAX_CHOICE)?;
        if choices.contains(&choice) {
            node.fault(format_args!("is the second {choice:?} (one is allowed)"));
        }
        choices.push(choice);
    }
    Some(choices)
}

fn names(node: &Node) -> Option<FieldNames> {
    let names = node.object(&["sonar", "os1", "bigchange", "frotcom"])?;
    let name = |system| names.optional(system, |node| text(node, 1, MAX_NAME));
    let bigchange = name("bigchange");
    if let Some(Some(number)) = &bigchange
        && number.parse::<u64>().is_err()
    {
        node.fault(format_args!("bigchange must be the number of a custom field, as a text, is {number:?}"));
    }
    Some(FieldNames { sonar: name("sonar")?, os1: name("os1")?, bigchange: bigchange?, frotcom: name("frotcom")? })
}

fn pattern(node: &Node) -> Option<String> {
    let pattern = text(node, 1, MAX_PATTERN)?;
    if whole_text(&pattern).is_none() {
        node.fault(format_args!("{pattern:?} is no regular expression, or takes too much memory"));
    }
    Some(pattern)
}

fn number(node: &Node) -> Option<f64> {
    let number = match node.value() {
        Json::Whole(number) => *number as f64,
        Json::Number(number) => *number,
        _ => f64::NAN,
    };
    if number.abs() <= MAX_FIELD_NUMBER {
        return Some(number);
    }
    node.fault(format_args!("must be a number from -{MAX_FIELD_NUMBER:e} to {MAX_FIELD_NUMBER:e}"));
    None
}

/// A text on one line, of so many characters.
fn text(node: &Node, min: usize, max: usize) -> Option<String> {
    let text = node.text()?;
    let length = text.chars().count();
    if !(min..=max).contains(&length) {
        node.fault(format_args!("must have {min} to {max} characters, has {length}"));
        return None;
    }
    if text.chars().any(char::is_control) {
        node.fault("must be on one line, without control characters");
        return None;
    }
    Some(text.to_owned())
}
