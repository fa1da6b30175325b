//! What becomes of jobs is told to integrators' addresses.

use std::time::{SystemTime, UNIX_EPOCH};

use slotwright_store::{DueMessage, Error, Told};
use slotwright_upstream::{Post, Poster};

use super::posts::not_taken;
use super::{backoff, payload, signature};
use crate::app::App;

/// Tells one, once.
pub(super) async fn attempt(app: &App, poster: &Poster, due: &DueMessage) -> Result<Told, Error> {
    let Some((recipient, secrets)) = app.store.recipient(due.message.recipient_id).await? else {
        return Ok(Told::Dead("its webhook is gone".to_owned()));
    };
    let facts = match due.message.job_id.zip(due.history_id) {
        Some((job_id, history_id)) => app.store.facts(job_id, history_id).await?,
        None => None,
    };
    let event = payload::event(due, facts, recipient.has_details, &app.zone);
    let Ok(body) = serde_json::to_string(&event) else { return Ok(Told::Dead("it can't be written".to_owned())) };
    // The same at each attempt, so that a receiver knows what it has had.
    let id = format!("msg_{}_{}", app.instance_id, due.message.id);
    Ok(match poster.send(signed(recipient.url, &secrets, id, body)).await {
        Ok((200..=299, _)) => Told::Delivered,
        // What was told once more to somebody who is gone says nothing to anybody.
        Ok((410, _)) => Told::Dead("status 410: it is gone for good".to_owned()),
        sent => not_taken(sent, &backoff::WEBHOOK, due.message.attempts),
    })
}

/// What is sent to an address, as Standard Webhooks has it.
pub(super) fn signed(url: String, secrets: &[String], id: String, body: String) -> Post {
    // Receivers hold it against their own clocks, whatever this instance's clock was set to.
    let timestamp = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64);
    let headers = vec![
        ("webhook-signature", signature::signature(secrets, &id, timestamp, &body)),
        ("webhook-timestamp", timestamp.to_string()),
        ("webhook-id", id),
    ];
    Post { url, headers, body }
}
