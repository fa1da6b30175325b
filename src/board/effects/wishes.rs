//! When the customer of the open job would like it, written down while they are on the telephone.

use leptos::prelude::*;
use slotwright_wire::sonar::{DesiredDateTime, NewDesiredDateTime};
use slotwright_words::{Text, text};

use super::deed::{Back, By, Deed, deed};
use crate::board::job_state::Part;
use crate::board::widget::Widget;
use crate::ground::changes::{Held, Request};
use crate::ground::job::job_path;
use crate::ground::job_wish::wish_of;
use crate::ground::verb::Verb;
use crate::kit::fetch::body;

/// Keeps the wish that is typed: as a new one, or in the place of the one with this number.
pub fn keep_wish(w: Widget, id: Option<u64>) {
    let Some(job) = w.state().job.get_untracked() else { return };
    let typed = w.state().work.typed.get_untracked();
    let Some(wish) = wish_of(&typed.date, &typed.from, &typed.to) else {
        w.state().work.typed.update(|typed| typed.is_incomplete = true);
        return w.focus("[data-is=job-form] input");
    };
    let before = job.wishes.iter().find(|before| Some(before.id) == id);
    let to = |verb, wish: &NewDesiredDateTime| Request {
        verb,
        path: path(job.job.id, before.map(|before| before.id)),
        body: body(wish),
    };
    let (request, back) = match before {
        Some(before) => (to(Verb::Patch, &wish), Back::By(to(Verb::Patch, &again(before)))),
        None => (to(Verb::Post, &wish), Back::Delete),
    };
    send(w, request, back, text::JOB_WISH_SAVED, By::Form);
}

/// Takes a wish away; taken back, it is the last.
pub fn remove_wish(w: Widget, wish: &DesiredDateTime) {
    let Some(job) = w.state().job.get_untracked() else { return };
    let back = Request { verb: Verb::Post, path: path(job.job.id, None), body: body(&again(wish)) };
    let request = Request::delete(path(job.job.id, Some(wish.id)));
    send(w, request, Back::By(back), text::JOB_WISH_REMOVED, By::Button);
}

fn send(w: Widget, request: Request, back: Back, said: &'static Text, by: By) {
    let (part, held, said) = (Part::Wishes, Held::Wish, w.say(said));
    deed(w, Deed { part, request, said, back, held, by, focus: "[data-is=add-wish]" });
}

fn again(wish: &DesiredDateTime) -> NewDesiredDateTime {
    let DesiredDateTime { date, start_time, end_time, .. } = wish.clone();
    NewDesiredDateTime { date, start_time, end_time }
}

fn path(job_id: u64, wish_id: Option<u64>) -> String {
    let rest = wish_id.map(|id| ["/", &id.to_string()].concat()).unwrap_or_default();
    job_path(Some(job_id), &["/desired_job_datetimes", &*rest].concat())
}
