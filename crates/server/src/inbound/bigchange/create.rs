//! `POST /jobs`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use slotwright_domain::{PlaceKind, PlaceRef};
use slotwright_wire::bigchange::Created;

use super::body::{Body, Reader, Sent};
use super::document::Document;
use super::program::Program;
use super::setup::{self, TypeDetails, kind};
use super::words::not_done;
use crate::app::App;
use crate::edge::random::random_bytes;
use crate::edge::refusal::Refusal;
use crate::scheduling::book::{NewJob, book};
use crate::scheduling::{Attempt, Caller};

/// Makes a job, which is new, whatever is known of its schedule.
pub async fn create(
    State(app): State<Arc<App>>,
    program: Program,
    body: Body,
) -> Result<(StatusCode, Json<Created>), Refusal> {
    program.needs("jobs:write")?;
    let mut read = body.needed()?;
    read.require("typeId");
    read.require("contactId");
    let details = job_type(&app, &mut read).await?;
    let contact_id = contact(&app, &mut read, "contactId").await?;
    let length_in_minutes = planned_duration(&mut read).some();
    let notes = read.text("description").some();
    let reference = read.text("reference").some();
    let order_number = read.text("orderNumber").some();
    if details.as_ref().is_some_and(|details| details.is_order_number_required) {
        require_order_number(&mut read, order_number.as_deref());
    }
    let person_id = person(&app, &mut read, contact_id).await?.some();
    let own = own(&app, &mut read).await?;
    let now = app.now().unix();
    let mut document = Document { created_at: Some(now), order_number, person_id, ..Document::default() };
    own.set(&mut document);
    document.note("new", now, None);
    let job_type_id = read.id("typeId").some();
    read.finish()?;

    let automatic = || details.and_then(|details| details.auto_reference).map(automatic_reference);
    let wanted = NewJob {
        job_type_id,
        place: contact_id.map(|id| PlaceRef { kind: PlaceKind::Account, id }),
        length_in_minutes,
        notes,
        particulars: Some(document.kept(reference.or_else(automatic))),
        ..NewJob::default()
    };
    let caller = Caller::Staff(program.staff);
    match book(&app, &caller, wanted, None, &mut Attempt::default()).await {
        Ok(job) => Ok((StatusCode::CREATED, Json(Created { id: job.id }))),
        Err(refused) => Err(not_done(refused, "typeId")),
    }
}

/// What is known of the type of a new job.
async fn job_type(app: &App, read: &mut Reader) -> Result<Option<TypeDetails>, Refusal> {
    let Sent::Is(id) = read.id("typeId") else { return Ok(None) };
    if app.store.job_type(id).await?.is_none() {
        read.refuse("typeId", format!("typeId {id} is no job type."));
        return Ok(None);
    }
    let details = setup::type_details(app, id).await?;
    if details.is_archived {
        let sentence = format!("typeId {id}: new jobs cannot be created against archived job types.");
        read.refuse("typeId", sentence);
    }
    Ok(Some(details))
}

/// A reference as nobody has given one: eight characters behind what the type says.
fn automatic_reference(beginning: String) -> String {
    random_bytes::<4>().iter().fold(beginning, |text, byte| format!("{text}{byte:02X}"))
}

/// Reads a contact.
async fn contact(app: &App, read: &mut Reader, name: &str) -> Result<Option<u64>, Refusal> {
    let Sent::Is(id) = read.id(name) else { return Ok(None) };
    let known = app.store.place(PlaceRef { kind: PlaceKind::Account, id }).await?;
    if known.is_none() {
        read.refuse(name, format!("{name} {id} is no contact."));
    }
    Ok(known.map(|_| id))
}

/// The longest job.
pub const MAX_MINUTES: u64 = 1440;

/// Reads how long a job takes.
pub fn planned_duration(read: &mut Reader) -> Sent<u64> {
    match read.number("plannedDuration", 32) {
        Sent::Is(minutes) if MAX_MINUTES < minutes => {
            read.refuse(
                "plannedDuration",
                format!("plannedDuration must be 1 to {MAX_MINUTES} minutes, is {minutes}."),
            );
            Sent::Absent
        }
        sent => sent,
    }
}

/// Refuses a job without an order number.
pub fn require_order_number(read: &mut Reader, order_number: Option<&str>) {
    if order_number.is_none_or(|number| number.trim().is_empty()) && !read.is_faulty("orderNumber") {
        read.refuse("orderNumber", "orderNumber is required by the type of the job.");
    }
}

/// Reads who is spoken with: a person of the contact.
pub async fn person(app: &App, read: &mut Reader, contact_id: Option<u64>) -> Result<Sent<String>, Refusal> {
    let Sent::Is(id) = read.uuid("personId") else {
        return Ok(if read.is_sent("personId") && !read.is_faulty("personId") { Sent::Null } else { Sent::Absent });
    };
    let persons: Vec<slotwright_wire::bigchange::Person> = setup::all(app, kind::PERSONS).await?;
    let known = persons.iter().find(|person| person.id.eq_ignore_ascii_case(&id));
    match (known, contact_id) {
        (Some(person), Some(contact_id)) if person.contact_id != contact_id => {
            read.refuse("personId", format!("personId {id} is no person of the contact {contact_id}."));
        }
        (None, _) => read.refuse("personId", format!("personId {id} is no person.")),
        _ => {}
    }
    Ok(Sent::Is(id))
}

/// What others have no place for, and what a change may set as well.
pub struct Own {
    custom_fields: Vec<(u64, Option<String>)>,
    job_group_id: Sent<u64>,
    category_id: Sent<u64>,
    site_contact_id: Sent<u64>,
    is_financially_complete: Option<bool>,
    is_actioned: Option<bool>,
    office_notes: Sent<String>,
}

impl Own {
    /// Sets what is said.
    pub fn set(self, document: &mut Document) {
        for (id, value) in self.custom_fields {
            match value {
                Some(value) => drop(document.custom_fields.insert(id, value)),
                None => drop(document.custom_fields.remove(&id)),
            }
        }
        document.job_group_id = self.job_group_id.over(document.job_group_id);
        document.category_id = self.category_id.over(document.category_id);
        document.site_contact_id = self.site_contact_id.over(document.site_contact_id);
        document.is_financially_complete = self.is_financially_complete.unwrap_or(document.is_financially_complete);
        document.is_actioned = self.is_actioned.unwrap_or(document.is_actioned);
        document.office_notes = self.office_notes.over(document.office_notes.take());
    }
}

/// Reads it.
pub async fn own(app: &App, read: &mut Reader) -> Result<Own, Refusal> {
    let custom_fields = read.custom_fields();
    for (id, _) in &custom_fields {
        if !setup::is_defined(app, kind::CUSTOM_FIELDS, *id).await? {
            read.refuse("customFields", format!("customFields: definitionId {id} is no custom field."));
        }
    }
    for name in ["isFinanciallyComplete", "isActioned"] {
        if let Sent::Null = read.boolean(name) {
            read.refuse(name, format!("{name} must be true or false, is null."));
        }
    }
    let own = Own {
        custom_fields,
        job_group_id: read.id("jobGroupId"),
        category_id: read.id("categoryId"),
        site_contact_id: read.id("siteContactId"),
        is_financially_complete: read.boolean("isFinanciallyComplete").some(),
        is_actioned: read.boolean("isActioned").some(),
        office_notes: read.text("officeNotes"),
    };
    let groups = [
        ("jobGroupId", &own.job_group_id, kind::JOB_GROUPS, "job group"),
        ("categoryId", &own.category_id, kind::CATEGORIES, "category"),
    ];
    for (name, sent, kind, what) in groups {
        if let Sent::Is(id) = sent
            && !setup::is_defined(app, kind, *id).await?
        {
            read.refuse(name, format!("{name} {id} is no {what}."));
        }
    }
    if let Sent::Is(_) = own.site_contact_id {
        contact(app, read, "siteContactId").await?;
    }
    Ok(own)
}
