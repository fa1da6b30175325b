//! What a world has of BigChange beside its jobs: definitions by kind, one struct each.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use slotwright_domain::{Definition, JobType, System};
use slotwright_wire::bigchange::{AccessHours, Named, Person, Vehicle};
use slotwright_wire::slotwright::{FieldNames, JobField};

use super::body::is_uuid;
use crate::app::App;
use crate::edge::refusal::Refusal;

/// What a job type has besides; its number is ours.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TypeDetails {
    #[allow(dead_code)] // the key, which is read from beside it
    id: u64,
    /// For people, at length.
    #[serde(default)]
    pub description: Option<String>,
    /// Of which category.
    #[serde(default)]
    pub category_id: Option<u64>,
    /// Whether no new jobs can be made of it.
    #[serde(default)]
    pub is_archived: bool,
    /// Whether its jobs need an order number.
    #[serde(default)]
    pub is_order_number_required: bool,
    /// Whether its jobs have tasks.
    #[serde(default)]
    pub is_tasks_enabled: bool,
    /// How the references of jobs begin that come without one; such jobs have none where this is null.
    #[serde(default)]
    pub auto_reference: Option<String>,
    /// How its jobs end well; empty: in any words.
    #[serde(default)]
    pub positive_results: Vec<String>,
    /// How its jobs end with issues; empty: in any words, null: never.
    #[serde(default = "in_any_words")]
    pub negative_results: Option<Vec<String>>,
    /// Which custom fields its jobs have.
    #[serde(default)]
    pub custom_fields: Vec<u64>,
}

fn in_any_words() -> Option<Vec<String>> {
    Some(Vec::new())
}

impl TypeDetails {
    /// Of a type of which nothing is said.
    fn of_nothing(id: u64) -> Self {
        Self {
            id,
            description: None,
            category_id: None,
            is_archived: false,
            is_order_number_required: false,
            is_tasks_enabled: false,
            auto_reference: None,
            positive_results: Vec::new(),
            negative_results: in_any_words(),
            custom_fields: Vec::new(),
        }
    }
}

/// What a contact has besides; its number is an account's.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ContactDetails {
    #[allow(dead_code)] // the key, which is read from beside it
    id: u64,
    /// What others call it.
    pub reference: Option<String>,
    /// Of which group.
    pub group_id: Option<u64>,
    /// Of which contact it is a part.
    pub parent_id: Option<u64>,
    /// The address in parts.
    pub street: Option<String>,
    /// Where.
    pub town: Option<String>,
    /// Where.
    pub country: Option<String>,
    /// Where.
    pub postal_code: Option<String>,
    /// Where it stands.
    pub account_status: Option<String>,
    /// Why nothing is done for it.
    pub stop_reason: Option<String>,
    /// Since when.
    pub stopped_at: Option<String>,
    /// When it may be visited.
    pub access_hours: Vec<AccessHours>,
}

/// What an application may; its id is the API user's name. One of which nothing is said may everything.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Application {
    #[allow(dead_code)] // the key, which is read from beside it
    id: String,
    /// `jobs:read`, `jobs:write`, `contacts:read`; null is all.
    pub scopes: Option<Vec<String>>,
    /// Which customers have approved it; null is all.
    pub customer_ids: Option<Vec<u64>>,
}

/// How the vendor is understood where it is silent.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Options {
    #[allow(dead_code)] // there is one
    id: String,
    /// Whether a job is scheduled only with a vehicle.
    pub require_vehicle: bool,
    /// How many items a page has where nothing is said.
    pub default_page_size: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { id: "options".to_owned(), require_vehicle: true, default_page_size: 100 }
    }
}

/// The kinds of definitions, as a world file calls them.
pub mod kind {
    /// [`super::TypeDetails`]
    pub const JOB_TYPES: &str = "jobTypes";
    /// [`super::ContactDetails`]
    pub const CONTACTS: &str = "contacts";
    /// [`super::Application`]
    pub const APPLICATIONS: &str = "applications";
    /// [`super::Options`]
    pub const OPTIONS: &str = "options";
    /// Custom fields of jobs.
    pub const CUSTOM_FIELDS: &str = "customFields";
    /// Vehicles.
    pub const VEHICLES: &str = "vehicles";
    /// People at customers'.
    pub const PERSONS: &str = "persons";
    /// Groups of jobs.
    pub const JOB_GROUPS: &str = "jobGroups";
    /// Categories of jobs.
    pub const CATEGORIES: &str = "categories";
}

/// Judges a definition.
pub fn judge(kind: &str, value: &Value) -> Result<(), String> {
    fn of<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
        serde_json::from_value(value.clone()).map_err(|error| error.to_string())
    }
    let is_number = value["id"].as_u64().is_some_and(|id| (1..=i64::MAX as u64).contains(&id));
    if !is_number && ![kind::APPLICATIONS, kind::OPTIONS, kind::PERSONS].contains(&kind) {
        return Err("its id must be a whole number of at least 1".to_owned());
    }
    match kind {
        kind::JOB_TYPES => of::<TypeDetails>(value).map(drop),
        kind::CONTACTS => of::<ContactDetails>(value).map(drop),
        kind::APPLICATIONS => of::<Application>(value).map(drop),
        kind::OPTIONS => match of::<Options>(value)? {
            options if !(1..=1000).contains(&options.default_page_size) => {
                Err(format!("defaultPageSize must be 1 to 1000, is {}", options.default_page_size))
            }
            _ => Ok(()),
        },
        kind::VEHICLES => of::<Vehicle>(value).map(drop),
        kind::PERSONS => match of::<Person>(value)? {
            person if !is_uuid(&person.id) => Err(format!("its id must be a UUID, is {:?}", person.id)),
            _ => Ok(()),
        },
        kind::CUSTOM_FIELDS | kind::JOB_GROUPS | kind::CATEGORIES => of::<Named>(value).map(drop),
        _ => Err("there is no such kind; there are jobTypes, contacts, applications, options, customFields, vehicles, persons, \
                  jobGroups, categories"
            .to_owned()),
    }
}

/// What the application of an API user may, where something is said of it.
pub async fn application(app: &App, name: &str) -> Result<Option<Application>, Refusal> {
    let found = app.store.definition(System::BigChange, kind::APPLICATIONS, name).await?;
    found.map(|found| read(&found)).transpose()
}

/// How the vendor is understood here.
pub async fn options(app: &App) -> Result<Options, Refusal> {
    Ok(all(app, kind::OPTIONS).await?.into_iter().next().unwrap_or_default())
}

/// What the job type has besides.
pub async fn type_details(app: &App, id: u64) -> Result<TypeDetails, Refusal> {
    let found = app.store.definition(System::BigChange, kind::JOB_TYPES, &id.to_string()).await?;
    found.map_or_else(|| Ok(TypeDetails::of_nothing(id)), |found| read(&found))
}

/// What these job types have besides, in their order.
pub async fn with_details(app: &App, job_types: Vec<JobType>) -> Result<Vec<(JobType, TypeDetails)>, Refusal> {
    let details: Vec<TypeDetails> = all(app, kind::JOB_TYPES).await?;
    let mut details: BTreeMap<u64, TypeDetails> = details.into_iter().map(|details| (details.id, details)).collect();
    let with = |job_type: JobType| {
        let of_it = details.remove(&job_type.id).unwrap_or_else(|| TypeDetails::of_nothing(job_type.id));
        (job_type, of_it)
    };
    Ok(job_types.into_iter().map(with).collect())
}

/// What a contact has besides.
pub async fn contact_details(app: &App, id: u64) -> Result<ContactDetails, Refusal> {
    let found = app.store.definition(System::BigChange, kind::CONTACTS, &id.to_string()).await?;
    found.map_or_else(|| Ok(ContactDetails::default()), |found| read(&found))
}

/// Whether there is one of a kind with that number.
pub async fn is_defined(app: &App, kind: &str, id: u64) -> Result<bool, Refusal> {
    Ok(app.store.definition(System::BigChange, kind, &id.to_string()).await?.is_some())
}

/// All of a kind, in the order of their ids as texts.
pub async fn all<T: DeserializeOwned>(app: &App, kind: &str) -> Result<Vec<T>, Refusal> {
    app.store.definitions(System::BigChange, kind).await?.iter().map(read).collect()
}

fn read<T: DeserializeOwned>(definition: &Definition) -> Result<T, Refusal> {
    serde_json::from_str(&definition.document).map_err(|error| Refusal {
        cause: Some(format!("bigchange.{} {}: {error}", definition.kind, definition.id)),
        ..Refusal::internal()
    })
}

/// The custom fields of a type of job, as it can ask its customers for them.
pub async fn as_fields(app: &App, job_type_id: u64) -> Result<Vec<JobField>, Refusal> {
    let of_type = type_details(app, job_type_id).await?.custom_fields;
    let fields: Vec<Named> = all(app, kind::CUSTOM_FIELDS).await?;
    let as_field = |field: Named| JobField {
        key: format!("custom_field_{}", field.id),
        names: FieldNames { bigchange: Some(field.id.to_string()), ..FieldNames::default() },
        ..JobField::of_label(field.name)
    };
    Ok(fields.into_iter().filter(|field| of_type.contains(&field.id)).map(as_field).collect())
}
