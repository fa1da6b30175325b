//! Pictures that customers add to their visits. They come one by one, before the job that names them, and staff read them with it.

use slotwright_domain::{Photo, PhotoKind};
use slotwright_store::Refused;

use super::{Customer, Staff};
use crate::instance::Instance;

/// A picture with its bytes.
pub type Picture = (Photo, Vec<u8>);

/// Keeps a picture of the holder's until their job names it.
pub async fn keep(instance: &Instance, customer: &Customer, kind: PhotoKind, bytes: Vec<u8>) -> Result<Photo, Refused> {
    instance.store.keep_photo(customer.link_id(), instance.link_terms(), kind, bytes).await
}

/// A picture of the holder's: of their job, or one that waits for it.
pub async fn own(instance: &Instance, customer: &Customer, id: u64) -> Result<Picture, Refused> {
    let of_job = match &customer.job {
        Some(job) => instance.store.photo_of_job(job.id, id).await?,
        None => None,
    };
    match of_job {
        Some(picture) => Ok(picture),
        None => instance.store.waiting_photo(customer.link_id(), id).await?.ok_or(Refused::NoSuchRecord),
    }
}

/// Takes one back that waits. Those of a job go when it names them no more.
pub async fn discard(instance: &Instance, customer: &Customer, id: u64) -> Result<(), Refused> {
    instance.store.discard_photo(customer.link_id(), id).await
}

/// A job's pictures.
pub async fn list(instance: &Instance, _: Staff, job_id: u64) -> Result<Vec<Photo>, Refused> {
    instance.store.job(job_id).await?.ok_or(Refused::NoSuchJob)?;
    Ok(instance.store.photos_of_job(job_id).await?)
}

/// One of them.
pub async fn get(instance: &Instance, _: Staff, job_id: u64, id: u64) -> Result<Picture, Refused> {
    instance.store.photo_of_job(job_id, id).await?.ok_or(Refused::NoSuchRecord)
}
