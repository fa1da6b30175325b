//! `/tickets`

use slotwright_wire::sonar::{ROOT, Ticket};

use super::super::operation::Operation;
use super::super::values::Pages;
use super::Group;

pub fn group() -> Group {
    let (all, one) = (format!("{ROOT}/tickets"), format!("{ROOT}/tickets/{{id}}"));
    Group {
        name: "Tickets",
        about: "What was reported: tickets that came with the world, and those that ends of jobs have made. Read only.",
        operations: vec![
            Operation::get(&all, "listTickets", "List tickets").query::<Pages>().page_of::<Ticket>(),
            Operation::get(&one, "getTicket", "Get a ticket").one::<Ticket>(200),
        ],
    }
}
