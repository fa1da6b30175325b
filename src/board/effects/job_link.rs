//! A link with which the customer of the open job chooses the time.

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use slotwright_matching::Interval;
use slotwright_wire::slotwright::{DayWindow, LINKS_PATH, Link};
use slotwright_words::text;

use super::change::{failed_elsewhere, go_on, say_of};
use super::typed::is_open;
use crate::board::job_state::{Doing, LinkLimits, Part};
use crate::board::widget::Widget;
use crate::ground::link_windows::{self, TypedWindow};
use crate::kit::fetch::{json, read};
use crate::kit::tab::copy;

/// What a link is for, as the API takes it.
#[derive(Serialize)]
struct OfJob {
    job_id: u64,
    #[serde(skip_serializing_if = "String::is_empty")]
    earliest_date: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    latest_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_changes: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    windows: Vec<DayWindow>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    send: bool,
}

/// Makes one that allows what is chosen, and has it sent, or copies it. Where the page may not copy, it is shown all the same.
pub fn make_link(w: Widget, send: bool) {
    let work = w.state().work;
    let Some(job) = w.state().job.get_untracked() else { return };
    if matches!(work.doing.get_untracked(), Doing::Sent) {
        return;
    }
    let id = job.job.id;
    let LinkLimits { earliest, latest, changes, visits, windows, .. } = work.link_limits.get_untracked();
    let windows = link_windows::windows(&visits, &windows);
    work.link_limits.update(|limits| limits.is_incomplete = windows.is_none());
    let Some(windows) = windows else { return w.focus("[data-is=link-windows] input") };
    let max_changes = changes.parse().ok();
    let wanted = OfJob { job_id: id, earliest_date: earliest, latest_date: latest, max_changes, windows, send };
    work.doing.set(Doing::Sent);
    spawn_local(async move {
        let made = w.write(Method::POST, LINKS_PATH, json(&wanted)).await.and_then(read::<Link>);
        if !w.is_mounted() {
            return;
        }
        match made {
            Ok(link) => {
                work.doing.set(Doing::Nothing);
                let sent = link.sent.map(|sent| match sent.taken {
                    0 => w.say(text::JOB_LINK_NOT_SENT),
                    _ => w.say(text::JOB_LINK_SENT),
                });
                if is_open(w, id) {
                    work.link_sent.set(sent.clone().unwrap_or_default());
                    work.link.set(Some(link.url));
                    match sent {
                        Some(sent) => w.announce(sent),
                        None => copy_link(w),
                    }
                    w.focus("[data-is=job-link]");
                } else {
                    let said = say_of(w, &job, &[&*sent.unwrap_or_else(|| w.say(text::JOB_LINK_MADE))]);
                    w.announce(said.clone());
                    w.state().said.set(said);
                }
            }
            Err(failure) if is_open(w, id) => work.doing.set(Doing::Failed(Part::Link, failure)),
            Err(failure) => {
                work.doing.set(Doing::Nothing);
                failed_elsewhere(w, &job, &failure);
            }
        }
        go_on(w);
    });
}

/// Offers one of the visits that are suggested, or doesn't any more.
pub fn offer_visit(w: Widget, visit: Interval, is_offered: bool) {
    w.state().work.link_limits.update(|limits| {
        limits.visits.retain(|other| *other != visit);
        limits.visits.extend(is_offered.then_some(visit));
    });
}

/// Has one more window to type, or takes away the one in this place.
pub fn window_of_link(w: Widget, removed: Option<usize>) {
    w.state().work.link_limits.update(|limits| match removed {
        None => limits.windows.push(TypedWindow::default()),
        Some(place) if place < limits.windows.len() => _ = limits.windows.remove(place),
        Some(_) => {}
    });
    w.focus(if removed.is_some() { "[data-is=add-window]" } else { "[data-is=link-windows] > :last-child input" });
}

/// Copies the link that was made.
pub fn copy_link(w: Widget) {
    let Some(url) = w.state().work.link.get_untracked() else { return };
    spawn_local(async move {
        let is_copied = copy(&url).await.as_bool() == Some(true);
        if w.is_mounted() {
            w.state().work.is_copied.set(is_copied);
            w.announce(w.say(if is_copied { text::SECRET_COPIED } else { text::JOB_LINK_MADE }));
        }
    });
}
