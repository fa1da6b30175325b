//! A value that views follow.
//!
//! Leptos generates about 3 kB of code for each type that a signal holds (0.6 kB compressed), and this widget has fifteen
//! such types. So there is one signal type, of a shared [`Any`], and a thin typed face. A read clones: keep large values
//! behind an [`Arc`].

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;

/// A value that views follow. Copies are the same value.
pub struct Live<T> {
    signal: RwSignal<Arc<dyn Any + Send + Sync>>,
    of: PhantomData<fn() -> T>,
}

impl<T: Clone + Send + Sync + 'static> Live<T> {
    /// Begins with a value.
    pub fn new(value: T) -> Self {
        Self { signal: RwSignal::new(Arc::new(value)), of: PhantomData }
    }

    /// The value; whoever asks is asked again when it changes.
    pub fn get(self) -> T {
        typed(self.signal.get())
    }

    /// The value now.
    pub fn peek(self) -> T {
        typed(self.signal.get_untracked())
    }

    /// The value now, unless the element has left the page.
    pub fn try_peek(self) -> Option<T> {
        self.signal.try_get_untracked().map(typed)
    }

    /// Changes the value, and tells all who follow it.
    pub fn set(self, value: T) {
        // Of a value whose element has left the page, nobody needs to know.
        let _ = self.signal.try_set(Arc::new(value));
    }

    /// Changes a part of the value, and tells all who follow it.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        let mut value = self.peek();
        change(&mut value);
        self.set(value);
    }
}

/// What `find` makes of what it reads, told only when it becomes another: what is drawn of it stays otherwise, and the focus in
/// it.
pub fn settled<T: Clone + PartialEq + Send + Sync + 'static>(find: impl Fn() -> T + 'static) -> Live<T> {
    let value = Live::new(untrack(&find));
    Effect::new(move |_: Option<()>| {
        let found = find();
        if value.peek() != found {
            value.set(found);
        }
    });
    value
}

/// Acts when what `listen` reads changes, but not on its first values.
pub fn follow(listen: impl Fn() + 'static, act: impl Fn() + 'static) {
    let listen: Box<dyn Fn()> = Box::new(listen);
    let act: Box<dyn Fn()> = Box::new(act);
    Effect::new(move |ran: Option<()>| {
        listen();
        if ran.is_some() {
            untrack(&act);
        }
    });
}

/// Has a screen reader say a sentence, by a region of the page that it watches.
pub fn announce(region: Live<String>, mut sentence: String) {
    // The same words again must differ, or nothing is said.
    if region.peek() == sentence {
        sentence.push('\u{a0}');
    }
    region.set(sentence);
}

fn typed<T: Clone + 'static>(value: Arc<dyn Any + Send + Sync>) -> T {
    value.downcast_ref::<T>().expect("only `set` puts values in, and it takes `T`").clone()
}

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Live<T> {}
