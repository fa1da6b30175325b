//! What time it is. The only place that asks the system.

use std::sync::{PoisonError, RwLock};
use std::time::Instant;

use jiff::Timestamp;
use slotwright_domain::{UnixSecond, WallSecond};
use slotwright_matching::time::{Instance, Wall};
use slotwright_matching::{Day, Minute};
use slotwright_wire::time::print_second;

use super::zone::Zone;

/// Where the time comes from.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// The system's clock.
    System,
    /// A clock that was set to `at` when the process's clock was at `since`, and runs on. For demonstrations.
    Started {
        /// What it showed.
        at: Timestamp,
        /// When it showed that.
        since: Instant,
    },
    /// A clock that stands still. For tests.
    Standing(Timestamp),
}

impl Clock {
    /// A clock that shows `at` now and runs on.
    #[must_use]
    pub fn started(at: Timestamp) -> Self {
        Self::Started { at, since: Instant::now() }
    }

    /// The same clock, standing still: where it was started, however long ago that was.
    #[must_use]
    pub fn stopped(self) -> Self {
        match self {
            Self::Started { at, .. } => Self::Standing(at),
            Self::System | Self::Standing(_) => Self::Standing(self.instant()),
        }
    }

    /// What the system's clock says, whatever this one shows: to be held against the database's.
    #[must_use]
    pub fn of_system() -> Timestamp {
        Timestamp::now()
    }

    /// The present instant.
    #[must_use]
    pub fn instant(&self) -> Timestamp {
        match self {
            Self::System => Self::of_system(),
            Self::Started { at, since } => at.saturating_add(since.elapsed()).unwrap_or(Timestamp::MAX),
            Self::Standing(at) => *at,
        }
    }

    /// The present time in a zone.
    #[must_use]
    pub fn now(&self, zone: &Zone) -> Now {
        let instant = self.instant();
        Now { instant, wall: zone.wall_clock(instant) }
    }
}

/// The clock of an instance, which may be set while the server runs.
#[derive(Debug)]
pub struct InstanceClock(RwLock<Shown>);

/// What it shows, and how far it was set in all.
#[derive(Clone, Copy, Debug)]
struct Shown {
    clock: Clock,
    moved_seconds: i64,
}

impl InstanceClock {
    /// A clock that shows what this one does.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self(RwLock::new(Shown { clock, moved_seconds: 0 }))
    }

    /// The present time in a zone.
    #[must_use]
    pub fn now(&self, zone: &Zone) -> Now {
        self.shown().clock.now(zone)
    }

    /// By how many seconds it was set ahead since the server was started.
    #[must_use]
    pub fn moved_seconds(&self) -> i64 {
        self.shown().moved_seconds
    }

    /// Sets it. It runs on from there, unless it stands still.
    pub fn set(&self, at: Timestamp) {
        let mut shown = self.0.write().unwrap_or_else(PoisonError::into_inner);
        shown.moved_seconds += at.as_second() - shown.clock.instant().as_second();
        shown.clock = match shown.clock {
            Clock::Standing(_) => Clock::Standing(at),
            Clock::System | Clock::Started { .. } => Clock::started(at),
        };
    }

    /// Stops it where it was started.
    #[must_use]
    pub fn stop(&self) -> Timestamp {
        let mut shown = self.0.write().unwrap_or_else(PoisonError::into_inner);
        shown.clock = shown.clock.stopped();
        shown.clock.instant()
    }

    fn shown(&self) -> Shown {
        *self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The present time: the instant, and what the instance's clocks show.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// The instant.
    pub instant: Timestamp,
    /// What the clocks show.
    pub wall: Wall<Instance>,
}

impl Now {
    /// The instant in seconds.
    #[must_use]
    pub fn unix(&self) -> UnixSecond {
        self.instant.as_second()
    }

    /// What the clocks show, in seconds.
    #[must_use]
    pub fn second(&self) -> WallSecond {
        self.wall.second()
    }

    /// The running wall-clock minute.
    #[must_use]
    pub fn minute(&self) -> Minute {
        self.wall.minute()
    }

    /// The wall-clock date.
    #[must_use]
    pub fn today(&self) -> Day {
        self.wall.day()
    }

    /// `YYYY-MM-DD HH:MM:SS`.
    #[must_use]
    pub fn text(&self) -> String {
        print_second(self.second())
    }
}
