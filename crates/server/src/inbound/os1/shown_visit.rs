//! When a job is, as it is shown: as it was sent where the visit still is as that says, and else as the visit is now. People move
//! visits on the board, and programs of other systems do so too.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};
use slotwright_domain::Job;
use slotwright_matching::Minute;

use super::read::Object;
use crate::app::App;

/// `scheduledFor`: none of a job that has no time.
pub fn scheduled_for(app: &App, job: &Job, sent: Option<Value>) -> Option<Value> {
    let start = job.start?;
    let mut shown = sent.filter(Value::is_object).unwrap_or_else(|| json!({}));
    if epoch(&shown, "startDateTime").map(|sent| minute(app, sent)) != Some(Some(start)) {
        shown["startDateTime"] = app.zone.instant_of(start).as_millisecond().into();
    }
    Some(shown)
}

/// The objectives, of which the first says when the visit is; it does not where the job has no time.
pub fn objectives(app: &App, job: &Job, mut sent: Vec<Value>) -> Vec<Value> {
    let Some(first) = sent.first_mut().and_then(Value::as_object_mut) else { return sent };
    let Some(start) = job.start else {
        first.shift_remove("timeslot");
        return sent;
    };
    let slot = first.get("timeslot").filter(|slot| !slot.is_null());
    if slot.is_some_and(|slot| is_of(app, slot, start, job.length_in_minutes)) {
        return sent;
    }
    let from = app.zone.instant_of(start);
    // Elapsed time, as it is booked.
    let to = from + SignedDuration::from_mins(i64::from(job.length_in_minutes));
    first.insert("timeslot".to_owned(), json!({"from": from.as_millisecond(), "to": to.as_millisecond()}));
    sent
}

/// Whether a timeslot is that of a visit. One that begins and ends at once says nothing of its length.
fn is_of(app: &App, slot: &Value, start: Minute, length_in_minutes: u32) -> bool {
    let (Some(from), Some(to)) = (epoch(slot, "from"), epoch(slot, "to")) else { return false };
    minute(app, from) == Some(start) && (from == to || (to - from) / 60_000 == i64::from(length_in_minutes))
}

fn epoch(value: &Value, name: &str) -> Option<i64> {
    let members: &Map<String, Value> = value.as_object()?;
    Object::of(members, "").epoch(name).ok().flatten()
}

/// The minute on the instance's clocks.
fn minute(app: &App, ms: i64) -> Option<Minute> {
    Some(app.zone.wall_clock(Timestamp::from_millisecond(ms).ok()?).minute())
}
