//! What time it is in the instance.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{Standin, json};
use crate::config::wall_clock_time;
use crate::edge::refusal::Refusal;

/// `GET /__standin/clock`
pub async fn get(State(standin): State<Arc<Standin>>) -> Json<Value> {
    Json(shown(&standin))
}

/// `PUT /__standin/clock`: the clock runs on from there.
pub async fn put(State(standin): State<Arc<Standin>>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let body = json(&body)?;
    let names: Vec<&String> = body.as_object().into_iter().flat_map(|members| members.keys()).collect();
    let now = match &body["now"] {
        Value::String(text) if names == ["now"] => text,
        _ => {
            let sentence = "The body must be an object with now alone: a time of the instance's zone, YYYY-MM-DDTHH:MM or with :SS.";
            return Err(Refusal::field("now", sentence));
        }
    };
    let (minute, second) =
        wall_clock_time(now).map_err(|expected| Refusal::field("now", format!("now is {now:?}; {expected}.")))?;
    standin.clock.set(standin.zone.instant_of(minute) + SignedDuration::from_secs(second));
    Ok(Json(shown(&standin)))
}

fn shown(standin: &Standin) -> Value {
    json!({"now": standin.clock.now(&standin.zone).text().replace(' ', "T")})
}
