//! What is kept around jobs: for staff alone.
//!
//! Rules hold for every search, booking and hold from then on. They never touch jobs: a visit that stands too near to another
//! is held against them when it is moved.

use std::collections::BTreeSet;

use slotwright_store::Error;
use slotwright_wire::slotwright::Rules;

use super::Staff;
use crate::instance::Instance;

/// The rules that there are.
pub async fn get(instance: &Instance, _: Staff) -> Result<Rules, Error> {
    instance.store.rules().await
}

/// Puts rules in the place of all that there are. They are read by the numbers of the users and of the job types that they may
/// name and beside those that there are, and what is wrong with them is for whoever reads them to say.
pub async fn replace<E: From<Error> + Send + 'static>(
    instance: &Instance,
    staff: Staff,
    read: impl Fn(&BTreeSet<u64>, &BTreeSet<u64>, &Rules) -> Result<Rules, E> + Send + 'static,
) -> Result<Rules, E> {
    let replace = instance.store.edit_as(staff.actor().name(), move |editor| {
        let (users, job_types) = editor.nameable()?;
        let rules = read(&users, &job_types, &editor.rules()?)?;
        editor.set_rules(&rules)?;
        Ok(rules)
    });
    replace.await
}
