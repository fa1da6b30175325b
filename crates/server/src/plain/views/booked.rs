//! A booked visit, the question before it is cancelled, one that was cancelled, and one that is over.

use maud::{Markup, html};
use slotwright_domain::CancelReason;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::Confirmation;
use slotwright_wire::time::print_datetime;
use slotwright_words::{Text, text};

use super::super::page::{Frame, submit};
use super::super::visitor::Visitor;
use super::choose::Notice;
use super::earlier;
use super::parts::place_line;

/// A booked visit: when, what, where; the calendar file, change and cancel.
pub fn booked(visitor: &Visitor, start: Minute, is_moved: bool, notice: Option<Notice>) -> Markup {
    let speech = &visitor.speech;
    let frame = Frame::of(visitor, &[("do", "show")]);
    let confirming = match visitor.booking.confirmation {
        Some(Confirmation::Pending) => Some(text::CONFIRMING_HINT),
        Some(Confirmation::Unknown) => Some(text::CONFIRMING_LONG),
        _ => None,
    };
    let title = match confirming {
        Some(_) => text::CONFIRMING_TITLE,
        None if is_moved => text::MOVED_TITLE,
        None => text::BOOKED_TITLE,
    };
    let notes = visitor.job().map(|job| visitor.customer.view(job.clone()).notes).unwrap_or_default();
    let has_wishes = !visitor.booking.wishes.is_empty();
    let content = html! {
        @if let Some(notice) = &notice {
            div class="notice" role="alert" { p { (notice.sentence(visitor)) } }
        }
        @if let Some(hint) = confirming {
            p { (speech.say(hint)) }
        }
        (earlier::offer(visitor, &frame))
        div class="card" {
            p class="when" { b { (visitor.when(start)) } }
            p { (visitor.booking.job_type.name) }
            p { (place_line(visitor)) }
            @if !notes.is_empty() {
                p { (speech.fill(text::BOOKED_NOTES, &[("notes", &notes)])) }
            }
        }
        // What isn't sure yet doesn't belong into a calendar.
        @if confirming.is_none() {
            (frame.button("calendar", text::ADD_TO_CALENDAR, "primary"))
        }
        @if visitor.is_in_time() {
            div class="buttons" {
                @if visitor.may_choose() {
                    (frame.button("choose", text::CHANGE, ""))
                }
                @if visitor.may_cancel() {
                    (frame.button("cancel", text::CANCEL, ""))
                }
                @if has_wishes && visitor.may_choose() {
                    (frame.button("wishes", text::WAITING_CHANGE, ""))
                }
            }
            @match (visitor.may_choose(), visitor.may_cancel()) {
                (true, true) => {}
                (false, true) => p class="hint" { (speech.say(text::NOT_MOVED_HERE)) },
                (true, false) => p class="hint" { (speech.say(text::NOT_CANCELLED_HERE)) },
                (false, false) => p class="hint" { (speech.say(text::ONLY_SHOWN)) },
            }
        } @else {
            p { (speech.say(text::TOO_LATE_TO_CHANGE)) }
        }
        (earlier::ask(visitor, &frame))
        p class="hint" { (speech.say(text::BOOKED_HINT)) }
    };
    frame.page(speech.say(title), notice.is_some(), content)
}

/// Why visits are cancelled.
const REASONS: [(CancelReason, &Text); 4] = [
    (CancelReason::CannotBeThere, text::CANCEL_AWAY),
    (CancelReason::WorksAgain, text::CANCEL_WORKS),
    (CancelReason::OtherTime, text::CANCEL_OTHER_TIME),
    (CancelReason::Other, text::CANCEL_OTHER),
];

/// Whether the visit is to be cancelled, and why, where somebody likes to say it.
pub fn cancel(visitor: &Visitor) -> Markup {
    let speech = &visitor.speech;
    let (Some(job), Some(start)) = (visitor.job(), visitor.start()) else {
        return ended(visitor, false);
    };
    if !visitor.may_cancel() {
        return booked(visitor, start, false, None);
    }
    let frame = Frame::of(visitor, &[("do", "cancel")]);
    let (id, seen) = (job.id.to_string(), visitor.seen());
    let key = crate::edge::random::hex(&crate::edge::random::random_bytes::<16>());
    let hidden = [("do", "cancel-yes"), ("job", &*id), ("seen", &*seen), ("key", &*key)];
    let content = html! {
        p { (speech.fill(text::CANCEL_QUESTION, &[("when", &visitor.moment(start))])) }
        (frame.form(&hidden, html! {
            fieldset {
                legend { (speech.say(text::CANCEL_WHY)) }
                @for (reason, label) in REASONS {
                    p {
                        input type="radio" id=(reason.name()) name="reason" value=(reason.name());
                        " "
                        label for=(reason.name()) { (speech.say(label)) }
                    }
                }
            }
            p { (submit("", speech.say(text::CANCEL_YES), "danger")) }
        }))
        (frame.button("show", text::CANCEL_NO, ""))
    };
    frame.page(speech.say(text::PLAIN_CANCEL_TITLE), false, content)
}

/// A visit that was cancelled.
pub fn cancelled(visitor: &Visitor, job_id: u64, start: Minute) -> Markup {
    let speech = &visitor.speech;
    let frame = Frame::of(visitor, &[("do", "choose")]);
    let (id, at) = (job_id.to_string(), print_datetime(start));
    let content = html! {
        p { (speech.fill(text::CANCELLED_HINT, &[("when", &visitor.moment(start))])) }
        div class="buttons" {
            @if visitor.may_choose() {
                (frame.button("choose", text::CANCELLED_AGAIN, "primary"))
            }
            (frame.form(&[("do", "calendar"), ("job", &id), ("start", &at)], submit("", speech.say(text::CALENDAR_REMOVE), "")))
        }
    };
    frame.page(speech.say(text::CANCELLED_TITLE), false, content)
}

/// A visit that has taken place, or could not be completed.
pub fn ended(visitor: &Visitor, is_done: bool) -> Markup {
    let (title, hint) =
        if is_done { (text::DONE_TITLE, text::DONE_HINT) } else { (text::FAILED_TITLE, text::FAILED_HINT) };
    let frame = Frame::of(visitor, &[("do", "show")]);
    frame.page(visitor.speech.say(title), false, html! { p { (visitor.speech.say(hint)) } })
}
