/work/main/crates/matching/fuzz/target/debug/deps/slotwright_matching_fuzz-6e261083b9d2801c.d: src/lib.rs src/bytes.rs src/rosters.rs src/sets.rs src/wishes.rs

/work/main/crates/matching/fuzz/target/debug/deps/libslotwright_matching_fuzz-6e261083b9d2801c.rmeta: src/lib.rs src/bytes.rs src/rosters.rs src/sets.rs src/wishes.rs

src/lib.rs:
src/bytes.rs:
src/rosters.rs:
src/sets.rs:
src/wishes.rs:
