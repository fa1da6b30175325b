//! Wall-clock minutes, as the database has them and as the API writes them.

/// Minutes since 1970-01-01 00:00 in the instance's zone.
pub type Minute = i64;

/// Midnight of a day.
#[must_use]
pub fn midnight(year: i64, month: i64, day: i64) -> Minute {
    // Years begin in March here, so that the leap day is the last.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let days = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    (days + (153 * month + 2) / 5 + day - 1 - 719_468) * 1440
}

/// The date of a minute: year, month, day.
#[must_use]
pub fn date(minute: Minute) -> (i64, i64, i64) {
    let days = minute.div_euclid(1440) + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    (year + era * 400, month, day)
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
    Some(midnight(number(0..4)?, number(5..7)?, number(8..10)?) + number(11..13)? * 60 + number(14..16)?)
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
