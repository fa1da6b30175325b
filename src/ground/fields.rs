//! What is asked beyond the time: whether an answer is what is asked for, and how it is sent.

use slotwright_wire::slotwright::{AskedField, FieldKind, USUAL_FIELD_LENGTH};
use slotwright_wire::sonar::FieldTexts;

use slotwright_words::{Words, fill, text};

/// Among the numbers of photos: one that is not sent yet.
const PENDING_PHOTO: char = '?';

const PLAIN_DECIMALS: &str = "-?[0-9]+([.][0-9]+)?";

/// What the browser does better than code that would have to be downloaded.
#[derive(Clone, Copy)]
pub struct Tools {
    /// The number that plain decimals stand for.
    pub number: fn(&str) -> f64,
    /// A number as a text.
    pub print: fn(f64) -> String,
    /// Whether a whole text matches a pattern; true for a pattern that the browser doesn't know.
    pub is_match: fn(&str, &str) -> bool,
}

/// What is wrong with the answers, a sentence each as [`fault`] gives it. Of two fields of which one is enough, the first says where
/// neither is filled in.
#[must_use]
pub fn faults(fields: &[AskedField], answers: &[String], words: &Words, tools: Tools) -> Vec<String> {
    let is_empty = |key: &String| {
        fields.iter().zip(answers).any(|(field, answer)| field.key == *key && sent(field, answer).is_empty())
    };
    let mut is_said = false;
    let fault = |(field, answer): (&AskedField, &String)| {
        if !is_shown(fields, answers, field) {
            return String::new();
        }
        let other = field.alternative.as_ref().filter(|other| !is_said && is_empty(&field.key) && is_empty(other));
        let other = other.and_then(|other| fields.iter().find(|field| field.key == *other));
        match other {
            Some(other) => {
                is_said = true;
                fill(words.say(text::FIELD_OR), &[("label", &other.label)])
            }
            None => fault(field, answer, words, tools),
        }
    };
    fields.iter().zip(answers).map(fault).collect()
}

/// Whether a field is asked, by the answers to those before it.
#[must_use]
pub fn is_shown(fields: &[AskedField], answers: &[String], field: &AskedField) -> bool {
    let Some(shown_if) = &field.shown_if else { return true };
    let answered = fields.iter().zip(answers).find(|(other, _)| other.key == shown_if.key);
    answered.is_some_and(|(other, answer)| *answer == shown_if.value && is_shown(fields, answers, other))
}

/// What is wrong with an answer, as a sentence; empty for a good one. The server judges again.
#[must_use]
pub fn fault(field: &AskedField, answer: &str, words: &Words, tools: Tools) -> String {
    let answer = sent(field, answer);
    let is_choice = matches!(field.kind, FieldKind::Choice | FieldKind::Boolean);
    if answer.is_empty() {
        let missing = if is_choice { words.say(text::FIELD_NOT_CHOSEN) } else { words.say(text::FIELD_MISSING) };
        return if field.required { missing.to_owned() } else { String::new() };
    }
    match field.kind {
        FieldKind::Photos if answer.contains(PENDING_PHOTO) => return words.say(text::PHOTOS_PENDING).to_owned(),
        FieldKind::Text => {
            let length = answer.chars().count() as f64;
            let is_unlike = |pattern: &String| !(tools.is_match)(pattern, &answer);
            if field.min.is_some_and(|min| length < min) {
                return with_number(words.say(text::FIELD_TOO_SHORT), field.min, tools);
            }
            if field.max.unwrap_or(USUAL_FIELD_LENGTH) < length {
                return with_number(words.say(text::FIELD_TOO_LONG), field.max.or(Some(USUAL_FIELD_LENGTH)), tools);
            }
            if field.pattern.as_ref().is_some_and(is_unlike) {
                return fill(words.say(text::FIELD_UNLIKE), &[("hint", &field.hint)]);
            }
        }
        FieldKind::Number => {
            if !(tools.is_match)(PLAIN_DECIMALS, &answer) {
                return words.say(text::FIELD_NO_NUMBER).to_owned();
            }
            let number = (tools.number)(&answer);
            if field.min.is_some_and(|min| number < min) {
                return with_number(words.say(text::FIELD_TOO_SMALL), field.min, tools);
            }
            if field.max.is_some_and(|max| max < number) {
                return with_number(words.say(text::FIELD_TOO_GREAT), field.max, tools);
            }
        }
        // They are chosen, not written.
        FieldKind::Boolean | FieldKind::Choice | FieldKind::Date | FieldKind::Photos => {}
    }
    String::new()
}

fn with_number(text: &str, number: Option<f64>, tools: Tools) -> String {
    fill(text, &[("n", &number.map(tools.print).unwrap_or_default())])
}

/// An answer as it is sent: without blanks around it, a number with a point where many people write a comma.
#[must_use]
pub fn sent(field: &AskedField, answer: &str) -> String {
    let point = |character| if character == ',' && field.kind == FieldKind::Number { '.' } else { character };
    answer.trim().chars().map(point).collect()
}

/// The answers that are others than those that the job has: what is to be sent.
#[must_use]
pub fn changed(fields: &[AskedField], answers: &[String]) -> FieldTexts {
    // What is not asked any more is taken away.
    let sent = |field, answer| if is_shown(fields, answers, field) { sent(field, answer) } else { String::new() };
    let answered = fields.iter().zip(answers).map(|(field, answer)| (field, sent(field, answer)));
    let changed = answered.filter(|(field, answer)| *answer != field.value);
    FieldTexts(changed.map(|(field, answer)| (field.key.clone(), answer)).collect())
}

#[cfg(test)]
mod tests {
    use slotwright_wire::slotwright::ShownIf;

    use super::*;

    const TOOLS: Tools = Tools {
        number: |text| text.parse().unwrap(),
        print: |number| number.to_string(),
        is_match: |pattern, text| regex::Regex::new(&format!("^(?:{pattern})$")).unwrap().is_match(text),
    };

    fn field(kind: FieldKind, min: Option<f64>, max: Option<f64>) -> AskedField {
        AskedField {
            key: "a".into(),
            label: "A".into(),
            hint: "Four digits.".into(),
            kind,
            required: false,
            choices: Vec::new(),
            min,
            max,
            pattern: None,
            shown_if: None,
            autocomplete: None,
            alternative: None,
            value: "1".into(),
            fault: None,
        }
    }

    #[test]
    fn what_is_wrong_is_said_as_it_can_be_put_right() {
        let text = field(FieldKind::Text, Some(2.0), Some(3.0));
        let like = AskedField { pattern: Some("abc".into()), ..text.clone() };
        let number = field(FieldKind::Number, Some(-3.0), Some(40.5));
        let needed = |kind| AskedField { required: true, ..field(kind, None, None) };
        for (field, answer, sentence) in [
            (&text, "", ""),
            (&text, " ab ", ""),
            (&text, " a ", "Please use at least 2 characters."),
            (&text, "äöüß", "Please use up to 3 characters."),
            (&field(FieldKind::Text, None, None), &"x".repeat(501), "Please use up to 500 characters."),
            (&like, "abc", ""),
            (&like, "abd", "This is not what is asked for. Four digits."),
            (&number, "-3", ""),
            (&number, "40,5", ""),
            (&number, "-3.1", "Please enter -3 or more."),
            (&number, "40.6", "Please enter 40.5 or less."),
            (&number, "4e1", "Please enter a number."),
            (&number, "3rd", "Please enter a number."),
            (&number, "1.", "Please enter a number."),
            (&field(FieldKind::Photos, None, None), "12 15", ""),
            (
                &field(FieldKind::Photos, None, None),
                "12 ?",
                "A photo is not sent yet. Please wait a moment, or remove it.",
            ),
            (&needed(FieldKind::Text), "  ", "Please fill this in."),
            (&needed(FieldKind::Choice), "", "Please choose one."),
            (&needed(FieldKind::Boolean), "", "Please choose one."),
            (&needed(FieldKind::Date), "2026-11-01", ""),
        ] {
            assert_eq!(fault(field, answer, &Words::default(), TOOLS), sentence, "{answer}");
        }
    }

    #[test]
    fn of_two_fields_one_is_enough_and_where_none_is_filled_in_the_first_says_so() {
        let of = |key: &str, other: &str| AskedField {
            key: key.into(),
            label: key.to_uppercase(),
            alternative: Some(other.into()),
            ..field(FieldKind::Text, None, None)
        };
        let fields = [of("a", "b"), of("b", "a")];
        let faults =
            |one: &str, other: &str| faults(&fields, &[one.to_owned(), other.to_owned()], &Words::default(), TOOLS);
        assert_eq!(faults(" ", ""), ["Please fill in this or “B”.", ""]);
        assert_eq!(faults("x", ""), ["", ""]);
        assert_eq!(faults("", "x"), ["", ""]);
    }

    #[test]
    fn what_waits_for_an_answer_is_asked_only_then_and_taken_away_else() {
        let waits = |key: &str, other: &str| AskedField {
            key: key.into(),
            required: true,
            shown_if: Some(ShownIf { key: other.into(), value: "true".into() }),
            ..field(FieldKind::Boolean, None, None)
        };
        let fields = [field(FieldKind::Boolean, None, None), waits("b", "a"), waits("c", "b")];
        let answers = |answers: [&str; 3]| answers.map(str::to_owned);
        let wrong = |given: [&str; 3]| {
            faults(&fields, &answers(given), &Words::default(), TOOLS).iter().filter(|fault| !fault.is_empty()).count()
        };
        assert_eq!(wrong(["false", "", ""]), 0, "neither of the others is asked");
        assert_eq!(wrong(["true", "", ""]), 1, "the next is, and the last waits for it");
        assert_eq!(wrong(["true", "true", ""]), 1);
        assert_eq!(
            changed(&fields, &answers(["false", "true", "true"])).0,
            [("a", "false"), ("b", ""), ("c", "")].map(|(key, text)| (key.to_owned(), text.to_owned()))
        );
    }

    #[test]
    fn only_what_is_another_than_the_job_has_is_sent_also_where_it_is_taken_away() {
        let fields = [field(FieldKind::Text, None, None), field(FieldKind::Number, None, None)];
        let fields = [fields[0].clone(), AskedField { key: "b".into(), ..fields[1].clone() }];
        let answers = |one: &str, other: &str| [one.to_owned(), other.to_owned()];
        assert!(changed(&fields, &answers(" 1 ", "1")).is_empty());
        assert_eq!(
            changed(&fields, &answers("", "2,5")),
            FieldTexts(vec![("a".to_owned(), String::new()), ("b".to_owned(), "2.5".to_owned())])
        );
    }
}
