/work/main/crates/matching/fuzz/target/debug/deps/wishes-da2042fa41f91b4a.d: targets/wishes.rs

/work/main/crates/matching/fuzz/target/debug/deps/libwishes-da2042fa41f91b4a.rmeta: targets/wishes.rs

targets/wishes.rs:
