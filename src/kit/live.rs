//! A value that views follow: a signal of Leptos, of which one always says whether a read is followed or not.
//!
//! A read clones: keep large values behind an [`Arc`](std::sync::Arc).

use leptos::prelude::*;

/// A value that views follow. Copies are the same value, which lives as long as the element that made it.
pub struct Live<T>(RwSignal<T>);

impl<T: Clone + Send + Sync + 'static> Live<T> {
    /// Begins with a value.
    pub fn new(value: T) -> Self {
        Self(RwSignal::new(value))
    }

    /// The value; whoever asks is asked again when it changes.
    pub fn get(self) -> T {
        self.0.get()
    }

    /// The value now.
    pub fn peek(self) -> T {
        self.0.get_untracked()
    }

    /// The value now, unless the element has left the page.
    pub fn try_peek(self) -> Option<T> {
        self.0.try_get_untracked()
    }

    /// Changes the value, and tells all who follow it.
    pub fn set(self, value: T) {
        // Of a value whose element has left the page, nobody needs to know.
        let _ = self.0.try_set(value);
    }

    /// Changes a part of the value, and tells all who follow it.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        let _ = self.0.try_update(change);
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

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Live<T> {}
