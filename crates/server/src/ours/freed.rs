//! `/v1/freed`: the jobs that wait and could have time that is free again. Ours; no part of the vendor's API.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use slotwright_domain::{ListedJob, Page};
use slotwright_matching::{Interval, MINUTES_PER_DAY, Minute};
use slotwright_store::JobFilter;
use slotwright_wire::slotwright::{BoardJob, Freed, Gap, MAX_FREED, MAX_GAP_DAYS, MAX_GAPS, Refilled, USUAL_FREED};
use slotwright_wire::time::print_datetime;

use super::board::shown;
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::{Params, Reader};
use crate::inbound::sonar::words::NO_SUCH_USER;
use crate::scheduling::Staff;
use crate::scheduling::freed::{self, Candidate, Wanted};

/// `POST /v1/freed`
pub async fn find(State(app): State<Arc<App>>, _: Staff, params: Params) -> Result<Json<Freed>, Refusal> {
    let mut read = params.reader();
    let gaps = read.require("freed").each("freed", MAX_GAPS, gap).unwrap_or_default();
    let except_job_ids = read.ids("except_job_ids", "The selected except job ids is invalid.").unwrap_or_default();
    let limit = read.integer_up_to("limit", 1, MAX_FREED).unwrap_or(USUAL_FREED as usize);
    let user_ids: Vec<u64> = gaps.iter().filter_map(|(user_id, ..)| *user_id).collect();
    if let Some(unknown) = app.store.unknown_user(&user_ids).await? {
        for (place, _) in gaps.iter().enumerate().filter(|(_, (user_id, ..))| *user_id == Some(unknown)) {
            read.fault(&format!("freed.{place}.user_id"), NO_SUCH_USER);
        }
    }
    read.finish()?;
    let whole = |(user_id, from, until): (Option<u64>, _, _)| Some((user_id?, Interval::new(from?, until?)?));
    let gaps = gaps.into_iter().filter_map(whole).collect();
    let found = freed::look_up(&app, Wanted { gaps, except_job_ids, limit }).await?;
    let ids: Vec<u64> = found.candidates.iter().map(|candidate| candidate.job_id).collect();
    let (listed, _): (Vec<ListedJob>, u64) =
        app.store.listed_jobs(JobFilter { ids: Some(ids), ..JobFilter::default() }, Page::ALL).await?;
    let listed = shown(&app, listed).await?;
    let mut listed: BTreeMap<u64, BoardJob> = listed.into_iter().map(|listed| (listed.job.id, listed)).collect();
    let refilled = |Candidate { job_id, start, user_ids, rank, is_rather_not, grade }: Candidate| {
        Some(Refilled {
            // One that was deleted meanwhile waits for nothing.
            job: listed.remove(&job_id)?,
            scheduled_datetime: print_datetime(start),
            user_ids,
            rank: rank as u64,
            rather_not: is_rather_not,
            points: grade.points.into(),
        })
    };
    Ok(Json(Freed {
        data: found.candidates.into_iter().filter_map(refilled).collect(),
        total: found.total as u64,
        held: found.held.into_iter().map(|(user_id, held)| written(user_id, held)).collect(),
    }))
}

fn gap(read: &mut Reader) -> (Option<u64>, Option<Minute>, Option<Minute>) {
    let user_id = read.require("user_id").id_or("user_id", NO_SUCH_USER);
    let from = read.require("from").datetime("from");
    let until = read.require("until").datetime("until");
    if let Some((from, until)) = from.zip(until) {
        if until <= from {
            read.fault("until", "The until must be after from.");
        } else if MAX_GAP_DAYS * MINUTES_PER_DAY < until - from {
            read.fault("until", format!("The until must be within {MAX_GAP_DAYS} days of from."));
        }
    }
    (user_id, from, until)
}

fn written(user_id: u64, held: Interval) -> Gap {
    Gap { user_id, from: print_datetime(held.start()), until: print_datetime(held.end()) }
}
