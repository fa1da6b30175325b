//! People's time as another system knows it, and what it leaves of ours.

use std::collections::HashMap;

use slotwright_matching::{Interval, IntervalSet, Minute};
use slotwright_upstream::{Busy, FreeTime};

use crate::time::zone::Zone;

/// People's time elsewhere, by our numbers.
#[derive(Debug)]
pub enum Time {
    /// When they are free. Whoever is not in it is not.
    Free(HashMap<u64, IntervalSet>),
    /// When they are planned for what is not ours.
    Busy(HashMap<u64, IntervalSet>),
}

impl Time {
    /// Of those who are free then.
    pub(super) fn free(stretches: Vec<FreeTime>) -> Self {
        let of = |free: FreeTime| Some((free.user_id, Interval::new(free.start, free.end)?));
        Self::Free(by_user(stretches.into_iter().filter_map(of)))
    }

    /// Of those who are planned then, on the clocks of the instance.
    pub(super) fn busy(jobs: Vec<Busy>, zone: &Zone) -> Self {
        let minute = |second: i64| {
            let instant = jiff::Timestamp::from_second(second).ok()?;
            Some(zone.wall_clock(instant).minute())
        };
        let of = |busy: Busy| {
            // What begins or ends within a minute takes all of it.
            let (start, end) = (minute(busy.start)?, minute(busy.end.saturating_add(59))?);
            let elapsed = Minute::try_from(busy.end.saturating_sub(busy.start) / 60).ok()?;
            Some((busy.user_id, on_clocks(start, end, elapsed)?))
        };
        Self::Busy(by_user(jobs.into_iter().filter_map(of)))
    }

    /// What is left of somebody's free time here. `own` is what takes their time there and is not in the way, and `skipped` the
    /// minutes that the clocks skip, in which nobody has to be free.
    #[must_use]
    pub fn leaves(&self, user_id: u64, free: &IntervalSet, own: &IntervalSet, skipped: &IntervalSet) -> IntervalSet {
        match self {
            Self::Free(known) => {
                let nothing = IntervalSet::default();
                let there = known.get(&user_id).unwrap_or(&nothing);
                if own.is_empty() && skipped.is_empty() {
                    return free.intersection(there);
                }
                free.intersection(&there.union(own).union(skipped))
            }
            Self::Busy(known) => match known.get(&user_id) {
                Some(busy) => free.difference(&busy.difference(own)),
                None => free.clone(),
            },
        }
    }

    /// How many stretches and people it is about.
    pub(super) fn weight(&self) -> usize {
        let (Self::Free(users) | Self::Busy(users)) = self;
        users.values().map(|stretches| stretches.as_slice().len() + 1).sum::<usize>() + 1
    }
}

fn by_user(stretches: impl Iterator<Item = (u64, Interval)>) -> HashMap<u64, IntervalSet> {
    let mut of_users: HashMap<u64, Vec<Interval>> = HashMap::new();
    for (user_id, stretch) in stretches {
        of_users.entry(user_id).or_default().push(stretch);
    }
    of_users.into_iter().map(|(user_id, stretches)| (user_id, IntervalSet::from_unsorted(stretches))).collect()
}

/// What clocks may show between two instants: where they show an hour twice more than passes, so that nothing of it is missed.
fn on_clocks(start: Minute, end: Minute, elapsed: Minute) -> Option<Interval> {
    if start < end { Interval::new(start, end) } else { Interval::new(end.min(start), start.checked_add(elapsed)?) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(stretches: &[(Minute, Minute)]) -> IntervalSet {
        stretches.iter().filter_map(|(start, end)| Interval::new(*start, *end)).collect()
    }

    #[test]
    fn what_is_not_free_there_or_is_taken_there_is_not_free_here() {
        let free = Time::free(vec![
            FreeTime { user_id: 1, start: 60, end: 120 },
            FreeTime { user_id: 1, start: 180, end: 240 },
            FreeTime { user_id: 1, start: 9, end: 9 },
        ]);
        let (here, none) = (set(&[(0, 200)]), IntervalSet::default());
        assert_eq!(free.leaves(1, &here, &none, &none), set(&[(60, 120), (180, 200)]));
        assert_eq!(free.leaves(2, &here, &none, &none), none, "who is not known there is not free there");
        // The own visit between is no obstacle, nor is what the clocks skip.
        assert_eq!(free.leaves(1, &here, &set(&[(120, 180)]), &none), set(&[(60, 200)]));
        assert_eq!(free.leaves(1, &here, &none, &set(&[(120, 180)])), set(&[(60, 200)]));
        let busy = Time::Busy(HashMap::from([(1, set(&[(60, 120)]))]));
        assert_eq!(busy.leaves(1, &here, &none, &none), set(&[(0, 60), (120, 200)]));
        assert_eq!(busy.leaves(1, &here, &set(&[(60, 120)]), &none), here);
        assert_eq!(busy.leaves(2, &here, &none, &none), here);
    }

    #[test]
    fn a_job_in_an_hour_that_comes_twice_takes_all_that_clocks_may_show_of_it() {
        assert_eq!(on_clocks(60, 120, 60), Interval::new(60, 120));
        assert_eq!(on_clocks(105, 75, 30), Interval::new(75, 135));
    }
}
