//! All that the board does to the world.

mod why_not;

pub use why_not::{Asking, Told};
