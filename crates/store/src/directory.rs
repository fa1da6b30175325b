//! People, places, job types: what the other tables point to.

use std::collections::{BTreeMap, BTreeSet};

use slotwright_domain::{Effects, JobType, Page, Place, PlaceKind, PlaceRef, User};
use slotwright_matching::Point;

use crate::error::Error;
use crate::sought::{self, fold};
use crate::sql::{Lock, Row, Transaction, params};
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::versions;

impl Store {
    /// All users, by number.
    pub async fn users(&self) -> Result<Vec<User>, Error> {
        self.ask_once(users).await
    }

    /// The first of these numbers that no user has.
    pub async fn unknown_user(&self, user_ids: &[u64]) -> Result<Option<u64>, Error> {
        let user_ids = user_ids.to_vec();
        self.ask_once(move |db| unknown_user(db, &user_ids)).await
    }

    /// A part of the places of one kind, by number, and how many there are.
    pub async fn places(&self, kind: PlaceKind, page: Page) -> Result<(Vec<Place>, u64), Error> {
        self.ask(move |db| places(db, kind, page)).await
    }

    /// A part of the places that have a text in their name or address, by name, and how many there are.
    pub async fn find_places(&self, text: String, page: Page) -> Result<(Vec<Place>, u64), Error> {
        self.ask(move |db| find_places(db, &text, page)).await
    }

    /// One account or network site.
    pub async fn place(&self, place: PlaceRef) -> Result<Option<Place>, Error> {
        self.ask_once(move |db| self::place(db, place)).await
    }

    /// All job types, by number.
    pub async fn job_types(&self) -> Result<Vec<JobType>, Error> {
        self.ask_once(job_types).await
    }

    /// One job type.
    pub async fn job_type(&self, id: u64) -> Result<Option<JobType>, Error> {
        self.ask_once(move |db| job_type(db, id)).await
    }
}

pub(crate) fn users(db: &Db) -> Result<Vec<User>, Error> {
    let user =
        |row: &Row| Ok(User { id: row.get(0)?, username: row.get(1)?, name: row.get(2)?, public_name: row.get(3)? });
    db.rows("SELECT id, username, name, public_name FROM users ORDER BY id", &[])?.iter().map(user).collect()
}

pub(crate) fn unknown_user(db: &Db, user_ids: &[u64]) -> Result<Option<u64>, Error> {
    unknown(db, "users", user_ids)
}

/// The first of these numbers that the table does not have.
pub(crate) fn unknown(db: &Db, table: &str, ids: &[u64]) -> Result<Option<u64>, Error> {
    let sql = format!("SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?1))");
    let known: BTreeSet<u64> = db.column(&sql, params![ids])?.into_iter().collect();
    Ok(ids.iter().copied().find(|id| !known.contains(id)))
}

pub(crate) fn places(db: &Db, kind: PlaceKind, page: Page) -> Result<(Vec<Place>, u64), Error> {
    let kind_text = kind.name();
    let count = db.value("SELECT count(*) FROM places WHERE kind = ?1", params![kind_text])?;
    let sql = format!("SELECT {PLACE_COLUMNS} FROM places WHERE kind = ?1 ORDER BY id LIMIT ?2 OFFSET ?3");
    let rows = db.rows(&sql, params![kind_text, page.limit, page.offset()])?;
    Ok((rows.iter().map(|row| read_place(kind, row, 0)).collect::<Result<_, _>>()?, count))
}

fn find_places(db: &Db, text: &str, page: Page) -> Result<(Vec<Place>, u64), Error> {
    let (condition, sought) = (db.has_text("sought", "?1"), fold(text));
    let count = db.value(&format!("SELECT count(*) FROM places WHERE {condition}"), params![sought])?;
    let sql = format!(
        "SELECT kind, {PLACE_COLUMNS} FROM places WHERE {condition} ORDER BY name, kind, id LIMIT ?2 OFFSET ?3"
    );
    let rows = db.rows(&sql, params![sought, page.limit, page.offset()])?;
    let place = |row: &Row| read_place(place_kind(&row.get::<String>(0)?)?, row, 1);
    Ok((rows.iter().map(place).collect::<Result<_, _>>()?, count))
}

pub(crate) fn place(db: &Db, place: PlaceRef) -> Result<Option<Place>, Error> {
    let sql = format!("SELECT {PLACE_COLUMNS} FROM places WHERE kind = ?1 AND id = ?2");
    let found = db.row(&sql, params![place.kind.name(), place.id])?;
    found.map(|row| read_place(place.kind, &row, 0)).transpose()
}

/// The account of that name and address, which is made where there is none.
pub(crate) fn account_of(db: &Db, name: &str, address: Option<&str>, point: Option<Point>) -> Result<PlaceRef, Error> {
    // Of two who name the same customer one makes the account.
    db.lock(Lock::Roster)?;
    let sql = "SELECT id FROM places WHERE kind = ?1 AND name = ?2 AND coalesce(address, '') = ?3 ORDER BY id LIMIT 1";
    let kind = PlaceKind::Account;
    if let Some(row) = db.row(sql, params![kind.name(), name, address.unwrap_or_default()])? {
        return Ok(PlaceRef { kind, id: row.get(0)? });
    }
    add_account(db, name, address, point)
}

/// Another account. The caller has [`Lock::Roster`].
pub(crate) fn add_account(db: &Db, name: &str, address: Option<&str>, point: Option<Point>) -> Result<PlaceRef, Error> {
    let kind = PlaceKind::Account;
    let id: u64 = db.value("SELECT coalesce(max(id), 0) + 1 FROM places WHERE kind = ?1", params![kind.name()])?;
    let sql = "INSERT INTO places (kind, id, name, address, latitude, longitude, sought)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let (latitude, longitude) = point.map(|point| (point.latitude, point.longitude)).unzip();
    let sought = sought::of_place(name, address);
    db.execute(sql, params![kind.name(), id, name, address, latitude, longitude, sought])?;
    db.touch(&[versions::DEFINITION]);
    Ok(PlaceRef { kind, id })
}

/// Keeps others who lock the same place waiting until this transaction has ended, and nobody else: who books there only refers
/// to it.
pub(crate) fn lock_place(db: &Db, place: PlaceRef) -> Result<(), Error> {
    if let Transaction::Postgres(_) = **db {
        let sql = "SELECT 1 FROM places WHERE kind = ?1 AND id = ?2 FOR NO KEY UPDATE";
        db.rows(sql, params![place.kind.name(), place.id])?;
    }
    Ok(())
}

/// The columns of a place, in the order in which they are read.
pub(crate) const PLACE_COLUMNS: &str = "id, name, address, latitude, longitude, account_status_id";

/// From the columns of a row from the `first` one on.
pub(crate) fn read_place(kind: PlaceKind, row: &Row, first: usize) -> Result<Place, Error> {
    let point = row.get::<Option<f64>>(first + 3)?.zip(row.get::<Option<f64>>(first + 4)?);
    Ok(Place {
        place: PlaceRef { kind, id: row.get(first)? },
        name: row.get(first + 1)?,
        address: row.get(first + 2)?,
        account_status_id: row.get(first + 5)?,
        point: point.map(|(latitude, longitude)| Point { latitude, longitude }),
    })
}

pub(crate) fn place_kind(text: &str) -> Result<PlaceKind, Error> {
    [PlaceKind::Account, PlaceKind::NetworkSite]
        .into_iter()
        .find(|kind| kind.name() == text)
        .ok_or_else(|| Error::Corrupt(format!("there is a place of the kind `{text}`")))
}

/// The columns of a job type, in the order in which they are read and written.
pub(crate) const JOB_TYPE_COLUMNS: &str = "id, name, length_in_minutes, color, icon, change_status_on_completion,
    account_status_id_completion, change_status_on_failure, account_status_id_failure, create_completion_ticket,
    completion_ticket_group_id, create_failure_ticket, failure_ticket_group_id,
    allow_completion_with_uncompleted_tasks, task_template_id, services, contract_template_id";

pub(crate) fn job_types(db: &Db) -> Result<Vec<JobType>, Error> {
    let sql = format!("SELECT {JOB_TYPE_COLUMNS} FROM job_types ORDER BY id");
    db.rows(&sql, &[])?.iter().map(|row| read_job_type(row, 0)).collect()
}

pub(crate) fn job_type(db: &Db, id: u64) -> Result<Option<JobType>, Error> {
    let sql = format!("SELECT {JOB_TYPE_COLUMNS} FROM job_types WHERE id = ?1");
    db.row(&sql, params![id])?.map(|row| read_job_type(&row, 0)).transpose()
}

/// From the columns of a row from the `first` one on.
pub(crate) fn read_job_type(row: &Row, first: usize) -> Result<JobType, Error> {
    let services: String = row.get(first + 15)?;
    Ok(JobType {
        id: row.get(first)?,
        name: row.get(first + 1)?,
        length_in_minutes: row.get(first + 2)?,
        color: row.get(first + 3)?,
        icon: row.get(first + 4)?,
        effects: Effects {
            change_status_on_completion: row.get(first + 5)?,
            account_status_id_completion: row.get(first + 6)?,
            change_status_on_failure: row.get(first + 7)?,
            account_status_id_failure: row.get(first + 8)?,
            create_completion_ticket: row.get(first + 9)?,
            completion_ticket_group_id: row.get(first + 10)?,
            create_failure_ticket: row.get(first + 11)?,
            failure_ticket_group_id: row.get(first + 12)?,
            allow_completion_with_uncompleted_tasks: row.get(first + 13)?,
            task_template_id: row.get(first + 14)?,
            services: serde_json::from_str(&services)
                .map_err(|error| Error::Corrupt(format!("services of a job type: {error}")))?,
            contract_template_id: row.get(first + 16)?,
        },
    })
}

/// The names of these rows of a table, by their numbers.
pub(crate) fn names(db: &Db, table: &str, ids: Vec<u64>) -> Result<BTreeMap<u64, String>, Error> {
    let sql = format!("SELECT id, name FROM {table} WHERE id IN (SELECT value FROM json_each(?1))");
    db.rows(&sql, params![ids])?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Names, addresses and telephone numbers of places of one kind, by their numbers.
pub(crate) fn named_places(db: &Db, kind: PlaceKind, ids: Vec<u64>) -> Result<BTreeMap<u64, NamedPlace>, Error> {
    let sql = "SELECT id, name, address, telephone FROM places
        WHERE kind = ?1 AND id IN (SELECT value FROM json_each(?2))";
    let read = |row: &Row| {
        let address = row.get::<Option<String>>(2)?.unwrap_or_default();
        Ok((row.get(0)?, NamedPlace { name: row.get(1)?, address, telephone: row.get(3)? }))
    };
    db.rows(sql, params![kind.name(), ids])?.iter().map(read).collect()
}

/// What people know a place by.
#[derive(Clone, Debug, Default)]
pub(crate) struct NamedPlace {
    /// Its name.
    pub(crate) name: String,
    /// Where it is, on one line; empty where that is not known.
    pub(crate) address: String,
    /// By which number its people are called, where that is known.
    pub(crate) telephone: Option<String>,
}
