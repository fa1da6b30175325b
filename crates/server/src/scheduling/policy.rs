//! What customers may book, where it is another than the server's settings say: for staff alone to see and to set.
//!
//! It holds for every offer, booking and change from then on. Visits that stand are not touched by it.

use std::collections::BTreeSet;

use slotwright_store::Error;
use slotwright_wire::slotwright::OwnPolicy;

use super::Staff;
use crate::instance::Instance;

/// What was set.
pub async fn get(instance: &Instance, _: Staff) -> Result<OwnPolicy, Error> {
    instance.store.policy().await
}

/// Puts a policy in the place of the one that there is. It is read by the numbers of the job types that it may name and
/// beside the present one, and what is wrong with it is for whoever reads it to say.
pub async fn replace<E: From<Error> + Send + 'static>(
    instance: &Instance,
    staff: Staff,
    read: impl Fn(&BTreeSet<u64>, &OwnPolicy) -> Result<OwnPolicy, E> + Send + 'static,
) -> Result<OwnPolicy, E> {
    let replace = instance.store.edit_as(staff.actor().name(), move |editor| {
        let (_, job_types) = editor.nameable()?;
        let policy = read(&job_types, &editor.policy()?)?;
        editor.set_policy(&policy)?;
        Ok(policy)
    });
    replace.await
}
