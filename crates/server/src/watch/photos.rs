//! Photos that no job names don't stay: who sends one and books nothing leaves a picture of their home behind.

use std::sync::Weak;
use std::time::Duration;

use crate::app::App;

/// How often it is looked for them. Each that is sent takes away those that are due as well.
const EVERY: Duration = Duration::from_secs(900);

/// Takes them away again and again, for as long as the app is there.
pub async fn follow(app: Weak<App>) {
    while let Some(app) = app.upgrade() {
        if let Err(error) = app.store.sweep_photos(app.link_clock()).await {
            tracing::warn!(%error, "photos that no job names could not be taken away");
        }
        drop(app);
        tokio::time::sleep(EVERY).await;
    }
}
