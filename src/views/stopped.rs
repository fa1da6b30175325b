//! Where the way ends: the link could not be opened, or the visit has taken place.

use leptos::prelude::*;

use crate::effects::{Widget, begin};
use crate::failure::Failure;
use crate::text;
use crate::views::heading::heading;
use crate::views::notice::sentence_of;

/// The link could not be opened.
pub fn stopped(w: Widget, failure: &Failure) -> impl IntoView {
    let (title, can_retry) = match failure {
        Failure::LinkExpired => (text::LINK_EXPIRED_TITLE, false),
        Failure::LinkInvalid => (text::LINK_INVALID_TITLE, false),
        Failure::Unreachable => (text::OFFLINE_TITLE, true),
        _ => (text::SERVER_TITLE, true),
    };
    let again = move || {
        can_retry.then(|| {
            view! {
                <button class="button" data-primary part="button" type="button" on:click=move |_| begin(w)>{text::RETRY}</button>
            }
        })
    };
    view! {
        <section class="ended" role="alert">
            {heading(title)}
            <p>{sentence_of(failure, false)}</p>
            {again}
        </section>
    }
}

/// The visit has taken place.
pub fn done() -> impl IntoView {
    view! { <section class="ended">{heading(text::DONE_TITLE)} <p>{text::DONE_HINT}</p></section> }
}
