//! What time it is, and what the instance's clocks show.

pub mod clock;
pub mod zone;
