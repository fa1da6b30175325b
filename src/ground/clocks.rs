//! The clocks at the place of a visit: what time it is there by now, what they show when something ends, and where they skip or
//! repeat an hour. The zone's rules are the server's, which tells the changes that matter.

use slotwright_matching::{Day, Interval, Minute, Skipped};
use slotwright_wire::slotwright::ClockChange;
use slotwright_wire::time::{parse_datetime, parse_minute};

/// A change of the clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The minute that would come.
    pub from: Minute,
    /// The minute that they show instead.
    pub to: Minute,
}

impl Change {
    /// As the server tells it.
    #[must_use]
    pub fn of(told: &ClockChange) -> Option<Self> {
        Some(Self { from: parse_minute(&told.from)?, to: parse_minute(&told.to)? })
    }

    /// Whether the clocks show some time twice, and skip none.
    #[must_use]
    pub fn is_back(self) -> bool {
        self.to < self.from
    }
}

/// The minutes that the clocks skip.
#[must_use]
pub fn skipped(changes: &[Change]) -> Skipped {
    Skipped::of(&changes.iter().filter_map(|change| Interval::new(change.from, change.to)).collect())
}

/// What the clocks show so many minutes after they showed `start`, for the first time where they show it twice.
///
/// ```
/// use slotwright::ground::clocks::{Change, after};
/// let back = Change { from: 120, to: 60 };
/// assert_eq!(after(90, 60, &[back]), 90, "half past one, and half past one again");
/// ```
#[must_use]
pub fn after(start: Minute, minutes: Minute, changes: &[Change]) -> Minute {
    let mut end = start.saturating_add(minutes);
    for change in changes {
        if start < change.from && change.from <= end {
            end += change.to - change.from;
        }
    }
    end
}

/// What the clocks showed so many minutes before they show `end`.
///
/// ```
/// use slotwright::ground::clocks::{Change, before};
/// let forward = Change { from: 120, to: 180 };
/// assert_eq!(before(210, 60, &[forward]), 90, "half an hour of it was before the change");
/// ```
#[must_use]
pub fn before(end: Minute, minutes: Minute, changes: &[Change]) -> Minute {
    let mut start = end.saturating_sub(minutes);
    for change in changes {
        if start < change.to && change.to <= end {
            start -= change.to - change.from;
        }
    }
    start
}

/// The change that matters for the minutes from `first` to `last`, both included: they meet what is skipped or shown twice.
#[must_use]
pub fn met(first: Minute, last: Minute, changes: &[Change]) -> Option<Change> {
    let meets = |change: &&Change| first < change.from.max(change.to) && change.from.min(change.to) <= last.max(first);
    changes.iter().find(meets).copied()
}

/// The time at the place of a visit: what the server answered, and what has passed since the question was sent.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// The minute that ran when the server answered.
    told: Minute,
    /// What has passed since that minute began, in milliseconds: at most. So a page never takes for early enough what the server
    /// doesn't.
    passed_ms: i64,
}

impl Now {
    /// By the server's `now`, to which it counts whole seconds.
    #[must_use]
    pub fn of(now: &str, since_ms: i64) -> Self {
        let (day, second) = parse_datetime(now).unwrap_or((Day(0), 0));
        let told = day.start() + (second / 60) as Minute;
        Self { told, passed_ms: i64::from(second % 60) * 1000 + 999 + since_ms.max(0) }
    }

    /// The minute that runs.
    #[must_use]
    pub fn minute(self, changes: &[Change]) -> Minute {
        after(self.told, (self.passed_ms / 60_000) as Minute, changes)
    }

    /// The first minute for which there is so much notice: seconds that have begun count as the server counts them. What the
    /// clocks show twice begins when they show it first, so that of what they show again nothing is far enough away.
    #[must_use]
    pub fn earliest(self, notice_minutes: Minute, changes: &[Change]) -> Minute {
        let begun = (self.passed_ms / 1000 + 59) / 60;
        let minutes = begun as Minute + notice_minutes;
        let earliest = after(self.told, minutes, changes);
        let shows_again = |change: &&Change| {
            let has_passed = self.told < change.from && change.from <= self.told.saturating_add(minutes);
            change.is_back() && has_passed && earliest < change.from
        };
        changes.iter().find(shows_again).map_or(earliest, |change| change.from)
    }

    /// In how many milliseconds the earliest minute will be another.
    #[must_use]
    pub fn changes_in_ms(self) -> u64 {
        (60_000 - (self.passed_ms - 1000).rem_euclid(60_000)) as u64
    }
}

#[cfg(test)]
mod tests {
    use slotwright_matching::{Align, IntervalSet, Search, openings};

    use super::*;

    /// At two o'clock of day 0: spring, autumn, and the half hour of Lord Howe.
    const FORWARD: &[Change] = &[Change { from: 120, to: 180 }];
    const BACK: &[Change] = &[Change { from: 120, to: 60 }];
    const HALF_BACK: &[Change] = &[Change { from: 120, to: 90 }];

    #[test]
    fn the_end_of_a_visit_is_what_the_clocks_show_when_its_time_has_passed() {
        for (start, minutes, changes, end) in [
            (90, 60, FORWARD, 210),
            (60, 60, FORWARD, 180),
            (60, 59, FORWARD, 119),
            (180, 60, FORWARD, 240),
            (90, 60, BACK, 90),
            (60, 60, BACK, 60),
            (0, 60, BACK, 60),
            (0, 180, BACK, 120),
            (120, 60, BACK, 180),
            (60, 60, HALF_BACK, 90),
            (90, 60, &[], 150),
        ] {
            assert_eq!(after(start, minutes, changes), end, "{start} and {minutes} with {changes:?}");
        }
    }

    #[test]
    fn what_is_offered_across_skipped_minutes_ends_when_its_time_has_passed() {
        for (changes, free, ends) in [
            (FORWARD, (60, 240), [(60, 120), (90, 210), (180, 240)]),
            (&[Change { from: 120, to: 150 }], (60, 210), [(60, 120), (90, 180), (150, 210)]),
        ] {
            let search = Search {
                length_minutes: 60,
                crew: 1,
                step_minutes: 30,
                align: Align::Clock,
                earliest: 0,
                latest: 1440,
                skipped: skipped(changes),
            };
            let as_told: IntervalSet =
                Interval::new(free.0, free.1).into_iter().collect::<IntervalSet>().cut_at(search.skipped);
            let starts =
                openings(&[as_told.joined_over(search.skipped)], &search).into_iter().map(|opening| opening.start);
            let offered: Vec<_> = starts.map(|start| (start, search.visit(start).unwrap().end())).collect();
            assert_eq!(offered, ends, "{changes:?}");
            for (start, end) in offered {
                let shown = after(start, 60, changes);
                // What ends just when minutes are skipped ends after them, as clocks show it then.
                assert_eq!(shown, changes.iter().find(|change| change.from == end).map_or(end, |change| change.to));
            }
        }
        assert!(skipped(BACK).is_empty());
    }

    #[test]
    fn a_change_is_told_to_those_whose_time_is_skipped_or_shown_twice_and_to_nobody_else() {
        let is_met = |first, last, changes| met(first, last, changes).is_some();
        assert!(is_met(60, 120, FORWARD) && is_met(0, 240, FORWARD));
        assert!(!is_met(0, 119, FORWARD) && !is_met(180, 240, FORWARD));
        assert!(is_met(0, 60, BACK) && is_met(90, 90, BACK) && is_met(119, 300, BACK));
        assert!(!is_met(0, 59, BACK) && !is_met(120, 240, BACK));
    }

    #[test]
    fn no_start_within_the_notice_is_offered_because_the_clocks_show_it_again() {
        for (now, notice, earliest) in [
            ("1970-01-01 00:00:00", 60, 60),
            ("1970-01-01 00:30:00", 60, 90),
            ("1970-01-01 00:30:00", 89, 119),
            ("1970-01-01 00:30:00", 90, 120),
            ("1970-01-01 00:30:00", 120, 120),
            ("1970-01-01 00:30:00", 150, 120),
            ("1970-01-01 00:30:00", 160, 130),
            ("1970-01-01 02:00:00", 60, 180),
        ] {
            assert_eq!(Now::of(now, 0).earliest(notice, BACK), earliest, "{now} and {notice}");
        }
    }

    #[test]
    fn the_earliest_start_is_the_first_that_the_server_takes_at_every_second() {
        for second in 0..180 {
            let now = format!("1970-01-01 09:{:02}:{:02}", second / 60, second % 60);
            // As `Policy::earliest` of the server has it.
            let earliest = (9 * 3600 + second + 7200 + 59) / 60;
            assert_eq!(Now::of(&now, 0).earliest(120, &[]), earliest, "{now}");
            assert_eq!(Now::of("1970-01-01 09:00:00", i64::from(second) * 1000).earliest(120, &[]), earliest);
        }
    }

    #[test]
    fn whoever_looks_when_told_sees_each_earliest_minute_once() {
        for odd_ms in [0, 1, 999, 1000, 59_001] {
            let (mut since, mut seen) = (odd_ms, Vec::new());
            for _ in 0..5 {
                let now = Now::of("1970-01-01 09:00:17", since);
                seen.push(now.earliest(0, &[]));
                since += now.changes_in_ms() as i64;
            }
            assert!(seen.windows(2).all(|pair| pair[1] == pair[0] + 1), "{seen:?}");
        }
    }

    #[test]
    fn notice_and_what_has_passed_count_by_time_and_not_by_the_clocks_hands() {
        let now = Now::of("1970-01-01 01:00:00", 0);
        assert_eq!(now.earliest(120, FORWARD), 240);
        assert_eq!(now.earliest(120, BACK), 120);
        let later = Now::of("1970-01-01 01:00:00", 90 * 60_000);
        assert_eq!(later.minute(BACK), 90, "half past one for the second time");
        assert_eq!(later.earliest(60, BACK), 150);
    }
}
