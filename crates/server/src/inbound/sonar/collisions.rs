//! The envelope of what was done to the roster: with the visits that collide with it, an addition of ours beside `data`.

use axum::Json;
use serde::Serialize;
use slotwright_wire::slotwright;
use slotwright_wire::time::print_datetime;

use crate::scheduling::collisions::{Collision, Done};

/// As many are named.
pub const MAX_COLLISIONS: usize = 1000;

/// `{"data": …, "collisions": […]}`; without the latter where nothing collides, as the vendor's.
#[derive(Debug, Serialize)]
pub struct WithCollisions<T> {
    data: T,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    collisions: Vec<slotwright::Collision>,
}

impl<T> WithCollisions<T> {
    /// What was done, as it is written.
    pub fn of<U>(done: Done<U>, write: impl FnOnce(U) -> T) -> Json<Self> {
        let collisions = done.collisions.into_iter().take(MAX_COLLISIONS).map(written).collect();
        Json(Self { data: write(done.done), collisions })
    }
}

fn written(collision: Collision) -> slotwright::Collision {
    let Collision { job_id, start, length_in_minutes, user_ids } = collision;
    slotwright::Collision { job_id, scheduled_datetime: print_datetime(start), length_in_minutes, user_ids }
}
