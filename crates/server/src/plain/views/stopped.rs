//! What stands in the way, and the way on.

use axum::http::StatusCode;
use maud::{Markup, html};
use slotwright_words::text;

use super::super::door::Door;
use super::super::form::Form;
use super::super::page::{Frame, document, submit};
use super::super::steps::link_in;
use super::super::trouble::{Sentence, Trouble, WayOn};
use super::ask::{Ask, ask, paste};
use crate::speech::Speech;

/// The page: what is in the way of a form, which can be sent again where that helps.
pub fn trouble(door: &Door, speech: &Speech, trouble: &Trouble, form: &Form, why: Ask) -> (StatusCode, Markup) {
    if trouble.way_on == WayOn::Link && trouble.status == StatusCode::NOT_FOUND && why == Ask::Wrong {
        return (trouble.status, ask(&door.app, speech, why));
    }
    let link = link_in(form.get("link"));
    let again: Vec<(&str, &str)> = form.all().filter(|(name, _)| !["link", "lang", "pasted"].contains(name)).collect();
    let kept = again.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let frame = Frame { app: &door.app, speech, link: &link, up: door.up, again: kept, is_typed_in: false };
    let sentence = match &trouble.sentence {
        Sentence::Of(text) => speech.say(text).to_owned(),
        Sentence::Said(sentence) => speech.fill(text::REFUSED, &[("sentence", sentence)]),
    };
    let content = html! {
        p role="alert" { (sentence) }
        @match trouble.way_on {
            WayOn::Again => (frame.form(&again, submit("", speech.say(text::RETRY), "primary"))),
            WayOn::Link => (paste(speech, door.up, false)),
            WayOn::Nothing => {}
        }
    };
    (trouble.status, frame.page(speech.say(trouble.title), true, content))
}

/// Of a request that nobody could begin with, or that nobody knows the end of. It needs nothing of the instance.
pub fn refused(speech: &Speech, is_unsure: bool, request_id: &str) -> Markup {
    let sentence = if is_unsure {
        speech.say(text::PLAIN_UNSURE).to_owned()
    } else {
        speech.fill(text::SERVER_ID, &[("id", request_id)])
    };
    let title = speech.say(text::SERVER_TITLE);
    document(speech, title, &html! {}, &html! { main { h1 { (title) } p { (sentence) } } })
}
