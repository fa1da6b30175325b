//! The instance's time zone: from wall-clock times to instants and back, by rules that may change under a running
//! server.
//!
//! What is promised to a customer is a wall-clock time, and that is what is stored. The instant is derived whenever it is
//! asked for, so new rules move instants and never a visit's hour. A wall-clock time that the clocks skip is never
//! silently another one: [`Zone::wall_time`] says so, and a visit at such a time is refused. A time that comes twice is
//! its first occurrence: the API's times have no offset that could tell the two apart.

mod zoneinfo;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset};
use jiff::{Timestamp, ToSpan};
use slotwright_matching::{Day, Interval, IntervalSet, MINUTES_PER_DAY, Minute};

use zoneinfo::Rules;
pub use zoneinfo::Zoneinfo;

/// How often the rules are read again. Governments have given three days' notice; a minute is asked for, and it costs
/// two small files.
const LOOK_AGAIN_AFTER: Duration = Duration::from_secs(2);

/// The zone in which all stored wall-clock times are meant.
#[derive(Debug)]
pub struct Zone {
    name: String,
    zoneinfo: Zoneinfo,
    rules: RwLock<Arc<Rules>>,
    is_readable: AtomicBool,
}

/// What a minute that the clocks may show means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WallTime {
    /// They show it at this instant.
    Once(Timestamp),
    /// They never show it, they were moved past it.
    Skipped {
        /// The instant as long after the change as the minute is after the last one shown before it: how RFC 5545 reads
        /// such a time, and another time on the clocks.
        read: Timestamp,
    },
    /// They show it, were moved back, and show it again.
    Twice {
        /// At first.
        first: Timestamp,
        /// And again.
        second: Timestamp,
    },
}

impl Zone {
    /// Looks the zone up.
    ///
    /// # Errors
    ///
    /// The name, as a message for the operator, when there is no such zone, or when it is none of a place.
    pub fn named(name: &str, zoneinfo: Zoneinfo) -> Result<Self, String> {
        let rules = RwLock::new(Arc::new(zoneinfo.rules(name)?));
        Ok(Self { name: name.to_owned(), zoneinfo, rules, is_readable: AtomicBool::new(true) })
    }

    /// Its IANA name: `America/Chicago`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// By which release of the tz database it goes: `2026f`, or `unknown` where the system doesn't tell.
    #[must_use]
    pub fn rules_version(&self) -> String {
        self.rules().version.clone().unwrap_or_else(|| "unknown".to_owned())
    }

    /// Whether the rules could be read when they were looked at last.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        self.is_readable.load(Ordering::Relaxed)
    }

    /// Reads the rules again. Whether they have changed.
    ///
    /// # Errors
    ///
    /// A sentence for the operator; what was known before holds on.
    pub fn look_again(&self) -> Result<bool, String> {
        let rules = self.zoneinfo.rules(&self.name);
        self.is_readable.store(rules.is_ok(), Ordering::Relaxed);
        let rules = rules?;
        let mut known = self.rules.write().unwrap_or_else(PoisonError::into_inner);
        let is_new = **known != rules;
        *known = Arc::new(rules);
        Ok(is_new)
    }

    fn rules(&self) -> Arc<Rules> {
        self.rules.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What the clocks show at an instant.
    #[must_use]
    pub fn wall_clock(&self, instant: Timestamp) -> DateTime {
        self.rules().changes.to_datetime(instant)
    }

    /// What a minute means.
    #[must_use]
    pub fn wall_time(&self, minute: Minute) -> WallTime {
        let wall = datetime_of(minute);
        // Only the first and last days of jiff's 19,997 years can fail; the axis of minutes does not reach them.
        let at = |offset: Offset| offset.to_timestamp(wall).unwrap_or(Timestamp::UNIX_EPOCH);
        match self.rules().changes.to_ambiguous_timestamp(wall).offset() {
            AmbiguousOffset::Unambiguous { offset } => WallTime::Once(at(offset)),
            AmbiguousOffset::Gap { before, .. } => WallTime::Skipped { read: at(before) },
            AmbiguousOffset::Fold { before, after } => WallTime::Twice { first: at(before), second: at(after) },
        }
    }

    /// The instant of a minute for which there must be one, such as the start of a visit: of two the first. New rules may
    /// skip the hour of a visit that was booked before; until it is moved, it is read as RFC 5545 has it.
    #[must_use]
    pub fn instant_of(&self, minute: Minute) -> Timestamp {
        match self.wall_time(minute) {
            WallTime::Once(instant) | WallTime::Twice { first: instant, .. } => instant,
            WallTime::Skipped { read } => read,
        }
    }

    /// The minutes that the clocks skip from the first to the last day, both included.
    #[must_use]
    pub fn skipped(&self, first: Day, last: Day) -> IntervalSet {
        let Some(asked) = Interval::new(first.start(), last.start() + MINUTES_PER_DAY) else {
            return IntervalSet::default();
        };
        // A day more on both sides: a change may lie in the asked days by one of its two offsets only.
        let (from, until) = (self.instant_of(asked.start()) - 24.hours(), self.instant_of(asked.end()) + 24.hours());
        let rules = self.rules();
        let mut gaps = Vec::new();
        for change in rules.changes.following(from).take_while(|change| change.timestamp() < until) {
            let before = rules.changes.to_offset(change.timestamp() - 1.nanosecond());
            let shown = |offset: Offset| change.timestamp().as_second() + i64::from(offset.seconds());
            // Minutes of which any second is skipped are skipped.
            let start = shown(before).div_euclid(60) as Minute;
            let end = (shown(change.offset()) + 59).div_euclid(60) as Minute;
            gaps.extend(Interval::new(start, end).filter(|_| before < change.offset()));
        }
        IntervalSet::from_unsorted(gaps).clip(asked)
    }
}

/// Reads a zone's rules again from time to time, as long as somebody else holds the zone. Must be called in a runtime.
pub fn keep_fresh(zone: &Arc<Zone>) {
    let zone = Arc::downgrade(zone);
    tokio::spawn(async move {
        let mut problem = None;
        loop {
            tokio::time::sleep(LOOK_AGAIN_AFTER).await;
            let Some(zone) = zone.upgrade() else { return };
            match zone.look_again() {
                Ok(true) => tracing::warn!(
                    zone = zone.name(),
                    version = zone.rules_version(),
                    "the time zone's rules have changed: instants of visits follow, their wall-clock times stay"
                ),
                Ok(false) => problem = None,
                // Told once, and not every two seconds.
                Err(new) if problem.as_ref() != Some(&new) => {
                    tracing::error!("the time zone's rules can't be read again, the known ones hold on: {new}");
                    problem = Some(new);
                }
                Err(_) => {}
            }
        }
    });
}

/// A minute of the axis as jiff's wall-clock time.
#[must_use]
pub fn datetime_of(minute: Minute) -> DateTime {
    jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0) + i64::from(minute).minutes()
}

/// The wall-clock time in seconds since 1970-01-01 00:00 on the same clock.
#[must_use]
pub fn second_of(wall: DateTime) -> i64 {
    let day = jiff::civil::date(1970, 1, 1).until(wall.date()).map_or(0, |span| i64::from(span.get_days()));
    ((day * 24 + i64::from(wall.hour())) * 60 + i64::from(wall.minute())) * 60 + i64::from(wall.second())
}

#[cfg(test)]
mod tests;
