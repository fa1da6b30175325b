//! `PATCH /jobs/{id}`

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::Value;
use slotwright_domain::{JobChange, JobDeed, NotesChange, PlaceKind};
use slotwright_wire::bigchange::Person;

use super::action::{Undone, look, path_id, until_current, write};
use super::body::{Body, Sent};
use super::create::{own, person, planned_duration, require_order_number};
use super::program::Program;
use super::setup::{self, kind};
use crate::app::App;
use crate::edge::refusal::Refusal;

/// Changes what is said of a job; what is not sent stays.
pub async fn patch(
    State(app): State<Arc<App>>,
    program: Program,
    Path(id): Path<String>,
    body: Body,
) -> Result<StatusCode, Refusal> {
    program.needs("jobs:write")?;
    let id = path_id("jobId", &id)?;
    look(&app, id).await?;
    let members = Value::Object(body.needed_members()?);
    until_current!(once(&app, &program, id, &members))?;
    Ok(StatusCode::NO_CONTENT)
}

async fn once(app: &App, program: &Program, id: u64, members: &Value) -> Result<(), Undone> {
    let mut read = Body::of(members).needed()?;
    let mut seen = look(app, id).await?;
    let contact_id = Some(seen.job.place.id).filter(|_| seen.job.place.kind == PlaceKind::Account);

    // What can't be changed may be repeated.
    for (name, now) in [("typeId", Some(seen.job.job_type_id)), ("contactId", contact_id)] {
        if let Sent::Is(sent) = read.id(name)
            && Some(sent) != now
        {
            read.refuse(name, format!("{name} can't be changed."));
        }
    }
    if seen.word.is_begun() {
        for name in ["description", "personId"].into_iter().filter(|name| members.get(*name).is_some()) {
            let sentence = format!("{name} can't be changed any more: the job is {}.", seen.word.name());
            read.refuse(name, sentence);
        }
    }
    let (duration, description) = (planned_duration(&mut read), read.text("description"));
    for (name, is_null) in [("plannedDuration", duration == Sent::Null), ("description", description == Sent::Null)] {
        if is_null {
            read.refuse(name, format!("{name} can't be null."));
        }
    }
    seen.reference = read.text("reference").over(seen.reference.take());
    let order_number = read.text("orderNumber");
    if order_number != Sent::Absent {
        seen.document.order_number = order_number.over(None);
        if setup::type_details(app, seen.job.job_type_id).await?.is_order_number_required {
            require_order_number(&mut read, seen.document.order_number.as_deref());
        }
    }
    match person(app, &mut read, contact_id).await? {
        Sent::Absent => {}
        Sent::Is(id) => seen.document.person_id = Some(id),
        Sent::Null => seen.document.person_id = primary_person(app, contact_id).await?,
    }
    own(app, &mut read).await?.set(&mut seen.document);
    read.finish()?;

    let (length_in_minutes, notes) =
        (duration.some().and_then(|length| u32::try_from(length).ok()), description.some());
    let deed = match (length_in_minutes, &notes) {
        (None, None) => JobDeed::None,
        _ => JobDeed::Change(Box::new(JobChange {
            length_in_minutes,
            notes: notes.map(NotesChange::Whole),
            ..JobChange::default()
        })),
    };
    write(app, program.staff, seen, deed, "plannedDuration").await?;
    Ok(())
}

/// Who is spoken with where nobody is named.
async fn primary_person(app: &App, contact_id: Option<u64>) -> Result<Option<String>, Refusal> {
    let persons: Vec<Person> = setup::all(app, kind::PERSONS).await?;
    let primary = persons.into_iter().find(|person| person.is_primary && Some(person.contact_id) == contact_id);
    Ok(primary.map(|person| person.id))
}
