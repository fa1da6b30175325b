//! One transaction, and what belongs to it: the request that it is for, and the versions to be raised before its commit.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::ops::Deref;

use crate::error::Error;
use crate::idempotency_keys::{self, Effect, KeyedRequest};
use crate::news::News;
use crate::roster_cache::RosterCache;
use crate::sql::Transaction;
use crate::{news, versions};

/// A transaction at work; SQL is asked of it as of the [`Transaction`] itself.
pub(crate) struct Db<'a> {
    transaction: &'a Transaction<'a>,
    /// What was read before, by this transaction or another.
    pub(crate) cache: &'a RosterCache,
    /// The request with an `Idempotency-Key` that the change is made for.
    request: Option<&'a KeyedRequest>,
    /// Whose versions are to be raised.
    touched: RefCell<BTreeSet<u64>>,
    /// Whether there may be something to be told once it is kept.
    has_messages: Cell<bool>,
    /// What others are told of the change.
    news: RefCell<Vec<News>>,
}

impl<'a> Db<'a> {
    pub(crate) fn new(transaction: &'a Transaction<'a>, cache: &'a RosterCache) -> Self {
        Self {
            transaction,
            cache,
            request: None,
            touched: RefCell::default(),
            has_messages: Cell::new(false),
            news: RefCell::default(),
        }
    }

    /// For a change that a request with an `Idempotency-Key` asks for: takes the key first.
    pub(crate) fn for_request(
        transaction: &'a Transaction<'a>,
        cache: &'a RosterCache,
        request: Option<&'a KeyedRequest>,
    ) -> Result<Self, Error> {
        if let Some(request) = request {
            idempotency_keys::begin(transaction, request)?;
        }
        Ok(Self { request, ..Self::new(transaction, cache) })
    }

    /// Notes what the change did, where its request has a key.
    pub(crate) fn note(&self, effect: Effect) -> Result<(), Error> {
        self.request.map_or(Ok(()), |request| idempotency_keys::note(self, request, effect))
    }

    /// Notes that claims of these users, or the [`versions::DEFINITION`], were changed.
    pub(crate) fn touch(&self, user_ids: &[u64]) {
        self.touched.borrow_mut().extend(user_ids);
    }

    /// Notes that there may be something to be told once the change is kept.
    pub(crate) fn note_told_later(&self) {
        self.has_messages.set(true);
    }

    /// Whether there may be something to be told.
    pub(crate) fn has_messages(&self) -> bool {
        self.has_messages.get()
    }

    /// Has others told of the change, once it is kept.
    pub(crate) fn tell(&self, news: News) {
        self.news.borrow_mut().push(news);
    }

    /// Whether others are told of the change.
    pub(crate) fn has_news(&self) -> bool {
        !self.news.borrow().is_empty()
    }

    /// Whose claims were changed, ascending, for who raises their versions.
    pub(crate) fn take_touched(&self) -> Vec<u64> {
        self.touched.take().into_iter().collect()
    }

    /// Writes what is left to be written before the commit.
    pub(crate) fn finish(&self) -> Result<(), Error> {
        // Whoever went on after a failed statement has written nothing.
        if self.was_refused() {
            return Err(Error::TakenBack);
        }
        versions::raise(self, &self.take_touched())?;
        // Last, when the transaction has written something: see `journal`.
        news::write(self, &self.news.borrow())
    }
}

impl<'a> Deref for Db<'a> {
    type Target = Transaction<'a>;

    fn deref(&self) -> &Self::Target {
        self.transaction
    }
}
