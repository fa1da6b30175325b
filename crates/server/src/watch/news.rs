//! News is kept for a day: whoever was away for longer reads everything again.

use std::sync::Weak;
use std::time::Duration;

use crate::app::App;

/// How often it is looked what is older.
const EVERY: Duration = Duration::from_secs(900);
/// How long news is kept.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// Takes it away again and again, for as long as the app is there.
pub async fn follow(app: Weak<App>) {
    while let Some(app) = app.upgrade() {
        if let Err(error) = app.store.forget_news(KEPT.as_millis() as i64).await {
            tracing::warn!(%error, "old news could not be taken away");
        }
        drop(app);
        tokio::time::sleep(EVERY).await;
    }
}
