//! What decides whether somebody is free, as far as a question needs it.

mod assembly;
mod busy_times;
mod definition;
mod numbers;

use std::sync::Arc;

use slotwright_domain::OwnHolds;
use slotwright_matching::{Around, Day, IntervalSet, MINUTES_PER_DAY, Minute, Roster};

use crate::error::Error;
use crate::roster_cache::busy_times::BusyTimes;
use crate::roster_cache::definition::RosterDefinition;
use crate::sql::Lock;
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::versions::{self, DEFINITION};

use assembly::roster;
pub use assembly::{hold_id, is_hold};
pub(crate) use assembly::{of_now, owner_number};
pub(crate) use busy_times::{Allocate, Now, is_occupied, read_if_alone, read_locked};
use busy_times::{read, seen};
pub use numbers::Numbers;

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
    pub(crate) fn minutes(&self) -> (Minute, Minute) {
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
        own: Option<OwnHolds>,
        skipped: IntervalSet,
    ) -> Result<(Roster, Around), Error> {
        self.ask(move |db| load(db, &question, own.as_ref(), skipped)).await
    }

    /// The roster for a question about all types of jobs, and the numbers that belong to it at the same moment.
    pub async fn numbered_roster(
        &self,
        question: RosterQuestion,
        own: Option<OwnHolds>,
        skipped: IntervalSet,
    ) -> Result<(Roster, Around, Numbers), Error> {
        self.ask(move |db| {
            let (roster, around) = load(db, &question, own.as_ref(), skipped)?;
            Ok((roster, around, numbers::of(db, &question.user_ids)?))
        })
        .await
    }
}

/// For a question: what has changed since it was last read is read again, in the transaction of the question. A hold does
/// not occupy anybody for its holder. Under rules for time around jobs the roster has those of the days before and after too.
pub(crate) fn load(
    db: &Db,
    question: &RosterQuestion,
    own: Option<&OwnHolds>,
    skipped: IntervalSet,
) -> Result<(Roster, Around), Error> {
    let mut user_ids = question.user_ids.clone();
    user_ids.sort_unstable();
    user_ids.dedup();
    let (versions, now_ms) = versions::of(db, &user_ids)?;
    let definition_version = versions.get(&DEFINITION).copied().unwrap_or_default();
    let definition = match db.cache.definition(definition_version) {
        Some(definition) => definition,
        None => {
            let definition = Arc::new(definition::load(db, definition_version)?);
            db.cache.keep_definition(definition.clone());
            definition
        }
    };
    let scope = definition.scope();
    let (from, _) = seen(question.minutes(), scope);
    let known = db.cache.busy(&user_ids, &versions, scope, from);
    let mut busy: Vec<Arc<BusyTimes>> = known.iter().flatten().cloned().collect();
    let unknown = user_ids.iter().zip(&known).filter(|(_, known)| known.is_none());
    let unknown: Vec<u64> = unknown.map(|(user_id, _)| *user_id).collect();
    if !unknown.is_empty() {
        for (user_id, fresh) in
            read(db, &unknown, (question.first.start(), Minute::MAX), scope, Allocate::Nothing)?.busy
        {
            let version = versions.get(&user_id).copied().unwrap_or_default();
            let fresh = Arc::new(BusyTimes { version, from, ..fresh });
            db.cache.keep_busy_times(fresh.clone());
            busy.push(fresh);
        }
    }
    let roster = roster(&definition, &busy, question, (own, now_ms), skipped);
    debug_assert!(is_as_stored(db, question, (own, now_ms), &roster)?, "what is cached is not what is stored");
    Ok(roster)
}

/// Who works when, week by week, as it is stored: no time off, and nothing that takes of anybody's time.
pub(crate) fn hours(db: &Db) -> Result<Roster, Error> {
    let RosterDefinition { schedules, blockers, overrides, week_anchor, .. } = definition::load(db, 0)?;
    Ok(Roster { schedules, blockers, overrides, week_anchor, ..Roster::default() })
}

/// For a change: the roster's definition in the version in which the rest was read.
///
/// A change sees what others commit beside it, also between the statements that read the definition. What was read while it
/// changed may be a definition that never was: then all is read again, until nothing comes between.
pub(crate) fn in_one_version(
    db: &Db,
    mut now: Now,
    question: &RosterQuestion,
) -> Result<(Now, Arc<RosterDefinition>), Error> {
    let mut tries = 0;
    loop {
        let mut scope = now.scope;
        if let Some(definition) = definition_of(db, now.definition_version)? {
            // The rules may be others than was thought, and ask for more.
            scope = now.scope.and(definition.scope());
            if scope == now.scope {
                return Ok((now, definition));
            }
        }
        tries += 1;
        if tries == PATIENCE {
            db.lock(Lock::Roster)?;
        }
        let again = read(db, &question.user_ids, question.minutes(), scope, Allocate::Nothing)?;
        now = Now { allocated_id: now.allocated_id, ..again };
    }
}

/// How often all is read in vain before those who edit the definition have to wait: enough of them in a row could go on for
/// ever.
const PATIENCE: u32 = 3;

/// The definition of this version, or `None` when it changed while it was read.
fn definition_of(db: &Db, version: u64) -> Result<Option<Arc<RosterDefinition>>, Error> {
    if let Some(definition) = db.cache.definition(version) {
        return Ok(Some(definition));
    }
    let definition = Arc::new(definition::load(db, version)?);
    if versions::of_definition(db)? != version {
        return Ok(None);
    }
    db.cache.keep_definition(definition.clone());
    Ok(Some(definition))
}

/// Whether a roster is what it would be if nothing were cached. Asked where the program is built for development and
/// tests: a change that does not raise a version is found by whatever asks next.
fn is_as_stored(
    db: &Db,
    question: &RosterQuestion,
    (own, now_ms): (Option<&OwnHolds>, i64),
    cached: &(Roster, Around),
) -> Result<bool, Error> {
    let (mut cached, around) = cached.clone();
    let definition_version = versions::of_definition(db)?;
    let definition = definition::load(db, definition_version)?;
    let now = read(db, &question.user_ids, question.minutes(), definition.scope(), Allocate::Nothing)?;
    let busy: Vec<Arc<BusyTimes>> = now.busy.into_values().map(Arc::new).collect();
    let (mut stored, stored_around) = roster(&definition, &busy, question, (own, now_ms), cached.skipped.clone());
    for roster in [&mut stored, &mut cached] {
        roster.occupied.sort_unstable_by_key(|job| (job.user_id, job.interval.start(), job.interval.end(), job.job_id));
    }
    Ok(stored == cached && stored_around == around)
}

#[cfg(test)]
mod tests {
    use std::thread;
    use std::time::Duration;

    use slotwright_domain::Actor;
    use slotwright_matching::Day;
    use slotwright_testing::postgres::Postgres;
    use slotwright_world as world;

    use super::*;
    use crate::Refused;
    use crate::testing::{draft, open};

    /// User 1 works on Mondays, but not on this one.
    const WORLD: &str = r#"{"users": [1], "job_types": [1], "entities": {"account:1": {}}, "schedules": [{"user_ids": [1],
        "job_type_ids": [1], "start": "2026-01-05", "days": [{"day": 1, "start_timestamp": "08:00",
        "end_timestamp": "18:00"}]}], "time_offs": [{"user_id": 1, "name": "Leave", "start_time": "2026-03-02 00:00:00",
        "end_time": "2026-03-03 00:00:00"}]}"#;

    #[tokio::test]
    async fn a_plan_that_changes_while_it_is_read_is_not_judged_by() {
        let database = Postgres::shared().database();
        let store = open(&database.url()).await;
        store.load_world(world::read("world", WORLD).unwrap().world, "UTC", IntervalSet::default()).await.unwrap();

        // The booking reads the schedules as they are, and then has to wait for the time off.
        let editor = tokio::task::spawn_blocking(move || {
            let mut editor = database.connect();
            editor.batch_execute("BEGIN; LOCK TABLE time_offs IN ACCESS EXCLUSIVE MODE").unwrap();
            (database, editor)
        });
        let (database, mut editor) = editor.await.unwrap();
        let ten = Day(20_514).start() + 600;
        let booking = tokio::spawn(async move {
            store
                .create_job(draft(ten, &[1]), Actor::Staff { user_id: 1, caller: 1 }, IntervalSet::default(), None)
                .await
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
