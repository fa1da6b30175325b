//! The calendar file of a link's visit, or of one that was cancelled: RFC 5545, published by the rules of RFC 5546, in the language of
//! whom the link was sent to. Ours; no part of the vendor's API.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use icalendar::{Alarm, Calendar, Component, Event, EventLike, EventStatus, Property, Trigger};
use jiff::Timestamp;
use slotwright_store::Past;
use slotwright_words::text;

use crate::access::Bearer;
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::Params;
use crate::scheduling::Customer;
use crate::scheduling::overview::{self, Appointment};
use crate::speech::Speech;

/// How long before it begins a calendar reminds of the visit.
const REMINDER: &str = "P1D";
/// The address of an organizer who reads no answers to calendar entries: an address is a must, and calendars know this one.
const NO_ADDRESS: &str = "invalid:nomail";

/// `GET /v1/booking/visit.ics`
pub async fn get(
    State(app): State<Arc<App>>,
    customer: Customer,
    bearer: Bearer,
    headers: HeaderMap,
    params: Params,
) -> Result<impl IntoResponse, Refusal> {
    let mut read = params.reader();
    read.require_with("cancelled_job_id", "cancelled_datetime");
    let cancelled = read.id("cancelled_job_id");
    let was_at = read.datetime("cancelled_datetime");
    read.finish()?;
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let of = Entry {
        app: &app,
        customer: &customer,
        speech: Speech::of("", customer.limits().locale.as_deref(), accepted),
        url: app.booking_url(&bearer.0),
    };
    let calendar = match cancelled {
        Some(job_id) => {
            let past = overview::cancelled(&app, &customer, job_id).await?.ok_or_else(Refusal::no_item)?;
            let was = was_at.map(|start| overview::appointment_at(&app, &customer, start));
            let mut event = of.event(job_id, past, was.as_ref());
            calendar("CANCEL", event.status(EventStatus::Cancelled).done())
        }
        None => {
            let appointment = overview::appointment(&app, &customer);
            let (Some(job), Some(appointment)) = (&customer.job, appointment) else { return Err(Refusal::no_item()) };
            let past = overview::past(&app, &customer, job.id).await?;
            let mut event = of.event(job.id, past, Some(&appointment));
            if let Ok(Trigger::Duration(day, _)) = Trigger::try_from(&Property::new("TRIGGER", REMINDER)) {
                let mut alarm = Alarm::display(&of.summary(), Trigger::before_start(day));
                // Of every part the library says when it was made, and gives it a random name, unless it is told.
                alarm.add_property("DTSTAMP", utc(app.now().instant)).uid(&format!("reminder-{}", uid(&app, job.id)));
                event.alarm(alarm);
            }
            calendar("PUBLISH", event.status(EventStatus::Confirmed).done())
        }
    };
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"visit.ics\""),
    ];
    Ok((headers, calendar))
}

fn calendar(method: &str, event: Event) -> String {
    let mut calendar = Calendar::empty();
    let head =
        [("VERSION", "2.0"), ("PRODID", "-//Slotwright//Visits//EN"), ("CALSCALE", "GREGORIAN"), ("METHOD", method)];
    for property in head {
        calendar.append_property(property);
    }
    calendar.push(event);
    calendar.to_string()
}

/// An entry of a calendar, for the holder of a link.
struct Entry<'a> {
    app: &'a App,
    customer: &'a Customer,
    speech: Speech,
    url: String,
}

impl Entry<'_> {
    fn event(&self, job_id: u64, past: Past, appointment: Option<&Appointment>) -> Event {
        let Self { app, customer, speech, url } = self;
        let mut event = Event::new();
        event
            .summary(&self.summary())
            // The same visit after it was moved or cancelled is the same entry of the calendar, and the later one holds.
            .uid(&uid(app, job_id))
            .sequence(past.changes)
            .add_property("DTSTAMP", utc(app.now().instant))
            .append_property(organizer(app))
            .url(url);
        if let Some(changed_at) = past.changed_at_ms.and_then(|ms| Timestamp::from_millisecond(ms).ok()) {
            event.add_property("LAST-MODIFIED", utc(changed_at));
        }
        if let Some(Appointment { starts_at, ends_at, window }) = appointment {
            event.add_property("DTSTART", utc(*starts_at)).add_property("DTEND", utc(*ends_at));
            if let Some(window) = window {
                let (from, to) = (speech.time(window.start()), speech.end(window.end()));
                event.description(&speech.fill(text::ICS_ARRIVAL, &[("from", &from), ("to", &to)]));
            }
        }
        if let Some(address) = &customer.place.address {
            event.location(&one_line(address));
        }
        event
    }

    fn summary(&self) -> String {
        let what = self.customer.job_type.name.as_str();
        one_line(&match self.app.company.name.as_deref() {
            Some(company) => self.speech.fill(text::ICS_SUMMARY_OF, &[("what", what), ("company", company)]),
            None => self.speech.fill(text::ICS_SUMMARY, &[("what", what)]),
        })
    }
}

/// By which calendars know the visit of a job.
pub(super) fn uid(app: &App, job_id: u64) -> String {
    format!("job-{job_id}@{}.slotwright", app.instance_id)
}

/// Whose visits these are.
pub(super) fn organizer(app: &App) -> Property {
    let mut organizer = Property::new("ORGANIZER", NO_ADDRESS);
    if let Some(company) = &app.company.name {
        // Within a parameter nothing can be escaped, and quotes can't stand.
        organizer.add_parameter("CN", &one_line(company).replace('"', "'"));
    }
    organizer
}

/// A calendar file is made of lines, and of the characters that control something only tabs may stand in them.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

/// `20261201T150000Z`
pub(super) fn utc(instant: Timestamp) -> String {
    instant.strftime("%Y%m%dT%H%M%SZ").to_string()
}
