//! What the find operations answer, written as it is found.
//!
//! The records of `slotwright_wire` have a text for each date, user and time; for a thousand people and a month that is more
//! work than the search. These write the same JSON straight from the intervals.

use serde::ser::{Serialize, SerializeMap, Serializer};
use slotwright_matching::{Day, Interval, MINUTES_PER_DAY, Minute};
use slotwright_wire::time::print_date;

/// Date → user → blocks: `slotwright_wire::sonar::AnySpace`.
#[derive(Default)]
pub struct AnySpace {
    /// A block each.
    found: Vec<(Day, u64, Interval)>,
}

impl AnySpace {
    /// Of blocks in any order.
    pub(super) fn of(mut found: Vec<(Day, u64, Interval)>) -> Self {
        found.sort_unstable_by_key(|(day, user, block)| (*day, *user, block.start()));
        Self { found }
    }

    /// The blocks of a day, by user and start.
    pub(super) fn on(&self, day: Day) -> &[(Day, u64, Interval)] {
        let from = self.found.partition_point(|(known, ..)| *known < day);
        let until = self.found.partition_point(|(known, ..)| *known <= day);
        &self.found[from..until]
    }

    /// Without these days, which ascend.
    pub(super) fn without(mut self, days: &[Day]) -> Self {
        self.found.retain(|(day, ..)| days.binary_search(day).is_err());
        self
    }
}

impl Serialize for AnySpace {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.found.is_empty() {
            // The vendor's PHP writes an empty map as a list.
            return serializer.collect_seq([(); 0]);
        }
        let days = self.found.chunk_by(|(day, ..), (next, ..)| day == next);
        serializer.collect_map(days.map(|blocks| (print_date(blocks[0].0), Users(blocks))))
    }
}

/// User → blocks, of one day.
struct Users<'a>(&'a [(Day, u64, Interval)]);

impl Serialize for Users<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let users = self.0.chunk_by(|(_, user, _), (_, next, _)| user == next);
        serializer.collect_map(users.map(|blocks| (blocks[0].1, Blocks(blocks))))
    }
}

struct Blocks<'a>(&'a [(Day, u64, Interval)]);

impl Serialize for Blocks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|(day, _, block)| Block { day: *day, block: *block }))
    }
}

struct Block {
    day: Day,
    block: Interval,
}

impl Serialize for Block {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let of_day = |minute: Minute| minute - self.day.start();
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("start", &Time(of_day(self.block.start())))?;
        // The API never shows 24:00.
        map.serialize_entry("end", &Time(of_day(self.block.end()).min(MINUTES_PER_DAY - 1)))?;
        map.end()
    }
}

/// A minute of the day, as `HH:MM:SS`.
struct Time(Minute);

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = *b"00:00:00";
        for (place, number) in [(0, self.0 / 60), (3, self.0 % 60)] {
            text[place] += (number / 10) as u8;
            text[place + 1] += (number % 10) as u8;
        }
        serializer.serialize_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use slotwright_wire::convert::block_of;
    use slotwright_wire::sonar::{self, Entries};

    use super::*;

    #[test]
    fn what_is_written_is_what_the_records_are() {
        let day = Day(20_514);
        let block = |day: Day, start, end| Interval::new(day.start() + start, day.start() + end).unwrap();
        let found = vec![
            (day + 1, 12, block(day + 1, 0, 1440)),
            (day, 7, block(day, 780, 1020)),
            (day, 12, block(day, 600, 601)),
            (day, 7, block(day, 485, 720)),
        ];
        let of = |day, blocks: &[Interval]| blocks.iter().map(|block| block_of(day, *block)).collect::<Vec<_>>();
        let first = vec![
            ("7".to_owned(), of(day, &[block(day, 485, 720), block(day, 780, 1020)])),
            ("12".to_owned(), of(day, &[block(day, 600, 601)])),
        ];
        let second = vec![("12".to_owned(), of(day + 1, &[block(day + 1, 0, 1440)]))];
        let records: sonar::AnySpace =
            Entries(vec![(print_date(day), Entries(first)), (print_date(day + 1), Entries(second))]);
        let written = serde_json::to_string(&AnySpace::of(found)).unwrap();
        assert_eq!(written, serde_json::to_string(&records).unwrap());
        assert_eq!(serde_json::to_string(&AnySpace::of(Vec::new())).unwrap(), "[]");
    }
}
