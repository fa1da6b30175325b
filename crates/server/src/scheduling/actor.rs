//! Who asks for something, and what the holder of a booking link may do and see.

use std::collections::HashMap;

use sha2::{Digest, Sha256};
use slotwright_domain::{
    Actor, Bounds, CancelReason, Completion, Contact, Faults, Job, JobType, Link, LinkLimits, LinkScope, LinkTimes,
    Member, NotesChange, OnCancel, Place, PlaceRef, Right, StaffScope, Wrong, customers_part, with_customers_part,
};
use slotwright_matching::{Minute, Weights};
use slotwright_store::{Error, OPENED_FOR_MS, References};
use slotwright_wire::slotwright::{JobField, read};

use super::contact;
use crate::instance::Instance;

/// Somebody with a right to ask.
pub enum Caller {
    /// Staff: an API user, or the board.
    Staff(Staff),
    /// The holder of a booking link.
    Customer(Box<Customer>),
}

/// Staff, acting for a user of the instance.
#[derive(Clone, Copy, Debug)]
pub struct Staff {
    /// For which user.
    pub user_id: u64,
    /// Which of those who may act for that user: what keys and holds belong to.
    pub caller: u64,
    /// How often what editors change had changed when they were let in.
    pub roster_version: u64,
    /// How far what they may do goes.
    pub scope: StaffScope,
}

impl Staff {
    /// How the store is to know them.
    #[must_use]
    pub fn actor(self) -> Actor {
        Actor::Staff { user_id: self.user_id, caller: self.caller }
    }
}

impl Caller {
    /// How the store is to know the caller.
    #[must_use]
    pub fn actor(&self, instance: &Instance) -> Actor {
        match self {
            Self::Staff(staff) => staff.actor(),
            Self::Customer(customer) => customer.actor(instance),
        }
    }

    /// How often what editors change had changed when the caller was let in.
    #[must_use]
    pub fn roster_version(&self) -> u64 {
        match self {
            Self::Staff(staff) => staff.roster_version,
            Self::Customer(customer) => customer.roster_version(),
        }
    }

    /// For which times the caller is let in.
    #[must_use]
    pub fn times(&self) -> LinkTimes {
        match self {
            Self::Staff(_) => LinkTimes::default(),
            Self::Customer(customer) => customer.limits().times(),
        }
    }

    /// What binds the caller, or would bind a customer.
    #[must_use]
    pub fn bounds(&self, instance: &Instance) -> Bounds {
        match self {
            Self::Staff(_) => instance.policy.bounds,
            Self::Customer(customer) => customer.bounds,
        }
    }

    /// The number by which the caller knows a user.
    #[must_use]
    pub fn name_of(&self, user_id: u64) -> u64 {
        match self {
            Self::Staff(_) => user_id,
            Self::Customer(customer) => customer.alias(user_id),
        }
    }

    /// Whether the caller may know of this job.
    #[must_use]
    pub fn may_see(&self, job_id: u64) -> bool {
        match self {
            Self::Staff(_) => true,
            Self::Customer(customer) => customer.job.as_ref().is_some_and(|job| job.id == job_id),
        }
    }

    /// The job as the caller sees it.
    #[must_use]
    pub fn view(&self, job: Job) -> Job {
        match self {
            Self::Staff(_) => job,
            Self::Customer(customer) => customer.view(job),
        }
    }
}

/// The holder of a booking link.
pub struct Customer {
    /// The link.
    link: Link,
    /// What is to be done.
    pub job_type: JobType,
    /// Where; for a newcomer what stands for that, whatever account they turn out to be.
    pub place: Place,
    /// How long: the job's length, once there is one, else that of its type.
    pub length_in_minutes: u32,
    /// The job, once there is one.
    pub job: Option<Job>,
    /// What may be booked and changed with the link, and until when.
    pub bounds: Bounds,
    /// What counts how much where openings are recommended.
    pub weights: Weights,
    /// What is asked of whoever books.
    pub fields: Vec<JobField>,
    /// What they are to prepare for the visit.
    pub prepare: Option<String>,
    /// Within how many hours wishes are answered.
    pub answer_within_hours: Option<u32>,
    /// Whether the job was made with the link.
    made_job: bool,
    /// When the job started as the holder saw it, where they say so; `Some(None)` without a time.
    pub seen_start: Option<Option<Minute>>,
    /// Why the holder cancels, where they say it.
    pub reason: Option<CancelReason>,
    /// The languages in which they ask to be answered, as an `Accept-Language`; empty where they say none.
    pub languages: String,
}

impl Customer {
    /// Lets the holder of a good link in; `None` where what it is for is not there for them any more.
    pub async fn admit(link: Link, scope: LinkScope, instance: &Instance) -> Result<Option<Self>, Error> {
        let job = match scope.job_id {
            Some(job_id) => instance.store.job(job_id).await?,
            None => None,
        };
        // Staff gave the job to another customer, whose name and address are not for this link's holder.
        if job.as_ref().is_some_and(|job| job.place != scope.place) {
            return Ok(None);
        }
        let place = link.origin.as_ref().map_or(scope.place, |origin| origin.place);
        let references =
            References { job_type_id: Some(scope.job_type_id), place: Some(place), ..References::default() };
        let mut referred = instance.store.referred(references, link.roster_version).await?;
        // A newcomer is shown what they have told of themselves, and nothing of the account that was found by it.
        if link.origin.is_some() {
            let contact = job.as_ref().map(|job| Contact::of(&job.fields)).unwrap_or_default();
            let own = |place| Place { address: contact.address(), name: contact.name, point: None, ..place };
            referred.place = referred.place.map(own);
            referred.fields.splice(..0, contact::fields());
        }
        let (Some(job_type), Some(place)) = (referred.job_type, referred.place) else { return Ok(None) };
        let length_in_minutes = job.as_ref().map_or(job_type.length_in_minutes, |job| job.length_in_minutes);
        let bounds = read::bounds(&referred.policy, job_type.id, instance.policy.bounds);
        let weights = referred.policy.recommend.map_or(instance.policy.weights, read::weights);
        let (made_job, fields) = (scope.made_job, referred.fields);
        let answer_within_hours = referred.policy.answer_within_hours;
        let of_type = referred.policy.job_types.into_iter().find(|of_type| of_type.job_type_id == job_type.id);
        let prepare = of_type.and_then(|of_type| of_type.prepare);
        Ok(Some(Self {
            link,
            job_type,
            place,
            length_in_minutes,
            made_job,
            job,
            bounds,
            weights,
            fields,
            prepare,
            answer_within_hours,
            seen_start: None,
            reason: None,
            languages: String::new(),
        }))
    }

    /// Notes that the holder has opened the link. Nothing depends on it, so what can't be noted is logged and no more.
    pub async fn note_opening(&self, instance: &Instance) {
        let was_just_opened = |at: i64| self.link.life.read_ms < at + OPENED_FOR_MS;
        if self.link.opened_ms.is_some_and(was_just_opened) {
            return;
        }
        if let Err(error) = instance.store.note_opening(self.link.id).await {
            tracing::warn!(%error, "that a link was opened could not be noted");
        }
    }

    /// What the link allows less than another.
    #[must_use]
    pub fn limits(&self) -> &LinkLimits {
        &self.link.limits
    }

    /// Whether the holder has this right.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        self.link.limits.rights.has(right)
    }

    /// What the holder may do now: a link that has booked and moved as often as it may gives the work no time any more.
    pub fn rights_now(&self) -> impl Iterator<Item = Right> {
        let is_used = !self.link.has_changes_left();
        let takes_a_change = |right: &Right| matches!(right, Right::Book | Right::Reschedule | Right::Hold);
        Right::ALL.into_iter().filter(move |right| self.may(*right) && !(is_used && takes_a_change(right)))
    }

    /// The right that it takes to give the work a time.
    #[must_use]
    pub fn right_to_a_time(&self) -> Right {
        let has_time = self.job.as_ref().is_some_and(|job| job.start.is_some());
        if has_time { Right::Reschedule } else { Right::Book }
    }

    /// Whether the link is good for another time of the visit.
    #[must_use]
    pub(super) fn has_changes_left(&self) -> bool {
        self.link.has_changes_left()
    }

    /// The link's number.
    #[must_use]
    pub(super) fn link_id(&self) -> u64 {
        self.link.id
    }

    /// Whether the holder came by an open link: who they are is only what they say.
    #[must_use]
    pub fn is_newcomer(&self) -> bool {
        self.link.origin.is_some()
    }

    /// How often what editors change had changed when the holder was let in.
    #[must_use]
    pub fn roster_version(&self) -> u64 {
        self.link.roster_version
    }

    /// How the store is to know the holder.
    #[must_use]
    pub fn actor(&self, instance: &Instance) -> Actor {
        Actor::Customer {
            link_id: self.link.id,
            links: instance.link_terms(),
            changeable_from: instance.first_minute_in(self.bounds.change_notice_minutes),
            max_wishes: instance.policy.max_wishes,
            second_job: instance.policy.second_job,
            max_changes_a_day: instance.policy.max_changes_a_day,
            seen_start: self.seen_start,
            reason: self.reason,
        }
    }

    /// What cancelling does with the job.
    #[must_use]
    pub fn on_cancel(&self) -> OnCancel {
        if self.is_offices_job() { OnCancel::Queue } else { OnCancel::Delete }
    }

    /// What becomes of the job's notes when its holder writes some: those of the office are not touched.
    #[must_use]
    pub fn notes_change(&self, notes: String) -> NotesChange {
        if self.is_offices_job() { NotesChange::Part(notes, with_customers_part) } else { NotesChange::Whole(notes) }
    }

    /// The number by which this link's holder knows a user. Another link has others, so that nobody can tell who comes
    /// from who came to a neighbour.
    #[must_use]
    pub fn alias(&self, user_id: u64) -> u64 {
        let digest = Sha256::new().chain_update(&self.link.salt).chain_update(user_id.to_be_bytes()).finalize();
        digest[..6].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// The users behind aliases, in their order; `None` when one is nobody's.
    pub async fn users_behind(&self, aliases: &[u64], instance: &Instance) -> Result<Option<Vec<u64>>, Error> {
        let users = instance.store.users().await?;
        // Each user's once, however many aliases are sent and however many users there are.
        let users: HashMap<u64, u64> = users.iter().map(|user| (self.alias(user.id), user.id)).collect();
        Ok(aliases.iter().map(|alias| users.get(alias).copied()).collect())
    }

    /// Faults what differs from what the link is for. What exists beyond it is refused like what does not.
    pub fn hold_to_link(
        &self,
        faults: &mut Faults,
        job_type_id: Option<u64>,
        place: Option<PlaceRef>,
        length_in_minutes: Option<u64>,
    ) {
        let is_another_length = |length| length != u64::from(self.length_in_minutes);
        faults.add_if(job_type_id.is_some_and(|id| id != self.job_type.id), Member::JobType, Wrong::Unknown);
        faults.add_if(place.is_some_and(|place| place != self.place.place), Member::Place, Wrong::Unknown);
        faults.add_if(length_in_minutes.is_some_and(is_another_length), Member::Length, Wrong::Unknown);
    }

    /// How many people come: as many as the job has or last had, or one. A customer neither sends the whole team nor takes
    /// the second pair of hands away, not even by cancelling in between.
    #[must_use]
    pub fn crew_size(&self) -> usize {
        self.job.as_ref().map_or(1, Job::crew_size)
    }

    /// By which numbers the holder knows those who do the job.
    #[must_use]
    pub fn own_crew(&self) -> Vec<u64> {
        self.job.iter().flat_map(|job| &job.user_ids).map(|user_id| self.alias(*user_id)).collect()
    }

    /// The job as its customer sees it: who comes under an alias, and nothing of the office.
    #[must_use]
    pub fn view(&self, job: Job) -> Job {
        Job {
            place: self.place.place,
            user_ids: job.user_ids.iter().map(|&user_id| self.alias(user_id)).collect(),
            checked_in: job.checked_in.iter().map(|&(user_id, since)| (self.alias(user_id), since)).collect(),
            created_by_user_id: None,
            ticket_id: None,
            notes: if self.is_offices_job() { customers_part(&job.notes) } else { job.notes },
            services: Vec::new(),
            completion: job.completion.map(|completion| Completion { by_user_id: None, reason: None, ..completion }),
            ..job
        }
    }

    fn is_offices_job(&self) -> bool {
        self.job.is_some() && !self.made_job
    }
}
