//! The server itself.

use super::super::DOCUMENT_PATH;
use super::super::operation::{Callers, Operation};
use super::Group;
use crate::watch::health::Readiness;
use slotwright_wire::slotwright::{COMPANY_PATH, Company, ORIGIN_PATH, OriginAnswer};

pub fn group() -> Group {
    let open = |path: &str, id, summary| Operation::get(path, id, summary).callers(Callers::Anybody);
    Group {
        name: "Server",
        about: "Whether it lives, and how to talk to it. Without credentials.",
        operations: vec![
            open("/livez", "isAlive", "Does the process answer?").text("text/plain"),
            open("/readyz", "isReady", "Should requests be sent here?")
                .notes("Tells what it looked at, and answers 503 when the server is stopping, can't store anything, or has another clock than the database.")
                .bare::<Readiness>(200)
                .refuses_with::<Readiness>(503, &["draining", "clock-drift"]),
            open(ORIGIN_PATH, "getOrigin", "May pages of this origin ask?")
                .notes("For a page of another origin that had no answer: which setting of the server would let it ask.")
                .refuses(422, &["validation-failed"])
                .bare::<OriginAnswer>(200),
            open(COMPANY_PATH, "getCompany", "Whose is the server?")
                .notes("Name, logo, telephone, e-mail and hours, as the settings have them: for whoever comes with a link that works no more.")
                .refuses(422, &["validation-failed"])
                .bare::<Company>(200),
            open(DOCUMENT_PATH, "getDocument", "This document, for programs").text("application/json"),
        ],
    }
}
