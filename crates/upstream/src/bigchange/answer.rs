//! BigChange's words into ours.
//!
//! Everything is read as loosely as it may be: unknown members and words, words in any case, and null for any text are no failure.

use jiff::Timestamp;
use serde_json::Value;

use crate::sentence::shown;
use crate::{Busy, Failure, Ids, Seen, SeenStatus, Start, WrongField};

/// How long a token works where its answer doesn't say it, in seconds.
const TOKEN_SECONDS: u64 = 3600;

/// What a call came to that was not done. A system may repeat in it what it was sent: `secrets` are left out of all texts.
pub(super) fn failure(status: u16, body: &Value, secrets: &[&str]) -> Failure {
    match status {
        401 | 403 => Failure::Unauthorized(sentence(status, body, secrets)),
        404 => Failure::NotThere,
        _ => Failure::Refused {
            is_conflict: false,
            sentence: sentence(status, body, secrets),
            fields: errors(body, secrets),
        },
    }
}

/// A refusal to give a job a time, or a length that goes with one: a conflict, unless it is where the job stands that is wrong.
pub(super) fn of_planning(failure: Failure) -> Failure {
    match failure {
        Failure::Refused { sentence, fields, .. } => {
            let is_conflict = !fields.iter().any(|field| field.name.eq_ignore_ascii_case("status"));
            Failure::Refused { is_conflict, sentence, fields }
        }
        other => other,
    }
}

/// What is wrong with which member.
fn errors(body: &Value, secrets: &[&str]) -> Vec<WrongField> {
    let members = body.get("errors").and_then(Value::as_object).into_iter().flatten();
    let told = |(name, said): (&String, &Value)| WrongField {
        name: shown(name, secrets),
        sentence: shown(&texts(said).join(" "), secrets),
    };
    members.map(told).collect()
}

/// What a refusal says.
pub(super) fn sentence(status: u16, body: &Value, secrets: &[&str]) -> String {
    let member = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let of_members = errors(body, secrets).into_iter().map(|field| field.sentence).collect::<Vec<_>>().join(" ");
    let said = [member("detail"), of_members, member("title")].into_iter().find(|text| !text.is_empty());
    shown(&said.unwrap_or_else(|| format!("status {status}")), secrets)
}

/// The texts of a list; of one alone that one.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(several) => several.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// A token, and for how many seconds it works.
pub(super) fn token(body: &Value) -> Option<(String, u64)> {
    let text = body.get("access_token")?.as_str().filter(|text| !text.is_empty())?;
    Some((text.to_owned(), body.get("expires_in").and_then(number).unwrap_or(TOKEN_SECONDS)))
}

/// A number, or a text of one.
fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// The number of a record, as text: they may be larger than some programs count.
pub(super) fn id(record: &Value) -> Option<String> {
    record.get("id").and_then(called).filter(|id| is_id(id))
}

/// Whether something can be the number of a job there.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What something is called.
fn called(value: &Value) -> Option<String> {
    value.as_u64().map(|number| number.to_string()).or_else(|| value.as_str().map(str::to_owned))
}

/// The items of a part of a list.
pub(super) fn items(body: &Value) -> Result<&[Value], Failure> {
    let items = body.get("items").and_then(Value::as_array).map(Vec::as_slice);
    items.ok_or_else(|| Failure::Lost("an answer without a list".to_owned()))
}

/// A job, as it is told there.
pub(super) struct Told {
    /// As it is.
    pub(super) seen: Seen,
    /// Of which type, by their number.
    pub(super) type_id: Option<String>,
    /// Whether somebody has begun it and not left it since.
    pub(super) is_started: bool,
    /// When it begins, in seconds since 1970.
    pub(super) start: Option<i64>,
}

/// A job as it is there.
pub(super) fn job(job: &Value, ids: &Ids) -> Result<Told, Failure> {
    if !job.is_object() {
        return Err(Failure::Lost("an answer without a job".to_owned()));
    }
    let word = job.get("status").and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
    let start = job.get("plannedStartAt").and_then(unix);
    // Whoever is not one of ours can't be told by a number of ours.
    let user_ids = job.get("resourceId").map(|resource| {
        let user = called(resource).and_then(|resource| ids.user_called(&resource));
        user.into_iter().collect()
    });
    let seen = Seen {
        status: match &*word {
            "new" | "unscheduled" => Some(SeenStatus::Queued),
            "scheduled" | "sent" | "read" | "accepted" | "refused" | "ontheway" => Some(SeenStatus::Scheduled),
            "started" | "suspended" => Some(SeenStatus::InProgress),
            "completedok" => Some(SeenStatus::Completed),
            "completedwithissues" => Some(SeenStatus::Failed),
            "cancelled" => Some(SeenStatus::Cancelled),
            _ => None,
        },
        start: start.map(Start::Unix),
        length_in_minutes: job.get("plannedDuration").and_then(number).and_then(|length| length.try_into().ok()),
        user_ids,
        notes: job.get("description").map(|notes| notes.as_str().unwrap_or_default().to_owned()),
    };
    Ok(Told { seen, type_id: job.get("typeId").and_then(called), is_started: word == "started", start })
}

/// An instant, in seconds since 1970: ISO 8601 with any offset, and up to seven decimals.
fn unix(value: &Value) -> Option<i64> {
    Some(value.as_str()?.parse::<Timestamp>().ok()?.as_second())
}

/// Whether a job that was found is called so, and was not given up: what was given up may have been made anew under its name.
pub(super) fn is_open_and_called(job: &Value, reference: &str) -> bool {
    let is_cancelled =
        job.get("status").and_then(Value::as_str).is_some_and(|word| word.eq_ignore_ascii_case("cancelled"));
    job.get("reference").and_then(Value::as_str) == Some(reference) && !is_cancelled
}

/// The stretch of time for which somebody is planned; `None` where nobody of ours is, and when the job has ended.
pub(super) fn busy(job: &Value, ids: &Ids) -> Option<Busy> {
    let told = self::job(job, ids).ok()?;
    let has_ended =
        [SeenStatus::Completed, SeenStatus::Failed, SeenStatus::Cancelled].map(Some).contains(&told.seen.status);
    let start = told.start.filter(|_| !has_ended)?;
    let end = start.checked_add(i64::from(told.seen.length_in_minutes?) * 60).filter(|end| start < *end)?;
    Some(Busy { id: id(job)?, user_id: *told.seen.user_ids?.first()?, start, end })
}

/// In which texts jobs of a type end: well, and with issues. Empty: in any; `None`: never.
pub(super) fn results(job_type: &Value) -> (Vec<String>, Option<Vec<String>>) {
    let positive = job_type.get("positiveResults").map(texts).unwrap_or_default();
    let negative = match job_type.get("negativeResults") {
        Some(Value::Null) => None,
        Some(negative) => Some(texts(negative)),
        None => Some(Vec::new()),
    };
    (positive, negative)
}

/// A failure in which fields are named as ours are: there they are called by their place in the list that was sent,
/// `customFields[0].value`.
pub(super) fn with_fields_named(failure: Failure, sent: &[(String, String)]) -> Failure {
    let Failure::Refused { is_conflict, sentence, mut fields } = failure else { return failure };
    let numbered: Vec<&String> = sent.iter().map(|(name, _)| name).filter(|name| name.parse::<u64>().is_ok()).collect();
    for field in &mut fields {
        let place = field.name.strip_prefix("customFields[").and_then(|rest| rest.split(']').next()?.parse().ok());
        if let Some(name) = place.and_then(|place: usize| numbered.get(place)) {
            field.name.clone_from(name);
        }
    }
    Failure::Refused { is_conflict, sentence, fields }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;

    fn seen(job: Value) -> Seen {
        super::job(&job, &Ids::default()).unwrap().seen
    }

    #[test]
    fn a_job_is_read_whatever_is_new_in_it_or_missing_from_it() {
        let odd = json!({
            "id": 12, "status": "lateStart", "description": null, "plannedStartAt": null, "plannedDuration": "45",
            "resourceId": "3", "customFields": {}, "mood": []
        });
        let expected = Seen {
            status: None,
            start: None,
            length_in_minutes: Some(45),
            user_ids: Some(vec![3]),
            notes: Some(String::new()),
        };
        assert_eq!(seen(odd), expected);
        let nothing = Seen { status: None, start: None, length_in_minutes: None, user_ids: None, notes: None };
        assert_eq!(seen(json!({})), nothing);
        assert_eq!(seen(json!({ "resourceId": null, "status": null })).user_ids, Some(Vec::new()));
        assert!(matches!(super::job(&json!([]), &Ids::default()), Err(Failure::Lost(_))));
    }

    #[test]
    fn the_words_of_devices_are_known_in_any_case() {
        for word in ["sent", "Read", "ACCEPTED", "refused", "OnTheWay", "Scheduled"] {
            assert_eq!(seen(json!({ "status": word })).status, Some(SeenStatus::Scheduled), "{word}");
        }
        assert_eq!(seen(json!({ "status": "Suspended" })).status, Some(SeenStatus::InProgress));
        assert_eq!(seen(json!({ "status": "Unscheduled" })).status, Some(SeenStatus::Queued));
    }

    #[test]
    fn instants_are_read_with_any_offset_and_any_decimals() {
        for text in ["2026-11-01T15:00:00Z", "2026-11-01T09:00:00-06:00", "2026-11-01T15:00:00.0000000+00:00"] {
            let start = seen(json!({ "plannedStartAt": text })).start;
            assert_eq!(start, Some(Start::Unix(1_793_545_200)), "{text}");
        }
        assert_eq!(seen(json!({ "plannedStartAt": "tomorrow" })).start, None);
    }

    #[test]
    fn numbers_above_those_of_some_programs_keep_every_digit() {
        assert_eq!(id(&json!({ "id": 9_007_199_254_740_993_u64 })), Some("9007199254740993".to_owned()));
        assert_eq!(id(&json!({ "id": "9007199254740993" })), Some("9007199254740993".to_owned()));
        assert_eq!([id(&json!({ "id": 1.5 })), id(&json!({ "id": "../1" })), id(&json!({}))], [None, None, None]);
    }

    #[test]
    fn refusals_are_told_by_what_follows_from_them() {
        let body = json!({
            "title": "One or more validation errors occurred.", "status": 422, "detail": "",
            "errors": { "typeId": ["It is none.", "Really."], "hush": null }
        });
        let field = |name: &str, sentence: &str| WrongField { name: name.to_owned(), sentence: sentence.to_owned() };
        let refused = Failure::Refused {
            is_conflict: false,
            sentence: "It is none. Really.".to_owned(),
            fields: vec![field("typeId", "It is none. Really."), field("…", "")],
        };
        // Members of JSON objects have no order.
        match failure(422, &body, &["hush", ""]) {
            Failure::Refused { is_conflict, sentence, mut fields } => {
                fields.sort_by(|one, other| other.name.cmp(&one.name));
                fields.sort_by_key(|field| field.name == "…");
                assert_eq!(Failure::Refused { is_conflict, sentence: sentence.trim().to_owned(), fields }, refused);
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(failure(404, &Value::Null, &[]), Failure::NotThere);
        assert_eq!(failure(403, &json!({ "title": "No." }), &[]), Failure::Unauthorized("No.".to_owned()));
        assert_eq!(failure(400, &Value::Null, &[]), Failure::refused("status 400"));
        let long = json!({ "detail": format!("{}hush", "x".repeat(498)) });
        assert_eq!(failure(400, &long, &["hush"]), Failure::refused(format!("{}…", "x".repeat(498))));
    }

    #[test]
    fn a_refused_time_is_a_conflict_unless_the_job_can_have_none() {
        let of = |name: &str| of_planning(failure(422, &json!({ "errors": { name: ["No."] } }), &[]));
        assert!(matches!(of("resourceId"), Failure::Refused { is_conflict: true, .. }));
        assert!(matches!(of("Status"), Failure::Refused { is_conflict: false, .. }));
        assert_eq!(of_planning(Failure::NotThere), Failure::NotThere);
    }

    #[test]
    fn who_is_planned_is_busy_until_the_job_has_ended() {
        let ids = Ids { users: BTreeMap::from([(2, "31".to_owned())]), ..Ids::default() };
        let planned = |status: &str, resource: u64| {
            let job = json!({
                "id": 7, "status": status, "resourceId": resource, "plannedStartAt": "2026-11-01T15:00:00Z",
                "plannedDuration": 30
            });
            busy(&job, &ids)
        };
        let expected = Busy { id: "7".to_owned(), user_id: 2, start: 1_793_545_200, end: 1_793_547_000 };
        assert_eq!([planned("scheduled", 31), planned("new", 31)], [Some(expected.clone()), Some(expected)]);
        assert_eq!([planned("cancelled", 31), planned("completedOk", 31), planned("started", 2)], [None, None, None]);
        assert_eq!(busy(&json!({ "resourceId": 31, "plannedStartAt": null, "plannedDuration": 30 }), &ids), None);
    }

    #[test]
    fn a_token_works_for_an_hour_where_nothing_is_said() {
        assert_eq!(token(&json!({ "access_token": "t" })), Some(("t".to_owned(), 3600)));
        assert_eq!(token(&json!({ "access_token": "t", "expires_in": "60" })), Some(("t".to_owned(), 60)));
        assert_eq!([token(&json!({ "access_token": "" })), token(&Value::Null)], [None, None]);
    }
}
