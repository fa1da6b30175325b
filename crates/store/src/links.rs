//! Booking links and the board's links. A handle itself is never stored.

use slotwright_domain::{Link, LinkDraft, LinkHolder, LinkScope, PlaceRef, UnixSecond};

use crate::directory::place_kind;
use crate::error::{Error, Refused};
use crate::sql::{Row, params};
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::versions::DEFINITION_VERSION;

impl Store {
    /// The link whose handle has this hash.
    pub async fn link(&self, handle_hash: [u8; 32]) -> Result<Option<Link>, Error> {
        self.ask_once(move |db| find(db, &handle_hash)).await
    }

    /// Stores a new link.
    pub async fn create_link(&self, draft: LinkDraft) -> Result<(), Error> {
        self.change(move |db| create(db, &draft)).await
    }
}

fn links() -> String {
    format!(
        "SELECT id, salt, kind, user_id, place_kind, place_id, job_type_id, job_id, made_job, expires_at, revoked_at,
           {DEFINITION_VERSION} FROM links"
    )
}

pub(crate) fn find(db: &Db, handle_hash: &[u8; 32]) -> Result<Option<Link>, Error> {
    db.row(&format!("{} WHERE handle_hash = ?1", links()), params![handle_hash])?.map(read).transpose()
}

/// The link with this number, for a change: it stands as it is until this transaction has ended.
pub(crate) fn get_for_update(db: &Db, id: u64) -> Result<Option<Link>, Error> {
    db.row(&format!("{} WHERE id = ?1{}", links(), db.for_update()), params![id])?.map(read).transpose()
}

/// The link as it stands now: it may have ended, or got its job, since the caller was let in.
pub(crate) fn standing(db: &Db, link_id: u64, now: i64) -> Result<(Link, LinkScope), Refused> {
    let link = get_for_update(db, link_id)?.ok_or(Refused::LinkEnded)?;
    match link.holder {
        LinkHolder::Customer(scope) if !link.has_ended(now) => Ok((link, scope)),
        _ => Err(Refused::LinkEnded),
    }
}

/// Locks the links to a job: whoever changes both a link and its job takes the link first.
pub(crate) fn lock_those_to(db: &Db, job_id: u64) -> Result<(), Error> {
    db.rows(&format!("SELECT id FROM links WHERE job_id = ?1 ORDER BY id{}", db.for_update()), params![job_id])?;
    Ok(())
}

fn read(row: Row) -> Result<Link, Error> {
    let holder = match row.get::<String>(2)?.as_str() {
        "staff" => LinkHolder::Staff { user_id: row.get(3)? },
        _ => LinkHolder::Customer(LinkScope {
            place: PlaceRef { kind: place_kind(&row.get::<String>(4)?)?, id: row.get(5)? },
            job_type_id: row.get(6)?,
            job_id: row.get(7)?,
            made_job: row.get(8)?,
        }),
    };
    Ok(Link {
        id: row.get(0)?,
        roster_version: row.get(11)?,
        salt: row.get(1)?,
        holder,
        expires_at: row.get(9)?,
        revoked_at: row.get(10)?,
    })
}

pub(crate) fn create(db: &Db, draft: &LinkDraft) -> Result<(), Error> {
    let (kind, user_id, scope) = match draft.holder {
        LinkHolder::Staff { user_id } => ("staff", Some(user_id), None),
        LinkHolder::Customer(scope) => ("customer", None, Some(scope)),
    };
    db.execute(
        "INSERT INTO links (handle_hash, salt, kind, user_id, place_kind, place_id, job_type_id, job_id, made_job,
           created_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            draft.handle_hash,
            draft.salt,
            kind,
            user_id,
            scope.map(|scope| scope.place.kind.name()),
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
pub(crate) fn bind(db: &Db, id: u64, job_id: u64) -> Result<(), Error> {
    db.pipeline("UPDATE links SET job_id = ?2, made_job = TRUE WHERE id = ?1", params![id, job_id])
}

/// The job is about to be deleted. A link that made it may make another; one that was for it has nothing left to open.
pub(crate) fn release(db: &Db, job_id: u64, now: UnixSecond) -> Result<(), Error> {
    db.pipeline(
        "UPDATE links SET revoked_at = ?2 WHERE job_id = ?1 AND made_job = FALSE AND revoked_at IS NULL",
        params![job_id, now],
    )?;
    db.pipeline("UPDATE links SET job_id = NULL, made_job = FALSE WHERE job_id = ?1", params![job_id])
}
