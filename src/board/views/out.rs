//! What is taken out of the board: a printed day for each technician, a list for other programs, calendars.

use leptos::ev;
use leptos::prelude::*;
use slotwright_wire::slotwright::{Lane, PlannedVisit, Timeline};
use slotwright_wire::time::parse_date;
use slotwright_words::{Text, text};

use crate::attributes::View;
use crate::board::effects::{copy_feed, make_feed, print, save_csv, save_days};
use crate::board::state::{Feed, Planned};
use crate::board::views::jobs::status;
use crate::board::views::paper::paper;
use crate::board::widget::Widget;
use crate::ground::failure::Failure;
use crate::ground::timeline::visits_of;
use crate::kit::button::button;
use crate::kit::el::{El, div, folded, input, nothing, option, p, reactive, select, summary, table, tbody, td, tr};
use crate::kit::form::{field, typed};
use crate::kit::parts::{buttons, notice, title};

/// Minutes of a day.
const DAY: i32 = 1440;

/// The ways out, and what is printed.
pub fn out(w: Widget) -> El {
    let csv_failure = move || w.state().csv_failure.get().map_or_else(nothing, |failure| failed(w, &failure));
    let picture_failed = move || match w.state().is_picture_failed.get() {
        true => notice("danger", &w.say(text::BOARD_PICTURE_FAILED)).role("alert").view(),
        false => nothing(),
    };
    let of_days = move || if w.derived().shown() == View::Jobs { nothing() } else { untrack(|| out_of_days(w)) };
    div()
        .class("out")
        .child(
            buttons()
                .child(button(w.say(text::BOARD_PRINT), move || print(w, false)).class("link"))
                .child(reactive(of_days))
                .child(button(w.say(text::BOARD_CSV), move || save_csv(w)).class("link")),
        )
        .child(reactive(csv_failure))
        .child(reactive(picture_failed))
        .child(reactive(move || subscribed(w)))
        .child(reactive(move || printed(w)))
}

/// The address by which a technician's calendar is subscribed to, for whoever may make one.
fn subscribed(w: Widget) -> AnyView {
    if w.state().work.only_looks() {
        return nothing();
    }
    folded()
        .child(summary().child(w.say(text::BOARD_FEED)))
        .child(p().class("hint").child(w.say(text::BOARD_FEED_HINT)))
        .child(reactive(move || whose(w)))
        .child(reactive(move || feed(w)))
        .view()
}

/// What is taken of the days alone.
fn out_of_days(w: Widget) -> AnyView {
    let way = |name: &'static Text, act: fn(Widget)| button(w.say(name), move || act(w)).class("link").view();
    let ways = vec![way(text::BOARD_PRINT_ALL, |w| print(w, true)), way(text::BOARD_PICTURE, save_days)];
    ways.into_any()
}

fn failed(w: Widget, failure: &Failure) -> AnyView {
    notice("danger", &failure.sentence(&w.options().words.all(), false)).role("alert").view()
}

/// Whose calendar it is, of those who have a lane.
fn whose(w: Widget) -> AnyView {
    let Planned::Loaded(timeline) = w.state().planned.get() else { return nothing() };
    let chosen = w.state().feed_of;
    let known = |id: &u64| timeline.technicians.iter().any(|lane| lane.user_id == *id);
    if chosen.get_untracked().filter(known).is_none() {
        chosen.set(timeline.technicians.first().map(|lane| lane.user_id));
    }
    let options = timeline.technicians.iter().map(|lane| {
        let id = lane.user_id;
        let is_chosen = chosen.get_untracked() == Some(id);
        let named = option().attr("value", id.to_string()).child(name(w, lane));
        if is_chosen { named.attr("selected", "") } else { named }
    });
    let choose = move |event: ev::Event| {
        chosen.set(typed(&event).parse().ok());
        w.state().feed.set(Feed::Nothing);
    };
    let select = select().on(ev::change, choose).children(options);
    let is_sent = move || matches!(w.state().feed.get(), Feed::Sent);
    div()
        .class("feed")
        .child(field(&w.say(text::BOARD_FEED_WHOSE), select))
        .child(button(w.say(text::BOARD_FEED_MAKE), move || make_feed(w)).disabled(is_sent))
        .view()
}

fn feed(w: Widget) -> AnyView {
    match w.state().feed.get() {
        Feed::Nothing | Feed::Sent => nothing(),
        Feed::Failed(failure) => failed(w, &failure),
        Feed::Made(url) => div()
            .class("feed")
            .child(field(
                &w.say(text::BOARD_FEED_ADDRESS),
                input().attr("type", "text").attr("readonly", "").attr("dir", "ltr").attr("value", url).is("feed-url"),
            ))
            .child(button(w.say(text::BOARD_FEED_COPY), move || copy_feed(w)))
            .view(),
    }
}

fn name(w: Widget, lane: &Lane) -> String {
    if lane.name.is_empty() { w.derived().name_of(lane.user_id) } else { lane.name.clone() }
}

/// A page for each technician and day that has visits: seen on paper alone.
fn printed(w: Widget) -> AnyView {
    let Planned::Loaded(timeline) = w.state().planned.get() else { return nothing() };
    if !w.state().is_printed.get() || matches!(w.derived().shown(), View::Jobs | View::Links) {
        return nothing();
    }
    if w.state().is_all_printed.get() {
        return div().class("printed").attr("aria-hidden", "true").child(untrack(|| paper(w, &timeline))).view();
    }
    let pages = timeline
        .technicians
        .iter()
        .flat_map(|lane| (0..timeline.days as i32).filter_map(|day| page(w, &timeline, lane, day)).collect::<Vec<_>>());
    div().class("printed").attr("aria-hidden", "true").children(pages).view()
}

fn page(w: Widget, timeline: &Timeline, lane: &Lane, day: i32) -> Option<El> {
    let first = parse_date(&timeline.start_date)?;
    let begins = |visit: &&PlannedVisit| visit.start.div_euclid(DAY) == day;
    let visits: Vec<&PlannedVisit> = visits_of(timeline, lane.user_id).filter(begins).collect();
    if visits.is_empty() {
        return None;
    }
    let time = |minute: i32| w.derived().time(first.start() + minute);
    let row = |visit: &PlannedVisit| {
        let listed = &visit.listed;
        let when = [time(visit.start), time(visit.end)].join("–");
        let notes = listed.job.notes.clone().unwrap_or_default();
        let telephone = listed.telephone.as_deref().unwrap_or_default();
        tr().child(td().child(when))
            .child(td().child(status(w, &listed.job)))
            .child(td().child(&*listed.job_type))
            .child(td().child(w.derived().whose(listed)))
            .child(td().attr("dir", "ltr").child(telephone))
            .child(td().child(&*listed.address))
            .child(td().child(notes))
    };
    let heading = w.options().words.joined([name(w, lane), w.derived().day(first + day)]);
    Some(
        div()
            .class("printed-day")
            .child(title(w.options().heading_level, 1).child(heading))
            .child(table().class("job-table").child(tbody().children(visits.into_iter().map(row)))),
    )
}
