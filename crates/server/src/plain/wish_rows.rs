//! Preferred times as rows of a form: what they say, what becomes of them at a press of a button, and what is wrong with them.

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

/// The rows of the form, else those of what is stored, else one to be filled in; with what the pressed button does to them.
#[must_use]
pub fn rows(visitor: &Visitor, form: &Form) -> Vec<Row> {
    let most = visitor.booking.policy.max_wishes as usize;
    let mut rows: Vec<Row> = match form.has("wish.0.date") {
        true => (0..most).map_while(|place| sent(form, place)).collect(),
        false => visitor.wishes().into_iter().map(Row::of).collect(),
    };
    press(&mut rows, form);
    if rows.is_empty() || (form.has("add") && rows.len() < most) {
        rows.push(Row::empty());
    }
    rows
}

fn sent(form: &Form, place: usize) -> Option<Row> {
    let get = |what: &str| form.get(&format!("wish.{place}.{what}")).trim().to_owned();
    form.has(&format!("wish.{place}.date")).then(|| Row { date: get("date"), from: get("from"), to: get("to") })
}

/// Does what a button of one row says, by its number.
fn press(rows: &mut Vec<Row>, form: &Form) {
    let pressed = |prefix| form.pressed(prefix).and_then(|place| place.parse::<usize>().ok());
    if let Some(place) = pressed("remove.").filter(|place| *place < rows.len()) {
        rows.remove(place);
    }
    if let Some(place) = pressed("up.").filter(|place| (1..rows.len()).contains(place)) {
        rows.swap(place - 1, place);
    }
    if let Some(place) = pressed("down.").filter(|place| place + 1 < rows.len()) {
        rows.swap(place, place + 1);
    }
}

/// The stretches of time, best first; rows without a day are left out. What is wrong is told at what it is in.
///
/// # Errors
///
/// All that is wrong.
pub fn read(visitor: &Visitor, rows: &[Row]) -> Result<Vec<Interval>, Faults> {
    let (mut wishes, mut faults) = (Vec::new(), Faults::new());
    for (place, row) in rows.iter().enumerate().filter(|(_, row)| !row.date.is_empty()) {
        match judged(visitor, row, &wishes) {
            Ok(wish) => wishes.push(wish),
            Err((what, sentence)) => faults.push((format!("wish-{place}-{what}"), sentence)),
        }
    }
    if wishes.is_empty() && faults.is_empty() {
        faults.push(("wish-0-date".to_owned(), visitor.speech.say(text::PLAIN_WISHES_NONE).to_owned()));
    }
    if faults.is_empty() { Ok(wishes) } else { Err(faults) }
}

fn judged(visitor: &Visitor, row: &Row, others: &[Interval]) -> Result<Interval, (&'static str, String)> {
    let speech = &visitor.speech;
    let day = parse_date(&row.date).ok_or_else(|| ("date", speech.say(text::WISH_FAULT_DATE).to_owned()))?;
    if let Some((first, last)) = visitor.days().filter(|(first, last)| !(*first..=*last).contains(&day)) {
        let days = [("first", &*speech.day(first)), ("last", &*speech.day(last))];
        return Err(("date", speech.fill(text::WISH_FAULT_RANGE, &days)));
    }
    let wish = row.window().ok_or_else(|| ("to", speech.say(text::WISH_FAULT_ORDER).to_owned()))?;
    let length = visitor.customer.length_in_minutes;
    let skipped = visitor.app.zone.skipped(day, day + 1);
    let skipped = Skipped::of(&skipped);
    if skipped.minutes(wish) < length as Minute {
        return Err(("to", speech.fill(text::WISH_FAULT_SHORT, &[("length", &speech.length(length))])));
    }
    let earliest = visitor.app.first_minute_in(visitor.customer.bounds.notice_minutes);
    if skipped.start_of(wish.end(), length as Minute) < earliest {
        return Err(("to", speech.say(text::WISH_FAULT_SOON).to_owned()));
    }
    if others.contains(&wish) {
        return Err(("date", speech.say(text::WISH_FAULT_DUPLICATE).to_owned()));
    }
    Ok(wish)
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
        ] {
            let mut rows: Vec<Row> = ["a", "b", "c"].map(|date| Row { date: date.to_owned(), ..Row::empty() }).into();
            press(&mut rows, &Form::read(format!("{pressed}=Press").as_bytes()));
            assert_eq!(days(&rows), expected, "{pressed}");
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
