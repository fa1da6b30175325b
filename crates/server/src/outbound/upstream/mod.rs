//! A booking arrives in the system behind the gateway, in its own words.
//!
//! What it is to hold of a job is what the job is now: a change is a reason to look, and several that came at once are told as
//! one. What it was there when it was last written or read is kept (`Seen`), and the difference is what is sent. A time that the
//! system refuses is taken back here, with its own sentence; one whose outcome is not known stays taken until it is.
//!
//! A job is made there at most once. That it is sent is written down before, and where no answer came it is looked for before it
//! is sent again; a system that can't be asked is left to somebody who can look ([`Told::Dead`]).

mod breaker;
mod difference;
mod told;

use std::sync::{Arc, Weak};

use slotwright_domain::RecipientKind;
use slotwright_store::{DueMessage, Store, Told};
use slotwright_upstream::Upstream;
use tokio::sync::watch;

use self::breaker::Breaker;
use super::tell_as_it_comes;
use crate::app::App;
use crate::config::Pace;
use crate::edge::stop::Stop;

/// How many jobs are told at once.
const AT_ONCE: u32 = 8;

/// Tells what is to be told, as it comes, until the process is to stop.
pub async fn tell(app: Weak<App>, upstream: Arc<Upstream>, pace: Pace, tidings: watch::Receiver<u64>, stop: Stop) {
    let breaker = Arc::new(Breaker::new(pace.alone()));
    let take_due = |store: Store| {
        let allowed = breaker.allows().min(AT_ONCE);
        async move {
            match allowed {
                0 => Ok(Vec::new()),
                allowed => store.take_due(RecipientKind::Upstream, allowed, pace.lease_ms()).await,
            }
        }
    };
    let tell = |app, due| tell_one(app, upstream.clone(), pace, breaker.clone(), due);
    tell_as_it_comes(app, stop, tidings, take_due, tell).await;
}

async fn tell_one(app: Arc<App>, upstream: Arc<Upstream>, pace: Pace, breaker: Arc<Breaker>, due: DueMessage) {
    let (id, attempts) = (due.message.id, due.message.attempts);
    let Some(job_id) = due.message.job_id else { return };
    let (told, asked) = match told::tell(&app, &upstream, pace, &breaker, &due, job_id).await {
        Ok(told) => told,
        // Its lease ends, and it is tried again.
        Err(error) => {
            tracing::warn!(message = id, job_id, "what is to be told upstream can't be read or kept: {error}");
            return;
        }
    };
    match &told {
        Told::Delivered => tracing::info!(message = id, job_id, attempts, "a job was told upstream"),
        Told::Again(in_ms, problem) => {
            tracing::warn!(message = id, job_id, attempts, "a job is told upstream again in {in_ms} ms: {problem}");
        }
        Told::Dead(problem) => tracing::error!(message = id, job_id, attempts, "somebody has to look: {problem}"),
    }
    if let Err(error) = app.store.note_told(due.message, asked, told).await {
        tracing::warn!(message = id, job_id, "what came of telling can't be kept: {error}");
    }
}
