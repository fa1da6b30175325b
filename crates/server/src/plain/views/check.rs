//! The last look before a visit is booked or moved.

use maud::{Markup, html};
use slotwright_matching::Minute;
use slotwright_wire::time::print_datetime;
use slotwright_words::text;

use super::super::answers::{Answers, Faults};
use super::super::form::Form;
use super::super::page::{Frame, submit};
use super::super::visitor::Visitor;
use super::parts::{asked, faults as summary_of_faults};
use crate::edge::random::{hex, random_bytes};

/// The page: the chosen time once more, what is asked, and the button that books. `hold` is the number of what is held, and until when.
pub fn check(visitor: &Visitor, form: &Form, start: Minute, hold: Option<(u64, Minute)>, faults: &Faults) -> Markup {
    let speech = &visitor.speech;
    let answers = Answers::of(visitor, form);
    let text_of_start = print_datetime(start);
    let frame = Frame { is_typed_in: true, ..Frame::of(visitor, &[]) };
    let (seen, key) = (visitor.seen(), hex(&random_bytes::<16>()));
    let held = hold.map(|(id, until)| (id.to_string(), print_datetime(until)));
    let mut hidden = vec![("do", "book"), ("start", &*text_of_start), ("seen", &seen), ("key", &key)];
    if let Some((id, until)) = &held {
        hidden.extend([("hold", id.as_str()), ("until", until.as_str())]);
    }
    let is_move = visitor.start().is_some();
    let place = &visitor.booking.place;
    let content = html! {
        (summary_of_faults(visitor, faults))
        dl class="facts" {
            dt { (speech.say(text::DETAILS_WHEN)) }
            dd { b { (visitor.when(start)) } }
            dt { (speech.say(text::PLAIN_WHAT)) }
            dd { (visitor.booking.job_type.name) ", " (speech.length(visitor.booking.length_in_minutes)) }
            @if !place.name.is_empty() {
                dt { (speech.say(text::DETAILS_NAME)) }
                dd { (place.name) }
            }
            @if let Some(address) = &place.address {
                dt { (speech.say(text::DETAILS_WHERE)) }
                dd { bdi { (address) } }
            }
        }
        @if let Some((_, until)) = hold {
            p class="hint" { (speech.fill(text::PLAIN_HELD, &[("time", &speech.time(until))])) }
        }
        (frame.form(&hidden, html! {
            (asked(visitor, &answers, faults))
            p { (submit("", speech.say(if is_move { text::BOOK_CHANGE } else { text::BOOK }), "primary")) }
            (frame.languages_in_form())
        }))
        (frame.button("choose", text::PLAIN_OTHER_TIME, ""))
    };
    frame.page(speech.say(text::DETAILS_TITLE), !faults.is_empty(), content)
}
