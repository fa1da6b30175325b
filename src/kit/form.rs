//! Forms and their fields.

use leptos::ev;
use leptos::prelude::*;

use crate::kit::el::{self, El, label, p, span};

/// A form. `send` runs when it is submitted, by its button or by Enter.
pub fn form(class: &str, send: impl Fn() + 'static) -> El {
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        send();
    };
    el::form().class(class).part("form").attr("novalidate", "").on(ev::submit, on_submit)
}

/// A field with its label.
pub fn field(name: &str, input: El) -> El {
    label().class("field").part("field").child(span().child(name)).child(input)
}

/// A field for a day or a time, of the browser's own kind. `set` takes what is typed.
pub fn input(kind: &str, value: impl Fn() -> String + Send + 'static, set: impl Fn(String) + 'static) -> El {
    el::input().attr("type", kind).value(value).on(ev::input, move |event| set(event_target_value(&event)))
}

/// What was typed. A NUL is in no text that anybody means, nobody sees it to take it out, and a server refuses it.
pub fn typed(event: &web_sys::Event) -> String {
    let mut typed = event_target_value(event);
    typed.retain(|character| character != '\0');
    typed
}

/// The error of a form; its fields refer to it by `id`.
pub fn fault(id: &str, sentence: impl Fn() -> String + Send + 'static) -> El {
    p().class("fault").role("alert").id(id).part("error").child(sentence)
}
