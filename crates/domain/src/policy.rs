//! What booking pages may offer, and the same bounds held against every booking of a customer.
//!
//! Staff are not bound by it: a dispatcher who squeezes somebody in knows why.

use slotwright_matching::{Day, Interval, MINUTES_PER_DAY, Minute, Promise, Weights, Windows};

use crate::{Bounds, HoldTerms, NewcomerTerms};

/// The bounds.
#[derive(Clone, Debug)]
pub struct Policy {
    /// What may be booked and changed, and until when, unless something else was set for all or for a type of job.
    pub bounds: Bounds,
    /// What counts how much where openings are recommended, unless something else was set.
    pub weights: Weights,
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
    /// For how long a sooner time is held for somebody who waits for one, in minutes ([`held_until`](crate::held_until)); 0 where
    /// nobody can wait.
    pub earlier_offer_minutes: u32,
    /// How many days a link to a job works after the visit.
    pub link_days_after_visit: u32,
    /// What the holder of a link may do whose account or site has an open job of the same type already.
    pub second_job: SecondJob,
    /// What those may do together who come by open links.
    pub newcomers: NewcomerTerms,
}

/// What becomes of a second job of one type for the same account or site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecondJob {
    /// It is made.
    #[default]
    Allow,
    /// The holder of a link can't make it; staff can.
    Refuse,
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
    /// Which windows are promised; `None` where the start itself is.
    #[must_use]
    pub fn windows(self) -> Option<Windows> {
        let window_minutes = self.window_minutes as Minute;
        let promise = match self.promise {
            ArrivalPromise::Every => Promise::EveryStart,
            ArrivalPromise::Some => Promise::SomeStart,
        };
        (0 < window_minutes).then_some(Windows { window_minutes, step_minutes: window_minutes, promise })
    }

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
    /// A day for which the link is not.
    NotInDays,
    /// A time in none of the link's windows.
    NotInWindows(Interval),
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            bounds: Bounds::default(),
            weights: Weights::default(),
            max_wishes: 10,
            max_changes_a_day: 20,
            max_notes_length: 2000,
            arrival: Arrival::default(),
            holds: HoldTerms { seconds: 300, max_seconds: 900, pause_seconds: 900, max_of_staff: 200 },
            earlier_offer_minutes: 120,
            link_days_after_visit: 14,
            second_job: SecondJob::default(),
            newcomers: NewcomerTerms::default(),
        }
    }
}

impl Policy {
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
}
