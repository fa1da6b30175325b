//! What became of each job and each link: one row for each change, in the transaction of the change.

use std::collections::{BTreeMap, BTreeSet};

use slotwright_domain::{Actor, CancelReason, Holder, Job, JobEvent, Page};
use slotwright_matching::{Day, Minute};

use crate::error::Error;
use crate::idempotency_keys::Effect;
use crate::messages::Offered;
use crate::news::{News, Subject};
use crate::sql::{Row, ToValue, Value, params};
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::{messages, status};

/// Of what the history is asked. Of nothing, it is what was done to jobs.
#[derive(Clone, Debug, Default)]
pub struct HistoryFilter {
    /// Of this job, which may be deleted.
    pub job_id: Option<u64>,
    /// What became of this link itself, rather than of jobs.
    pub link_id: Option<u64>,
    /// What became of the API user of this name, rather than of jobs.
    pub api_user: Option<String>,
    /// Done by whoever is named so: `user 3`, `link 7`.
    pub actor: Option<String>,
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// Its row.
    pub id: u64,
    /// When, by the database's clock: milliseconds since 1970-01-01 00:00 UTC.
    pub at_ms: i64,
    /// To which job; `None` of anything else.
    pub job_id: Option<u64>,
    /// To which link; `None` of anything else.
    pub link_id: Option<u64>,
    /// To the API user of which name; `None` of anything else.
    pub api_user: Option<String>,
    /// By whom, as [`Actor::name`] gives it.
    pub actor: String,
    /// What: `create`, `change`, `revoke` and the like.
    pub operation: String,
    /// Why, where a customer who cancelled has said it, or staff who overrode the roster.
    pub reason: Option<String>,
    /// Where the job stood after it; `deleted` where nothing was left.
    pub status: Option<String>,
    /// When its visit began after it.
    pub start: Option<Minute>,
    /// How long it took after it, in minutes.
    pub length_in_minutes: Option<u32>,
    /// Who came after it.
    pub user_ids: Option<Vec<u64>>,
}

/// What became of a job so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Past {
    /// How often it was changed.
    pub changes: u32,
    /// When it was changed last, by the database's clock: milliseconds since 1970-01-01 00:00 UTC.
    pub changed_at_ms: Option<i64>,
    /// Whether it has had a time.
    pub was_scheduled: bool,
    /// Whether the holder of the link that was asked for has made it.
    pub is_made_by_link: bool,
}

impl Store {
    /// When these jobs were made and when they were changed last, by the database's clock: milliseconds since 1970-01-01 00:00
    /// UTC. Those that came with the world and stayed as they were are not among them; of those that came with it and were changed,
    /// nobody knows when they were made.
    pub async fn times_of(&self, job_ids: Vec<u64>) -> Result<BTreeMap<u64, (Option<i64>, i64)>, Error> {
        self.ask_once(move |db| {
            let sql = "SELECT job_id, min(CASE WHEN operation = 'create' THEN at_ms END), max(at_ms) FROM job_history
                WHERE job_id IN (SELECT value FROM json_each(?1)) GROUP BY job_id";
            let read = |row: &Row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)));
            db.rows(sql, params![job_ids])?.iter().map(read).collect()
        })
        .await
    }

    /// Those of these jobs to whose present time somebody has come and gone again, by number.
    pub async fn left(&self, job_ids: Vec<u64>) -> Result<Vec<u64>, Error> {
        self.ask_once(move |db| {
            let sql = "SELECT DISTINCT jobs.id FROM jobs JOIN job_history ON job_history.job_id = jobs.id
                WHERE jobs.id IN (SELECT value FROM json_each(?1)) AND operation = 'check_out'
                  AND job_history.start_minute = jobs.start_minute
                  AND NOT EXISTS (SELECT 1 FROM checked_in WHERE checked_in.job_id = jobs.id) ORDER BY jobs.id";
            db.column(sql, params![job_ids])
        })
        .await
    }

    /// What was done, the newest first, and how much of it there is in all.
    pub async fn history(&self, filter: HistoryFilter, page: Page) -> Result<(Vec<Deed>, u64), Error> {
        self.ask_once(move |db| history(db, &filter, page)).await
    }

    /// What became of a job, which may be deleted; `link_id` is whether that one's holder has made it.
    pub async fn past(&self, job_id: u64, link_id: u64) -> Result<Past, Error> {
        self.ask(move |db| past(db, job_id, Holder::Link(link_id))).await
    }

    /// The visit that a link's holder has cancelled, if that is the last thing that they did and nothing became of its job since:
    /// its job, which may be deleted, and when it would have begun.
    pub async fn last_cancelled(&self, link_id: u64) -> Result<Option<(u64, Minute)>, Error> {
        self.ask_once(move |db| last_cancelled(db, Holder::Link(link_id))).await
    }

    /// How many milliseconds ago the wishes of a job were made or changed last, by the database's clock.
    pub async fn wishes_age_ms(&self, job_id: u64) -> Result<Option<i64>, Error> {
        self.ask_once(move |db| wishes_age_ms(db, job_id)).await
    }
}

fn history(db: &Db, filter: &HistoryFilter, page: Page) -> Result<(Vec<Deed>, u64), Error> {
    let (table, of, columns) = match filter {
        HistoryFilter { api_user: Some(_), .. } => {
            ("api_user_history", "api_user", "NULL, NULL, actor, operation, NULL, NULL, NULL, NULL, NULL, api_user")
        }
        HistoryFilter { link_id: Some(_), .. } => {
            ("link_history", "link_id", "NULL, link_id, actor, operation, NULL, NULL, NULL, NULL, NULL, NULL")
        }
        _ => (
            "job_history",
            "job_id",
            "job_id, NULL, actor, operation, status, start_minute, length_in_minutes, user_ids, reason, NULL",
        ),
    };
    let kind = if filter.api_user.is_some() { "TEXT" } else { "BIGINT" };
    let condition = format!("(CAST(?1 AS {kind}) IS NULL OR {of} = ?1) AND (CAST(?2 AS TEXT) IS NULL OR actor = ?2)");
    let whose = match &filter.api_user {
        Some(name) => name.to_value(),
        None => filter.link_id.or(filter.job_id).to_value(),
    };
    let values = [whose, filter.actor.to_value()];
    let count = db.value(&format!("SELECT count(*) FROM {table} WHERE {condition}"), &values)?;
    let sql = format!("SELECT id, at_ms, {columns} FROM {table} WHERE {condition} ORDER BY id DESC LIMIT ?3 OFFSET ?4");
    let mut values = values.to_vec();
    values.extend_from_slice(params![page.limit, page.offset()]);
    Ok((db.rows(&sql, &values)?.iter().map(deed).collect::<Result<_, _>>()?, count))
}

fn deed(row: &Row) -> Result<Deed, Error> {
    let crew = row.get::<Option<String>>(9)?.map(|crew| serde_json::from_str(&crew)).transpose();
    Ok(Deed {
        id: row.get(0)?,
        at_ms: row.get(1)?,
        job_id: row.get(2)?,
        link_id: row.get(3)?,
        actor: row.get(4)?,
        operation: row.get(5)?,
        status: row.get(6)?,
        start: row.get(7)?,
        length_in_minutes: row.get(8)?,
        user_ids: crew.map_err(|error| Error::Corrupt(error.to_string()))?,
        reason: row.get(10)?,
        api_user: row.get(11)?,
    })
}

fn past(db: &Db, job_id: u64, holder: Holder) -> Result<Past, Error> {
    // Back into the queue goes what has had a time, be it from before there was a history.
    let sql = "SELECT count(*), max(at_ms), coalesce(max(CASE WHEN status = 'scheduled' OR operation = 'queue' THEN 1 END), 0),
          coalesce(max(CASE WHEN operation = 'create' AND actor = ?2 THEN 1 END), 0)
        FROM job_history WHERE job_id = ?1";
    let row = db.row(sql, params![job_id, holder.name()])?;
    let row = row.ok_or_else(|| Error::Corrupt("a sum without a row".to_owned()))?;
    let is = |column| row.get::<i64>(column).map(|found| found != 0);
    Ok(Past { changes: row.get(0)?, changed_at_ms: row.get(1)?, was_scheduled: is(2)?, is_made_by_link: is(3)? })
}

fn last_cancelled(db: &Db, holder: Holder) -> Result<Option<(u64, Minute)>, Error> {
    let sql = "SELECT id, job_id, operation FROM job_history WHERE actor = ?1 ORDER BY at_ms DESC, id DESC LIMIT 1";
    let Some(row) = db.row(sql, params![holder.name()])? else { return Ok(None) };
    let (id, job_id, operation): (u64, u64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
    if !matches!(&*operation, "delete" | "queue") {
        return Ok(None);
    }
    // Of a visit that came with the world and was never changed nobody wrote down when it was.
    let sql = "SELECT id, start_minute FROM job_history WHERE job_id = ?1 ORDER BY id DESC LIMIT 2";
    let rows = db.rows(sql, params![job_id])?;
    let [last, before] = &rows[..] else { return Ok(None) };
    let start: Option<Minute> = before.get(1)?;
    Ok(start.filter(|_| last.get::<u64>(0).is_ok_and(|last| last == id)).map(|start| (job_id, start)))
}

fn wishes_age_ms(db: &Db, job_id: u64) -> Result<Option<i64>, Error> {
    let sql = format!(
        "SELECT {} - max(at_ms) FROM job_history WHERE job_id = ?1 AND operation IN ('add_wish', 'change_wish')",
        db.clock()
    );
    db.row(&sql, params![job_id])?.map_or(Ok(None), |row| row.get(0))
}

/// A change of a job: `None` is before it was made, and when nothing is left of it.
#[derive(Clone, Copy)]
pub(crate) struct Change<'a> {
    pub(crate) before: Option<&'a Job>,
    pub(crate) after: Option<&'a Job>,
}

/// Notes a change, for the history and for those who are told.
pub(crate) fn note(db: &Db, by: &Actor, job_id: u64, operation: &str, change: Change) -> Result<(), Error> {
    let effect = if change.after.is_none() { Effect::Deletion } else { Effect::Job(job_id) };
    write(db, by, job_id, operation, change)?;
    messages::write(db, by, job_id, JobEvent::between(change.before, change.after))?;
    db.note(effect)
}

/// Notes that a job was moved to where somebody has not the time for it by the roster, and why.
pub(crate) fn note_override(db: &Db, by: &Actor, job_id: u64, change: Change, reason: &str) -> Result<(), Error> {
    write_as(db, &by.name(), Some(reason), (job_id, "override"), change)?;
    messages::write(db, by, job_id, JobEvent::between(change.before, change.after))?;
    db.note(Effect::Job(job_id))
}

/// Notes a change of a job's wishes.
pub(crate) fn note_wish(db: &Db, by: &Actor, job: &Job, operation: &str) -> Result<(), Error> {
    write(db, by, job.id, operation, Change { before: Some(job), after: Some(job) })?;
    messages::write(db, by, job.id, JobEvent::WishesChanged)
}

/// Notes what its customer has said of a sooner time for a job, which is as it was.
pub(crate) fn note_earlier(db: &Db, by: &Actor, job: &Job, operation: &str) -> Result<(), Error> {
    write(db, by, job.id, operation, Change { before: Some(job), after: Some(job) })
}

/// Notes that a sooner time is held for the customer of a job, for the history and for those who are told.
pub(crate) fn note_offer(db: &Db, job: &Job, offer: &Offered) -> Result<(), Error> {
    write_as(db, OURSELVES, None, (job.id, "offer_earlier"), Change { before: Some(job), after: Some(job) })?;
    messages::write_offer(db, job.id, offer)
}

/// As whom the history names what nobody has asked for now.
pub(crate) const OURSELVES: &str = "slotwright";

fn write(db: &Db, by: &Actor, job_id: u64, operation: &str, change: Change) -> Result<(), Error> {
    write_as(db, &by.name(), by.reason().map(CancelReason::name), (job_id, operation), change)
}

fn write_as(
    db: &Db,
    by: &str,
    reason: Option<&str>,
    (job_id, operation): (u64, &str),
    change: Change,
) -> Result<(), Error> {
    let sql = format!(
        "INSERT INTO job_history ({COLUMNS}, reason) VALUES ({}, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        db.clock()
    );
    let mut values = params![job_id, by, operation].to_vec();
    values.extend(columns(change)?);
    values.push(reason.to_value());
    db.pipeline(&sql, &values)?;
    tell(db, by, (job_id, operation), change);
    Ok(())
}

/// Has others told of a change of a job.
pub(crate) fn tell(db: &Db, by: &str, (job_id, operation): (u64, &str), Change { before, after }: Change) {
    let subject = if operation.ends_with("_wish") { Subject::Wish } else { Subject::Job };
    let states = || [before, after].into_iter().flatten();
    let users: BTreeSet<u64> = states().flat_map(|job| job.user_ids.iter().copied()).collect();
    let days = |job: &Job| {
        let start = job.start?;
        let last = Day::of(start.saturating_add((job.length_in_minutes as Minute - 1).max(0)));
        Some((Day::of(start).0..=last.0).map(Day))
    };
    let days: BTreeSet<Day> = states().filter_map(days).flatten().collect();
    db.tell(News {
        job_id: Some(job_id),
        user_ids: users.into_iter().collect(),
        days: days.into_iter().collect(),
        ..News::of(subject, operation, by)
    });
}

/// What a row says of the job after the change; what it is and whose, also when nothing is left of it.
fn columns(Change { before, after }: Change) -> Result<[Value; 7], Error> {
    let any = after.or(before);
    Ok([
        after.map_or("deleted", |job| status::text(job.status)).to_value(),
        after.and_then(|job| job.start).to_value(),
        after.map(|job| job.length_in_minutes).to_value(),
        after.map(crew).transpose()?.to_value(),
        any.map(|job| job.job_type_id).to_value(),
        any.map(|job| job.place.kind.name()).to_value(),
        any.map(|job| job.place.id).to_value(),
    ])
}

/// The crew, as a row has it.
pub(crate) fn crew(job: &Job) -> Result<String, Error> {
    serde_json::to_string(&job.user_ids).map_err(|error| Error::Corrupt(error.to_string()))
}

/// Notes what became of a link. `by` is as [`Actor::name`] gives it.
pub(crate) fn note_link(db: &Db, by: &str, link_id: u64, operation: &str) -> Result<(), Error> {
    let sql =
        format!("INSERT INTO link_history (at_ms, link_id, actor, operation) VALUES ({}, ?1, ?2, ?3)", db.clock());
    db.pipeline(&sql, params![link_id, by, operation])
}

/// Notes what became of an API user. `by` is as [`Actor::name`] gives it.
pub(crate) fn note_api_user(db: &Db, by: &str, name: &str, operation: &str) -> Result<(), Error> {
    let sql =
        format!("INSERT INTO api_user_history (at_ms, api_user, actor, operation) VALUES ({}, ?1, ?2, ?3)", db.clock());
    db.pipeline(&sql, params![name, by, operation])
}

/// How much somebody has done within the last 24 hours. What they say of sooner times takes nobody's time.
pub(crate) fn within_a_day(db: &Db, by: &Actor) -> Result<u64, Error> {
    let sql = format!(
        "SELECT count(*) FROM job_history WHERE actor = ?1 AND at_ms > {} - {DAY_MS}
           AND operation NOT IN ('delete', 'ask_earlier', 'withdraw_earlier', 'decline_earlier')",
        db.clock()
    );
    Ok(db.column(&sql, params![by.name()])?.into_iter().next().unwrap_or_default())
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What a row says: when, of which job, who, what, and what the job was then.
pub(crate) const COLUMNS: &str = "at_ms, job_id, actor, operation, status, start_minute, length_in_minutes, user_ids, \
    job_type_id, place_kind, place_id";
