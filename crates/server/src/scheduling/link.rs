//! Making links, and ending them.

use slotwright_domain::{
    Contact, Faults, LinkClock, LinkDraft, LinkEnd, LinkHolder, LinkLimits, LinkScope, ListedJob, MadeLink, Member,
    Page, Place, PlaceRef, StaffScope, Wrong,
};
use slotwright_store::{Error, JobFilter, References, Refused, Store};

use super::visit::refuse_faulty;
use super::{Caller, Staff, references};
use crate::instance::Instance;

/// What a customer's link is to be for, as far as the request for it could be read: an existing job, or a new one.
#[derive(Clone, Copy, Debug)]
pub enum NewLink {
    /// For this job, where its number could be read.
    OfJob(Option<u64>),
    /// For a job of this type at this place.
    ForNewJob {
        /// The type.
        job_type_id: Option<u64>,
        /// The place.
        place: Option<PlaceRef>,
    },
}

/// What makes a link a secret of its holder: only the hash of what the holder is given is kept.
#[derive(Clone, Copy)]
pub struct Secrets {
    /// SHA-256 of the handle.
    pub handle_hash: [u8; 32],
    /// Random; makes the aliases of users.
    pub salt: [u8; 16],
}

/// What a customer's link is about.
///
/// # Errors
///
/// [`Refused::Faulty`] names each member that is wrong, and is what a request gets that could not be read in full.
pub async fn scope(
    instance: &Instance,
    staff: Staff,
    wanted: NewLink,
    could_not_be_read: bool,
) -> Result<LinkScope, Refused> {
    let mut faults = Faults::default();
    let scope = match wanted {
        NewLink::OfJob(job_id) => {
            let job = match job_id {
                Some(job_id) => instance.store.job(job_id).await?,
                None => None,
            };
            faults.add_if(job.is_none(), Member::Job, Wrong::Unknown);
            job.map(|job| LinkScope {
                place: job.place,
                job_type_id: job.job_type_id,
                job_id: Some(job.id),
                made_job: false,
            })
        }
        NewLink::ForNewJob { job_type_id, place } => {
            let references = References { job_type_id, place, ..References::default() };
            references::find(instance, &Caller::Staff(staff), &mut faults, None, references).await?;
            let scope = |(place, job_type_id)| LinkScope { place, job_type_id, job_id: None, made_job: false };
            place.zip(job_type_id).map(scope)
        }
    };
    refuse_faulty(faults, could_not_be_read)?;
    scope.ok_or(Refused::NoSuchJob)
}

/// How many days a link works unless asked otherwise.
pub const DEFAULT_DAYS: u32 = 14;
/// How many days a link may be asked for at most.
pub const MAX_DAYS: u32 = 90;

/// A link to be made.
#[derive(Clone, Debug)]
pub struct WantedLink {
    /// For whom.
    pub holder: LinkHolder,
    /// When it is to end. Where nobody said, after as many days as usual, and a customer's later where its job keeps it.
    pub end: Option<LinkEnd>,
    /// What it is to allow less than another.
    pub limits: LinkLimits,
    /// Who makes it, as the history names them.
    pub made_by: String,
}

impl WantedLink {
    /// One that works as long as usual.
    #[must_use]
    pub fn usual(holder: LinkHolder, made_by: &str) -> Self {
        Self { holder, end: None, limits: LinkLimits::default(), made_by: made_by.to_owned() }
    }
}

/// Makes a link.
pub async fn make(store: &Store, clock: LinkClock, wanted: WantedLink, secrets: Secrets) -> Result<MadeLink, Error> {
    store.create_link(draft(wanted, secrets), clock).await
}

/// Stores a sealed link that is seen for the first time.
pub async fn meet(store: &Store, clock: LinkClock, wanted: WantedLink, secrets: Secrets) -> Result<(), Error> {
    store.meet_link(draft(wanted, secrets), clock).await
}

fn draft(wanted: WantedLink, secrets: Secrets) -> LinkDraft {
    let WantedLink { holder, end, limits, made_by } = wanted;
    LinkDraft {
        handle_hash: secrets.handle_hash,
        salt: secrets.salt,
        follows_job: end.is_none() && matches!(holder, LinkHolder::Customer(_)),
        holder,
        end: end.unwrap_or(LinkEnd::AfterDays(DEFAULT_DAYS)),
        limits,
        made_by,
    }
}

/// For whom a link of the board acts.
///
/// # Errors
///
/// [`Refused::Faulty`] where there is no such user; it is what a request gets that could not be read in full.
pub async fn board_of(
    instance: &Instance,
    staff: Staff,
    user_id: Option<u64>,
    scope: StaffScope,
    could_not_be_read: bool,
) -> Result<LinkHolder, Refused> {
    let mut faults = Faults::default();
    faults.add_if(instance.store.unknown_user(user_id.as_slice()).await?.is_some(), Member::Users, Wrong::Unknown);
    refuse_faulty(faults, could_not_be_read)?;
    Ok(LinkHolder::Staff { user_id: user_id.unwrap_or(staff.user_id), scope })
}

/// Whom a link is for, as far as that is known here. What is empty is not.
#[derive(Clone, Debug, Default)]
pub struct Whom {
    /// The name of the account or site.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// The e-mail address that somebody has given with the job.
    pub email: String,
    /// The telephone number.
    pub telephone: String,
}

/// Whom a customer's link is for.
pub async fn whom(instance: &Instance, scope: &LinkScope) -> Result<Whom, Error> {
    let job = match scope.job_id {
        Some(id) => {
            let filter = JobFilter { ids: Some(vec![id]), ..JobFilter::default() };
            instance.store.listed_jobs(filter, Page::ALL).await?.0.pop()
        }
        None => None,
    };
    if let Some(ListedJob { job, place, address, telephone, .. }) = job {
        let Contact { email, telephone: own, .. } = Contact::of(&job.fields);
        let telephone = if own.is_empty() { telephone.unwrap_or_default() } else { own };
        return Ok(Whom { name: place, address, email, telephone });
    }
    let place = instance.store.place(scope.place).await?;
    let whom = |place: Place| Whom { name: place.name, address: place.address.unwrap_or_default(), ..Whom::default() };
    Ok(place.map(whom).unwrap_or_default())
}

/// Ends a link before its time, and lets go what its holder holds.
///
/// # Errors
///
/// There is no such link.
pub async fn revoke(instance: &Instance, staff: Staff, id: u64) -> Result<(), Refused> {
    match instance.store.revoke_link(id, staff.actor().name(), instance.link_clock()).await? {
        true => Ok(()),
        false => Err(Refused::NoSuchRecord),
    }
}
