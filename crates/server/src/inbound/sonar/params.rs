//! A request's parameters, wherever they stand, and a typed reader that collects what is wrong with them.
//!
//! The vendor's clients send parameters as JSON, as a form, and even for POST in the query, lists as `users[]=1` or
//! `users[0]=1`, numbers as text. All are merged: JSON wins over the form, the form over the query. A name that a query or a
//! form repeats is a list.

pub mod bounds;
mod fields;
mod hours;
mod ignored;
mod options;
mod records;
mod said;
mod windows;
mod within;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::fmt;

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use bounds::MAX_ID;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};
use slotwright_domain::is_within_reach;
use slotwright_matching::{Day, Minute};
use slotwright_wire::time::{SecondOfDay, date_parts, parse_date, parse_datetime, parse_time};

use crate::edge::limits::{MAX_BODY_BYTES, MAX_ITEMS, check_json, too_many_items};
use crate::edge::refusal::Refusal;

pub use ignored::{Ignored, NoParams, name_ignored, refuse_unknown};

/// A day's last second is one less.
const SECONDS_PER_DAY: SecondOfDay = 86_400;

/// The merged parameters of a request.
#[derive(Clone, Debug, Default)]
pub struct Params {
    sent: Map<String, Value>,
    has_body: bool,
    ignored: Ignored,
}

impl<S: Send + Sync> FromRequest<S> for Params {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let ignored = parts.extensions.get::<Ignored>().cloned().unwrap_or_default();
        let mut params = Self { ignored, ..Self::default() };
        params.merge_pairs(parts.uri.query().unwrap_or_default().as_bytes())?;
        // `limits::read_body` has read it already.
        let body = to_bytes(body, MAX_BODY_BYTES).await;
        let body = body.map_err(|_| Refusal::malformed("The body could not be read."))?;
        if body.is_empty() {
            return Ok(params);
        }
        params.has_body = true;
        let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let essence = content_type.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
        if essence.eq_ignore_ascii_case("application/json") {
            params.merge_json(&body)?;
        } else if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            params.merge_pairs(&body)?;
        } else {
            return Err(Refusal::unsupported_media_type());
        }
        Ok(params)
    }
}

impl Params {
    fn merge_json(&mut self, body: &[u8]) -> Result<(), Refusal> {
        check_json(body)?;
        match serde_json::from_slice(body) {
            Ok(Value::Object(members)) => {
                if let Err(error) = serde_json::from_slice::<MembersOnce>(body) {
                    return Err(Refusal::malformed(format!("The body says two things: {error}.")));
                }
                self.sent.extend(members);
                // So that two requests which say the same are the same, in whatever order they say it.
                self.sent.sort_keys();
                Ok(())
            }
            Ok(_) => Err(Refusal::malformed("The body must be a JSON object.")),
            Err(error) => Err(Refusal::malformed(format!("The body is not valid JSON: {error}."))),
        }
    }

    fn merge_pairs(&mut self, pairs: &[u8]) -> Result<(), Refusal> {
        let mut merged: Map<String, Value> = Map::new();
        for (name, value) in form_urlencoded::parse(pairs) {
            // What is no UTF-8 is read as this character, which nobody types: better refused than kept altered.
            if name.contains(char::REPLACEMENT_CHARACTER) || value.contains(char::REPLACEMENT_CHARACTER) {
                return Err(Refusal::malformed(format!("The {} must be UTF-8.", words(&name))));
            }
            let value = Value::String(value.into_owned());
            let (name, is_list) = list_name(&name).map_or((&*name, false), |name| (name, true));
            match merged.get_mut(name) {
                Some(Value::Array(items)) if items.len() == MAX_ITEMS => return Err(too_many_items()),
                Some(Value::Array(items)) => items.push(value),
                // Which of them is meant is not ours to choose.
                Some(first) => *first = Value::Array(vec![first.take(), value]),
                None => {
                    let value = if is_list { Value::Array(vec![value]) } else { value };
                    merged.insert(name.to_owned(), value);
                }
            }
        }
        self.sent.extend(merged);
        Ok(())
    }

    /// Whether nothing at all was sent, not even an empty body of JSON.
    #[must_use]
    pub fn are_missing(&self) -> bool {
        self.sent.is_empty() && !self.has_body
    }

    /// A reader of these parameters.
    #[must_use]
    pub fn reader(&self) -> Reader<'_> {
        let asked = RefCell::default();
        let mut reader = Reader { params: &self.sent, asked, ignored: &self.ignored, faults: Vec::new() };
        // PostgreSQL keeps no text with it, and nobody means it.
        for (name, _) in self.sent.iter().filter(|(_, value)| has_nul(value)) {
            reader.fault(name, format!("The {} may not contain the invisible character NUL.", words(name)));
        }
        reader
    }

    /// Whether the caller would rather be refused than have something ignored.
    #[must_use]
    pub fn are_all_meant(&self) -> bool {
        self.ignored.are_refused
    }

    /// Names in the answer a parameter that was understood and is not looked at.
    pub fn ignore(&self, name: &str) {
        self.ignored.note(name);
    }
}

/// An object in which no two members have the same name: of two, a reader of JSON takes one as it likes.
struct MembersOnce;

impl<'de> Deserialize<'de> for MembersOnce {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Self)
    }
}

impl<'de> Visitor<'de> for MembersOnce {
    type Value = Self;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut members: M) -> Result<Self, M::Error> {
        let mut names = HashSet::new();
        while let Some((name, IgnoredAny)) = members.next_entry::<String, IgnoredAny>()? {
            if names.contains(&name) {
                return Err(M::Error::custom(format!("`{}` stands in it twice", shortened(&name))));
            }
            names.insert(name);
        }
        Ok(self)
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

/// The name of the list, of `users[]` or `users[12]`.
fn list_name(name: &str) -> Option<&str> {
    let (name, index) = name.strip_suffix(']')?.split_once('[')?;
    index.bytes().all(|byte| byte.is_ascii_digit()).then_some(name)
}

/// Reads parameters by name and type. What is wrong is collected, one sentence for each parameter, and refused at once
/// by [`Reader::finish`]; until then a faulty parameter counts as absent.
pub struct Reader<'a> {
    params: &'a Map<String, Value>,
    /// The names that were asked for.
    asked: RefCell<BTreeSet<String>>,
    ignored: &'a Ignored,
    /// Parameter → sentence, in the order in which they are told; without a sentence, a place that is kept for one.
    faults: Vec<(String, Option<String>)>,
}

impl<'a> Reader<'a> {
    /// What was sent under a name, which is known from then on.
    fn sent(&self, name: &str) -> Option<&'a Value> {
        if !self.asked.borrow().contains(name) {
            self.asked.borrow_mut().insert(name.to_owned());
        }
        self.params.get(name)
    }

    /// The value, unless absent, null or blank.
    fn value(&self, name: &str) -> Option<&'a Value> {
        self.sent(name).filter(|value| !has_nul(value)).filter(|value| match value {
            Value::Null => false,
            Value::String(text) => !text.trim().is_empty(),
            _ => true,
        })
    }

    /// Whether it was sent, be it empty.
    #[must_use]
    pub fn is_sent(&self, name: &str) -> bool {
        self.sent(name).is_some()
    }

    /// Whether it was sent with a value.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.value(name).is_some() && !self.is_empty_list(name)
    }

    /// Says what is wrong with a parameter; of several faults of one, the first is told.
    pub fn fault(&mut self, name: &str, sentence: impl Into<String>) {
        match self.faults.iter_mut().find(|(known, _)| known == name) {
            Some((_, Some(_))) => {}
            Some((_, place)) => *place = Some(sentence.into()),
            None => self.faults.push((name.to_owned(), Some(sentence.into()))),
        }
    }

    /// Keeps a place among the faults for one of this parameter that is found later, so that faults are told in the order in
    /// which the parameters are read, whoever finds them.
    pub fn keep_place(&mut self, name: &str) {
        if !self.faults.iter().any(|(known, _)| known == name) {
            self.faults.push((name.to_owned(), None));
        }
    }

    /// Whether this parameter has been found faulty.
    #[must_use]
    pub fn is_faulty(&self, name: &str) -> bool {
        self.faults.iter().any(|(known, sentence)| known == name && sentence.is_some())
    }

    /// Refuses when anything was wrong.
    pub fn finish(mut self) -> Result<(), Refusal> {
        self.refuse_faulty()
    }

    /// [`Reader::finish`], for who goes on with what was read.
    pub fn refuse_faulty(&mut self) -> Result<(), Refusal> {
        if self.is_good() {
            return Ok(());
        }
        let told = std::mem::take(&mut self.faults).into_iter();
        Err(Refusal::fields(told.filter_map(|(name, sentence)| Some((name, sentence?))).collect()))
    }

    /// [`Reader::finish`], with what was sent in each faulty parameter and what is allowed there.
    pub fn finish_naming(mut self, allowed: &[(&str, &str)]) -> Result<(), Refusal> {
        for (name, sentence) in &mut self.faults {
            let Some(sentence) = sentence else { continue };
            let Some((_, allowed)) = allowed.iter().find(|(known, _)| known == name) else { continue };
            let sent = match self.params.get(name) {
                None => "was not sent".to_owned(),
                Some(Value::String(text)) => format!("was `{}`", shortened(text)),
                Some(value) => format!("was `{}`", shortened(&value.to_string())),
            };
            sentence.push_str(&format!(" `{name}` {sent}; allowed is {allowed}."));
        }
        self.finish()
    }

    /// Faults the parameter when it is absent.
    pub fn require(&mut self, name: &str) -> &mut Self {
        if !self.has(name) {
            self.fault(name, format!("The {} field is required.", words(name)));
        }
        self
    }

    /// Faults the parameter when it was sent with a value.
    pub fn prohibit(&mut self, name: &str) {
        if self.has(name) {
            self.fault(name, format!("The {} field is prohibited.", words(name)));
        }
    }

    /// Faults `name` when it is absent though `other` is there.
    pub fn require_with(&mut self, name: &str, other: &str) {
        if self.has(other) && !self.has(name) {
            let sentence = format!("The {} field is required when {} is present.", words(name), words(other));
            self.fault(name, sentence);
        }
    }

    /// A whole number of at least `min`, as a number or as text.
    pub fn integer(&mut self, name: &str, min: u64) -> Option<u64> {
        let value = self.value(name)?;
        match integer_of(value) {
            Some(number) if min <= number && number <= MAX_ID => Some(number),
            Some(number) if number < min => {
                self.fault(name, format!("The {} must be at least {min}.", words(name)));
                None
            }
            _ if is_negative(value) => {
                self.fault(name, format!("The {} must be at least {min}.", words(name)));
                None
            }
            _ => {
                self.fault(name, format!("The {} must be an integer.", words(name)));
                None
            }
        }
    }

    /// The number of something; faulty when it can't be anything's.
    pub fn id(&mut self, name: &str) -> Option<u64> {
        self.id_or(name, &format!("The selected {} is invalid.", words(name)))
    }

    /// The number of something. `unknown` is the sentence for what can't be a number of anything.
    pub fn id_or(&mut self, name: &str, unknown: &str) -> Option<u64> {
        let value = self.value(name)?;
        match integer_of(value) {
            Some(id) if (1..=MAX_ID).contains(&id) => Some(id),
            Some(_) => {
                self.fault(name, unknown);
                None
            }
            None if is_negative(value) => {
                self.fault(name, unknown);
                None
            }
            None => {
                self.fault(name, format!("The {} must be an integer.", words(name)));
                None
            }
        }
    }

    /// A list of numbers, each once, in the order sent; a single one counts as a list of one. `unknown` is the sentence
    /// for what can't be a number of anything.
    pub fn ids(&mut self, name: &str, unknown: &str) -> Option<Vec<u64>> {
        let value = self.value(name).filter(|_| !self.is_empty_list(name))?;
        let items = match value {
            Value::Array(items) => items.as_slice(),
            Value::Number(_) | Value::String(_) => std::slice::from_ref(value),
            _ => {
                self.fault(name, format!("The {} must be an array.", words(name)));
                return None;
            }
        };
        let mut ids = Vec::with_capacity(items.len());
        let mut known = HashSet::with_capacity(items.len());
        for item in items {
            match integer_of(item) {
                Some(id) if (1..=MAX_ID).contains(&id) => {
                    if known.insert(id) {
                        ids.push(id);
                    }
                }
                Some(_) => {
                    self.fault(name, unknown);
                    return None;
                }
                None if is_negative(item) => {
                    self.fault(name, unknown);
                    return None;
                }
                None => {
                    self.fault(name, format!("The {} must be an array of integers.", words(name)));
                    return None;
                }
            }
        }
        Some(ids)
    }

    /// A list of texts; a single one counts as a list of one. `None` when it was not sent or is blank; an empty list is one.
    pub fn texts(&mut self, name: &str) -> Option<Vec<&'a str>> {
        let items = match self.value(name)? {
            Value::Array(items) => items.as_slice(),
            single => std::slice::from_ref(single),
        };
        let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
        if texts.is_none() {
            self.fault(name, format!("The {} must be an array of strings.", words(name)));
        }
        texts
    }

    /// A text; blank ones and null are empty. `None` when it was not sent.
    pub fn text(&mut self, name: &str) -> Option<String> {
        match self.sent(name)? {
            Value::Null => Some(String::new()),
            Value::String(text) if text.contains('\0') => {
                self.fault(name, format!("The {} may not contain the invisible character NUL.", words(name)));
                None
            }
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => {
                self.fault(name, format!("The {} must be a string.", words(name)));
                None
            }
        }
    }

    /// Some of these words; a single one counts as a list of one.
    pub fn choices<T: Copy>(&mut self, name: &str, words: &[(&str, T)]) -> Option<Vec<T>> {
        let texts = self.texts(name).filter(|texts| !texts.is_empty())?;
        let chosen = texts.iter().map(|text| words.iter().find(|(word, _)| word == text));
        let chosen: Option<Vec<T>> = chosen.map(|word| word.map(|(_, meaning)| *meaning)).collect();
        if chosen.is_none() {
            self.not_among(name, words);
        }
        chosen
    }

    /// One of some words.
    pub fn choice<T: Copy>(&mut self, name: &str, words: &[(&str, T)]) -> Option<T> {
        let value = self.value(name)?;
        let chosen = value.as_str().and_then(|text| words.iter().find(|(word, _)| *word == text));
        if chosen.is_none() {
            self.invalid(name);
        }
        chosen.map(|(_, meaning)| *meaning)
    }

    /// A date that exists, `YYYY-MM-DD`.
    pub fn date(&mut self, name: &str) -> Option<Day> {
        let text = self.string(name, "date")?;
        match parse_date(text) {
            Some(day) => self.within_reach(name, day),
            None => {
                self.no_date(name, text, "Y-m-d");
                None
            }
        }
    }

    /// A date and time on a whole minute with which something starts: nothing starts at the 24:00 that ends a day.
    pub fn datetime(&mut self, name: &str) -> Option<Minute> {
        let text = self.string(name, "date")?;
        match parse_datetime(text).filter(|(_, second)| *second < SECONDS_PER_DAY) {
            Some((day, second)) if second % 60 == 0 => {
                Some(self.within_reach(name, day)?.start() + (second / 60) as Minute)
            }
            Some(_) => {
                self.fault(name, format!("The {} must be on a whole minute.", words(name)));
                None
            }
            None => {
                self.no_date(name, text, "Y-m-d H:i:s");
                None
            }
        }
    }

    /// Says what is wrong with a text that was to begin with a date: often it is well written, and there is no such day.
    fn no_date(&mut self, name: &str, text: &str, format: &str) {
        let sentence = match date_parts(text) {
            Some((month, _, 0)) => format!("The {} is no date: there is no month {month}.", words(name)),
            Some((_, day, days)) if day == 0 || days < day => {
                format!("The {} is no date: that month has the days 1 to {days}.", words(name))
            }
            Some(_) if parse_date(&text[..10]).is_none_or(|day| !is_within_reach(day)) => {
                format!("The {} must be between 1970-01-01 and 2999-12-31.", words(name))
            }
            _ => format!("The {} does not match the format {format}.", words(name)),
        };
        self.fault(name, sentence);
    }

    /// A time of day, 00:00 to 24:00.
    pub fn time(&mut self, name: &str) -> Option<SecondOfDay> {
        let text = self.string(name, "time")?;
        let time = parse_time(text);
        if time.is_none() {
            self.fault(name, format!("The {} does not match the format H:i:s.", words(name)));
        }
        time
    }

    /// A time of day with which something ends: 00:00 is the midnight after it, since nothing ends with the one before.
    pub fn end_time(&mut self, name: &str) -> Option<SecondOfDay> {
        self.time(name).map(|second| if second == 0 { SECONDS_PER_DAY } else { second })
    }

    /// Faults a parameter that is none of some words.
    fn not_among<T>(&mut self, name: &str, among: &[(&str, T)]) {
        let among: Vec<&str> = among.iter().map(|(word, _)| *word).collect();
        self.fault(name, format!("The selected {} is invalid; allowed is {}.", words(name), among.join(", ")));
    }

    /// Faults a parameter that is well-formed but means nothing here.
    pub fn invalid(&mut self, name: &str) {
        self.fault(name, format!("The selected {} is invalid.", words(name)));
    }

    fn string(&mut self, name: &str, what: &str) -> Option<&'a str> {
        let value = self.value(name)?;
        let text = value.as_str();
        if text.is_none() {
            self.fault(name, format!("The {} is not a valid {what}.", words(name)));
        }
        text
    }

    fn within_reach(&mut self, name: &str, day: Day) -> Option<Day> {
        if is_within_reach(day) {
            return Some(day);
        }
        self.fault(name, format!("The {} must be between 1970-01-01 and 2999-12-31.", words(name)));
        None
    }
}

/// A number from a path; `None` when it can't be anything's.
#[must_use]
pub fn path_id(text: &str) -> Option<u64> {
    let id = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())??;
    (1..=MAX_ID).contains(&id).then_some(id)
}

fn integer_of(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    }
}

fn is_negative(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_i64().is_some_and(|number| number < 0),
        Value::String(text) => text.parse::<i64>().is_ok_and(|number| number < 0),
        _ => false,
    }
}

/// As much of what somebody sent as fits into a sentence.
#[must_use]
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A parameter's name as Laravel's sentences have it: `assigned_id` and `entityId` → `assigned id`, `entity id`.
pub(super) fn words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 2);
    for letter in name.chars() {
        match letter {
            '_' => words.push(' '),
            letter if letter.is_ascii_uppercase() => words.extend([' ', letter.to_ascii_lowercase()]),
            letter => words.push(letter),
        }
    }
    words
}
