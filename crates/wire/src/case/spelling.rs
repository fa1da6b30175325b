//! What is spelled as text or has a range: checked while it is read, so that a record that exists has meaning.

use std::fmt::Display;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use slotwright_matching::{Day, Interval, MINUTES_PER_DAY, Minute, Opening};

use crate::sonar::{AnySpace, Block, Entries};
use crate::time::{parse_date, parse_minute, parse_time, print_date, print_datetime, print_time};

/// The version of a case's format. Only what this program knows can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Version(u32);

/// `YYYY-MM-DD HH:MM:SS`, a whole minute in the years 1 to 6053. What lies beyond is written as the first or the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At(Minute);

/// `YYYY-MM-DD`, in the years 1 to 6053. What lies beyond is written as the first or the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date(Day);

/// `HH:MM:SS`, a whole minute, `00:00:00` to `24:00:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOfDay(Minute);

/// 0 = Sunday, …, 6 = Saturday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Weekday(u8);

/// A stretch of time, `{"start": …, "end": …}`: the end does not belong to it and comes after the start.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(try_from = "Ends", into = "Ends")]
pub struct Window(Interval);

/// Free time as `find_any_available_space` answers it, date → user → blocks; an end of `23:59` is midnight.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(try_from = "Entries<Entries<Vec<BlockEnds>>>")]
pub struct Blocks(AnySpace);

/// Openings, date → start → how many could come: `{"2024-05-13": {"09:00:00": 2}}`.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(try_from = "Entries<Entries<u32>>")]
pub struct Openings(Vec<Opening>);

impl Version {
    /// The one that this program writes.
    pub const NEWEST: Version = Version(1);

    /// Its number.
    pub(super) const fn number(self) -> u32 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let newest = Self::NEWEST.0;
        match u32::deserialize(deserializer)? {
            version if version == newest => Ok(Self(version)),
            newer if newest < newer => Err(D::Error::custom(format!(
                "`{newer}` is newer than this program, which reads {newest} (take a newer one)"
            ))),
            none => Err(D::Error::custom(format!("`{none}` is no version (expected {newest})"))),
        }
    }
}

/// The ends of the years that can be spelled.
const FIRST: Day = Day(-719_162);
const LAST: Day = Day(Minute::MAX / MINUTES_PER_DAY - 1);

impl From<Minute> for At {
    fn from(minute: Minute) -> Self {
        Self(minute)
    }
}

impl At {
    /// As it is written.
    pub(super) fn spelled(self) -> String {
        print_datetime(self.0.clamp(FIRST.start(), LAST.start() + MINUTES_PER_DAY - 1))
    }
}

impl From<At> for Minute {
    fn from(at: At) -> Self {
        at.0
    }
}

impl From<Day> for Date {
    fn from(day: Day) -> Self {
        Self(day)
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        date.0
    }
}

/// What lies outside a day is cut off, as the core reads it.
impl From<Minute> for TimeOfDay {
    fn from(minute: Minute) -> Self {
        Self(minute.clamp(0, MINUTES_PER_DAY))
    }
}

impl From<TimeOfDay> for Minute {
    fn from(time: TimeOfDay) -> Self {
        time.0
    }
}

impl Weekday {
    /// A weekday by its number; `None` for 7 and more.
    #[must_use]
    pub fn new(number: u8) -> Option<Self> {
        (number < 7).then_some(Self(number))
    }
}

impl From<Weekday> for u8 {
    fn from(weekday: Weekday) -> Self {
        weekday.0
    }
}

impl From<Interval> for Window {
    fn from(interval: Interval) -> Self {
        Self(interval)
    }
}

impl From<Window> for Interval {
    fn from(window: Window) -> Self {
        window.0
    }
}

impl Blocks {
    /// From the API's own record, which the API has checked.
    #[must_use]
    pub fn new(space: AnySpace) -> Self {
        Self(space)
    }

    /// As the API's own record.
    #[must_use]
    pub fn as_space(&self) -> &AnySpace {
        &self.0
    }
}

impl Openings {
    /// The openings, ascending.
    #[must_use]
    pub fn as_slice(&self) -> &[Opening] {
        &self.0
    }
}

/// They ascend, as the core finds them.
impl From<Vec<Opening>> for Openings {
    fn from(openings: Vec<Opening>) -> Self {
        Self(openings)
    }
}

impl Serialize for Openings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let days = self.0.chunk_by(|one, other| Day::of(one.start) == Day::of(other.start));
        let of_day = |openings: &[Opening]| {
            let day = Day::of(openings.first()?.start);
            let starts = openings.iter().map(|opening| (print_time(opening.start - day.start()), opening.people));
            Some((print_date(day), Entries(starts.collect())))
        };
        Entries(days.filter_map(of_day).collect()).serialize(serializer)
    }
}

impl TryFrom<Entries<Entries<u32>>> for Openings {
    type Error = String;

    fn try_from(days: Entries<Entries<u32>>) -> Result<Self, String> {
        let mut openings = Vec::new();
        for (date, starts) in &days.0 {
            let Date(day) = date_of(date)?;
            for (time, people) in &starts.0 {
                let TimeOfDay(minute) = time_of(time)?;
                openings.push(Opening { start: day.start() + minute, people: *people });
            }
        }
        openings.sort_unstable_by_key(|opening| opening.start);
        Ok(Self(openings))
    }
}

/// What is written and read of a [`Window`].
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Ends {
    start: At,
    end: At,
}

impl TryFrom<Ends> for Window {
    type Error = String;

    fn try_from(Ends { start, end }: Ends) -> Result<Self, String> {
        Interval::new(start.0, end.0).map(Self).ok_or_else(|| {
            let (start, end) = (print_datetime(start.0), print_datetime(end.0));
            format!("`{start}` to `{end}` is no stretch of time (expected a start before the end)")
        })
    }
}

impl From<Window> for Ends {
    fn from(Window(interval): Window) -> Self {
        Self { start: At(interval.start()), end: At(interval.end()) }
    }
}

/// What is read of a [`Block`]: the API's own may have members that nobody knows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlockEnds {
    start: TimeOfDay,
    end: TimeOfDay,
}

impl BlockEnds {
    /// An end of 23:59 is midnight, so that `23:59` to `23:59` is the last minute of a day.
    fn is_empty(&self) -> bool {
        let is_midnight = self.end.0 == MINUTES_PER_DAY - 1;
        self.end.0 + Minute::from(is_midnight) <= self.start.0
    }
}

impl TryFrom<Entries<Entries<Vec<BlockEnds>>>> for Blocks {
    type Error = String;

    fn try_from(days: Entries<Entries<Vec<BlockEnds>>>) -> Result<Self, String> {
        for (date, users) in &days.0 {
            date_of(date)?;
            for (user, blocks) in &users.0 {
                if user.parse::<u64>().is_err() {
                    return Err(format!("`{user}` on {date} is no user (expected a number)"));
                }
                if let Some(BlockEnds { start, end }) = blocks.iter().find(|block| block.is_empty()) {
                    let (start, end) = (print_time(start.0), print_time(end.0));
                    return Err(format!(
                        "`{start}` to `{end}` of user {user} on {date} is no block (expected a start before the end)"
                    ));
                }
            }
        }
        let block = |ends: BlockEnds| Block { start: print_time(ends.start.0), end: print_time(ends.end.0) };
        let blocks = |blocks: Vec<BlockEnds>| blocks.into_iter().map(block).collect();
        let users = |users: Entries<Vec<BlockEnds>>| users.0.into_iter().map(|(user, of)| (user, blocks(of))).collect();
        Ok(Self(Entries(days.0.into_iter().map(|(date, of)| (date, Entries(users(of)))).collect())))
    }
}

fn at_of(text: &str) -> Result<At, String> {
    let expected = "expected `YYYY-MM-DD HH:MM:SS`, a date and a whole minute that exist";
    parse_minute(text).map(At).ok_or_else(|| format!("`{text}` is no date and time ({expected})"))
}

fn date_of(text: &str) -> Result<Date, String> {
    let expected = "expected `YYYY-MM-DD`, a date that exists";
    parse_date(text).map(Date).ok_or_else(|| format!("`{text}` is no date ({expected})"))
}

fn time_of(text: &str) -> Result<TimeOfDay, String> {
    let whole = parse_time(text).filter(|seconds| seconds % 60 == 0);
    let expected = "expected `HH:MM:SS`, a whole minute from `00:00:00` to `24:00:00`";
    whole.map(|seconds| TimeOfDay((seconds / 60) as Minute)).ok_or_else(|| format!("`{text}` is no time ({expected})"))
}

/// Reads a text in a spelling of ours.
fn spelled<'de, D: Deserializer<'de>, T, E: Display>(
    deserializer: D,
    read: fn(&str) -> Result<T, E>,
) -> Result<T, D::Error> {
    read(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        spelled(deserializer, at_of)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        spelled(deserializer, date_of)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        spelled(deserializer, time_of)
    }
}

impl<'de> Deserialize<'de> for Weekday {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u8::deserialize(deserializer)?;
        let bad = || D::Error::custom(format!("`{number}` is no weekday (expected 0 for Sunday to 6 for Saturday)"));
        Self::new(number).ok_or_else(bad)
    }
}

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.spelled())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&print_date(self.0.clamp(FIRST, LAST)))
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&print_time(self.0))
    }
}
