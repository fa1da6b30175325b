//! Time off as a form asks it: whole days, or hours of them; somebody's, or the whole company's.

use slotwright_matching::{Day, Minute};
use slotwright_wire::sonar::{ROOT, ScheduledTimeOff};
use slotwright_wire::time::{parse_date, print_date, print_datetime};
use slotwright_words::{Words, text};

use crate::ground::setup::deed::Save;
use crate::ground::setup::json::Json;
use crate::ground::setup::known::Known;
use crate::ground::setup::preview::interval_of;
use crate::ground::setup::sheet::{Kind, Question, Sheet, number};
use crate::ground::setup::week::{field_of, minute_of};

/// In the form: the whole company.
const EVERYBODY: &str = "everybody";

/// Where time off is.
#[must_use]
pub fn path() -> String {
    [ROOT, "/scheduling/scheduled_time_offs"].concat()
}

/// The form of a time off, or of a new one.
#[must_use]
pub fn sheet(known: &Known, off: Option<&ScheduledTimeOff>, words: &Words) -> Sheet {
    let say = |text| words.say(text);
    let mut whose = vec![(EVERYBODY.to_owned(), say(text::SETUP_EVERYBODY).to_owned())];
    whose.extend(known.user_choices());
    let of = off.map(|off| if off.user_id.is_none() { EVERYBODY.to_owned() } else { number(off.user_id) });
    let interval = off.and_then(interval_of);
    let today = known.today();
    let (start, end) = interval.map_or((today.start(), (today + 1).start()), |found| (found.start(), found.end()));
    // Until midnight is the whole day before.
    let last = Day::of(end - 1);
    let (from, to) = match Day::of(start).start() == start && Day::of(end).start() == end {
        true => (String::new(), String::new()),
        false => (field_of(Some(start - Day::of(start).start())), field_of(Some(end - last.start()))),
    };
    Sheet::default()
        .ask(Question::new("name", say(text::SETUP_NAME), Kind::Line(255)).needed(), off.map_or("", |off| &*off.name))
        .ask(Question::new("user_id", say(text::SETUP_WHOSE), Kind::Choice(whose)).needed(), of.unwrap_or_default())
        .ask(Question::new("start_time", say(text::SETUP_FIRST_DAY), Kind::Day).needed(), print_date(Day::of(start)))
        .ask(Question::new("end_time", say(text::SETUP_LAST_DAY), Kind::Day).needed(), print_date(last))
        .ask(Question::new("from", say(text::SETUP_FROM), Kind::Time).hint(say(text::SETUP_WHOLE_DAYS)), from)
        .ask(Question::new("to", say(text::SETUP_TO), Kind::Time), to)
}

/// From when to when it would be; `None` while that can't be told.
#[must_use]
pub fn interval(sheet: &Sheet) -> Option<(Minute, Minute)> {
    let start = parse_date(sheet.value("start_time"))?.start() + minute_of(sheet.value("from")).unwrap_or(0);
    let last = parse_date(sheet.value("end_time"))?;
    let end = match minute_of(sheet.value("to")) {
        None | Some(0) => (last + 1).start(),
        Some(minute) => last.start() + minute,
    };
    (start < end).then_some((start, end))
}

/// Whose it would be: somebody's, or everybody's; `None` while nobody is chosen.
#[must_use]
pub fn whose(sheet: &Sheet) -> Option<Option<u64>> {
    match sheet.value("user_id") {
        "" => None,
        EVERYBODY => Some(None),
        id => id.parse().ok().map(Some),
    }
}

/// What saves it; `None` where it ends before it begins.
#[must_use]
pub fn save(off: Option<&ScheduledTimeOff>, sheet: &Sheet) -> Option<Save> {
    let (start, end) = interval(sheet)?;
    let (start, end) = (print_datetime(start), print_datetime(end));
    let body = body(sheet.value("name"), whose(sheet)?, &start, &end);
    Some(match off {
        Some(off) => Save::change([&*path(), "/", &off.id.to_string()].concat(), written(off), body),
        None => Save::create(&path(), body),
    })
}

/// What takes it away.
#[must_use]
pub fn delete(off: &ScheduledTimeOff) -> Save {
    Save::delete(&path(), off.id, written(off))
}

fn written(off: &ScheduledTimeOff) -> Json {
    body(&off.name, off.user_id, &off.start_time, &off.end_time)
}

fn body(name: &str, user_id: Option<u64>, start: &str, end: &str) -> Json {
    Json::Object(vec![
        ("name", Json::text(name)),
        ("user_id", Json::or_null(user_id, Json::id)),
        ("start_time", Json::text(start)),
        ("end_time", Json::text(end)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn off(start_time: &str, end_time: &str) -> ScheduledTimeOff {
        let name = "Leave".to_owned();
        ScheduledTimeOff { id: 4, user_id: Some(2), start_time: start_time.into(), end_time: end_time.into(), name }
    }

    #[test]
    fn whole_days_are_days_alone_and_hours_have_their_times() {
        let (known, words) = (Known::default(), Words::default());
        let form = |off: &ScheduledTimeOff| sheet(&known, Some(off), &words).values[2..].join(" ");
        assert_eq!(form(&off("2026-03-02 00:00:00", "2026-03-04 00:00:00")), "2026-03-02 2026-03-03  ");
        assert_eq!(form(&off("2026-03-02 08:00:00", "2026-03-03 00:00:00")), "2026-03-02 2026-03-02 08:00 00:00");
        assert_eq!(form(&off("2026-03-02 08:00:00", "2026-03-02 09:15:00")), "2026-03-02 2026-03-02 08:00 09:15");
    }

    #[test]
    fn what_a_form_shows_is_what_it_saves() {
        let (known, words) = (Known::default(), Words::default());
        for (start, end) in [
            ("2026-03-02 00:00:00", "2026-03-04 00:00:00"),
            ("2026-03-02 08:00:00", "2026-03-03 00:00:00"),
            ("2026-03-02 00:00:00", "2026-03-02 09:15:00"),
        ] {
            let off = off(start, end);
            let save = save(Some(&off), &sheet(&known, Some(&off), &words)).expect("a save");
            assert_eq!(save.deeds, save.undo, "{start} {end}");
        }
    }

    #[test]
    fn what_ends_before_it_begins_is_not_saved_and_the_whole_company_is_nobody() {
        let (known, words) =
            (Known { now: parse_date("2026-03-02").map_or(0, Day::start), ..Known::default() }, Words::default());
        let mut sheet = sheet(&known, None, &words);
        assert_eq!(save(None, &sheet), None, "nobody is chosen");
        sheet.values[1] = EVERYBODY.to_owned();
        let body = save(None, &sheet)
            .and_then(|save| save.deeds[0].body.clone())
            .expect("a body")
            .print(0, |number| number.to_string());
        assert_eq!(
            body,
            r#"{"name":"","user_id":null,"start_time":"2026-03-02 00:00:00","end_time":"2026-03-03 00:00:00"}"#
        );
        sheet.values[3] = "2026-03-01".to_owned();
        assert_eq!(save(None, &sheet), None);
    }
}
