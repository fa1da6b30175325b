//! How much of everybody's working time is taken, and for which days jobs wait with wishes that nobody has met.

use std::sync::Arc;

use slotwright_matching::{Day, Interval, IntervalSet};
use slotwright_wire::convert::window_of;
use slotwright_wire::slotwright::{BoardJob, Lane, Timeline};
use slotwright_wire::time::parse_date;

use crate::ground::timeline::{Hours, visits_of};

/// Minutes of a day.
const DAY: i32 = 1440;
/// So fine it is counted how many have a visit.
const HALF_HOUR: i32 = 30;

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
    let working = free_of(lane);
    let visits = taken_of(timeline, lane);
    let within = |set: &IntervalSet, day: i32| {
        Interval::new(day * DAY, (day + 1) * DAY).map_or(0, |day| set.clip(day).total_minutes())
    };
    (0..timeline.days as i32).map(|day| Load { working: within(&working, day), taken: within(&visits, day) }).collect()
}

/// When somebody has visits.
fn taken_of(timeline: &Timeline, lane: &Lane) -> IntervalSet {
    visits_of(timeline, lane.user_id).filter_map(|visit| Interval::new(visit.start, visit.end)).collect()
}

/// Of all together, day by day, from those of each.
#[must_use]
pub fn load_of_all(timeline: &Timeline, each: &[Vec<Load>]) -> Vec<Load> {
    let mut all = vec![Load::default(); timeline.days as usize];
    for loads in each {
        for (sum, load) in all.iter_mut().zip(loads) {
            *sum = sum.and(*load);
        }
    }
    all
}

/// Of some of the technicians together, on all days.
#[must_use]
pub fn load_of_some(timeline: &Timeline, lanes: &[Lane]) -> Load {
    let loads = lanes.iter().flat_map(|lane| load_of(timeline, lane));
    loads.fold(Load::default(), Load::and)
}

/// How many work and how many of all have a visit in each half hour that is drawn, day after day.
#[must_use]
pub fn by_half_hour(timeline: &Timeline, hours: Hours) -> Vec<(u32, u32)> {
    let of_day = (hours.length() / HALF_HOUR) as usize;
    let mut counts = vec![(0, 0); of_day * timeline.days as usize];
    // Counted in its middle.
    let middle = |nth: usize| hours.minute(nth as i32 * HALF_HOUR) + HALF_HOUR / 2;
    let all: Vec<(usize, i32)> = (0..counts.len()).map(|nth| (nth, middle(nth))).collect();
    let within = |start: i32, end: i32| {
        let first = all.partition_point(|(_, middle)| *middle < start);
        let last = all.partition_point(|(_, middle)| *middle < end);
        first..last
    };
    for lane in &timeline.technicians {
        for stretch in free_of(lane).iter() {
            counts[within(stretch.start(), stretch.end())].iter_mut().for_each(|(working, _)| *working += 1);
        }
        for visit in visits_of(timeline, lane.user_id) {
            counts[within(visit.start, visit.end)].iter_mut().for_each(|(_, busy)| *busy += 1);
        }
    }
    counts
}

/// Somebody's working time, without breaks and time off.
fn free_of(lane: &Lane) -> IntervalSet {
    let closed: IntervalSet = lane.closed.iter().filter_map(|closed| Interval::new(closed.start, closed.end)).collect();
    let open: IntervalSet = lane.open.iter().filter_map(|open| Interval::new(open.start, open.end)).collect();
    open.difference(&closed)
}

/// Of a day: how many of the jobs that wait would like to have their visit on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wished {
    /// How many; one that has several wishes for the day counts once.
    pub jobs: usize,
    /// For how many of them somebody who does such jobs has that much time in one piece when they would like it. Two may be met by the
    /// same gap, and ways and rules are not looked at: it is what the day has room for, not a plan.
    pub with_room: usize,
}

/// Of each day.
#[must_use]
pub fn wished(timeline: &Timeline, waiting: &[Arc<BoardJob>]) -> Vec<Wished> {
    let Some(first) = parse_date(&timeline.start_date) else { return Vec::new() };
    let gaps: Vec<(&Lane, IntervalSet)> =
        timeline.technicians.iter().map(|lane| (lane, gaps_of(timeline, lane))).collect();
    let mut days = vec![Wished::default(); timeline.days as usize];
    for job in waiting {
        let minutes = job.job.length_in_minutes as i32;
        let has_room = |wish: Interval| {
            let wish = Interval::new(wish.start() - first.start(), wish.end() - first.start());
            let can = |lane: &Lane| lane.job_types.is_empty() || lane.job_types.contains(&job.job_type);
            let mut able = gaps.iter().filter(|(lane, _)| can(lane));
            wish.is_some_and(|wish| able.any(|(_, gaps)| gaps.clip(wish).iter().any(|gap| minutes <= gap.minutes())))
        };
        for (nth, day) in days.iter_mut().enumerate() {
            let here = first + nth as i32;
            let mut wishes =
                job.wishes.iter().filter_map(window_of).filter(|wish| Day::of(wish.start()) == here).peekable();
            if wishes.peek().is_some() {
                day.jobs += 1;
                day.with_room += usize::from(wishes.any(has_room));
            }
        }
    }
    days
}

/// When somebody works and has no visit.
fn gaps_of(timeline: &Timeline, lane: &Lane) -> IntervalSet {
    free_of(lane).difference(&taken_of(timeline, lane))
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
        let each: Vec<_> = shown.technicians.iter().map(|lane| load_of(&shown, lane)).collect();
        assert_eq!(load_of_some(&shown, &shown.technicians), Load { working: 420, taken: 180 });
        assert_eq!(load_of_all(&shown, &each), [Load { working: 420, taken: 150 }, Load { working: 0, taken: 30 }]);
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
        let of_day = |jobs| Wished { jobs, with_room: 0 };
        assert_eq!(wished(&shown, &[Arc::new(job), Arc::new(other)]), [of_day(1), of_day(2)], "nobody works");
    }

    #[test]
    fn a_day_has_room_for_a_wish_where_somebody_who_does_such_jobs_has_the_time_in_one_piece() {
        let mut shown = timeline(&[1, 2], &[(5, &[1], 540, 600)]);
        for lane in &mut shown.technicians {
            lane.open = vec![Stretch { start: 480, end: 720 }];
            lane.job_types = vec!["Repair".to_owned()];
        }
        shown.technicians[1].job_types = vec!["Install".to_owned()];
        let job = |job_type: &str, minutes: u32, from: &str, to: &str| {
            let wish = DesiredDateTime {
                id: 1,
                date: "2026-03-02".to_owned(),
                start_time: from.to_owned(),
                end_time: to.to_owned(),
            };
            let mut job = listed(9, &[]);
            (job.job_type, job.job.length_in_minutes, job.wishes) = (job_type.to_owned(), minutes, vec![wish]);
            wished(&shown, &[Arc::new(job)])[0].with_room
        };
        assert_eq!(job("Repair", 60, "08:00:00", "10:00:00"), 1, "before the visit");
        assert_eq!(job("Repair", 60, "08:30:00", "10:30:00"), 0, "half an hour on either side of it");
        assert_eq!(job("Repair", 120, "10:00:00", "14:00:00"), 1, "just until they go");
        assert_eq!(job("Repair", 135, "10:00:00", "14:00:00"), 0);
        assert_eq!(job("Install", 60, "08:30:00", "10:30:00"), 1, "somebody else is free");
        assert_eq!(job("Survey", 60, "08:00:00", "12:00:00"), 0, "nobody does such jobs");
    }

    #[test]
    fn of_each_half_hour_it_is_told_how_many_work_and_how_many_have_a_visit() {
        let mut shown = timeline(&[1, 2], &[(5, &[1, 2], 540, 600), (6, &[1], 605, 635)]);
        shown.technicians[0].open = vec![Stretch { start: 480, end: 720 }];
        shown.technicians[0].closed =
            vec![Closed { start: 480, end: 510, kind: ClosedKind::Break, name: String::new(), moved: false }];
        let counted = by_half_hour(&shown, Hours { from: 480, to: 720 });
        assert_eq!(counted, [(0, 0), (1, 0), (1, 2), (1, 2), (1, 1), (1, 0), (1, 0), (1, 0)]);
    }
}
