//! What each system's programs say of jobs that others have no place for.

use std::collections::BTreeMap;

use slotwright_domain::{Particulars, ParticularsChange, System};

use crate::error::{Error, Refused};
use crate::sql::{Row, params};
use crate::store::Store;
use crate::unit_of_work::Db;

impl Store {
    /// What a system's programs say of a job.
    pub async fn particulars(&self, job_id: u64, system: System) -> Result<Option<Particulars>, Error> {
        self.ask_once(move |db| get(db, job_id, system)).await
    }

    /// What a system's programs say of these jobs, by the job's number.
    pub async fn particulars_of(&self, job_ids: Vec<u64>, system: System) -> Result<BTreeMap<u64, Particulars>, Error> {
        self.ask_once(move |db| of_jobs(db, &job_ids, system)).await
    }

    /// The numbers of the jobs that a system's programs call so, the oldest first.
    pub async fn jobs_called(&self, system: System, reference: &str) -> Result<Vec<u64>, Error> {
        let reference = reference.to_owned();
        self.ask_once(move |db| called(db, system, &reference)).await
    }
}

pub(crate) fn get(db: &Db, job_id: u64, system: System) -> Result<Option<Particulars>, Error> {
    Ok(of_jobs(db, &[job_id], system)?.remove(&job_id))
}

fn of_jobs(db: &Db, job_ids: &[u64], system: System) -> Result<BTreeMap<u64, Particulars>, Error> {
    let sql = "SELECT job_id, reference, document FROM particulars
        WHERE system = ?1 AND job_id IN (SELECT value FROM json_each(?2))";
    let read = |row: &Row| Ok((row.get(0)?, Particulars { system, reference: row.get(1)?, document: row.get(2)? }));
    db.rows(sql, params![system.name(), job_ids])?.iter().map(read).collect()
}

/// What all systems' programs say of these jobs, by the job's number.
pub(crate) fn all_of_jobs(db: &Db, job_ids: &[u64]) -> Result<BTreeMap<u64, Vec<Particulars>>, Error> {
    let mut all = BTreeMap::<_, Vec<_>>::new();
    for system in System::ALL {
        for (job_id, particulars) in of_jobs(db, job_ids, system)? {
            all.entry(job_id).or_default().push(particulars);
        }
    }
    Ok(all)
}

fn called(db: &Db, system: System, reference: &str) -> Result<Vec<u64>, Error> {
    let sql = "SELECT job_id FROM particulars WHERE system = ?1 AND reference = ?2 ORDER BY job_id";
    db.column(sql, params![system.name(), reference])
}

/// Writes those of a new job.
pub(crate) fn insert(db: &Db, job_id: u64, particulars: &Particulars) -> Result<(), Refused> {
    let Particulars { system, reference, document } = particulars;
    let sql = "INSERT INTO particulars (job_id, system, reference, document) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT DO NOTHING";
    match db.execute(sql, params![job_id, system.name(), reference, document])? {
        0 => Err(taken(db, particulars)?),
        _ => Ok(()),
    }
}

/// Writes those of a job that is locked over those that are there.
pub(crate) fn change(db: &Db, job_id: u64, change: &ParticularsChange) -> Result<(), Refused> {
    let ParticularsChange { before, after, .. } = change;
    if get(db, job_id, after.system)? != *before {
        return Err(Refused::ChangedMeanwhile);
    }
    if before.is_none() {
        return insert(db, job_id, after);
    }
    let is_renamed = before.as_ref().is_none_or(|before| before.reference != after.reference);
    if let (System::Os1, true, Some(reference)) = (after.system, is_renamed, &after.reference)
        && !called(db, System::Os1, reference)?.is_empty()
    {
        return Err(taken(db, after)?);
    }
    let sql = "UPDATE particulars SET reference = ?3, document = ?4 WHERE job_id = ?1 AND system = ?2";
    db.execute(sql, params![job_id, after.system.name(), after.reference, after.document])?;
    Ok(())
}

fn taken(db: &Db, particulars: &Particulars) -> Result<Refused, Error> {
    let reference = particulars.reference.as_deref().unwrap_or_default();
    let by = called(db, particulars.system, reference)?.first().copied();
    Ok(by.map_or(Refused::ChangedMeanwhile, Refused::ReferenceTaken))
}
