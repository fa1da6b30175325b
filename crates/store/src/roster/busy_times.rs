//! What takes of people's time, read from the database as it is now.

use std::collections::BTreeMap;

use slotwright_domain::{OwnHolds, PlaceKind, PlaceRef};
use slotwright_matching::{Interval, Minute, Occupied};

use super::RosterQuestion;
use super::assembly::owner_number;
use crate::error::Error;
use crate::roster_cache::busy_times::{BusyTimes, Facts, Held};
use crate::roster_cache::definition::Scope;
use crate::sql::{ToValue, Value, params};
use crate::unit_of_work::Db;
use crate::versions::{DEFINITION, DEFINITION_VERSION};

/// For a change, which locks whom it asks about: what decides about their time is read as it is now. `None` when it is only
/// one and somebody else has that lock; who comes here first has it without waiting.
pub(crate) fn read_if_alone(db: &Db, question: &RosterQuestion, allocate: Allocate) -> Result<Option<Now>, Error> {
    let &[user_id] = question.user_ids.as_slice() else { return Ok(None) };
    let (user_ids, scope) = (&question.user_ids, likely_scope(db));
    let seen = seen(question.minutes(), scope);
    let (sql, values) = (sql(db, scope, allocate), values(user_ids, seen));
    if scope.has_facts {
        let rows = db.numbers_if_alone(user_id, &sql, &values)?;
        return rows.map(|rows| now(rows.into_iter().map(with_facts), user_ids, seen, scope)).transpose();
    }
    let rows = db.numbers_if_alone(user_id, &sql, &values)?;
    rows.map(|rows| now(rows.into_iter().map(without_facts), user_ids, seen, scope)).transpose()
}

/// For a change that has locked whom it asks about.
pub(crate) fn read_locked(db: &Db, question: &RosterQuestion, allocate: Allocate) -> Result<Now, Error> {
    read(db, &question.user_ids, question.minutes(), likely_scope(db), allocate)
}

/// Whether the id of a new job is allocated on the same way to the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Allocate {
    Nothing,
    JobId,
}

/// Under which rules is only known by what is read: those that were read last are taken for granted.
fn likely_scope(db: &Db) -> Scope {
    db.cache.last_definition().map(|definition| definition.scope()).unwrap_or_default()
}

/// What takes of some users' time, as it is stored now.
pub(crate) struct Now {
    pub(super) busy: BTreeMap<u64, BusyTimes>,
    pub(crate) definition_version: u64,
    /// By the database's clock.
    pub(super) now_ms: i64,
    /// The id of the new job; 0 where none was allocated, or the database gives it only when the job is written.
    pub(crate) allocated_id: u64,
    /// What was looked for.
    pub(super) scope: Scope,
}

impl Now {
    /// Whether there are holds at that time, also expired ones, and the holder's own.
    pub(crate) fn has_holds(&self) -> bool {
        self.busy.values().any(|busy| !busy.holds.is_empty())
    }
}

/// The minutes in which something counts that is asked about these.
pub(super) fn seen((from, until): (Minute, Minute), scope: Scope) -> (Minute, Minute) {
    (from.saturating_sub(scope.reach), until.saturating_add(scope.reach))
}

pub(super) fn read(
    db: &Db,
    user_ids: &[u64],
    asked: (Minute, Minute),
    scope: Scope,
    allocate: Allocate,
) -> Result<Now, Error> {
    let seen = seen(asked, scope);
    let (sql, values) = (sql(db, scope, allocate), values(user_ids, seen));
    if scope.has_facts {
        return now(db.numbers(&sql, &values)?.into_iter().map(with_facts), user_ids, seen, scope);
    }
    now(db.numbers(&sql, &values)?.into_iter().map(without_facts), user_ids, seen, scope)
}

/// One statement, so that it is one way to the database and of one moment, and a short one: before each booking the database
/// makes ready all that stands in it. What jobs and holds are is looked up only when it matters. In no order. The casts are
/// for PostgreSQL.
fn sql(db: &Db, scope: Scope, allocate: Allocate) -> String {
    let number = match allocate {
        Allocate::Nothing => "0".to_owned(),
        Allocate::JobId => db.allocate_id("jobs"),
    };
    let facts = |sql: &'static str| if scope.has_facts { sql } else { "" };
    format!(
        "SELECT user_id, claims.start_minute, claims.end_minute, job_id, hold_id, until_ms, owner {of_claim}
         FROM claims LEFT JOIN holds ON holds.id = hold_id {jobs}
         WHERE end_minute > ?1 AND claims.start_minute < ?2 AND user_id IN (SELECT value FROM json_each(?3))
         UNION ALL SELECT {DEFINITION}, {DEFINITION_VERSION}, {clock}, {number}, 0, 0, 0 {of_definition}",
        of_claim = facts(
            ", coalesce(jobs.job_type_id, holds.job_type_id),
             CAST(CASE coalesce(jobs.place_kind, holds.place_kind)
               WHEN 'accounts' THEN 0 WHEN 'network_sites' THEN 1 END AS BIGINT),
             coalesce(jobs.place_id, holds.place_id)"
        ),
        jobs = facts("LEFT JOIN jobs ON jobs.id = job_id"),
        of_definition = facts(", 0, 0, 0"),
        clock = db.clock()
    )
}

fn values(user_ids: &[u64], (from, until): (Minute, Minute)) -> [Value; 3] {
    [from.to_value(), until.to_value(), user_ids.to_value()]
}

/// A row of the statement, and what its job or hold is.
type Row = ([Option<i64>; 7], Option<Facts>);

fn without_facts(row: [Option<i64>; 7]) -> Row {
    (row, None)
}

fn with_facts([a, b, c, d, e, f, g, job_type_id, kind, id]: [Option<i64>; 10]) -> Row {
    let kind = kind.map(|kind| if kind == 0 { PlaceKind::Account } else { PlaceKind::NetworkSite });
    let place = kind.zip(id).map(|(kind, id)| PlaceRef { kind, id: id as u64 });
    ([a, b, c, d, e, f, g], Some(Facts { job_type_id: job_type_id.unwrap_or_default() as u64, place }))
}

fn now(
    rows: impl Iterator<Item = Row>,
    user_ids: &[u64],
    (from, _): (Minute, Minute),
    scope: Scope,
) -> Result<Now, Error> {
    let mut now = Now {
        busy: user_ids.iter().map(|user_id| (*user_id, BusyTimes::new(*user_id, from, scope.has_facts))).collect(),
        definition_version: 0,
        now_ms: 0,
        allocated_id: 0,
        scope,
    };
    for ([user_id, start, end, job_id, hold_id, until_ms, owner], facts) in rows {
        let [user_id, start, end] = [user_id, start, end].map(Option::unwrap_or_default);
        let user_id = user_id as u64;
        if user_id == DEFINITION {
            (now.definition_version, now.now_ms) = (start as u64, end);
            now.allocated_id = job_id.unwrap_or_default() as u64;
            continue;
        }
        let Some(busy) = now.busy.get_mut(&user_id) else { continue };
        let interval = interval(start as Minute, end as Minute)?;
        match job_id {
            Some(job_id) => {
                busy.jobs.push(Occupied { job_id: job_id as u64, user_id, interval });
                busy.facts.extend(facts);
            }
            None => {
                let [id, until_ms, owner] = [hold_id, until_ms, owner].map(Option::unwrap_or_default);
                busy.holds.push(Held { id: id as u64, interval, facts, until_ms, owner });
            }
        }
    }
    // In the order in which the search for free time takes them as they are.
    for busy in now.busy.values_mut() {
        if scope.has_facts {
            let mut jobs: Vec<(Occupied, Facts)> = busy.jobs.drain(..).zip(busy.facts.drain(..)).collect();
            jobs.sort_unstable_by_key(|(job, _)| job.interval.start());
            (busy.jobs, busy.facts) = jobs.into_iter().unzip();
        } else {
            busy.jobs.sort_unstable_by_key(|job| job.interval.start());
        }
    }
    Ok(now)
}

fn interval(start: Minute, end: Minute) -> Result<Interval, Error> {
    Interval::new(start, end).ok_or_else(|| Error::Corrupt(format!("a time from minute {start} to {end} is stored")))
}

/// Whether a job other than `own_job`, or a hold of another, occupies a user at some time of a visit.
pub(crate) fn is_occupied(
    db: &Db,
    user_id: u64,
    visit: Interval,
    own_job: Option<u64>,
    own: &OwnHolds,
) -> Result<bool, Error> {
    let sql = format!(
        "SELECT 1 FROM claims LEFT JOIN holds ON holds.id = claims.hold_id
         WHERE user_id = ?1 AND claims.end_minute > ?2 AND claims.start_minute < ?3
           AND (job_id <> ?4 OR (holds.until_ms > {} AND holds.owner <> ?5 AND holds.id <> ?6))
         LIMIT 1",
        db.clock()
    );
    let (own_job, owner, hold_id) = (own_job.unwrap_or_default(), owner_number(own), own.hold_id.unwrap_or_default());
    db.exists(&sql, params![user_id, visit.start(), visit.end(), own_job, owner, hold_id])
}
