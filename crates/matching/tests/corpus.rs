//! What the fuzzer has found is tried again, and random bytes beside it. `cargo xtask fuzz` looks for more.

#[path = "../fuzz/src/lib.rs"]
mod fuzz;

use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;

/// The files of a target's corpus, by its name.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let files = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let files: Vec<Vec<u8>> = files.map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect();
    assert!(5 <= files.len(), "{} files in {}", files.len(), folder.display());
    files
}

#[test]
fn interval_algebra_agrees_with_a_map_of_minutes() {
    corpus("sets").iter().for_each(|bytes| fuzz::sets(bytes));
}

#[test]
fn what_a_roster_offers_can_be_booked_and_the_rest_has_a_cause() {
    corpus("rosters").iter().for_each(|bytes| fuzz::rosters(bytes));
}

#[test]
fn wishes_windows_and_alternatives_are_about_openings() {
    corpus("wishes").iter().for_each(|bytes| fuzz::wishes(bytes));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn all_of_this_holds_for_whatever_bytes(bytes in vec(any::<u8>(), 0..400)) {
        fuzz::sets(&bytes);
        fuzz::rosters(&bytes);
        fuzz::wishes(&bytes);
    }
}
