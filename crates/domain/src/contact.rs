//! What somebody tells of themselves who books without a link that staff have made for them.

use std::collections::BTreeMap;

/// Who somebody is, where, and how to reach them, as they say themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// Who.
    pub name: String,
    /// Their e-mail address; empty where they gave a telephone number alone.
    pub email: String,
    /// Their telephone number; empty where they gave an e-mail address alone.
    pub telephone: String,
    /// Street and number.
    pub street: String,
    /// City.
    pub city: String,
    /// Postal code.
    pub postal_code: String,
}

impl Contact {
    /// Under which key a job's fields have each part. Keys of types' own fields have no full stop, so that none is one of these.
    pub const NAME: &str = "contact.name";
    /// As [`Contact::NAME`].
    pub const EMAIL: &str = "contact.email";
    /// As [`Contact::NAME`].
    pub const TELEPHONE: &str = "contact.telephone";
    /// As [`Contact::NAME`].
    pub const STREET: &str = "contact.street";
    /// As [`Contact::NAME`].
    pub const CITY: &str = "contact.city";
    /// As [`Contact::NAME`].
    pub const POSTAL_CODE: &str = "contact.postal_code";

    /// From the fields of a job; empty where those have nothing.
    #[must_use]
    pub fn of(fields: &BTreeMap<String, String>) -> Self {
        let part = |key| fields.get(key).cloned().unwrap_or_default();
        Self {
            name: part(Self::NAME),
            email: part(Self::EMAIL),
            telephone: part(Self::TELEPHONE),
            street: part(Self::STREET),
            city: part(Self::CITY),
            postal_code: part(Self::POSTAL_CODE),
        }
    }

    /// The address on one line; `None` where none was given.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        let town = [self.postal_code.as_str(), self.city.as_str()].into_iter().filter(|part| !part.is_empty());
        let town = town.collect::<Vec<_>>().join(" ");
        let parts = [self.street.clone(), town].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        Some(parts.join(", ")).filter(|address| !address.is_empty())
    }

    /// The e-mail address by which accounts are compared; `None` where none was given.
    #[must_use]
    pub fn same_email(&self) -> Option<String> {
        Some(self.email.trim().to_lowercase()).filter(|email| !email.is_empty())
    }

    /// The telephone number by which accounts are compared: its digits, behind a `+` where it says from which country it is;
    /// `None` where none was given.
    #[must_use]
    pub fn same_telephone(&self) -> Option<String> {
        let is_international = self.telephone.trim_start().starts_with('+');
        let digits: String = self.telephone.chars().filter(char::is_ascii_digit).collect();
        let number = match digits.strip_prefix("00") {
            _ if is_international => format!("+{digits}"),
            Some(rest) => format!("+{rest}"),
            None => digits,
        };
        Some(number).filter(|number| number.chars().any(|letter| letter.is_ascii_digit()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_number_is_the_same_however_it_is_written() {
        let number =
            |telephone: &str| Contact { telephone: telephone.to_owned(), ..Contact::default() }.same_telephone();
        for (written, same) in [
            ("+1 (309) 555-0101", Some("+13095550101")),
            ("001 309 555 0101", Some("+13095550101")),
            (" 309.555.0101", Some("3095550101")),
            ("", None),
            ("+", None),
        ] {
            assert_eq!(number(written).as_deref(), same, "{written}");
        }
    }

    #[test]
    fn an_email_address_is_the_same_in_capitals() {
        let contact = Contact { email: " Ada@Example.COM".to_owned(), ..Contact::default() };
        assert_eq!(contact.same_email().as_deref(), Some("ada@example.com"));
        assert_eq!(Contact::default().same_email(), None);
    }

    #[test]
    fn an_address_is_written_on_one_line_of_what_there_is() {
        let contact = Contact {
            street: "12 Elm St".into(),
            city: "Peoria".into(),
            postal_code: "61602".into(),
            ..Contact::default()
        };
        assert_eq!(contact.address().as_deref(), Some("12 Elm St, 61602 Peoria"));
        assert_eq!(Contact { postal_code: String::new(), ..contact }.address().as_deref(), Some("12 Elm St, Peoria"));
        assert_eq!(Contact::default().address(), None);
    }
}
