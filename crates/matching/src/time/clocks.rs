//! From what clocks show to instants and back.

use std::marker::PhantomData;

use super::{Instance, Instant, Local, MAX_OFFSET_SECONDS, Place, Policy, Transitions, Wall};
use crate::{Day, Interval, IntervalSet, Minute};

/// Somebody's clocks: whose, and when they are changed. The [module](super) has examples.
#[derive(Clone, Copy, Debug)]
pub struct Clocks<'t, C> {
    transitions: &'t Transitions,
    whose: PhantomData<C>,
}

impl<'t> Clocks<'t, Instance> {
    /// The clocks of the instance.
    #[must_use]
    pub const fn of_instance(transitions: &'t Transitions) -> Self {
        Clocks { transitions, whose: PhantomData }
    }

    /// The minutes of the axis that the clocks skip from the first to the last day, both included: those of which any second
    /// is skipped. They are what [`Roster::skipped`](crate::Roster::skipped) wants.
    ///
    /// ```
    /// use slotwright_matching::time::{Clocks, Instant, Transitions};
    /// use slotwright_matching::{Day, Interval};
    /// // Apia went without December 30 in 2011.
    /// let apia = Transitions::new(-10 * 3600, vec![(Instant::from_unix(1_325_239_200), 14 * 3600)]).unwrap();
    /// let (first, last) = (Day(15_337), Day(15_339));
    /// assert_eq!(Clocks::of_instance(&apia).skipped(first, last), [(first + 1).interval()].into_iter().collect());
    /// ```
    #[must_use]
    pub fn skipped(self, first: Day, last: Day) -> IntervalSet {
        let Some(asked) = Interval::new(first.start(), last.interval().end()) else { return IntervalSet::default() };
        let [near, end] = [asked.start(), asked.end()].map(|minute| Wall::of(minute).second());
        let gap = |made| {
            let (_, from, to) = self.moved(made).filter(|(_, from, to)| from < to)?;
            let whole = |seconds: i64| Wall::<Instance>::from_second(seconds).minute();
            Interval::new(whole(from.second()), whole(to.second() + 59))
        };
        self.changes_near(near, end).filter_map(gap).collect::<IntervalSet>().clip(asked)
    }

    /// The first minute of the axis that begins no sooner than an instant. Of a minute that clocks show twice the first time
    /// counts; so where they show a stretch again, it is the first minute after it.
    ///
    /// ```
    /// use slotwright_matching::Day;
    /// use slotwright_matching::time::{Clocks, Instant, Transitions, Wall};
    /// // Chicago goes back from 02:00 to 01:00 on November 1, 2026.
    /// let back = Instant::from_unix(1_793_516_400);
    /// let chicago = Transitions::new(-5 * 3600, vec![(back, -6 * 3600)]).unwrap();
    /// let first = |instant| Clocks::of_instance(&chicago).first_minute_from(instant) - Day(20_758).start();
    /// assert_eq!(first(back + -30 * 60), 90, "01:30, and not again");
    /// assert_eq!(first(back + 30 * 60), 120, "01:30 is over when it is 01:30 again");
    /// assert_eq!(first(back + 61 * 60 + 1), 122);
    /// ```
    #[must_use]
    pub fn first_minute_from(self, instant: Instant) -> Minute {
        let shown = Wall::<Instance>::from_second(self.to_wall(instant).second() + 59).minute();
        // That policy has an answer for everything.
        let is_before = |minute: Minute| self.to_instant(Wall::of(minute), Policy::Bound).is_ok_and(|at| at < instant);
        let (mut before, mut after) = (shown.saturating_sub(1), shown.saturating_add(2 * MAX_OFFSET_SECONDS / 60));
        while before.saturating_add(1) < after {
            let between = if before < shown { shown } else { before + (after - before) / 2 };
            *if is_before(between) { &mut before } else { &mut after } = between;
        }
        after
    }
}

impl<'t> Clocks<'t, Place> {
    /// The clocks at the place of a visit.
    #[must_use]
    pub const fn of_place(transitions: &'t Transitions) -> Self {
        Clocks { transitions, whose: PhantomData }
    }
}

impl<C: Copy> Clocks<'_, C> {
    /// What the clocks show at an instant.
    #[must_use]
    pub fn to_wall(self, instant: Instant) -> Wall<C> {
        Wall::from_second(instant.unix() + i64::from(self.transitions.offset_at(instant)))
    }

    /// The instant at which the clocks show a time, by a policy for those that they skip or show twice.
    ///
    /// # Errors
    ///
    /// What the time is, when the policy has no answer for that.
    pub fn to_instant(self, wall: Wall<C>, policy: Policy) -> Result<Instant, Local<C>> {
        self.local(wall).resolve(policy)
    }

    /// What a time on the clocks means. One that they show more than twice has the first two of its instants.
    ///
    /// O(log n) in the number of changes, and linear in those that lie within two days.
    #[must_use]
    pub fn local(self, wall: Wall<C>) -> Local<C> {
        let near = self.changes_near(wall.second(), wall.second());
        let (mut first, mut gap) = (None, None);
        // Between two changes the clocks show the time at one instant, if at all.
        for made in near.start..=near.end {
            let by = |made| Instant::from_unix(wall.second() - i64::from(self.transitions.offset_after(made)));
            let shown = by(made);
            let since = made.checked_sub(1).and_then(|last| self.transitions.changes().get(last));
            let until = self.transitions.changes().get(made);
            if since.is_none_or(|(since, _)| *since <= shown) && until.is_none_or(|(until, _)| shown < *until) {
                match first {
                    None => first = Some(shown),
                    Some(first) => return Local::Overlap { first, second: shown },
                }
            }
            gap = gap.or_else(|| {
                let (change, from, to) = self.moved(made)?;
                let is_skipped = from.second() <= wall.second() && wall.second() < to.second();
                is_skipped.then(|| Local::Gap { from, to, change, before: by(made), after: by(made + 1) })
            });
        }
        // Clocks that show less than the time at first and more in the end show it, or are moved past it.
        let shown = || Local::Unique(first.unwrap_or(Instant::from_unix(wall.second())));
        gap.filter(|_| first.is_none()).unwrap_or_else(shown)
    }

    /// The changes at which the clocks may show something from `first` to `last`: how many are made before them, and with them.
    fn changes_near(self, first: i64, last: i64) -> std::ops::Range<usize> {
        let reach = i64::from(MAX_OFFSET_SECONDS);
        let made_until = |second: i64| self.transitions.changes().partition_point(|(at, _)| at.unix() < second);
        made_until(first - reach)..made_until(last + reach)
    }

    /// The change that is made after so many: when, what the clocks would have shown then, and what they show.
    fn moved(self, made: usize) -> Option<(Instant, Wall<C>, Wall<C>)> {
        let (change, after) = *self.transitions.changes().get(made)?;
        let shown = |offset: i32| Wall::from_second(change.unix() + i64::from(offset));
        Some((change, shown(self.transitions.offset_after(made)), shown(after)))
    }
}
