//! The adapter of this system.
