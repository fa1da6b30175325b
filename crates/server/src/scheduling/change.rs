//! Changing a job: what is said of it, its place, its time and crew.

use std::collections::BTreeMap;

use slotwright_domain::{Faults, Job, JobChange, Member, NotesChange, PlaceRef, Wrong};
use slotwright_matching::{Day, Minute};
use slotwright_store::{References, Refused};

use super::contact::refuse_unreachable;
use super::fields::{self, SentFields};
use super::references::{self, Found};
use super::visit::{Wanted, admit, refuse_faulty, refuse_skipped, skipped_around};
use super::{Attempt, Caller};
use crate::instance::Instance;

/// What is to change in a job, as far as the request for it could be read; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Where.
    pub place: Option<PlaceRef>,
    /// How long.
    pub length_in_minutes: Option<u64>,
    /// What the technician should know.
    pub notes: Option<String>,
    /// When it starts, with `user_ids`.
    pub start: Option<Minute>,
    /// Who comes, by the numbers that the caller knows. Ignored unless the job is scheduled or `start` is given.
    pub user_ids: Option<Vec<u64>>,
    /// The ticket it is linked to; `Some(None)` unlinks.
    pub ticket_id: Option<Option<u64>>,
    /// What is added to the account on completion.
    pub services: Option<Vec<u64>>,
    /// What is to be in some fields of its type.
    pub fields: SentFields,
    /// The hold that the visit is to make use of.
    pub hold_id: Option<u64>,
    /// What of its time and crew is to be taken away. A visit keeps both until its job is queued; a job without one has neither.
    pub taken_away: Vec<Member>,
    /// Whether the caller would rather be refused than have `user_ids` ignored.
    pub are_users_meant: bool,
    /// Whether a part could not be read: then the rest is judged, and nothing is done.
    pub could_not_be_read: bool,
}

/// Changes a job.
///
/// # Errors
///
/// [`Refused::Faulty`] names each member that is wrong, and is what a request gets that could not be read in full.
pub async fn change(instance: &Instance, caller: &Caller, id: u64, wanted: Change) -> Result<Job, Refused> {
    // A customer's as it was when they were let in: all that is judged by it is judged by one look.
    let before = match caller {
        Caller::Staff(_) => instance.store.job(id).await?,
        Caller::Customer(customer) => customer.job.clone().filter(|job| job.id == id),
    };
    let before = before.ok_or(Refused::NoSuchJob)?;
    let Change { place, length_in_minutes, notes, start, user_ids, ticket_id, services, fields, hold_id, .. } = wanted;

    // "This will be ignored if the job is not currently scheduled": even numbers that are nobody's.
    let leaves_users_out = user_ids.is_some() && start.is_none() && before.start.is_none();
    let user_ids = user_ids.filter(|_| !leaves_users_out);
    let references = References {
        place,
        ticket_id: ticket_id.flatten(),
        services: services.clone().unwrap_or_default(),
        ..References::default()
    };
    let mut faults = Faults::default();
    for member in wanted.taken_away.into_iter().filter(|_| before.start.is_some()) {
        faults.add(member, Wrong::OnlyByQueueing);
    }
    faults.add_if(leaves_users_out && wanted.are_users_meant, Member::Users, Wrong::WithoutVisit);
    let Found { user_ids, .. } = references::find(instance, caller, &mut faults, user_ids, references).await?;
    if let Caller::Customer(customer) = caller {
        customer.hold_to_link(&mut faults, None, place, length_in_minutes);
        faults.add_if(ticket_id.flatten().is_some(), Member::Ticket, Wrong::NotForCaller);
        let has_services = services.as_ref().is_some_and(|services| !services.is_empty());
        faults.add_if(has_services, Member::Services, Wrong::NotForCaller);
    }
    refuse_faulty(faults, wanted.could_not_be_read)?;
    refuse_skipped(instance, start)?;
    let is_staff = matches!(caller, Caller::Staff(_));
    let (fields, photo_keys) = match caller {
        Caller::Staff(_) if fields.is_empty() => (BTreeMap::new(), Vec::new()),
        Caller::Staff(_) => {
            let asked = instance.store.fields().await?;
            let asked = asked.of_type(before.job_type_id);
            (fields::judge(asked, fields, &before.fields, false)?, fields::photo_keys(asked))
        }
        // A time is given to a job of which all is known that is asked for.
        Caller::Customer(customer) => {
            let fields = fields::judge(&customer.fields, fields, &before.fields, start.is_some())?;
            if customer.is_newcomer() {
                refuse_unreachable(&fields, &before.fields)?;
            }
            (fields, fields::photo_keys(&customer.fields))
        }
    };
    if let Caller::Customer(customer) = caller {
        let wanted = Wanted {
            // Where the visit is already it may stay, however it got there.
            start: start.filter(|start| before.start != Some(*start)),
            length_in_minutes: before.length_in_minutes,
            user_ids: user_ids.as_deref().unwrap_or(&before.user_ids),
            notes: notes.as_deref(),
            may_be_held: true,
        };
        admit(instance, customer, wanted).await?;
    }
    // Of the day on which the visit is in the end.
    let zone = instance.zone.clone();
    let skipped = move |start| skipped_around(&zone, Day::of(start), Day::of(start));
    // A customer may repeat what the link fixes. It is not written: staff may have changed it a moment ago.
    let change = JobChange {
        place: place.filter(|_| is_staff),
        length_in_minutes: length_in_minutes.filter(|_| is_staff).map(|length| length as u32),
        notes: notes.map(|notes| match caller {
            Caller::Staff(_) => NotesChange::Whole(notes),
            Caller::Customer(customer) => customer.notes_change(notes),
        }),
        fields,
        photo_keys,
        ticket_id: ticket_id.filter(|_| is_staff),
        services: services.filter(|_| is_staff),
        start,
        user_ids,
        hold_id,
        judged_length: Some(before.length_in_minutes)
            .filter(|_| !is_staff && (start.is_some() || length_in_minutes.is_some())),
        leaves_users_out,
    };
    let is_booking = change.start.is_some() || change.user_ids.is_some();
    let job = instance.store.change_job(id, change, caller.actor(instance), skipped).await;
    if is_booking {
        Attempt::default().note(&job);
    }
    Ok(caller.view(job?))
}
