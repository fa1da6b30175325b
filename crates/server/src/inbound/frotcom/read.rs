//! Reading the members of an object. Names count whatever their case; null counts as left out; the first thing that is wrong is
//! told.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

/// A sentence about the first thing that is wrong.
pub type Wrong = String;

/// The greatest number that JavaScript still counts exactly.
const MAX_LONG: i64 = (1 << 53) - 1;

/// An object, and where it stands.
pub struct Object<'v> {
    members: &'v Map<String, Value>,
    place: String,
}

impl<'v> Object<'v> {
    /// Reads `value` as an object.
    pub fn of(value: &'v Value, place: &str) -> Result<Self, Wrong> {
        match value {
            Value::Object(members) => Ok(Self { members, place: place.to_owned() }),
            other => Err(wrong(place, "an object", other)),
        }
    }

    /// A member that is there and not null, and where it stands.
    fn get(&self, name: &str) -> Option<(&'v Value, String)> {
        let found = self.members.iter().find(|(known, value)| known.eq_ignore_ascii_case(name) && !value.is_null());
        found.map(|(_, value)| (value, format!("{}.{name}", self.place)))
    }

    /// An object in it.
    pub fn object(&self, name: &str) -> Result<Option<Object<'v>>, Wrong> {
        self.get(name).map(|(value, place)| Object::of(value, &place)).transpose()
    }

    /// A list of objects in it.
    pub fn objects(&self, name: &str) -> Result<Vec<Object<'v>>, Wrong> {
        match self.get(name) {
            None => Ok(Vec::new()),
            Some((Value::Array(items), place)) => {
                let item = |(index, item)| Object::of(item, &format!("{place}[{index}]"));
                items.iter().enumerate().map(item).collect()
            }
            Some((other, place)) => Err(wrong(&place, "a list", other)),
        }
    }

    /// A text.
    pub fn text(&self, name: &str) -> Result<Option<&'v str>, Wrong> {
        match self.get(name) {
            None => Ok(None),
            Some((Value::String(text), place)) if text.contains('\0') => Err(not_kept(&place)),
            Some((Value::String(text), _)) => Ok(Some(text)),
            Some((other, place)) => Err(wrong(&place, "a text", other)),
        }
    }

    /// A text of at most so many UTF-16 code units, which is how the vendor's framework counts.
    pub fn text_up_to(&self, name: &str, most: usize) -> Result<Option<&'v str>, Wrong> {
        match self.text(name)? {
            Some(text) if most < text.encode_utf16().count() => Err(format!(
                "{}.{name} may have up to {most} characters, and has {}.",
                self.place,
                text.encode_utf16().count()
            )),
            text => Ok(text),
        }
    }

    /// A text, or a number as its text.
    pub fn text_or_number(&self, name: &str) -> Result<Option<String>, Wrong> {
        match self.get(name) {
            None => Ok(None),
            Some((Value::String(text), place)) if text.contains('\0') => Err(not_kept(&place)),
            Some((Value::String(text), _)) => Ok(Some(text.clone())),
            Some((Value::Number(number), _)) => Ok(Some(number.to_string())),
            Some((other, place)) => Err(wrong(&place, "a text or a number", other)),
        }
    }

    /// A whole number of 32 bits.
    pub fn int(&self, name: &str) -> Result<Option<i64>, Wrong> {
        self.whole(name, i32::MIN.into(), i32::MAX.into())
    }

    /// A whole number of seconds, from 0.
    pub fn seconds(&self, name: &str) -> Result<Option<i64>, Wrong> {
        self.whole(name, 0, MAX_LONG)
    }

    fn whole(&self, name: &str, least: i64, most: i64) -> Result<Option<i64>, Wrong> {
        let Some((value, place)) = self.get(name) else { return Ok(None) };
        let number = value.as_i64().or_else(|| value.as_f64().filter(|n| n.fract() == 0.0).map(|number| number as i64));
        match number.filter(|number| value.is_number() && (least..=most).contains(number)) {
            Some(number) => Ok(Some(number)),
            None => Err(wrong(&place, &format!("a whole number from {least} to {most}"), value)),
        }
    }

    /// A number.
    pub fn double(&self, name: &str) -> Result<Option<f64>, Wrong> {
        let Some((value, place)) = self.get(name) else { return Ok(None) };
        value.as_f64().map(Some).ok_or_else(|| wrong(&place, "a number", value))
    }

    /// True or false.
    pub fn boolean(&self, name: &str) -> Result<bool, Wrong> {
        let Some((value, place)) = self.get(name) else { return Ok(false) };
        value.as_bool().ok_or_else(|| wrong(&place, "true or false", value))
    }

    /// An instant, RFC 3339; without an offset it is UTC.
    pub fn instant(&self, name: &str) -> Result<Option<Timestamp>, Wrong> {
        let Some((value, place)) = self.get(name) else { return Ok(None) };
        let of_text = |text: &str| {
            let of_utc = || text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok();
            text.parse().ok().or_else(|| of_utc().map(|zoned| zoned.timestamp()))
        };
        let instant = value.as_str().and_then(of_text);
        instant.map(Some).ok_or_else(|| wrong(&place, "a date and time, such as 2024-05-13T08:00:00.000Z", value))
    }

    /// One of these words, in any case, or its number.
    pub fn one_of<T: Copy>(&self, name: &str, words: &[(&str, i64, T)]) -> Result<Option<T>, Wrong> {
        let Some((value, place)) = self.get(name) else { return Ok(None) };
        let is_meant = |(word, number, _): &&(&str, i64, T)| match value {
            Value::String(text) => text.eq_ignore_ascii_case(word),
            other => other.as_i64() == Some(*number),
        };
        let allowed =
            || words.iter().map(|(word, number, _)| format!("{word} ({number})")).collect::<Vec<_>>().join(", ");
        let found = words.iter().find(is_meant).map(|(_, _, meaning)| *meaning);
        found.map(Some).ok_or_else(|| wrong(&place, &format!("one of {}", allowed()), value))
    }
}

/// Not every database keeps it.
fn not_kept(place: &str) -> Wrong {
    format!("{place} has a null character (U+0000) in it, which can't be kept.")
}

/// A value that is not what it has to be.
fn wrong(place: &str, expected: &str, found: &Value) -> Wrong {
    let found = match found {
        Value::String(text) if 40 < text.chars().count() => "a long text".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        other => other.to_string(),
    };
    format!("{place} must be {expected}, and is {found}.")
}
