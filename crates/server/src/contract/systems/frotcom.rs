//! Frotcom V2. Source of the bounds: `inbound/frotcom/`, which has them of the vendor's rules.

#![allow(dead_code, reason = "records that only stand for what is read")]

use schemars::JsonSchema;
use serde_json::{Value, json};
use slotwright_wire::frotcom::{AddedTasks, Refusal, Token};

use super::super::operation::{Callers, Operation};
use super::super::operations::Group;
use super::super::responses::Written;
use super::super::values::schemas;
use super::{SystemDocument, in_any_case};

pub const DOCUMENT: SystemDocument = SystemDocument {
    name: "frotcom",
    examples: include_str!("examples/frotcom.json"),
    title: "Frotcom V2, as Slotwright answers it",
    about: "Programs that were written for Frotcom V2 add tasks to jobs here. A job is a bundle of tasks: the first with which it \
            is made says what the visit is.\n\nNames of members count whatever their case, null counts as left out, and members \
            that nobody knows are ignored. Of several faults the first is told, and nothing is stored then. Texts may not have \
            U+0000 in them.",
    groups,
    security_schemes: || {
        json!({"apiKey": {
            "type": "apiKey", "in": "query", "name": "api_key",
            "description": "A token of `POST /v2/authorize`. It ends after 20 minutes in which it isn't used.",
        }})
    },
    scheme: "apiKey",
    of_all: Vec::new,
    path_parameter: |_, _| ("", Value::Null),
    written: Written { media_type: "application/json", schema: "Refusal" },
    refusal: |generator| generator.subschema_for::<Refusal>().to_value(),
};

fn groups() -> Vec<Group> {
    let login = "/v2/authorize";
    vec![
        Group {
            name: "Tokens",
            about: "What every other request has in its address.",
            operations: vec![
                Operation::post(login, "logIn", "Log in")
                    .notes("Whoever may not use this API is given a token, and refused with 403 when it is used.")
                    .callers(Callers::Anybody)
                    .json::<Login>()
                    .bare::<Token>(200)
                    .refuses(401, &[])
                    .refuses(429, &[]),
                Operation::put(login, "checkToken", "Ask whether a token still works")
                    .notes("It counts as used by that. A body is not looked at.")
                    .bare::<Token>(200),
                Operation::delete(login, "logOut", "Log out")
                    .notes("The token works no longer. A body is not looked at.")
                    .bare::<LoggedOut>(200),
            ],
        },
        Group {
            name: "Jobs",
            about: "Jobs can be made and added to, and nothing else.",
            operations: vec![
                Operation::post("/v2/jobs/tasks", "addTasks", "Add tasks to jobs")
                    .notes(
                        "Tasks whose `JobId` is 0 or left out make one new job, and all others beside them are left out. Else each \
                         is added to the job that it names. Where nobody is free at the time of the first task, the job waits in \
                         the queue.",
                    )
                    .json::<Tasks>()
                    .bare::<Vec<AddedTasks>>(201),
            ],
        },
    ]
}

/// Who logs in.
#[derive(JsonSchema)]
struct Login {
    /// Always `thirdparty`.
    provider: Provider,
    /// The name of an API user.
    #[schemars(length(min = 1))]
    username: String,
    /// The API user's password.
    #[schemars(length(min = 1))]
    password: String,
}

/// Nothing: the token has ended.
#[derive(JsonSchema)]
struct LoggedOut {}

schemas! {
    /// Who lets in.
    Provider => json!({"const": "thirdparty"});
    /// How the times are meant: a word in any case, or its number.
    WhenKind => {
        let mut kind = in_any_case(&["NoTimeRestriction", "TimeAndTolerance", "TimeRange"]);
        if let Some(ways) = kind["anyOf"].as_array_mut() {
            ways.push(json!({"enum": [1, 3, 4]}));
        }
        kind
    };
    /// A whole number of 32 bits.
    Int => json!({"type": "integer", "minimum": i32::MIN, "maximum": i32::MAX});
    /// A whole number of 32 bits that is not 0.
    IntButZero => json!({"type": "integer", "minimum": i32::MIN, "maximum": i32::MAX, "not": {"const": 0}});
    /// An instant: RFC 3339, of UTC where it has no offset.
    Moment => json!({"type": "string", "examples": ["2024-05-13T08:00:00.000Z"]});
    /// A text, or a number as its text.
    TextOrNumber => json!({"type": ["string", "number"]});
}

/// At least one task.
#[derive(JsonSchema)]
#[schemars(transparent)]
struct Tasks(#[schemars(length(min = 1))] Vec<Task>);

/// What is to be done.
#[derive(JsonSchema)]
#[schemars(rename_all = "PascalCase")]
struct Task {
    /// The job that it is added to; 0 or left out makes a new one.
    job_id: Option<Int>,
    /// What is done.
    type_id: IntButZero,
    /// For whom.
    who: Option<Who>,
    /// Where it is done.
    r#where: Option<Where>,
    /// What is brought or taken.
    what: Option<What>,
    /// When somebody is to arrive.
    when: Option<When>,
    /// What is filled in there.
    forms: Option<Vec<Form>>,
}

/// For whom something is done.
#[derive(JsonSchema)]
#[schemars(rename_all = "PascalCase")]
struct Who {
    /// The number of an account.
    client_id: Option<Int>,
    /// Not looked at.
    contact_id: Option<Int>,
    /// Who is there.
    contact_name: Option<String>,
    /// Whose account it is.
    client_name: Option<String>,
    /// Kept as it was sent.
    office_phone: Option<String>,
    /// Kept as it was sent.
    mobile_phone: Option<String>,
}

/// Where something is done. Latitude and longitude are given both, or neither.
#[derive(JsonSchema)]
#[schemars(rename_all = "PascalCase")]
struct Where {
    /// Kept as it was sent.
    client_address_id: Option<IntButZero>,
    /// The address.
    #[schemars(length(max = 300))]
    address_line1: Option<String>,
    /// Kept as it was sent.
    #[schemars(length(max = 150))]
    address_line2: Option<String>,
    /// Kept as it was sent.
    zip_code: Option<String>,
    /// Kept as it was sent.
    city: Option<String>,
    /// Kept as it was sent.
    country_iso: Option<String>,
    /// The number of a network site.
    place_id: Option<IntButZero>,
    /// Degrees north.
    latitude: Option<f64>,
    /// Degrees east.
    longitude: Option<f64>,
    /// Kept as it was sent.
    instructions: Option<String>,
    /// What there is to know of the place.
    #[schemars(length(max = 500))]
    notes: Option<String>,
}

/// What is brought or taken.
#[derive(JsonSchema)]
#[schemars(rename_all = "PascalCase")]
struct What {
    /// What the program calls it.
    #[schemars(length(max = 400))]
    reference: Option<String>,
    /// A product or a service.
    #[schemars(length(max = 150))]
    content: Option<String>,
    /// How much of it.
    quantity: Option<Int>,
    /// 1 kilogram, 2 litre, 3 pallet, 4 EUR-pallet, 5 box, 6 container, 7 square metre.
    unit_id: Option<Unit>,
    /// What there is to know of it.
    #[schemars(length(max = 3000))]
    notes: Option<String>,
    /// How many seconds the visit takes; as its type's where nothing is said.
    duration: Option<Seconds>,
}

schemas! {
    /// A unit of quantities.
    Unit => json!({"type": "integer", "minimum": 0, "maximum": i32::MAX});
    /// A whole number of seconds.
    Seconds => json!({"type": "integer", "minimum": 0, "maximum": 9_007_199_254_740_991_i64});
}

/// When somebody is to arrive. An end needs a start; tolerances need an end, or the kind `TimeAndTolerance` with `Tolerance`.
#[derive(JsonSchema)]
#[schemars(rename_all = "PascalCase")]
struct When {
    /// How the times are meant.
    when: Option<WhenKind>,
    /// The first moment, or the time itself.
    start: Option<Moment>,
    /// The last moment.
    end: Option<Moment>,
    /// Whether tolerances are meant.
    tolerance: Option<bool>,
    /// Seconds before the start.
    tolerance_before: Option<Int>,
    /// Seconds after the start.
    tolerance_after: Option<Int>,
    /// Whether an exclusion is meant.
    exclusion: Option<bool>,
    /// From when on nobody may arrive.
    exclusion_start: Option<Moment>,
    /// Until when nobody may arrive.
    exclusion_end: Option<Moment>,
    /// Goes without times.
    #[schemars(rename = "SLA")]
    sla: Option<bool>,
    /// As beside it.
    forms: Option<Vec<Form>>,
}

/// What is filled in.
#[derive(JsonSchema)]
struct Form {
    /// Its number; 0 where it is left out.
    id: Option<Int>,
    /// Its version; 0 where it is left out.
    version: Option<Int>,
    /// For people.
    name: Option<String>,
    /// What it asks.
    fields: Option<Vec<Field>>,
}

/// What a form asks.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct Field {
    /// For people.
    name: Option<String>,
    /// With a default, the value `-1` leaves the field out; without one, an empty value does.
    default_value: Option<TextOrNumber>,
    /// What is filled in.
    value: Option<TextOrNumber>,
}
