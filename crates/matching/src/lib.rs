//! The matching core.
