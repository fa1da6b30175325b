//! Their words into ours.

use serde_json::Value;

use super::SubStatuses;
use crate::failure::{Failure, WrongField};
use crate::scheduler::{KnownJob, Made, Seen, SeenStatus, Start};
use crate::sentence::shown;
use crate::transport::Answer;

/// Below it a number counts seconds, from it on milliseconds: as milliseconds it is in 1973, as seconds in 5138.
const FIRST_MS: i64 = 100_000_000_000;
/// How the place of an attribute's value begins.
const CUSTOM_DATA: &str = "customData.";

/// The data of an answer, or what the refusal means. Success says itself by its status alone: `error` is filled there, too.
/// It may repeat what it was sent: `secrets` are left out of all texts.
pub fn data(answer: Answer, secrets: &[&str]) -> Result<Value, Failure> {
    if answer.is_success() {
        return Ok(answer.body.get("data").cloned().unwrap_or_default());
    }
    let error = answer.body.get("error");
    let text = |name: &str| {
        let text = error.and_then(|error| error.get(name)).and_then(Value::as_str);
        text.map(str::trim).filter(|text| !text.is_empty())
    };
    let sentence = text("description").or_else(|| text("code")).map(|text| shown(text, secrets));
    let sentence = sentence.unwrap_or_else(|| format!("status {}", answer.status));
    match answer.status {
        401 | 403 => Err(Failure::Unauthorized(sentence)),
        404 => Err(Failure::NotThere),
        _ => {
            let is_conflict = text("code").is_some_and(|code| code.eq_ignore_ascii_case("CONFLICT"));
            let more = error.and_then(|error| error.get("additionalInfo")).and_then(Value::as_object);
            let field = |(name, what): (&String, &Value)| {
                let name = name.strip_prefix(CUSTOM_DATA).unwrap_or(name);
                Some(WrongField { name: shown(name, secrets), sentence: shown(what.as_str()?, secrets) })
            };
            let mut fields: Vec<WrongField> = more.into_iter().flatten().filter_map(field).collect();
            // Some say it in the sentence alone: `customData.floor must be …`.
            let named = sentence.strip_prefix(CUSTOM_DATA).and_then(|rest| rest.split([' ', ':']).next());
            if let (true, Some(name)) = (fields.is_empty(), named) {
                fields.push(WrongField { name: name.to_owned(), sentence: sentence.clone() });
            }
            Err(Failure::Refused { is_conflict, sentence, fields })
        }
    }
}

/// The failure of a call that asks for no time. A job that has ended is a conflict as well, and no time that somebody has.
pub fn without_conflict(failure: Failure) -> Failure {
    match failure {
        Failure::Refused { sentence, fields, .. } => Failure::Refused { is_conflict: false, sentence, fields },
        failure => failure,
    }
}

/// A job that was taken on: it is carried out later.
pub fn made(data: &Value, missing: Vec<String>) -> Result<Made, Failure> {
    let id = data.get("jobId").and_then(id).ok_or_else(|| Failure::Lost("a job without a jobId".to_owned()))?;
    Ok(Made { known: KnownJob { id, kept: String::new() }, is_pending: true, missing, untold: Vec::new() })
}

/// A job as it is there.
pub fn seen(data: &Value, sub_statuses: &SubStatuses, notes_attribute: Option<&str>) -> Seen {
    let moment = |value: Option<&Value>| value.and_then(whole).filter(|moment| 0 < *moment).map(unix_ms);
    let timeslot = data.get("objectives").and_then(|objectives| objectives.get(0)?.get("timeslot"));
    let slot_end = |name: &str| moment(timeslot.and_then(|timeslot| timeslot.get(name)));
    let scheduled_for = moment(data.get("scheduledFor").and_then(|scheduled_for| scheduled_for.get("startDateTime")));
    let start = scheduled_for.or_else(|| slot_end("from"));
    let length = slot_end("from").zip(slot_end("to")).map(|(from, to)| to.saturating_sub(from) / 60_000);
    let notes = notes_attribute.and_then(|name| data.get("customData")?.get(name)?.as_str());
    Seen {
        status: status(data, sub_statuses, start.is_some()),
        start: start.map(|ms| Start::Unix(ms.div_euclid(1000))),
        length_in_minutes: length.filter(|minutes| 0 < *minutes).and_then(|minutes| u32::try_from(minutes).ok()),
        user_ids: None,
        notes: notes.map(str::to_owned),
    }
}

fn status(data: &Value, sub_statuses: &SubStatuses, has_time: bool) -> Option<SeenStatus> {
    let sub_status = data.get("subStatus").and_then(Value::as_str).unwrap_or_default();
    match data.get("status").and_then(Value::as_str) {
        Some("COMPLETED") if sub_status == sub_statuses.failed => Some(SeenStatus::Failed),
        Some("COMPLETED") => Some(SeenStatus::Completed),
        // Where else a job may stand, the vendor doesn't say; these are words of ours.
        _ if sub_status == sub_statuses.cancelled => Some(SeenStatus::Cancelled),
        _ if sub_status.starts_with(&sub_statuses.checked_in) => Some(SeenStatus::InProgress),
        Some("CREATED") if has_time => Some(SeenStatus::Scheduled),
        Some("CREATED") => Some(SeenStatus::Queued),
        _ => None,
    }
}

/// The types of the attributes of a job type, by their names.
pub fn attributes(data: &Value) -> Vec<(String, String)> {
    let attributes = data.get("attributes").and_then(Value::as_array).into_iter().flatten();
    let attribute = |attribute: &Value| {
        let text = |name: &str| attribute.get(name).and_then(Value::as_str).map(str::to_owned);
        Some((text("name")?, text("dataType").unwrap_or_default()))
    };
    attributes.filter_map(attribute).collect()
}

/// A whole number, also as a text.
pub fn whole(value: &Value) -> Option<i64> {
    let of_text = || value.as_str().and_then(|text| text.trim().parse().ok());
    // A float is cut to the range of whole numbers.
    value.as_i64().or_else(|| value.as_f64().map(|number| number as i64)).or_else(of_text)
}

fn unix_ms(moment: i64) -> i64 {
    if moment < FIRST_MS { moment * 1000 } else { moment }
}

fn id(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn seen_of(data: &Value) -> Seen {
        seen(data, &SubStatuses::default(), Some("notes"))
    }

    #[test]
    fn x_10_whatever_a_job_looks_like_it_is_read() {
        let nothing = Seen { status: None, start: None, length_in_minutes: None, user_ids: None, notes: None };
        let odd = [
            json!(null),
            json!([]),
            json!("job"),
            json!({"status": null, "subStatus": null, "objectives": null, "scheduledFor": null, "customData": null}),
            json!({"status": "PAUSED", "objectives": [], "scheduledFor": [], "customData": []}),
            json!({"status": 7, "objectives": [7], "scheduledFor": {"startDateTime": "soon"}, "customData": {"notes": 7}}),
            json!({"status": {}, "objectives": {}, "scheduledFor": {"startDateTime": -1e300}, "new": 9_007_199_254_740_993_u64}),
            json!({"objectives": [{"timeslot": {"from": 1_000_000_000_000_i64, "to": 1}}]}),
        ];
        for data in odd.iter().take(7) {
            assert_eq!(seen_of(data), nothing, "{data}");
        }
        assert_eq!(seen_of(&odd[7]).length_in_minutes, None);
    }

    #[test]
    fn where_a_job_stands_is_said_by_two_words() {
        let status = |status: &str, sub_status: Value, start: Value| {
            seen_of(&json!({"status": status, "subStatus": sub_status, "scheduledFor": {"startDateTime": start}}))
                .status
        };
        let at = json!(1_800_000_000_000_i64);
        assert_eq!(status("CREATED", json!(null), json!(null)), Some(SeenStatus::Queued));
        assert_eq!(status("CREATED", json!("EN_ROUTE"), at.clone()), Some(SeenStatus::Scheduled));
        assert_eq!(status("CREATED", json!("CHECKED_IN:7"), at.clone()), Some(SeenStatus::InProgress));
        assert_eq!(status("CREATED", json!("CANCELLED"), at.clone()), Some(SeenStatus::Cancelled));
        assert_eq!(status("COMPLETED", json!("CHECKED_IN:7"), at.clone()), Some(SeenStatus::Completed));
        assert_eq!(status("COMPLETED", json!("FAILED"), at), Some(SeenStatus::Failed));
    }

    #[test]
    fn both_units_of_time_are_understood() {
        for (start, from, to) in [
            (1_800_000_000_000_i64, 1_800_000_000_000_i64, 1_800_003_000_000_i64),
            (1_800_000_000, 1_800_000_000, 1_800_003_000),
        ] {
            let objectives = json!([{"timeslot": {"from": from, "to": to}}]);
            let seen = seen_of(&json!({"objectives": objectives, "scheduledFor": {"startDateTime": start}}));
            assert_eq!((seen.start, seen.length_in_minutes), (Some(Start::Unix(1_800_000_000)), Some(50)));
        }
    }

    #[test]
    fn a_refusal_is_its_sentence_and_never_a_credential() {
        let body = json!({"error": {"code": "CONFLICT", "description": "s3cret was wrong. ".repeat(100),
            "additionalInfo": {"jobRef": "s3cret", "more": []}}});
        let failure = data(Answer { status: 400, body }, &["s3cret"]).unwrap_err();
        let Failure::Refused { is_conflict, sentence, fields } = failure else { panic!("it was refused") };
        assert!(is_conflict && sentence.chars().count() <= 500);
        assert_eq!(fields, [WrongField { name: "jobRef".to_owned(), sentence: "…".to_owned() }]);
        assert!(!sentence.contains("s3cret"));
        let bare = |status| data(Answer { status, body: Value::Null }, &[]).unwrap_err();
        assert_eq!(bare(400), Failure::refused("status 400"));
        assert_eq!(bare(403), Failure::Unauthorized("status 403".to_owned()));
        assert_eq!(bare(404), Failure::NotThere);
    }
}
