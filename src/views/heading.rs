//! The heading of a step, which gets the focus when the step begins.

use leptos::prelude::*;

/// The heading of a step. Not reachable by Tab, but by [`go`](crate::effects::go).
pub fn heading(text: impl IntoView + 'static) -> AnyView {
    view! { <h2 class="heading" tabindex="-1" data-heading>{text}</h2> }.into_any()
}
