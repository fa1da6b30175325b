//! Our words into Sonar's.

use serde_json::{Map, Value, json};
use slotwright_domain::{PlaceKind, WishWindow};
use slotwright_wire::time::{print_date, print_datetime};

use crate::{End, FreeQuestion, Ids, UpstreamJob};

/// What lengths are multiples of, in minutes.
const STEP_IN_MINUTES: u32 = 15;

/// What is said of a failure of which nobody has said why: a reason is required.
const NO_REASON: &str = "No reason was given.";

/// A length that Sonar takes: the next multiple of 15 minutes.
pub(super) fn length(minutes: u32) -> u32 {
    minutes.max(1).div_ceil(STEP_IN_MINUTES).saturating_mul(STEP_IN_MINUTES)
}

/// A new job.
pub(super) fn job(job: &UpstreamJob, ids: &Ids) -> Value {
    let place = job.place.place;
    let mut members = json!({
        "job_type_id": id(ids.job_type(job.job_type_id)),
        // In the plural with jobs, in the singular where free time is asked for.
        "assigned_type": match place.kind { PlaceKind::Account => "accounts", PlaceKind::NetworkSite => "network_sites" },
        "assigned_id": id(ids.place(place)),
        "length_in_minutes": length(job.length_in_minutes),
        "notes": with_marker(&job.notes, &job.marker),
    });
    add_visit(&mut members, job, ids);
    members
}

/// Another time, crew and length.
pub(super) fn visit(job: &UpstreamJob, ids: &Ids) -> Value {
    let mut members = json!({ "length_in_minutes": length(job.length_in_minutes) });
    add_visit(&mut members, job, ids);
    members
}

fn add_visit(members: &mut Value, job: &UpstreamJob, ids: &Ids) {
    if let (Some(visit), Value::Object(members)) = (&job.visit, members) {
        let users = visit.user_ids.iter().map(|user| id(ids.user(*user))).collect();
        members.insert("scheduled_datetime".to_owned(), print_datetime(visit.start.minute).into());
        members.insert("user_ids".to_owned(), Value::Array(users));
    }
}

/// Other notes.
pub(super) fn notes(job: &UpstreamJob) -> Value {
    json!({ "notes": with_marker(&job.notes, &job.marker) })
}

/// Notes with the marker as their last line: a job has no other member that could hold it.
fn with_marker(notes: &str, marker: &str) -> String {
    match notes {
        "" => format!("[ref {marker}]"),
        notes => format!("{notes}\n[ref {marker}]"),
    }
}

/// How a job ended.
pub(super) fn end(end: &End) -> Value {
    let reason = end.reason.as_deref().filter(|reason| !reason.trim().is_empty());
    match (end.is_success, reason) {
        (true, None) => json!({ "completion_type": "success" }),
        (true, Some(reason)) => json!({ "completion_type": "success", "reason": reason }),
        (false, reason) => json!({ "completion_type": "failure", "reason": reason.unwrap_or(NO_REASON) }),
    }
}

/// When the customer would like it.
pub(super) fn wish(wish: &WishWindow) -> Value {
    let clock = |second: u32| {
        // A day's end is written as its last second: the vendor's reader of times knows no 24 o'clock.
        let second = second.min(86_399);
        format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
    };
    json!({ "date": print_date(wish.day), "start_time": clock(wish.start_second), "end_time": clock(wish.end_second) })
}

/// What goes into a field of a job, by the type that the field has there. What fits no type goes as it is, to be refused there.
pub(super) fn field(kind: Option<&str>, text: &str) -> Value {
    match (kind, text) {
        (Some("checkbox"), "true") => json!({ "data": true }),
        (Some("checkbox"), "false") => json!({ "data": false }),
        _ => json!({ "data": text }),
    }
}

/// When somebody is free.
pub(super) fn free_question(question: &FreeQuestion, ids: &Ids) -> Vec<(&'static str, String)> {
    use slotwright_matching::Day;
    let last = Day::of(question.until.saturating_sub(1).max(question.from));
    let mut query = vec![
        ("start_date", print_date(Day::of(question.from))),
        ("end_date", print_date(last)),
        ("length_in_minutes", length(question.length_in_minutes).to_string()),
        ("job_type_id", ids.job_type(question.job_type_id)),
        (
            "entityType",
            match question.place.kind {
                PlaceKind::Account => "account".to_owned(),
                PlaceKind::NetworkSite => "network_site".to_owned(),
            },
        ),
        ("entityId", ids.place(question.place)),
    ];
    query.extend(question.user_ids.iter().map(|user| ("users[]", ids.user(*user))));
    query
}

/// A number where it is one: Sonar's are, and it takes them as text only here and there.
fn id(text: String) -> Value {
    match text.parse::<u64>() {
        Ok(number) if number.to_string() == text => number.into(),
        _ => text.into(),
    }
}

/// No members.
pub(super) fn nothing() -> Value {
    Value::Object(Map::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_rounded_up_to_quarters_of_an_hour() {
        assert_eq!([1, 14, 15, 16, 50, 60].map(length), [15, 15, 15, 30, 60, 60]);
        assert_eq!(length(0), 15);
        assert!(u32::MAX - 15 < length(u32::MAX), "nothing overflows");
    }

    #[test]
    fn a_number_goes_as_a_number_and_anything_else_as_it_is() {
        let of = |text: &str| id(text.to_owned());
        assert_eq!([of("7"), of("9007199254740993")], [json!(7), json!(9_007_199_254_740_993_u64)]);
        assert_eq!([of("07"), of("a7")], [json!("07"), json!("a7")]);
    }

    #[test]
    fn a_failure_always_has_a_reason() {
        let at = crate::Moment { minute: 0, unix: 0 };
        let of = |is_success, reason: Option<&str>| end(&End { is_success, reason: reason.map(str::to_owned), at });
        assert_eq!(of(false, None)["reason"], NO_REASON);
        assert_eq!(of(false, Some(" "))["reason"], NO_REASON);
        assert_eq!(of(false, Some("Nobody"))["reason"], "Nobody");
        assert_eq!(of(true, None), json!({ "completion_type": "success" }));
    }

    #[test]
    fn a_wish_until_midnight_ends_with_the_days_last_second() {
        let day = slotwright_matching::Day(20_746);
        let told = wish(&WishWindow { day, start_second: 9 * 3600 + 30 * 60, end_second: 86_400 });
        assert_eq!(told, json!({ "date": "2026-10-20", "start_time": "09:30:00", "end_time": "23:59:59" }));
    }
}
