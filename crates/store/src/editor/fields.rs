//! Fields that an instance adds to its records, and what they hold for jobs.

use serde_json::Value;
use slotwright_domain::{Field, FieldKind, FieldValue, Page};
use slotwright_wire::time::{parse_date, print_date};

use super::{Editor, Error};
use crate::jobs;
use crate::news::Subject;
use crate::sql::{Row, params};
use crate::store::Store;
use crate::unit_of_work::Db;

/// The kinds of fields, as they are stored.
const KINDS: [(&str, FieldKind); 4] = [
    ("text", FieldKind::Text),
    ("checkbox", FieldKind::Flag),
    ("select", FieldKind::Choice),
    ("date", FieldKind::Date),
];

/// The records that jobs are called by in [`Field::entity_type`].
const OF_JOBS: &str = "jobs";
const FIELDS: &str = "SELECT id, name, type, is_unique, active, entity_type, select_options FROM custom_fields";

impl Store {
    /// A part of the custom fields, by number, and how many there are.
    pub async fn custom_fields(&self, page: Page) -> Result<(Vec<Field>, u64), Error> {
        self.ask(move |db| list(db, page)).await
    }

    /// One custom field.
    pub async fn custom_field(&self, id: u64) -> Result<Option<Field>, Error> {
        self.ask(move |db| one(db, id)).await
    }

    /// What a job's fields hold, by the field's number; `None` when there is no such job.
    pub async fn job_custom_fields(&self, job_id: u64) -> Result<Option<Vec<(u64, FieldValue)>>, Error> {
        self.ask(move |db| values(db, job_id)).await
    }
}

impl Editor<'_, '_> {
    /// Makes a custom field and gives its number; the draft's own is not looked at.
    pub fn insert_custom_field(&self, field: &Field) -> Result<u64, Error> {
        self.db.value(
            "INSERT INTO custom_fields (name, type, is_unique, active, entity_type, select_options)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
            params![
                field.name,
                kind_name(field.kind),
                field.is_unique,
                field.is_active,
                field.entity_type,
                json(&field.choices)?
            ],
        )
    }

    /// A custom field as it is.
    pub fn custom_field(&self, id: u64) -> Result<Option<Field>, Error> {
        one(self.db, id)
    }

    /// Writes a custom field over the one with its number; its type and what it is for stay, and what it holds.
    pub fn update_custom_field(&self, field: &Field) -> Result<(), Error> {
        self.db.execute(
            "UPDATE custom_fields SET name = ?2, is_unique = ?3, active = ?4, select_options = ?5 WHERE id = ?1",
            params![field.id, field.name, field.is_unique, field.is_active, json(&field.choices)?],
        )?;
        Ok(())
    }

    /// Deletes a custom field with what it holds. Whether there was one.
    pub fn delete_custom_field(&self, id: u64) -> Result<bool, Error> {
        Ok(self.db.execute("DELETE FROM custom_fields WHERE id = ?1", params![id])? > 0)
    }

    /// Whether a field holds the same for two jobs.
    pub fn has_custom_data_twice(&self, id: u64) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM job_custom_fields WHERE custom_field_id = ?1 GROUP BY data HAVING count(*) > 1";
        self.db.exists(sql, params![id])
    }

    /// A custom field of jobs.
    pub fn custom_field_of_jobs(&self, id: u64) -> Result<Option<Field>, Error> {
        Ok(one(self.db, id)?.filter(|field| field.entity_type == OF_JOBS))
    }

    /// Whether there is such a job.
    pub fn has_job(&self, id: u64) -> Result<bool, Error> {
        jobs::exists(self.db, id)
    }

    /// Whether a field holds something for a job.
    pub fn has_job_custom_field(&self, job_id: u64, field_id: u64) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM job_custom_fields WHERE job_id = ?1 AND custom_field_id = ?2";
        self.db.exists(sql, params![job_id, field_id])
    }

    /// Whether a field holds this for a job other than `except`.
    pub fn is_custom_data_of_another(&self, field_id: u64, data: &FieldValue, except: u64) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM job_custom_fields WHERE custom_field_id = ?1 AND data = ?2 AND job_id <> ?3";
        self.db.exists(sql, params![field_id, text_of(data), except])
    }

    /// Sets what a field holds for a job.
    pub fn set_job_custom_field(&self, job_id: u64, field_id: u64, data: &FieldValue) -> Result<(), Error> {
        self.db.execute(
            "INSERT INTO job_custom_fields (job_id, custom_field_id, data) VALUES (?1, ?2, ?3)
             ON CONFLICT (job_id, custom_field_id) DO UPDATE SET data = ?3",
            params![job_id, field_id, text_of(data)],
        )?;
        self.tell_of_job(Subject::Job, "change", job_id);
        Ok(())
    }
}

fn json(options: &[String]) -> Result<String, Error> {
    serde_json::to_string(options).map_err(|error| Error::Corrupt(error.to_string()))
}

fn list(db: &Db, page: Page) -> Result<(Vec<Field>, u64), Error> {
    let count = db.value("SELECT count(*) FROM custom_fields", &[])?;
    let rows = db.rows(&format!("{FIELDS} ORDER BY id LIMIT ?1 OFFSET ?2"), params![page.limit, page.offset()])?;
    Ok((rows.iter().map(read).collect::<Result<_, _>>()?, count))
}

fn one(db: &Db, id: u64) -> Result<Option<Field>, Error> {
    db.row(&format!("{FIELDS} WHERE id = ?1"), params![id])?.as_ref().map(read).transpose()
}

fn values(db: &Db, job_id: u64) -> Result<Option<Vec<(u64, FieldValue)>>, Error> {
    if !jobs::exists(db, job_id)? {
        return Ok(None);
    }
    let sql = "SELECT custom_field_id, data, type FROM job_custom_fields
        JOIN custom_fields ON custom_fields.id = custom_field_id WHERE job_id = ?1 ORDER BY custom_field_id";
    let value = |row: &Row| Ok((row.get(0)?, value_of(&row.get::<String>(1)?, kind_named(&row.get::<String>(2)?)?)?));
    Ok(Some(db.rows(sql, params![job_id])?.iter().map(value).collect::<Result<_, Error>>()?))
}

fn read(row: &Row) -> Result<Field, Error> {
    let options: String = row.get(6)?;
    Ok(Field {
        id: row.get(0)?,
        name: row.get(1)?,
        kind: kind_named(&row.get::<String>(2)?)?,
        is_unique: row.get(3)?,
        is_active: row.get(4)?,
        entity_type: row.get(5)?,
        choices: serde_json::from_str(&options)
            .map_err(|error| Error::Corrupt(format!("options of a custom field: {error}")))?,
    })
}

fn kind_name(kind: FieldKind) -> &'static str {
    KINDS.iter().find(|(_, known)| *known == kind).map_or("", |(name, _)| name)
}

fn kind_named(name: &str) -> Result<FieldKind, Error> {
    let kind = KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind);
    kind.ok_or_else(|| Error::Corrupt(format!("a custom field has the type `{name}`")))
}

/// What a field holds, as it is stored: JSON.
fn text_of(value: &FieldValue) -> String {
    let value = match value {
        FieldValue::Text(text) => Value::String(text.clone()),
        FieldValue::Flag(flag) => Value::Bool(*flag),
        FieldValue::Date(day) => Value::String(print_date(*day)),
    };
    value.to_string()
}

fn value_of(text: &str, kind: FieldKind) -> Result<FieldValue, Error> {
    let value = serde_json::from_str(text).map_err(|error| Error::Corrupt(format!("custom field: {error}")))?;
    match (kind, value) {
        (FieldKind::Flag, Value::Bool(flag)) => Ok(FieldValue::Flag(flag)),
        (FieldKind::Date, Value::String(text)) => {
            let day = parse_date(&text).map(FieldValue::Date);
            day.ok_or_else(|| Error::Corrupt(format!("a custom field holds the date `{text}`")))
        }
        (FieldKind::Text | FieldKind::Choice, Value::String(text)) => Ok(FieldValue::Text(text)),
        (kind, value) => Err(Error::Corrupt(format!("a custom field of the kind {kind:?} holds `{value}`"))),
    }
}
