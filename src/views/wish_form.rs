//! The form in which a wish is written or edited.

use leptos::ev;
use leptos::prelude::*;
use slotwright_matching::{Interval, MINUTES_PER_DAY};
use slotwright_wire::time::print_date;

use crate::effects::{Widget, change_wishes};
use crate::live::Live;
use crate::text::{self, fill};
use crate::views::parts::{Button, Words, live, nothing, say, words};
use crate::views::wishes::{feasibility_text, focus_wish};
use crate::wishes::{WishFault, WishFields, half_hours, hours_and_minutes};

/// What stands in the form, and what the list did last.
#[derive(Clone, Default)]
pub struct Draft {
    /// The three fields.
    pub fields: WishFields,
    /// Why the wish can't be added.
    pub fault: Option<WishFault>,
    /// The wish that is being edited, by its place in the list.
    pub editing: Option<usize>,
    /// What was removed last, and from where.
    pub removed: Option<(usize, Interval)>,
}

/// The form.
pub fn wish_form(w: Widget, draft: Live<Draft>) -> AnyView {
    let bound = move |is_first: bool| {
        let (first, last) = w.derived.days();
        print_date(if is_first { first } else { last })
    };
    let is_invalid = move || {
        let is = matches!(draft.get().fault, Some(WishFault::Date | WishFault::OutOfRange));
        is.to_string()
    };
    let date = Box::new(move || draft.get().fields.date) as Words;
    let on_date = move |event: ev::Event| draft.update(|draft| draft.fields.date = event_target_value(&event));
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        submit(w, draft);
    };
    let label = move || {
        let is_edit = draft.get().editing.is_some();
        if is_edit { text::WISH_SAVE } else { text::WISH_ADD }.to_owned()
    };
    let add =
        Button { submits: true, disabled: Box::new(move || is_full(w, draft)), ..Button::new(Box::new(label), || {}) };
    let leave = move || match draft.get().editing {
        None => nothing(),
        Some(i) => Button::named(text::WISH_CANCEL_EDIT, move || {
            draft.update(|draft| (draft.editing, draft.fault) = (None, None));
            focus_wish(w, i, "edit");
        })
        .view(),
    };
    let fault = move || match draft.get().fault {
        Some(fault) => fault_text(w, fault),
        None if is_full(w, draft) => text::WISHES_FULL.to_owned(),
        None => String::new(),
    };
    view! {
        <form class="wish-form" part="form" novalidate on:submit=on_submit>
            <label class="field" part="field">
                {say("span", "", words(text::WISH_DATE))}
                <input type="date" required data-is="date"
                    min=Box::new(move || bound(true)) as Words
                    max=Box::new(move || bound(false)) as Words
                    aria-describedby="wish-fault" aria-invalid=Box::new(is_invalid) as Words
                    prop:value=date on:input=on_date />
            </label>
            {time_field(w, draft, text::WISH_FROM, false)}
            {time_field(w, draft, text::WISH_TO, true)}
            {add.view()}
            {live(leave)}
            <p class="fault" part="error" id="wish-fault" role="alert">{Box::new(fault) as Words}</p>
        </form>
    }
    .into_any()
}

fn is_full(w: Widget, draft: Live<Draft>) -> bool {
    let max = w.state.opened.get().map_or(0, |opened| opened.booking.policy.max_wishes as usize);
    max <= w.state.wishes.get().len() && draft.get().editing.is_none()
}

fn time_field(w: Widget, draft: Live<Draft>, label: &'static str, is_end: bool) -> AnyView {
    let options = move || -> AnyView {
        let formats = w.derived.formats();
        let edge = if is_end { 0 } else { MINUTES_PER_DAY };
        let options: Vec<AnyView> = half_hours()
            .filter(|minute| *minute != edge)
            .map(|minute| {
                let value = hours_and_minutes(minute);
                view! { <option value=value>{formats.time(minute)}</option> }.into_any()
            })
            .collect();
        options.into_any()
    };
    let chosen = move || if is_end { draft.get().fields.to } else { draft.get().fields.from };
    let on_change = move |event: ev::Event| {
        let value = event_target_value(&event);
        draft.update(|draft| if is_end { draft.fields.to = value } else { draft.fields.move_from(value) });
    };
    let is_invalid = move || {
        let is = matches!(draft.get().fault, Some(WishFault::EndBeforeStart | WishFault::TooShort));
        is.to_string()
    };
    view! {
        <label class="field" part="field">
            {say("span", "", words(label))}
            <select aria-describedby="wish-fault" aria-invalid=Box::new(is_invalid) as Words on:change=on_change prop:value=Box::new(chosen) as Words>{live(options)}</select>
        </label>
    }
    .into_any()
}

fn submit(w: Widget, draft: Live<Draft>) {
    let (first, last) = untrack(|| w.derived.days());
    let Draft { fields, editing, .. } = draft.peek();
    let mut others = w.state.wishes.peek();
    if let Some(i) = editing {
        others.remove(i);
    }
    match fields.read(first, last, untrack(|| w.derived.length()), &others) {
        Err(fault) => {
            draft.update(|draft| draft.fault = Some(fault));
            w.focus("[data-is=date]");
        }
        Ok(wish) => {
            let place = editing.unwrap_or(others.len());
            others.insert(place, wish);
            draft.set(Draft { fields, ..Draft::default() });
            change_wishes(w, others);
            let said = untrack(|| feasibility_text(w, wish));
            w.say(fill(text::WISH_ADDED, &[("rank", &(place + 1).to_string()), ("feasibility", &said)]));
            if editing.is_some() {
                focus_wish(w, place, "edit");
            }
        }
    }
}

fn fault_text(w: Widget, fault: WishFault) -> String {
    let formats = w.derived.formats();
    match fault {
        WishFault::Date => text::WISH_FAULT_DATE.to_owned(),
        WishFault::OutOfRange => {
            let (first, last) = w.derived.days();
            fill(text::WISH_FAULT_RANGE, &[("first", &formats.day_short(first)), ("last", &formats.day_short(last))])
        }
        WishFault::EndBeforeStart => text::WISH_FAULT_ORDER.to_owned(),
        WishFault::TooShort => fill(text::WISH_FAULT_SHORT, &[("length", &text::length(w.derived.length()))]),
        WishFault::Duplicate => text::WISH_FAULT_DUPLICATE.to_owned(),
    }
}
