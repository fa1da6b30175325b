//! What was read of the roster, for as long as its version in the database says that it is still so.
//!
//! A question about a hundred people needs twenty thousand claims, hardly one of which has changed since the last question.
//! Nothing here is believed by itself: each question first reads the versions of what it needs, in its own transaction,
//! and reads again what has another one. A change reads for itself what decides about it.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use slotwright_matching::{Blocker, BlockerOverride, Interval, Minute, Occupied, Schedule, TimeOff, WeekAnchor};

use super::{References, Referred};

/// Cheap to clone; all clones are the same.
#[derive(Clone, Default)]
pub(super) struct Memory(Arc<Inner>);

#[derive(Default)]
struct Inner {
    plan: RwLock<Option<Arc<Plan>>>,
    taken: RwLock<HashMap<u64, Arc<Taken>>>,
    referred: RwLock<Answers>,
}

/// What there is of what requests refer to, in one version of the plan.
#[derive(Default)]
struct Answers {
    plan_version: u64,
    answers: HashMap<References, Referred>,
}

/// More than an instance has types times the places that are asked about in an hour; bounds the memory.
const MAX_ANSWERS: usize = 10_000;

/// What editors make: who works when, week by week, and when they don't.
#[derive(Debug, PartialEq)]
pub(super) struct Plan {
    /// How often it had changed when it was read.
    pub(super) version: u64,
    pub(super) schedules: Vec<Schedule>,
    pub(super) blockers: Vec<Blocker>,
    pub(super) week_anchor: WeekAnchor,
    /// By number: reasons name time off by its place.
    pub(super) time_offs: Vec<TimeOff>,
    /// By number: of two for the same day the later one holds.
    pub(super) overrides: Vec<BlockerOverride>,
}

/// What takes of one user's time, from some minute on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Taken {
    pub(super) user_id: u64,
    /// How often the claims had changed when they were read.
    pub(super) version: u64,
    /// What ends before it may be missing.
    pub(super) from: Minute,
    pub(super) jobs: Vec<Occupied>,
    pub(super) holds: Vec<Held>,
}

/// A time that somebody holds, or held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Held {
    pub(super) interval: Interval,
    /// By the database's clock.
    pub(super) until_ms: i64,
    /// The holder's number, negative for staff.
    pub(super) holder: i64,
}

impl Taken {
    /// Nothing, of no version.
    pub(super) fn new(user_id: u64, from: Minute) -> Self {
        Self { user_id, version: 0, from, jobs: Vec::new(), holds: Vec::new() }
    }
}

impl Memory {
    /// Forgets everything.
    pub(super) fn forget(&self) {
        *self.0.plan.write().unwrap_or_else(PoisonError::into_inner) = None;
        self.0.taken.write().unwrap_or_else(PoisonError::into_inner).clear();
        *self.0.referred.write().unwrap_or_else(PoisonError::into_inner) = Answers::default();
    }

    /// The plan of this version.
    pub(super) fn plan(&self, version: u64) -> Option<Arc<Plan>> {
        let plan = self.0.plan.read().unwrap_or_else(PoisonError::into_inner);
        plan.clone().filter(|plan| plan.version == version)
    }

    /// Of the plan that was read last.
    pub(super) fn plan_version(&self) -> Option<u64> {
        self.0.plan.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|plan| plan.version)
    }

    pub(super) fn keep_plan(&self, plan: Arc<Plan>) {
        *self.0.plan.write().unwrap_or_else(PoisonError::into_inner) = Some(plan);
    }

    /// What takes of these users' time from a minute on, each where it is known in this version.
    pub(super) fn taken(
        &self,
        user_ids: &[u64],
        versions: &HashMap<u64, u64>,
        from: Minute,
    ) -> Vec<Option<Arc<Taken>>> {
        let known = self.0.taken.read().unwrap_or_else(PoisonError::into_inner);
        let of_user = |user_id: &u64| {
            let version = versions.get(user_id).copied().unwrap_or_default();
            let is_so = |taken: &&Arc<Taken>| taken.version == version && taken.from <= from;
            known.get(user_id).filter(is_so).cloned()
        };
        user_ids.iter().map(of_user).collect()
    }

    pub(super) fn keep_taken(&self, taken: Arc<Taken>) {
        self.0.taken.write().unwrap_or_else(PoisonError::into_inner).insert(taken.user_id, taken);
    }

    /// What there is of these references in this version of the plan, where that was asked before.
    pub(super) fn referred(&self, references: &References, plan_version: u64) -> Option<Referred> {
        let known = self.0.referred.read().unwrap_or_else(PoisonError::into_inner);
        (known.plan_version == plan_version).then(|| known.answers.get(references).cloned()).flatten()
    }

    pub(super) fn keep_referred(&self, references: References, referred: Referred, plan_version: u64) {
        let mut known = self.0.referred.write().unwrap_or_else(PoisonError::into_inner);
        if known.plan_version != plan_version || MAX_ANSWERS <= known.answers.len() {
            *known = Answers { plan_version, answers: HashMap::new() };
        }
        known.answers.insert(references, referred);
    }
}

#[cfg(test)]
mod tests {
    use slotwright_matching::{Day, Interval, IntervalSet, Question};
    use slotwright_testing::postgres::Postgres;

    use crate::store::{By, JobDraft, Location, RosterQuestion, Store, TimeOffDraft, VisitDraft};
    use crate::world::{self, PlaceKind, PlaceRef};

    /// A Monday.
    const MONDAY: Day = Day(20_514);
    const BY: By = By::Staff { user_id: 1 };

    fn at(hour: i32) -> i32 {
        MONDAY.start() + hour * 60
    }

    fn hours(from: i32, to: i32) -> Interval {
        Interval::new(at(from), at(to)).unwrap()
    }

    async fn free(store: &Store) -> Vec<Interval> {
        let question = RosterQuestion { user_ids: vec![1], job_type_id: Some(1), first: MONDAY, last: MONDAY };
        let roster = store.roster(question, None, IntervalSet::default()).await.unwrap();
        let question = Question { job_type_id: 1, place: None, first: MONDAY, last: MONDAY, except_job_id: None };
        roster.free(1, &question).as_slice().to_vec()
    }

    fn draft(start: i32) -> JobDraft {
        JobDraft {
            job_type_id: 1,
            task_template_id: None,
            length_in_minutes: 60,
            place: PlaceRef { kind: PlaceKind::Account, id: 1 },
            ticket_id: None,
            notes: String::new(),
            services: Vec::new(),
            visit: Some(VisitDraft { start, user_ids: vec![1] }),
            hold_id: None,
        }
    }

    #[tokio::test]
    async fn what_one_server_changes_another_knows_at_its_next_question() {
        let database = Postgres::shared().database();
        let open = || {
            let location: Location = database.url().parse().unwrap();
            tokio::task::spawn_blocking(move || Store::open(&location).unwrap())
        };
        let (one, other) = (open().await.unwrap(), open().await.unwrap());
        let world = r#"{"users": [1], "job_types": [1], "entities": {"account:1": {}}, "schedules": [{"user_ids": [1],
            "job_type_ids": [1], "start": "2026-01-05", "days": [{"day": 1, "start_timestamp": "08:00",
            "end_timestamp": "18:00"}]}]}"#;
        assert_eq!(free(&other).await, [], "an empty database has nobody");
        one.load_world(world::read("world", world).unwrap().world, "UTC").await.unwrap();
        assert_eq!(free(&other).await, [hours(8, 18)]);

        let job = one.create_job(draft(at(10)), BY, IntervalSet::default(), None).await.unwrap();
        assert_eq!(free(&other).await, [hours(8, 10), hours(11, 18)]);
        assert_eq!(free(&one).await, [hours(8, 10), hours(11, 18)]);

        let off = TimeOffDraft { name: "Dentist".to_owned(), user_id: 1, start: at(16), end: at(18) };
        one.edit(move |editor| editor.insert_time_off(&off)).await.unwrap();
        assert_eq!(free(&other).await, [hours(8, 10), hours(11, 16)]);

        other.delete_job(job.id, BY, 0).await.unwrap();
        assert_eq!(free(&one).await, [hours(8, 16)]);
    }
}
