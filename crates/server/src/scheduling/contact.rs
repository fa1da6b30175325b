//! What newcomers are asked of themselves, as fields beside those of the type of job, so that pages and programs fill in and are
//! refused both alike.

use std::collections::BTreeMap;

use slotwright_domain::{Contact, FieldWrong, WrongField};
use slotwright_store::Refused;
use slotwright_wire::slotwright::{FieldKind, FieldNames, JobField};

/// An address has one `@`, something before it, and a domain with a dot behind it; more only its post office knows.
const EMAIL: &str = r"[^@\s]+@[^@\s]+\.[^@\s.]+";
/// Digits, and what people put between them.
const TELEPHONE: &str = r"[+\(]?[0-9][\-0-9 \(\)\.\/]{4,24}";

/// The fields, in the order in which they are asked for.
#[must_use]
pub fn fields() -> Vec<JobField> {
    let field = |key: &str, label: &str, max: f64, required| JobField {
        key: key.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
        kind: FieldKind::Text,
        required,
        choices: Vec::new(),
        min: None,
        max: Some(max),
        pattern: None,
        shown_if: None,
        names: FieldNames::default(),
    };
    let with_form = |field: JobField, hint: &str, form: &str| JobField {
        hint: hint.to_owned(),
        pattern: Some(form.to_owned()),
        ..field
    };
    vec![
        field(Contact::NAME, "Your name", 100.0, true),
        with_form(
            field(Contact::EMAIL, "E-mail address", 254.0, false),
            "Like ada@example.com. A telephone number will do as well.",
            EMAIL,
        ),
        with_form(
            field(Contact::TELEPHONE, "Telephone number", 26.0, false),
            "Like +1 309 555 0101. An e-mail address will do as well.",
            TELEPHONE,
        ),
        field(Contact::STREET, "Street and number", 120.0, true),
        field(Contact::CITY, "City", 80.0, true),
        field(Contact::POSTAL_CODE, "Postal code", 16.0, false),
    ]
}

/// What browsers call the part of an address book that a field is; `None` for other fields.
#[must_use]
pub fn autocomplete(key: &str) -> Option<&'static str> {
    match key {
        Contact::NAME => Some("name"),
        Contact::EMAIL => Some("email"),
        Contact::TELEPHONE => Some("tel"),
        Contact::STREET => Some("street-address"),
        Contact::CITY => Some("address-level2"),
        Contact::POSTAL_CODE => Some("postal-code"),
        _ => None,
    }
}

/// The other field of which one is enough.
#[must_use]
pub fn alternative(key: &str) -> Option<&'static str> {
    match key {
        Contact::EMAIL => Some(Contact::TELEPHONE),
        Contact::TELEPHONE => Some(Contact::EMAIL),
        _ => None,
    }
}

/// Refuses a contact who could not be reached: with what there was before, neither an e-mail address nor a telephone number.
///
/// # Errors
///
/// [`Refused::WrongFields`] of the first of both.
pub fn refuse_unreachable(fields: &BTreeMap<String, String>, before: &BTreeMap<String, String>) -> Result<(), Refused> {
    let is_filled = |key: &str| fields.get(key).or(before.get(key)).is_some_and(|text| !text.is_empty());
    if is_filled(Contact::EMAIL) || is_filled(Contact::TELEPHONE) {
        return Ok(());
    }
    Err(Refused::WrongFields(vec![WrongField { key: Contact::EMAIL.to_owned(), wrong: FieldWrong::Unreachable }]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheduling::fields::{SentFields, judge};

    fn is_good(key: &str, text: &str) -> bool {
        let sent = SentFields::from([(key.to_owned(), Some(text.to_owned()))]);
        judge(&fields(), sent, &BTreeMap::new(), false).is_ok()
    }

    #[test]
    fn an_email_address_and_a_telephone_number_are_taken_as_people_write_them_and_nothing_else_is() {
        for good in ["ada@example.com", "a.b+c@mail.example.co.uk", "ä@exämple.de"] {
            assert!(is_good(Contact::EMAIL, good), "{good}");
        }
        for bad in [
            "ada",
            "ada@",
            "@example.com",
            "ada@example",
            "a b@example.com",
            "ada@example.com, bob@example.com",
            "ada@example.",
        ] {
            assert!(!is_good(Contact::EMAIL, bad), "{bad}");
        }
        for good in ["+1 (309) 555-0101", "(309) 555 0101", "004930 1234/56", "112358"] {
            assert!(is_good(Contact::TELEPHONE, good), "{good}");
        }
        for bad in ["call me", "12", "+1 309 555 01x1", "++1309555", "-3095550101"] {
            assert!(!is_good(Contact::TELEPHONE, bad), "{bad}");
        }
    }

    #[test]
    fn one_way_to_reach_somebody_is_enough_and_none_is_refused() {
        let with = |key: &str, text: &str| BTreeMap::from([(key.to_owned(), text.to_owned())]);
        assert!(refuse_unreachable(&with(Contact::EMAIL, "a@b.c"), &BTreeMap::new()).is_ok());
        assert!(refuse_unreachable(&BTreeMap::new(), &with(Contact::TELEPHONE, "123456")).is_ok());
        assert!(refuse_unreachable(&with(Contact::TELEPHONE, ""), &with(Contact::TELEPHONE, "123456")).is_err());
    }
}
