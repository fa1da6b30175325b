//! What customers may book: a member of a world file, and the body of `PUT /v1/policy`, read and judged alike.

use std::collections::BTreeSet;

use serde_json::Value;
use slotwright_matching::{MINUTES_PER_DAY, Weights};
use slotwright_wire::slotwright::{JobTypePolicy, OwnPolicy, Recommend, StartAlignment};

use super::node::{Node, Object};
use super::numbers::Numbers;
use super::rules::{judged, listed};

/// The longest notice: 30 days.
pub const MAX_NOTICE_MINUTES: u32 = 30 * MINUTES_PER_DAY as u32;
/// The farthest horizon.
pub const MAX_HORIZON_DAYS: u32 = 366;
/// The greatest distance between starts; the least is a minute.
pub const MAX_START_STEP_MINUTES: u32 = MINUTES_PER_DAY as u32;
/// The longest time for an answer to wishes: 30 days. The shortest is an hour.
pub const MAX_ANSWER_HOURS: u32 = 30 * 24;
/// How long what customers are to prepare may be, in characters.
pub const MAX_PREPARE: usize = 500;

/// The policy that a JSON value stands for, which may name these job types. Types come out in the order of their numbers.
///
/// # Errors
///
/// All that is wrong with it: the member, and a sentence with the place, what is there and what is allowed.
///
/// ```
/// use slotwright_world::read_policy;
/// use serde_json::json;
/// let good = json!({"notice_minutes": 0, "job_types": [{"job_type_id": 7, "start_alignment": "block"}]});
/// assert_eq!(read_policy(&good, &[7].into()).unwrap().notice_minutes, Some(0));
/// let faults = read_policy(&json!({"start_step_minutes": 0}), &[7].into()).unwrap_err();
/// assert_eq!(faults, [(
///     "start_step_minutes".to_owned(),
///     "`start_step_minutes`: must be a whole number from 1 to 1440, is 0.".to_owned(),
/// )]);
/// ```
pub fn read_policy(value: &Value, job_types: &BTreeSet<u64>) -> Result<OwnPolicy, Vec<(String, String)>> {
    judged(value, "policy", |node| policy(node, &Numbers::known("job type", job_types)))
}

/// What may be set.
const MEMBERS: [&str; 5] =
    ["start_step_minutes", "start_alignment", "notice_minutes", "change_notice_minutes", "horizon_days"];

/// What is promised of wishes, to all alike.
const ANSWER: &str = "answer_within_hours";
/// What is to be prepared, of a type alone.
const PREPARE: &str = "prepare";

/// The policy at this place.
pub(super) fn policy(node: &Node, job_types: &Numbers) -> Option<OwnPolicy> {
    let [step, alignment, notice, change_notice, horizon] = MEMBERS;
    let policy = node.object(&[step, alignment, notice, change_notice, horizon, "recommend", ANSWER, "job_types"])?;
    let of_all = members(&policy);
    let recommend = policy.optional("recommend", recommend);
    let answer_within_hours = policy.optional(ANSWER, |node| node.whole(1..=MAX_ANSWER_HOURS));
    let job_types = listed(&policy.list("job_types")?, "job_type_id", job_types, of_type);
    let (of_all, answer_within_hours) = (of_all?, answer_within_hours?);
    Some(OwnPolicy {
        start_step_minutes: of_all.start_step_minutes,
        start_alignment: of_all.start_alignment,
        notice_minutes: of_all.notice_minutes,
        change_notice_minutes: of_all.change_notice_minutes,
        horizon_days: of_all.horizon_days,
        recommend: recommend?,
        answer_within_hours,
        job_types,
    })
}

fn recommend(node: &Node) -> Option<Recommend> {
    let weights = node.object(&["near", "quiet", "soon", "room"])?;
    let weight = |name| weights.needed(name, |node| node.whole(0..=Weights::MAX));
    let (near, quiet, soon, room) = (weight("near"), weight("quiet"), weight("soon"), weight("room"));
    Some(Recommend { near: near?, quiet: quiet?, soon: soon?, room: room? })
}

fn of_type(node: &Node, number: &str, job_types: &Numbers) -> Option<(u64, JobTypePolicy)> {
    let [step, alignment, notice, change_notice, horizon] = MEMBERS;
    let of_type = node.object(&[number, step, alignment, notice, change_notice, horizon, PREPARE])?;
    let job_type_id = of_type.needed(number, |node| job_types.refer(node));
    let own = members(&of_type);
    let prepare = of_type.optional(PREPARE, prepare);
    let job_type_id = job_type_id?;
    Some((job_type_id, JobTypePolicy { job_type_id, prepare: prepare?, ..own? }))
}

fn prepare(node: &Node) -> Option<String> {
    let text = node.text()?.trim();
    if text.is_empty() || MAX_PREPARE < text.chars().count() {
        return node.must_be(&format!("a text of 1 to {MAX_PREPARE} characters"));
    }
    Some(text.to_owned())
}

fn members(object: &Object) -> Option<JobTypePolicy> {
    let start_step_minutes = object.optional(MEMBERS[0], |node| node.whole(1..=MAX_START_STEP_MINUTES));
    let start_alignment = object.optional(MEMBERS[1], |node| {
        Some(if node.one_of(&["clock", "block"])? == "block" { StartAlignment::Block } else { StartAlignment::Clock })
    });
    let notice_minutes = object.optional(MEMBERS[2], |node| node.whole(0..=MAX_NOTICE_MINUTES));
    let change_notice_minutes = object.optional(MEMBERS[3], |node| node.whole(0..=MAX_NOTICE_MINUTES));
    let horizon_days = object.optional(MEMBERS[4], |node| node.whole(0..=MAX_HORIZON_DAYS));
    Some(JobTypePolicy {
        job_type_id: 0,
        start_step_minutes: start_step_minutes?,
        start_alignment: start_alignment?,
        notice_minutes: notice_minutes?,
        change_notice_minutes: change_notice_minutes?,
        horizon_days: horizon_days?,
        prepare: None,
    })
}
