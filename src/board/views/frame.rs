//! What stands around whatever the board shows: its title, and the ways to everybody's day, the jobs, the links, and what it
//! is set up by.

use leptos::prelude::*;
use slotwright_words::{Text, text};

use crate::attributes::View;
use crate::board::derived::VIEWS;
use crate::board::effects::show;
use crate::board::views::new_job::new_job_button;
use crate::board::views::{freed, jobs, links, over, timeline};
use crate::board::widget::Widget;
use crate::kit::button::{Button, button};
use crate::kit::el::{El, div, nothing, reactive};
use crate::kit::parts::title;

/// The head.
pub fn head(w: Widget) -> El {
    let shown = move || w.derived().shown();
    let name = move || VIEWS.iter().find(|(view, _)| *view == shown()).map_or(text::BOARD_TITLE, |(_, name)| name);
    let way = |(view, name): &(View, &'static Text)| -> Button {
        let view = *view;
        button(w.say(name), move || show(w, view)).class("tab").pressed(move || shown() == view)
    };
    let pages = move || match shown() {
        View::Links => links::pages(w),
        View::Jobs => jobs::count(w),
        View::Setup => nothing(),
        _ => timeline::days(w),
    };
    div()
        .class("board-head")
        .child(
            div()
                .class("board-ways")
                .child(title(w.options().heading_level, 0).class("heading").child(move || w.say(name())))
                .child(
                    div()
                        .class("tabs")
                        .role("group")
                        .aria_label(w.say(text::BOARD_WAYS))
                        .children(VIEWS.iter().map(way)),
                )
                .child(reactive(move || new_job_button(w)))
                .child(reactive(move || freed::told(w)))
                .child(over::ways(w)),
        )
        .child(reactive(pages))
}

/// What is shown.
pub fn shown(w: Widget) -> AnyView {
    match w.derived().shown() {
        View::Links => untrack(|| links::links(w)),
        View::Jobs => untrack(|| jobs::jobs(w)),
        // It has a place of its own, in which it stays.
        View::Setup => nothing(),
        _ => untrack(|| timeline::timeline(w)),
    }
}
