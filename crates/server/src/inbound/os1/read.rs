//! Reading the members of an object. Null counts as left out; the first thing that is wrong is told.

use serde_json::{Map, Value};

/// A sentence about the first thing that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault(pub String);

/// An object, and where it stands.
#[derive(Clone)]
pub struct Object<'v> {
    members: &'v Map<String, Value>,
    place: String,
}

impl<'v> Object<'v> {
    /// The members that stand there.
    pub fn of(members: &'v Map<String, Value>, place: &str) -> Self {
        Self { members, place: place.to_owned() }
    }

    /// Reads a value as an object.
    pub fn read(value: &'v Value, place: &str) -> Result<Self, Fault> {
        match value {
            Value::Object(members) => Ok(Self::of(members, place)),
            other => Err(wrong(place, "an object", other)),
        }
    }

    /// Where a member stands.
    pub fn at(&self, name: &str) -> String {
        if self.place.is_empty() { name.to_owned() } else { format!("{}.{name}", self.place) }
    }

    /// A member that is there and not null.
    pub fn get(&self, name: &str) -> Option<&'v Value> {
        self.members.get(name).filter(|value| !value.is_null())
    }

    /// Its members, whatever they are.
    pub fn members(&self) -> &'v Map<String, Value> {
        self.members
    }

    /// An object in it.
    pub fn object(&self, name: &str) -> Result<Option<Object<'v>>, Fault> {
        self.get(name).map(|value| Object::read(value, &self.at(name))).transpose()
    }

    /// A list in it, with where each item stands.
    pub fn list(&self, name: &str) -> Result<Option<Vec<(&'v Value, String)>>, Fault> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::Array(items)) => {
                let at = |(index, item)| (item, format!("{}[{index}]", self.at(name)));
                Ok(Some(items.iter().enumerate().map(at).collect()))
            }
            Some(other) => Err(wrong(&self.at(name), "a list", other)),
        }
    }

    /// A text of so many characters, from and to.
    pub fn text(&self, name: &str, least: usize, most: usize) -> Result<Option<&'v str>, Fault> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => {
                let length = text.chars().count();
                match text {
                    _ if text.contains('\0') => Err(Fault(format!(
                        "{} has a null character (U+0000) in it, which can't be kept.",
                        self.at(name)
                    ))),
                    _ if (least..=most).contains(&length) => Ok(Some(text)),
                    _ => Err(Fault(format!(
                        "{} must have from {least} to {most} characters, and has {length}.",
                        self.at(name)
                    ))),
                }
            }
            Some(other) => Err(wrong(&self.at(name), "a text", other)),
        }
    }

    /// A text that must be there.
    pub fn needed_text(&self, name: &str, least: usize, most: usize) -> Result<&'v str, Fault> {
        self.text(name, least, most)?.ok_or_else(|| self.missing(name))
    }

    /// A number.
    pub fn number(&self, name: &str) -> Result<Option<f64>, Fault> {
        let Some(value) = self.get(name) else { return Ok(None) };
        value.as_f64().map(Some).ok_or_else(|| wrong(&self.at(name), "a number", value))
    }

    /// True or false.
    pub fn boolean(&self, name: &str) -> Result<Option<bool>, Fault> {
        let Some(value) = self.get(name) else { return Ok(None) };
        value.as_bool().map(Some).ok_or_else(|| wrong(&self.at(name), "true or false", value))
    }

    /// A moment: a whole number from 1, of seconds since 1970 below 10^11, of milliseconds from there on.
    pub fn epoch(&self, name: &str) -> Result<Option<i64>, Fault> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let whole = value.as_i64().or_else(|| value.as_f64().filter(|n| n.fract() == 0.0).map(|n| n as i64));
        match whole.filter(|whole| (1..=LAST_MS).contains(whole)) {
            Some(whole) if whole < 100_000_000_000 => Ok(Some(whole * 1000)),
            Some(whole) => Ok(Some(whole)),
            None => Err(wrong(&self.at(name), "a time since 1970, a whole number from 1", value)),
        }
    }

    /// That a member is missing.
    pub fn missing(&self, name: &str) -> Fault {
        Fault(format!("{} must be given.", self.at(name)))
    }
}

/// The last millisecond of the year 2999.
const LAST_MS: i64 = 32_503_679_999_999;

/// A value that is not what it has to be.
pub fn wrong(place: &str, expected: &str, found: &Value) -> Fault {
    let found = match found {
        Value::String(text) if 40 < text.chars().count() => "a long text".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        other => other.to_string(),
    };
    Fault(format!("{place} must be {expected}, and is {found}."))
}
