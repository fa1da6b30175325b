//! Who did what with the job, the last first.

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::Deed;
use slotwright_wire::time::parse_minute;
use slotwright_words::{fill, text};

use crate::board::job_state::Known;
use crate::board::views::jobs::status_named;
use crate::board::widget::Widget;
use crate::kit::el::{El, li, ol, p, reactive, span};
use crate::kit::intl::shown_in;
use crate::kit::parts::notice;

/// The deeds.
pub fn history(w: Widget) -> AnyView {
    reactive(move || match w.state().work.history.get() {
        Known::Loading => p().class("hint").child(w.say(text::LOADING)).view(),
        Known::Failed(failure) => {
            notice("danger", &failure.sentence(&w.options().words.all(), false)).role("alert").view()
        }
        Known::Here(deeds) if deeds.is_empty() => p().class("hint").child(w.say(text::HISTORY_NONE)).view(),
        // A list without markers is no list to some screen readers, unless it has the role.
        Known::Here(deeds) => ol()
            .class("history")
            .role("list")
            .aria_label(w.say(text::HISTORY))
            .children(deeds.iter().map(|deed| row(w, deed)))
            .view(),
    })
}

fn row(w: Widget, deed: &Deed) -> El {
    let moment = |at: Minute| w.derived().moment(at);
    let at = shown_in(&w.state().work.zone.get(), &deed.at).map(moment).unwrap_or_default();
    let start = deed.scheduled_datetime.as_deref().and_then(|start| parse_minute(start.get(..16)?)).map(moment);
    let crew = deed.user_ids.as_deref().map(|crew| w.derived().names_of(crew)).unwrap_or_default();
    let status = deed.status.as_deref().and_then(|status| status_named(w, status));
    let after = [status.unwrap_or_default(), start.unwrap_or_default(), crew];
    li().child(span().child(fill(&w.say(text::DEED), &[("who", &actor(w, &deed.actor)), ("what", &done(w, deed))])))
        .child(span().class("more").child(at))
        .child(span().class("more").child(w.options().words.joined(after)))
}

/// `user 3` and `link 7` in words.
fn actor(w: Widget, actor: &str) -> String {
    match actor.split_once(' ') {
        Some(("user", id)) => id.parse().map_or_else(|_| actor.to_owned(), |id| w.derived().name_of(id)),
        Some(("link", id)) => fill(&w.say(text::DEED_BY_LINK), &[("id", id)]),
        _ => w.say(text::DEED_BY_SYSTEM),
    }
}

fn done(w: Widget, deed: &Deed) -> String {
    w.say(match &*deed.operation {
        "create" => text::DEED_CREATE,
        "change" => text::DEED_CHANGE,
        "queue" => text::DEED_QUEUE,
        "cancel" => text::DEED_CANCEL,
        "check_in" => text::DEED_CHECK_IN,
        "check_out" => text::DEED_CHECK_OUT,
        "complete" => text::DEED_COMPLETE,
        "add_wish" => text::DEED_ADD_WISH,
        "change_wish" => text::DEED_CHANGE_WISH,
        "remove_wish" => text::DEED_REMOVE_WISH,
        "delete" => text::DEED_DELETE,
        // What a newer server knows.
        other => return other.to_owned(),
    })
}
