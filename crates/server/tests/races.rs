//! Races over real sockets against running servers, on both databases, and what the checker says of what they left.
//!
//! Each in a form of seconds; `cargo xtask race` runs them at length. On PostgreSQL three servers share the database.

#![cfg(unix)]

use std::path::Path;

use slotwright_testing::arena::{Backend, Plan};
use slotwright_testing::model;
use slotwright_testing::postgres::Postgres;
use slotwright_testing::races::{self, Length};

fn plan(backend: Backend<'static>) -> Plan<'static> {
    Plan { processes: 3, ..Plan::new(Path::new(env!("CARGO_BIN_EXE_slotwright-server")), backend, 0) }
}

fn on_postgres() -> Backend<'static> {
    Backend::Postgres(Postgres::shared())
}

/// The same promises on both databases.
macro_rules! on_both {
    ($($promise:ident: $race:literal;)*) => {
        mod on_sqlite {
            use super::*;
            $(#[test] fn $promise() { races::run($race, &plan(Backend::Sqlite), Length::Short).assert(); })*
        }
        mod on_postgres {
            use super::*;
            $(#[test] fn $promise() { races::run($race, &plan(on_postgres()), Length::Short).assert(); })*
        }
    };
}

on_both! {
    of_two_hundred_who_want_ten_openings_ten_get_one: "stampede";
    visits_that_overlap_in_part_are_told_apart: "overlaps";
    a_crew_comes_as_a_whole_or_not_at_all: "crews";
    visits_that_change_places_are_never_lost_nor_doubled: "swaps";
    a_live_hold_is_its_holders_and_ends_in_time: "holds";
    of_two_hundred_with_one_key_one_books_and_all_are_told: "keys";
    the_database_refuses_an_overlap_whoever_writes_it: "backstop";
}

#[test]
fn every_operation_answers_as_the_model_says_in_the_same_bytes_on_both() {
    let agreed = model::agree(&[plan(Backend::Sqlite), plan(on_postgres())], 100, 60);
    let agreed = agreed.unwrap_or_else(|difference| panic!("{difference}"));
    // A model that agrees on nothing but success, or on nothing but refusals, would know little.
    assert!(agreed.operations < 5 * agreed.refused && agreed.refused * 2 < agreed.operations, "{agreed:?}");
}
