//! Handing the link on: to another device, or to somebody else at home.

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_words::text;

use crate::booking::widget::Widget;
use crate::kit::tab::hand_on;

/// Copies the link, or has the device share it. Where a page may do neither, the link is shown.
pub fn copy_link(w: Widget) {
    let generation = w.generation().get_untracked();
    spawn_local(async move {
        let is_copied = hand_on(&w.link()).await.as_bool();
        if w.is_stale(generation) {
            return;
        }
        w.state().link_copied.set(is_copied);
        if is_copied == Some(true) {
            w.announce(w.say(text::LINK_COPIED));
        }
    });
}
