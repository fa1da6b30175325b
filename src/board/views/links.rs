//! The links that were made: for whom, whether they work, until when; and how to end one.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_wire::convert::interval_of_window;
use slotwright_wire::slotwright::{LinkKind, ListedLink};
use slotwright_words::{fill, text};

use crate::board::effects::{ask_to_revoke, load_links, revoke};
use crate::board::views::listing::{self, two_lines};
use crate::board::widget::Widget;
use crate::kit::button::button;
use crate::kit::el::{El, div, nothing, p, reactive, span, td, tr};
use crate::kit::parts::{buttons, notice};

/// The page of the list that is shown.
pub fn links(w: Widget) -> AnyView {
    listing::listing(w, w.state().links, |_| text::LINKS_EMPTY, load_links, list)
}

/// The way to its other pages.
pub fn pages(w: Widget) -> AnyView {
    listing::pages(w, w.state().links, load_links, text::BOARD_LINKS_COUNT)
}

fn list(w: Widget, links: &[Arc<ListedLink>]) -> El {
    let heads = [
        text::BOARD_NUMBER_OF_LINK,
        text::LINK_OPENS,
        text::BOARD_FOR,
        text::BOARD_STATUS,
        text::LINK_MADE,
        text::LINK_ENDS,
        text::LINK_OPENED,
        text::LINK_END,
    ];
    listing::framed(w, text::BOARD_LINKS, &heads, links.iter().map(|link| row(w, link)))
}

fn row(w: Widget, link: &Arc<ListedLink>) -> El {
    let (state, said) = state(link);
    let opens = w.say(match link.kind {
        LinkKind::Booking => text::LINK_OF_BOOKING,
        LinkKind::Board => text::LINK_OF_BOARD,
        LinkKind::Open => text::LINK_OPEN,
    });
    let about = match link.kind {
        LinkKind::Booking => {
            let windows = link.windows.iter().filter_map(interval_of_window).map(|window| w.derived().window(window));
            [link.job_type.clone()].into_iter().chain(windows).collect::<Vec<_>>().join("; ")
        }
        LinkKind::Board => link.scope.clone().unwrap_or_default(),
        LinkKind::Open => link.title.clone().unwrap_or_default(),
    };
    let job = link.job_id.map(|id| fill(&w.say(text::LINK_OF_JOB), &[("id", &id.to_string())])).unwrap_or_default();
    // An instant of the server, to the day: in its own zone, not the device's.
    let day = |instant: &str| w.derived().date_of(instant);
    let opened = link.opened_at.as_deref().map_or_else(|| w.say(text::LINK_NEVER), day);
    let (number, link) = (link.id.to_string(), link.clone());
    tr().child(td().child(number))
        .child(two_lines(&opens, &about))
        .child(two_lines(&link.whom, &job))
        .child(td().child(span().class("status").state(state).child(w.say(said))))
        .child(td().child(day(&link.created_at)))
        .child(td().child(day(&link.expires_at)))
        .child(td().child(opened))
        .child(td().children(link.works.then(|| reactive(move || ending(w, &link)))))
}

/// Whether a link works, and why not.
fn state(link: &ListedLink) -> (&'static str, &'static slotwright_words::Text) {
    match link.works {
        true => ("scheduled", text::LINK_WORKS),
        false if link.revoked_at.is_some() => ("failed", text::LINK_WAS_REVOKED),
        false => ("queued", text::LINK_HAS_ENDED),
    }
}

/// The button that ends a link, and the question whether it is meant: nothing brings a revoked link back.
fn ending(w: Widget, link: &ListedLink) -> AnyView {
    let id = link.id;
    if !w.state().work.may_override() {
        return nothing();
    }
    let named = |name: &str| fill("{name}-{id}", &[("name", name), ("id", &id.to_string())]);
    let label = fill(&w.say(text::LINK_REVOKE_OF), &[("id", &id.to_string())]);
    if w.state().revoking.get() != Some(id) {
        return button(w.say(text::LINK_REVOKE), move || ask_to_revoke(w, id, true))
            .class("link")
            .aria_label(label)
            .is(&named("revoke"))
            .view();
    }
    let failed = move || match w.state().revoke_failure.get() {
        Some(failure) => notice("danger", &failure.sentence(&w.options().words.all(), false)).role("alert").view(),
        None => nothing(),
    };
    div()
        .class("revoke")
        .role("group")
        .aria_label(label)
        .child(p().child(w.say(text::LINK_REVOKE_QUESTION)))
        .child(
            buttons()
                .child(button(w.say(text::LINK_REVOKE), move || revoke(w, id)).danger())
                .child(button(w.say(text::LINK_KEEP), move || ask_to_revoke(w, id, false)).is(&named("keep"))),
        )
        .child(reactive(failed))
        .view()
}
