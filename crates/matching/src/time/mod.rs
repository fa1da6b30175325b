//! Four kinds of time that can't be mixed, and what leads from one to another.
//!
//! - [`Wall<Instance>`](Wall): what the clocks of the instance show. All planning is done in it: [`Minute`](crate::Minute) is its
//!   axis, in whole minutes.
//! - [`Wall<Place>`](Wall): what the clocks at the place of a visit show, where that is another zone.
//! - [`Instant`]: a point in time, the same everywhere.
//! - [`EpochSeconds`], [`EpochMillis`]: instants as other systems count them.
//!
//! Walls and instants meet only in [`Clocks`], which says whose clocks they are and goes by a table of [`Transitions`] that
//! whoever asks has read: there is no zone data here. A time that clocks skip or show twice comes back as what it is, a
//! [`Local`], and becomes an instant only by a [`Policy`] that somebody has named.
//!
//! ```
//! use slotwright_matching::Day;
//! use slotwright_matching::time::{Clocks, Instant, Local, Policy, Transitions, Wall};
//!
//! // Chicago in 2026: to summer time on March 8 at 02:00, and back on November 1 at 02:00.
//! let (to_summer, back) = (Instant::from_unix(1_772_956_800), Instant::from_unix(1_793_516_400));
//! let chicago = Transitions::new(-6 * 3600, vec![(to_summer, -5 * 3600), (back, -6 * 3600)]).unwrap();
//! let clocks = Clocks::of_instance(&chicago);
//!
//! let march_8 = Day(20_520);
//! let at = |day, hour: u32, minute: u32| Wall::at(day, (hour * 60 + minute) * 60);
//! assert_eq!(clocks.to_instant(at(march_8, 3, 0), Policy::Exact), Ok(to_summer));
//! assert_eq!(clocks.to_wall(to_summer + -60), at(march_8, 1, 59));
//!
//! // There is no 02:30 that day. A booking is refused, a calendar is read as RFC 5545 has it: as 03:30.
//! let gap = clocks.to_instant(at(march_8, 2, 30), Policy::First).unwrap_err();
//! assert!(matches!(gap, Local::Gap { from, to, .. } if from == at(march_8, 2, 0) && to == at(march_8, 3, 0)));
//! let read = clocks.to_instant(at(march_8, 2, 30), Policy::Rfc5545).unwrap();
//! assert_eq!(clocks.to_wall(read), at(march_8, 3, 30));
//!
//! // An hour after the first 01:30 of November 1 it is 01:30.
//! let november_1 = Day(20_758);
//! let first = clocks.to_instant(at(november_1, 1, 30), Policy::First).unwrap();
//! assert_eq!(clocks.to_instant(at(november_1, 1, 30), Policy::Second), Ok(first + 3600));
//! ```
//!
//! What must not be mixed doesn't compile:
//!
//! ```compile_fail
//! use slotwright_matching::time::{Instance, Place, Wall};
//! let here: Wall<Instance> = Wall::from_second(0);
//! let there: Wall<Place> = here;
//! ```
//!
//! ```compile_fail
//! use slotwright_matching::time::{EpochMillis, Instant};
//! let _: Instant = EpochMillis(1_772_956_800_000);
//! ```
//!
//! # Why `Minute` stays a number
//!
//! The search is arithmetic on one axis from end to end, and that axis is the instance's wall clock alone. A type around each
//! minute would be taken off in every line that computes. So the types stand where the kinds of time meet: nothing but a
//! [`Wall<Instance>`](Wall) has a [`minute`](Wall::minute), and what comes from another clock, an instant or a foreign epoch gets
//! onto the axis only through [`Clocks`].

mod clocks;
mod epoch;
mod instant;
mod local;
mod transitions;
mod wall;

pub use clocks::Clocks;
pub use epoch::{EpochMillis, EpochSeconds};
pub use instant::Instant;
pub use local::{Local, Policy};
pub use transitions::{BadTransitions, MAX_OFFSET_SECONDS, Transitions};
pub use wall::{Instance, Place, Wall};
