//! The label of a button whose request may be on its way.

use leptos::prelude::*;
use slotwright_words::Text;

use crate::booking::widget::Widget;

/// A button's label: `pending` while its request is on its way.
pub fn while_pending(w: Widget, idle: &'static Text, pending: &'static Text) -> impl Fn() -> String + Send + 'static {
    move || w.say(if w.state().pending.get() { pending } else { idle })
}
