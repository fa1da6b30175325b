//! What booking pages may offer, and the same bounds held against every booking of a customer.
//!
//! Staff are not bound by it: a dispatcher who squeezes somebody in knows why.

use slotwright_matching::time::{Instance, Wall};
use slotwright_matching::{Day, Interval, MINUTES_PER_DAY, Minute};

use crate::{HoldTerms, WishWindow};

/// The bounds.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The least time between now and a start, and between now and a start that may still be changed.
    pub notice_minutes: u32,
    /// How far ahead may be booked, in days from today.
    pub horizon_days: u32,
    /// The distance between offered starts, counted from midnight.
    pub start_step_minutes: u32,
    /// How many wishes a job may have.
    pub max_wishes: u32,
    /// How often a link may book and move within 24 hours; 0 is any number. Cancelling is not counted against it: a visit that
    /// nobody waits for helps nobody.
    pub max_changes_a_day: u32,
    /// The greatest length of the notes, in characters.
    pub max_notes_length: u32,
    /// What customers are promised: the start itself, or a window in which it lies.
    pub arrival: Arrival,
    /// How long times are held, and how many.
    pub holds: HoldTerms,
}

/// What customers are promised of a visit's start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// The length of the windows, counted from midnight on, in minutes; 0 where the start itself is promised.
    pub window_minutes: u32,
    /// What is promised of a window.
    pub promise: ArrivalPromise,
}

/// What is promised of the window in which a visit begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArrivalPromise {
    /// Whenever in it they arrive, the same people have time for the whole visit.
    #[default]
    Every,
    /// There is a time in it at which they can begin.
    Some,
}

impl Arrival {
    /// The window in which a visit is promised to begin; `None` where the start itself is. The last of a day ends with it.
    #[must_use]
    pub fn window(self, start: Minute) -> Option<Interval> {
        let midnight = Day::of(start).start();
        let window_minutes = self.window_minutes as Minute;
        let begin = start - (start - midnight).checked_rem(window_minutes)?;
        Interval::new(begin, (begin + window_minutes).min(midnight + MINUTES_PER_DAY))
    }
}

/// What customers may not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breach {
    /// A start on too short notice.
    TooSoon,
    /// A visit beyond the horizon.
    TooFar,
    /// A start between the offered ones.
    NotOnGrid,
    /// Notes that are too long.
    NotesTooLong,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            notice_minutes: 120,
            horizon_days: 60,
            start_step_minutes: 30,
            max_wishes: 10,
            max_changes_a_day: 20,
            max_notes_length: 2000,
            arrival: Arrival::default(),
            holds: HoldTerms { seconds: 300, max_seconds: 900, max_of_staff: 200 },
        }
    }
}

impl Policy {
    /// The earliest minute at which a visit may start, or that of a visit that may still be changed.
    #[must_use]
    pub fn earliest(&self, now: Wall<Instance>) -> Minute {
        let second = now.second() + i64::from(self.notice_minutes) * 60;
        (second + 59).div_euclid(60) as Minute
    }

    /// The last day that may be booked.
    #[must_use]
    pub fn last_day(&self, now: Wall<Instance>) -> Day {
        now.day() + self.horizon_days as i32
    }

    /// Refuses a visit that starts too soon or off the grid, or ends too late.
    pub fn admit_visit(&self, visit: Interval, now: Wall<Instance>) -> Result<(), Breach> {
        if visit.start() < self.earliest(now) {
            return Err(Breach::TooSoon);
        }
        if self.last_day(now).start() + MINUTES_PER_DAY < visit.end() {
            return Err(Breach::TooFar);
        }
        let minute_of_day = (visit.start() - Day::of(visit.start()).start()) as u32;
        // A step of 0 would be no grid at all: every minute is on it.
        if !minute_of_day.is_multiple_of(self.start_step_minutes.max(1)) {
            return Err(Breach::NotOnGrid);
        }
        Ok(())
    }

    /// Refuses a wish that is over or too far away. It need not be long enough or on the grid: it says when somebody is
    /// at home.
    pub fn admit_wish(&self, window: WishWindow, now: Wall<Instance>) -> Result<(), Breach> {
        let end = i64::from(window.day.start()) * 60 + i64::from(window.end_second);
        if end <= i64::from(self.earliest(now)) * 60 {
            return Err(Breach::TooSoon);
        }
        if self.last_day(now) < window.day {
            return Err(Breach::TooFar);
        }
        Ok(())
    }

    /// Refuses notes that are too long.
    pub fn admit_notes(&self, notes: Option<&str>) -> Result<(), Breach> {
        match notes {
            Some(notes) if self.max_notes_length < notes.chars().count() as u32 => Err(Breach::NotesTooLong),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use slotwright_wire::time::{parse_minute, print_datetime};

    use super::*;

    fn admits(start_step_minutes: u32, start: &str) -> bool {
        let policy = Policy { start_step_minutes, ..Policy::default() };
        let now = Wall::of(parse_minute("2024-05-10 12:00").unwrap());
        let start = parse_minute(start).unwrap();
        policy.admit_visit(Interval::new(start, start + 60).unwrap(), now).is_ok()
    }

    #[test]
    fn starts_are_counted_from_each_days_midnight() {
        for day in 11..16 {
            assert!(admits(50, &format!("2024-05-{day} 00:00")), "{day}");
            assert!(admits(50, &format!("2024-05-{day} 02:30")), "{day}");
            assert!(!admits(50, &format!("2024-05-{day} 02:00")), "{day}");
        }
    }

    #[test]
    fn the_window_of_a_start_is_counted_from_its_days_midnight_and_ends_with_the_day() {
        let window = |window_minutes, start: &str| {
            let arrival = Arrival { window_minutes, ..Arrival::default() };
            let window = arrival.window(parse_minute(start).unwrap())?;
            Some((print_datetime(window.start()), print_datetime(window.end())))
        };
        let between = |from: &str, to: &str| Some((format!("{from}:00"), format!("{to}:00")));
        assert_eq!(window(0, "2024-05-13 09:30"), None);
        assert_eq!(window(120, "2024-05-13 09:30"), between("2024-05-13 08:00", "2024-05-13 10:00"));
        assert_eq!(window(120, "2024-05-13 10:00"), between("2024-05-13 10:00", "2024-05-13 12:00"));
        assert_eq!(window(420, "2024-05-13 22:00"), between("2024-05-13 21:00", "2024-05-14 00:00"));
    }

    #[test]
    fn a_step_of_nothing_allows_every_minute() {
        assert!(admits(0, "2024-05-13 09:07"));
    }
}
