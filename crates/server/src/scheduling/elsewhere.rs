//! What others know of people's time, as a search needs it.

use std::borrow::Cow;

use slotwright_domain::{Job, PlaceRef};
use slotwright_matching::{Day, Interval, IntervalSet, Minute, Skipped};
use slotwright_store::{References, Refused};

use super::find::most_days;
use super::visit::skipped_around;
use super::{Caller, Customer};
use crate::elsewhere::{Known, Origin, Question};
use crate::instance::Instance;

/// The length, in minutes, for which is asked where a visit is to be moved: beside its own time any is long enough.
const SHORTEST: u32 = 15;

/// A search, as far as it is good.
pub(super) struct Asked<'a> {
    /// The first day and the last, included; none where the last is before the first.
    pub(super) days: (Day, Day),
    /// For how long a visit.
    pub(super) length_in_minutes: Option<u64>,
    /// Of which type.
    pub(super) job_type_id: Option<u64>,
    /// Where.
    pub(super) place: Option<PlaceRef>,
    /// Whose; everybody's where nobody is named.
    pub(super) user_ids: &'a [u64],
}

/// What is known elsewhere, and the visit that is not in the way of itself.
#[derive(Default)]
pub(super) struct Elsewhere {
    known: Option<Known>,
    own: IntervalSet,
    crew: Vec<u64>,
}

impl Elsewhere {
    /// From where it is known; `None` where nobody was asked.
    pub(super) fn origin(&self) -> Option<Origin> {
        self.known.as_ref().map(Known::origin)
    }

    /// What is left of somebody's free time.
    pub(super) fn leaves<'f>(
        &self,
        user_id: u64,
        free: &'f IntervalSet,
        skipped: &IntervalSet,
    ) -> Cow<'f, IntervalSet> {
        let Some(time) = self.known.as_ref().and_then(|known| known.time.as_ref()) else { return Cow::Borrowed(free) };
        let none = IntervalSet::default();
        let own = if self.crew.contains(&user_id) { &self.own } else { &none };
        Cow::Owned(time.leaves(user_id, free, own, skipped))
    }
}

/// Asks whoever else knows people's time, where there is somebody and the search is one. The job that staff are about to move takes
/// nobody's time.
pub(super) async fn ask(
    instance: &Instance,
    caller: &Caller,
    moved: Option<&Job>,
    asked: Asked<'_>,
) -> Result<Elsewhere, Refused> {
    match caller {
        Caller::Customer(customer) => of_customer(instance, customer, asked).await,
        Caller::Staff(staff) => {
            let is_too_much = most_days(asked.user_ids.len(), asked.days.0, asked.days.1).is_some();
            if instance.elsewhere.is_none() || is_too_much || !is_there(instance, &asked, staff.roster_version).await? {
                return Ok(Elsewhere::default());
            }
            Ok(but_for(instance, moved, asked).await)
        }
    }
}

/// [`ask`], for the holder of a booking link, whose own visit takes nobody's time.
pub(super) async fn of_customer(
    instance: &Instance,
    customer: &Customer,
    asked: Asked<'_>,
) -> Result<Elsewhere, Refused> {
    if instance.elsewhere.is_none() {
        return Ok(Elsewhere::default());
    }
    Ok(but_for(instance, customer.job.as_ref(), asked).await)
}

/// What others know of people's time, but for the visit of a job.
async fn but_for(instance: &Instance, job: Option<&Job>, asked: Asked<'_>) -> Elsewhere {
    let Some((start, job)) = job.and_then(|job| Some((job.start?, job))) else {
        let known = known(instance, &asked, asked.length_in_minutes).await;
        return Elsewhere { known, ..Elsewhere::default() };
    };
    let day = Day::of(start);
    let skipped = skipped_around(&instance.zone, day, day);
    let visit: Option<Interval> = Skipped::of(&skipped).visit(start, job.length_in_minutes as Minute);
    let length = asked.length_in_minutes.map(|length| length.min(SHORTEST.into()));
    Elsewhere {
        known: known(instance, &asked, length).await,
        own: visit.into_iter().collect(),
        crew: job.user_ids.clone(),
    }
}

/// Whether all that is named is there: of what is not, nobody else need be asked.
async fn is_there(instance: &Instance, asked: &Asked<'_>, roster_version: u64) -> Result<bool, Refused> {
    let references = References {
        job_type_id: asked.job_type_id,
        place: asked.place,
        user_ids: asked.user_ids.to_vec(),
        ..References::default()
    };
    let there = instance.store.referred(references, roster_version).await?;
    Ok(there.job_type.is_some() && there.place.is_some() && there.has_users)
}

async fn known(instance: &Instance, asked: &Asked<'_>, length_in_minutes: Option<u64>) -> Option<Known> {
    let (first, last) = asked.days;
    let question = Question {
        first,
        last,
        length_in_minutes: u32::try_from(length_in_minutes?).unwrap_or(u32::MAX),
        job_type_id: asked.job_type_id?,
        place: asked.place?,
        user_ids: asked.user_ids.to_vec(),
    };
    match &instance.elsewhere {
        Some(elsewhere) if first <= last => Some(elsewhere.ask(question).await),
        _ => None,
    }
}
