//! The link's job: the record that creates it, and what an answer says of it.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_wire::sonar::{FieldTexts, JobSummary, NewJob};

use crate::booking::state::{Booking, Opened};
use crate::booking::widget::Widget;

/// The link's job, without a time.
pub fn new_job(w: Widget) -> Option<NewJob> {
    let booking = w.booking()?;
    Some(NewJob {
        job_type_id: booking.job_type.id,
        assigned_type: booking.place.assigned_type.clone(),
        assigned_id: booking.place.assigned_id,
        length_in_minutes: None,
        notes: Some(w.state().notes.get_untracked()),
        ticket_id: None,
        services: Vec::new(),
        scheduled_datetime: None,
        user_ids: Vec::new(),
        hold_id: None,
        fields: FieldTexts::default(),
    })
}

/// Applies what an answer says of the link's job.
pub fn set_job(w: Widget, job: Option<JobSummary>) {
    if let Some(opened) = w.state().opened.get_untracked() {
        let booking = Booking { job, visit: None, ..Booking::clone(&opened.booking) };
        w.state().opened.set(Some(Opened { booking: Arc::new(booking), ..opened }));
    }
}
