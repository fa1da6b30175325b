//! For whoever watches the process: whether it is well, and what it has counted.

mod drift;
pub mod health;
pub mod news;
pub mod overlaps;
pub mod photos;
pub mod scrape;
