//! Preferred times: the rows in which they are said, and those that wait for an answer.

use maud::{Markup, html};
use slotwright_matching::{Day, Interval, Minute};
use slotwright_wire::time::print_date;
use slotwright_words::text;

use super::super::answers::{Answers, Faults};
use super::super::form::Form;
use super::super::page::{Frame, submit};
use super::super::visitor::Visitor;
use super::super::wish_rows::{Row, hours_and_minutes, times};
use super::parts::{asked, described_by, fault_at, faults as summary_of_faults, is_wrong, summary};
use crate::edge::random::{hex, random_bytes};

/// The rows. `found` is, for each, when a visit could be.
pub fn wishes(visitor: &Visitor, form: &Form, rows: &[Row], found: &[Option<Minute>], faults: &Faults) -> Markup {
    let speech = &visitor.speech;
    let frame = Frame { is_typed_in: true, ..Frame::of(visitor, &[]) };
    let (seen, key) = (visitor.seen(), hex(&random_bytes::<16>()));
    let answers = Answers::of(visitor, form);
    let is_full = visitor.booking.policy.max_wishes as usize <= rows.len();
    let content = html! {
        (summary_of_faults(visitor, faults))
        (summary(visitor))
        p { (speech.say(text::PLAIN_WISHES_HINT)) }
        @if let Some(start) = visitor.start() {
            p { (speech.fill(text::PLAIN_STAYS, &[("when", &visitor.moment(start))])) }
        }
        (frame.form(&[("do", "wishes"), ("seen", &seen), ("key", &key)], html! {
            @for (place, row) in rows.iter().enumerate() {
                (row_of(visitor, (place, row), rows.len(), found.get(place).copied().flatten(), faults))
            }
            div class="buttons" {
                @if is_full {
                    p class="hint" { (speech.say(text::WISHES_FULL)) }
                } @else {
                    (submit("add", speech.say(text::PLAIN_WISH_ADD), ""))
                }
                (submit("look", speech.say(text::PLAIN_WISHES_CHECK), ""))
            }
            @if visitor.job().is_none() {
                (asked(visitor, &answers, faults))
            }
            div class="buttons" {
                (submit("send", speech.say(text::WISHES_LEAVE), "primary"))
                @if !visitor.booking.wishes.is_empty() {
                    (submit("withdraw", speech.say(text::WISHES_WITHDRAW), ""))
                }
            }
            (frame.languages_in_form())
        }))
        (frame.button("choose", text::WISHES_BACK, ""))
    };
    frame.page(speech.say(text::WISHES_TITLE), !faults.is_empty(), content)
}

fn row_of(
    visitor: &Visitor,
    (place, row): (usize, &Row),
    count: usize,
    found: Option<Minute>,
    faults: &Faults,
) -> Markup {
    let speech = &visitor.speech;
    let rank = (place + 1).to_string();
    let ranked = |text| speech.fill(text, &[("rank", &rank)]);
    let id = |what: &str| format!("wish-{place}-{what}");
    let name = |what: &str| format!("wish.{place}.{what}");
    let days = visitor.days().map(|(first, last)| (0..=last - first).map(|day| first + day).collect::<Vec<_>>());
    html! {
        fieldset {
            legend { (ranked(text::PLAIN_WISH)) }
            div class="row" {
                div class="field" {
                    label for=(id("date")) { (speech.say(text::WISH_DATE)) }
                    (fault_at(&id("date"), faults))
                    select id=(id("date")) name=(name("date")) aria-invalid=[is_wrong(&id("date"), faults).then_some("true")]
                        aria-describedby=[described_by(&id("date"), false, faults)] {
                        option value="" { (speech.say(text::PLAIN_WISH_DAY)) }
                        @for day in days.into_iter().flatten() {
                            option value=(print_date(day)) selected[print_date(day) == row.date] { (speech.day(day)) }
                        }
                    }
                }
                (time_box(visitor, (&id("from"), &name("from")), false, &row.from, faults))
                (time_box(visitor, (&id("to"), &name("to")), true, &row.to, faults))
            }
            @if row.window().is_some() && faults.is_empty() {
                p class="hint" { (feasibility(visitor, found)) }
            }
            @if 1 < count {
                div class="buttons" {
                    @if 0 < place {
                        (submit(&format!("up.{place}"), &ranked(text::PLAIN_WISH_UP), ""))
                    }
                    @if place + 1 < count {
                        (submit(&format!("down.{place}"), &ranked(text::PLAIN_WISH_DOWN), ""))
                    }
                    (submit(&format!("remove.{place}"), &ranked(text::PLAIN_WISH_REMOVE), ""))
                }
            }
        }
    }
}

fn time_box(visitor: &Visitor, (id, name): (&str, &str), is_end: bool, now: &str, faults: &Faults) -> Markup {
    let speech = &visitor.speech;
    let shown = |minute: Minute| if is_end { speech.end(minute) } else { speech.time(minute) };
    html! {
        div class="field" {
            label for=(id) { (speech.say(if is_end { text::WISH_TO } else { text::WISH_FROM })) }
            (fault_at(id, faults))
            select id=(id) name=(name) aria-invalid=[is_wrong(id, faults).then_some("true")]
                aria-describedby=[described_by(id, false, faults)] {
                @for minute in times(is_end, now) {
                    option value=(hours_and_minutes(minute)) selected[hours_and_minutes(minute) == now] { (shown(minute)) }
                }
            }
        }
    }
}

/// Whether and from when a preferred time can be met.
fn feasibility(visitor: &Visitor, found: Option<Minute>) -> String {
    let speech = &visitor.speech;
    match found {
        None => speech.say(text::WISH_NOT_FEASIBLE).to_owned(),
        Some(start) => match visitor.app.policy.arrival.window(start) {
            None => speech.fill(text::WISH_FEASIBLE, &[("time", &speech.time(start))]),
            Some(window) => {
                let (from, to) = (speech.time(window.start()), speech.end(window.end()));
                speech.fill(text::WISH_FEASIBLE_BETWEEN, &[("from", &from), ("to", &to)])
            }
        },
    }
}

/// The stored ones, each with whether it can be met now.
pub fn waiting(visitor: &Visitor, found: &[Option<Minute>]) -> Markup {
    let speech = &visitor.speech;
    let frame = Frame::of(visitor, &[("do", "show")]);
    let may_choose = visitor.may_choose();
    let content = html! {
        @match visitor.start() {
            Some(start) => p { (speech.fill(text::PLAIN_STAYS, &[("when", &visitor.moment(start))])) },
            None => p { (speech.say(text::WAITING_HINT)) },
        }
        ol class="wishes" {
            @for (wish, found) in visitor.wishes().iter().zip(found) {
                li {
                    p { (line(visitor, *wish)) }
                    p class="hint" { (feasibility(visitor, *found)) }
                    @if let Some(start) = found.filter(|_| may_choose) {
                        @let label = speech.fill(text::WISHES_BOOK_BEST, &[("when", &visitor.moment(start))]);
                        (frame.form(&[("do", "check"), ("start", &slotwright_wire::time::print_datetime(start))],
                            submit("", &label, "")))
                    }
                }
            }
        }
        @if may_choose {
            div class="buttons" {
                (frame.button("wishes", text::WAITING_CHANGE, ""))
                (frame.button("choose", text::WAITING_CHOOSE, ""))
            }
        }
        p class="hint" { (speech.say(text::BOOKED_HINT)) }
    };
    frame.page(speech.say(text::WAITING_TITLE), false, content)
}

fn line(visitor: &Visitor, wish: Interval) -> String {
    let speech = &visitor.speech;
    let (day, from, to) = (speech.day(Day::of(wish.start())), speech.time(wish.start()), speech.end(wish.end()));
    speech.fill(text::WISH_TEXT, &[("day", &day), ("from", &from), ("to", &to)])
}
