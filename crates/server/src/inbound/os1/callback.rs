//! What a program has asked to be told once its change is carried out: `callback` in a body. Nothing is told of what is refused.

use serde_json::{Value, json};
use slotwright_domain::Callback;

use super::asked::Asked;
use super::read::{Fault, Object};
use crate::outbound::address::{self, EXCEPTION, RULE};
use crate::outbound::callbacks::Letter;

pub const JOB_CREATED: &str = "JOB_CREATED";
pub const JOB_UPDATED: &str = "JOB_UPDATED";
pub const JOB_COMPLETED: &str = "JOB_COMPLETED";
pub const SUB_STATUS_CHANGED: &str = "JOB_SUB_STATUS_CHANGED";
pub const JOB_TYPE_CREATED: &str = "JOB_TYPE_CREATED";
pub const ATTRIBUTES_CREATED: &str = "JOB_TYPE_ATTRIBUTES_CREATED";
pub const WORKFLOW_CREATED: &str = "JOB_WORKFLOW_CREATED";
pub const WORKFLOW_STATUS_CHANGED: &str = "JOB_WORKFLOW_STATUS_CHANGED";

/// The callback in a body, if there is one. `data` says what was changed; of one job its id is said without.
///
/// # Errors
///
/// What is wrong with it.
pub fn read(asked: &Asked, event: &str, data: Option<Value>) -> Result<Option<Callback>, Fault> {
    let Some(callback) = Object::of(&asked.body, "").object("callback")? else { return Ok(None) };
    let url = callback.needed_text("url", 1, 2000)?;
    if !address::is_allowed(url) {
        // A password in it isn't said again.
        let found = if url.contains('@') { String::new() } else { format!(", and is {url:?}") };
        return Err(Fault(format!("{} must be {RULE}{found}. {EXCEPTION}", callback.at("url"))));
    }
    let meta = callback.object("meta")?.map_or_else(|| json!({}), |meta| Value::Object(meta.members().clone()));
    let letter = Letter { request_id: asked.request_id.clone(), data, meta, secret: asked.callback_secret.clone() };
    // A job that can't be read yet is not carried out yet.
    let after_ms = if event == JOB_CREATED { asked.options.async_delay_ms } else { 0 };
    let document = serde_json::to_string(&letter).unwrap_or_default();
    Ok(Some(Callback { url: url.to_owned(), event: event.to_owned(), after_ms, document }))
}
