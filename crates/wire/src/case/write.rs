//! Writing the case of a customer's page as text.
//!
//! The records are `Serialize`, and on a server that is all there is to it. In the browser the machinery would weigh several
//! times what the case's few shapes need by hand; so they are written out here, and a test holds that both ways give the same.

use slotwright_matching::{Day, Interval};

use super::{Align, Arrival, ArrivalWindow, At, Case, Feasibility, NoCrew, OfBlocks, Opening, Promise, Wanted, Window};
use crate::sonar::Block;
use crate::time::{print_date, print_time};

/// A customer's case as JSON, to be copied.
///
/// ```
/// use slotwright_matching::{Align, Search, Skipped, Wishes};
/// use slotwright_wire::case::{of_blocks, read, write};
/// let search = Search {
///     length_minutes: 60, crew: 1, step_minutes: 60, align: Align::Clock, earliest: 0, latest: 1440,
///     skipped: Skipped::NONE,
/// };
/// let text = write(&of_blocks(&[], &[], &search, &Wishes::default(), None, None));
/// assert!(text.starts_with(r#"{"version":1,"about":"","input":{"blocks":{}},"search":{"length_in_minutes":60,"#));
/// assert!(read(&mut serde_json::Deserializer::from_str(&text)).is_ok());
/// ```
#[must_use]
pub fn write(case: &Case<OfBlocks, NoCrew>) -> String {
    let mut text = Text(String::new());
    text.number("{\"version\":", case.version.number().into());
    text.raw(",\"about\":");
    text.text(&case.about);
    text.raw(",\"input\":{\"blocks\":{");
    for (place, (date, users)) in case.input.blocks.as_space().0.iter().enumerate() {
        text.key(place, date);
        text.raw("{");
        for (place, (user, blocks)) in users.0.iter().enumerate() {
            text.key(place, user);
            text.list(blocks, |text, Block { start, end }| text.ends(start, end));
        }
        text.raw("}");
    }
    text.number("}},\"search\":{\"length_in_minutes\":", case.search.length_in_minutes.into());
    text.number(",\"crew\":", case.search.crew.into());
    text.number(",\"step_minutes\":", case.search.step_minutes.into());
    text.raw(",\"align\":");
    text.text(match case.search.align {
        Align::Clock => "clock",
        Align::ClockOrFirst => "clock_or_first",
        Align::Block => "block",
    });
    text.at(",\"earliest\":", case.search.earliest);
    text.at(",\"latest\":", case.search.latest);
    if !case.search.skipped.is_empty() {
        text.raw(",\"skipped\":");
        text.list(&case.search.skipped, |text, skipped| text.window(*skipped));
    }
    text.raw("}");
    if !case.wishes.is_empty() {
        text.raw(",\"wishes\":");
        text.list(&case.wishes, |text, wish| text.window(*wish));
    }
    if !case.rather_not.is_empty() {
        text.raw(",\"rather_not\":");
        text.list(&case.rather_not, |text, window| text.window(*window));
    }
    if let Some(Wanted { start, at_most, minutes_per_day }) = case.wanted {
        text.at(",\"wanted\":{\"start\":", start);
        text.number(",\"at_most\":", at_most.into());
        text.number(",\"minutes_per_day\":", minutes_per_day.into());
        text.raw("}");
    }
    if let Some(Arrival { window_minutes, step_minutes, promise }) = case.arrival {
        text.number(",\"arrival\":{\"window_minutes\":", window_minutes.into());
        text.number(",\"step_minutes\":", step_minutes.into());
        text.raw(match promise {
            Promise::Every => ",\"promise\":\"every\"}",
            Promise::Some => ",\"promise\":\"some\"}",
        });
    }
    text.raw(",\"answer\":{\"openings\":{");
    let openings = case.answer.openings.as_slice();
    for (place, of_day) in openings.chunk_by(|one, other| Day::of(one.start) == Day::of(other.start)).enumerate() {
        let day = of_day.first().map_or(Day(0), |first| Day::of(first.start));
        text.key(place, &print_date(day));
        text.raw("{");
        for (place, opening) in of_day.iter().enumerate() {
            text.key(place, &print_time(opening.start - day.start()));
            text.number("", opening.people.into());
        }
        text.raw("}");
    }
    text.raw("}");
    if let Some(wishes) = &case.answer.wishes {
        text.raw(",\"wishes\":{\"each\":");
        text.list(&wishes.each, |text, Feasibility { earliest, openings, most_people }| {
            text.raw("{\"earliest\":");
            text.opening(earliest.as_ref());
            text.number(",\"openings\":", (*openings).into());
            text.number(",\"most_people\":", (*most_people).into());
            text.raw("}");
        });
        text.raw(",\"best\":");
        match &wishes.best {
            Some(best) => {
                text.number("{\"wish\":", best.wish.into());
                text.raw(",\"opening\":");
                text.opening(Some(&best.opening));
                text.raw("}");
            }
            None => text.raw("null"),
        }
        text.raw("}");
    }
    if let Some(wanted) = &case.answer.wanted {
        text.raw(",\"wanted\":{\"crew\":");
        match &wanted.crew {
            Some(crew) => text.list(crew, |text, user_id| text.raw(&user_id.to_string())),
            None => text.raw("null"),
        }
        for (name, openings) in [("nearest", &wanted.nearest), ("alternatives", &wanted.alternatives)] {
            text.key(1, name);
            text.list(openings, |text, opening| text.opening(Some(opening)));
        }
        text.raw("}");
    }
    if let Some(windows) = &case.answer.arrival_windows {
        text.raw(",\"arrival_windows\":");
        text.list(windows, |text, ArrivalWindow { window, first }| {
            text.raw("{\"window\":");
            text.window(*window);
            text.key(1, "first");
            text.opening(Some(first));
            text.raw("}");
        });
    }
    text.raw("}}");
    text.0
}

/// The text so far.
struct Text(String);

impl Text {
    fn raw(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn text(&mut self, text: &str) {
        self.raw("\"");
        for letter in text.chars() {
            match letter {
                '"' | '\\' => self.0.extend(['\\', letter]),
                control if control < ' ' => {
                    self.raw(if control < '\x10' { "\\u000" } else { "\\u001" });
                    self.0.extend(char::from_digit(u32::from(control) % 16, 16));
                }
                letter => self.0.push(letter),
            }
        }
        self.raw("\"");
    }

    /// The next member of an object, the first of which needs no comma.
    fn key(&mut self, place: usize, key: &str) {
        self.comma(place);
        self.text(key);
        self.raw(":");
    }

    fn comma(&mut self, place: usize) {
        if place != 0 {
            self.raw(",");
        }
    }

    fn list<T>(&mut self, values: &[T], write: fn(&mut Text, &T)) {
        self.raw("[");
        for (place, value) in values.iter().enumerate() {
            self.comma(place);
            write(self, value);
        }
        self.raw("]");
    }

    /// A number, and what stands before it.
    fn number(&mut self, before: &str, number: i64) {
        self.raw(before);
        self.raw(&number.to_string());
    }

    fn at(&mut self, before: &str, at: At) {
        self.raw(before);
        self.text(&at.spelled());
    }

    fn ends(&mut self, start: &str, end: &str) {
        self.raw("{\"start\":");
        self.text(start);
        self.raw(",\"end\":");
        self.text(end);
        self.raw("}");
    }

    fn window(&mut self, window: Window) {
        let window = Interval::from(window);
        self.ends(&At::from(window.start()).spelled(), &At::from(window.end()).spelled());
    }

    fn opening(&mut self, opening: Option<&Opening>) {
        let Some(Opening { start, people }) = opening else { return self.raw("null") };
        self.at("{\"start\":", *start);
        self.number(",\"people\":", (*people).into());
        self.raw("}");
    }
}
