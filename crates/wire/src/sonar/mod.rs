//! The Sonar scheduling API (v1): the one dialect that the widget speaks.
//!
//! `records` are as they go over the wire, [`read`] says what is meant by them, [`write`](mod@write) how what we mean is
//! written. Source: the vendor's pages "Jobs Endpoints", "Job Types", "Schedules Endpoints", read 2026-11-22.

pub mod read;
mod records;
pub mod write;

pub use records::*;
