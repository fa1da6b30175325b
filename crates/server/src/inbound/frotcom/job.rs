//! What the tasks of a new job say of the visit, and what is kept of them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use slotwright_domain::{Particulars, PlaceKind, PlaceRef, System};
use slotwright_matching::{Interval, Minute, Point};

use super::task::{Form, Kind, Task, When};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::assign::Starts;
use crate::scheduling::book::{NamedPlace, NewJob};

/// What a customer is called of whom nothing is said.
const NOBODY: &str = "Frotcom";
/// How long after its start somebody may arrive, where the kind of time has no end.
const NO_TOLERANCE: i64 = 0;

/// What is kept of a job's tasks.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct Document {
    /// In the order in which they were added.
    pub tasks: Vec<KeptTask>,
}

/// What is kept of a task.
#[derive(Debug, Deserialize, Serialize)]
pub struct KeptTask {
    /// Its number.
    pub id: u64,
    /// As it was sent.
    pub sent: Value,
    /// What of its forms is attached.
    pub forms: Vec<Form>,
}

impl Document {
    /// Of a job.
    ///
    /// # Errors
    ///
    /// What is stored can't be read: our fault.
    pub fn read(particulars: Option<&Particulars>) -> Result<Self, Refusal> {
        let Some(particulars) = particulars else { return Ok(Self::default()) };
        serde_json::from_str(&particulars.document).map_err(|_| Refusal::internal())
    }

    /// To be stored.
    pub fn particulars(&self, reference: Option<String>) -> Particulars {
        let document = serde_json::to_string(self).unwrap_or_default();
        Particulars { system: System::Frotcom, reference, document }
    }
}

/// When somebody is to come, and for how long; `None` where no time is said.
pub type Time = Option<(Minute, Starts)>;

/// The job that the first of these tasks makes, and its time.
///
/// # Errors
///
/// The store can't be asked.
pub async fn wanted(app: &App, tasks: &[&Task]) -> Result<(NewJob, Time), Refusal> {
    let Some(first) = tasks.first() else { return Err(Refusal::internal()) };
    let types = app.store.job_types().await?;
    // Of tasks any type is taken, and each job here is of one that there is.
    let known = types.iter().find(|known| i64::try_from(known.id) == Ok(first.type_id));
    let job_type = known.or(types.first()).ok_or_else(|| Refusal::malformed("There are no types of jobs here."))?;
    let place = known_place(app, first).await?;
    let minutes = first.what.duration_seconds.map_or(0, |seconds| (seconds + 59) / 60);
    let minutes = if minutes == 0 { i64::from(job_type.length_in_minutes) } else { minutes.min(24 * 60) };
    let notes = [first.what.content.as_deref(), first.what.notes.as_deref(), first.place.notes.as_deref()];
    let notes = notes.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
    let job = NewJob {
        job_type_id: Some(job_type.id),
        place,
        named_place: place.is_none().then(|| named_place(first)),
        length_in_minutes: u64::try_from(minutes).ok(),
        notes: Some(notes),
        ..NewJob::default()
    };
    let starts = starts(app, &first.when);
    Ok((job, starts.map(|starts| (minutes as Minute, starts))))
}

/// The account of the client, or the site of the place, if there is one of that number.
async fn known_place(app: &App, task: &Task) -> Result<Option<PlaceRef>, Refusal> {
    let of = |kind, id: Option<i64>| id.and_then(|id| u64::try_from(id).ok()).map(|id| PlaceRef { kind, id });
    let named = [of(PlaceKind::Account, task.who.client_id), of(PlaceKind::NetworkSite, task.place.place_id)];
    for place in named.into_iter().flatten() {
        if app.store.place(place).await?.is_some() {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

fn named_place(task: &Task) -> NamedPlace {
    let names = [&task.who.client_name, &task.who.contact_name, &task.place.address];
    let name = names.into_iter().flatten().find(|name| !name.trim().is_empty());
    let point = task.place.point.map(|(latitude, longitude)| Point { latitude, longitude });
    NamedPlace { name: name.map_or(NOBODY, |name| name.trim()).to_owned(), address: task.place.address.clone(), point }
}

/// When somebody is to arrive, by the instance's clocks.
fn starts(app: &App, when: &When) -> Option<Starts> {
    let kind = when.kind.unwrap_or(match (when.start, when.end) {
        (Some(_), Some(_)) => Kind::TimeRange,
        (Some(_), None) => Kind::TimeAndTolerance,
        (None, _) => Kind::NoTimeRestriction,
    });
    let (from, until) = match (kind, when.start) {
        (Kind::NoTimeRestriction, _) | (_, None) => return None,
        (Kind::TimeRange, Some(start)) => (start, when.end.unwrap_or(start).max(start)),
        (Kind::TimeAndTolerance, Some(start)) => {
            let seconds = |tolerance: Option<i64>| match when.has_tolerance {
                true => tolerance.unwrap_or(NO_TOLERANCE).max(0),
                false => NO_TOLERANCE,
            };
            (moved(start, -seconds(when.tolerance_before))?, moved(start, seconds(when.tolerance_after))?)
        }
    };
    let minute = |instant: Timestamp| app.zone.wall_clock(instant).minute();
    let except = when.exclusion_start.zip(when.exclusion_end).filter(|_| when.has_exclusion);
    let except = except.and_then(|(start, end)| Interval::new(minute(start), minute(end)));
    // Nobody is to come in a minute that has begun before.
    let first =
        if from.subsec_nanosecond() == 0 && from.as_second() % 60 == 0 { minute(from) } else { minute(from) + 1 };
    Some(Starts { first, last: minute(until).max(first), except })
}

fn moved(instant: Timestamp, seconds: i64) -> Option<Timestamp> {
    Timestamp::from_second(instant.as_second().checked_add(seconds)?).ok()
}
