//! `/calendars/…`: the visits of a technician as a calendar that Google's, Outlook and others subscribe to. Ours; no part of the
//! vendor's API.
//!
//! Such programs send no credentials: the address is the secret, which is stored as a hash and shown once, when staff make it. A new
//! one ends the one before.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use jiff::Timestamp;
use slotwright_domain::{ListedJob, Page};
use slotwright_matching::Skipped;
use slotwright_store::{JobFilter, JobOrder};
use slotwright_wire::slotwright::{CALENDARS_PATH, Feed};

use super::visit_calendar::{one_line, organizer, uid, utc};
use super::whole::{tag_of, tags};
use crate::access::Secret;
use crate::app::App;
use crate::credentials::Handle;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::{NoParams, path_id};
use crate::scheduling::Staff;

/// So many days back and ahead a calendar has the visits of.
const DAYS: (i32, i32) = (30, 180);
/// How often a program that subscribes is to look: said by `REFRESH-INTERVAL` (RFC 7986), and by what Outlook reads.
const REFRESH: &str = "PT15M";
/// The end of an address, by which programs know what it is.
const ENDING: &str = ".ics";

/// `POST /v1/technicians/{id}/feed`: makes an address, in the place of the one before.
pub async fn make(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<(StatusCode, Extension<Secret>, Json<Feed>), Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let handle = Handle::random();
    if !app.store.set_feed(id, handle.hash(), staff.actor().name()).await? {
        return Err(Refusal::no_item());
    }
    let path = CALENDARS_PATH.replace("{file}", &[&handle.reveal(), ENDING].concat());
    Ok((StatusCode::CREATED, Extension(Secret), Json(Feed { url: [&*app.public_url, &path].concat() })))
}

/// `DELETE /v1/technicians/{id}/feed`: nobody reads it any more.
pub async fn end(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<StatusCode, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    if app.store.remove_feed(id).await? { Ok(StatusCode::NO_CONTENT) } else { Err(Refusal::no_item()) }
}

/// `GET /calendars/{handle}.ics`
pub async fn read(
    State(app): State<Arc<App>>,
    Path(file): Path<String>,
    headers: HeaderMap,
    _: NoParams,
) -> Result<Response, Refusal> {
    let handle = file.strip_suffix(ENDING).and_then(Handle::parse).ok_or_else(Refusal::no_such_path)?;
    let user_id = app.store.feed(handle.hash()).await?.ok_or_else(Refusal::no_such_path)?;
    let calendar = calendar(&app, user_id).await?;
    let tag = tag_of(calendar.as_ref());
    let is_known = tags(&headers, &header::IF_NONE_MATCH).contains(&tag);
    // It may be kept by whoever asked, and is asked about each time.
    let about = [(header::ETAG, tag), (header::CACHE_CONTROL, "private, no-cache".to_owned())];
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, about).into_response());
    }
    let content_type = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")];
    Ok((about, content_type, calendar).into_response())
}

async fn calendar(app: &App, user_id: u64) -> Result<String, Refusal> {
    let today = app.now().today();
    let (first, last) = (today + -DAYS.0, today + DAYS.1);
    let filter = JobFilter {
        first: Some(first),
        last: Some(last),
        user_ids: Some(vec![user_id]),
        order: JobOrder::Start,
        ..JobFilter::default()
    };
    let (jobs, _) = app.store.listed_jobs(filter, Page::ALL).await?;
    let changes = app.store.changes_of(jobs.iter().map(|listed| listed.job.id).collect()).await?;
    let name = app.store.users().await?.into_iter().find(|user| user.id == user_id).map(|user| user.name);
    let name = one_line(&name.unwrap_or_default());
    let skipped = app.zone.skipped(first, last + 1);
    let mut calendar = Calendar::empty();
    let head = [
        ("VERSION", "2.0"),
        ("PRODID", "-//Slotwright//Visits//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-PUBLISHED-TTL", REFRESH),
    ];
    for property in head {
        calendar.append_property(property);
    }
    calendar.append_property(
        icalendar::Property::new("REFRESH-INTERVAL", REFRESH).add_parameter("VALUE", "DURATION").done(),
    );
    if !name.is_empty() {
        calendar.append_property(("NAME", &*name)).append_property(("X-WR-CALNAME", &*name));
    }
    for listed in &jobs {
        let changed = changes.get(&listed.job.id).copied().unwrap_or_default();
        if let Some(event) = event(app, listed, Skipped::of(&skipped), changed) {
            calendar.push(event);
        }
    }
    Ok(calendar.to_string())
}

fn event(app: &App, listed: &ListedJob, skipped: Skipped, (changes, changed_ms): (u32, i64)) -> Option<Event> {
    let visit = listed.job.visit(skipped)?;
    let [starts_at, ends_at] = [visit.start(), visit.end()].map(|minute| utc(app.zone.instant_of(minute)));
    // When it was changed last is also when what is said of it was made: so the same is said until something is another.
    let changed_at = utc(Timestamp::from_millisecond(changed_ms).ok()?);
    let mut event = Event::new();
    let whose = if listed.place.is_empty() { format!("job {}", listed.job.id) } else { listed.place.clone() };
    event
        .summary(&one_line(&format!("{}: {whose}", listed.job_type)))
        .uid(&uid(app, listed.job.id))
        .sequence(changes)
        .status(EventStatus::Confirmed)
        .add_property("DTSTAMP", &*changed_at)
        .add_property("LAST-MODIFIED", &*changed_at)
        .add_property("DTSTART", starts_at)
        .add_property("DTEND", ends_at)
        .append_property(organizer(app));
    if !listed.address.is_empty() {
        event.location(&one_line(&listed.address));
    }
    Some(event.done())
}
