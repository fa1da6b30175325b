//! The booked visit for the customer's own calendar.

use slotwright_words::{Text, text};

use crate::booking::effects::save_calendar;
use crate::booking::state::Booking;
use crate::booking::widget::Widget;
use crate::ground::calendar_links::{google, outlook};
use crate::kit::button::button;
use crate::kit::el::{El, a, div, folded, summary};

/// A menu: calendars on the web, and a file for all others.
pub fn calendar_menu(w: Widget, booking: &Booking) -> El {
    let name = &booking.job_type.name;
    let title = match &booking.company.name {
        Some(company) => [name, ": ", company].concat(),
        None => name.clone(),
    };
    let link = |text: &'static Text, url: &str| {
        a().class("button").attr("href", url).attr("target", "_blank").attr("rel", "noopener").child(w.say(text))
    };
    let entry = w.derived().calendar_entry(booking, &title);
    folded().class("calendar-menu").child(summary().class("button").child(w.say(text::ADD_TO_CALENDAR))).child(
        div()
            .class("buttons")
            .children(entry.as_ref().map(|entry| link(text::CALENDAR_GOOGLE, &google(entry))))
            .children(entry.as_ref().map(|entry| link(text::CALENDAR_OUTLOOK, &outlook(entry))))
            .child(button(w.say(text::CALENDAR_FILE), move || save_calendar(w))),
    )
}
