//! What is taken out of the board: paper, a list for other programs, calendars that others subscribe to.

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::Day;
use slotwright_wire::slotwright::{BOARD_CSV_PATH, FEED_PATH, Feed as Made};
use slotwright_wire::time::parse_date;
use slotwright_words::{fill, text};
use wasm_bindgen::JsValue;

use super::drawn::save_picture;
use super::jobs::jobs_path;
use crate::board::state::{Feed, Planned};
use crate::board::widget::Widget;
use crate::ground::picture::{Called, picture};
use crate::kit::document::{download, later};
use crate::kit::fetch::read;
use crate::kit::tab::hand_on;

/// The name of the file with the jobs.
const CSV_NAME: &str = "jobs.csv";
/// By which spreadsheets know which letters are in a file; the answer has it, and a browser takes it away.
const MARK: &str = "\u{feff}";

/// Writes the days out, and prints them: everybody's lanes, or a page for each technician and day.
pub fn print(w: Widget, is_all: bool) {
    w.state().is_all_printed.set(is_all);
    w.state().is_printed.set(true);
    // Once it is in the page.
    later(0, || _ = window().print());
}

/// Saves the days that are shown as a picture.
pub fn save_days(w: Widget) {
    let Planned::Loaded(timeline) = w.state().planned.get_untracked() else { return };
    let grouping = untrack(|| w.derived().grouping());
    let first = parse_date(&timeline.start_date).unwrap_or(Day(0));
    let drawn = untrack(|| {
        let derived = w.derived();
        let called = Called {
            lane: &|lane| if lane.name.is_empty() { derived.name_of(lane.user_id) } else { lane.name.clone() },
            visit: &|visit| (derived.whose(&visit.listed), derived.time(first.start() + visit.start)),
            closed: &|closed| closed.name.clone(),
            hour: &|minute| derived.time(minute),
            day: &|day| derived.day_short(first + day as i32),
            group: &|name| if name.is_empty() { w.say(text::GROUP_NONE) } else { name.to_owned() },
        };
        picture(&timeline, &grouping, &called, w.say(text::DIRECTION) == "rtl")
    });
    save_picture(w, fill("schedule-{day}.png", &[("day", &timeline.start_date)]), drawn);
}

/// Downloads the jobs, by the filters of the list, as a file that spreadsheets read.
pub fn save_csv(w: Widget) {
    w.state().csv_failure.set(None);
    spawn_local(async move {
        let answer = w.get(&jobs_path(w, BOARD_CSV_PATH)).await;
        if !w.is_mounted() {
            return;
        }
        match answer {
            Ok(rows) => {
                let file = JsValue::from([MARK, &rows.as_string().unwrap_or_default()].concat());
                let _ = download(CSV_NAME, "text/csv", &file);
            }
            Err(failure) => w.state().csv_failure.set(Some(failure)),
        }
    });
}

/// Makes the address of the chosen technician's calendar; one from before works no more.
pub fn make_feed(w: Widget) {
    let Some(user_id) = w.state().feed_of.get_untracked() else { return };
    if matches!(w.state().feed.get_untracked(), Feed::Sent) {
        return;
    }
    w.state().feed.set(Feed::Sent);
    spawn_local(async move {
        let path = fill(FEED_PATH, &[("id", &user_id.to_string())]);
        let answer = w.write(Method::POST, &path, JsValue::UNDEFINED).await.and_then(read::<Made>);
        if !w.is_mounted() {
            return;
        }
        match answer {
            Ok(made) => {
                w.announce(w.say(text::BOARD_FEED_MADE));
                w.state().feed.set(Feed::Made(made.url));
                w.focus("[data-is=feed-url]");
            }
            Err(failure) => w.state().feed.set(Feed::Failed(failure)),
        }
    });
}

/// Hands the address on: to the clipboard, or by the device's own means.
pub fn copy_feed(w: Widget) {
    let Feed::Made(url) = w.state().feed.get_untracked() else { return };
    spawn_local(async move {
        if hand_on(&url).await == JsValue::TRUE && w.is_mounted() {
            w.announce(w.say(text::BOARD_FEED_COPIED));
        }
    });
}
