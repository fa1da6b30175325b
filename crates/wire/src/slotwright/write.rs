//! How our own paths write what we mean.

use slotwright_domain as domain;

use super::{ArrivalPromise, BoardJob, OnCancel, Policy};
use crate::sonar::write;

/// What a booking page may offer.
#[must_use]
pub fn policy(policy: &domain::Policy, when_cancelled: domain::OnCancel) -> Policy {
    Policy {
        notice_minutes: policy.notice_minutes,
        horizon_days: policy.horizon_days,
        start_step_minutes: policy.start_step_minutes,
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
    }
}

/// A job as people read it.
#[must_use]
pub fn board_job(listed: domain::ListedJob) -> BoardJob {
    let domain::ListedJob { job, job_type, place, address, crew, wishes } = listed;
    let wishes = wishes.into_iter().map(write::wish).collect();
    BoardJob { job: write::job(job), job_type, place, address, crew, wishes }
}
