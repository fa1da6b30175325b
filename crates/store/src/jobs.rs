//! Reading and writing jobs, without judging.

use std::collections::BTreeMap;

use slotwright_domain::{Actor, Completion, Job, JobEvent, Page, PlaceKind, PlaceRef, Status, WallSecond, WishWindow};
use slotwright_matching::{Day, Interval, MINUTES_PER_DAY, Minute, Skipped};

use crate::directory::place_kind;
use crate::error::Error;
use crate::history::Change;
use crate::sought::fold;
use crate::sql::{Row, ToValue, Transaction, Value, params};
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::{claims, history, messages, status, versions};

impl Store {
    /// A part of the jobs that a filter lets through, in its order, and how many these are.
    pub async fn jobs(&self, filter: JobFilter, page: Page) -> Result<(Vec<Job>, u64), Error> {
        self.ask(move |db| list(db, &filter, page)).await
    }

    /// One job.
    pub async fn job(&self, id: u64) -> Result<Option<Job>, Error> {
        self.ask(move |db| get(db, id)).await
    }

    /// These jobs, in the order in which they were scheduled.
    pub async fn jobs_as_scheduled(&self, ids: Vec<u64>) -> Result<Vec<Job>, Error> {
        self.ask(move |db| as_scheduled(db, &ids)).await
    }
}

/// Which jobs are meant, and in which order. What says nothing lets all through.
#[derive(Clone, Debug, Default)]
pub struct JobFilter {
    /// One of these.
    pub ids: Option<Vec<u64>>,
    /// In one of these states.
    pub statuses: Option<Vec<Status>>,
    /// With a visit that starts on this day or later.
    pub first: Option<Day>,
    /// With a visit that starts on this day or before.
    pub last: Option<Day>,
    /// With a visit to which at least one of these comes.
    pub user_ids: Option<Vec<u64>>,
    /// Of one of these types.
    pub job_type_ids: Option<Vec<u64>>,
    /// At a place of this kind.
    pub place_kind: Option<PlaceKind>,
    /// At a place with this number.
    pub place_id: Option<u64>,
    /// With wishes, or without.
    pub has_wishes: Option<bool>,
    /// With this in the name or the address of their place, in their notes, or as their number; in whatever case.
    pub text: Option<String>,
    /// Whose visit should be over by this minute, and nobody has said that it is.
    pub overdue_at: Option<Minute>,
    /// How they are ordered.
    pub order: JobOrder,
}

/// How jobs are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum JobOrder {
    /// As they were made.
    #[default]
    Number,
    /// Those made last first.
    LastNumber,
    /// By the start of their visit; those without one last.
    Start,
    /// Those with the last visit first; those without one last.
    LastStart,
}

const COLUMNS: &str = "job_type_id, length_in_minutes, place_kind, place_id, ticket_id, notes, services, status,
    start_minute, created_by_user_id, completed_second, completed_by_user_id, completed_successfully, completion_reason,
    crew_size, fields";

pub(crate) fn list(db: &Db, filter: &JobFilter, page: Page) -> Result<(Vec<Job>, u64), Error> {
    let (condition, values) = condition(db, filter);
    let count = db.value(&format!("SELECT count(*) FROM jobs WHERE {condition}"), &values)?;
    Ok((part(db, filter, page)?, count))
}

/// A part of the jobs that a filter lets through, in its order.
pub(crate) fn part(db: &Db, filter: &JobFilter, page: Page) -> Result<Vec<Job>, Error> {
    let (condition, mut values) = condition(db, filter);
    let order = match filter.order {
        JobOrder::Number => "id",
        JobOrder::LastNumber => "id DESC",
        JobOrder::Start => "start_minute IS NULL, start_minute, id",
        JobOrder::LastStart => "start_minute IS NULL, start_minute DESC, id DESC",
    };
    let (limit, offset) = (values.len() + 1, values.len() + 2);
    let sql =
        format!("SELECT {COLUMNS}, id FROM jobs WHERE {condition} ORDER BY {order} LIMIT ?{limit} OFFSET ?{offset}");
    values.extend_from_slice(params![page.limit, page.offset()]);
    read(db, &db.rows(&sql, &values)?)
}

/// How many of the jobs that a filter lets through are in each state, whichever states it names.
pub(crate) fn counts(db: &Db, filter: &JobFilter) -> Result<Vec<(Status, u64)>, Error> {
    let (condition, values) = condition(db, &JobFilter { statuses: None, ..filter.clone() });
    let sql = format!("SELECT status, count(*) FROM jobs WHERE {condition} GROUP BY status");
    db.rows(&sql, &values)?.iter().map(|row| Ok((status::read(&row.get::<String>(0)?)?, row.get(1)?))).collect()
}

/// What a filter asks of a row, and the values in it.
fn condition(db: &Db, filter: &JobFilter) -> (String, Vec<Value>) {
    let JobFilter { ids, statuses, first, last, user_ids, job_type_ids, place_kind, place_id, .. } = filter;
    let JobFilter { has_wishes, text, overdue_at, .. } = filter;
    let (mut conditions, mut values) = (vec!["TRUE".to_owned()], Vec::new());
    let mut add = |condition: &str, value: Value| {
        values.push(value);
        conditions.push(condition.replace("?", &format!("?{}", values.len())));
    };
    if let Some(ids) = ids {
        add("id IN (SELECT value FROM json_each(?))", Value::Numbers(ids.clone()));
    }
    if let Some(first) = first {
        add("start_minute >= ?", first.start().to_value());
    }
    if let Some(last) = last {
        add("start_minute < ?", (last.start() + MINUTES_PER_DAY).to_value());
    }
    if let Some(ids) = user_ids {
        let claimed = "id IN (SELECT job_id FROM claims WHERE user_id IN (SELECT value FROM json_each(?)))";
        add(claimed, Value::Numbers(ids.clone()));
    }
    if let Some(ids) = job_type_ids {
        add("job_type_id IN (SELECT value FROM json_each(?))", Value::Numbers(ids.clone()));
    }
    if let Some(kind) = place_kind {
        add("place_kind = ?", kind.name().to_value());
    }
    if let Some(id) = place_id {
        add("place_id = ?", id.to_value());
    }
    if let Some(now) = overdue_at {
        add("(status = 'scheduled' AND start_minute + length_in_minutes < ?)", now.to_value());
    }
    if let Some(text) = text {
        values.push(fold(text).to_value());
        let has = |column: &str| db.has_text(column, &format!("?{}", values.len()));
        // The places are looked through once, not for each job.
        let mut condition = format!(
            "{} OR (place_kind, place_id) IN (SELECT places.kind, places.id FROM places WHERE {})",
            has("jobs.sought"),
            has("places.sought")
        );
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            condition += &format!(" OR {}", has("CAST(jobs.id AS TEXT)"));
        }
        conditions.push(format!("({condition})"));
    }
    if let Some(statuses) = statuses {
        let names: Vec<String> = statuses.iter().map(|status| format!("'{}'", status::text(*status))).collect();
        conditions.push(format!("status IN ({})", names.join(", ")));
    }
    if let Some(has_wishes) = has_wishes {
        let not = if *has_wishes { "" } else { "NOT " };
        conditions.push(format!("{not}EXISTS (SELECT 1 FROM desired_job_datetimes WHERE job_id = jobs.id)"));
    }
    (conditions.join(" AND "), values)
}

pub(crate) fn get(db: &Db, id: u64) -> Result<Option<Job>, Error> {
    let sql = format!("SELECT {COLUMNS}, id FROM jobs WHERE id = ?1");
    Ok(read(db, &db.rows(&sql, params![id])?)?.pop())
}

/// As [`get`], for a change: nobody else changes the job before this transaction has ended.
pub(crate) fn get_for_update(db: &Db, id: u64) -> Result<Option<Job>, Error> {
    let sql = format!("SELECT {COLUMNS}, id FROM jobs WHERE id = ?1{}", db.for_update());
    Ok(read(db, &db.rows(&sql, params![id])?)?.pop())
}

/// These jobs, in the order in which they were scheduled.
pub(crate) fn as_scheduled(db: &Db, ids: &[u64]) -> Result<Vec<Job>, Error> {
    let sql = "SELECT job_id, min(id) FROM claims WHERE job_id IN (SELECT value FROM json_each(?1)) GROUP BY job_id";
    let mut scheduled = BTreeMap::new();
    for row in db.rows(sql, params![ids])? {
        scheduled.insert(row.get::<u64>(0)?, row.get::<u64>(1)?);
    }
    let sql = format!("SELECT {COLUMNS}, id FROM jobs WHERE id IN (SELECT value FROM json_each(?1))");
    let mut jobs = read(db, &db.rows(&sql, params![ids])?)?;
    jobs.sort_by_key(|job| (scheduled.get(&job.id).copied(), job.id));
    Ok(jobs)
}

fn read(db: &Db, rows: &[Row]) -> Result<Vec<Job>, Error> {
    let ids: Vec<u64> = rows.iter().map(|row| row.get(16)).collect::<Result<_, _>>()?;
    let mut crews = claims::claimants(db, "job_id", &ids)?;
    let mut on_site = on_site(db, &ids)?;
    let job = |(row, id): (&Row, u64)| {
        let services: String = row.get(6)?;
        let completion = match row.get(10)? {
            None => None,
            Some(at) => Some(Completion {
                at,
                by_user_id: row.get(11)?,
                successfully: row.get::<Option<bool>>(12)?.unwrap_or(false),
                reason: row.get(13)?,
            }),
        };
        Ok(Job {
            id,
            job_type_id: row.get(0)?,
            length_in_minutes: row.get(1)?,
            place: PlaceRef { kind: place_kind(&row.get::<String>(2)?)?, id: row.get(3)? },
            ticket_id: row.get(4)?,
            notes: row.get(5)?,
            services: serde_json::from_str(&services).map_err(|error| Error::Corrupt(format!("services: {error}")))?,
            status: status::read(&row.get::<String>(7)?)?,
            start: row.get(8)?,
            user_ids: crews.remove(&id).unwrap_or_default(),
            checked_in: on_site.remove(&id).unwrap_or_default(),
            last_crew_size: row.get(14)?,
            created_by_user_id: row.get(9)?,
            completion,
            fields: texts(&row.get::<String>(15)?)?,
        })
    };
    rows.iter().zip(ids.iter().copied()).map(job).collect()
}

/// What is in a job's fields.
fn texts(fields: &str) -> Result<BTreeMap<String, String>, Error> {
    serde_json::from_str(fields).map_err(|error| Error::Corrupt(format!("fields: {error}")))
}

fn on_site(db: &Db, ids: &[u64]) -> Result<BTreeMap<u64, Vec<(u64, WallSecond)>>, Error> {
    let sql = "SELECT job_id, user_id, since_second FROM checked_in
        WHERE job_id IN (SELECT value FROM json_each(?1)) ORDER BY position";
    let mut on_site = BTreeMap::<_, Vec<_>>::new();
    for row in db.rows(sql, params![ids])? {
        on_site.entry(row.get(0)?).or_default().push((row.get(1)?, row.get(2)?));
    }
    Ok(on_site)
}

/// Writes a new job, notes that it was made, and gives its number: the job's own, where one was allocated for it before.
pub(crate) fn insert(db: &Db, job: &Job, by: &Actor, skipped: Skipped) -> Result<u64, Error> {
    if let Transaction::Postgres(_) = **db {
        return insert_at_once(db, job, by, skipped);
    }
    let id = insert_row(db, job)?;
    write_claims(db, id, job, "TRUE", skipped)?;
    history::note(db, by, id, "create", Change { before: None, after: Some(job) })?;
    Ok(id)
}

/// All of it by one statement, which goes on its way with the commit. With the versions of whom a hold that made way has
/// freed: those of two times would not ascend.
fn insert_at_once(db: &Db, job: &Job, by: &Actor, skipped: Skipped) -> Result<u64, Error> {
    let id = match job.id {
        0 => db.value(&format!("SELECT {}", db.allocate_id("jobs")), &[])?,
        allocated => allocated,
    };
    let sql = format!(
        "WITH job AS (
           INSERT INTO jobs ({COLUMNS}, id, sought)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?23)
         ), claimed AS (
           INSERT INTO claims (job_id, position, user_id, start_minute, end_minute)
           SELECT CAST(?17 AS BIGINT), crew.position - 1, crew.user_id, CAST(?9 AS BIGINT), CAST(?18 AS BIGINT)
           FROM json_each(?19) WITH ORDINALITY AS crew (user_id, position)
         ), noted AS (
           INSERT INTO job_history ({}) VALUES ({}, ?17, ?20, 'create', ?8, ?9, ?2, ?22, ?1, ?3, ?4)
         ) {}",
        history::COLUMNS,
        db.clock(),
        versions::raised_of("?21")
    );
    db.touch(&job.user_ids);
    let mut values = columns(job)?;
    let end = job.visit(skipped).map(Interval::end);
    let touched = db.take_touched();
    let rest = params![id, end, job.user_ids, by.name(), touched];
    values.extend_from_slice(rest);
    values.extend([history::crew(job)?.to_value(), fold(&job.notes).to_value()]);
    db.pipeline(&sql, &values)?;
    messages::write(db, by, id, JobEvent::between(None, Some(job)))?;
    history::tell(db, &by.name(), (id, "create"), Change { before: None, after: Some(job) });
    Ok(id)
}

/// Writes a job that comes from elsewhere. Where somebody was in two places there, it stays so, and is returned: the number
/// of its claims that overlap others.
pub(crate) fn import(db: &Db, job: &Job, skipped: Skipped) -> Result<(u64, usize), Error> {
    let id = insert_row(db, job)?;
    let is_exclusive = "NOT EXISTS (SELECT 1 FROM claims WHERE user_id = ?3 AND start_minute < ?5 AND ?4 < end_minute)";
    write_claims(db, id, job, is_exclusive, skipped)?;
    write_on_site(db, id, job)?;
    let sql = "SELECT count(*) FROM claims WHERE job_id = ?1 AND NOT is_exclusive";
    Ok((id, db.value(sql, params![id])?))
}

fn insert_row(db: &Db, job: &Job) -> Result<u64, Error> {
    let mut values = columns(job)?;
    values.push(fold(&job.notes).to_value());
    let (columns, last) = if job.id == 0 {
        (format!("{COLUMNS}, sought"), "")
    } else {
        values.push(job.id.to_value());
        (format!("{COLUMNS}, sought, id"), ", ?18")
    };
    let places = ["?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17", last].concat();
    db.value(&format!("INSERT INTO jobs ({columns}) VALUES ({places}) RETURNING id"), &values)
}

/// Writes a new wish of a job and gives its number; `id` is its number when it has one already.
pub(crate) fn add_wish(db: &Db, id: Option<u64>, job_id: u64, window: WishWindow) -> Result<u64, Error> {
    let WishWindow { day, start_second, end_second } = window;
    match id {
        None => db.value(
            "INSERT INTO desired_job_datetimes (job_id, day, start_second, end_second) VALUES (?1, ?2, ?3, ?4)
             RETURNING id",
            params![job_id, day.0, start_second, end_second],
        ),
        Some(id) => db.value(
            "INSERT INTO desired_job_datetimes (id, job_id, day, start_second, end_second) VALUES (?1, ?2, ?3, ?4, ?5)
             RETURNING id",
            params![id, job_id, day.0, start_second, end_second],
        ),
    }
}

/// Writes a job over the one that is there. Claims are written again only when the visit is another: they keep their
/// order, and those that came from elsewhere with an overlap keep it. `skipped` are the minutes that clocks skip in the new one.
pub(crate) fn update(db: &Db, before: &Job, job: &Job, skipped: Skipped) -> Result<(), Error> {
    let mut values = columns(job)?;
    values.extend([fold(&job.notes).to_value(), job.id.to_value()]);
    let sql = format!(
        "UPDATE jobs SET ({COLUMNS}, sought)
           = (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
         WHERE id = ?18"
    );
    db.execute(&sql, &values)?;
    let visit = |job: &Job| (job.start.map(|start| (start, job.length_in_minutes)), job.user_ids.clone());
    if visit(before) != visit(job) {
        db.touch(&before.user_ids);
        db.execute("DELETE FROM claims WHERE job_id = ?1", params![job.id])?;
        write_claims(db, job.id, job, "TRUE", skipped)?;
    } else if before.place != job.place {
        // Ways to and from it are others now.
        db.touch(&job.user_ids);
    }
    if before.checked_in != job.checked_in {
        db.execute("DELETE FROM checked_in WHERE job_id = ?1", params![job.id])?;
        write_on_site(db, job.id, job)?;
    }
    Ok(())
}

pub(crate) fn delete(db: &Db, job: &Job) -> Result<(), Error> {
    db.touch(&job.user_ids);
    db.pipeline("DELETE FROM jobs WHERE id = ?1", params![job.id])
}

fn columns(job: &Job) -> Result<Vec<Value>, Error> {
    let completion = job.completion.as_ref();
    let services = serde_json::to_string(&job.services).map_err(|error| Error::Corrupt(error.to_string()))?;
    Ok(params![
        job.job_type_id,
        job.length_in_minutes,
        job.place.kind.name(),
        job.place.id,
        job.ticket_id,
        job.notes,
        services,
        status::text(job.status),
        job.start,
        job.created_by_user_id,
        completion.map(|completion| completion.at),
        completion.and_then(|completion| completion.by_user_id),
        completion.map(|completion| completion.successfully),
        completion.and_then(|completion| completion.reason.as_deref()),
        Some(job.user_ids.len()).filter(|size| *size > 0).or(job.last_crew_size),
        serde_json::to_string(&job.fields).map_err(|error| Error::Corrupt(error.to_string()))?,
    ]
    .to_vec())
}

fn write_claims(db: &Db, id: u64, job: &Job, is_exclusive: &str, skipped: Skipped) -> Result<(), Error> {
    let Some(visit) = job.visit(skipped) else { return Ok(()) };
    db.touch(&job.user_ids);
    // The casts say what the values are, which PostgreSQL can't see from where they stand.
    let sql = format!(
        "INSERT INTO claims (job_id, position, user_id, start_minute, end_minute, is_exclusive)
         SELECT CAST(?1 AS BIGINT), CAST(?2 AS BIGINT), CAST(?3 AS BIGINT), CAST(?4 AS BIGINT), CAST(?5 AS BIGINT),
           {is_exclusive}"
    );
    for (position, user_id) in job.user_ids.iter().enumerate() {
        db.execute(&sql, params![id, position, user_id, visit.start(), visit.end()])?;
    }
    Ok(())
}

fn write_on_site(db: &Db, id: u64, job: &Job) -> Result<(), Error> {
    let sql = "INSERT INTO checked_in (job_id, position, user_id, since_second) VALUES (?1, ?2, ?3, ?4)";
    for (position, (user_id, since)) in job.checked_in.iter().enumerate() {
        db.execute(sql, params![id, position, user_id, since])?;
    }
    Ok(())
}

pub(crate) fn exists(db: &Db, id: u64) -> Result<bool, Error> {
    db.exists("SELECT 1 FROM jobs WHERE id = ?1", params![id])
}
