//! Everybody's day: a lane for each technician, what they have in it, and the jobs that wait for a time beside it.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use slotwright_matching::MINUTES_PER_DAY;
use slotwright_wire::slotwright::Timeline;
use slotwright_wire::time::{parse_date, parse_minute, print_date};
use slotwright_words::{fill, text};

use crate::board::effects::{
    MOST_ZOOM, draw_seen_first, focus_visit, load_timeline, look_at_lanes, show_days, show_from, show_heat, show_today,
    turn_days, zoom,
};
use crate::board::state::Planned;
use crate::board::views::agenda::agenda;
use crate::board::views::hand::Ghosts;
use crate::board::views::lane::{Sheet, lane};
use crate::board::views::tray::tray;
use crate::board::views::visit::{self, Pen};
use crate::board::views::{groups, hand, heat, legend, pointer};
use crate::board::widget::Widget;
use crate::ground::grouping::stop;
use crate::ground::redrawn::{changed, frame};
use crate::ground::timeline::Hours;
use crate::kit::button::{Button, button};
use crate::kit::el::{El, div, input, label, li, nothing, p, reactive, span};
use crate::kit::form::typed;
use crate::kit::parts::{buttons, not_loaded, notice, skeleton};
use crate::kit::reactive::{effect, memo, signal};

/// How many days can stand side by side.
const DAYS: [u32; 3] = [1, 3, 7];

/// The ways to other days, and how big they are drawn.
pub fn days(w: Widget) -> AnyView {
    let step = |is_next: bool, name, sign: &str| -> Button {
        button(sign.to_owned(), move || turn_days(w, is_next)).class("step").aria_label(w.say(name))
    };
    let date = move || match w.state().planned.get() {
        Planned::Loaded(timeline) => timeline.start_date.clone(),
        Planned::Loading | Planned::Failed(_) => w.state().day.get().map(print_date).unwrap_or_default(),
    };
    let many = |days: u32| -> Button {
        button(w.options().words.count(text::BOARD_DAYS, days as usize), move || show_days(w, days))
            .class("tab")
            .is(&fill("days-{n}", &[("n", &days.to_string())]))
            .pressed(move || w.state().days.get() == days)
    };
    let zoomed = |is_in: bool, name, sign: &str| -> Button {
        let is_last = move || w.state().zoom.get() == if is_in { MOST_ZOOM } else { 0 };
        button(sign.to_owned(), move || zoom(w, is_in)).class("step").aria_label(w.say(name)).disabled(is_last)
    };
    buttons()
        .child(step(false, text::BOARD_DAYS_BACK, "‹"))
        .child(button(w.say(text::BOARD_TODAY), move || show_today(w)).class("tab"))
        .child(step(true, text::BOARD_DAYS_ON, "›"))
        .child(
            label().class("board-date").child(span().class("unseen").child(w.say(text::BOARD_FIRST_DAY))).child(
                input().attr("type", "date").value(date).on(ev::change, move |event| show_from(w, &typed(&event))),
            ),
        )
        .child(div().class("tabs").role("group").aria_label(w.say(text::BOARD_HOW_MANY)).children(DAYS.map(many)))
        .child(
            button(w.say(text::HEAT), move || show_heat(w))
                .class("tab")
                .is("load")
                .pressed(move || w.state().is_heat_shown.get()),
        )
        .child(groups::choice(w))
        .child(div().class("zoom lanes-only").child(zoomed(false, text::BOARD_SMALLER, "−")).child(zoomed(
            true,
            text::BOARD_BIGGER,
            "+",
        )))
        .view()
}

/// The days that are shown.
pub fn timeline(w: Widget) -> AnyView {
    let missing = memo(move || match w.state().planned.get() {
        Planned::Loading => Some(None),
        Planned::Failed(failure) => Some(Some(failure)),
        Planned::Loaded(_) => None,
    });
    let days = reactive(move || match missing.get() {
        Some(None) => skeleton(w.options().words).view(),
        Some(Some(failure)) => not_loaded(w.options().words, &failure, move || load_timeline(w)).view(),
        None => untrack(|| planned(w)).view(),
    });
    vec![reactive(move || outdated(w)), days].into_any()
}

/// Why the days are shown as they were, and when they were so.
fn outdated(w: Widget) -> AnyView {
    let Some((failure, when)) = w.state().outdated.get() else { return nothing() };
    let when = when.get(..16).and_then(parse_minute).map(|when| w.derived().moment(when)).unwrap_or_default();
    let as_of = fill(&w.say(text::BOARD_AS_OF), &[("when", &when)]);
    notice("warn", &failure.sentence(&w.options().words.all(), false))
        .role("alert")
        .child(p().child(as_of))
        .child(button(w.say(text::RETRY), move || {
            load_timeline(w);
            w.focus("[data-is=timeline]");
        }))
        .view()
}

/// The days, as far as they are known.
pub fn shown(w: Widget) -> Option<Arc<Timeline>> {
    match w.state().planned.get() {
        Planned::Loaded(timeline) => Some(timeline),
        Planned::Loading | Planned::Failed(_) => None,
    }
}

/// Only what follows from the days is drawn anew when they change.
fn planned(w: Widget) -> El {
    // Hours are written in it, as the page has them written.
    let frame = memo(move || {
        let of = shown(w).map_or_else(String::new, |of| frame(&of, w.derived().grouping().by));
        [of, w.derived().time(MINUTES_PER_DAY - 60)].join("\n")
    });
    let lanes = move || {
        frame.get();
        untrack(|| shown(w).map_or_else(nothing, |of| lanes(w, &of, Sheet::of(&of))))
    };
    let full = move || {
        let shown = if w.state().is_heat_shown.get() { shown(w) } else { None };
        shown.map_or_else(nothing, |of| heat::heat(w, &of, Sheet::of(&of)).view())
    };
    let planned = div().class("planned").child(tray(w)).child(reactive(lanes)).child(agenda(w));
    div().child(hand::bar(w)).child(reactive(full)).child(pointer::carrying(w, planned)).child(legend::legend(w))
}

fn lanes(w: Widget, timeline: &Arc<Timeline>, sheet: Sheet) -> AnyView {
    if timeline.technicians.is_empty() {
        return p().class("hint").child(w.say(text::BOARD_NOBODY)).view();
    }
    let Sheet { first, hours, .. } = sheet;
    lead(w, timeline);
    effect(move || shown(w).into_iter().for_each(|now| untrack(|| lead(w, &now))));
    let on_key = move |event: ev::KeyboardEvent| {
        let plain = !(event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key());
        if plain && focus_visit(w, &event.key()) {
            event.prevent_default();
        }
    };
    let on_click = move |event: ev::MouseEvent| pointer::open_pressed(w, &event);
    visit::keep_marked(w);
    draw_seen_first(w);
    // On other days one goes on where one looked.
    if let Some(before) = w.rendered("[data-is=timeline]").first() {
        let (top, left) = (before.scroll_top(), before.scroll_left());
        w.with_rendered("[data-is=timeline]", move |timeline| {
            // What has the focus is seen.
            if (top, left) != (0, 0) && timeline.query_selector(":focus").ok().flatten().is_none() {
                timeline.scroll_to_with_x_and_y(left.into(), top.into());
            }
        });
    }
    let hand = w.state().hand;
    if hand.carried.with_untracked(Option::is_some) && hand.pressed.get_untracked().is_none() {
        w.bring_into_view(".ghost");
    }
    // What was seen before something else was shown may stand elsewhere.
    look_at_lanes(w);
    let ghosts = hand::ghosts(w);
    let drawn = |minutes: i32| ["--_drawn:", &minutes.to_string()].concat();
    let days = timeline.days;
    let line = move || {
        let now = w.state().now.with(|now| now.get(..16).and_then(parse_minute));
        let at = now.and_then(|now| hours.at(now - first, days));
        at.map_or_else(nothing, |at| {
            let line = div().class("now").style(&["--_at:", &at.to_string()].concat());
            line.aria_label(w.say(text::BOARD_NOW)).role("img").view()
        })
    };
    div()
        .class("timeline")
        .part("timeline")
        .is("timeline")
        .role("region")
        .aria_label(w.say(text::BOARD_TIMELINE))
        .tabindex("0")
        .attr("data-days", timeline.days.to_string())
        .attr("data-first", &*timeline.start_date)
        .attr("data-zoom", move || w.state().zoom.get().to_string())
        .on(ev::keydown, on_key)
        .on(ev::click, on_click)
        .on(ev::focusin, move |event| pointer::note_focus(w, &event))
        .on(ev::scroll, move |_| look_at_lanes(w))
        .child(
            div()
                .class("timeline-sheet")
                .style(&drawn(hours.length() * timeline.days as i32))
                .child(ruler(w, timeline, hours))
                .children(groups::lanes(w, timeline, (sheet, ghosts)))
                .child(div().class("wished-layer").child(reactive(move || hand::wished(w, sheet))))
                .child(reactive(line)),
        )
        .view()
}

/// Tab leads to the visit that was focused, wherever it is by now.
fn lead(w: Widget, timeline: &Timeline) {
    let focused = w.state().focused;
    let stop = stop(timeline, &w.derived().grouping(), focused.get_untracked());
    if focused.get_untracked() != stop {
        focused.set(stop);
    }
}

/// Lanes, each drawn only near what is seen: of two hundred lanes nobody sees more than sixteen at once.
/// `all` are the technicians whose lanes they are, `row` says as which row the first of them is drawn.
pub fn lanes_near(
    w: Widget,
    timeline: &Arc<Timeline>,
    (sheet, ghosts): (Sheet, Ghosts),
    all: Range<usize>,
    row: impl Fn() -> usize + 'static,
) -> impl Iterator<Item = AnyView> {
    let (pen, many) = (SendWrapper::new(Rc::<Pen>::default()), all.len());
    // How often each was drawn; 0 for one that isn't.
    let near: Vec<RwSignal<u32>> = all.clone().map(|_| signal(0)).collect();
    let (of, kept) = (timeline.clone(), near.clone());
    let first_of_all = all.start;
    let (known, changing) = (RefCell::new(untrack(|| shown(w)).unwrap_or_else(|| timeline.clone())), near.clone());
    effect(move || {
        let Some(now) = shown(w) else { return };
        let before = known.replace(now.clone());
        // At first they are the same.
        let changed = if Arc::ptr_eq(&before, &now) { Vec::new() } else { changed(&before, &now) };
        for (lane, near) in now.technicians.iter().skip(first_of_all).zip(&changing) {
            if near.get_untracked() != 0 && changed.contains(&lane.user_id) {
                near.update(|near| *near += 1);
            }
        }
    });
    // One for all: each lane then hears of itself alone.
    let decide = Rc::new(move || {
        let (first, last) = w.state().drawn_lanes.get();
        let focused = w.state().focused.get().map(|place| place.user_id);
        let carried = w.state().hand.carried.with(|carried| carried.as_ref().map(|carried| carried.lane));
        let before = row();
        for (nth, near) in kept.iter().enumerate() {
            let is_meant = || [focused, carried].contains(&Some(of.technicians[first_of_all + nth].user_id));
            let is_near = (first..last).contains(&(before + nth)) || is_meant();
            if (near.get_untracked() != 0) != is_near {
                near.set(is_near.into());
            }
        }
    });
    untrack(&*decide);
    effect(move || decide());
    let timeline = timeline.clone();
    all.zip(near).map(move |(nth, near)| {
        let (user_id, pen) = (timeline.technicians[nth].user_id, pen.clone());
        let drawn = move || {
            // Where others have lanes by now, all are drawn anew in a moment.
            let now = (near.get() != 0).then(|| untrack(|| shown(w))).flatten();
            let now = now.filter(|now| now.technicians.get(nth).is_some_and(|lane| lane.user_id == user_id));
            now.map_or_else(nothing, |now| untrack(|| lane(w, &now, nth, sheet, &pen, ghosts)))
        };
        // It stays when it is drawn, so that those around it need not be laid out anew.
        li().class("lane")
            .part("lane")
            .flag("aria-hidden", Box::new(move || near.get() == 0))
            .attr("data-lane", user_id.to_string())
            .attr("aria-setsize", many.to_string())
            .attr("aria-posinset", (nth - first_of_all + 1).to_string())
            .child(reactive(drawn))
            .view()
    })
}

/// The days and their hours.
fn ruler(w: Widget, timeline: &Timeline, hours: Hours) -> El {
    let first = parse_date(&timeline.start_date);
    // Hours that stand too close to be read are left out by the sheet.
    let hour = |minute: i32| {
        span()
            .class("hour")
            .style(&["--_at:", &(minute - hours.from).to_string()].concat())
            .attr("data-nth", (minute / 60 % 3).to_string())
            .child(w.derived().time(minute))
    };
    let day = |n: u32| {
        let name = first.map(|first| w.derived().day_short(first + n as i32)).unwrap_or_default();
        div()
            .class("ruler-day")
            .style(&["--_for:", &hours.length().to_string()].concat())
            .child(span().class("ruler-name").child(name))
            .children((hours.from..hours.to).step_by(60).map(hour))
    };
    div()
        .class("ruler")
        .attr("aria-hidden", "true")
        .child(div().class("lane-name"))
        .child(div().class("ruler-days").children((0..timeline.days).map(day)))
}
