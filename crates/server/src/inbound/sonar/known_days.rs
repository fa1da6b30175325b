//! `known_days`: what a caller knows of free time already need not be sent again.
//!
//! A page that is refused a time asks for its month again, of which mostly one day has changed. It sends the digest of each day
//! that it has, and is answered the others. The digest is that of the blocks as they were answered, under the names by which
//! the caller knows the users, so that nobody has to keep what was answered to whom.

use std::collections::BTreeMap;

use serde::Serialize;
use slotwright_matching::{Day, Digest, Interval, IntervalSet, MINUTES_PER_DAY};
use slotwright_wire::slotwright::{DayHints, Recommend};
use slotwright_wire::time::{parse_date, print_date};

use super::params::Reader;
use super::spaces::AnySpace;

/// The days of which the caller knows the digests.
#[derive(Clone)]
pub(super) struct KnownDays(BTreeMap<Day, Digest>);

impl KnownDays {
    /// `None` where the caller did not speak of it, or what it said is faulty.
    pub(super) fn read(read: &mut Reader) -> Option<Self> {
        let pairs = read.texts("known_days")?;
        let mut known = BTreeMap::new();
        for pair in pairs {
            let read_pair = || {
                let (date, digest) = pair.split_once(':')?;
                Some((parse_date(date)?, Digest::read(digest)?))
            };
            let Some((day, digest)) = read_pair() else {
                let sentence = format!(
                    "The known days must be pairs of date and digest, such as 2024-05-13:-AhQNr1VpMU: `{}` is none.",
                    super::params::shortened(pair)
                );
                read.fault("known_days", sentence);
                return None;
            };
            known.insert(day, digest);
        }
        Some(Self(known))
    }

    /// Those that are asked for: of others nothing is said.
    pub(super) fn within(self, first: Day, last: Day) -> Self {
        Self(self.0.into_iter().filter(|(day, _)| first <= *day && *day <= last).collect())
    }
}

/// What has changed of what the caller knows: `{"data": …}`, and which days have not.
#[derive(Serialize)]
pub struct Changed {
    data: AnySpace,
    /// The days that are left out of it because they are as they were; those that are neither here nor there are empty now.
    /// Only for who spoke of known days.
    #[serde(skip_serializing_if = "Option::is_none")]
    unchanged_days: Option<Vec<String>>,
    /// What the days are like, also those that have not changed: only for who asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    hints: Option<Vec<DayHints>>,
    /// What counts how much where openings are recommended: for staff who asked what the days are like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) recommend: Option<Recommend>,
}

impl Changed {
    pub(super) fn of(space: AnySpace, known: Option<&KnownDays>, hints: Option<Vec<DayHints>>) -> Self {
        let Some(KnownDays(known)) = known else {
            return Self { data: space, unchanged_days: None, hints, recommend: None };
        };
        let is_as_it_was = |(day, digest): &(&Day, &Digest)| digest_of(space.on(**day), **day) == **digest;
        let unchanged: Vec<Day> = known.iter().filter(is_as_it_was).map(|(day, _)| *day).collect();
        let unchanged_days = Some(unchanged.iter().copied().map(print_date).collect());
        Self { data: space.without(&unchanged), unchanged_days, hints, recommend: None }
    }
}

/// Of the blocks of a day, as who reads them does.
fn digest_of(blocks: &[(Day, u64, Interval)], day: Day) -> Digest {
    let midnight = day.start() + MINUTES_PER_DAY;
    // The last minute of a day is written as midnight is.
    let as_read = |block: Interval| match block.end() {
        end if end == midnight - 1 => Interval::new(block.start(), midnight),
        _ => Some(block),
    };
    let people: Vec<(u64, IntervalSet)> = blocks
        .chunk_by(|(_, user, _), (_, next, _)| user == next)
        .map(|of_user| (of_user[0].1, of_user.iter().filter_map(|(_, _, block)| as_read(*block)).collect()))
        .collect();
    let people: Vec<(u64, &IntervalSet)> = people.iter().map(|(user, free)| (*user, free)).collect();
    Digest::of_day(&people, day)
}
