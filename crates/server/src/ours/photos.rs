//! Pictures of a visit: the holder of a link sends them one by one and names them with the job; staff read them with it. Ours; no part
//! of the vendor's API.
//!
//! What comes is anybody's bytes. It is taken for what it begins as, whatever is said of it, and goes out so that no browser makes
//! anything else of it, nor runs anything that may be in it.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use jiff::Timestamp;
use slotwright_domain as domain;
use slotwright_domain::PhotoKind;
use slotwright_wire::slotwright::{JobPhotos, Photo};

use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::{NoParams, path_id};
use crate::inbound::sonar::words::refused_as;
use crate::scheduling::photo::{self, Picture};
use crate::scheduling::{Caller, Customer, Staff};

/// `POST /v1/booking/photos`: the body is the picture.
pub async fn keep(
    State(app): State<Arc<App>>,
    customer: Customer,
    body: Bytes,
) -> Result<(StatusCode, Json<Photo>), Refusal> {
    let kind = PhotoKind::of(&body).ok_or_else(Refusal::no_picture)?;
    let kept = photo::keep(&app, &customer, kind, body.into()).await;
    let kept = kept.map_err(|refused| refused_as(refused, &app, &Caller::Customer(Box::new(customer))))?;
    Ok((StatusCode::CREATED, Json(shown(&kept))))
}

/// `GET /v1/booking/photos/{id}`
pub async fn own(
    State(app): State<Arc<App>>,
    customer: Customer,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<impl IntoResponse, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let picture = photo::own(&app, &customer, id).await;
    Ok(file(picture.map_err(|refused| refused_as(refused, &app, &Caller::Customer(Box::new(customer))))?))
}

/// `DELETE /v1/booking/photos/{id}`
pub async fn discard(
    State(app): State<Arc<App>>,
    customer: Customer,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<StatusCode, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let done = photo::discard(&app, &customer, id).await;
    done.map_err(|refused| refused_as(refused, &app, &Caller::Customer(Box::new(customer))))?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /v1/jobs/{id}/photos`
pub async fn of_job(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<JobPhotos>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let photos = photo::list(&app, staff, id).await;
    let photos = photos.map_err(|refused| refused_as(refused, &app, &Caller::Staff(staff)))?;
    Ok(Json(JobPhotos { photos: photos.iter().map(shown).collect() }))
}

/// `GET /v1/jobs/{id}/photos/{photo_id}`
pub async fn get(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path((job_id, id)): Path<(String, String)>,
    _: NoParams,
) -> Result<impl IntoResponse, Refusal> {
    let (job_id, id) = path_id(&job_id).zip(path_id(&id)).ok_or_else(Refusal::no_item)?;
    let picture = photo::get(&app, staff, job_id, id).await;
    Ok(file(picture.map_err(|refused| refused_as(refused, &app, &Caller::Staff(staff)))?))
}

fn shown(photo: &domain::Photo) -> Photo {
    let sent_at = Timestamp::from_second(photo.made_at).map(|at| at.to_string()).unwrap_or_default();
    Photo { id: photo.id, media_type: photo.kind.media_type().to_owned(), size_in_bytes: photo.bytes, sent_at }
}

/// The picture as a file to be saved: opened by its address it is no page of ours.
fn file((photo, bytes): Picture) -> impl IntoResponse {
    let name = format!("attachment; filename=\"photo-{}.{}\"", photo.id, photo.kind.extension());
    let headers = [
        (header::CONTENT_TYPE, photo.kind.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    (headers, bytes)
}

impl Refusal {
    /// A body that begins like no picture that is kept.
    fn no_picture() -> Self {
        let text = "The body must be a picture: JPEG, PNG or WebP.";
        Self::sentence(StatusCode::UNSUPPORTED_MEDIA_TYPE, "no-picture", text)
    }
}
