//! What each operation needs of who calls: one table, which is asked before any handler runs.
//!
//! Staff who lack the scope are told which it is: they may know that the operation is there. To customers what they have no right
//! to is not there at all. An operation that nobody put into the table is closed to customers and needs the widest scope; a test
//! finds it.

use axum::http::Method;
use slotwright_domain::Right;
use slotwright_domain::StaffScope::{self, Admin, Override, Schedule, View};

use CustomersNeed::{Nobody, Time};

/// What a customer needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CustomersNeed {
    /// It is for staff.
    Nobody,
    /// This right.
    Right(Right),
    /// To book, while the work has no time yet, and else to reschedule.
    Time,
}

/// What an operation needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Need {
    /// Of staff.
    pub(super) staff: StaffScope,
    /// Of customers.
    pub(super) customers: CustomersNeed,
}

const SEE: CustomersNeed = CustomersNeed::Right(Right::View);
const HOLD: CustomersNeed = CustomersNeed::Right(Right::Hold);
const BOOK: CustomersNeed = CustomersNeed::Right(Right::Book);
const MOVE: CustomersNeed = CustomersNeed::Right(Right::Reschedule);
const CANCEL: CustomersNeed = CustomersNeed::Right(Right::Cancel);

/// An address, as the router spells it, and what its methods need: of staff, and of customers.
type Row = (&'static str, &'static [(&'static str, StaffScope, CustomersNeed)]);

#[rustfmt::skip]
const NEEDS: &[Row] = &[
    ("/api/v1/scheduling/jobs", &[("get", View, Nobody), ("post", Schedule, BOOK)]),
    ("/api/v1/scheduling/jobs/find_any_available_space", &[("get", View, SEE), ("post", View, SEE)]),
    ("/api/v1/scheduling/jobs/find_available_space", &[("get", View, Nobody), ("post", View, Nobody)]),
    ("/api/v1/scheduling/jobs/{id}", &[("get", View, SEE), ("patch", Schedule, Time), ("delete", Schedule, CANCEL)]),
    ("/api/v1/scheduling/jobs/{id}/queue", &[("post", Schedule, CANCEL)]),
    ("/api/v1/scheduling/jobs/{id}/check_in", &[("post", Schedule, Nobody)]),
    ("/api/v1/scheduling/jobs/{id}/check_out", &[("post", Schedule, Nobody)]),
    ("/api/v1/scheduling/jobs/{id}/complete", &[("post", Schedule, Nobody)]),
    ("/api/v1/scheduling/jobs/{id}/desired_job_datetimes", &[("get", View, SEE), ("post", Schedule, Time)]),
    ("/api/v1/scheduling/jobs/{id}/desired_job_datetimes/{did}", &[("get", View, SEE), ("patch", Schedule, Time), ("delete", Schedule, Time)]),
    ("/api/v1/scheduling/job_types", &[("get", View, Nobody), ("post", Admin, Nobody)]),
    ("/api/v1/scheduling/job_types/{id}", &[("get", View, Nobody), ("patch", Admin, Nobody), ("delete", Admin, Nobody)]),
    ("/api/v1/scheduling/schedules", &[("get", View, Nobody), ("post", Admin, Nobody)]),
    ("/api/v1/scheduling/schedules/{id}", &[("get", View, Nobody), ("patch", Admin, Nobody), ("delete", Admin, Nobody)]),
    ("/api/v1/scheduling/schedules/{id}/schedule_days", &[("get", View, Nobody), ("post", Admin, Nobody)]),
    ("/api/v1/scheduling/schedules/{id}/schedule_days/{day_id}", &[("get", View, Nobody), ("patch", Admin, Nobody), ("delete", Admin, Nobody)]),
    ("/api/v1/scheduling/schedule_blockers", &[("get", View, Nobody), ("post", Override, Nobody)]),
    ("/api/v1/scheduling/schedule_blockers/{id}", &[("get", View, Nobody), ("patch", Override, Nobody), ("delete", Override, Nobody)]),
    ("/api/v1/scheduling/schedule_blockers/{id}/schedule_blocker_overrides", &[("post", Override, Nobody)]),
    ("/api/v1/scheduling/scheduled_time_offs", &[("get", View, Nobody), ("post", Override, Nobody)]),
    ("/api/v1/scheduling/scheduled_time_offs/{id}", &[("get", View, Nobody), ("patch", Override, Nobody), ("delete", Override, Nobody)]),
    ("/api/v1/scheduling/calculated_schedule/{start_date}/{end_date}", &[("get", View, Nobody)]),
    ("/api/v1/users", &[("get", View, Nobody)]),
    ("/api/v1/users/", &[("get", View, Nobody)]),
    ("/api/v1/users/{id}", &[("get", View, Nobody)]),
    ("/api/v1/accounts", &[("get", View, Nobody)]),
    ("/api/v1/accounts/{id}", &[("get", View, Nobody)]),
    ("/api/v1/accounts/{id}/addresses", &[("get", View, Nobody)]),
    ("/api/v1/accounts/{id}/addresses/{address_id}", &[("get", View, Nobody)]),
    ("/api/v1/accounts/{id}/services", &[("get", View, Nobody)]),
    ("/api/v1/accounts/{id}/services/{relation_id}", &[("get", View, Nobody)]),
    ("/api/v1/network/network_sites", &[("get", View, Nobody)]),
    ("/api/v1/network/network_sites/{id}", &[("get", View, Nobody)]),
    ("/api/v1/network_sites/{id}/addresses", &[("get", View, Nobody)]),
    ("/api/v1/network_sites/{id}/addresses/{address_id}", &[("get", View, Nobody)]),
    ("/api/v1/jobs/{id}/tasks", &[("get", View, Nobody), ("post", Schedule, Nobody)]),
    ("/api/v1/jobs/{id}/tasks/{task_id}", &[("get", View, Nobody), ("patch", Schedule, Nobody), ("delete", Schedule, Nobody)]),
    ("/api/v1/tickets", &[("get", View, Nobody)]),
    ("/api/v1/tickets/{id}", &[("get", View, Nobody)]),
    ("/api/v1/system/application", &[("get", View, Nobody)]),
    ("/api/v1/system/misc/task_templates", &[("get", View, Nobody), ("post", Admin, Nobody)]),
    ("/api/v1/system/misc/task_templates/{id}", &[("get", View, Nobody), ("patch", Admin, Nobody), ("delete", Admin, Nobody)]),
    ("/api/v1/system/misc/task_templates/{id}/template_tasks", &[("get", View, Nobody), ("post", Admin, Nobody)]),
    ("/api/v1/system/misc/task_templates/{id}/template_tasks/{task_id}", &[("get", View, Nobody), ("patch", Admin, Nobody), ("delete", Admin, Nobody)]),
    ("/api/v1/system/custom_fields", &[("get", View, Nobody), ("post", Admin, Nobody)]),
    ("/api/v1/system/custom_fields/{id}", &[("get", View, Nobody), ("patch", Admin, Nobody), ("delete", Admin, Nobody)]),
    ("/api/v1/entity_custom_fields/{entity}/{id}", &[("get", View, Nobody)]),
    ("/api/v1/entity_custom_fields/{entity}/{id}/{custom_field_id}", &[("get", View, Nobody), ("patch", Schedule, Nobody)]),
    ("/v1/booking", &[("get", View, SEE)]),
    ("/v1/booking/earlier", &[("put", View, MOVE), ("delete", View, MOVE)]),
    ("/v1/booking/earlier/decline", &[("post", View, MOVE)]),
    ("/v1/booking/rather_not", &[("put", View, Time)]),
    ("/v1/booking/visit.ics", &[("get", View, SEE)]),
    ("/v1/booking/photos", &[("post", View, Time)]),
    ("/v1/booking/photos/{id}", &[("get", View, SEE), ("delete", View, Time)]),
    ("/v1/links", &[("get", View, Nobody), ("post", Schedule, Nobody)]),
    ("/v1/links/{id}", &[("delete", Override, Nobody)]),
    ("/v1/holds", &[("post", Schedule, HOLD)]),
    ("/v1/holds/{id}", &[("delete", Schedule, HOLD)]),
    ("/v1/holds/{id}/extend", &[("post", Schedule, HOLD)]),
    ("/v1/why_not", &[("get", View, Nobody)]),
    ("/v1/why_not/case", &[("get", View, Nobody)]),
    ("/v1/board", &[("get", View, Nobody)]),
    ("/v1/places", &[("get", View, Nobody)]),
    ("/v1/board.csv", &[("get", View, Nobody)]),
    ("/v1/technicians/{id}/feed", &[("post", Schedule, Nobody), ("delete", Schedule, Nobody)]),
    ("/v1/timeline", &[("get", View, Nobody)]),
    // Against the roster it needs more, by what is sent.
    ("/v1/moves", &[("post", Schedule, Nobody)]),
    ("/v1/freed", &[("post", Schedule, Nobody)]),
    ("/v1/clock", &[("get", View, Nobody)]),
    ("/v1/upstream", &[("get", View, Nobody)]),
    ("/v1/policy", &[("get", View, Nobody), ("put", Admin, Nobody)]),
    ("/v1/fields", &[("get", View, Nobody), ("put", Admin, Nobody)]),
    ("/v1/fields/defined", &[("get", View, Nobody)]),
    ("/v1/jobs/{id}/fields", &[("get", View, Nobody), ("patch", Schedule, Nobody)]),
    ("/v1/jobs/{id}/photos", &[("get", View, Nobody)]),
    ("/v1/jobs/{id}/photos/{photo_id}", &[("get", View, Nobody)]),
    ("/v1/rules", &[("get", View, Nobody), ("put", Admin, Nobody)]),
    ("/v1/api_users", &[("get", Admin, Nobody), ("post", Admin, Nobody)]),
    ("/v1/api_users/{name}", &[("delete", Admin, Nobody), ("patch", Admin, Nobody)]),
    ("/v1/api_users/{name}/rotate_password", &[("post", Admin, Nobody)]),
    ("/v1/webhooks", &[("get", Admin, Nobody), ("post", Admin, Nobody)]),
    ("/v1/webhooks/{id}", &[("delete", Admin, Nobody), ("patch", Admin, Nobody)]),
    ("/v1/webhooks/{id}/rotate_secret", &[("post", Admin, Nobody)]),
    ("/v1/webhooks/{id}/test", &[("post", Admin, Nobody)]),
    ("/v1/history", &[("get", View, Nobody)]),
    ("/v1/events", &[("get", View, Nobody)]),
    ("/v1/outbox", &[("get", Override, Nobody)]),
    ("/v1/outbox/{id}/retry", &[("post", Override, Nobody)]),
    ("/v1/outbox/{id}/drop", &[("post", Override, Nobody)]),
    // What an agent's tools ask is held against the rows above.
    ("/mcp", &[("get", View, SEE), ("post", View, SEE), ("delete", View, SEE)]),
    // And so is what the pages without script ask.
    ("/plain", &[("post", View, SEE)]),
    ("/plain/{ticket}", &[("get", View, SEE)]),
];

/// What an operation needs. `HEAD` is asked as `GET` is.
pub(super) fn of(method: &Method, path: Option<&str>) -> Need {
    let method = if method == Method::HEAD { "get" } else { &method.as_str().to_ascii_lowercase() };
    let row = NEEDS.iter().find(|(known, _)| Some(*known) == path);
    let found = row.and_then(|(_, methods)| methods.iter().find(|(known, ..)| *known == method));
    match found {
        Some(&(_, staff, customers)) => Need { staff, customers },
        None => Need { staff: Admin, customers: Nobody },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::router::addresses;

    /// What anybody may ask without credentials, or with an open link, which is nobody's.
    const OPEN: [&str; 10] = [
        "/livez",
        "/readyz",
        "/openapi.json",
        "/v1/company",
        "/v1/origin",
        "/v1/token",
        "/v1/open",
        "/v1/open/start",
        "/v1/proof_of_work",
        "/calendars/{file}",
    ];

    /// Where agents connect, and pages that the server writes itself.
    const NO_OPERATIONS: [&str; 3] = ["/mcp", "/plain", "/plain/{ticket}"];

    #[test]
    fn the_table_has_every_operation_that_the_router_has_and_no_other() {
        let listed: BTreeSet<_> = NEEDS
            .iter()
            .filter(|(path, _)| !NO_OPERATIONS.contains(path))
            .flat_map(|(path, needs)| needs.iter().map(move |need| format!("{} {path}", need.0)))
            .collect();
        let addresses = addresses().into_iter().filter(|address| !OPEN.contains(&address.path.as_str()));
        let routed: BTreeSet<_> = addresses
            .flat_map(|address| address.methods.into_iter().map(move |method| format!("{method} {}", address.path)))
            .collect();
        assert_eq!(listed, routed);
        assert_eq!(NEEDS.iter().map(|(path, _)| path).collect::<BTreeSet<_>>().len(), NEEDS.len(), "each path once");
    }

    #[test]
    fn what_nobody_put_into_the_table_is_closed_to_customers_and_needs_the_widest_scope() {
        let closed = Need { staff: Admin, customers: Nobody };
        assert_eq!(of(&Method::GET, Some("/v1/new")), closed);
        assert_eq!(of(&Method::PUT, Some("/v1/clock")), closed);
        assert_eq!(of(&Method::GET, None), closed);
        assert_eq!(of(&Method::HEAD, Some("/v1/clock")).staff, View);
    }
}
