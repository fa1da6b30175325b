//! A month grid by Leptos, with no data and no dates: what the framework alone costs a customer who waits for it.
//!
//! Written as one writes it first, in `view!`: less than this no page can have that is rendered by Leptos in the browser.

#[cfg(target_arch = "wasm32")]
use leptos::prelude::*;

/// So many days are shown.
#[cfg(target_arch = "wasm32")]
const DAYS: u32 = 28;

#[cfg(target_arch = "wasm32")]
fn main() {
    leptos::mount::mount_to_body(Grid);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("this is for a browser: `cargo xtask bench start` builds it");
}

/// Days that can be pressed, of which one is.
#[cfg(target_arch = "wasm32")]
#[component]
fn Grid() -> impl IntoView {
    let chosen = RwSignal::new(1);
    let day = move |day: u32| {
        view! {
            <td>
                <button class="day" aria-pressed=move || (chosen.get() == day).to_string() on:click=move |_| chosen.set(day)>
                    {day}
                </button>
            </td>
        }
    };
    let week = move |first: u32| view! { <tr>{(first..first + 7).map(day).collect_view()}</tr> };
    view! {
        <h1>"Choose a day"</h1>
        <table>{(1..=DAYS).step_by(7).map(week).collect_view()}</table>
        <p>"Day " {move || chosen.get()}</p>
    }
}
