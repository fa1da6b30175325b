//! JSON as it stands in the file: members in their order, and those that are there twice are seen.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    /// A whole number from 0 to 2^64 - 1, written without point and exponent.
    Whole(u64),
    /// Any other number; always finite.
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// The greatest id: what JavaScript still counts exactly.
const MAX_ID: u64 = (1 << 53) - 1;

impl Json {
    /// The id that it stands for: a number or, as the vendor sometimes writes it, the number as a text.
    pub(super) fn as_id(&self) -> Option<u64> {
        let id = match self {
            Self::Whole(id) => *id,
            Self::Text(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok()?,
            _ => return None,
        };
        (1..=MAX_ID).contains(&id).then_some(id)
    }

    /// The same, written without blanks, the members by name.
    pub(super) fn to_text(&self) -> String {
        fn value(json: &Json) -> serde_json::Value {
            match json {
                Json::Null => serde_json::Value::Null,
                Json::Bool(truth) => (*truth).into(),
                Json::Whole(number) => (*number).into(),
                Json::Number(number) if number.fract() == 0.0 && number.abs() <= MAX_ID as f64 => {
                    (*number as i64).into()
                }
                Json::Number(number) => (*number).into(),
                Json::Text(text) => text.as_str().into(),
                Json::List(items) => items.iter().map(value).collect(),
                Json::Object(members) => {
                    let by_name: BTreeMap<_, _> = members.iter().map(|(name, member)| (name, member)).collect();
                    by_name.into_iter().map(|(name, member)| (name.clone(), value(member))).collect()
                }
            }
        }
        value(self).to_string()
    }

    /// What it is, as a sentence about a fault says it.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Whole(_) | Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

/// A short value as it stands in the file; of a long one only what it is.
impl fmt::Display for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(formatter, "{value}"),
            Self::Whole(value) => write!(formatter, "{value}"),
            Self::Number(value) => write!(formatter, "{value}"),
            Self::Text(value) if value.chars().count() <= 40 => write!(formatter, "{value:?}"),
            other => formatter.write_str(other.kind()),
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Whole(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(u64::try_from(value).map_or(Json::Number(value as f64), Json::Whole))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Json::Object(members))
    }
}
