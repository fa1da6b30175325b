//! A secret that was made: nobody is shown it again.

use leptos::prelude::*;
use slotwright_words::{Text, text};

use crate::kit::button::button;
use crate::kit::el::{div, input, nothing};
use crate::kit::form::field;
use crate::kit::parts::notice;
use crate::setup::effects::copy_secret;
use crate::setup::widget::Widget;

/// What was made by the last save, where it was a secret: that it is shown once, what it is called, it, and what copies it.
pub fn shown_once(w: Widget, once: &'static Text, name: &'static Text) -> AnyView {
    let Some(secret) = w.state().secret.get() else { return nothing() };
    let held =
        input().attr("type", "text").attr("readonly", "").attr("dir", "ltr").is("secret").value(move || secret.clone());
    let copy = button(w.say(text::SECRET_COPY), move || copy_secret(w));
    notice("warn", &w.say(once)).child(div().class("inline-form").child(field(&w.say(name), held)).child(copy)).view()
}
