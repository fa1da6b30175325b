//! Wall-clock minutes, as the database has them and as the API writes them.

use jiff::ToSpan;
use jiff::civil::{Date, date as civil};

/// Minutes since 1970-01-01 00:00 in the instance's zone.
pub type Minute = i64;

const EPOCH: Date = civil(1970, 1, 1);

/// Midnight of a day.
///
/// # Panics
///
/// There is no such day.
#[must_use]
pub fn midnight(year: i64, month: i64, day: i64) -> Minute {
    midnight_of(year, month, day).expect("a day that exists")
}

fn midnight_of(year: i64, month: i64, day: i64) -> Option<Minute> {
    let date = Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    Some(i64::from((date - EPOCH).get_days()) * 1440)
}

/// The date of a minute: year, month, day.
///
/// # Panics
///
/// It lies beyond the year 9999.
#[must_use]
pub fn date(minute: Minute) -> (i64, i64, i64) {
    let date = EPOCH.checked_add(minute.div_euclid(1440).days()).expect("a date up to the year 9999");
    (date.year().into(), date.month().into(), date.day().into())
}

/// `2030-06-03`
#[must_use]
pub fn date_text(minute: Minute) -> String {
    let (year, month, day) = date(minute);
    format!("{year:04}-{month:02}-{day:02}")
}

/// `2030-06-03 08:30:00`
#[must_use]
pub fn text(minute: Minute) -> String {
    let of_day = minute.rem_euclid(1440);
    format!("{} {:02}:{:02}:00", date_text(minute), of_day / 60, of_day % 60)
}

/// What [`text`] wrote, and the API writes.
#[must_use]
pub fn parse(text: &str) -> Option<Minute> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    Some(midnight_of(number(0..4)?, number(5..7)?, number(8..10)?)? + number(11..13)? * 60 + number(14..16)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_the_calendar_has_them() {
        assert_eq!(midnight(1970, 1, 1), 0);
        assert_eq!(midnight(2000, 3, 1) - midnight(2000, 2, 28), 2 * 1440);
        assert_eq!(midnight(2100, 3, 1) - midnight(2100, 2, 28), 1440);
        for day in 0..80_000 {
            let (year, month, of_month) = date(day * 1440);
            assert_eq!(midnight(year, month, of_month), day * 1440);
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let minute = midnight(2030, 6, 3) + 8 * 60 + 5;
        assert_eq!(text(minute), "2030-06-03 08:05:00");
        assert_eq!(parse(&text(minute)), Some(minute));
        assert_eq!(parse("soon"), None);
    }
}
