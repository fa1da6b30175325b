//! The form in which a wish is written or edited.

use leptos::ev;
use leptos::prelude::*;
use slotwright_wire::time::print_date;

use crate::booking::effects::{keep_draft, leave_edit};
use crate::booking::widget::Widget;
use crate::booking::wording::fault_sentence;
use crate::ground::text;
use crate::ground::wishes::{WishFault, hours_and_minutes, times};
use crate::kit::parts::{Button, Node, Words, buttons, field, form, live, nothing, text as text_of};

/// The form.
pub fn wish_form(w: Widget) -> AnyView {
    let draft = w.state.draft;
    let bound = move |is_first: bool| {
        let (first, last) = w.derived.days();
        print_date(if is_first { first } else { last })
    };
    let is_invalid = move || {
        let is = matches!(draft.get().fault, Some(WishFault::Date | WishFault::OutOfRange | WishFault::Duplicate));
        is.to_string()
    };
    let date = Box::new(move || draft.get().fields.date) as Words;
    let on_date =
        move |event: ev::Event| draft.update(|draft| draft.change(|fields| fields.date = event_target_value(&event)));
    let label = move || {
        let is_edit = draft.get().editing.is_some();
        if is_edit { text::WISH_SAVE } else { text::WISH_ADD }.to_owned()
    };
    let add = Button {
        submits: true,
        disabled: Box::new(move || is_full(w) || w.state.pending.get()),
        ..Button::new(Box::new(label), || {})
    };
    let leave = move || match draft.get().editing {
        None => nothing(),
        Some(i) => Button::named(text::WISH_CANCEL_EDIT, move || leave_edit(w, i)).view(),
    };
    let fault = move || match draft.get().fault {
        Some(fault) => fault_sentence(&w.derived, fault),
        None if is_full(w) => text::WISHES_FULL.to_owned(),
        None => String::new(),
    };
    let date = view! {
        <input type="date" data-is="date"
            min=Box::new(move || bound(true)) as Words
            max=Box::new(move || bound(false)) as Words
            aria-describedby="wish-fault" aria-invalid=Box::new(is_invalid) as Words
            prop:value=date on:input=on_date />
    };
    let fault = vec![text_of(Box::new(fault))];
    let fault = Node {
        tag: "p",
        class: "fault",
        role: Some("alert"),
        id: Some("wish-fault"),
        children: fault,
        ..Node::default()
    };
    let children = vec![
        field(text::WISH_DATE, date.into_any()),
        time_field(w, text::WISH_FROM, false),
        time_field(w, text::WISH_TO, true),
        buttons(vec![add.view(), live(leave)]),
        Node { part: Some("error"), ..fault }.view(),
    ];
    form("wish-form", children, move || keep_draft(w))
}

fn is_full(w: Widget) -> bool {
    let max = w.state.opened.get().map_or(0, |opened| opened.booking.policy.max_wishes as usize);
    max <= w.state.wishes.get().len() && w.state.draft.get().editing.is_none()
}

fn time_field(w: Widget, label: &'static str, is_end: bool) -> AnyView {
    let draft = w.state.draft;
    let chosen = move || if is_end { draft.get().fields.to } else { draft.get().fields.from };
    let options = move || -> AnyView {
        let formats = w.derived.formats();
        let chosen = chosen();
        let options: Vec<AnyView> = times(is_end, &chosen)
            .into_iter()
            .map(|minute| {
                let words = if is_end { formats.time_of_end(minute) } else { formats.time(minute) };
                let value = hours_and_minutes(minute);
                let is_chosen = value == chosen;
                view! { <option value=value prop:selected=is_chosen>{words}</option> }.into_any()
            })
            .collect();
        options.into_any()
    };
    let on_change = move |event: ev::Event| {
        let value = event_target_value(&event);
        draft.update(|draft| draft.change(|fields| if is_end { fields.to = value } else { fields.move_from(value) }));
    };
    let is_invalid = move || {
        let is =
            matches!(draft.get().fault, Some(WishFault::EndBeforeStart | WishFault::TooShort | WishFault::TooSoon));
        is.to_string()
    };
    let select = view! {
        <select data-is=if is_end { "to" } else { "from" } aria-describedby="wish-fault"
            aria-invalid=Box::new(is_invalid) as Words on:change=on_change prop:value=Box::new(chosen) as Words>{live(options)}</select>
    };
    field(label, select.into_any())
}
