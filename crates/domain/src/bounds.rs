//! What customers may book and change, and until when.

use slotwright_matching::{Align, Day, Interval, MINUTES_PER_DAY, Minute, Search, Skipped};

use crate::{Breach, WishWindow};

/// What customers may book and change, and until when. Each type of job may have its own.
///
/// How much time lies between now and a start only clocks can say: the first minute that a notice leaves comes as an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The distance between offered starts.
    pub start_step_minutes: u32,
    /// Where it is counted from.
    pub start_alignment: Alignment,
    /// The least time between now and a start.
    pub notice_minutes: u32,
    /// The least time between now and a start that may still be changed.
    pub change_notice_minutes: u32,
    /// How far ahead may be booked, in days from today.
    pub horizon_days: u32,
}

/// Where the starts of visits are counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alignment {
    /// From midnight. A stretch of possible starts that holds none of those is offered from its first minute.
    #[default]
    Clock,
    /// From the start of each person's free time.
    Block,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            start_step_minutes: 15,
            start_alignment: Alignment::Clock,
            notice_minutes: 120,
            change_notice_minutes: 60,
            horizon_days: 60,
        }
    }
}

impl Bounds {
    /// The last day that may be booked.
    #[must_use]
    pub fn last_day(&self, today: Day) -> Day {
        today + self.horizon_days as i32
    }

    /// What a booking page searches for, from the first minute that the notice leaves, where clocks skip these minutes.
    #[must_use]
    pub fn search(
        &self,
        length_in_minutes: u32,
        crew: usize,
        earliest: Minute,
        today: Day,
        skipped: Skipped,
    ) -> Search {
        Search {
            length_minutes: length_in_minutes as Minute,
            crew,
            step_minutes: self.start_step_minutes as Minute,
            align: match self.start_alignment {
                Alignment::Clock => Align::ClockOrFirst,
                Alignment::Block => Align::Block,
            },
            earliest,
            latest: self.last_day(today).interval().end(),
            skipped,
        }
    }

    /// Whether visits start at such a time whoever comes; at others they may, where somebody's time begins there.
    #[must_use]
    pub fn is_by_the_clock(&self, start: Minute) -> bool {
        let minute_of_day = (start - Day::of(start).start()) as u32;
        self.start_alignment == Alignment::Clock && minute_of_day.is_multiple_of(self.start_step_minutes.max(1))
    }

    /// Refuses a visit that starts too soon or ends too late.
    pub fn admit_visit(&self, visit: Interval, earliest: Minute, today: Day) -> Result<(), Breach> {
        if visit.start() < earliest {
            return Err(Breach::TooSoon);
        }
        if self.last_day(today).start() + MINUTES_PER_DAY < visit.end() {
            return Err(Breach::TooFar);
        }
        Ok(())
    }

    /// Refuses a wish that is over or too far away. It need not be long enough or on the grid: it says when somebody is
    /// at home.
    pub fn admit_wish(&self, window: WishWindow, earliest: Minute, today: Day) -> Result<(), Breach> {
        let end = i64::from(window.day.start()) * 60 + i64::from(window.end_second);
        if end <= i64::from(earliest) * 60 {
            return Err(Breach::TooSoon);
        }
        if self.last_day(today) < window.day {
            return Err(Breach::TooFar);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use slotwright_wire::time::parse_minute;

    use super::*;

    fn is_by_the_clock(start_step_minutes: u32, start: &str) -> bool {
        Bounds { start_step_minutes, ..Bounds::default() }.is_by_the_clock(parse_minute(start).unwrap())
    }

    #[test]
    fn starts_are_counted_from_each_days_midnight() {
        for day in 11..16 {
            assert!(is_by_the_clock(50, &format!("2024-05-{day} 00:00")), "{day}");
            assert!(is_by_the_clock(50, &format!("2024-05-{day} 02:30")), "{day}");
            assert!(!is_by_the_clock(50, &format!("2024-05-{day} 02:00")), "{day}");
        }
    }

    #[test]
    fn a_step_of_nothing_allows_every_minute() {
        assert!(is_by_the_clock(0, "2024-05-13 09:07"));
    }
}
