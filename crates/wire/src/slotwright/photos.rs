//! Pictures that a customer adds to a visit.

use serde::{Deserialize, Serialize};

/// Where the holder of a link sends a picture: `POST`, the bytes themselves; answers [`Photo`]. The job then names it in a field of
/// the kind `photos`.
pub const BOOKING_PHOTOS_PATH: &str = "/v1/booking/photos";
/// One of the holder's pictures: `GET`, and `DELETE` as long as no job names it.
pub const BOOKING_PHOTO_PATH: &str = "/v1/booking/photos/{id}";
/// A job's pictures, for staff: `GET` [`JobPhotos`].
pub const JOB_PHOTOS_PATH: &str = "/v1/jobs/{id}/photos";
/// One of them, for staff: `GET`, the bytes.
pub const JOB_PHOTO_PATH: &str = "/v1/jobs/{id}/photos/{photo_id}";

/// The most photos of one field: what pages and server judge by.
pub const MAX_PHOTOS: usize = 5;

/// A picture, without its bytes.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Photo {
    /// Its number, by which a job's field names it.
    pub id: u64,
    /// `image/jpeg`, `image/png` or `image/webp`.
    pub media_type: String,
    /// How long it is.
    pub size_in_bytes: u64,
    /// When it was sent: `2026-11-29T20:15:00Z`.
    pub sent_at: String,
}

/// A job's pictures, the first that came first.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JobPhotos {
    /// All of them.
    pub photos: Vec<Photo>,
}
