//! PLACEHOLDER

use crate::{
    Busy, Capabilities, End, Failure, Found, FreeQuestion, FreeTime, KnownJob, Made, Scheduler, Seen, Support,
    UpstreamJob,
};

/// The adapter.
pub struct Frotcom;

impl Scheduler for Frotcom {
    fn capabilities(&self) -> Capabilities {
        Capabilities(|_| Support::None)
    }

    async fn check(&self) -> Result<(), Failure> {
        Err(Failure::Unsupported)
    }

    async fn create(&self, _: &UpstreamJob) -> Result<Made, Failure> {
        Err(Failure::Unsupported)
    }

    async fn find(&self, _: &UpstreamJob) -> Result<Found, Failure> {
        Err(Failure::Unsupported)
    }

    async fn read(&self, _: &KnownJob) -> Result<Seen, Failure> {
        Err(Failure::Unsupported)
    }

    async fn reschedule(&self, _: &KnownJob, _: &UpstreamJob) -> Result<(), Failure> {
        Err(Failure::Unsupported)
    }

    async fn change_notes(&self, _: &KnownJob, _: &UpstreamJob) -> Result<(), Failure> {
        Err(Failure::Unsupported)
    }

    async fn unschedule(&self, _: &KnownJob, _: &UpstreamJob) -> Result<(), Failure> {
        Err(Failure::Unsupported)
    }

    async fn cancel(&self, _: &KnownJob, _: &str) -> Result<(), Failure> {
        Err(Failure::Unsupported)
    }

    async fn end(&self, _: &KnownJob, _: &UpstreamJob, _: &End) -> Result<(), Failure> {
        Err(Failure::Unsupported)
    }

    async fn set_wishes(&self, _: &KnownJob, _: &UpstreamJob) -> Result<(), Failure> {
        Err(Failure::Unsupported)
    }

    async fn free_time(&self, _: &FreeQuestion) -> Result<Vec<FreeTime>, Failure> {
        Err(Failure::Unsupported)
    }

    async fn busy(&self, _: &[u64], _: i64, _: i64) -> Result<Vec<Busy>, Failure> {
        Err(Failure::Unsupported)
    }
}
