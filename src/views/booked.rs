//! A booked visit: when, what, where; the calendar file, change and cancel. And a visit that was cancelled.

use leptos::prelude::*;
use slotwright_matching::Minute;

use crate::effects::{Widget, book, cancel, go, save_calendar};
use crate::state::Step;
use crate::text::{self, fill};
use crate::views::details::when_line;
use crate::views::heading::heading;
use crate::views::summary::place_line;

/// The booked visit.
pub fn booked(w: Widget, moved: bool) -> impl IntoView {
    let Some(booking) = w.state.booking.get_untracked() else { return ().into_any() };
    let Some(start) = untrack(|| w.derived.scheduled()) else { return ().into_any() };
    let asking = RwSignal::new(false);
    let notes = booking.job.and_then(|job| job.notes).filter(|notes| !notes.is_empty());
    let place = place_line(&booking.place.name, booking.place.address.as_deref());
    let actions = move || {
        if !w.derived.may_change() {
            view! { <p class="hint">{text::TOO_LATE_TO_CHANGE}</p> }.into_any()
        } else if asking.get() {
            question(w, start, asking)
        } else {
            view! {
                <div class="buttons">
                    <button class="button" part="button" type="button" on:click=move |_| go(w, Step::Choose)>{text::CHANGE}</button>
                    <button class="button" part="button" type="button" data-action="cancel"
                        on:click=move |_| { asking.set(true); w.focus("[data-question]"); }>{text::CANCEL}</button>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <section class="booked">
            <span class="tick" aria-hidden="true"></span>
            {heading(if moved { text::MOVED_TITLE } else { text::BOOKED_TITLE })}
            <p class="booked-when">{move || when_line(w, start)}</p>
            <p>{booking.job_type.name}</p>
            <p>{place}</p>
            {notes.map(|notes| view! { <p class="booked-notes"><b>{text::BOOKED_NOTES}</b> " " {notes}</p> })}
            <button class="button" data-primary part="button" type="button" on:click=move |_| save_calendar(w)>{text::ADD_TO_CALENDAR}</button>
            {actions}
            <p class="hint">{text::BOOKED_HINT}</p>
        </section>
    }
    .into_any()
}

fn question(w: Widget, start: Minute, asking: RwSignal<bool>) -> AnyView {
    let pending = w.state.pending;
    view! {
        <div class="question" role="group" aria-labelledby="cancel-question">
            <p id="cancel-question" tabindex="-1" data-question>{fill(text::CANCEL_QUESTION, &[("when", &w.derived.formats().moment(start))])}</p>
            <div class="buttons">
                <button class="button" data-danger part="button" type="button" on:click=move |_| cancel(w)>
                    {move || if pending.get() { text::CANCELLING } else { text::CANCEL_YES }}
                </button>
                <button class="button" part="button" type="button"
                    on:click=move |_| { asking.set(false); w.focus("[data-action=cancel]"); }>{text::CANCEL_NO}</button>
            </div>
        </div>
    }
    .into_any()
}

/// The visit was cancelled; it may be taken back while the time is free.
pub fn cancelled(w: Widget, start: Minute) -> impl IntoView {
    let hint = move || fill(text::CANCELLED_HINT, &[("when", &w.derived.formats().moment(start))]);
    let pending = w.state.pending;
    view! {
        <section class="ended">
            {heading(text::CANCELLED_TITLE)}
            <p>{hint}</p>
            <div class="buttons">
                <button class="button" data-primary part="button" type="button" on:click=move |_| go(w, Step::Choose)>{text::CANCELLED_AGAIN}</button>
                <button class="button" part="button" type="button" on:click=move |_| book(w, start)>
                    {move || if pending.get() { text::BOOKING } else { text::CANCELLED_UNDO }}
                </button>
            </div>
        </section>
    }
}
