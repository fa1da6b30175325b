//! How much of everybody's working time is taken, and for which days jobs wait with wishes that nobody has met.

use std::sync::Arc;

use slotwright_matching::{Day, Interval, IntervalSet};
use slotwright_wire::convert::window_of;
use slotwright_wire::slotwright::{BoardJob, Lane, Timeline};
use slotwright_wire::time::parse_date;

use crate::ground::timeline::visits_of;

/// Minutes of a day.
const DAY: i32 = 1440;

/// How much of a day is taken, in minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Working time, without breaks and time off.
    pub working: i32,
    /// What visits take; some may lie outside of it.
    pub taken: i32,
}

impl Load {
    /// How much of it is taken in percent, also more than a hundred; `None` where nobody works and nothing is taken.
    ///
    /// ```
    /// use slotwright::ground::load::Load;
    /// assert_eq!(Load { working: 480, taken: 360 }.percent(), Some(75));
    /// assert_eq!(Load { working: 0, taken: 60 }.percent(), Some(100));
    /// assert_eq!(Load::default().percent(), None);
    /// ```
    #[must_use]
    pub fn percent(self) -> Option<i32> {
        match self.working {
            0 if self.taken == 0 => None,
            0 => Some(100),
            working => Some((self.taken * 100 + working / 2) / working),
        }
    }

    fn and(self, other: Self) -> Self {
        Self { working: self.working + other.working, taken: self.taken + other.taken }
    }
}

/// Of somebody, day by day.
#[must_use]
pub fn load_of(timeline: &Timeline, lane: &Lane) -> Vec<Load> {
    let set = |stretches: &mut dyn Iterator<Item = (i32, i32)>| -> IntervalSet {
        stretches.filter_map(|(start, end)| Interval::new(start, end)).collect()
    };
    let closed = set(&mut lane.closed.iter().map(|closed| (closed.start, closed.end)));
    let working = set(&mut lane.open.iter().map(|open| (open.start, open.end))).difference(&closed);
    let visits = set(&mut visits_of(timeline, lane.user_id).map(|visit| (visit.start, visit.end)));
    let within = |set: &IntervalSet, day: i32| {
        Interval::new(day * DAY, (day + 1) * DAY).map_or(0, |day| set.clip(day).total_minutes())
    };
    (0..timeline.days as i32).map(|day| Load { working: within(&working, day), taken: within(&visits, day) }).collect()
}

/// Of all together, day by day.
#[must_use]
pub fn load_of_all(timeline: &Timeline) -> Vec<Load> {
    let mut all = vec![Load::default(); timeline.days as usize];
    for lane in &timeline.technicians {
        for (sum, load) in all.iter_mut().zip(load_of(timeline, lane)) {
            *sum = sum.and(load);
        }
    }
    all
}

/// How many of these jobs would like to have their visit on each day: one that has several wishes for a day counts once.
#[must_use]
pub fn wished(timeline: &Timeline, waiting: &[Arc<BoardJob>]) -> Vec<usize> {
    let Some(first) = parse_date(&timeline.start_date) else { return Vec::new() };
    let wants =
        |job: &BoardJob, day: Day| job.wishes.iter().filter_map(window_of).any(|wish| Day::of(wish.start()) == day);
    let of_day = |day: u32| waiting.iter().filter(|job| wants(job, first + day as i32)).count();
    (0..timeline.days).map(of_day).collect()
}

#[cfg(test)]
mod tests {
    use slotwright_wire::slotwright::{Closed, ClosedKind, Stretch};
    use slotwright_wire::sonar::DesiredDateTime;

    use super::*;
    use crate::ground::timeline::tests::{listed, timeline};

    #[test]
    fn breaks_are_no_working_time_and_what_goes_on_over_midnight_counts_on_both_days() {
        let mut shown = timeline(&[1, 2], &[(5, &[1, 2], 540, 600), (6, &[1], 1410, 1470)]);
        shown.days = 2;
        shown.technicians[0].open = vec![Stretch { start: 480, end: 960 }];
        shown.technicians[0].closed =
            vec![Closed { start: 720, end: 780, kind: ClosedKind::Break, name: String::new(), moved: false }];
        let of = |lane: usize| load_of(&shown, &shown.technicians[lane]);
        assert_eq!(of(0), [Load { working: 420, taken: 90 }, Load { working: 0, taken: 30 }]);
        assert_eq!(of(1), [Load { working: 0, taken: 60 }, Load::default()]);
        assert_eq!(load_of_all(&shown), [Load { working: 420, taken: 150 }, Load { working: 0, taken: 30 }]);
    }

    #[test]
    fn a_job_is_wished_once_for_each_day_that_its_customer_named() {
        let mut shown = timeline(&[1], &[]);
        shown.days = 2;
        let wish = |id, date: &str| DesiredDateTime {
            id,
            date: date.to_owned(),
            start_time: "08:00:00".to_owned(),
            end_time: "10:00:00".to_owned(),
        };
        let mut job = listed(1, &[]);
        job.wishes = vec![wish(1, "2026-03-02"), wish(2, "2026-03-02"), wish(3, "2026-03-03")];
        let mut other = listed(2, &[]);
        other.wishes = vec![wish(4, "2026-03-03"), wish(5, "2026-04-01")];
        assert_eq!(wished(&shown, &[Arc::new(job), Arc::new(other)]), [1, 2]);
    }
}
