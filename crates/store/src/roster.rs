//! What decides whether somebody is free, as far as a question needs it.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use slotwright_matching::{
    Around, BlockerOverride, Day, Interval, IntervalSet, MINUTES_PER_DAY, Minute, Occupied, Roster,
};

use super::memory::{Facts, Held, Plan, Scope, Taken};
use super::sql::{Db, Lock, ToValue, Value, params};
use super::versions::{self, OF_PLAN, PLAN};
use super::{Error, Store, plan};
use crate::sabotage::{self, Safeguard};
use slotwright_domain::{Holder, PlaceKind, PlaceRef};

/// For what a roster is loaded: as little as answers the question.
#[derive(Clone, Debug)]
pub struct RosterQuestion {
    /// Whose.
    pub user_ids: Vec<u64>,
    /// For jobs of this type; `None`: of all types.
    pub job_type_id: Option<u64>,
    /// The first day.
    pub first: Day,
    /// The last day, included.
    pub last: Day,
}

impl RosterQuestion {
    /// From the first minute asked for to the first that is not.
    pub(super) fn minutes(&self) -> (Minute, Minute) {
        (self.first.start(), self.last.start() + MINUTES_PER_DAY)
    }
}

impl Store {
    /// What decides whether users are free, as far as the question needs it: for everybody, or for the holder of holds.
    /// `skipped` are the minutes that the clocks skip in that time. With what is kept around jobs; then the roster has also
    /// those of the neighbouring days.
    pub async fn roster(
        &self,
        question: RosterQuestion,
        holder: Option<Holder>,
        skipped: IntervalSet,
    ) -> Result<(Roster, Around), Error> {
        self.ask(move |db| load(db, &question, holder, skipped)).await
    }

    /// The roster for a question about all types of jobs, and the numbers that belong to it at the same moment.
    pub async fn numbered_roster(
        &self,
        question: RosterQuestion,
        holder: Option<Holder>,
        skipped: IntervalSet,
    ) -> Result<(Roster, Around, super::Numbers), Error> {
        self.ask(move |db| {
            let (roster, around) = load(db, &question, holder, skipped)?;
            Ok((roster, around, super::numbers::of(db, &question.user_ids)?))
        })
        .await
    }
}

/// For a question: what has changed since it was last read is read again, in the transaction of the question. A hold does
/// not occupy anybody for its holder. Under rules for time around jobs the roster has those of the days before and after too.
pub(super) fn load(
    db: &Db,
    question: &RosterQuestion,
    holder: Option<Holder>,
    skipped: IntervalSet,
) -> Result<(Roster, Around), Error> {
    let mut user_ids = question.user_ids.clone();
    user_ids.sort_unstable();
    user_ids.dedup();
    let (versions, now_ms) = versions::of(db, &user_ids)?;
    let plan_version = versions.get(&PLAN).copied().unwrap_or_default();
    let plan = match db.memory.plan(plan_version) {
        Some(plan) => plan,
        None => {
            let plan = Arc::new(plan::load(db, plan_version)?);
            db.memory.keep_plan(plan.clone());
            plan
        }
    };
    let scope = plan.scope();
    let (from, _) = seen(question.minutes(), scope);
    let known = db.memory.taken(&user_ids, &versions, scope, from);
    let mut taken: Vec<Arc<Taken>> = known.iter().flatten().cloned().collect();
    let unknown = user_ids.iter().zip(&known).filter(|(_, known)| known.is_none());
    let unknown: Vec<u64> = unknown.map(|(user_id, _)| *user_id).collect();
    if !unknown.is_empty() {
        for (user_id, fresh) in read(db, &unknown, (question.first.start(), Minute::MAX), scope, Draw::Nothing)?.taken {
            let version = versions.get(&user_id).copied().unwrap_or_default();
            let fresh = Arc::new(Taken { version, from, ..fresh });
            db.memory.keep_taken(fresh.clone());
            taken.push(fresh);
        }
    }
    let roster = roster(&plan, &taken, question, (holder, now_ms), skipped);
    debug_assert!(is_as_stored(db, question, (holder, now_ms), &roster)?, "what is remembered is not what is stored");
    Ok(roster)
}

/// For a change, which locks whom it asks about: what decides about their time is read as it is now. `None` when it is only
/// one and somebody else has that lock; who comes here first has it without waiting.
pub(super) fn read_if_alone(db: &Db, question: &RosterQuestion, draw: Draw) -> Result<Option<Now>, Error> {
    let &[user_id] = question.user_ids.as_slice() else { return Ok(None) };
    let (user_ids, scope) = (&question.user_ids, likely_scope(db));
    let seen = seen(question.minutes(), scope);
    let (sql, values) = (sql(db, scope, draw), values(user_ids, seen));
    if scope.has_facts {
        let rows = db.numbers_if_alone(user_id, &sql, &values)?;
        return rows.map(|rows| now(rows.into_iter().map(with_facts), user_ids, seen, scope)).transpose();
    }
    let rows = db.numbers_if_alone(user_id, &sql, &values)?;
    rows.map(|rows| now(rows.into_iter().map(without_facts), user_ids, seen, scope)).transpose()
}

/// For a change that has locked whom it asks about.
pub(super) fn read_locked(db: &Db, question: &RosterQuestion, draw: Draw) -> Result<Now, Error> {
    read(db, &question.user_ids, question.minutes(), likely_scope(db), draw)
}

/// Whether the number of a new job is drawn on the same way to the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Draw {
    Nothing,
    JobNumber,
}

/// Under which rules is only known by what is read: those that were read last are taken for granted.
fn likely_scope(db: &Db) -> Scope {
    db.memory.last_plan().map(|plan| plan.scope()).unwrap_or_default()
}

/// For a change: the plan in the version in which the rest was read.
///
/// A change sees what others commit beside it, also between the statements that read the plan. What was read while it changed
/// may be a plan that never was: then all is read again, until nothing comes between.
pub(super) fn in_one_plan(db: &Db, mut now: Now, question: &RosterQuestion) -> Result<(Now, Arc<Plan>), Error> {
    let mut tries = 0;
    loop {
        let mut scope = now.scope;
        if let Some(plan) = plan_of(db, now.plan_version)? {
            // The rules may be others than was thought, and ask for more.
            scope = now.scope.and(plan.scope());
            if scope == now.scope {
                return Ok((now, plan));
            }
        }
        tries += 1;
        if tries == PATIENCE {
            db.lock(Lock::Roster)?;
        }
        let again = read(db, &question.user_ids, question.minutes(), scope, Draw::Nothing)?;
        now = Now { job_number: now.job_number, ..again };
    }
}

/// How often all is read in vain before the plan's editors have to wait: enough of them in a row could go on for ever.
const PATIENCE: u32 = 3;

/// The plan of this version, or `None` when it changed while it was read.
fn plan_of(db: &Db, version: u64) -> Result<Option<Arc<Plan>>, Error> {
    if let Some(plan) = db.memory.plan(version) {
        return Ok(Some(plan));
    }
    let plan = Arc::new(plan::load(db, version)?);
    if versions::of_plan(db)? != version {
        return Ok(None);
    }
    db.memory.keep_plan(plan.clone());
    Ok(Some(plan))
}

/// What was read for a change, as a roster.
pub(super) fn of_now(
    now: Now,
    plan: &Plan,
    question: &RosterQuestion,
    holder: Holder,
    skipped: IntervalSet,
) -> (Roster, Around) {
    let taken: Vec<Arc<Taken>> = now.taken.into_values().map(Arc::new).collect();
    roster(plan, &taken, question, (Some(holder), now.now_ms), skipped)
}

/// What takes of some users' time, as it is stored now.
pub(super) struct Now {
    taken: BTreeMap<u64, Taken>,
    pub(super) plan_version: u64,
    /// By the database's clock.
    now_ms: i64,
    /// What was drawn; 0 where nothing was, or the database tells it only when the job is written.
    pub(super) job_number: u64,
    /// What was looked for.
    scope: Scope,
}

impl Now {
    /// Whether there are holds at that time, also expired ones, and the holder's own.
    pub(super) fn has_holds(&self) -> bool {
        self.taken.values().any(|taken| !taken.holds.is_empty())
    }
}

/// The minutes in which something counts that is asked about these.
fn seen((from, until): (Minute, Minute), scope: Scope) -> (Minute, Minute) {
    (from.saturating_sub(scope.reach), until.saturating_add(scope.reach))
}

fn read(db: &Db, user_ids: &[u64], asked: (Minute, Minute), scope: Scope, draw: Draw) -> Result<Now, Error> {
    let seen = seen(asked, scope);
    let (sql, values) = (sql(db, scope, draw), values(user_ids, seen));
    if scope.has_facts {
        return now(db.numbers(&sql, &values)?.into_iter().map(with_facts), user_ids, seen, scope);
    }
    now(db.numbers(&sql, &values)?.into_iter().map(without_facts), user_ids, seen, scope)
}

/// One statement, so that it is one way to the database and of one moment, and a short one: before each booking the database
/// makes ready all that stands in it. What jobs and holds are is looked up only when it matters. In no order. The casts are
/// for PostgreSQL.
fn sql(db: &Db, scope: Scope, draw: Draw) -> String {
    let number = match draw {
        Draw::Nothing => "0".to_owned(),
        Draw::JobNumber => db.next_number("jobs"),
    };
    let facts = |sql: &'static str| if scope.has_facts { sql } else { "" };
    format!(
        "SELECT user_id, claims.start_minute, claims.end_minute, job_id, hold_id, until_ms,
           CASE WHEN holder LIKE 'link %' THEN 1 ELSE -1 END * CAST(substr(holder, 6) AS BIGINT) {of_claim}
         FROM claims LEFT JOIN holds ON holds.id = hold_id {jobs}
         WHERE end_minute > ?1 AND claims.start_minute < ?2 AND user_id IN (SELECT value FROM json_each(?3))
         UNION ALL SELECT {PLAN}, {OF_PLAN}, {clock}, {number}, 0, 0, 0 {of_plan}",
        of_claim = facts(
            ", coalesce(jobs.job_type_id, holds.job_type_id),
             CAST(CASE coalesce(jobs.place_kind, holds.place_kind)
               WHEN 'accounts' THEN 0 WHEN 'network_sites' THEN 1 END AS BIGINT),
             coalesce(jobs.place_id, holds.place_id)"
        ),
        jobs = facts("LEFT JOIN jobs ON jobs.id = job_id"),
        of_plan = facts(", 0, 0, 0"),
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
        taken: user_ids.iter().map(|user_id| (*user_id, Taken::new(*user_id, from, scope.has_facts))).collect(),
        plan_version: 0,
        now_ms: 0,
        job_number: 0,
        scope,
    };
    for ([user_id, start, end, job_id, hold_id, until_ms, holder], facts) in rows {
        let [user_id, start, end] = [user_id, start, end].map(Option::unwrap_or_default);
        let user_id = user_id as u64;
        if user_id == PLAN {
            (now.plan_version, now.now_ms) = (start as u64, end);
            now.job_number = job_id.unwrap_or_default() as u64;
            continue;
        }
        let Some(taken) = now.taken.get_mut(&user_id) else { continue };
        let interval = interval(start as Minute, end as Minute)?;
        match job_id {
            Some(job_id) => {
                taken.jobs.push(Occupied { job_id: job_id as u64, user_id, interval });
                taken.facts.extend(facts);
            }
            None => {
                let [id, until_ms, holder] = [hold_id, until_ms, holder].map(Option::unwrap_or_default);
                taken.holds.push(Held { id: id as u64, interval, facts, until_ms, holder });
            }
        }
    }
    // In the order in which the search for free time takes them as they are.
    for taken in now.taken.values_mut() {
        if scope.has_facts {
            let mut jobs: Vec<(Occupied, Facts)> = taken.jobs.drain(..).zip(taken.facts.drain(..)).collect();
            jobs.sort_unstable_by_key(|(job, _)| job.interval.start());
            (taken.jobs, taken.facts) = jobs.into_iter().unzip();
        } else {
            taken.jobs.sort_unstable_by_key(|job| job.interval.start());
        }
    }
    Ok(now)
}

/// As much of it as a question needs.
fn roster(
    plan: &Plan,
    taken: &[Arc<Taken>],
    question: &RosterQuestion,
    (holder, now_ms): (Option<Holder>, i64),
    skipped: IntervalSet,
) -> (Roster, Around) {
    let asked = Interval::new(question.first.start(), question.last.start() + MINUTES_PER_DAY);
    let is_asked = |interval: Interval| asked.is_some_and(|asked| interval.overlaps(asked));
    let scope = plan.scope();
    let (from, until) = seen(question.minutes(), scope);
    let seen = Interval::new(from, until);
    let is_seen = |interval: Interval| seen.is_some_and(|seen| interval.overlaps(seen));
    let users: HashSet<u64> = question.user_ids.iter().copied().collect();
    let is_of_users = |user_ids: &[u64]| user_ids.iter().any(|user_id| users.contains(user_id));
    let is_of_type = |types: &[u64]| question.job_type_id.is_none_or(|job_type_id| types.contains(&job_type_id));
    let holder = holder.map(|holder| match holder {
        Holder::Link(id) => id as i64,
        Holder::Staff(number) => -(number as i64),
    });

    let (mut occupied, mut facts) = (Vec::new(), Vec::new());
    for taken in taken {
        occupied.extend(taken.jobs.iter().filter(|job| is_seen(job.interval)));
        if scope.has_facts {
            let jobs = taken.jobs.iter().zip(&taken.facts).filter(|(job, _)| is_seen(job.interval));
            facts.extend(jobs.map(|(job, of_job)| (job.job_id, plan.facts(*of_job))));
        }
        // An expired hold is no hold, though its row may still be there.
        let is_held = |held: &&Held| now_ms < held.until_ms && Some(held.holder) != holder && is_seen(held.interval);
        let held = taken.holds.iter().filter(is_held).filter(|_| !sabotage::is_off(Safeguard::Holds));
        for held in held {
            let job_id = HOLD | held.id;
            occupied.push(Occupied { job_id, user_id: taken.user_id, interval: held.interval });
            facts.extend(held.facts.filter(|_| scope.has_facts).map(|of_hold| (job_id, plan.facts(of_hold))));
        }
    }
    let time_offs = plan.time_offs.iter().filter(|off| users.contains(&off.user_id) && is_asked(off.interval));
    let is_on = |moved: &&BlockerOverride| {
        users.contains(&moved.user_id) && question.first <= moved.day && moved.day <= question.last
    };
    let schedules = plan.schedules.iter();
    let schedules = schedules.filter(|schedule| is_of_type(&schedule.job_type_ids) && is_of_users(&schedule.user_ids));
    let roster = Roster {
        schedules: schedules.cloned().collect(),
        blockers: plan.blockers.iter().filter(|blocker| is_of_users(&blocker.user_ids)).cloned().collect(),
        overrides: plan.overrides.iter().filter(is_on).copied().collect(),
        time_offs: time_offs.copied().collect(),
        occupied,
        skipped,
        week_anchor: plan.week_anchor,
    };
    (roster, Around { jobs: facts.into_iter().collect(), ..plan.around.clone() })
}

/// Whether a roster is what it would be if nothing were remembered. Asked where the program is built for development and
/// tests: a change that forgets to raise a version is found by whatever asks next.
fn is_as_stored(
    db: &Db,
    question: &RosterQuestion,
    (holder, now_ms): (Option<Holder>, i64),
    remembered: &(Roster, Around),
) -> Result<bool, Error> {
    let (mut remembered, around) = remembered.clone();
    let plan_version = versions::of_plan(db)?;
    let plan = plan::load(db, plan_version)?;
    let now = read(db, &question.user_ids, question.minutes(), plan.scope(), Draw::Nothing)?;
    let taken: Vec<Arc<Taken>> = now.taken.into_values().map(Arc::new).collect();
    let (mut stored, stored_around) = roster(&plan, &taken, question, (holder, now_ms), remembered.skipped.clone());
    for roster in [&mut stored, &mut remembered] {
        roster.occupied.sort_unstable_by_key(|job| (job.user_id, job.interval.start(), job.interval.end(), job.job_id));
    }
    Ok(stored == remembered && stored_around == around)
}

/// Whether a job other than `own_job`, or a hold of another, occupies a user at some time of a visit.
pub(super) fn is_occupied(
    db: &Db,
    user_id: u64,
    visit: Interval,
    own_job: Option<u64>,
    holder: Holder,
) -> Result<bool, Error> {
    let sql = format!(
        "SELECT 1 FROM claims LEFT JOIN holds ON holds.id = claims.hold_id
         WHERE user_id = ?1 AND claims.end_minute > ?2 AND claims.start_minute < ?3
           AND (job_id <> ?4 OR (holds.until_ms > {} AND holds.holder <> ?5))
         LIMIT 1",
        db.clock()
    );
    db.exists(&sql, params![user_id, visit.start(), visit.end(), own_job.unwrap_or_default(), holder.name()])
}

/// Whether a number that a roster has in the place of a job's is that of a hold.
#[must_use]
pub fn is_hold(job_id: u64) -> bool {
    job_id & HOLD != 0
}

/// Marks the number of a hold in the place of a job's, which never has this bit: the database's numbers are signed.
const HOLD: u64 = 1 << 63;

fn interval(start: Minute, end: Minute) -> Result<Interval, Error> {
    Interval::new(start, end).ok_or_else(|| Error::Corrupt(format!("a time from minute {start} to {end} is stored")))
}

/// Whose the claims of these jobs are (`owner` is `job_id`), or of these holds (`hold_id`), in the order of the crews.
pub(super) fn claimants(db: &Db, owner: &str, ids: &[u64]) -> Result<BTreeMap<u64, Vec<u64>>, Error> {
    let sql = format!(
        "SELECT {owner}, user_id FROM claims WHERE {owner} IN (SELECT value FROM json_each(?1)) ORDER BY position"
    );
    let mut claimants = BTreeMap::<_, Vec<_>>::new();
    for row in db.rows(&sql, params![ids])? {
        claimants.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(claimants)
}

#[cfg(test)]
mod tests {
    use std::thread;
    use std::time::Duration;

    use slotwright_matching::Day;
    use slotwright_testing::postgres::Postgres;

    use super::*;
    use crate::Refused;
    use crate::testing::{draft, open};
    use slotwright_domain::By;
    use slotwright_world as world;

    /// User 1 works on Mondays, but not on this one.
    const WORLD: &str = r#"{"users": [1], "job_types": [1], "entities": {"account:1": {}}, "schedules": [{"user_ids": [1],
        "job_type_ids": [1], "start": "2026-01-05", "days": [{"day": 1, "start_timestamp": "08:00",
        "end_timestamp": "18:00"}]}], "time_offs": [{"user_id": 1, "name": "Leave", "start_time": "2026-03-02 00:00:00",
        "end_time": "2026-03-03 00:00:00"}]}"#;

    #[tokio::test]
    async fn a_plan_that_changes_while_it_is_read_is_not_judged_by() {
        let database = Postgres::shared().database();
        let store = open(&database.url()).await;
        store.load_world(world::read("world", WORLD).unwrap().world, "UTC").await.unwrap();

        // The booking reads the schedules as they are, and then has to wait for the time off.
        let editor = tokio::task::spawn_blocking(move || {
            let mut editor = database.connect();
            editor.batch_execute("BEGIN; LOCK TABLE time_offs IN ACCESS EXCLUSIVE MODE").unwrap();
            (database, editor)
        });
        let (database, mut editor) = editor.await.unwrap();
        let ten = Day(20_514).start() + 600;
        let booking = tokio::spawn(async move {
            store.create_job(draft(ten, &[1]), By::Staff { user_id: 1, caller: 1 }, IntervalSet::default(), None).await
        });
        let edited = tokio::task::spawn_blocking(move || {
            let is_waiting =
                "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'time_offs'::regclass)";
            while !editor.query_one(is_waiting, &[]).unwrap().get::<_, bool>(0) {
                thread::sleep(Duration::from_millis(2));
            }
            // Neither before nor after this is the user free: with the schedules of before and the time off of after they would be.
            let change = "DELETE FROM schedule_users; DELETE FROM time_offs;
                UPDATE versions SET version = version + 1 WHERE user_id = 0; COMMIT";
            editor.batch_execute(change).unwrap();
            database
        });
        let _database = edited.await.unwrap();
        let refused = booking.await.unwrap();
        assert!(matches!(refused, Err(Refused::NotFree(1))), "{refused:?}");
    }
}
