//! Which jobs `GET /jobs` is to have, and in which order.

use jiff::Timestamp;
use slotwright_domain::PlaceKind;

use super::facts::{WORDS, Word};
use super::query::Query;
use super::view::Told;
use crate::app::App;

/// What is said where no filter is enough, in the vendor's own words.
const NOT_ENOUGH: &str = "No filter or date range provided. At least one of the filters [Id, Reference] must be set, or at least \
    one of the date ranges [(CreatedAtFrom and CreatedAtTo), (StartAtFrom and StartAtTo), (StatusModifiedAtFrom and \
    StatusModifiedAtTo)] must be provided";

/// By what jobs are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// As they were made.
    #[default]
    Id,
    /// When they were made.
    CreatedAt,
    /// When they got their status.
    StatusModifiedAt,
    /// When they are to begin; those without a time first.
    PlannedStartAt,
    /// What the program calls them.
    Reference,
    /// Where they stand, by the word.
    Status,
}

const ORDERS: [(&str, SortBy); 6] = [
    ("id", SortBy::Id),
    ("createdAt", SortBy::CreatedAt),
    ("statusModifiedAt", SortBy::StatusModifiedAt),
    ("plannedStartAt", SortBy::PlannedStartAt),
    ("reference", SortBy::Reference),
    ("status", SortBy::Status),
];

/// The words for them.
pub fn orders() -> Vec<&'static str> {
    ORDERS.iter().map(|(word, _)| *word).collect()
}

/// From when to when, both included.
type Range = (Option<Timestamp>, Option<Timestamp>);

/// Which jobs are meant. What says nothing lets all through.
pub struct Filter {
    /// These.
    pub ids: Option<Vec<u64>>,
    /// Called so.
    pub references: Option<Vec<String>>,
    /// Of these types.
    pub type_ids: Option<Vec<u64>>,
    /// By what they are ordered.
    pub sort_by: SortBy,
    /// Whether from the last to the first.
    pub is_descending: bool,
    words: Option<Vec<Option<Word>>>,
    contact_ids: Option<Vec<u64>>,
    order_numbers: Option<Vec<String>>,
    resource_ids: Option<Vec<u64>>,
    vehicle_ids: Option<Vec<u64>>,
    created: Range,
    started: Range,
    planned: Range,
    modified: Range,
}

/// Reads it.
pub fn read(app: &App, query: &mut Query) -> Filter {
    let mut range = |name: &str| {
        let (from, to) = (format!("{name}From"), format!("{name}To"));
        (query.instant(&from, app), query.instant(&to, app))
    };
    let [created, started, planned, modified] =
        ["createdAt", "startAt", "plannedAt", "statusModifiedAt"].map(&mut range);
    let filter = Filter {
        ids: query.ids("id"),
        references: query.texts("reference"),
        type_ids: query.ids("typeId"),
        sort_by: query.choice("sortBy", &ORDERS).unwrap_or_default(),
        is_descending: query.choice("direction", &[("ascending", false), ("descending", true)]).unwrap_or(false),
        words: query.choices("status", &WORDS),
        contact_ids: query.ids("contactId"),
        order_numbers: query.texts("orderNumber"),
        resource_ids: query.ids("resourceId"),
        vehicle_ids: query.ids("vehicleId"),
        created,
        started,
        planned,
        modified,
    };
    let is_whole = |name: &str| query.has(&format!("{name}From")) && query.has(&format!("{name}To"));
    let is_enough = ["id", "reference"].into_iter().any(|name| query.has(name))
        || ["createdAt", "startAt", "plannedAt", "statusModifiedAt"].into_iter().any(is_whole);
    if !is_enough {
        query.refuse("queryParams", NOT_ENOUGH);
    }
    filter
}

impl Filter {
    /// Whether this one is meant.
    pub fn lets_through(&self, told: &Told) -> bool {
        let Told { job, document, facts, .. } = told;
        let contact_id = Some(job.place.id).filter(|_| job.place.kind == PlaceKind::Account);
        is_among(&self.ids, Some(&job.id))
            && is_among(&self.type_ids, Some(&job.job_type_id))
            && is_among(&self.references, told.reference.as_ref())
            && is_among(&self.words, Some(&Some(facts.word)))
            && is_among(&self.contact_ids, contact_id.as_ref())
            && is_among(&self.order_numbers, document.order_number.as_ref())
            && is_among(&self.resource_ids, facts.resource_id.as_ref())
            && is_among(&self.vehicle_ids, facts.vehicle_id.as_ref())
            && is_within(self.created, facts.created_at)
            && is_within(self.started, facts.actual_start)
            && is_within(self.planned, facts.planned_start)
            && is_within(self.modified, facts.since)
    }
}

fn is_among<T: PartialEq>(wanted: &Option<Vec<T>>, value: Option<&T>) -> bool {
    wanted.as_ref().is_none_or(|wanted| value.is_some_and(|value| wanted.contains(value)))
}

fn is_within((from, to): Range, instant: Option<Timestamp>) -> bool {
    match instant {
        Some(instant) => from.is_none_or(|from| from <= instant) && to.is_none_or(|to| instant <= to),
        None => from.is_none() && to.is_none(),
    }
}
