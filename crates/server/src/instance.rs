//! The scheduling instance: what it remembers, what time it is there, and what customers may do.

use std::sync::Arc;

use slotwright_domain::Policy;
use slotwright_store::Store;

use crate::time::clock::{Clock, Now};
use crate::time::zone::Zone;

/// Everything that a deed is done with.
pub struct Instance {
    /// What is remembered.
    pub store: Store,
    /// The instance's zone.
    pub zone: Arc<Zone>,
    /// What time it is.
    pub clock: Clock,
    /// What customers may do.
    pub policy: Policy,
}

impl Instance {
    /// The present time.
    #[must_use]
    pub fn now(&self) -> Now {
        self.clock.now(&self.zone)
    }
}
