//! Jobs with the names of what they refer to, and with their wishes: a page of them in as many questions as there are tables.

use std::collections::BTreeMap;

use slotwright_domain::{Job, ListedJob, Page, PlaceKind, Status};
use slotwright_wire::slotwright::JobField;

use crate::directory::NamedPlace;
use crate::error::Error;
use crate::jobs::JobFilter;
use crate::sql::params;
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::{directory, jobs, particulars, rather_not, settings, wishes};

impl Store {
    /// A part of the jobs that a filter lets through, in its order, and how many these are.
    pub async fn listed_jobs(&self, filter: JobFilter, page: Page) -> Result<(Vec<ListedJob>, u64), Error> {
        self.ask(move |db| list(db, &filter, page)).await
    }

    /// The same part, and how many of the jobs are in each state, whichever states the filter names.
    pub async fn counted_jobs(
        &self,
        filter: JobFilter,
        page: Page,
    ) -> Result<(Vec<ListedJob>, Vec<(Status, u64)>), Error> {
        self.ask(move |db| {
            let jobs = jobs::part(db, &filter, page)?;
            Ok((with_names(db, jobs)?, jobs::counts(db, &filter)?))
        })
        .await
    }
}

fn list(db: &Db, filter: &JobFilter, page: Page) -> Result<(Vec<ListedJob>, u64), Error> {
    let (jobs, count) = jobs::list(db, filter, page)?;
    Ok((with_names(db, jobs)?, count))
}

fn with_names(db: &Db, jobs: Vec<Job>) -> Result<Vec<ListedJob>, Error> {
    let types = types(db, jobs.iter().map(|job| job.job_type_id).collect())?;
    let users = directory::names(db, "users", jobs.iter().flat_map(|job| job.user_ids.iter().copied()).collect())?;
    let [accounts, sites] = [PlaceKind::Account, PlaceKind::NetworkSite].map(|kind| {
        let of_kind = jobs.iter().filter(|job| job.place.kind == kind);
        directory::named_places(db, kind, of_kind.map(|job| job.place.id).collect())
    });
    let (accounts, sites) = (accounts?, sites?);
    let ids: Vec<u64> = jobs.iter().map(|job| job.id).collect();
    let mut wishes = wishes::of_jobs(db, &ids)?;
    let mut rather_not = rather_not::of_jobs(db, &ids)?;
    let mut particulars = particulars::all_of_jobs(db, &ids)?;
    let asked = settings::fields(db)?;
    let listed = |job: Job| {
        let places = if job.place.kind == PlaceKind::Account { &accounts } else { &sites };
        let NamedPlace { name: place, address, telephone } = places.get(&job.place.id).cloned().unwrap_or_default();
        let name = |id: &u64| users.get(id).cloned().unwrap_or_default();
        let (job_type, color) = types.get(&job.job_type_id).cloned().unwrap_or_default();
        ListedJob {
            job_type,
            color,
            place,
            address,
            telephone,
            crew: job.user_ids.iter().map(name).collect(),
            wishes: wishes.remove(&job.id).unwrap_or_default(),
            rather_not: rather_not.remove(&job.id).unwrap_or_default(),
            fields: labelled(asked.of_type(job.job_type_id), &job),
            particulars: particulars.remove(&job.id).unwrap_or_default(),
            job,
        }
    };
    Ok(jobs.into_iter().map(listed).collect())
}

/// What is in a job's fields: what its type asks for in its order, then the rest.
fn labelled(asked: &[JobField], job: &Job) -> Vec<(String, String)> {
    let held = |field: &JobField| Some((field.label.clone(), job.fields.get(&field.key)?.clone()));
    let is_asked = |key: &String| asked.iter().any(|field| field.key == *key);
    let rest = job.fields.iter().filter(|(key, _)| !is_asked(key)).map(|(key, text)| (key.clone(), text.clone()));
    asked.iter().filter_map(held).chain(rest).collect()
}

/// Names and colours of types, by their numbers.
fn types(db: &Db, ids: Vec<u64>) -> Result<BTreeMap<u64, (String, String)>, Error> {
    let sql = "SELECT id, name, color FROM job_types WHERE id IN (SELECT value FROM json_each(?1))";
    db.rows(sql, params![ids])?.iter().map(|row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))).collect()
}
