//! What the job is, how long it takes, where it is, and in whose time.

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_words::{fill, text};

use crate::booking::widget::Widget;
use crate::booking::wording::place_line;
use crate::kit::el::{div, nothing, p, span};
use crate::kit::intl::zone_names;
use crate::kit::parts::title;

/// The head of every step.
pub fn summary(w: Widget) -> AnyView {
    let Some(booking) = w.booking() else { return nothing() };
    let length = w.length_text(booking.length_in_minutes as Minute);
    let (zone, horizon_days) = (booking.time_zone.clone(), booking.policy.horizon_days);
    let zone_line = move || {
        let (zone, device) = zone_names(&w.options().locale.get(), &zone, horizon_days);
        match device {
            None => fill(&w.say(text::ZONE), &[("zone", &zone)]),
            Some(device) => fill(&w.say(text::ZONE_DIFFERS), &[("zone", &zone), ("device", &device)]),
        }
    };
    // No `<header>`: outside of articles that is the whole page's banner, which is the host page's.
    div()
        .class("summary")
        .part("header")
        .child(
            title(w.options().heading_level, 0)
                .class("summary-what")
                .child(&*booking.job_type.name)
                .child(" ")
                .child(span().class("summary-length").child(length)),
        )
        .children(
            (!booking.place.name.is_empty())
                .then(|| p().class("summary-where").child(place_line(&w.derived(), &booking.place))),
        )
        .child(p().class("summary-zone").child(zone_line))
        .view()
}
