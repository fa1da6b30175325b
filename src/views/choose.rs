//! The calendar with the times of a day beside it.

use leptos::prelude::*;

use crate::effects::{Widget, go};
use crate::state::Step;
use crate::text::{self, fill};
use crate::views::heading::heading;
use crate::views::{month, openings};

/// The step in which a time is chosen.
pub fn choose(w: Widget) -> impl IntoView {
    let scheduled = untrack(|| w.derived.scheduled());
    let title = if scheduled.is_some() { text::CHANGE_TITLE } else { text::CHOOSE_TITLE };
    let keep = scheduled.map(|start| {
        let hint = move || fill(text::CHANGE_HINT, &[("when", &w.derived.formats().moment(start))]);
        view! {
            <p class="hint">{hint}</p>
            <button class="button" part="button" type="button" on:click=move |_| go(w, Step::Booked { moved: false })>{text::KEEP}</button>
        }
    });
    view! {
        <section class="choose">
            {heading(title)}
            {keep}
            <div class="columns">
                {month::month(w)}
                {openings::openings(w)}
            </div>
            <p class="none-fit">
                {text::NONE_FIT} " "
                <button class="link" type="button" on:click=move |_| go(w, Step::Wishes)>{text::NONE_FIT_ACTION}</button>
            </p>
        </section>
    }
}
