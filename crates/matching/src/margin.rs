//! What the policy keeps beside the visits that a person has, so that it can be drawn: the search asks the other way round, what is
//! kept beside a visit that isn't there yet.

use crate::{Around, Day, Interval, Occupied, Skipped};

/// A stretch that is kept beside a visit.
///
/// ```
/// use slotwright_matching::*;
/// let visit = |job_id, start, end| Occupied { job_id, user_id: 1, interval: Interval::new(start, end).unwrap() };
/// let around = Around {
///     buffers: vec![Buffer { job_type_id: 7, before_minutes: 0, after_minutes: 10 }],
///     travel: Some(Travel { speed_km_h: 60, detour_percent: 130, least_minutes: 5 }),
///     jobs: [(5, JobFacts { job_type_id: 7, place: None })].into(),
///     ..Around::default()
/// };
/// let kept = around.beside(1, &[visit(5, 480, 540), visit(6, 600, 660)], Skipped::NONE);
/// let told: Vec<_> = kept.iter().map(|margin| (margin.job_id, margin.is_way, margin.interval.start())).collect();
/// assert_eq!(told, [(5, false, 540), (6, true, 595)], "ten minutes to tidy up, and five to drive to the next");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin {
    /// Beside the visit of which job.
    pub job_id: u64,
    /// Whether it is a way; else it is a buffer.
    pub is_way: bool,
    /// When.
    pub interval: Interval,
}

impl Around {
    /// What is kept beside a person's visits, which come by their start: the buffers of each, the way to each from the one before, or
    /// from where the day begins, and from the day's last to where it ends. A way is just as late as it may be, and where visits
    /// stand closer than the policy wants, what is kept overlaps.
    #[must_use]
    pub fn beside(&self, user_id: u64, visits: &[Occupied], skipped: Skipped) -> Vec<Margin> {
        let mut kept = Vec::new();
        if self.travel.is_none() && self.buffers.is_empty() {
            return kept;
        }
        let ends = self.day_ends.iter().find(|ends| ends.user_id == user_id);
        let place = |visit: &Occupied| self.jobs.get(visit.job_id).and_then(|facts| facts.place);
        let day = |visit: &Occupied| Day::of(visit.interval.start());
        for (nth, visit) in visits.iter().enumerate() {
            let before = nth.checked_sub(1).map(|before| &visits[before]).filter(|before| day(before) == day(visit));
            let is_last = visits.get(nth + 1).is_none_or(|next| day(next) != day(visit));
            let facts = self.jobs.get(visit.job_id);
            let (buffer_before, buffer_after) = self.buffer(facts.map(|facts| facts.job_type_id));
            let way_to = match before {
                Some(before) => self.way(place(before), place(visit)),
                None => ends.and_then(|ends| ends.start).map_or(0, |start| self.way(Some(start), place(visit))),
            };
            let home = ends.and_then(|ends| ends.end).filter(|_| is_last);
            let way_home = home.map_or(0, |end| self.way(place(visit), Some(end)));
            let (start, end) = (visit.interval.start(), visit.interval.end());
            let ready = skipped.start_of(start, buffer_before);
            let tidied = skipped.end_of(end, buffer_after);
            let stretches = [
                (true, Interval::new(skipped.start_of(ready, way_to), ready)),
                (false, Interval::new(ready, start)),
                (false, Interval::new(end, tidied)),
                (true, Interval::new(tidied, skipped.end_of(tidied, way_home))),
            ];
            let margin = |(is_way, interval): (bool, Option<Interval>)| {
                Some(Margin { job_id: visit.job_id, is_way, interval: interval? })
            };
            kept.extend(stretches.into_iter().filter_map(margin));
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Buffer, DayEnds, JobFacts, Minute, Point, Travel};

    const NORTH: Point = Point { latitude: 41.0, longitude: -89.5 };
    const SOUTH: Point = Point { latitude: 40.0, longitude: -89.5 };
    /// 111.2 km at 60 km/h on straight roads.
    const HOURS: Minute = 112;

    fn visit(job_id: u64, start: Minute, end: Minute) -> Occupied {
        Occupied { job_id, user_id: 1, interval: Interval::new(start, end).unwrap() }
    }

    fn around() -> Around {
        let facts = |place| JobFacts { job_type_id: 7, place: Some(place) };
        Around {
            buffers: vec![Buffer { job_type_id: 7, before_minutes: 15, after_minutes: 10 }],
            travel: Some(Travel { speed_km_h: 60, detour_percent: 100, least_minutes: 0 }),
            jobs: [(5, facts(NORTH)), (6, facts(SOUTH)), (8, facts(SOUTH))].into(),
            ..Around::default()
        }
    }

    fn told(around: &Around, visits: &[Occupied], skipped: Skipped) -> Vec<(u64, bool, Minute, Minute)> {
        let told = |m: Margin| (m.job_id, m.is_way, m.interval.start(), m.interval.end());
        around.beside(1, visits, skipped).into_iter().map(told).collect()
    }

    #[test]
    fn each_visit_has_its_buffers_and_the_way_from_the_one_before() {
        let visits = [visit(5, 480, 540), visit(6, 780, 840)];
        assert_eq!(
            told(&around(), &visits, Skipped::NONE),
            [
                (5, false, 465, 480),
                (5, false, 540, 550),
                (6, true, 765 - HOURS, 765),
                (6, false, 765, 780),
                (6, false, 840, 850),
            ]
        );
    }

    #[test]
    fn a_day_begins_and_ends_with_a_way_where_somebody_has_one_and_a_new_day_has_none_from_the_day_before() {
        let ends = |user_id| DayEnds { user_id, start: Some(SOUTH), end: Some(NORTH) };
        let ways = |around: &Around| {
            let visits = [visit(6, 480, 540), visit(8, 1440 + 480, 1440 + 540)];
            let all = told(around, &visits, Skipped::NONE).into_iter();
            all.filter(|(_, is_way, ..)| *is_way).map(|(job_id, _, start, _)| (job_id, start)).collect::<Vec<_>>()
        };
        assert_eq!(ways(&around()), []);
        assert_eq!(ways(&Around { day_ends: vec![ends(1)], ..around() }), [(6, 550), (8, 1440 + 550)]);
        assert_eq!(ways(&Around { day_ends: vec![ends(2)], ..around() }), [], "of somebody else");
    }

    #[test]
    fn minutes_that_clocks_skip_are_none_of_it_and_without_rules_there_is_nothing() {
        let skipped = Skipped::of(&Interval::new(120, 180).into_iter().collect());
        let tidied = told(&around(), &[visit(5, 60, 115)], skipped);
        assert_eq!(tidied, [(5, false, 45, 60), (5, false, 115, 185)]);
        assert_eq!(told(&Around::default(), &[visit(5, 60, 115)], skipped), []);
    }
}
