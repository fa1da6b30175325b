//! `/system/custom_fields` and `/entity_custom_fields`: fields that an instance adds to its records.
//!
//! Definitions may be for accounts and network sites as well; data is kept for jobs only.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::Value;
use slotwright_wire::sonar::{self, CustomFieldData, CustomFieldOption, Data};
use slotwright_wire::time::print_date;

use super::changes::{complete, over};
use super::{Success, cut, listed, page, success};
use crate::app::App;
use crate::gateway::Staff;
use crate::params::{Params, Reader, path_id};
use crate::refusal::Refusal;
use crate::store::{CustomField, Editor, FieldType};

/// What a deletion that finds nothing says does not exist.
const CUSTOM_FIELD: &str = "Custom field";
/// How long a name or an option may be.
const MAX_CHARACTERS: usize = 255;
/// What a field may be for. Documented is `account` only, though values are for `jobs` and others as well.
const ENTITY_TYPES: &[(&str, &str)] =
    &[("account", "account"), ("network_site", "network_site"), ("jobs", "jobs"), ("job", "jobs")];

type FieldData = Json<Data<CustomFieldData<Value>>>;

/// `GET /system/custom_fields`
pub async fn list(
    State(app): State<Arc<App>>,
    _: Staff,
    params: Params,
) -> Result<Json<Data<Vec<sonar::CustomField>>>, Refusal> {
    let page = page(params.reader())?;
    let (fields, total) = app.store.custom_fields(page).await?;
    Ok(listed(fields.into_iter().map(shown).collect(), total, page))
}

/// `GET /system/custom_fields/:id`: without the envelope, as the vendor's.
pub async fn get(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
) -> Result<Json<sonar::CustomField>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    Ok(Json(shown(app.store.custom_field(id).await?.ok_or_else(Refusal::no_item)?)))
}

/// `POST /system/custom_fields`: answers without the envelope, as the vendor's.
pub async fn create(
    State(app): State<Arc<App>>,
    _: Staff,
    params: Params,
) -> Result<(StatusCode, Json<sonar::CustomField>), Refusal> {
    let field = definition(&params, None)?;
    let field = app.store.edit(move |editor| {
        let id = editor.insert_custom_field(&field)?;
        Ok::<_, Refusal>(CustomField { id, ..field.clone() })
    });
    Ok((StatusCode::CREATED, Json(shown(field.await?))))
}

/// `PATCH /system/custom_fields/:id`: answers without the envelope. What the field holds stays as it is, even where it
/// can't be chosen any more.
pub async fn change(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<sonar::CustomField>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let field = app.store.edit(move |editor| {
        let before = editor.custom_field(id)?.ok_or_else(Refusal::no_item)?;
        let field = definition(&params, Some(before))?;
        if field.is_unique && editor.has_custom_data_twice(id)? {
            return Err(Refusal::field("unique", "The data of this field is not unique."));
        }
        editor.update_custom_field(&field)?;
        Ok(field)
    });
    Ok(Json(shown(field.await?)))
}

/// `DELETE /system/custom_fields/:id`: what it holds goes with it.
pub async fn delete(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
) -> Result<Json<Data<Success>>, Refusal> {
    let unknown = || Refusal::does_not_exist(CUSTOM_FIELD);
    let id = path_id(&id).ok_or_else(unknown)?;
    match app.store.edit(move |editor| editor.delete_custom_field(id)).await? {
        true => Ok(success()),
        false => Err(unknown()),
    }
}

/// `GET /entity_custom_fields/jobs/:id`: the fields that hold something.
pub async fn list_data(
    State(app): State<Arc<App>>,
    _: Staff,
    Path((entity, id)): Path<(String, String)>,
    params: Params,
) -> Result<Json<Data<Vec<CustomFieldData<Value>>>>, Refusal> {
    let job_id = job_of(&entity, &id)?;
    let page = page(params.reader())?;
    let values = app.store.job_custom_fields(job_id).await?.ok_or_else(Refusal::no_item)?;
    let total = values.len() as u64;
    let values = cut(values, page).into_iter();
    let values = values.map(|(custom_field_id, data)| CustomFieldData { custom_field_id, data }).collect();
    Ok(listed(values, total, page))
}

/// `GET /entity_custom_fields/jobs/:id/:custom_field_id`: null where the field holds nothing.
pub async fn get_data(
    State(app): State<Arc<App>>,
    _: Staff,
    Path((entity, id, field_id)): Path<(String, String, String)>,
) -> Result<FieldData, Refusal> {
    let job_id = job_of(&entity, &id)?;
    let field_id = path_id(&field_id).ok_or_else(Refusal::no_item)?;
    let field = app.store.custom_field(field_id).await?;
    field.filter(CustomField::is_of_jobs).ok_or_else(Refusal::no_item)?;
    let values = app.store.job_custom_fields(job_id).await?.ok_or_else(Refusal::no_item)?;
    let data = values.into_iter().find(|(id, _)| *id == field_id).map_or(Value::Null, |(_, data)| data);
    Ok(Json(Data::of(CustomFieldData { custom_field_id: field_id, data })))
}

/// `PATCH /entity_custom_fields/jobs/:id/:custom_field_id`, which answers 201.
pub async fn set_data(
    State(app): State<Arc<App>>,
    _: Staff,
    Path((entity, id, field_id)): Path<(String, String, String)>,
    params: Params,
) -> Result<(StatusCode, FieldData), Refusal> {
    let job_id = job_of(&entity, &id)?;
    let field_id = path_id(&field_id).ok_or_else(Refusal::no_item)?;
    let data = app.store.edit(move |editor| {
        if !editor.has_job(job_id)? {
            return Err(Refusal::no_item());
        }
        let field = editor.custom_field_of_jobs(field_id)?.ok_or_else(Refusal::no_item)?;
        let data = data(&params, editor, &field, job_id)?;
        editor.set_job_custom_field(job_id, field_id, &data)?;
        Ok(data)
    });
    let data = CustomFieldData { custom_field_id: field_id, data: data.await? };
    Ok((StatusCode::CREATED, Json(Data::of(data))))
}

/// What a field is, or is to become; its type and what it is for are fixed once it is made.
fn definition(params: &Params, before: Option<CustomField>) -> Result<CustomField, Refusal> {
    let mut read = params.reader();
    let there = before.as_ref();
    let name = there.map(|before| before.name.clone());
    let name = over(&mut read, "name", name, |read| read.short_text("name", MAX_CHARACTERS));
    let (field_type, entity_type) = match there {
        Some(before) => {
            read.prohibit("type");
            read.prohibit("entity_type");
            (Some(before.field_type), Some(before.entity_type.clone()))
        }
        None => (field_type(&mut read), entity_type(&mut read)),
    };
    let is_active = there.map(|before| before.is_active);
    let is_active = over(&mut read, "active", is_active, |read| read.boolean("active"));
    let is_unique = Some(there.is_some_and(|before| before.is_unique));
    let is_unique = over(&mut read, "unique", is_unique, |read| read.boolean("unique"));
    if is_unique == Some(true) && field_type.is_some_and(|field_type| field_type != FieldType::Text) {
        read.prohibit("unique");
    }
    let options = there.map(|before| before.select_options.clone());
    let select_options = match field_type {
        Some(FieldType::Select) => {
            over(&mut read, "select_options", options, |read| read.options("select_options", MAX_CHARACTERS))
        }
        Some(_) => {
            read.prohibit("select_options");
            Some(Vec::new())
        }
        None => None,
    };
    read.finish()?;
    let field = || {
        Some(CustomField {
            id: before.as_ref().map_or(0, |before| before.id),
            name: name?,
            field_type: field_type?,
            is_unique: is_unique?,
            is_active: is_active?,
            entity_type: entity_type?,
            select_options: select_options?,
        })
    };
    complete(field())
}

fn field_type(read: &mut Reader) -> Option<FieldType> {
    let text = read.require("type").text("type")?;
    let field_type = FieldType::SPELLINGS.iter().find(|(spelling, _)| *spelling == text);
    if field_type.is_none() {
        read.fault("type", "The value entered for type is invalid.");
    }
    field_type.map(|(_, field_type)| *field_type)
}

fn entity_type(read: &mut Reader) -> Option<String> {
    read.require("entity_type").choice("entity_type", ENTITY_TYPES).map(str::to_owned)
}

fn data(params: &Params, editor: &Editor, field: &CustomField, job_id: u64) -> Result<Value, Refusal> {
    let mut read = params.reader();
    // "If the field is not active, it won't show up on any entities that don't already have a value set."
    if !field.is_active && !editor.has_job_custom_field(job_id, field.id)? {
        read.invalid("custom_field_id");
    }
    read.require("data");
    let data = typed(&mut read, field);
    if let Some(data) = &data
        && field.is_unique
        && editor.is_custom_data_of_another(field.id, data, job_id)?
    {
        read.fault("data", "The data must be unique.");
    }
    read.finish()?;
    complete(data)
}

fn typed(read: &mut Reader, field: &CustomField) -> Option<Value> {
    match field.field_type {
        FieldType::Text => read.text("data").map(Value::String),
        FieldType::Checkbox => read.boolean("data").map(Value::Bool),
        FieldType::Date => read.date("data").map(|day| Value::String(print_date(day))),
        FieldType::Select => {
            let options: Vec<(&str, &str)> =
                field.select_options.iter().map(|option| (option.as_str(), option.as_str())).collect();
            read.choice("data", &options).map(|option| Value::String(option.to_owned()))
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

fn shown(field: CustomField) -> sonar::CustomField {
    sonar::CustomField {
        id: field.id,
        name: field.name,
        field_type: field.field_type.spelling().to_owned(),
        unique: field.is_unique,
        active: field.is_active,
        entity_type: field.entity_type,
        select_options: field.select_options.into_iter().map(|text| CustomFieldOption { text }).collect(),
    }
}
