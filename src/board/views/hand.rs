//! What is in hand, as it is drawn: where it would be put down, whether it could, and what was done last.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use slotwright_matching::{Interval, Minute};
use slotwright_wire::convert::window_of;
use slotwright_words::{fill, text};

use crate::board::effects::{choose_none, override_refusal, queue_chosen, redo, swap, take, undo};
use crate::board::job_state::Doing;
use crate::board::state::{Planning, Suggested};
use crate::board::views::lane::{Sheet, placed};
use crate::board::views::plan::outcome;
use crate::board::widget::Widget;
use crate::ground::deeds::{Placing, Way};
use crate::ground::job::is_open;
use crate::ground::moving::{Carried, Obstacle};
use crate::kit::button::{Button, button, submit};
use crate::kit::el::{El, div, nothing, p, reactive, span};
use crate::kit::form::{field, form, input};
use crate::kit::parts::buttons;
use crate::kit::reactive::memo;

/// Where what is in hand would be, and whether it could: judged once for all lanes.
pub type Ghosts = RwSignal<Arc<Vec<Ghost>>>;

/// A job in hand, where it would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ghost {
    to: Placing,
    state: &'static str,
    line: String,
}

/// Judges what is in hand whenever it is carried on; and with nothing in hand, the open job where the pointer is.
pub fn ghosts(w: Widget) -> Ghosts {
    let there = move || {
        let (lane, start) = w.state().hand.hovered.get()?;
        let job = w.state().job.get().filter(|job| is_open(&job.job) && !w.state().work.only_looks())?;
        Some(Carried::there(job, lane, start))
    };
    memo(move || {
        let Some(carried) = w.state().hand.carried.get().or_else(there) else { return Arc::default() };
        let deed = carried.deed();
        let obstacle = w.derived().obstacle(&deed);
        let (state, sign) = match &obstacle {
            None => ("free", "✓ "),
            Some(Obstacle::Unseen) => ("unseen", "? "),
            Some(_) => ("taken", "✕ "),
        };
        let judged = obstacle.map_or_else(|| w.say(text::MOVE_FREE), |obstacle| w.derived().said_of(&obstacle));
        let ghost = |to: Placing| {
            let end = to.start + to.minutes;
            let times = fill("{from}–{to}", &[("from", &w.derived().time(to.start)), ("to", &w.derived().time(end))]);
            let times = [sign, &times].concat();
            Ghost { line: w.options().words.joined([&*times, &*judged]), to, state }
        };
        Arc::new(deed.into_iter().filter_map(|moved| moved.to).map(ghost).collect())
    })
}

/// Where what is in hand would be in somebody's lane.
pub fn ghost(user_id: u64, sheet: Sheet, ghosts: Ghosts) -> AnyView {
    let here = ghosts.with(|ghosts| {
        let here = ghosts.iter().filter(|ghost| ghost.to.crew.contains(&user_id));
        here.cloned().collect::<Vec<_>>()
    });
    if here.is_empty() {
        return nothing();
    }
    let drawn = here.iter().flat_map(|Ghost { to, state, line }| {
        let part =
            move |part| placed("ghost", part).state(*state).attr("aria-hidden", "true").child(span().child(&**line));
        sheet.parts(to.start, to.minutes).into_iter().map(part)
    });
    let drawn: Vec<AnyView> = drawn.map(El::view).collect();
    drawn.into_any()
}

/// The times that are suggested for the open job, in the lane of who would come first.
pub fn suggested(w: Widget, user_id: u64, sheet: Sheet) -> AnyView {
    if w.state().work.only_looks() {
        return nothing();
    }
    let Some((job, Suggested::Loaded(all))) = w.state().job.get().zip(Some(w.state().suggested.get())) else {
        return nothing();
    };
    let minutes = job.job.length_in_minutes as Minute;
    let here = all.iter().enumerate().filter(|(_, one)| one.crew.contains(&user_id));
    let drawn = here.flat_map(|(nth, one)| {
        let digit = (nth + 1).to_string();
        let when = w.derived().moment(one.start);
        let named = fill("{digit}: {when}", &[("digit", &digit), ("when", &when)]);
        let part = move |part| {
            let press = button(digit.clone(), move || _ = take(w, nth + 1)).class("suggested-here");
            placed("placed", part).child(press.tabindex("-1").aria_label(named.clone()))
        };
        sheet.parts(one.start, minutes).into_iter().take(1).map(part)
    });
    let drawn: Vec<AnyView> = drawn.map(El::view).collect();
    drawn.into_any()
}

/// What the open job's customer would like, over all lanes.
pub fn wished(w: Widget, sheet: Sheet) -> AnyView {
    let Some(job) = w.state().job.get() else { return nothing() };
    let windows = job.wishes.iter().filter_map(window_of);
    let drawn = windows.flat_map(|window: Interval| {
        sheet.parts(window.start(), window.minutes()).into_iter().map(|part| placed("wished", part))
    });
    let drawn: Vec<AnyView> = drawn.map(|band| band.attr("aria-hidden", "true").view()).collect();
    drawn.into_any()
}

/// What can be done with what is chosen, and what was done last.
pub fn bar(w: Widget) -> El {
    let hand = w.state().hand;
    let step = |way: Way, name, act: fn(Widget)| -> Button {
        // While something is under way it can be undone already.
        let is_sent = move || {
            matches!(w.state().planning.get(), Planning::Sent) || matches!(w.state().work.doing.get(), Doing::Sent)
        };
        let is_nothing = move || hand.deeds.with(|deeds| !deeds.has(way)) && !is_sent();
        button(w.say(name), move || act(w)).class("tab").disabled(is_nothing)
    };
    // All in one line: what is below must not move under the pointer. What is said about the open job stands with that.
    let is_open = move || w.state().job.get().is_some();
    let said = move || w.state().said.get();
    // Drawn anew only when it is another number: a button that has the focus stays.
    let many = memo(move || hand.chosen.with(Vec::len));
    let more = move || match many.get() {
        0 if !is_open() && matches!(w.state().planning.get(), Planning::Failed(_) | Planning::FailedElsewhere(_)) => {
            outcome(w)
        }
        0 if !is_open() && !said().is_empty() => p().class("said").child(said()).view(),
        0 => p().class("hint").child(w.say(text::MOVE_KEYS)).view(),
        many => buttons()
            .child(span().class("chosen").child(w.options().words.count(text::MOVE_CHOSEN, many)))
            .children((many == 2).then(|| button(w.say(text::MOVE_SWAP), move || swap(w)).class("tab")))
            .child(button(w.say(text::QUEUE_JOB), move || queue_chosen(w)).class("tab"))
            .child(button(w.say(text::MOVE_CHOOSE_NONE), move || choose_none(w)).class("tab"))
            .view(),
    };
    div()
        .class("hand-bar")
        .child(buttons().child(step(Way::Undo, text::UNDO_PLANNED, undo)).child(step(
            Way::Redo,
            text::REDO_PLANNED,
            redo,
        )))
        .child(div().class("hand-more").child(reactive(more)))
}

/// What was refused since somebody isn't free can be done all the same, by who may and says why.
pub fn all_the_same(w: Widget) -> AnyView {
    let hand = w.state().hand;
    if hand.refused.get().is_none() || !w.state().work.may_override() {
        return nothing();
    }
    let is_impossible = move || {
        hand.reason.with(|reason| reason.trim().is_empty()) || matches!(w.state().planning.get(), Planning::Sent)
    };
    let why = input("text", move || hand.reason.get(), move |reason| hand.reason.set(reason)).is("override-reason");
    form("override", move || override_refusal(w))
        .child(field(&w.say(text::MOVE_OVERRIDE_WHY), why.attr("maxlength", "255")))
        .child(p().class("hint").child(w.say(text::MOVE_OVERRIDE_HINT)))
        .child(buttons().child(submit(w.say(text::MOVE_OVERRIDE)).disabled(is_impossible)))
        // A digit that is typed here is no suggestion that is taken.
        .on(ev::keydown, |event| {
            if event.key() != "Escape" {
                event.stop_propagation()
            }
        })
        .view()
}
