//! What the system has beside its jobs: `os1.options`, `os1.jobTypes`, `os1.jobWorkflows`, `os1.attributes` in the world file.

use serde_json::{Value, json};
use slotwright_domain::{Definition, JobType, System};

use super::attributes::Attribute;
use super::read::{Fault, Object};
use crate::app::App;
use crate::edge::refusal::Refusal;

/// The kinds of definitions.
pub const OPTIONS: &str = "options";
pub const JOB_TYPES: &str = "jobTypes";
pub const WORKFLOWS: &str = "jobWorkflows";
pub const ATTRIBUTES: &str = "attributes";

/// The workflow that is there where the world has none: one visit.
pub const USUAL_WORKFLOW: &str = "jobWorkflow:visit";
/// What its one objective is called.
pub const USUAL_OBJECTIVE: &str = "visit";

/// How the system is set up. Not to be printed: it has a secret.
#[derive(Clone)]
pub struct Options {
    /// Whose instance it is.
    pub tenant_id: String,
    /// For how long a job that was made is not there yet, in milliseconds.
    pub async_delay_ms: i64,
    /// What callbacks are signed by whose request says nothing else.
    pub callback_secret: Option<String>,
}

impl Options {
    /// Those of the instance.
    ///
    /// # Errors
    ///
    /// The store can't be asked.
    pub async fn of(app: &App) -> Result<Self, Refusal> {
        let value = find(app, OPTIONS, OPTIONS).await?.unwrap_or_default();
        Ok(Self {
            tenant_id: value["tenantId"].as_str().unwrap_or("slotwright").to_owned(),
            async_delay_ms: value["asyncDelayMs"].as_i64().unwrap_or_default(),
            callback_secret: value["callbackSecret"].as_str().map(str::to_owned),
        })
    }
}

/// A definition's document.
///
/// # Errors
///
/// The store can't be asked.
pub async fn find(app: &App, kind: &str, id: &str) -> Result<Option<Value>, Refusal> {
    let found = app.store.definition(System::Os1, kind, id).await?;
    Ok(found.and_then(|found| serde_json::from_str(&found.document).ok()))
}

/// All documents of a kind.
///
/// # Errors
///
/// The store can't be asked.
pub async fn all(app: &App, kind: &str) -> Result<Vec<Value>, Refusal> {
    let found = app.store.definitions(System::Os1, kind).await?;
    Ok(found.iter().filter_map(|found| serde_json::from_str(&found.document).ok()).collect())
}

/// A new definition.
pub fn definition(kind: &str, id: &str, document: &Value) -> Definition {
    Definition { system: System::Os1, kind: kind.to_owned(), id: id.to_owned(), document: document.to_string() }
}

/// A type of job, and what it is called here.
#[derive(Clone, Debug)]
pub struct TypeOfJob {
    /// `install:1111…`, or `type:1` where the world says nothing.
    pub id: String,
    /// What it is called here.
    pub name: String,
    /// The type itself.
    pub job_type: JobType,
}

/// All types of jobs, with what the world calls them.
///
/// # Errors
///
/// The store can't be asked.
pub async fn types(app: &App) -> Result<Vec<TypeOfJob>, Refusal> {
    let named = all(app, JOB_TYPES).await?;
    let of = |job_type: JobType| {
        let called = named.iter().find(|named| named["job_type_id"].as_u64() == Some(job_type.id));
        let text = |name: &str| called.and_then(|called| called[name].as_str()).map(str::to_owned);
        TypeOfJob {
            id: text("id").unwrap_or_else(|| format!("type:{}", job_type.id)),
            name: text("name").unwrap_or_else(|| job_type.name.clone()),
            job_type,
        }
    };
    Ok(app.store.job_types().await?.into_iter().map(of).collect())
}

/// A workflow.
///
/// # Errors
///
/// The store can't be asked.
pub async fn workflow(app: &App, id: &str) -> Result<Option<Value>, Refusal> {
    let found = find(app, WORKFLOWS, id).await?;
    let usual = || {
        (id == USUAL_WORKFLOW).then(|| {
        json!({"id": USUAL_WORKFLOW, "name": "Visit", "status": "ACTIVE", "objectives": [{"objectiveRef": USUAL_OBJECTIVE}]})
    })
    };
    Ok(found.or_else(usual))
}

/// Judges a part of what a world has of it.
///
/// # Errors
///
/// What is wrong with it.
pub fn judge(kind: &str, value: &Value) -> Result<(), String> {
    let judged = match kind {
        OPTIONS => judge_options(value),
        JOB_TYPES => judge_job_type(value),
        WORKFLOWS => super::workflows::judge(value),
        ATTRIBUTES => judge_attribute(value),
        _ => Err(Fault("is not known: there are options, jobTypes, jobWorkflows, attributes".to_owned())),
    };
    judged.map_err(|Fault(sentence)| sentence)
}

fn judge_options(value: &Value) -> Result<(), Fault> {
    let options = Object::read(value, "")?;
    if options.needed_text("id", 1, 64)? != OPTIONS {
        return Err(Fault("there is one of them, with the id \"options\"".to_owned()));
    }
    options.text("tenantId", 1, 64)?;
    // It is a secret, so that what is wrong with it is said without it.
    let secret = options.get("callbackSecret");
    if secret.is_some_and(|secret| !secret.as_str().is_some_and(|text| (1..=255).contains(&text.chars().count()))) {
        return Err(Fault("callbackSecret must be a text of 1 to 255 characters".to_owned()));
    }
    match options.number("asyncDelayMs")? {
        Some(delay) if !(0.0..=600_000.0).contains(&delay) => {
            Err(Fault(format!("asyncDelayMs must be from 0 to 600000, and is {delay}")))
        }
        _ => Ok(()),
    }
}

fn judge_job_type(value: &Value) -> Result<(), Fault> {
    let job_type = Object::read(value, "")?;
    job_type.needed_text("id", 4, 64)?;
    job_type.text("name", 1, 64)?;
    match job_type.get("job_type_id").and_then(Value::as_u64) {
        Some(_) => Ok(()),
        None => Err(Fault("job_type_id must be the number of a type of job".to_owned())),
    }
}

fn judge_attribute(value: &Value) -> Result<(), Fault> {
    let attribute = Object::read(value, "")?;
    attribute.needed_text("jobTypeId", 4, 64)?;
    Attribute::read(&attribute).map(drop)
}
