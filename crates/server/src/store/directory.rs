//! People, places, job types: what the other tables point to.

use rusqlite::{Connection, OptionalExtension, Row, params};
use slotwright_matching::Point;
use slotwright_wire::sonar;

use super::{ApiUser, Error, Page, Place, User};
use crate::world::{PlaceKind, PlaceRef};

pub(super) fn users(connection: &Connection) -> Result<Vec<User>, Error> {
    let mut question = connection.prepare_cached("SELECT id, username, name, public_name FROM users ORDER BY id")?;
    let users = question.query_map([], |row| {
        Ok(User { id: row.get(0)?, username: row.get(1)?, name: row.get(2)?, public_name: row.get(3)? })
    })?;
    Ok(users.collect::<Result<_, _>>()?)
}

pub(super) fn unknown_user(connection: &Connection, user_ids: &[u64]) -> Result<Option<u64>, Error> {
    let mut question = connection.prepare_cached("SELECT 1 FROM users WHERE id = ?1")?;
    for &user_id in user_ids {
        if !question.exists([user_id])? {
            return Ok(Some(user_id));
        }
    }
    Ok(None)
}

pub(super) fn places(connection: &Connection, kind: PlaceKind, page: Page) -> Result<(Vec<Place>, u64), Error> {
    let kind_text = kind.plural();
    let count = connection.query_row("SELECT count(*) FROM places WHERE kind = ?1", [kind_text], |row| row.get(0))?;
    let mut question = connection.prepare_cached(
        "SELECT id, name, address, latitude, longitude FROM places WHERE kind = ?1 ORDER BY id LIMIT ?2 OFFSET ?3",
    )?;
    let places = question.query_map(params![kind_text, page.limit, page.offset()], |row| read_place(kind, row))?;
    Ok((places.collect::<Result<_, _>>()?, count))
}

pub(super) fn place(connection: &Connection, place: PlaceRef) -> Result<Option<Place>, Error> {
    let mut question = connection
        .prepare_cached("SELECT id, name, address, latitude, longitude FROM places WHERE kind = ?1 AND id = ?2")?;
    Ok(question.query_row(params![place.kind.plural(), place.id], |row| read_place(place.kind, row)).optional()?)
}

fn read_place(kind: PlaceKind, row: &Row) -> rusqlite::Result<Place> {
    let point = row.get::<_, Option<f64>>(3)?.zip(row.get::<_, Option<f64>>(4)?);
    Ok(Place {
        place: PlaceRef { kind, id: row.get(0)? },
        name: row.get(1)?,
        address: row.get(2)?,
        point: point.map(|(latitude, longitude)| Point { latitude, longitude }),
    })
}

pub(super) fn place_kind(text: &str) -> Result<PlaceKind, Error> {
    [PlaceKind::Account, PlaceKind::NetworkSite]
        .into_iter()
        .find(|kind| kind.plural() == text)
        .ok_or_else(|| Error::Corrupt(format!("there is a place of the kind `{text}`")))
}

/// The columns of a job type, in the order in which they are read and written.
pub(super) const JOB_TYPE_COLUMNS: &str = "id, name, length_in_minutes, color, icon, change_status_on_completion,
    account_status_id_completion, change_status_on_failure, account_status_id_failure, create_completion_ticket,
    completion_ticket_group_id, create_failure_ticket, failure_ticket_group_id,
    allow_completion_with_uncompleted_tasks, task_template_id, services, contract_template_id";

pub(super) fn job_types(connection: &Connection) -> Result<Vec<sonar::JobType>, Error> {
    let mut question = connection.prepare_cached(&format!("SELECT {JOB_TYPE_COLUMNS} FROM job_types ORDER BY id"))?;
    let mut rows = question.query([])?;
    let mut job_types = Vec::new();
    while let Some(row) = rows.next()? {
        job_types.push(read_job_type(row)?);
    }
    Ok(job_types)
}

pub(super) fn job_type(connection: &Connection, id: u64) -> Result<Option<sonar::JobType>, Error> {
    let mut question = connection.prepare_cached(&format!("SELECT {JOB_TYPE_COLUMNS} FROM job_types WHERE id = ?1"))?;
    let mut rows = question.query([id])?;
    rows.next()?.map(read_job_type).transpose()
}

fn read_job_type(row: &Row) -> Result<sonar::JobType, Error> {
    let services: String = row.get(15)?;
    Ok(sonar::JobType {
        id: row.get(0)?,
        name: row.get(1)?,
        length_in_minutes: row.get(2)?,
        color: row.get(3)?,
        icon: row.get(4)?,
        change_status_on_completion: row.get(5)?,
        account_status_id_completion: row.get(6)?,
        change_status_on_failure: row.get(7)?,
        account_status_id_failure: row.get(8)?,
        create_completion_ticket: row.get(9)?,
        completion_ticket_group_id: row.get(10)?,
        create_failure_ticket: row.get(11)?,
        failure_ticket_group_id: row.get(12)?,
        allow_completion_with_uncompleted_tasks: row.get(13)?,
        task_template_id: row.get(14)?,
        services: serde_json::from_str(&services)
            .map_err(|error| Error::Corrupt(format!("services of a job type: {error}")))?,
        contract_template_id: row.get(16)?,
    })
}

pub(super) fn api_user(connection: &Connection, name: &str) -> Result<Option<ApiUser>, Error> {
    let mut question = connection.prepare_cached("SELECT password_hash, user_id FROM api_users WHERE name = ?1")?;
    let user = question.query_row([name], |row| Ok(ApiUser { password_hash: row.get(0)?, user_id: row.get(1)? }));
    Ok(user.optional()?)
}

pub(super) fn has_api_users(connection: &Connection) -> Result<bool, Error> {
    Ok(connection.prepare_cached("SELECT 1 FROM api_users")?.exists([])?)
}

pub(super) fn set_api_user(connection: &Connection, name: &str, password_hash: &str) -> Result<(), Error> {
    let known = "SELECT id FROM users ORDER BY username <> ?1, id LIMIT 1";
    let user_id: Option<u64> = connection.query_row(known, [name], |row| row.get(0)).optional()?;
    let user_id = match user_id {
        Some(user_id) => user_id,
        None => {
            let new = "INSERT INTO users (id, username, name, public_name) VALUES (1, ?1, ?1, ?1)";
            connection.execute(new, [name])?;
            1
        }
    };
    connection.execute(
        "INSERT INTO api_users (name, password_hash, user_id) VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET password_hash = ?2",
        params![name, password_hash, user_id],
    )?;
    Ok(())
}
