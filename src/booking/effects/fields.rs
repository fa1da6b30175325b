//! What is filled in beyond the time.

use leptos::prelude::*;
use slotwright_wire::slotwright::AskedField;

use crate::booking::widget::Widget;
use crate::ground::failure::OF_FIELDS;
use crate::ground::fields::faults;
use crate::kit::check::TOOLS;

/// Takes an answer; what was wrong with the one before is not said of it.
pub fn answer(w: Widget, i: usize, answer: String) {
    put(w.state().answers, i, answer);
    put(w.state().field_faults, i, String::new());
}

fn put(texts: RwSignal<Vec<String>>, i: usize, text: String) {
    texts.update(|texts| {
        if let Some(known) = texts.get_mut(i) {
            *known = text;
        }
    });
}

/// Whether all that is asked is answered as it is asked for. Where not, it is said there, and the focus goes to the first.
pub fn are_answers_good(w: Widget) -> bool {
    let Some(booking) = w.booking() else { return true };
    let answers = w.state().answers.get_untracked();
    say(w, faults(&booking.fields, &answers, &w.options().words.all(), TOOLS))
}

/// Says what the server has found wrong, by the members that were sent. False where it is said at a field.
pub fn refused(w: Widget, wrong: &[(String, String)]) -> bool {
    let Some(booking) = w.booking() else { return true };
    let sentence = |field: &AskedField| {
        let is_of_field = |(member, _): &&(String, String)| member.strip_prefix(OF_FIELDS) == Some(&field.key);
        wrong.iter().find(is_of_field).map(|(_, sentence)| sentence.clone()).unwrap_or_default()
    };
    say(w, booking.fields.iter().map(sentence).collect())
}

fn say(w: Widget, faults: Vec<String>) -> bool {
    let first = faults.iter().position(|fault| !fault.is_empty());
    w.state().field_faults.set(faults);
    let Some(first) = first else { return true };
    let mut selector = String::from("[data-is=field-");
    selector.push_str(&first.to_string());
    selector.push(']');
    w.focus(&selector);
    false
}
