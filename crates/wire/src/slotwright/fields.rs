//! What is asked of whoever books, beyond the time: the fields of a type of job.

use serde::{Deserialize, Serialize};
use slotwright_domain::System;

/// Where staff see and set what is asked: `GET`, `PUT` [`OwnFields`].
pub const FIELDS_PATH: &str = "/v1/fields";
/// What other systems' programs have defined that could be asked, for staff: `GET`, with `job_type_id`, [`DefinedFields`].
pub const DEFINED_FIELDS_PATH: &str = "/v1/fields/defined";
/// What is in the fields of a job, for staff: `GET`, `PATCH` [`JobFields`].
pub const JOB_FIELDS_PATH: &str = "/v1/jobs/{id}/fields";

/// The most characters of a text of which nothing else is said: what pages and server judge by.
pub const USUAL_FIELD_LENGTH: f64 = 500.0;

/// What is asked, by type of job; of types that aren't listed nothing is. Body and answer of [`FIELDS_PATH`]. Each type stands in
/// the list once, in the order of their numbers.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OwnFields {
    /// The types.
    #[serde(default)]
    pub job_types: Vec<JobTypeFields>,
}

impl OwnFields {
    /// What is asked of whoever books a job of this type.
    #[must_use]
    pub fn of_type(&self, job_type_id: u64) -> &[JobField] {
        self.job_types.iter().find(|of_type| of_type.job_type_id == job_type_id).map_or(&[], |of_type| &of_type.fields)
    }
}

/// What is asked of whoever books a job of a type, in this order.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct JobTypeFields {
    /// Which type.
    pub job_type_id: u64,
    /// Its fields.
    pub fields: Vec<JobField>,
}

/// A field. What it holds is a text, whatever its kind: a number in plain decimals (`-2.5`), yes and no as `true` and `false`, a
/// date as `YYYY-MM-DD`, photos as their numbers with blanks between (`12 15`).
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct JobField {
    /// What programs call it: 1 to 64 of `A-Z a-z 0-9 _ -`, once in its type.
    pub key: String,
    /// What people are asked: `What opens the gate?`
    pub label: String,
    /// What helps to answer it; may be empty.
    #[serde(default)]
    pub hint: String,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether a customer can't book without it.
    #[serde(default)]
    pub required: bool,
    /// What can be chosen; not empty exactly for a choice.
    #[serde(default)]
    pub choices: Vec<String>,
    /// The least number; of a text, the fewest characters.
    #[serde(default)]
    pub min: Option<f64>,
    /// The greatest number; of a text, the most characters, 500 where nothing is said; of photos, the most, 5
    /// where nothing is said.
    #[serde(default)]
    pub max: Option<f64>,
    /// A regular expression that a whole text matches.
    #[serde(default)]
    pub pattern: Option<String>,
    /// The answer to another field at which this one is asked; left out, it always is.
    #[serde(default)]
    pub shown_if: Option<ShownIf>,
    /// What the field is called elsewhere.
    #[serde(default)]
    pub names: FieldNames,
}

impl JobField {
    /// A text that nobody has to fill in, of which no more is known than what people are asked.
    #[must_use]
    pub fn of_label(label: String) -> Self {
        Self {
            key: String::new(),
            label,
            hint: String::new(),
            kind: FieldKind::Text,
            required: false,
            choices: Vec::new(),
            min: None,
            max: None,
            pattern: None,
            shown_if: None,
            names: FieldNames::default(),
        }
    }

    /// What it is called in a system.
    #[must_use]
    pub fn name_in(&self, system: System) -> &str {
        let name = match system {
            System::Sonar => &self.names.sonar,
            System::Os1 => &self.names.os1,
            System::BigChange => &self.names.bigchange,
            System::Frotcom => &self.names.frotcom,
        };
        name.as_deref().unwrap_or(&self.key)
    }
}

/// The answer at which another field is asked. Where it is not, that one is not asked either, required or not.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShownIf {
    /// The key of a field that stands before it: a choice, or yes or no.
    pub key: String,
    /// What it has to hold: one of its choices, or `true` or `false`.
    pub value: String,
}

/// What a field is called in other systems, where that isn't its key.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FieldNames {
    /// The name, or the number, of Sonar's custom field.
    #[serde(default)]
    pub sonar: Option<String>,
    /// The name of OS1's attribute.
    #[serde(default)]
    pub os1: Option<String>,
    /// The number of BigChange's custom field, as a text.
    #[serde(default)]
    pub bigchange: Option<String>,
    /// The name of the field in Frotcom's form.
    #[serde(default)]
    pub frotcom: Option<String>,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// A text of one line.
    Text,
    /// A number.
    Number,
    /// Yes or no.
    Boolean,
    /// A date.
    Date,
    /// One of `choices`.
    Choice,
    /// Pictures, up to five: the numbers that they got when they were sent.
    Photos,
}

/// A field as a booking page shows it, with what it holds.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AskedField {
    /// The member of `fields` to send.
    pub key: String,
    /// What people are asked.
    pub label: String,
    /// What helps to answer it; may be empty.
    pub hint: String,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether nothing is booked without it.
    pub required: bool,
    /// What can be chosen, of a choice.
    pub choices: Vec<String>,
    /// The least number; of a text, the fewest characters.
    pub min: Option<f64>,
    /// The greatest number; of a text, the most characters.
    pub max: Option<f64>,
    /// A regular expression that a whole text matches.
    pub pattern: Option<String>,
    /// The answer to another field at which this one is asked; `null` where it always is.
    pub shown_if: Option<ShownIf>,
    /// Which part of the browser's address book it is, as the attribute `autocomplete` has it: `email`.
    pub autocomplete: Option<String>,
    /// The key of another field: one of both has to be filled in.
    pub alternative: Option<String>,
    /// What the job has in it; empty where nothing.
    pub value: String,
    /// What the system behind the server has found wrong with that, in its own words.
    pub fault: Option<String>,
}

/// Fields that programs of other systems have defined. Answer of [`DEFINED_FIELDS_PATH`].
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DefinedFields {
    /// As [`OwnFields`] takes them.
    pub fields: Vec<JobField>,
}

/// What is in a job's fields. Answer and body of [`JOB_FIELDS_PATH`].
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JobFields {
    /// Texts by the fields' keys. What is empty or null in a body is taken away, what is left out stays.
    pub fields: std::collections::BTreeMap<String, String>,
}
