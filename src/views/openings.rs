//! The openings of the selected day, by part of day.

use leptos::prelude::*;
use slotwright_matching::Opening;

use crate::day_parts::{DayPart, by_part, of_day};
use crate::effects::{Widget, go};
use crate::state::Step;
use crate::text::{self, fill};

/// The openings of the selected day.
pub fn openings(w: Widget) -> impl IntoView {
    let content = move || {
        let Some(day) = w.state.selected.get() else {
            return view! { <p class="hint">{text::OPENINGS_PICK_DAY}</p> }.into_any();
        };
        let name = w.derived.formats().day(day);
        let parts: Vec<AnyView> = w.derived.openings.with(|openings| {
            by_part(of_day(openings, day)).into_iter().map(|(part, openings)| part_of_day(w, part, openings)).collect()
        });
        let none =
            parts.is_empty().then(|| view! { <p class="hint">{fill(text::OPENINGS_NONE, &[("day", &name)])}</p> });
        view! {
            <h3 class="openings-title">{fill(text::OPENINGS_TITLE, &[("day", &name)])}</h3>
            {none}
            {parts}
        }
        .into_any()
    };
    view! { <div class="openings" part="openings">{content}</div> }
}

fn part_of_day(w: Widget, part: DayPart, openings: &[Opening]) -> AnyView {
    let name = match part {
        DayPart::Morning => text::MORNING,
        DayPart::Afternoon => text::AFTERNOON,
        DayPart::Evening => text::EVENING,
    };
    let (formats, length) = (w.derived.formats(), w.derived.length());
    let buttons: Vec<AnyView> = openings
        .iter()
        .map(|opening| {
            let start = opening.start;
            let (from, to) = (formats.time(start), formats.time(start + length));
            let label = fill(text::OPENING_LABEL, &[("from", &from), ("to", &to)]);
            view! {
                <li>
                    <button class="opening" part="opening" type="button" aria-label=label
                        on:click=move |_| go(w, Step::Details { start, from_wishes: false })>
                        {from}
                    </button>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <h4 class="part-title">{name}</h4>
        <ul class="opening-list">{buttons}</ul>
    }
    .into_any()
}
