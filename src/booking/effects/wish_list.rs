//! What a person does to the list of wishes: add, rank, edit and remove, and undo that. Nothing of it is stored yet.

use leptos::prelude::*;
use slotwright_matching::Interval;
use slotwright_wire::time::print_date;
use slotwright_words::{fill, text};

use crate::booking::derived::Derived;
use crate::booking::widget::Widget;
use crate::booking::wording::{feasibility_announcement, wish_line};
use crate::events::Event;
use crate::ground::wishes::{Draft, Undo, WishFault, WishFields};
use crate::kit::reactive::effect;

/// Begins a wish on the day that was looked at last; what was being written before is still there.
pub fn begin_draft(w: Widget) {
    if w.state().draft.get_untracked().fields.date.is_empty() {
        let day = w.state().selected.get_untracked().map_or_else(|| w.now(Derived::days).0, |selected| selected.day);
        let fields = WishFields { date: print_date(day), from: "08:00".to_owned(), to: "12:00".to_owned() };
        w.state().draft.update(|draft| draft.fields = fields);
    }
}

/// Takes over what is in the form: a further wish, or the one that is edited.
pub fn keep_draft(w: Widget) {
    let draft = w.state().draft;
    let Some(search) = w.now(Derived::search) else { return };
    let Draft { fields, editing, .. } = draft.get_untracked();
    let mut others = w.state().wishes.get_untracked();
    if let Some(i) = editing.filter(|i| *i < others.len()) {
        others.remove(i);
    }
    match fields.read(&search, &others) {
        Err(fault) => {
            draft.update(|draft| draft.fault = Some(fault));
            let in_times = matches!(fault, WishFault::EndBeforeStart | WishFault::TooShort | WishFault::TooSoon);
            w.focus(if in_times { "[data-is=to]" } else { "[data-is=date]" });
        }
        Ok(wish) => {
            let place = editing.unwrap_or(others.len());
            others.insert(place, wish);
            draft.set(Draft { fields, ..Draft::default() });
            change(w, others);
            let feasibility = w.now(|derived| feasibility_announcement(derived, wish));
            let sentence = if editing.is_some() { w.say(text::WISH_SAVED) } else { w.say(text::WISH_ADDED) };
            w.announce(fill(&sentence, &[("rank", &(place + 1).to_string()), ("feasibility", &feasibility)]));
            if editing.is_some() {
                focus_wish(w, place, "edit");
            } else {
                // On a phone the end of the list lies below what is seen.
                let mut added = String::from(".wish:nth-child(");
                added.push_str(&(place + 1).to_string());
                added.push(')');
                w.bring_into_view(&added);
            }
        }
    }
}

/// Puts a wish into the form.
pub fn edit_wish(w: Widget, i: usize) {
    let fields = WishFields::of(w.state().wishes.get_untracked()[i]);
    w.state().draft.update(|draft| *draft = Draft { fields, editing: Some(i), fault: None, undo: draft.undo.clone() });
    w.focus("[data-is=date]");
}

/// Leaves the edited wish as it was.
pub fn leave_edit(w: Widget, i: usize) {
    w.state().draft.update(|draft| (draft.editing, draft.fault) = (None, None));
    focus_wish(w, i, "edit");
}

/// Has a wish change places with its neighbour.
pub fn move_wish(w: Widget, from: usize, to: usize) {
    let mut wishes = w.state().wishes.get_untracked();
    wishes.swap(from, to);
    w.state().draft.update(|draft| draft.swapped(from, to));
    change(w, wishes);
    w.announce(fill(&w.say(text::WISH_MOVED), &[("rank", &(to + 1).to_string())]));
    // The focus goes with the wish.
    focus_wish(w, to, if to < from { "up" } else { "down" });
}

/// Removes a wish.
pub fn remove_wish(w: Widget, i: usize) {
    let mut wishes = w.state().wishes.get_untracked();
    let wish = wishes.remove(i);
    w.state().draft.update(|draft| draft.removed(i, wish));
    change(w, wishes);
    w.announce(w.say(text::WISH_REMOVED));
    w.focus("[data-is=undo]");
}

/// Replaces a wish by a suggestion, which can be met.
pub fn apply_suggestion(w: Widget, i: usize, from: Interval, to: Interval) {
    let mut wishes = w.state().wishes.get_untracked();
    wishes[i] = to;
    w.state().draft.update(|draft| draft.undo.push(Undo::Changed { from, to }));
    change(w, wishes);
    let (line, feasibility) = w.now(|derived| (wish_line(derived, to), feasibility_announcement(derived, to)));
    let values = [("rank", &*(i + 1).to_string()), ("wish", &line), ("feasibility", &feasibility)];
    w.announce(fill(&w.say(text::WISH_CHANGED_TO), &values));
    focus_wish(w, i, "edit");
}

/// Undoes what was done last.
pub fn undo(w: Widget) {
    let mut wishes = w.state().wishes.get_untracked();
    let mut draft = w.state().draft.get_untracked();
    let undone = match draft.undo.last() {
        Some(Undo::Changed { .. }) => w.say(text::WISH_CHANGED_BACK),
        _ => w.say(text::WISH_PUT_BACK),
    };
    let place = draft.undo(&mut wishes);
    w.state().draft.set(draft);
    let Some(place) = place else { return };
    change(w, wishes);
    w.announce(undone.to_owned());
    focus_wish(w, place, "edit");
}

/// Announces whether a wish can be met as soon as that is known, if it was not when the wish was added; while the list is shown.
pub fn announce_when_known(w: Widget) {
    let unknown = RwSignal::new(Vec::new());
    // Listens to: the wishes, and all that decides whether they can be met.
    effect(move || {
        let (mut still, mut sentences) = (Vec::new(), String::new());
        for (i, wish) in w.state().wishes.get().into_iter().enumerate() {
            if w.derived().feasibility(wish).is_none() {
                still.push(wish);
            } else if unknown.get_untracked().contains(&wish) {
                let feasibility = feasibility_announcement(&w.derived(), wish);
                let values = [("rank", &*(i + 1).to_string()), ("feasibility", &feasibility)];
                if !sentences.is_empty() {
                    sentences.push(' ');
                }
                sentences.push_str(&fill(&w.say(text::WISH_KNOWN), &values));
            }
        }
        unknown.set(still);
        if !sentences.is_empty() {
            w.announce(sentences);
        }
    });
}

/// The `data-is` name of a wish's button.
pub fn wish_button(i: usize, action: &str) -> String {
    let mut name = String::from(action);
    name.push_str(&i.to_string());
    name
}

/// Puts the focus on a button of a wish.
fn focus_wish(w: Widget, i: usize, action: &str) {
    let mut selector = String::from("[data-is=");
    selector.push_str(&wish_button(i, action));
    selector.push(']');
    w.focus(&selector);
}

fn change(w: Widget, wishes: Vec<Interval>) {
    w.dispatch(&Event::WishesChanged { wishes: wishes.len() });
    w.state().wishes.set(wishes);
}
