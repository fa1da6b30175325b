//! Attributes of types of jobs: values that their jobs have beside everything else.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use regex::{Regex, RegexBuilder};
use serde_json::{Map, Value, json};
use slotwright_wire::os1::Attributes;
use slotwright_wire::slotwright::{FieldKind, FieldNames, JobField};

use super::asked::{Asked, Done, data};
use super::callback::{self, ATTRIBUTES_CREATED};
use super::definitions::{ATTRIBUTES, all, definition, types};
use super::job_types::known;
use super::read::{Fault, Object, wrong};
use crate::app::App;
use crate::edge::refusal::Refusal;

/// So many bytes of memory may a pattern take that somebody sends.
const MAX_PATTERN_BYTES: usize = 1 << 20;
const TYPES: [&str; 5] = ["string", "number", "boolean", "object", "array"];

/// What an attribute's values have to be.
#[derive(Debug)]
pub struct Attribute {
    pub name: String,
    data_type: String,
    min: Option<f64>,
    max: Option<f64>,
    pattern: Option<Regex>,
    one_of: Option<Vec<Value>>,
    is_required: bool,
    default: Option<Value>,
}

/// `GET …/job-types/{type_id}/attributes`
pub async fn list(Path(id): Path<String>, asked: Asked) -> Response {
    let done = async {
        known(&asked, &id).await?;
        let attributes = of_type(&asked, &id).await?;
        Ok((StatusCode::OK, data(Attributes { attributes })))
    };
    let done: Done = done.await;
    asked.answer(done)
}

/// `POST …/job-types/{type_id}/attributes`: all of them, or none.
pub async fn create(Path(id): Path<String>, asked: Asked) -> Response {
    let done = create_all(&asked, &id).await;
    asked.answer(done)
}

async fn create_all(asked: &Asked, type_id: &str) -> Done {
    known(asked, type_id).await?;
    let body = Object::of(&asked.body, "");
    let sent = body.list("attributes")?.filter(|sent| !sent.is_empty()).ok_or_else(|| body.missing("attributes"))?;
    let mut names: Vec<String> = Vec::new();
    let mut definitions = Vec::new();
    for (value, place) in sent {
        let attribute = Attribute::read(&Object::read(value, &place)?)?;
        if names.contains(&attribute.name) {
            return Err(Fault(format!("{place}.name: {} is there twice.", attribute.name)).into());
        }
        let mut document = value.clone();
        document["jobTypeId"] = type_id.into();
        definitions.push(definition(ATTRIBUTES, &format!("{type_id} {}", attribute.name), &document));
        names.push(attribute.name);
    }
    let data = json!({"jobTypeId": type_id, "attributes": names});
    let callback = callback::read(asked, ATTRIBUTES_CREATED, Some(data))?;
    let of_type = of_type(asked, type_id).await?;
    let is_there = |name: &&String| of_type.iter().any(|attribute| attribute["name"] == **name);
    if let Some(name) = names.iter().find(is_there) {
        return Err(Fault(format!("attributes: {name} is there already.")).into());
    }
    match asked.app.store.add_definitions(definitions, callback).await? {
        None => Ok((StatusCode::ACCEPTED, None)),
        Some(_) => Err(Fault("attributes: one of them is there already.".to_owned()).into()),
    }
}

/// The attributes of a type, as they were sent.
pub async fn of_type(asked: &Asked, type_id: &str) -> Result<Vec<Value>, Refusal> {
    let mut of_type: Vec<Value> = all(&asked.app, ATTRIBUTES).await?;
    of_type.retain(|attribute| attribute["jobTypeId"] == type_id);
    for attribute in &mut of_type {
        if let Some(members) = attribute.as_object_mut() {
            members.shift_remove("jobTypeId");
            members.shift_remove("id");
        }
    }
    Ok(of_type)
}

/// The attributes of a type of job, as it can ask its customers for them: all but objects and lists.
///
/// # Errors
///
/// The store can't be asked.
pub async fn as_fields(app: &App, job_type_id: u64) -> Result<Vec<JobField>, Refusal> {
    let types = types(app).await?;
    let Some(of_job) = types.iter().find(|of_job| of_job.job_type.id == job_type_id) else { return Ok(Vec::new()) };
    let mut definitions: Vec<Value> = all(app, ATTRIBUTES).await?;
    definitions.retain(|definition| definition["jobTypeId"] == of_job.id);
    Ok(definitions.iter().filter_map(as_field).collect())
}

fn as_field(definition: &Value) -> Option<JobField> {
    let attribute = Object::read(definition, "attribute").and_then(|object| Attribute::read(&object)).ok()?;
    let choices: Option<Vec<String>> =
        attribute.one_of.map(|allowed| allowed.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect());
    let kind = match attribute.data_type.as_str() {
        "string" if choices.as_ref().is_some_and(|choices| !choices.is_empty()) => FieldKind::Choice,
        "string" => FieldKind::Text,
        "number" => FieldKind::Number,
        "boolean" => FieldKind::Boolean,
        _ => return None,
    };
    let has_size = matches!(kind, FieldKind::Text | FieldKind::Number);
    let pattern = definition["validation"]["regex"].as_str().filter(|_| kind == FieldKind::Text);
    Some(JobField {
        key: attribute.name.clone(),
        kind,
        required: attribute.is_required && attribute.default.is_none(),
        choices: choices.filter(|_| kind == FieldKind::Choice).unwrap_or_default(),
        min: attribute.min.filter(|_| has_size),
        max: attribute.max.filter(|_| has_size),
        pattern: pattern.map(str::to_owned),
        names: FieldNames { os1: Some(attribute.name.clone()), ..FieldNames::default() },
        ..JobField::of_label(definition["description"].as_str().unwrap_or(&attribute.name).to_owned())
    })
}

impl Attribute {
    /// Reads one.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with it.
    pub fn read(attribute: &Object) -> Result<Self, Fault> {
        let name = attribute.needed_text("name", 1, 32)?;
        if !name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Err(Fault(format!(
                "{} must be of letters (^[a-zA-Z]{{1,32}}$), and is {name:?}.",
                attribute.at("name")
            )));
        }
        let data_type = attribute.needed_text("dataType", 1, 32)?;
        if !TYPES.contains(&data_type) {
            return Err(Fault(format!(
                "{} must be one of {}, and is {data_type:?}.",
                attribute.at("dataType"),
                TYPES.join(", ")
            )));
        }
        let mut read = Self {
            name: name.to_owned(),
            data_type: data_type.to_owned(),
            min: None,
            max: None,
            pattern: None,
            one_of: None,
            // Beside the type, or in the validation.
            is_required: attribute.boolean("required")?.unwrap_or(false),
            default: None,
        };
        if let Some(validation) = attribute.object("validation")? {
            read.read_validation(&validation)?;
        }
        let default = attribute.get("defaultValue").filter(|default| **default != Value::Object(Map::new()));
        if let Some(default) = default {
            read.admit(default, &attribute.at("defaultValue"))?;
            read.default = Some(default.clone());
        }
        Ok(read)
    }

    fn read_validation(&mut self, validation: &Object) -> Result<(), Fault> {
        if let Some(range) = validation.object("range")? {
            if !["string", "number"].contains(&self.data_type.as_str()) {
                return Err(Fault(format!("{} is for strings and numbers alone.", validation.at("range"))));
            }
            (self.min, self.max) = (range.number("min")?, range.number("max")?);
            if let (Some(min), Some(max)) = (self.min, self.max)
                && max < min
            {
                return Err(Fault(format!("{}: min must not be above max.", validation.at("range"))));
            }
        }
        if let Some(pattern) = validation.text("regex", 0, 1000)? {
            let whole = RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(MAX_PATTERN_BYTES).build();
            let whole = whole.map_err(|_| Fault(format!("{} is no pattern: {pattern:?}.", validation.at("regex"))))?;
            self.pattern = Some(whole);
        }
        if let Some(allowed) = validation.list("valueOneOf")? {
            self.one_of = Some(allowed.into_iter().map(|(value, _)| value.clone()).collect());
        }
        self.is_required |= validation.boolean("required")?.unwrap_or(false);
        Ok(())
    }

    /// The value that it has where none is sent.
    pub fn default(&self) -> Option<&Value> {
        self.default.as_ref()
    }

    /// Whether a value has to be sent.
    pub fn is_required(&self) -> bool {
        self.is_required && self.default.is_none()
    }

    /// Holds a value against it.
    ///
    /// # Errors
    ///
    /// What it has to be.
    pub fn admit(&self, value: &Value, place: &str) -> Result<(), Fault> {
        let is_of_type = match self.data_type.as_str() {
            "string" => value.is_string(),
            "number" => value.is_number(),
            "boolean" => value.is_boolean(),
            "object" => value.is_object(),
            _ => value.is_array(),
        };
        if !is_of_type {
            return Err(wrong(place, &format!("of the type {}", self.data_type), value));
        }
        let measured = match value {
            Value::String(text) => Some(text.chars().count() as f64),
            other => other.as_f64(),
        };
        let is_in_range =
            |measured: f64| self.min.is_none_or(|min| min <= measured) && self.max.is_none_or(|max| measured <= max);
        if !measured.is_none_or(is_in_range) {
            let bound = |bound: Option<f64>, open: &str| bound.map_or(open.to_owned(), |bound| bound.to_string());
            let (min, max) = (bound(self.min, "any"), bound(self.max, "any"));
            let what = if value.is_string() { "have a length" } else { "be" };
            return Err(Fault(format!("{place} must {what} from {min} to {max}, and is {value}.")));
        }
        if let (Some(pattern), Value::String(text)) = (&self.pattern, value)
            && !pattern.is_match(text)
        {
            return Err(Fault(format!("{place} does not match its pattern: {value}.")));
        }
        if let Some(allowed) = &self.one_of
            && !allowed.contains(value)
        {
            return Err(Fault(format!("{place} must be one of {}, and is {value}.", Value::from(allowed.clone()))));
        }
        Ok(())
    }
}
