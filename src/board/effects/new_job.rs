//! A job is made: for whom, what, how long.

use std::sync::Arc;

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use slotwright_wire::slotwright::{BoardJob, PLACES_PATH, Place};
use slotwright_wire::sonar::{Data, FieldTexts, NewJob};
use slotwright_words::{fill, text};

use super::kinds::load_kinds;
use super::look::one;
use super::question::{open, reset};
use super::shown::load_again;
use crate::board::list_state::Draft;
use crate::board::widget::Widget;
use crate::events::Event;
use crate::ground::failure::Failure;
use crate::ground::job::job_path;
use crate::ground::job_filter::encode;
use crate::kit::document::{device_now, later};
use crate::kit::fetch::{json, read};

/// So long nobody types before what is typed is looked for.
const TYPED_MS: u64 = 250;
/// As many are shown.
const FOUND: &str = "8";

/// What an answer says of the job that was made.
#[derive(Deserialize)]
struct Made {
    id: u64,
}

/// Begins with a job, or goes on with the one that is being made.
pub fn begin_job(w: Widget) {
    reset(w);
    let list = w.state().list;
    if list.draft.with_untracked(Option::is_none) {
        list.found.set(None);
        list.failure.set(None);
        list.draft.set(Some(Draft::default()));
    }
    w.focus("[data-is=heading]");
    spawn_local(load_kinds(w));
}

/// Leaves it.
pub fn leave_job(w: Widget) {
    w.state().list.draft.set(None);
    w.focus("[data-is=new-job]");
}

/// Changes what is typed of it.
pub fn draft_job(w: Widget, change: impl FnOnce(&mut Draft)) {
    w.state().list.draft.update(|draft| {
        if let Some(draft) = draft {
            change(draft);
            draft.is_incomplete = false;
        }
    });
}

/// Looks for those whose name or address has what is typed, once nobody types on.
pub fn seek(w: Widget, sought: String) {
    draft_job(w, |draft| {
        draft.sought.clone_from(&sought);
        draft.place = None;
    });
    let list = w.state().list;
    let typing = list.next_typing();
    if sought.trim().is_empty() {
        return list.found.set(None);
    }
    later(TYPED_MS, move || {
        if w.is_mounted() && list.typing.get_untracked() == typing {
            spawn_local(found(w, sought, typing));
        }
    });
}

async fn found(w: Widget, sought: String, typing: u32) {
    let list = w.state().list;
    let mut path = fill("{path}?limit={found}&q=", &[("path", PLACES_PATH), ("found", FOUND)]);
    encode(sought.trim(), &mut path);
    let answer = w.get(&path).await.and_then(read::<Data<Vec<Place>>>);
    if !w.is_mounted() || list.typing.get_untracked() != typing {
        return;
    }
    match answer {
        Ok(Data { data, .. }) => {
            list.failure.set(None);
            w.announce(match data.is_empty() {
                true => w.say(text::PLACES_NONE),
                false => w.options().words.count(text::PLACES_FOUND, data.len()),
            });
            list.found.set(Some(Arc::new(data)));
        }
        Err(failure) => list.failure.set(Some(failure)),
    }
}

/// Chooses for whom it is.
pub fn choose_place(w: Widget, place: Place) {
    draft_job(w, |draft| {
        draft.sought.clone_from(&place.name);
        draft.place = Some(place);
    });
    w.state().list.next_typing();
    w.state().list.found.set(None);
    w.focus("[data-is=new-length]");
}

/// Makes it, and opens it: next is its time.
pub fn make_job(w: Widget) {
    let list = w.state().list;
    let Some(draft) = list.draft.get_untracked().filter(|_| !list.is_sent.get_untracked()) else { return };
    let tell = |focus| {
        list.draft.update(|draft| draft.iter_mut().for_each(|draft| draft.is_incomplete = true));
        w.focus(focus);
    };
    let (Ok(job_type_id), Some(place)) = (draft.job_type_id.parse(), draft.place) else {
        return tell("[data-is=new-job-form] select");
    };
    let Some((ticket_id, services)) = draft.numbers.read() else {
        return tell("[data-is=new-job-form] .job-numbers [aria-invalid]");
    };
    let fields = draft.fields.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    let job = NewJob {
        job_type_id,
        assigned_type: place.assigned_type,
        assigned_id: place.assigned_id,
        length_in_minutes: draft.length.parse().ok(),
        notes: Some(draft.notes).filter(|notes| !notes.is_empty()),
        ticket_id,
        services,
        scheduled_datetime: None,
        user_ids: Vec::new(),
        hold_id: None,
        fields: FieldTexts(fields),
    };
    list.is_sent.set(true);
    list.failure.set(None);
    let own = w.state().own;
    spawn_local(async move {
        let made = w.write(Method::POST, &job_path(None, ""), json(&job)).await.and_then(read::<Data<Made>>);
        let job = match made {
            Ok(Data { data: Made { id }, .. }) => {
                let _ = own.try_update_untracked(|own| own.make(id, device_now().0));
                listed(w, id).await
            }
            Err(failure) => Err(failure),
        };
        if !w.is_mounted() {
            return;
        }
        list.is_sent.set(false);
        match job {
            Ok(job) => {
                list.draft.set(None);
                w.announce(w.say(text::JOB_MADE));
                load_again(w);
                if let Some(job) = job {
                    w.dispatch(&Event::JobChanged { job_id: job.job.id });
                    open(w, job);
                }
            }
            Err(failure) => list.failure.set(Some(failure)),
        }
    });
}

async fn listed(w: Widget, id: u64) -> Result<Option<Arc<BoardJob>>, Failure> {
    one(w, id).await.map(|(job, _)| job.map(Arc::new))
}
