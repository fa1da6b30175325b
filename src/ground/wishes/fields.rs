//! The three fields in which a wish is typed, and whether they say one.

use slotwright_matching::{Day, Interval, MINUTES_PER_DAY, Minute, Search};
use slotwright_wire::time::{parse_date, parse_time, print_date, print_time};

/// What a window is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The customer is at home.
    Wish,
    /// They would rather not have the visit, though they could.
    RatherNot,
}

/// What is typed in the three fields of a wish.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WishFields {
    /// `YYYY-MM-DD`, as a date field gives it.
    pub date: String,
    /// `HH:MM`.
    pub from: String,
    /// `HH:MM`; `24:00` is the end of the day.
    pub to: String,
}

/// Why a wish can't be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WishFault {
    /// There is no date, or it does not exist.
    Date,
    /// The date lies before the first or after the last that can be booked.
    OutOfRange,
    /// It has passed, or ends too soon for the notice.
    TooSoon,
    /// The end isn't after the start.
    EndBeforeStart,
    /// The visit doesn't fit between start and end.
    TooShort,
    /// The same wish is in the list.
    Duplicate,
}

impl WishFields {
    /// The fields of an existing wish, to edit it.
    #[must_use]
    pub fn of(wish: Interval) -> Self {
        let day = Day::of(wish.start());
        let text = |minute: Minute| hours_and_minutes(minute - day.start());
        Self { date: print_date(day), from: text(wish.start()), to: text(wish.end()) }
    }

    /// Sets the start; an end that would no longer come after it moves along, as long after the start as it was.
    pub fn move_from(&mut self, from: String) {
        let minute = |text: &str| parse_time(text).map(|second| (second / 60) as Minute);
        if let (Some(old), Some(new), Some(to)) = (minute(&self.from), minute(&from), minute(&self.to))
            && old < to
            && to <= new
        {
            self.to = hours_and_minutes((new + to - old).min(MINUTES_PER_DAY));
        }
        self.from = from;
    }

    /// The window that the fields say, for what is looked for: what is no wish need not hold a visit.
    ///
    /// # Errors
    /// The first fault, in the order of the fields.
    pub fn read(&self, kind: Kind, search: &Search, others: &[Interval]) -> Result<Interval, WishFault> {
        let day = parse_date(&self.date).ok_or(WishFault::Date)?;
        if day < Day::of(search.earliest) || Day::of(search.latest - 1) < day {
            return Err(WishFault::OutOfRange);
        }
        let minute = |text: &str| parse_time(text).map(|second| day.start() + (second / 60) as Minute);
        let wish = minute(&self.from)
            .zip(minute(&self.to))
            .and_then(|(from, to)| Interval::new(from, to))
            .ok_or(WishFault::EndBeforeStart)?;
        if kind == Kind::Wish && search.skipped.minutes(wish) < search.length_minutes {
            return Err(WishFault::TooShort);
        }
        let has_passed = if kind == Kind::Wish { has_passed(wish, search) } else { wish.end() <= search.earliest };
        if has_passed {
            return Err(WishFault::TooSoon);
        }
        if others.contains(&wish) {
            return Err(WishFault::Duplicate);
        }
        Ok(wish)
    }
}

/// Whether a visit within the wish would have to start before it may.
#[must_use]
pub fn has_passed(wish: Interval, search: &Search) -> bool {
    search.skipped.start_of(wish.end(), search.length_minutes) < search.earliest
}

/// A minute of the day as a wish's fields spell it: `HH:MM`.
#[must_use]
pub fn hours_and_minutes(minute_of_day: Minute) -> String {
    let mut text = print_time(minute_of_day);
    text.truncate(5);
    text
}

/// The times a wish may begin (or, `is_end`, end) at: every half hour of a day, and what is in the field now, since
/// the office may have stored another time.
#[must_use]
pub fn times(is_end: bool, now: &str) -> Vec<Minute> {
    let first = Minute::from(is_end) * 30;
    let mut times: Vec<Minute> = (0..48).map(|half| first + half * 30).collect();
    if let Some(minute) = parse_time(now).map(|second| (second / 60) as Minute)
        && let Err(place) = times.binary_search(&minute)
    {
        times.insert(place, minute);
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::wishes::tests::{FIRST, LAST, SEARCH, wish};

    fn fields(date: &str, from: &str, to: &str) -> WishFields {
        WishFields { date: date.into(), from: from.into(), to: to.into() }
    }

    #[test]
    fn what_a_wish_says_is_what_its_fields_say() {
        for wish in [wish(0, 8, 12), wish(30, 0, 24), wish(3, 16, 18)] {
            assert_eq!(WishFields::of(wish).read(Kind::Wish, &SEARCH, &[]), Ok(wish));
        }
    }

    #[test]
    fn a_time_that_is_on_no_half_hour_can_be_chosen_too() {
        assert_eq!(times(false, "08:00").first().zip(times(false, "08:00").last()), Some((&0, &1410)));
        assert_eq!(times(true, "12:00").first().zip(times(true, "12:00").last()), Some((&30, &1440)));
        assert!(times(true, "09:15").contains(&555));
    }

    #[test]
    fn the_end_moves_along_when_the_start_passes_it() {
        for (from, to, new, expected) in [
            ("08:00", "12:00", "13:00", "17:00"),
            ("08:00", "12:00", "12:00", "16:00"),
            ("08:00", "12:00", "22:00", "24:00"),
            ("08:00", "12:00", "10:00", "12:00"),
            ("12:00", "08:00", "13:00", "08:00"),
        ] {
            let mut fields = fields("2026-03-02", from, to);
            fields.move_from(new.into());
            assert_eq!((fields.from.as_str(), fields.to.as_str()), (new, expected), "{from} to {to}, then from {new}");
        }
    }

    #[test]
    fn each_fault_of_a_wish_has_its_name() {
        let date = print_date(FIRST);
        for (fields, fault) in [
            (fields("", "08:00", "12:00"), WishFault::Date),
            (fields("2025-02-30", "08:00", "12:00"), WishFault::Date),
            (fields("1999-01-01", "08:00", "12:00"), WishFault::OutOfRange),
            (fields(&print_date(LAST + 1), "08:00", "12:00"), WishFault::OutOfRange),
            (fields(&date, "12:00", "08:00"), WishFault::EndBeforeStart),
            (fields(&date, "12:00", "12:00"), WishFault::EndBeforeStart),
            (fields(&date, "noon", "13:00"), WishFault::EndBeforeStart),
            (fields(&date, "12:00", "12:30"), WishFault::TooShort),
            (fields(&date, "00:00", "07:30"), WishFault::TooSoon),
            (fields(&date, "08:00", "12:00"), WishFault::Duplicate),
        ] {
            assert_eq!(fields.read(Kind::Wish, &SEARCH, &[wish(0, 8, 12)]), Err(fault), "{fields:?}");
        }
    }

    #[test]
    fn what_they_would_rather_not_have_may_be_shorter_than_a_visit() {
        let date = print_date(FIRST);
        let read = |from, to| fields(&date, from, to).read(Kind::RatherNot, &SEARCH, &[wish(0, 8, 12)]);
        assert_eq!(read("12:00", "12:30").map(Interval::minutes), Ok(30));
        assert_eq!(read("06:30", "07:30").map(Interval::minutes), Ok(60), "a part of it is still ahead");
        assert_eq!(read("06:00", "07:00"), Err(WishFault::TooSoon));
        assert_eq!(read("12:00", "12:00"), Err(WishFault::EndBeforeStart));
        assert_eq!(read("08:00", "12:00"), Err(WishFault::Duplicate));
    }
}
