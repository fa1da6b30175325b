//! What clocks show.

use std::marker::PhantomData;

use super::{Instant, MAX_OFFSET_SECONDS};
use crate::{Day, MINUTES_PER_DAY, Minute};

/// The clocks of the instance: those that all plans are made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Instance {}

/// The clocks at the place of a visit, where it lies in another zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {}

/// What some clocks show: a date and a time to the second, without zone and offset. `C` says whose clocks, [`Instance`] or
/// [`Place`].
///
/// Walls of the same clocks can be compared, but how much time lies between two of them only [`Clocks`](super::Clocks) can say;
/// so they can't be subtracted. Those that no [`Instant`] is near to are read as the first or the last one.
///
/// ```
/// use slotwright_matching::Day;
/// use slotwright_matching::time::{Instance, Wall};
/// let wall: Wall<Instance> = Wall::at(Day(19_856), 9 * 3600 + 30 * 60 + 15);
/// assert_eq!((wall.day(), wall.second_of_day()), (Day(19_856), 34_215));
/// assert_eq!(wall.minute(), Day(19_856).start() + 9 * 60 + 30, "the running minute");
/// assert_eq!(Wall::of(wall.minute()), Wall::at(Day(19_856), 34_200));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wall<C> {
    second: i64,
    clocks: PhantomData<C>,
}

const SECONDS_PER_DAY: i64 = MINUTES_PER_DAY as i64 * 60;

impl<C> Wall<C> {
    /// So many seconds after 1970-01-01 00:00 on the same clocks, as if they had never been changed.
    #[must_use]
    pub fn from_second(second: i64) -> Wall<C> {
        let reach = i64::from(MAX_OFFSET_SECONDS);
        let second = second.clamp(Instant::FIRST.unix() - reach, Instant::LAST.unix() + reach);
        Wall { second, clocks: PhantomData }
    }

    /// A date and the seconds since its midnight. 86,400 is the midnight that ends the day, and more lies after it.
    #[must_use]
    pub fn at(day: Day, second_of_day: u32) -> Wall<C> {
        Wall::from_second(i64::from(day.0) * SECONDS_PER_DAY + i64::from(second_of_day))
    }

    /// Seconds since 1970-01-01 00:00 on the same clocks, as if they had never been changed.
    #[must_use]
    pub const fn second(self) -> i64 {
        self.second
    }

    /// The date.
    #[must_use]
    pub fn day(self) -> Day {
        // The whole range is 200 million days.
        Day(self.second.div_euclid(SECONDS_PER_DAY) as i32)
    }

    /// The seconds since its midnight, 0 to 86,399.
    #[must_use]
    pub fn second_of_day(self) -> u32 {
        self.second.rem_euclid(SECONDS_PER_DAY) as u32
    }
}

impl Wall<Instance> {
    /// The beginning of a minute of the axis.
    #[must_use]
    pub fn of(minute: Minute) -> Wall<Instance> {
        Wall::from_second(i64::from(minute) * 60)
    }

    /// The running minute. What lies beyond the axis is read as its first or its last minute.
    #[must_use]
    pub fn minute(self) -> Minute {
        self.second.div_euclid(60).clamp(Minute::MIN.into(), Minute::MAX.into()) as Minute
    }
}
