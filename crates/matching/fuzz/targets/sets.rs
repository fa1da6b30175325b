//! `cargo xtask fuzz sets`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| slotwright_matching_fuzz::sets(bytes));
