//! API users as they were when they were last let in.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use slotwright_store::Store;

use crate::scheduling::Staff;

/// API users as they were when they were last let in, by a hash of what they sent.
#[derive(Default)]
pub(super) struct CallerCache(Mutex<HashMap<[u8; 32], Cached>>);

#[derive(Clone, Copy)]
struct Cached {
    staff: Staff,
    /// How often the store's cache had been invalidated before.
    cache_invalidations: u64,
}

/// More than an installation has API users; bounds the memory.
const MAX_CACHED: usize = 1024;

impl CallerCache {
    /// Whether the sender of this was let in the last time.
    pub(super) fn has(&self, key: &[u8; 32]) -> bool {
        self.lock().contains_key(key)
    }

    /// Notes who the sender of this is, which was asked for when the store's cache had been invalidated so often.
    pub(super) fn put(&self, key: [u8; 32], staff: Option<Staff>, cache_invalidations: u64) {
        let mut cached = self.lock();
        match staff {
            Some(staff) if cached.len() < MAX_CACHED || cached.contains_key(&key) => {
                cached.insert(key, Cached { staff, cache_invalidations });
            }
            Some(_) => {}
            None => drop(cached.remove(&key)),
        }
    }

    /// Who the sender of this was in the version of the roster's definition that is remembered, with which API users change.
    pub(super) fn get(&self, key: &[u8; 32], store: &Store) -> Option<Staff> {
        let version = store.cached_definition_version()?;
        let cached = *self.lock().get(key)?;
        let is_so = cached.cache_invalidations == store.cache_invalidations() && cached.staff.roster_version == version;
        is_so.then_some(cached.staff)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<[u8; 32], Cached>> {
        // Each change of the map is one step.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
