//! Whether anybody is in two places at once. Booking, and the database behind it, don't let that come about; if it has all the
//! same, by a restored or edited database, the operator reads it in the log, and not only on a gauge that nobody may look at.

use std::sync::Weak;
use std::time::Duration;

use slotwright_matching::MINUTES_PER_DAY;
use slotwright_wire::time::print_datetime;

use crate::app::App;

/// How often it is checked.
const EVERY: Duration = Duration::from_secs(300);

/// Checks again and again, for as long as the app is there.
pub async fn follow(app: Weak<App>) {
    while let Some(app) = app.upgrade() {
        check(&app).await;
        drop(app);
        tokio::time::sleep(EVERY).await;
    }
}

async fn check(app: &App) {
    match app.store.overlaps(app.now().minute() - MINUTES_PER_DAY).await {
        Ok(overlaps) => {
            for overlap in overlaps {
                let start = print_datetime(overlap.start);
                tracing::error!(
                    user_id = overlap.user_id,
                    job_id = overlap.job_id,
                    start,
                    "somebody is in two places at once"
                );
            }
        }
        Err(error) => tracing::error!("cannot check whether anybody is in two places at once: {error}"),
    }
}
