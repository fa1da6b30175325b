//! Preferred times, and times that are rather not, as rows of a form: what they say, what becomes of them at a press of a button,
//! and what is wrong with them.

use slotwright_matching::{Day, Interval, MINUTES_PER_DAY, Minute, Skipped};
use slotwright_wire::time::{parse_date, parse_time, print_date, print_time};
use slotwright_words::text;

use super::answers::Faults;
use super::form::Form;
use super::visitor::Visitor;

/// What a row begins with: the morning.
const USUAL: (&str, &str) = ("08:00", "12:00");
/// How far the times that can be chosen lie apart.
const STEP: Minute = 30;

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// When somebody is at home.
    Wish,
    /// When they would rather not have the visit, though they could.
    RatherNot,
}

impl Kind {
    /// What the fields of such rows begin with.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wish => "wish",
            Self::RatherNot => "not",
        }
    }

    /// What a button about such rows is called.
    #[must_use]
    pub fn button(self, what: &str) -> String {
        match self {
            Self::Wish => what.to_owned(),
            Self::RatherNot => format!("not-{what}"),
        }
    }
}

/// A row, as it was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `YYYY-MM-DD`; empty where no day is chosen.
    pub date: String,
    /// `HH:MM`.
    pub from: String,
    /// `HH:MM`, up to `24:00`.
    pub to: String,
}

impl Row {
    fn empty() -> Self {
        Self { date: String::new(), from: USUAL.0.to_owned(), to: USUAL.1.to_owned() }
    }

    fn of(wish: Interval) -> Self {
        let day = Day::of(wish.start());
        let text = |minute: Minute| hours_and_minutes(minute - day.start());
        Self { date: print_date(day), from: text(wish.start()), to: text(wish.end()) }
    }

    /// The stretch of time that it says.
    #[must_use]
    pub fn window(&self) -> Option<Interval> {
        let day = parse_date(&self.date)?;
        let minute = |text: &str| parse_time(text).map(|second| day.start() + (second / 60) as Minute);
        Interval::new(minute(&self.from)?, minute(&self.to)?)
    }
}

/// The rows of the form, else those of what is stored, and of wishes at least one to be filled in; with what the pressed button does
/// to them.
#[must_use]
pub fn rows(visitor: &Visitor, form: &Form, kind: Kind) -> Vec<Row> {
    let most = visitor.booking.policy.max_wishes as usize;
    let mut rows: Vec<Row> = match form.has("wish.0.date") {
        true => (0..most).map_while(|place| sent(form, kind, place)).collect(),
        false if kind == Kind::Wish => visitor.wishes().into_iter().map(Row::of).collect(),
        false => visitor.rather_not().into_iter().map(Row::of).collect(),
    };
    press(&mut rows, form, kind);
    let is_more = form.has(&kind.button("add")) && rows.len() < most;
    if is_more || (rows.is_empty() && kind == Kind::Wish) {
        rows.push(Row::empty());
    }
    rows
}

fn sent(form: &Form, kind: Kind, place: usize) -> Option<Row> {
    let name = |what: &str| format!("{}.{place}.{what}", kind.name());
    let get = |what: &str| form.get(&name(what)).trim().to_owned();
    form.has(&name("date")).then(|| Row { date: get("date"), from: get("from"), to: get("to") })
}

/// Does what a button of one row says, by its number.
fn press(rows: &mut Vec<Row>, form: &Form, kind: Kind) {
    let pressed = |what| form.pressed(&kind.button(what)).and_then(|place| place.parse::<usize>().ok());
    if let Some(place) = pressed("remove.").filter(|place| *place < rows.len()) {
        rows.remove(place);
    }
    if let Some(place) = pressed("up.").filter(|place| (1..rows.len()).contains(place)) {
        rows.swap(place - 1, place);
    }
    if let Some(place) = pressed("down.").filter(|place| place + 1 < rows.len()) {
        rows.swap(place, place + 1);
    }
    let instead = form.pressed(&kind.button("instead.")).and_then(instead);
    if let Some((row, window)) = instead.and_then(|(place, window)| Some((rows.get_mut(place)?, window))) {
        *row = Row::of(window);
    }
}

/// What a suggestion's button is called: in which row this window takes the place of what is there.
#[must_use]
pub fn instead_of(place: usize, window: Interval) -> String {
    format!("instead.{place}.{}.{}", window.start(), window.end())
}

/// The rest of such a name.
fn instead(name: &str) -> Option<(usize, Interval)> {
    let mut numbers = name.split('.');
    let (place, start, end) =
        (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
    Some((place, Interval::new(start, end)?))
}

/// The stretches of time, in the rows' order; rows without a day are left out. What is wrong is told at what it is in: also that
/// nobody says when they are at home.
///
/// # Errors
///
/// All that is wrong.
pub fn read(visitor: &Visitor, kind: Kind, rows: &[Row]) -> Result<Vec<Interval>, Faults> {
    let (mut windows, mut faults) = (Vec::new(), Faults::new());
    for (place, row) in rows.iter().enumerate().filter(|(_, row)| !row.date.is_empty()) {
        match judged(visitor, kind, row, &windows) {
            Ok(window) => windows.push(window),
            Err((what, sentence)) => faults.push((format!("{}-{place}-{what}", kind.name()), sentence)),
        }
    }
    if kind == Kind::Wish && windows.is_empty() && faults.is_empty() {
        faults.push(("wish-0-date".to_owned(), visitor.speech.say(text::PLAIN_WISHES_NONE).to_owned()));
    }
    if faults.is_empty() { Ok(windows) } else { Err(faults) }
}

fn judged(visitor: &Visitor, kind: Kind, row: &Row, others: &[Interval]) -> Result<Interval, (&'static str, String)> {
    let speech = &visitor.speech;
    let day = parse_date(&row.date).ok_or_else(|| ("date", speech.say(text::WISH_FAULT_DATE).to_owned()))?;
    if let Some((first, last)) = visitor.days().filter(|(first, last)| !(*first..=*last).contains(&day)) {
        let days = [("first", &*speech.day(first)), ("last", &*speech.day(last))];
        return Err(("date", speech.fill(text::WISH_FAULT_RANGE, &days)));
    }
    let window = row.window().ok_or_else(|| ("to", speech.say(text::WISH_FAULT_ORDER).to_owned()))?;
    let length = visitor.customer.length_in_minutes;
    let skipped = visitor.app.zone.skipped(day, day + 1);
    let skipped = Skipped::of(&skipped);
    // What is no preferred time needn't hold the visit.
    if kind == Kind::Wish && skipped.minutes(window) < length as Minute {
        return Err(("to", speech.fill(text::WISH_FAULT_SHORT, &[("length", &speech.length(length))])));
    }
    let earliest = visitor.app.first_minute_in(visitor.customer.bounds.notice_minutes);
    let has_passed = match kind {
        Kind::Wish => skipped.start_of(window.end(), length as Minute) < earliest,
        Kind::RatherNot => window.end() <= earliest,
    };
    if has_passed {
        return Err(("to", speech.say(text::WISH_FAULT_SOON).to_owned()));
    }
    if others.contains(&window) {
        return Err(("date", speech.say(text::WISH_FAULT_DUPLICATE).to_owned()));
    }
    Ok(window)
}

/// The times of a day that can be chosen, the first after midnight where they are ends; with `now`, which may lie between them.
#[must_use]
pub fn times(is_end: bool, now: &str) -> Vec<Minute> {
    let first = Minute::from(is_end) * STEP;
    let mut times: Vec<Minute> = (0..MINUTES_PER_DAY / STEP).map(|step| first + step * STEP).collect();
    let now = parse_time(now).map(|second| (second / 60) as Minute);
    if let Some((minute, place)) = now.and_then(|minute| Some((minute, times.binary_search(&minute).err()?))) {
        times.insert(place, minute);
    }
    times
}

/// `09:30`, and `24:00` for the end of a day.
#[must_use]
pub fn hours_and_minutes(minute_of_day: Minute) -> String {
    print_time(minute_of_day)[..5].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(rows: &[Row]) -> String {
        rows.iter().map(|row| row.date.as_str()).collect()
    }

    #[test]
    fn a_button_moves_or_removes_its_own_row_and_no_other() {
        for (pressed, expected) in [
            ("remove.1", "ac"),
            ("up.2", "acb"),
            ("up.0", "abc"),
            ("down.0", "bac"),
            ("down.2", "abc"),
            ("remove.9", "abc"),
            ("up.x", "abc"),
            ("not-remove.1", "abc"),
        ] {
            let mut rows: Vec<Row> = ["a", "b", "c"].map(|date| Row { date: date.to_owned(), ..Row::empty() }).into();
            press(&mut rows, &Form::read(format!("{pressed}=Press").as_bytes()), Kind::Wish);
            assert_eq!(days(&rows), expected, "{pressed}");
        }
    }

    #[test]
    fn a_suggestion_takes_the_place_of_its_own_row() {
        let day = parse_date("2026-12-01").unwrap().start();
        let window = Interval::new(day + 480, day + 600).unwrap();
        for (name, expected) in [
            (instead_of(1, window), "a2026-12-01"),
            (instead_of(2, window), "ab"),
            ("instead.1.600.480".to_owned(), "ab"),
            ("instead.1.480".to_owned(), "ab"),
        ] {
            let mut rows: Vec<Row> = ["a", "b"].map(|date| Row { date: date.to_owned(), ..Row::empty() }).into();
            press(&mut rows, &Form::read(format!("{name}=Press").as_bytes()), Kind::Wish);
            assert_eq!(days(&rows), expected, "{name}");
        }
    }

    #[test]
    fn a_day_has_its_half_hours_and_the_time_that_there_is() {
        assert_eq!(times(false, "08:00").first().zip(times(false, "08:00").last()), Some((&0, &1410)));
        assert_eq!(times(true, "12:00").first().zip(times(true, "12:00").last()), Some((&30, &1440)));
        assert!(times(true, "09:15").contains(&555));
        assert_eq!((hours_and_minutes(570), hours_and_minutes(1440)), ("09:30".to_owned(), "24:00".to_owned()));
    }

    #[test]
    fn a_row_says_what_the_stretch_of_time_is_that_it_was_made_of() {
        let day = parse_date("2026-12-01").unwrap().start();
        for (from, to) in [(480, 720), (0, 1440), (1080, 1440)] {
            let wish = Interval::new(day + from, day + to).unwrap();
            assert_eq!(Row::of(wish).window(), Some(wish));
        }
        assert_eq!(Row { from: "12:00".into(), to: "08:00".into(), date: "2026-12-01".into() }.window(), None);
    }
}
