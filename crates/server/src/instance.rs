//! The scheduling instance: what it remembers, what time it is there, and what customers may do.

use std::sync::Arc;

use slotwright_domain::{LinkClock, LinkTerms, Policy};
use slotwright_matching::Minute;
use slotwright_store::Store;

use crate::time::clock::{Clock, Now};
use crate::time::zone::{Zone, from_jiff};

/// Everything that a deed is done with.
pub struct Instance {
    /// What is remembered.
    pub store: Store,
    /// The instance's zone.
    pub zone: Arc<Zone>,
    /// What time it is.
    pub clock: Clock,
    /// By which clock links end.
    pub link_clock: LinkClock,
    /// What customers may do.
    pub policy: Policy,
}

impl Instance {
    /// The present time.
    #[must_use]
    pub fn now(&self) -> Now {
        self.clock.now(&self.zone)
    }

    /// The first minute from which on at least so many minutes have passed, whatever the clocks do meanwhile. Booking pages are
    /// told the same.
    #[must_use]
    pub fn first_minute_in(&self, minutes: u32) -> Minute {
        self.zone.first_minute_from(from_jiff(self.now().instant) + i64::from(minutes) * 60)
    }

    /// How links end.
    #[must_use]
    pub fn link_terms(&self) -> LinkTerms {
        let now = self.now();
        LinkTerms {
            clock: self.link_clock,
            utc_offset: now.second() - now.unix(),
            days_after_visit: self.policy.link_days_after_visit,
        }
    }
}
