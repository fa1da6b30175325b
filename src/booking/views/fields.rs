//! What is asked beyond the time: a field each, with what is wrong at it.

use leptos::ev;
use leptos::prelude::*;
use slotwright_wire::slotwright::{AskedField, FieldKind};
use slotwright_words::{fill, text};

use crate::booking::effects::{answer, keep_hold, show_photos};
use crate::booking::widget::Widget;
use crate::ground::fields::is_shown;
use crate::kit::el::{El, div, input, label, nothing, option, p, select, span, ul};
use crate::kit::form::{fault, field, typed};

/// The fields, in their order.
pub fn fields(w: Widget) -> AnyView {
    // The office may ask for something else by the time that an answer comes.
    let Some(opened) = w.state().opened.get() else { return nothing() };
    let rows = opened.booking.fields.iter().enumerate().map(|(i, asked)| row(w, i, asked).view());
    rows.collect::<Vec<AnyView>>().into_any()
}

fn row(w: Widget, i: usize, asked: &AskedField) -> El {
    let [is, hint, wrong] = ["field-", "field-hint-", "field-fault-"].map(|name| named(name, i));
    let is_wrong = move || w.state().field_faults.with(|faults| faults.get(i).is_some_and(|fault| !fault.is_empty()));
    let mut described_by = wrong.clone();
    if !asked.hint.is_empty() {
        described_by.push(' ');
        described_by.push_str(&hint);
    }
    let is_photos = asked.kind == FieldKind::Photos;
    let box_of = if is_photos { chooser() } else { answered(w, i, asked) };
    let box_of =
        box_of.is(&is).attr("aria-describedby", described_by).attr("aria-invalid", move || is_wrong().to_string());
    let box_of = if asked.required { box_of.attr("aria-required", "true") } else { box_of };
    let is_needed = asked.required || asked.alternative.is_some();
    let label_text =
        if is_needed { asked.label.clone() } else { fill(&w.say(text::FIELD_OPTIONAL), &[("label", &asked.label)]) };
    let own = asked.clone();
    let is_away = move || {
        let Some(opened) = w.state().opened.get() else { return false };
        w.state().answers.with(|answers| !is_shown(&opened.booking.fields, answers, &own))
    };
    div()
        .class("asked")
        .flag("hidden", Box::new(is_away))
        .child(if is_photos { photos(w, i, &label_text, box_of) } else { field(&label_text, box_of) })
        .children((!asked.hint.is_empty()).then(|| p().class("hint").id(&hint).child(&*asked.hint)))
        .child(fault(&wrong, move || w.state().field_faults.with(|faults| faults.get(i).cloned().unwrap_or_default())))
}

/// What is filled in, by the kind of the field.
fn answered(w: Widget, i: usize, asked: &AskedField) -> El {
    let value = move || w.state().answers.with(|answers| answers.get(i).cloned().unwrap_or_default());
    let set = move |event| {
        answer(w, i, typed(&event));
        keep_hold(w);
    };
    let none = if asked.required { w.say(text::FIELD_CHOOSE) } else { w.say(text::FIELD_NO_ANSWER) };
    let mut choices = vec![("", none)];
    match asked.kind {
        FieldKind::Choice => asked.choices.iter().for_each(|choice| choices.push((choice, choice.clone()))),
        FieldKind::Boolean => choices.extend([("true", w.say(text::FIELD_YES)), ("false", w.say(text::FIELD_NO))]),
        FieldKind::Text | FieldKind::Number | FieldKind::Date | FieldKind::Photos => {
            // Which keyboard is shown follows from the kind.
            let kind = match asked.autocomplete.as_deref() {
                Some(kind @ ("email" | "tel")) => kind,
                _ if asked.kind == FieldKind::Date => "date",
                _ => "text",
            };
            let box_of = input().attr("type", kind).attr("dir", "auto").value(value).on(ev::input, set);
            let box_of = match &asked.autocomplete {
                Some(token) => box_of.attr("autocomplete", token.clone()),
                None => box_of,
            };
            // Not of the kind number: browsers show nothing of what they take for none, and count on when somebody scrolls.
            return if asked.kind == FieldKind::Number { box_of.attr("inputmode", "decimal") } else { box_of };
        }
    }
    let chosen = untrack(value);
    let choice = |(value, text)| option().attr("value", value).selected(value == chosen).child(text);
    select().on(ev::change, set).value(value).children(choices.into_iter().map(choice))
}

/// What chooses pictures; a phone offers its camera.
fn chooser() -> El {
    input().attr("type", "file").attr("accept", "image/*").attr("multiple", "").class("unseen")
}

/// Pictures. What is shown of them, and how they are sent, is no part of this program: few visits ask for any.
fn photos(w: Widget, i: usize, name: &str, chooser: El) -> El {
    let value = move || w.state().answers.with(|answers| answers.get(i).cloned().unwrap_or_default());
    let heard = move |event| {
        let told = typed(&event);
        let (numbers, said) = told.split_once('\n').unwrap_or((&told, ""));
        answer(w, i, numbers.to_owned());
        keep_hold(w);
        if !said.is_empty() {
            w.announce(said.to_owned());
        }
    };
    let is = named("photos-", i);
    show_photos(w, i, &is);
    div()
        .class("photos")
        .is(&is)
        .role("group")
        .aria_label(name)
        .child(span().class("photos-name").child(name))
        .child(ul().class("photo-list").attr("hidden", ""))
        .child(label().class("button").part("button").child(span().child(w.say(text::PHOTOS_ADD))).child(chooser))
        .child(input().attr("type", "hidden").attr("value", untrack(value)).on(ev::input, heard))
}

fn named(name: &str, i: usize) -> String {
    let mut named = name.to_owned();
    named.push_str(&i.to_string());
    named
}
