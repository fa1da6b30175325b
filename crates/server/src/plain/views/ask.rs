//! Where somebody begins who has no link open: a link is pasted, or it is said what is to be done.

use maud::{Markup, html};
use slotwright_wire::slotwright::OpenBooking;
use slotwright_words::text;

use super::super::door::Door;
use super::super::page::{Frame, submit};
use crate::app::App;
use crate::speech::Speech;

/// Why a link is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Nobody has given one yet.
    First,
    /// What was pasted is none.
    Wrong,
    /// The one that there was opens nothing any more.
    Ended,
}

/// The page on which a link is pasted.
pub fn ask(app: &App, speech: &Speech, ask: Ask) -> Markup {
    let frame = Frame { app, speech, link: "", up: "", again: Vec::new(), is_typed_in: false };
    let is_wrong = ask == Ask::Wrong;
    let content = html! {
        @if is_wrong {
            div class="faults" role="alert" tabindex="-1" autofocus {
                h2 { (speech.say(text::PLAIN_FAULTS)) }
                ul { li { a href="#link" { (speech.say(text::PLAIN_ASK_FAULT)) } } }
            }
        }
        (paste(speech, "", is_wrong))
    };
    frame.page(speech.say(text::PLAIN_ASK), is_wrong, content)
}

/// The form in which a link is pasted.
pub fn paste(speech: &Speech, up: &str, is_wrong: bool) -> Markup {
    html! {
        form method="post" action={ (up) "plain" } novalidate {
            input type="hidden" name="lang" value=(speech.tag);
            input type="hidden" name="pasted" value="yes";
            div class="field" {
                label for="link" { (speech.say(text::PLAIN_ASK_LINK)) }
                p class="hint" id="link-hint" { (speech.say(text::PLAIN_ASK_HINT)) }
                @if is_wrong {
                    p class="fault" id="link-fault" { (speech.say(text::PLAIN_ASK_FAULT)) }
                }
                // What opens somebody's visit is not kept for the next one at this device.
                input id="link" name="link" type="text" dir="ltr" autocomplete="off" autocapitalize="none" spellcheck="false" required
                    aria-invalid=[is_wrong.then_some("true")]
                    aria-describedby=(if is_wrong { "link-hint link-fault" } else { "link-hint" });
            }
            p { (submit("", speech.say(text::PLAIN_ASK_OPEN), "primary")) }
        }
    }
}

/// The page on which somebody with an open link says what is to be done.
pub fn kinds(door: &Door, speech: &Speech, open: &OpenBooking, link: &str) -> Markup {
    let frame = Frame { app: &door.app, speech, link, up: door.up, again: Vec::new(), is_typed_in: false };
    let content = frame.form(
        &[("do", "begin")],
        html! {
            ul class="kinds" {
                @for kind in &open.job_types {
                    @let length = speech.length(kind.length_in_minutes);
                    @let label = speech.fill(text::KIND, &[("name", &kind.name), ("length", &length)]);
                    li { (submit(&format!("kind.{}", kind.id), &label, "")) }
                }
            }
        },
    );
    frame.page(speech.say(text::KINDS_TITLE), false, content)
}
