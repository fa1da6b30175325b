//! `cargo xtask fuzz rosters`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| slotwright_matching_fuzz::rosters(bytes));
