//! What is reported of a visit: somebody is there, has left, it is over.

use leptos::prelude::*;
use serde::Serialize;
use slotwright_words::{fill, text};

use super::deed::{Back, By, Deed, deed};
use crate::board::job_state::Part;
use crate::board::widget::Widget;
use crate::ground::changes::{Held, Request};
use crate::ground::job::job_path;
use crate::ground::verb::Verb;
use crate::kit::fetch::body;

/// Who is there, as the API takes it.
#[derive(Serialize)]
struct OnSite {
    user_id: u64,
}

/// How it ended, as the API takes it.
#[derive(Serialize)]
struct End {
    completion_type: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    reason: String,
}

/// Notes that somebody is there, or has left.
pub fn check(w: Widget, user_id: u64, is_in: bool, by: By) {
    let Some(job) = w.state().job.get_untracked() else { return };
    let to = |is_in| Request {
        verb: Verb::Post,
        path: job_path(Some(job.job.id), if is_in { "/check_in" } else { "/check_out" }),
        body: body(&OnSite { user_id }),
    };
    let name = untrack(|| w.derived().name_of(user_id));
    let said = w.say(if is_in { text::CHECKED_IN } else { text::CHECKED_OUT });
    deed(
        w,
        Deed {
            part: Part::OnSite,
            request: to(is_in),
            said: fill(&said, &[("name", &name)]),
            back: Back::By(to(!is_in)),
            held: Held::Nothing,
            by,
            focus: "[data-is=on-site] button",
        },
    );
}

/// Ends the job, which nothing takes back. Why it failed has to be said.
pub fn end(w: Widget, is_success: bool) {
    let Some(job) = w.state().job.get_untracked() else { return };
    let reason = w.state().work.typed.get_untracked().reason.trim().to_owned();
    if !is_success && reason.is_empty() {
        w.state().work.typed.update(|typed| typed.is_incomplete = true);
        return w.focus("[data-is=job-form] textarea");
    }
    let completion_type = if is_success { "success" } else { "failure" };
    let request = Request {
        verb: Verb::Post,
        path: job_path(Some(job.job.id), "/complete"),
        body: body(&End { completion_type, reason }),
    };
    let said = w.say(if is_success { text::COMPLETED_JOB } else { text::FAILED_JOB });
    let (part, held, by, focus) = (Part::End, Held::Nothing, By::Form, "[data-is=heading]");
    deed(w, Deed { part, request, said, back: Back::No, held, by, focus });
}
