//! One who follows: from some number on, and then for as long as they like.

use std::collections::VecDeque;
use std::sync::Arc;

use slotwright_store::{Error, News};
use tokio::sync::watch;

use super::{Live, Place};

/// Where somebody begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// With what is changed from now on.
    Now,
    /// Behind this number.
    After(u64),
    /// Behind something that is no number of ours.
    Unknown,
}

/// What one who follows hears.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// First: behind this number everything will be heard.
    Ready(u64),
    /// Something was changed.
    News(Arc<News>),
    /// What was changed can't be told any more: everything is to be read again, and what is changed from this number on will be
    /// heard.
    Lost(u64),
}

/// One who follows.
pub struct Follower {
    live: Live,
    _place: Place,
    known: watch::Receiver<Option<u64>>,
    /// Up to which number they have heard everything; none at first.
    last: Option<u64>,
    begin: Begin,
    waiting: VecDeque<Arc<News>>,
}

impl Follower {
    /// Takes a place.
    #[must_use]
    pub fn new(live: &Live, place: Place, begin: Begin) -> Self {
        let known = live.0.known.subscribe();
        Self { live: live.clone(), _place: place, known, last: None, begin, waiting: VecDeque::new() }
    }

    /// What is heard next, whenever that is. Nothing is lost where nobody waits for it to its end.
    ///
    /// # Errors
    ///
    /// The store can't be read; the next time may be better.
    pub async fn next(&mut self) -> Result<Heard, Error> {
        loop {
            if let (Some(news), Some(last)) = (self.waiting.front(), self.last) {
                let news = news.clone();
                self.waiting.pop_front();
                self.last = Some(last.max(news.id));
                return Ok(Heard::News(news));
            }
            let Some(last) = self.last else { return self.begin().await };
            let known = self.known(Some(last)).await;
            if known < last {
                self.last = Some(known);
                return Ok(Heard::Lost(known));
            }
            self.waiting = self.live.after(last, known).await?.into();
            if self.waiting.is_empty() {
                // What was to be there was taken away since: it is older than what is kept.
                self.last = Some(known);
                return Ok(Heard::Lost(known));
            }
        }
    }

    /// Whether they have heard everything that is known now.
    #[must_use]
    pub fn knows_all(&self) -> bool {
        self.last.is_some() && self.last == *self.known.borrow()
    }

    /// Up to where everything is known, once that is another number than this one.
    async fn known(&mut self, other_than: Option<u64>) -> u64 {
        let is_other = |known: &Option<u64>| known.is_some() && *known != other_than;
        let known = self.known.wait_for(is_other).await.map(|known| *known);
        match known {
            Ok(known) => known.unwrap_or_default(),
            // The sender is there as long as this is.
            Err(_) => std::future::pending().await,
        }
    }

    async fn begin(&mut self) -> Result<Heard, Error> {
        let known = self.known(None).await;
        let (heard, last) = match self.begin {
            Begin::Now => (Heard::Ready(known), known),
            Begin::After(last) if last == known => (Heard::Ready(last), last),
            Begin::After(last) if last < known && self.live.0.store.news_range().await?.0 <= last + 1 => {
                (Heard::Ready(last), last)
            }
            Begin::After(_) | Begin::Unknown => (Heard::Lost(known), known),
        };
        self.last = Some(last);
        Ok(heard)
    }
}
