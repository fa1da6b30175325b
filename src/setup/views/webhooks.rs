//! Who is told what becomes of jobs, and what could not be told.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_wire::slotwright::{OUTBOX_PATH, OutboxMessage, Webhook};
use slotwright_words::{fill, text};

use crate::ground::setup::deed::{Deed, Save};
use crate::ground::setup::known::Known;
use crate::ground::setup::webhook;
use crate::kit::button::button;
use crate::kit::el::{El, div, reactive, span};
use crate::kit::parts::title;
use crate::setup::effects::{keep, open_form};
use crate::setup::state::What;
use crate::setup::views::empty;
use crate::setup::views::form::{is_open, name_of, opened};
use crate::setup::views::list::{Removed, head, list, removing_asked, row, small};
use crate::setup::views::secret::shown_once;
use crate::setup::widget::Widget;

/// The lists, or the form that is open.
pub fn webhooks(w: Widget, known: &Arc<Known>) -> AnyView {
    let known = known.clone();
    reactive(move || {
        if is_open(w, |what| matches!(what, What::Webhook(_))) {
            return untrack(|| form(w));
        }
        untrack(|| {
            let secret = reactive(move || shown_once(w, text::SETUP_SECRET_ONCE, text::SETUP_SECRET));
            div().child(secret).child(all(w, &known)).child(messages(w, &known)).view()
        })
    })
}

fn form(w: Widget) -> AnyView {
    let open = w.state().open.get_untracked();
    let name = match &open {
        Some(What::Webhook(Some(found))) => Some(&*found.url),
        _ => None,
    };
    opened(w, &name_of(w, name, text::SETUP_NEW_WEBHOOK), false)
}

fn all(w: Widget, known: &Known) -> El {
    let add = button(w.say(text::SETUP_NEW_WEBHOOK), move || open_form(w, What::Webhook(None))).class("small");
    let rows = known.webhooks.iter().map(|found| one(w, found));
    let listed = if known.webhooks.is_empty() { empty(w, text::SETUP_NO_WEBHOOK) } else { list(rows) };
    div().class("setup-block").child(head(w, "", add)).child(listed)
}

fn one(w: Widget, found: &Webhook) -> El {
    let events = match found.events.is_empty() {
        true => w.say(text::SETUP_EVERY_EVENT),
        false => found.events.join(", "),
    };
    let paused = if found.active { String::new() } else { w.say(text::SETUP_PAUSED) };
    let (url, tested) = (&*found.url, found.clone());
    let test = small(w, text::SETUP_TEST, text::SETUP_TEST_OF, url, move || {
        keep(w, webhook::test(&tested), text::SETUP_TESTED)
    });
    let deeds = div().class("setup-deeds").child(test);
    // The next start would undo what is changed in one of the settings file.
    if let Some(name) = &found.from_settings {
        let from = fill(&w.say(text::SETUP_FROM_SETTINGS), &[("name", name)]);
        return row(url, &[events, paused, from], deeds);
    }
    let removed = Removed {
        is: found.id.to_string(),
        what: url.to_owned(),
        question: text::SETUP_WEBHOOK_QUESTION,
        visits: Vec::new(),
    };
    let (edited, paused_one, rotated) = (found.clone(), found.clone(), found.clone());
    let (pause, pause_of) = match found.active {
        true => (text::SETUP_PAUSE, text::SETUP_PAUSE_OF),
        false => (text::SETUP_RESUME, text::SETUP_RESUME_OF),
    };
    let deeds = deeds
        .child(small(w, pause, pause_of, url, move || keep(w, webhook::pause(&paused_one), text::SETUP_SAVED)))
        .child(small(w, text::SETUP_ROTATE, text::SETUP_ROTATE_OF, url, move || {
            keep(w, webhook::rotate(&rotated), text::SETUP_ROTATED);
        }))
        .child(small(w, text::SETUP_EDIT, text::SETUP_EDIT_OF, url, move || {
            open_form(w, What::Webhook(Some(edited.clone())))
        }))
        .child(removing_asked(w, removed, webhook::delete(found)));
    row(url, &[events, paused], deeds)
}

fn messages(w: Widget, known: &Known) -> El {
    let listed = match known.messages.is_empty() {
        true => empty(w, text::SETUP_NO_MESSAGE),
        false => list(known.messages.iter().map(|message| message_row(w, known, message))),
    };
    let heading = title(w.options().heading_level, 2).class("setup-name");
    div().class("setup-block").child(heading.child(w.say(text::SETUP_OUTBOX))).child(listed)
}

fn message_row(w: Widget, known: &Known, message: &OutboxMessage) -> El {
    let is_dead = message.state == "dead";
    let webhook = known.webhooks.iter().find(|found| Some(found.id) == message.webhook_id);
    let to = webhook.map_or_else(|| message.recipient.clone(), |found| found.url.clone());
    let tried = w.options().words.count(text::SETUP_TRIED, message.attempts as usize);
    let job = message.job_id.map(|id| fill(&w.say(text::LINK_OF_JOB), &[("id", &id.to_string())]));
    let name = w.options().words.joined([Some(message.event.clone()), job].into_iter().flatten());
    let told = [to, tried, message.problem.clone().unwrap_or_default()];
    let send = |deed: &str| {
        let path = [OUTBOX_PATH, "/", &message.id.to_string(), deed].concat();
        Save { deeds: vec![Deed::post(path)], undo: Vec::new() }
    };
    let (retry, drop) = (send("/retry"), send("/drop"));
    let again =
        small(w, text::SETUP_RETRY, text::SETUP_RETRY_OF, &name, move || keep(w, retry.clone(), text::SETUP_RETRIED));
    let away =
        small(w, text::SETUP_DROP, text::SETUP_DROP_OF, &name, move || keep(w, drop.clone(), text::SETUP_DROPPED));
    let (state, said) = if is_dead { ("failed", text::SETUP_DEAD) } else { ("queued", text::SETUP_WAITING) };
    let status = span().class("status").state(state).child(w.say(said));
    row(&name, &told, div().class("setup-deeds").child(status).child(again).child(away))
}
