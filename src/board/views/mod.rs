//! What staff see.

pub mod jobs;
mod why_not;
