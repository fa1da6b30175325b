//! `/system/custom_fields` and `/entity_custom_fields`: fields that an instance adds to its records.
//!
//! Definitions may be for accounts and network sites as well; data is kept for jobs only.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_wire::sonar::{self, CustomFieldData, Data, FieldData, read::FIELD_KINDS, write};

use super::changes::{complete, over};
use super::params::{Params, Reader, path_id};
use super::{Success, cut, listed, page, success};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::Staff;
use slotwright_domain::{Field, FieldKind, FieldValue};
use slotwright_store::Editor;

/// What a deletion that finds nothing says does not exist.
const CUSTOM_FIELD: &str = "Custom field";
/// How long a name or an option may be.
const MAX_CHARACTERS: usize = 255;
/// What a field may be for. Documented is `account` only, though values are for `jobs` and others as well.
const ENTITY_TYPES: &[(&str, &str)] =
    &[("account", "account"), ("network_site", "network_site"), ("jobs", "jobs"), ("job", "jobs")];

/// The records that jobs are called by in [`Field::entity_type`].
const OF_JOBS: &str = "jobs";

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
) -> Result<Json<sonar::CustomField>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    Ok(Json(write::custom_field(app.store.custom_field(id).await?.ok_or_else(Refusal::no_item)?)))
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
        Ok::<_, Refusal>(Field { id, ..field.clone() })
    });
    Ok((StatusCode::CREATED, Json(write::custom_field(field.await?))))
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
    Ok(Json(write::custom_field(field.await?)))
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
) -> Result<Json<Data<Vec<CustomFieldData<Option<FieldData>>>>>, Refusal> {
    let job_id = job_of(&entity, &id)?;
    let page = page(params.reader())?;
    let values = app.store.job_custom_fields(job_id).await?.ok_or_else(Refusal::no_item)?;
    let total = values.len() as u64;
    let values = cut(values, page).into_iter();
    let values = values.map(|(custom_field_id, value)| data_of(custom_field_id, Some(value))).collect();
    Ok(listed(values, total, page))
}

/// `GET /entity_custom_fields/jobs/:id/:custom_field_id`: null where the field holds nothing.
pub async fn get_data(
    State(app): State<Arc<App>>,
    _: Staff,
    Path((entity, id, field_id)): Path<(String, String, String)>,
) -> Result<OneValue, Refusal> {
    let job_id = job_of(&entity, &id)?;
    let field_id = path_id(&field_id).ok_or_else(Refusal::no_item)?;
    let field = app.store.custom_field(field_id).await?;
    field.filter(|field| field.entity_type == OF_JOBS).ok_or_else(Refusal::no_item)?;
    let values = app.store.job_custom_fields(job_id).await?.ok_or_else(Refusal::no_item)?;
    let value = values.into_iter().find(|(id, _)| *id == field_id).map(|(_, value)| value);
    Ok(Json(Data::of(data_of(field_id, value))))
}

/// `PATCH /entity_custom_fields/jobs/:id/:custom_field_id`, which answers 201.
pub async fn set_data(
    State(app): State<Arc<App>>,
    _: Staff,
    Path((entity, id, field_id)): Path<(String, String, String)>,
    params: Params,
) -> Result<(StatusCode, OneValue), Refusal> {
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
    Ok((StatusCode::CREATED, Json(Data::of(data_of(field_id, Some(data.await?))))))
}

/// What a field is, or is to become; its type and what it is for are fixed once it is made.
fn definition(params: &Params, before: Option<Field>) -> Result<Field, Refusal> {
    let mut read = params.reader();
    let there = before.as_ref();
    let name = there.map(|before| before.name.clone());
    let name = over(&mut read, "name", name, |read| read.short_text("name", MAX_CHARACTERS));
    let (field_type, entity_type) = match there {
        Some(before) => {
            read.prohibit("type");
            read.prohibit("entity_type");
            (Some(before.kind), Some(before.entity_type.clone()))
        }
        None => (field_type(&mut read), entity_type(&mut read)),
    };
    let is_active = there.map(|before| before.is_active);
    let is_active = over(&mut read, "active", is_active, |read| read.boolean("active"));
    let is_unique = Some(there.is_some_and(|before| before.is_unique));
    let is_unique = over(&mut read, "unique", is_unique, |read| read.boolean("unique"));
    if is_unique == Some(true) && field_type.is_some_and(|field_type| field_type != FieldKind::Text) {
        read.prohibit("unique");
    }
    let options = there.map(|before| before.choices.clone());
    let select_options = match field_type {
        Some(FieldKind::Choice) => {
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
        Some(Field {
            id: before.as_ref().map_or(0, |before| before.id),
            name: name?,
            kind: field_type?,
            is_unique: is_unique?,
            is_active: is_active?,
            entity_type: entity_type?,
            choices: select_options?,
        })
    };
    complete(field())
}

fn field_type(read: &mut Reader) -> Option<FieldKind> {
    let text = read.require("type").text("type")?;
    let field_type = FIELD_KINDS.iter().find(|(spelling, _)| *spelling == text);
    if field_type.is_none() {
        read.fault("type", "The value entered for type is invalid.");
    }
    field_type.map(|(_, field_type)| *field_type)
}

fn entity_type(read: &mut Reader) -> Option<String> {
    read.require("entity_type").choice("entity_type", ENTITY_TYPES).map(str::to_owned)
}

fn data(params: &Params, editor: &Editor, field: &Field, job_id: u64) -> Result<FieldValue, Refusal> {
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

fn typed(read: &mut Reader, field: &Field) -> Option<FieldValue> {
    match field.kind {
        FieldKind::Text => read.text("data").map(FieldValue::Text),
        FieldKind::Flag => read.boolean("data").map(FieldValue::Flag),
        FieldKind::Date => read.date("data").map(FieldValue::Date),
        FieldKind::Choice => {
            let options: Vec<(&str, &str)> =
                field.choices.iter().map(|option| (option.as_str(), option.as_str())).collect();
            read.choice("data", &options).map(|option| FieldValue::Text(option.to_owned()))
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
