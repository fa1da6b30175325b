//! Finding free time: of somebody, or of everybody, of some users for a job.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use slotwright_domain::{Faults, Holder, Member, PlaceRef, Purpose, Wrong};
use slotwright_matching::{
    Around, Day, Interval, IntervalSet, Minute, Question, Roster, Skipped, Weights, blocks, each_block, openings,
};
use slotwright_store::{Everybody, References, Refused, Search, Searched, is_hold};
use slotwright_wire::slotwright::read;

use super::elsewhere::{self, Elsewhere};
use super::visit::{refuse_faulty, skipped_around};
use super::{Caller, Customer, hints, references};
use crate::elsewhere::Origin;
use crate::instance::{FreeTime, Instance};

/// The longest range that staff are answered.
pub const MAX_DAYS: i32 = 366;
/// The longest range that a link's holder is answered: what a page shows is a month.
pub const MAX_CUSTOMERS_DAYS: i32 = 62;
/// The most users times days that staff are answered: 1,000 users for two months, or 169 for a year. Whoever has more asks twice;
/// nobody else has to wait for it. A link's holder can't name users, and is to know nothing of how many there are: such a search
/// has no bound but its days, asks only those who can be free for such a job, and is answered with what is of use.
const MAX_USER_DAYS: usize = 62_000;

/// Nothing is recommended.
const NOTHING: Weights = Weights { near: 0, quiet: 0, soon: 0, room: 0 };

/// A search for free time, as far as the request for it could be read.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The first day and the last, included.
    pub days: Option<(Day, Day)>,
    /// How long the visit is to be, at least.
    pub length_in_minutes: Option<u64>,
    /// For a job of which type.
    pub job_type_id: Option<u64>,
    /// Where.
    pub place: Option<PlaceRef>,
    /// The job that is to be moved, for staff to say: its time is free, and what is held for it.
    pub job_id: Option<u64>,
    /// Whose time, for staff to say; everybody's where nobody is named.
    pub user_ids: Vec<u64>,
    /// Whether it is asked what the days are like too.
    pub hints: bool,
    /// Whether a part could not be read: then the rest is judged, and nothing is searched.
    pub could_not_be_read: bool,
}

impl Wanted {
    /// What the page of a link asks first: its visit, from the first day that may be booked on, and as far as a holder is answered
    /// at once. `None` where nothing is to be chosen: the visit has its time, or is over.
    #[must_use]
    pub fn first(instance: &Instance, customer: &Customer) -> Option<Self> {
        if customer.job.as_ref().is_some_and(|job| job.start.is_some() || job.status.has_ended()) {
            return None;
        }
        let horizon = customer.bounds.last_day(instance.now().today());
        let first = Day::of(instance.first_minute_in(customer.bounds.notice_minutes)).min(horizon);
        Some(Self {
            days: Some((first, (first + (MAX_CUSTOMERS_DAYS - 1)).min(horizon))),
            length_in_minutes: Some(customer.length_in_minutes.into()),
            job_type_id: Some(customer.job_type.id),
            place: Some(customer.place.place),
            hints: customer.weights != NOTHING,
            ..Self::default()
        })
    }
}

/// What a search has found.
#[derive(Clone, Debug)]
pub struct Found<T> {
    /// The free time.
    pub time: T,
    /// From where it is known, where the system behind the gateway is asked too.
    pub origin: Option<Origin>,
    /// What counts how much where openings are recommended.
    pub weights: Weights,
}

/// A stretch of free time: on which day, whose (by the number that the caller knows), from when to when.
pub type Block = (Day, u64, Interval);

/// So many people a link's holder is told of for a stretch of time, beyond as many as come. Enough that the next one can be tried
/// when somebody was faster, and no more to carry than a phone likes.
const ALTERNATIVES: usize = 9;

/// Each user's stretches of free time that are long enough, of each day; in no order. Where the clocks skip minutes in one it is in
/// parts, each of which may be shorter. For a link's holder without those that are of no use ([`useful`]).
pub async fn any(instance: &Instance, caller: Arc<Caller>, wanted: Wanted) -> Result<Found<FreeTime>, Refused> {
    let (names, with_hints) = (caller.clone(), wanted.hints);
    let enough = match &*caller {
        Caller::Staff(_) => None,
        Caller::Customer(customer) => Some((customer.crew_size() + ALTERNATIVES, customer.own_crew())),
    };
    let times = caller.times();
    let search = move |read: &Read, user_ids: &[u64], question: &Question, length| {
        let Read { roster, around, elsewhere } = read;
        let skipped = Skipped::of(&roster.skipped);
        let mut found = Vec::new();
        for (&user_id, free) in user_ids.iter().zip(&roster.free_each_around(user_ids, question, around)) {
            let name = names.name_of(user_id);
            let free = times.leave(elsewhere.leaves(user_id, free, &roster.skipped));
            let blocks = each_block(&free, question.first, question.last, length)
                .filter(|(_, block)| length <= skipped.minutes(*block));
            found.extend(blocks.map(|(day, block)| (day, name, block)));
        }
        if let Some((enough, own)) = enough {
            found = useful(found, enough, &own);
        }
        let hints = with_hints.then(|| roster.hints(user_ids, question, length, around, &|job_id| !is_hold(job_id)));
        let hints = hints.map(|hints| hints::told(hints, &found, (length, skipped), &|user_id| names.name_of(user_id)));
        if !skipped.is_empty() {
            let shown = |(day, name, block)| cut(block, skipped).into_iter().map(move |part| (day, name, part));
            found = found.into_iter().flat_map(shown).collect();
        }
        FreeTime { blocks: found, hints: hints.unwrap_or_default() }
    };
    let question = spelt(&caller, &wanted, instance);
    let shared = instance.searches.join(question);
    let found = shared.found.get_or_try_init(|| async {
        let found = run(instance, &caller, wanted, search, || shared.begin()).await?;
        Ok::<_, Refused>((found.time, found.origin, found.weights))
    });
    let (time, origin, weights) = found.await.cloned()?;
    Ok(Found { time, origin, weights })
}

/// All that an answer depends on but for what is stored, in numbers.
fn spelt(caller: &Caller, wanted: &Wanted, instance: &Instance) -> Vec<u64> {
    let Wanted { days, length_in_minutes, job_type_id, place, job_id, user_ids, hints, could_not_be_read } = wanted;
    let holder = match caller.actor(instance).holder() {
        Holder::Staff(number) => [0, number],
        Holder::Link(id) => [1, id],
    };
    let of_link = match caller {
        Caller::Staff(_) => Vec::new(),
        Caller::Customer(customer) => {
            let job = customer.job.iter().flat_map(|job| [&[job.id], job.user_ids.as_slice()].concat());
            let Customer { length_in_minutes, bounds, .. } = &**customer;
            [(*length_in_minutes).into(), bounds.horizon_days.into(), customer.crew_size() as u64]
                .into_iter()
                .chain(job)
                .collect()
        }
    };
    let days = days.map_or([0, 0, 0], |(first, last)| [1, first.0 as u64, last.0 as u64]);
    let length = length_in_minutes.map_or([0, 0], |length| [1, length]);
    let job_type = job_type_id.map_or([0, 0], |id| [1, id]);
    let place = place.map_or([0, 0], |place| [1 + place.kind as u64, place.id]);
    let own = job_id.map_or([0, 0], |id| [1, id]);
    let lists = [&[of_link.len() as u64][..], &of_link, user_ids].concat();
    [
        &holder[..],
        &[caller.roster_version(), u64::from(*could_not_be_read), u64::from(*hints)],
        &days,
        &length,
        &job_type,
        &place,
        &own,
        &lists,
    ]
    .concat()
}

/// Leaves out each stretch that lies within those of `enough` others on its day, but for the `own` people's: whatever can be done
/// in it can be done in theirs, be it a visit, a crew of that many, or a window with the same person for all of it.
fn useful(mut found: Vec<Block>, enough: usize, own: &[u64]) -> Vec<Block> {
    // The wider comes first; of two that are the same it is up to the names, which each link has others of.
    found.sort_unstable_by_key(|(day, name, block)| (*day, block.start(), Reverse(block.end()), *name));
    let mut today = None;
    // The latest ends of what was kept of a day, as many as are enough.
    let mut ends = BinaryHeap::new();
    found.retain(|(day, name, block)| {
        if today != Some(*day) {
            today = Some(*day);
            ends.clear();
        }
        let are_enough = ends.len() == enough && ends.peek().is_some_and(|Reverse(end)| block.end() <= *end);
        if are_enough {
            return own.contains(name);
        }
        ends.push(Reverse(block.end()));
        if enough < ends.len() {
            ends.pop();
        }
        true
    });
    found
}

/// The minutes of a block that clocks show: a visit goes on in the part that begins after others.
fn cut(block: Interval, skipped: Skipped) -> Vec<Interval> {
    IntervalSet::from_unsorted(vec![block]).cut_at(skipped).as_slice().to_vec()
}

/// The stretches, long enough, in which all the users are free, by day.
pub async fn common(
    instance: &Instance,
    caller: &Caller,
    wanted: Wanted,
) -> Result<Found<Vec<(Day, Vec<Interval>)>>, Refused> {
    let times = caller.times();
    let search = move |read: &Read, user_ids: &[u64], question: &Question, length| {
        let Read { roster, around, elsewhere } = read;
        let free: IntervalSet = roster.free_in_common_around(user_ids, question, around);
        let leave = |free: IntervalSet, user_id: &u64| elsewhere.leaves(*user_id, &free, &roster.skipped).into_owned();
        let free = times.leave(Cow::Owned(user_ids.iter().fold(free, leave)));
        let skipped = Skipped::of(&roster.skipped);
        let mut days = blocks(&free, question.first, question.last, length);
        if !skipped.is_empty() {
            for (_, blocks) in &mut days {
                blocks.retain(|block| length <= skipped.minutes(*block));
                *blocks = blocks.iter().flat_map(|block| cut(*block, skipped)).collect();
            }
            days.retain(|(_, blocks)| !blocks.is_empty());
        }
        days
    };
    run(instance, caller, wanted, search, || {}).await
}

/// Whether booking pages offer a visit.
pub(super) enum Offered {
    /// They do.
    Yes,
    /// Everybody who would come is free, but visits start at other times.
    No,
    /// Somebody who would come is not free.
    NotFree,
}

/// Whether the booking page of a link offers a visit with these users, by what it asks for and searches; or would, if nobody
/// else could come: who is told of a start need not hurry because another's time has become free beside it.
pub(super) async fn offers(
    instance: &Instance,
    customer: &Customer,
    visit: Interval,
    user_ids: &[u64],
) -> Result<Offered, Refused> {
    let own = offers_by(instance, customer, visit, user_ids, Elsewhere::default()).await?;
    let Offered::No = own else { return Ok(own) };
    // A page that knows more of when people are free counts its starts from elsewhere.
    let (day, place) = (Day::of(visit.start()), customer.place.place);
    let question = elsewhere::Asked {
        days: (day, day),
        length_in_minutes: Some(customer.length_in_minutes.into()),
        job_type_id: Some(customer.job_type.id),
        place: Some(place),
        user_ids: &[],
    };
    let elsewhere = elsewhere::of_customer(instance, customer, question).await?;
    match elsewhere.origin() {
        Some(Origin::Upstream { .. }) => match offers_by(instance, customer, visit, user_ids, elsewhere).await? {
            Offered::Yes => Ok(Offered::Yes),
            Offered::No | Offered::NotFree => Ok(Offered::No),
        },
        _ => Ok(Offered::No),
    }
}

/// [`offers`], by what is known here and there.
async fn offers_by(
    instance: &Instance,
    customer: &Customer,
    visit: Interval,
    user_ids: &[u64],
    elsewhere: Elsewhere,
) -> Result<Offered, Refused> {
    let day = Day::of(visit.start());
    let skipped = skipped_around(&instance.zone, day, day);
    let clocks = Skipped::of(&skipped);
    let (job_type_id, place) = (customer.job_type.id, customer.place.place);
    let of_store = Search {
        references: References { job_type_id: Some(job_type_id), place: Some(place), ..References::default() },
        first: day,
        last: day,
        everybody: Everybody::Scheduled,
        max_user_days: None,
        own: customer.actor(instance).own_holds(&Purpose::Place(place)),
        skipped,
    };
    let except_job_id = customer.job.as_ref().map(|job| job.id);
    let (length, today) = (clocks.minutes(visit) as u32, instance.now().today());
    let wanted = customer.bounds.search(length, customer.crew_size(), visit.start(), today, clocks);
    let (crew, times) = (user_ids.to_vec(), customer.limits().times());
    let offered = instance.store.search(of_store, move |Searched { referred, user_ids, roster }| {
        let Some((roster, around)) = roster else { return Offered::NotFree };
        let place = referred.place.as_ref().and_then(|place| place.point);
        let question = Question { job_type_id, place, first: day, last: day, except_job_id };
        let free_of = |user_ids: &[u64]| -> Vec<IntervalSet> {
            let free = roster.free_each_around(user_ids, &question, &around);
            let left = |(user_id, free): (&u64, &IntervalSet)| {
                times.leave(elsewhere.leaves(*user_id, free, &roster.skipped)).into_owned()
            };
            user_ids.iter().zip(&free).map(left).collect()
        };
        let (free, crews) = (free_of(&user_ids), free_of(&crew));
        if !crews.iter().all(|free| free.covers(visit)) {
            return Offered::NotFree;
        }
        let offers = |people: &[IntervalSet]| {
            openings(people, &wanted).first().is_some_and(|opening| opening.start == visit.start())
        };
        if offers(&free) || offers(&crews) { Offered::Yes } else { Offered::No }
    });
    Ok(offered.await?)
}

/// How many minutes of all people together are free on a day for what a link is for, beside those that others hold.
pub(super) async fn free_minutes(instance: &Instance, customer: &Customer, day: Day) -> Result<u64, Refused> {
    let (job_type_id, place) = (customer.job_type.id, customer.place.place);
    let of_store = Search {
        references: References { job_type_id: Some(job_type_id), place: Some(place), ..References::default() },
        first: day,
        last: day,
        everybody: Everybody::Scheduled,
        max_user_days: None,
        own: customer.actor(instance).own_holds(&Purpose::Place(place)),
        skipped: skipped_around(&instance.zone, day, day),
    };
    let except_job_id = customer.job.as_ref().map(|job| job.id);
    let free = instance.store.search(of_store, move |Searched { referred, user_ids, roster }| {
        let Some((roster, around)) = roster else { return 0 };
        let place = referred.place.as_ref().and_then(|place| place.point);
        let question = Question { job_type_id, place, first: day, last: day, except_job_id };
        let free = roster.free_each_around(&user_ids, &question, &around);
        let minutes = |interval: &Interval| (interval.end() - interval.start()) as u64;
        free.iter().flat_map(|free| free.iter().map(|interval| minutes(&interval)).collect::<Vec<_>>()).sum()
    });
    Ok(free.await?)
}

/// What a search reads.
struct Read {
    roster: Roster,
    around: Around,
    elsewhere: Elsewhere,
}

/// What `search` finds in the roster with what is kept around jobs, of who is asked, for the question, of that length in
/// minutes; nothing where no day is left. `begun` is called before anything is read.
async fn run<T: Default + Send + 'static>(
    instance: &Instance,
    caller: &Caller,
    wanted: Wanted,
    search: impl FnOnce(&Read, &[u64], &Question, Minute) -> T + Send + 'static,
    begun: impl FnOnce(),
) -> Result<Found<T>, Refused> {
    const NO_DAY: (Day, Day) = (Day(1), Day(0));
    let Wanted { days, length_in_minutes, job_type_id, place, job_id, user_ids, hints: _, could_not_be_read } = wanted;
    let mut faults = Faults::default();
    let moved = match job_id {
        Some(job_id) => instance.store.job(job_id).await?,
        None => None,
    };
    faults.add_if(job_id.is_some() && moved.is_none(), Member::Job, Wrong::Unknown);
    if let Caller::Customer(customer) = caller {
        customer.hold_to_link(&mut faults, job_type_id, place, length_in_minutes);
    }
    let asked = days.unwrap_or(NO_DAY);
    let ((first, last), except_job_id) = match caller {
        // What is refused anyhow need not be searched.
        _ if could_not_be_read || !faults.0.is_empty() => (NO_DAY, None),
        Caller::Staff(_) => (asked, job_id),
        // Who was free last week, or will be next year, is no customer's business.
        Caller::Customer(customer) => {
            let today = instance.now().today();
            let horizon = customer.bounds.last_day(today);
            let own_job = customer.job.as_ref().map(|job| job.id);
            (customer.limits().cut((asked.0.max(today), asked.1.min(horizon))), own_job)
        }
    };
    let question = elsewhere::Asked { days: (first, last), length_in_minutes, job_type_id, place, user_ids: &user_ids };
    // Before it takes a turn: who waits for others is in nobody's way.
    let elsewhere = elsewhere::ask(instance, caller, moved.as_ref(), question).await?;
    let origin = elsewhere.origin();
    // Nobody is free for longer than a day; how much longer does not matter.
    let length_in_minutes = Minute::try_from(length_in_minutes.unwrap_or_default()).unwrap_or(Minute::MAX);
    // Without a place nothing is searched.
    let purpose = place.map_or_else(|| Purpose::Named(String::new()), |place| Purpose::of(job_id, place));
    let references = References { job_type_id, place, user_ids, ..References::default() };
    let is_staff = matches!(caller, Caller::Staff(_));
    let of_store = Search {
        references: references.clone(),
        first,
        last,
        everybody: if is_staff { Everybody::Users } else { Everybody::Scheduled },
        max_user_days: is_staff.then_some(MAX_USER_DAYS),
        own: caller.actor(instance).own_holds(&purpose),
        skipped: skipped_around(&instance.zone, first, last),
    };
    let holder = Sha256::digest(caller.actor(instance).holder().name()).into();
    let _turn = instance.searches.turns.take(holder, if is_staff { usize::MAX } else { 1 }).await;
    begun();
    let found = instance.store.search(of_store, move |Searched { referred, user_ids, roster }| {
        let place = referred.place.as_ref().and_then(|place| place.point);
        let job_type_id = job_type_id.unwrap_or_default();
        let question = Question { job_type_id, place, first, last, except_job_id };
        let read = roster.map(|(roster, around)| Read { roster, around, elsewhere });
        let found = read.map(|read| search(&read, &user_ids, &question, length_in_minutes));
        (referred, user_ids.len(), found)
    });
    let (referred, users, found) = found.await?;
    references::fault(&mut faults, &references, &referred);
    if let Some(allowed) = most_days(users, asked.0, asked.1).filter(|_| is_staff) {
        faults.add(Member::LastDay, Wrong::TooManyDays { allowed, users });
    }
    refuse_faulty(faults, could_not_be_read)?;
    let weights = referred.policy.recommend.map_or(instance.policy.weights, read::weights);
    Ok(Found { time: found.unwrap_or_default(), origin, weights })
}

/// How many days may be asked for so many users, where these are too many.
#[must_use]
pub fn most_days(users: usize, first: Day, last: Day) -> Option<usize> {
    let days = usize::try_from(last - first).map_or(0, |days| days + 1);
    (MAX_USER_DAYS < users.saturating_mul(days)).then(|| (MAX_USER_DAYS / users).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_within_enough_others_is_left_out_and_no_start_is_lost() {
        let block = |name, start, end| (Day(0), name, Interval::new(start, end).unwrap());
        let found = vec![block(1, 0, 100), block(2, 0, 100), block(3, 0, 100), block(4, 50, 90), block(5, 50, 120)];
        let names = |found: Vec<Block>| found.into_iter().map(|(_, name, _)| name).collect::<Vec<_>>();
        assert_eq!(names(useful(found.clone(), 2, &[])), [1, 2, 5]);
        assert_eq!(names(useful(found.clone(), 2, &[4])), [1, 2, 5, 4]);
        assert_eq!(names(useful(found, 9, &[])), [1, 2, 3, 5, 4]);
        let days = vec![(Day(0), 1, Interval::new(0, 9).unwrap()), (Day(1), 2, Interval::new(0, 9).unwrap())];
        assert_eq!(names(useful(days, 1, &[])), [1, 2], "a day has nothing to do with another");
    }
}
