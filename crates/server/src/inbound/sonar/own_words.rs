//! What customers read when something is refused, in the language that they ask for (`Accept-Language`). Programs know the refusal by its
//! code, and read English where nothing else is asked for.

use slotwright_domain::Breach;
use slotwright_store::Refused;
use slotwright_words::text;

use super::field_words::in_words;
use crate::edge::refusal::Message;
use crate::instance::Instance;
use crate::scheduling::{Caller, Customer};
use crate::speech::Speech;

/// What is said to a customer who asks for another language than English; `None` where the English sentence is to be said.
#[must_use]
pub fn own_words(refused: &Refused, instance: &Instance, caller: &Caller) -> Option<Message> {
    let Caller::Customer(customer) = caller else { return None };
    if customer.languages.is_empty() {
        return None;
    }
    let speech = Speech::of("", None, &customer.languages);
    if speech.say(text::LANGUAGE) == "en" {
        return None;
    }
    if let Refused::WrongFields(wrong) = refused {
        let asked = &customer.fields;
        let said = wrong.iter().map(|wrong| {
            let field = asked.iter().find(|field| field.key == wrong.key);
            (format!("fields.{}", wrong.key), in_words(&speech, field, asked, &wrong.wrong))
        });
        return Some(Message::Fields(said.collect()));
    }
    sentence(refused, instance, customer, &speech).map(Message::Sentence)
}

fn sentence(refused: &Refused, instance: &Instance, customer: &Customer, speech: &Speech) -> Option<String> {
    let bounds = customer.bounds;
    let with_length = |text, minutes| speech.fill(text, &[("length", &speech.length(minutes))]);
    let sentence = match refused {
        Refused::Policy(Breach::TooSoon) => return Some(with_length(text::REFUSED_TOO_SOON, bounds.notice_minutes)),
        Refused::TooLateToChange => return Some(with_length(text::REFUSED_TOO_LATE, bounds.change_notice_minutes)),
        Refused::Policy(Breach::TooFar) => {
            let last = speech.day(bounds.last_day(instance.now().today()));
            return Some(speech.fill(text::REFUSED_TOO_FAR, &[("day", &last)]));
        }
        Refused::Policy(Breach::NotesTooLong) => {
            let max = instance.policy.max_notes_length.to_string();
            return Some(speech.fill(text::NOTES_TOO_LONG, &[("max", &max)]));
        }
        Refused::Policy(Breach::NotOnGrid | Breach::NotInDays | Breach::NotInWindows(_)) => text::REFUSED_NOT_OFFERED,
        Refused::SkippedByClocks | Refused::WishSkippedByClocks => text::REFUSED_SKIPPED,
        Refused::ChangedMeanwhile | Refused::MovedMeanwhile { .. } => text::REFUSED_CHANGED,
        Refused::AlreadyCompleted => text::REFUSED_DONE,
        Refused::NotScheduled => text::REFUSED_NO_TIME,
        Refused::HeldLongEnough { .. } => text::REFUSED_HELD,
        Refused::HoldExpired => text::REFUSED_HOLD_ENDED,
        Refused::TooManyNewcomers { .. } => text::REFUSED_BUSY,
        Refused::TooManyChanges => text::PLAIN_TOO_MANY_CHANGES,
        Refused::HasSuchJob(_) => text::PLAIN_SECOND_JOB,
        Refused::LinkUsed => text::PLAIN_LINK_USED,
        Refused::LinkEnded => text::LINK_EXPIRED,
        Refused::AlreadyBooked => text::ALREADY_BOOKED,
        Refused::TooManyWishes => text::WISHES_FULL,
        Refused::WishWithoutLength => text::WISH_FAULT_ORDER,
        Refused::TooManyPhotos => text::PHOTO_REFUSED,
        // What customers' pages have words of their own for by its code, and what only staff and programs are told.
        Refused::NotFree(_)
        | Refused::WrongFields(_)
        | Refused::Faulty(_)
        | Refused::NoSuchJob
        | Refused::NoSuchWish
        | Refused::NoSuchRecord
        | Refused::NoSuchHold
        | Refused::InUse(_)
        | Refused::TooManyHolds
        | Refused::OpenTasks
        | Refused::CrewSize { .. }
        | Refused::ReferenceTaken(_)
        | Refused::Outdated
        | Refused::OfJob(..)
        | Refused::Storage(_) => return None,
    };
    Some(speech.say(sentence).to_owned())
}
