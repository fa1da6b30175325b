//! Sentences and lines about a visit and about wishes, put together from derived values.

use slotwright_matching::{Day, Interval, Minute};
use slotwright_wire::slotwright::Place;
use slotwright_words::{Text, fill, text};

use crate::booking::derived::Derived;
use crate::ground::offer::Arrival;
use crate::ground::wishes::{WishFault, has_passed};

/// `Tuesday, December 1, 9:00 AM to 11:00 AM`, or `Tuesday, December 1, arrival between 8:00 AM and 10:00 AM`.
pub fn when_line(derived: &Derived, start: Minute) -> String {
    let day = derived.formats().day(Day::of(start));
    let text = match derived.arrival(start) {
        Arrival::Start(start) => derived.visit(text::WISH_TEXT, &day, start),
        Arrival::Window(window) => derived.stretch(text::DETAILS_ARRIVAL, &day, window),
    };
    derived.with_elsewhere(text, start)
}

/// `Tue, Dec 1, 9:00 AM is free now. We are keeping it for you until …`
pub fn sooner_line(derived: &Derived, (start, until): (Minute, Minute)) -> String {
    let (when, until) = (derived.moment(start), derived.formats().moment(until));
    fill(&derived.words().say(text::EARLIER_OFFER), &[("when", &when), ("until", &until)])
}

/// The customer and the address, as far as known.
pub fn place_line(derived: &Derived, place: &Place) -> String {
    match &place.address {
        Some(address) => fill(&derived.words().say(text::WHERE_FOR), &[("name", &place.name), ("address", address)]),
        None => place.name.clone(),
    }
}

/// `Tuesday, December 1, 8:00 AM to 12:00 PM`.
pub fn wish_line(derived: &Derived, wish: Interval) -> String {
    derived.stretch(text::WISH_TEXT, &derived.formats().day(Day::of(wish.start())), wish)
}

/// `Rather not: Tuesday, December 1, 8:00 AM to 10:00 AM`.
pub fn rather_not_line(derived: &Derived, window: Interval) -> String {
    fill(&derived.words().say(text::RATHER_NOT_LINE), &[("window", &wish_line(derived, window))])
}

/// Whether and from when a wish can be met.
pub fn feasibility_line(derived: &Derived, wish: Interval) -> String {
    let is_past = derived.search().is_some_and(|search| has_passed(wish, &search));
    match derived.feasibility(wish) {
        _ if is_past => derived.words().say(text::WISH_PAST),
        None => derived.words().say(text::WISH_CHECKING),
        Some(found) => match found.best {
            Some(opening) => {
                let from = match derived.arrival(opening.start) {
                    Arrival::Start(start) => {
                        fill(&derived.words().say(text::WISH_FEASIBLE), &[("time", &derived.formats().time(start))])
                    }
                    Arrival::Window(window) => derived.stretch(text::WISH_FEASIBLE_BETWEEN, "", window),
                };
                let openings = derived.words().count(text::OPENINGS, found.openings);
                let with = if found.is_rather_not { text::WISH_RATHER_NOT } else { text::WISH_OPENINGS };
                fill(&derived.words().say(with), &[("feasibility", &from), ("openings", &openings)])
            }
            None => derived.words().say(text::WISH_NOT_FEASIBLE),
        },
    }
}

/// The same as an announcement, with whether something is suggested instead.
pub fn feasibility_announcement(derived: &Derived, wish: Interval) -> String {
    let feasibility = feasibility_line(derived, wish);
    match derived.suggestions(wish).len() {
        0 => feasibility,
        n => fill(
            &derived.words().say(text::SENTENCES),
            &[("first", &feasibility), ("second", &derived.words().count(text::SUGGESTIONS_BELOW, n))],
        ),
    }
}

/// The label of a suggestion: what a customer does differently when `new` takes the place of `wish`.
pub fn suggestion_label(derived: &Derived, wish: Interval, new: Interval) -> String {
    let formats = derived.formats();
    if Day::of(wish.start()) != Day::of(new.start()) {
        return fill(&derived.words().say(text::WISH_OTHER_DAY), &[("day", &formats.day(Day::of(new.start())))]);
    }
    let (sooner, longer) = (wish.start() - new.start(), new.end() - wish.end());
    let by = |text: &'static Text, minutes: Minute, time: &str| {
        fill(&derived.words().say(text), &[("length", &derived.words().length(minutes)), ("time", time)])
    };
    if 0 < sooner && longer == 0 {
        by(text::WISH_SOONER, sooner, &formats.time(new.start()))
    } else if sooner == 0 && 0 < longer {
        by(text::WISH_LONGER, longer, &formats.time_of_end(new.end()))
    } else {
        derived.stretch(text::WISH_OTHER_TIME, "", new)
    }
}

/// Why a wish can't be added, and what to do.
pub fn fault_sentence(derived: &Derived, fault: WishFault) -> String {
    let formats = derived.formats();
    match fault {
        WishFault::Date => derived.words().say(text::WISH_FAULT_DATE),
        WishFault::OutOfRange => {
            let (first, last) = derived.days();
            fill(
                &derived.words().say(text::WISH_FAULT_RANGE),
                &[("first", &formats.day_short(first)), ("last", &formats.day_short(last))],
            )
        }
        WishFault::TooSoon => derived.words().say(text::WISH_FAULT_SOON),
        WishFault::EndBeforeStart => derived.words().say(text::WISH_FAULT_ORDER),
        WishFault::TooShort => {
            fill(&derived.words().say(text::WISH_FAULT_SHORT), &[("length", &derived.words().length(derived.length()))])
        }
        WishFault::Duplicate => derived.words().say(text::WISH_FAULT_DUPLICATE),
    }
}
