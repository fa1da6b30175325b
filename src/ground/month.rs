//! Months and their grids. The only place that does calendar arithmetic; dates come from chrono.

use chrono::{Datelike, Months, NaiveDate};
use slotwright_matching::Day;
use slotwright_wire::time::{date_of, day_of};

/// So many weeks are shown at least, where so many can be booked.
const LEAST_WEEKS: i32 = 4;

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    first: Day,
}

impl Month {
    /// The month that `day` lies in.
    ///
    /// ```
    /// use slotwright::ground::month::Month;
    /// use slotwright_wire::time::{parse_date, print_date};
    /// let february = Month::of(parse_date("2024-02-10").unwrap());
    /// assert_eq!(print_date(february.last()), "2024-02-29");
    /// assert_eq!(february.next().previous(), february);
    /// ```
    #[must_use]
    pub fn of(day: Day) -> Self {
        let date = date_of(day);
        Self { first: day + (1 - date.day() as i32) }
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> Day {
        self.first
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> Day {
        self.next().first + -1
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        Self { first: add_months(self.first, 1) }
    }

    /// The month before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self { first: add_months(self.first, -1) }
    }

    /// The first and the last of the days that are shown with it, of those that may be booked from `first` to `last`.
    ///
    /// Weeks that have passed would only push the others down. Where that leaves few of the month, the weeks after it follow: on
    /// the 28th a customer sees what is free on the 2nd.
    ///
    /// ```
    /// use slotwright::ground::month::Month;
    /// use slotwright_wire::time::{parse_date, print_date};
    /// let day = |text: &str| parse_date(text).unwrap();
    /// let (from, until) = Month::of(day("2026-11-01")).shown(0, day("2026-11-28"), day("2027-01-27"));
    /// assert_eq!((&*print_date(from), &*print_date(until)), ("2026-11-22", "2026-12-19"));
    /// ```
    #[must_use]
    pub fn shown(self, first_weekday: u8, first: Day, last: Day) -> (Day, Day) {
        let week = start_of_week(first, first_weekday);
        if first < self.first || self.last() < first {
            return (self.first, self.last());
        }
        let least = (week + (LEAST_WEEKS * 7 - 1)).min(last);
        (self.first.max(week), self.last().max(if week <= self.first { self.last() } else { least }))
    }
}

/// The weeks of the days from `first` to `last`, each beginning on `first_weekday` (0 = Sunday); `None` is a day before or after.
///
/// ```
/// use slotwright::ground::month::{Month, weeks};
/// use slotwright_wire::time::parse_date;
/// let may = Month::of(parse_date("2024-05-01").unwrap()); // a Wednesday
/// let weeks = weeks(may.first(), may.last(), 1);
/// assert_eq!(weeks.len(), 5);
/// assert_eq!(weeks[0][2], Some(may.first()));
/// ```
#[must_use]
pub fn weeks(first: Day, last: Day, first_weekday: u8) -> Vec<[Option<Day>; 7]> {
    let mut week_start = start_of_week(first, first_weekday);
    let mut weeks = Vec::with_capacity(6);
    while week_start <= last {
        weeks.push(std::array::from_fn(|i| Some(week_start + i as i32).filter(|day| first <= *day && *day <= last)));
        week_start = week_start + 7;
    }
    weeks
}

/// The day on which `day`'s week begins.
#[must_use]
pub fn start_of_week(day: Day, first_weekday: u8) -> Day {
    let since = (i32::from(day.weekday()) - i32::from(first_weekday)).rem_euclid(7);
    day + -since
}

/// The same day of the month `months` later; the month's last day where it is shorter.
#[must_use]
pub fn add_months(day: Day, months: i32) -> Day {
    let date = date_of(day);
    let count = Months::new(months.unsigned_abs());
    let moved = if months < 0 { date.checked_sub_months(count) } else { date.checked_add_months(count) };
    day_of(moved.unwrap_or(NaiveDate::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use slotwright_wire::time::{parse_date, print_date};

    fn day(text: &str) -> Day {
        parse_date(text).unwrap()
    }

    #[test]
    fn every_day_of_a_month_stands_once_in_its_grid_under_its_weekday() {
        for month in ["2024-02-01", "2026-02-01", "2026-03-31", "2026-08-15", "2027-01-01"] {
            for first_weekday in 0..7 {
                let month = Month::of(day(month));
                let weeks = weeks(month.first(), month.last(), first_weekday);
                let days: Vec<Day> = weeks.iter().flatten().copied().flatten().collect();
                assert_eq!(days.len() as i32, month.last() - month.first() + 1);
                assert!(days.windows(2).all(|pair| pair[1] - pair[0] == 1));
                for week in &weeks {
                    assert!(week.iter().any(Option::is_some), "no empty week");
                    for (i, day) in week.iter().enumerate() {
                        assert!(day.is_none_or(|day| day.weekday() == (first_weekday + i as u8) % 7));
                    }
                }
            }
        }
    }

    #[test]
    fn the_last_days_of_a_month_are_followed_by_the_next() {
        for (first, last, expected) in [
            ("2026-11-28", "2027-01-27", ("2026-11-22", "2026-12-19")),
            ("2026-11-30", "2027-01-27", ("2026-11-29", "2026-12-26")),
            // Four weeks are left.
            ("2026-11-08", "2027-01-27", ("2026-11-08", "2026-12-05")),
            ("2026-11-07", "2027-01-27", ("2026-11-01", "2026-11-30")),
            // Nothing more can be booked than to the 3rd, or to the end of the month.
            ("2026-11-28", "2026-12-03", ("2026-11-22", "2026-12-03")),
            ("2026-11-28", "2026-11-30", ("2026-11-22", "2026-11-30")),
            // Another month is shown whole.
            ("2026-10-28", "2027-01-27", ("2026-11-01", "2026-11-30")),
        ] {
            let (from, until) = Month::of(day("2026-11-01")).shown(0, day(first), day(last));
            assert_eq!((&*print_date(from), &*print_date(until)), expected, "{first} to {last}");
        }
    }

    #[test]
    fn adding_months_keeps_to_the_end_of_a_shorter_month() {
        assert_eq!(print_date(add_months(day("2024-01-31"), 1)), "2024-02-29");
        assert_eq!(print_date(add_months(day("2024-03-31"), -1)), "2024-02-29");
        assert_eq!(print_date(add_months(day("2024-12-05"), 1)), "2025-01-05");
    }
}
