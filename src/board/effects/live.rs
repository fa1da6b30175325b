//! What others change, as they change it: heard from the server (`src/live.js`), shown where one looks, and marked for a moment.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::Function;
use leptos::prelude::*;
use leptos::task::spawn_local;
use send_wrapper::SendWrapper;
use slotwright_wire::slotwright::{CHANGED, Changed, EVENTS_PATH, READY, RESYNC};
use slotwright_words::text;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;

use super::deed::focus_form;
use super::leave::look_at_leaving;
use super::look::one;
use super::names::load_names;
use super::question::open;
use super::shown::load_again;
use super::suggestions::{DAYS, suggest_again};
use crate::attributes::View;
use crate::board::state::{Meanwhile, Planned, Planning};
use crate::board::widget::Widget;
use crate::ground::live::{Own, differences, is_seen, is_taking};
use crate::ground::why_not::Fields;
use crate::kit::document::{device_now, later};
use crate::kit::fetch::read;
use crate::kit::reactive::watch;

/// So long is waited for what is changed at the same time.
const TOGETHER_MS: u64 = 150;
/// What is shown is loaded again no more often than this.
const SELDOM_MS: i64 = 1_000;
/// And while nothing can be heard, so seldom.
const ASK_MS: i64 = 60_000;
/// So long what others have changed is marked.
const FRESH_MS: u64 = 8_000;
/// So long is waited for one's own change to be shown, whose news may come before its answer.
const OWN_FIRST_MS: u64 = 700;
/// How often a screen reader is told at most that others have changed something.
const SAID_MS: i64 = 15_000;

#[wasm_bindgen(raw_module = "./live.js")]
extern "C" {
    /// Listens until what it returns is called: `heard` is told the name and the data of each event.
    fn follow(url: &str, authorization: &str, heard: &Closure<dyn FnMut(String, String)>) -> Function;
}

/// A line on which changes are heard, until it is dropped.
struct Line {
    end: Function,
    _heard: Closure<dyn FnMut(String, String)>,
}

impl Drop for Line {
    fn drop(&mut self) {
        let _ = self.end.call0(&JsValue::UNDEFINED);
    }
}

/// What was heard and is not shown yet.
#[derive(Default)]
struct Ears {
    is_due: bool,
    /// Whether the times that are suggested may be others.
    is_taking: bool,
    shown_ms: i64,
    said_ms: i64,
    /// The jobs that others have changed, and who was the last of them.
    changed: Vec<u64>,
    by: String,
}

/// Follows what is changed for as long as the element is mounted.
pub fn follow_changes(w: Widget) {
    let line: StoredValue<Option<SendWrapper<Line>>> = StoredValue::new(None);
    let begin = move || {
        line.set_value(None);
        let endpoint = w.options().endpoint();
        if endpoint.token.is_empty() {
            return;
        }
        let ears = Rc::new(RefCell::new(Ears { shown_ms: device_now().0, ..Ears::default() }));
        let heard = Closure::new(move |event: String, data: String| {
            if w.is_mounted() {
                hear(w, &ears, &event, data);
            }
        });
        let url = [&*endpoint.source, EVENTS_PATH].concat();
        let end = follow(&url, &endpoint.bearer(), &heard);
        line.set_value(Some(SendWrapper::new(Line { end, _heard: heard })));
    };
    untrack(begin);
    // Listens to: the token, and where it is sent.
    watch(move || w.options().asked(), begin);
}

fn hear(w: Widget, ears: &Rc<RefCell<Ears>>, event: &str, data: String) {
    match event {
        // What was changed between what is shown and now is not told.
        READY | RESYNC => {
            ears.borrow_mut().is_taking = true;
            show_soon(w, ears);
        }
        CHANGED => {
            let Ok(changed) = read::<Changed>(data.into()) else { return };
            let own = changed.job_id.is_some_and(|id| is_own(w, id));
            if let (Some(id), false) = (changed.job_id, own)
                && matches!(&*changed.kind, "job" | "wish" | "task")
            {
                let mut ears = ears.borrow_mut();
                if !ears.changed.contains(&id) {
                    ears.changed.push(id);
                }
                ears.by.clone_from(&changed.by);
            }
            let shown = match w.state().planned.get_untracked() {
                Planned::Loaded(timeline) if is_timeline(w) => is_seen(&changed, &timeline.start_date, timeline.days),
                _ => true,
            };
            let today = w.state().now.with_untracked(|now| now.get(..10).unwrap_or_default().to_owned());
            let is_taking = w.state().job.with_untracked(Option::is_some) && is_taking(&changed, &today, DAYS);
            ears.borrow_mut().is_taking |= is_taking;
            if shown || is_taking {
                show_soon(w, ears);
            }
        }
        // While nothing can be heard, it is asked once in a while.
        _ if ASK_MS < device_now().0.saturating_sub(ears.borrow().shown_ms) => show_soon(w, ears),
        _ => {}
    }
}

fn is_own(w: Widget, id: u64) -> bool {
    w.state().own.try_update_untracked(|own| own.is_of(id, device_now().0)).unwrap_or_default()
}

fn is_timeline(w: Widget) -> bool {
    !matches!(untrack(|| w.derived().shown()), View::Jobs | View::Links | View::Setup)
}

/// Shows what was heard, in a moment, with what is heard until then.
fn show_soon(w: Widget, ears: &Rc<RefCell<Ears>>) {
    let mut open = ears.borrow_mut();
    if std::mem::replace(&mut open.is_due, true) {
        return;
    }
    let since = device_now().0.saturating_sub(open.shown_ms);
    let rest = u64::try_from(SELDOM_MS - since).unwrap_or_default();
    let ears = ears.clone();
    later(rest.max(TOGETHER_MS), move || {
        if w.is_mounted() {
            show(w, &ears);
        }
    });
}

fn show(w: Widget, ears: &Rc<RefCell<Ears>>) {
    let own = w.state().own;
    ears.borrow_mut().is_due = false;
    if own.with_untracked(Own::is_making) && !ears.borrow().changed.is_empty() {
        // Perhaps it is the one that is being made here: the answer tells.
        return show_soon(w, ears);
    }
    let (changed, by, is_said) = {
        let mut ears = ears.borrow_mut();
        let now = device_now().0;
        ears.shown_ms = now;
        own.update_untracked(|own| ears.changed.retain(|id| !own.is_made(*id, now)));
        let is_said = SAID_MS < now.saturating_sub(ears.said_ms) && !ears.changed.is_empty();
        if is_said {
            ears.said_ms = now;
        }
        (std::mem::take(&mut ears.changed), ears.by.clone(), is_said)
    };
    load_again(w);
    if std::mem::take(&mut ears.borrow_mut().is_taking) {
        suggest_again(w);
    }
    if changed.is_empty() {
        return;
    }
    if is_said {
        w.announce(w.options().words.count(text::BOARD_CHANGED_COUNT, changed.len()));
    }
    mark(w, changed.clone());
    if w.state().work.leaving.with_untracked(|job| job.as_ref().is_some_and(|job| changed.contains(&job.job.id))) {
        look_at_leaving(w);
    }
    let is_open = w.state().job.get_untracked().is_some_and(|job| changed.contains(&job.job.id));
    if is_open {
        later(OWN_FIRST_MS, move || look_at_open(w, by));
    }
}

/// Marks jobs for a moment.
fn mark(w: Widget, ids: Vec<u64>) {
    let fresh = w.state().fresh;
    let mut all = fresh.get_untracked().to_vec();
    all.retain(|id| !ids.contains(id));
    all.extend(&ids);
    fresh.set(Arc::new(all));
    later(FRESH_MS, move || {
        if let Some(now) = fresh.try_get_untracked() {
            fresh.set(Arc::new(now.iter().filter(|id| !ids.contains(id)).copied().collect()));
        }
    });
}

/// Tells what has become of the job that is open, and leaves everything else as it is.
fn look_at_open(w: Widget, by: String) {
    if !w.is_mounted() || matches!(w.state().planning.get_untracked(), Planning::Sent) {
        return;
    }
    let Some(before) = w.state().job.get_untracked() else { return };
    let generation = w.generation().get_untracked();
    spawn_local(async move {
        let Ok((now, _)) = one(w, before.job.id).await else { return };
        load_names(w).await;
        let now = now.map(Arc::new);
        let is_other = now.as_ref().is_none_or(|now| !differences(&before, now).is_empty());
        // Another one may be open by now, or the same as it is.
        let is_open = w.is_mounted() && w.state().job.get_untracked().is_some_and(|job| Arc::ptr_eq(&job, &before));
        if is_other && is_open && (w.is_current(generation) || untrack(|| w.derived().is_asking())) {
            w.state().meanwhile.set(Some(Meanwhile { by, now }));
        }
    });
}

/// Shows the open job as it is now; what was typed stays, in the question and in the form that is open.
pub fn show_now(w: Widget) {
    let Some(Meanwhile { now: Some(now), .. }) = w.state().meanwhile.get_untracked() else { return };
    let typed = w.state().fields.get_untracked();
    let before = w.state().job.get_untracked();
    let own = before.and_then(|job| slotwright_wire::time::parse_minute(job.job.scheduled_datetime.as_deref()?));
    open(w, now);
    if w.state().work.form.with_untracked(Option::is_some) {
        focus_form(w);
    }
    if typed != own.map(Fields::of).unwrap_or_default() {
        w.state().fields.set(typed);
    }
}
