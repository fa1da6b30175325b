//! What is told by posting it to an address: webhooks and callbacks.

use std::sync::{Arc, Weak};
use std::time::Duration;

use slotwright_domain::RecipientKind;
use slotwright_store::{DueMessage, Error, Store, Told};
use slotwright_upstream::{Failure, Poster};
use tokio::sync::watch;

use super::{backoff, callbacks, tell_as_it_comes, webhooks};
use crate::app::App;
use crate::edge::stop::Stop;

/// How many are told at once.
const AT_ONCE: u32 = 16;
/// Longer than an attempt can take: whoever has taken a message and says nothing of it in that time is gone.
const LEASE_MS: i64 = 20_000;

/// Tells what is to be told, as it comes, until the process is to stop.
pub async fn tell(app: Weak<App>, tidings: watch::Receiver<u64>, stop: Stop) {
    let poster = match Poster::new() {
        Ok(poster) => poster,
        Err(problem) => {
            tracing::error!("neither webhooks nor callbacks are told anything: {problem}");
            return;
        }
    };
    tell_as_it_comes(app, stop, tidings, take_due, |app, due| tell_one(app, poster.clone(), due)).await;
}

async fn tell_one(app: Arc<App>, poster: Poster, due: DueMessage) {
    let (id, attempts) = (due.message.id, due.message.attempts);
    let (what, attempt) = match due.kind {
        RecipientKind::Os1 => ("callback", Ok(callbacks::attempt(&poster, &due).await)),
        _ => ("webhook", webhooks::attempt(&app, &poster, &due).await),
    };
    let told = match attempt {
        Ok(told) => told,
        // Its lease ends, and it is tried again.
        Err(error) => {
            tracing::warn!(message = id, "what is to be told can't be read: {error}");
            return;
        }
    };
    match &told {
        Told::Delivered => tracing::info!(message = id, attempts, what, "it is told"),
        Told::Again(in_ms, problem) => {
            tracing::warn!(message = id, attempts, what, "it is told again in {} s: {problem}", in_ms / 1000);
        }
        Told::Dead(problem) => tracing::error!(message = id, attempts, what, "it is given up: {problem}"),
    }
    if let Err(error) = app.store.note_told(due.message, 0, told).await {
        tracing::warn!(message = id, "what came of telling can't be kept: {error}");
    }
}

/// What is due of both, each with its own limit, so that many of one kind keep none of the other waiting.
async fn take_due(store: Store) -> Result<Vec<DueMessage>, Error> {
    let mut due = store.take_due(RecipientKind::Webhook, AT_ONCE, LEASE_MS).await?;
    due.extend(store.take_due(RecipientKind::Os1, AT_ONCE, LEASE_MS).await?);
    Ok(due)
}

/// What follows from a post that was not taken, after so many attempts of a plan.
pub(super) fn not_taken(sent: Result<(u16, Option<Duration>), Failure>, plan: &[u64], attempts: u32) -> Told {
    let (problem, wanted) = match sent {
        Ok((status, wanted)) => (format!("status {status}"), wanted.map(|wanted| wanted.as_secs())),
        Err(Failure::NotSent(problem) | Failure::Lost(problem)) => (problem, None),
        Err(other) => (other.to_string(), None),
    };
    match backoff::after(plan, attempts, wanted) {
        Some(in_ms) => Told::Again(in_ms, problem),
        None => Told::Dead(problem),
    }
}
