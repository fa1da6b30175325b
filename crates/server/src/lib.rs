//! The Slotwright server.
