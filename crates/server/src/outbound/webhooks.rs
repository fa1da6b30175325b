//! What becomes of jobs is told to integrators' addresses.

use std::sync::{Arc, Weak};
use std::time::{SystemTime, UNIX_EPOCH};

use slotwright_domain::RecipientKind;
use slotwright_store::{DueMessage, Error, Store, Told};
use slotwright_upstream::{Failure, Post, Poster};
use tokio::task::JoinSet;

use super::{backoff, payload, signature, wait};
use crate::app::App;
use crate::edge::stop::Stop;

/// How many are told at once.
const AT_ONCE: u32 = 16;
/// Longer than an attempt can take: whoever has taken a message and says nothing of it in that time is gone.
const LEASE_MS: i64 = 20_000;

/// Tells what is to be told, as it comes, until the process is to stop.
pub async fn tell(app: Weak<App>, store: Store, stop: Stop) {
    let poster = match Poster::new() {
        Ok(poster) => poster,
        Err(problem) => {
            tracing::error!("webhooks are not told anything: {problem}");
            return;
        }
    };
    while wait(&store, &stop).await {
        loop {
            let due = match store.take_due(RecipientKind::Webhook, AT_ONCE, LEASE_MS).await {
                Ok(due) => due,
                Err(error) => {
                    tracing::warn!("what is to be told can't be read: {error}");
                    break;
                }
            };
            if due.is_empty() {
                break;
            }
            let mut telling = JoinSet::new();
            for message in due {
                let Some(app) = app.upgrade() else { return };
                telling.spawn(tell_one(app, poster.clone(), message));
            }
            telling.join_all().await;
        }
    }
}

async fn tell_one(app: Arc<App>, poster: Poster, due: DueMessage) {
    let (id, attempts) = (due.message.id, due.message.attempts);
    let told = match attempt(&app, &poster, &due).await {
        Ok(told) => told,
        // Its lease ends, and it is tried again.
        Err(error) => {
            tracing::warn!(message = id, "what is to be told can't be read: {error}");
            return;
        }
    };
    match &told {
        Told::Delivered => tracing::info!(message = id, attempts, "a webhook was told"),
        Told::Again(in_ms, problem) => {
            tracing::warn!(message = id, attempts, "a webhook is told again in {} s: {problem}", in_ms / 1000);
        }
        Told::Dead(problem) => tracing::error!(message = id, attempts, "a webhook is given up: {problem}"),
    }
    if let Err(error) = app.store.note_told(due.message, id, told).await {
        tracing::warn!(message = id, "what came of telling can't be kept: {error}");
    }
}

async fn attempt(app: &App, poster: &Poster, due: &DueMessage) -> Result<Told, Error> {
    let Some((recipient, secrets)) = app.store.recipient(due.message.recipient_id).await? else {
        return Ok(Told::Dead("its webhook is gone".to_owned()));
    };
    let facts = match due.message.job_id.zip(due.history_id) {
        Some((job_id, history_id)) => app.store.facts(job_id, history_id).await?,
        None => None,
    };
    let event = payload::event(&due.message, facts, recipient.has_details, &app.zone);
    let Ok(body) = serde_json::to_string(&event) else { return Ok(Told::Dead("it can't be written".to_owned())) };
    // The same at each attempt, so that a receiver knows what it has had.
    let id = format!("msg_{}_{}", app.instance_id, due.message.id);
    // Receivers hold it against their own clocks, whatever this instance's clock was set to.
    let timestamp = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64);
    let headers = vec![
        ("webhook-signature", signature::signature(&secrets, &id, timestamp, &body)),
        ("webhook-timestamp", timestamp.to_string()),
        ("webhook-id", id),
    ];
    let sent = poster.send(Post { url: recipient.url, headers, body }).await;
    let (problem, wanted) = match sent {
        Ok((200..=299, _)) => return Ok(Told::Delivered),
        // What was told once more to somebody who is gone says nothing to anybody.
        Ok((410, _)) => return Ok(Told::Dead("status 410: it is gone for good".to_owned())),
        Ok((status, wanted)) => (format!("status {status}"), wanted.map(|wanted| wanted.as_secs())),
        Err(Failure::NotSent(problem) | Failure::Lost(problem)) => (problem, None),
        Err(other) => (other.to_string(), None),
    };
    Ok(match backoff::after(due.message.attempts, wanted) {
        Some(in_ms) => Told::Again(in_ms, problem),
        None => Told::Dead(problem),
    })
}
