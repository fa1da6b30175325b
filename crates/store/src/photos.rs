//! Pictures that the holders of links have added, and which job has them.
//!
//! A photo comes before the job that names it: it waits, and goes after a day without one. A job that is deleted gives its photos
//! back to wait once more, so that who takes a booking back and books again needn't send them anew.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};
use slotwright_domain::{
    Actor, FieldWrong, Job, LinkClock, LinkTerms, Photo, PhotoKind, UnixSecond, WrongField, photo_ids,
};

use crate::error::{Error, Refused};
use crate::idempotency_keys::Effect;
use crate::links::standing;
use crate::sql::{Row, params};
use crate::store::Store;
use crate::unit_of_work::Db;

impl Store {
    /// Keeps a picture until a job names it, and gives its number: the one that it has, where the link has sent the same before.
    pub async fn keep_photo(
        &self,
        link_id: u64,
        terms: LinkTerms,
        kind: PhotoKind,
        bytes: Vec<u8>,
    ) -> Result<Photo, Refused> {
        self.change(move |db| keep(db, link_id, terms, kind, &bytes)).await
    }

    /// A job's photos, the first that came first.
    pub async fn photos_of_job(&self, job_id: u64) -> Result<Vec<Photo>, Error> {
        self.ask_once(move |db| {
            let sql = format!("SELECT {COLUMNS} FROM photos WHERE job_id = ?1 ORDER BY id");
            db.rows(&sql, params![job_id])?.iter().map(read).collect()
        })
        .await
    }

    /// A photo of a job, with its bytes.
    pub async fn photo_of_job(&self, job_id: u64, id: u64) -> Result<Option<(Photo, Vec<u8>)>, Error> {
        self.ask_once(move |db| with_bytes(db, "job_id = ?2", id, job_id)).await
    }

    /// A photo that a link has sent and that waits for its job, with its bytes.
    pub async fn waiting_photo(&self, link_id: u64, id: u64) -> Result<Option<(Photo, Vec<u8>)>, Error> {
        self.ask_once(move |db| with_bytes(db, "link_id = ?2 AND job_id IS NULL", id, link_id)).await
    }

    /// Takes a photo back that waits for its job.
    pub async fn discard_photo(&self, link_id: u64, id: u64) -> Result<(), Refused> {
        self.change(move |db| {
            let sql = "DELETE FROM photos WHERE id = ?1 AND link_id = ?2 AND job_id IS NULL";
            match db.execute(sql, params![id, link_id])? {
                0 => Err(Refused::NoSuchRecord),
                _ => Ok(db.note(Effect::Deletion)?),
            }
        })
        .await
    }

    /// Takes away the photos that no job has named for a day, and says how many these are.
    pub async fn sweep_photos(&self, clock: LinkClock) -> Result<u64, Error> {
        self.change_unkeyed(move |db| sweep(db, clock.read(db.now_ms()?))).await
    }
}

const COLUMNS: &str = "id, media_type, length(bytes), made_at";

fn read(row: &Row) -> Result<Photo, Error> {
    let media_type: String = row.get(1)?;
    let kind = PhotoKind::named(&media_type)
        .ok_or_else(|| Error::Corrupt(format!("a photo is of the type `{media_type}`, which there is not")))?;
    Ok(Photo { id: row.get(0)?, kind, bytes: row.get(2)?, made_at: row.get(3)? })
}

fn with_bytes(db: &Db, whose: &str, id: u64, whose_id: u64) -> Result<Option<(Photo, Vec<u8>)>, Error> {
    let sql = format!("SELECT {COLUMNS}, bytes FROM photos WHERE id = ?1 AND {whose}");
    let row = db.row(&sql, params![id, whose_id])?;
    row.map(|row| Ok((read(&row)?, row.get(4)?))).transpose()
}

fn keep(db: &Db, link_id: u64, terms: LinkTerms, kind: PhotoKind, bytes: &[u8]) -> Result<Photo, Refused> {
    // Two uploads by one link wait for each other here.
    standing(db, link_id, terms)?;
    let now = terms.clock.read(db.now_ms()?);
    sweep(db, now)?;
    let digest: [u8; 32] = Sha256::digest(bytes).into();
    let same = format!("SELECT {COLUMNS} FROM photos WHERE link_id = ?1 AND digest = ?2 AND job_id IS NULL");
    if let Some(row) = db.row(&same, params![link_id, digest])? {
        let photo = read(&row)?;
        db.execute("UPDATE photos SET unused_since = ?2 WHERE id = ?1", params![photo.id, now])?;
        return Ok(photo);
    }
    let waiting = db.value("SELECT count(*) FROM photos WHERE job_id IS NULL", &[])?;
    let of_link = db.value("SELECT count(*) FROM photos WHERE job_id IS NULL AND link_id = ?1", params![link_id])?;
    if Photo::MAX_WAITING_OF_LINK <= of_link || Photo::MAX_WAITING <= waiting {
        return Err(Refused::TooManyPhotos);
    }
    let id = db.value(
        "INSERT INTO photos (link_id, media_type, digest, bytes, made_at, unused_since) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
         RETURNING id",
        params![link_id, kind.media_type(), digest, bytes, now],
    )?;
    Ok(Photo { id, kind, bytes: bytes.len() as u64, made_at: now })
}

fn sweep(db: &Db, now: UnixSecond) -> Result<u64, Error> {
    let sql = "DELETE FROM photos WHERE job_id IS NULL AND unused_since <= ?1";
    db.execute(sql, params![now - Photo::WAITS_SECONDS])
}

/// Gives a job the photos that its fields with these keys name, and takes away those that they name no more. A customer may name
/// what their link has sent, and what the job has; staff what the job has.
pub(crate) fn follow(
    db: &Db,
    id: u64,
    keys: &[String],
    before: Option<&Job>,
    after: &Job,
    by: &Actor,
) -> Result<(), Refused> {
    let named = |job: &Job| -> BTreeSet<u64> {
        keys.iter().filter_map(|key| photo_ids(job.fields.get(key)?)).flatten().collect()
    };
    let (before, wanted) = (before.map(named).unwrap_or_default(), named(after));
    let link_id = match by {
        Actor::Customer { link_id, .. } => Some(*link_id),
        Actor::Staff { .. } | Actor::Upstream { .. } => None,
    };
    for photo_id in wanted.difference(&before) {
        let sql = "UPDATE photos SET job_id = ?2 WHERE id = ?1 AND (job_id = ?2 OR (job_id IS NULL AND link_id = ?3))";
        if db.execute(sql, params![photo_id, id, link_id])? == 0 {
            let names = |key: &&String| {
                after.fields.get(*key).and_then(|text| photo_ids(text)).is_some_and(|ids| ids.contains(photo_id))
            };
            let key = keys.iter().find(names).cloned().unwrap_or_default();
            return Err(Refused::WrongFields(vec![WrongField { key, wrong: FieldWrong::NoSuchPhoto(*photo_id) }]));
        }
    }
    let dropped: Vec<u64> = before.difference(&wanted).copied().collect();
    if !dropped.is_empty() {
        let sql = "DELETE FROM photos WHERE job_id = ?1 AND id IN (SELECT value FROM json_each(?2))";
        db.execute(sql, params![id, dropped])?;
    }
    Ok(())
}

/// The job is about to be deleted: its photos wait for another, for as long as those that never had one.
pub(crate) fn release(db: &Db, job_id: u64, clock: LinkClock) -> Result<(), Error> {
    let now = clock.read(db.now_ms()?);
    db.pipeline("UPDATE photos SET job_id = NULL, unused_since = ?2 WHERE job_id = ?1", params![job_id, now])
}
