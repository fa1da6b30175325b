//! The links that were made.

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_wire::slotwright::LINKS_PATH;
use slotwright_words::{fill, text};

use super::listing;
use crate::board::widget::Widget;

/// Loads a page of the links, the newest first.
pub fn load_links(w: Widget, number: u64) {
    w.state().revoking.set(None);
    w.state().revoke_failure.set(None);
    listing::load(w, w.state().links, [LINKS_PATH, "?"].concat(), number, text::BOARD_LINKS_COUNT);
}

/// Asks whether a link is to be revoked, or takes the question back; the focus goes where the answer is given.
pub fn ask_to_revoke(w: Widget, id: u64, is_asked: bool) {
    w.state().revoke_failure.set(None);
    w.state().revoking.set(is_asked.then_some(id));
    let name = if is_asked { "keep" } else { "revoke" };
    w.focus(&fill("[data-is={name}-{id}]", &[("name", name), ("id", &id.to_string())]));
}

/// Revokes it.
pub fn revoke(w: Widget, id: u64) {
    w.state().revoke_failure.set(None);
    spawn_local(async move {
        let path = fill("{path}/{id}", &[("path", LINKS_PATH), ("id", &id.to_string())]);
        let answer = w.send(Method::DELETE, &path).await;
        if !w.is_mounted() {
            return;
        }
        match answer {
            Ok(_) => {
                w.announce(w.say(text::LINK_REVOKED));
                w.focus("[data-is=list]");
                let page = w.state().links.paginator.get_untracked().map_or(1, |paginator| paginator.current_page);
                load_links(w, page);
            }
            Err(failure) => w.state().revoke_failure.set(Some(failure)),
        }
    });
}
