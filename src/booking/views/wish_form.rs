//! The form in which a wish is written or edited.

use leptos::ev;
use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::time::print_date;
use slotwright_words::text;

use crate::booking::effects::{keep_draft, leave_edit};
use crate::booking::widget::Widget;
use crate::booking::wording::fault_sentence;
use crate::ground::day_parts::STRETCHES;
use crate::ground::wishes::{Kind, WishFault, hours_and_minutes, times};
use crate::kit::button::{button, submit};
use crate::kit::el::{El, div, option, reactive, select};
use crate::kit::form::{fault, field, form, input};
use crate::kit::parts::buttons;

/// The form.
pub fn wish_form(w: Widget) -> El {
    let draft = w.state().draft;
    let label = move || {
        let is_edit = draft.get().editing.is_some();
        w.say(if is_edit { text::WISH_SAVE } else { text::WISH_ADD })
    };
    let beside = move || match draft.get().editing {
        // Of what is edited it is said already which it is.
        None => button(w.say(text::RATHER_NOT_ADD), move || keep_draft(w, Kind::RatherNot))
            .disabled(move || is_full(w, Kind::RatherNot))
            .view(),
        Some((kind, i)) => button(w.say(text::WISH_CANCEL_EDIT), move || leave_edit(w, kind, i)).view(),
    };
    let sentence = move || match draft.get().fault {
        Some(fault) => fault_sentence(&w.derived(), fault),
        None if is_full(w, Kind::Wish) => w.say(text::WISHES_FULL),
        None => String::new(),
    };
    form("wish-form", move || keep_draft(w, Kind::Wish))
        .child(field(&w.say(text::WISH_DATE), date(w)))
        .child(parts_of_day(w))
        .child(field(&w.say(text::WISH_FROM), time(w, false)))
        .child(field(&w.say(text::WISH_TO), time(w, true)))
        .child(
            buttons()
                .child(submit(label).disabled(move || is_full(w, Kind::Wish) || w.state().pending.get()))
                .child(reactive(beside)),
        )
        .child(fault("wish-fault", sentence))
}

/// The usual stretches of a day, each by one press; other hours stand in the fields.
fn parts_of_day(w: Widget) -> El {
    let draft = w.state().draft;
    let part = |(name, (from, to))| {
        let [from, to] = [from, to].map(hours_and_minutes);
        let is = [from.clone(), to.clone()];
        let is_chosen = move || draft.with(|draft| draft.fields.from == is[0] && draft.fields.to == is[1]);
        let choose = move || {
            let (from, to) = (from.clone(), to.clone());
            draft.update(|draft| draft.change(|fields| (fields.from, fields.to) = (from, to)));
        };
        button(w.say(name), choose).class("chip").pressed(is_chosen).view()
    };
    let names = [text::MORNING, text::AFTERNOON, text::EVENING, text::ALL_DAY];
    div()
        .class("chips")
        .role("group")
        .aria_label(w.say(text::WISH_FROM))
        .children(names.into_iter().zip(STRETCHES).map(part))
}

fn is_full(w: Widget, kind: Kind) -> bool {
    let max = w.state().opened.get().map_or(0, |opened| opened.booking.policy.max_wishes as usize);
    max <= w.state().windows(kind).get().len() && w.state().draft.get().editing.is_none()
}

fn date(w: Widget) -> El {
    let draft = w.state().draft;
    let is_invalid = move || {
        let fault = draft.get().fault;
        matches!(fault, Some(WishFault::Date | WishFault::OutOfRange | WishFault::Duplicate)).to_string()
    };
    let set = move |date| draft.update(|draft| draft.change(|fields| fields.date = date));
    input("date", move || draft.get().fields.date, set)
        .is("date")
        .attr("min", move || print_date(w.derived().days().0))
        .attr("max", move || print_date(w.derived().days().1))
        .attr("aria-describedby", "wish-fault")
        .attr("aria-invalid", is_invalid)
}

fn time(w: Widget, is_end: bool) -> El {
    let draft = w.state().draft;
    let chosen = move || {
        let fields = draft.get().fields;
        if is_end { fields.to } else { fields.from }
    };
    let is_invalid = move || {
        let fault = draft.get().fault;
        matches!(fault, Some(WishFault::EndBeforeStart | WishFault::TooShort | WishFault::TooSoon)).to_string()
    };
    let on_change = move |event| {
        let value = event_target_value(&event);
        draft.update(|draft| draft.change(|fields| if is_end { fields.to = value } else { fields.move_from(value) }));
    };
    select()
        .is(if is_end { "to" } else { "from" })
        .attr("aria-describedby", "wish-fault")
        .attr("aria-invalid", is_invalid)
        .on(ev::change, on_change)
        .value(chosen)
        .child(reactive(move || options(w, is_end, &chosen())))
}

fn options(w: Widget, is_end: bool, chosen: &str) -> AnyView {
    let formats = w.derived().formats();
    let one = |minute: Minute| {
        let value = hours_and_minutes(minute);
        let text = if is_end { formats.time_of_end(minute) } else { formats.time(minute) };
        option().attr("value", &*value).selected(value == chosen).child(text).view()
    };
    times(is_end, chosen).into_iter().map(one).collect::<Vec<AnyView>>().into_any()
}
