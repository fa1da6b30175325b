//! A wish as somebody of the office types it.

use slotwright_wire::sonar::NewDesiredDateTime;
use slotwright_wire::time::{parse_date, parse_minute};

/// The wish of a day and two times, as a browser's fields have them; `None` where one is missing, or where it would end before it
/// begins.
///
/// ```
/// use slotwright::ground::job_wish::wish_of;
/// assert_eq!(wish_of("2026-03-04", "09:00", "12:00").unwrap().end_time, "12:00:00");
/// assert_eq!(wish_of("2026-03-04", "12:00", "12:00"), None);
/// assert_eq!(wish_of("", "09:00", "12:00"), None);
/// ```
#[must_use]
pub fn wish_of(date: &str, from: &str, to: &str) -> Option<NewDesiredDateTime> {
    parse_date(date)?;
    let minute = |time: &str| parse_minute(&[date, " ", time].concat());
    let time = |time: &str| [time, ":00"].concat();
    (minute(from)? < minute(to)?).then(|| NewDesiredDateTime {
        date: date.to_owned(),
        start_time: time(from),
        end_time: time(to),
    })
}
