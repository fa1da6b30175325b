//! What the page asks for beside the link: the step that comes first, and what is filled in already.

use js_sys::{JSON, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::steps::show;
use crate::attributes::Mode;
use crate::booking::derived::{Derived, RESCHEDULE};
use crate::booking::state::Step;
use crate::booking::widget::Widget;
use crate::kit::console::warn;

/// The member of what is filled in that is the note.
const NOTES: &str = "notes";

/// Begins at the step that the page asks for, where the visit is such that it can be begun with.
pub fn begin_as_asked(w: Widget) {
    fill_in(w);
    let step = w.state().step.get_untracked();
    match w.options().wanted.get_untracked().mode {
        Mode::Wish if step == Step::Choose && w.now(Derived::may_choose) => show(w, Step::Wishes),
        Mode::Reschedule if w.now(|derived| derived.is_in_time() && derived.may(RESCHEDULE)) => show(w, Step::Choose),
        _ => {}
    }
}

/// Fills in what the page knows of the customer. What the server has, or the customer has typed, stays.
fn fill_in(w: Widget) {
    let Some(booking) = w.booking() else { return };
    let Ok(known) = JSON::parse(&w.options().prefill.get_untracked()) else { return };
    for name in Object::keys(known.unchecked_ref::<Object>()).iter().filter_map(|name| name.as_string()) {
        let value = Reflect::get(&known, &name.as_str().into()).unwrap_or_default();
        let text = value.as_string().unwrap_or_else(|| js_sys::JsString::from(value).into());
        let place = booking.fields.iter().position(|field| field.key == name);
        if name == NOTES {
            w.state().notes.update(|notes| {
                if notes.is_empty() {
                    *notes = text
                }
            });
        } else if let Some(i) = place {
            w.state().answers.update(|answers| {
                if answers[i].is_empty() {
                    answers[i] = text
                }
            });
        } else {
            warn(&w.host(), &["prefill: `", &name, "` is not the key of a field"].concat());
        }
    }
}
