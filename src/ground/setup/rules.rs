//! The rules for time around jobs as one form: how many a day, the way, and what is kept around jobs of each type.

use slotwright_wire::slotwright::{RULES_PATH, Rules};
use slotwright_words::{Words, text};

use crate::ground::setup::deed::Save;
use crate::ground::setup::json::Json;
use crate::ground::setup::known::Known;
use crate::ground::setup::sheet::{Kind, Question, Sheet, number};

/// A day in minutes: no way and no pause is longer.
const DAY: i64 = 1440;
/// The most jobs that can be allowed on a day.
const MOST_JOBS: i64 = 1000;

/// The form.
#[must_use]
pub fn sheet(known: &Known, words: &Words) -> Sheet {
    let (say, rules) = (|text| words.say(text), &known.rules);
    let (day, way) = (say(text::SETUP_PER_DAY), say(text::SETUP_WAY));
    let mut sheet = Sheet::default().ask(
        Question::new("jobs_per_day", say(text::SETUP_JOBS_PER_DAY), Kind::Whole(0, MOST_JOBS))
            .hint(say(text::SETUP_ANY_NUMBER))
            .under(day),
        number(rules.jobs_per_day),
    );
    for (id, name) in &known.users {
        let own = rules.jobs_per_day_of.iter().find(|of| of.user_id == *id).map(|of| of.jobs);
        sheet = sheet.ask(Question::new(&jobs_of(*id), name, Kind::Whole(0, MOST_JOBS)).under(day), number(own));
    }
    let travel = rules.travel;
    sheet = sheet
        .ask(
            Question::new("travel.speed_km_h", say(text::SETUP_SPEED), Kind::Whole(1, 1000))
                .hint(say(text::SETUP_WAY_HINT))
                .under(way),
            number(travel.map(|travel| travel.speed_km_h)),
        )
        .ask(
            Question::new("travel.detour_percent", say(text::SETUP_DETOUR), Kind::Whole(100, 1000))
                .hint(say(text::SETUP_DETOUR_HINT))
                .under(way),
            number(travel.map(|travel| travel.detour_percent)),
        )
        .ask(
            Question::new("travel.least_minutes", say(text::SETUP_LEAST_WAY), Kind::Whole(0, DAY)).under(way),
            number(travel.map(|travel| travel.least_minutes)),
        );
    for job_type in &known.job_types {
        let own = rules.buffers.iter().find(|of| of.job_type_id == job_type.id);
        let [before, after] = buffers_of(job_type.id);
        sheet = sheet
            .ask(
                Question::new(&before, say(text::SETUP_BEFORE), Kind::Whole(0, DAY)).under(&job_type.name),
                number(own.map(|own| own.before_minutes)),
            )
            .ask(
                Question::new(&after, say(text::SETUP_AFTER), Kind::Whole(0, DAY)).under(&job_type.name),
                number(own.map(|own| own.after_minutes)),
            );
    }
    sheet
}

/// What saves it. Where people's days start and end is no part of the form, and stays.
#[must_use]
pub fn save(known: &Known, sheet: &Sheet) -> Save {
    let before = &known.rules;
    let jobs = known.users.iter().filter_map(|(id, _)| Some((*id, sheet.whole(&jobs_of(*id))?)));
    let buffers = known.job_types.iter().filter_map(|job_type| {
        let [before, after] = buffers_of(job_type.id).map(|member| sheet.whole(&member));
        (before.is_some() || after.is_some()).then(|| (job_type.id, before.unwrap_or(0), after.unwrap_or(0)))
    });
    let travel = ["travel.speed_km_h", "travel.detour_percent", "travel.least_minutes"].map(|of| sheet.whole(of));
    let travel = travel[0].map(|speed| [speed, travel[1].unwrap_or(100), travel[2].unwrap_or(0)]);
    let own_jobs = before.jobs_per_day_of.iter().map(|of| (of.user_id, i64::from(of.jobs)));
    let own_buffers =
        before.buffers.iter().map(|of| (of.job_type_id, i64::from(of.before_minutes), i64::from(of.after_minutes)));
    let own_travel =
        before.travel.map(|of| [i64::from(of.speed_km_h), i64::from(of.detour_percent), i64::from(of.least_minutes)]);
    Save::replace(
        RULES_PATH,
        written(before, before.jobs_per_day.map(i64::from), own_jobs.collect(), own_travel, own_buffers.collect()),
        written(before, sheet.whole("jobs_per_day"), jobs.collect(), travel, buffers.collect()),
    )
}

fn written(
    rules: &Rules,
    jobs_per_day: Option<i64>,
    jobs: Vec<(u64, i64)>,
    travel: Option<[i64; 3]>,
    buffers: Vec<(u64, i64, i64)>,
) -> Json {
    let whole = |number: i64| Json::Number(number as f64);
    let buffer = |(id, before, after)| {
        Json::Object(vec![
            ("job_type_id", Json::id(id)),
            ("before_minutes", whole(before)),
            ("after_minutes", whole(after)),
        ])
    };
    let of_user = |(id, jobs)| Json::Object(vec![("user_id", Json::id(id)), ("jobs", whole(jobs))]);
    let way = |[speed, detour, least]: [i64; 3]| {
        Json::Object(vec![
            ("speed_km_h", whole(speed)),
            ("detour_percent", whole(detour)),
            ("least_minutes", whole(least)),
        ])
    };
    let point = |point: slotwright_wire::case::PointRecord| {
        Json::Object(vec![("latitude", Json::Number(point.latitude)), ("longitude", Json::Number(point.longitude))])
    };
    let ends = rules.day_ends.iter().map(|ends| {
        Json::Object(vec![
            ("user_id", Json::id(ends.user_id)),
            ("start", Json::or_null(ends.start, point)),
            ("end", Json::or_null(ends.end, point)),
        ])
    });
    Json::Object(vec![
        ("buffers", Json::List(buffers.into_iter().map(buffer).collect())),
        ("travel", Json::or_null(travel, way)),
        ("day_ends", Json::List(ends.collect())),
        ("jobs_per_day", Json::or_null(jobs_per_day, whole)),
        ("jobs_per_day_of", Json::List(jobs.into_iter().map(of_user).collect())),
    ])
}

fn jobs_of(user_id: u64) -> String {
    ["jobs_per_day_of.", &user_id.to_string()].concat()
}

fn buffers_of(job_type_id: u64) -> [String; 2] {
    ["before", "after"].map(|side| ["buffers.", &job_type_id.to_string(), ".", side].concat())
}

#[cfg(test)]
mod tests {
    use slotwright_wire::sonar::JobType;

    use super::*;

    #[test]
    fn a_form_that_nobody_touched_saves_what_there_was_also_what_it_does_not_ask() {
        let rules: Rules = serde_json::from_str(
            r#"{"buffers": [{"job_type_id": 7, "before_minutes": 5, "after_minutes": 0}],
            "travel": {"speed_km_h": 40, "detour_percent": 130, "least_minutes": 5}, "jobs_per_day": 6,
            "day_ends": [{"user_id": 1, "start": {"latitude": 40.5, "longitude": -89.25}, "end": null}],
            "jobs_per_day_of": [{"user_id": 2, "jobs": 0}]}"#,
        )
        .expect("rules");
        let known = Known {
            users: vec![(1, "Ada".into()), (2, "Ben".into())],
            job_types: vec![JobType { id: 7, ..JobType::default() }, JobType { id: 8, ..JobType::default() }],
            rules: rules.clone(),
            ..Known::default()
        };
        let saved = save(&known, &sheet(&known, &Words::default()));
        assert_eq!(saved.deeds, saved.undo);
        let body = saved.deeds[0].body.as_ref().expect("a body").print(0, |number| number.to_string());
        assert_eq!(serde_json::from_str::<Rules>(&body).expect("what the server reads"), rules);
    }

    #[test]
    fn without_a_speed_there_is_no_way_and_one_side_alone_leaves_the_other_at_nothing() {
        let known = Known { job_types: vec![JobType { id: 7, ..JobType::default() }], ..Known::default() };
        let mut form = sheet(&known, &Words::default());
        let place =
            |form: &Sheet, member: &str| form.questions.iter().position(|of| of.member == member).expect("asked");
        let (after, detour) = (place(&form, "buffers.7.after"), place(&form, "travel.detour_percent"));
        form.values[after] = "15".into();
        form.values[detour] = "150".into();
        let body = save(&known, &form).deeds[0].body.as_ref().expect("a body").print(0, |number| number.to_string());
        let sent: Rules = serde_json::from_str(&body).expect("rules");
        assert_eq!((sent.travel, sent.buffers[0].before_minutes, sent.buffers[0].after_minutes), (None, 0, 15));
    }
}
