//! What a request refers to by number: asked for at once, and faulted where it is not there.

use slotwright_wire::sonar::JobType;

use super::jobs::NO_SUCH_USER;
use crate::app::App;
use crate::gateway::{Caller, Customer, Names};
use crate::params::Reader;
use crate::refusal::{Refusal, crew_size_fault};
use crate::store::{References, Referred};

/// What is there of it.
pub(super) struct Found {
    /// The type that was named.
    pub(super) job_type: Option<JobType>,
    /// The users that are meant.
    pub(super) user_ids: Option<Vec<u64>>,
}

/// Faults what is not there. A customer knows users by aliases.
pub(super) async fn find(
    app: &App,
    caller: &Caller,
    read: &mut Reader<'_>,
    names: &Names,
    user_ids: Option<Vec<u64>>,
    references: References,
) -> Result<Found, Refusal> {
    let sent = user_ids.as_ref().map(Vec::len);
    let user_ids = match (caller, user_ids) {
        (Caller::Customer(customer), Some(aliases)) => customer.users_behind(&aliases, app).await?,
        (_, user_ids) => user_ids,
    };
    let references = References { user_ids: user_ids.clone().unwrap_or_default(), ..references };
    let referred = app.store.referred(references.clone(), caller.plan_version()).await?;
    fault(read, names, &references, &referred);
    if let (Caller::Customer(customer), Some(sent)) = (caller, sent) {
        hold_to_crew_size(customer, read, sent);
        if user_ids.is_none() {
            read.fault(names.users, NO_SUCH_USER);
        }
    }
    let user_ids = user_ids.filter(|_| referred.has_users);
    Ok(Found { job_type: referred.job_type, user_ids })
}

/// Faults what was named and is not there.
pub(super) fn fault(read: &mut Reader, names: &Names, references: &References, referred: &Referred) {
    let missing = [
        (references.job_type_id.is_some() && referred.job_type.is_none(), "job_type_id"),
        (references.place.is_some() && referred.place.is_none(), names.place_id),
        (!referred.has_ticket, "ticket_id"),
        (!referred.has_services, "services"),
    ];
    missing.iter().filter(|(is_missing, _)| *is_missing).for_each(|(_, name)| read.invalid(name));
    if !referred.has_users {
        read.fault(names.users, NO_SUCH_USER);
    }
}

/// A customer does not choose how many come. That is judged again where a job is changed, by the job as it is then.
fn hold_to_crew_size(customer: &Customer, read: &mut Reader, named: usize) {
    let needed = customer.crew_size();
    if needed != named {
        read.fault("user_ids", crew_size_fault(needed, named));
    }
}
