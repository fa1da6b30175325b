//! `/system/custom_fields` and `/entity_custom_fields`: fields that an instance adds to its records.
//!
//! Definitions may be for accounts and network sites as well; data is kept for jobs only.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_domain::{Field, FieldKind, FieldValue, Page};
use slotwright_wire::slotwright::{self, FieldNames, JobField};
use slotwright_wire::sonar::{self, CustomFieldData, Data, FieldData, read::FIELD_KINDS, write};

use super::params::bounds::MAX_NAME;
use super::params::{NoParams, Params, Reader, path_id};
use super::words::{Names, refusal, refused_as};
use super::{Success, cut, deleted, listed, page};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::field::{self, FieldDraft};
use crate::scheduling::{Caller, Said, Staff};

/// What a deletion that finds nothing says does not exist.
const CUSTOM_FIELD: &str = "Custom field";
/// What a field may be for. Documented is `account` only, though values are for `jobs` and others as well.
const ENTITY_TYPES: &[(&str, &str)] =
    &[("account", "account"), ("network_site", "network_site"), ("jobs", "jobs"), ("job", "jobs")];

/// The custom fields of jobs, as a type of job can ask for them.
///
/// # Errors
///
/// The store can't be asked.
pub async fn as_fields(app: &App) -> Result<Vec<JobField>, Refusal> {
    let (fields, _) = app.store.custom_fields(Page::ALL).await?;
    let of_jobs = fields.into_iter().filter(|field| field.entity_type == "jobs" && field.is_active);
    let as_field = |field: Field| JobField {
        key: format!("custom_field_{}", field.id),
        kind: match field.kind {
            FieldKind::Text => slotwright::FieldKind::Text,
            FieldKind::Flag => slotwright::FieldKind::Boolean,
            FieldKind::Choice => slotwright::FieldKind::Choice,
            FieldKind::Date => slotwright::FieldKind::Date,
        },
        choices: field.choices,
        names: FieldNames { sonar: Some(field.id.to_string()), ..FieldNames::default() },
        ..JobField::of_label(field.name)
    };
    Ok(of_jobs.map(as_field).collect())
}

type OneValue = Json<Data<CustomFieldData<Option<FieldData>>>>;

/// `GET /system/custom_fields`
pub async fn list(
    State(app): State<Arc<App>>,
    _: Staff,
    params: Params,
) -> Result<Json<Data<Vec<sonar::CustomField>>>, Refusal> {
    let page = page(params.reader())?;
    let (fields, total) = app.store.custom_fields(page).await?;
    Ok(listed(fields.into_iter().map(write::custom_field).collect(), total, page))
}

/// `GET /system/custom_fields/:id`: without the envelope, as the vendor's.
pub async fn get(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<sonar::CustomField>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    Ok(Json(write::custom_field(app.store.custom_field(id).await?.ok_or_else(Refusal::no_item)?)))
}

/// `POST /system/custom_fields`: answers without the envelope, as the vendor's.
pub async fn create(
    State(app): State<Arc<App>>,
    staff: Staff,
    params: Params,
) -> Result<(StatusCode, Json<sonar::CustomField>), Refusal> {
    let mut read = params.reader();
    let name = read.said_text("name", true);
    let kind = kind(&mut read);
    let entity_type = read.require("entity_type").choice("entity_type", ENTITY_TYPES).map(str::to_owned);
    let wanted = draft(&mut read, true, name, kind);
    match field::create(&app, staff, kind, entity_type, wanted).await {
        Ok(field) => Ok((StatusCode::CREATED, Json(write::custom_field(field)))),
        Err(refused) => Err(refusal(refused, read, &Names::OF_JOBS, &app, &Caller::Staff(staff))),
    }
}

/// `PATCH /system/custom_fields/:id`: answers without the envelope. Its type and what it is for are fixed.
pub async fn change(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<sonar::CustomField>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let kind = field::kind(&app, staff, id).await;
    let kind = kind.map_err(|refused| refused_as(refused, &app, &Caller::Staff(staff)))?;
    let mut read = params.reader();
    let name = read.said_text("name", false);
    read.prohibit("type");
    read.prohibit("entity_type");
    let wanted = draft(&mut read, false, name, Some(kind));
    match field::change(&app, staff, id, wanted).await {
        Ok(field) => Ok(Json(write::custom_field(field))),
        Err(refused) => Err(refusal(refused, read, &Names::OF_JOBS, &app, &Caller::Staff(staff))),
    }
}

/// `DELETE /system/custom_fields/:id`
pub async fn delete(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<Data<Success>>, Refusal> {
    let id = path_id(&id).ok_or_else(|| Refusal::does_not_exist(CUSTOM_FIELD))?;
    deleted(field::delete(&app, staff, id).await, CUSTOM_FIELD, &app, staff)
}

/// `GET /entity_custom_fields/jobs/:id`: the fields that hold something.
pub async fn list_data(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path((entity, id)): Path<(String, String)>,
    params: Params,
) -> Result<Json<Data<Vec<CustomFieldData<Option<FieldData>>>>>, Refusal> {
    let job_id = job_of(&entity, &id)?;
    let page = page(params.reader())?;
    let values = field::values(&app, staff, job_id).await;
    let values = values.map_err(|refused| refused_as(refused, &app, &Caller::Staff(staff)))?;
    let total = values.len() as u64;
    let values = cut(values, page).into_iter();
    let values = values.map(|(custom_field_id, value)| data_of(custom_field_id, Some(value))).collect();
    Ok(listed(values, total, page))
}

/// `GET /entity_custom_fields/jobs/:id/:custom_field_id`: null where the field holds nothing.
pub async fn get_data(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path((entity, id, field_id)): Path<(String, String, String)>,
    _: NoParams,
) -> Result<OneValue, Refusal> {
    let job_id = job_of(&entity, &id)?;
    let field_id = path_id(&field_id).ok_or_else(Refusal::no_item)?;
    let value = field::value(&app, staff, job_id, field_id).await;
    let value = value.map_err(|refused| refused_as(refused, &app, &Caller::Staff(staff)))?;
    Ok(Json(Data::of(data_of(field_id, value))))
}

/// `PATCH /entity_custom_fields/jobs/:id/:custom_field_id`, which answers 201.
pub async fn set_data(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path((entity, id, field_id)): Path<(String, String, String)>,
    params: Params,
) -> Result<(StatusCode, OneValue), Refusal> {
    let job_id = job_of(&entity, &id)?;
    let field_id = path_id(&field_id).ok_or_else(Refusal::no_item)?;
    let field = field::of_jobs(&app, staff, field_id).await;
    let field = field.map_err(|refused| refused_as(refused, &app, &Caller::Staff(staff)))?;
    let mut read = params.reader();
    read.keep_place("custom_field_id");
    read.require("data");
    let value = value(&mut read, &field);
    let could_not_be_read = !read.is_good();
    match field::set(&app, staff, job_id, field_id, value, could_not_be_read).await {
        Ok(value) => Ok((StatusCode::CREATED, Json(Data::of(data_of(field_id, Some(value)))))),
        Err(refused) => Err(refusal(refused, read, &Names::OF_JOBS, &app, &Caller::Staff(staff))),
    }
}

fn kind(read: &mut Reader) -> Option<FieldKind> {
    let text = read.require("type").text("type")?;
    let kind = FIELD_KINDS.iter().find(|(spelling, _)| *spelling == text);
    if kind.is_none() {
        read.fault("type", "The value entered for type is invalid.");
    }
    kind.map(|(_, kind)| *kind)
}

/// The rest of what a field of that kind is, or is to become.
fn draft(read: &mut Reader, is_new: bool, name: Said<String>, kind: Option<FieldKind>) -> FieldDraft {
    let is_active = read.said("active", is_new, Reader::boolean);
    let is_unique = read.said("unique", false, Reader::boolean);
    read.keep_place("unique");
    let choices = match kind {
        Some(FieldKind::Choice) => read.said("select_options", is_new, |read, name| read.options(name, MAX_NAME)),
        Some(_) => {
            read.prohibit("select_options");
            Said::Nothing
        }
        None => Said::Unreadable,
    };
    let could_not_be_read = !read.is_good();
    FieldDraft { name, is_active, is_unique, choices, could_not_be_read }
}

fn value(read: &mut Reader, field: &Field) -> Option<FieldValue> {
    match field.kind {
        FieldKind::Text => read.text("data").map(FieldValue::Text),
        FieldKind::Flag => read.boolean("data").map(FieldValue::Flag),
        FieldKind::Date => read.date("data").map(FieldValue::Date),
        FieldKind::Choice => {
            let choices: Vec<(&str, &str)> =
                field.choices.iter().map(|choice| (choice.as_str(), choice.as_str())).collect();
            read.choice("data", &choices).map(|choice| FieldValue::Text(choice.to_owned()))
        }
    }
}

/// The job that a path means: its kind is `jobs`, in the plural, unlike all others.
fn job_of(entity: &str, id: &str) -> Result<u64, Refusal> {
    if entity != "jobs" {
        return Err(Refusal::field("entity", "The selected entity is invalid."));
    }
    path_id(id).ok_or_else(Refusal::no_item)
}

fn data_of(custom_field_id: u64, value: Option<FieldValue>) -> CustomFieldData<Option<FieldData>> {
    CustomFieldData { custom_field_id, data: value.map(write::field_value) }
}
