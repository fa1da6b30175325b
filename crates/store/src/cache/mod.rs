//! What was read of the roster, for as long as its version in the database says that it is still so.
//!
//! A question about a hundred people needs twenty thousand claims, hardly one of which has changed since the last question.
//! Nothing here is believed by itself: each question first reads the versions of what it needs, in its own transaction,
//! and reads again what has another one. A change reads for itself what decides about it.

pub(crate) mod busy_times;
pub(crate) mod definition;
pub(crate) mod references;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use slotwright_matching::Minute;

use busy_times::Taken;
use definition::{Plan, Scope};
use references::{References, Referred};

/// Cheap to clone; all clones are the same.
#[derive(Clone, Default)]
pub(crate) struct Cache(Arc<Inner>);

#[derive(Default)]
struct Inner {
    plan: RwLock<Option<Arc<Plan>>>,
    taken: RwLock<HashMap<u64, Arc<Taken>>>,
    referred: RwLock<Answers>,
    forgotten: AtomicU64,
}

/// What there is of what requests refer to, in one version of the plan.
#[derive(Default)]
struct Answers {
    plan_version: u64,
    answers: HashMap<References, Referred>,
}

/// More than an instance has types times the places that are asked about in an hour; bounds the memory.
const MAX_ANSWERS: usize = 10_000;

impl Cache {
    /// Forgets everything.
    pub(crate) fn forget(&self) {
        self.0.forgotten.fetch_add(1, Ordering::SeqCst);
        *self.0.plan.write().unwrap_or_else(PoisonError::into_inner) = None;
        self.0.taken.write().unwrap_or_else(PoisonError::into_inner).clear();
        *self.0.referred.write().unwrap_or_else(PoisonError::into_inner) = Answers::default();
    }

    /// How often everything was forgotten.
    pub(crate) fn times_forgotten(&self) -> u64 {
        self.0.forgotten.load(Ordering::SeqCst)
    }

    /// The plan of this version.
    pub(crate) fn plan(&self, version: u64) -> Option<Arc<Plan>> {
        let plan = self.0.plan.read().unwrap_or_else(PoisonError::into_inner);
        plan.clone().filter(|plan| plan.version == version)
    }

    /// The plan that was read last, of whatever version: a guess at what the next one asks for.
    pub(crate) fn last_plan(&self) -> Option<Arc<Plan>> {
        self.0.plan.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn keep_plan(&self, plan: Arc<Plan>) {
        *self.0.plan.write().unwrap_or_else(PoisonError::into_inner) = Some(plan);
    }

    /// What takes of these users' time from a minute on, each where it is known in this version and as far as it matters.
    pub(crate) fn taken(
        &self,
        user_ids: &[u64],
        versions: &HashMap<u64, u64>,
        scope: Scope,
        from: Minute,
    ) -> Vec<Option<Arc<Taken>>> {
        let known = self.0.taken.read().unwrap_or_else(PoisonError::into_inner);
        let of_user = |user_id: &u64| {
            let version = versions.get(user_id).copied().unwrap_or_default();
            let is_so = |taken: &&Arc<Taken>| {
                taken.version == version && taken.from <= from && (taken.has_facts || !scope.has_facts)
            };
            known.get(user_id).filter(is_so).cloned()
        };
        user_ids.iter().map(of_user).collect()
    }

    pub(crate) fn keep_taken(&self, taken: Arc<Taken>) {
        self.0.taken.write().unwrap_or_else(PoisonError::into_inner).insert(taken.user_id, taken);
    }

    /// What there is of these references in this version of the plan, where that was asked before.
    pub(crate) fn referred(&self, references: &References, plan_version: u64) -> Option<Referred> {
        let known = self.0.referred.read().unwrap_or_else(PoisonError::into_inner);
        (known.plan_version == plan_version).then(|| known.answers.get(references).cloned()).flatten()
    }

    pub(crate) fn keep_referred(&self, references: References, referred: Referred, plan_version: u64) {
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
    use slotwright_wire::case::BufferRecord;
    use slotwright_wire::slotwright::Rules;

    use crate::testing::{MONDAYS, draft, open};
    use crate::{Refused, RosterQuestion, Store};
    use slotwright_domain::{By, TimeOff};
    use slotwright_world as world;

    /// A Monday.
    const MONDAY: Day = Day(20_514);
    const BY: By = By::Staff { user_id: 1, caller: 1 };

    fn at(hour: i32) -> i32 {
        MONDAY.start() + hour * 60
    }

    fn hours(from: i32, to: i32) -> Interval {
        Interval::new(at(from), at(to)).unwrap()
    }

    async fn free(store: &Store) -> Vec<Interval> {
        let question = RosterQuestion { user_ids: vec![1], job_type_id: Some(1), first: MONDAY, last: MONDAY };
        let (roster, _) = store.roster(question, None, IntervalSet::default()).await.unwrap();
        let question = Question { job_type_id: 1, place: None, first: MONDAY, last: MONDAY, except_job_id: None };
        roster.free(1, &question).as_slice().to_vec()
    }

    #[tokio::test]
    async fn what_one_server_changes_another_knows_at_its_next_question() {
        let database = Postgres::shared().database();
        let (one, other) = (open(&database.url()).await, open(&database.url()).await);
        assert_eq!(free(&other).await, [], "an empty database has nobody");
        one.load_world(world::read("world", MONDAYS).unwrap().world, "UTC").await.unwrap();
        assert_eq!(free(&other).await, [hours(8, 18)]);

        let job = one.create_job(draft(at(10), &[1]), BY, IntervalSet::default(), None).await.unwrap();
        assert_eq!(free(&other).await, [hours(8, 10), hours(11, 18)]);
        assert_eq!(free(&one).await, [hours(8, 10), hours(11, 18)]);

        let off = TimeOff { name: "Dentist".to_owned(), user_id: 1, start: at(16), end: at(18) };
        one.edit(move |editor| editor.insert_time_off(&off)).await.unwrap();
        assert_eq!(free(&other).await, [hours(8, 10), hours(11, 16)]);

        other.delete_job(job.id, BY, 0).await.unwrap();
        assert_eq!(free(&one).await, [hours(8, 16)]);

        one.create_job(draft(at(10), &[1]), BY, IntervalSet::default(), None).await.unwrap();
        let buffer = BufferRecord { job_type_id: 1, before_minutes: 0, after_minutes: 60 };
        let rules = Rules { buffers: vec![buffer], ..Rules::default() };
        one.edit(move |editor| editor.set_rules(&rules)).await.unwrap();
        // It knows of no rules yet: they come to light with what it reads for the booking.
        let refused = other.create_job(draft(at(11), &[1]), BY, IntervalSet::default(), None).await;
        assert!(matches!(refused, Err(Refused::NotFree(1))), "{refused:?}");
        other.create_job(draft(at(12), &[1]), BY, IntervalSet::default(), None).await.unwrap();
        one.edit(|editor| editor.set_rules(&Rules::default())).await.unwrap();
        other.create_job(draft(at(11), &[1]), BY, IntervalSet::default(), None).await.unwrap();
    }
}
