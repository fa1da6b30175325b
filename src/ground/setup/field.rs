//! What is asked of whoever books a type of job: a form for each field.

use slotwright_wire::slotwright::{FIELDS_PATH, FieldKind, FieldNames, JobField, JobTypeFields, OwnFields, ShownIf};
use slotwright_words::{Text, Words, fill, text};

use crate::ground::fields::Tools;

use crate::ground::setup::deed::Save;
use crate::ground::setup::json::Json;
use crate::ground::setup::sheet::{Kind, Question, Sheet, yes};

const KINDS: [(FieldKind, &str, &Text); 6] = [
    (FieldKind::Text, "text", text::SETUP_KIND_TEXT),
    (FieldKind::Number, "number", text::SETUP_KIND_NUMBER),
    (FieldKind::Boolean, "boolean", text::SETUP_KIND_BOOLEAN),
    (FieldKind::Date, "date", text::SETUP_KIND_DATE),
    (FieldKind::Choice, "choice", text::SETUP_KIND_CHOICE),
    (FieldKind::Photos, "photos", text::SETUP_KIND_PHOTOS),
];

/// What people call a kind of field.
#[must_use]
pub fn kind_name(kind: FieldKind) -> &'static Text {
    KINDS.iter().find(|(known, ..)| *known == kind).map_or(text::SETUP_KIND_TEXT, |(.., name)| name)
}

/// The form of a field, or of a new one behind the others.
#[must_use]
pub fn sheet(fields: &[JobField], place: Option<usize>, words: &Words, tools: Tools) -> Sheet {
    let say = |text| words.say(text);
    let found = place.and_then(|place| fields.get(place));
    let kinds = KINDS.map(|(_, kind, name)| (kind.to_owned(), say(name).to_owned())).to_vec();
    let kind = found.map_or("text", |found| kind_of(found.kind));
    // A field waits for the answer to one that stands before it: each answer that it could have.
    let before = &fields[..place.unwrap_or(fields.len()).min(fields.len())];
    let mut conditions = vec![(String::new(), say(text::SETUP_ALWAYS).to_owned())];
    for field in before {
        let answers: Vec<(&str, &str)> = match field.kind {
            FieldKind::Boolean => vec![("true", say(text::SETUP_IS_YES)), ("false", say(text::SETUP_IS_NO))],
            FieldKind::Choice => field.choices.iter().map(|choice| (&**choice, &**choice)).collect(),
            _ => Vec::new(),
        };
        conditions.extend(answers.into_iter().map(|(answer, said)| {
            let values = [("label", &*field.label), ("answer", said)];
            (condition_of(&field.key, answer), fill(say(text::SETUP_IF), &values))
        }));
    }
    let condition = found.and_then(|found| found.shown_if.as_ref());
    let bound = |read: fn(&JobField) -> Option<f64>| found.and_then(read).map(tools.print).unwrap_or_default();
    let text_of = |read: fn(&JobField) -> &str| found.map(read).unwrap_or_default().to_owned();
    Sheet::default()
        .ask(
            Question::new("fields.label", say(text::SETUP_ASKED), Kind::Line(255)).needed(),
            text_of(|found| &found.label),
        )
        .ask(
            Question::new("fields.key", say(text::SETUP_KEY), Kind::Line(64)).needed().hint(say(text::SETUP_KEY_HINT)),
            text_of(|found| &found.key),
        )
        .ask(Question::new("fields.kind", say(text::SETUP_KIND), Kind::Choice(kinds)).needed(), kind)
        .ask(
            Question::new("fields.required", say(text::SETUP_REQUIRED), Kind::Yes),
            yes(found.is_some_and(|found| found.required)),
        )
        .ask(Question::new("fields.hint", say(text::SETUP_HINT), Kind::Line(255)), text_of(|found| &found.hint))
        .ask(
            Question::new("fields.choices", say(text::SETUP_CHOICES), Kind::Long(20_000))
                .hint(say(text::SETUP_CHOICES_HINT)),
            found.map(|found| found.choices.join("\n")).unwrap_or_default(),
        )
        .ask(
            Question::new("fields.min", say(text::SETUP_LEAST), Kind::Number).hint(say(text::SETUP_LEAST_HINT)),
            bound(|found| found.min),
        )
        .ask(Question::new("fields.max", say(text::SETUP_MOST), Kind::Number), bound(|found| found.max))
        .ask(
            Question::new("fields.pattern", say(text::SETUP_PATTERN), Kind::Line(500)),
            text_of(|found| found.pattern.as_deref().unwrap_or_default()),
        )
        .ask(
            Question::new("fields.shown_if", say(text::SETUP_SHOWN), Kind::Choice(conditions)),
            condition.map(|condition| condition_of(&condition.key, &condition.value)).unwrap_or_default(),
        )
}

/// The field that a form stands for.
#[must_use]
pub fn wanted(names: FieldNames, sheet: &Sheet, tools: Tools) -> JobField {
    let kind = KINDS
        .iter()
        .find(|(_, kind, _)| *kind == sheet.value("fields.kind"))
        .map_or(FieldKind::Text, |(kind, ..)| *kind);
    let choices = sheet.value("fields.choices").lines().map(str::trim).filter(|line| !line.is_empty());
    let number = |member| Some((tools.number)(sheet.value(member))).filter(|number| number.is_finite());
    let condition = sheet.value("fields.shown_if").split_once('=');
    JobField {
        key: sheet.value("fields.key").to_owned(),
        label: sheet.value("fields.label").to_owned(),
        hint: sheet.value("fields.hint").to_owned(),
        kind,
        required: sheet.is_yes("fields.required"),
        choices: if kind == FieldKind::Choice { choices.map(str::to_owned).collect() } else { Vec::new() },
        min: number("fields.min"),
        max: number("fields.max"),
        pattern: Some(sheet.value("fields.pattern")).filter(|pattern| !pattern.is_empty()).map(str::to_owned),
        shown_if: condition.map(|(key, value)| ShownIf { key: key.to_owned(), value: value.to_owned() }),
        names,
    }
}

/// What puts a field in its place, or behind the others of its type.
#[must_use]
pub fn save(all: &OwnFields, job_type_id: u64, place: Option<usize>, sheet: &Sheet, tools: Tools) -> Save {
    changed(all, job_type_id, |fields| {
        let names = place.and_then(|place| fields.get(place)).map(|found| found.names.clone()).unwrap_or_default();
        let wanted = wanted(names, sheet, tools);
        match place.and_then(|place| fields.get_mut(place)) {
            Some(found) => *found = wanted,
            None => fields.push(wanted),
        }
    })
}

/// What takes a field away.
#[must_use]
pub fn delete(all: &OwnFields, job_type_id: u64, place: usize) -> Save {
    changed(all, job_type_id, |fields| _ = fields.remove(place))
}

/// What has a field asked before the one that stood before it.
#[must_use]
pub fn earlier(all: &OwnFields, job_type_id: u64, place: usize) -> Save {
    changed(all, job_type_id, |fields| fields.swap(place - 1, place))
}

fn changed(all: &OwnFields, job_type_id: u64, change: impl FnOnce(&mut Vec<JobField>)) -> Save {
    let mut wanted = all.clone();
    let of_type = match wanted.job_types.iter().position(|of| of.job_type_id == job_type_id) {
        Some(place) => place,
        None => {
            wanted.job_types.push(JobTypeFields { job_type_id, fields: Vec::new() });
            wanted.job_types.len() - 1
        }
    };
    change(&mut wanted.job_types[of_type].fields);
    Save::replace(FIELDS_PATH, written(all), written(&wanted))
}

fn kind_of(kind: FieldKind) -> &'static str {
    KINDS.iter().find(|(known, ..)| *known == kind).map_or("text", |(_, kind, _)| kind)
}

/// A key has no such sign in it.
fn condition_of(key: &str, value: &str) -> String {
    [key, "=", value].concat()
}

fn written(all: &OwnFields) -> Json {
    let types = all.job_types.iter().filter(|of_type| !of_type.fields.is_empty()).map(|of_type| {
        Json::Object(vec![
            ("job_type_id", Json::id(of_type.job_type_id)),
            ("fields", Json::List(of_type.fields.iter().map(written_field).collect())),
        ])
    });
    Json::Object(vec![("job_types", Json::List(types.collect()))])
}

fn written_field(field: &JobField) -> Json {
    let text = |text: &Option<String>| Json::or_null(text.as_deref(), Json::text);
    let condition = |condition: &ShownIf| {
        Json::Object(vec![("key", Json::text(&condition.key)), ("value", Json::text(&condition.value))])
    };
    let names = &field.names;
    Json::Object(vec![
        ("key", Json::text(&field.key)),
        ("label", Json::text(&field.label)),
        ("hint", Json::text(&field.hint)),
        ("kind", Json::text(kind_of(field.kind))),
        ("required", Json::Bool(field.required)),
        ("choices", Json::List(field.choices.iter().map(|choice| Json::text(choice)).collect())),
        ("min", Json::or_null(field.min, Json::Number)),
        ("max", Json::or_null(field.max, Json::Number)),
        ("pattern", text(&field.pattern)),
        ("shown_if", Json::or_null(field.shown_if.as_ref(), condition)),
        (
            "names",
            Json::Object(vec![
                ("sonar", text(&names.sonar)),
                ("os1", text(&names.os1)),
                ("bigchange", text(&names.bigchange)),
                ("frotcom", text(&names.frotcom)),
            ]),
        ),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOOLS: Tools = Tools {
        number: |text| text.parse().unwrap_or(f64::NAN),
        print: |number| number.to_string(),
        is_match: |_, _| true,
    };

    fn all() -> OwnFields {
        serde_json::from_str(
            r#"{"job_types": [{"job_type_id": 7, "fields": [
            {"key": "gate", "label": "A gate?", "kind": "boolean"},
            {"key": "code", "label": "Which code?", "kind": "text", "max": 8, "pattern": "[0-9]+", "names": {"os1": "gateCode"},
             "shown_if": {"key": "gate", "value": "true"}}]}]}"#,
        )
        .expect("fields")
    }

    fn sent(save: &Save) -> OwnFields {
        let body = save.deeds[0].body.as_ref().expect("a body").print(0, |number| number.to_string());
        serde_json::from_str(&body).expect("what the server reads")
    }

    #[test]
    fn a_form_that_nobody_touched_saves_what_there_was_also_what_it_does_not_ask() {
        let (all, words) = (all(), Words::default());
        for place in 0..2 {
            let sheet = sheet(&all.job_types[0].fields, Some(place), &words, TOOLS);
            assert_eq!(sent(&save(&all, 7, Some(place), &sheet, TOOLS)), all, "{place}");
        }
    }

    #[test]
    fn a_field_waits_for_answers_to_those_before_it_alone() {
        let (all, words) = (all(), Words::default());
        let conditions = |place| match sheet(&all.job_types[0].fields, place, &words, TOOLS).questions.pop() {
            Some(Question { kind: Kind::Choice(choices), .. }) => choices.into_iter().map(|(value, _)| value).collect(),
            _ => vec![],
        };
        assert_eq!(conditions(Some(0)), [""]);
        assert_eq!(conditions(Some(1)), ["", "gate=true", "gate=false"]);
    }

    #[test]
    fn a_new_field_stands_last_and_the_first_of_a_type_begins_its_list() {
        let (all, words) = (all(), Words::default());
        let mut form = sheet(&[], None, &words, TOOLS);
        form.values[..3].clone_from_slice(&["Floor?".to_owned(), "floor".to_owned(), "choice".to_owned()]);
        form.values[5] = "Ground\n\n 1 \n".to_owned();
        let wanted = sent(&save(&all, 9, None, &form, TOOLS));
        assert_eq!(
            (wanted.of_type(7).len(), &*wanted.of_type(9)[0].choices),
            (2, &["Ground".to_owned(), "1".to_owned()][..])
        );
        assert_eq!(sent(&earlier(&all, 7, 1)).of_type(7)[0].key, "code");
        assert_eq!(sent(&delete(&all, 7, 1)).of_type(7).len(), 1);
    }
}
