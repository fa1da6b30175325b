//! The times that can be booked, by day and part of day, a button each.

use maud::{Markup, html};
use slotwright_matching::{Day, Minute, Opening};
use slotwright_wire::time::{print_date, print_datetime};
use slotwright_words::{Text, text};

use super::super::answers::typed;
use super::super::form::Form;
use super::super::page::{Frame, submit};
use super::super::visitor::{Look, Visitor};
use super::parts::summary;
use slotwright_wire::slotwright::Confirmation;

/// What is said above the times.
pub enum Notice {
    /// A time is gone; these are like it.
    Taken {
        /// Which.
        start: Minute,
        /// The similar ones.
        similar: Vec<Opening>,
    },
    /// Preferred times were withdrawn.
    Withdrawn,
    /// A sentence.
    Said(String),
}

impl Notice {
    /// Whether what was asked for was not done, because others were faster.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        !matches!(self, Self::Withdrawn)
    }

    /// What it says.
    #[must_use]
    pub fn sentence(&self, visitor: &Visitor) -> String {
        match self {
            Self::Taken { start, .. } => visitor.speech.fill(text::TAKEN, &[("when", &visitor.moment(*start))]),
            Self::Withdrawn => visitor.speech.say(text::WISHES_WITHDRAWN).to_owned(),
            Self::Said(sentence) => sentence.clone(),
        }
    }
}

/// The page.
pub fn choose(visitor: &Visitor, look: &Look, form: &Form, notice: Option<Notice>) -> Markup {
    let speech = &visitor.speech;
    let from = print_date(look.first);
    let frame = Frame::of(visitor, &[("do", "choose"), ("from", &from)]);
    let title = speech.say(if visitor.start().is_some() { text::CHANGE_TITLE } else { text::CHOOSE_TITLE });
    let is_faulty = notice.as_ref().is_some_and(Notice::is_conflict);
    // What was typed before goes along to the next look at it.
    let typed = typed(form);
    let carried: Vec<_> = typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let to_check = [&[("do", "check")][..], &carried].concat();
    let is_refused = matches!(visitor.booking.confirmation, Some(Confirmation::Refused));
    let first = visitor.days().map(|(first, _)| first);
    // Where the office has chosen the times, a preferred time could be none but those.
    let is_chosen = !visitor.booking.windows.is_empty();
    let content = html! {
        @if let Some(notice) = &notice {
            div class="notice" role=[is_faulty.then_some("alert")] {
                p { (notice.sentence(visitor)) }
                @if let Notice::Taken { similar, .. } = notice {
                    @if similar.is_empty() {
                        p { (speech.say(text::PLAIN_TAKEN_NONE)) }
                    } @else {
                        p { (speech.say(text::TAKEN_NEAREST)) }
                        (frame.form(&to_check, html! {
                            ul class="times" {
                                @for opening in similar {
                                    li { (button(visitor, opening.start, &visitor.moment(opening.start))) }
                                }
                            }
                        }))
                    }
                }
            }
        }
        @if is_refused && notice.is_none() {
            div class="notice" role="alert" { p { (speech.say(text::NOT_CONFIRMED)) } }
        }
        (summary(visitor))
        @if let Some(start) = visitor.start() {
            p { (speech.fill(text::CHANGE_HINT, &[("when", &visitor.moment(start))])) }
            (frame.button("show", text::KEEP, ""))
        }
        @if look.days.is_empty() {
            p { (speech.say(match (visitor.start(), is_chosen) {
                (Some(_), _) => text::MONTH_EMPTY_NONE_BOOKED,
                (None, true) => text::MONTH_EMPTY_CHOSEN,
                (None, false) => text::MONTH_EMPTY_NONE,
            })) }
        } @else {
            p class="hint" { (speech.say(text::PLAIN_TIMES)) }
            (frame.form(&to_check, html! {
                @for (day, openings) in &look.days {
                    (of_day(visitor, *day, openings))
                }
            }))
        }
        div class="buttons" {
            @if let Some(from) = look.more_from {
                (frame.form(&[&[("do", "choose"), ("from", &*print_date(from))][..], &carried].concat(),
                    submit("", speech.say(text::LIST_MORE), "")))
            }
            @if first.is_some_and(|first| first < look.first) {
                (frame.form(&[&[("do", "choose")][..], &carried].concat(), submit("", speech.say(text::PLAIN_SOONEST), "")))
            }
        }
        @if !is_chosen {
            h2 { (speech.say(text::NONE_FIT)) }
            (frame.button("wishes", text::PLAIN_PREFER, ""))
        }
    };
    frame.page(title, is_faulty, content)
}

fn of_day(visitor: &Visitor, day: Day, openings: &[Opening]) -> Markup {
    let speech = &visitor.speech;
    let windows = visitor.app.policy.arrival;
    html! {
        section aria-labelledby={ "day-" (print_date(day)) } {
            h2 id={ "day-" (print_date(day)) } { (speech.day(day)) }
            @for part in openings.chunk_by(|one, other| part_of(one.start).0 == part_of(other.start).0) {
                h3 { (speech.say(part_of(part[0].start).1)) }
                ul class="times" {
                    @for opening in part {
                        li { (button(visitor, opening.start, &match windows.window(opening.start) {
                            Some(window) => speech.fill(text::OPENING_WINDOW, &[
                                ("from", &speech.time(window.start())), ("to", &speech.end(window.end())),
                            ]),
                            None => speech.time(opening.start),
                        })) }
                    }
                }
            }
        }
    }
}

/// A button that chooses a start. Its name says which: programs that show pages as text show what a button says, or what it sends.
fn button(visitor: &Visitor, start: Minute, label: &str) -> Markup {
    html! {
        input type="submit" name={ "start." (print_datetime(start)) } value=(label)
            aria-label=(format!("{label}: {}", visitor.when(start)));
    }
}

/// The part of the day in which a visit starts.
fn part_of(start: Minute) -> (u8, &'static Text) {
    match (start - Day::of(start).start()) / 60 {
        ..12 => (0, text::MORNING),
        12..17 => (1, text::AFTERNOON),
        _ => (2, text::EVENING),
    }
}
