//! A value with its place in the file, and the readers that say at that place what is wrong.
//!
//! A reader that finds a fault writes it into the [`Report`] and gives `None`; nothing stops, so that one reading finds
//! all faults.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::RangeInclusive;

use slotwright_domain::is_within_reach;
use slotwright_matching::{Day, MINUTES_PER_DAY, Minute};
use slotwright_wire::time::{parse_date, parse_datetime, parse_time};

use super::json::Json;

/// What was found in a file.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) faults: Vec<String>,
    pub(super) warnings: Vec<String>,
    /// Whether members that are not known are faults. In a file they are only warnings.
    pub(super) refuses_unknown: bool,
}

/// A value and where it stands: `jobs[3].user_ids[1]`, the empty text for the whole file.
#[derive(Clone)]
pub(super) struct Node<'a> {
    value: &'a Json,
    place: String,
    report: &'a RefCell<Report>,
}

impl<'a> Node<'a> {
    pub(super) fn whole_file(value: &'a Json, report: &'a RefCell<Report>) -> Self {
        Self { value, place: String::new(), report }
    }

    /// Where it stands.
    pub(super) fn place(&self) -> &str {
        &self.place
    }

    pub(super) fn fault(&self, what: impl Display) {
        self.report.borrow_mut().faults.push(self.sentence(what));
    }

    pub(super) fn warn(&self, what: impl Display) {
        self.report.borrow_mut().warnings.push(self.sentence(what));
    }

    fn sentence(&self, what: impl Display) -> String {
        if self.place.is_empty() { what.to_string() } else { format!("{}: {what}", self.place) }
    }

    pub(super) fn must_be<T>(&self, expected: &str) -> Option<T> {
        self.fault(format_args!("must be {expected}, is {}", self.value));
        None
    }

    /// The value itself, for those who look without complaining.
    pub(super) fn value(&self) -> &'a Json {
        self.value
    }

    /// The items of its member `name`, as far as there are any; whoever reads them properly tells what is wrong.
    pub(super) fn items_of(&self, name: &str) -> Vec<Self> {
        let object = Object { node: self.clone() };
        match object.get(name) {
            Some(list) if matches!(list.value, Json::List(_)) => list.list().unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// An object with the members named in `known`; others are left out with a warning, or refused.
    pub(super) fn object(&self, known: &[&str]) -> Option<Object<'a>> {
        for (name, member) in self.entries()? {
            if known.contains(&name) {
                continue;
            }
            let known = known.join(", ");
            let refuses_unknown = self.report.borrow().refuses_unknown;
            if refuses_unknown {
                member.fault(format_args!("is unknown (known here: {known})"));
            } else {
                member.warn(format_args!("unknown, left out (known here: {known})"));
            }
        }
        Some(Object { node: self.clone() })
    }

    /// Its members with their names, each of which may be there once.
    pub(super) fn entries(&self) -> Option<Vec<(&'a str, Self)>> {
        let Json::Object(members) = self.value else { return self.must_be("an object") };
        let mut names = BTreeSet::new();
        let mut entries = Vec::with_capacity(members.len());
        for (name, value) in members {
            let member = self.member(name, value);
            if !names.insert(name) {
                member.fault("is there twice");
            }
            entries.push((name.as_str(), member));
        }
        Some(entries)
    }

    fn member(&self, name: &str, value: &'a Json) -> Self {
        let place = if self.place.is_empty() { name.to_owned() } else { format!("{}.{name}", self.place) };
        Self { value, place, report: self.report }
    }

    pub(super) fn list(&self) -> Option<Vec<Self>> {
        let Json::List(items) = self.value else { return self.must_be("a list") };
        let item = |(index, value)| Self { value, place: format!("{}[{index}]", self.place), report: self.report };
        Some(items.iter().enumerate().map(item).collect())
    }

    pub(super) fn text(&self) -> Option<&'a str> {
        match self.value {
            Json::Text(text) => Some(text),
            _ => self.must_be("a text"),
        }
    }

    pub(super) fn boolean(&self) -> Option<bool> {
        match self.value {
            Json::Bool(value) => Some(*value),
            _ => self.must_be("true or false"),
        }
    }

    /// An id: a number or, as the vendor sometimes writes it, the number as a text.
    pub(super) fn id(&self) -> Option<u64> {
        self.value.as_id().or_else(|| self.must_be("an id (a whole number from 1 to 2^53 - 1)"))
    }

    /// A day of the week.
    pub(super) fn weekday(&self) -> Option<u8> {
        match self.value {
            Json::Whole(day @ 0..=6) => Some(*day as u8),
            _ => self.must_be("a day of the week, 0 (Sunday) to 6 (Saturday)"),
        }
    }

    pub(super) fn whole(&self, range: RangeInclusive<u32>) -> Option<u32> {
        let whole = match self.value {
            Json::Whole(value) => u32::try_from(*value).ok(),
            _ => None,
        };
        match whole {
            Some(value) if range.contains(&value) => Some(value),
            _ => self.must_be(&format!("a whole number from {} to {}", range.start(), range.end())),
        }
    }

    /// Degrees, from -`limit` to `limit`.
    pub(super) fn degrees(&self, limit: f64) -> Option<f64> {
        let degrees = match self.value {
            Json::Whole(value) => *value as f64,
            Json::Number(value) => *value,
            _ => f64::NAN,
        };
        if degrees.abs() <= limit { Some(degrees) } else { self.must_be(&format!("degrees from -{limit} to {limit}")) }
    }

    pub(super) fn one_of(&self, words: &[&str]) -> Option<&'a str> {
        let text = self.text()?;
        if words.contains(&text) { Some(text) } else { self.must_be(&format!("one of {}", words.join(", "))) }
    }

    pub(super) fn date(&self) -> Option<Day> {
        let text = self.text()?;
        let day = parse_date(text).filter(|day| is_within_reach(*day));
        day.or_else(|| self.no("date of the years 1970 to 2999", "YYYY-MM-DD"))
    }

    /// A time of day with which something starts, in minutes from midnight.
    pub(super) fn start_of_day_part(&self) -> Option<Minute> {
        Some((self.seconds()? / 60) as Minute)
    }

    /// A time of day with which something ends. The last minute of a day, 23:59, is read as the midnight that follows:
    /// so the vendor writes it; and so is 00:00, since nothing ends with the midnight before.
    pub(super) fn end_of_day_part(&self) -> Option<Minute> {
        let end = end_minute(self.seconds()?);
        Some(if end == 0 { MINUTES_PER_DAY } else { end })
    }

    fn seconds(&self) -> Option<u32> {
        let text = self.text()?;
        parse_time(text).or_else(|| self.no("time of day", "HH:MM, 00:00 to 24:00"))
    }

    /// A date and time with which something starts.
    pub(super) fn start(&self) -> Option<Minute> {
        let (day, seconds) = self.moment()?;
        Some(day.start() + (seconds / 60) as Minute)
    }

    /// A date and time with which something ends; 23:59 is midnight as in [`Self::end_of_day_part`].
    pub(super) fn end(&self) -> Option<Minute> {
        let (day, seconds) = self.moment()?;
        Some(day.start() + end_minute(seconds))
    }

    /// The date and time of a visit, which starts on a whole minute.
    pub(super) fn whole_minute(&self) -> Option<Minute> {
        let (day, seconds) = self.moment()?;
        if seconds % 60 != 0 {
            self.fault(format_args!("{} is not on a whole minute", self.value));
            return None;
        }
        Some(day.start() + (seconds / 60) as Minute)
    }

    fn moment(&self) -> Option<(Day, u32)> {
        let text = self.text()?;
        let moment = parse_datetime(text).filter(|(day, _)| is_within_reach(*day));
        moment.or_else(|| self.no("date and time of the years 1970 to 2999", "YYYY-MM-DD HH:MM:SS"))
    }

    fn no<T>(&self, what: &str, shape: &str) -> Option<T> {
        self.fault(format_args!("{} is no {what} ({shape})", self.value));
        None
    }
}

fn end_minute(seconds: u32) -> Minute {
    if seconds / 60 == MINUTES_PER_DAY as u32 - 1 { MINUTES_PER_DAY } else { seconds.div_ceil(60) as Minute }
}

/// An object whose members are asked for by name; one that is null counts as left out.
pub(super) struct Object<'a> {
    pub(super) node: Node<'a>,
}

impl<'a> Object<'a> {
    pub(super) fn get(&self, name: &str) -> Option<Node<'a>> {
        let Json::Object(members) = self.node.value else { return None };
        let (_, value) = members.iter().find(|(known, value)| known == name && *value != Json::Null)?;
        Some(self.node.member(name, value))
    }

    /// Whether null stands there.
    pub(super) fn is_null(&self, name: &str) -> bool {
        let Json::Object(members) = self.node.value else { return false };
        members.iter().any(|(known, value)| known == name && *value == Json::Null)
    }

    pub(super) fn required(&self, name: &str) -> Option<Node<'a>> {
        let found = self.get(name);
        if found.is_none() {
            self.node.fault(format_args!("{name} is missing"));
        }
        found
    }

    /// The items of a list that may be left out.
    pub(super) fn list(&self, name: &str) -> Option<Vec<Node<'a>>> {
        match self.get(name) {
            Some(list) => list.list(),
            None => Some(Vec::new()),
        }
    }

    /// A member that may be left out: `None` when it is faulty, `Some(None)` when it is not there.
    pub(super) fn optional<T>(&self, name: &str, read: impl FnOnce(&Node<'a>) -> Option<T>) -> Option<Option<T>> {
        match self.get(name) {
            Some(node) => read(&node).map(Some),
            None => Some(None),
        }
    }

    /// A member that must be there.
    pub(super) fn needed<T>(&self, name: &str, read: impl FnOnce(&Node<'a>) -> Option<T>) -> Option<T> {
        read(&self.required(name)?)
    }
}
