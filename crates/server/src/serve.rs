//! From a socket to answers, until the process is asked to stop.

use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;

/// How long requests that are running when the process is asked to stop may take: longer than a request may.
const DRAIN: Duration = Duration::from_secs(25);

/// Serves until SIGTERM or Ctrl-C, then finishes what is running.
///
/// # Errors
///
/// The socket fails.
pub async fn serve(listener: TcpListener, router: Router) -> std::io::Result<()> {
    let (asked, mut stopping) = tokio::sync::watch::channel(false);
    let until_asked = async move {
        stop_signal().await;
        tracing::info!("stopping: no new requests, running ones are finished");
        let _ = asked.send(true);
    };
    let drained = async move {
        let _ = stopping.wait_for(|stopping| *stopping).await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        result = axum::serve(listener, router).with_graceful_shutdown(until_asked) => result,
        () = drained => {
            tracing::warn!("stopped with requests unfinished");
            Ok(())
        }
    }
}

async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}
