//! What was read of the roster, for as long as its version in the database says that it is still so.
//!
//! A question about a hundred people needs twenty thousand claims, hardly one of which has changed since the last question.
//! Nothing here is believed by itself: each question first reads the versions of what it needs, in its own transaction,
//! and reads again what has another one. A change reads for itself what decides about it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use slotwright_matching::{
    Around, Blocker, BlockerOverride, Interval, JobFacts, MINUTES_PER_DAY, Minute, Occupied, Point, Schedule, TimeOff,
    WeekAnchor,
};

use super::{References, Referred, Store};
use slotwright_domain::PlaceRef;

impl Store {
    /// How often what is remembered was forgotten, since the database may be another one: versions say nothing beyond that.
    #[must_use]
    pub fn times_forgotten(&self) -> u64 {
        self.memory.times_forgotten()
    }

    /// Forgets all that is remembered, as when a connection breaks.
    pub fn forget(&self) {
        self.memory.forget();
    }

    /// The version of the plan that was read last, by whatever question; it may have another by now.
    #[must_use]
    pub fn remembered_plan(&self) -> Option<u64> {
        self.memory.last_plan().map(|plan| plan.version)
    }
}

/// Cheap to clone; all clones are the same.
#[derive(Clone, Default)]
pub(super) struct Memory(Arc<Inner>);

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

/// What editors make: who works when, week by week, and when they don't, and what is kept around jobs.
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
    /// The rules, which know nothing of the jobs yet.
    pub(super) around: Around,
    /// Where places are, as far as that is known and there are ways.
    pub(super) places: HashMap<PlaceRef, Point>,
}

impl Plan {
    /// What a question under these rules has to see.
    pub(super) fn scope(&self) -> Scope {
        let Around { buffers, travel, .. } = &self.around;
        let longest = |minutes: Minute| minutes.clamp(0, MINUTES_PER_DAY);
        let buffer = buffers.iter().map(|buffer| longest(buffer.before_minutes.max(buffer.after_minutes))).max();
        let way = travel.map_or(0, |_| MINUTES_PER_DAY);
        Scope { reach: 2 * buffer.unwrap_or(0) + way, has_facts: travel.is_some() || !buffers.is_empty() }
    }

    /// As the matching core wants to know it.
    pub(super) fn facts(&self, facts: Facts) -> JobFacts {
        JobFacts {
            job_type_id: facts.job_type_id,
            place: facts.place.and_then(|place| self.places.get(&place).copied()),
        }
    }
}

/// What of people's jobs a question has to see. Without rules it is the days asked for, and nothing but the times.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Scope {
    /// How many minutes before and after the days asked for a job can still keep time in them.
    pub(super) reach: Minute,
    /// Whether it matters what a job is and where.
    pub(super) has_facts: bool,
}

impl Scope {
    /// What this sees and what the other sees.
    pub(super) fn and(self, other: Self) -> Self {
        Self { reach: self.reach.max(other.reach), has_facts: self.has_facts || other.has_facts }
    }
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
    /// Whether a rule asked what jobs and holds are.
    pub(super) has_facts: bool,
    /// What each of the jobs is, in their order; empty when no rule asked for it.
    pub(super) facts: Vec<Facts>,
    pub(super) holds: Vec<Held>,
}

/// A time that somebody holds, or held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Held {
    pub(super) id: u64,
    pub(super) interval: Interval,
    /// What it is for, when a rule asked for it.
    pub(super) facts: Option<Facts>,
    /// By the database's clock.
    pub(super) until_ms: i64,
    /// The holder's number, negative for staff.
    pub(super) holder: i64,
}

/// What a job is and where, or what a time is held for: what time around it depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Facts {
    pub(super) job_type_id: u64,
    /// Unknown of holds from before rules were kept.
    pub(super) place: Option<PlaceRef>,
}

impl Taken {
    /// Nothing, of no version.
    pub(super) fn new(user_id: u64, from: Minute, has_facts: bool) -> Self {
        Self { user_id, version: 0, from, jobs: Vec::new(), has_facts, facts: Vec::new(), holds: Vec::new() }
    }
}

impl Memory {
    /// Forgets everything.
    pub(super) fn forget(&self) {
        self.0.forgotten.fetch_add(1, Ordering::SeqCst);
        *self.0.plan.write().unwrap_or_else(PoisonError::into_inner) = None;
        self.0.taken.write().unwrap_or_else(PoisonError::into_inner).clear();
        *self.0.referred.write().unwrap_or_else(PoisonError::into_inner) = Answers::default();
    }

    /// How often everything was forgotten.
    pub(super) fn times_forgotten(&self) -> u64 {
        self.0.forgotten.load(Ordering::SeqCst)
    }

    /// The plan of this version.
    pub(super) fn plan(&self, version: u64) -> Option<Arc<Plan>> {
        let plan = self.0.plan.read().unwrap_or_else(PoisonError::into_inner);
        plan.clone().filter(|plan| plan.version == version)
    }

    /// The plan that was read last, of whatever version: a guess at what the next one asks for.
    pub(super) fn last_plan(&self) -> Option<Arc<Plan>> {
        self.0.plan.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn keep_plan(&self, plan: Arc<Plan>) {
        *self.0.plan.write().unwrap_or_else(PoisonError::into_inner) = Some(plan);
    }

    /// What takes of these users' time from a minute on, each where it is known in this version and as far as it matters.
    pub(super) fn taken(
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
