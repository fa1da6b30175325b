//! `/v1/links`: staff make booking links. Ours; no part of the vendor's API.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use slotwright_wire::slotwright::Link;

use super::jobs::place;
use super::references;
use crate::app::App;
use crate::gateway::{Caller, Names, Secret, Staff};
use crate::params::Params;
use crate::refusal::Refusal;
use crate::store::{LinkHolder, LinkScope, References};

/// How long a link works unless asked otherwise.
const DEFAULT_DAYS: u64 = 14;
/// How long a link works at most.
const MAX_DAYS: u64 = 90;

/// `POST /v1/links`
pub async fn create(
    State(app): State<Arc<App>>,
    staff: Staff,
    params: Params,
) -> Result<(StatusCode, Extension<Secret>, Json<Link>), Refusal> {
    let mut read = params.reader();
    let days = read.integer("expires_in_days", 1).unwrap_or(DEFAULT_DAYS);
    if MAX_DAYS < days {
        read.fault("expires_in_days", format!("The expires in days may not be greater than {MAX_DAYS}."));
    }
    let scope = if read.has("job_id") {
        for name in ["assigned_type", "assigned_id", "job_type_id"] {
            read.prohibit(name);
        }
        let job = match read.id("job_id") {
            Some(job_id) => app.store.job(job_id).await?,
            None => None,
        };
        if job.is_none() {
            read.invalid("job_id");
        }
        job.map(|job| LinkScope {
            place: job.place,
            job_type_id: job.job_type_id,
            job_id: Some(job.id),
            made_job: false,
        })
    } else {
        read.require("assigned_type").require("assigned_id").require("job_type_id");
        let place = place(&mut read, &Names::OF_JOBS);
        let job_type_id = read.id("job_type_id");
        let references = References { job_type_id, place, ..References::default() };
        references::find(&app, &Caller::Staff(staff), &mut read, &Names::OF_JOBS, None, references).await?;
        let scope = |(place, job_type_id)| LinkScope { place, job_type_id, job_id: None, made_job: false };
        place.zip(job_type_id).map(scope)
    };
    read.finish()?;
    // What the reader let through is there.
    let Some(scope) = scope else { return Err(Refusal::no_item()) };
    let (handle, expires_at) = app.make_link(LinkHolder::Customer(scope), days).await?;
    Ok((
        StatusCode::CREATED,
        Extension(Secret),
        Json(Link { url: app.booking_url(&handle), handle: handle.reveal(), expires_at: expires_at.to_string() }),
    ))
}
