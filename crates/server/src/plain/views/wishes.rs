//! Preferred times, and times that are rather not: the rows in which they are said, and those that wait for an answer.

use maud::{Markup, html};
use slotwright_matching::{Day, Interval, Minute};
use slotwright_wire::time::print_date;
use slotwright_words::text;

use super::super::answers::{Answers, Faults};
use super::super::form::Form;
use super::super::page::{Frame, submit};
use super::super::visitor::{Met, Visitor};
use super::super::wish_rows::{Kind, Row, hours_and_minutes, instead_of, times};
use super::parts::{asked, described_by, fault_at, faults as summary_of_faults, is_wrong, summary};
use crate::edge::random::{hex, random_bytes};

/// The rows, with whether they can be met, where that was looked up; and those of when the visit would rather not be.
pub fn wishes(
    visitor: &Visitor,
    form: &Form,
    (rows, met): (&[Row], &[Met]),
    rather_not: &[Row],
    faults: &Faults,
) -> Markup {
    let speech = &visitor.speech;
    let frame = Frame { is_typed_in: true, ..Frame::of(visitor, &[]) };
    let (seen, key) = (visitor.seen(), hex(&random_bytes::<16>()));
    let answers = Answers::of(visitor, form);
    let most = visitor.booking.policy.max_wishes as usize;
    let content = html! {
        (summary_of_faults(visitor, faults))
        (summary(visitor))
        p { (speech.say(text::PLAIN_WISHES_HINT)) }
        @if let Some(start) = visitor.start() {
            p { (speech.fill(text::PLAIN_STAYS, &[("when", &visitor.moment(start))])) }
        }
        (frame.form(&[("do", "wishes"), ("seen", &seen), ("key", &key)], html! {
            // What Enter in a field presses is the first button: it is to look, and not to take what is suggested.
            input type="submit" name="look" value=(speech.say(text::PLAIN_WISHES_CHECK)) hidden;
            @for (place, row) in rows.iter().enumerate() {
                (row_of(visitor, (place, row), rows.len(), met.get(place), faults))
            }
            div class="buttons" {
                @if most <= rows.len() {
                    p class="hint" { (speech.say(text::WISHES_FULL)) }
                } @else {
                    (submit("add", speech.say(text::PLAIN_WISH_ADD), ""))
                }
                (submit("look", speech.say(text::PLAIN_WISHES_CHECK), ""))
            }
            @if !rather_not.is_empty() {
                h2 { (speech.say(text::RATHER_NOT_LIST)) }
            }
            @for (place, row) in rather_not.iter().enumerate() {
                (rather_not_row(visitor, (place, row), faults))
            }
            @if rather_not.len() < most {
                div class="buttons" { (submit("not-add", speech.say(text::PLAIN_RATHER_NOT_ADD), "")) }
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

fn row_of(visitor: &Visitor, (place, row): (usize, &Row), count: usize, met: Option<&Met>, faults: &Faults) -> Markup {
    let speech = &visitor.speech;
    let rank = (place + 1).to_string();
    let ranked = |text| speech.fill(text, &[("rank", &rank)]);
    let met = row.window().zip(met);
    html! {
        fieldset {
            legend { (ranked(text::PLAIN_WISH)) }
            (boxes(visitor, Kind::Wish, (place, row), faults))
            @if let Some((window, met)) = met {
                p class="hint" { (feasibility(visitor, met)) }
                @if !met.instead.is_empty() {
                    p class="hint" { (speech.say(text::WISH_INSTEAD)) }
                    div class="buttons" {
                        @for new in &met.instead {
                            (submit(&instead_of(place, *new), &suggestion(visitor, window, *new), ""))
                        }
                    }
                }
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

fn rather_not_row(visitor: &Visitor, (place, row): (usize, &Row), faults: &Faults) -> Markup {
    let rank = (place + 1).to_string();
    let ranked = |text| visitor.speech.fill(text, &[("rank", &rank)]);
    html! {
        fieldset {
            legend { (ranked(text::PLAIN_RATHER_NOT)) }
            (boxes(visitor, Kind::RatherNot, (place, row), faults))
            div class="buttons" {
                (submit(&Kind::RatherNot.button(&format!("remove.{place}")), &ranked(text::PLAIN_RATHER_NOT_REMOVE), ""))
            }
        }
    }
}

/// Day, start and end of a row.
fn boxes(visitor: &Visitor, kind: Kind, (place, row): (usize, &Row), faults: &Faults) -> Markup {
    let speech = &visitor.speech;
    let id = |what: &str| format!("{}-{place}-{what}", kind.name());
    let name = |what: &str| format!("{}.{place}.{what}", kind.name());
    let days = visitor.days().map(|(first, last)| (0..=last - first).map(|day| first + day).collect::<Vec<_>>());
    html! {
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
    }
}

/// What a customer does differently when `new` takes the place of a preferred time.
fn suggestion(visitor: &Visitor, wish: Interval, new: Interval) -> String {
    let speech = &visitor.speech;
    if Day::of(wish.start()) != Day::of(new.start()) {
        return speech.fill(text::WISH_OTHER_DAY, &[("day", &speech.day(Day::of(new.start())))]);
    }
    let (sooner, longer) = (wish.start() - new.start(), new.end() - wish.end());
    let by = |text, minutes: Minute, time: &str| {
        speech.fill(text, &[("length", &speech.length(minutes.unsigned_abs())), ("time", time)])
    };
    match (sooner, longer) {
        (1.., 0) => by(text::WISH_SOONER, sooner, &speech.time(new.start())),
        (0, 1..) => by(text::WISH_LONGER, longer, &speech.end(new.end())),
        _ => {
            let (from, to) = (speech.time(new.start()), speech.end(new.end()));
            speech.fill(text::WISH_OTHER_TIME, &[("from", &from), ("to", &to)])
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
fn feasibility(visitor: &Visitor, met: &Met) -> String {
    let speech = &visitor.speech;
    let Some(start) = met.best else { return speech.say(text::WISH_NOT_FEASIBLE).to_owned() };
    let from = match visitor.app.policy.arrival.window(start) {
        None => speech.fill(text::WISH_FEASIBLE, &[("time", &speech.time(start))]),
        Some(window) => {
            let (from, to) = (speech.time(window.start()), speech.end(window.end()));
            speech.fill(text::WISH_FEASIBLE_BETWEEN, &[("from", &from), ("to", &to)])
        }
    };
    if met.is_rather_not { speech.fill(text::WISH_RATHER_NOT, &[("feasibility", &from)]) } else { from }
}

/// The stored ones, each with whether it can be met now.
pub fn waiting(visitor: &Visitor, met: &[Met]) -> Markup {
    let speech = &visitor.speech;
    let frame = Frame::of(visitor, &[("do", "show")]);
    let may_choose = visitor.may_choose();
    let content = html! {
        @match visitor.start() {
            Some(start) => p { (speech.fill(text::PLAIN_STAYS, &[("when", &visitor.moment(start))])) },
            None => p { (speech.say(text::WAITING_HINT)) },
        }
        ol class="wishes" {
            @for (wish, met) in visitor.wishes().iter().zip(met) {
                li {
                    p { (line(visitor, *wish)) }
                    p class="hint" { (feasibility(visitor, met)) }
                    @if let Some(start) = met.best.filter(|_| may_choose) {
                        @let label = speech.fill(text::WISHES_BOOK_BEST, &[("when", &visitor.moment(start))]);
                        (frame.form(&[("do", "check"), ("start", &slotwright_wire::time::print_datetime(start))],
                            submit("", &label, "")))
                    }
                }
            }
        }
        @for window in visitor.rather_not() {
            p class="hint" { (speech.fill(text::RATHER_NOT_LINE, &[("window", &line(visitor, window))])) }
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
