//! The events that the element dispatches: one table of typed events, each after a person's action or an answer of the server.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

use crate::ground::failure::Failure;

/// An event, with its payload. Nothing personal: ids and times only.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Event {
    /// The link was looked up, and the first step is shown.
    Ready {},
    /// A step is shown.
    StepShown {
        /// Its heading, as the customer reads it.
        title: String,
    },
    /// Something went wrong.
    Error {
        /// The kind: `offline`, `request-blocked`, `wrong-address`, `server`, `link-invalid`, `link-expired`, `refused`, `gone`;
        /// where the program could not even start, `life.js` tells its own.
        code: &'static str,
        /// The id of the request by which the server's operator finds what went wrong there; none where the server has not failed.
        request_id: Option<String>,
    },
    /// A month's availability is loaded.
    AvailabilityLoaded {
        /// Its openings.
        openings: usize,
    },
    /// A month has no opening.
    AvailabilityEmpty {},
    /// A time was chosen.
    OpeningSelected(When),
    /// The time that was chosen is held.
    HoldCreated(When),
    /// It is held no longer.
    HoldExpired(When),
    /// The list of wishes was changed.
    WishesChanged {
        /// How many there are now.
        wishes: usize,
    },
    /// "Book" was pressed; the request is not sent yet.
    BookingSubmitted(When),
    /// The visit is booked.
    BookingConfirmed(When),
    /// The wishes are stored.
    BookingQueued {
        /// The job that holds them.
        job_id: u64,
    },
    /// The visit was not booked.
    BookingFailed {
        /// The kind, as in `error`, or `taken`.
        code: &'static str,
    },
    /// The visit was moved.
    RescheduleConfirmed(When),
    /// The visit was cancelled.
    BookingCancelled {
        /// Its job.
        job_id: u64,
    },
    /// Of the board: a job was opened.
    JobSelected {
        /// Which.
        job_id: u64,
    },
    /// Of the board: a job was moved, changed or deleted here.
    JobChanged {
        /// Which.
        job_id: u64,
    },
    /// A board lists other jobs, or groups technicians otherwise.
    JobsFiltered {
        /// Which and how, as a query.
        filter: String,
    },
}

/// A time at the place of the visit.
#[derive(Serialize)]
pub struct When {
    /// The job, once there is one.
    pub job_id: Option<u64>,
    /// `YYYY-MM-DD HH:MM:SS` in `time_zone`.
    pub start: String,
    /// An IANA name.
    pub time_zone: String,
    /// The instant, RFC 3339 in UTC, once the server has answered it.
    pub starts_at: Option<String>,
}

impl Event {
    fn name(&self) -> &'static str {
        match self {
            Self::Ready {} => "slotwright-ready",
            Self::StepShown { .. } => "slotwright-step-shown",
            Self::Error { .. } => "slotwright-error",
            Self::AvailabilityLoaded { .. } => "slotwright-availability-loaded",
            Self::AvailabilityEmpty {} => "slotwright-availability-empty",
            Self::OpeningSelected(_) => "slotwright-opening-selected",
            Self::HoldCreated(_) => "slotwright-hold-created",
            Self::HoldExpired(_) => "slotwright-hold-expired",
            Self::WishesChanged { .. } => "slotwright-wishes-changed",
            Self::BookingSubmitted(_) => "slotwright-booking-submitted",
            Self::BookingConfirmed(_) => "slotwright-booking-confirmed",
            Self::BookingQueued { .. } => "slotwright-booking-queued",
            Self::BookingFailed { .. } => "slotwright-booking-failed",
            Self::RescheduleConfirmed(_) => "slotwright-reschedule-confirmed",
            Self::BookingCancelled { .. } => "slotwright-booking-cancelled",
            Self::JobSelected { .. } => "slotwright-job-selected",
            Self::JobChanged { .. } => "slotwright-job-changed",
            Self::JobsFiltered { .. } => "slotwright-jobs-filtered",
        }
    }

    /// What went wrong.
    pub fn error(failure: &Failure) -> Self {
        let request_id = match failure {
            Failure::Server(id) if !id.is_empty() => Some(id.clone()),
            _ => None,
        };
        Self::Error { code: failure.code(), request_id }
    }
}

/// Dispatches an event at the element: it bubbles, and leaves the shadow tree.
pub fn dispatch(host: &HtmlElement, event: &Event) {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    if let Ok(detail) = event.serialize(&Serializer::json_compatible()) {
        init.set_detail(&detail);
    }
    if let Ok(event) = CustomEvent::new_with_event_init_dict(event.name(), &init) {
        let _ = host.dispatch_event(&event);
    }
}
