//! A sooner time: what is kept, and the wish for one.

use maud::{Markup, html};
use slotwright_wire::time::parse_minute;
use slotwright_words::text;

use super::super::page::{Frame, submit};
use super::super::visitor::Visitor;

/// What is kept for whoever waits, if something is.
pub fn offer(visitor: &Visitor, frame: &Frame) -> Markup {
    let speech = &visitor.speech;
    let offer = visitor.booking.earlier.as_ref().and_then(|earlier| earlier.offer.as_ref());
    let times = offer.and_then(|offer| {
        let (start, until) = (parse_minute(&offer.scheduled_datetime)?, parse_minute(&offer.held_until)?);
        Some((offer.hold_id.to_string(), start, until))
    });
    let key = crate::edge::random::hex(&crate::edge::random::random_bytes::<16>());
    let seen = visitor.seen();
    html! {
        @if let Some((hold, start, until)) = times {
            div class="card" {
                h2 { (speech.say(text::EARLIER_TITLE)) }
                p { (speech.fill(text::EARLIER_OFFER, &[("when", &visitor.moment(start)), ("until", &speech.moment(until, slotwright_domain::Arrival::default()))])) }
                div class="buttons" {
                    (frame.form(&[("do", "earlier-take"), ("hold", &hold), ("seen", &seen), ("key", &key)],
                        submit("", speech.say(text::EARLIER_TAKE), "primary")))
                    (frame.form(&[("do", "earlier-keep"), ("hold", &hold), ("seen", &seen)],
                        submit("", speech.say(text::KEEP), "")))
                }
            }
        }
    }
}

/// Asks for one, or says that it is looked for; nothing where that can't be.
pub fn ask(visitor: &Visitor, frame: &Frame) -> Markup {
    let speech = &visitor.speech;
    html! {
        @if let Some(earlier) = &visitor.booking.earlier {
            @if earlier.asked {
                p class="hint" { (speech.say(text::EARLIER_WAITING)) }
                (frame.button("earlier-stop", text::EARLIER_STOP, ""))
            } @else {
                (frame.button("earlier-ask", text::EARLIER_ASK, ""))
            }
        }
    }
}
