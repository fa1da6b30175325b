//! Fields that an instance adds to its records, and what they hold for jobs.

use serde_json::Value;

use super::super::sql::{Db, Row, params};
use super::super::{Page, Store, jobs};
use super::{Editor, Error};

/// A field that an instance adds.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomField {
    /// The field's number.
    pub id: u64,
    /// For people.
    pub name: String,
    /// What it holds.
    pub field_type: FieldType,
    /// Whether no two records may hold the same; texts only.
    pub is_unique: bool,
    /// Whether it can be set where it holds nothing yet.
    pub is_active: bool,
    /// The records that have it: `jobs`, `account`, `network_site`.
    pub entity_type: String,
    /// What can be chosen; not empty exactly for [`FieldType::Select`].
    pub select_options: Vec<String>,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// Any text.
    Text,
    /// True or false.
    Checkbox,
    /// One of [`CustomField::select_options`].
    Select,
    /// `YYYY-MM-DD`.
    Date,
}

impl FieldType {
    /// All of them with their spellings.
    pub const SPELLINGS: [(&str, Self); 4] =
        [("text", Self::Text), ("checkbox", Self::Checkbox), ("select", Self::Select), ("date", Self::Date)];

    /// As the API spells it.
    #[must_use]
    pub fn spelling(self) -> &'static str {
        Self::SPELLINGS.iter().find(|(_, known)| *known == self).map_or("", |(spelling, _)| spelling)
    }
}

/// The records that jobs are called by in [`CustomField::entity_type`].
const OF_JOBS: &str = "jobs";
const FIELDS: &str = "SELECT id, name, type, is_unique, active, entity_type, select_options FROM custom_fields";

impl Store {
    /// A part of the custom fields, by number, and how many there are.
    pub async fn custom_fields(&self, page: Page) -> Result<(Vec<CustomField>, u64), Error> {
        self.ask(move |db| list(db, page)).await
    }

    /// One custom field.
    pub async fn custom_field(&self, id: u64) -> Result<Option<CustomField>, Error> {
        self.ask(move |db| one(db, id)).await
    }

    /// What a job's fields hold, by the field's number; `None` when there is no such job.
    pub async fn job_custom_fields(&self, job_id: u64) -> Result<Option<Vec<(u64, Value)>>, Error> {
        self.ask(move |db| values(db, job_id)).await
    }
}

impl Editor<'_, '_> {
    /// Makes a custom field and gives its number; the draft's own is not looked at.
    pub fn insert_custom_field(&self, field: &CustomField) -> Result<u64, Error> {
        self.db.value(
            "INSERT INTO custom_fields (name, type, is_unique, active, entity_type, select_options)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
            params![
                field.name,
                field.field_type.spelling(),
                field.is_unique,
                field.is_active,
                field.entity_type,
                json(&field.select_options)?
            ],
        )
    }

    /// A custom field as it is.
    pub fn custom_field(&self, id: u64) -> Result<Option<CustomField>, Error> {
        one(self.db, id)
    }

    /// Writes a custom field over the one with its number; its type and what it is for stay, and what it holds.
    pub fn update_custom_field(&self, field: &CustomField) -> Result<(), Error> {
        self.db.execute(
            "UPDATE custom_fields SET name = ?2, is_unique = ?3, active = ?4, select_options = ?5 WHERE id = ?1",
            params![field.id, field.name, field.is_unique, field.is_active, json(&field.select_options)?],
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
    pub fn custom_field_of_jobs(&self, id: u64) -> Result<Option<CustomField>, Error> {
        Ok(one(self.db, id)?.filter(|field| field.is_of_jobs()))
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
    pub fn is_custom_data_of_another(&self, field_id: u64, data: &Value, except: u64) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM job_custom_fields WHERE custom_field_id = ?1 AND data = ?2 AND job_id <> ?3";
        self.db.exists(sql, params![field_id, data.to_string(), except])
    }

    /// Sets what a field holds for a job.
    pub fn set_job_custom_field(&self, job_id: u64, field_id: u64, data: &Value) -> Result<(), Error> {
        self.db.execute(
            "INSERT INTO job_custom_fields (job_id, custom_field_id, data) VALUES (?1, ?2, ?3)
             ON CONFLICT (job_id, custom_field_id) DO UPDATE SET data = ?3",
            params![job_id, field_id, data.to_string()],
        )?;
        Ok(())
    }
}

impl CustomField {
    /// Whether jobs have it.
    #[must_use]
    pub fn is_of_jobs(&self) -> bool {
        self.entity_type == OF_JOBS
    }
}

fn json(options: &[String]) -> Result<String, Error> {
    serde_json::to_string(options).map_err(|error| Error::Corrupt(error.to_string()))
}

fn list(db: &Db, page: Page) -> Result<(Vec<CustomField>, u64), Error> {
    let count = db.value("SELECT count(*) FROM custom_fields", &[])?;
    let rows = db.rows(&format!("{FIELDS} ORDER BY id LIMIT ?1 OFFSET ?2"), params![page.limit, page.offset()])?;
    Ok((rows.iter().map(read).collect::<Result<_, _>>()?, count))
}

fn one(db: &Db, id: u64) -> Result<Option<CustomField>, Error> {
    db.row(&format!("{FIELDS} WHERE id = ?1"), params![id])?.as_ref().map(read).transpose()
}

fn values(db: &Db, job_id: u64) -> Result<Option<Vec<(u64, Value)>>, Error> {
    if !jobs::exists(db, job_id)? {
        return Ok(None);
    }
    let sql = "SELECT custom_field_id, data FROM job_custom_fields WHERE job_id = ?1 ORDER BY custom_field_id";
    let value = |row: &Row| {
        let data: String = row.get(1)?;
        let data = serde_json::from_str(&data).map_err(|error| Error::Corrupt(format!("custom field: {error}")))?;
        Ok((row.get(0)?, data))
    };
    Ok(Some(db.rows(sql, params![job_id])?.iter().map(value).collect::<Result<_, Error>>()?))
}

fn read(row: &Row) -> Result<CustomField, Error> {
    let spelling: String = row.get(2)?;
    let field_type = FieldType::SPELLINGS.iter().find(|(known, _)| *known == spelling);
    let (_, field_type) =
        field_type.ok_or_else(|| Error::Corrupt(format!("a custom field has the type `{spelling}`")))?;
    let options: String = row.get(6)?;
    Ok(CustomField {
        id: row.get(0)?,
        name: row.get(1)?,
        field_type: *field_type,
        is_unique: row.get(3)?,
        is_active: row.get(4)?,
        entity_type: row.get(5)?,
        select_options: serde_json::from_str(&options)
            .map_err(|error| Error::Corrupt(format!("options of a custom field: {error}")))?,
    })
}
