//! Why a start is not free, with all causes at once.
//!
//! For staff alone, whom neither notice nor horizon nor grid binds: what has no reason here can be booked with the users that
//! have none. What these would tell a customer stands beside it.

use slotwright_domain::{Faults, Member, PlaceRef, Purpose, Wrong};
use slotwright_matching::{Align, Around, Day, Minute, Question, Reason, Roster, Search, Skipped, WhyNot};
use slotwright_store::{Numbers, References, Refused, RosterQuestion};
use slotwright_wire::slotwright::read;

use super::visit::{refuse_faulty, skipped_around};
use super::{Staff, references};
use crate::instance::Instance;

/// A start that is asked about, as far as the request could be read.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// The start.
    pub start: Option<Minute>,
    /// For a job of which type.
    pub job_type_id: Option<u64>,
    /// Where.
    pub place: Option<PlaceRef>,
    /// How long; the type's length where nothing is said.
    pub length_in_minutes: Option<u64>,
    /// Who is asked about; everybody where nobody is named.
    pub user_ids: Vec<u64>,
    /// How many are to come; as many as are named, else one, where nothing is said.
    pub crew_size: Option<u64>,
    /// The job that is to be moved: its present time is not in the way.
    pub job_id: Option<u64>,
    /// Whether a part could not be read: then the rest is judged, and nothing is looked up.
    pub could_not_be_read: bool,
}

/// What is asked, and all that the answer follows from, as it was at one moment.
pub struct Asked {
    /// The start.
    pub start: Minute,
    /// How long the visit would take.
    pub length_in_minutes: u32,
    /// How many are to come.
    pub crew_size: u64,
    /// Who is asked about.
    pub user_ids: Vec<u64>,
    /// What decides whether they are free.
    pub roster: Roster,
    /// The question to it.
    pub question: Question,
    /// What is kept around jobs.
    pub around: Around,
    /// By which numbers people know what is in the roster.
    pub numbers: Numbers,
    /// What a customer's booking page would search for.
    pub of_customers: Search,
}

/// Reads what the answer follows from.
///
/// # Errors
///
/// [`Refused::Faulty`] names each member that is wrong, and is what a request gets that could not be read in full.
pub async fn look_up(instance: &Instance, staff: Staff, wanted: Start) -> Result<Asked, Refused> {
    let Start { start, job_type_id, place, length_in_minutes, user_ids, crew_size, job_id, could_not_be_read } = wanted;
    let mut faults = Faults::default();
    let references = References { job_type_id, place, user_ids, ..References::default() };
    let referred = instance.store.referred(references.clone(), staff.roster_version).await?;
    references::fault(&mut faults, &references, &referred);
    if let Some(job_id) = job_id {
        faults.add_if(instance.store.job(job_id).await?.is_none(), Member::Job, Wrong::Unknown);
    }
    refuse_faulty(faults, could_not_be_read)?;
    // What was judged so far is there.
    let (Some(start), Some(job_type)) = (start, referred.job_type) else { return Err(Refused::NoSuchJob) };

    // Whoever books users by name sends them all.
    let crew_size = crew_size.unwrap_or(references.user_ids.len().max(1) as u64);
    let user_ids = match references.user_ids {
        named if !named.is_empty() => named,
        _ => instance.store.users().await?.into_iter().map(|user| user.id).collect(),
    };
    let day = Day::of(start);
    // Of all types, so that hours for others are told from none.
    let of_day = RosterQuestion { user_ids: user_ids.clone(), job_type_id: None, first: day, last: day };
    let skipped = skipped_around(&instance.zone, day, day);
    let own = place.map(|place| staff.actor().own_holds(&Purpose::of(job_id, place)));
    let length_in_minutes = length_in_minutes.map_or(job_type.length_in_minutes, |length| length as u32);
    let bounds = read::bounds(&referred.policy, job_type.id, instance.policy.bounds);
    let earliest = instance.first_minute_in(bounds.notice_minutes);
    let of_customers =
        bounds.search(length_in_minutes, crew_size as usize, earliest, instance.now().today(), Skipped::of(&skipped));
    let (roster, around, numbers) = instance.store.numbered_roster(of_day, own, skipped).await?;
    Ok(Asked {
        start,
        length_in_minutes,
        crew_size,
        user_ids,
        roster,
        question: Question {
            job_type_id: job_type.id,
            place: referred.place.and_then(|place| place.point),
            first: day,
            last: day,
            except_job_id: job_id,
        },
        around,
        numbers,
        of_customers,
    })
}

impl Asked {
    /// By the minute, and without notice and horizon: nothing binds staff but who is free.
    #[must_use]
    pub fn search(&self) -> Search {
        Search {
            length_minutes: self.length_in_minutes as Minute,
            crew: self.crew_size as usize,
            step_minutes: 1,
            align: Align::Clock,
            earliest: Minute::MIN,
            latest: Minute::MAX,
            skipped: Skipped::of(&self.roster.skipped),
        }
    }

    /// Why customers are not offered the start whoever is free. Takes a while.
    #[must_use]
    pub fn against_policy(&self) -> Vec<Reason> {
        let Self { start, user_ids, roster, question, around, of_customers, .. } = self;
        let mut reasons = roster.why_not(user_ids, *start, question, of_customers, around).start;
        reasons.retain(|r| matches!(r, Reason::Notice { .. } | Reason::Horizon { .. } | Reason::Grid { .. }));
        reasons
    }

    /// The causes. Takes a while.
    #[must_use]
    pub fn why_not(&self) -> WhyNot {
        let Self { start, user_ids, roster, question, around, .. } = self;
        roster.why_not(user_ids, *start, question, &self.search(), around)
    }
}
