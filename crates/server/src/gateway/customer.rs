//! What the holder of a booking link may do and see.

use sha2::{Digest, Sha256};
use slotwright_wire::slotwright::OnCancel;
use slotwright_wire::sonar;

use super::{customers_part, with_customers_part};
use crate::app::App;
use crate::params::Reader;
use crate::refusal::Refusal;
use crate::store::{By, Job, Link, LinkScope, NotesChange, Place, References};
use crate::world::PlaceRef;

/// The holder of a booking link.
pub struct Customer {
    /// The link.
    link: Link,
    /// What is to be done.
    pub job_type: sonar::JobType,
    /// Where.
    pub place: Place,
    /// How long: the job's length, once there is one, else that of its type.
    pub length_in_minutes: u32,
    /// The job, once there is one.
    pub job: Option<Job>,
    /// Whether the job was made with the link.
    made_job: bool,
}

impl Customer {
    /// Lets the holder of a good link in.
    pub async fn admit(link: Link, scope: LinkScope, app: &App) -> Result<Self, Refusal> {
        let job = match scope.job_id {
            Some(job_id) => app.store.job(job_id).await?,
            None => None,
        };
        // Staff gave the job to another customer, whose name and address are not for this link's holder.
        if job.as_ref().is_some_and(|job| job.place != scope.place) {
            return Err(Refusal::link_expired());
        }
        let references =
            References { job_type_id: Some(scope.job_type_id), place: Some(scope.place), ..References::default() };
        let referred = app.store.referred(references, link.plan_version).await?;
        let (Some(job_type), Some(place)) = (referred.job_type, referred.place) else {
            return Err(Refusal::link_expired());
        };
        let length_in_minutes = job.as_ref().map_or(job_type.length_in_minutes, |job| job.length_in_minutes);
        Ok(Self { link, job_type, place, length_in_minutes, made_job: scope.made_job, job })
    }

    /// How often what editors change had changed when the holder was let in.
    #[must_use]
    pub fn plan_version(&self) -> u64 {
        self.link.plan_version
    }

    /// How the store is to know the holder.
    #[must_use]
    pub fn by(&self, app: &App) -> By {
        let now = app.now();
        By::Customer {
            link_id: self.link.id,
            now: now.unix(),
            changeable_from: app.policy.earliest(now),
            max_wishes: app.policy.max_wishes,
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
    pub async fn users_behind(&self, aliases: &[u64], app: &App) -> Result<Option<Vec<u64>>, Refusal> {
        let users = app.store.users().await?;
        let user_behind = |alias: &u64| users.iter().map(|user| user.id).find(|&user_id| self.alias(user_id) == *alias);
        Ok(aliases.iter().map(user_behind).collect())
    }

    /// Faults what differs from what the link is for. What exists beyond it is refused like what does not.
    pub fn hold_to_link(
        &self,
        read: &mut Reader,
        names: &Names,
        job_type_id: Option<u64>,
        place: Option<PlaceRef>,
        length_in_minutes: Option<u64>,
    ) {
        if job_type_id.is_some_and(|id| id != self.job_type.id) {
            read.invalid("job_type_id");
        }
        if place.is_some_and(|place| place != self.place.place) {
            read.invalid(names.place_id);
        }
        if length_in_minutes.is_some_and(|length| length != u64::from(self.length_in_minutes)) {
            read.invalid("length_in_minutes");
        }
    }

    /// How many people come: as many as the job has or last had, or one. A customer neither sends the whole team nor takes
    /// the second pair of hands away, not even by cancelling in between.
    #[must_use]
    pub fn crew_size(&self) -> usize {
        self.job.as_ref().map_or(1, Job::crew_size)
    }

    /// The job as its customer sees it: who comes under an alias, and nothing of the office.
    #[must_use]
    pub fn view(&self, job: Job) -> Job {
        Job {
            user_ids: job.user_ids.iter().map(|&user_id| self.alias(user_id)).collect(),
            checked_in: job.checked_in.iter().map(|&(user_id, since)| (self.alias(user_id), since)).collect(),
            created_by_user_id: None,
            ticket_id: None,
            notes: if self.is_offices_job() { customers_part(&job.notes) } else { job.notes },
            services: Vec::new(),
            completion: job.completion.map(|completion| crate::store::Completion {
                by_user_id: None,
                reason: None,
                ..completion
            }),
            ..job
        }
    }

    fn is_offices_job(&self) -> bool {
        self.job.is_some() && !self.made_job
    }
}

/// How an operation spells the place.
pub struct Names {
    /// `accounts` or `account`.
    pub place_kind: &'static str,
    /// Its number.
    pub place_id: &'static str,
    /// Who comes, or is asked.
    pub users: &'static str,
}

impl Names {
    /// As jobs do.
    pub const OF_JOBS: Self = Self { place_kind: "assigned_type", place_id: "assigned_id", users: "user_ids" };
    /// As the find operations do.
    pub const OF_FIND: Self = Self { place_kind: "entityType", place_id: "entityId", users: "users" };
}
