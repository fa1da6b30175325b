//! What is meant by a few letters: the names that have them, and days.

use slotwright_matching::Day;
use slotwright_wire::time::{parse_date, print_date};

/// So far ahead a day is found by its name, and this far back; any other by its whole date.
const DAYS: (i32, i32) = (-14, 120);
/// As many days are found at once.
const FOUND: usize = 3;

/// Whether each word that is typed begins a word of a name, in whatever order; a number is a whole one. Both are folded: small letters
/// without marks. Nothing typed is meant by every name.
///
/// ```
/// use slotwright::ground::find::is_meant;
/// assert!(is_meant("lena ortiz", "or le"));
/// assert!(is_meant("tue, mar 10, 2026", "10 mar"));
/// assert!(!is_meant("lena ortiz", "ena"));
/// ```
#[must_use]
pub fn is_meant(name: &str, sought: &str) -> bool {
    words(sought).all(|word| {
        let is_number = word.bytes().all(|letter| letter.is_ascii_digit());
        words(name).any(|known| if is_number { known == word } else { known.starts_with(word) })
    })
}

/// The days that are meant, by how a language names them (`named`, folded) or by their date as `2026-03-10`, `10.3.` or `3/10`; the
/// nearest first. A whole date may be any.
#[must_use]
pub fn days(today: Day, sought: &str, named: impl Fn(Day) -> String) -> Vec<Day> {
    if words(sought).next().is_none() {
        return Vec::new();
    }
    let is_day = |day: &Day| {
        let date = print_date(*day);
        // A nought before a number is seldom typed.
        let numbers = date.replace("-0", " ");
        is_meant(&[&*named(*day), " ", &date, " ", &numbers].concat(), sought)
    };
    let ahead = (0..DAYS.1).map(|days| today + days);
    let back = (1..=-DAYS.0).map(|days| today + -days);
    let mut found: Vec<Day> = ahead.chain(back).filter(is_day).take(FOUND).collect();
    found.extend(parse_date(sought.trim()).filter(|day| !found.contains(day)));
    found
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|letter: char| letter.is_whitespace() || letter.is_ascii_punctuation());
    parts.filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The days that are found on Monday, March 2, where tomorrow is called that.
    fn found(sought: &str) -> Vec<String> {
        let today = parse_date("2026-03-02").unwrap();
        let weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
        let named = |day: Day| {
            let own = if day == today + 1 { "tomorrow " } else { "" };
            let month = if print_date(day).contains("-03-") { "march" } else { "another" };
            [own, weekdays[usize::from(day.weekday())], " ", month].concat()
        };
        days(today, sought, named).into_iter().map(print_date).collect()
    }

    #[test]
    fn a_day_is_found_by_its_name_by_its_weekday_and_by_its_date() {
        assert_eq!(found("tomor"), ["2026-03-03"]);
        assert_eq!(found("wed"), ["2026-03-04", "2026-03-11", "2026-03-18"], "the nearest first");
        assert_eq!(found("10 march"), ["2026-03-10"]);
        assert_eq!(found("4.3."), ["2026-03-04", "2026-04-03"], "whichever is meant");
        assert_eq!(found("2026-03-10"), ["2026-03-10"]);
        assert_eq!(found("2027-12-24"), ["2027-12-24"], "as far as anybody likes");
    }

    #[test]
    fn nothing_typed_and_what_is_no_day_finds_none() {
        assert_eq!(found(""), [""; 0]);
        assert_eq!(found("lena"), [""; 0]);
    }
}
