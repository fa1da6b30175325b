//! Races over real sockets against running servers, on both databases, and what the checker says of what they left.
//!
//! Each in a form of seconds; `cargo xtask race` runs them at length.

#![cfg(unix)]

use std::path::Path;

use slotwright_testing::arena::{Backend, Plan};
use slotwright_testing::races::{self, Stampede};

fn plan(backend: Backend<'static>, users: u64) -> Plan<'static> {
    Plan { processes: 3, ..Plan::new(Path::new(env!("CARGO_BIN_EXE_slotwright-server")), backend, users) }
}

/// The same promise on both databases.
macro_rules! on_both {
    ($($name:ident: $backend:ident => $race:expr;)*) => {
        mod on_sqlite {
            use super::*;
            $(#[test] fn $name() { let $backend = Backend::Sqlite; $race.assert(); })*
        }
    };
}

on_both! {
    of_two_hundred_who_want_ten_openings_ten_get_one: backend =>
        races::stampede(&plan(backend, 1), Stampede { clients: 200, openings: 10 });
    visits_that_overlap_in_part_are_told_apart: backend => races::overlaps(&plan(backend, 5), 1200);
    a_crew_comes_as_a_whole_or_not_at_all: backend => races::crews(&plan(backend, 8), 800);
    visits_that_change_places_are_never_lost_nor_doubled: backend => races::swaps(&plan(backend, 3), 12);
}

#[test]
fn every_operation_answers_as_the_model_says() {
    let agreed = slotwright_testing::model::agree(&[plan(Backend::Sqlite, 0)], 120, 60);
    let agreed = agreed.unwrap_or_else(|difference| panic!("{difference}"));
    assert!(agreed.operations < 5 * agreed.refused && agreed.refused * 2 < agreed.operations, "{agreed:?}");
}
