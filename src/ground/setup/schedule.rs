//! A schedule as a form asks it; its week is painted.

use slotwright_wire::sonar::{ROOT, Schedule, ScheduleDay};
use slotwright_wire::time::print_date;
use slotwright_words::{Words, text};

use crate::ground::setup::deed::{CREATED, Deed, Save};
use crate::ground::setup::json::Json;
use crate::ground::setup::known::Known;
use crate::ground::setup::repetition::Weeks;
use crate::ground::setup::sheet::{Kind, Question, Sheet, spaced};
use crate::ground::verb::Verb;

/// Where schedules are.
#[must_use]
pub fn path() -> String {
    [ROOT, "/scheduling/schedules"].concat()
}

/// The form of a schedule, or of a new one.
#[must_use]
pub fn sheet(known: &Known, schedule: Option<&Schedule>, words: &Words) -> Sheet {
    let say = |text| words.say(text);
    let hours = vec![
        ("true".to_owned(), say(text::SETUP_OPENS).to_owned()),
        ("false".to_owned(), say(text::SETUP_CLOSES).to_owned()),
    ];
    let all = known.job_types.iter().map(|job_type| job_type.id).collect::<Vec<_>>();
    let (name, users, types, opens) = match schedule {
        Some(schedule) => {
            (&*schedule.name, spaced(&schedule.user_ids), spaced(&schedule.job_type_ids), schedule.available)
        }
        None => ("", String::new(), spaced(&all), true),
    };
    let sheet = Sheet::default()
        .ask(Question::new("name", say(text::SETUP_NAME), Kind::Line(255)).needed(), name)
        .ask(Question::new("available", say(text::SETUP_HOURS_ARE), Kind::Choice(hours)).needed(), opens.to_string())
        .ask(Question::new("user_ids", say(text::WHY_NOT_PEOPLE), Kind::Several(known.user_choices())).needed(), users)
        .ask(
            Question::new("job_type_ids", say(text::SETUP_JOB_TYPES), Kind::Several(known.job_type_choices())).needed(),
            types,
        );
    let weeks = schedule.map_or_else(|| Weeks::from(print_date(known.today())), weeks_of);
    weeks.ask(sheet, words)
}

/// The schedule that a form makes of one.
#[must_use]
pub fn wanted(found: &Schedule, sheet: &Sheet) -> Schedule {
    let weeks = Weeks::of(sheet);
    Schedule {
        id: found.id,
        user_ids: sheet.ids("user_ids"),
        job_type_ids: sheet.ids("job_type_ids"),
        name: sheet.value("name").to_owned(),
        start: weeks.start,
        available: sheet.value("available") == "true",
        infinite_repetitions: weeks.is_endless,
        repetitions: weeks.repetitions,
        weeks: weeks.weeks,
    }
}

/// What saves it.
#[must_use]
pub fn save(schedule: Option<&Schedule>, sheet: &Sheet) -> Save {
    let body = body(
        sheet.value("name"),
        sheet.value("available") == "true",
        (&sheet.ids("user_ids"), &sheet.ids("job_type_ids")),
        &Weeks::of(sheet),
    );
    match schedule {
        Some(schedule) => Save::change(at(schedule.id), written(schedule), body),
        None => Save::create(&path(), body),
    }
}

/// What takes it away, with its days, and what brings both back.
#[must_use]
pub fn delete(schedule: &Schedule, days: &[ScheduleDay]) -> Save {
    let mut save = Save::delete(&path(), schedule.id, written(schedule));
    let day_path = [&*path(), "/", CREATED, "/schedule_days"].concat();
    save.undo.extend(days.iter().map(|day| {
        let body = Json::Object(vec![
            ("day", Json::Number(f64::from(day.day))),
            ("start_timestamp", Json::text(&day.start_timestamp)),
            ("end_timestamp", Json::text(&day.end_timestamp)),
        ]);
        Deed::of(Verb::Post, day_path.clone(), body)
    }));
    save
}

fn at(id: u64) -> String {
    [&*path(), "/", &id.to_string()].concat()
}

fn weeks_of(schedule: &Schedule) -> Weeks {
    Weeks {
        start: schedule.start.clone(),
        weeks: schedule.weeks,
        is_endless: schedule.infinite_repetitions,
        repetitions: schedule.repetitions,
    }
}

fn written(schedule: &Schedule) -> Json {
    let ids = (&*schedule.user_ids, &*schedule.job_type_ids);
    body(&schedule.name, schedule.available, ids, &weeks_of(schedule))
}

fn body(name: &str, opens: bool, (user_ids, job_type_ids): (&[u64], &[u64]), weeks: &Weeks) -> Json {
    let mut members = vec![
        ("name", Json::text(name)),
        ("available", Json::Bool(opens)),
        ("user_ids", Json::ids(user_ids)),
        ("job_type_ids", Json::ids(job_type_ids)),
    ];
    members.extend(weeks.members());
    Json::Object(members)
}
