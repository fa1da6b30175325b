//! What is seen of setting up: the ways to its parts, what became of the last save, and the part that is shown. A view reads the
//! widget's signals and calls effects; it sends no request.

mod api_users;
mod bars;
mod collisions;
mod form;
mod job_types;
mod links;
mod list;
mod preview;
mod rules;
mod secret;
mod time_off;
mod webhooks;
mod week;

use leptos::prelude::*;
use slotwright_words::{Text, text};

use crate::ground::failure::Failure;
use crate::kit::announce::live_region;
use crate::kit::button::{Button, button};
use crate::kit::el::{El, div, li, nothing, p, reactive, ul};
use crate::kit::parts::{not_loaded, notice, skeleton, title};
use crate::kit::reactive::memo;
use crate::setup::effects::{load, show_part, take_back};
use crate::setup::state::{Asked, Part, Saving};
use crate::setup::widget::Widget;

const PARTS: [(Part, &Text); 8] = [
    (Part::Week, text::SETUP_PART_WEEK),
    (Part::TimeOff, text::SETUP_PART_TIME_OFF),
    (Part::JobTypes, text::SETUP_JOB_TYPES),
    (Part::Rules, text::SETUP_PART_RULES),
    (Part::Policy, text::SETUP_PART_POLICY),
    (Part::Webhooks, text::SETUP_PART_WEBHOOKS),
    (Part::ApiUsers, text::SETUP_PART_API_USERS),
    (Part::Links, text::SETUP_PART_LINKS),
];

/// The whole element.
pub fn root(w: Widget) -> AnyView {
    reactive(move || {
        w.options().words.follow();
        untrack(|| whole(w))
    })
}

fn whole(w: Widget) -> AnyView {
    div()
        .class("set-up")
        .attr("lang", w.say(text::LANGUAGE))
        .attr("dir", w.say(text::DIRECTION))
        .child(live_region(w.state().announcement))
        .child(parts(w))
        .child(part(w))
        .view()
}

/// The ways to the parts.
fn parts(w: Widget) -> El {
    let way = |(part, name): &(Part, &'static Text)| -> Button {
        let part = *part;
        button(w.say(name), move || show_part(w, part)).class("tab").pressed(move || w.state().part.get() == part)
    };
    div().class("tabs").role("group").aria_label(w.say(text::SETUP_PARTS)).children(PARTS.iter().map(way))
}

/// The part that is shown.
fn part(w: Widget) -> El {
    let part = memo(move || w.state().part.get());
    div()
        .class("setup")
        .child(reactive(move || {
            let name = PARTS.iter().find(|(known, _)| *known == part.get()).map_or(text::BOARD_SETUP, |(_, name)| name);
            title(w.options().heading_level, 1)
                .class("heading")
                .is("setup-part")
                .tabindex("-1")
                .child(w.say(name))
                .view()
        }))
        .child(reactive(move || outcome(w)))
        .child(reactive(move || shown(w)))
}

fn shown(w: Widget) -> AnyView {
    let state = w.state();
    match state.asked.get() {
        Asked::Loading => skeleton(w.options().words).view(),
        Asked::Failed(Failure::NotAllowed) => looks_only(w).view(),
        Asked::Failed(failure) => not_loaded(w.options().words, &failure, move || load(w)).view(),
        Asked::Loaded(known) => untrack(|| match state.part.get_untracked() {
            Part::Week => week::week(w, &known),
            Part::TimeOff => time_off::time_off(w, &known),
            Part::JobTypes => job_types::job_types(w, &known),
            Part::Rules | Part::Policy => rules::rules(w),
            Part::Webhooks => webhooks::webhooks(w, &known),
            Part::ApiUsers => api_users::api_users(w, &known),
            Part::Links => links::links(w),
        }),
    }
}

/// What was done last, with its undo; and why it failed, if so.
fn outcome(w: Widget) -> AnyView {
    let state = w.state();
    let (said, can_go_back) = (state.said.get(), state.back.get().is_some());
    match state.saving.get() {
        Saving::Failed(_) if state.looks_only.get() => looks_only(w).view(),
        Saving::Failed(sentences) => {
            let rest = sentences.iter().skip(1).map(|sentence| li().child(&**sentence)).collect::<Vec<_>>();
            let rest = (!rest.is_empty()).then(|| ul().children(rest));
            notice("danger", sentences.first().map_or("", |first| first)).role("alert").children(rest).view()
        }
        Saving::Nothing | Saving::Sent if !said.is_empty() => {
            let again = can_go_back.then(|| button(w.say(text::UNDO_PLANNED), move || take_back(w)));
            notice("ok", &said).is("setup-said").tabindex("-1").children(again).view()
        }
        Saving::Nothing | Saving::Sent => nothing(),
    }
}

fn looks_only(w: Widget) -> El {
    notice("warn", &w.say(text::SETUP_LOOK_ONLY)).role("alert")
}

/// A sentence where a list has nothing in it.
fn empty(w: Widget, said: &'static Text) -> El {
    p().class("hint").child(w.say(said))
}
