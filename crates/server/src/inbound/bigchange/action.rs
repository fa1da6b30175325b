//! What all actions on one job have in common: they look at it, judge, and write, and begin again where others were faster.

use jiff::Timestamp;
use slotwright_domain::{Job, JobDeed, Particulars, ParticularsChange, System};
use slotwright_store::Refused;

use super::document::Document;
use super::facts::{self, Word};
use super::words::{no_such, not_done, unreadable};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::Staff;
use crate::scheduling::record::record;

/// How often an action begins again where others were faster.
pub const TRIES: u32 = 8;

/// A job as it was looked at.
pub struct Seen {
    /// The job.
    pub job: Job,
    /// What is kept of it beside.
    pub document: Document,
    /// What the program calls it.
    pub reference: Option<String>,
    /// Where it stands.
    pub word: Word,
    /// When it was looked at, in seconds.
    pub now: i64,
    before: Option<Particulars>,
}

/// Why an action was not done.
pub enum Undone {
    /// Others were faster: it may be begun again.
    Overtaken(Refusal),
    /// It was refused.
    Refused(Refusal),
}

impl From<Refusal> for Undone {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<slotwright_store::Error> for Undone {
    fn from(error: slotwright_store::Error) -> Self {
        Self::Refused(error.into())
    }
}

impl From<Undone> for Refusal {
    fn from(undone: Undone) -> Self {
        match undone {
            Undone::Overtaken(refusal) | Undone::Refused(refusal) => refusal,
        }
    }
}

/// Does an action, again where others were faster.
macro_rules! until_current {
    ($action:expr) => {{
        let mut tries = 0;
        loop {
            tries += 1;
            match $action.await {
                Err($crate::inbound::bigchange::action::Undone::Overtaken(_))
                    if tries < $crate::inbound::bigchange::action::TRIES => {}
                done => break done.map_err($crate::edge::refusal::Refusal::from),
            }
        }
    }};
}
pub(super) use until_current;

/// The number in a path.
pub fn path_id(name: &str, text: &str) -> Result<u64, Refusal> {
    let id = text.parse::<i64>().ok().filter(|id| 0 < *id).and_then(|id| u64::try_from(id).ok());
    let shown: String = text.chars().take(60).collect();
    id.ok_or_else(|| unreadable(&format!("{name} in the path must be a whole number of at least 1, is {shown:?}.")))
}

/// Looks at a job.
pub async fn look(app: &App, id: u64) -> Result<Seen, Refusal> {
    // First what is kept beside: what changes after it is noticed when it is written.
    let before = app.store.particulars(id, System::BigChange).await?;
    let job = app.store.job(id).await?.ok_or_else(|| no_such("job", id))?;
    let document = Document::of(before.as_ref())?;
    let word = facts::word(&job, &document);
    let reference = before.as_ref().and_then(|before| before.reference.clone());
    Ok(Seen { job, document, reference, word, now: app.now().unix(), before })
}

/// Writes what becomes of a job. `cause` is the member that asked for it.
pub async fn write(app: &App, staff: Staff, seen: Seen, deed: JobDeed, cause: &str) -> Result<Job, Undone> {
    let Seen { job, document, reference, before, .. } = seen;
    let change = ParticularsChange { before, after: document.kept(reference), callback: None };
    match record(app, staff, job.id, deed, Some(change)).await {
        Ok(job) => Ok(job),
        Err(Refused::ChangedMeanwhile) => Err(Undone::Overtaken(not_done(Refused::ChangedMeanwhile, cause))),
        Err(refused) => Err(Undone::Refused(not_done(refused, cause))),
    }
}

/// An instant in whole seconds, or now.
pub fn or_now(at: Option<Timestamp>, now: i64) -> i64 {
    at.map_or(now, Timestamp::as_second)
}
