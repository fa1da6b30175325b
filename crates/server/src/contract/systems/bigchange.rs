//! BigChange's REST API. Its vendor publishes rules for documents of its APIs (github.com/BigChangeApps/openapi-linting, read
//! 2026-11-29): names of parameters in the path say whose they are, errors are problems, lists come in envelopes.

#![allow(dead_code, reason = "records that only stand for what is read")]

use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};
use slotwright_wire::bigchange::{
    AccessHours, Constraint, Contact, Created, Job, JobType, Named, Page, Person, Problem, Resource, StatusEntry,
    Token, User, Vehicle,
};

use super::super::operation::{Callers, Operation};
use super::super::operations::Group;
use super::super::responses::Written;
use super::super::values::schemas;
use super::{SystemDocument, header, in_any_case, in_query};
use crate::inbound::bigchange::{
    MAX_MINUTES, MAX_PAGE, MAX_PAGE_SIZE, MAX_VALUES, constraint_kinds, orders, status_words,
};

const READ: &str = "jobs:read";
const WRITE: &str = "jobs:write";
const CONTACTS: &str = "contacts:read";

pub const DOCUMENT: SystemDocument = SystemDocument {
    name: "bigchange",
    examples: include_str!("examples/bigchange.json"),
    title: "BigChange REST v1, as Slotwright answers it",
    about: "Programs that were written for BigChange make, schedule and end jobs here. What can't be read is refused with 400, what \
            can be read and is refused with 422; a refusal has written nothing. Members that nobody knows are ignored, and texts \
            may not have U+0000 in them.\n\nNames of parameters in the query count whatever their case, a list is a name that is \
            repeated, and what is blank was not sent. Dates with times are ISO 8601 with an offset, from 1970 to 2999; lengths are in \
            minutes.",
    groups,
    security_schemes: || {
        json!({"oauth2": {
            "type": "oauth2",
            "description": "The id of an application and its secret become a token, which works for an hour.",
            "flows": {"clientCredentials": {"tokenUrl": "/bigchange/auth/tokens", "scopes": {
                READ: "Reads jobs and their types.",
                WRITE: "Makes and changes jobs.",
                CONTACTS: "Reads contacts.",
            }}},
        }})
    },
    scheme: "oauth2",
    of_all: || vec![header("Customer-Id", "The customer's number.", id())],
    path_parameter: |_, name| match name {
        "jobId" => ("The job's number.", id()),
        "jobTypeId" => ("The number of the type of jobs.", id()),
        _ => ("The contact's number.", id()),
    },
    written: Written { media_type: "application/problem+json", schema: "Problem" },
    refusal: |generator| generator.subschema_for::<Problem>().to_value(),
};

fn id() -> Value {
    json!({"type": "integer", "minimum": 1, "maximum": i64::MAX, "examples": [1]})
}

fn groups() -> Vec<Group> {
    let (jobs, job) = ("/v1/jobs", "/v1/jobs/{jobId}");
    let of_job = |path: &str| format!("{job}{path}");
    vec![
        Group {
            name: "Tokens",
            about: "What every other request has as its bearer.",
            operations: vec![
                Operation::post("/auth/tokens", "createToken", "Get a token")
                    .notes("Credentials that are wrong are refused with 400.")
                    .callers(Callers::Anybody)
                    .form::<Credentials>()
                    .bare::<Token>(200)
                    .refuses(422, &[])
                    .refuses(429, &[]),
            ],
        },
        Group {
            name: "Jobs",
            about: "A job of a contact, with the one who comes and when.",
            operations: vec![
                filtered(Operation::get(jobs, "listJobs", "List jobs"))
                    .notes(
                        "At least `id` or `reference` must be said, or both ends of one range of `createdAt`, `startAt`, `plannedAt` \
                         or `statusModifiedAt`.",
                    )
                    .scope(READ)
                    .bare::<Page<Job>>(200)
                    .refuses(422, &[]),
                Operation::post(jobs, "createJob", "Create a job")
                    .notes("It is new, whatever is known of its schedule.")
                    .scope(WRITE)
                    .json::<NewJob>()
                    .bare::<Created>(201)
                    .refuses(422, &[]),
                Operation::get(job, "getJob", "Get a job, whoever made it")
                    .scope(READ)
                    .bare::<Job>(200)
                    .refuses(404, &[]),
                writing(Operation::patch(job, "updateJob", "Update a job").json::<JobChange>())
                    .notes("What is left out stays. `typeId` and `contactId` can't be changed, and may be repeated."),
                writing(Operation::put(&of_job("/schedule"), "scheduleJob", "Schedule a job").json_or_nothing::<Schedule>())
                    .notes(
                        "What is sent replaces what was there: without a resource, a vehicle and a time the job has no visit. Where the \
                         resource is not free for the whole job, nothing is changed.",
                    ),
                writing(Operation::put(&of_job("/start"), "startJob", "Start a job").json_or_nothing::<Start>())
                    .notes("Somebody is at work on it, or is again. It must be new, scheduled or suspended."),
                writing(Operation::put(&of_job("/result"), "setJobResult", "Set the result of a job").json::<Ending>())
                    .notes("Ends a job that was started."),
                writing(Operation::put(&of_job("/cancel"), "cancelJob", "Cancel a job").json_or_nothing::<Cancellation>())
                    .notes("Its planning is told ever after, and its time is free. One that is begun can't be cancelled."),
                history(Operation::get(&of_job("/status/history"), "listStatusHistory", "List what has become of a job")),
                history(Operation::get(
                    &of_job("/statusHistory"),
                    "listStatusHistoryByOtherPath",
                    "List what has become of a job, by another path",
                )),
            ],
        },
        Group {
            name: "Constraints",
            about: "What must hold of a job's time, resource or vehicle. It is told whether it does, and nothing is refused for it.",
            operations: vec![
                paged(Operation::get(&of_job("/constraints"), "listConstraints", "List the constraints of a job"))
                    .scope(READ)
                    .bare::<Page<Constraint>>(200)
                    .refuses(404, &[]),
                Operation::post(&of_job("/constraints"), "createConstraint", "Create a constraint of a job")
                    .notes("Of kinds that speak of a time, `constraintAt` is required; of those that speak of somebody or something, \
                        `entityId`. A job may have 100.")
                    .scope(WRITE)
                    .json::<NewConstraint>()
                    .bare::<Created>(201)
                    .refuses(404, &[])
                    .refuses(422, &[]),
            ],
        },
        Group {
            name: "Lists",
            about: "What jobs refer to.",
            operations: vec![
                paged(Operation::get("/v1/jobTypes", "listJobTypes", "List the types of jobs"))
                    .scope(READ)
                    .bare::<Page<JobType>>(200),
                Operation::get("/v1/jobTypes/{jobTypeId}", "getJobType", "Get a type of jobs")
                    .scope(READ)
                    .bare::<JobType>(200)
                    .refuses(404, &[]),
                paged(Operation::get("/v1/contacts", "listContacts", "List contacts"))
                    .notes("The accounts of the instance.")
                    .scope(CONTACTS)
                    .bare::<Page<Contact>>(200),
                Operation::get("/v1/contacts/{contactId}", "getContact", "Get a contact")
                    .notes("An account of the instance.")
                    .scope(CONTACTS)
                    .bare::<Contact>(200)
                    .refuses(404, &[]),
                Operation::get("/v1/contacts/{contactId}/accessHours", "listAccessHours", "List when a contact may be visited")
                    .scope(CONTACTS)
                    .bare::<Vec<AccessHours>>(200)
                    .refuses(404, &[]),
                paged(Operation::get("/v1/resources", "listResources", "List who can be sent"))
                    .bare::<Page<Resource>>(200),
                paged(Operation::get("/v1/vehicles", "listVehicles", "List vehicles"))
                    .notes("What those who are sent come with.")
                    .bare::<Page<Vehicle>>(200),
                paged(Operation::get("/v1/persons", "listPersons", "List persons at contacts")).bare::<Page<Person>>(200),
                paged(Operation::get("/v1/users", "listUsers", "List who works here")).bare::<Page<User>>(200),
                paged(Operation::get("/v1/jobGroups", "listJobGroups", "List groups of jobs")).bare::<Page<Named>>(200),
            ],
        },
    ]
}

fn writing(operation: Operation) -> Operation {
    operation.scope(WRITE).nothing().refuses(404, &[]).refuses(422, &[])
}

fn history(operation: Operation) -> Operation {
    paged(operation)
        .notes("The oldest first: what was done here, and where the job stands now.")
        .scope(READ)
        .bare::<Page<StatusEntry>>(200)
        .refuses(404, &[])
}

fn paged(operation: Operation) -> Operation {
    let whole = |most: u64| json!({"type": "integer", "minimum": 1, "maximum": most});
    operation
        .parameter(in_query("pageNumber", "Which page, from 1.", whole(MAX_PAGE)))
        .parameter(in_query(
            "pageSize",
            "How many items a page may have; 100 unless the instance says otherwise.",
            whole(MAX_PAGE_SIZE),
        ))
        .refuses(422, &[])
}

fn filtered(operation: Operation) -> Operation {
    let list = |items: Value| json!({"type": "array", "maxItems": MAX_VALUES, "items": items});
    let text = || json!({"type": "string", "minLength": 1});
    let mut operation = paged(operation)
        .parameter(in_query("id", "Jobs of these numbers.", list(id())))
        .parameter(in_query("reference", "Jobs that are called so.", list(text())))
        .parameter(in_query("status", "Jobs that stand there.", list(json!({"enum": status_words()}))))
        .parameter(in_query("typeId", "Jobs of these types.", list(id())))
        .parameter(in_query("contactId", "Jobs for these contacts.", list(id())))
        .parameter(in_query("orderNumber", "Jobs with these order numbers.", list(text())))
        .parameter(in_query("resourceId", "Jobs to which these resources come.", list(id())))
        .parameter(in_query("vehicleId", "Jobs with these vehicles.", list(id())));
    for (name, what) in [
        ("createdAt", "made"),
        ("startAt", "begun"),
        ("plannedAt", "planned to begin"),
        ("statusModifiedAt", "in their state"),
    ] {
        for (end, word) in [("From", "since"), ("To", "until")] {
            let description = format!(
                "Jobs that were {what} {word} then, inclusive; by the instance's clocks where it has no offset."
            );
            let schema = json!({"type": "string", "examples": ["2024-05-13T09:00:00Z", "2024-05-13"]});
            operation = operation.parameter(in_query(&format!("{name}{end}"), &description, schema));
        }
    }
    operation
        .parameter(in_query("sortBy", "By what they are ordered; by number when left out.", json!({"enum": orders()})))
        .parameter(in_query(
            "direction",
            "From the first or from the last.",
            json!({"enum": ["ascending", "descending"]}),
        ))
}

schemas! {
    /// The number of something.
    Id => id();
    /// A date and time with an offset.
    Instant => json!({"type": "string", "format": "date-time", "examples": ["2024-05-13T09:00:00Z"]});
    /// Minutes, 1 to 1440.
    Minutes => json!({"type": "integer", "minimum": 1, "maximum": MAX_MINUTES, "examples": [60]});
    /// A UUID.
    Uuid => json!({"type": "string", "format": "uuid", "examples": ["3f2504e0-4f89-11d3-9a0c-0305e82c3301"]});
    /// True or false.
    Boolean => json!({"type": "boolean"});
    /// A text, not null.
    Text => json!({"type": "string"});
    /// How a job that was started ends.
    EndStatus => in_any_case(&["completedOk", "completedWithIssues"]);
    /// What is constrained.
    ConstraintKind => in_any_case(&constraint_kinds());
    /// What a token is asked with.
    GrantType => json!({"const": "client_credentials"});
}

/// Some members may be left out and are not null for that.
fn needs_type_and_contact(schema: &mut Schema) {
    schema.insert("required".to_owned(), json!(["typeId", "contactId"]));
}

/// The same of a change.
fn needs_nothing(schema: &mut Schema) {
    schema.remove("required");
}

/// What becomes a token. Each is sent once.
#[derive(JsonSchema)]
struct Credentials {
    /// Always `client_credentials`.
    grant_type: GrantType,
    /// The name of an API user.
    #[schemars(length(min = 1))]
    client_id: String,
    /// The API user's password.
    #[schemars(length(min = 1))]
    client_secret: String,
}

/// A job to be made.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", transform = needs_type_and_contact)]
struct NewJob {
    /// What is done: a type that is not archived.
    type_id: Id,
    /// For whom it is done.
    contact_id: Id,
    /// How long it takes; as its type's jobs where nothing is said.
    planned_duration: Option<Minutes>,
    /// What is to be done.
    description: Option<String>,
    /// What the program calls it.
    reference: Option<String>,
    /// Who is spoken with: a person of the contact.
    person_id: Option<Uuid>,
    /// The customer's number of the order; some types require one.
    order_number: Option<String>,
    /// What the instance adds, each definition once.
    custom_fields: Option<Vec<FieldValue>>,
    /// Of which group of jobs it is.
    job_group_id: Option<Id>,
    /// Of which category it is.
    category_id: Option<Id>,
    /// At which contact's place it is done.
    site_contact_id: Option<Id>,
    /// Whether it is paid for.
    is_financially_complete: Boolean,
    /// Whether the office is done with it.
    is_actioned: Boolean,
    /// What the office has to know.
    office_notes: Option<String>,
}

/// What is to change in a job; what is left out stays, and null takes away.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", transform = needs_nothing)]
struct JobChange {
    /// Can't be changed, and may be repeated.
    type_id: Option<Id>,
    /// Can't be changed, and may be repeated.
    contact_id: Option<Id>,
    /// How long it takes.
    planned_duration: Minutes,
    /// What is to be done; fixed once the job is begun.
    description: Text,
    /// What the program calls it.
    reference: Option<String>,
    /// Who is spoken with; null is the contact's first person. Fixed once the job is begun.
    person_id: Option<Uuid>,
    /// The customer's number of the order.
    order_number: Option<String>,
    /// Values of custom fields; null takes one away.
    custom_fields: Option<Vec<FieldValue>>,
    /// Of which group of jobs it is.
    job_group_id: Option<Id>,
    /// Of which category it is.
    category_id: Option<Id>,
    /// At which contact's place it is done.
    site_contact_id: Option<Id>,
    /// Whether it is paid for.
    is_financially_complete: Boolean,
    /// Whether the office is done with it.
    is_actioned: Boolean,
    /// What the office has to know.
    office_notes: Option<String>,
}

/// What a custom field is to hold.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct FieldValue {
    /// Which field it is.
    definition_id: Id,
    /// What it holds; null where it is to be unset.
    value: Option<String>,
}

/// What a job is to have: what is left out is taken away.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct Schedule {
    /// Who comes to the job.
    resource_id: Option<Id>,
    /// With which vehicle.
    vehicle_id: Option<Id>,
    /// When it is to begin; seconds are cut off.
    planned_start_at: Option<Instant>,
}

/// That somebody is at work.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct Start {
    /// Kept in the history.
    comment: Option<String>,
    /// Since when; now where it is left out.
    status_modified_at: Option<Instant>,
}

/// How a job ended.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct Ending {
    /// Well, or with issues.
    status: EndStatus,
    /// In words: one of the type's, where it has any.
    #[schemars(length(min = 1))]
    result: String,
    /// Since when; now where it is left out.
    status_modified_at: Option<Instant>,
}

/// Why a job is given up.
#[derive(JsonSchema)]
struct Cancellation {
    /// Kept in the history.
    reason: Option<String>,
}

/// Something that must hold of a job.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct NewConstraint {
    /// Which kind, in any case.
    r#type: ConstraintKind,
    /// When, of kinds that speak of a time.
    constraint_at: Option<Instant>,
    /// Who or which, of kinds that speak of somebody or something.
    entity_id: Option<Id>,
}
