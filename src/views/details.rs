//! The last look before a visit is booked or moved.

use leptos::prelude::*;
use slotwright_matching::Minute;

use crate::effects::{Widget, book, go};
use crate::state::Step;
use crate::text::{self, fill};
use crate::views::heading::heading;

/// The chosen time once more, the notes, and the button that books.
pub fn details(w: Widget, start: Minute, from_wishes: bool) -> impl IntoView {
    let Some(booking) = w.state.booking.get_untracked() else { return ().into_any() };
    let is_change = untrack(|| w.derived.scheduled()).is_some();
    let when = move || when_line(w, start);
    let max_length = booking.policy.max_notes_length.to_string();
    let pending = w.state.pending;
    let label = move || match (pending.get(), is_change) {
        (true, _) => text::BOOKING,
        (false, true) => text::BOOK_CHANGE,
        (false, false) => text::BOOK,
    };
    let back = if from_wishes { Step::Wishes } else { Step::Choose };
    view! {
        <form class="details" part="form" on:submit=move |event| { event.prevent_default(); book(w, start); }>
            {heading(text::DETAILS_TITLE)}
            <dl class="facts">
                <div><dt>{text::DETAILS_WHEN}</dt><dd class="facts-when">{when}</dd></div>
                <div><dt>{text::DETAILS_NAME}</dt><dd>{booking.place.name}</dd></div>
                {booking.place.address.map(|address| view! { <div><dt>{text::DETAILS_WHERE}</dt><dd>{address}</dd></div> })}
            </dl>
            <label class="field" part="field">
                <span>{text::NOTES}</span>
                <textarea rows="3" maxlength=max_length.clone() aria-describedby="notes-hint"
                    prop:value=move || w.state.notes.get()
                    on:input=move |event| w.state.notes.set(event_target_value(&event))></textarea>
            </label>
            <p class="hint" id="notes-hint">{fill(text::NOTES_HINT, &[("n", &max_length)])}</p>
            <div class="buttons">
                <button class="button" data-primary part="button" type="submit" aria-disabled=move || pending.get().to_string()>{label}</button>
                <button class="button" part="button" type="button" on:click=move |_| go(w, back.clone())>{text::BACK}</button>
            </div>
        </form>
    }
    .into_any()
}

/// `Tuesday, December 1, 9:00 AM to 11:00 AM`.
pub fn when_line(w: Widget, start: Minute) -> String {
    let formats = w.derived.formats();
    let (from, to) = (formats.time(start), formats.time(start + w.derived.length()));
    let day = formats.day(slotwright_matching::Day::of(start));
    fill(text::WISH_TEXT, &[("day", &day), ("from", &from), ("to", &to)])
}
