//! What is asked beyond the time: what a form says of it, whether that is good, and how it is sent.

use serde_json::{Value, json};
use slotwright_domain::WrongField;
use slotwright_store::Refused;
use slotwright_wire::slotwright::{AskedField, FieldKind, ShownIf};
use slotwright_words::text;

use super::form::Form;
use super::visitor::Visitor;
use crate::inbound::sonar::field_words::in_words;
use crate::scheduling::contact::refuse_unreachable;
use crate::scheduling::fields::{SentFields, judge};

/// What the names of fields begin with, before their keys.
pub const FIELD: &str = "field.";
/// The name of the notes.
pub const NOTES: &str = "notes";

/// What is wrong with a form: the id of what it is in, and a sentence.
pub type Faults = Vec<(String, String)>;

/// What a form says.
pub struct Answers {
    /// Of each field that is asked for, in their order.
    pub fields: Vec<String>,
    /// What the technician should know.
    pub notes: String,
}

impl Answers {
    /// As the form has them, where it asked; else as the job does.
    #[must_use]
    pub fn of(visitor: &Visitor, form: &Form) -> Self {
        let answer = |field: &AskedField| {
            let name = format!("{FIELD}{}", field.key);
            if form.has(&name) { form.get(&name).to_owned() } else { field.value.clone() }
        };
        let notes = match (form.has(NOTES), visitor.job()) {
            (true, _) => form.get(NOTES).to_owned(),
            (false, Some(job)) => visitor.customer.view(job.clone()).notes,
            (false, None) => String::new(),
        };
        Self { fields: visitor.booking.fields.iter().map(answer).collect(), notes }
    }

    /// What is wrong, each in the holder's words. `must_be_complete`: each field that is required has to be filled in.
    #[must_use]
    pub fn faults(&self, visitor: &Visitor, must_be_complete: bool) -> Faults {
        let before = visitor.job().map(|job| job.fields.clone()).unwrap_or_default();
        let asked = &visitor.customer.fields;
        let mut wrong = match judge(asked, self.sent(visitor), &before, must_be_complete) {
            Ok(fields) if visitor.customer.is_newcomer() => wrong_in(refuse_unreachable(&fields, &before)),
            judged => wrong_in(judged),
        };
        let place = |wrong: &WrongField| asked.iter().position(|field| field.key == wrong.key);
        wrong.sort_by_key(place);
        let told = wrong.iter().filter_map(|wrong| {
            let place = place(wrong)?;
            Some((field_id(place), in_words(&visitor.speech, asked.get(place), asked, &wrong.wrong)))
        });
        let max = visitor.booking.policy.max_notes_length;
        let is_too_long = (max as usize) < self.notes.chars().count();
        let notes = || (NOTES.to_owned(), visitor.speech.fill(text::NOTES_TOO_LONG, &[("max", &max.to_string())]));
        told.chain(is_too_long.then(notes)).collect()
    }

    /// Adds to a job's body what is other than the job has.
    pub fn add_to(&self, visitor: &Visitor, body: &mut Value) {
        let before = visitor.job().map(|job| visitor.customer.view(job.clone()).notes).unwrap_or_default();
        if self.notes != before {
            body["notes"] = json!(self.notes);
        }
        let fields = self.sent(visitor);
        if !fields.is_empty() {
            body["fields"] = json!(fields);
        }
    }

    /// The answers that are others than the job has.
    fn sent(&self, visitor: &Visitor) -> SentFields {
        let fields = &visitor.booking.fields;
        let asked = fields.iter().zip(&self.fields).filter(|(field, _)| is_asked(fields, &self.fields, field));
        let answered = asked.map(|(field, answer)| (field, sent(field, answer)));
        let changed = answered.filter(|(field, answer)| *answer != field.value);
        changed.map(|(field, answer)| (field.key.clone(), Some(answer))).collect()
    }
}

/// Whether a field is asked, by the answers to those before it. Without script all of them are on the page.
fn is_asked(fields: &[AskedField], answers: &[String], field: &AskedField) -> bool {
    let Some(ShownIf { key, value }) = &field.shown_if else { return true };
    let is_so = |(other, answer): (&AskedField, &String)| {
        other.key == *key && sent(other, answer) == *value && is_asked(fields, answers, other)
    };
    fields.iter().zip(answers).any(is_so)
}

/// The id of the place of a field.
#[must_use]
pub fn field_id(place: usize) -> String {
    format!("field-{place}")
}

/// What the server said of fields when it was asked: its own sentences, at the fields.
#[must_use]
pub fn told(visitor: &Visitor, errors: &Value) -> Faults {
    let named = |(name, sentence): (&String, &Value)| {
        let key = name.strip_prefix("fields.")?;
        let place = visitor.booking.fields.iter().position(|field| field.key == key)?;
        Some((field_id(place), sentence.as_str()?.to_owned()))
    };
    errors.as_object().into_iter().flatten().filter_map(named).collect()
}

/// Without blanks around it, a number with a point where many people write a comma.
fn sent(field: &AskedField, answer: &str) -> String {
    let answer = answer.trim();
    if field.kind == FieldKind::Number { answer.replace(',', ".") } else { answer.to_owned() }
}

fn wrong_in<T>(judged: Result<T, Refused>) -> Vec<WrongField> {
    match judged {
        Err(Refused::WrongFields(wrong)) => wrong,
        _ => Vec::new(),
    }
}

/// The fields of a form that were typed, to be carried on by others.
#[must_use]
pub fn typed(form: &Form) -> Vec<(String, String)> {
    let is_typed = |name: &str| name == NOTES || name.starts_with(FIELD);
    form.all().filter(|(name, _)| is_typed(name)).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
