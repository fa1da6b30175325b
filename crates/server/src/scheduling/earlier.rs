//! Waiting for a sooner time: somebody who has a visit says so, and when something becomes free it is held for one of those who
//! wait at a time, for a while.
//!
//! Who gives time free tells nobody: all kinds of changes do, and some of them are only a clock's. Instead it is looked, whenever
//! people's time has changed, what is free now that those who wait have not seen ([`offer_round`]); so nothing is lost with who
//! looked, and on several servers any of them may.

use std::time::Duration;

use slotwright_domain::{Actor, Earlier, EarlierDraft, LinkHolder, Purpose, Right, Waiting, held_until};
use slotwright_matching::{Day, IntervalSet, Minute, Question, Search, Skipped, Sooner, Waits, sooner, stretches};
use slotwright_store::{Error, Everybody, References, Refused, Searched, is_hold};

use super::Customer;
use super::elsewhere::{self, Elsewhere};
use super::visit::skipped_around;
use crate::elsewhere::Origin;
use crate::instance::Instance;

/// Nothing is offered that can be held for less, in minutes: the notice of the new time and that of the present one end it too.
const LEAST_MINUTES: u32 = 15;
/// So often a round begins again because people's time has changed while it was looked who is first. Where it changes all the
/// time, who is first was so a moment ago.
const PATIENCE: u32 = 4;
/// What the system behind the gateway has said longer ago, in seconds, nobody is offered anything by.
const KNOWN_FOR_SECONDS: u64 = 60;

/// What the holder of a link may ask for, and has asked.
pub struct Standing {
    /// What they asked for; `None` where they don't wait.
    pub asked: Option<Earlier>,
}

/// Whether the holder waits for a sooner time; `None` where they can't: there is no visit, or it is not theirs to move.
pub async fn standing(instance: &Instance, customer: &Customer) -> Result<Option<Standing>, Error> {
    let Some((job_id, _)) = movable(instance, customer) else { return Ok(None) };
    let asked = instance.store.earlier(job_id).await?;
    let view = |user_ids: Vec<u64>| user_ids.into_iter().map(|user_id| customer.alias(user_id)).collect();
    let asked = asked.map(|asked| Earlier {
        offer: asked.offer.map(|offer| slotwright_domain::EarlierOffer { user_ids: view(offer.user_ids), ..offer }),
        ..asked
    });
    Ok(Some(Standing { asked }))
}

/// Notes that the holder would rather have their visit sooner, not before some minute. Whoever has asked before keeps their turn.
pub async fn ask(instance: &Instance, customer: &Customer, not_before: Option<Minute>) -> Result<(), Refused> {
    let (job_id, start) = own_visit(instance, customer)?;
    // What is free by now is no news, whatever becomes of it before this is written.
    let look = look(instance, customer, start, Elsewhere::default()).await?;
    let seen = look.map(|look| look.all(instance)).unwrap_or_default();
    instance.store.ask_earlier(job_id, not_before, seen, customer.actor(instance)).await.map(drop)
}

/// The holder does not wait any more.
pub async fn withdraw(instance: &Instance, customer: &Customer) -> Result<(), Refused> {
    let (job_id, _) = own_visit(instance, customer)?;
    instance.store.withdraw_earlier(job_id, customer.actor(instance)).await
}

/// The holder would rather not have what is held for them by this hold, and waits on.
pub async fn decline(instance: &Instance, customer: &Customer, hold_id: u64) -> Result<(), Refused> {
    let (job_id, _) = own_visit(instance, customer)?;
    instance.store.decline_earlier(job_id, hold_id, customer.actor(instance)).await.map(drop)
}

/// Offers what has become free to those who wait for it, who asked first before the others. What was offered and not taken in
/// time is offered to the next.
///
/// # Errors
///
/// The store failed; who looks again begins anew.
pub async fn offer_round(instance: &Instance) -> Result<(), Error> {
    instance.store.tidy_waiting().await?;
    for attempt in 0..=PATIENCE {
        let changes = instance.store.waiting_pulse().await?.changes;
        if round(instance, (attempt < PATIENCE).then_some(changes)).await? {
            return Ok(());
        }
    }
    Ok(())
}

/// Looks at each who waits, in their turn; `false` where people's time has changed meanwhile.
async fn round(instance: &Instance, mut expected_changes: Option<u64>) -> Result<bool, Error> {
    for waiting in instance.store.waiting().await? {
        let id = waiting.id;
        if waiting.has_offer {
            continue;
        }
        match offer_next(instance, waiting, expected_changes).await {
            // Ours has changed the time of so many people.
            Ok(crew) => expected_changes = expected_changes.map(|changes| changes + crew),
            Err(Refused::Outdated) => return Ok(false),
            Err(Refused::Storage(error)) => return Err(error),
            Err(Refused::LinkEnded) => instance.store.forget_waiting(id).await?,
            // Somebody was faster, or it is another visit by now: people's time has changed, and it is looked again.
            Err(_) => {}
        }
    }
    Ok(true)
}

/// Offers somebody what has become free for them, where something has. The time of how many people it takes.
async fn offer_next(instance: &Instance, waiting: Waiting, expected_changes: Option<u64>) -> Result<u64, Refused> {
    let customer = admit(instance, waiting.link_id).await?.ok_or(Refused::LinkEnded)?;
    let Some((job_id, present)) = movable(instance, &customer) else { return Ok(0) };
    if job_id != waiting.job_id {
        return Err(Refused::LinkEnded);
    }
    let today = instance.now().today();
    let (first, last) = customer.limits().cut((today, Day::of(present)));
    let asked = elsewhere::Asked {
        days: (first, last),
        length_in_minutes: Some(customer.length_in_minutes.into()),
        job_type_id: Some(customer.job_type.id),
        place: Some(customer.place.place),
        user_ids: &[],
    };
    let elsewhere = elsewhere::of_customer(instance, &customer, asked).await?;
    let is_known = match elsewhere.origin() {
        None => true,
        Some(Origin::Own) => false,
        Some(Origin::Upstream { age_seconds }) => age_seconds <= KNOWN_FOR_SECONDS,
    };
    if !is_known {
        return Ok(0);
    }
    let Some(look) = look(instance, &customer, present, elsewhere).await? else { return Ok(0) };
    // What others have taken meanwhile would be news if it became free again; what is held for others is not taken.
    let seen = waiting.seen.intersection(&look.all(instance));
    let windows = instance.policy.arrival.windows();
    let waits = Waits {
        before: instance.policy.arrival.window(present).map_or(present, |window| window.start()),
        not_before: waiting.not_before.unwrap_or(Minute::MIN),
        seen: &seen,
    };
    let Some(Sooner { opening, crew, stretch }) = sooner(&look.free, &look.search, windows.as_ref(), &waits) else {
        if seen != waiting.seen {
            instance.store.forget_seen(waiting.id, waiting.seen, seen).await?;
        }
        return Ok(0);
    };
    let Some(held_for) = held_for(instance, &customer, opening.start, present) else { return Ok(0) };
    let draft = EarlierDraft {
        present,
        length_in_minutes: customer.length_in_minutes,
        start: opening.start,
        user_ids: crew.into_iter().map(|person| look.user_ids[person]).collect(),
        for_ms: held_for.as_millis() as i64,
        seen: seen.union(&IntervalSet::from_unsorted(vec![stretch])),
        expected_changes,
        waiting,
    };
    let day = Day::of(opening.start);
    let (crew, skipped) = (draft.user_ids.len() as u64, skipped_around(&instance.zone, day, day));
    let is_offered = instance.store.offer_earlier(draft, skipped, instance.link_terms()).await?;
    Ok(if is_offered { crew } else { 0 })
}

/// For how long something is held: until they had their time to answer, and no longer than it can be taken and the present visit
/// be given up. `None` where that is too short.
fn held_for(instance: &Instance, customer: &Customer, start: Minute, present: Minute) -> Option<Duration> {
    let (policy, bounds, now) = (&instance.policy, customer.bounds, instance.now());
    let before = |start: Minute, minutes: u32| {
        let minutes = jiff::SignedDuration::from_mins(i64::from(minutes));
        instance.zone.instant_of(start).checked_sub(minutes).ok()
    };
    let until = instance
        .zone
        .instant_of(held_until(now.minute(), policy.earlier_offer_minutes))
        .min(before(start, bounds.notice_minutes)?)
        .min(before(present, bounds.change_notice_minutes)?);
    let held_for = Duration::try_from(until.duration_since(now.instant)).ok()?;
    (Duration::from_secs(u64::from(least_minutes(instance)) * 60) <= held_for).then_some(held_for)
}

/// For how long something must at least be held to be offered, where people have less to answer than usual: half of that.
fn least_minutes(instance: &Instance) -> u32 {
    LEAST_MINUTES.min(instance.policy.earlier_offer_minutes / 2)
}

/// The holder of the link with this number; `None` where it has ended.
async fn admit(instance: &Instance, link_id: u64) -> Result<Option<Customer>, Refused> {
    let link = instance.store.numbered_link(link_id).await?;
    let Some(link) = link.filter(|link| !link.life.has_ended(instance.link_terms())) else { return Ok(None) };
    let LinkHolder::Customer(scope) = link.holder else { return Ok(None) };
    Ok(Customer::admit(link, scope, instance).await?)
}

/// The holder's job and when its visit starts, where they may give it another time.
fn movable(instance: &Instance, customer: &Customer) -> Option<(u64, Minute)> {
    let job = customer.job.as_ref().filter(|job| !job.status.has_ended())?;
    let start = job.start?;
    let changeable_from = instance.first_minute_in(customer.bounds.change_notice_minutes);
    let may = customer.may(Right::Reschedule) && customer.has_changes_left();
    let is_asked = 0 < instance.policy.earlier_offer_minutes;
    (is_asked && may && changeable_from <= start).then_some((job.id, start))
}

/// As [`movable`], of who asks; what stands in the way of one that can't be moved the store says.
fn own_visit(instance: &Instance, customer: &Customer) -> Result<(u64, Minute), Refused> {
    if instance.policy.earlier_offer_minutes == 0 || !customer.may(Right::Reschedule) {
        return Err(Refused::NoSuchRecord);
    }
    let job = customer.job.as_ref().ok_or(Refused::NotScheduled)?;
    if job.status.has_ended() {
        return Err(Refused::AlreadyCompleted);
    }
    Ok((job.id, job.start.ok_or(Refused::NotScheduled)?))
}

/// What is free for the holder of a link up to the day of their visit.
struct Look {
    user_ids: Vec<u64>,
    /// Beside all holds, also their own: what they are about to choose themselves is nothing to be offered.
    free: Vec<IntervalSet>,
    /// As if nothing were held: what is held may be free again in a moment, and is not taken.
    but_for_holds: Vec<IntervalSet>,
    search: Search,
}

impl Look {
    /// All starts that there are, as stretches.
    fn all(&self, instance: &Instance) -> IntervalSet {
        stretches(&self.but_for_holds, &self.search, instance.policy.arrival.windows().as_ref())
    }
}

async fn look(
    instance: &Instance,
    customer: &Customer,
    present: Minute,
    elsewhere: Elsewhere,
) -> Result<Option<Look>, Refused> {
    let today = instance.now().today();
    let horizon = customer.bounds.last_day(today);
    let (first, last) = customer.limits().cut((today, Day::of(present).min(horizon)));
    if last < first {
        return Ok(None);
    }
    let (job_type_id, place) = (customer.job_type.id, customer.place.place);
    let skipped = skipped_around(&instance.zone, first, last);
    let earliest = instance.first_minute_in(customer.bounds.notice_minutes + least_minutes(instance));
    let search = customer.bounds.search(
        customer.length_in_minutes,
        customer.crew_size(),
        earliest,
        today,
        Skipped::of(&skipped),
    );
    let of_store = slotwright_store::Search {
        references: References { job_type_id: Some(job_type_id), place: Some(place), ..References::default() },
        first,
        last,
        everybody: Everybody::Scheduled,
        max_user_days: None,
        own: Actor::Upstream { seen_start: None }.own_holds(&Purpose::Place(place)),
        skipped,
    };
    let (except_job_id, times) = (customer.job.as_ref().map(|job| job.id), customer.limits().times());
    let found = instance.store.search(of_store, move |Searched { referred, user_ids, roster }| {
        let (mut roster, around) = roster?;
        let place = referred.place.as_ref().and_then(|place| place.point);
        let question = Question { job_type_id, place, first, last, except_job_id };
        let skipped = roster.skipped.clone();
        let left = |free: Vec<IntervalSet>| -> Vec<IntervalSet> {
            let left = |(user_id, free): (&u64, &IntervalSet)| {
                times.leave(elsewhere.leaves(*user_id, free, &skipped)).into_owned()
            };
            user_ids.iter().zip(&free).map(left).collect()
        };
        let free = left(roster.free_each_around(&user_ids, &question, &around));
        roster.occupied.retain(|occupied| !is_hold(occupied.job_id));
        let but_for_holds = left(roster.free_each_around(&user_ids, &question, &around));
        Some(Look { free, but_for_holds, search, user_ids })
    });
    Ok(found.await?)
}
