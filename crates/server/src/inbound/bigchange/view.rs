//! A job as its programs read it.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use slotwright_domain::{Job, Place, PlaceKind, PlaceRef};
use slotwright_wire::bigchange::{self, CustomFieldValue, Location, Named, Person, Vehicle};

use super::document::Document;
use super::facts::Facts;
use super::setup::{self, kind};
use super::time::print;
use crate::app::App;
use crate::edge::random::hex;
use crate::edge::refusal::Refusal;
use crate::scheduling::fields;

/// A job with all that is known of it here.
pub struct Told {
    /// The job.
    pub job: Job,
    /// What is kept of it beside.
    pub document: Document,
    /// What the program calls it.
    pub reference: Option<String>,
    /// What is so of it.
    pub facts: Facts,
}

/// What is called how.
pub struct Names {
    job_types: BTreeMap<u64, String>,
    users: BTreeMap<u64, String>,
    vehicles: BTreeMap<u64, String>,
    categories: BTreeMap<u64, String>,
    persons: BTreeMap<String, String>,
    /// As far as it was asked for.
    places: HashMap<PlaceRef, Option<Place>>,
}

impl Names {
    /// Of everything but places.
    pub async fn of(app: &App) -> Result<Self, Refusal> {
        let vehicles: Vec<Vehicle> = setup::all(app, kind::VEHICLES).await?;
        let categories: Vec<Named> = setup::all(app, kind::CATEGORIES).await?;
        let persons: Vec<Person> = setup::all(app, kind::PERSONS).await?;
        Ok(Self {
            job_types: app.store.job_types().await?.into_iter().map(|one| (one.id, one.name)).collect(),
            users: app.store.users().await?.into_iter().map(|user| (user.id, user.name)).collect(),
            vehicles: vehicles.into_iter().map(|vehicle| (vehicle.id, vehicle.registration)).collect(),
            categories: categories.into_iter().map(|category| (category.id, category.name)).collect(),
            persons: persons.into_iter().map(|person| (person.id.to_lowercase(), person.name)).collect(),
            places: HashMap::new(),
        })
    }
}

/// The job as its programs read it.
pub async fn told(app: &App, names: &mut Names, told: Told) -> Result<bigchange::Job, Refusal> {
    let Told { job, document, reference, facts } = told;
    let place = match names.places.entry(job.place) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(unknown) => unknown.insert(app.store.place(job.place).await?),
    };
    let place = place.as_ref();
    let length = SignedDuration::from_mins(i64::from(job.length_in_minutes));
    let planned_end = facts.planned_start.and_then(|start| start.checked_add(length).ok());
    let actual_duration = facts
        .actual_start
        .zip(facts.actual_end)
        .map(|(start, end)| u64::try_from(start.duration_until(end).as_mins()).unwrap_or_default());
    let mut custom_fields = document.custom_fields;
    // What the customer has filled in is there too, where the program has not written over it.
    for (number, _, text) in fields::by_name(app, &job, |names| names.bigchange.as_ref()).await? {
        if let Ok(number) = number.parse() {
            custom_fields.entry(number).or_insert(text);
        }
    }
    let custom_fields = custom_fields.into_iter();
    Ok(bigchange::Job {
        id: job.id,
        uid: uid(app, job.id),
        type_id: job.job_type_id,
        type_name: names.job_types.get(&job.job_type_id).cloned(),
        contact_id: Some(job.place.id).filter(|_| job.place.kind == PlaceKind::Account),
        contact_name: place.map(|place| place.name.clone()),
        contact_address: place.and_then(|place| place.address.clone()).unwrap_or_default(),
        contact_location: place
            .and_then(|place| place.point)
            .map(|point| Location { latitude: point.latitude, longitude: point.longitude }),
        status: facts.word.name(),
        status_modified_at: facts.since.map(print),
        planned_duration: job.length_in_minutes,
        due_at: None,
        reference,
        description: job.notes,
        created_at: facts.created_at.map(print),
        order_number: document.order_number,
        person_name: document.person_id.as_ref().and_then(|id| names.persons.get(&id.to_lowercase()).cloned()),
        person_id: document.person_id,
        is_confirmed: false,
        category_id: document.category_id,
        category_name: document.category_id.and_then(|id| names.categories.get(&id).cloned()),
        resource_id: facts.resource_id,
        resource_name: facts.resource_id.and_then(|id| names.users.get(&id).cloned()),
        vehicle_id: facts.vehicle_id,
        vehicle_registration: facts.vehicle_id.and_then(|id| names.vehicles.get(&id).cloned()),
        planned_start_at: facts.planned_start.map(print),
        planned_end_at: planned_end.map(print),
        actual_start_at: facts.actual_start.map(print),
        actual_end_at: facts.actual_end.map(print),
        actual_duration,
        internal_comment: None,
        resources_comment: None,
        contact_comment: None,
        result: job.completion.and_then(|completion| completion.reason),
        job_group_id: document.job_group_id,
        is_financially_complete: document.is_financially_complete,
        is_actioned: document.is_actioned,
        office_notes: document.office_notes,
        contract_id: None,
        recurrence_id: None,
        custom_fields: custom_fields
            .map(|(definition_id, value)| CustomFieldValue { definition_id, value: Some(value) })
            .collect(),
        site_contact_ids: document.site_contact_id.into_iter().collect(),
    })
}

/// The job's name in all instances: a UUID (version 8) of the instance's own name and the job's number.
fn uid(app: &App, job_id: u64) -> String {
    let digest = Sha256::new().chain_update(&app.instance_id).chain_update(job_id.to_be_bytes()).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = hex(&bytes);
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
