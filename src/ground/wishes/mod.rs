//! Wishes: as the customer types them, and how they are stored.

mod draft;
mod fields;
mod sync;

pub use draft::{Draft, Undo};
pub use fields::{Kind, WishFault, WishFields, has_passed, hours_and_minutes, times};
pub use sync::{SyncStep, sync_steps};

#[cfg(test)]
mod tests {
    use slotwright_matching::{Align, Day, Interval, MINUTES_PER_DAY, Search, Skipped};

    pub(super) const FIRST: Day = Day(20_000);
    pub(super) const LAST: Day = Day(20_030);
    pub(super) const SEARCH: Search = Search {
        length_minutes: 60,
        crew: 1,
        step_minutes: 30,
        align: Align::Clock,
        earliest: FIRST.0 * MINUTES_PER_DAY + 7 * 60,
        latest: (LAST.0 + 1) * MINUTES_PER_DAY,
        skipped: Skipped::NONE,
    };

    pub(super) fn wish(day: i32, from: i32, to: i32) -> Interval {
        Interval::new((FIRST + day).start() + from * 60, (FIRST + day).start() + to * 60).unwrap()
    }
}
