//! Holding a time while somebody fills in the rest. A hold is made good by the job that is booked over its time; nothing else
//! is to be done.

use slotwright_domain::{Faults, Hold, HoldDraft, HoldTerms, Member, NewcomerHold, PlaceRef, VisitDraft, Wrong};
use slotwright_matching::{Day, Minute};
use slotwright_store::{References, Refused};

use super::references::{self, Found};
use super::visit::{Wanted, admit, refuse_faulty, refuse_skipped, skipped};
use super::{Caller, find};
use crate::instance::Instance;

/// A time to be held, as far as the request for it could be read. For the holder of a link the link says what it is for.
#[derive(Clone, Debug, Default)]
pub struct NewHold {
    /// For a job of which type.
    pub job_type_id: Option<u64>,
    /// Where.
    pub place: Option<PlaceRef>,
    /// How long; the type's length where nothing is said.
    pub length_in_minutes: Option<u64>,
    /// When the visit would start.
    pub start: Option<Minute>,
    /// Who would come, by the numbers that the caller knows.
    pub user_ids: Option<Vec<u64>>,
    /// The job that is to be moved there: its present time is not in the way. For staff to say.
    pub job_id: Option<u64>,
    /// What staff call whom it is held for, where that is neither the job nor the place.
    pub named: Option<String>,
    /// For how long, where less is wanted than is usual: whoever looks after it extends it meanwhile, and one that nobody looks
    /// after any more is free the sooner.
    pub seconds: Option<u32>,
    /// Whether a part could not be read: then the rest is judged, and nothing is done.
    pub could_not_be_read: bool,
}

/// Holds a time.
///
/// # Errors
///
/// [`Refused::Faulty`] names each member that is wrong, and is what a request gets that could not be read in full.
pub async fn place(instance: &Instance, caller: &Caller, wanted: NewHold) -> Result<Hold, Refused> {
    let NewHold { job_type_id, place, length_in_minutes, start, .. } = wanted;
    let references = match caller {
        // What a link is for is known, and nothing else is looked at.
        Caller::Customer(_) => References::default(),
        Caller::Staff(_) => References { job_type_id, place, ..References::default() },
    };
    let mut faults = Faults::default();
    let Found { job_type, user_ids, .. } =
        references::find(instance, caller, &mut faults, wanted.user_ids, references).await?;
    let what = match caller {
        Caller::Customer(customer) => {
            customer.hold_to_link(&mut faults, job_type_id, place, length_in_minutes);
            let job_id = customer.job.as_ref().map(|job| job.id);
            Some((customer.job_type.id, customer.place.place, customer.length_in_minutes, job_id))
        }
        Caller::Staff(_) => {
            if let Some(job_id) = wanted.job_id {
                faults.add_if(instance.store.job(job_id).await?.is_none(), Member::Job, Wrong::Unknown);
            }
            let usual = job_type.as_ref().map_or(0, |job_type| job_type.length_in_minutes);
            let length_in_minutes = length_in_minutes.map_or(usual, |length| length as u32);
            job_type.zip(place).map(|(job_type, place)| (job_type.id, place, length_in_minutes, wanted.job_id))
        }
    };
    refuse_faulty(faults, wanted.could_not_be_read)?;
    // What was judged so far is there.
    let (Some((job_type_id, place, length_in_minutes, job_id)), Some(start), Some(user_ids)) = (what, start, user_ids)
    else {
        return Err(Refused::NoSuchHold);
    };
    refuse_skipped(instance, Some(start))?;
    if let Caller::Customer(customer) = caller {
        let (start, user_ids) = (Some(start), &user_ids[..]);
        let wanted = Wanted { start, length_in_minutes, user_ids, notes: None, may_be_held: false };
        admit(instance, customer, wanted).await?;
    }
    let newcomer = match caller {
        Caller::Customer(customer) if customer.is_newcomer() => {
            let free_minutes = find::free_minutes(instance, customer, Day::of(start)).await?;
            Some(NewcomerHold { terms: instance.policy.newcomers, free_minutes })
        }
        _ => None,
    };
    let draft = HoldDraft {
        job_type_id,
        length_in_minutes,
        place,
        visit: VisitDraft { start, user_ids },
        job_id,
        named: wanted.named,
        newcomer,
    };
    let skipped = skipped(instance, Some(start));
    let terms = terms(instance, wanted.seconds);
    Ok(view(instance.store.place_hold(draft, caller.actor(instance), terms, skipped).await?, caller))
}

/// Holds a time for so many seconds more, or as long as is usual; never beyond its deadline.
pub async fn extend(instance: &Instance, caller: &Caller, id: u64, seconds: Option<u32>) -> Result<Hold, Refused> {
    Ok(view(instance.store.extend_hold(id, caller.actor(instance), terms(instance, seconds)).await?, caller))
}

/// As the instance holds times, or for less.
fn terms(instance: &Instance, seconds: Option<u32>) -> HoldTerms {
    let usual = instance.policy.holds;
    HoldTerms { seconds: seconds.unwrap_or(usual.seconds).min(usual.seconds), ..usual }
}

/// Lets a time go.
pub async fn release(instance: &Instance, caller: &Caller, id: u64) -> Result<(), Refused> {
    instance.store.release_hold(id, caller.actor(instance)).await
}

/// The hold as the caller knows those who would come.
fn view(hold: Hold, caller: &Caller) -> Hold {
    Hold { user_ids: hold.user_ids.iter().map(|&user_id| caller.name_of(user_id)).collect(), ..hold }
}
