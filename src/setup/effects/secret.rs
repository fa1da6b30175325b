//! The secret that was made is copied.

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_words::text;

use crate::kit::tab::copy;
use crate::setup::widget::Widget;

/// Copies it. Where the page may not copy, it is marked in its field, so that one key does.
pub fn copy_secret(w: Widget) {
    let Some(secret) = w.state().secret.get_untracked() else { return };
    spawn_local(async move {
        let is_copied = copy(&secret).await.as_bool() == Some(true);
        if !w.is_mounted() {
            return;
        }
        match is_copied {
            true => w.announce(w.say(text::SECRET_COPIED)),
            false => w.focus("[data-is=secret]"),
        }
    });
}
