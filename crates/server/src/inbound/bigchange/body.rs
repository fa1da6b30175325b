//! A body of JSON, and a reader of its members that collects what is wrong with them.
//!
//! What is of the wrong type can't be read, and is 400; what can be read and is refused is 422. Members that nobody knows are
//! ignored, as the vendor does.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::time;
use super::words::{Faults, refused, unreadable, unreadable_members};
use crate::edge::limits::{MAX_BODY_BYTES, check_json};
use crate::edge::refusal::Refusal;

/// The members of a body; `None` where there is no body.
pub struct Body(Option<Map<String, Value>>);

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        // `limits::read_body` has read it already.
        let body = to_bytes(body, MAX_BODY_BYTES).await.map_err(|_| unreadable("The body could not be read."))?;
        if body.is_empty() {
            return Ok(Self(None));
        }
        let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let essence = content_type.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/json") {
            return Err(Refusal::unsupported_media_type().saying("The body must be application/json."));
        }
        check_json(&body)?;
        match serde_json::from_slice(&body) {
            Ok(Value::Object(members)) => Ok(Self(Some(members))),
            Ok(other) => Err(unreadable(&format!("The body must be a JSON object, is {}.", named(&other)))),
            Err(error) => Err(unreadable(&format!("The body is not valid JSON: {error}."))),
        }
    }
}

impl Body {
    /// Of members that were read before.
    pub fn of(members: &Value) -> Self {
        Self(members.as_object().cloned())
    }

    /// The members of a body that has to be there, for who reads them more than once.
    pub fn needed_members(self) -> Result<Map<String, Value>, Refusal> {
        self.0.ok_or_else(|| unreadable("The body is missing: it must be a JSON object."))
    }

    /// A reader of a body that has to be there.
    pub fn needed(self) -> Result<Reader, Refusal> {
        Ok(Reader::of(self.needed_members()?))
    }

    /// A reader of a body in whose place nothing may be sent.
    pub fn optional(self) -> Reader {
        Reader::of(self.0.unwrap_or_default())
    }
}

/// What a request says about a member.
#[derive(Clone, Debug, PartialEq)]
pub enum Sent<T> {
    /// Nothing, or something that was refused.
    Absent,
    /// That there is none.
    Null,
    /// This.
    Is(T),
}

impl<T> Sent<T> {
    /// What is said, where something is.
    pub fn some(self) -> Option<T> {
        match self {
            Self::Is(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Over what was there before.
    pub fn over(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Absent => before,
            Self::Null => None,
            Self::Is(value) => Some(value),
        }
    }
}

/// Reads members by name and type.
pub struct Reader {
    members: Map<String, Value>,
    unreadable: Faults,
    refused: Faults,
}

impl Reader {
    fn of(members: Map<String, Value>) -> Self {
        let mut reader = Self { members, unreadable: Vec::new(), refused: Vec::new() };
        // PostgreSQL keeps no text with it, and nobody means it.
        let with_nul: Vec<String> =
            reader.members.iter().filter(|(_, value)| has_nul(value)).map(|(name, _)| name.clone()).collect();
        for name in with_nul {
            reader.refuse(&name, format!("{name} may not contain the invisible character NUL."));
            reader.members.remove(&name);
        }
        reader
    }

    /// Whether a member was sent, be it null.
    pub fn is_sent(&self, name: &str) -> bool {
        self.members.contains_key(name)
    }

    /// Says that a member can be read and is refused.
    pub fn refuse(&mut self, name: &str, sentence: impl Into<String>) {
        self.refused.push((name.to_owned(), sentence.into()));
    }

    /// Says that a member is needed, where it is not there.
    pub fn require(&mut self, name: &str) {
        if matches!(self.members.get(name), None | Some(Value::Null)) && !self.is_faulty(name) {
            self.refuse(name, format!("{name} is required."));
        }
    }

    /// Whether something is wrong with a member.
    pub fn is_faulty(&self, name: &str) -> bool {
        self.unreadable.iter().chain(&self.refused).any(|(known, _)| known == name)
    }

    /// Refuses when anything was wrong.
    pub fn finish(self) -> Result<(), Refusal> {
        match (self.unreadable, self.refused) {
            (unreadable, _) if !unreadable.is_empty() => Err(unreadable_members(unreadable)),
            (_, faults) if !faults.is_empty() => Err(refused(faults)),
            _ => Ok(()),
        }
    }

    fn read<T>(&mut self, name: &str, expected: &str, read: impl FnOnce(&Value) -> Option<T>) -> Sent<T> {
        match self.members.get(name) {
            None => Sent::Absent,
            Some(Value::Null) => Sent::Null,
            Some(value) => match read(value) {
                Some(value) => Sent::Is(value),
                None => {
                    let sentence = format!("{name} must be {expected}, is {}.", named(value));
                    self.unreadable.push((name.to_owned(), sentence));
                    Sent::Absent
                }
            },
        }
    }

    /// A whole number that fits into so many bits, of at least 1.
    pub fn number(&mut self, name: &str, bits: u32) -> Sent<u64> {
        let bound = (1_i64 << (bits - 2)) - 1 + (1_i64 << (bits - 2));
        let expected = format!("a whole number of {bits} bits");
        match self.read(name, &expected, |value| value.as_i64().filter(|number| (-bound - 1..=bound).contains(number)))
        {
            Sent::Is(number) => match u64::try_from(number) {
                Ok(number) if 1 <= number => Sent::Is(number),
                _ => {
                    self.refuse(name, format!("{name} must be at least 1, is {number}."));
                    Sent::Absent
                }
            },
            Sent::Null => Sent::Null,
            Sent::Absent => Sent::Absent,
        }
    }

    /// The number of something.
    pub fn id(&mut self, name: &str) -> Sent<u64> {
        self.number(name, 64)
    }

    /// A text.
    pub fn text(&mut self, name: &str) -> Sent<String> {
        self.read(name, "a string or null", |value| value.as_str().map(str::to_owned))
    }

    /// Yes or no.
    pub fn boolean(&mut self, name: &str) -> Sent<bool> {
        self.read(name, "true or false", Value::as_bool)
    }

    /// A UUID.
    pub fn uuid(&mut self, name: &str) -> Sent<String> {
        let read = |value: &Value| value.as_str().filter(|text| is_uuid(text)).map(str::to_owned);
        self.read(name, "a UUID such as 3f2504e0-4f89-11d3-9a0c-0305e82c3301", read)
    }

    /// An instant.
    pub fn instant(&mut self, name: &str) -> Sent<Timestamp> {
        let expected = "a date and time with an offset such as 2024-05-13T09:00:00Z, from 1970 to 2999";
        self.read(name, expected, |value| value.as_str().and_then(time::parse))
    }

    /// Custom fields: definition and value, null where it is to be unset.
    pub fn custom_fields(&mut self) -> Vec<(u64, Option<String>)> {
        let name = "customFields";
        let items = match self.read(name, "an array", |value| value.as_array().cloned()) {
            Sent::Is(items) => items,
            Sent::Absent | Sent::Null => return Vec::new(),
        };
        let mut fields: Vec<(u64, Option<String>)> = Vec::new();
        for (index, item) in items.into_iter().enumerate() {
            let place = format!("{name}[{index}]");
            let Value::Object(members) = item else {
                self.unreadable.push((place.clone(), format!("{place} must be an object, is {}.", named(&item))));
                continue;
            };
            let mut inner = Self { members, unreadable: Vec::new(), refused: Vec::new() };
            inner.require("definitionId");
            let id = inner.id("definitionId").some();
            let value = inner.text("value").some();
            let within =
                |(name, sentence): (String, String)| (format!("{place}.{name}"), format!("{place}.{sentence}"));
            self.unreadable.extend(inner.unreadable.into_iter().map(within));
            self.refused.extend(inner.refused.into_iter().map(within));
            let Some(id) = id else { continue };
            if fields.iter().any(|(known, _)| *known == id) {
                self.refuse(&format!("{place}.definitionId"), format!("{place}.definitionId {id} stands in it twice."));
            }
            fields.push((id, value));
        }
        fields
    }
}

/// Whether a text is a UUID.
pub fn is_uuid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths = [8, 4, 4, 4, 12];
    parts.len() == lengths.len()
        && parts
            .iter()
            .zip(lengths)
            .all(|(part, length)| part.len() == length && part.bytes().all(|letter| letter.is_ascii_hexdigit()))
}

/// A value in a sentence, shortened.
pub fn named(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn has_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(has_nul),
        Value::Object(members) => members.values().any(has_nul),
        _ => false,
    }
}
