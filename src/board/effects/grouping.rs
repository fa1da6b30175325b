//! In which groups technicians stand: told to the page, which may keep it in its address.

use std::sync::Arc;

use leptos::prelude::*;

use super::filter::tell_filter;
use crate::board::state::Planned;
use crate::board::widget::Widget;
use crate::ground::grouping::{By, Grouping, arrange, stop};

/// Groups them by something else.
pub fn group_by(w: Widget, by: By) {
    arrange_by(w, Grouping { by, folded: Vec::new() });
    tell_filter(w);
}

/// Folds a group away, or unfolds it.
pub fn fold(w: Widget, name: &str) {
    let grouping = Grouping::of(&w.state().grouping.get_untracked()).turned(name);
    w.state().grouping.set(grouping.query());
    if let Planned::Loaded(timeline) = w.state().planned.get_untracked() {
        let focused = w.state().focused.get_untracked();
        w.state().focused.set(stop(&timeline, &grouping, focused));
    }
    tell_filter(w);
}

/// Takes what the page says about it.
pub fn take_grouping(w: Widget) {
    arrange_by(w, Grouping::of(&w.options().wanted.get_untracked().filter));
}

fn arrange_by(w: Widget, wanted: Grouping) {
    let before = Grouping::of(&w.state().grouping.get_untracked());
    if before == wanted {
        return;
    }
    let by = wanted.by;
    w.state().grouping.set(wanted.query());
    if before.by == by {
        return;
    }
    w.state().near.update_value(|near| near.each(|known| arrange(known, by)));
    if let Planned::Loaded(timeline) = w.state().planned.get_untracked() {
        let mut timeline = (*timeline).clone();
        arrange(&mut timeline, by);
        w.state().planned.set(Planned::Loaded(Arc::new(timeline)));
    }
}
