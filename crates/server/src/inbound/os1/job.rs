//! A job as it is sent, kept and shown.

use std::sync::LazyLock;

use jiff::Timestamp;
use regex::Regex;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use slotwright_domain::{Job, Particulars, PlaceKind, PlaceRef, Status, System};
use slotwright_matching::{Interval, Minute, Point};
use slotwright_wire::os1::AdditionalInfo;

use super::asked::Asked;
use super::definitions::{USUAL_WORKFLOW, types};
use super::read::{Fault, Object};
use super::shown_visit;
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::book::NamedPlace;
use crate::scheduling::fields;
use slotwright_wire::slotwright::FieldKind;

/// What a customer is called of whom nothing is said.
const NOBODY: &str = "OS1";
/// No visit takes longer.
const MAX_MINUTES: Minute = 24 * 60;

static LATITUDE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(\+|-)?(?:90(?:(?:\.0{1,6})?)|(?:[0-9]|[1-8][0-9])(?:(?:\.[0-9]{1,6})?))$"));
static LONGITUDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(\+|-)?(?:180(?:(?:\.0{1,6})?)|(?:[0-9]|[1-9][0-9]|1[0-7][0-9])(?:(?:\.[0-9]{1,6})?))$")
});
static COUNTRY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\+([0-9]-)?([0-9]{1,3})$"));

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern that is written here compiles")
}

/// What is kept of a job.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Document {
    pub workflow_id: String,
    pub objectives: Vec<Value>,
    pub scheduled_for: Option<Value>,
    pub assets: Option<Value>,
    pub custom_data: Map<String, Value>,
    pub event_meta: Option<Value>,
    pub sub_status: Option<String>,
    /// All that it had, with when it got them: milliseconds since 1970.
    pub sub_statuses: Vec<(String, i64)>,
    pub created_at: i64,
    pub updated_at: i64,
}

impl Document {
    /// Of a job, which may have been made elsewhere.
    ///
    /// # Errors
    ///
    /// What is stored can't be read: our fault.
    pub fn read(particulars: Option<&Particulars>) -> Result<Self, Refusal> {
        let Some(particulars) = particulars else {
            return Ok(Self { workflow_id: USUAL_WORKFLOW.to_owned(), ..Self::default() });
        };
        serde_json::from_str(&particulars.document).map_err(|_| Refusal::internal())
    }

    /// To be stored.
    pub fn particulars(&self, reference: Option<String>) -> Particulars {
        let document = serde_json::to_string(self).unwrap_or_default();
        Particulars { system: System::Os1, reference, document }
    }

    /// Gives it another sub-status.
    pub fn set_sub_status(&mut self, sub_status: &str, at: i64) {
        self.sub_status = Some(sub_status.to_owned());
        self.sub_statuses.push((sub_status.to_owned(), at));
        self.updated_at = at;
    }
}

/// The number in an id, `job:33`.
pub fn number_of(id: &str) -> Option<u64> {
    let digits = id.strip_prefix("job:")?;
    let is_plain = !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_plain)
}

/// What happens at one place of a job.
#[derive(Debug)]
pub struct Objective {
    pub reference: String,
    pub location: Option<Place>,
    pub contact: Option<String>,
    pub timeslot: Option<(i64, i64)>,
    pub sent: Value,
}

/// Where something happens, or who is there.
#[derive(Clone, Debug)]
pub enum Place {
    Id(String),
    Named { address: String, point: Point },
}

/// The objectives in a body, if there are any.
///
/// # Errors
///
/// The first thing that is wrong with them.
pub fn read_objectives(body: &Object, workflow: &Value) -> Result<Option<Vec<Objective>>, Fault> {
    let Some(sent) = body.list("objectives")? else { return Ok(None) };
    if sent.is_empty() {
        return Err(Fault(format!("{} must have at least one item.", body.at("objectives"))));
    }
    let known: Vec<&str> = workflow["objectives"]
        .as_array()
        .map(|objectives| objectives.iter().filter_map(|objective| objective["objectiveRef"].as_str()).collect())
        .unwrap_or_default();
    let mut objectives: Vec<Objective> = Vec::new();
    for (value, place) in sent {
        let objective = read_objective(&Object::read(value, &place)?, value)?;
        if !known.contains(&objective.reference.as_str()) {
            return Err(Fault(format!(
                "{place}.objectiveRef must be one of the workflow's ({}), and is {:?}.",
                known.join(", "),
                objective.reference
            )));
        }
        if objectives.iter().any(|other| other.reference == objective.reference) {
            return Err(Fault(format!("{place}.objectiveRef: {:?} is there twice.", objective.reference)));
        }
        objectives.push(objective);
    }
    Ok(Some(objectives))
}

fn read_objective(objective: &Object, sent: &Value) -> Result<Objective, Fault> {
    let reference = objective.needed_text("objectiveRef", 4, 36)?.to_owned();
    let location = match objective.get("location") {
        None => None,
        Some(Value::String(_)) => objective.text("location", 1, 64)?.map(|id| Place::Id(id.to_owned())),
        Some(_) => objective.object("location")?.map(|location| read_location(&location)).transpose()?,
    };
    let contact = match objective.get("contact") {
        None => None,
        Some(Value::String(_)) => objective.text("contact", 1, 64)?.map(str::to_owned),
        Some(_) => objective.object("contact")?.map(|contact| read_contact(&contact)).transpose()?,
    };
    let timeslot = match objective.object("timeslot")? {
        None => None,
        Some(timeslot) => {
            let from = timeslot.epoch("from")?.ok_or_else(|| timeslot.missing("from"))?;
            let to = timeslot.epoch("to")?.ok_or_else(|| timeslot.missing("to"))?;
            if to < from {
                return Err(Fault(format!("{} must not be after to.", timeslot.at("from"))));
            }
            Some((from, to))
        }
    };
    Ok(Objective { reference, location, contact, timeslot, sent: sent.clone() })
}

fn read_location(location: &Object) -> Result<Place, Fault> {
    let address = location.needed_text("address", 1, 1000)?.to_owned();
    let geolocation = location.object("geolocation")?.ok_or_else(|| location.missing("geolocation"))?;
    let degrees = |name: &str, pattern: &Regex| {
        let text = geolocation.needed_text(name, 1, 20)?;
        let degrees = pattern.is_match(text).then(|| text.trim_start_matches('+').parse::<f64>().ok()).flatten();
        degrees.ok_or_else(|| {
            Fault(format!(
                "{} must be degrees with up to 6 decimals, as a text, and is {text:?}.",
                geolocation.at(name)
            ))
        })
    };
    let point = Point { latitude: degrees("lat", &LATITUDE)?, longitude: degrees("long", &LONGITUDE)? };
    Ok(Place::Named { address, point })
}

fn read_contact(contact: &Object) -> Result<String, Fault> {
    let name = contact.needed_text("name", 1, 255)?.to_owned();
    let phone = contact.object("phone")?.ok_or_else(|| contact.missing("phone"))?;
    for code in ["countryCode", "areaCode"] {
        if let Some(text) = phone.text(code, 1, 8)?
            && code == "countryCode"
            && !COUNTRY.is_match(text)
        {
            return Err(Fault(format!("{} must be as \"+1\" or \"+1-868\", and is {text:?}.", phone.at(code))));
        }
    }
    if phone.get("countryCode").is_none() {
        return Err(phone.missing("countryCode"));
    }
    phone.needed_text("number", 4, 13)?;
    phone.boolean("isMobile")?;
    Ok(name)
}

/// `scheduledFor` in a body: when the job begins.
pub fn read_scheduled_for(body: &Object) -> Result<Option<i64>, Fault> {
    match body.object("scheduledFor")? {
        None => Ok(None),
        Some(scheduled_for) => scheduled_for.epoch("startDateTime"),
    }
}

/// `assets` in a body.
pub fn read_assets(body: &Object) -> Result<(), Fault> {
    for (asset, place) in body.list("assets")?.unwrap_or_default() {
        let asset = Object::read(asset, &place)?;
        asset.needed_text("documentType", 1, 255)?;
        asset.needed_text("documentUrl", 1, 2000)?;
    }
    Ok(())
}

/// The account or site that is there by this id, `account:1` or `site:1`.
pub async fn known_place(app: &App, objective: &Objective) -> Result<Option<PlaceRef>, Refusal> {
    let of = |id: &str| {
        let (kind, number) = id.split_once(':')?;
        let kind = match kind {
            "account" => PlaceKind::Account,
            "site" => PlaceKind::NetworkSite,
            _ => return None,
        };
        Some(PlaceRef { kind, id: number.parse().ok()? })
    };
    let location = match &objective.location {
        Some(Place::Id(id)) => of(id),
        _ => None,
    };
    for place in [location, objective.contact.as_deref().and_then(of)].into_iter().flatten() {
        if app.store.place(place).await?.is_some() {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

/// Who is visited, of whom no more is known than what is sent.
pub fn named_place(objective: Option<&Objective>) -> NamedPlace {
    let location = objective.and_then(|objective| objective.location.clone());
    let contact = objective.and_then(|objective| objective.contact.clone());
    let (address, point) = match location {
        Some(Place::Named { address, point }) => (Some(address), Some(point)),
        Some(Place::Id(id)) => (Some(id), None),
        None => (None, None),
    };
    let name = contact.filter(|name| !name.trim().is_empty()).or_else(|| address.clone());
    NamedPlace { name: name.unwrap_or_else(|| NOBODY.to_owned()), address, point }
}

/// From when to when the visit is, by the instance's clocks; with no more than a start it is as long as its type's are.
pub fn visit(app: &App, scheduled_for: Option<i64>, timeslot: Option<(i64, i64)>, usual: u32) -> Option<Interval> {
    let from = scheduled_for.or(timeslot.map(|(from, _)| from))?;
    let minutes = match timeslot {
        Some((from, to)) if from < to => ((to - from) / 60_000).min(MAX_MINUTES.into()).max(1),
        _ => usual.into(),
    };
    let instant = Timestamp::from_millisecond(from).ok()?;
    let start = app.zone.wall_clock(instant).minute();
    Interval::new(start, start + Minute::try_from(minutes).ok()?)
}

/// A job as it is read.
///
/// # Errors
///
/// The store can't be asked.
pub async fn shown(
    asked: &Asked,
    job: &Job,
    particulars: Option<&Particulars>,
) -> Result<slotwright_wire::os1::Job<Value>, Refusal> {
    let document = Document::read(particulars)?;
    let types = types(&asked.app).await?;
    let of_job = types.iter().find(|of_job| of_job.job_type.id == job.job_type_id);
    // What was done elsewhere is as true as what was done here.
    let sub_status = match job.status {
        Status::Cancelled => Some("CANCELLED".to_owned()),
        Status::Failed => Some("FAILED".to_owned()),
        _ => document.sub_status.clone(),
    };
    let status = if matches!(job.status, Status::Completed | Status::Failed) { "COMPLETED" } else { "CREATED" };
    let mut custom_data = document.custom_data;
    if let Some(notes) = custom_data.get_mut("notes").filter(|notes| notes.is_string()) {
        *notes = job.notes.clone().into();
    }
    // What the customer has filled in is there too, where the program has not written over it.
    for (name, kind, text) in fields::by_name(&asked.app, job, |names| names.os1.as_ref()).await? {
        let value = match kind {
            FieldKind::Number => serde_json::from_str(&text).unwrap_or(Value::Null),
            FieldKind::Boolean => (text == "true").into(),
            FieldKind::Text | FieldKind::Date | FieldKind::Choice | FieldKind::Photos => text.into(),
        };
        custom_data.entry(name).or_insert(value);
    }
    Ok(slotwright_wire::os1::Job {
        job_id: format!("job:{}", job.id),
        entity_code: "JOB",
        entity_type: "job",
        schema_namespace: "dispatch",
        schema_version: "2",
        entity_meta: AdditionalInfo {},
        status,
        sub_status,
        job_ref: particulars.and_then(|particulars| particulars.reference.clone()),
        job_type_id: of_job.map(|of_job| of_job.id.clone()),
        job_type_name: of_job.map(|of_job| of_job.name.clone()),
        job_workflow_id: document.workflow_id,
        tenant_id: asked.options.tenant_id.clone(),
        objectives: shown_visit::objectives(&asked.app, job, document.objectives),
        scheduled_for: shown_visit::scheduled_for(&asked.app, job, document.scheduled_for),
        assets: document.assets.unwrap_or_else(|| json!([])),
        custom_data: custom_data.into(),
        event_meta: document.event_meta,
        created_at: document.created_at,
        updated_at: document.updated_at,
    })
}
