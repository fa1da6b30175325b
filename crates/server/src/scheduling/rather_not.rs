//! When customers would rather not have their visit, though they could. It binds nobody, and so what has passed or is too far away
//! is no fault.

use slotwright_domain::WishWindow;
use slotwright_store::{Error, Refused};

use super::Customer;
use crate::instance::Instance;

/// When the holder of a link would rather not have the visit, by the clock; nothing where there is no job yet.
pub async fn get(instance: &Instance, customer: &Customer) -> Result<Vec<WishWindow>, Error> {
    match &customer.job {
        Some(job) => instance.store.rather_not(job.id).await,
        None => Ok(Vec::new()),
    }
}

/// Puts these windows in the place of what the holder said before; gives what is stored.
pub async fn put(
    instance: &Instance,
    customer: &Customer,
    windows: Vec<WishWindow>,
) -> Result<Vec<WishWindow>, Refused> {
    let job = customer.job.as_ref().ok_or(Refused::NoSuchJob)?;
    instance.store.set_rather_not(job.id, windows, customer.actor(instance)).await?;
    Ok(instance.store.rather_not(job.id).await?)
}
