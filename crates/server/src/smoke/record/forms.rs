//! Of what form a text is.

/// The form of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A date, a time of the day, both, or a length in them.
    Time,
    /// An e-mail address.
    Email,
    /// A telephone number, or anything else of so many digits.
    Phone,
    /// A number with a fraction.
    Fraction,
    /// Digits alone, up to nine.
    Digits,
    /// Anything.
    Words,
}

/// Of what form a text is.
pub fn form(text: &str) -> Form {
    let count = |is: fn(&char) -> bool| text.chars().filter(is).count();
    let digits = count(char::is_ascii_digit);
    if is_time(text) {
        Form::Time
    } else if text.contains('@') && !text.contains(char::is_whitespace) {
        Form::Email
    } else if digits == 0 {
        Form::Words
    } else if text.contains('.') && text.parse::<f64>().is_ok() {
        Form::Fraction
    } else if digits == text.len() && digits <= 9 {
        Form::Digits
    } else if 6 <= digits && text.chars().all(|letter| letter.is_ascii_digit() || " +-/().".contains(letter)) {
        Form::Phone
    } else {
        Form::Words
    }
}

/// `2026-10-20`, `08:00`, `08:00:00`, `2026-10-20T14:00:00.000Z`, `2026-10-20 14:00:00`, `2026-10-20T14:00:00+02:00`.
fn is_time(text: &str) -> bool {
    let shape: String = text.chars().map(|letter| if letter.is_ascii_digit() { '9' } else { letter }).collect();
    let (day, rest) = match shape.strip_prefix("9999-99-99") {
        Some("") => return true,
        Some(rest) => (true, rest.strip_prefix(['T', ' ']).unwrap_or_default()),
        None => (false, shape.as_str()),
    };
    let Some(rest) = rest.strip_prefix("99:99") else { return false };
    let rest = rest.strip_prefix(":99").unwrap_or(rest);
    let rest = rest.strip_prefix('.').map_or(rest, |rest| rest.trim_start_matches('9'));
    rest.is_empty() || (day && ["Z", "+99:99", "-99:99", "+9999", "-9999"].contains(&rest))
}

/// Whether a number may be an instant: seconds or milliseconds since 1970, of the years 2001 to 2286.
pub fn is_instant(number: i64) -> bool {
    (1_000_000_000..10_000_000_000).contains(&number) || (1_000_000_000_000..10_000_000_000_000).contains(&number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_known_and_a_telephone_number_is_none() {
        for text in [
            "2026-10-20",
            "08:00",
            "08:00:00",
            "2026-10-20 14:00:00",
            "2026-10-20T14:00:00Z",
            "2026-10-20T14:00:00.000Z",
            "2026-10-20T14:00:00+02:00",
        ] {
            assert_eq!(form(text), Form::Time, "{text}");
        }
        for (text, expected) in [
            ("+1 309 555 2671", Form::Phone),
            ("0309-5552671", Form::Phone),
            ("3095552671", Form::Phone),
            ("12 Elm St", Form::Words),
            ("40.5123", Form::Fraction),
            ("ada@novak.example", Form::Email),
            ("12", Form::Digits),
            ("2026-10-20 Ada", Form::Words),
        ] {
            assert_eq!(form(text), expected, "{text}");
        }
    }
}
