//! A form, from what is asked: a field each, with its hint and what is wrong at it.

use leptos::ev;
use leptos::prelude::*;
use slotwright_words::{fill, text};
use web_sys::Event;

use crate::ground::setup::sheet::{Kind, Question, toggled};
use crate::kit::button::{button, submit};
use crate::kit::el::{
    El, div, fieldset, folded, input, label, legend, option, p, reactive, select, span, summary, textarea,
};
use crate::kit::form::{fault, field, form, typed};
use crate::kit::parts::{buttons, title};
use crate::setup::effects::{answer, close_form, open_form, save_form};
use crate::setup::state::{Saving, What};
use crate::setup::views::collisions;
use crate::setup::widget::Widget;

/// As many questions under a heading stand open; more are folded away until somebody wants them.
const OPEN: usize = 12;

/// The form that is open, under this heading. `stays` is one that is always open: it can be put back, not closed.
pub fn opened(w: Widget, name: &str, stays: bool) -> AnyView {
    let state = w.state();
    let sheet = state.sheet.get_untracked();
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for (place, question) in sheet.questions.iter().enumerate() {
        match groups.last_mut() {
            Some((group, places)) if *group == question.group => places.push(place),
            _ => groups.push((question.group.clone(), vec![place])),
        }
    }
    let is_long = OPEN < sheet.questions.len();
    // Where nothing has to be answered, nobody needs to be told so of each.
    let tells = sheet.questions.iter().any(|question| question.is_needed);
    let drawn = groups.iter().enumerate().map(|(n, (group, places))| {
        let fields = places.iter().map(|place| asked(w, *place, &sheet.questions[*place], tells));
        match (group.is_empty(), is_long && 0 < n) {
            (true, _) => div().class("setup-fields").children(fields),
            (false, false) => fieldset()
                .class("setup-group")
                .child(legend().child(&**group))
                .child(div().class("setup-fields").children(fields)),
            (false, true) => {
                let has_answer = places.iter().any(|place| !sheet.values[*place].is_empty());
                let group = folded().class("setup-group").child(summary().child(&**group));
                let group = if has_answer { group.attr("open", "") } else { group };
                group.child(div().class("setup-fields").children(fields))
            }
        }
    });
    let is_same = move || state.sheet.with(|sheet| state.sheet_before.with(|before| sheet.values == before.values));
    let is_sent = move || state.saving.get() == Saving::Sent;
    let save = submit(move || w.say(if is_sent() { text::SETUP_SAVING } else { text::SETUP_SAVE }));
    let save = save.primary().disabled(move || is_sent() || stays && is_same());
    let leave = match stays {
        true => {
            let again = move || {
                if let Some(what) = state.open.get_untracked() {
                    open_form(w, what);
                }
            };
            button(w.say(text::SETUP_DISCARD), again).disabled(is_same)
        }
        false => button(w.say(text::SETUP_CANCEL), move || close_form(w)),
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && !stays {
            event.prevent_default();
            close_form(w);
        }
    };
    form("setup-form", move || save_form(w))
        .on(ev::keydown, on_key)
        .child(title(w.options().heading_level, 2).class("setup-name").is("setup-title").tabindex("-1").child(name))
        .children(drawn)
        .child(reactive(move || collisions::of_form(w)))
        .child(buttons().child(save).child(leave))
        .view()
}

/// The heading of a form: what is new, or what is changed.
pub fn name_of(w: Widget, found: Option<&str>, new: &'static slotwright_words::Text) -> String {
    found.map_or_else(|| w.say(new), |name| fill(&w.say(text::SETUP_EDIT_OF), &[("name", name)]))
}

/// Whether a form of this kind is open.
pub fn is_open(w: Widget, is: fn(&What) -> bool) -> bool {
    w.state().open.get().as_ref().is_some_and(is)
}

fn asked(w: Widget, place: usize, question: &Question, tells_optional: bool) -> El {
    let state = w.state();
    let named = |name: &str| [name, &place.to_string()].concat();
    let [is, hint, wrong] = ["setup-field-", "setup-hint-", "setup-fault-"].map(named);
    let said = move || state.sheet.with(|sheet| sheet.faults.get(place).cloned().unwrap_or_default());
    let hinted = match &question.kind {
        Kind::Whole(least, most) if question.hint.is_empty() => [least.to_string(), most.to_string()].join(" – "),
        _ => question.hint.clone(),
    };
    let mut described_by = wrong.clone();
    if !hinted.is_empty() {
        described_by = [&*wrong, " ", &*hint].concat();
    }
    let optional = fill(&w.say(text::SETUP_OPTIONAL), &[("label", &question.label)]);
    let is_plain = !tells_optional || question.is_needed || matches!(question.kind, Kind::Yes | Kind::Several(_));
    let name = if is_plain { &question.label } else { &optional };
    let answered = match &question.kind {
        Kind::Yes => return div().class("setup-field").child(ticked(w, place, &question.label, &is)),
        Kind::Several(choices) => several(w, place, name, choices, &is, described_by),
        kind => {
            let held = box_of(w, place, kind)
                .is(&is)
                .attr("aria-describedby", described_by)
                .attr("aria-invalid", move || (!said().is_empty()).to_string());
            field(name, if question.is_needed { held.attr("aria-required", "true") } else { held })
        }
    };
    div()
        .class("setup-field")
        .attr("data-wide", if matches!(question.kind, Kind::Several(_) | Kind::Long(_)) { "true" } else { "false" })
        .child(answered)
        .children((!hinted.is_empty()).then(|| p().class("hint").id(&hint).child(&*hinted)))
        .child(fault(&wrong, said))
}

/// What is typed or chosen. It is not written to while somebody types: a time of which a part is missing would lose the rest.
fn box_of(w: Widget, place: usize, kind: &Kind) -> El {
    let value = w.state().sheet.with_untracked(|sheet| sheet.values.get(place).cloned().unwrap_or_default());
    let set = move |event: Event| answer(w, place, typed(&event));
    let line = |kind: &str| {
        let value = value.clone();
        input().attr("type", kind).value(move || value.clone()).on(ev::input, set)
    };
    match kind {
        Kind::Choice(choices) => {
            let is_there = choices.iter().any(|(known, _)| *known == value);
            let none = (!is_there).then(|| (String::new(), w.say(text::SETUP_CHOOSE_ONE)));
            let choices = none.iter().chain(choices);
            let chosen = |(known, name): &(String, String)| {
                option().attr("value", &**known).selected(*known == value).child(&**name)
            };
            select().on(ev::change, set).children(choices.map(chosen))
        }
        Kind::Long(_) => {
            let value = value.clone();
            textarea().attr("rows", "3").attr("dir", "auto").value(move || value.clone()).on(ev::input, set)
        }
        Kind::Whole(..) => line("text").attr("inputmode", "numeric"),
        Kind::Number => line("text").attr("inputmode", "decimal"),
        Kind::Day => line("date"),
        Kind::Time => line("time").attr("step", "900"),
        Kind::Line(_) | Kind::Yes | Kind::Several(_) => line("text").attr("dir", "auto"),
    }
}

fn ticked(w: Widget, place: usize, name: &str, is: &str) -> El {
    let is_on = w.state().sheet.with_untracked(|sheet| sheet.values.get(place).is_some_and(|value| value == "true"));
    let set = move |event: Event| {
        answer(w, place, if event_target_checked(&event) { "true".to_owned() } else { String::new() });
    };
    label().class("setup-tick").child(check(is_on).is(is).on(ev::change, set)).child(span().child(name))
}

fn several(w: Widget, place: usize, name: &str, choices: &[(String, String)], is: &str, described_by: String) -> El {
    let value = w.state().sheet.with_untracked(|sheet| sheet.values.get(place).cloned().unwrap_or_default());
    let ticks = choices.iter().enumerate().map(|(n, (one, name))| {
        let is_on = value.split_whitespace().any(|chosen| chosen == one);
        let one = one.clone();
        let set = move |event: Event| {
            let now = w.state().sheet.with_untracked(|sheet| sheet.values.get(place).cloned().unwrap_or_default());
            answer(w, place, toggled(&now, &one, event_target_checked(&event)));
        };
        let tick = check(is_on).on(ev::change, set);
        // What is wrong with them all leads to the first.
        let tick = if n == 0 { tick.is(is) } else { tick };
        label().class("setup-tick").child(tick).child(span().child(&**name))
    });
    fieldset()
        .class("ticks")
        .attr("aria-describedby", described_by)
        .child(legend().child(name))
        .child(div().class("ticks-all").children(ticks))
}

fn check(is_on: bool) -> El {
    let tick = input().attr("type", "checkbox");
    if is_on { tick.attr("checked", "") } else { tick }
}
