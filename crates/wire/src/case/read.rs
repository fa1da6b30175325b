//! Reading a case: all of it, or a sentence that says what is wrong where.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::{Answer, Arrival, Case, Input, Search, Version, Wanted, Window};

/// Reads a case, from JSON's text or from an object in the browser.
///
/// # Errors
///
/// What is wrong, for somebody who wrote the file: the member, its value, and what is allowed.
///
/// ```
/// use slotwright_wire::case::read;
/// let mut json = serde_json::Deserializer::from_str(r#"{ "version": 2, "wonders": [] }"#);
/// let problem = read(&mut json).unwrap_err();
/// assert!(problem.starts_with("`version`: `2` is newer than this program, which reads 1 (take a newer one)"));
/// ```
pub fn read<'de, D: Deserializer<'de>>(json: D) -> Result<Case, String> {
    serde_path_to_error::deserialize(json).map_err(|error| {
        let (path, problem) = (error.path().to_string(), error.into_inner());
        // The path of the whole is a dot.
        if path == "." { problem.to_string() } else { format!("`{path}`: {problem}") }
    })
}

/// What follows the version.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Rest {
    #[serde(default)]
    about: String,
    input: Input,
    search: Search,
    #[serde(default)]
    wishes: Vec<Window>,
    #[serde(default)]
    rather_not: Vec<Window>,
    wanted: Option<Wanted>,
    arrival: Option<Arrival>,
    answer: Answer,
}

struct CaseVisitor;

impl<'de> Deserialize<'de> for Case {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(CaseVisitor)
    }
}

impl<'de> Visitor<'de> for CaseVisitor {
    type Value = Case;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a case: an object that begins with its `version`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Case, A::Error> {
        match map.next_key::<String>()?.as_deref() {
            Some("version") => {}
            Some(other) => {
                return Err(A::Error::custom(format!("the case begins with `{other}` (expected `version`)")));
            }
            None => return Err(A::Error::missing_field("version")),
        }
        let version: Version = map.next_value()?;
        let Rest { about, input, search, wishes, rather_not, wanted, arrival, answer } =
            Rest::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Case { version, about, input, search, wishes, rather_not, wanted, arrival, answer })
    }
}
