//! `<slotwright-board>`: the jobs, for staff.

pub mod derived;
pub mod effects;
pub mod find_state;
pub mod freed_state;
pub mod hand;
pub mod job_state;
pub mod list_state;
pub mod rows;
pub mod state;
pub mod tray_state;
pub mod views;
pub mod widget;
