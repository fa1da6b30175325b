//! The Slotwright server.

pub mod demo;
pub mod world;
