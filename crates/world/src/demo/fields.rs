//! What the demo's customers are asked beyond the time; also by the names that its OS1 attributes have.

use slotwright_wire::slotwright::{FieldKind, FieldNames, JobField, JobTypeFields, OwnFields, ShownIf};

use super::job_type::FIBRE;

/// Of whoever orders fibre: how to come in, and how high to climb.
pub(super) fn fields() -> OwnFields {
    let field = |key: &str, label: &str, kind| {
        // Those of the demo's OS1 attributes are called as they are.
        let names = FieldNames { os1: Some(key.to_owned()), ..FieldNames::default() };
        JobField { key: key.to_owned(), kind, names, ..JobField::of_label(label.to_owned()) }
    };
    let entry = JobField {
        choices: ["Front door", "Side door", "Through the yard"].map(str::to_owned).to_vec(),
        ..field("entry", "Where do we come in?", FieldKind::Choice)
    };
    let floor = JobField { min: Some(-3.0), max: Some(120.0), ..field("floor", "Which floor?", FieldKind::Number) };
    let gate_code = JobField {
        hint: "4 to 8 characters. Leave it empty if you will open.".to_owned(),
        min: Some(4.0),
        max: Some(8.0),
        ..field("gateCode", "What opens the gate?", FieldKind::Text)
    };
    // The side of the house has a gate; the front hasn't.
    let through_yard = ShownIf { key: "entry".to_owned(), value: "Through the yard".to_owned() };
    let gate_code = JobField { shown_if: Some(through_yard), ..gate_code };
    let photos = JobField {
        key: "photos".to_owned(),
        hint: "The house connection, or where the cable comes in.".to_owned(),
        kind: FieldKind::Photos,
        ..JobField::of_label("Photos that help us".to_owned())
    };
    let fields = vec![entry, floor, gate_code, field("dog", "Is there a dog?", FieldKind::Boolean), photos];
    OwnFields { job_types: vec![JobTypeFields { job_type_id: FIBRE, fields }] }
}
