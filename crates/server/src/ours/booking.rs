//! What the page of a booking link opens with, and the calendar file of its visit. Ours; no part of the vendor's API.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use icalendar::{Calendar, Component, Event, EventLike};
use jiff::Timestamp;
use slotwright_matching::Day;
use slotwright_wire::slotwright::{Booking, ClockChange, JobTypeSummary, Place, Visit, write};
use slotwright_wire::sonar;
use slotwright_wire::time::{print_datetime, print_time};

use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::NoParams;
use crate::scheduling::Customer;
use crate::scheduling::overview::{self, Appointment};

/// `GET /v1/booking`
pub async fn get(State(app): State<Arc<App>>, customer: Customer, _: NoParams) -> Result<Json<Booking>, Refusal> {
    customer.note_opening(&app).await;
    let wishes = overview::wishes(&app, &customer).await?;
    let now = app.now();
    let change = |(from, to)| ClockChange { from: print_datetime(from), to: print_datetime(to) };
    Ok(Json(Booking {
        now: now.text(),
        time_zone: app.zone.name().to_owned(),
        clock_changes: app
            .zone
            .changes(now.instant, customer.bounds.last_day(now.today()))
            .into_iter()
            .map(change)
            .collect(),
        job_type: JobTypeSummary { id: customer.job_type.id, name: customer.job_type.name.clone() },
        length_in_minutes: customer.length_in_minutes,
        crew_size: customer.crew_size() as u32,
        place: Place {
            assigned_type: sonar::write::assigned_type(customer.place.place.kind).to_owned(),
            assigned_id: customer.place.place.id,
            name: customer.place.name.clone(),
            address: customer.place.address.clone(),
        },
        policy: write::policy(&app.policy, customer.bounds, customer.on_cancel()),
        visit: overview::visit(&app, &customer)
            .map(|(starts_at, ends_at)| Visit { starts_at: starts_at.to_string(), ends_at: ends_at.to_string() }),
        job: customer.job.clone().map(|job| sonar::write::job(customer.view(job))),
        wishes: wishes.into_iter().map(sonar::write::wish).collect(),
    }))
}

/// `GET /v1/booking/visit.ics`
pub async fn calendar(
    State(app): State<Arc<App>>,
    customer: Customer,
    _: NoParams,
) -> Result<impl IntoResponse, Refusal> {
    let appointment = overview::appointment(&app, &customer).ok_or_else(Refusal::no_item)?;
    let Appointment { job_id, starts_at, ends_at, window } = appointment;
    let company = app.company.as_deref();
    let summary = match company {
        Some(company) => format!("{}: {company}", customer.job_type.name),
        None => format!("Visit: {}", customer.job_type.name),
    };
    let mut event = Event::new();
    event
        .summary(&summary)
        // The same visit after it was moved is the same entry of the calendar.
        .uid(&format!("job-{}@{}.slotwright", job_id, app.instance_id))
        .add_property("DTSTAMP", utc(app.now().instant))
        .add_property("DTSTART", utc(starts_at))
        .add_property("DTEND", utc(ends_at));
    if let Some(window) = window {
        let clock = |minute| print_time(minute - Day::of(minute).start())[..5].to_owned();
        event.description(&format!("We arrive between {} and {}.", clock(window.start()), clock(window.end())));
    }
    if let Some(address) = &customer.place.address {
        event.location(address);
    }
    let calendar = Calendar::new().push(event.done()).done();
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"visit.ics\""),
    ];
    Ok((headers, calendar.to_string()))
}

/// `20261201T150000Z`
fn utc(instant: Timestamp) -> String {
    instant.strftime("%Y%m%dT%H%M%SZ").to_string()
}
