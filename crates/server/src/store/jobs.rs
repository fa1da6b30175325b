//! Reading and writing jobs, without judging.

use rusqlite::{Connection, Row, params};
use slotwright_wire::sonar::JobStatus;

use super::directory::place_kind;
use super::{Completion, Error, Job, Page};
use crate::world::PlaceRef;

const COLUMNS: &str = "id, job_type_id, length_in_minutes, place_kind, place_id, ticket_id, notes, services, status,
    start_minute, created_by_user_id, completed_second, completed_by_user_id, completed_successfully, completion_reason,
    crew_size";

pub(super) fn list(connection: &Connection, page: Page) -> Result<(Vec<Job>, u64), Error> {
    let count = connection.query_row("SELECT count(*) FROM jobs", [], |row| row.get(0))?;
    let sql = format!("SELECT {COLUMNS} FROM jobs ORDER BY id LIMIT ?1 OFFSET ?2");
    let mut question = connection.prepare_cached(&sql)?;
    let mut rows = question.query(params![page.limit, page.offset()])?;
    let mut jobs = Vec::new();
    while let Some(row) = rows.next()? {
        jobs.push(read(connection, row)?);
    }
    Ok((jobs, count))
}

pub(super) fn get(connection: &Connection, id: u64) -> Result<Option<Job>, Error> {
    let mut question = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM jobs WHERE id = ?1"))?;
    let mut rows = question.query([id])?;
    rows.next()?.map(|row| read(connection, row)).transpose()
}

pub(super) fn as_scheduled(connection: &Connection, ids: &[u64]) -> Result<Vec<Job>, Error> {
    let mut question = connection.prepare_cached("SELECT min(rowid) FROM claims WHERE job_id = ?1 AND position = 0")?;
    let mut jobs = Vec::with_capacity(ids.len());
    for &id in ids {
        let scheduled: Option<i64> = question.query_row([id], |row| row.get(0))?;
        if let Some(job) = get(connection, id)? {
            jobs.push((scheduled, job));
        }
    }
    jobs.sort_by_key(|(scheduled, _)| *scheduled);
    Ok(jobs.into_iter().map(|(_, job)| job).collect())
}

fn read(connection: &Connection, row: &Row) -> Result<Job, Error> {
    let id = row.get(0)?;
    let services: String = row.get(7)?;
    let completed_at: Option<i64> = row.get(11)?;
    let completion = match completed_at {
        None => None,
        Some(at) => Some(Completion {
            at,
            by_user_id: row.get(12)?,
            successfully: row.get::<_, Option<bool>>(13)?.unwrap_or(false),
            reason: row.get(14)?,
        }),
    };
    let mut crew = connection.prepare_cached("SELECT user_id FROM claims WHERE job_id = ?1 ORDER BY position")?;
    let mut on_site =
        connection.prepare_cached("SELECT user_id, since_second FROM checked_in WHERE job_id = ?1 ORDER BY rowid")?;
    Ok(Job {
        id,
        job_type_id: row.get(1)?,
        length_in_minutes: row.get(2)?,
        place: PlaceRef { kind: place_kind(row.get_ref(3)?.as_str().unwrap_or_default())?, id: row.get(4)? },
        ticket_id: row.get(5)?,
        notes: row.get(6)?,
        services: serde_json::from_str(&services).map_err(|error| Error::Corrupt(format!("services: {error}")))?,
        status: status(row.get_ref(8)?.as_str().unwrap_or_default())?,
        start: row.get(9)?,
        user_ids: crew.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?,
        checked_in: on_site.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?,
        last_crew_size: row.get(15)?,
        created_by_user_id: row.get(10)?,
        completion,
    })
}

/// Writes a new job and gives its number; `job.id` is its number when it is not 0.
pub(super) fn insert(connection: &Connection, job: &Job) -> Result<u64, Error> {
    let sql = format!(
        "INSERT INTO jobs ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
    );
    write(connection, &sql, job)?;
    let id = connection.last_insert_rowid() as u64;
    write_lists(connection, id, job)?;
    Ok(id)
}

/// Writes a job over the one with its number.
pub(super) fn update(connection: &Connection, job: &Job) -> Result<(), Error> {
    let sql = format!(
        "UPDATE jobs SET ({COLUMNS}) = (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
         WHERE id = ?1"
    );
    write(connection, &sql, job)?;
    connection.prepare_cached("DELETE FROM claims WHERE job_id = ?1")?.execute([job.id])?;
    connection.prepare_cached("DELETE FROM checked_in WHERE job_id = ?1")?.execute([job.id])?;
    write_lists(connection, job.id, job)
}

pub(super) fn delete(connection: &Connection, id: u64) -> Result<(), Error> {
    connection.prepare_cached("DELETE FROM jobs WHERE id = ?1")?.execute([id])?;
    Ok(())
}

fn write(connection: &Connection, sql: &str, job: &Job) -> Result<(), Error> {
    let completion = job.completion.as_ref();
    let services = serde_json::to_string(&job.services).map_err(|error| Error::Corrupt(error.to_string()))?;
    connection.prepare_cached(sql)?.execute(params![
        (job.id != 0).then_some(job.id),
        job.job_type_id,
        job.length_in_minutes,
        job.place.kind.plural(),
        job.place.id,
        job.ticket_id,
        job.notes,
        services,
        status_text(job.status),
        job.start,
        job.created_by_user_id,
        completion.map(|completion| completion.at),
        completion.and_then(|completion| completion.by_user_id),
        completion.map(|completion| completion.successfully),
        completion.and_then(|completion| completion.reason.as_deref()),
        Some(job.user_ids.len()).filter(|size| *size > 0).or(job.last_crew_size),
    ])?;
    Ok(())
}

fn write_lists(connection: &Connection, id: u64, job: &Job) -> Result<(), Error> {
    if let Some(visit) = job.interval() {
        let mut claim = connection.prepare_cached(
            "INSERT INTO claims (job_id, position, user_id, start_minute, end_minute) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for (position, user_id) in job.user_ids.iter().enumerate() {
            claim.execute(params![id, position, user_id, visit.start(), visit.end()])?;
        }
    }
    let mut on_site =
        connection.prepare_cached("INSERT INTO checked_in (job_id, user_id, since_second) VALUES (?1, ?2, ?3)")?;
    for (user_id, since) in &job.checked_in {
        on_site.execute(params![id, user_id, since])?;
    }
    Ok(())
}

pub(super) fn exists(connection: &Connection, id: u64) -> Result<bool, Error> {
    Ok(connection.prepare_cached("SELECT 1 FROM jobs WHERE id = ?1")?.exists([id])?)
}

fn status(text: &str) -> Result<JobStatus, Error> {
    [JobStatus::Queued, JobStatus::Scheduled, JobStatus::Completed, JobStatus::Failed]
        .into_iter()
        .find(|status| status_text(*status) == text)
        .ok_or_else(|| Error::Corrupt(format!("a job has the status `{text}`")))
}

fn status_text(status: JobStatus) -> &'static str {
    match status {
        JobStatus::Queued => "queued",
        JobStatus::Scheduled => "scheduled",
        JobStatus::Completed => "completed",
        JobStatus::Failed => "failed",
    }
}
