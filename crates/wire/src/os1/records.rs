//! What is answered: always an envelope, with the data in it where there is some.
//!
//! `V` is any JSON value: much of a job is given back as it came, and what reads JSON is up to whoever answers.

use serde::Serialize;

/// An answer with data.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "AnswerWith{T}"))]
pub struct Answer<V, T> {
    /// What went wrong; of empty texts where nothing did.
    pub error: Error,
    /// What was asked.
    pub request: Request<V>,
    /// What was asked for.
    pub data: T,
}

/// An answer without data: of what was done, or was refused.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Acknowledgement"))]
pub struct Acknowledgement<V> {
    /// What went wrong; of empty texts where nothing did.
    pub error: Error,
    /// What was asked.
    pub request: Request<V>,
}

/// What went wrong.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Error {
    /// `VALIDATION_ERROR`, `CONFLICT`, `UNAUTHORIZED`, `FORBIDDEN`, `NOT_FOUND`, `TOO_MANY_REQUESTS`, `INTERNAL_ERROR`, or empty.
    pub code: &'static str,
    /// For people.
    pub description: String,
    /// Nothing so far.
    pub additional_info: AdditionalInfo,
}

/// More on what went wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AdditionalInfo {}

/// What was asked. Of a request that was not read, empty; of a login, without the secret.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Request"))]
pub struct Request<V> {
    /// The path.
    pub uri: String,
    /// `POST`
    pub method: String,
    /// What stands behind the question mark.
    pub query_string: String,
    /// The body as it came; an empty object where there was none.
    pub body: V,
}

/// A token.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Token {
    /// What is sent as `X-COREOS-ACCESS`.
    pub access_token: String,
    /// How many seconds it works.
    pub expires_in: i64,
}

/// A type of jobs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JobType {
    /// `install:11111111-1111-1111-1111-111111111111`, or `type:1` where the world gives it no name.
    pub job_type_id: String,
    /// For people.
    pub name: String,
    /// Whose instance it is.
    pub tenant_id: String,
}

/// A type that was made.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MadeJobType {
    /// What it is called from now on.
    pub job_type_id: String,
}

/// The attributes of a type, each as it was sent.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Attributes"))]
pub struct Attributes<V> {
    /// All of them.
    pub attributes: Vec<V>,
}

/// A workflow that was made.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MadeWorkflow {
    /// What it is called from now on.
    pub job_workflow_id: String,
}

/// A workflow as it was made, and what it is called.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Workflow", bound = "V: schemars::JsonSchema")
)]
pub struct Workflow<V> {
    /// What was sent, and its status.
    #[serde(flatten)]
    #[cfg_attr(feature = "schema", schemars(with = "made::Workflow"))]
    pub members: V,
    /// What it is called.
    #[serde(rename = "jobWorkflowId")]
    pub job_workflow_id: String,
}

/// A job that was made.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MadeJob {
    /// `job:33`
    pub job_id: String,
}

/// A job.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Job"))]
pub struct Job<V> {
    /// `job:33`
    pub job_id: String,
    /// Always `JOB`.
    pub entity_code: &'static str,
    /// Always `job`.
    pub entity_type: &'static str,
    /// Always `dispatch`.
    pub schema_namespace: &'static str,
    /// Always `2`.
    pub schema_version: &'static str,
    /// Nothing: the vendor keeps details of its storage there.
    pub entity_meta: AdditionalInfo,
    /// `CREATED` or `COMPLETED`.
    pub status: &'static str,
    /// Any text; `CANCELLED` of a job that was given up, and `FAILED` of one that has failed, whoever did it.
    pub sub_status: Option<String>,
    /// What the program calls it.
    pub job_ref: Option<String>,
    /// What is done.
    pub job_type_id: Option<String>,
    /// For people.
    pub job_type_name: Option<String>,
    /// Which objectives it may have.
    pub job_workflow_id: String,
    /// Whose instance it is.
    pub tenant_id: String,
    /// What happens where, as it was sent.
    pub objectives: Vec<V>,
    /// When it begins: `startDateTime`, in milliseconds since 1970 where it has a time. Else as it was sent, or null.
    pub scheduled_for: Option<V>,
    /// As they were sent.
    pub assets: V,
    /// The values of its type's attributes.
    pub custom_data: V,
    /// As it was sent.
    #[serde(rename = "_event_meta")]
    pub event_meta: Option<V>,
    /// Milliseconds since 1970; 0 of a job that was made elsewhere.
    pub created_at: i64,
    /// Milliseconds since 1970; 0 of a job that was made elsewhere, and not changed here.
    pub updated_at: i64,
}

/// What workflows are made of, for their schema: they are given back as they came.
#[cfg(feature = "schema")]
mod made {
    /// A workflow without its name for programs.
    #[derive(schemars::JsonSchema, serde::Serialize)]
    pub struct Workflow {
        /// `ACTIVE` or `INACTIVE`; left out counts as `ACTIVE`.
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<String>,
        /// For people.
        name: String,
        /// With which objective it starts.
        #[serde(skip_serializing_if = "Option::is_none")]
        start: Option<String>,
        /// What its jobs may have.
        objectives: Vec<WorkflowObjective>,
    }

    /// What happens at one place of a job, as its workflow has it.
    #[derive(schemars::JsonSchema, serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    pub struct WorkflowObjective {
        /// What it is called.
        objective_ref: String,
    }
}

/// What a program is told once what it has asked for is carried out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Called<V> {
    /// What was done, as in `JOB_CREATED`.
    pub event_type: String,
    /// `dispatch`.
    pub service: String,
    /// The `X-COREOS-REQUEST-ID` of the request.
    pub request_id: String,
    /// What was made or changed, by its id: `jobId`, or `jobIds`, `jobTypeId`, `jobWorkflowId`.
    pub data: V,
    /// The callback's `meta`, as it came.
    pub meta: V,
}
