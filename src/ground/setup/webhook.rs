//! A webhook as a form asks it: where what becomes of jobs is told, and what of it.

use slotwright_wire::slotwright::{WEBHOOKS_PATH, Webhook};
use slotwright_words::{Words, text};

use crate::ground::setup::deed::{Deed, Save};
use crate::ground::setup::json::Json;
use crate::ground::setup::sheet::{Kind, Question, Sheet, yes};
use crate::ground::verb::Verb;

/// What can be told, as programs know it. The server refuses others, and a test holds the two against each other.
pub const EVENTS: [&str; 12] = [
    "job.queued",
    "job.booked",
    "job.moved",
    "job.changed",
    "job.wishes_changed",
    "job.earlier_offered",
    "job.checked_in",
    "job.checked_out",
    "job.completed",
    "job.failed",
    "job.cancelled",
    "link.send",
];

/// No address has more characters.
const LONGEST: usize = 2000;

/// The form of a webhook, or of a new one.
#[must_use]
pub fn sheet(found: Option<&Webhook>, words: &Words) -> Sheet {
    let say = |text| words.say(text);
    let events = EVENTS.map(|event| (event.to_owned(), event.to_owned())).to_vec();
    Sheet::default()
        .ask(
            Question::new("url", say(text::SETUP_URL), Kind::Line(LONGEST)).needed().hint(say(text::SETUP_URL_HINT)),
            found.map_or("", |found| &*found.url),
        )
        .ask(
            Question::new("events", say(text::SETUP_EVENTS), Kind::Several(events)).hint(say(text::SETUP_EVENTS_HINT)),
            found.map(|found| found.events.join(" ")).unwrap_or_default(),
        )
        .ask(
            Question::new("details", say(text::SETUP_DETAILS), Kind::Yes),
            yes(found.is_some_and(|found| found.details)),
        )
}

/// What saves it.
#[must_use]
pub fn save(found: Option<&Webhook>, sheet: &Sheet) -> Save {
    let events: Vec<String> = sheet.chosen("events").into_iter().map(str::to_owned).collect();
    let body = body(sheet.value("url"), &events, sheet.is_yes("details"));
    match found {
        Some(found) => Save::change(at(found), self::body(&found.url, &found.events, found.details), body),
        None => Save::create(WEBHOOKS_PATH, body),
    }
}

/// What has it told nothing for a while, or something again.
#[must_use]
pub fn pause(found: &Webhook) -> Save {
    let active = |is| Json::Object(vec![("active", Json::Bool(is))]);
    Save::change(at(found), active(found.active), active(!found.active))
}

/// What takes it away. Nothing brings it back: a new one has another secret.
#[must_use]
pub fn delete(found: &Webhook) -> Save {
    Save { deeds: vec![Deed::delete(at(found))], undo: Vec::new() }
}

/// What gives it another secret; the old one signs too for a day.
#[must_use]
pub fn rotate(found: &Webhook) -> Save {
    let body = Json::Object(Vec::new());
    Save { deeds: vec![Deed::of(Verb::Post, [&*at(found), "/rotate_secret"].concat(), body)], undo: Vec::new() }
}

/// What tells it something, to try it.
#[must_use]
pub fn test(found: &Webhook) -> Save {
    Save { deeds: vec![Deed::post([&*at(found), "/test"].concat())], undo: Vec::new() }
}

fn at(found: &Webhook) -> String {
    [WEBHOOKS_PATH, "/", &found.id.to_string()].concat()
}

fn body(url: &str, events: &[String], details: bool) -> Json {
    Json::Object(vec![
        ("url", Json::text(url)),
        ("events", Json::List(events.iter().map(|event| Json::text(event)).collect())),
        ("details", Json::Bool(details)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_the_server_tells_can_be_chosen() {
        let source = include_str!("../../../crates/domain/src/event.rs");
        let names = source.split("=> \"").skip(1).filter_map(|rest| rest.split('"').next());
        assert_eq!(names.collect::<Vec<_>>(), EVENTS);
    }
}
