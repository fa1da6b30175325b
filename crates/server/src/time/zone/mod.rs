//! The instance's time zone: from wall-clock times to instants and back, by rules that may change under a running
//! server.
//!
//! What is promised to a customer is a wall-clock time, and that is what is stored. The instant is derived whenever it is
//! asked for, so new rules move instants and never a visit's hour. A wall-clock time that the clocks skip is never
//! silently another one: [`Zone::local`] says so, and a visit at such a time is refused. A time that comes twice is
//! its first occurrence: the API's times have no offset that could distinguish the two.
//!
//! The rules are jiff's to read; what follows from them is computed by the types that the widget shares
//! ([`slotwright_matching::time`]), from a table of the changes around what is asked.

mod zoneinfo;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use jiff::Timestamp;
use slotwright_matching::time::{Clocks, Instance, Instant, Local, MAX_OFFSET_SECONDS, Policy, Transitions, Wall};
use slotwright_matching::{Day, IntervalSet, Minute};
use zoneinfo::Rules;
pub use zoneinfo::Zoneinfo;

/// How often the rules are read again. Governments have given three days' notice; a minute is required, and reading
/// costs two small files.
const REFRESH_INTERVAL: Duration = Duration::from_secs(2);

/// The zone in which all stored wall-clock times are meant.
#[derive(Debug)]
pub struct Zone {
    name: String,
    zoneinfo: Zoneinfo,
    rules: RwLock<Arc<Rules>>,
    is_readable: AtomicBool,
}

impl Zone {
    /// Looks up the zone.
    ///
    /// # Errors
    ///
    /// The name, as a message for the operator, when there is no such zone, or when it is not the zone of a place.
    pub fn named(name: &str, zoneinfo: Zoneinfo) -> Result<Self, String> {
        let rules = RwLock::new(Arc::new(zoneinfo.rules(name)?));
        Ok(Self { name: name.to_owned(), zoneinfo, rules, is_readable: AtomicBool::new(true) })
    }

    /// Its IANA name: `America/Chicago`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The release of the tz database that its rules are of: `2026f`, or `unknown` where the system doesn't say.
    #[must_use]
    pub fn rules_version(&self) -> String {
        self.rules().version.clone().unwrap_or_else(|| "unknown".to_owned())
    }

    /// Whether the rules could be read the last time.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        self.is_readable.load(Ordering::Relaxed)
    }

    /// Reads the rules again; returns whether they have changed.
    ///
    /// # Errors
    ///
    /// A sentence for the operator; the rules that were known before stay in use.
    pub fn refresh(&self) -> Result<bool, String> {
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

    /// When the clocks change from one instant to another, both included. The table holds for that stretch alone.
    #[must_use]
    pub fn transitions(&self, from: Instant, until: Instant) -> Transitions {
        let rules = self.rules();
        let (from, until) = (to_jiff(from), to_jiff(until));
        let changes = rules.changes.following(from).take_while(|change| change.timestamp() <= until);
        let changes = changes.map(|change| (from_jiff(change.timestamp()), change.offset().seconds()));
        // jiff's changes ascend, and it knows no offset beyond the same 26 hours.
        Transitions::new(rules.changes.to_offset(from).seconds(), changes.collect()).unwrap_or_default()
    }

    /// When the clocks change, as far as it matters for what they show from the first to the last day, both included.
    #[must_use]
    pub fn transitions_on(&self, first: Day, last: Day) -> Transitions {
        // A clock in no zone shows the day in UTC; those of a zone are this far from it at most.
        let reach = i64::from(MAX_OFFSET_SECONDS);
        let [from, until] =
            [first.start(), last.interval().end()].map(|minute| Instant::from_unix(i64::from(minute) * 60));
        self.transitions(from + -reach, until + reach)
    }

    /// What the clocks show at an instant.
    #[must_use]
    pub fn wall_clock(&self, timestamp: Timestamp) -> Wall<Instance> {
        let instant = from_jiff(timestamp);
        Clocks::of_instance(&self.transitions(instant, instant)).to_wall(instant)
    }

    /// What a minute means: clocks that are changed skip some, and show others twice.
    #[must_use]
    pub fn local(&self, minute: Minute) -> Local<Instance> {
        let day = Day::of(minute);
        Clocks::of_instance(&self.transitions_on(day, day)).local(Wall::of(minute))
    }

    /// The instant of a minute for which there must be one, such as the start of a visit: of two the first. New rules may
    /// skip the hour of a visit that was booked before; until it is moved, it is read as RFC 5545 has it.
    #[must_use]
    pub fn instant_of(&self, minute: Minute) -> Timestamp {
        match self.local(minute).resolve(Policy::Rfc5545) {
            Ok(instant) => to_jiff(instant),
            // That policy has an answer for everything.
            Err(_) => Timestamp::UNIX_EPOCH,
        }
    }

    /// The first minute that begins no sooner than an instant, where a minute that comes twice is the first of the two.
    #[must_use]
    pub fn first_minute_from(&self, instant: Instant) -> Minute {
        let reach = 2 * i64::from(MAX_OFFSET_SECONDS);
        Clocks::of_instance(&self.transitions(instant + -reach, instant + 2 * reach)).first_minute_from(instant)
    }

    /// How the clocks change from an instant to the end of a day, in the order in which they do: the minute that would come, and
    /// the one that they show instead.
    #[must_use]
    pub fn changes(&self, from: Timestamp, last: Day) -> Vec<(Minute, Minute)> {
        let end = last.interval().end();
        let until = Instant::from_unix(i64::from(end) * 60) + i64::from(MAX_OFFSET_SECONDS);
        let transitions = self.transitions(from_jiff(from), until);
        let shown = |at: Instant, offset: i32| ((at.unix() + i64::from(offset)).div_euclid(60)) as Minute;
        let both = |(at, offset): &(Instant, i32)| (shown(*at, transitions.offset_at(*at + -1)), shown(*at, *offset));
        transitions.changes().iter().map(both).filter(|(from, _)| *from < end).collect()
    }

    /// The minutes that the clocks skip from the first to the last day, both included.
    #[must_use]
    pub fn skipped(&self, first: Day, last: Day) -> IntervalSet {
        Clocks::of_instance(&self.transitions_on(first, last)).skipped(first, last)
    }
}

/// Reads a zone's rules again from time to time, as long as somebody else holds the zone. Must be called in a runtime.
pub fn keep_fresh(zone: &Arc<Zone>) {
    let zone = Arc::downgrade(zone);
    tokio::spawn(async move {
        let mut problem = None;
        loop {
            tokio::time::sleep(REFRESH_INTERVAL).await;
            let Some(zone) = zone.upgrade() else { return };
            match zone.refresh() {
                Ok(true) => tracing::warn!(
                    zone = zone.name(),
                    version = zone.rules_version(),
                    "the time zone's rules have changed: instants of visits follow, their wall-clock times stay"
                ),
                Ok(false) => problem = None,
                // Logged once, and not every two seconds.
                Err(new) if problem.as_ref() != Some(&new) => {
                    tracing::error!("the time zone's rules can't be read again, the known ones stay in use: {new}");
                    problem = Some(new);
                }
                Err(_) => {}
            }
        }
    });
}

/// The second that jiff's instant lies in.
#[must_use]
pub fn from_jiff(timestamp: Timestamp) -> Instant {
    Instant::from_unix(timestamp.as_nanosecond().div_euclid(1_000_000_000) as i64)
}

/// An instant as jiff has it. The years before -9999 and after 9999 are read as its first and its last moment.
#[must_use]
pub fn to_jiff(instant: Instant) -> Timestamp {
    let beyond = if instant.unix() < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_second(instant.unix()).unwrap_or(beyond)
}

#[cfg(test)]
mod tests;
