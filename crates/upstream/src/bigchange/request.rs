//! Our words into BigChange's.

use jiff::Timestamp;
use serde_json::{Value, json};
use slotwright_domain::{PlaceKind, PlaceRef};

use crate::{Failure, Ids, UpstreamJob, Visit};

/// The member that a job may need besides; among our fields it is called as it is there.
const ORDER_NUMBER: &str = "orderNumber";

/// A new job, and what of it has no place there, each a sentence.
pub(super) fn job(job: &UpstreamJob, ids: &Ids) -> Result<(Value, Vec<String>), Failure> {
    let mut members = json!({
        "typeId": id(ids.job_type(job.job_type_id)),
        "contactId": id(contact(job.place.place, ids)?),
        "plannedDuration": job.length_in_minutes.max(1),
        "description": job.notes,
        "reference": job.marker,
    });
    let mut missing = Vec::new();
    let custom_fields = custom_fields(&job.fields);
    for (name, text) in job.fields.iter().filter(|(name, _)| name.parse::<u64>().is_err()) {
        if name == ORDER_NUMBER {
            members[ORDER_NUMBER] = text.as_str().into();
        } else {
            let sentence = "was not filled: fields there are called by the number of their definition";
            missing.push(format!("the field `{name}` {sentence}"));
        }
    }
    if !custom_fields.is_empty() {
        members["customFields"] = custom_fields.into();
    }
    Ok((members, missing))
}

/// What is in those fields that have a number; null takes away what is there.
pub(super) fn custom_fields(fields: &[(String, String)]) -> Vec<Value> {
    let told = |(name, text): &(String, String)| {
        let value = if text.is_empty() { Value::Null } else { text.as_str().into() };
        Some(json!({ "definitionId": name.parse::<u64>().ok()?, "value": value }))
    };
    fields.iter().filter_map(told).collect()
}

/// The contact at which a job is. There are no network sites there, so that one has to be mapped to a contact.
fn contact(place: PlaceRef, ids: &Ids) -> Result<String, Failure> {
    match place.kind {
        PlaceKind::NetworkSite if !ids.network_sites.contains_key(&place.id) => {
            Err(Failure::refused(format!("network site {} is no contact there: nobody has said which it is", place.id)))
        }
        _ => Ok(ids.place(place)),
    }
}

/// When, by whom, and with which vehicle: of a crew the first.
pub(super) fn schedule(visit: &Visit, ids: &Ids) -> Value {
    let user = visit.user_ids.first();
    json!({
        "resourceId": user.map(|user| id(ids.user(*user))),
        "vehicleId": user.and_then(|user| ids.vehicles.get(user)).map(|vehicle| id(vehicle.clone())),
        "plannedStartAt": instant(visit.start.unix),
    })
}

/// The window in which somebody is to arrive, where one was promised: told with the job alone, since a constraint has no way to be
/// taken back.
pub(super) fn arrival(visit: &Visit) -> Vec<Value> {
    let Some((from, until)) = visit.arrival else { return Vec::new() };
    let constraint = |kind: &str, unix: i64| json!({ "type": kind, "constraintAt": instant(unix) });
    vec![constraint("jobMustStartAfter", from.unix), constraint("jobMustStartBefore", until.unix)]
}

/// How a job ended, in a text of its type.
pub(super) fn result(is_success: bool, text: &str, at: i64) -> Value {
    let status = if is_success { "completedOk" } else { "completedWithIssues" };
    json!({ "status": status, "result": text, "statusModifiedAt": instant(at) })
}

/// An instant, from seconds since 1970: `2026-10-20T14:00:00Z`.
pub(super) fn instant(unix: i64) -> String {
    Timestamp::from_second(unix).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}

/// A number where it is one: there they all are.
fn id(text: String) -> Value {
    match text.parse::<u64>() {
        Ok(number) if number.to_string() == text => number.into(),
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_in_utc_with_a_z() {
        assert_eq!(instant(1_793_545_200), "2026-11-01T15:00:00Z");
        assert_eq!(instant(0), "1970-01-01T00:00:00Z");
        assert_eq!(instant(i64::MAX), "1970-01-01T00:00:00Z", "nothing panics");
    }

    #[test]
    fn a_network_site_is_never_taken_for_the_contact_of_the_same_number() {
        let place = PlaceRef { kind: PlaceKind::NetworkSite, id: 3 };
        let mut ids = Ids::default();
        assert!(matches!(contact(place, &ids), Err(Failure::Refused { is_conflict: false, .. })));
        ids.network_sites.insert(3, "77".to_owned());
        assert_eq!(contact(place, &ids), Ok("77".to_owned()));
        assert_eq!(contact(PlaceRef { kind: PlaceKind::Account, id: 3 }, &ids), Ok("3".to_owned()));
    }
}
