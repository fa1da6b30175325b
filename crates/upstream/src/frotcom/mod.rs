//! Frotcom V2: hands tasks to the devices of drivers.
//!
//! It takes on new jobs, and nothing else: a job can't be read, looked for, moved, given up or completed there, and nobody comes
//! by name. What becomes of it, people do in Frotcom, and what is known of it stays with us. Another task for another time would
//! leave the driver with two, so that none is sent.
//!
//! Documented at <https://prdfiweb03.azurewebsites.net/documentation/endpoints/Jobs/AddTasksToJobs> and, for the token, at
//! <https://frotcominternational.zendesk.com/hc/en-gb/articles/360001005854-Authentication-in-Frotcom-API>, read 2026-11-22. That
//! the method is POST, that a duration is in seconds, and how a token is asked after is known from programs in use.

mod answer;
pub(crate) mod capabilities;
mod request;
mod session;

use crate::capabilities::Capabilities;
use crate::failure::Failure;
use crate::ids::Ids;
use crate::scheduler::{Found, Made, Scheduler, UpstreamJob};
use crate::secret::Secret;
use crate::transport::{Transport, TransportSettings};
use session::Session;

/// How a Frotcom is spoken to.
#[derive(Clone, Debug)]
pub struct FrotcomSettings {
    /// How it is reached: `https://v2api.frotcom.com`.
    pub transport: TransportSettings,
    /// Its user, who may *View Jobs*.
    pub user: String,
    /// That one's password.
    pub password: Secret,
    /// What our numbers are called there: task types, accounts as clients, network sites as places. All are numbers there.
    pub ids: Ids,
    /// The form for the fields of jobs; usually `None`: they stay with us then.
    pub form: Option<FrotcomForm>,
    /// Whether notes may have 3000 characters, as one page of the vendor says, and not 150, as another does; usually not.
    pub has_long_notes: bool,
    /// How many minutes late somebody may arrive where the customer was promised a time, and no window; usually 15.
    pub arrival_grace_minutes: u32,
}

/// A form, as it is known there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrotcomForm {
    /// Its id.
    pub id: i32,
    /// Its version.
    pub version: i32,
    /// What the driver reads above it.
    pub name: String,
}

impl FrotcomSettings {
    /// With all options as they usually are.
    #[must_use]
    pub fn new(transport: TransportSettings, user: impl Into<String>, password: Secret) -> Self {
        Self {
            transport,
            user: user.into(),
            password,
            ids: Ids::default(),
            form: None,
            has_long_notes: false,
            arrival_grace_minutes: 15,
        }
    }
}

/// A Frotcom, spoken to.
pub struct Frotcom {
    settings: FrotcomSettings,
    session: Session,
}

impl Frotcom {
    /// The way to it; nothing is sent yet.
    ///
    /// # Errors
    ///
    /// The address is none.
    pub fn new(settings: FrotcomSettings) -> Result<Self, String> {
        let transport = Transport::new(&settings.transport)?;
        let session = Session::new(transport, settings.user.clone(), settings.password.clone());
        Ok(Self { settings, session })
    }
}

impl Scheduler for Frotcom {
    fn capabilities(&self) -> Capabilities {
        capabilities::CAPABILITIES
    }

    async fn check(&self) -> Result<(), Failure> {
        self.session.check().await.map_err(Failure::of_no_job)
    }

    async fn create(&self, job: &UpstreamJob) -> Result<Made, Failure> {
        let (call, missing) = request::create(&self.settings, job)?;
        let body = self.session.call(call).await.map_err(Failure::of_no_job)?;
        answer::made(&body, missing)
    }

    async fn find(&self, _: &UpstreamJob) -> Result<Found, Failure> {
        Ok(Found::CantTell)
    }
}
