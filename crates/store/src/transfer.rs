//! Moving a whole instance from one database to another.
//!
//! The file has one JSON object a line: first what it is and which numbers were given out, then each row with its table,
//! last how many rows there are, without which it is not whole. A table's rows come after those that they refer to.
//! Columns are written by name as the database has them, so a file fits the version of the program that wrote it;
//! [`VERSION`] says which.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io::{BufRead, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value as Json, json};

use crate::error::Error;
use crate::sql::{NUMBERED, Value, params};
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::versions;

/// Counts the changes to the tables and to the file that one of before does not survive.
const VERSION: u64 = 3;

/// All tables, in an order in which each refers only to those before it.
const TABLES: &[&str] = &[
    "settings",
    "users",
    "api_users",
    "api_user_history",
    "places",
    "job_types",
    "services",
    "account_services",
    "tickets",
    "task_templates",
    "template_tasks",
    "deleted_numbers",
    "geofences",
    "geofence_areas",
    "schedules",
    "schedule_users",
    "schedule_job_types",
    "schedule_geofences",
    "schedule_days",
    "blockers",
    "blocker_users",
    "overrides",
    "time_offs",
    "jobs",
    "holds",
    "claims",
    "checked_in",
    "tasks",
    "desired_job_datetimes",
    "rather_not",
    "links",
    "open_links",
    "earlier_requests",
    "link_history",
    "photos",
    "custom_fields",
    "job_custom_fields",
    "particulars",
    "definitions",
    "idempotency_keys",
    "job_history",
    "news",
    "feeds",
    "recipients",
    "messages",
    "upstream_jobs",
];

/// What was moved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// How many rows of each table.
    pub rows: BTreeMap<String, u64>,
    /// Claims that overlap others, as a sentence each. They were kept, and do not count as free time of anybody.
    pub overlaps: Vec<String>,
}

/// Why a file could not be read or written.
#[derive(Debug)]
pub enum Problem {
    /// The file's own fault, with its line where there is one.
    File(String),
    /// The database's.
    Store(Error),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Self::File(problem) => formatter.write_str(problem),
            Self::Store(error) => error.fmt(formatter),
        }
    }
}

impl Store {
    /// Writes everything, as it is at one moment. A server may go on beside it (PostgreSQL).
    ///
    /// # Errors
    ///
    /// The database can't be read or the file not be written; what is in the file then is no export.
    pub async fn export(&self, mut file: impl Write + Send + 'static) -> Result<Moved, Error> {
        self.ask(move |db| export(db, &mut file)).await
    }

    /// Fills an empty database from an export, all of it or nothing.
    ///
    /// # Errors
    ///
    /// The file is no export (which line, and what is wrong), or the database is not empty.
    pub async fn import<R: BufRead + Send + 'static>(
        &self,
        open: impl Fn() -> std::io::Result<R> + Send + 'static,
    ) -> Result<Moved, Problem> {
        self.change_unkeyed(move |db| {
            let file = open().map_err(|error| Problem::File(error.to_string()))?;
            import(db, file)
        })
        .await
    }
}

fn export(db: &Db, file: &mut impl Write) -> Result<Moved, Error> {
    let unwritable = |error: std::io::Error| Error::Foreign(format!("can't write the export: {error}"));
    let mut numbers = Map::new();
    for table in NUMBERED {
        numbers.insert(table.to_owned(), json!(db.last_number(table)?));
    }
    let head = json!({"slotwright": "export", "numbers": numbers, "version": VERSION});
    writeln!(file, "{head}").map_err(unwritable)?;
    db.without_time_limit()?;
    let mut moved = Moved::default();
    // Better no export than one that lacks a part.
    if let Some(unknown) = db.tables()?.into_iter().find(|table| !is_known(table)) {
        return Err(Error::Corrupt(format!("the table {unknown} is not among those that are exported")));
    }
    for table in TABLES {
        let columns = db.columns(table)?;
        let order = ["1", "2", "3"][..columns.len().min(3)].join(", ");
        let sql = format!("SELECT {} FROM {table} ORDER BY {order}", columns.join(", "));
        let mut count = 0;
        db.each(&sql, &mut |row| {
            let named = columns.iter().zip(row.values()).map(|(name, value)| (name.clone(), written(value)));
            count += 1;
            writeln!(file, "{}", json!({"table": table, "row": Map::from_iter(named)})).map_err(unwritable)
        })?;
        moved.rows.insert((*table).to_owned(), count);
    }
    let rows: u64 = moved.rows.values().sum();
    writeln!(file, "{}", json!({"slotwright": "end", "rows": rows})).map_err(unwritable)?;
    file.flush().map_err(unwritable)?;
    Ok(moved)
}

fn import(db: &Db, file: impl BufRead) -> Result<Moved, Problem> {
    for table in TABLES {
        if db.exists(&format!("SELECT 1 FROM {table} LIMIT 1"), &[])? {
            return Err(Error::NotEmpty.into());
        }
    }
    let mut lines = (1_u64..).zip(file.lines());
    let first = lines.next().and_then(|(_, line)| serde_json::from_str::<Json>(&line.ok()?).ok()).unwrap_or_default();
    if first["slotwright"] != "export" {
        return Err(Problem::File("line 1: this is no export of Slotwright".to_owned()));
    }
    if first["version"] != VERSION {
        let version = &first["version"];
        let problem = format!("line 1: the export has version {version}; this program reads version {VERSION}");
        return Err(Problem::File(problem));
    }
    let mut moved = Moved::default();
    let mut columns = BTreeMap::new();
    let mut end = None;
    for (number, line) in lines {
        let fault = |problem: &str| Problem::File(format!("line {number}: {problem}"));
        let line = line.map_err(|error| fault(&error.to_string()))?;
        let line: Json = serde_json::from_str(&line).map_err(|error| fault(&error.to_string()))?;
        if end.is_some() {
            return Err(fault("the export has ended before"));
        }
        if line["slotwright"] == "end" {
            end = line["rows"].as_u64();
            continue;
        }
        let table = line["table"].as_str().and_then(|name| TABLES.iter().find(|table| **table == name));
        let (Some(table), Some(row)) = (table, line["row"].as_object()) else {
            return Err(fault("expected a `table` of ours and its `row`"));
        };
        let (names, mut values) = (Vec::from_iter(row.keys()), Vec::new());
        for (name, value) in row {
            values.push(read(value).ok_or_else(|| fault(&format!("`{name}` is {value}, which no column has")))?);
        }
        let known = match columns.entry(*table) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(db.columns(table)?),
        };
        if let Some(unknown) = names.iter().find(|name| !known.contains(name)) {
            return Err(fault(&format!("{table} has no column `{unknown}`")));
        }
        if *table == "claims" {
            overlap(db, row, &mut values, &mut moved)?;
        }
        let places: Vec<String> = (1..=names.len()).map(|place| format!("?{place}")).collect();
        let names: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
        let sql = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), places.join(", "));
        // On PostgreSQL a statement that fails ends the transaction, so the cause is returned and all is taken back.
        db.execute(&sql, &values).map_err(|error| fault(&format!("{table}: {error}")))?;
        *moved.rows.entry((*table).to_owned()).or_default() += 1;
    }
    let rows: u64 = moved.rows.values().sum();
    if end != Some(rows) {
        let all = end.map_or("no last line".to_owned(), |all| format!("{all} in its last line"));
        return Err(Problem::File(format!("the export is not whole: it has {rows} rows and {all}")));
    }
    db.touch(&[versions::DEFINITION]);
    db.sync_sequences()?;
    // Numbers of what was deleted are not given out again, here as there.
    for table in NUMBERED {
        db.advance_sequence(table, first["numbers"][table].as_u64().unwrap_or(0))?;
    }
    Ok(moved)
}

/// Which steps the tables have had, and how often what is in them has changed, is no part of what an instance knows; and whoever
/// has logged in by a token does so again.
fn is_known(table: &str) -> bool {
    ["schema_versions", "versions", "access_tokens", "used_proofs"].contains(&table) || TABLES.contains(&table)
}

/// Reports a claim that overlaps one that is there, and takes its exclusiveness away. A hold that is not exclusive is for
/// moving a job, whose present time it may overlap: nobody is in two places by it.
fn overlap(db: &Db, row: &Map<String, Json>, values: &mut [Value], moved: &mut Moved) -> Result<(), Problem> {
    let member = |name: &str| row.get(name).and_then(Json::as_i64);
    if member("hold_id").is_some() && member("is_exclusive") == Some(0) {
        return Ok(());
    }
    let (Some(user_id), Some(start), Some(end)) = (member("user_id"), member("start_minute"), member("end_minute"))
    else {
        return Ok(());
    };
    let sql = "SELECT job_id, hold_id FROM claims
        WHERE user_id = ?1 AND start_minute < ?3 AND ?2 < end_minute AND (is_exclusive OR hold_id IS NULL)
        ORDER BY id LIMIT 1";
    let Some(other) = db.row(sql, params![user_id, start, end])? else { return Ok(()) };
    let name = |job: Option<i64>, hold: Option<i64>| match (job, hold) {
        (Some(job), _) => format!("job {job}"),
        (None, hold) => format!("hold {}", hold.unwrap_or_default()),
    };
    moved.overlaps.push(format!(
        "user {user_id} is in two places at once: for {} and for {}",
        name(other.get(0)?, other.get(1)?),
        name(member("job_id"), member("hold_id"))
    ));
    for (name, value) in row.keys().zip(values) {
        if name == "is_exclusive" {
            *value = Value::Integer(0);
        }
    }
    Ok(())
}

/// Numbers with a fraction go as text, which is read back exactly; bytes in Base64.
fn written(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Integer(number) => json!(number),
        Value::Real(number) => json!({"real": number.to_string()}),
        Value::Text(text) => json!(text),
        Value::Bytes(bytes) => json!({"base64": STANDARD.encode(bytes)}),
        Value::Numbers(numbers) => json!(numbers),
    }
}

fn read(value: &Json) -> Option<Value> {
    match value {
        Json::Null => Some(Value::Null),
        Json::Number(number) => number.as_i64().map(Value::Integer),
        Json::String(text) => Some(Value::Text(text.clone())),
        Json::Object(members) => {
            let text = |name: &str| members.get(name).and_then(Json::as_str);
            let real = text("real").and_then(|real| real.parse().ok()).map(Value::Real);
            real.or_else(|| text("base64").and_then(|bytes| STANDARD.decode(bytes).ok()).map(Value::Bytes))
        }
        Json::Bool(_) | Json::Array(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use slotwright_testing::postgres::Postgres;

    use super::*;
    use crate::Location;

    #[tokio::test]
    async fn an_export_may_be_taken_as_slowly_as_one_likes() {
        let database = Postgres::shared().database();
        let location: Location = database.url().parse().unwrap();
        let store = tokio::task::spawn_blocking(move || Store::open(&location)).await.unwrap().unwrap();
        let limits = store.ask(|db| {
            db.without_time_limit()?;
            let setting = |name: &str| db.value::<String>("SELECT current_setting(?1)", params![name]);
            Ok([setting("statement_timeout")?, setting("idle_in_transaction_session_timeout")?])
        });
        assert_eq!(limits.await.unwrap(), ["0", "0"]);
    }
}
