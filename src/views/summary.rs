//! What the job is, how long it takes, where it is, and in whose time.

use leptos::prelude::*;
use slotwright_matching::Minute;

use crate::browser::intl::zone_names;
use crate::effects::Widget;
use crate::text::{self, fill};

/// The head of every step.
pub fn summary(w: Widget) -> impl IntoView {
    let Some(booking) = w.state.booking.get() else { return ().into_any() };
    let place = place_line(&booking.place.name, booking.place.address.as_deref());
    let zone = booking.time_zone;
    let zone_line = move || {
        let (zone, device) = w.options.locale.with(|locale| zone_names(locale, &zone));
        match device {
            None => fill(text::ZONE, &[("zone", &zone)]),
            Some(device) => fill(text::ZONE_DIFFERS, &[("zone", &zone), ("device", &device)]),
        }
    };
    view! {
        <header class="summary" part="header">
            <h1 class="summary-what">
                {booking.job_type.name} " " <span class="summary-length">{text::length(booking.length_in_minutes as Minute)}</span>
            </h1>
            <p class="summary-where">{place}</p>
            <p class="summary-zone">{zone_line}</p>
        </header>
    }
    .into_any()
}

/// The customer and the address, as far as known.
pub fn place_line(name: &str, address: Option<&str>) -> String {
    match address {
        Some(address) => fill(text::WHERE_FOR, &[("name", name), ("address", address)]),
        None => name.to_owned(),
    }
}
