//! Strict readers and printers for the API's four spellings of dates and times.
//!
//! Dates are `YYYY-MM-DD`, times `HH:MM` or `HH:MM:SS`, date-times a date, one blank or `T`, and a time.
//! All are wall-clock times of the instance's zone; nothing here knows a zone. The readers are written out because
//! chrono's format strings accept what the API does not (`9:5:0`, ` 09:00`, `23:59:60`, year `+12016`) and because its
//! formatting machinery would weigh more in the browser than the rest of this crate.

use chrono::{Datelike, NaiveDate};
use slotwright_matching::{Day, MINUTES_PER_DAY, Minute};

/// Seconds from midnight, 0 to 86,400; the last is the `24:00:00` that ends a day.
pub type SecondOfDay = u32;

/// Reads `YYYY-MM-DD`, from the year 0001 to 6053-01-22, the last day of which the axis of minutes holds every minute.
///
/// ```
/// use slotwright_wire::time::{parse_date, print_date};
/// let day = parse_date("2024-02-29").unwrap();
/// assert_eq!(print_date(day), "2024-02-29");
/// assert_eq!(parse_date("2023-02-29"), None, "that day does not exist");
/// assert_eq!(parse_date("2024-2-29"), None);
/// ```
#[must_use]
pub fn parse_date(text: &str) -> Option<Day> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *text.as_bytes() else {
        return None;
    };
    let year = two(y0, y1)? * 100 + two(y2, y3)?;
    if year == 0 {
        return None;
    }
    let day = day_of(NaiveDate::from_ymd_opt(year as i32, two(m0, m1)?, two(d0, d1)?)?);
    (day <= LAST_DAY).then_some(day)
}

/// Of a text that begins as a date does: its month, its day, and how many days that month has; none where there is no such
/// month. For sentences on what is well written and no date.
///
/// ```
/// use slotwright_wire::time::date_parts;
/// assert_eq!(date_parts("2026-02-29"), Some((2, 29, 28)));
/// assert_eq!(date_parts("9999-12-31 10:00"), Some((12, 31, 31)));
/// assert_eq!(date_parts("2026-13-01"), Some((13, 1, 0)));
/// assert_eq!(date_parts("tomorrow"), None);
/// ```
#[must_use]
pub fn date_parts(text: &str) -> Option<(u32, u32, u32)> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *text.as_bytes().get(..10)? else { return None };
    let (year, month, day) = (two(y0, y1)? * 100 + two(y2, y3)?, two(m0, m1)?, two(d0, d1)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    Some((month, day, days))
}

/// Reads a time of day: `HH:MM` or `HH:MM:SS`, 00:00 to 24:00; a one-digit hour (`9:30`) is accepted, as the
/// vendor's `H:m` allows.
///
/// ```
/// use slotwright_wire::time::parse_time;
/// assert_eq!(parse_time("09:30"), Some(34_200));
/// assert_eq!(parse_time("24:00:00"), Some(86_400));
/// assert_eq!(parse_time("24:00:01"), None);
/// assert_eq!(parse_time("23:59:60"), None);
/// ```
#[must_use]
pub fn parse_time(text: &str) -> Option<SecondOfDay> {
    let (hour, rest) = match *text.as_bytes() {
        [h, b':', ref rest @ ..] => (two(b'0', h)?, rest),
        [h0, h1, b':', ref rest @ ..] => (two(h0, h1)?, rest),
        _ => return None,
    };
    let (minute, second) = match *rest {
        [m0, m1] => (two(m0, m1)?, 0),
        [m0, m1, b':', s0, s1] => (two(m0, m1)?, two(s0, s1)?),
        _ => return None,
    };
    let seconds = (hour * 60 + minute) * 60 + second;
    (minute < 60 && second < 60 && seconds <= 86_400).then_some(seconds)
}

/// Reads a date-time: a date, a blank or `T`, and a time with or without seconds.
///
/// ```
/// use slotwright_wire::time::parse_datetime;
/// assert_eq!(parse_datetime("2016-08-29 11:00"), parse_datetime("2016-08-29T11:00:00"));
/// assert_eq!(parse_datetime("2016-08-29 11:00:00Z"), None, "the instance's zone is meant, an offset is refused");
/// ```
#[must_use]
pub fn parse_datetime(text: &str) -> Option<(Day, SecondOfDay)> {
    let (date, rest) = text.split_at_checked(10)?;
    let time = rest.strip_prefix([' ', 'T'])?;
    // A one-digit hour is a habit of the time parameters only.
    if time.len() < 5 || time.as_bytes()[2] != b':' {
        return None;
    }
    Some((parse_date(date)?, parse_time(time)?))
}

/// Reads a date-time whose seconds are zero, as a minute on the matching core's axis.
#[must_use]
pub fn parse_minute(text: &str) -> Option<Minute> {
    let (day, seconds) = parse_datetime(text)?;
    (seconds % 60 == 0).then(|| day.start() + (seconds / 60) as Minute)
}

/// Writes `YYYY-MM-DD`.
#[must_use]
pub fn print_date(day: Day) -> String {
    let date = date_of(day);
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// Writes a minute of a day (0 to 1440) as `HH:MM:SS`. For the end of a block there is [`print_end_of_block`].
#[must_use]
pub fn print_time(minute_of_day: Minute) -> String {
    format!("{:02}:{:02}:00", minute_of_day / 60, minute_of_day % 60)
}

/// Writes the end of a block as `HH:MM:SS`, midnight as `23:59:00`: the API never shows `24:00`.
#[must_use]
pub fn print_end_of_block(minute_of_day: Minute) -> String {
    print_time(minute_of_day.min(MINUTES_PER_DAY - 1))
}

/// Writes a minute of the axis as `YYYY-MM-DD HH:MM:SS`.
#[must_use]
pub fn print_datetime(minute: Minute) -> String {
    let day = Day::of(minute);
    format!("{} {}", print_date(day), print_time(minute - day.start()))
}

/// Writes a second of a clock, counted from 1970-01-01 00:00 on it, as `YYYY-MM-DD HH:MM:SS`.
#[must_use]
pub fn print_second(second: i64) -> String {
    let minute = second.div_euclid(60) as Minute;
    let day = print_date(Day::of(minute));
    let time = print_datetime(minute);
    format!("{day} {}:{:02}", &time[11..16], second.rem_euclid(60))
}

/// The calendar date of a day of the axis.
#[must_use]
pub fn date_of(day: Day) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(day.0.saturating_add(DAYS_BEFORE_1970)).unwrap_or(NaiveDate::MAX)
}

/// The day of the axis of a calendar date.
#[must_use]
pub fn day_of(date: NaiveDate) -> Day {
    Day(date.num_days_from_ce() - DAYS_BEFORE_1970)
}

/// The last day that ends on the axis.
const LAST_DAY: Day = Day(Minute::MAX / MINUTES_PER_DAY - 1);

/// Days from 0001-01-01 (number 1 of the Common Era) to 1970-01-01.
const DAYS_BEFORE_1970: i32 = 719_163;

fn two(tens: u8, ones: u8) -> Option<u32> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_axis_starts_in_1970() {
        assert_eq!(parse_date("1970-01-01"), Some(Day(0)));
        assert_eq!(parse_minute("1970-01-02 00:01:00"), Some(MINUTES_PER_DAY + 1));
    }

    #[test]
    fn dates_end_where_the_axis_does() {
        assert_eq!(print_date(LAST_DAY), "6053-01-22");
        assert_eq!(parse_minute("6053-01-22 24:00"), Some(2_147_483_520));
        for bad in ["6053-01-23", "6053-12-31", "9999-12-31"] {
            assert_eq!(parse_date(bad), None, "{bad}");
        }
    }

    #[test]
    fn nothing_but_the_four_spellings_is_read() {
        for bad in [
            "",
            "2024-13-01",
            "2024-02-30",
            "2023-02-29",
            "0000-01-01",
            "-2016-01-01",
            "+12016-01-01",
            "20240101",
            "2024-1-1",
            "2024-01-01 ",
            "２０２４-01-01",
            "2024-W01-1",
        ] {
            assert_eq!(parse_date(bad), None, "{bad}");
        }
        for bad in
            ["", "9", "9:5:0", " 09:00", "09:00 ", "09:60", "23:59:60", "24:01", "25:00", "09:00:00Z", "٠٩:٠٠:٠٠"]
        {
            assert_eq!(parse_time(bad), None, "{bad}");
        }
        for bad in
            ["2024-01-01", "2024-01-01  09:00", "2024-01-01t09:00", "2024-01-01 9:00", "2024-01-01 09:00+01:00", "é"]
        {
            assert_eq!(parse_datetime(bad), None, "{bad}");
        }
        assert_eq!(parse_minute("2024-01-01 09:00:30"), None, "a visit starts on a whole minute");
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(minute in -1_000_000_000..1_000_000_000) {
            let text = print_datetime(minute);
            prop_assert_eq!(parse_minute(&text), (Day::of(minute).0 > -719_163).then_some(minute).filter(|_| text.len() == 19));
        }

        #[test]
        fn every_date_is_a_day_whose_minutes_the_axis_holds_or_none(year in 0..=9999, month in 0..=13, day in 0..=32) {
            let date = format!("{year:04}-{month:02}-{day:02}");
            match parse_date(&date) {
                Some(day) => {
                    prop_assert_eq!(&print_date(day), &date);
                    prop_assert_eq!(parse_minute(&format!("{date} 00:00")), Some(day.start()));
                    prop_assert_eq!(parse_minute(&format!("{date}T24:00")), day.start().checked_add(MINUTES_PER_DAY));
                }
                None => prop_assert_eq!(parse_minute(&format!("{date} 00:00")), None),
            }
        }

        #[test]
        fn no_text_makes_the_readers_panic(text in "\\PC{0,30}") {
            let _ = (parse_date(&text), parse_time(&text), parse_datetime(&text), parse_minute(&text));
        }
    }
}
