//! What the server itself says to customers, in their language: words out of the tables of `slotwright-words`, dates and times as that
//! language writes them (Unicode's CLDR, by ICU4X).

mod dates;
mod languages;

use std::sync::Arc;

use slotwright_domain::Arrival;
use slotwright_matching::{Day, Minute};
use slotwright_words::{Text, Words, fill, length, text};

use self::dates::Dates;
use self::languages::chosen;
pub use self::languages::languages;
use crate::time::clock::Now;
use crate::time::zone::Zone;

/// A language, as one customer hears it.
pub struct Speech {
    /// Its name by BCP 47, with the region where the customer has one: `de-CH`.
    pub tag: String,
    words: Arc<Words>,
    dates: Dates,
}

impl Speech {
    /// The language that is asked for, else the link's, else the first of the browser's that there is, else English.
    #[must_use]
    pub fn of(asked: &str, link: Option<&str>, accepted: &str) -> Self {
        let (tag, language) = chosen(asked, link, accepted);
        Self { dates: Dates::of(&tag), words: language.words.clone(), tag }
    }

    /// Which way it is read: `ltr` or `rtl`.
    #[must_use]
    pub fn direction(&self) -> &str {
        self.say(text::DIRECTION)
    }

    /// A text.
    #[must_use]
    pub fn say(&self, text: &'static Text) -> &str {
        self.words.say(text)
    }

    /// A text with values in it.
    #[must_use]
    pub fn fill(&self, text: &'static Text, values: &[(&str, &str)]) -> String {
        fill(self.say(text), values)
    }

    /// `1 h 30 min`.
    #[must_use]
    pub fn length(&self, minutes: u32) -> String {
        length(&self.words, minutes as Minute)
    }

    /// `Tuesday, December 1`.
    #[must_use]
    pub fn day(&self, day: Day) -> String {
        self.dates.day(day)
    }

    /// `9:30 AM`.
    #[must_use]
    pub fn time(&self, minute: Minute) -> String {
        self.dates.time(minute)
    }

    /// The time at which something ends: the end of a day is no other day's beginning.
    #[must_use]
    pub fn end(&self, minute: Minute) -> String {
        if minute == Day::of(minute).start() { self.say(text::MIDNIGHT).to_owned() } else { self.time(minute) }
    }

    /// `Central Time`, of a zone that programs call `America/Chicago`.
    #[must_use]
    pub fn zone(&self, zone: &Zone, now: Now) -> String {
        let offset_seconds = i32::try_from(now.second() - now.unix()).unwrap_or_default();
        self.dates.zone(zone.name(), offset_seconds, now.unix())
    }

    /// When a visit is, as far as it is promised: `Tuesday, December 1, 9:30 AM`, `Tuesday, December 1, between 8:00 AM and 10:00 AM`.
    #[must_use]
    pub fn moment(&self, start: Minute, arrival: Arrival) -> String {
        let day = self.day(Day::of(start));
        match arrival.window(start) {
            Some(window) => {
                let (from, to) = (self.time(window.start()), self.end(window.end()));
                self.fill(text::MOMENT_BETWEEN, &[("day", &day), ("from", &from), ("to", &to)])
            }
            None => self.dates.moment(start),
        }
    }

    /// The same with the end of a visit whose start is promised.
    #[must_use]
    pub fn visit(&self, (start, end): (Minute, Minute), arrival: Arrival) -> String {
        let (text, from, to) = match arrival.window(start) {
            Some(window) => (text::DETAILS_ARRIVAL, window.start(), window.end()),
            None => (text::WISH_TEXT, start, end),
        };
        let day = self.day(Day::of(start));
        self.fill(text, &[("day", &day), ("from", &self.time(from)), ("to", &self.end(to))])
    }
}
