//! Links that open a calendar of the customer's with the visit filled in. Pure text: nothing is told to anybody before the
//! customer opens one, and the booking link, by which the visit can be changed, is in none of them.

use slotwright_matching::Minute;
use slotwright_wire::time::{parse_minute, print_datetime};

/// A visit, as a calendar is to show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What it is.
    pub title: &'a str,
    /// Where it is; empty where that is not known.
    pub place: &'a str,
    /// From when, in UTC.
    pub from: Minute,
    /// Until when.
    pub until: Minute,
}

/// Google's calendar.
///
/// ```
/// use slotwright::ground::calendar_links::{Entry, google, utc};
/// let (from, until) = (utc("2026-12-01T15:00:00Z").unwrap(), utc("2026-12-01T17:00:00Z").unwrap());
/// let entry = Entry { title: "Repair & check", place: "1 Main St", from, until };
/// assert_eq!(
///     google(&entry),
///     "https://calendar.google.com/calendar/render?action=TEMPLATE&text=Repair%20%26%20check\
///      &dates=20261201T150000Z/20261201T170000Z&location=1%20Main%20St",
/// );
/// ```
#[must_use]
pub fn google(entry: &Entry) -> String {
    let mut url = String::from("https://calendar.google.com/calendar/render?action=TEMPLATE&text=");
    encode(entry.title, &mut url);
    url.push_str("&dates=");
    write_time(entry.from, false, &mut url);
    url.push('/');
    write_time(entry.until, false, &mut url);
    url.push_str("&location=");
    encode(entry.place, &mut url);
    url
}

/// Outlook's on the web.
#[must_use]
pub fn outlook(entry: &Entry) -> String {
    let mut url = String::from("https://outlook.live.com/calendar/0/action/compose?rru=addevent&subject=");
    encode(entry.title, &mut url);
    url.push_str("&startdt=");
    write_time(entry.from, true, &mut url);
    url.push_str("&enddt=");
    write_time(entry.until, true, &mut url);
    url.push_str("&location=");
    encode(entry.place, &mut url);
    url
}

/// The minute of an instant as the server writes them, `2026-12-01T15:00:00Z`.
#[must_use]
pub fn utc(instant: &str) -> Option<Minute> {
    let (day, time) = instant.strip_suffix('Z')?.split_once('T')?;
    parse_minute(&[day, " ", time].concat())
}

/// `20261201T150000Z`, or with its separators.
fn write_time(minute: Minute, separated: bool, url: &mut String) {
    for letter in print_datetime(minute).chars() {
        match letter {
            ' ' => url.push('T'),
            '-' | ':' if !separated => {}
            letter => url.push(letter),
        }
    }
    url.push('Z');
}

/// As a value of a query: all but letters, digits and a few signs as their bytes.
fn encode(text: &str, url: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            url.push('%');
            url.push(char::from(DIGITS[usize::from(byte >> 4)]));
            url.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlook_gets_the_instants_with_their_separators() {
        let (from, until) = (utc("2026-12-31T23:30:00Z").unwrap(), utc("2027-01-01T00:30:00Z").unwrap());
        let url = outlook(&Entry { title: "Größe #1", place: "", from, until });
        assert_eq!(
            url,
            "https://outlook.live.com/calendar/0/action/compose?rru=addevent&subject=Gr%C3%B6%C3%9Fe%20%231\
             &startdt=2026-12-31T23:30:00Z&enddt=2027-01-01T00:30:00Z&location="
        );
    }

    #[test]
    fn what_is_no_instant_in_utc_is_none() {
        for text in ["", "Z", "2026-12-01", "2026-12-01T15:00:00", "2026-12-01T15:00:00+01:00", "2026-12-0éT15:00:00Z"]
        {
            assert_eq!(utc(text), None, "{text}");
        }
    }
}
