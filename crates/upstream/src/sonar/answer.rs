//! Sonar's words into ours.
//!
//! Everything is read as loosely as it may be: unknown members and words, null for any text, and `[]` for an empty map (PHP writes
//! it so) are no failure.

use serde_json::Value;
use slotwright_matching::{MINUTES_PER_DAY, Minute};
use slotwright_wire::sonar::NO_AVAILABILITY;
use slotwright_wire::time::{parse_date, parse_datetime, parse_time};

use crate::sentence::shown;
use crate::{Failure, FreeTime, Ids, Seen, SeenStatus, Start, WrongField};

/// What is said of a job that isn't there, with 422 where it was to be changed.
const NO_ITEM: &str = "No item with that ID found.";

/// What a call came to that was not done. A system may repeat in it what it was sent: `secrets` are left out of all texts.
pub(super) fn failure(status: u16, body: &Value, secrets: &[&str]) -> Failure {
    let shown = |text: &str| shown(text, secrets);
    let message = body.get("error").and_then(|error| error.get("message")).unwrap_or(&Value::Null);
    let fields = match message {
        Value::Object(members) => {
            members.iter().map(|(name, said)| WrongField { name: shown(name), sentence: shown(&text(said)) }).collect()
        }
        _ => Vec::new(),
    };
    let sentence = match fields.as_slice() {
        [] => text(message),
        fields => fields.iter().map(|field| field.sentence.as_str()).collect::<Vec<_>>().join(" "),
    };
    let sentence = match sentence.trim() {
        "" => format!("status {status}"),
        sentence => shown(sentence),
    };
    match status {
        401 | 403 => Failure::Unauthorized(sentence),
        404 => Failure::NotThere,
        _ if sentence == NO_ITEM => Failure::NotThere,
        _ => Failure::Refused { is_conflict: sentence.starts_with(NO_AVAILABILITY), sentence, fields },
    }
}

/// A text, or several.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(several) => several.iter().map(text).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    }
}

/// An answer without sense: what came of the call is not known.
fn senseless(what: &str) -> Failure {
    Failure::Lost(format!("an answer without {what}"))
}

/// What the envelope has in it.
fn data(body: &Value) -> &Value {
    body.get("data").unwrap_or(&Value::Null)
}

/// The number of what was made or found.
pub(super) fn id(record: &Value) -> Option<String> {
    match record.get("id")? {
        Value::Number(number) => number.as_u64().map(|number| number.to_string()),
        Value::String(text) => Some(text.clone()).filter(|text| is_id(text)),
        _ => None,
    }
}

/// Whether something can be the number of a job there.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number of a job that was made.
pub(super) fn made(body: &Value) -> Result<String, Failure> {
    id(data(body)).ok_or_else(|| senseless("the number of the job"))
}

/// A part of a list, and how many parts there are.
pub(super) fn page(body: &Value) -> Result<(&[Value], u64), Failure> {
    let records = data(body).as_array().ok_or_else(|| senseless("a list"))?;
    let pages = body.get("paginator").and_then(|paginator| number(paginator.get("total_pages")?));
    Ok((records, pages.unwrap_or(1)))
}

/// A number, or a text of one.
fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// A job as it is there.
pub(super) fn job(body: &Value, ids: &Ids) -> Result<Seen, Failure> {
    let job = data(body);
    if !job.is_object() {
        return Err(senseless("a job"));
    }
    let has_members = |name: &str| job.get(name).and_then(Value::as_array).is_some_and(|all| !all.is_empty());
    let user_ids = job.get("user_ids").map(|users| {
        let users = users.as_array().map(Vec::as_slice).unwrap_or_default();
        // Whoever is not one of ours can't be told by a number of ours.
        let mut users: Vec<u64> = users.iter().filter_map(|user| ids.user_called(&called(user)?)).collect();
        users.sort_unstable();
        users.dedup();
        users
    });
    Ok(Seen {
        status: match job.get("status").and_then(Value::as_str) {
            Some("queued") => Some(SeenStatus::Queued),
            Some("scheduled") if has_members("checked_in_users") => Some(SeenStatus::InProgress),
            Some("scheduled") => Some(SeenStatus::Scheduled),
            Some("completed") => Some(SeenStatus::Completed),
            Some("failed") => Some(SeenStatus::Failed),
            _ => None,
        },
        start: job.get("scheduled_datetime").and_then(Value::as_str).and_then(minute).map(Start::Minute),
        length_in_minutes: job.get("length_in_minutes").and_then(number).and_then(|length| length.try_into().ok()),
        user_ids,
        notes: job.get("notes").map(|notes| without_marker(notes.as_str().unwrap_or_default())),
    })
}

/// What somebody is called.
fn called(user: &Value) -> Option<String> {
    number(user).map(|number| number.to_string()).or_else(|| user.as_str().map(str::to_owned))
}

/// A date and time, its seconds cut off.
fn minute(text: &str) -> Option<Minute> {
    let (day, second) = parse_datetime(text)?;
    day.start().checked_add(Minute::try_from(second / 60).ok()?)
}

/// Whether a job that was found has this marker.
pub(super) fn has_marker(record: &Value, marker: &str) -> bool {
    let notes = record.get("notes").and_then(Value::as_str).unwrap_or_default();
    notes.lines().any(|line| marker_of(line) == Some(marker))
}

/// Notes without the line of the marker: the last that looks like one, since others may have written below it.
fn without_marker(notes: &str) -> String {
    let mut lines: Vec<&str> = notes.split('\n').collect();
    if let Some(place) = lines.iter().rposition(|line| marker_of(line).is_some()) {
        lines.remove(place);
    }
    lines.join("\n")
}

/// `[ref MARKER]`
fn marker_of(line: &str) -> Option<&str> {
    let marker = line.trim().strip_prefix("[ref ")?.strip_suffix(']')?;
    let is_marker =
        (4..=36).contains(&marker.len()) && marker.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_marker.then_some(marker)
}

/// Whether a wish that is there is the one that was to be told.
pub(super) fn is_wish(record: &Value, told: &Value) -> bool {
    let text = |of: &Value, name: &str| of.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let is_same_time = |name| parse_time(&text(record, name)) == parse_time(&text(told, name));
    text(record, "date") == text(told, "date") && is_same_time("start_time") && is_same_time("end_time")
}

/// The number and the type of a field of jobs, out of the definitions of all fields.
pub(super) fn field<'a>(definitions: &'a [Value], name: &str) -> Option<(String, Option<&'a str>)> {
    let of_jobs = |field: &&Value| {
        let entity = field.get("entity_type").and_then(Value::as_str);
        matches!(entity, None | Some("job" | "jobs"))
    };
    let is_called = |field: &&Value| field.get("name").and_then(Value::as_str) == Some(name);
    let by_number = |field: &&Value| id(field).as_deref() == Some(name);
    let mut fields = definitions.iter().filter(of_jobs);
    let field = fields.clone().find(is_called).or_else(|| fields.find(by_number))?;
    Some((id(field)?, field.get("type").and_then(Value::as_str)))
}

/// When who is free.
pub(super) fn free_time(body: &Value, ids: &Ids) -> Result<Vec<FreeTime>, Failure> {
    let days = match data(body) {
        Value::Object(days) => days,
        // An empty map.
        Value::Array(none) if none.is_empty() => return Ok(Vec::new()),
        _ => return Err(senseless("free time")),
    };
    let mut free = Vec::new();
    for (date, users) in days {
        let Some(day) = parse_date(date) else { continue };
        for (user, blocks) in users.as_object().into_iter().flatten() {
            let Some(user_id) = ids.user_called(user) else { continue };
            for block in blocks.as_array().into_iter().flatten() {
                let second = |name: &str| parse_time(block.get(name)?.as_str()?);
                let Some((start, end)) = second("start").zip(second("end")) else { continue };
                // Only whole minutes that lie within it.
                let (start, end) = (Minute::try_from(start.div_ceil(60)), Minute::try_from(end / 60));
                // It never shows 24:00: the last minute of a day is written as midnight is.
                let end = end.map(|end| if end == MINUTES_PER_DAY - 1 { MINUTES_PER_DAY } else { end });
                if let (Ok(start), Ok(end)) = (start, end)
                    && start < end
                {
                    free.push(FreeTime { user_id, start: day.start() + start, end: day.start() + end });
                }
            }
        }
    }
    free.sort_by_key(|free| (free.start, free.user_id));
    Ok(free)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use slotwright_wire::time::parse_minute;

    use super::*;

    fn seen(job: Value) -> Seen {
        super::job(&json!({ "data": job }), &Ids::default()).unwrap()
    }

    #[test]
    fn a_job_is_read_whatever_is_new_in_it_or_missing_from_it() {
        let odd = json!({
            "id": "12", "status": "on_hold", "notes": null, "scheduled_datetime": null, "length_in_minutes": "45",
            "user_ids": ["3", 2, 2, null, {}], "checked_in_users": null, "mood": {"of": []}
        });
        let expected = Seen {
            status: None,
            start: None,
            length_in_minutes: Some(45),
            user_ids: Some(vec![2, 3]),
            notes: Some(String::new()),
        };
        assert_eq!(seen(odd), expected);
        let nothing = Seen { status: None, start: None, length_in_minutes: None, user_ids: None, notes: None };
        assert_eq!(seen(json!({})), nothing);
        assert_eq!(seen(json!({ "user_ids": {}, "length_in_minutes": -3 })).user_ids, Some(Vec::new()));
        assert!(matches!(super::job(&json!({ "data": [] }), &Ids::default()), Err(Failure::Lost(_))));
        assert!(matches!(super::job(&Value::Null, &Ids::default()), Err(Failure::Lost(_))));
    }

    #[test]
    fn times_are_read_with_and_without_seconds() {
        for text in ["2026-10-21 09:15", "2026-10-21 09:15:59", "2026-10-21T09:15:00"] {
            let start = seen(json!({ "scheduled_datetime": text })).start;
            assert_eq!(start, Some(Start::Minute(parse_minute("2026-10-21 09:15").unwrap())), "{text}");
        }
        assert_eq!(seen(json!({ "scheduled_datetime": "soon" })).start, None);
    }

    #[test]
    fn the_marker_is_taken_off_again_and_nothing_else() {
        for (there, notes) in [
            ("[ref A-1234]", ""),
            ("Second bell.\n[ref A-1234]", "Second bell."),
            ("Second bell.\n\n[ref A-1234]", "Second bell.\n"),
            ("Second bell.\r\n[ref A-1234]\r\nDog.", "Second bell.\r\nDog."),
            ("[ref B-1234]\n[ref A-1234]", "[ref B-1234]"),
            ("see [ref A-1234]", "see [ref A-1234]"),
            ("[ref no marker]", "[ref no marker]"),
        ] {
            assert_eq!(without_marker(there), notes, "{there:?}");
        }
        assert!(has_marker(&json!({ "notes": "A\n[ref A-1234]\nB" }), "A-1234"));
        assert!(!has_marker(&json!({ "notes": "[ref A-12345]" }), "A-1234"));
        assert!(!has_marker(&json!({ "notes": null }), "A-1234"));
    }

    #[test]
    fn refusals_are_told_by_what_follows_from_them() {
        let of = |status, message: Value| failure(status, &json!({ "error": { "message": message } }), &["hush", ""]);
        assert_eq!(of(404, json!("No item with that ID found.")), Failure::NotThere);
        assert_eq!(of(422, json!("No item with that ID found.")), Failure::NotThere);
        assert_eq!(of(401, json!("Invalid credentials.")), Failure::Unauthorized("Invalid credentials.".to_owned()));
        assert_eq!(of(403, Value::Null), Failure::Unauthorized("status 403".to_owned()));
        let taken = "There is no availability for that day/time for user ID 12.";
        let conflict = Failure::Refused { is_conflict: true, sentence: taken.to_owned(), fields: Vec::new() };
        assert_eq!(of(422, json!(taken)), conflict);
        let field = WrongField { name: "reason".to_owned(), sentence: "It is required. Please.".to_owned() };
        let refused =
            |sentence: &str, fields| Failure::Refused { is_conflict: false, sentence: sentence.to_owned(), fields };
        let several = json!({ "reason": ["It is required.", "Please."] });
        assert_eq!(of(422, several), refused("It is required. Please.", vec![field]));
        assert_eq!(failure(400, &Value::Null, &[]), refused("status 400", Vec::new()));
        assert_eq!(of(422, json!("é".repeat(600))), refused(&"é".repeat(500), Vec::new()));
        assert_eq!(of(401, json!("`hush` is wrong.")), Failure::Unauthorized("`…` is wrong.".to_owned()));
        let cut = format!("{}hush", "x".repeat(498));
        assert_eq!(of(422, json!(cut)), refused(&format!("{}…", "x".repeat(498)), Vec::new()), "not half of it either");
    }

    #[test]
    fn free_time_is_read_whatever_form_an_empty_map_has() {
        let of = |data: Value| super::free_time(&json!({ "data": data }), &Ids::default());
        assert_eq!(of(json!([])), Ok(Vec::new()));
        assert_eq!(of(json!({ "2026-10-21": [], "soon": {}, "2026-10-22": { "3": [], "x": [] } })), Ok(Vec::new()));
        let day = parse_date("2026-10-21").unwrap().start();
        let blocks = json!({ "2026-10-21": { "3": [{ "start": "08:00", "end": "23:59:00" }, { "start": null }] } });
        assert_eq!(of(blocks), Ok(vec![FreeTime { user_id: 3, start: day + 480, end: day + 1440 }]));
        assert!(matches!(of(Value::Null), Err(Failure::Lost(_))));
    }

    #[test]
    fn a_field_is_found_by_its_name_among_those_of_jobs() {
        let definitions = [
            json!({ "id": 1, "name": "Door", "type": "text", "entity_type": "account" }),
            json!({ "id": "2", "name": "Door", "type": "checkbox", "entity_type": "jobs" }),
            json!({ "id": 3, "name": null, "type": null }),
        ];
        assert_eq!(field(&definitions, "Door"), Some(("2".to_owned(), Some("checkbox"))));
        assert_eq!(field(&definitions, "3"), Some(("3".to_owned(), None)));
        assert_eq!(field(&definitions, "1"), None);
    }
}
