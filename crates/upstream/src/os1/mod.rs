//! OS1 Dispatch: a job is one leg of an order's way, and says where, what and when.
//!
//! It makes, reads, moves and completes jobs. It doesn't know who comes, when they are free, or that a job was given up: a
//! sub-status is a free text, and three of them mean something between us ([`SubStatuses`]). A time can't be taken away again,
//! and there is no list: a job whose making was not answered can't be looked for.
//!
//! Most that is written is carried out later: 202 says that it was taken on, and reading a new job gives 404 meanwhile.
//!
//! Documented at <https://docs.getos1.com> ("How to manage jobs", "Jobs and objectives", and the reference), read 2026-11-22.
//! Members and statuses are from there. Of the paths it writes out one; that of the token is from a page of another product of
//! the house.

mod answer;
pub(crate) mod capabilities;
mod request;
mod session;

use serde_json::{Map, Value};

use crate::capabilities::Capabilities;
use crate::failure::Failure;
use crate::ids::Ids;
use crate::scheduler::{End, Found, KnownJob, Made, Scheduler, Seen, UpstreamJob};
use crate::secret::Secret;
use crate::transport::{Transport, TransportSettings};
use session::{Credentials, Session};

/// How an OS1 is spoken to.
#[derive(Clone, Debug)]
pub struct Os1Settings {
    /// How it is reached: `https://TENANT.logistax.io`.
    pub transport: TransportSettings,
    /// The client's id.
    pub client_id: String,
    /// Its secret.
    pub client_secret: Secret,
    /// Whose data it is, as `X-COREOS-TID` says it.
    pub tenant_id: String,
    /// What the token is for, where the installation wants to know; usually `None`.
    pub audience: Option<String>,
    /// What our numbers are called there: job types, workflows, and places as locations.
    pub ids: Ids,
    /// Which objective of a workflow the visit is; usually `visit`.
    pub objective_ref: String,
    /// Which attribute of the job types holds the notes; `None`, as usually, where they have none: notes stay with us then.
    pub notes_attribute: Option<String>,
    /// What times are counted in; usually milliseconds.
    pub epoch_unit: EpochUnit,
    /// What the sub-statuses are called.
    pub sub_statuses: SubStatuses,
}

impl Os1Settings {
    /// With all options as they usually are.
    #[must_use]
    pub fn new(
        transport: TransportSettings,
        client_id: impl Into<String>,
        client_secret: Secret,
        tenant_id: impl Into<String>,
    ) -> Self {
        Self {
            transport,
            client_id: client_id.into(),
            client_secret,
            tenant_id: tenant_id.into(),
            audience: None,
            ids: Ids::default(),
            objective_ref: "visit".to_owned(),
            notes_attribute: None,
            epoch_unit: EpochUnit::default(),
            sub_statuses: SubStatuses::default(),
        }
    }
}

/// What times since 1970 are counted in. What is read is understood in either.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EpochUnit {
    /// Milliseconds.
    #[default]
    Milliseconds,
    /// Seconds.
    Seconds,
}

impl EpochUnit {
    /// Seconds since 1970 in this unit.
    fn of(self, unix: i64) -> i64 {
        match self {
            Self::Milliseconds => unix.saturating_mul(1000),
            Self::Seconds => unix,
        }
    }
}

/// Sub-statuses with a meaning, of up to 64 characters each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubStatuses {
    /// Given up: `CANCELLED`.
    pub cancelled: String,
    /// How the sub-status of a job begins on whose site somebody is: `CHECKED_IN`, as in `CHECKED_IN:7`.
    pub checked_in: String,
    /// Completed without success: `FAILED`.
    pub failed: String,
}

impl Default for SubStatuses {
    fn default() -> Self {
        Self { cancelled: "CANCELLED".to_owned(), checked_in: "CHECKED_IN".to_owned(), failed: "FAILED".to_owned() }
    }
}

/// An OS1, spoken to.
pub struct Os1 {
    settings: Os1Settings,
    session: Session,
}

impl Os1 {
    /// The way to it; nothing is sent yet.
    ///
    /// # Errors
    ///
    /// The address is none, or a sub-status has no length that OS1 takes.
    pub fn new(settings: Os1Settings) -> Result<Self, String> {
        let SubStatuses { cancelled, checked_in, failed } = &settings.sub_statuses;
        for word in [cancelled, checked_in, failed] {
            if !(1..=64).contains(&word.chars().count()) {
                return Err(format!("expected a sub-status of 1 to 64 characters, found `{word}`"));
            }
        }
        let credentials = Credentials {
            client_id: settings.client_id.clone(),
            client_secret: settings.client_secret.clone(),
            tenant_id: settings.tenant_id.clone(),
            audience: settings.audience.clone(),
        };
        let session = Session::new(Transport::new(&settings.transport)?, credentials);
        Ok(Self { settings, session })
    }

    /// The values of a job's fields, and what there is no place for. The types of its attributes are asked for where there are any.
    async fn custom_data(&self, job: &UpstreamJob) -> Result<(Map<String, Value>, Vec<String>), Failure> {
        let attributes = match job.fields.is_empty() {
            true => Vec::new(),
            false => match self.session.call(request::attributes(&self.settings.ids, job.job_type_id)).await {
                Ok(data) => answer::attributes(&data),
                // A type that isn't known has none; what is wrong with it, the call itself will be told.
                Err(Failure::NotThere) => Vec::new(),
                // This was a question alone.
                Err(Failure::Lost(cause)) => return Err(Failure::NotSent(format!("attributes: {cause}"))),
                Err(failure) => return Err(failure),
            },
        };
        Ok(request::custom_data(self.settings.notes_attribute.as_deref(), job, &attributes))
    }
}

impl Scheduler for Os1 {
    fn capabilities(&self) -> Capabilities {
        match self.settings.notes_attribute {
            Some(_) => capabilities::WITH_NOTES,
            None => capabilities::WITHOUT_NOTES,
        }
    }

    async fn check(&self) -> Result<(), Failure> {
        self.session.call(request::job_types()).await.map(drop).map_err(Failure::of_no_job)
    }

    async fn create(&self, job: &UpstreamJob) -> Result<Made, Failure> {
        let (mut custom_data, mut missing) = self.custom_data(job).await?;
        if job.notes.is_empty()
            && let Some(name) = &self.settings.notes_attribute
        {
            custom_data.remove(name);
        }
        let (call, also_missing) = request::create(&self.settings, job, custom_data);
        missing.extend(also_missing);
        let data = self.session.call(call).await.map_err(Failure::of_no_job)?;
        answer::made(&data, missing)
    }

    async fn find(&self, _: &UpstreamJob) -> Result<Found, Failure> {
        // By its reference a job can be completed, and not read.
        Ok(Found::CantTell)
    }

    async fn read(&self, known: &KnownJob) -> Result<Seen, Failure> {
        let data = self.session.call(request::read(known)?).await?;
        Ok(answer::seen(&data, &self.settings.sub_statuses, self.settings.notes_attribute.as_deref()))
    }

    async fn reschedule(&self, known: &KnownJob, job: &UpstreamJob) -> Result<(), Failure> {
        self.session.call(request::reschedule(&self.settings, known, job)?).await.map(drop)
    }

    async fn change_notes(&self, known: &KnownJob, job: &UpstreamJob) -> Result<(), Failure> {
        if self.settings.notes_attribute.is_none() {
            return Err(Failure::Unsupported);
        }
        let (custom_data, _) = self.custom_data(job).await?;
        let changed = self.session.call(request::change(known, custom_data)?).await;
        changed.map(drop).map_err(answer::without_conflict)
    }

    async fn set_fields(&self, known: &KnownJob, job: &UpstreamJob) -> Result<(), Failure> {
        let (custom_data, _) = self.custom_data(job).await?;
        let changed = self.session.call(request::change(known, custom_data)?).await;
        changed.map(drop).map_err(answer::without_conflict)
    }

    async fn cancel(&self, known: &KnownJob, reason: &str) -> Result<(), Failure> {
        let cancelled = self.session.call(request::cancel(&self.settings, known, reason)?).await;
        cancelled.map(drop).map_err(answer::without_conflict)
    }

    async fn end(&self, known: &KnownJob, _: &UpstreamJob, end: &End) -> Result<(), Failure> {
        let ended = self.session.call(request::end(&self.settings, known, end)?).await;
        ended.map(drop).map_err(answer::without_conflict)
    }
}
