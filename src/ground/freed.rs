//! Time that is free again: what a dispatcher's own deed has left, or somebody else's between two looks at the schedule.

use slotwright_matching::{Interval, IntervalSet, Minute};
use slotwright_wire::slotwright::{ClosedKind, FreedTime, Gap, Lane, MAX_GAPS, Timeline};
use slotwright_wire::time::{parse_date, print_datetime};

use crate::ground::deeds::{Deed, Placing};
use crate::ground::timeline::visits_of;

/// Whose time is free again, and when; and the jobs whose time it was, which are not asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gaps {
    times: Vec<(u64, IntervalSet)>,
    job_ids: Vec<u64>,
}

impl Gaps {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    /// What a deed leaves: the time of each who came, but for what one of its jobs takes of it again.
    #[must_use]
    pub fn of_deed(deed: &Deed) -> Self {
        let mut gaps = Self::default();
        let took = |to: &Option<Placing>, user_id: u64| {
            let to = to.as_ref().filter(|to| to.crew.contains(&user_id));
            to.and_then(|to| Interval::new(to.start, to.start + to.minutes))
        };
        for moved in deed {
            let Some(from) = &moved.from else { continue };
            for user_id in &from.crew {
                let left: IntervalSet = Interval::new(from.start, from.start + from.minutes).into_iter().collect();
                let taken = deed.iter().filter_map(|moved| took(&moved.to, *user_id)).collect();
                gaps.add(*user_id, &left.difference(&taken));
            }
            gaps.job_ids.push(moved.job.job.id);
        }
        gaps
    }

    /// What is left of a visit that is another by now, or is none.
    #[must_use]
    pub fn of_change(job_id: u64, before: Option<&Placing>, after: Option<&Placing>) -> Self {
        let mut gaps = Self::default();
        let time = |placing: &Placing| Interval::new(placing.start, placing.start + placing.minutes);
        let Some(before) = before else { return gaps };
        for user_id in &before.crew {
            let left: IntervalSet = time(before).into_iter().collect();
            let taken = after.filter(|after| after.crew.contains(user_id)).and_then(time).into_iter().collect();
            gaps.add(*user_id, &left.difference(&taken));
        }
        gaps.job_ids.push(job_id);
        gaps
    }

    /// What has become free between two looks at the same days: where somebody had a visit or was off, works, and has nothing by now.
    /// Breaks, and what is held for a while, come and go without leaving anything.
    #[must_use]
    pub fn between(before: &Timeline, after: &Timeline) -> Self {
        let mut gaps = Self::default();
        let Some(first) = parse_date(&after.start_date) else { return gaps };
        if (&before.start_date, before.days) != (&after.start_date, after.days) {
            return gaps;
        }
        let stretch = |start: Minute, end: Minute| Interval::new(first.start() + start, first.start() + end);
        let visits = |timeline: &Timeline, user_id: u64| -> IntervalSet {
            visits_of(timeline, user_id).filter_map(|visit| stretch(visit.start, visit.end)).collect()
        };
        let closed = |lane: &Lane, is_so: fn(ClosedKind) -> bool| -> IntervalSet {
            let closed = lane.closed.iter().filter(|closed| is_so(closed.kind));
            closed.filter_map(|closed| stretch(closed.start, closed.end)).collect()
        };
        for lane in &after.technicians {
            let Some(known) = before.technicians.iter().find(|known| known.user_id == lane.user_id) else { continue };
            let had = visits(before, lane.user_id).union(&closed(known, |kind| kind == ClosedKind::TimeOff));
            let works: IntervalSet = lane.open.iter().filter_map(|open| stretch(open.start, open.end)).collect();
            let has = visits(after, lane.user_id).union(&closed(lane, |_| true));
            gaps.add(lane.user_id, &had.intersection(&works).difference(&has));
        }
        let is_there = |job_id: u64| after.visits.iter().any(|visit| visit.listed.job.id == job_id);
        gaps.job_ids = before.visits.iter().map(|visit| visit.listed.job.id).filter(|id| !is_there(*id)).collect();
        gaps
    }

    /// With what has become free since.
    pub fn join(&mut self, others: &Self) {
        others.times.iter().for_each(|(user_id, time)| self.add(*user_id, time));
        for job_id in &others.job_ids {
            if !self.job_ids.contains(job_id) {
                self.job_ids.push(*job_id);
            }
        }
    }

    /// What is asked of the server.
    #[must_use]
    pub fn asked(&self) -> FreedTime {
        let gap = |user_id: u64, time: Interval| Gap {
            user_id,
            from: print_datetime(time.start()),
            until: print_datetime(time.end()),
        };
        let gaps = self.times.iter().flat_map(|(user_id, time)| time.iter().map(|time| gap(*user_id, time)));
        FreedTime { freed: gaps.take(MAX_GAPS).collect(), except_job_ids: self.job_ids.clone(), limit: None }
    }

    fn add(&mut self, user_id: u64, time: &IntervalSet) {
        if time.is_empty() {
            return;
        }
        match self.times.iter_mut().find(|(known, _)| *known == user_id) {
            Some((_, known)) => *known = known.union(time),
            None => self.times.push((user_id, time.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use slotwright_wire::slotwright::{Closed, Stretch};

    use super::*;
    use crate::ground::deeds::{Moved, reversed};
    use crate::ground::timeline::tests::{listed, timeline};

    const FIRST: Minute = 20_514 * 1440;

    fn placing(start: Minute, minutes: Minute, crew: &[u64]) -> Placing {
        Placing { start: FIRST + start, minutes, crew: crew.to_vec() }
    }

    fn moved(id: u64, from: Option<Placing>, to: Option<Placing>) -> Moved {
        Moved { job: Arc::new(listed(id, &[])), from, to }
    }

    /// Whose, from and until when.
    fn times(gaps: &Gaps) -> Vec<(u64, Minute, Minute)> {
        let times = gaps.times.iter().flat_map(|(user_id, time)| time.iter().map(|time| (*user_id, time)));
        times.map(|(user_id, time)| (user_id, time.start() - FIRST, time.end() - FIRST)).collect()
    }

    #[test]
    fn a_deed_leaves_the_time_of_each_who_came_but_for_what_it_takes_again() {
        let left = |from: Option<Placing>, to: Option<Placing>| times(&Gaps::of_deed(&vec![moved(5, from, to)]));
        let nine = || Some(placing(540, 60, &[1, 2]));
        assert_eq!(left(nine(), None), [(1, 540, 600), (2, 540, 600)]);
        assert_eq!(left(None, nine()), [], "it takes time");
        assert_eq!(left(nine(), Some(placing(540, 30, &[1, 2]))), [(1, 570, 600), (2, 570, 600)]);
        assert_eq!(left(nine(), Some(placing(570, 60, &[2, 3]))), [(1, 540, 600), (2, 540, 570)]);
    }

    #[test]
    fn two_that_change_places_leave_nothing_and_undone_it_is_the_other_time_that_is_left() {
        let (nine, eleven) = (placing(540, 60, &[1]), placing(660, 60, &[2]));
        let swapped = vec![
            moved(5, Some(nine.clone()), Some(eleven.clone())),
            moved(6, Some(eleven.clone()), Some(nine.clone())),
        ];
        assert!(Gaps::of_deed(&swapped).is_empty());
        let along = vec![moved(5, Some(nine), Some(eleven))];
        assert_eq!(times(&Gaps::of_deed(&along)), [(1, 540, 600)]);
        assert_eq!(times(&Gaps::of_deed(&reversed(&along))), [(2, 660, 720)]);
    }

    #[test]
    fn a_visit_that_is_shorter_or_gone_leaves_the_rest() {
        let (hour, half) = (placing(540, 60, &[1]), placing(540, 30, &[1]));
        assert_eq!(times(&Gaps::of_change(5, Some(&hour), Some(&half))), [(1, 570, 600)]);
        assert_eq!(times(&Gaps::of_change(5, Some(&hour), None)), [(1, 540, 600)]);
        assert!(Gaps::of_change(5, Some(&half), Some(&hour)).is_empty());
        assert!(Gaps::of_change(5, None, Some(&hour)).is_empty());
    }

    /// Both work from eight to four; these are their visits.
    fn day(visits: &[(u64, &[u64], i32, i32)]) -> Timeline {
        let mut day = timeline(&[1, 2], visits);
        day.technicians.iter_mut().for_each(|lane| lane.open = vec![Stretch { start: 480, end: 960 }]);
        day
    }

    fn closed(start: i32, end: i32, kind: ClosedKind) -> Closed {
        Closed { start, end, kind, name: String::new(), moved: false }
    }

    #[test]
    fn between_two_looks_is_free_again_where_a_visit_or_a_time_off_was_and_nothing_is() {
        let before = day(&[(5, &[1], 540, 600), (6, &[2], 540, 660), (7, &[2], 930, 1020)]);
        let after = day(&[(6, &[2], 540, 600), (8, &[1], 570, 600)]);
        let gaps = Gaps::between(&before, &after);
        assert_eq!(times(&gaps), [(1, 540, 570), (2, 600, 660), (2, 930, 960)], "after four nobody works");
        assert_eq!(gaps.asked().except_job_ids, [5, 7], "whose time it was");

        let (mut off, on) = (day(&[]), day(&[]));
        off.technicians[0].open = vec![];
        off.technicians[0].closed = vec![closed(0, 1440, ClosedKind::TimeOff)];
        assert_eq!(times(&Gaps::between(&off, &on)), [(1, 480, 960)]);
        assert!(Gaps::between(&on, &off).is_empty());
    }

    #[test]
    fn what_was_held_or_a_break_leaves_nothing_and_what_is_held_now_is_not_free() {
        let (mut before, mut after) = (day(&[(5, &[1], 540, 600)]), day(&[]));
        before.technicians[1].closed = vec![closed(540, 600, ClosedKind::Held), closed(720, 750, ClosedKind::Break)];
        after.technicians[0].closed = vec![closed(540, 570, ClosedKind::Held)];
        assert_eq!(times(&Gaps::between(&before, &after)), [(1, 570, 600)]);
    }

    #[test]
    fn of_other_days_nothing_is_known() {
        let (before, mut after) = (day(&[(5, &[1], 540, 600)]), day(&[]));
        after.start_date = "2026-03-03".to_owned();
        assert!(Gaps::between(&before, &after).is_empty());
    }

    #[test]
    fn what_is_free_again_is_asked_about_together_and_once() {
        let mut gaps = Gaps::of_change(5, Some(&placing(540, 60, &[1])), None);
        gaps.join(&Gaps::of_change(5, Some(&placing(570, 60, &[1])), None));
        gaps.join(&Gaps::of_change(6, Some(&placing(540, 60, &[2])), None));
        let asked = gaps.asked();
        let short: Vec<(u64, &str, &str)> =
            asked.freed.iter().map(|gap| (gap.user_id, &gap.from[11..16], &gap.until[11..16])).collect();
        assert_eq!(short, [(1, "09:00", "10:30"), (2, "09:00", "10:00")]);
        assert_eq!(asked.except_job_ids, [5, 6]);
    }
}
