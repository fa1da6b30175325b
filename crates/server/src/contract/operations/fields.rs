//! What is asked of whoever books.

use schemars::JsonSchema;
use slotwright_wire::slotwright::{
    DEFINED_FIELDS_PATH, DefinedFields, FIELDS_PATH, JOB_FIELDS_PATH, JobFields, OwnFields,
};

use super::super::operation::Operation;
use super::super::values::{GivenFieldTexts, GivenId, GivenTypesFields};
use super::Group;

pub fn group() -> Group {
    Group {
        name: "Fields",
        about: "What is asked of whoever books a job of a type, beyond the time: texts, numbers, dates, choices, yes and no. Customers \
                see it before they book, send it as `fields` with their job, and can't book a time without what is required; staff \
                can. The system behind the gateway is told it too, each in its own way: Sonar's custom fields, OS1's attributes, \
                BigChange's custom fields, Frotcom's form.",
        operations: vec![
            Operation::get(FIELDS_PATH, "getFields", "What is asked").bare::<OwnFields>(200).whole(),
            Operation::put(FIELDS_PATH, "setFields", "Set what is asked")
                .notes(
                    "Replaced as a whole: of types that are left out nothing is asked. What jobs hold in fields that are no more stays \
                     with them.",
                )
                .body::<NewFields>()
                .bare::<OwnFields>(200)
                .refuses(422, &["validation-failed"])
                .whole(),
            Operation::get(DEFINED_FIELDS_PATH, "getDefinedFields", "What other systems' programs have defined")
                .notes(
                    "Custom fields, attributes and definitions of jobs of this type, as they could be asked: to be set with what people \
                     are to read in the place of what programs call them.",
                )
                .query::<OfType>()
                .bare::<DefinedFields>(200)
                .refuses(422, &["validation-failed"]),
            Operation::get(JOB_FIELDS_PATH, "getJobFields", "What a job holds in its fields")
                .bare::<JobFields>(200)
                .refuses(404, &["not-found"]),
            Operation::patch(JOB_FIELDS_PATH, "fillJobFields", "Fill in fields of a job")
                .notes("What is left out stays, and what is null or empty is taken away.")
                .body::<NewTexts>()
                .bare::<JobFields>(200)
                .refuses(404, &["not-found"])
                .refuses(422, &["validation-failed"]),
        ],
    }
}

/// What is to be asked. No other members are taken.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NewFields {
    /// By type of job.
    job_types: Option<GivenTypesFields>,
}

/// Of which type.
#[derive(JsonSchema)]
pub struct OfType {
    /// Which.
    job_type_id: GivenId,
}

/// What is to be in fields.
#[derive(JsonSchema)]
pub struct NewTexts {
    /// By the fields' keys.
    fields: GivenFieldTexts,
}
