//! Shapes of effect that Leptos has too, over closures whose types are erased: theirs are compiled again for each use.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::reactive::graph::{Observer, Subscriber};

/// Has an effect leave the signals that it reads when what made it is rendered again. Leptos drops the effect alone, and a signal that
/// seldom changes keeps a trace of each that ever read it: 20 kB and more for each month that was turned to.
pub struct Leaving {
    /// Until it runs for the first time: who owns the effect must not be held by it.
    made_in: Cell<Option<Owner>>,
}

impl Leaving {
    /// For an effect that is being made now.
    pub fn new() -> Self {
        Self { made_in: Cell::new(Owner::current()) }
    }

    /// Called by the effect whenever it runs.
    pub fn follow(&self) {
        if let Some((owner, effect)) = self.made_in.take().zip(Observer::get()) {
            owner.with(|| on_cleanup(move || effect.clear_sources(&effect)));
        }
    }
}

/// A signal. In one place for all of a type: Leptos' own is written out wherever one is made.
#[inline(never)]
pub fn signal<T: Send + Sync + 'static>(value: T) -> RwSignal<T> {
    RwSignal::new(value)
}

/// A signal that is computed from others and changes only when the result is another one. What is rendered from it stays
/// otherwise, and so does the focus in it.
pub fn memo<T: Clone + PartialEq + Send + Sync + 'static>(compute: impl Fn() -> T + 'static) -> RwSignal<T> {
    let value = RwSignal::new(untrack(&compute));
    effect(move || {
        let computed = compute();
        if value.get_untracked() != computed {
            value.set(computed);
        }
    });
    value
}

/// Runs `run` now, and again when a signal changes that it reads.
pub fn effect(run: impl Fn() + 'static) {
    let run: Box<dyn Fn()> = Box::new(run);
    let leaving = Leaving::new();
    Effect::new(move |_: Option<()>| {
        leaving.follow();
        run();
    });
}

/// Runs `handler`, untracked, when `value` is another one than now.
///
/// An effect runs for the first time only after whoever made it is done, and what has changed by then counts too.
pub fn watch(value: impl Fn() -> String + 'static, handler: impl Fn() + 'static) {
    let value: Box<dyn Fn() -> String> = Box::new(value);
    let handler: Box<dyn Fn()> = Box::new(handler);
    let before = untrack(&value);
    Effect::new(move |last: Option<String>| {
        let now = value();
        if last.as_ref().unwrap_or(&before) != &now {
            untrack(&handler);
        }
        now
    });
}

/// Runs `handler`, untracked, when a signal changes that `dependencies` reads; not for their first values.
pub fn heed(dependencies: impl Fn() + 'static, handler: impl Fn() + 'static) {
    let dependencies: Box<dyn Fn()> = Box::new(dependencies);
    let handler: Box<dyn Fn()> = Box::new(handler);
    let has_run = Cell::new(false);
    effect(move || {
        dependencies();
        if has_run.replace(true) {
            untrack(&handler);
        }
    });
}
