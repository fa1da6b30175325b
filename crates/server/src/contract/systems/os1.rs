//! OS1 Dispatch. Source of the bounds: `inbound/os1/`, which has them of the vendor's rules.

#![allow(dead_code, reason = "records that only stand for what is read")]

use std::collections::BTreeMap;

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};
use slotwright_wire::os1::{
    Acknowledgement, Answer, Attributes, Job, JobType, MadeJob, MadeJobType, MadeWorkflow, Token, Workflow,
};

use super::super::operation::{Callers, Operation};
use super::super::operations::Group;
use super::super::responses::Written;
use super::super::values::schemas;
use super::{SystemDocument, header};

pub const DOCUMENT: SystemDocument = SystemDocument {
    name: "os1",
    examples: include_str!("examples/os1.json"),
    title: "OS1 Dispatch, as Slotwright answers it",
    about: "Programs that were written for OS1's dispatch service make and change jobs here. Every answer has `error` and \
            `request`, and `data` where there is some; the status says whether it was done, and `error.code` is \
            `VALIDATION_ERROR`, `CONFLICT`, `UNAUTHORIZED`, `FORBIDDEN`, `NOT_FOUND`, `TOO_MANY_REQUESTS` or `INTERNAL_ERROR` \
            where it was not.\n\nNull counts as left out, and members that nobody knows are ignored. Texts may not have U+0000 in \
            them. Times are whole numbers since 1970: of milliseconds, or of seconds below 10^11.",
    groups,
    security_schemes: || {
        json!({"accessToken": {
            "type": "apiKey", "in": "header", "name": "X-COREOS-ACCESS",
            "description": "A token for a client's id and secret. It works for 24 hours.",
        }})
    },
    scheme: "accessToken",
    of_all: || vec![request_id(), tenant(), user_info()],
    path_parameter: |operation, name| match name {
        "type_id" => ("The type of jobs.", text(1)),
        _ if operation.path.contains("/job-workflows/") => ("The workflow.", text(1)),
        _ => ("`job:` and the job's number.", json!({"type": "string", "minLength": 1, "examples": ["job:33"]})),
    },
    written: Written { media_type: "application/json", schema: "Acknowledgement" },
    refusal: |generator| generator.subschema_for::<Acknowledgement<Value>>().to_value(),
};

fn text(least: u32) -> Value {
    json!({"type": "string", "minLength": least})
}

fn request_id() -> Value {
    header("X-COREOS-REQUEST-ID", "The request's id, as the program counts.", text(1))
}

fn tenant() -> Value {
    header(
        "X-COREOS-TID",
        "The tenant: `tenantId` of the instance's options, `slotwright` where nothing is said.",
        text(1),
    )
}

/// A parameter of whatever may have a callback.
fn callback_secret() -> Value {
    let mut parameter = header(
        "X-COREOS-CALLBACK-SECRET",
        "What the callback is signed by; `callbackSecret` of the instance's options where nothing is said.",
        text(1),
    );
    parameter["required"] = false.into();
    parameter
}

fn user_info() -> Value {
    header("X-COREOS-USERINFO", "Who asks, as JSON. It is not looked at.", text(1))
}

/// What an answer has beside what is asked for.
type With<T> = Answer<Value, T>;
/// An answer without data.
type Done = Acknowledgement<Value>;

fn groups() -> Vec<Group> {
    let dispatch = |path: &str| format!("/core/api/v2/dispatch-service{path}");
    let (jobs, job) = (dispatch("/jobs"), dispatch("/jobs/{id}"));
    vec![
        Group {
            name: "Tokens",
            about: "What every other request has as `X-COREOS-ACCESS`.",
            operations: vec![
                Operation::post("/core/api/v1/aaa/auth/client-credentials", "logIn", "Get a token")
                    .notes("The `request` of the answer has no body in it, so that the secret is not said again.")
                    .callers(Callers::Anybody)
                    .parameter(request_id())
                    .json::<Login>()
                    .bare::<With<Token>>(200)
                    .refuses(401, &[])
                    .refuses(429, &[]),
            ],
        },
        Group {
            name: "Job types",
            about: "What is done, and which values its jobs have beside.",
            operations: vec![
                Operation::get(&dispatch("/job-types"), "listJobTypes", "List the types of jobs")
                    .bare::<With<Vec<JobType>>>(200),
                Operation::post(&dispatch("/job-types"), "createJobType", "Make a type of jobs")
                    .notes("Its jobs take an hour until somebody says otherwise.")
                    .parameter(callback_secret()).json::<NewJobType>()
                    .bare::<With<MadeJobType>>(202),
                Operation::get(&dispatch("/job-types/{type_id}"), "getJobType", "Get a type of jobs")
                    .bare::<With<JobType>>(200)
                    .refuses(404, &[]),
                Operation::get(&dispatch("/job-types/{type_id}/attributes"), "listAttributes", "List a type's attributes")
                    .bare::<With<Attributes<GivenBack<NewAttribute>>>>(200)
                    .refuses(404, &[]),
                Operation::post(&dispatch("/job-types/{type_id}/attributes"), "createAttributes", "Make attributes of a type")
                    .notes("All that are sent are made, or none.")
                    .parameter(callback_secret()).json::<NewAttributes>()
                    .bare::<Done>(202)
                    .refuses(404, &[]),
            ],
        },
        Group {
            name: "Workflows",
            about: "The objectives that jobs may have.",
            operations: vec![
                Operation::post(&dispatch("/job-workflows"), "createJobWorkflow", "Make a workflow")
                    .parameter(callback_secret()).json::<NewWorkflow>()
                    .bare::<With<MadeWorkflow>>(201),
                Operation::get(&dispatch("/job-workflows/{id}"), "getJobWorkflow", "Get a workflow")
                    .bare::<With<Workflow<Value>>>(200)
                    .refuses(404, &[]),
                with_status(Operation::put(
                    &dispatch("/job-workflows/{id}/status"),
                    "setJobWorkflowStatus",
                    "Open or close a workflow",
                )),
                with_status(Operation::post(
                    &dispatch("/job-workflows/{id}/status"),
                    "setJobWorkflowStatusByPost",
                    "Open or close a workflow, by POST",
                )),
            ],
        },
        Group {
            name: "Jobs",
            about: "A job of ours is one visit: its first objective says when and where.",
            operations: vec![
                Operation::post(&jobs, "createJob", "Make a job")
                    .notes(
                        "With a time it is booked with whoever is free; where nobody is, it waits in the queue and the time is a \
                         wish of it.",
                    )
                    .parameter(callback_secret()).json::<NewJob>()
                    .bare::<With<MadeJob>>(202),
                Operation::get(&job, "getJob", "Get a job, whoever made it")
                    .bare::<With<Job<Value>>>(200)
                    .refuses(404, &[]),
                changing(Operation::put(&job, "updateJob", "Change a job")),
                changing(Operation::patch(&job, "updateJobByPatch", "Change a job, by PATCH")),
                changing(Operation::post(&job, "updateJobByPost", "Change a job, by POST")),
                completing(Operation::put(&jobs, "completeJobByReference", "Complete the job of this reference")),
                completing(Operation::patch(
                    &jobs,
                    "completeJobByReferenceByPatch",
                    "Complete the job of this reference, by PATCH",
                )),
                completed(Operation::post(&format!("{job}/status"), "completeJob", "Complete a job")),
                completed(Operation::put(&format!("{job}/status"), "completeJobByPut", "Complete a job, by PUT")),
                sub_status(Operation::post(&format!("{job}/sub-status"), "setSubStatus", "Set the sub-status of a job")),
                sub_status(Operation::put(
                    &format!("{job}/sub-status"),
                    "setSubStatusByPut",
                    "Set the sub-status of a job, by PUT",
                )),
                sub_statuses(Operation::post(&format!("{jobs}/sub-status"), "setSubStatuses", "Set sub-statuses of jobs")),
                sub_statuses(Operation::put(
                    &format!("{jobs}/sub-status"),
                    "setSubStatusesByPut",
                    "Set sub-statuses of jobs, by PUT",
                )),
            ],
        },
    ]
}

fn with_status(operation: Operation) -> Operation {
    operation
        .notes("Jobs are made with workflows that are `ACTIVE`, and with no others.")
        .parameter(callback_secret())
        .json::<WorkflowStatus>()
        .bare::<Done>(202)
        .refuses(404, &[])
}

fn changing(operation: Operation) -> Operation {
    operation
        .notes(
            "What is sent takes the place of what was there, an objective that of the one of its reference. Another time moves the \
             visit; where nobody is free then, nothing is changed.",
        )
        .parameter(callback_secret()).json::<JobChange>()
        .bare::<Done>(202)
        .refuses(404, &[])
}

fn completing(operation: Operation) -> Operation {
    operation
        .notes("`FAILED` as its sub-status says that it has failed.")
        .parameter(callback_secret())
        .json::<CompletionByReference>()
        .bare::<Done>(202)
        .refuses(404, &[])
}

fn completed(operation: Operation) -> Operation {
    operation
        .notes("`FAILED` as its sub-status says that it has failed. The same again changes nothing.")
        .parameter(callback_secret())
        .json::<Completion>()
        .bare::<Done>(202)
        .refuses(404, &[])
}

fn sub_status(operation: Operation) -> Operation {
    operation
        .notes("Any text. `CANCELLED` gives the visit up.")
        .parameter(callback_secret())
        .json::<SubStatus>()
        .bare::<Done>(202)
        .refuses(404, &[])
}

fn sub_statuses(operation: Operation) -> Operation {
    operation
        .notes("Of all of these jobs, or of none.")
        .parameter(callback_secret())
        .json::<SubStatuses>()
        .bare::<Done>(202)
        .refuses(404, &[])
}

/// What is given back as it came: null counts as left out.
struct GivenBack<T>(std::marker::PhantomData<T>);

impl<T: JsonSchema> JsonSchema for GivenBack<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
        // As it is read, though it stands in an answer: what was left out is left out again.
        let mut as_read = schemars::generate::SchemaSettings::draft2020_12()
            .with(|settings| settings.inline_subschemas = true)
            .into_generator();
        T::json_schema(&mut as_read)
    }
}

schemas! {
    /// A time since 1970, in milliseconds, or in seconds below 10^11.
    Epoch => json!({"type": "integer", "minimum": 1, "maximum": 32_503_679_999_999_i64, "examples": [1_715_576_400_000_i64]});
    /// What can be said of a job's end.
    Completed => json!({"const": "COMPLETED"});
    /// Whether jobs can be made with a workflow.
    State => json!({"enum": ["ACTIVE", "INACTIVE"]});
    /// What the values of an attribute are.
    DataType => json!({"enum": ["string", "number", "boolean", "object", "array"]});
    /// Degrees from -90 to 90 with up to 6 decimals, as a text.
    Latitude => json!({
        "type": "string", "pattern": r"^(\+|-)?(90(\.0{1,6})?|([0-9]|[1-8][0-9])(\.[0-9]{1,6})?)$", "examples": ["40.693649"],
    });
    /// Degrees from -180 to 180 with up to 6 decimals, as a text.
    Longitude => json!({
        "type": "string", "pattern": r"^(\+|-)?(180(\.0{1,6})?|([0-9]|[1-9][0-9]|1[0-7][0-9])(\.[0-9]{1,6})?)$",
        "examples": ["-89.588986"],
    });
    /// `+1`, or `+1-868`.
    CountryCode => json!({"type": "string", "pattern": r"^\+([0-9]-)?([0-9]{1,3})$", "examples": ["+1"]});
}

/// A client, and its secret.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct Login {
    /// The name of an API user.
    #[schemars(length(min = 1, max = 255))]
    client_id: String,
    /// Its password.
    #[schemars(length(min = 1, max = 255))]
    client_secret: String,
}

/// Where it is told once what was asked for is carried out: `POST` of `{"eventType", "service", "requestId", "data", "meta"}` up to three
/// times (at once, after 5 s, after 30 s more), until it is answered with 200 or 202. The header `X-COREOS-HMAC-SIGNATURE` is the
/// SHA-256 in hex of the body with the secret after it, where there is a secret. What is refused calls nobody back.
#[derive(JsonSchema)]
struct Callback {
    /// The address: `https://` without a user and a password; on the server's own machine `http://` will do.
    #[schemars(length(min = 1, max = 2000), regex(pattern = "^https?://[^\\s@]+$"))]
    url: String,
    /// Sent along as it is.
    meta: Option<BTreeMap<String, Value>>,
}

/// A type of jobs to be made.
#[derive(JsonSchema)]
struct NewJobType {
    /// What it is called: letters.
    #[schemars(length(min = 4, max = 16), regex(pattern = "^[a-zA-Z]{4,16}$"))]
    name: String,
    /// Where it is told once this is carried out.
    callback: Option<Callback>,
}

/// Attributes to be made, each name once.
#[derive(JsonSchema)]
struct NewAttributes {
    /// At least one.
    #[schemars(length(min = 1))]
    attributes: Vec<NewAttribute>,
    /// Where it is told once this is carried out.
    callback: Option<Callback>,
}

/// A value that the jobs of a type have.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct NewAttribute {
    /// What it is called: letters.
    #[schemars(length(min = 1, max = 32), regex(pattern = "^[a-zA-Z]{1,32}$"))]
    name: String,
    /// What its values are.
    data_type: DataType,
    /// Whether each job has to have one; here, or in the validation.
    required: Option<bool>,
    /// The value of jobs that say none; an empty object is none.
    default_value: Option<Value>,
    /// What its values have to be.
    validation: Option<Validation>,
}

/// What values have to be.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct Validation {
    /// Of numbers the value, of strings the length; for these two alone.
    range: Option<Range>,
    /// What strings have to match as a whole.
    #[schemars(length(max = 1000))]
    regex: Option<String>,
    /// The only values.
    value_one_of: Option<Vec<Value>>,
    /// Whether each job has to have one.
    required: Option<bool>,
}

/// From, to; both included.
#[derive(JsonSchema)]
struct Range {
    /// The least.
    min: Option<f64>,
    /// The greatest, not below the least.
    max: Option<f64>,
}

/// A workflow to be made.
#[derive(JsonSchema)]
struct NewWorkflow {
    /// What it is called.
    #[schemars(length(min = 1, max = 24), regex(pattern = "^[a-zA-Z0-9 _-]{1,24}$"))]
    name: String,
    /// Kept as it was sent.
    description: Option<Value>,
    /// Kept as it was sent.
    tag: Option<Value>,
    /// With which objective it starts.
    #[schemars(length(min = 4, max = 36))]
    start: Option<String>,
    /// What its jobs may have, each reference once.
    #[schemars(length(min = 1))]
    objectives: Vec<NewWorkflowObjective>,
    /// Where it is told once this is carried out.
    callback: Option<Callback>,
}

/// What happens at one place of a job.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct NewWorkflowObjective {
    /// What it is called.
    #[schemars(length(min = 4, max = 36))]
    objective_ref: String,
    /// Kept as it was sent.
    #[schemars(length(min = 1, max = 64))]
    workflow: Option<String>,
    /// What may follow.
    next: Option<Vec<Next>>,
}

/// What may follow an objective.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct Next {
    /// With which outcome.
    #[schemars(length(min = 1, max = 36))]
    code: Option<String>,
    /// The objective that follows.
    #[schemars(length(min = 3, max = 36))]
    next_objective: Option<String>,
}

/// Whether jobs can be made with a workflow.
#[derive(JsonSchema)]
struct WorkflowStatus {
    /// Whether they can.
    status: State,
    /// Where it is told once this is carried out.
    callback: Option<Callback>,
}

/// A job to be made.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct NewJob {
    /// Which objectives it may have: an `ACTIVE` workflow.
    #[schemars(length(min = 1, max = 64))]
    job_workflow_id: String,
    /// What is done.
    #[schemars(length(min = 4, max = 64))]
    job_type_id: String,
    /// What the program calls it; no other job is called so.
    #[schemars(length(min = 1, max = 64))]
    job_ref: Option<String>,
    /// What happens where, each reference once. The first says when and where the visit is.
    #[schemars(length(min = 1))]
    objectives: Option<Vec<Objective>>,
    /// When it begins; goes before the first objective's time.
    scheduled_for: Option<ScheduledFor>,
    /// What belongs to it.
    assets: Option<Vec<Asset>>,
    /// The values of its type's attributes.
    custom_data: Option<BTreeMap<String, Value>>,
    /// Where it is told once this is carried out.
    callback: Option<Callback>,
    /// Given back as it came.
    #[schemars(rename = "_event_meta")]
    event_meta: Option<Value>,
}

/// What is to change in a job; what is left out stays.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct JobChange {
    /// Each takes the place of the one of its reference.
    #[schemars(length(min = 1))]
    objectives: Option<Vec<Objective>>,
    /// When it begins.
    scheduled_for: Option<ScheduledFor>,
    /// What belongs to it.
    assets: Option<Vec<Asset>>,
    /// Values of its type's attributes; null takes one away.
    custom_data: Option<BTreeMap<String, Value>>,
    /// Where it is told once this is carried out.
    callback: Option<Callback>,
}

/// What happens at one place of a job.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct Objective {
    /// Which one of the workflow's.
    #[schemars(length(min = 4, max = 36))]
    objective_ref: String,
    /// Where: `account:1`, `site:1`, another id, or an address.
    location: Option<Location>,
    /// Who is there: `account:1`, another id, or a name.
    contact: Option<Contact>,
    /// From when to when.
    timeslot: Option<Timeslot>,
}

/// Where something happens.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Location {
    /// An id.
    Id(#[schemars(length(min = 1, max = 64))] String),
    /// An address.
    Address(Address),
}

/// An address, and where on earth it is.
#[derive(JsonSchema)]
struct Address {
    /// On one line.
    #[schemars(length(min = 1, max = 1000))]
    address: String,
    /// Where on earth.
    geolocation: Geolocation,
}

/// Where on earth something is.
#[derive(JsonSchema)]
struct Geolocation {
    /// Degrees north.
    lat: Latitude,
    /// Degrees east.
    long: Longitude,
}

/// Who is there.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Contact {
    /// An id.
    Id(#[schemars(length(min = 1, max = 64))] String),
    /// A name.
    Named(NamedContact),
}

/// Somebody, and how to reach them.
#[derive(JsonSchema)]
struct NamedContact {
    /// For people.
    #[schemars(length(min = 1, max = 255))]
    name: String,
    /// How to reach them.
    phone: Phone,
}

/// A telephone number.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct Phone {
    /// Of which country.
    country_code: CountryCode,
    /// Of which area.
    #[schemars(length(min = 1, max = 8))]
    area_code: Option<String>,
    /// The number within.
    #[schemars(length(min = 4, max = 13))]
    number: String,
    /// Whether it goes with a person.
    is_mobile: Option<bool>,
}

/// From when to when.
#[derive(JsonSchema)]
struct Timeslot {
    /// The start.
    from: Epoch,
    /// The end, not before the start.
    to: Epoch,
}

/// When a job begins.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct ScheduledFor {
    /// The start.
    start_date_time: Option<Epoch>,
}

/// What belongs to a job.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct Asset {
    /// What it is.
    #[schemars(length(min = 1, max = 255))]
    document_type: String,
    /// Where it is.
    #[schemars(length(min = 1, max = 2000))]
    document_url: String,
}

/// How a job ended.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct Completion {
    /// That it has.
    status: Completed,
    /// Any text; `FAILED` where it has failed.
    #[schemars(length(min = 1, max = 64))]
    sub_status: Option<String>,
    /// Where it is told once this is carried out.
    callback: Option<Callback>,
}

/// How the job of a reference ended.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct CompletionByReference {
    /// What the program calls it.
    #[schemars(length(min = 1, max = 64))]
    job_ref: String,
    /// That it has.
    status: Completed,
    /// Any text; `FAILED` where it has failed.
    #[schemars(length(min = 1, max = 64))]
    sub_status: Option<String>,
    /// Where it is told once this is carried out.
    callback: Option<Callback>,
}

/// How far a job is, in the program's words.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct SubStatus {
    /// Any text; `CANCELLED` gives the visit up.
    #[schemars(length(min = 1, max = 64))]
    sub_status: String,
    /// Where it is told once this is carried out.
    callback: Option<Callback>,
}

/// How far jobs are.
#[derive(JsonSchema)]
struct SubStatuses {
    /// Each job once.
    #[schemars(length(min = 1))]
    jobs: Vec<SubStatusOfJob>,
    /// Where it is told once all of this is carried out.
    callback: Option<Callback>,
}

/// How far one of them is.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct SubStatusOfJob {
    /// `job:33`
    #[schemars(length(min = 1, max = 64))]
    job_id: String,
    /// Any text; `CANCELLED` gives the visit up.
    #[schemars(length(min = 1, max = 64))]
    sub_status: String,
}
