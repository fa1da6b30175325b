//! A task as it is sent.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::options::Options;
use super::read::{Object, Wrong};
use super::rules;

/// A task.
#[derive(Debug)]
pub struct Task {
    /// The job that it is added to; 0 is a new one.
    pub job_id: i64,
    /// What is done.
    pub type_id: i64,
    /// For whom.
    pub who: Who,
    /// Where.
    pub place: Where,
    /// What.
    pub what: What,
    /// When somebody is to arrive.
    pub when: When,
    /// What of its forms is attached.
    pub forms: Vec<Form>,
}

/// For whom.
#[derive(Debug, Default)]
pub struct Who {
    pub client_id: Option<i64>,
    pub client_name: Option<String>,
    pub contact_name: Option<String>,
}

/// Where.
#[derive(Debug, Default)]
pub struct Where {
    pub address: Option<String>,
    pub place_id: Option<i64>,
    pub point: Option<(f64, f64)>,
    pub notes: Option<String>,
}

/// What.
#[derive(Debug, Default)]
pub struct What {
    pub reference: Option<String>,
    pub content: Option<String>,
    pub notes: Option<String>,
    pub duration_seconds: Option<i64>,
}

/// How the times are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    NoTimeRestriction,
    TimeAndTolerance,
    TimeRange,
}

/// When somebody is to arrive.
#[derive(Debug, Default)]
pub struct When {
    pub kind: Option<Kind>,
    pub start: Option<Timestamp>,
    pub end: Option<Timestamp>,
    pub has_tolerance: bool,
    pub tolerance_before: Option<i64>,
    pub tolerance_after: Option<i64>,
    pub has_exclusion: bool,
    pub exclusion_start: Option<Timestamp>,
    pub exclusion_end: Option<Timestamp>,
    /// A member of the vendor's rules that its table does not have.
    pub is_sla: bool,
}

/// What of a form is attached.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Form {
    pub id: i64,
    pub version: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub fields: Vec<Field>,
}

/// What of a form's field is attached.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Field {
    pub name: Option<String>,
    pub value: Option<String>,
}

const KINDS: [(&str, i64, Kind); 3] = [
    ("NoTimeRestriction", 1, Kind::NoTimeRestriction),
    ("TimeAndTolerance", 3, Kind::TimeAndTolerance),
    ("TimeRange", 4, Kind::TimeRange),
];

impl Task {
    /// Reads a task, and holds it against the vendor's rules.
    ///
    /// # Errors
    ///
    /// The first that it breaks.
    pub fn read(task: &Object, options: &Options) -> Result<Self, Wrong> {
        let job_id = task.int("JobId")?.unwrap_or(0);
        let type_id = task.int("TypeId")?.unwrap_or(0);
        if type_id == 0 {
            return Err("TypeId must be given, and not be 0.".to_owned());
        }
        if options.known_types.as_ref().is_some_and(|known| !known.contains(&type_id)) {
            return Err(format!("TypeId: there is no type {type_id}."));
        }
        let what = task.object("What")?.map(|what| read_what(&what, options)).transpose()?.unwrap_or_default();
        let place = task.object("Where")?.map(|place| read_where(&place, options)).transpose()?.unwrap_or_default();
        let who = task.object("Who")?.map(|who| read_who(&who)).transpose()?.unwrap_or_default();
        let when_given = task.object("When")?;
        let when = when_given.as_ref().map(read_when).transpose()?.unwrap_or_default();
        rules::admit_when(&when, options)?;
        // Beside `When` in the vendor's sample, in it in its table.
        let in_when = when_given.map(|when| when.objects("Forms")).transpose()?.unwrap_or_default();
        let forms = task.objects("Forms")?.into_iter().chain(in_when);
        let forms = forms.map(|form| read_form(&form, options)).collect::<Result<_, _>>()?;
        Ok(Self { job_id, type_id, who, place, what, when, forms })
    }
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

fn read_who(who: &Object) -> Result<Who, Wrong> {
    who.int("ContactId")?;
    who.text("OfficePhone")?;
    who.text("MobilePhone")?;
    Ok(Who {
        client_id: who.int("ClientId")?,
        client_name: owned(who.text("ClientName")?),
        contact_name: owned(who.text("ContactName")?),
    })
}

fn read_what(what: &Object, options: &Options) -> Result<What, Wrong> {
    let reference = owned(what.text_up_to("Reference", 400)?);
    let content = owned(what.text_up_to("Content", 150)?);
    what.int("Quantity")?;
    if let Some(unit) = what.int("UnitId")? {
        let most = if options.strict { 7 } else { i64::from(i32::MAX) };
        let least = i64::from(options.strict);
        if !(least..=most).contains(&unit) {
            return Err(format!("What.UnitId must be a unit from {least} to {most}, and is {unit}."));
        }
    }
    let notes = owned(what.text_up_to("Notes", 3000)?);
    Ok(What { reference, content, notes, duration_seconds: what.seconds("Duration")? })
}

fn read_where(place: &Object, options: &Options) -> Result<Where, Wrong> {
    let not_zero = |name: &str| match place.int(name)? {
        Some(0) => Err(format!("Where.{name} must not be 0: leave it out where there is none.")),
        id => Ok(id),
    };
    let place_id = not_zero("PlaceId")?;
    let address = owned(place.text_up_to("AddressLine1", 300)?);
    place.text_up_to("AddressLine2", 150)?;
    not_zero("ClientAddressId")?;
    let bounded = |name: &str, most| place.text_up_to(name, if options.strict { most } else { usize::MAX });
    bounded("ZipCode", 10)?;
    bounded("City", 50)?;
    bounded("CountryIso", 2)?;
    let point = match (place.double("Latitude")?, place.double("Longitude")?) {
        (Some(latitude), Some(longitude)) => Some((latitude, longitude)),
        (None, None) => None,
        _ => return Err("Where.Latitude and Where.Longitude must both be given, or neither.".to_owned()),
    };
    let on_earth = |&(latitude, longitude): &(f64, f64)| latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    if options.strict && !point.as_ref().is_none_or(on_earth) {
        return Err("Where.Latitude must be from -90 to 90, and Where.Longitude from -180 to 180.".to_owned());
    }
    place.text("Instructions")?;
    Ok(Where { address, place_id, point: point.filter(on_earth), notes: owned(place.text_up_to("Notes", 500)?) })
}

fn read_when(when: &Object) -> Result<When, Wrong> {
    Ok(When {
        kind: when.one_of("When", &KINDS)?,
        start: when.instant("Start")?,
        end: when.instant("End")?,
        has_tolerance: when.boolean("Tolerance")?,
        tolerance_before: when.int("ToleranceBefore")?,
        tolerance_after: when.int("ToleranceAfter")?,
        has_exclusion: when.boolean("Exclusion")?,
        exclusion_start: when.instant("ExclusionStart")?,
        exclusion_end: when.instant("ExclusionEnd")?,
        is_sla: when.boolean("SLA")?,
    })
}

fn read_form(form: &Object, options: &Options) -> Result<Form, Wrong> {
    let number = |name: &str| match form.int(name)? {
        None if options.strict => Err(format!("Forms: {name} must be given.")),
        number => Ok(number.unwrap_or(0)),
    };
    let text = |object: &Object, name: &str| match options.strict {
        true => object.text_up_to(name, 150).map(owned),
        false => object.text(name).map(owned),
    };
    let mut fields = Vec::new();
    for field in form.objects("fields")? {
        let (name, value) = (text(&field, "name")?, field.text_or_number("value")?);
        if options.strict && value.as_ref().is_some_and(|value| 150 < value.encode_utf16().count()) {
            return Err("Forms: value may have up to 150 characters.".to_owned());
        }
        // With a default, "-1" says that the field is left out; without one, an empty value does.
        let is_attached = match field.text_or_number("defaultValue")? {
            Some(_) => value.as_deref() != Some("-1"),
            None => value.as_ref().is_some_and(|value| !value.is_empty()),
        };
        if is_attached {
            fields.push(Field { name, value });
        }
    }
    Ok(Form { id: number("id")?, version: number("version")?, name: text(form, "name")?, fields })
}
