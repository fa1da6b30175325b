//! What a request refers to by number: asked for at once, and faulted where it is not there.

use slotwright_domain::{Faults, JobType, Member, Wrong};
use slotwright_store::{Editor, Error, References, Referred};

use slotwright_wire::slotwright::JobField;

use super::{Caller, Customer};
use crate::instance::Instance;

/// What is there of it.
pub(super) struct Found {
    /// The type that was named.
    pub(super) job_type: Option<JobType>,
    /// What is asked of whoever books a job of it.
    pub(super) fields: Vec<JobField>,
    /// The users that are meant.
    pub(super) user_ids: Option<Vec<u64>>,
}

/// Faults what is not there. A customer knows users by aliases.
pub(super) async fn find(
    instance: &Instance,
    caller: &Caller,
    faults: &mut Faults,
    user_ids: Option<Vec<u64>>,
    references: References,
) -> Result<Found, Error> {
    let named = user_ids.as_ref().map(Vec::len);
    let user_ids = match (caller, user_ids) {
        (Caller::Customer(customer), Some(aliases)) => customer.users_behind(&aliases, instance).await?,
        (_, user_ids) => user_ids,
    };
    let references = References { user_ids: user_ids.clone().unwrap_or_default(), ..references };
    let referred = instance.store.referred(references.clone(), caller.roster_version()).await?;
    fault(faults, &references, &referred);
    if let (Caller::Customer(customer), Some(named)) = (caller, named) {
        hold_to_crew_size(customer, faults, named);
        faults.add_if(user_ids.is_none(), Member::Users, Wrong::Unknown);
    }
    let user_ids = user_ids.filter(|_| referred.has_users);
    Ok(Found { job_type: referred.job_type, fields: referred.fields, user_ids })
}

/// Faults what was named and is not there.
pub(super) fn fault(faults: &mut Faults, references: &References, referred: &Referred) {
    let missing = [
        (references.job_type_id.is_some() && referred.job_type.is_none(), Member::JobType),
        (references.place.is_some() && referred.place.is_none(), Member::Place),
        (!referred.has_ticket, Member::Ticket),
        (!referred.has_services, Member::Services),
        (!referred.has_users, Member::Users),
    ];
    missing.into_iter().for_each(|(is_missing, member)| faults.add_if(is_missing, member, Wrong::Unknown));
}

/// Faults numbers that are no user's, within a change of what stands around jobs.
pub(super) fn fault_unknown_users(editor: &Editor, faults: &mut Faults, user_ids: &[u64]) -> Result<(), Error> {
    faults.add_if(editor.unknown_user(user_ids)?.is_some(), Member::Users, Wrong::Unknown);
    Ok(())
}

/// A customer does not choose how many come. That is judged again where a job is changed, by the job as it is then.
fn hold_to_crew_size(customer: &Customer, faults: &mut Faults, named: usize) {
    let needed = customer.crew_size();
    faults.add_if(needed != named, Member::Users, Wrong::CrewSize { needed, named });
}
