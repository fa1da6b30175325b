/work/main/crates/matching/fuzz/target/debug/deps/sets-1e460ea954f8836c.d: targets/sets.rs

/work/main/crates/matching/fuzz/target/debug/deps/libsets-1e460ea954f8836c.rmeta: targets/sets.rs

targets/sets.rs:
