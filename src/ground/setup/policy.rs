//! What customers may book, and until when, as one form: for all types of jobs, and what a type has of its own.

use slotwright_wire::slotwright::{JobTypePolicy, OwnPolicy, POLICY_PATH, Recommend, StartAlignment};
use slotwright_words::{Text, Words, text};

use crate::ground::setup::deed::Save;
use crate::ground::setup::json::Json;
use crate::ground::setup::known::Known;
use crate::ground::setup::sheet::{Kind, Question, Sheet, number};

/// The longest notice: 30 days, in minutes.
const MOST_NOTICE: i64 = 43_200;
/// What all types and each type can have: members, labels, and ranges.
const MEMBERS: [(&str, &Text, i64, i64); 4] = [
    ("notice_minutes", text::SETUP_NOTICE, 0, MOST_NOTICE),
    ("change_notice_minutes", text::SETUP_CHANGE_NOTICE, 0, MOST_NOTICE),
    ("horizon_days", text::SETUP_HORIZON, 0, 366),
    ("start_step_minutes", text::SETUP_STEP, 1, 1440),
];
/// What speaks for a time where times are recommended.
const WEIGHTS: [(&str, &Text); 4] =
    [("near", text::SETUP_NEAR), ("quiet", text::SETUP_QUIET), ("soon", text::SETUP_SOON), ("room", text::SETUP_ROOM)];
const ALIGNMENT: &str = "start_alignment";
const ANSWER: &str = "answer_within_hours";
const PREPARE: &str = "prepare";

/// What a type, or all, have.
struct Own {
    numbers: [Option<i64>; 4],
    alignment: Option<StartAlignment>,
}

/// The form.
#[must_use]
pub fn sheet(known: &Known, words: &Words) -> Sheet {
    let (say, policy) = (|text| words.say(text), &known.policy);
    let all = say(text::SETUP_ALL_TYPES);
    let mut sheet = asked(Sheet::default(), "", all, &of_all(policy), words);
    sheet = sheet.ask(
        Question::new(ANSWER, say(text::SETUP_ANSWER), Kind::Whole(1, 720))
            .hint(say(text::SETUP_ANSWER_HINT))
            .under(all),
        number(policy.answer_within_hours),
    );
    let weights = policy.recommend.map(|of| [of.near, of.quiet, of.soon, of.room]);
    for (n, (member, name)) in WEIGHTS.into_iter().enumerate() {
        let question = Question::new(&["recommend.", member].concat(), say(name), Kind::Whole(0, 100));
        let question =
            question.under(say(text::SETUP_RECOMMEND)).hint(if n == 0 { say(text::SETUP_RECOMMEND_HINT) } else { "" });
        sheet = sheet.ask(question, number(weights.map(|weights| weights[n])));
    }
    for job_type in &known.job_types {
        let own = policy.job_types.iter().find(|of| of.job_type_id == job_type.id);
        let prefix = [&*job_type.id.to_string(), "."].concat();
        sheet = asked(sheet, &prefix, &job_type.name, &of_type(own), words);
        sheet = sheet.ask(
            Question::new(&[&*prefix, PREPARE].concat(), say(text::SETUP_PREPARE), Kind::Long(500))
                .under(&job_type.name),
            own.and_then(|own| own.prepare.clone()).unwrap_or_default(),
        );
    }
    sheet
}

/// What saves it.
#[must_use]
pub fn save(known: &Known, sheet: &Sheet) -> Save {
    let policy = &known.policy;
    let weights = WEIGHTS.map(|(member, _)| sheet.whole(&["recommend.", member].concat()));
    let weights = weights.iter().any(Option::is_some).then(|| weights.map(Option::unwrap_or_default));
    let types = known.job_types.iter().map(|job_type| {
        let prefix = [&*job_type.id.to_string(), "."].concat();
        let prepare = sheet.value(&[&*prefix, PREPARE].concat());
        (job_type.id, answered(sheet, &prefix), Some(prepare).filter(|text| !text.is_empty()).map(str::to_owned))
    });
    let own_types = policy.job_types.iter().map(|own| (own.job_type_id, of_type(Some(own)), own.prepare.clone()));
    let own_weights =
        policy.recommend.map(|Recommend { near, quiet, soon, room }| [near, quiet, soon, room].map(i64::from));
    Save::replace(
        POLICY_PATH,
        written(&of_all(policy), policy.answer_within_hours.map(i64::from), own_weights, own_types.collect()),
        written(&answered(sheet, ""), sheet.whole(ANSWER), weights, types.collect()),
    )
}

fn asked(mut sheet: Sheet, prefix: &str, group: &str, own: &Own, words: &Words) -> Sheet {
    for ((member, name, least, most), value) in MEMBERS.into_iter().zip(own.numbers) {
        let question = Question::new(&[prefix, member].concat(), words.say(name), Kind::Whole(least, most));
        let hint = if prefix.is_empty() && member == MEMBERS[0].0 { words.say(text::SETUP_AS_SETTINGS) } else { "" };
        sheet = sheet.ask(question.under(group).hint(hint), number(value));
    }
    let choice = |value: &str, name| (value.to_owned(), words.say(name).to_owned());
    let choices = vec![
        choice("", text::SETUP_AS_BEFORE),
        choice("clock", text::SETUP_BY_CLOCK),
        choice("block", text::SETUP_BY_BLOCK),
    ];
    let question =
        Question::new(&[prefix, ALIGNMENT].concat(), words.say(text::SETUP_ALIGNMENT), Kind::Choice(choices));
    sheet.ask(question.under(group), own.alignment.map(alignment_of).unwrap_or_default())
}

fn answered(sheet: &Sheet, prefix: &str) -> Own {
    Own {
        numbers: MEMBERS.map(|(member, ..)| sheet.whole(&[prefix, member].concat())),
        alignment: match sheet.value(&[prefix, ALIGNMENT].concat()) {
            "clock" => Some(StartAlignment::Clock),
            "block" => Some(StartAlignment::Block),
            _ => None,
        },
    }
}

fn of_all(policy: &OwnPolicy) -> Own {
    let OwnPolicy { notice_minutes, change_notice_minutes, horizon_days, start_step_minutes, .. } = policy;
    let numbers = [notice_minutes, change_notice_minutes, horizon_days, start_step_minutes];
    Own { numbers: numbers.map(|number| number.map(i64::from)), alignment: policy.start_alignment }
}

fn of_type(own: Option<&JobTypePolicy>) -> Own {
    let Some(own) = own else { return Own { numbers: [None; 4], alignment: None } };
    let numbers = [own.notice_minutes, own.change_notice_minutes, own.horizon_days, own.start_step_minutes];
    Own { numbers: numbers.map(|number| number.map(i64::from)), alignment: own.start_alignment }
}

fn alignment_of(alignment: StartAlignment) -> &'static str {
    match alignment {
        StartAlignment::Clock => "clock",
        StartAlignment::Block => "block",
    }
}

fn members(own: &Own) -> Vec<(&'static str, Json)> {
    let numbers = MEMBERS.iter().zip(own.numbers).map(|((member, ..), value)| (*member, whole(value)));
    numbers.chain([(ALIGNMENT, Json::or_null(own.alignment.map(alignment_of), Json::text))]).collect()
}

fn written(all: &Own, answer: Option<i64>, weights: Option<[i64; 4]>, types: Vec<(u64, Own, Option<String>)>) -> Json {
    let recommend = |weights: [i64; 4]| {
        Json::Object(WEIGHTS.iter().zip(weights).map(|((member, _), weight)| (*member, whole(Some(weight)))).collect())
    };
    let has_own = |(_, own, prepare): &(u64, Own, Option<String>)| {
        own.numbers.iter().any(Option::is_some) || own.alignment.is_some() || prepare.is_some()
    };
    let of_type = |(id, own, prepare): (u64, Own, Option<String>)| {
        let mut of_type = vec![("job_type_id", Json::id(id))];
        of_type.extend(members(&own));
        of_type.push((PREPARE, Json::or_null(prepare.as_deref(), Json::text)));
        Json::Object(of_type)
    };
    let mut policy = members(all);
    policy.push((ANSWER, whole(answer)));
    policy.push(("recommend", Json::or_null(weights, recommend)));
    policy.push(("job_types", Json::List(types.into_iter().filter(has_own).map(of_type).collect())));
    Json::Object(policy)
}

fn whole(number: Option<i64>) -> Json {
    Json::or_null(number, |number| Json::Number(number as f64))
}

#[cfg(test)]
mod tests {
    use slotwright_wire::sonar::JobType;

    use super::*;

    #[test]
    fn a_form_that_nobody_touched_saves_what_there_was() {
        let policy: OwnPolicy = serde_json::from_str(
            r#"{"notice_minutes": 0, "start_alignment": "block", "answer_within_hours": 24,
            "recommend": {"near": 60, "quiet": 0, "soon": 1, "room": 100},
            "job_types": [{"job_type_id": 7, "horizon_days": 30, "prepare": "Clear the hallway."}]}"#,
        )
        .expect("a policy");
        let known = Known {
            job_types: vec![JobType { id: 7, ..JobType::default() }, JobType { id: 8, ..JobType::default() }],
            policy: policy.clone(),
            ..Known::default()
        };
        let saved = save(&known, &sheet(&known, &Words::default()));
        assert_eq!(saved.deeds, saved.undo);
        let body = saved.deeds[0].body.as_ref().expect("a body").print(0, |number| number.to_string());
        assert_eq!(serde_json::from_str::<OwnPolicy>(&body).expect("what the server reads"), policy);
    }
}
