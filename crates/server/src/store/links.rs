//! Booking links and the board's links. A handle itself is never stored.

use rusqlite::{Connection, Row, params};

use super::directory::place_kind;
use super::{Error, Link, LinkDraft, LinkHolder, LinkScope, UnixSecond};
use crate::world::PlaceRef;

const LINKS: &str = "SELECT id, salt, kind, user_id, place_kind, place_id, job_type_id, job_id, made_job, expires_at,
    revoked_at FROM links";

pub(super) fn find(connection: &Connection, handle_hash: &[u8; 32]) -> Result<Option<Link>, Error> {
    let mut question = connection.prepare_cached(&format!("{LINKS} WHERE handle_hash = ?1"))?;
    let mut rows = question.query([handle_hash])?;
    rows.next()?.map(read).transpose()
}

pub(super) fn get(connection: &Connection, id: u64) -> Result<Option<Link>, Error> {
    let mut question = connection.prepare_cached(&format!("{LINKS} WHERE id = ?1"))?;
    let mut rows = question.query([id])?;
    rows.next()?.map(read).transpose()
}

fn read(row: &Row) -> Result<Link, Error> {
    let holder = match row.get_ref(2)?.as_str().unwrap_or_default() {
        "staff" => LinkHolder::Staff { user_id: row.get(3)? },
        _ => LinkHolder::Customer(LinkScope {
            place: PlaceRef { kind: place_kind(row.get_ref(4)?.as_str().unwrap_or_default())?, id: row.get(5)? },
            job_type_id: row.get(6)?,
            job_id: row.get(7)?,
            made_job: row.get(8)?,
        }),
    };
    Ok(Link { id: row.get(0)?, salt: row.get(1)?, holder, expires_at: row.get(9)?, revoked_at: row.get(10)? })
}

pub(super) fn create(connection: &Connection, draft: &LinkDraft) -> Result<(), Error> {
    let (kind, user_id, scope) = match draft.holder {
        LinkHolder::Staff { user_id } => ("staff", Some(user_id), None),
        LinkHolder::Customer(scope) => ("customer", None, Some(scope)),
    };
    connection.execute(
        "INSERT INTO links (handle_hash, salt, kind, user_id, place_kind, place_id, job_type_id, job_id, made_job,
           created_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            draft.handle_hash,
            draft.salt,
            kind,
            user_id,
            scope.map(|scope| scope.place.kind.plural()),
            scope.map(|scope| scope.place.id),
            scope.map(|scope| scope.job_type_id),
            scope.and_then(|scope| scope.job_id),
            scope.is_some_and(|scope| scope.made_job),
            draft.created_at,
            draft.expires_at,
        ],
    )?;
    Ok(())
}

/// Notes that the link's holder has made this job.
pub(super) fn bind(connection: &Connection, id: u64, job_id: u64) -> Result<(), Error> {
    connection.execute("UPDATE links SET job_id = ?2, made_job = 1 WHERE id = ?1", params![id, job_id])?;
    Ok(())
}

/// The job is about to be forgotten. A link that made it may make another; one that was for it has nothing left to open.
pub(super) fn release(connection: &Connection, job_id: u64, now: UnixSecond) -> Result<(), Error> {
    connection.execute(
        "UPDATE links SET revoked_at = ?2 WHERE job_id = ?1 AND made_job = 0 AND revoked_at IS NULL",
        params![job_id, now],
    )?;
    connection.execute("UPDATE links SET job_id = NULL, made_job = 0 WHERE job_id = ?1", [job_id])?;
    Ok(())
}
