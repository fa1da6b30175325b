//! `/system/custom_fields` and `/entity_custom_fields`

use schemars::JsonSchema;
use serde_json::Value;
use slotwright_wire::sonar::{CustomField, CustomFieldData, ROOT};

use super::super::operation::Operation;
use super::super::values::{EntityType, FieldType, GivenBoolean, GivenData, GivenName, GivenOptions, Pages};
use super::Group;
use crate::inbound::sonar::Success;

pub fn group() -> Group {
    let (all, one) = (format!("{ROOT}/system/custom_fields"), format!("{ROOT}/system/custom_fields/{{id}}"));
    let (data, of_field) = (
        format!("{ROOT}/entity_custom_fields/{{entity}}/{{id}}"),
        format!("{ROOT}/entity_custom_fields/{{entity}}/{{id}}/{{custom_field_id}}"),
    );
    Group {
        name: "Custom fields",
        about: "Fields that an instance adds to its records. Definitions may be for accounts and network sites too; what \
                they hold is kept for jobs only.",
        operations: vec![
            Operation::get(&all, "listCustomFields", "List custom fields").query::<Pages>().page_of::<CustomField>(),
            Operation::post(&all, "createCustomField", "Create a custom field")
                .notes("Answers without the envelope: so the vendor does it.")
                .body::<NewCustomField>()
                .bare::<CustomField>(201),
            Operation::get(&one, "getCustomField", "Get a custom field")
                .notes("Answers without the envelope: so the vendor does it.")
                .bare::<CustomField>(200),
            Operation::patch(&one, "changeCustomField", "Change a custom field")
                .notes("What is left out stays; type and entity are fixed. Answers without the envelope.")
                .change::<CustomFieldChange>()
                .bare::<CustomField>(200),
            Operation::delete(&one, "deleteCustomField", "Delete a custom field")
                .notes("What it holds goes with it.")
                .one::<Success>(200),
            Operation::get(&data, "listCustomFieldData", "List what a job's fields hold")
                .notes("Fields that hold nothing are left out.")
                .query::<Pages>()
                .page_of::<CustomFieldData<Value>>(),
            Operation::get(&of_field, "getCustomFieldData", "Get what a job's field holds")
                .notes("Null where it holds nothing.")
                .one::<CustomFieldData<Value>>(200)
                .refuses(422, &["validation-failed"]),
            Operation::patch(&of_field, "setCustomFieldData", "Set what a job's field holds")
                .notes("Answers 201: so the vendor does it.")
                .body::<NewCustomFieldData>()
                .one::<CustomFieldData<Value>>(201),
        ],
    }
}

/// A custom field to be made.
#[derive(JsonSchema)]
pub struct NewCustomField {
    /// For people.
    name: GivenName,
    /// Fixed once made.
    #[schemars(rename = "type")]
    field_type: FieldType,
    /// Fixed once made.
    entity_type: EntityType,
    /// Whether it can be set where it holds nothing yet.
    active: GivenBoolean,
    /// Whether no two records may hold the same; texts only. No when left out.
    unique: Option<GivenBoolean>,
    /// What can be chosen; required for a `select`, for others prohibited.
    select_options: Option<GivenOptions>,
}

/// What is to change in a custom field; what is left out stays.
#[derive(JsonSchema)]
pub struct CustomFieldChange {
    /// For people.
    name: GivenName,
    /// Whether it can be set where it holds nothing yet.
    active: GivenBoolean,
    /// Whether no two records may hold the same; texts only.
    unique: GivenBoolean,
    /// What can be chosen; for a `select` only.
    select_options: GivenOptions,
}

/// What a field is to hold.
#[derive(JsonSchema)]
pub struct NewCustomFieldData {
    /// A boolean for a checkbox, `YYYY-MM-DD` for a date, one of the options for a select, else a text.
    data: GivenData,
}
