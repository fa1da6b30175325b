//! Groups of lanes: what those in one have in common, how many they are and how full their days, and a button that folds them away.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use slotwright_wire::slotwright::Timeline;
use slotwright_words::{Text, text};

use crate::board::effects::{fold, group_by};
use crate::board::views::hand::Ghosts;
use crate::board::views::lane::Sheet;
use crate::board::views::timeline::{lanes_near, shown};
use crate::board::widget::Widget;
use crate::ground::grouping::{ALL, By, Group, groups, rows};
use crate::ground::load::load_of_some;
use crate::kit::button::button;
use crate::kit::el::{El, div, label, nothing, option, reactive, select, span, ul};
use crate::kit::form::typed;
use crate::kit::reactive::memo;

/// By what they can be grouped.
const NAMES: [(By, &Text); 4] = [
    (By::Nothing, text::GROUP_NOTHING),
    (By::JobTypes, text::GROUP_JOB_TYPES),
    (By::Areas, text::GROUP_AREAS),
    (By::Schedules, text::GROUP_SCHEDULES),
];

/// The choice of it.
pub fn choice(w: Widget) -> El {
    let spelled = |by: By| ALL.iter().find(|(known, _)| *known == by).map_or("", |(_, spelled)| spelled);
    let chosen = untrack(|| w.derived().grouping()).by;
    let one =
        |(by, name): (By, &'static Text)| option().attr("value", spelled(by)).selected(by == chosen).child(w.say(name));
    label().class("board-date lanes-only").child(span().class("unseen").child(w.say(text::GROUP_BY))).child(
        select()
            .is("group-by")
            .children(NAMES.map(one))
            .value(move || spelled(w.derived().grouping().by).to_owned())
            .on(ev::change, move |event| group_by(w, By::of(&typed(&event)))),
    )
}

/// The lanes: in one list, or in one for each group.
pub fn lanes(w: Widget, timeline: &Arc<Timeline>, drawn: (Sheet, Ghosts)) -> Vec<El> {
    let all = groups(timeline, untrack(|| w.derived().grouping()).by);
    if all.is_empty() {
        let lanes = lanes_near(w, timeline, drawn, 0..timeline.technicians.len(), || 0);
        return vec![ul().class("lanes").role("list").children(lanes)];
    }
    let all = Arc::new(all);
    (0..all.len()).map(|nth| group(w, timeline.clone(), drawn, all.clone(), nth)).collect()
}

fn group(w: Widget, timeline: Arc<Timeline>, drawn: (Sheet, Ghosts), all: Arc<Vec<Group>>, nth: usize) -> El {
    let name = all[nth].name.clone();
    let is_folded = memo(move || w.derived().grouping().is_folded(&name));
    let head = head(w, &all[nth], is_folded);
    let listed = move || {
        if is_folded.get() {
            return nothing();
        }
        let of = all.clone();
        // Groups before it may be folded meanwhile.
        let row = move || rows(&of, &w.derived().grouping())[nth] + 1;
        let group = &all[nth];
        untrack(|| {
            let lanes = lanes_near(w, &timeline, drawn, group.lanes.clone(), row);
            ul().class("lanes").role("list").aria_label(called(w, group)).children(lanes).view()
        })
    };
    div().class("group").child(head).child(reactive(listed))
}

fn head(w: Widget, group: &Group, is_folded: RwSignal<bool>) -> El {
    let name = group.name.clone();
    let lanes = group.lanes.clone();
    let percent = move || {
        let now = shown(w)?;
        load_of_some(&now, now.technicians.get(lanes.clone())?).percent()
    };
    let of_bar = percent.clone();
    let many = group.lanes.len();
    let more = move || {
        let full = percent().map(|percent| [&*percent.to_string(), "\u{a0}%"].concat());
        let many = w.options().words.count(text::GROUP_PEOPLE, many);
        w.options().words.joined(std::iter::once(many).chain(full))
    };
    let bar = span()
        .class("load-bar")
        .attr("aria-hidden", "true")
        .styled(move || ["--_load:", &of_bar().unwrap_or(0).min(100).to_string()].concat());
    let sign = span().class("fold-sign").attr("aria-hidden", "true");
    let fold =
        button("", move || fold(w, &name)).class("group-fold").expanded(move || !is_folded.get()).child(sign).child(
            span().class("group-name").child(span().child(called(w, group))).child(span().class("more").child(more)),
        );
    div().class("group-head").child(div().class("lane-name").child(fold.child(bar)))
}

/// What they have in common, for people.
pub fn called(w: Widget, group: &Group) -> String {
    if group.name.is_empty() { w.say(text::GROUP_NONE) } else { group.name.clone() }
}
