//! The matching core.

mod blocks;
mod crew;
mod day;
mod geofence;
mod interval;
mod nearest;
mod openings;
mod repetition;
mod roster;
mod set;
mod wishes;

pub use blocks::blocks;
pub use crew::{choose_crew, free_for_at_least, who};
pub use day::{Day, MINUTES_PER_DAY, Minute};
pub use geofence::{Point, Polygon};
pub use interval::Interval;
pub use nearest::nearest;
pub use openings::{Align, Opening, Search, openings};
pub use repetition::{Repetition, WeekAnchor};
pub use roster::{Blocker, BlockerOccurrence, BlockerOverride, Occupied, Question, Roster, Schedule, Shift, TimeOff};
pub use set::IntervalSet;
pub use wishes::{Feasibility, best_wish, feasibility};
