//! A link with which the customer of the open job chooses the time.

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use slotwright_wire::slotwright::{LINKS_PATH, Link};
use slotwright_words::text;

use super::change::go_on;
use super::typed::is_open;
use crate::board::job_state::{Doing, LinkLimits, Part};
use crate::board::widget::Widget;
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
}

/// Makes one that allows what is chosen, and copies it. Where the page may not copy, it is shown all the same.
pub fn make_link(w: Widget) {
    let work = w.state().work;
    let Some(job) = w.state().job.get_untracked() else { return };
    if matches!(work.doing.get_untracked(), Doing::Sent) {
        return;
    }
    let id = job.job.id;
    let LinkLimits { earliest, latest, changes } = work.link_limits.get_untracked();
    let wanted = OfJob { job_id: id, earliest_date: earliest, latest_date: latest, max_changes: changes.parse().ok() };
    work.doing.set(Doing::Sent);
    spawn_local(async move {
        let made = w.write(Method::POST, LINKS_PATH, json(&wanted)).await.and_then(read::<Link>);
        if !w.is_mounted() {
            return;
        }
        match made {
            Ok(link) => {
                work.doing.set(Doing::Nothing);
                if is_open(w, id) {
                    work.link.set(Some(link.url));
                    copy_link(w);
                    w.focus("[data-is=job-link]");
                }
            }
            Err(failure) => work.doing.set(Doing::Failed(Part::Link, failure)),
        }
        go_on(w);
    });
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
