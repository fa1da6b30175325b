//! Wakes those who follow the news of a database.

use tokio::sync::watch;

use super::postgres::{Url, begin_to_listen};
use crate::error::Error;

/// Rings when something was changed; all clones are the same.
#[derive(Clone, Default)]
pub(crate) struct Bell {
    /// Changes whenever it has rung, here or in another server.
    rung: watch::Sender<u64>,
    /// Has it ring in other servers.
    elsewhere: Option<watch::Sender<u64>>,
}

impl Bell {
    /// One that rings in all servers on this database, as soon as somebody rings or listens.
    pub(crate) fn of(url: &Url) -> Result<Self, Error> {
        let rung = watch::Sender::default();
        let elsewhere = begin_to_listen(url.clone(), rung.clone())?;
        Ok(Self { rung, elsewhere: Some(elsewhere) })
    }

    /// Wakes whoever listens.
    pub(crate) fn ring(&self) {
        for rung in [&self.rung].into_iter().chain(&self.elsewhere) {
            rung.send_modify(|count| *count = count.wrapping_add(1));
        }
    }

    /// Changes whenever it rings.
    pub(crate) fn heard(&self) -> watch::Receiver<u64> {
        let heard = self.rung.subscribe();
        // From now on somebody listens here.
        self.ring();
        heard
    }
}
