//! `/v1/moves`: jobs get another time, another length or another crew, several of them at once. Ours; no part of the vendor's API.

use std::collections::HashSet;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use slotwright_domain::{Move, Moves, Placing, StaffScope};
use slotwright_store::Refused;
use slotwright_wire::slotwright::{MAX_MOVES, MAX_OVERRIDE_REASON};
use slotwright_wire::sonar::Data;

use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::jobs::length;
use crate::inbound::sonar::params::{Params, Reader};
use crate::inbound::sonar::words::{NO_SUCH_USER, refused_as};
use crate::inbound::sonar::{Success, success};
use crate::scheduling::{Caller, Staff, moves};

/// `POST /v1/moves`
pub async fn create(State(app): State<Arc<App>>, staff: Staff, params: Params) -> Result<Json<Data<Success>>, Refusal> {
    let mut read = params.reader();
    let override_reason = read.short_text("override_reason", MAX_OVERRIDE_REASON).filter(|reason| !reason.is_empty());
    let moves = read.require("moves").each("moves", MAX_MOVES, one).unwrap_or_default();
    let mut known = HashSet::new();
    for (place, (job_id, _, to)) in moves.iter().enumerate() {
        if job_id.is_some_and(|job_id| !known.insert(job_id)) {
            read.fault(&format!("moves.{place}.job_id"), "The job is moved twice.");
        }
        let named = to.as_ref().map(|to| to.user_ids.as_slice()).unwrap_or_default();
        if app.store.unknown_user(named).await?.is_some() {
            read.fault(&format!("moves.{place}.to.user_ids"), NO_SUCH_USER);
        }
    }
    read.finish()?;
    if override_reason.is_some() && staff.scope < StaffScope::Override {
        return Err(Refusal::scope_missing(StaffScope::Override, staff.scope));
    }
    let moves = moves.into_iter().filter_map(|(job_id, from, to)| Some(Move { job_id: job_id?, from, to })).collect();
    match moves::make(&app, staff, Moves { moves, override_reason }).await {
        Ok(()) => Ok(success()),
        Err(refused) => {
            let is_taken = |refused: &Refused| matches!(refused, Refused::NotFree(_));
            let is_conflict = match &refused {
                Refused::OfJob(_, of_one) => is_taken(of_one),
                refused => is_taken(refused),
            };
            let refusal = refused_as(refused, &app, &Caller::Staff(staff));
            Err(if is_conflict { refusal.conflicting() } else { refusal })
        }
    }
}

fn one(read: &mut Reader) -> (Option<u64>, Option<Placing>, Option<Placing>) {
    let job_id = read.require("job_id").id("job_id");
    let from = read.within("from", placing).flatten();
    if !read.is_sent("to") {
        read.fault("to", "The to field is required; null puts the job back into the queue.");
    }
    (job_id, from, read.within("to", placing).flatten())
}

fn placing(read: &mut Reader) -> Option<Placing> {
    for name in ["scheduled_datetime", "length_in_minutes", "user_ids"] {
        read.require(name);
    }
    let start = read.datetime("scheduled_datetime");
    let length_in_minutes = length(read).and_then(|length| u32::try_from(length).ok());
    let user_ids = read.ids("user_ids", NO_SUCH_USER);
    Some(Placing { start: start?, length_in_minutes: length_in_minutes?, user_ids: user_ids? })
}
