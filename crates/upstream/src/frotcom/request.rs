//! Our words into theirs. What is sent keeps the limits of the vendor's table, too, and not those of its rules alone.

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use slotwright_domain::PlaceKind;

use super::FrotcomSettings;
use crate::failure::Failure;
use crate::scheduler::{UpstreamJob, Visit};
use crate::transport::{Call, Method};

/// Characters, as all lengths here: UTF-16 code units.
const MAX_ADDRESS: usize = 300;
const MAX_CONTENT: usize = 150;
const MAX_NOTES: usize = 150;
/// What the vendor's rules say of the same.
const MAX_LONG_NOTES: usize = 3000;
const MAX_FIELD: usize = 150;

/// A new job of one task, and what can't be said of it.
///
/// # Errors
///
/// It can't be told so that it would be taken; nothing is to be sent.
pub fn create(settings: &FrotcomSettings, job: &UpstreamJob) -> Result<(Call, Vec<String>), Failure> {
    let mut missing = Vec::new();
    let type_id = settings.ids.job_type(job.job_type_id);
    let type_id = number(&type_id)
        .ok_or_else(|| Failure::refused(format!("a job type is a number in Frotcom, and {type_id:?} is none")))?;
    let mut task = json!({
        "JobId": 0,
        "TypeId": type_id,
        "Where": place(settings, job, &mut missing),
        "What": what(settings, job, &mut missing),
        "When": when(settings.arrival_grace_minutes, job.visit.as_ref())?,
    });
    let who = who(settings, job);
    if !who.is_empty() {
        task["Who"] = who.into();
    }
    if let Some(form) = form(settings, job, &mut missing) {
        task["Forms"] = json!([form]);
    }
    Ok((Call::new(Method::Post, "/v2/jobs/tasks").json(json!([task])), missing))
}

/// The customer. An id that isn't known is left out: no number stands for that.
fn who(settings: &FrotcomSettings, job: &UpstreamJob) -> Map<String, Value> {
    let place = &job.place;
    let mut who = Map::new();
    if place.place.kind == PlaceKind::Account {
        if let Some(id) = number(&settings.ids.place(place.place)) {
            who.insert("ClientId".to_owned(), json!(id));
        }
        who.insert("ClientName".to_owned(), json!(place.name));
    }
    who
}

fn place(settings: &FrotcomSettings, job: &UpstreamJob, missing: &mut Vec<String>) -> Value {
    let known = &job.place;
    let mut place = json!({});
    if known.place.kind == PlaceKind::NetworkSite
        && let Some(id) = number(&settings.ids.place(known.place))
    {
        place["PlaceId"] = json!(id);
    }
    if let Some(address) = within("address", known.address.as_deref(), MAX_ADDRESS, missing) {
        place["AddressLine1"] = json!(address);
    }
    let is_on_earth = |point: &slotwright_matching::Point| {
        (-90.0..=90.0).contains(&point.latitude) && (-180.0..=180.0).contains(&point.longitude)
    };
    if let Some(point) = known.point.filter(is_on_earth) {
        place["Latitude"] = json!(point.latitude);
        place["Longitude"] = json!(point.longitude);
    }
    place
}

fn what(settings: &FrotcomSettings, job: &UpstreamJob, missing: &mut Vec<String>) -> Value {
    let mut what = json!({"Reference": job.marker, "Duration": u64::from(job.length_in_minutes) * 60});
    if let Some(content) = within("name of the job type", Some(&job.job_type_name), MAX_CONTENT, missing) {
        what["Content"] = json!(content);
    }
    let max_notes = if settings.has_long_notes { MAX_LONG_NOTES } else { MAX_NOTES };
    if let Some(notes) = within("notes", Some(&job.notes), max_notes, missing) {
        what["Notes"] = json!(notes);
    }
    what
}

/// When somebody is to arrive. Of the three ways to say it, a range is read alike by everybody.
fn when(grace_minutes: u32, visit: Option<&Visit>) -> Result<Value, Failure> {
    let Some(visit) = visit else { return Ok(json!({"When": "NoTimeRestriction"})) };
    let (start, until) = match visit.arrival {
        Some((from, until)) => (from.unix, until.unix),
        None => (visit.start.unix, visit.start.unix.saturating_add(i64::from(grace_minutes) * 60)),
    };
    let written = |unix: i64| {
        let instant =
            Timestamp::from_second(unix).map_err(|_| Failure::refused("the visit is in no year that can be said"))?;
        Ok(instant.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string())
    };
    Ok(json!({"When": "TimeRange", "Start": written(start)?, "End": written(until)?}))
}

/// The fields on a form, if there is one for them.
fn form(settings: &FrotcomSettings, job: &UpstreamJob, missing: &mut Vec<String>) -> Option<Value> {
    if job.fields.is_empty() {
        return None;
    }
    let Some(form) = &settings.form else {
        let names: Vec<&str> = job.fields.iter().map(|(name, _)| name.as_str()).collect();
        missing.push(format!("There is no form for the job's fields: {} were not told.", names.join(", ")));
        return None;
    };
    let mut fields = Vec::new();
    for (name, value) in &job.fields {
        let name_is_short = within("name of a field", Some(name), MAX_FIELD, missing).is_some();
        if let Some(value) = within(&format!("field `{name}`"), Some(value), MAX_FIELD, missing)
            && name_is_short
        {
            // Without a default any value that isn't empty is attached.
            fields.push(json!({"name": name, "value": value}));
        }
    }
    Some(json!({"id": form.id, "version": form.version, "name": form.name, "fields": fields}))
}

/// A text that is there and short enough. One that is longer isn't cut: half a sentence may say the opposite.
fn within<'t>(what: &str, text: Option<&'t str>, most: usize, missing: &mut Vec<String>) -> Option<&'t str> {
    let text = text.filter(|text| !text.is_empty())?;
    let length = text.encode_utf16().count();
    if most < length {
        missing.push(format!("The {what} has {length} characters, and Frotcom takes {most}: it was not told."));
        return None;
    }
    Some(text)
}

/// What is called by a number there: 32 bits, and 0 is none.
fn number(name: &str) -> Option<i32> {
    name.parse().ok().filter(|number| *number != 0)
}

#[cfg(test)]
mod tests {
    use slotwright_domain::{Place, PlaceRef};

    use super::super::FrotcomForm;
    use super::*;
    use crate::ids::Ids;
    use crate::scheduler::Moment;
    use crate::secret::Secret;
    use crate::transport::{Body, TransportSettings};

    fn settings() -> FrotcomSettings {
        FrotcomSettings::new(TransportSettings::new("http://127.0.0.1:9"), "u", Secret::new("p"))
    }

    fn job() -> UpstreamJob {
        let place = Place {
            place: PlaceRef { kind: PlaceKind::Account, id: 7 },
            name: "Ada Miller".to_owned(),
            account_status_id: None,
            address: Some("1 Main St".to_owned()),
            point: None,
        };
        UpstreamJob {
            id: 1,
            marker: "slot-1".to_owned(),
            job_type_id: 2,
            job_type_name: "Repair".to_owned(),
            place,
            length_in_minutes: 50,
            notes: String::new(),
            visit: None,
            wishes: Vec::new(),
            fields: Vec::new(),
        }
    }

    fn task(settings: &FrotcomSettings, job: &UpstreamJob) -> (Value, Vec<String>) {
        let (call, missing) = create(settings, job).unwrap();
        let Body::Json(body) = call.body else { panic!("a task is JSON") };
        (body[0].clone(), missing)
    }

    #[test]
    fn what_isnt_known_is_left_out() {
        let (sent, missing) = task(&settings(), &job());
        let expected = json!({
            "JobId": 0, "TypeId": 2,
            "Who": {"ClientId": 7, "ClientName": "Ada Miller"},
            "Where": {"AddressLine1": "1 Main St"},
            "What": {"Reference": "slot-1", "Content": "Repair", "Duration": 3000},
            "When": {"When": "NoTimeRestriction"},
        });
        assert_eq!((sent, missing.len()), (expected, 0));
        let nobody =
            FrotcomSettings { ids: Ids { accounts: [(7, "ada".to_owned())].into(), ..Ids::default() }, ..settings() };
        assert_eq!(task(&nobody, &job()).0["Who"], json!({"ClientName": "Ada Miller"}));
    }

    #[test]
    fn a_type_that_is_no_number_there_is_not_sent() {
        for name in ["install", "0", "99999999999"] {
            let ids = Ids { job_types: [(2, name.to_owned())].into(), ..Ids::default() };
            assert!(matches!(create(&FrotcomSettings { ids, ..settings() }, &job()), Err(Failure::Refused { .. })));
        }
    }

    #[test]
    fn somebody_arrives_within_what_was_promised_or_a_quarter_of_an_hour() {
        let at = |unix| Moment { minute: 0, unix };
        let mut visit = Visit { start: at(1_794_000_000), end: at(1_794_003_000), arrival: None, user_ids: vec![] };
        let range = |start, end| json!({"When": "TimeRange", "Start": start, "End": end});
        assert_eq!(when(15, Some(&visit)), Ok(range("2026-11-06T21:20:00.000Z", "2026-11-06T21:35:00.000Z")));
        assert_eq!(when(0, Some(&visit)), Ok(range("2026-11-06T21:20:00.000Z", "2026-11-06T21:20:00.000Z")));
        visit.arrival = Some((at(1_793_998_800), at(1_794_007_200)));
        assert_eq!(when(15, Some(&visit)), Ok(range("2026-11-06T21:00:00.000Z", "2026-11-06T23:20:00.000Z")));
        visit.arrival = Some((at(i64::MAX), at(i64::MAX)));
        assert!(when(15, Some(&visit)).is_err());
    }

    #[test]
    fn what_is_too_long_is_told_to_be_missing_and_not_cut() {
        // Two code units each.
        let notes = "🙂".repeat(76);
        let long = UpstreamJob { notes: notes.clone(), ..job() };
        let (sent, missing) = task(&settings(), &long);
        assert_eq!((sent["What"].get("Notes"), missing.len()), (None, 1));
        let (sent, missing) = task(&FrotcomSettings { has_long_notes: true, ..settings() }, &long);
        assert_eq!((&sent["What"]["Notes"], missing.len()), (&json!(notes), 0));
    }

    #[test]
    fn fields_go_onto_the_form_or_are_missing() {
        let fields = vec![("Door code".to_owned(), "1234".to_owned()), ("Long".to_owned(), "x".repeat(151))];
        let job = UpstreamJob { fields, ..job() };
        let (sent, missing) = task(&settings(), &job);
        assert_eq!((sent.get("Forms"), missing.len()), (None, 1));
        let form = FrotcomForm { id: 5, version: 2, name: "Visit".to_owned() };
        let (sent, missing) = task(&FrotcomSettings { form: Some(form), ..settings() }, &job);
        let fields = json!([{"name": "Door code", "value": "1234"}]);
        assert_eq!(sent["Forms"], json!([{"id": 5, "version": 2, "name": "Visit", "fields": fields}]));
        assert_eq!(missing.len(), 1);
    }
}
