//! The label of a button whose request may be on its way.

use leptos::prelude::*;

use crate::booking::widget::Widget;

/// A button's label: `pending` while its request is on its way.
pub fn while_pending(w: Widget, idle: &'static str, pending: &'static str) -> impl Fn() -> String + Send + 'static {
    move || if w.state().pending.get() { pending } else { idle }.to_owned()
}
