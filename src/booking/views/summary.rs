//! What the job is, how long it takes, where it is, and in whose time.

use leptos::prelude::*;
use slotwright_matching::Minute;

use crate::booking::widget::Widget;
use crate::booking::wording::place_line;
use crate::ground::text::{self, fill};
use crate::kit::intl::zone_names;
use crate::kit::parts::{Node, node, nothing, say, text as text_node, words};

/// The head of every step.
pub fn summary(w: Widget) -> AnyView {
    let Some(booking) = w.booking() else { return nothing() };
    let length = text::length(booking.length_in_minutes as Minute);
    let mut name = booking.job_type.name.clone();
    name.push(' ');
    let (zone, horizon_days) = (booking.time_zone.clone(), booking.policy.horizon_days);
    let zone_line = move || {
        let (zone, device) = zone_names(&w.options.locale.get(), &zone, horizon_days);
        match device {
            None => fill(text::ZONE, &[("zone", &zone)]),
            Some(device) => fill(text::ZONE_DIFFERS, &[("zone", &zone), ("device", &device)]),
        }
    };
    let children = vec![
        node("h1", "summary-what", vec![text_node(words(&name)), say("span", "summary-length", words(&length))]),
        say("p", "summary-where", words(&place_line(&booking.place))),
        say("p", "summary-zone", Box::new(zone_line)),
    ];
    Node { tag: "header", class: "summary", part: Some("header"), children, ..Node::default() }.view()
}
