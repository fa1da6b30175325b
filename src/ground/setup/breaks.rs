//! Breaks, which the API calls schedule blockers, as a form asks them.

use slotwright_wire::sonar::{ROOT, ScheduleBlocker};
use slotwright_wire::time::print_date;
use slotwright_words::{Words, text};

use crate::ground::setup::deed::{Deed, Save};
use crate::ground::setup::json::Json;
use crate::ground::setup::known::Known;
use crate::ground::setup::preview::weekdays_of;
use crate::ground::setup::repetition::Weeks;
use crate::ground::setup::sheet::{Kind, Question, Sheet, spaced};
use crate::ground::setup::week::{field_of, minute_of, minute_of_end, time_of};
use crate::ground::verb::Verb;

const WEEKDAYS: [&str; 7] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
/// Monday to Friday.
const WORKDAYS: &str = "1 2 3 4 5";

/// Where breaks are.
#[must_use]
pub fn path() -> String {
    [ROOT, "/scheduling/schedule_blockers"].concat()
}

/// The form of a break, or of a new one; `weekdays` are the days' numbers and names in the order of the language.
#[must_use]
pub fn sheet(known: &Known, found: Option<&ScheduleBlocker>, weekdays: Vec<(String, String)>, words: &Words) -> Sheet {
    let say = |text| words.say(text);
    let on = found.map_or_else(
        || WORKDAYS.to_owned(),
        |found| {
            let days = weekdays_of(found).into_iter().zip(0_u64..).filter(|(is_on, _)| *is_on);
            spaced(&days.map(|(_, day)| day).collect::<Vec<_>>())
        },
    );
    let all: Vec<u64> = known.users.iter().map(|(id, _)| *id).collect();
    let (start, end) = found.map_or((Some(720), Some(765)), |found| {
        (minute_of(&found.start_timestamp), minute_of_end(&found.end_timestamp))
    });
    let sheet = Sheet::default()
        .ask(
            Question::new("name", say(text::SETUP_NAME), Kind::Line(255)).needed(),
            found.map_or("", |found| &*found.name),
        )
        .ask(
            Question::new("user_ids", say(text::WHY_NOT_PEOPLE), Kind::Several(known.user_choices())),
            spaced(found.map_or(&all, |found| &found.user_ids)),
        )
        .ask(Question::new("weekdays", say(text::SETUP_WEEKDAYS), Kind::Several(weekdays)).needed(), on)
        .ask(Question::new("start_timestamp", say(text::SETUP_FROM), Kind::Time).needed(), field_of(start))
        .ask(Question::new("end_timestamp", say(text::SETUP_TO), Kind::Time).needed(), field_of(end));
    let weeks = found.map_or_else(|| Weeks::from(print_date(known.today())), weeks_of);
    weeks.ask(sheet, words)
}

/// The break that a form stands for.
#[must_use]
pub fn wanted(id: u64, sheet: &Sheet) -> ScheduleBlocker {
    let on = sheet.ids("weekdays");
    let is = |day: u64| on.contains(&day);
    let weeks = Weeks::of(sheet);
    let end = match sheet.value("end_timestamp") {
        "00:00" => "23:59",
        end => end,
    };
    ScheduleBlocker {
        id,
        name: sheet.value("name").to_owned(),
        sunday: is(0),
        monday: is(1),
        tuesday: is(2),
        wednesday: is(3),
        thursday: is(4),
        friday: is(5),
        saturday: is(6),
        start_timestamp: sheet.value("start_timestamp").to_owned(),
        end_timestamp: end.to_owned(),
        user_ids: sheet.ids("user_ids"),
        start: weeks.start,
        weeks: weeks.weeks,
        repetitions: weeks.repetitions,
        infinite_repetitions: weeks.is_endless,
    }
}

/// What saves it.
#[must_use]
pub fn save(found: Option<&ScheduleBlocker>, sheet: &Sheet) -> Save {
    let wanted = wanted(found.map_or(0, |found| found.id), sheet);
    match found {
        Some(found) => Save::change([&*path(), "/", &found.id.to_string()].concat(), written(found), written(&wanted)),
        None => Save::create(&path(), written(&wanted)),
    }
}

/// The form that moves a break for somebody on one day.
#[must_use]
pub fn moved_sheet(known: &Known, found: &ScheduleBlocker, words: &Words) -> Sheet {
    let say = |text| words.say(text);
    let people =
        known.user_choices().into_iter().filter(|(id, _)| found.user_ids.iter().any(|own| own.to_string() == *id));
    let (start, end) = (minute_of(&found.start_timestamp), minute_of_end(&found.end_timestamp));
    Sheet::default()
        .ask(Question::new("user_id", say(text::SETUP_WHOSE), Kind::Choice(people.collect())).needed(), "")
        .ask(Question::new("date", say(text::WHY_NOT_DATE), Kind::Day).needed(), print_date(known.today()))
        .ask(Question::new("start_timestamp", say(text::SETUP_FROM), Kind::Time).needed(), field_of(start))
        .ask(Question::new("end_timestamp", say(text::SETUP_TO), Kind::Time).needed(), field_of(end))
}

/// What moves it; what takes that back puts it on that day where it is on the others.
#[must_use]
pub fn save_moved(found: &ScheduleBlocker, sheet: &Sheet) -> Save {
    let path = [&*path(), "/", &found.id.to_string(), "/schedule_blocker_overrides"].concat();
    let body = |start: &str, end: &str| {
        let end = if end == "00:00" { "23:59" } else { end };
        Json::Object(vec![
            ("user_id", Json::Number(sheet.whole("user_id").unwrap_or_default() as f64)),
            ("date", Json::text(sheet.value("date"))),
            ("start_timestamp", Json::text(start)),
            ("end_timestamp", Json::text(end)),
        ])
    };
    Save {
        deeds: vec![Deed::of(
            Verb::Post,
            path.clone(),
            body(sheet.value("start_timestamp"), sheet.value("end_timestamp")),
        )],
        undo: vec![Deed::of(Verb::Post, path, body(&found.start_timestamp, &found.end_timestamp))],
    }
}

/// What takes it away.
#[must_use]
pub fn delete(found: &ScheduleBlocker) -> Save {
    Save::delete(&path(), found.id, written(found))
}

fn weeks_of(found: &ScheduleBlocker) -> Weeks {
    Weeks {
        start: found.start.clone(),
        weeks: found.weeks,
        is_endless: found.infinite_repetitions,
        repetitions: found.repetitions,
    }
}

fn written(found: &ScheduleBlocker) -> Json {
    let end = minute_of_end(&found.end_timestamp).map_or_else(|| found.end_timestamp.clone(), time_of);
    let mut members = vec![
        ("name", Json::text(&found.name)),
        ("user_ids", Json::ids(&found.user_ids)),
        ("start_timestamp", Json::text(&found.start_timestamp)),
        ("end_timestamp", Json::text(&end)),
    ];
    members.extend(WEEKDAYS.into_iter().zip(weekdays_of(found).map(Json::Bool)));
    members.extend(weeks_of(found).members());
    Json::Object(members)
}
