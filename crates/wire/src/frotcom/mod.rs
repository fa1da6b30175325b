//! Frotcom V2, as far as its programs are answered. Source: the vendor's page "Add tasks to jobs" and its article on
//! authentication, read 2026-11-22.

mod records;

pub use records::*;
