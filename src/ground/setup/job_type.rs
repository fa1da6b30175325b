//! A type of job as a form asks it: what it is called, how long it takes, and in which schedules it is done.

use slotwright_wire::sonar::{JobType, ROOT};
use slotwright_words::{Text, Words, text};

use crate::ground::setup::deed::{Deed, Save};
use crate::ground::setup::json::Json;
use crate::ground::setup::known::Known;
use crate::ground::setup::schedule;
use crate::ground::setup::sheet::{Kind, Question, Sheet, spaced};
use crate::ground::verb::Verb;

/// The colours that a type can have, and what people call them.
pub const COLORS: [(&str, &Text); 7] = [
    ("blue", text::SETUP_BLUE),
    ("green", text::SETUP_GREEN),
    ("red", text::SETUP_RED),
    ("purple", text::SETUP_PURPLE),
    ("yellow", text::SETUP_YELLOW),
    ("orange", text::SETUP_ORANGE),
    ("grey", text::SETUP_GREY),
];
/// The longest job, in minutes: a day.
const LONGEST: i64 = 1440;
/// The picture of a new type; the board shows none.
const ICON: &str = "box";

/// Where types are.
#[must_use]
pub fn path() -> String {
    [ROOT, "/scheduling/job_types"].concat()
}

/// The form of a type, or of a new one.
#[must_use]
pub fn sheet(known: &Known, found: Option<&JobType>, words: &Words) -> Sheet {
    let say = |text| words.say(text);
    let colors = COLORS.map(|(color, name)| (color.to_owned(), say(name).to_owned())).to_vec();
    let schedules = known.schedules.iter().map(|(of, _)| (of.id.to_string(), of.name.clone())).collect();
    let (name, length, color) = found.map_or(("", "60".to_owned(), "blue"), |found| {
        (&*found.name, found.length_in_minutes.to_string(), &*found.color)
    });
    let in_schedules = match found {
        Some(found) => schedules_of(known, found.id),
        None => known.schedules.iter().map(|(schedule, _)| schedule.id).collect(),
    };
    Sheet::default()
        .ask(Question::new("name", say(text::SETUP_NAME), Kind::Line(255)).needed(), name)
        .ask(Question::new("length_in_minutes", say(text::SETUP_MINUTES), Kind::Whole(1, LONGEST)).needed(), length)
        .ask(Question::new("color", say(text::SETUP_COLOR), Kind::Choice(colors)).needed(), color)
        .ask(
            Question::new("schedules", say(text::SETUP_IN_SCHEDULES), Kind::Several(schedules))
                .hint(say(text::SETUP_IN_SCHEDULES_HINT)),
            spaced(&in_schedules),
        )
}

/// What saves it: the type, and then each schedule in which it is done from now on, or no more.
#[must_use]
pub fn save(known: &Known, found: Option<&JobType>, sheet: &Sheet) -> Save {
    let length = sheet.whole("length_in_minutes").unwrap_or_default() as f64;
    let body = body(sheet.value("name"), length, sheet.value("color"), found.map_or(ICON, |found| &found.icon));
    let wanted = sheet.ids("schedules");
    let mut save = match found {
        Some(found) => Save::change([&*path(), "/", &found.id.to_string()].concat(), written(found), body),
        None => Save::create(&path(), body),
    };
    let mut undo = Vec::new();
    for (of, _) in &known.schedules {
        let has = found.is_some_and(|found| of.job_type_ids.contains(&found.id));
        if has == wanted.contains(&of.id) {
            continue;
        }
        let mut types: Vec<Json> = of.job_type_ids.iter().map(|id| Json::id(*id)).collect();
        match found {
            Some(found) if has => types.retain(|id| *id != Json::id(found.id)),
            Some(found) => types.push(Json::id(found.id)),
            None => types.push(Json::Created),
        }
        let at = [&*schedule::path(), "/", &of.id.to_string()].concat();
        let change = |types| Json::Object(vec![("job_type_ids", types)]);
        save.deeds.push(Deed::of(Verb::Patch, at.clone(), change(Json::List(types))));
        undo.push(Deed::of(Verb::Patch, at, change(Json::ids(&of.job_type_ids))));
    }
    // A type that schedules name is not taken away.
    undo.append(&mut save.undo);
    Save { undo, ..save }
}

/// What takes it away, once no schedule names it.
#[must_use]
pub fn delete(known: &Known, found: &JobType) -> Save {
    let mut save = Save::delete(&path(), found.id, written(found));
    for (of, _) in known.schedules.iter().filter(|(of, _)| of.job_type_ids.contains(&found.id)) {
        let at = [&*schedule::path(), "/", &of.id.to_string()].concat();
        let change = |types| Json::Object(vec![("job_type_ids", types)]);
        let others = of.job_type_ids.iter().filter(|id| **id != found.id);
        let again = others.clone().map(|id| Json::id(*id)).chain([Json::Created]).collect();
        let without = others.map(|id| Json::id(*id)).collect();
        save.deeds.insert(0, Deed::of(Verb::Patch, at.clone(), change(Json::List(without))));
        save.undo.push(Deed::of(Verb::Patch, at, change(Json::List(again))));
    }
    save
}

/// The schedules in which jobs of a type are done.
#[must_use]
pub fn schedules_of(known: &Known, job_type_id: u64) -> Vec<u64> {
    let named = known.schedules.iter().filter(|(schedule, _)| schedule.job_type_ids.contains(&job_type_id));
    named.map(|(schedule, _)| schedule.id).collect()
}

fn written(found: &JobType) -> Json {
    body(&found.name, f64::from(found.length_in_minutes), &found.color, &found.icon)
}

fn body(name: &str, length: f64, color: &str, icon: &str) -> Json {
    Json::Object(vec![
        ("name", Json::text(name)),
        ("length_in_minutes", Json::Number(length)),
        ("color", Json::text(color)),
        ("icon", Json::text(icon)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let schedule = |id, job_type_ids: &[u64]| slotwright_wire::sonar::Schedule {
            id,
            user_ids: vec![1],
            job_type_ids: job_type_ids.to_vec(),
            name: id.to_string(),
            start: "2026-01-01".into(),
            available: true,
            infinite_repetitions: true,
            repetitions: 0,
            weeks: 1,
        };
        Known { schedules: vec![(schedule(5, &[7, 8]), vec![]), (schedule(6, &[8]), vec![])], ..Known::default() }
    }

    fn said(deeds: &[Deed]) -> Vec<String> {
        let body = |deed: &Deed| {
            deed.body.as_ref().map(|body| body.print(99, |number| number.to_string())).unwrap_or_default()
        };
        deeds.iter().map(|deed| format!("{:?} {} {}", deed.verb, deed.path_with(99), body(deed))).collect()
    }

    #[test]
    fn a_type_is_done_in_the_schedules_that_name_it_and_a_new_one_is_named_once_it_is_made() {
        let (known, words) = (known(), Words::default());
        let found =
            JobType { id: 7, name: "Fibre".into(), length_in_minutes: 60, color: "red".into(), ..JobType::default() };
        let mut form = sheet(&known, Some(&found), &words);
        assert_eq!(form.value("schedules"), "5");
        form.values[3] = "6".to_owned();
        let saved = save(&known, Some(&found), &form);
        let schedules = "Patch /api/v1/scheduling/schedules";
        assert_eq!(
            said(&saved.deeds)[1..],
            [format!(r#"{schedules}/5 {{"job_type_ids":[8]}}"#), format!(r#"{schedules}/6 {{"job_type_ids":[8,7]}}"#)]
        );
        assert_eq!(
            said(&saved.undo)[..2],
            [format!(r#"{schedules}/5 {{"job_type_ids":[7,8]}}"#), format!(r#"{schedules}/6 {{"job_type_ids":[8]}}"#)]
        );
        let made = save(&known, None, &form);
        assert_eq!(said(&made.deeds)[1..], [format!(r#"{schedules}/6 {{"job_type_ids":[8,99]}}"#)]);
        assert_eq!(said(&made.undo).last().unwrap(), "Delete /api/v1/scheduling/job_types/99 ");
    }

    #[test]
    fn a_type_goes_once_no_schedule_names_it_and_comes_back_where_it_was() {
        let (known, found) = (known(), JobType { id: 7, ..JobType::default() });
        let gone = delete(&known, &found);
        assert_eq!(
            said(&gone.deeds),
            [r#"Patch /api/v1/scheduling/schedules/5 {"job_type_ids":[8]}"#, "Delete /api/v1/scheduling/job_types/7 "]
        );
        assert_eq!(said(&gone.undo)[1], r#"Patch /api/v1/scheduling/schedules/5 {"job_type_ids":[8,99]}"#);
    }
}
