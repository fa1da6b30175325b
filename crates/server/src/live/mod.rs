//! Who follows what is changed: news is read once for all of them, by one task that is there as long as somebody follows.

mod places;
mod stream;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use slotwright_store::{News, Store, Tail};
use tokio::sync::watch;

pub use places::Place;
use places::Places;
pub use stream::{Begin, Follower, Heard};

/// How many may follow at once.
const MOST: usize = 1000;
/// How many of them may be one API user's or one link's: a board that is opened in many tabs, or by a whole team.
const MOST_OF_ONE: usize = 100;
/// So often is looked though nobody was woken: what wakes may be lost.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// And where something is expected at any moment.
const LOOK_SOON: Duration = Duration::from_millis(20);
/// So much news is kept for those who are about to read it; what is older they read from the store.
const KEPT: usize = 1000;

/// Who follows, and what they are told; all clones are the same.
#[derive(Clone)]
pub struct Live(Arc<Inner>);

struct Inner {
    store: Store,
    places: Places,
    /// Up to which number everything is known; none while nobody follows.
    known: watch::Sender<Option<u64>>,
    recent: Mutex<VecDeque<Arc<News>>>,
}

impl Live {
    /// Of the news of a store, which nobody follows yet.
    #[must_use]
    pub fn of(store: Store) -> Self {
        let places = Places::new(MOST, MOST_OF_ONE);
        Self(Arc::new(Inner { store, places, known: watch::Sender::default(), recent: Mutex::default() }))
    }

    /// A place among those who follow; `None` where there is none left, for this one or for all.
    #[must_use]
    pub fn join(&self, caller: &str) -> Option<Place> {
        let inner = self.0.clone();
        self.0.places.take(caller, move || drop(tokio::spawn(follow(inner))))
    }

    /// How many follow.
    #[must_use]
    pub fn followers(&self) -> usize {
        self.0.places.taken()
    }

    /// The news behind the one number up to the other. What is behind that isn't told yet, even where it was read already: whoever has
    /// heard it and comes again would be ahead of what is known.
    async fn after(&self, last: u64, known: u64) -> Result<Vec<Arc<News>>, slotwright_store::Error> {
        if let Some(recent) = self.recent_after(last, known) {
            return Ok(recent);
        }
        let found = self.0.store.news_after(last, KEPT as u32).await?;
        Ok(found.into_iter().filter(|news| news.id <= known).map(Arc::new).collect())
    }

    /// Of those that are kept for who is about to read them; `None` where it begins before those.
    fn recent_after(&self, last: u64, known: u64) -> Option<Vec<Arc<News>>> {
        let recent = self.0.recent();
        let oldest = recent.front()?;
        (oldest.id <= last + 1)
            .then(|| recent.iter().filter(|news| last < news.id && news.id <= known).cloned().collect())
    }
}

impl Inner {
    fn recent(&self) -> MutexGuard<'_, VecDeque<Arc<News>>> {
        // Nothing in here panics between two changes.
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads what is new.
    async fn look(&self, tail: &mut Option<Tail>) -> Result<(), slotwright_store::Error> {
        let at = match tail {
            Some(at) => at,
            None => tail.insert(self.store.follow_news().await?),
        };
        loop {
            let Some(found) = self.store.look(at).await? else {
                // Another database than before: those who follow begin anew.
                self.recent().clear();
                *tail = None;
                return Ok(());
            };
            if found.is_empty() {
                break;
            }
            let mut recent = self.recent();
            recent.extend(found.into_iter().map(Arc::new));
            let more = recent.len().saturating_sub(KEPT);
            recent.drain(..more);
        }
        self.known.send_if_modified(|known| known.replace(at.last()) != Some(at.last()));
        Ok(())
    }
}

/// Reads what is new for as long as somebody follows.
async fn follow(inner: Arc<Inner>) {
    let mut heard = inner.store.heard();
    let mut tail = None;
    loop {
        heard.mark_unchanged();
        let looked = inner.look(&mut tail).await;
        if let Err(error) = &looked {
            tracing::warn!(%error, "news can't be read; whoever follows it waits");
        }
        // The next who comes starts it again, and what is known by then is not known now.
        if inner.places.end_if_empty(|| {
            inner.recent().clear();
            inner.known.send_replace(None);
        }) {
            return;
        }
        let is_soon = looked.is_ok() && tail.as_ref().is_none_or(Tail::is_waiting);
        let woken = async {
            // The sender is in the store, which is there.
            if heard.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            () = woken, if looked.is_ok() => {}
            () = tokio::time::sleep(if is_soon { LOOK_SOON } else { LOOK_EVERY }) => {}
        }
    }
}
