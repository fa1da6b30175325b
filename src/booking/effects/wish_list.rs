//! What a person does to the list of wishes and to that of what they would rather not have: add, rank, edit and remove, and undo
//! that. Nothing of it is stored yet.

use leptos::prelude::*;
use slotwright_matching::Interval;
use slotwright_wire::time::print_date;
use slotwright_words::{Text, fill, text};

use crate::booking::derived::Derived;
use crate::booking::widget::Widget;
use crate::booking::wording::{feasibility_announcement, rather_not_line, wish_line};
use crate::events::Event;
use crate::ground::wishes::{Draft, Kind, Undo, WishFault, WishFields};
use crate::kit::reactive::effect;

/// Begins a wish on the day that was looked at last; what was being written before is still there.
pub fn begin_draft(w: Widget) {
    if w.state().draft.get_untracked().fields.date.is_empty() {
        let day = w.state().selected.get_untracked().map_or_else(|| w.now(Derived::days).0, |selected| selected.day);
        let fields = WishFields { date: print_date(day), from: "08:00".to_owned(), to: "12:00".to_owned() };
        w.state().draft.update(|draft| draft.fields = fields);
    }
}

/// Takes over what is in the form: a further window of this kind, or the one that is edited.
pub fn keep_draft(w: Widget, kind: Kind) {
    let draft = w.state().draft;
    let Some(search) = w.now(Derived::search) else { return };
    let Draft { fields, editing, .. } = draft.get_untracked();
    let kind = editing.map_or(kind, |(kind, _)| kind);
    let mut others = w.state().windows(kind).get_untracked();
    if let Some((_, i)) = editing.filter(|(_, i)| *i < others.len()) {
        others.remove(i);
    }
    let window = match fields.read(kind, &search, &others) {
        Err(fault) => {
            draft.update(|draft| draft.fault = Some(fault));
            let in_times = matches!(fault, WishFault::EndBeforeStart | WishFault::TooShort | WishFault::TooSoon);
            return w.focus(if in_times { "[data-is=to]" } else { "[data-is=date]" });
        }
        Ok(window) => window,
    };
    // Wishes rank by their place, the others stand by the clock.
    let place = match kind {
        Kind::Wish => editing.map_or(others.len(), |(_, i)| i),
        Kind::RatherNot => others.partition_point(|other| *other < window),
    };
    others.insert(place, window);
    draft.set(Draft { fields, ..Draft::default() });
    change(w, kind, others);
    if kind == Kind::Wish {
        let feasibility = w.now(|derived| feasibility_announcement(derived, window));
        let sentence = if editing.is_some() { w.say(text::WISH_SAVED) } else { w.say(text::WISH_ADDED) };
        w.announce(fill(&sentence, &[("rank", &(place + 1).to_string()), ("feasibility", &feasibility)]));
    } else {
        w.announce(w.now(|derived| rather_not_line(derived, window)));
    }
    if editing.is_some() {
        focus_row(w, kind, place, "edit");
    } else {
        // On a phone the end of the list lies below what is seen.
        w.bring_into_view(&["[data-is=", &row_name(kind, place, "row"), "]"].concat());
    }
}

/// Puts a window into the form.
pub fn edit(w: Widget, kind: Kind, i: usize) {
    let fields = WishFields::of(w.state().windows(kind).get_untracked()[i]);
    let editing = Some((kind, i));
    w.state().draft.update(|draft| *draft = Draft { fields, editing, fault: None, undo: draft.undo.clone() });
    w.focus("[data-is=date]");
}

/// Leaves what is edited as it was.
pub fn leave_edit(w: Widget, kind: Kind, i: usize) {
    w.state().draft.update(|draft| (draft.editing, draft.fault) = (None, None));
    focus_row(w, kind, i, "edit");
}

/// Has a wish change places with its neighbour.
pub fn move_wish(w: Widget, from: usize, to: usize) {
    let mut wishes = w.state().wishes.get_untracked();
    wishes.swap(from, to);
    w.state().draft.update(|draft| draft.swapped(from, to));
    change(w, Kind::Wish, wishes);
    w.announce(fill(&w.say(text::WISH_MOVED), &[("rank", &(to + 1).to_string())]));
    // The focus goes with the wish.
    focus_row(w, Kind::Wish, to, if to < from { "up" } else { "down" });
}

/// Removes a window.
pub fn remove(w: Widget, kind: Kind, i: usize) {
    let mut windows = w.state().windows(kind).get_untracked();
    let window = windows.remove(i);
    w.state().draft.update(|draft| draft.removed(kind, i, window));
    change(w, kind, windows);
    w.announce(w.say(removed(kind)));
    w.focus("[data-is=undo]");
}

/// That one was removed.
pub fn removed(kind: Kind) -> &'static Text {
    match kind {
        Kind::Wish => text::WISH_REMOVED,
        Kind::RatherNot => text::RATHER_NOT_REMOVED,
    }
}

/// Replaces a wish by a suggestion, which can be met.
pub fn apply_suggestion(w: Widget, i: usize, from: Interval, to: Interval) {
    let mut wishes = w.state().wishes.get_untracked();
    wishes[i] = to;
    w.state().draft.update(|draft| draft.undo.push(Undo::Changed { from, to }));
    change(w, Kind::Wish, wishes);
    let (line, feasibility) = w.now(|derived| (wish_line(derived, to), feasibility_announcement(derived, to)));
    let values = [("rank", &*(i + 1).to_string()), ("wish", &line), ("feasibility", &feasibility)];
    w.announce(fill(&w.say(text::WISH_CHANGED_TO), &values));
    focus_row(w, Kind::Wish, i, "edit");
}

/// Undoes what was done last.
pub fn undo(w: Widget) {
    let (mut wishes, mut rather_not) = (w.state().wishes.get_untracked(), w.state().rather_not.get_untracked());
    let mut draft = w.state().draft.get_untracked();
    let is_change = matches!(draft.undo.last(), Some(Undo::Changed { .. }));
    let undone = draft.undo(&mut wishes, &mut rather_not);
    w.state().draft.set(draft);
    let Some((kind, place)) = undone else { return };
    match kind {
        Kind::Wish => {
            change(w, kind, wishes);
            w.announce(w.say(if is_change { text::WISH_CHANGED_BACK } else { text::WISH_PUT_BACK }));
        }
        Kind::RatherNot => {
            let window = rather_not[place];
            change(w, kind, rather_not);
            w.announce(w.now(|derived| rather_not_line(derived, window)));
        }
    }
    focus_row(w, kind, place, "edit");
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

/// The `data-is` name of a row, or of a button in it.
pub fn row_name(kind: Kind, i: usize, action: &str) -> String {
    let mut name = String::from(action);
    if kind == Kind::RatherNot {
        name.push_str("-not");
    }
    name.push_str(&i.to_string());
    name
}

/// Puts the focus on a button of a row.
fn focus_row(w: Widget, kind: Kind, i: usize, action: &str) {
    w.focus(&["[data-is=", &row_name(kind, i, action), "]"].concat());
}

fn change(w: Widget, kind: Kind, windows: Vec<Interval>) {
    if kind == Kind::Wish {
        w.dispatch(&Event::WishesChanged { wishes: windows.len() });
    }
    w.state().windows(kind).set(windows);
}
