//! Open links: made by staff, opened by anybody. Who opens one gets a link of their own as soon as it is known what is to be done,
//! and everything else is done with that.

use sha2::{Digest, Sha256};
use slotwright_domain::{
    Faults, JobType, Link, LinkClock, MadeForNewcomer, MadeLink, Member, NewcomerDraft, OpenLink, OpenLinkDraft, Wrong,
};
use slotwright_store::{Error, Refused, Store};

use super::Staff;
use super::link::Secrets;
use super::visit::refuse_faulty;
use crate::edge::random::hex;
use crate::instance::Instance;

/// How many days an open link works unless asked otherwise: a hundred years, since what was published is not collected again.
pub const USUAL_DAYS: u32 = 36_500;
/// How many days one may be asked for at most.
pub const MAX_DAYS: u32 = 365;
/// The longest title, in characters.
pub const MAX_TITLE: usize = 100;
/// What one is called that nobody gave a title.
pub const USUAL_TITLE: &str = "Open link";

/// What an open link is to allow.
///
/// # Errors
///
/// [`Refused::Faulty`] where a type does not exist, or none was named; it is what a request gets that could not be read in full.
pub async fn scope(
    instance: &Instance,
    _: Staff,
    job_type_ids: Vec<u64>,
    title: Option<String>,
    could_not_be_read: bool,
) -> Result<OpenLink, Refused> {
    let mut faults = Faults::default();
    let known = instance.store.job_types().await?;
    let is_unknown = |id: &u64| !known.iter().any(|job_type| job_type.id == *id);
    let is_wrong = job_type_ids.is_empty() || job_type_ids.iter().any(is_unknown);
    faults.add_if(is_wrong && !could_not_be_read, Member::JobTypes, Wrong::Unknown);
    refuse_faulty(faults, could_not_be_read)?;
    Ok(OpenLink { title: title.unwrap_or_else(|| USUAL_TITLE.to_owned()), job_type_ids })
}

/// Makes an open link.
pub async fn make(
    store: &Store,
    clock: LinkClock,
    (open, days, made_by): (OpenLink, Option<u32>, String),
    secrets: Secrets,
) -> Result<MadeLink, Error> {
    let Secrets { handle_hash, salt } = secrets;
    store
        .create_open_link(OpenLinkDraft { handle_hash, salt, open, days: days.unwrap_or(USUAL_DAYS), made_by }, clock)
        .await
}

/// The types that may be booked with an open link, as far as they are still there.
pub async fn job_types(instance: &Instance, open: &OpenLink) -> Result<Vec<JobType>, Error> {
    let mut known = instance.store.job_types().await?;
    let mut found = Vec::with_capacity(open.job_type_ids.len());
    for id in &open.job_type_ids {
        if let Some(place) = known.iter().position(|job_type| job_type.id == *id) {
            found.push(known.swap_remove(place));
        }
    }
    Ok(found)
}

/// A link of their own for somebody who came by an open one. `address` is from where, where that is known.
///
/// # Errors
///
/// [`Refused::Faulty`] for a type that may not be booked with it, which is as one that is not there.
pub async fn start(
    instance: &Instance,
    (link, open): (&Link, &OpenLink),
    job_type_id: Option<u64>,
    address: Option<String>,
    secrets: Secrets,
) -> Result<MadeForNewcomer, Refused> {
    let allowed = job_types(instance, open).await?;
    let job_type = allowed.iter().find(|job_type| Some(job_type.id) == job_type_id);
    let mut faults = Faults::default();
    faults.add_if(job_type.is_none(), Member::JobType, Wrong::Unknown);
    refuse_faulty(faults, false)?;
    let Secrets { handle_hash, salt } = secrets;
    let draft = NewcomerDraft {
        open_link_id: link.id,
        job_type_id: job_type_id.unwrap_or_default(),
        handle_hash,
        salt,
        network: address.map(|address| network(&link.salt, &address)),
    };
    instance.store.welcome(draft, instance.link_terms()).await
}

/// By what is counted what comes from one network: nobody can tell from it which.
fn network(salt: &[u8], address: &str) -> String {
    let digest = Sha256::new().chain_update(salt).chain_update(address).finalize();
    hex(&digest[..16])
}
