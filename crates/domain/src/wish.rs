//! When customers would like a visit.

use slotwright_matching::Day;

/// A stored wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Its number; a job's wishes rank by it.
    pub id: u64,
    /// When the customer is at home.
    pub window: WishWindow,
}

/// When a customer is at home, or would rather not have the visit. Seconds of the day, `start < end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WishWindow {
    /// On which day.
    pub day: Day,
    /// From when, 0 to 86,399.
    pub start_second: u32,
    /// Until when, up to 86,400.
    pub end_second: u32,
}

/// What is to change in a wish; what is `None` stays.
#[derive(Clone, Copy, Debug, Default)]
pub struct WishChange {
    /// On which day.
    pub day: Option<Day>,
    /// From when.
    pub start_second: Option<u32>,
    /// Until when.
    pub end_second: Option<u32>,
}
