//! `<slotwright-board>`: the jobs, for staff.

pub mod effects;
pub mod views;
