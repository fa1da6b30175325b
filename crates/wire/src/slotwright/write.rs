//! How our own paths write what we mean.

use slotwright_domain as domain;
use slotwright_matching::Weights;

use super::{ArrivalPromise, BoardJob, DayWindow, Labelled, OnCancel, Policy, Recommend, StartAlignment};
use crate::sonar::write;
use crate::time::print_date;

/// What a booking page may offer, within these bounds, and recommend by these weights.
#[must_use]
pub fn policy(
    policy: &domain::Policy,
    bounds: domain::Bounds,
    weights: Weights,
    when_cancelled: domain::OnCancel,
) -> Policy {
    Policy {
        notice_minutes: bounds.notice_minutes,
        change_notice_minutes: bounds.change_notice_minutes,
        horizon_days: bounds.horizon_days,
        start_step_minutes: bounds.start_step_minutes,
        start_alignment: match bounds.start_alignment {
            domain::Alignment::Clock => StartAlignment::Clock,
            domain::Alignment::Block => StartAlignment::Block,
        },
        max_wishes: policy.max_wishes,
        max_notes_length: policy.max_notes_length,
        arrival_window_minutes: policy.arrival.window_minutes,
        arrival_promise: match policy.arrival.promise {
            domain::ArrivalPromise::Every => ArrivalPromise::Every,
            domain::ArrivalPromise::Some => ArrivalPromise::Some,
        },
        on_cancel: match when_cancelled {
            domain::OnCancel::Delete => OnCancel::Delete,
            domain::OnCancel::Queue => OnCancel::Queue,
        },
        recommend: recommend(weights),
    }
}

/// What counts how much where openings are recommended.
#[must_use]
pub fn recommend(weights: Weights) -> Recommend {
    let Weights { near, quiet, soon, room } = weights;
    Recommend { near, quiet, soon, room }
}

/// A job as people read it.
#[must_use]
pub fn board_job(listed: domain::ListedJob) -> BoardJob {
    let domain::ListedJob { job, job_type, color, place, address, telephone, crew, wishes, rather_not, fields, .. } =
        listed;
    let fields = fields.into_iter().map(|(label, text)| Labelled { label, text }).collect();
    let wishes = wishes.into_iter().map(write::wish).collect();
    BoardJob {
        crew_size: job.crew_size() as u64,
        job: write::job(job),
        job_type,
        color,
        place,
        address,
        telephone,
        crew,
        wishes,
        rather_not: rather_not.into_iter().map(day_window).collect(),
        fields,
        particulars: Vec::new(),
        confirmation: None,
    }
}

/// A window in which a customer would rather not have the visit.
#[must_use]
pub fn day_window(window: domain::WishWindow) -> DayWindow {
    DayWindow {
        date: print_date(window.day),
        start_time: write::second_of_day(window.start_second),
        end_time: write::second_of_day(window.end_second),
    }
}
