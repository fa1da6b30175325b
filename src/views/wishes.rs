//! Wishes: add, rank, edit and remove windows; each shows at once whether it can be met.

use leptos::prelude::*;
use slotwright_matching::{Day, Interval, MINUTES_PER_DAY};
use slotwright_wire::time::{print_date, print_time};

use crate::effects::{Widget, go, leave_wishes, wishes_changed};
use crate::state::Step;
use crate::text::{self, fill};
use crate::views::heading::heading;
use crate::wishes::{WishFault, WishFields, half_hours};

/// The signals of this step alone.
#[derive(Clone, Copy)]
struct Editor {
    w: Widget,
    fields: RwSignal<WishFields>,
    fault: RwSignal<Option<WishFault>>,
    /// The wish that is being edited, by its place in the list.
    editing: RwSignal<Option<usize>>,
    /// What was removed last, and from where.
    removed: RwSignal<Option<(usize, Interval)>>,
}

/// The step in which wishes are written.
pub fn wishes(w: Widget) -> impl IntoView {
    let day = w.state.selected.get_untracked().unwrap_or_else(|| untrack(|| w.derived.days().0));
    let fields = WishFields { date: print_date(day), from: "08:00".to_owned(), to: "12:00".to_owned() };
    let editor = Editor {
        w,
        fields: RwSignal::new(fields),
        fault: RwSignal::new(None),
        editing: RwSignal::new(None),
        removed: RwSignal::new(None),
    };
    view! {
        <section class="wishes">
            {heading(text::WISHES_TITLE)}
            <p class="hint">{text::WISHES_HINT}</p>
            {form(editor)}
            {move || list(editor)}
            {move || undo(editor)}
            {move || outcome(editor)}
            <p><button class="link" type="button" on:click=move |_| go(w, Step::Choose)>{text::WISHES_BACK}</button></p>
        </section>
    }
}

fn form(e: Editor) -> AnyView {
    let bound = move |first: bool| {
        let days = e.w.derived.days();
        print_date(if first { days.0 } else { days.1 })
    };
    let is_full = move || {
        let max = e.w.state.booking.with(|booking| booking.as_ref().map_or(0, |b| b.policy.max_wishes as usize));
        e.editing.get().is_none() && max <= e.w.state.wishes.with(Vec::len)
    };
    let invalid = move |faults: &[WishFault]| e.fault.get().is_some_and(|fault| faults.contains(&fault)).to_string();
    view! {
        <form class="wish-form" part="form" novalidate on:submit=move |event| { event.prevent_default(); if !is_full() { submit(e); } }>
            <label class="field" part="field">
                <span>{text::WISH_DATE}</span>
                <input type="date" required data-field="date" min=move || bound(true) max=move || bound(false)
                    aria-describedby="wish-fault" aria-invalid=move || invalid(&[WishFault::Date, WishFault::OutOfRange])
                    prop:value=move || e.fields.with(|fields| fields.date.clone())
                    on:input=move |event| e.fields.update(|fields| fields.date = event_target_value(&event)) />
            </label>
            {time_field(e, text::WISH_FROM, false)}
            {time_field(e, text::WISH_TO, true)}
            <button class="button" part="button" type="submit" aria-disabled=move || is_full().to_string()>
                {move || if e.editing.get().is_some() { text::WISH_SAVE } else { text::WISH_ADD }}
            </button>
            {move || e.editing.get().map(|i| view! {
                <button class="button" part="button" type="button" on:click=move |_| {
                    e.editing.set(None);
                    e.fault.set(None);
                    focus_wish(e, i, "edit");
                }>{text::WISH_CANCEL_EDIT}</button>
            })}
            <p class="fault" part="error" id="wish-fault" role="alert">
                {move || if is_full() { text::WISHES_FULL.to_owned() } else { e.fault.get().map(|fault| fault_text(e.w, fault)).unwrap_or_default() }}
            </p>
        </form>
    }
    .into_any()
}

fn time_field(e: Editor, label: &'static str, is_end: bool) -> AnyView {
    let chosen = move || e.fields.with(|fields| if is_end { fields.to.clone() } else { fields.from.clone() });
    let options = move || -> Vec<AnyView> {
        let formats = e.w.derived.formats();
        let edge = if is_end { 0 } else { MINUTES_PER_DAY };
        half_hours()
            .filter(|minute| *minute != edge)
            .map(|minute| {
                let value = print_time(minute)[..5].to_owned();
                let is_chosen = {
                    let value = value.clone();
                    move || chosen() == value
                };
                view! { <option value=value prop:selected=is_chosen>{formats.time(minute)}</option> }.into_any()
            })
            .collect()
    };
    view! {
        <label class="field" part="field">
            <span>{label}</span>
            <select aria-describedby="wish-fault" on:change=move |event| {
                let value = event_target_value(&event);
                e.fields.update(|fields| if is_end { fields.to = value } else { fields.from = value });
            }>{options}</select>
        </label>
    }
    .into_any()
}

fn submit(e: Editor) {
    let (first, last) = untrack(|| e.w.derived.days());
    let editing = e.editing.get_untracked();
    let mut others = e.w.state.wishes.get_untracked();
    if let Some(i) = editing {
        others.remove(i);
    }
    let length = untrack(|| e.w.derived.length());
    match e.fields.with_untracked(|fields| fields.read(first, last, length, &others)) {
        Err(fault) => {
            e.fault.set(Some(fault));
            e.w.focus("[data-field=date]");
        }
        Ok(wish) => {
            let place = editing.unwrap_or(others.len());
            e.fault.set(None);
            e.editing.set(None);
            e.removed.set(None);
            others.insert(place, wish);
            change(e, others);
            let said = untrack(|| feasibility_text(e.w, wish));
            e.w.say(fill(text::WISH_ADDED, &[("rank", &(place + 1).to_string()), ("feasibility", &said)]));
            if editing.is_some() {
                focus_wish(e, place, "edit");
            }
        }
    }
}

fn change(e: Editor, wishes: Vec<Interval>) {
    e.w.state.wishes.set(wishes);
    wishes_changed(e.w);
}

fn list(e: Editor) -> AnyView {
    let wishes = e.w.state.wishes.get();
    if wishes.is_empty() {
        return view! { <p class="hint">{text::WISHES_EMPTY}</p> }.into_any();
    }
    let count = wishes.len();
    let rows: Vec<AnyView> = wishes.into_iter().enumerate().map(|(i, wish)| row(e, i, count, wish)).collect();
    view! { <ol class="wish-list" aria-label=text::WISHES_LIST>{rows}</ol> }.into_any()
}

fn row(e: Editor, i: usize, count: usize, wish: Interval) -> AnyView {
    let line = wish_line(e.w, wish);
    let button = |action: &'static str,
                  name: &'static str,
                  glyph: Option<&'static str>,
                  enabled: bool,
                  act: fn(Editor, usize)| {
        let label = fill(text::WISH_ACTION, &[("action", name), ("wish", &line)]);
        view! {
            <button class="small" part="button" type="button" data-action=action aria-label=label disabled=!enabled
                on:click=move |_| act(e, i)>{glyph.unwrap_or(name)}</button>
        }
        .into_any()
    };
    let buttons = vec![
        button("up", text::WISH_UP, Some("↑"), i > 0, |e, i| move_wish(e, i, i - 1, "up")),
        button("down", text::WISH_DOWN, Some("↓"), i + 1 < count, |e, i| move_wish(e, i, i + 1, "down")),
        button("edit", text::WISH_EDIT, None, true, edit),
        button("remove", text::WISH_REMOVE, None, true, remove),
    ];
    view! {
        <li class="wish" part="wish" data-wish=i.to_string()>
            <p class="wish-text">{line.clone()}</p>
            {feasibility_line(e.w, wish)}
            <div class="wish-buttons">{buttons}</div>
        </li>
    }
    .into_any()
}

fn move_wish(e: Editor, from: usize, to: usize, action: &'static str) {
    let mut wishes = e.w.state.wishes.get_untracked();
    wishes.swap(from, to);
    e.editing.set(None);
    let count = wishes.len();
    change(e, wishes);
    e.w.say(fill(text::WISH_MOVED, &[("rank", &(to + 1).to_string())]));
    // At the end of the list this button can't go on: its neighbour keeps the focus near.
    let stays = if action == "up" { to > 0 } else { to + 1 < count };
    let neighbour = if action == "up" { "down" } else { "up" };
    focus_wish(e, to, if stays { action } else { neighbour });
}

fn edit(e: Editor, i: usize) {
    e.fields.set(e.w.state.wishes.with_untracked(|wishes| WishFields::of(wishes[i])));
    e.editing.set(Some(i));
    e.fault.set(None);
    e.w.focus("[data-field=date]");
}

fn remove(e: Editor, i: usize) {
    let mut wishes = e.w.state.wishes.get_untracked();
    let wish = wishes.remove(i);
    e.removed.set(Some((i, wish)));
    e.editing.set(None);
    change(e, wishes);
    e.w.say(text::WISH_REMOVED.to_owned());
    e.w.focus("[data-action=undo]");
}

fn undo(e: Editor) -> AnyView {
    let Some((i, wish)) = e.removed.get() else { return ().into_any() };
    let put_back = move |_| {
        let mut wishes = e.w.state.wishes.get_untracked();
        wishes.insert(i.min(wishes.len()), wish);
        e.removed.set(None);
        change(e, wishes);
        focus_wish(e, i, "remove");
    };
    view! {
        <p class="undo">
            {text::WISH_REMOVED} " "
            <button class="link" type="button" data-action="undo" on:click=put_back>{text::WISH_UNDO}</button>
        </p>
    }
    .into_any()
}

/// What can be done with the wishes: book the best, or leave them.
fn outcome(e: Editor) -> AnyView {
    let w = e.w;
    if w.state.wishes.with(Vec::is_empty) {
        return ().into_any();
    }
    let pending = w.state.pending;
    let best = w.derived.best.get();
    let sentence = match best {
        Some((i, _)) => fill(text::WISHES_BEST_IS, &[("rank", &(i + 1).to_string())]),
        None => text::WISHES_NONE_FEASIBLE.to_owned(),
    };
    let book_best = best.map(|(_, opening)| {
        let start = opening.start;
        let label = fill(text::WISHES_BOOK_BEST, &[("when", &w.derived.formats().moment(start))]);
        view! {
            <button class="button" data-primary part="button" type="button"
                on:click=move |_| go(w, Step::Details { start, from_wishes: true })>{label}</button>
        }
    });
    // A booked visit is moved, not given up for wishes.
    let leave = w.derived.scheduled().is_none().then(|| {
        view! {
            <button class="button" part="button" type="button" on:click=move |_| leave_wishes(w)>
                {move || if pending.get() { text::WISHES_SAVING } else { text::WISHES_LEAVE }}
            </button>
        }
    });
    view! {
        <div class="outcome">
            <p>{sentence}</p>
            <div class="buttons">{book_best} {leave}</div>
        </div>
    }
    .into_any()
}

fn focus_wish(e: Editor, i: usize, action: &str) {
    let mut selector = String::from("[data-wish=\"");
    selector.push_str(&i.to_string());
    selector.push_str("\"] [data-action=");
    selector.push_str(action);
    selector.push(']');
    e.w.focus(&selector);
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

/// `Tuesday, December 1, 8:00 AM to 12:00 PM`.
pub fn wish_line(w: Widget, wish: Interval) -> String {
    let formats = w.derived.formats();
    let (from, to) = (formats.time(wish.start()), formats.time(wish.end()));
    fill(text::WISH_TEXT, &[("day", &formats.day(Day::of(wish.start()))), ("from", &from), ("to", &to)])
}

/// Whether a wish can be met, as a line of its own.
pub fn feasibility_line(w: Widget, wish: Interval) -> AnyView {
    let state = move || match w.derived.feasibility(wish) {
        None => "unknown",
        Some(found) if found.earliest.is_some() => "yes",
        Some(_) => "no",
    };
    view! { <p class="feasibility" data-feasible=state>{move || feasibility_text(w, wish)}</p> }.into_any()
}

fn feasibility_text(w: Widget, wish: Interval) -> String {
    let is_past = w.derived.search().is_some_and(|search| wish.end() - search.length_minutes < search.earliest);
    match w.derived.feasibility(wish) {
        _ if is_past => text::WISH_PAST.to_owned(),
        None => text::WISH_CHECKING.to_owned(),
        Some(found) => match found.earliest {
            Some(opening) => fill(text::WISH_FEASIBLE, &[("time", &w.derived.formats().time(opening.start))]),
            None => text::WISH_NOT_FEASIBLE.to_owned(),
        },
    }
}
