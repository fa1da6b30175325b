//! Versions of what a roster is made from, so that what was read once need not be read again.
//!
//! Whatever gives or takes a user's claims raises that user's version; whatever an editor changes raises that of the
//! roster's definition. It is raised in the transaction of the change, so nobody ever sees a change without its new version. And it is raised
//! last, in ascending order: whoever waits for such a row holds none that another could need for going on.

use std::collections::HashMap;

use crate::error::Error;
use crate::sql::{Transaction, params};

/// In the place of a user: what editors change (schedules, blockers, overrides, time off, types).
pub(crate) const DEFINITION: u64 = 0;

/// The version of the [`DEFINITION`], to be read beside something else.
pub(crate) const DEFINITION_VERSION: &str = "(SELECT coalesce(max(version), 0) FROM versions WHERE user_id = 0)";

/// The version of the [`DEFINITION`].
pub(crate) fn of_definition(db: &Transaction) -> Result<u64, Error> {
    db.value(&format!("SELECT {DEFINITION_VERSION}"), &[])
}

/// Raises the versions of these users, or of the [`DEFINITION`].
pub(crate) fn raise(db: &Transaction, user_ids: &[u64]) -> Result<(), Error> {
    if user_ids.is_empty() {
        return Ok(());
    }
    db.pipeline(&raised_of("?1"), params![user_ids])
}

/// The statement that raises the versions of the users in the list that is its parameter `list`.
pub(crate) fn raised_of(list: &str) -> String {
    // SQLite calls the column so by itself, PostgreSQL the whole. `WHERE` tells SQLite that `ON` begins no join.
    format!(
        "INSERT INTO versions (user_id, version)
         SELECT value, 1 FROM json_each({list}) AS value WHERE TRUE ORDER BY value
         ON CONFLICT (user_id) DO UPDATE SET version = versions.version + 1"
    )
}

/// The versions that were ever raised of these users and the [`DEFINITION`], and what the database's clock says, in milliseconds.
pub(crate) fn of(db: &Transaction, user_ids: &[u64]) -> Result<(HashMap<u64, u64>, i64), Error> {
    let sql = format!(
        "SELECT user_id, version FROM versions
         WHERE user_id = {DEFINITION} OR user_id IN (SELECT value FROM json_each(?1))
         UNION ALL SELECT -1, {}",
        db.clock()
    );
    let (mut versions, mut now_ms) = (HashMap::new(), 0);
    for [user_id, version] in db.numbers(&sql, params![user_ids])? {
        let (user_id, version) = (user_id.unwrap_or_default(), version.unwrap_or_default());
        match u64::try_from(user_id) {
            Ok(user_id) => drop(versions.insert(user_id, version as u64)),
            Err(_) => now_ms = version,
        }
    }
    Ok((versions, now_ms))
}

#[cfg(test)]
mod tests {
    use std::thread;
    use std::time::{Duration, Instant};

    use slotwright_domain::{Actor, HoldDraft, HoldTerms, PlaceKind, PlaceRef, VisitDraft};
    use slotwright_matching::{Day, IntervalSet, Minute};
    use slotwright_testing::postgres::Postgres;
    use slotwright_world as world;

    use crate::testing::{MONDAYS, draft, open};

    const BY: Actor = Actor::Staff { user_id: 1, caller: 1 };
    const PLACE: PlaceRef = PlaceRef { kind: PlaceKind::Account, id: 1 };

    /// Ten o'clock on a Monday.
    fn ten() -> Minute {
        Day(20_514).start() + 600
    }

    #[tokio::test]
    async fn who_waits_for_a_version_holds_no_higher_one() {
        let database = Postgres::shared().database();
        let store = open(&database.url()).await;
        store.load_world(world::read("world", MONDAYS).unwrap().world, "UTC", IntervalSet::default()).await.unwrap();
        let visit = VisitDraft { start: ten(), user_ids: vec![1, 2] };
        let hold = HoldDraft {
            job_type_id: 1,
            length_in_minutes: 60,
            place: PLACE,
            visit,
            job_id: None,
            named: None,
            newcomer: None,
        };
        let terms = HoldTerms { seconds: 300, max_seconds: 900, pause_seconds: 900, max_of_staff: 200 };
        store.place_hold(hold, BY, terms, IntervalSet::default()).await.unwrap();
        let (database, mut other) = tokio::task::spawn_blocking(move || {
            let mut other = database.connect();
            other.batch_execute("BEGIN; SELECT 1 FROM versions WHERE user_id = 1 FOR UPDATE").unwrap();
            (database, other)
        })
        .await
        .unwrap();

        // Of the crew that was held only the second comes, and the first is free again.
        let booking = {
            let store = store.clone();
            tokio::spawn(async move { store.create_job(draft(ten(), &[2]), BY, IntervalSet::default(), None).await })
        };
        let looked = tokio::task::spawn_blocking(move || {
            let mut third = database.connect();
            let is_waiting = "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND pid IN
                (SELECT pid FROM pg_stat_activity WHERE datname = current_database()))";
            let begin = Instant::now();
            while !third.query_one(is_waiting, &[]).unwrap().get::<_, bool>(0) {
                assert!(begin.elapsed() < Duration::from_secs(10), "it frees user 1 and must wait for that version");
                thread::sleep(Duration::from_millis(5));
            }
            let is_held = third.query("SELECT 1 FROM versions WHERE user_id = 2 FOR UPDATE NOWAIT", &[]).is_err();
            other.batch_execute("COMMIT").unwrap();
            (database, is_held)
        });
        let (_database, is_held) = looked.await.unwrap();
        assert_eq!(booking.await.unwrap().unwrap().user_ids, [2]);
        assert!(!is_held, "who holds the version of user 1 may want that of user 2");
    }
}
