//! Wishes that are stored and wait for an answer.

use leptos::prelude::*;

use crate::effects::{Widget, go};
use crate::state::Step;
use crate::text;
use crate::views::heading::heading;
use crate::views::wishes::{feasibility_line, wish_line};

/// The stored wishes, each with whether it can be met now.
pub fn waiting(w: Widget) -> impl IntoView {
    let list = move || -> Vec<AnyView> {
        let wishes = w.state.wishes.get();
        wishes
            .into_iter()
            .map(|wish| view! { <li class="wish" part="wish"><p class="wish-text">{wish_line(w, wish)}</p>{feasibility_line(w, wish)}</li> }.into_any())
            .collect()
    };
    view! {
        <section class="waiting">
            <span class="tick" aria-hidden="true"></span>
            {heading(text::WAITING_TITLE)}
            <p>{text::WAITING_HINT}</p>
            <ol class="wish-list" aria-label=text::WISHES_LIST>{list}</ol>
            <div class="buttons">
                <button class="button" part="button" type="button" on:click=move |_| go(w, Step::Wishes)>{text::WAITING_CHANGE}</button>
                <button class="button" part="button" type="button" on:click=move |_| go(w, Step::Choose)>{text::WAITING_CHOOSE}</button>
            </div>
        </section>
    }
}
