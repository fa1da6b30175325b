//! How the process is asked to stop, and the phases of stopping.
//!
//! SIGTERM is what process managers send while load balancers still believe the server is there. So it goes on answering
//! for a short grace, but says at `/readyz` that it is leaving, and ends each connection with its answer. Ctrl-C comes
//! from somebody who waits in front of the terminal: no grace.
//!
//! Changes are made by tasks of their own, which go on when their client has disconnected ([`Stop::finish`]): they are waited for
//! as connections are.

use std::panic::resume_unwind;
use std::time::Duration;

use tokio::sync::watch;

/// A phase of stopping.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Nobody has asked.
    #[default]
    Serving,
    /// Requests are answered still, but others should take over.
    Draining,
    /// No new requests; what has begun is finished.
    Closing,
    /// Running requests are abandoned.
    GivenUp,
}

/// The phase, and what is to be finished; all clones share it.
#[derive(Clone, Debug, Default)]
pub struct Stop {
    phase: watch::Sender<Phase>,
    /// How many changes are being made.
    at_work: watch::Sender<usize>,
}

impl Stop {
    /// The phase now.
    #[must_use]
    pub fn phase(&self) -> Phase {
        *self.phase.borrow()
    }

    /// Goes on to a phase, never back.
    pub fn go_to(&self, phase: Phase) {
        self.phase.send_if_modified(|now| {
            let is_later = *now < phase;
            *now = phase.max(*now);
            is_later
        });
    }

    /// Returns once this phase has come.
    pub async fn until(&self, phase: Phase) {
        // The sender is this very value: it can't be gone.
        let _ = self.phase.subscribe().wait_for(|now| phase <= *now).await;
    }

    /// Does this to its end, whether or not anybody still waits for it: when a client disconnects or its time is over, what
    /// waits is dropped, and the work is not.
    pub async fn finish<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> T {
        let at_work = AtWork::begin(&self.at_work);
        let work = tokio::spawn(async move {
            let _at_work = at_work;
            work.await
        });
        match work.await.map_err(tokio::task::JoinError::try_into_panic) {
            Ok(done) => done,
            Err(Ok(panic)) => resume_unwind(panic),
            // The runtime ends, and with it whoever waits.
            Err(Err(_)) => std::future::pending().await,
        }
    }

    /// Returns once everything that was begun is finished.
    pub async fn until_finished(&self) {
        let _ = self.at_work.subscribe().wait_for(|at_work| *at_work == 0).await;
    }

    /// Follows the process's signals: SIGTERM drains for the grace and then closes, Ctrl-C closes, and either a second
    /// time abandons what is running.
    pub async fn follow(self, mut signals: Signals, grace: Duration) {
        if let Signal::Terminate = signals.next().await {
            tracing::info!(grace_seconds = grace.as_secs(), "asked to stop: draining");
            self.go_to(Phase::Draining);
            tokio::select! {
                () = tokio::time::sleep(grace) => {}
                _ = signals.next() => {}
            }
        }
        self.go_to(Phase::Closing);
        signals.next().await;
        self.go_to(Phase::GivenUp);
    }
}

/// A change that is being made.
struct AtWork(watch::Sender<usize>);

impl AtWork {
    fn begin(at_work: &watch::Sender<usize>) -> Self {
        at_work.send_modify(|at_work| *at_work += 1);
        Self(at_work.clone())
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.0.send_modify(|at_work| *at_work -= 1);
    }
}

/// The signals that ask the process to stop. From the moment in which this exists they end it by our rules.
pub struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

enum Signal {
    Interrupt,
    #[cfg_attr(not(unix), expect(dead_code, reason = "other systems have Ctrl-C only"))]
    Terminate,
}

#[cfg(unix)]
impl Signals {
    /// Begins to listen.
    ///
    /// # Errors
    ///
    /// The system lets nobody listen.
    pub fn listen() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) -> Signal {
        tokio::select! {
            _ = self.interrupt.recv() => Signal::Interrupt,
            _ = self.terminate.recv() => Signal::Terminate,
        }
    }
}

#[cfg(not(unix))]
impl Signals {
    /// Begins to listen.
    ///
    /// # Errors
    ///
    /// The system lets nobody listen.
    pub fn listen() -> std::io::Result<Self> {
        Ok(Self {})
    }

    async fn next(&mut self) -> Signal {
        let _ = tokio::signal::ctrl_c().await;
        Signal::Interrupt
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_goes_forward_only_and_wakes_whoever_waits() {
        let stop = Stop::default();
        let waiting = tokio::spawn({
            let stop = stop.clone();
            async move { stop.until(Phase::Draining).await }
        });
        stop.go_to(Phase::Closing);
        stop.go_to(Phase::Draining);
        assert_eq!(stop.phase(), Phase::Closing);
        waiting.await.unwrap();
    }

    #[tokio::test]
    async fn what_was_begun_is_finished_though_nobody_waits_for_it_any_more_and_stopping_waits() {
        let stop = Stop::default();
        let (go, gone) = tokio::sync::oneshot::channel::<()>();
        let (done, is_done) = tokio::sync::oneshot::channel();
        let client = tokio::spawn({
            let stop = stop.clone();
            let work = async move {
                gone.await.unwrap();
                done.send(()).unwrap();
            };
            async move { stop.finish(work).await }
        });
        tokio::task::yield_now().await;
        client.abort();
        assert!(client.await.unwrap_err().is_cancelled());
        let stopping = tokio::spawn({
            let stop = stop.clone();
            async move { stop.until_finished().await }
        });
        tokio::task::yield_now().await;
        assert!(!stopping.is_finished());
        go.send(()).unwrap();
        is_done.await.unwrap();
        stopping.await.unwrap();
    }
}
