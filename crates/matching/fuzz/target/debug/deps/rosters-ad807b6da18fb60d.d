/work/main/crates/matching/fuzz/target/debug/deps/rosters-ad807b6da18fb60d.d: targets/rosters.rs

/work/main/crates/matching/fuzz/target/debug/deps/librosters-ad807b6da18fb60d.rmeta: targets/rosters.rs

targets/rosters.rs:
