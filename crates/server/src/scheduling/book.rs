//! Making a job; with a time and a crew it is booked.

use std::collections::BTreeMap;

use slotwright_domain::{
    Callback, Contact, Faults, Job, JobDraft, Member, Particulars, PlaceDraft, PlaceRef, VisitDraft, WishWindow, Wrong,
};
use slotwright_matching::{Minute, Point};
use slotwright_store::{References, Refused};

use super::contact::refuse_unreachable;
use super::fields::{self, SentFields};
use super::references::{self, Found};
use super::visit::{Wanted, admit, refuse_faulty, refuse_skipped, skipped};
use super::{Attempt, Caller};
use crate::instance::Instance;

/// A job to be made, as far as the request for it could be read.
#[derive(Clone, Debug, Default)]
pub struct NewJob {
    /// What is done.
    pub job_type_id: Option<u64>,
    /// Where.
    pub place: Option<PlaceRef>,
    /// Where, of a customer of whom no more is known than a name and an address; instead of `place`, and for staff to say.
    pub named_place: Option<NamedPlace>,
    /// How long; the type's length where nothing is said.
    pub length_in_minutes: Option<u64>,
    /// What the technician should know.
    pub notes: Option<String>,
    /// When it starts, with `user_ids`; it is queued where nothing is said.
    pub start: Option<Minute>,
    /// Who comes, by the numbers that the caller knows.
    pub user_ids: Option<Vec<u64>>,
    /// The ticket it is linked to.
    pub ticket_id: Option<u64>,
    /// What is added to the account on completion.
    pub services: Option<Vec<u64>>,
    /// The hold that the visit is to make use of.
    pub hold_id: Option<u64>,
    /// When the customer would like it, best first.
    pub wishes: Vec<WishWindow>,
    /// What is in the fields of its type.
    pub fields: SentFields,
    /// What a system's program says of it besides.
    pub particulars: Option<Particulars>,
    /// What that program is told once it is made.
    pub callback: Option<Callback>,
    /// Whether a part could not be read: then the rest is judged, and nothing is done.
    pub could_not_be_read: bool,
}

/// A customer of whom no more is known than this.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedPlace {
    /// Who.
    pub name: String,
    /// Where, in words.
    pub address: Option<String>,
    /// Where.
    pub point: Option<Point>,
}

/// Makes a job. With `expected_roster_version` only as long as the roster's definition has that version.
///
/// # Errors
///
/// [`Refused::Faulty`] names each member that is wrong, and is what a request gets that could not be read in full.
pub async fn book(
    instance: &Instance,
    caller: &Caller,
    wanted: NewJob,
    expected_roster_version: Option<u64>,
    attempt: &mut Attempt,
) -> Result<Job, Refused> {
    attempt.begin();
    let mut faults = Faults::default();
    let references = References {
        job_type_id: wanted.job_type_id,
        place: wanted.place,
        ticket_id: wanted.ticket_id,
        services: wanted.services.clone().unwrap_or_default(),
        ..References::default()
    };
    let Found { job_type, user_ids, fields: asked, .. } =
        references::find(instance, caller, &mut faults, wanted.user_ids, references).await?;
    if let Caller::Customer(customer) = caller {
        customer.hold_to_link(&mut faults, wanted.job_type_id, wanted.place, wanted.length_in_minutes);
        faults.add_if(wanted.ticket_id.is_some(), Member::Ticket, Wrong::NotForCaller);
        let has_services = wanted.services.as_ref().is_some_and(|services| !services.is_empty());
        faults.add_if(has_services, Member::Services, Wrong::NotForCaller);
    }
    if !wanted.could_not_be_read {
        faults.add_if(wanted.job_type_id.is_none(), Member::JobType, Wrong::Unknown);
        faults.add_if(wanted.place.is_none() && wanted.named_place.is_none(), Member::Place, Wrong::Unknown);
    }
    refuse_faulty(faults, wanted.could_not_be_read)?;
    refuse_skipped(instance, wanted.start)?;
    // What was judged so far is there.
    let place = match (wanted.place, wanted.named_place) {
        (Some(place), _) => Some(PlaceDraft::Known(place)),
        (None, Some(NamedPlace { name, address, point })) => Some(PlaceDraft::Named { name, address, point }),
        (None, None) => None,
    };
    let (Some(job_type), Some(place)) = (job_type, place) else { return Err(Refused::NoSuchJob) };

    // Staff can ask once more, and so can whoever finds a time for wishes; of a newcomer nothing is known but this.
    let newcomer = match caller {
        Caller::Customer(customer) if customer.is_newcomer() => Some(customer),
        _ => None,
    };
    let must_be_complete = newcomer.is_some() || (matches!(caller, Caller::Customer(_)) && wanted.start.is_some());
    let asked = newcomer.map_or(&asked, |newcomer| &newcomer.fields);
    let fields = fields::judge(asked, wanted.fields, &BTreeMap::new(), must_be_complete)?;
    let place = match newcomer {
        None => place,
        Some(_) => {
            refuse_unreachable(&fields, &BTreeMap::new())?;
            PlaceDraft::Newcomer { contact: Contact::of(&fields), terms: instance.policy.newcomers }
        }
    };
    let length_in_minutes = wanted.length_in_minutes.map_or(job_type.length_in_minutes, |length| length as u32);
    let visit = wanted.start.zip(user_ids).map(|(start, user_ids)| VisitDraft { start, user_ids });
    let start = visit.as_ref().map(|visit| visit.start);
    if let Caller::Customer(customer) = caller {
        let user_ids = visit.as_ref().map_or(&[][..], |visit| &visit.user_ids);
        let notes = wanted.notes.as_deref();
        admit(instance, customer, Wanted { start, length_in_minutes, user_ids, notes, may_be_held: true }).await?;
    }
    let draft = JobDraft {
        job_type_id: job_type.id,
        task_template_id: job_type.effects.task_template_id,
        length_in_minutes,
        place,
        ticket_id: wanted.ticket_id,
        notes: wanted.notes.unwrap_or_default(),
        services: wanted.services.unwrap_or_default(),
        visit,
        hold_id: wanted.hold_id,
        wishes: wanted.wishes,
        fields,
        photo_keys: fields::photo_keys(asked),
        particulars: wanted.particulars,
        callback: wanted.callback,
    };
    let (by, skipped) = (caller.actor(instance), skipped(instance, start));
    let job = instance.store.create_job(draft, by, skipped, expected_roster_version).await;
    if start.is_some() {
        attempt.note(&job);
    }
    Ok(caller.view(job?))
}
