//! The Slotwright server.
fn main() {}
