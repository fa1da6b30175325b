//! What the store counts. The counters belong to the process, as its log does; whoever is asked for metrics registers them.

use std::sync::LazyLock;

use prometheus_client::metrics::counter::Counter;

/// Claims that the database's own constraint refused: the check before it has let through what it must not.
pub static EXCLUSION_VIOLATIONS: LazyLock<Counter> = LazyLock::new(Counter::default);
/// What could not be read or written for want of room, or of a disk that does it.
pub static STORAGE_FAILURES: LazyLock<Counter> = LazyLock::new(Counter::default);
/// Transactions that were repeated because the database had them give way to others.
pub static DEADLOCK_RETRIES: LazyLock<Counter> = LazyLock::new(Counter::default);
