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
    /// How long times are held, and how many.
    pub holds: HoldTerms,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            notice_minutes: 120,
            horizon_days: 60,
            start_step_minutes: 30,
            max_wishes: 10,
            max_notes_length: 2000,
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
            on_cancel,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use slotwright_matching::time::Wall;
    use slotwright_wire::time::parse_minute;

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
    fn a_step_of_nothing_allows_every_minute() {
        assert!(admits(0, "2024-05-13 09:07"));
    }
}
