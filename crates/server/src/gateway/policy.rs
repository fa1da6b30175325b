//! What booking pages may offer, and the same bounds held against every booking of a customer.
//!
//! Staff are not bound by it: a dispatcher who squeezes somebody in knows why.

use slotwright_matching::{Day, Interval, MINUTES_PER_DAY, Minute};
use slotwright_wire::slotwright as wire;

use crate::clock::Now;
use crate::refusal::Refusal;
use crate::store::{HoldTerms, WishWindow};

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
    /// The greatest length of the notes, in characters.
    pub max_notes_length: u32,
    /// What customers are promised: the start itself, or a window in which it lies.
    pub arrival: Arrival,
    /// How long times are held, and how many.
    pub holds: HoldTerms,
}

/// What customers are told of a visit's start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// The length of the windows, counted from midnight on, in minutes; 0 where the start itself is told.
    pub window_minutes: u32,
    /// What is promised of a window.
    pub promise: wire::ArrivalPromise,
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

impl Default for Policy {
    fn default() -> Self {
        Self {
            notice_minutes: 120,
            horizon_days: 60,
            start_step_minutes: 30,
            max_wishes: 10,
            max_notes_length: 2000,
            arrival: Arrival::default(),
            holds: HoldTerms { seconds: 300, max_seconds: 900, max_of_staff: 200 },
        }
    }
}

impl Policy {
    /// The earliest minute at which a visit may start, or that of a visit that may still be changed.
    #[must_use]
    pub fn earliest(&self, now: Now) -> Minute {
        let second = now.second() + i64::from(self.notice_minutes) * 60;
        (second + 59).div_euclid(60) as Minute
    }

    /// The last day that may be booked.
    #[must_use]
    pub fn last_day(&self, now: Now) -> Day {
        now.today() + self.horizon_days as i32
    }

    /// Refuses a visit that starts too soon or off the grid, or ends too late.
    pub fn admit_visit(&self, visit: Interval, now: Now) -> Result<(), Refusal> {
        if visit.start() < self.earliest(now) {
            return Err(Refusal::too_soon(self));
        }
        if self.last_day(now).start() + MINUTES_PER_DAY < visit.end() {
            return Err(Refusal::too_far(self));
        }
        let minute_of_day = (visit.start() - Day::of(visit.start()).start()) as u32;
        // A step of 0 would be no grid at all: every minute is on it.
        if !minute_of_day.is_multiple_of(self.start_step_minutes.max(1)) {
            return Err(Refusal::not_on_grid(self));
        }
        Ok(())
    }

    /// Refuses a wish that is over or too far away. It need not be long enough or on the grid: it says when somebody is
    /// at home.
    pub fn admit_wish(&self, window: WishWindow, now: Now) -> Result<(), Refusal> {
        let end = i64::from(window.day.start()) * 60 + i64::from(window.end_second);
        if end <= i64::from(self.earliest(now)) * 60 {
            return Err(Refusal::too_soon(self));
        }
        if self.last_day(now) < window.day {
            return Err(Refusal::too_far(self));
        }
        Ok(())
    }

    /// Refuses notes that are too long.
    pub fn admit_notes(&self, notes: Option<&str>) -> Result<(), Refusal> {
        match notes {
            Some(notes) if self.max_notes_length < notes.chars().count() as u32 => Err(Refusal::notes_too_long(self)),
            _ => Ok(()),
        }
    }

    /// As the booking page is told.
    #[must_use]
    pub fn to_wire(&self, on_cancel: wire::OnCancel) -> wire::Policy {
        wire::Policy {
            notice_minutes: self.notice_minutes,
            horizon_days: self.horizon_days,
            start_step_minutes: self.start_step_minutes,
            max_wishes: self.max_wishes,
            max_notes_length: self.max_notes_length,
            arrival_window_minutes: self.arrival.window_minutes,
            arrival_promise: self.arrival.promise,
            on_cancel,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use slotwright_matching::time::Wall;
    use slotwright_wire::time::{parse_minute, print_datetime};

    use super::*;

    fn admits(start_step_minutes: u32, start: &str) -> bool {
        let policy = Policy { start_step_minutes, ..Policy::default() };
        let now = Now { instant: Timestamp::UNIX_EPOCH, wall: Wall::of(parse_minute("2024-05-10 12:00").unwrap()) };
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
        let told = |from: &str, to: &str| Some((format!("{from}:00"), format!("{to}:00")));
        assert_eq!(window(0, "2024-05-13 09:30"), None);
        assert_eq!(window(120, "2024-05-13 09:30"), told("2024-05-13 08:00", "2024-05-13 10:00"));
        assert_eq!(window(120, "2024-05-13 10:00"), told("2024-05-13 10:00", "2024-05-13 12:00"));
        assert_eq!(window(420, "2024-05-13 22:00"), told("2024-05-13 21:00", "2024-05-14 00:00"));
    }

    #[test]
    fn a_step_of_nothing_allows_every_minute() {
        assert!(admits(0, "2024-05-13 09:07"));
    }
}
