//! The Slotwright server.

pub mod world;
