//! Time that passes, on an axis of which clocks skip some minutes.

use crate::{Day, Interval, IntervalSet, Minute, Search};

/// Minutes that clocks skip: what takes time takes none of them.
///
/// The axis has the minutes that clocks show, and those they skip too, which pass in no time. So a visit of `N` minutes that begins
/// before some of them and isn't over then ends `N` minutes *and theirs* after its start: [`Skipped::end_of`] says where, and
/// whoever keeps somebody's time for a visit keeps it until there. In return free time goes on beyond them where it does on both
/// sides ([`IntervalSet::joined_over`], as all free time of a [`Roster`](crate::Roster) is); then a visit is bookable where free
/// time covers it, as on any other day, and starts with a minute that is shown.
///
/// Only stretches within a day can be crossed, since no visit reaches over midnight; and the first four, which are more than clocks
/// have in a year: what is not known here, free time ends at.
///
/// A stretch that clocks show twice is on the axis once, for the first time. A visit that reaches beyond it keeps its people for as
/// many minutes as it takes *on the axis*, and so for longer than it takes: what else is to be done in the hour that comes again
/// (a break comes twice as well) the axis can't say, and too much is what nobody is booked twice by.
///
/// ```
/// use slotwright_matching::{Interval, IntervalSet, Skipped};
/// // Lord Howe's clocks go from 02:00 to 02:30.
/// let skipped = Skipped::of(&Interval::new(120, 150).into_iter().collect());
/// assert_eq!(skipped.end_of(90, 60), 180, "an hour from half past one");
/// assert_eq!(skipped.end_of(60, 60), 120);
/// assert_eq!(skipped.start_of(180, 60), 90);
/// let free: IntervalSet = [(60, 120), (150, 240)].into_iter().filter_map(|(from, to)| Interval::new(from, to)).collect();
/// let joined = free.clone().joined_over(skipped);
/// assert_eq!(joined.as_slice(), [Interval::new(60, 240).unwrap()]);
/// assert_eq!(joined.cut_at(skipped), free);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Ascending, from the first place on.
    stretches: [Option<Interval>; 4],
}

impl Skipped {
    /// No minutes.
    pub const NONE: Skipped = Skipped { stretches: [None; 4] };

    /// The first of these stretches.
    #[must_use]
    pub fn of(skipped: &IntervalSet) -> Skipped {
        let mut first = Skipped::default();
        first.stretches.iter_mut().zip(skipped).for_each(|(place, stretch)| *place = Some(stretch));
        first
    }

    /// The stretches, ascending.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Interval> {
        self.stretches.into_iter().flatten()
    }

    /// Whether none are known.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.stretches[0].is_none()
    }

    /// Where clocks skip a minute.
    #[must_use]
    pub fn at(self, minute: Minute) -> Option<Interval> {
        self.iter().find(|stretch| stretch.contains(minute))
    }

    /// What has passed of an interval when it is over.
    #[must_use]
    pub fn minutes(self, interval: Interval) -> Minute {
        let within = self.iter().filter_map(|stretch| stretch.intersection(interval));
        within.fold(interval.minutes(), |minutes, skipped| minutes.saturating_sub(skipped.minutes()))
    }

    /// When what begins at `start` and takes so many minutes is over. Where it is over just when minutes are skipped, that is
    /// before them.
    #[must_use]
    pub fn end_of(self, start: Minute, minutes: Minute) -> Minute {
        let mut end = start.saturating_add(minutes);
        for stretch in self.iter() {
            if start < stretch.end && stretch.start < end {
                end = end.saturating_add(stretch.end - start.max(stretch.start));
            }
        }
        end
    }

    /// The last start of what takes so many minutes and is over at `end`.
    #[must_use]
    pub fn start_of(self, end: Minute, minutes: Minute) -> Minute {
        let mut start = end.saturating_sub(minutes);
        for stretch in self.iter().rev() {
            if stretch.start < end && start < stretch.end {
                start = start.saturating_sub(end.min(stretch.end) - stretch.start);
            }
        }
        start
    }

    /// The visit that starts there and takes so many minutes; none that takes no time, or starts with a minute that isn't shown.
    #[must_use]
    pub fn visit(self, start: Minute, minutes: Minute) -> Option<Interval> {
        let is_shown = self.at(start).is_none();
        Interval::new(start, self.end_of(start, minutes)).filter(|_| is_shown && 0 < minutes)
    }

    /// Those that can be crossed on a day.
    pub(crate) fn within(self, day: Day) -> Skipped {
        let mut within = Skipped::default();
        let passable = self.iter().filter(|stretch| Skipped::passable(*stretch) == Some(day));
        within.stretches.iter_mut().zip(passable).for_each(|(place, stretch)| *place = Some(stretch));
        within
    }

    /// The day within which a stretch lies, with minutes of it before and after.
    pub(crate) fn passable(stretch: Interval) -> Option<Day> {
        let day = Day::of(stretch.start);
        (day.start() < stretch.start && day == Day::of(stretch.end)).then_some(day)
    }

    /// What takes this time, with the skipped minutes that it touches; nothing where it has no others, and so takes no time.
    pub(crate) fn widened(self, interval: Interval) -> Option<Interval> {
        let mut widened = interval;
        for stretch in self.iter() {
            if stretch.covers(interval) {
                return None;
            }
            if stretch.start <= interval.start && interval.start <= stretch.end {
                widened.start = stretch.start;
            }
            if stretch.start <= interval.end && interval.end <= stretch.end {
                widened.end = stretch.end;
            }
        }
        Some(widened)
    }

    /// Where the free block that holds `start` begins, since blocks end where minutes are skipped.
    pub(crate) fn block_start(self, block: Minute, start: Minute) -> Minute {
        self.iter().map(|stretch| stretch.end).filter(|end| *end <= start).fold(block, Minute::max)
    }
}

impl Search {
    /// The visit that is looked for, if it starts there.
    #[must_use]
    pub fn visit(&self, start: Minute) -> Option<Interval> {
        self.skipped.visit(start, self.length_minutes)
    }

    /// When it is over.
    pub(crate) fn end_of(&self, start: Minute) -> Minute {
        self.skipped.end_of(start, self.length_minutes)
    }
}

impl IntervalSet {
    /// Free time with the minutes that clocks skip where it goes on beyond them: where that is free which lies before them, and that
    /// which lies after them, on the same day.
    #[must_use]
    pub fn joined_over(self, skipped: Skipped) -> IntervalSet {
        let between = |before: Interval, after: Interval| {
            let goes_on = |stretch: Interval| stretch.start == before.end && stretch.end == after.start;
            skipped.iter().any(|stretch| goes_on(stretch) && Skipped::passable(stretch).is_some())
        };
        if skipped.is_empty() { self } else { self.merged(between) }
    }

    /// Without the minutes that clocks skip.
    #[must_use]
    pub fn cut_at(&self, skipped: Skipped) -> IntervalSet {
        self.without(skipped.iter())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn skipped(pairs: &[(Minute, Minute)]) -> Skipped {
        Skipped::of(&pairs.iter().filter_map(|(from, to)| Interval::new(*from, *to)).collect())
    }

    #[test]
    fn a_visit_takes_its_minutes_and_none_of_those_that_are_skipped() {
        let lord_howe = skipped(&[(120, 150)]);
        for (start, minutes, end) in
            [(60, 60, 120), (61, 60, 151), (90, 60, 180), (119, 1, 120), (119, 2, 151), (150, 60, 210), (0, 1440, 1470)]
        {
            assert_eq!(lord_howe.end_of(start, minutes), end, "{minutes} from {start}");
            assert_eq!(lord_howe.start_of(end, minutes), start, "{minutes} until {end}");
        }
        assert_eq!(lord_howe.visit(130, 60), None, "no clock shows that");
        assert_eq!(lord_howe.visit(90, 0), None);
        assert_eq!(skipped(&[(120, 150), (170, 190)]).end_of(100, 60), 210);
    }

    #[test]
    fn free_time_goes_on_beyond_what_is_skipped_within_a_day_only() {
        let set = |pairs: &[(Minute, Minute)]| -> IntervalSet {
            pairs.iter().filter_map(|(from, to)| Interval::new(*from, *to)).collect()
        };
        for (gap, free, joined) in [
            ((120, 180), &[(60, 120), (180, 240)][..], &[(60, 240)][..]),
            ((120, 180), &[(60, 119), (180, 240)], &[(60, 119), (180, 240)]),
            ((120, 180), &[(60, 120), (181, 240)], &[(60, 120), (181, 240)]),
            ((1440, 1500), &[(60, 1440), (1500, 1600)], &[(60, 1440), (1500, 1600)]),
            ((1380, 1440), &[(60, 1380), (1440, 1600)], &[(60, 1380), (1440, 1600)]),
        ] {
            assert_eq!(set(free).joined_over(skipped(&[gap])), set(joined), "{free:?}");
        }
    }

    proptest! {
        #[test]
        fn time_that_passes_is_counted_minute_by_minute(
            pairs in proptest::collection::vec((-300..300i32, 1..60i32), 0..4), start in -400..400i32, minutes in 0..300i32
        ) {
            let skipped = skipped(&pairs.iter().map(|(from, minutes)| (*from, from + minutes)).collect::<Vec<_>>());
            let mut left = minutes;
            let slow = (start..).find(|minute| { let is_over = left == 0; left -= i32::from(skipped.at(*minute).is_none()); is_over });
            prop_assert_eq!(skipped.end_of(start, minutes), slow.unwrap());
            let mut left = minutes;
            let slow = (0..).map(|back| start - back).find(|minute| {
                let is_over = left == 0;
                left -= i32::from(skipped.at(minute - 1).is_none());
                is_over
            });
            prop_assert_eq!(skipped.start_of(start, minutes), slow.unwrap());
            if let Some(visit) = skipped.visit(start, minutes) {
                prop_assert_eq!(skipped.minutes(visit), minutes);
            }
        }
    }
}
