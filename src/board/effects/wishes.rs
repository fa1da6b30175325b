//! When the customer of the open job would like it, written down while they are on the telephone.

use gloo_net::http::Method;
use leptos::prelude::*;
use slotwright_wire::slotwright::BoardJob;
use slotwright_wire::sonar::{DesiredDateTime, NewDesiredDateTime};
use slotwright_words::text;

use super::deed::{Back, By, Deed, deed, deed_unless};
use crate::board::job_state::{Part, Request};
use crate::board::widget::Widget;
use crate::ground::job::job_path;
use crate::ground::job_wish::wish_of;
use crate::kit::fetch::body;

/// Where the focus goes on.
const ADD: &str = "[data-is=add-wish]";

/// Keeps the wish that is typed: as a new one, or in the place of the one with this number.
pub fn keep_wish(w: Widget, id: Option<u64>) {
    let Some(job) = w.state().job.get_untracked() else { return };
    let typed = w.state().work.typed.get_untracked();
    let Some(wish) = wish_of(&typed.date, &typed.from, &typed.to) else {
        w.state().work.typed.update(|typed| typed.is_incomplete = true);
        return w.focus("[data-is=job-form] input");
    };
    let before = job.wishes.iter().find(|before| Some(before.id) == id);
    let change = |id: u64, wish: &NewDesiredDateTime| Request {
        method: Method::PATCH,
        path: path(job.job.id, Some(id)),
        body: body(wish),
    };
    let (part, said, by) = (Part::Wishes, w.say(text::JOB_WISH_SAVED), By::Form);
    match before {
        Some(before) => {
            let (request, back) = (change(before.id, &wish), Back::By(change(before.id, &again(before))));
            deed_unless(w, Deed { part, request, said, back, by, focus: ADD }, is_other(before.id));
        }
        None => {
            let all = path(job.job.id, None);
            let request = Request { method: Method::POST, path: all.clone(), body: body(&wish) };
            deed(w, Deed { part, request, said, back: Back::Delete(all), by, focus: ADD });
        }
    }
}

/// Whether others have made another of a wish.
fn is_other(id: u64) -> impl Fn(&BoardJob, &BoardJob) -> bool {
    move |before, now| {
        let [before, now] = [before, now].map(|job| job.wishes.iter().find(|wish| wish.id == id));
        before != now
    }
}

/// Takes a wish away; taken back, it is the last.
pub fn remove_wish(w: Widget, wish: &DesiredDateTime) {
    let Some(job) = w.state().job.get_untracked() else { return };
    let request = Request { method: Method::DELETE, path: path(job.job.id, Some(wish.id)), body: String::new() };
    let back = Request { method: Method::POST, path: path(job.job.id, None), body: body(&again(wish)) };
    let said = w.say(text::JOB_WISH_REMOVED);
    let deed = Deed { part: Part::Wishes, request, said, back: Back::By(back), by: By::Button, focus: ADD };
    deed_unless(w, deed, is_other(wish.id));
}

fn again(wish: &DesiredDateTime) -> NewDesiredDateTime {
    let DesiredDateTime { date, start_time, end_time, .. } = wish.clone();
    NewDesiredDateTime { date, start_time, end_time }
}

fn path(job_id: u64, wish_id: Option<u64>) -> String {
    let rest = wish_id.map(|id| ["/", &id.to_string()].concat()).unwrap_or_default();
    job_path(Some(job_id), &["/desired_job_datetimes", &*rest].concat())
}
