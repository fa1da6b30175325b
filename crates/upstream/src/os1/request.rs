//! Our words into theirs.

use serde_json::{Map, Number, Value, json};
use slotwright_domain::PlaceKind;

use super::{EpochUnit, Os1Settings};
use crate::failure::Failure;
use crate::ids::Ids;
use crate::scheduler::{End, KnownJob, UpstreamJob};
use crate::transport::{Call, Method};

/// The paths of the service. The vendor writes out that of one job; the others follow from it.
const SERVICE: &str = "/core/api/v2/dispatch-service";

/// What kinds of jobs there are: the cheapest question.
pub fn job_types() -> Call {
    Call::new(Method::Get, format!("{SERVICE}/job-types"))
}

/// What the fields of this type of job are called.
pub fn attributes(ids: &Ids, job_type_id: u64) -> Call {
    Call::new(Method::Get, format!("{SERVICE}/job-types/{}/attributes", encoded(&ids.job_type(job_type_id))))
}

/// A new job, and what can't be said of it.
pub fn create(settings: &Os1Settings, job: &UpstreamJob, custom_data: Map<String, Value>) -> (Call, Vec<String>) {
    let ids = &settings.ids;
    let mut missing = Vec::new();
    let location = location(ids, job);
    if location.is_none() {
        missing.push(format!(
            "{} has no address with coordinates, and no name of its own there: where the visit is was not told.",
            job.place.name
        ));
    }
    let workflow = ids.workflows.get(&job.job_type_id).cloned().unwrap_or_else(|| job.job_type_id.to_string());
    let mut body = json!({
        "jobWorkflowId": workflow,
        "jobTypeId": ids.job_type(job.job_type_id),
        "jobRef": job.marker,
        "objectives": [objective(settings, job, location)],
    });
    if let Some(scheduled_for) = scheduled_for(settings.epoch_unit, job) {
        body["scheduledFor"] = scheduled_for;
    }
    if !custom_data.is_empty() {
        body["customData"] = custom_data.into();
    }
    (Call::new(Method::Post, format!("{SERVICE}/jobs")).json(body), missing)
}

/// One job.
pub fn read(known: &KnownJob) -> Result<Call, Failure> {
    of_job(Method::Get, known, "")
}

/// Another time. What is said of an objective takes the place of all that was there.
pub fn reschedule(settings: &Os1Settings, known: &KnownJob, job: &UpstreamJob) -> Result<Call, Failure> {
    let mut body = json!({"objectives": [objective(settings, job, location(&settings.ids, job))]});
    if let Some(scheduled_for) = scheduled_for(settings.epoch_unit, job) {
        body["scheduledFor"] = scheduled_for;
    }
    Ok(of_job(Method::Put, known, "")?.json(body))
}

/// Other values of its fields: all of them, since it isn't said whether those that are left out stay.
pub fn change(known: &KnownJob, custom_data: Map<String, Value>) -> Result<Call, Failure> {
    Ok(of_job(Method::Put, known, "")?.json(json!({"customData": custom_data})))
}

/// Given up, which is a sub-status.
pub fn cancel(settings: &Os1Settings, known: &KnownJob, reason: &str) -> Result<Call, Failure> {
    let mut body = json!({"subStatus": settings.sub_statuses.cancelled});
    add_reason(&mut body, Some(reason));
    Ok(of_job(Method::Post, known, "/sub-status")?.json(body))
}

/// Ended, well or not.
pub fn end(settings: &Os1Settings, known: &KnownJob, end: &End) -> Result<Call, Failure> {
    let mut body = json!({"status": "COMPLETED"});
    if !end.is_success {
        body["subStatus"] = json!(settings.sub_statuses.failed);
    }
    add_reason(&mut body, end.reason.as_deref());
    Ok(of_job(Method::Post, known, "/status")?.json(body))
}

/// No member is for it but the one that is for anything.
fn add_reason(body: &mut Value, reason: Option<&str>) {
    if let Some(reason) = reason.filter(|reason| !reason.is_empty()) {
        body["_event_meta"] = json!({"reason": reason});
    }
}

/// The values of its type's attributes, and what the type has no place for. `attributes` are their names and types there.
pub fn custom_data(
    notes_attribute: Option<&str>,
    job: &UpstreamJob,
    attributes: &[(String, String)],
) -> (Map<String, Value>, Vec<String>) {
    let mut missing = Vec::new();
    let mut values = Map::new();
    for (name, text) in &job.fields {
        match attributes.iter().find(|(known, _)| known == name) {
            Some(_) if text.is_empty() => drop(values.insert(name.clone(), Value::Null)),
            Some((_, data_type)) => drop(values.insert(name.clone(), typed(text, data_type))),
            None => missing.push(format!("The job type has no attribute `{name}` there: it was not told.")),
        }
    }
    if let Some(name) = notes_attribute {
        values.insert(name.to_owned(), json!(job.notes));
    }
    (values, missing)
}

/// A text as a value of this type. What is none of it is sent as it is, for the system to say what is wrong.
fn typed(text: &str, data_type: &str) -> Value {
    let as_it_is = || Value::from(text);
    match data_type {
        "number" => text.parse::<Number>().map_or_else(|_| as_it_is(), Value::Number),
        "boolean" => text.parse::<bool>().map_or_else(|_| as_it_is(), Value::Bool),
        "object" | "array" => serde_json::from_str(text).unwrap_or_else(|_| as_it_is()),
        _ => as_it_is(),
    }
}

/// The visit. Who is there would need a telephone number, which isn't known.
fn objective(settings: &Os1Settings, job: &UpstreamJob, location: Option<Value>) -> Value {
    let mut objective = json!({"objectiveRef": settings.objective_ref});
    if let Some(location) = location {
        objective["location"] = location;
    }
    if let Some(visit) = &job.visit {
        let until = visit.start.unix.saturating_add(i64::from(job.length_in_minutes) * 60);
        objective["timeslot"] = json!({
            "from": settings.epoch_unit.of(visit.start.unix),
            "to": settings.epoch_unit.of(until),
        });
    }
    objective
}

fn scheduled_for(unit: EpochUnit, job: &UpstreamJob) -> Option<Value> {
    let visit = job.visit.as_ref()?;
    Some(json!({"startDateTime": unit.of(visit.start.unix)}))
}

/// The place by its name there, if it has one, else its address and where that is.
fn location(ids: &Ids, job: &UpstreamJob) -> Option<Value> {
    let place = &job.place;
    let names = match place.place.kind {
        PlaceKind::Account => &ids.accounts,
        PlaceKind::NetworkSite => &ids.network_sites,
    };
    if let Some(name) = names.get(&place.place.id) {
        return Some(json!(name));
    }
    let address = place.address.as_deref().map(str::trim).filter(|address| !address.is_empty())?;
    let point = place.point.filter(|point| point.latitude.abs() <= 90.0 && point.longitude.abs() <= 180.0)?;
    let degrees = |degrees: f64| format!("{degrees:.6}");
    Some(json!({
        "address": address,
        "geolocation": {"lat": degrees(point.latitude), "long": degrees(point.longitude)},
    }))
}

fn of_job(method: Method, known: &KnownJob, what: &str) -> Result<Call, Failure> {
    // What an address would read as another folder is the id of no job.
    if matches!(known.id.as_str(), "" | "." | "..") {
        return Err(Failure::NotThere);
    }
    Ok(Call::new(method, format!("{SERVICE}/jobs/{}{what}", encoded(&known.id))))
}

/// A part of a path, whatever is in it.
fn encoded(part: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    part.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_values_of_the_attributes_type() {
        let value = |text, data_type| typed(text, data_type).to_string();
        assert_eq!(value("3", "number"), "3");
        assert_eq!(value("-0.5", "number"), "-0.5");
        assert_eq!(value("9007199254740993", "number"), "9007199254740993");
        assert_eq!(value("three", "number"), "\"three\"");
        assert_eq!([value("true", "boolean"), value("false", "string")], ["true", "\"false\""]);
        assert_eq!(value("[1]", "array"), "[1]");
    }

    #[test]
    fn an_id_stays_one_part_of_a_path() {
        assert_eq!(encoded("job:33"), "job:33");
        assert_eq!(encoded("a/b?c d"), "a%2Fb%3Fc%20d");
        let known = |id: &str| KnownJob { id: id.to_owned(), kept: String::new() };
        assert_eq!(read(&known("..")).unwrap_err(), Failure::NotThere);
    }
}
