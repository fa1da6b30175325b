//! What a message says: what became of a job then, what it was before, and what is known of it now.

use slotwright_domain::{Job, Place, PlaceRef, WishWindow};
use slotwright_matching::Minute;
use slotwright_wire::slotwright::JobField;

use crate::error::Error;
use crate::sql::{Row, params};
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::upstream_jobs::{self, UpstreamLink};
use crate::{directory, jobs, rather_not, settings, wishes};

/// A change of a job.
#[derive(Clone, Debug)]
pub struct Facts {
    /// When, by the database's clock: milliseconds since 1970.
    pub at_ms: i64,
    /// Who made it, as the history names them.
    pub by: String,
    /// Where the job stood after it, in the history's word: `deleted` when nothing was left.
    pub status: String,
    /// The visit after it.
    pub after: Option<VisitThen>,
    /// The visit before it.
    pub before: Option<VisitThen>,
    /// The type of the job; unknown of entries from before it was noted.
    pub job_type_id: Option<u64>,
    /// The job as it is now; none when it is deleted.
    pub job: Option<Job>,
    /// Where it is, or was to be, done.
    pub place: Option<Place>,
    /// What the customer wishes now.
    pub wishes: Vec<WishWindow>,
    /// When the customer would rather not have it now, by the clock.
    pub rather_not: Vec<WishWindow>,
}

/// A visit at some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitThen {
    /// When it was to begin.
    pub start: Minute,
    /// How long it was to take.
    pub length_in_minutes: u32,
    /// Who was to come.
    pub user_ids: Vec<u64>,
}

impl Store {
    /// What an entry of this job's history is about; `None` when there is no such entry.
    pub async fn facts(&self, job_id: u64, history_id: u64) -> Result<Option<Facts>, Error> {
        self.ask(move |db| facts(db, job_id, history_id)).await
    }
}

const ENTRIES: &str =
    "SELECT at_ms, actor, status, start_minute, length_in_minutes, user_ids, job_type_id, place_kind, place_id
    FROM job_history WHERE job_id = ?1";

fn facts(db: &Db, job_id: u64, history_id: u64) -> Result<Option<Facts>, Error> {
    let Some(row) = db.row(&format!("{ENTRIES} AND id = ?2"), params![job_id, history_id])? else { return Ok(None) };
    let sql = format!("{ENTRIES} AND id < ?2 ORDER BY id DESC LIMIT 1");
    let before = db.row(&sql, params![job_id, history_id])?;
    let job = jobs::get(db, job_id)?;
    let noted = match row.get::<Option<String>>(7)?.zip(row.get::<Option<u64>>(8)?) {
        Some((kind, id)) => Some(PlaceRef { kind: directory::place_kind(&kind)?, id }),
        None => None,
    };
    let place = job.as_ref().map(|job| job.place).or(noted);
    Ok(Some(Facts {
        at_ms: row.get(0)?,
        by: row.get(1)?,
        status: row.get(2)?,
        after: visit(&row)?,
        before: before.as_ref().map(visit).transpose()?.flatten(),
        job_type_id: job.as_ref().map(|job| job.job_type_id).or(row.get(6)?),
        wishes: wishes::windows(db, job_id)?,
        rather_not: rather_not::of_job(db, job_id)?,
        place: place.map(|place| directory::place(db, place)).transpose()?.flatten(),
        job,
    }))
}

fn visit(row: &Row) -> Result<Option<VisitThen>, Error> {
    let (start, length) = (row.get::<Option<Minute>>(3)?, row.get::<Option<u32>>(4)?);
    let Some((start, length_in_minutes)) = start.zip(length) else { return Ok(None) };
    let user_ids = row.get::<Option<String>>(5)?.unwrap_or_default();
    let user_ids = serde_json::from_str(&user_ids).map_err(|error| Error::Corrupt(error.to_string()))?;
    Ok(Some(VisitThen { start, length_in_minutes, user_ids }))
}

/// All that a system behind the gateway is told of a job, as it is at one moment.
#[derive(Clone, Debug)]
pub struct UpstreamFacts {
    /// The number of the last message about it.
    pub asked: u64,
    /// What it is called there, and how that stands.
    pub link: UpstreamLink,
    /// The job; none when it is deleted.
    pub job: Option<Job>,
    /// Its type, in words.
    pub job_type_name: String,
    /// Where.
    pub place: Option<Place>,
    /// What the customer wishes, the dearest first.
    pub wishes: Vec<WishWindow>,
    /// The fields of its type.
    pub fields: Vec<JobField>,
    /// What the database's clock says: milliseconds since 1970.
    pub now_ms: i64,
}

impl Store {
    /// What a system behind the gateway is told of a job; `None` when it is told nothing of it.
    pub async fn upstream_facts(&self, job_id: u64) -> Result<Option<UpstreamFacts>, Error> {
        self.ask(move |db| {
            let Some(link) = upstream_jobs::get(db, job_id)? else { return Ok(None) };
            let sql =
                "SELECT coalesce(max(messages.id), 0) FROM messages JOIN recipients ON recipients.id = recipient_id
                WHERE kind = 'upstream' AND job_id = ?1";
            let asked = db.value(sql, params![job_id])?;
            let job = jobs::get(db, job_id)?;
            let job_type = job.as_ref().map(|job| directory::job_type(db, job.job_type_id)).transpose()?.flatten();
            let place = job.as_ref().map(|job| directory::place(db, job.place)).transpose()?.flatten();
            Ok(Some(UpstreamFacts {
                asked,
                link,
                job_type_name: job_type.map(|job_type| job_type.name).unwrap_or_default(),
                place,
                wishes: wishes::windows(db, job_id)?,
                fields: match &job {
                    Some(job) => settings::fields(db)?.of_type(job.job_type_id).to_vec(),
                    None => Vec::new(),
                },
                job,
                now_ms: db.now_ms()?,
            }))
        })
        .await
    }
}
