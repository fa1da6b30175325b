//! What several pages have in common.

use maud::{Markup, html};
use slotwright_words::text;

use super::super::answers::{Answers, Faults, NOTES, field_id};
use super::super::visitor::Visitor;
use slotwright_wire::slotwright::{AskedField, FieldKind, ShownIf};

/// What the work is, how long it takes, where it is, and in whose time.
pub fn summary(visitor: &Visitor) -> Markup {
    let speech = &visitor.speech;
    let booking = &visitor.booking;
    let zone = speech.zone(&visitor.app.zone, visitor.app.now());
    html! {
        div class="summary" {
            p { b { (booking.job_type.name) } ", " (speech.length(booking.length_in_minutes)) }
            @if !booking.place.name.is_empty() {
                p { (place_line(visitor)) }
            }
            p class="hint" { (speech.fill(text::ZONE, &[("zone", &zone)])) }
        }
    }
}

/// The customer and the address, as far as known.
pub fn place_line(visitor: &Visitor) -> String {
    let place = &visitor.booking.place;
    match &place.address {
        Some(address) => visitor.speech.fill(text::WHERE_FOR, &[("name", &place.name), ("address", address)]),
        None => place.name.clone(),
    }
}

/// What is wrong, each with a link to where it is. It is read first.
pub fn faults(visitor: &Visitor, faults: &Faults) -> Markup {
    html! {
        @if !faults.is_empty() {
            div class="faults" id="faults" role="alert" tabindex="-1" autofocus {
                h2 { (visitor.speech.say(text::PLAIN_FAULTS)) }
                ul {
                    @for (id, sentence) in faults {
                        li { a href={ "#" (id) } { (sentence) } }
                    }
                }
            }
        }
    }
}

/// The sentence at what is wrong, where this is.
pub fn fault_at(id: &str, faults: &Faults) -> Markup {
    html! {
        @for (_, sentence) in faults.iter().filter(|(wrong, _)| wrong == id) {
            p class="fault" id={ (id) "-fault" } { (sentence) }
        }
    }
}

/// By what a box is described: its hint, and what is wrong with it.
pub fn described_by(id: &str, has_hint: bool, faults: &Faults) -> Option<String> {
    let hint = has_hint.then(|| format!("{id}-hint"));
    let fault = is_wrong(id, faults).then(|| format!("{id}-fault"));
    let ids: Vec<String> = hint.into_iter().chain(fault).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// Whether something is wrong with a box.
pub fn is_wrong(id: &str, faults: &Faults) -> bool {
    faults.iter().any(|(wrong, _)| wrong == id)
}

/// What is asked beyond the time, and the notes.
pub fn asked(visitor: &Visitor, answers: &Answers, faults: &Faults) -> Markup {
    let speech = &visitor.speech;
    let max = visitor.booking.policy.max_notes_length.to_string();
    html! {
        // A form of texts carries no pictures, and what a visit has of them stays as it is.
        @for (place, (field, answer)) in visitor.booking.fields.iter().zip(&answers.fields).enumerate()
            .filter(|(_, (field, _))| field.kind != FieldKind::Photos) {
            (field_row(visitor, &field_id(place), (field, answer), faults))
        }
        div class="field" {
            label for=(NOTES) { (speech.say(text::NOTES)) }
            p class="hint" id={ (NOTES) "-hint" } { (speech.fill(text::PLAIN_NOTES_HINT, &[("max", &max)])) }
            (fault_at(NOTES, faults))
            textarea id=(NOTES) name=(NOTES) rows="3" cols="40" dir="auto"
                aria-invalid=[is_wrong(NOTES, faults).then_some("true")]
                // The first line break behind the tag is none of the text.
                aria-describedby=[described_by(NOTES, true, faults)] { "\n" (answers.notes) }
        }
    }
}

fn field_row(visitor: &Visitor, id: &str, (field, answer): (&AskedField, &str), faults: &Faults) -> Markup {
    let speech = &visitor.speech;
    let is_needed = field.required || field.alternative.is_some();
    // Whether it has to be filled in depends on another answer, and which that is stands at it.
    let is_required = field.required && field.shown_if.is_none();
    let condition = condition(visitor, field);
    let label =
        if is_needed { field.label.clone() } else { speech.fill(text::FIELD_OPTIONAL, &[("label", &field.label)]) };
    let has_hint = !field.hint.is_empty() || condition.is_some();
    let name = format!("{}{}", super::super::answers::FIELD, field.key);
    let invalid = is_wrong(id, faults).then_some("true");
    let described_by = described_by(id, has_hint, faults);
    html! {
        div class="field" {
            label for=(id) { (label) }
            @if has_hint {
                p class="hint" id={ (id) "-hint" } {
                    @if let Some(condition) = &condition { (condition) " " }
                    (field.hint)
                }
            }
            // What the system behind has said of what is there.
            @if let Some(fault) = field.fault.as_ref().filter(|_| !is_wrong(id, faults)) {
                p class="fault" { (fault) }
            }
            (fault_at(id, faults))
            @match choices(visitor, field) {
                Some(choices) => {
                    select id=(id) name=(name) required[is_required] aria-invalid=[invalid] aria-describedby=[described_by] {
                        @for (value, text) in choices {
                            option value=(value) selected[value == answer] { (text) }
                        }
                    }
                }
                None => {
                    input id=(id) name=(name) type=(kind(field)) value=(answer) dir="auto" required[is_required]
                        autocomplete=[field.autocomplete.as_deref()]
                        inputmode=[(field.kind == FieldKind::Number).then_some("decimal")]
                        aria-invalid=[invalid] aria-describedby=[described_by];
                }
            }
        }
    }
}

/// At which answer to another field one is asked.
fn condition(visitor: &Visitor, field: &AskedField) -> Option<String> {
    let ShownIf { key, value } = field.shown_if.as_ref()?;
    let other = visitor.booking.fields.iter().find(|other| other.key == *key)?;
    let choices = choices(visitor, other).unwrap_or_default();
    let answer = choices.iter().find(|(known, _)| known == value).map_or(value.as_str(), |(_, text)| text);
    Some(visitor.speech.fill(text::PLAIN_FIELD_IF, &[("label", &other.label), ("answer", answer)]))
}

/// What can be chosen, where something is chosen: values and texts.
fn choices(visitor: &Visitor, field: &AskedField) -> Option<Vec<(String, String)>> {
    let say = |text| visitor.speech.say(text).to_owned();
    let none = if field.required { text::FIELD_CHOOSE } else { text::FIELD_NO_ANSWER };
    let none = (String::new(), say(none));
    match field.kind {
        FieldKind::Choice => Some(
            [none].into_iter().chain(field.choices.iter().map(|choice| (choice.clone(), choice.clone()))).collect(),
        ),
        FieldKind::Boolean => {
            Some(vec![none, ("true".to_owned(), say(text::FIELD_YES)), ("false".to_owned(), say(text::FIELD_NO))])
        }
        FieldKind::Text | FieldKind::Number | FieldKind::Date | FieldKind::Photos => None,
    }
}

/// Which keyboard is shown follows from it.
fn kind(field: &AskedField) -> &str {
    match field.autocomplete.as_deref() {
        Some(kind @ ("email" | "tel")) => kind,
        _ if field.kind == FieldKind::Date => "date",
        _ => "text",
    }
}
