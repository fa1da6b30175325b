//! The rules for time around jobs: a member of a world file, and the body of `PUT /v1/rules`, read and judged alike.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;
use slotwright_matching::MINUTES_PER_DAY;
use slotwright_wire::case::{BufferRecord, DayEndsRecord, JobsPerDayRecord, PointRecord, TravelRecord};
use slotwright_wire::slotwright::Rules;

use super::json::Json;
use super::node::{Node, Report};
use super::numbers::Numbers;

/// The fastest way, in km/h.
const MAX_SPEED: u32 = 1000;
/// The longest detour, in percent; the shortest is none.
const MAX_DETOUR: u32 = 1000;
/// The most jobs that can be allowed on a day. More is any number.
const MAX_JOBS: u32 = 1000;

/// The rules that a JSON value stands for, which may name these users and these job types. Lists come out in the order of the
/// numbers.
///
/// # Errors
///
/// All that is wrong with it: the member, and a sentence with the place, what is there and what is allowed.
///
/// ```
/// use slotwright_world::read_rules;
/// use serde_json::json;
/// let (users, job_types) = ([1, 2].into(), [7].into());
/// let good = json!({"buffers": [{"job_type_id": 7, "before_minutes": 0, "after_minutes": 15}], "jobs_per_day": 4});
/// assert_eq!(read_rules(&good, &users, &job_types).unwrap().jobs_per_day, Some(4));
/// let faults = read_rules(&json!({"jobs_per_day": -1}), &users, &job_types).unwrap_err();
/// assert_eq!(faults, [(
///     "jobs_per_day".to_owned(),
///     "`jobs_per_day`: must be a whole number from 0 to 1000, is -1.".to_owned(),
/// )]);
/// ```
pub fn read_rules(
    value: &Value,
    users: &BTreeSet<u64>,
    job_types: &BTreeSet<u64>,
) -> Result<Rules, Vec<(String, String)>> {
    let (users, job_types) = (Numbers::known("user", users), Numbers::known("job type", job_types));
    judged(value, "rules", |node| rules(node, &users, &job_types))
}

/// What a JSON value stands for, by how a part of a file is read; or all that is wrong with it, by member.
pub(super) fn judged<T>(
    value: &Value,
    whole: &str,
    read: impl FnOnce(&Node) -> Option<T>,
) -> Result<T, Vec<(String, String)>> {
    let json = Json::deserialize(value).map_err(|error| vec![(whole.to_owned(), format!("No JSON: {error}."))])?;
    let report = RefCell::new(Report { refuses_unknown: true, ..Report::default() });
    let read = read(&Node::whole_file(&json, &report));
    let faults = report.into_inner().faults;
    match read {
        Some(read) if faults.is_empty() => Ok(read),
        _ => Err(faults.iter().map(|fault| sentence_of(fault, whole)).collect()),
    }
}

/// A fault as a sentence, and the member that it is found in.
fn sentence_of(fault: &str, whole: &str) -> (String, String) {
    let (place, what) = fault.split_once(": ").unwrap_or((whole, fault));
    let member = place.split(['.', '[']).next().unwrap_or_default();
    (member.to_owned(), format!("`{place}`: {what}."))
}

/// The rules at this place.
pub(super) fn rules(node: &Node, users: &Numbers, job_types: &Numbers) -> Option<Rules> {
    let rules = node.object(&["buffers", "travel", "day_ends", "jobs_per_day", "jobs_per_day_of"])?;
    let buffers = listed(&rules.list("buffers")?, "job_type_id", job_types, buffer);
    let travel = rules.optional("travel", travel);
    let day_ends = listed(&rules.list("day_ends")?, "user_id", users, day_ends);
    let jobs_per_day = rules.optional("jobs_per_day", |node| node.whole(0..=MAX_JOBS));
    let jobs_per_day_of = listed(&rules.list("jobs_per_day_of")?, "user_id", users, jobs_per_day_of);
    Some(Rules { buffers, travel: travel?, day_ends, jobs_per_day: jobs_per_day?, jobs_per_day_of })
}

/// What stands in a list for each of some types or users, once each, in the order of their numbers.
pub(super) fn listed<T>(
    nodes: &[Node],
    number: &str,
    known: &Numbers,
    read: fn(&Node, &str, &Numbers) -> Option<(u64, T)>,
) -> Vec<T> {
    let mut listed = BTreeMap::new();
    for node in nodes {
        let Some((id, one)) = read(node, number, known) else { continue };
        if listed.insert(id, one).is_some() {
            node.fault(format_args!("is the second one with {number} {id} (one is allowed)"));
        }
    }
    listed.into_values().collect()
}

fn buffer(node: &Node, number: &str, job_types: &Numbers) -> Option<(u64, BufferRecord)> {
    let buffer = node.object(&[number, "before_minutes", "after_minutes"])?;
    let job_type_id = buffer.needed(number, |node| job_types.refer(node));
    let (before, after) = (buffer.needed("before_minutes", minutes), buffer.needed("after_minutes", minutes));
    let job_type_id = job_type_id?;
    Some((job_type_id, BufferRecord { job_type_id, before_minutes: before?, after_minutes: after? }))
}

fn travel(node: &Node) -> Option<TravelRecord> {
    let travel = node.object(&["speed_km_h", "detour_percent", "least_minutes"])?;
    let speed_km_h = travel.needed("speed_km_h", |node| node.whole(1..=MAX_SPEED));
    let detour_percent = travel.needed("detour_percent", |node| node.whole(100..=MAX_DETOUR));
    let least_minutes = travel.needed("least_minutes", minutes);
    Some(TravelRecord { speed_km_h: speed_km_h?, detour_percent: detour_percent?, least_minutes: least_minutes? })
}

fn day_ends(node: &Node, number: &str, users: &Numbers) -> Option<(u64, DayEndsRecord)> {
    let ends = node.object(&[number, "start", "end"])?;
    let user_id = ends.needed(number, |node| users.refer(node));
    let (start, end) = (ends.optional("start", point), ends.optional("end", point));
    let user_id = user_id?;
    Some((user_id, DayEndsRecord { user_id, start: start?, end: end? }))
}

fn jobs_per_day_of(node: &Node, number: &str, users: &Numbers) -> Option<(u64, JobsPerDayRecord)> {
    let of = node.object(&[number, "jobs"])?;
    let user_id = of.needed(number, |node| users.refer(node));
    let jobs = of.needed("jobs", |node| node.whole(0..=MAX_JOBS));
    let user_id = user_id?;
    Some((user_id, JobsPerDayRecord { user_id, jobs: jobs? }))
}

fn point(node: &Node) -> Option<PointRecord> {
    let point = node.object(&["latitude", "longitude"])?;
    let latitude = point.needed("latitude", |node| node.degrees(90.0));
    let longitude = point.needed("longitude", |node| node.degrees(180.0));
    Some(PointRecord { latitude: latitude?, longitude: longitude? })
}

fn minutes(node: &Node) -> Option<i32> {
    node.whole(0..=MINUTES_PER_DAY as u32).map(|minutes| minutes as i32)
}
