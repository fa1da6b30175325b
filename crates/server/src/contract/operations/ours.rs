//! Our own paths: booking links, and the server itself.

use slotwright_wire::case::Case;
use slotwright_wire::slotwright::{
    BOOKING_PATH, Booking, CLOCK_PATH, Clock, HOLDS_PATH, Hold, LINKS_PATH, Link, RULES_PATH, Rules,
    VISIT_CALENDAR_PATH, WHY_NOT_CASE_PATH, WHY_NOT_PATH, WhyNot,
};

use super::super::DOCUMENT_PATH;
use super::super::operation::{Callers, Operation};
use super::super::requests::{NewHold, NewLink, NewRules, WhyNotAsked};
use super::Group;
use crate::edge::health::Readiness;

pub fn links() -> Group {
    Group {
        name: "Booking links",
        about: "What the booking page speaks beside the vendor's API. Whoever has a link sees and changes that one visit and \
                nothing else.",
        operations: vec![
            Operation::post(LINKS_PATH, "createLink", "Make a booking link")
                .notes("The handle is shown once: only a hash of it is kept.")
                .body::<NewLink>()
                .bare::<Link>(201),
            Operation::get(BOOKING_PATH, "getBooking", "What a link is about")
                .notes("Which job, where, how long, what may be chosen, and what time it is.")
                .callers(Callers::Link)
                .bare::<Booking>(200),
            Operation::get(VISIT_CALENDAR_PATH, "getVisitCalendar", "The visit as a calendar file")
                .notes("The same visit after it was moved is the same entry of the calendar.")
                .callers(Callers::Link)
                .text("text/calendar")
                .refuses(404, &["not-found"]),
        ],
    }
}

pub fn holds() -> Group {
    let open = |operation: Operation| operation.callers(Callers::StaffOrLink);
    let hold = format!("{HOLDS_PATH}/{{id}}");
    Group {
        name: "Holds",
        about: "A time is held while somebody fills in the rest: busy for others, free for its holder. A hold is made good \
                by the job that is posted over its time, and ends by itself.",
        operations: vec![
            open(Operation::post(HOLDS_PATH, "placeHold", "Hold a time"))
                .notes(
                    "Staff send `job_type_id`, `assigned_type` and `assigned_id` too; for the holder of a link the link says \
                     them, and a second hold takes the place of the first.",
                )
                .body::<NewHold>()
                .bare::<Hold>(201)
                .refuses(409, &["slot-taken"])
                .refuses(422, &["validation-failed", "too-soon", "too-far", "not-on-grid", "local-time-does-not-exist"])
                .refuses(429, &["hold-limit"]),
            open(Operation::post(&format!("{hold}/extend"), "extendHold", "Hold it a little longer"))
                .notes("Never beyond its deadline.")
                .bare::<Hold>(200)
                .refuses(404, &["not-found"])
                .refuses(409, &["hold-expired"]),
            open(Operation::delete(&hold, "releaseHold", "Let a time go"))
                .nothing()
                .refuses(404, &["not-found"]),
        ],
    }
}

pub fn reasons() -> Group {
    Group {
        name: "Reasons",
        about: "Why a start is not free, for the dispatcher who points at it, and what the customer may be told.",
        operations: vec![
            Operation::get(WHY_NOT_PATH, "whyNot", "Why is a start not free?")
                .notes(
                    "All causes at once, for the start and for each user. Neither notice nor horizon nor grid binds staff: a \
                     start without reasons can be booked.",
                )
                .query::<WhyNotAsked>()
                .bare::<WhyNot>(200)
                .refuses(422, &["validation-failed"]),
            Operation::get(WHY_NOT_CASE_PATH, "saveWhyNot", "The question as a case")
                .notes(
                    "A file with the question, all that the answer follows from, and the answer in codes, for whoever has to find \
                     out why. Nobody's name or address is in it: users, jobs and types are numbers, places are coordinates.",
                )
                .query::<WhyNotAsked>()
                .bare::<Case>(200)
                .refuses(422, &["validation-failed"]),
            Operation::get(CLOCK_PATH, "getClock", "What time is it?")
                .notes("On the clocks of the instance's zone, by which all starts are told.")
                .bare::<Clock>(200),
        ],
    }
}

pub fn rules() -> Group {
    Group {
        name: "Rules",
        about: "Time around jobs, and how many a day may have: buffers by job type, travel between neighbouring jobs, the ways to \
                the day's first visit and from its last, jobs a day. They are kept from every search, booking and hold from then \
                on. Visits that stand are not touched, and are held against the rules when they are moved. A number of jobs for \
                all users together is no rule here: each booking would have to wait for each other one.",
        operations: vec![
            Operation::get(RULES_PATH, "getRules", "What is kept around jobs").bare::<Rules>(200),
            Operation::put(RULES_PATH, "setRules", "Keep time around jobs")
                .notes("The rules are replaced as a whole: what is left out is kept no more, and `{}` is no rules.")
                .body::<NewRules>()
                .bare::<Rules>(200)
                .refuses(422, &["validation-failed"]),
        ],
    }
}

pub fn server() -> Group {
    let open = |path: &str, id, summary| Operation::get(path, id, summary).callers(Callers::Anybody);
    Group {
        name: "Server",
        about: "Whether it lives, and how to talk to it. Without credentials.",
        operations: vec![
            open("/livez", "isAlive", "Does the process answer?").text("text/plain"),
            open("/readyz", "isReady", "Should requests be sent here?")
                .notes("Tells what it looked at, and answers 503 when the server is stopping or can't store anything.")
                .bare::<Readiness>(200)
                .tells::<Readiness>(503, &["draining"]),
            open(DOCUMENT_PATH, "getDocument", "This document, for programs").text("application/json"),
        ],
    }
}
