//! The jobs as people read them.

use slotwright_wire::slotwright::{BOARD_PATH, Behind, BoardJob, UPSTREAM_PATH};

use super::super::operation::Operation;
use super::super::values::Pages;
use super::Group;

pub fn group() -> Group {
    Group {
        name: "Board",
        about: "Jobs for people: with the names of what they refer to, and with what their customers asked for.",
        operations: vec![
            Operation::get(BOARD_PATH, "listBoard", "List jobs with names and wishes")
                .notes("The same jobs in the same order as the list of jobs. A name is empty where none is known.")
                .query::<Pages>()
                .page_of::<BoardJob>(),
            Operation::get(UPSTREAM_PATH, "getUpstream", "Which system is behind the server, and what can it do?")
                .notes("What it can't be told stays with this server, and jobs on the board say so.")
                .bare::<Behind>(200),
        ],
    }
}
