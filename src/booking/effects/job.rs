//! The link's job: what is sent to make it, and what an answer said of it.

use std::sync::Arc;

use slotwright_wire::sonar::{JobSummary, NewJob};

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
        notes: Some(w.state().notes.peek()),
        scheduled_datetime: None,
        user_ids: Vec::new(),
        hold_id: None,
    })
}

/// Takes over what an answer said of the link's job.
pub fn set_job(w: Widget, job: Option<JobSummary>) {
    if let Some(opened) = w.state().opened.peek() {
        let booking = Booking { job, visit: None, ..Booking::clone(&opened.booking) };
        w.state().opened.set(Some(Opened { booking: Arc::new(booking), ..opened }));
    }
}
