//! `/v1/open`: what somebody begins with who has no link but an open one. Ours; no part of the vendor's API.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use jiff::Timestamp;
use slotwright_wire::slotwright::{Challenge, OpenBooking, OpenJobType, Started};

use crate::access::{Opened, Proof, Secret};
use crate::app::App;
use crate::credentials::{Demand, Handle};
use crate::edge::address::Client;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::{NoParams, Params};
use crate::scheduling::open;

/// `GET /v1/open`
pub async fn get(State(app): State<Arc<App>>, opened: Opened, _: NoParams) -> Result<Json<OpenBooking>, Refusal> {
    let job_types = open::job_types(&app, &opened.open).await?;
    let shown = |job_type: slotwright_domain::JobType| OpenJobType {
        id: job_type.id,
        name: job_type.name,
        length_in_minutes: job_type.length_in_minutes,
    };
    Ok(Json(OpenBooking { job_types: job_types.into_iter().map(shown).collect() }))
}

/// `POST /v1/open/start`
pub async fn start(
    State(app): State<Arc<App>>,
    opened: Opened,
    client: Option<Extension<Client>>,
    proof: Proof,
    params: Params,
) -> Result<(StatusCode, Extension<Secret>, Json<Started>), Refusal> {
    let mut read = params.reader();
    let job_type_id = read.require("job_type_id").id("job_type_id");
    read.refuse_faulty()?;
    let is_allowed = job_type_id.is_some_and(|id| opened.open.job_type_ids.contains(&id));
    if !is_allowed {
        read.invalid("job_type_id");
    }
    read.finish()?;
    proof.hold_to(&app, app.proof_of_work.demand != Demand::Off).await?;
    // Those of the machine itself are a proxy's, and many people's.
    let address = client.and_then(|Extension(Client(address))| address).filter(|address| !address.is_loopback());
    let handle = Handle::random();
    let (of, from) = ((&opened.link, &opened.open), address.map(|address| address.to_string()));
    let made = open::start(&app, of, job_type_id, from, handle.secrets()).await;
    let made = made.map_err(|refused| match refused {
        slotwright_store::Refused::Faulty(_) => Refusal::field("job_type_id", "The selected job type id is invalid."),
        slotwright_store::Refused::Storage(error) => error.into(),
        _ => Refusal::link_expired(),
    })?;
    let started = Started {
        url: app.booking_url(&handle.reveal()),
        handle: handle.reveal(),
        expires_at: Timestamp::from_second(made.expires_at).map(|at| at.to_string()).unwrap_or_default(),
    };
    Ok((StatusCode::CREATED, Extension(Secret), Json(started)))
}

/// `GET /v1/proof_of_work`
pub async fn challenge(State(app): State<Arc<App>>, _: NoParams) -> Json<Challenge> {
    Json(app.proof_of_work.challenge(app.now().unix()))
}
