//! Takes out of an exchange what is nobody else's business. What stays is known to be harmless; anything else is made up.

use std::fmt;

use serde_json::{Map, Value};

use super::forms::{Form, form, is_instant};
use super::made_up::MadeUp;
use super::words::{Member, is_plain};

/// What stands in the place of a credential.
const WITHHELD: &str = "withheld";
/// Shorter ones are taken out where they stand for themselves alone: anywhere else they may be a part of any word.
const SHORTEST_TO_SEARCH_FOR: usize = 8;

/// Takes out what is nobody else's business.
pub struct Redactor {
    made_up: MadeUp,
    /// Texts of our own.
    harmless: Vec<String>,
    /// Those that are known so far.
    credentials: Vec<String>,
}

impl fmt::Debug for Redactor {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("Redactor(…)")
    }
}

impl Redactor {
    /// One that leaves these texts as they are, and knows these credentials.
    pub fn new(mut harmless: Vec<String>, credentials: impl IntoIterator<Item = String>) -> Self {
        harmless.sort_by_key(|text| std::cmp::Reverse(text.len()));
        let mut redactor = Self { made_up: MadeUp::new(), harmless, credentials: Vec::new() };
        credentials.into_iter().for_each(|credential| redactor.note(&credential));
        redactor
    }

    /// Keeps in mind what is a credential in a body, so that it is found wherever else it stands.
    pub fn learn(&mut self, body: &Value) {
        match body {
            Value::Array(items) => items.iter().for_each(|item| self.learn(item)),
            Value::Object(members) => {
                for (name, member) in members {
                    match member {
                        Value::String(text) if Member::named(name) == Member::Credential => self.note(text),
                        Value::String(text) => {
                            if let Some(inner) = nested(text) {
                                self.learn(&inner);
                            }
                        }
                        member => self.learn(member),
                    }
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, credential: &str) {
        if !credential.is_empty() && credential != WITHHELD && !self.credentials.iter().any(|known| known == credential)
        {
            self.credentials.push(credential.to_owned());
        }
    }

    /// A body, below a member of that name.
    pub fn value(&self, name: &str, value: &Value) -> Value {
        match value {
            Value::Null | Value::Bool(_) => value.clone(),
            Value::Number(number) => self.number(name, number),
            Value::String(text) => self.text(name, text).into(),
            Value::Array(items) => items.iter().map(|item| self.value(name, item)).collect(),
            Value::Object(members) => {
                let member = |(inner, value): (&String, &Value)| {
                    // What a credential or an address is made of is one too.
                    let below = match Member::named(name) {
                        member @ (Member::Credential | Member::Personal) if Member::named(inner) != Member::Degrees => {
                            if member == Member::Credential {
                                "secret"
                            } else {
                                "address"
                            }
                        }
                        _ => inner,
                    };
                    (self.name(inner), self.value(below, value))
                };
                Value::Object(members.iter().map(member).collect::<Map<_, _>>())
            }
        }
    }

    fn number(&self, name: &str, number: &serde_json::Number) -> Value {
        let text = number.to_string();
        match Member::named(name) {
            Member::Credential => WITHHELD.into(),
            Member::Degrees => self.made_up.degrees(&text).into(),
            Member::Personal => self.made_up.digits(&text).parse::<u64>().map_or(Value::Null, Value::from),
            _ if self.credentials.contains(&text) => WITHHELD.into(),
            _ => match number.as_i64() {
                // Many digits are a telephone number, or the number of somebody's contract.
                Some(whole) if whole.unsigned_abs() < 1_000_000_000 || is_instant(whole) => number.clone().into(),
                Some(_) => {
                    self.made_up.digits(text.trim_start_matches('-')).parse::<u64>().map_or(Value::Null, Value::from)
                }
                None if number.as_f64().is_some_and(|number| number.fract() == 0.0) => number.clone().into(),
                None => self.made_up.degrees(&text).into(),
            },
        }
    }

    /// A text that is of a member of that name, or a parameter or field.
    pub fn text(&self, name: &str, text: &str) -> String {
        let member = Member::named(name);
        if member == Member::Credential || self.credentials.iter().any(|credential| credential == text) {
            return WITHHELD.to_owned();
        }
        if text.is_empty() || self.harmless.iter().any(|harmless| harmless == text) {
            return text.to_owned();
        }
        if let Some(inner) = nested(text) {
            return self.value(name, &inner).to_string();
        }
        let text = self.without_credentials(text);
        match (member, form(&text)) {
            (Member::Degrees, _) | (_, Form::Fraction) => self.made_up.degrees(&text).to_string(),
            (_, Form::Email) => self.made_up.email(&text),
            (Member::Personal, _) => self.words(&text),
            (Member::Id | Member::Structural, _) if is_identifier(&text) => text,
            (_, Form::Time) => text,
            (_, Form::Phone) => self.made_up.phone(&text),
            (_, Form::Digits) if text.len() <= 5 => text,
            (_, Form::Digits) => self.made_up.digits(&text),
            (_, Form::Words) => self.words(&text),
        }
    }

    /// The name of a member. It may be a number or a day that a list is by; where it could be anything it is made up.
    pub fn name(&self, name: &str) -> String {
        let is_credential = self.credentials.iter().any(|credential| credential == name);
        match is_identifier(name) && !is_credential && form(name) != Form::Phone {
            true => name.to_owned(),
            false => self.words(&self.without_credentials(name)),
        }
    }

    /// A path: what stands between its slashes are words and numbers of the system's own.
    pub fn path(&self, path: &str) -> String {
        self.without_credentials(path)
    }

    /// A text without the credentials that are known.
    pub fn without_credentials(&self, text: &str) -> String {
        let long = self.credentials.iter().filter(|credential| SHORTEST_TO_SEARCH_FOR <= credential.len());
        long.fold(text.to_owned(), |text, credential| text.replace(credential.as_str(), WITHHELD))
    }

    /// A text with all words made up but those of our own, and such as say something and name nobody.
    fn words(&self, text: &str) -> String {
        for harmless in &self.harmless {
            if let Some((before, after)) = text.split_once(harmless.as_str()) {
                return self.words(before) + harmless + &self.words(after);
            }
        }
        let mut made = String::with_capacity(text.len());
        let mut word = String::new();
        for letter in text.chars().chain([' ']) {
            // A dot or an @ within a word makes it an address.
            if letter.is_alphanumeric() || letter == '@' || letter == '_' {
                word.push(letter);
                continue;
            }
            if !word.is_empty() {
                made += &self.word(&word);
                word.clear();
            }
            made.push(letter);
        }
        made.pop();
        made
    }

    fn word(&self, word: &str) -> String {
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        match word {
            word if is_plain(word) => word.to_owned(),
            word if word.contains('@') => self.made_up.email(word),
            word if is_number => self.made_up.digits(word),
            word => self.made_up.word(word),
        }
    }
}

/// A body within a text.
fn nested(text: &str) -> Option<Value> {
    let is_body = text.trim_start().starts_with(['{', '[']);
    is_body
        .then(|| serde_json::from_str(text).ok())
        .flatten()
        .filter(|inner: &Value| inner.is_object() || inner.is_array())
}

/// Whether a text is one word of a program's: `SCHEDULED`, `job:33`, `7d9f…`.
fn is_identifier(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-:.$[]".contains(&byte))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn redactor() -> Redactor {
        let harmless = ["[ref SMOKE-1]", "Please ignore this job."].map(str::to_owned);
        Redactor::new(harmless.to_vec(), ["canary-password".to_owned(), "api".to_owned()])
    }

    #[test]
    fn what_is_anybodys_is_made_up_wherever_it_stands() {
        let mut redactor = redactor();
        let body = json!({
            "access_token": "canary-token-1",
            "data": [{
                "name": "Canaryname Novak", "AddressLine1": "12 Canarystreet", "zip": 61602, "mobile": 13_095_552_671_u64,
                "contact": {"person": "Canaryname", "e_mail": "canary@novak.example", "phone": "+1 309 555 2671"},
                "geolocation": {"lat": "40.512345", "long": -89.512345}, "longitude": -89.6,
                "inner": "{\"token\":\"canary-token-2\",\"who\":\"Canaryname\"}",
                "notes": "Ring Canaryname at 309 555 2671, canary@novak.example; code canary-password.",
                "Canaryname Novak": 1, "reference": "Canary-1", "token": {"value": "canary-token-3"},
            }],
            "echo": "with canary-token-1 and canary-token-2",
        });
        redactor.learn(&body);
        let told = redactor.value("", &body).to_string();
        for canary in ["anary", "Novak", "novak", "61602", "3095552671", "2671", "40.51", "89.51", "89.6", "12 "] {
            assert!(!told.contains(canary), "{canary}: {told}");
        }
        let form = redactor.text("client_secret", "canary-secret") + &redactor.text("q", "canary-password");
        assert_eq!(form, "withheldwithheld");
        assert_eq!(redactor.text("any", "api"), "withheld");
    }

    #[test]
    fn what_a_playback_needs_stays() {
        let body = json!({
            "id": "job:33", "status": "SCHEDULED", "user_ids": [1, 2], "scheduled_datetime": "2026-10-21 12:00:00",
            "notes": "Please ignore this job.\n[ref SMOKE-1]", "from": 1_793_545_200_000_i64, "length_in_minutes": 60,
            "2026-10-21": {"1": [{"start": "08:00", "end": "17:00:00"}]}, "is_open": true, "none": null,
        });
        assert_eq!(redactor().value("", &body), body);
        assert_eq!(redactor().text("detail", "The field is required."), "The field is required.");
    }
}
