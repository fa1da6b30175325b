//! One technician's days as lists, for a phone: visits, and what lies between them.

use slotwright_wire::slotwright::{Closed, Lane, PlannedVisit, Timeline};

use crate::ground::timeline::visits_of;

/// Minutes of a day.
const DAY: i32 = 1440;

/// Something of a day.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry<'t> {
    /// A visit.
    Visit(&'t PlannedVisit),
    /// A break, time off, or a time that somebody holds.
    Closed(&'t Closed),
}

impl Entry<'_> {
    /// From when, and until when.
    #[must_use]
    pub fn time(&self) -> (i32, i32) {
        match self {
            Self::Visit(visit) => (visit.start, visit.end),
            Self::Closed(closed) => (closed.start, closed.end),
        }
    }
}

/// What somebody has on one of the days, counted from 0, in its order; what goes on over midnight is on both.
#[must_use]
pub fn day_of(timeline: &Timeline, user_id: u64, day: u32) -> Vec<Entry<'_>> {
    let (from, to) = (day as i32 * DAY, (day as i32 + 1) * DAY);
    let lane = timeline.technicians.iter().find(|lane| lane.user_id == user_id);
    let closed = lane.into_iter().flat_map(|lane| lane.closed.iter().map(Entry::Closed));
    let all = visits_of(timeline, user_id).map(Entry::Visit).chain(closed);
    // Few, each to its place: a sort of the standard library would be 2 kB more to download.
    let mut sorted: Vec<Entry> = Vec::new();
    for entry in all.filter(|entry| entry.time().0 < to && from < entry.time().1) {
        sorted.insert(sorted.partition_point(|known| known.time() <= entry.time()), entry);
    }
    sorted
}

/// Whose days are shown: of whoever is wanted, as long as they are there, else of the first.
#[must_use]
pub fn shown_of(timeline: &Timeline, wanted: Option<u64>) -> Option<&Lane> {
    let of_wanted = timeline.technicians.iter().find(|lane| Some(lane.user_id) == wanted);
    of_wanted.or_else(|| timeline.technicians.first())
}

/// Who comes after somebody, or before them; after the last the first.
#[must_use]
pub fn beside(timeline: &Timeline, user_id: u64, is_next: bool) -> Option<u64> {
    let lanes = &timeline.technicians;
    let place = lanes.iter().position(|lane| lane.user_id == user_id)?;
    let place = if is_next { place + 1 } else { place + lanes.len() - 1 };
    lanes.get(place % lanes.len()).map(|lane| lane.user_id)
}

#[cfg(test)]
mod tests {
    use slotwright_wire::slotwright::ClosedKind;

    use super::*;
    use crate::ground::timeline::tests::timeline;

    #[test]
    fn a_day_has_visits_and_breaks_in_their_order_and_what_goes_on_over_midnight() {
        let mut shown = timeline(&[1, 2], &[(5, &[1], 600, 660), (6, &[1], 1430, 1500), (7, &[2], 480, 540)]);
        shown.days = 2;
        let lunch = Closed { start: 540, end: 570, kind: ClosedKind::Break, name: "Lunch".into(), moved: false };
        shown.technicians[0].closed = vec![lunch];
        let starts = |user_id, day| day_of(&shown, user_id, day).iter().map(|entry| entry.time().0).collect::<Vec<_>>();
        assert_eq!(starts(1, 0), [540, 600, 1430]);
        assert_eq!(starts(1, 1), [1430]);
        assert_eq!(starts(2, 0), [480]);
        assert!(day_of(&shown, 9, 0).is_empty());
    }

    #[test]
    fn whoever_is_gone_is_followed_by_the_first_and_the_last_by_the_first() {
        let shown = timeline(&[1, 2, 3], &[]);
        let of = |wanted| shown_of(&shown, wanted).map(|lane| lane.user_id);
        assert_eq!((of(Some(2)), of(Some(9)), of(None)), (Some(2), Some(1), Some(1)));
        assert_eq!(
            (beside(&shown, 3, true), beside(&shown, 1, false), beside(&shown, 2, true)),
            (Some(1), Some(3), Some(3))
        );
        assert_eq!(beside(&shown, 9, true), None);
        assert_eq!(shown_of(&timeline(&[], &[]), None), None);
    }
}
