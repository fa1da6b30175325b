//! What was read of the roster and of what requests refer to, for as long as its version in the database says that it is
//! still so.
//!
//! A question about a hundred people needs twenty thousand claims, hardly one of which has changed since the last question.
//! Nothing here is believed by itself: each question first reads the versions of what it needs, in its own transaction,
//! and reads again what has another one. A change reads for itself what decides about it. There is no SQL in here.

pub(crate) mod busy_times;
pub(crate) mod definition;
pub(crate) mod references;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use busy_times::BusyTimes;
use definition::{RosterDefinition, Scope};
use references::{References, Referred};
use slotwright_matching::Minute;

/// Cheap to clone; all clones are the same.
#[derive(Clone, Default)]
pub(crate) struct RosterCache(Arc<Inner>);

#[derive(Default)]
struct Inner {
    definition: RwLock<Option<Arc<RosterDefinition>>>,
    busy: RwLock<HashMap<u64, Arc<BusyTimes>>>,
    referred: RwLock<Answers>,
    invalidations: AtomicU64,
}

/// What there is of what requests refer to, in one version of the definition.
#[derive(Default)]
struct Answers {
    definition_version: u64,
    answers: HashMap<References, Referred>,
}

/// More than an instance has types times the places that are asked about in an hour; bounds the memory.
const MAX_ANSWERS: usize = 10_000;

impl RosterCache {
    /// Forgets everything.
    pub(crate) fn invalidate(&self) {
        self.0.invalidations.fetch_add(1, Ordering::SeqCst);
        *self.0.definition.write().unwrap_or_else(PoisonError::into_inner) = None;
        self.0.busy.write().unwrap_or_else(PoisonError::into_inner).clear();
        *self.0.referred.write().unwrap_or_else(PoisonError::into_inner) = Answers::default();
    }

    /// How often everything was invalidated.
    pub(crate) fn cache_invalidations(&self) -> u64 {
        self.0.invalidations.load(Ordering::SeqCst)
    }

    /// The definition of this version.
    pub(crate) fn definition(&self, version: u64) -> Option<Arc<RosterDefinition>> {
        let definition = self.0.definition.read().unwrap_or_else(PoisonError::into_inner);
        definition.clone().filter(|definition| definition.version == version)
    }

    /// The definition that was read last, of whatever version: a guess at what the next one asks for.
    pub(crate) fn last_definition(&self) -> Option<Arc<RosterDefinition>> {
        self.0.definition.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn keep_definition(&self, definition: Arc<RosterDefinition>) {
        *self.0.definition.write().unwrap_or_else(PoisonError::into_inner) = Some(definition);
    }

    /// What takes of these users' time from a minute on, each where it is known in this version and as far as it matters.
    pub(crate) fn busy(
        &self,
        user_ids: &[u64],
        versions: &HashMap<u64, u64>,
        scope: Scope,
        from: Minute,
    ) -> Vec<Option<Arc<BusyTimes>>> {
        let known = self.0.busy.read().unwrap_or_else(PoisonError::into_inner);
        let of_user = |user_id: &u64| {
            let version = versions.get(user_id).copied().unwrap_or_default();
            let is_so = |busy: &&Arc<BusyTimes>| {
                busy.version == version && busy.from <= from && (busy.has_facts || !scope.has_facts)
            };
            known.get(user_id).filter(is_so).cloned()
        };
        user_ids.iter().map(of_user).collect()
    }

    pub(crate) fn keep_busy_times(&self, busy: Arc<BusyTimes>) {
        self.0.busy.write().unwrap_or_else(PoisonError::into_inner).insert(busy.user_id, busy);
    }

    /// What there is of these references in this version of the definition, where that was asked before.
    pub(crate) fn referred(&self, references: &References, definition_version: u64) -> Option<Referred> {
        let known = self.0.referred.read().unwrap_or_else(PoisonError::into_inner);
        (known.definition_version == definition_version).then(|| known.answers.get(references).cloned()).flatten()
    }

    pub(crate) fn keep_referred(&self, references: References, referred: Referred, definition_version: u64) {
        let mut known = self.0.referred.write().unwrap_or_else(PoisonError::into_inner);
        if known.definition_version != definition_version || MAX_ANSWERS <= known.answers.len() {
            *known = Answers { definition_version, answers: HashMap::new() };
        }
        known.answers.insert(references, referred);
    }
}

#[cfg(test)]
mod tests {
    use slotwright_domain::{Actor, LinkClock, LinkTerms, TimeOff};
    use slotwright_matching::{Day, Interval, IntervalSet, Question};
    use slotwright_testing::postgres::Postgres;
    use slotwright_wire::case::BufferRecord;
    use slotwright_wire::slotwright::Rules;
    use slotwright_world as world;

    use crate::testing::{MONDAYS, draft, open};
    use crate::{Refused, RosterQuestion, Store};

    /// A Monday.
    const MONDAY: Day = Day(20_514);
    const BY: Actor = Actor::Staff { user_id: 1, caller: 1 };

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
        one.load_world(world::read("world", MONDAYS).unwrap().world, "UTC", IntervalSet::default()).await.unwrap();
        assert_eq!(free(&other).await, [hours(8, 18)]);

        let job = one.create_job(draft(at(10), &[1]), BY, IntervalSet::default(), None).await.unwrap();
        assert_eq!(free(&other).await, [hours(8, 10), hours(11, 18)]);
        assert_eq!(free(&one).await, [hours(8, 10), hours(11, 18)]);

        let off = TimeOff { name: "Dentist".to_owned(), user_id: Some(1), start: at(16), end: at(18) };
        one.edit(move |editor| editor.insert_time_off(&off)).await.unwrap();
        assert_eq!(free(&other).await, [hours(8, 10), hours(11, 16)]);

        let links = LinkTerms { clock: LinkClock::Standing(0), utc_offset: 0, days_after_visit: 14 };
        other.delete_job(job.id, BY, links).await.unwrap();
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
