//! What was in the way, and what to do now.

use leptos::prelude::*;
use slotwright_matching::{Minute, Opening};

use crate::effects::{Widget, go, retry};
use crate::failure::Failure;
use crate::state::{Notice, Retry, Step};
use crate::text::{self, fill};

/// The notice above a step, if there is one.
pub fn notice(w: Widget) -> AnyView {
    match w.state.notice.get() {
        None => ().into_any(),
        Some(Notice::AlreadyBooked) => frame(w, "ok", text::ALREADY_BOOKED.to_owned(), ().into_any()),
        Some(Notice::Taken { wanted, nearest }) => taken(w, wanted, &nearest),
        Some(Notice::Failed { failure, retry: again }) => {
            let booking = matches!(again, Retry::Book(_));
            let button = view! {
                <button class="button" part="button" type="button" on:click=move |_| retry(w, again)>{text::RETRY}</button>
            };
            frame(w, "danger", sentence_of(&failure, booking), button.into_any())
        }
    }
}

/// A failure in a customer's words. `booking`: whether the request was one that books.
pub fn sentence_of(failure: &Failure, booking: bool) -> String {
    match failure {
        Failure::Unreachable if booking => text::OFFLINE_BOOKING.to_owned(),
        Failure::Unreachable => text::OFFLINE.to_owned(),
        Failure::Refused(sentence) => fill(text::REFUSED, &[("sentence", sentence)]),
        Failure::Server(id) => fill(text::SERVER, &[("id", if id.is_empty() { "–" } else { id })]),
        Failure::LinkInvalid => text::LINK_INVALID.to_owned(),
        Failure::LinkExpired => text::LINK_EXPIRED.to_owned(),
        Failure::Taken => text::TAKEN_NONE.to_owned(),
        Failure::AlreadyBooked => text::ALREADY_BOOKED.to_owned(),
    }
}

fn taken(w: Widget, wanted: Minute, nearest: &[Opening]) -> AnyView {
    let formats = w.derived.formats();
    let sentence = fill(text::TAKEN, &[("when", &formats.moment(wanted))]);
    if nearest.is_empty() {
        return frame(w, "warn", sentence, view! { <p>{text::TAKEN_NONE}</p> }.into_any());
    }
    let buttons: Vec<AnyView> = nearest
        .iter()
        .map(|opening| {
            let start = opening.start;
            view! {
                <button class="opening" part="opening" type="button" on:click=move |_| go(w, Step::Details { start, from_wishes: false })>
                    {formats.moment(start)}
                </button>
            }
            .into_any()
        })
        .collect();
    frame(
        w,
        "warn",
        sentence,
        view! { <p>{text::TAKEN_NEAREST}</p><div class="alternatives">{buttons}</div> }.into_any(),
    )
}

fn frame(w: Widget, tone: &'static str, sentence: String, more: AnyView) -> AnyView {
    view! {
        <div class="notice" part="notice" role="alert" data-tone=tone data-notice tabindex="-1">
            <button class="notice-close" type="button" aria-label=text::DISMISS on:click=move |_| {
                w.state.notice.set(None);
                w.focus("[data-heading]");
            }>"×"</button>
            <p class="notice-sentence">{sentence}</p>
            {more}
        </div>
    }
    .into_any()
}
