//! `cargo xtask fuzz wishes`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| slotwright_matching_fuzz::wishes(bytes));
