//! `/v1/links`: staff make booking links. Ours; no part of the vendor's API.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use slotwright_domain::LinkHolder;
use slotwright_wire::slotwright::Link;

use crate::access::Secret;
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::jobs::place;
use crate::inbound::sonar::params::Params;
use crate::inbound::sonar::params::bounds::{DEFAULT_LINK_DAYS, MAX_LINK_DAYS};
use crate::inbound::sonar::words::{Names, refusal};
use crate::scheduling::link::{self, NewLink};
use crate::scheduling::{Caller, Staff};

/// `POST /v1/links`
pub async fn create(
    State(app): State<Arc<App>>,
    staff: Staff,
    params: Params,
) -> Result<(StatusCode, Extension<Secret>, Json<Link>), Refusal> {
    let mut read = params.reader();
    let days = read.integer_up_to("expires_in_days", 1, MAX_LINK_DAYS).unwrap_or(DEFAULT_LINK_DAYS);
    let wanted = if read.has("job_id") {
        for name in ["assigned_type", "assigned_id", "job_type_id"] {
            read.prohibit(name);
        }
        NewLink::OfJob(read.id("job_id"))
    } else {
        read.require("assigned_type").require("assigned_id").require("job_type_id");
        let place = place(&mut read, &Names::OF_JOBS);
        NewLink::ForNewJob { job_type_id: read.id("job_type_id"), place }
    };
    let scope = match link::scope(&app, staff, wanted, !read.is_good()).await {
        Ok(scope) => scope,
        Err(refused) => return Err(refusal(refused, read, &Names::OF_JOBS, &app, &Caller::Staff(staff))),
    };
    let (handle, expires_at) = app.make_link(LinkHolder::Customer(scope), days).await?;
    Ok((
        StatusCode::CREATED,
        Extension(Secret),
        Json(Link { url: app.booking_url(&handle), handle: handle.reveal(), expires_at: expires_at.to_string() }),
    ))
}
