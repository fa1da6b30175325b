//! What becomes of jobs is told to others: to integrators' addresses (`webhooks`), to programs that have asked for a change and
//! for being called back (`callbacks`), and to the system behind the gateway (`upstream`). The store wrote it down in the
//! transaction of the change; here it is taken from there and sent, at least once, a job's changes to one recipient one after the other.

pub mod address;
mod backoff;
pub mod callbacks;
pub mod link;
pub mod listed;
pub mod payload;
mod posts;
pub mod signature;
mod upstream;
mod webhooks;

use std::sync::{Arc, Weak};
use std::time::Duration;

use slotwright_store::{DueMessage, Error, Store};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::app::App;
use crate::edge::stop::{Phase, Stop};

/// Begins to tell, until the process is to stop.
pub fn start(app: &Arc<App>) {
    tokio::spawn(posts::tell(Arc::downgrade(app), app.store.tidings(), app.stop.clone()));
    if let Some(upstream) = app.upstream.clone() {
        tokio::spawn(upstream::tell(Arc::downgrade(app), upstream, app.pace, app.store.tidings(), app.stop.clone()));
    }
    tokio::spawn(forget(Arc::downgrade(app), app.stop.clone()));
}

/// What other servers on the same database write down is looked for so often; what this one does is known at once.
const LOOK: Duration = Duration::from_secs(1);
/// What was told is kept so long, to be told again.
const KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Returns when there may be something to be told; `false` when the process is to stop.
async fn wait(tidings: &mut watch::Receiver<u64>, stop: &Stop) -> bool {
    tokio::select! {
        () = stop.until(Phase::Closing) => false,
        changed = tidings.changed() => changed.is_ok(),
        () = tokio::time::sleep(LOOK) => true,
    }
}

/// Takes what is due as it comes, and tells a part of it at once, until the process is to stop.
async fn tell_as_it_comes<D, T>(
    app: Weak<App>,
    stop: Stop,
    mut tidings: watch::Receiver<u64>,
    take_due: impl Fn(Store) -> D,
    tell: impl Fn(Arc<App>, DueMessage) -> T,
) where
    D: Future<Output = Result<Vec<DueMessage>, Error>>,
    T: Future<Output = ()> + Send + 'static,
{
    // What a server before this one has left is looked for at once.
    tidings.mark_changed();
    while wait(&mut tidings, &stop).await {
        loop {
            let Some(app) = app.upgrade() else { return };
            let due = match take_due(app.store.clone()).await {
                Ok(due) => due,
                Err(error) => {
                    tracing::warn!("what is to be told can't be read: {error}");
                    break;
                }
            };
            if due.is_empty() {
                break;
            }
            due.into_iter().map(|due| tell(app.clone(), due)).collect::<JoinSet<()>>().join_all().await;
        }
    }
}

/// Forgets from time to time what was told long ago.
async fn forget(app: Weak<App>, stop: Stop) {
    loop {
        let Some(app) = app.upgrade() else { return };
        if let Err(error) = app.store.forget_messages(KEPT.as_millis() as i64).await {
            tracing::warn!("what was told long ago can't be forgotten: {error}");
        }
        drop(app);
        tokio::select! {
            () = stop.until(Phase::Closing) => return,
            () = tokio::time::sleep(Duration::from_secs(60 * 60)) => {}
        }
    }
}
