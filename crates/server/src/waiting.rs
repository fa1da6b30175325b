//! Those who wait for a sooner time are looked after: whenever people's time may have changed, it is looked whether something has
//! become free for them (`scheduling/earlier.rs`).
//!
//! What changes is not told but seen: one number in the database is another. So it does not matter who changed it, an editor, a
//! customer, a system behind the gateway, another server, or only the clock by which a hold ran out; and a server that starts
//! looks at once, whatever was left undone before.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use slotwright_store::{Error, WaitingPulse};
use tokio::sync::watch;

use crate::app::App;
use crate::edge::stop::{Phase, Stop};
use crate::scheduling::earlier::offer_round;

/// It is looked so often whether something has changed; what this server changes is known at once.
const LOOK: Duration = Duration::from_secs(1);
/// Who gives time free often does so several times in a row, and each look takes a while: so long is left between two.
const REST: Duration = Duration::from_millis(200);
/// Where a system behind the gateway knows people's time, nothing here changes when that does: it is looked so often anyway.
const LOOK_ELSEWHERE: Duration = Duration::from_secs(60);

/// Begins to look after those who wait, until the process is to stop.
pub fn start(app: &Arc<App>) {
    if 0 < app.policy.earlier_offer_minutes {
        tokio::spawn(look_after(Arc::downgrade(app), app.store.tidings(), app.stop.clone()));
    }
}

async fn look_after(app: Weak<App>, mut tidings: watch::Receiver<u64>, stop: Stop) {
    let mut last: Option<(WaitingPulse, Instant)> = None;
    loop {
        let Some(app) = app.upgrade() else { return };
        match look(&app, last).await {
            Ok(seen) => last = seen,
            // It is looked again, as if nothing were known.
            Err(error) => {
                tracing::warn!("those who wait for a sooner time can't be looked after: {error}");
                last = None;
            }
        }
        drop(app);
        tokio::select! {
            () = stop.until(Phase::Closing) => return,
            changed = tidings.changed() => match changed {
                Ok(()) => tokio::time::sleep(REST).await,
                Err(_) => return,
            },
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// Offers what has become free, where something has changed since the last look; what was seen now, and when.
async fn look(
    app: &App,
    last: Option<(WaitingPulse, Instant)>,
) -> Result<Option<(WaitingPulse, Instant)>, Error> {
    let pulse = app.store.waiting_pulse().await?;
    let is_old = |at: Instant| app.elsewhere.is_some() && LOOK_ELSEWHERE <= at.elapsed();
    if pulse.is_idle() || last.is_some_and(|(seen, at)| seen == pulse && !is_old(at)) {
        return Ok(last);
    }
    // As it was before the round: what changes during it is looked at again.
    let begun = Instant::now();
    offer_round(app).await?;
    Ok(Some((pulse, begun)))
}
